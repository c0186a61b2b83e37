// Vouchers: finding them, and the story of one.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { button, date, field, list, nothing } from "./pieces.js";
import { left, pill, promise, shortName } from "./voucher-words.js";

const states = ["active", "inactive", "blocked", "early", "expired", "spent"];
const pageSize = 25;
// What was looked for last, for the way back.
let last = { text: "", state: "" };

/** Shows the search, or the voucher that `rest` names. */
export async function show(main, session, rest) {
  if (rest[0]) {
    const { showVoucher } = await import("./voucher.js");
    return showVoucher(main, session, rest[0]);
  }
  const what = field(say("admin.vouchers.what"), { type: "search", value: last.text, autocomplete: "off",
    spellcheck: "false", maxlength: 2048 }, { hint: say("admin.vouchers.what.hint") });
  const state = field(say("admin.vouchers.state"), { value: last.state }, { tag: "select",
    options: [["", say("admin.vouchers.any")], ...states.map((name) => [name, say(`admin.state.${name}`)])] });
  const results = node("div", { class: "results", "aria-live": "polite" });
  const look = (event) => {
    event?.preventDefault();
    last = { text: what.text, state: state.input.value };
    return find(results, questions(last.text, last.state));
  };
  state.input.addEventListener("change", look);
  fill(main, node("div", { class: "row apart head" }, node("h1", {}, say("admin.vouchers")),
    session.role === "admin" ? node("a", { class: "button", href: "#/issue" }, say("admin.issue")) : null),
  node("form", { class: "sheet search", role: "search", onsubmit: look }, what.element, state.element,
    node("button", { class: "button quiet" }, say("admin.find"))), results);
  await look();
}

/** What to ask for what somebody typed: a code, its end, a batch, part of a label. */
export function questions(text, state) {
  const more = state ? { state } : {};
  const bare = text.replace(/[\s._-]/g, "");
  if (/^vch_\d+_\d+$/.test(text) || /^TZ/i.test(text) || (/^[0-9A-Z]{12,20}$/i.test(bare) && /\d/.test(bare))) return [{ voucher: text }];
  if (/^bat_\d+$/.test(text)) return [{ batch: text, ...more }];
  // Four characters end a code, and may be a word of a label as well.
  if (/^[0-9A-Z]{4}$/i.test(text)) return [{ last_four: text, ...more }, { label: text, ...more }];
  return [{ ...(text ? { label: text } : {}), ...more }];
}

// A page of what is found; the service looks at a part of the book at a time, so it may take several.
async function next(asked) {
  const items = [];
  while (asked.length && items.length < pageSize) {
    const answer = await ask("POST", "/v1/voucher-searches", { body: { ...asked[0], limit: pageSize }, milliseconds: 30_000 });
    items.push(...answer.items);
    if (answer.next) asked[0] = { ...asked[0], after: answer.next };
    else asked.shift();
  }
  return items;
}

async function find(results, asked) {
  if (!results.hasChildNodes()) fill(results, nothing(say("admin.looking")));
  const items = await next(asked);
  if (items.length === 0) return fill(results, nothing(say("admin.vouchers.none")));
  const heads = [say("admin.vouchers.voucher"), say("admin.vouchers.promise"), [say("admin.vouchers.left"), "number"],
    say("admin.vouchers.state"), say("admin.vouchers.last_day"), say("admin.vouchers.label")];
  const row = (voucher) => [
    node("a", { href: `#/vouchers/${voucher.voucher}`, class: "code" }, shortName(voucher)),
    promise(voucher), left(voucher), pill(voucher.state), date(voucher.last_day), voucher.label];
  const table = list(heads, items.map(row), say("admin.vouchers"));
  const more = button(say("admin.more"), "quiet", async () => {
    more.disabled = true;
    for (const voucher of await next(asked)) table.add(row(voucher));
    more.disabled = false;
    more.hidden = asked.length === 0;
  });
  more.hidden = asked.length === 0;
  fill(results, table.element, node("p", { class: "row" }, more));
}
