// The cashier's page: what the bench takes in is presented to the part that is open.
import { accept } from "./answer.js";
import { Unreachable } from "./api.js";
import { close, receive } from "./bench.js";
import * as bill from "./bill.js";
import { catchUp, drawConflicts } from "./conflicts.js";
import * as log from "./day-log.js";
import { Device } from "./device.js";
import { keep, one } from "./dom.js";
import { begin, welcome } from "./masthead.js";
import { isPairing, PairPanel } from "./pair-panel.js";
import { isAway, watchReach } from "./reach.js";
import { show } from "./result.js";
import * as sell from "./sell.js";
import { admitted, signedIn } from "./session.js";
import { drawDay, drawLast } from "./shift.js";
import { isMute, setMute, stayAwake } from "./signals.js";
import { drawPill, drawStanding } from "./standing.js";
import { ready } from "./steps.js";
import * as take from "./take.js";
import { desk, resume, rest, tillName } from "./till.js";
import { keepPage, offer } from "./upkeep.js";
import { say, translate } from "./words.js";

const tabs = document.querySelectorAll("[data-tab]");
let tab = "take";
let panel = null;

function present(text) {
  if (isPairing(text)) { pairBy(text); return; }
  if (tab === "today") open("take");
  (tab === "sell" ? sell : take).present(text);
}

// The office's code makes this browser a till, whichever way it came in.
async function pairBy(text) {
  const wrong = await panel.take(text);
  show(wrong ? "refused" : "accepted", null, [wrong ?? say("till.paired")]);
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

// Not while somebody is saying why something is put back.
function drawToday() {
  if (tab === "today" && !one("day").querySelector("form")) drawDay();
}

function drawAll() {
  drawPill();
  drawStanding();
  drawConflicts();
}

// Another reach, another kit, something sent or taken, here or in another tab.
function changed() {
  catchUp();
  drawAll();
  drawToday();
  const { device } = desk;
  if (document.activeElement !== one("till")) one("till").value = tillName() ?? "";
  one("till").disabled = Boolean(desk.session.device) || device.isPaired;
  one("pairing-word").dataset.word = device.isPaired ? "till.paired" : "till.pair";
  translate(one("pairing-box"));
  document.body.classList.toggle("training",
    document.querySelector(".training-word") !== null || device.till?.pairing.training === true);
}

function reached() {
  drawAll();
  if (isAway()) return;
  // Whoever began without the service is let in now, and what was taken meanwhile is told.
  admitted().then(() => desk.device.sync(), () => {});
}

// Whoever opens the page for the first time without the service waits for it.
async function whoIsIn() {
  for (;;) {
    try {
      return await signedIn(true);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      show("waiting", null, [say("common.away")]);
      await rest(2000);
    }
  }
}

await begin();
desk.device = await Device.open();
desk.session = await whoIsIn();
welcome(desk.session);
panel = new PairPanel(one("pair"), desk.device);
one("mute").checked = isMute();
one("mute").addEventListener("change", () => setMute(one("mute").checked));
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
  drawToday();
});
document.addEventListener("waiting", drawPill);
document.addEventListener("language", () => { open(tab); bill.read(); drawLast(); drawAll(); });
desk.device.addEventListener("change", changed);
resume((done, { voucher }) => {
  if (!done.redemption) return;
  if (done.code === "accepted") accept(done, voucher, false);
  else log.undone(done.redemption);
});
receive(present);
open("take");
changed();
drawLast();
stayAwake();
watchReach(reached);
desk.device.begin();
keepPage("cashier", offer);
// What a till knows grows older by itself.
setInterval(drawAll, 30_000);
