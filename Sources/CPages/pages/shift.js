// What was done at this till today: the last scans, putting back, and the sums of the shift.
import { moment, money } from "./amounts.js";
import * as log from "./day-log.js";
import { fill, node, one } from "./dom.js";
import { brand } from "./masthead.js";
import { tone } from "./result.js";
import { complain } from "./session.js";
import { desk, perform, place } from "./till.js";
import { language, say } from "./words.js";

function row(line, ...more) {
  const what = line.currency ? money(line.taken, line.currency, language) : line.kind ? say(`till.kind.${line.kind}`) : "";
  return node("li", {},
    node("span", {}, node("span", { class: "dot", "data-tone": tone(line.word) }),
      node("strong", { class: line.undone ? "undone" : null }, say(`till.word.${line.word}`)), line.undone ? ` ${say("till.back")}` : ""),
    node("span", { class: "number" }, what),
    node("span", { class: "soft small" }, `${moment(line.at, language, brand.time_zone)}${line.last ? ` · …${line.last}` : ""}`), more);
}

/** Shows the last few scans beside the till. */
export function drawLast() {
  const lines = log.all().slice(0, 5);
  fill(one("last"), lines.length ? lines.map((line) => row(line)) : node("li", { class: "soft" }, say("till.nothing_yet")));
}

/** Shows the whole day with its sums. */
export function drawDay() {
  const { count, amounts, refused, undone } = log.sums();
  fill(one("day"),
    node("section", { class: "sheet" }, node("h2", {}, say("cashier.shift")),
      node("p", { class: "soft" }, say("cashier.shift.about")),
      node("dl", { class: "grid sums" },
        sum(say("cashier.shift.taken"), count), Object.entries(amounts).map(([code, minor]) => sum(code, money(minor, code, language))),
        sum(say("cashier.shift.refused"), refused), sum(say("cashier.shift.undone"), undone)),
      node("div", { class: "row" },
        node("button", { class: "button quiet", type: "button", onclick: () => print() }, say("till.print")),
        node("button", { class: "button quiet", type: "button", id: "clear", onclick: log.clear }, say("cashier.shift.end")))),
    node("section", { class: "sheet" }, node("h2", {}, say("till.last")),
      node("ul", { class: "rows day" }, log.all().map((line) => row(line, line.redemption && !line.undone
        ? node("button", { class: "button quiet", type: "button", onclick: (event) => offerReturn(line, event.target) }, say("cashier.return")) : null)))));
}

const sum = (name, value) => node("div", {}, node("dt", { class: "soft" }, name), node("dd", { class: "large number" }, String(value)));

// Where the button was: a reason, and the second person, who proves to be there.
function offerReturn(line, button) {
  const [reason, person, proof] = ["reason", "person", "proof"].map((id) => node("input", { id, maxlength: id === "reason" ? "200" : "64",
    autocomplete: "off", type: id === "proof" ? "password" : "text", inputmode: id === "proof" && desk.session.device ? "numeric" : null }));
  const wrong = node("p", { class: "wrong", role: "alert" });
  const isPIN = Boolean(desk.session.device);
  const label = (id, key) => node("label", { for: id }, say(key));
  const form = node("form", { class: "sheet grow", novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    if (reason.value.trim() === "") { wrong.textContent = say("cashier.reason_wanted"); reason.focus(); return; }
    const second = person.value.trim() ? { approval: { operator: person.value.trim(), [isPIN ? "pin" : "password"]: proof.value } } : {};
    try {
      await perform(`/v1/redemptions/${line.redemption}/reversals`, { reason: reason.value.trim(), ...second, ...place() },
        () => { wrong.textContent = say("cashier.waiting_kept"); });
      log.undone(line.redemption);
    } catch (error) {
      wrong.textContent = complain(error);
    }
  } },
  node("div", { class: "field" }, label("reason", "cashier.reason"), reason),
  node("div", { class: "field" }, label("person", "cashier.supervisor"), person),
  node("div", { class: "field" }, label("proof", isPIN ? "cashier.supervisor_pin" : "cashier.supervisor_password"), proof), wrong,
  node("div", { class: "row" }, node("button", { class: "button danger" }, say("cashier.return")),
    node("button", { class: "button quiet", type: "button", onclick: drawDay }, say("common.cancel"))));
  button.replaceWith(form);
  reason.focus();
}
