// The cashier's page: what is scanned, typed or seen by the camera is presented to the part that is open.
import { ask } from "./api.js";
import * as bill from "./bill.js";
import { Camera } from "./camera.js";
import { keep, kept, one } from "./dom.js";
import { listen } from "./hand-scanner.js";
import { begin, welcome } from "./masthead.js";
import { Presentations } from "./presentation.js";
import * as sell from "./sell.js";
import { signedIn } from "./session.js";
import { drawDay, drawLast } from "./shift.js";
import { isMute, setMute, stayAwake } from "./signals.js";
import * as take from "./take.js";
import { desk, resume, tillName, waitingCount } from "./till.js";
import { say } from "./words.js";

const views = new Presentations();
let tab = "take";
let isAway = false;

function present(text) {
  if (tab === "today") open("take");
  (tab === "sell" ? sell : take).present(text.trim());
}

function open(name) {
  tab = name;
  for (const button of document.querySelectorAll("[data-tab]")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
  one("bench").hidden = name === "today";
  one("day").hidden = name !== "today";
  one("bill").hidden = name === "sell";
  if (name === "today") { camera.stop(); showCamera(); drawDay(); }
  else take.ready(`cashier.ready.${name}`);
}

// MARK: The camera

const camera = new Camera(one("video"), (text) => { if (views.begins(text, performance.now())) present(text); });

function showCamera() {
  one("view").hidden = !camera.isOn;
  one("camera").textContent = say(camera.isOn ? "cashier.camera.stop" : "cashier.camera.start");
  one("other").hidden = !camera.isOn || !camera.hasOther;
  one("torch").hidden = !camera.isOn || !camera.hasTorch;
}

async function startCamera() {
  one("camera-wrong").textContent = "";
  one("view").hidden = false;
  try {
    await camera.start();
    keep("camera", "on");
  } catch (error) {
    camera.stop();
    keep("camera", null);
    one("camera-wrong").textContent = say(error.name === "NotAllowedError" ? "cashier.camera.forbidden" : "cashier.camera.none");
  }
  showCamera();
}

one("camera").addEventListener("click", () => {
  if (!camera.isOn) { startCamera(); return; }
  camera.stop();
  keep("camera", null);
  showCamera();
});
one("other").addEventListener("click", () => camera.next().then(showCamera));
one("torch").addEventListener("click", async () => one("torch").setAttribute("aria-pressed", String(await camera.light())));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") camera.stop();
  else if (kept("camera") === "on" && tab !== "today" && !camera.isOn) startCamera();
  showCamera();
});

// MARK: The hand scanner, and what is typed

listen((text, { count, milliseconds, end, host }) => {
  one("scanned").textContent = say("cashier.scanner.read", { text, count, milliseconds, end, host });
  if (!one("own-menu").contains(document.activeElement) && !document.querySelector(".menu").open) present(text);
});
one("typing").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = one("code").value;
  one("code").value = "";
  if (text.trim()) present(text);
});

// MARK: Whether anybody answers

function showReach() {
  const count = waitingCount();
  const [pill, kind] = [one("pill"), isAway ? "no" : count ? "less" : "yes"];
  pill.className = `pill ${kind}`;
  const text = count ? say("cashier.unsent", { count }) : "";
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
document.addEventListener("language", () => { open(tab); bill.read(); drawLast(); showReach(); showCamera(); });
resume((done) => { if (done.redemption && done.code === "accepted") take.accept(done, "", false); });
open("take");
drawLast();
showReach();
showCamera();
stayAwake();
knock();
if (kept("camera") === "on") startCamera();
