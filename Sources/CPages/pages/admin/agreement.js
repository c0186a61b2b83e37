// An agreement in words and as fields of a form.
import { number as spelled } from "../amounts.js";
import { brand } from "../masthead.js";
import { language, say } from "../words.js";
import { facts } from "./pieces.js";
import { basisPointsOf, count, minorOf, on, percent, worth } from "./values.js";

const shares = ["fee_basis_points", "discount_share_basis_points"];
const moneys = ["use_price", "offline_per_voucher", "offline_per_day"];
const counts = ["offline_uses", "fresh_hours", "kit_hours"];
const days = ["first_day", "last_day"];
const words = {
  period: ["day", "week", "month"], bearer: ["issuer", "acceptor"],
  refunds: ["restored", "refused"],
};
const order = ["first_day", "last_day", "fee_basis_points", "discount_share_basis_points",
  "use_price", "period", "bearer", "refunds", "offline_per_voucher", "offline_per_day",
  "offline_uses", "fresh_hours", "kit_hours"];

const label = (name) => say(`admin.agreement.${name}`);

function told(name, value) {
  if (value === null || value === undefined) return "";
  if (shares.includes(name)) return percent(value);
  if (moneys.includes(name)) return worth(value);
  if (days.includes(name)) return on(value);
  return name in words ? say(`admin.agreement.${name}.${value}`) : count(value);
}

/** The terms in words; of `offline` how far tills go without a network. */
export function agreementOf(agreement, only = "") {
  const vouchers = agreement.campaigns ? agreement.campaigns.join(", ")
    : say("admin.agreement.all");
  const names = only === "offline" ? order.filter((name) => name.startsWith("offline")) : order;
  return facts([
    ...(only ? [] : [[say("admin.agreement.campaigns"), vouchers],
      [say("admin.agreement.gifts"), say(agreement.gifts ? "admin.work.yes" : "admin.work.no")]]),
    ...names.map((name) => [label(name), told(name, agreement[name])]),
  ]);
}

/** The fields of a form, filled with an agreement. */
export function agreementFields(agreement) {
  const currency = agreement.currency ?? brand.currency;
  const own = (name) => {
    const value = agreement[name];
    if (name in words) {
      return { options: [["", say("admin.agreement.usual")],
        ...words[name].map((word) => [word, say(`admin.agreement.${name}.${word}`)])], value };
    }
    if (days.includes(name)) return { type: "date", value };
    if (shares.includes(name)) {
      return { label: `${label(name)} (%)`, inputmode: "decimal",
        value: value === undefined ? undefined : spelled(value, "EUR", language) };
    }
    if (moneys.includes(name)) {
      return { label: `${label(name)} (${currency})`, inputmode: "decimal",
        value: value ? spelled(value.amount, currency, language) : undefined };
    }
    return { type: "number", least: 0, value };
  };
  return order.map((name) => ({ name, label: label(name), ...own(name) }));
}

/**
 * What the service is asked for, of what was filled in. @throws {Refusal} for what is no amount.
 */
export function agreementWish(values, currency = brand.currency) {
  const wish = {};
  for (const [name, value] of Object.entries(values)) {
    if (shares.includes(name)) wish[name] = basisPointsOf(value);
    else if (moneys.includes(name)) wish[name] = { amount: minorOf(value, currency), currency };
    else wish[name] = counts.includes(name) ? Number(value) : value;
  }
  return wish;
}
