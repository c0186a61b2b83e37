// The cashier's page: what the bench takes in is presented to the part that is open.
import { ask } from "./api.js";
import { close, receive } from "./bench.js";
import * as bill from "./bill.js";
import { keep, one } from "./dom.js";
import { begin, welcome } from "./masthead.js";
import * as sell from "./sell.js";
import { signedIn } from "./session.js";
import { drawDay, drawLast } from "./shift.js";
import { isMute, setMute, stayAwake } from "./signals.js";
import * as take from "./take.js";
import { desk, resume, tillName, waitingCount } from "./till.js";
import { say } from "./words.js";

let tab = "take";
let isAway = false;

function present(text) {
  if (tab === "today") open("take");
  (tab === "sell" ? sell : take).present(text);
}

function open(name) {
  tab = name;
  for (const button of document.querySelectorAll("[data-tab]")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
  one("bench").hidden = name === "today";
  one("day").hidden = name !== "today";
  one("bill").hidden = name === "sell";
  close(name === "today");
  if (name === "today") drawDay();
  else take.ready(`cashier.ready.${name}`);
}

// MARK: Whether anybody answers

function showReach() {
  const count = waitingCount();
  const [pill, kind] = [one("pill"), isAway ? "no" : count ? "less" : "yes"];
  pill.className = `pill ${kind}`;
  const text = count ? say("till.unsent", { count }) : "";
  pill.textContent = [say(isAway ? "common.offline" : "common.online"), text].filter(Boolean).join(" · ");
}

function reached(is) {
  if (isAway === !is) return;
  isAway = !is;
  showReach();
}

async function knock() {
  try {
    await ask("GET", "/readyz", { milliseconds: 3000 });
    reached(true);
  } catch {
    reached(false);
  }
  setTimeout(knock, isAway ? 2000 : 5000);
}

// MARK: The beginning

await begin();
desk.session = await signedIn();
welcome(desk.session);
one("mute").checked = isMute();
one("mute").addEventListener("change", () => setMute(one("mute").checked));
one("till").value = tillName() ?? "";
one("till").disabled = Boolean(desk.session.device);
one("till").addEventListener("change", () => keep("till", one("till").value.trim() || null));
one("due").addEventListener("input", bill.read);
one("due").addEventListener("keydown", (event) => { if (event.key === "Enter") one("code").focus(); });
one("next").addEventListener("click", () => { bill.clear(); take.ready(); });
one("together").addEventListener("click", take.takeTogether);
for (const button of document.querySelectorAll("[data-tab]")) button.addEventListener("click", () => open(button.dataset.tab));
document.addEventListener("day", () => { drawLast(); if (tab === "today") drawDay(); });
document.addEventListener("waiting", showReach);
document.addEventListener("reached", () => reached(true));
document.addEventListener("away", () => reached(false));
addEventListener("offline", () => reached(false));
document.addEventListener("language", () => { open(tab); bill.read(); drawLast(); showReach(); });
resume((done) => { if (done.redemption && done.code === "accepted") take.accept(done, "", false); });
receive(present);
open("take");
drawLast();
showReach();
stayAwake();
knock();
