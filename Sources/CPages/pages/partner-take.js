// Taking vouchers at the partner's till: look at the code, take of it, once; every answer is the
// browser's own, and the book is told as soon as somebody answers.
import { typed } from "./amounts.js";
import { fill, node, one } from "./dom.js";
import { Refusal } from "./offline/bytes.js";
import { newOperation } from "./offline/claims.js";
import { currencyCode } from "./offline/currency.js";
import { show } from "./result.js";
import { amountIn, lookedAt, putBack, refused, ruled, taken } from "./till-words.js";
import { language, say } from "./words.js";

const undoMilliseconds = 60_000;
let device = null;
let round = 0;
let ticking = 0;
let isIdle = true;
// The use that is on the screen.
let shown = null;
// What the disk did not say of: the same scan asks again under the same name.
let unsure = null;

/** Works with this device from now on. */
export function use(chosen) { device = chosen; }

/** Shows what stands there before anything is scanned: what to do, or why nothing is taken. */
export function ready() {
  isIdle = true;
  shown = null;
  steps();
  const { till, fault, isRevoked } = device;
  const code = fault?.code ?? (isRevoked ? "device_revoked" : till && kitFault(till));
  if (code) draw(refused(new Refusal(code, { expiresAt: till?.kit?.expiresAt }), till, Date.now()));
  else if (till) show("ready", null, [say("partner.ready")]);
  else show("unpaired", null, [say("partner.ready.unpaired")]);
}

function kitFault({ kit }) {
  if (!kit) return "no_kit";
  return Date.now() >= kit.expiresAt ? "kit_too_old" : null;
}

/** Takes note that the device stands otherwise. */
export function changed() {
  if (isIdle) ready();
  else if (shown) drawChecked();
}

function draw({ word, amount, lines }) { show(word, amount, lines); }

/** Shows what can be done next; nothing for nothing. */
function steps(...children) {
  clearInterval(ticking);
  one("steps").hidden = children.length === 0;
  fill(one("steps"), children);
}

/** A code was presented: scanned, typed or seen by the camera. */
export async function present(text) {
  const mine = round += 1;
  [isIdle, shown] = [false, null];
  const { till } = device;
  if (!till || device.isRevoked) { ready(); isIdle = true; return; }
  try {
    const found = await till.check(text, { now: Date.now() });
    // What needs no question is taken, also where the next code came meanwhile.
    if (found.token.kind === 4) return await redeem(text, { uses: 1 }, mine);
    if (mine === round) offer(found, text, mine);
  } catch (error) {
    refuse(error, mine);
  }
}

function refuse(error, mine) {
  if (!(error instanceof Refusal)) throw error;
  if (mine !== round) return;
  const view = refused(error, device.till, Date.now());
  // With a network there is a page that asks the book; it wants somebody to sign in.
  const isOnline = view.word === "network" && device.isReached === true;
  steps(...(isOnline ? [node("a", { id: "online", class: "button quiet", href: "/cashier" },
    say("partner.online"))] : []));
  draw(view);
}

// What is on it, and how much of it is to be taken.
function offer(found, text, mine) {
  const { token, left, takeable } = found;
  const view = lookedAt(found);
  if (token.kind === 1) { steps(); draw(view); return; }
  const isGift = token.kind === 2;
  const asked = isGift ? "till.ask_amount" : "till.ask_price";
  const least = token.minimumSpend
    ? say("partner.minimum", { amount: amountIn(token.minimumSpend, token.currency) }) : null;
  show(view.word, view.amount, [say(asked), ...view.lines, least]);
  const currency = currencyCode(token.currency);
  const amount = node("input", { id: "amount", class: "large number", inputmode: "decimal",
    autocomplete: "off", maxlength: "20", "aria-describedby": "amount-wrong" });
  const wrong = node("p", { id: "amount-wrong", class: "wrong", role: "alert" });
  steps(node("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const minor = typed(amount.value, currency, language);
    wrong.textContent = minor > 0 ? "" : say("error.bad_amount");
    if (!(minor > 0)) { amount.focus(); return; }
    const demand = { currency: token.currency, [isGift ? "amount" : "price"]: minor };
    redeem(text, demand, mine).catch((error) => refuse(error, mine));
  } },
  node("label", { for: "amount" }, say(isGift ? "till.how_much" : "partner.price")),
  node("div", { class: "row" }, node("div", { class: "grow" }, amount),
    node("button", { class: "button" }, say("till.use")),
    isGift && takeable === left ? node("button", { id: "all", class: "button quiet", type: "button",
      onclick: () => redeem(text, { all: true }, mine).catch((error) => refuse(error, mine)) },
    say("till.use_all")) : null),
  wrong));
  amount.focus();
}

async function redeem(text, demand, mine) {
  const wish = JSON.stringify([text, demand]);
  const operation = unsure?.wish === wish ? unsure.operation : newOperation(Date.now());
  let done;
  try {
    unsure = { wish, operation };
    done = await device.till.redeem(text, demand, { operation, now: Date.now() });
    unsure = null;
  } catch (error) {
    if (error.code !== "log_failed") unsure = null;
    throw error;
  } finally {
    device.noteTaken();
  }
  if (mine === round) accept(done, demand.price ?? null);
}

function accept(done, price) {
  const { word, amount, lines } = taken(done, price);
  show(word, amount, [...lines, node("p", { id: "checked", class: "checked" })]);
  shown = done;
  drawChecked();
  offerUndo(done);
}

// Whether the book has heard of what is on the screen, and what it said.
function drawChecked() {
  const place = one("checked");
  const found = device.till?.answers().find(({ record }) => record.id === shown.operation);
  if (!place || !found) return;
  const text = ruled(found.answer, shown.token);
  if (place.textContent === text) return;
  place.textContent = text;
  place.dataset.tone = found.answer?.isConflict ? "no" : "";
}

// One button for a minute, which says how long it is still there.
function offerUndo({ operation, time }) {
  const until = time + undoMilliseconds;
  const button = node("button", { id: "undo", class: "button quiet large", type: "button",
    onclick: () => undo(operation) });
  const tick = () => {
    const seconds = Math.round((until - Date.now()) / 1000);
    if (seconds > 0) button.textContent = say("till.undo", { seconds });
    else steps();
  };
  steps(button);
  tick();
  ticking = setInterval(tick, 1000);
}

async function undo(redemption) {
  const mine = round += 1;
  const now = Date.now();
  try {
    const done = await device.till.undo({ redemption, operation: newOperation(now), now });
    shown = null;
    steps();
    draw(putBack(done));
  } catch (error) {
    refuse(error, mine);
  } finally {
    device.noteTaken();
  }
}
