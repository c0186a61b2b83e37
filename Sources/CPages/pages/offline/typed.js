/** The code that is printed under the square one and typed by hand: T15–T17. */

import { Refusal, alphabet, base32Value } from "./bytes.js";
import { slotCount } from "./token.js";

const separators = /[ \t\-\u2010-\u2014._]/u;

/**
 * Reads what a person typed: separators are dropped, small letters and look-alikes understood.
 * @returns {{kind: number, list: number, slot: number, code: string}} `code` as it is printed.
 *   Whether it is genuine is the book's to say: no kit has a key for typed codes, T18
 * @throws {Refusal} bad_character, typed_length, typo
 */
export function readTyped(typed) {
  const values = valuesOf(typed);
  if (values.length !== 16) throw new Refusal("typed_length", { count: values.length });
  if (!isConsistent(values)) throw new Refusal("typo");
  // 35 bits: class, list, slot.
  const head = values.slice(0, 7).reduce((sum, value) => sum * 32 + value, 0);
  const position = head % 2 ** 33;
  return {
    kind: [2, 3, 4, 1][Math.floor(head / 2 ** 33)],
    list: Math.floor(position / slotCount),
    slot: position % slotCount,
    code: values.map((value, i) => (i && i % 4 === 0 ? "-" : "") + alphabet[value]).join(""),
  };
}

function valuesOf(typed) {
  const values = [];
  for (const character of typed) {
    if (separators.test(character)) continue;
    const upper = /[a-z]/.test(character) ? character.toUpperCase() : character;
    const value = base32Value({ I: "1", L: "1", O: "0" }[upper] ?? upper);
    if (value < 0) throw new Refusal("bad_character");
    values.push(value);
  }
  return values;
}

/** Σ α^(15−i)·cᵢ in GF(2⁵) with x⁵+x²+1 and α = 2, by Horner's rule: T16. */
function isConsistent(values) {
  const doubled = (value) => (value & 16 ? ((value << 1) & 31) ^ 5 : value << 1);
  return values.slice(0, 15).reduce((sum, v) => doubled(sum) ^ doubled(v), 0) === values[15];
}

/** Whether a text is meant as a typed code rather than as a scanned token. */
export function looksTyped(text) {
  if ((text.match(/[0-9a-z]/gi) ?? []).length > 20) return false;
  const rest = text.trim();
  if (/^[0-9a-z \-\u2010-\u2014._]*$/i.test(rest)) {
    const count = rest.replace(/[^0-9a-z]/gi, "").length;
    if (rest.length - count >= 2 && count >= 12 && count <= 20) return true;
  }
  if ([...text].length > 40) return false;
  try {
    const values = valuesOf(text);
    // A member's code of high lists begins with TZ as a token does.
    return values.length === 16 && (!/^tz/i.test(text) || isConsistent(values));
  } catch {
    return false;
  }
}
