// What the sections of the office are made of: fields, lists, facts, notes.
import { node } from "../dom.js";
import { day, moment, money } from "../amounts.js";
import { brand } from "../masthead.js";
import { language, say } from "../words.js";

let fields = 0;

/** An amount in minor units in the language of the page. */
export const amount = (minor, currency = brand.currency) => money(minor, currency, language);
/** A day, `2026-11-22`, as people write it. */
export const date = (text) => day(text, language);
/** A moment in the shop's zone. */
export const when = (text) => moment(text, language, brand.time_zone);

/**
 * A field with its label: `element`, and in it `input`. `wrong(text)` marks it and takes the focus;
 * an empty text takes the mark back.
 */
export function field(label, attributes = {}, { hint, tag = "input", options = [] } = {}) {
  fields += 1;
  const id = `field-${fields}`;
  const fault = node("p", { class: "wrong", id: `${id}-wrong` });
  const about = hint ? node("div", { class: "hint", id: `${id}-hint` }, hint) : null;
  const described = `${hint ? `${id}-hint ` : ""}${id}-wrong`;
  const input = node(tag, { id, "aria-describedby": described, ...attributes },
    options.map(([value, text]) => node("option", { value }, text)));
  if (tag === "select" && attributes.value !== undefined) input.value = attributes.value;
  const element = node("div", { class: "field" }, node("label", { for: id }, label), input, about, fault);
  const wrong = (text) => {
    input.setAttribute("aria-invalid", String(text !== ""));
    fault.textContent = text;
    if (text) input.focus();
  };
  // Whoever mends it is not scolded on.
  input.addEventListener("input", () => wrong(""));
  return { element, input, wrong, get text() { return input.value.trim(); } };
}

/** A box to tick with its label: `element` and `input`. */
export function tick(label, isTicked = false) {
  fields += 1;
  const id = `field-${fields}`;
  const input = node("input", { id, type: "checkbox", checked: isTicked });
  return { element: node("div", { class: "tick" }, input, node("label", { for: id }, label)), input };
}

/**
 * A table that is a column of cards on a phone. `heads` are texts, or `[text, "number"]`; a row is a
 * list of cells, texts or elements; a cell that is `null` is empty.
 */
export function list(heads, rows, caption) {
  const named = heads.map((head) => [head].flat());
  const line = (row) => node("tr", { role: "row" }, row.map((cell, index) => node("td", {
    "data-head": named[index][0] || null, class: named[index][1] ?? null, role: "cell",
  }, cell === null || cell === undefined || cell === "" ? [] : node("span", {}, cell))));
  const body = node("tbody", { role: "rowgroup" }, rows.map(line));
  const element = node("table", { class: "list", role: "table" },
    node("caption", { class: "unseen" }, caption),
    node("thead", { role: "rowgroup" }, node("tr", { role: "row" }, named.map(([head, kind]) =>
      node("th", { class: kind ?? null, scope: "col", role: "columnheader" }, head || "\u00a0")))), body);
  return { element, add: (row) => body.append(line(row)) };
}

/** Facts with their names: `[name, value]`, those without a value left away. */
export function facts(pairs) {
  return node("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .flatMap(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]));
}

/** The way back to a list. */
export const back = (href, text) => node("a", { class: "back", href }, `← ${text}`);

/** What is said aloud where it stands: `yes`, `no` or `less`. */
export const note = (tone, ...children) => node("div", { class: `note ${tone}`, role: tone === "no" ? "alert" : "status" }, ...children);

/** A button; `quiet`, `danger` or nothing. */
export const button = (text, kind, onclick) => node("button", { class: `button ${kind}`.trim(), type: "button", onclick }, text);

/** Saves a text or a blob as a file. */
export function save(content, name, type) {
  const link = node("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What is said where there is nothing. */
export const nothing = (text) => node("p", { class: "soft nothing" }, text);

/** What an amount field says when it cannot be read. */
export const badAmount = () => say("error.bad_amount");
