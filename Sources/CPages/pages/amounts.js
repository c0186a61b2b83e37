// Amounts and dates as people of each language write them; needs no network.

// Decimal mark, grouping mark, and where the currency's sign stands with what lies between.
const forms = {
  en: [".", ",", "before", ""], id: [",", ".", "before", ""], vi: [",", ".", "after", "\u00a0"],
  sv: [",", "\u00a0", "after", "\u00a0"], ro: [",", ".", "after", "\u00a0"],
  nl: [",", ".", "before", "\u00a0"],
};
const signs = {
  EUR: "€", GBP: "£", JPY: "¥", USD: "$", IDR: "Rp", VND: "₫", SEK: "kr", RON: "lei", INR: "₹",
  KRW: "₩",
};
// ISO 4217, where a minor unit is not a hundredth.
const exponents = {};
for (const [exponent, codes] of [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"], [4, "CLF UYW"],
]) for (const code of codes.split(" ")) exponents[code] = exponent;

/** How many decimals a minor unit of a currency stands for. */
export const exponent = (currency) => exponents[currency] ?? 2;

/** How many decimals people write: none where nobody uses them. */
export const spokenDecimals = (currency) => (currency === "IDR" ? 0 : exponent(currency));

/** The largest amount that a voucher carries, in minor units. */
export const largest = 10 ** 12;

/** The bare number of an amount in minor units, `1.250,00`. */
export function number(minor, currency, language) {
  const [decimal, group] = forms[language];
  const unit = 10 ** exponent(currency);
  const whole = Math.floor(Math.abs(minor) / unit);
  const rest = Math.abs(minor) % unit;
  // Decimals that people do not use are shown only when they hold something.
  const decimals = rest === 0 ? spokenDecimals(currency) : exponent(currency);
  let text = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
  if (decimals > 0) text += decimal + String(rest).padStart(exponent(currency), "0");
  return (minor < 0 ? "−" : "") + text;
}

/** An amount with its currency, `€1,250.00` or `1.250,00 €`. */
export function money(minor, currency, language) {
  const [, , place, between] = forms[language];
  const sign = signs[currency];
  const bare = number(Math.abs(minor), currency, language);
  const text = place === "before"
    ? `${sign ?? currency}${sign ? between : "\u00a0"}${bare}` : `${bare}\u00a0${sign ?? currency}`;
  return (minor < 0 ? "−" : "") + text;
}

/**
 * Minor units of a typed amount.
 *
 * Digits with at most one decimal mark of the language, grouped in correct threes if at all; no
 * sign, no exponent, no more decimals than people use. Anything that could be read in two ways is
 * refused.
 *
 * @returns {number} 0…10¹², or NaN for what is no amount.
 */
export function typed(text, currency, language) {
  const [decimal, group] = forms[language];
  const most = spokenDecimals(currency);
  // People type a plain space where a page writes one that does not break.
  const plain = text.trim().replace(/[\u00a0\u202f ]/g, group === "\u00a0" ? group : " ");
  const parts = plain.split(decimal);
  const groups = parts[0].split(group);
  if (parts.length > 2 || groups.some((digits) => !/^[0-9]+$/.test(digits))) return NaN;
  const [first, ...others] = groups;
  if (others.length && (first.length > 3 || others.some(({ length }) => length !== 3))) return NaN;
  // One group of three and no decimals is what a decimal mark of another country looks like.
  if (groups.length === 2 && parts.length === 1 && most > 0 && group !== "\u00a0") return NaN;
  if (parts.length === 2 && (!/^[0-9]+$/.test(parts[1]) || parts[1].length > most)) return NaN;
  const digits = groups.join("") + (parts[1] ?? "").padEnd(exponent(currency), "0");
  if (digits.replace(/^0+/, "").length > 13) return NaN;
  return Number(digits) <= largest ? Number(digits) : NaN;
}

// English as people write it outside of one country: the day first.
const locale = (language) => (language === "en" ? "en-GB" : language);

/** A day, `22 Nov 2026`, of its text `2026-11-22`. */
export function day(text, language) {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "medium", timeZone: "UTC" })
    .format(new Date(`${text.slice(0, 10)}T00:00:00Z`));
}

/** A moment in the shop's zone: the time alone where it is of today, with the day where not. */
export function moment(text, language, timeZone, now = Date.now()) {
  const at = new Date(text);
  const days = new Intl.DateTimeFormat("en-CA", { timeZone });
  const format = (form) =>
    new Intl.DateTimeFormat(locale(language), { ...form, timeZone }).format(at);
  const time = format({ timeStyle: "short", hourCycle: "h23" });
  if (days.format(at) === days.format(now)) return time;
  return `${format({ dateStyle: "medium" })}, ${time}`;
}
