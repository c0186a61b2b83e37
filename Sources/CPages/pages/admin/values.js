// Figures and times as people write them, and amounts as people type them.
import { day, moment, money, typed } from "../amounts.js";
import { Refusal } from "../api.js";
import { brand } from "../masthead.js";
import { language } from "../words.js";

/** An amount in minor units in the language of the page. */
export const amount = (minor, currency = brand.currency) => money(minor, currency, language);

/** An amount as the service says it, `{amount, currency}`; a bare number as it is. */
export function worth(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? amount(value.amount, value.currency) : count(value);
}

/** A moment in the shop's zone; nothing for nothing. */
export const at = (text) => (text ? moment(text, language, brand.time_zone) : "");

/** A day, `2026-11-22`; nothing for nothing. */
export const on = (text) => (text ? day(text, language) : "");

/** A whole number with the groups of the language. */
export const count = (number) => new Intl.NumberFormat(language).format(number);

/** Hundredths of a percent, `12.5 %`. */
export function percent(basisPoints) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 })
    .format(basisPoints / 10_000);
}

/** An amount that somebody typed, in minor units. @throws {Refusal} `bad_amount`. */
export function minorOf(text, currency = brand.currency) {
  const minor = typed(text ?? "", currency, language);
  if (Number.isNaN(minor)) throw new Refusal({ code: "bad_amount" }, 400);
  return minor;
}

/**
 * A share in percent that somebody typed, in hundredths of one: two decimals, as the euro has.
 *
 * @throws {Refusal} `bad_amount`.
 */
export const basisPointsOf = (text) => minorOf(text, "EUR");
