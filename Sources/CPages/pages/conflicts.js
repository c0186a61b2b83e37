// What this till took without a network and the book did not cover: shown until somebody has seen
// it, with when and where it happened here and elsewhere.
import { moment } from "./amounts.js";
import { ask, Refusal, Unreachable } from "./api.js";
import { lineOf } from "./answer.js";
import { doneOf } from "./counter.js";
import * as log from "./day-log.js";
import { fill, keep, kept, node, one } from "./dom.js";
import { brand } from "./masthead.js";
import { kindOf, ruled, timeAt } from "./till-words.js";
import { desk, shown } from "./till.js";
import { language, say } from "./words.js";

// A night and a day, as the day's list.
const longest = 20 * 3_600_000;
// Where else it was taken, by the voucher, once it was asked.
const elsewhere = new Map();

const seen = () => {
  try {
    return JSON.parse(kept("seen") ?? "[]");
  } catch {
    return [];
  }
};

/** What the book said of a line of the day that was taken without a network; null of any other. */
export function verdictOf({ redemption, isOffline }) {
  if (!isOffline) return null;
  const answers = desk.device.till?.answers() ?? [];
  const use = answers.find(({ record }) => `rd_${record.id}` === redemption);
  if (!use) return null;
  // Of what was put back, what became of that.
  const { undone, token } = use.record;
  const { answer } = undone ? answers.find(({ record }) => record.id === undone.id) : use;
  return answer ? ruled(answer, token) : say("cashier.unsent");
}

/** Adds to the day what this till took and a reload or another tab kept from the list. */
export function catchUp() {
  const { till } = desk.device;
  if (!till) return;
  for (const { record } of till.answers()) {
    if (!record.token || Date.now() - record.at > longest) continue;
    log.add(lineOf(doneOf(record)));
    if (record.undone) log.undone(`rd_${record.id}`);
  }
}

/** Shows the conflicts that nobody has seen yet. */
export function drawConflicts() {
  const known = seen();
  const open = (desk.device.standing()?.conflicts ?? [])
    .filter(({ record }) => record.token && !known.includes(record.id));
  const place = one("conflicts");
  place.hidden = open.length === 0;
  fill(place, open.length ? [
    node("h2", {}, say("cashier.conflicts", { count: open.length })),
    node("ul", { class: "rows" }, open.map(row)),
    node("button", { id: "seen", class: "button quiet", type: "button", onclick: () => {
      keep("seen", JSON.stringify([...known, ...open.map(({ record }) => record.id)].slice(-200)));
      drawConflicts();
    } }, say("cashier.conflicts.seen")),
  ] : []);
  for (const { record } of open) findElsewhere(record);
}

function row({ record, answer }) {
  const { token, at, worker } = record;
  const { taken, discount } = doneOf(record);
  const { till } = desk.device;
  const where = { shop: till.pairing.acceptor, till: record.device, operator: worker };
  const here = say(worker ? "cashier.taken_by" : "cashier.taken",
    { when: timeAt(at, till), ...where });
  const other = elsewhere.get(record.id);
  return node("li", {},
    node("strong", {}, kindOf(token)),
    node("span", { class: "number" }, token.kind === 4 ? null : shown(discount ?? taken)),
    node("p", { class: "whole" }, here),
    node("p", { class: "whole" }, ruled(answer, token)),
    other ? node("p", { class: "whole" }, other) : null);
}

// The book knows where else it was taken. Whoever may not ask sees the rest.
async function findElsewhere({ id, token }) {
  if (elsewhere.has(id)) return;
  elsewhere.set(id, null);
  try {
    const { story } = await ask("GET", `/v1/vouchers/vch_${token.list}_${token.slot}`);
    const others = story.filter(({ event, operation }) =>
      event === "redeemed" && !operation.endsWith(id));
    if (!others.length) return;
    const { at, shop, till, operator } = others.at(-1);
    elsewhere.set(id, say(operator ? "till.used_by" : "till.used", {
      when: moment(at, language, brand.time_zone), till, operator,
      shop: brand.shops.find((known) => known.shop === shop)?.name ?? shop,
    }));
    drawConflicts();
  } catch (error) {
    if (error instanceof Unreachable) elsewhere.delete(id);
    else if (!(error instanceof Refusal)) throw error;
  }
}
