// How an answer is shown and remembered: a no, and what was taken.
import { day, moment } from "./amounts.js";
import { Refusal } from "./api.js";
import { bill, pay } from "./bill.js";
import * as log from "./day-log.js";
import { node } from "./dom.js";
import { brand } from "./masthead.js";
import { Refusal as TillRefusal } from "./offline/bytes.js";
import { change, show, wordFor } from "./result.js";
import { complain } from "./session.js";
import { steps } from "./steps.js";
import { refused } from "./till-words.js";
import { desk, own, shown, tillName } from "./till.js";
import { language, say } from "./words.js";

/**
 * Says "no" in the place of the last answer, and keeps it for the day.
 *
 * @param {Error} error A Refusal of the service or of this till; any other is thrown again.
 * @param {string} text The code, of which the last four signs are kept.
 * @param {boolean} isShown Not where another code was presented since: then it is kept alone.
 */
export function refuse(error, text, isShown = true) {
  if (error instanceof TillRefusal) return refuseWithout(error, text, isShown);
  if (!(error instanceof Refusal)) throw error;
  const word = wordFor(error);
  log.add({ at: new Date().toISOString(), word, last: text.slice(-4) });
  if (!isShown) return;
  const { facts = {} } = error.problem;
  const lines = facts.at && word === "used" ? whenUsed(facts) : [complain(error)];
  if (facts.last_day) lines.push(say("till.until", { day: day(facts.last_day, language) }));
  if (facts.first_day) lines.push(say("till.from", { day: day(facts.first_day, language) }));
  const isLess = facts.available !== undefined && word === "not_enough";
  show(word, isLess ? shown(facts.available) : null, lines);
  steps();
}

// A no of this till, which nobody else knows of.
function refuseWithout(error, text, isShown) {
  const { word, amount, lines } = refused(error, desk.device.till, Date.now());
  log.add({ at: new Date().toISOString(), word, last: text.slice(-4), isOffline: true });
  if (!isShown) return;
  show(word, amount, lines);
  steps();
}

// Where it was this till a moment ago, it counted: that is no reason to worry anybody.
function whenUsed({ at, shop, till, operator }) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(at)) / 1000));
  if (seconds < 60 && till === (tillName() ?? till)) {
    return [say("till.just_now", { count: seconds })];
  }
  const place = brand.shops.find((known) => known.shop === shop)?.name ?? shop;
  const when = moment(at, language, brand.time_zone);
  return [say(operator ? "till.used_by" : "till.used", { when, shop: place, till, operator })];
}

/**
 * Keeps what was taken for the day, takes it off the bill, and shows it.
 *
 * @param {object} done As `take` of counter.js has it.
 * @param {string} text The code, of which the last four signs are kept.
 * @param {boolean} isShown Not where another code was presented since.
 * @returns {number} Minor units of the shop's currency that were taken off the bill; 0 for others.
 */
export function accept(done, text = "", isShown = true) {
  const taken = done.discount ?? done.taken;
  const isMoney = taken?.currency !== undefined;
  const paid = isMoney && taken.currency === brand.currency ? taken.amount : 0;
  if (paid) pay(paid);
  log.add(lineOf(done, text));
  if (isShown) {
    const lines = whatIsLeft(done);
    if (done.isOffline) lines.push(node("p", { class: "unchecked" }, say("cashier.unchecked")));
    show("accepted", isMoney ? shown(taken) : say(`till.kind.${done.kind}`), lines);
  }
  return paid;
}

/** What was taken as a line of the day; `text` is the code, if it is known. */
export function lineOf({ at, kind, redemption, voucher, isOffline, ...done }, text = "") {
  const taken = done.discount ?? done.taken;
  const isMoney = taken?.currency !== undefined;
  return {
    at, word: "accepted", last: text.slice(-4), kind, redemption, voucher, isOffline,
    rest: done.balance?.amount ?? done.balance ?? 0,
    ...(isMoney ? { taken: taken.amount, currency: taken.currency } : {}),
  };
}

// Of the voucher, and of the bill.
function whatIsLeft({ kind, taken, balance }) {
  const lines = [];
  if (kind === "gift") {
    const before = { ...taken, amount: taken.amount + balance.amount };
    lines.push(change(shown(before), shown(balance)));
  }
  if (kind === "entitlement" && balance > 0) {
    lines.push(say("till.uses_left", { count: balance }));
  }
  if (bill.left === 0) lines.push(say("cashier.paid"));
  else if (bill.left !== null) {
    lines.push(say("cashier.left_is", { amount: shown(own(bill.left)) }));
  }
  return lines;
}
