// What a till without a network answers, as people read it: one word, perhaps an amount, and lines.
// Each of these is what `show` of result.js wants.
import { day, money, moment } from "./amounts.js";
import { brand } from "./masthead.js";
import { currencyCode } from "./offline/currency.js";
import { kinds } from "./offline/token.js";
import { change } from "./result.js";
import { has, language, say } from "./words.js";

/** @typedef {{word: string, amount: ?string, lines: (string | Element)[]}} View */

// What is not named here is `refused`, a plain no.
const words = {
  used: ["already_redeemed", "exhausted"],
  expired: ["expired"],
  not_ours: ["not_a_tessera_code"],
  not_genuine: [
    "key_audience_mismatch", "key_kind_mismatch", "key_window_mismatch", "tag_mismatch",
    "training_key", "unknown_key",
  ],
  not_read: [
    "bad_character", "bad_length", "keyboard_layout", "lower_case", "not_canonical", "too_long",
    "trailing_bytes", "truncated", "typed_length", "typo", "unknown_currency",
    "unknown_discount_type", "unknown_kind", "unsupported_version", "value_out_of_range",
  ],
  not_enough: ["insufficient_balance", "insufficient_uses"],
  limit: ["offline_currency", "offline_limit"],
  // Not a no: a till that can ask the book may well say yes.
  network: [
    "balance_check_required", "key_compromised", "key_not_yet_active", "kit_too_old", "no_kit",
    "terms_mismatch", "typed_code_needs_ledger", "unknown_list",
  ],
  // Not the customer's matter: this till takes nothing before somebody has looked.
  stopped: [
    "clock_behind_log", "clock_implausible", "device_revoked", "disk_full", "kit_damaged",
    "log_damaged", "log_failed", "log_rolled_back", "not_paired",
  ],
};

/** The word of result.js for a code of the offline core. */
export const wordOf = (code) =>
  Object.keys(words).find((word) => words[word].includes(code)) ?? "refused";

/** The sentence for a code: in the language of the page, or the code itself. */
export const sentenceOf = (code) => (has(`error.${code}`) ? say(`error.${code}`) : code);

/** An amount in minor units of a currency that is named by its number or its letters. */
export const amountIn = (minor, currency) => money(
  minor, typeof currency === "number" ? currencyCode(currency) : currency, language);

/** A time in the issuer's zone; with the day where it is not today. @param {number} at ms */
export const timeAt = (at, till) => moment(at, language, till?.kit?.zoneName ?? brand.time_zone);

/** A day that is counted from 2020-01-01, as a token has it. */
export const dayOf = (number) =>
  day(new Date(Date.UTC(2020, 0, 1 + number)).toISOString(), language);

/** The name of a token's kind. */
export const kindOf = ({ kind }) => say(`till.kind.${kinds[kind]}`);

/** What a number of a token is: an amount of its currency, or how many uses. */
const worth = (number, token) =>
  token.kind === 2 ? amountIn(number, token.currency) : say("till.uses", { count: number });

/**
 * A "no" of the offline core.
 * @param {Refusal} error of offline/bytes.js
 * @param {?Till} till that said it
 * @param {number} now milliseconds since 1970
 * @returns {View}
 */
export function refused({ code, facts }, till, now) {
  const [word, amount] = [wordOf(code), amountOf(code, facts)];
  return { word, amount, lines: [...linesOf(code, facts, till, now), ...daysOf(facts)] };
}

const amountOf = (code, { available, currency }) =>
  code === "insufficient_balance" ? amountIn(available, currency) : null;

function daysOf({ first, last, field }) {
  const isDay = (value) => Number.isInteger(value) && value <= 0xffff && !field;
  return [
    isDay(first) ? say("till.from", { day: dayOf(first) }) : null,
    isDay(last) ? say("till.until", { day: dayOf(last) }) : null,
  ].filter(Boolean);
}

