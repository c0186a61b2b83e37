// The partner's page: a till that works for days without a network. Nobody signs in; whoever holds
// the paired device is who it is.
import { close, receive } from "./bench.js";
import { Device } from "./device.js";
import { fill, keep, kept, node, one } from "./dom.js";
import { begin } from "./masthead.js";
import { isPairing, PairPanel } from "./pair-panel.js";
import { drawAccounts } from "./partner-accounts.js";
import { drawDay, drawLast } from "./partner-day.js";
import { drawStanding, drawPill } from "./partner-standing.js";
import * as take from "./partner-take.js";
import { isMute, setMute, stayAwake } from "./signals.js";
import { keepPage, offer } from "./upkeep.js";
import { say } from "./words.js";

const parts = ["take", "day", "accounts"];
let tab = "take";
let device = null;
let panel = null;

function present(text) {
  if (isPairing(text)) { pairBy(text); return; }
  open("take");
  take.present(text);
}

// Scanned where something is paired already, it is told what keeps it from that.
async function pairBy(text) {
  const wrong = await panel.take(text);
  if (wrong && device.isPaired) open("device");
}

function open(name) {
  tab = name;
  draw();
  if (name === "day") drawDay(device);
  if (name === "accounts") {
    keep("conflicts-seen", String(device.standing()?.conflicts.length ?? 0));
    drawAccounts(device);
    draw();
  }
}

// How many conflicts nobody has looked at.
const unseen = () => Math.max(
  0, (device.standing()?.conflicts.length ?? 0) - Number(kept("conflicts-seen") ?? 0));

function draw() {
  const isPaired = device.till !== null;
  if (!isPaired && tab !== "take") tab = "take";
  drawTabs(isPaired);
  one("bench").hidden = tab !== "take";
  for (const name of ["day", "accounts", "device"]) one(name).hidden = tab !== name;
  one("tab-device").hidden = !isPaired;
  // Before there is a till, what makes it one is all that there is to do.
  const place = one(isPaired ? "device" : "first");
  if (panel.place.parentElement !== place) place.append(panel.place);
  one("last-box").hidden = !isPaired;
  one("typing").hidden = !isPaired;
  document.body.classList.toggle("training", isTraining());
  close(tab !== "take");
  drawPill(device);
  drawStanding(device, unseen(), () => open("accounts"));
  if (isPaired) drawLast(device);
}

const isTraining = () =>
  device.till?.pairing.training === true || document.querySelector(".training-word") !== null;

function drawTabs(isPaired) {
  one("tabs").hidden = !isPaired;
  const focus = one("tabs").contains(document.activeElement) ? document.activeElement.id : null;
  fill(one("tabs"), parts.map((name) => node("button", {
    id: `tab-${name}`, class: "button quiet", type: "button", "aria-pressed": String(tab === name),
    onclick: () => open(name),
  }, say(`partner.tab.${name}`), name === "accounts" && unseen() ? ` (${unseen()})` : null)));
  if (focus) one(focus)?.focus();
}

function changed() {
  draw();
  if (tab === "day") drawDay(device);
  if (tab === "accounts") drawAccounts(device);
  take.changed();
}

await begin();
device = await Device.open();
panel = new PairPanel(node("div", {}), device, () => { open("take"); take.ready(); });
one("tab-device").addEventListener("click", () => {
  document.querySelector(".menu").open = false;
  open("device");
  one("forget")?.focus();
});
one("mute").checked = isMute();
one("mute").addEventListener("change", () => setMute(one("mute").checked));
take.use(device);
receive(present);
device.addEventListener("change", changed);
document.addEventListener("language", () => { open(tab); take.ready(); });
open("take");
take.ready();
device.begin();
stayAwake();
keepPage("partner", offer);
// A till that nobody looks at grows older all the same.
setInterval(draw, 30_000);
