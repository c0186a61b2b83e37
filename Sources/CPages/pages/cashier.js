// The cashier's page: what the bench takes in is presented to the part that is open.
import { accept } from "./answer.js";
import { close, receive } from "./bench.js";
import * as bill from "./bill.js";
import { keep, one } from "./dom.js";
import { begin, welcome } from "./masthead.js";
import { isAway, watchReach } from "./reach.js";
import * as sell from "./sell.js";
import { signedIn } from "./session.js";
import { drawDay, drawLast } from "./shift.js";
import { isMute, setMute, stayAwake } from "./signals.js";
import { ready } from "./steps.js";
import * as take from "./take.js";
import { desk, resume, tillName, waitingCount } from "./till.js";
import { say } from "./words.js";

const tabs = document.querySelectorAll("[data-tab]");
let tab = "take";

function present(text) {
  if (tab === "today") open("take");
  (tab === "sell" ? sell : take).present(text);
}

function open(name) {
  tab = name;
  for (const button of tabs) {
    button.setAttribute("aria-pressed", String(button.dataset.tab === name));
  }
  one("bench").hidden = name === "today";
  one("day").hidden = name !== "today";
  one("bill").hidden = name === "sell";
  close(name === "today");
  if (name === "today") drawDay();
  else ready(`cashier.ready.${name}`);
}

// MARK: Whether anybody answers

function showPill() {
  const count = waitingCount();
  const pill = one("pill");
  pill.className = `pill ${isAway() ? "no" : count ? "less" : "yes"}`;
  pill.textContent = [
    say(isAway() ? "common.offline" : "common.online"),
    count ? say("till.unsent", { count }) : "",
  ].filter(Boolean).join(" · ");
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
one("due").addEventListener("keydown", (event) => {
  if (event.key === "Enter") one("code").focus();
});
one("next").addEventListener("click", () => { bill.clear(); ready(); });
one("together").addEventListener("click", take.takeTogether);
for (const button of tabs) button.addEventListener("click", () => open(button.dataset.tab));
document.addEventListener("day", () => {
  drawLast();
  if (tab === "today") drawDay();
});
document.addEventListener("waiting", showPill);
document.addEventListener("language", () => { open(tab); bill.read(); drawLast(); showPill(); });
resume((done) => {
  if (done.redemption && done.code === "accepted") accept(done, "", false);
});
receive(present);
open("take");
drawLast();
showPill();
stayAwake();
watchReach(showPill);