function linesOf(code, facts, till, now) {
  const plain = sentenceOf(code);
  if (code === "already_redeemed" || code === "exhausted") {
    return facts.last ? [whenUsed(facts.last, till, now)] : [plain, say("till.used_elsewhere")];
  }
  if (code === "device_revoked") return [plain, say("till.pair_again")];
  if (code === "unknown_key") return [plain, say("till.other_shops")];
  if (code === "offline_limit") return limitLines(facts);
  if (code === "clock_behind_log" || code === "clock_implausible") {
    return [plain, say("till.clock_says", { when: moment(now, language, brand.time_zone, 0) })];
  }
  if (code === "kit_too_old") {
    return [plain, say("till.kit_ended", { when: timeAt(facts.expiresAt, till) })];
  }
  const { available: count } = facts;
  return code === "insufficient_uses" ? [plain, say("till.uses_left", { count })] : [plain];
}

// Where it was this till a moment ago, it counted: that is no reason to worry anybody.
function whenUsed({ at, device, worker }, till, now) {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return say("till.just_now", { count: seconds });
  const facts = { when: timeAt(at, till), shop: till.pairing.acceptor, till: device };
  return worker ? say("till.used_by", { ...facts, operator: worker }) : say("till.used", facts);
}

function limitLines({ bound, limit, used, currency }) {
  const isMoney = currency !== undefined;
  const amount = (minor) => (isMoney ? amountIn(minor, currency) : String(minor));
  const rest = Math.max(0, limit - used);
  const key = bound === "day" && !isMoney ? "uses" : bound;
  return [
    say(`till.limit.${key}`, { limit: amount(limit) }),
    rest ? say("till.limit.rest", { amount: amount(rest) }) : say("till.limit.none"),
  ];
}

/**
 * What is on a voucher that was looked at.
 * @param {object} found as `Till.check` has it
 * @returns {View}
 */
export function lookedAt({ token, left, takeable }) {
  if (token.kind === 1) return { word: "member", amount: null, lines: [] };
  const lines = [say("till.until", { day: dayOf(token.last) })];
  if (token.kind === 2 && takeable < left) {
    lines.unshift(say("till.takeable", { amount: amountIn(takeable, token.currency) }));
  }
  const amount = token.kind === 3 ? discountOf(token) : worth(left, token);
  return { word: "card", amount, lines };
}

/** What a discount gives, `15 %` or an amount. */
export function discountOf({ type, value, currency }) {
  if (type !== "percent") return `−${amountIn(value, currency)}`;
  const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return `−${percent.format(value / 100)} %`;
}

/**
 * What was taken.
 * @param {object} done as `Till.redeem` has it
 * @param {?number} price what a discount was reckoned on, in minor units
 * @returns {View} without a word on whether the book has heard of it
 */
export function taken({ token, taken: amount, left, discount }, price = null) {
  if (token.kind === 2) {
    const [before, after] = [amount + left, left].map((each) => amountIn(each, token.currency));
    const lines = [change(before, after)];
    return { word: "accepted", amount: amountIn(amount, token.currency), lines };
  }
  if (discount !== null && price !== null) {
    const [before, after] = [price, price - discount].map((each) => amountIn(each, token.currency));
    const lines = [change(before, after)];
    return { word: "accepted", amount: `−${amountIn(discount, token.currency)}`, lines };
  }
  const lines = left ? [say("till.uses_left", { count: left })] : [];
  return { word: "accepted", amount: kindOf(token), lines };
}

/** What was put back. @param {object} done as `Till.undo` has it @returns {View} */
export function putBack({ token, returned }) {
  const amount = token.kind === 2 ? amountIn(returned, token.currency) : kindOf(token);
  return { word: "undone", amount, lines: [say("till.put_back")] };
}

/**
 * What the book said of a claim, and who pays: one sentence.
 * @param {object} answer of `Till.answers`, null where it has not said anything
 * @param {object} token of the use
 */
export function ruled(answer, token) {
  if (!answer) return say("till.not_checked");
  const { ruling, isConflict } = answer;
  const lost = [["lostByIssuer", "issuer"], ["lostByAcceptor", "acceptor"]]
    .filter(([name]) => answer[name] > 0)
    .map(([name, who]) => say(`till.borne.${who}`, { amount: worth(answer[name], token) }));
  const said = say(`till.ruling.${ruling}`);
  return isConflict ? [said, ...lost].join(" ") : said;
}
