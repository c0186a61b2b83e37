// A programme's text: its lines, what is changed in them, and the last day of a campaign.

/** The lines of a text, without the empty one behind its end. */
export function linesOf(text) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/**
 * What stands in one text and not in the other, in the order of both.
 *
 * @returns {{sign: "−"|"+", number: number, text: string}[]} Numbers count in the text that has the
 *   line, from 1.
 */
export function differences(old, next) {
  const [a, b] = [linesOf(old), linesOf(next)];
  let begin = 0;
  while (begin < a.length && begin < b.length && a[begin] === b[begin]) begin += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > begin && endB > begin && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; }
  const [height, width] = [endA - begin, endB - begin];
  // The longest common part of what differs; far too much of it is shown as all gone and all new.
  const most = 4_000_000;
  const common = (height + 1) * (width + 1) > most ? null
    : Array.from({ length: height + 1 }, () => new Uint32Array(width + 1));
  for (let i = height - 1; common && i >= 0; i -= 1) {
    for (let j = width - 1; j >= 0; j -= 1) {
      common[i][j] = a[begin + i] === b[begin + j] ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < height || j < width) {
    if (common && i < height && j < width && a[begin + i] === b[begin + j]) {
      i += 1;
      j += 1;
    } else if (i < height && (j === width || !common || common[i + 1][j] >= common[i][j + 1])) {
      found.push({ sign: "−", number: begin + i + 1, text: a[begin + i] });
      i += 1;
    } else {
      found.push({ sign: "+", number: begin + j + 1, text: b[begin + j] });
      j += 1;
    }
  }
  return found;
}

const depth = (line) => line.search(/\S/);
const isBlank = (line) => /^\s*(#|$)/.test(line);

/**
 * The text in which a campaign's last day is another; the service then checks it like any text.
 *
 * @param day `2026-11-22`, inclusive.
 * @returns {string|null} `null` where the campaign is not written as a block of lines of its own.
 */
export function ending(text, campaign, day) {
  const lines = text.split("\n");
  const top = lines.findIndex((line) => /^campaigns:\s*(#.*)?$/.test(line));
  if (top < 0) return null;
  const name = campaign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const head = new RegExp(`^\\s+(?:${name}|"${name}"|'${name}'):\\s*(#.*)?$`);
  const first = lines.slice(top + 1).find((line) => !isBlank(line));
  let start = -1;
  for (let at = top + 1; at < lines.length; at += 1) {
    if (isBlank(lines[at])) continue;
    if (depth(lines[at]) === 0) break;
    if (depth(lines[at]) === depth(first) && head.test(lines[at])) { start = at; break; }
  }
  if (start < 0) return null;
  const inner = lines.slice(start + 1).find((line) => !isBlank(line));
  if (!inner || depth(inner) <= depth(lines[start])) return null;
  const blank = " ".repeat(depth(inner));
  let after = start;
  for (let at = start + 1; at < lines.length; at += 1) {
    if (isBlank(lines[at])) continue;
    if (depth(lines[at]) <= depth(lines[start])) break;
    if (depth(lines[at]) !== depth(inner)) continue;
    if (/^\s+until:/.test(lines[at])) {
      lines[at] = `${blank}until: ${day}`;
      return lines.join("\n");
    }
    if (/^\s+number:/.test(lines[at])) after = at;
  }
  lines.splice(after + 1, 0, `${blank}until: ${day}`);
  return lines.join("\n");
}
