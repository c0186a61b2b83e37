// What the sections of the office are made of: lists, facts, headings, notes.
import { node } from "../dom.js";
import { say } from "../words.js";

/** What is said where there is nothing. */
export const nothing = (text) => node("p", { class: "soft nothing" }, text);

const isEmpty = (value) => value === null || value === undefined || value === "";

// The roles say what it is: as cards on a phone the elements alone would not.
function line(columns, row) {
  return node("tr", { role: "row" }, columns.map(({ head, of, number }) => {
    const shown = of(row);
    return node("td", { "data-head": head, class: number ? "number" : null, role: "cell" },
      isEmpty(shown) ? null : node("span", {}, shown));
  }));
}

function headOf({ head, number }) {
  return node("th", { scope: "col", class: number ? "number" : null, role: "columnheader" },
    head || "\u00a0");
}

/**
 * A table where there is room, cards where there is not.
 *
 * @param caption What it lists, for who hears it.
 * @param columns Each with `head`, `of(row)` giving text or elements, and perhaps `number: true`.
 * @param rows What is listed; without any, `none` is said instead.
 * @param wish `none`; `totals`: a row for the foot; `look`: a class; `isWide`: whether it may be
 *   wider than the page and is then pushed, with the keyboard too.
 */
export function list(caption, columns, rows, wish = {}) {
  const { none = say("admin.work.none"), totals, look = "", isWide = false } = wish;
  if (rows.length === 0) return nothing(none);
  const table = node("table", { class: `list ${look}`.trim(), role: "table" },
    node("caption", { class: "unseen" }, caption),
    node("thead", { role: "rowgroup" }, node("tr", { role: "row" }, columns.map(headOf))),
    node("tbody", { role: "rowgroup" }, rows.map((row) => line(columns, row))),
    totals ? node("tfoot", { role: "rowgroup" }, line(columns, totals)) : null);
  const region = isWide ? { tabindex: "0", role: "region", "aria-label": caption } : {};
  return node("div", { class: "scroll", ...region }, table);
}

/** Puts further rows below those of a list that `list` made. */
export function extend(element, columns, rows) {
  element.querySelector("tbody").append(...rows.map((row) => line(columns, row)));
}

/** Names and values beside each other; what has no value is left away. */
export function facts(pairs) {
  return node("dl", { class: "facts" }, pairs.filter(([, value]) => !isEmpty(value))
    .flatMap(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]));
}

/** A word with a colour: `yes`, `less`, `no`, or none. */
export const pill = (text, tone = "") => node("span", { class: `pill ${tone}`.trim() }, text);

/** What is said aloud where it stands: `yes`, `no`, `less`, or without a colour. */
export function note(tone, ...children) {
  const role = tone === "no" ? "alert" : "status";
  return node("div", { class: `note ${tone}`.trim(), role }, children.flat());
}

/** A link within the office: `to` are the parts of its address. */
export const link = (text, ...to) =>
  node("a", { href: `#/${to.map(encodeURIComponent).join("/")}` }, text);

/** The way back to a section. */
export const back = (name) =>
  node("a", { class: "back", href: `#/${name}` }, `← ${say(`admin.${name}`)}`);

/** A heading with what can be done beside it. */
export const heading = (text, ...acts) =>
  node("div", { class: "row apart heading" }, node("h1", {}, text),
    node("div", { class: "row" }, acts.flat()));

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
