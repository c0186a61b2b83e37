// Vouchers: finding them, and the story of one.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { field } from "./fields.js";
import { pageSize, showFound } from "./found.js";
import { heading } from "./pieces.js";
import { on } from "./values.js";
import { left, promise, shortName, statePill } from "./voucher-words.js";

const states = ["active", "inactive", "blocked", "early", "expired", "spent"];
// What was looked for last, for the way back.
let last = { text: "", state: "" };

/** Shows the search, or the voucher that `rest` names. */
export async function show(main, session, rest) {
  if (rest[0]) {
    const { showVoucher } = await import("./voucher.js");
    return showVoucher(main, session, rest[0]);
  }
  const what = field({
    label: say("admin.vouchers.what"), hint: say("admin.vouchers.what.hint"),
    type: "search", value: last.text, spellcheck: "false", most: 2_048,
  });
  const state = field({
    label: say("admin.vouchers.state"), value: last.state, options: [
      ["", say("admin.vouchers.any")], ...states.map((name) => [name, say(`admin.state.${name}`)]),
    ],
  });
  const results = node("div", { class: "results", "aria-live": "polite" });
  const look = (event) => {
    event?.preventDefault();
    last = { text: what.text, state: state.text };
    return find(results, questions(last.text, last.state));
  };
  state.input.addEventListener("change", look);
  fill(main, heading(say("admin.vouchers"), session.role === "admin"
    ? node("a", { class: "button", href: "#/issue" }, say("admin.issue")) : null),
  node("form", { class: "sheet search", role: "search", onsubmit: look },
    what.element, state.element,
    node("button", { class: "button quiet" }, say("admin.find"))), results);
  await look();
}

/** What to ask for what somebody typed: a code, its end, a batch, part of a label. */
export function questions(text, state) {
  const more = state ? { state } : {};
  const bare = text.replace(/[\s._-]/g, "");
  const isCode = /^vch_\d+_\d+$/.test(text) || /^TZ/i.test(text)
    || (/^[0-9A-Z]{12,20}$/i.test(bare) && /\d/.test(bare));
  if (isCode) return [{ voucher: text }];
  if (/^bat_\d+$/.test(text)) return [{ batch: text, ...more }];
  // Four characters end a code, and may be a word of a label as well.
  if (/^[0-9A-Z]{4}$/i.test(text)) {
    return [{ last_four: text, ...more }, { label: text, ...more }];
  }
  return [{ ...(text && { label: text }), ...more }];
}

// A page of what is found; the service looks at a part of the book at a time, so it may take
// several.
async function next(asked) {
  const items = [];
  while (asked.length && items.length < pageSize) {
    const body = { ...asked[0], limit: pageSize };
    const answer = await ask("POST", "/v1/voucher-searches", { body, milliseconds: 30_000 });
    items.push(...answer.items);
    if (answer.next) asked[0] = { ...asked[0], after: answer.next };
    else asked.shift();
  }
  return { items, isLast: asked.length === 0 };
}

const name = (voucher) =>
  node("a", { href: `#/vouchers/${voucher.voucher}`, class: "code" }, shortName(voucher));

function find(results, asked) {
  return showFound(results, say("admin.vouchers"), [
    { head: say("admin.vouchers.voucher"), of: name },
    { head: say("admin.vouchers.promise"), of: promise },
    { head: say("admin.vouchers.left"), of: left, number: true },
    { head: say("admin.vouchers.state"), of: ({ state }) => statePill(state) },
    { head: say("admin.vouchers.last_day"), of: (row) => on(row.last_day) },
    { head: say("admin.vouchers.label"), of: (row) => row.label },
  ], () => next(asked), say("admin.vouchers.none"));
}
