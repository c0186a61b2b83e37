// Amounts, days and times of a card, as people read them.
import { day, moment, money } from "./amounts.js";
import { brand } from "./masthead.js";
import { language, say } from "./words.js";

/** A day in the language spoken now. */
export const dayText = (text) => day(text, language);

/** A time in the shop's zone. */
export const timeText = (text) => moment(text, language, brand.time_zone);

/** A number of an asset's smallest units, with its decimals. */
export function quantity(units, scale) {
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: scale })
    .format(units / 10 ** scale);
}

/** What a voucher is worth now: an amount, a part of the basket, or how often. */
export function worthText({ balance, percent, amount, kind }) {
  if (percent !== undefined) return `−${quantity(percent, 2)} %`;
  if (amount) return `−${money(amount.amount, amount.currency, language)}`;
  if (typeof balance === "object") return money(balance.amount, balance.currency, language);
  return kind === "entitlement" ? say("card.uses", { count: balance ?? 0 }) : "";
}

/** How old what is shown is, in words. */
export const asOf = ({ seen }) => say("card.as_of", { time: timeText(seen.as_of) });

/** What a benefit is, and what it is worth. */
export const benefitText = (benefit) =>
  `${say(`card.kind.${benefit.kind}`)} · ${worthText(benefit)}`;

/** How long a time is, in minutes, hours or days, whole ones. */
export function span(milliseconds) {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000));
  if (minutes < 120) return say("card.minutes", { count: minutes });
  if (minutes < 48 * 60) return say("card.hours", { count: Math.round(minutes / 60) });
  return say("card.days", { count: Math.round(minutes / 1440) });
}
