// What the partner's till took: the last few, today's list, and the conflicts. All of it comes from
// the log of the till, which has no codes.
import { fill, node, one } from "./dom.js";
import { dayAt } from "./offline/verify.js";
import { amountIn, kindOf, ruled, timeAt } from "./till-words.js";
import { say } from "./words.js";

/** What a use took, as people write it. */
export function worthOf({ token, amount, discount }) {
  if (token.kind === 2) return amountIn(amount, token.currency);
  if (discount !== null) return `−${amountIn(discount, token.currency)}`;
  return say("till.uses", { count: amount });
}

/** The uses of the till, the latest first, each with what it was answered. */
export const usesOf = (till) => till.answers().filter(({ record }) => record.token).reverse();

/** Where it was, and by whom if somebody was named. */
export const placeOf = ({ device, worker }, { pairing }) =>
  [pairing.acceptor, device, worker].filter(Boolean).join(" · ");

function row({ record, answer }, till, isWhole) {
  const isConflict = answer?.isConflict === true;
  const tone = isConflict ? "no" : record.undone || answer ? "yes" : "less";
  const said = record.undone && !isConflict ? say("till.put_back") : ruled(answer, record.token);
  return node("li", {},
    node("span", { class: "what" }, node("span", { class: "dot", "data-tone": tone }),
      node("span", { class: record.undone ? "undone" : null }, kindOf(record.token)),
      record.undone ? ` ${say("till.back")}` : null),
    node("span", { class: record.undone ? "number undone" : "number" }, worthOf(record)),
    node("span", { class: "soft small" }, timeAt(record.at, till)),
    isWhole || isConflict
      ? node("span", { class: isConflict ? "loss small" : "soft small" }, said) : null);
}

/** Shows the last few beside the bench. */
export function drawLast({ till }) {
  const uses = usesOf(till).slice(0, 5);
  fill(one("last"), uses.map((use) => row(use, till, false)),
    uses.length ? null : node("li", { class: "soft" }, say("till.nothing_yet")));
  one("last").classList.add("claims");
}

/** Shows what was taken today, with its sums. */
export function drawDay({ till }) {
  const zone = till.kit?.zone ?? [{ from: 0, offset: 0 }];
  const today = dayAt(zone, Date.now());
  const uses = usesOf(till).filter(({ record }) => dayAt(zone, record.at) === today);
  const kept = uses.filter(({ record }) => !record.undone);
  const amounts = new Map();
  for (const { record: { token, amount } } of kept) {
    if (token.kind === 2) amounts.set(token.currency, (amounts.get(token.currency) ?? 0) + amount);
  }
  const sum = (name, value) => node("div", {}, node("dt", { class: "soft" }, name),
    node("dd", { class: "large number" }, String(value)));
  fill(one("day"),
    node("section", { class: "sheet" }, node("h2", {}, say("partner.tab.day")),
      node("dl", { class: "grid sums" },
        sum(say("partner.day.taken"), kept.length),
        [...amounts].map(([code, minor]) => sum(say("till.kind.gift"), amountIn(minor, code))),
        sum(say("partner.day.unsent"), uses.filter(({ answer }) => !answer).length),
        sum(say("partner.day.undone"), uses.length - kept.length)),
      node("div", { class: "row noprint" }, node("button", { class: "button quiet",
        type: "button", onclick: () => print() }, say("till.print")))),
    node("section", { class: "sheet" }, uses.length
      ? node("ul", { class: "rows claims" }, uses.map((use) => row(use, till, true)))
      : node("p", { class: "soft" }, say("till.nothing_yet"))));
}

/** What the book did not take as it stands, each with time, place, and who bears what. */
export function conflictsOf(till) {
  const known = new Map(till.answers().map(({ record }) => [record.id, record]));
  const found = till.answers().filter(({ answer }) => answer?.isConflict).reverse();
  return node("section", { id: "conflicts", class: "sheet" },
    node("h2", {}, say("partner.conflicts")),
    found.length ? node("ul", { class: "rows claims" }, found.map(({ record, answer }) => {
      const use = record.undo ? known.get(record.undo) : record;
      return node("li", {},
        node("span", { class: "what" }, node("span", { class: "dot", "data-tone": "no" }),
          use?.token ? kindOf(use.token) : ""),
        node("span", { class: "number" }, use?.token ? worthOf(use) : ""),
        node("span", { class: "soft" }, `${timeAt(record.at, till)} · ${placeOf(record, till)}`),
        node("span", { class: "loss" }, ruled(answer, use?.token ?? { kind: 4 })));
    })) : node("p", { class: "soft" }, say("partner.conflicts.none")));
}
