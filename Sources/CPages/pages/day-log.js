// What this till did today, as this browser remembers it: no codes, the last four signs of them.
import { keep, kept } from "./dom.js";

let lines = [];
try {
  lines = JSON.parse(kept("day") ?? "[]");
} catch { /* Something else stood there. */ }

// What is older than a shift and its night is of no use to anybody.
const fresh = () => lines.filter(({ at }) => Date.now() - Date.parse(at) < 20 * 3_600_000).slice(0, 300);

/** All lines, the newest first: `{at, word, last, kind, redemption, taken, currency, undone}`. */
export const all = () => lines;

/** Adds a line. */
export function add(line) {
  lines.unshift(line);
  lines = fresh();
  write();
}

/** Notes that a redemption was put back. */
export function undone(redemption) {
  for (const line of lines) if (line.redemption === redemption) line.undone = true;
  write();
}

/** What was taken and not put back: how many, and minor units by currency. */
export function sums() {
  const taken = lines.filter(({ redemption, undone: isUndone }) => redemption && !isUndone);
  const amounts = {};
  for (const { taken: value, currency } of taken) if (currency) amounts[currency] = (amounts[currency] ?? 0) + value;
  return { count: taken.length, amounts, refused: lines.filter(({ redemption }) => !redemption).length,
    undone: lines.filter(({ undone: isUndone }) => isUndone).length };
}

/** Begins anew, after a shift was counted. */
export function clear() {
  lines = [];
  write();
}

function write() {
  keep("day", JSON.stringify(lines));
  document.dispatchEvent(new Event("day"));
}
