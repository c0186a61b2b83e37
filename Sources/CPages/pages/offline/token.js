/** The written form of a token: docs/token-format.md, T1–T4, T12–T14, T23. */

import { Reader, Refusal, base32Bytes, base32Value, hex, largest, utf8 } from "./bytes.js";
import { currencyCode } from "./currency.js";

/** Kinds by their number in a token. */
export const kinds = ["", "member", "gift", "discount", "entitlement"];
/** How long a body of each kind can be, in bytes: T4. */
export const bodyLengths = [[], [21, 26], [22, 27], [26, 45], [27, 33]];
/** The slots of a status list. */
export const slotCount = 131072;

/** The text without what scanners add to it: T12, step 1. */
const bare = (scanned) =>
  scanned.replace(/^\]Q[0-6]/, "").replace(/^\\000001/, "").replace(/[\r\n\t]+$/, "");

/**
 * Reads a scanned text as far as nobody needs a key for it: T12, steps 1 to 4.
 * @param {string} scanned what the scanner sent
 * @returns {{bytes: Uint8Array, kind: number, keyID: number, audience: number}}
 * @throws {Refusal} the first fault of the form, in the order of T13
 */
export function readToken(scanned) {
  const text = bare(scanned);
  if (!text.startsWith("TZ1")) throw new Refusal(prefixFault(text));
  const characters = text.slice(3);
  if (/[a-z]/.test(characters)) throw new Refusal("lower_case");
  if (utf8(text).length > 200) throw new Refusal("too_long");
  const bytes = base32Bytes(characters);
  if (bytes.length < 37) throw new Refusal("truncated");
  return { bytes, ...header(bytes) };
}

/** A setting of the scanner leaves its mark on the first three characters. */
function prefixFault(text) {
  if (/^t(y1|w&)/i.test(text)) return "keyboard_layout";
  if (/^tz1/i.test(text)) return "lower_case";
  return /^tz\d/i.test(text) ? "unsupported_version" : "not_a_tessera_code";
}

/**
 * The token of a member's live code, whose minute takes a key that no kit has; any other text as it
 * is: T23.
 * @throws {Refusal} bad_character, bad_length of what stands behind the dot
 */
export function withoutLive(scanned) {
  const text = bare(scanned);
  const dot = text.indexOf(".");
  if (dot < 0 || !text.startsWith("TZ1")) return scanned;
  const tail = text.slice(dot + 1);
  for (const character of tail) {
    if (base32Value(character) < 0) throw new Refusal("bad_character");
  }
  if (tail.length !== 8) throw new Refusal("bad_length");
  return text.slice(0, dot);
}

function header(bytes) {
  if (bytes[0] >> 4 !== 1) throw new Refusal("unsupported_version");
  const kind = bytes[0] & 15;
  if (!kinds[kind]) throw new Refusal("unknown_kind", { kind });
  return { kind, keyID: (bytes[1] << 8) | bytes[2], audience: (bytes[3] << 8) | bytes[4] };
}

/**
 * Reads all fields of a body, which nobody does before its tag was found good: T12, step 9.
 * @param {Uint8Array} body header and kind part, without the tag
 * @returns {object} `kind, keyID, audience, list, slot, position, seal, first, last` (days since
 *   2020-01-01) and what its kind says: `member, tier`; `amount, currency`;
 *   `campaign, type, value, currency, minimumSpend, cap`; or `campaign, uses, terms`. Amounts are
 *   whole minor units, currencies numeric codes, seal and terms hexadecimal digits.
 * @throws {Refusal} the first fault of the layout
 */
export function readBody(body) {
  if (body.length < 19) throw new Refusal("truncated");
  const reader = new Reader(body, () => new Refusal("truncated"));
  const token = header(reader.take(5));
  token.list = reader.number(2);
  token.slot = inRange(reader.number(3), 0, slotCount - 1, "slot");
  token.position = token.list * slotCount + token.slot;
  token.seal = hex(reader.take(5));
  token.first = reader.number(2);
  token.last = inRange(reader.number(2), token.first, token.first + 3660, "days");
  Object.assign(token, [, member, gift, discount, entitlement][token.kind](reader));
  if (!reader.isAtEnd) throw new Refusal("trailing_bytes");
  return token;
}

function inRange(value, low, high, field) {
  if (value < low || value > high) throw new Refusal("value_out_of_range", { field });
  return value;
}

// Fields are read in the order of the layout, so the first that is wrong is the answer.
const field = (reader, low, high, name) => inRange(varint(reader), low, high, name);
const campaignOf = (reader) => field(reader, 1, 0xffffffff, "campaign");

const member = (reader) => ({
  member: field(reader, 1, 2 ** 40 - 1, "member"),
  tier: inRange(reader.number(1), 0, 15, "tier"),
});

const gift = (reader) => ({
  amount: field(reader, 1, largest, "amount"),
  currency: currencyOf(reader),
});

function discount(reader) {
  const campaign = campaignOf(reader);
  const type = ["", "percent", "amount"][reader.number(1)];
  if (!type) throw new Refusal("unknown_discount_type");
  const value = field(reader, 1, type === "percent" ? 10000 : largest, "value");
  const currency = currencyOf(reader);
  // Both are read before either is judged.
  const [minimumSpend, cap] = [varint(reader), varint(reader)];
  inRange(minimumSpend, 0, largest, "minimum spend");
  return { campaign, type, value, currency, minimumSpend, cap: inRange(cap, 0, largest, "value") };
}

const entitlement = (reader) => ({
  campaign: campaignOf(reader),
  uses: field(reader, 1, 65535, "uses"),
  terms: hex(reader.take(6)),
});

function currencyOf(reader) {
  const currency = reader.number(2);
  if (!currencyCode(currency)) throw new Refusal("unknown_currency", { currency });
  return currency;
}

/** LEB128 in its shortest form, at most 6 bytes; multiplied, because bits end at 32. */
export function varint(reader, code = "not_canonical") {
  for (let value = 0, place = 1; place < 2 ** 42; place *= 128) {
    const byte = reader.number(1);
    value += (byte & 127) * place;
    if (byte < 128) {
      // A last byte of zero says nothing: the number has a shorter form.
      if (byte === 0 && place > 1) break;
      return value;
    }
  }
  throw new Refusal(code);
}
