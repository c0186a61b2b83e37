// What the office's lists are made of: tables that are cards on a phone, facts, pills, moments.
import { day, moment, money } from "../amounts.js";
import { node } from "../dom.js";
import { brand } from "../masthead.js";
import { language, say } from "../words.js";

/**
 * A table where there is room, cards where there is not.
 *
 * @param caption What it lists, for who hears it.
 * @param columns Each with `head`, `of(row)` giving text or elements, and perhaps `number: true`.
 * @param rows What is listed; without any, `none` is said instead.
 */
export function list(caption, columns, rows, none = say("admin.work.none")) {
  if (rows.length === 0) return node("p", { class: "soft" }, none);
  const kind = ({ number }) => (number ? "number" : null);
  return node("div", { class: "scroll" }, node("table", { class: "list" }, node("caption", { class: "unseen" }, caption),
    node("thead", {}, node("tr", {},
      columns.map((column) => node("th", { scope: "col", class: kind(column) }, column.head)))),
    node("tbody", {}, rows.map((row) => node("tr", {}, columns.map((column) =>
      node("td", { "data-head": column.head, class: kind(column) }, column.of(row) ?? "")))))));
}

/** Names and values beside each other; what has no value is left away. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return node("dl", { class: "facts" },
    known.map(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]).flat());
}

/** A word with a colour: `yes`, `less`, `no`, or none. */
export const pill = (text, tone) => node("span", { class: tone ? `pill ${tone}` : "pill" }, text);

/** A moment in the shop's zone; nothing for nothing. */
export const at = (text) => (text ? moment(text, language, brand.time_zone) : "");

/** A day; nothing for nothing. */
export const on = (text) => (text ? day(text, language) : "");

/** An amount as the service says it, `{amount, currency}`; a bare number as it is. */
export function worth(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? money(value.amount, value.currency, language) : count(value);
}

/** A whole number with the groups of the language. */
export const count = (number) => new Intl.NumberFormat(language).format(number);

/** Hundredths of a percent, `12.5 %`. */
export function percent(basisPoints) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 })
    .format(basisPoints / 10_000);
}

/** A link within the office: `to` are the parts of its address. */
export const link = (text, ...to) =>
  node("a", { href: `#/${to.map(encodeURIComponent).join("/")}` }, text);

/** The way back to a section. */
export const back = (name) => node("a", { class: "back", href: `#/${name}` },
  `‹ ${say(`admin.${name}`)}`);

/** A heading with what can be done beside it. */
export const heading = (text, ...acts) =>
  node("div", { class: "row apart heading" }, node("h1", {}, text),
    node("div", { class: "row" }, acts));

/** A part of a page with its own heading. */
export const part = (title, ...children) =>
  node("section", { class: "sheet" }, node("h2", {}, title), children.flat());

/** Links to the parts of a section; the one with the address `current` is open. */
export function tabs(label, current, entries) {
  return node("nav", { class: "tabs", "aria-label": label }, node("ul", {},
    entries.map(([name, ...to]) => node("li", {}, node("a", {
      href: `#/${to.join("/")}`, "aria-current": to.join("/") === current ? "page" : null,
    }, name)))));
}
