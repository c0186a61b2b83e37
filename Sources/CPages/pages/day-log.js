// What this till did today, as this browser remembers it: no codes, the last four signs of them.
import { keep, kept } from "./dom.js";

// What is older than a shift and its night is of no use to anybody.
const longest = 20 * 3_600_000;
const most = 300;
// What is no answer to a code: neither taken nor refused.
const neither = ["passed_over"];

let lines = [];
let begun = 0;
try {
  lines = JSON.parse(kept("day") ?? "[]");
  begun = Number(kept("shift") ?? 0);
} catch { /* Something else stood there. */ }

/**
 * All lines of this shift, the newest first:
 * `{at, word, last, kind, redemption, voucher, taken, currency, rest, undone, isOffline}`, with
 * `vouchers` for several that were taken together.
 */
export const all = () => lines.filter(({ at }) => Date.parse(at) >= begun);

/**
 * Adds a line; `at` is a time of RFC 3339. What was taken is there once, however often it is added:
 * the log of a till without a network does not know the code's last signs, so they may come later.
 */
export function add(line) {
  const same = line.redemption && lines.find(({ redemption }) => redemption === line.redemption);
  if (same && (same.last || !line.last)) return;
  if (same) same.last = line.last;
  else lines.unshift(line);
  lines = lines.filter(({ at }) => Date.now() - Date.parse(at) < longest)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, most);
  write();
}

/** Notes that a redemption was put back. */
export function undone(redemption) {
  const line = lines.find((each) => each.redemption === redemption && !each.undone);
  if (!line) return;
  line.undone = true;
  write();
}

/** What was taken and not put back: how many, and minor units by currency. */
export function sums() {
  const shift = all();
  const taken = shift.filter(({ redemption, undone: isUndone }) => redemption && !isUndone);
  const amounts = {};
  for (const { taken: value, currency } of taken) {
    if (currency) amounts[currency] = (amounts[currency] ?? 0) + value;
  }
  const isRefused = ({ redemption, word }) => !redemption && !neither.includes(word);
  return {
    count: taken.length, amounts, refused: shift.filter(isRefused).length,
    undone: shift.filter(({ undone: isUndone }) => isUndone).length,
  };
}

/** Begins anew, after a shift was counted; what was taken is still known (`latestOf`). */
export function clear() {
  begun = Date.now();
  keep("shift", String(begun));
  write();
}

/** The latest line of a voucher that was taken here and not put back, of any shift. */
export const latestOf = (voucher) =>
  lines.find(({ voucher: own, vouchers, redemption, undone: isUndone }) =>
    redemption && !isUndone && (own === voucher || vouchers?.includes(voucher)));

function write() {
  keep("day", JSON.stringify(lines));
  document.dispatchEvent(new Event("day"));
}
