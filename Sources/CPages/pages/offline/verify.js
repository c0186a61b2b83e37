/** Decides whether a token may be believed, with keys, a clock and a kit: T5, T6, T12, T13. */

import { Refusal, hmac, isSame, isSigned, withContext } from "./bytes.js";
import { bodyLengths, kinds, readBody, readToken } from "./token.js";

/** How far clocks may be off at both ends of a token's days, in milliseconds: T6. */
export const clockTolerance = 600000;
/** States of a key by their number in a kit. */
export const keyStates = ["", "pending", "active", "verify_only", "retired", "compromised"];

const refusedStates = {
  pending: "key_not_yet_active", retired: "key_retired", compromised: "key_compromised",
};

/** The issuer's day, counted from 2020-01-01, at a time in milliseconds since 1970. */
export function dayAt(zone, time) {
  const seconds = Math.floor(time / 1000);
  let [low, high] = [0, zone.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (zone[middle].from <= seconds) low = middle;
    else high = middle;
  }
  return Math.floor((seconds + zone[low].offset) / 86400) - 18262;
}

/** The days that it may be now, clocks being as they are. */
export const daysAround = (zone, now) => [
  dayAt(zone, now - clockTolerance), dayAt(zone, now + clockTolerance),
];

/**
 * What an acceptor believes by.
 * @typedef {object} Belief
 * @property {Map<number, object>} keys by id: `suite, kinds` (bit 0 member … bit 3 entitlement),
 *   `audience, signFrom, signTo, acceptUntil, state, tagKeys` (a CryptoKey by the kind's number)
 * @property {{from: number, offset: number}[]} zone offsets from UTC in seconds, from when on
 * @property {number[]} audiences whom the till belongs to
 * @property {boolean} training whether it is for training
 * @property {Kit=} kit what is known beyond the keys: `check(token, now)` and `issuedAt`
 */

/**
 * Decides about a scanned text, in the order of T12.
 * @param {string} scanned what the scanner sent
 * @param {Belief} belief keys that are loaded; nothing is judged without them
 * @param {number} now the till's clock, milliseconds since 1970
 * @param {number[]=} expecting the kinds that this screen asks for; all if left away
 * @returns {Promise<{token: object, body: Uint8Array}>} the token as `readBody` has it
 * @throws {Refusal} the first check that fails
 */
export async function verify(scanned, belief, now, expecting) {
  return believe(readToken(scanned), belief, now, expecting);
}

/** The same from step 5 on, for a token that `readToken` read. */
export async function believe(read, belief, now, expecting = [1, 2, 3, 4]) {
  const { bytes, kind, keyID: key, audience } = read;
  const record = keyOf(read, belief);
  if (audience !== record.audience) throw new Refusal("key_audience_mismatch", { key, audience });
  if (!belief.audiences.includes(audience)) throw new Refusal("wrong_audience", { audience });
  if (!expecting.includes(kind)) throw new Refusal("wrong_kind", { kind: kinds[kind] });
  const body = bytes.subarray(0, Math.max(0, bytes.length - (record.suite === 1 ? 16 : 64)));
  const [shortest, longest] = bodyLengths[kind];
  if (body.length < shortest) throw new Refusal("truncated");
  if (body.length > longest) throw new Refusal("too_long");
  const tag = bytes.subarray(body.length);
  if (!(await isTagged(record, kind, body, tag))) throw new Refusal("tag_mismatch", { key });
  const token = readBody(body);
  const { first, last } = token;
  if (first < record.signFrom || first > record.signTo || last > record.acceptUntil) {
    throw new Refusal("key_window_mismatch", { key });
  }
  checkDays(token, belief, now);
  belief.kit?.check(token, now);
  return { token, body };
}

/** Step 5: the key's record, its state, its kinds; an unknown key is an answer. */
function keyOf({ keyID: key, kind }, { keys, training }) {
  if (key >= 0xff00 && key <= 0xfffe && !training) throw new Refusal("training_key", { key });
  const record = keys.get(key);
  if (!record) throw new Refusal("unknown_key", { key });
  const refused = refusedStates[record.state];
  if (refused) throw new Refusal(refused, { key });
  if (record.tagKeys[kind]) return record;
  const isOfKind = (record.kinds >> (kind - 1)) & 1;
  throw new Refusal(isOfKind ? "unknown_key" : "key_kind_mismatch", { key, kind: kinds[kind] });
}

async function isTagged({ suite, tagKeys }, kind, body, tag) {
  const message = withContext("token", [suite], body);
  if (suite === 2) return isSigned(tagKeys[kind], tag, message);
  return isSame((await hmac(tagKeys[kind], message)).subarray(0, 16), tag);
}

/** Step 11: the clock, then the token's days in the issuer's zone. */
function checkDays({ first, last }, { zone, kit }, now) {
  const [earliest, latest] = daysAround(zone, now);
  if (latest < 0 || earliest > 0xffff || (kit && now < kit.issuedAt - clockTolerance)) {
    throw new Refusal("clock_implausible", { now });
  }
  if (latest < first) throw new Refusal("not_yet_valid", { first });
  if (last < earliest) throw new Refusal("expired", { last });
}
