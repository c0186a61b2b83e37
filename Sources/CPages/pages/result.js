// The answer to a scan: one colour, one sign, one word.
import { fill, node, one, sign } from "./dom.js";
import { signal } from "./signals.js";
import { say } from "./words.js";

// Each word has its tone, what is heard, and its sign, lines in a box of 24 by 24. The last but one
// are those of a till without a network: what it cannot decide, may not take, or takes no more.
const looks = new Map(`
  ready       ready -    M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 12h8
  accepted    yes   yes  M4 12.5l5.5 5.5L20 6.5
  undone      yes   yes  M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3
  member      yes   yes  M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-6 8-6s8 2 8 6
  card        ask   look M3 6h18v12H3zM3 10h18
  used        used  look M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2
  expired     over  look M6 3h12M6 21h12M7 3c0 5 5 6 5 9s-5 4-5 9M17 3c0 5-5 6-5 9s5 4 5 9
  not_genuine no    no   M5 5l14 14M19 5L5 19
  not_ours    no    no   M5 5l14 14M19 5L5 19
  not_read    other no   M12 4v9M12 18v.5
  not_enough  less  look M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12h8
  refused     other no   M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12
  passed_over other -    M4 12h12M12 7l5 5-5 5M20 5v14
  network     less  look M2 9a15 15 0 0 1 20 0M5.5 12.5a10 10 0 0 1 13 0M9 16a5 5 0 0 1 6 0M12 20v.1
  limit       less  look M4 4h16M12 21V9M6.5 14L12 8.5l5.5 5.5
  unpaired    ready -    M9 15l6-6M8 11l-2 2a4 4 0 0 0 6 6l2-2M16 13l2-2a4 4 0 0 0-6-6l-2 2
  stopped     no    no   M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM9 9l6 6M15 9l-6 6
  waiting     less  look M5 12h.5M12 12h.5M19 12h.5
`.trim().split("\n").map((row) => {
  const [word, tone, sound, ...path] = row.trim().split(/ +/);
  return [word, { tone, sound, path: path.join(" ") }];
}));

/** The tone of a word, for lists. */
export const tone = (word) => looks.get(word).tone;

/** The word for a refusal. */
export function wordFor({ code, problem }) {
  if (["already_redeemed", "exhausted", "live_code_used"].includes(code)) return "used";
  if (code === "expired") return "expired";
  if (["insufficient_balance", "insufficient_uses", "basket_not_covered"].includes(code)) {
    return "not_enough";
  }
  if (code === "not_a_tessera_code") return "not_ours";
  if (problem.kind === "not_genuine" || code === "unknown_voucher") return "not_genuine";
  return problem.kind === "invalid" ? "not_read" : "refused";
}

/**
 * Shows an answer in the place of the one before.
 *
 * @param {string} word One of `looks`.
 * @param {?string} amount What is large under it; may be left away.
 * @param {(string|Node|null)[]} lines Sentences, or elements.
 */
export function show(word, amount = null, lines = []) {
  const { tone: colour, sound, path } = looks.get(word);
  const panel = one("result");
  panel.dataset.tone = colour;
  panel.dataset.word = word;
  delete panel.dataset.fresh;
  fill(panel, sign(path), node("p", { class: "word" }, say(`till.word.${word}`)),
    amount === null ? null : node("p", { class: "amount" }, amount),
    lines.filter(Boolean).map((line) => (typeof line === "string" ? node("p", {}, line) : line)));
  requestAnimationFrame(() => { panel.dataset.fresh = ""; });
  if (sound !== "-") signal(sound);
}

/** Before and after, with an arrow between. */
export function change(before, after) {
  return node("p", { class: "change" },
    node("span", {}, before), node("span", { "aria-hidden": "true" }, "→"),
    node("strong", {}, after));
}
