// Taking vouchers at the partner's till: look at the code, take of it, once; every answer is the
// browser's own, and the book is told as soon as somebody answers.
import { askAmount } from "./amount-form.js";
import { node, one } from "./dom.js";
import { Refusal } from "./offline/bytes.js";
import { newOperation } from "./offline/claims.js";
import { currencyCode } from "./offline/currency.js";
import { show } from "./result.js";
import { offerUndo, steps } from "./steps.js";
import { amountIn, lookedAt, putBack, refused, ruled, taken } from "./till-words.js";
import { say } from "./words.js";

let device = null;
let round = 0;
let isIdle = true;
// What stands there while nothing is scanned, so that it is not said anew for nothing.
let idle = "";
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
  const { till } = device;
  const code = faultOf(device);
  idle = `${code} ${till !== null}`;
  if (code) draw(refused(new Refusal(code, { expiresAt: till?.kit?.expiresAt }), till, Date.now()));
  else if (till) show("ready", null, [say("partner.ready")]);
  else show("unpaired", null, [say("partner.ready.unpaired")]);
}

// Why nothing is taken at all; null if something is, or if this is nobody's till.
function faultOf({ till, fault, isRevoked }) {
  if (fault) return fault.code;
  if (!till) return null;
  if (isRevoked) return "device_revoked";
  if (!till.kit) return "no_kit";
  return Date.now() >= till.kit.expiresAt ? "kit_too_old" : null;
}

/** Takes note that the device stands otherwise. */
export function changed() {
  const isOther = idle !== `${faultOf(device)} ${device.till !== null}`;
  if (isIdle && isOther) ready();
  else if (shown) drawChecked();
}

function draw({ word, amount, lines }) { show(word, amount, lines); }

/** A code was presented: scanned, typed or seen by the camera. */
export async function present(text) {
  const mine = round += 1;
  [isIdle, shown] = [false, null];
  const { till } = device;
  if (!till || device.isRevoked) { ready(); return; }
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
  const take = (demand) => redeem(text, demand, mine).catch((error) => refuse(error, mine));
  askAmount({
    label: say(isGift ? "till.how_much" : "partner.price"), action: say("till.use"),
    currency: currencyCode(token.currency),
  }, ({ amount }) => take({ currency: token.currency, [isGift ? "amount" : "price"]: amount }),
  // Only what is within the limits can be taken whole.
  isGift && takeable === left ? () => take({ all: true }) : null);
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
  offerUndo(() => undo(done.operation));
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
