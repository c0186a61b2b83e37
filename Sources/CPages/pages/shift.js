// What was done at this till today: the last scans, putting back, and the sums of the shift.
import { moment, money } from "./amounts.js";
import { verdictOf } from "./conflicts.js";
import * as log from "./day-log.js";
import { fill, node, one } from "./dom.js";
import { brand } from "./masthead.js";
import { tone } from "./result.js";
import { offerReturn } from "./return-form.js";
import { language, say } from "./words.js";

/** Shows the last few scans beside the till. */
export function drawLast() {
  const lines = log.all().slice(0, 5);
  fill(one("last"), lines.length
    ? lines.map((line) => row(line)) : node("li", { class: "soft" }, say("till.nothing_yet")));
}

/** Shows the whole day with its sums. */
export function drawDay() {
  fill(one("day"), shift(), node("section", { class: "sheet" },
    node("h2", {}, say("till.last")),
    node("ul", { class: "rows day" }, log.all().map((line) =>
      row(line, putBack(line), verdict(line))))));
}

function row(line, ...more) {
  const when = moment(line.at, language, brand.time_zone);
  return node("li", {},
    node("span", {}, node("span", { class: "dot", "data-tone": tone(line.word) }),
      node("strong", { class: line.undone ? "undone" : null }, say(`till.word.${line.word}`)),
      line.undone ? ` ${say("till.back")}` : ""),
    node("span", { class: "number" }, what(line)),
    node("span", { class: "soft small" }, [when, line.last && `…${line.last}`]
      .filter(Boolean).join(" · ")), more);
}

function verdict(line) {
  const said = verdictOf(line);
  return said && node("p", { class: "verdict soft small" }, said);
}

function what({ currency, taken, kind }) {
  if (currency) return money(taken, currency, language);
  return kind ? say(`till.kind.${kind}`) : "";
}

function putBack(line) {
  if (!line.redemption || line.undone) return null;
  const button = node("button", { class: "button quiet", type: "button" }, say("cashier.return"));
  button.addEventListener("click", () => offerReturn(line, button, drawDay));
  return button;
}

function shift() {
  const { count, amounts, refused, undone } = log.sums();
  const button = (more, key) =>
    node("button", { class: "button quiet", type: "button", ...more }, say(key));
  return node("section", { class: "sheet" }, node("h2", {}, say("cashier.shift")),
    node("p", { class: "soft" }, say("cashier.shift.about")),
    node("dl", { class: "grid sums" },
      sum(say("cashier.shift.taken"), count),
      Object.entries(amounts).map(([code, minor]) => sum(code, money(minor, code, language))),
      sum(say("cashier.shift.refused"), refused), sum(say("cashier.shift.undone"), undone)),
    node("div", { class: "row" },
      button({ onclick: () => print() }, "till.print"),
      button({ id: "clear", onclick: log.clear }, "cashier.shift.end")));
}

const sum = (name, value) => node("div", {}, node("dt", { class: "soft" }, name),
  node("dd", { class: "large number" }, String(value)));
