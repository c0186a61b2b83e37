// What is done with a code: by the book while somebody answers, by this till while nobody does.
//
// Never both. What was sent and has no answer waits under its name, and only what was looked at
// without a network is taken without one. What this till took and did not tell the book yet is
// judged by this till, also when the service is back.
import { ask, Unreachable } from "./api.js";
import { brand } from "./masthead.js";
import * as log from "./day-log.js";
import { Refusal } from "./offline/bytes.js";
import { newOperation } from "./offline/claims.js";
import { currencyCode, currencyNumber } from "./offline/currency.js";
import { kinds } from "./offline/token.js";
import { isAway } from "./reach.js";
import { desk, isOnItsWay, perform, place, rest } from "./till.js";

// How long before its kit was made this till may have taken something that the kit lacks.
const kitDelay = 5000;

/** Whether vouchers are taken here while nobody answers. */
export const canWithout = () => desk.device.isReady;

/**
 * Looks at a code; changes nothing.
 *
 * @param {string} text What was presented.
 * @param {() => boolean} isWanted Whether the answer still is; asked before each try.
 * @param {() => void} wait Is told once if nobody answers, and it goes on asking.
 * @returns {Promise<?object>} As `POST /v1/checks`, and for what was looked at without a network
 *   `isOffline`, or `isSent` where something of it waits for its answer; null if it is not wanted.
 * @throws {Refusal} of api.js, or of offline/bytes.js where this till said it
 */
export async function look(text, isWanted, wait) {
  for (let tries = 0; isWanted(); tries += 1) {
    if (isAway() && canWithout()) return lookWithout(text);
    try {
      const body = { voucher: text, ...place() };
      const milliseconds = canWithout() ? 3000 : 5000;
      const card = await ask("POST", "/v1/checks", { body, milliseconds });
      return isUntold(card.voucher) ? await lookWithout(text) : card;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (canWithout()) return lookWithout(text);
      if (tries === 0) wait();
      await rest(2000);
    }
  }
  return null;
}

/**
 * Takes what was looked at.
 *
 * @param {object} card As `look` has it.
 * @param {object} demand `{amount}`, `{all}` or `{uses}` of `POST /v1/redemptions`.
 * @param {object} more What else stands in the request's body.
 * @param {() => void} wait Is told if there is no answer yet.
 * @returns {Promise<object>} As `POST /v1/redemptions`; `isOffline` where this till took it.
 */
export function take(card, text, demand, more, wait) {
  if (card.isOffline) return takeWithout(card, text, demand);
  const body = { voucher: text, ...demand, ...more, ...place() };
  return perform("/v1/redemptions", body, { isAway: wait, vouchers: [card.voucher] });
}

/** Puts back what was taken within the last minute, by whoever took it. */
export async function putBack({ redemption, isOffline }, wait) {
  if (!isOffline) {
    await perform(`/v1/redemptions/${redemption}/undo`, place(), { isAway: wait });
    return;
  }
  const use = redemption.slice(redemption.indexOf("_") + 1);
  await desk.device.till.undo({ redemption: use, ...deed() });
  desk.device.noteTaken();
}

// MARK: Without a network

const idOf = ({ list, slot }) => `vch_${list}_${slot}`;
const deed = () => ({
  operation: newOperation(Date.now()), worker: desk.session.operator, now: Date.now(),
});
const worth = (number, { kind, currency }) =>
  (kind === 2 ? { amount: number, currency: currencyCode(currency) } : number);

// Whether this till took some of it and the book has not heard of that.
function isUntold(voucher) {
  const isOpen = ({ record, answer }) =>
    answer === null && record.token && !record.undone && idOf(record.token) === voucher;
  return canWithout() && desk.device.till.answers().some(isOpen);
}

async function lookWithout(text) {
  const { token, left, takeable } = await desk.device.till.check(text, { now: Date.now() });
  const voucher = idOf(token);
  if (isOnItsWay(voucher)) return { voucher, isSent: true };
  checkOwnTakings(voucher);
  const last = new Date(Date.UTC(2020, 0, 1 + token.last)).toISOString().slice(0, 10);
  return {
    voucher, kind: kinds[token.kind], last_day: last, isOffline: true,
    ...(left === null ? {} : { balance: worth(left, token), available: worth(takeable, token) }),
  };
}

// What the book took for this till after the kit was made, the kit does not know.
function checkOwnTakings(voucher) {
  const line = log.latestOf(voucher);
  const { kit } = desk.device.till;
  if (!line || line.isOffline || Date.parse(line.at) < kit.issuedAt - kitDelay) return;
  if (line.kind === "basket" || line.rest > 0) throw new Refusal("balance_check_required");
  const { device } = desk.device.till.pairing;
  throw new Refusal("already_redeemed", { last: { at: Date.parse(line.at), device } });
}

async function takeWithout(card, text, demand) {
  const done = await desk.device.till.redeem(text, demandWithout(card, demand), deed());
  desk.device.noteTaken();
  return doneOf({ ...done, amount: done.taken, id: done.operation, at: done.time });
}

// A till's demands have currencies by number, and a basket's price by that name.
function demandWithout({ kind, balance, available }, demand) {
  if (demand.uses) return { uses: demand.uses };
  // Of a card that holds more than may be taken here, all is what may be taken.
  if (demand.all && available.amount === balance.amount) return { all: true };
  const { amount, currency } = demand.all ? available : demand.amount;
  const number = currencyNumber(currency);
  return kind === "discount"
    ? { price: amount, currency: number } : { amount, currency: number };
}

/**
 * A use as `POST /v1/redemptions` would tell it.
 * @param {object} record `id, at, token, amount, left, discount` of this till's log
 */
export function doneOf({ id, at, token, amount, left, discount }) {
  return {
    redemption: `rd_${id}`, voucher: idOf(token), kind: kinds[token.kind], isOffline: true,
    at: new Date(at).toISOString(), taken: worth(amount, token), balance: worth(left, token),
    ...(discount === null ? {} : {
      discount: { amount: discount, currency: currencyCode(token.currency) ?? brand.currency },
    }),
  };
}
