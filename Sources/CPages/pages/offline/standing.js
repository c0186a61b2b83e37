/** What kit and log together say of a voucher: T12 (step 13), L15. */

import { Refusal } from "./bytes.js";
import { readToken, withoutLive } from "./token.js";
import { looksTyped } from "./typed.js";
import { believe } from "./verify.js";

/** Refusals of the kit before which this till's own use is told: T12, step 13. */
const afterOwnUse = [
  "already_redeemed", "revoked", "balance_check_required", "unknown_list", "kit_too_old",
];

/** How far back records are offered again to a book that was restored: thirty days. */
const offered = 2592000000;

/** Up to which record the issuer has everything that this log can still send. */
const acknowledged = ({ gaps, last }) => (gaps.length ? gaps[0][0] - 1 : last);

/** What was scanned; a live code by its token, because its minute takes a key that no kit has.
 * @throws {Refusal} typed_code_needs_ledger; the first fault of the form */
export function readScanned(text) {
  if (looksTyped(text)) throw new Refusal("typed_code_needs_ledger");
  return readToken(withoutLive(text));
}

/**
 * A code that is believed here and now, and what is left of it.
 * @param {ClaimLog} log with a kit
 * @returns {Promise<{standing: object, body: Uint8Array}>} `token, faceValue, left`; `lease`, what
 *   was put aside, `leaseLeft` of it, `used` beyond it; `isLeaseOnly` where others took some;
 *   `lastUse`
 * @throws {Refusal} no_kit, as `verify`; already_redeemed with the record of this till's own use
 */
export async function standingHere(log, text, time, expecting) {
  if (!log.kit) throw new Refusal("no_kit");
  const read = readScanned(text);
  const { belief } = log.kit;
  try {
    const { token, body } = await believe(read, belief, time, expecting);
    return { standing: standingOf(log, token, time), body };
  } catch (error) {
    if (!afterOwnUse.includes(error.code)) throw error;
    const plain = { ...belief, kit: undefined };
    const own = await believe(read, plain, time, expecting).catch(() => null);
    const { used, left, lastUse: last } = own ? standingOf(log, own.token, time) : {};
    const isUsedUp = error.code === "already_redeemed" || (used > 0 && left === 0);
    throw isUsedUp && last ? new Refusal("already_redeemed", { last }) : error;
  }
}

function standingOf(log, token, time) {
  const { kit, memory } = log;
  const { kind, position } = token;
  // How often a discount may be used does not stand in its token.
  const promised = kind === 3 && kit.promise(position);
  const uses = kind === 3 ? Math.max(1, promised?.amount ?? promised?.uses ?? 1) : token.uses;
  const faceValue = token.amount ?? uses ?? 0;
  const { taken, leased } = memory.use(position, reflected(log));
  const lease = kit.lease(position, time);
  return {
    token, faceValue, lease, left: Math.max(0, faceValue - taken), used: taken - leased,
    leaseLeft: Math.max(0, Math.min(lease - leased, faceValue - taken)),
    isLeaseOnly: kit.statuses.status(token.list, token.slot) === 3,
    lastUse: memory.lastUse(position),
  };
}

/** Everything up to this record is in the statuses of the kit. */
function reflected({ receipts, kit }) {
  // An answer of the same instant may have come after the kit was made.
  const known = receipts.findLast(({ answeredAt }) => answeredAt < kit.issuedAt);
  return known ? acknowledged(known) : 0;
}

/** The number of the first record to send, as docs/claims.md says: L14. */
export function firstUnsent({ receipts, memory, pairing }, now) {
  const latest = receipts.at(-1);
  if (!latest) return 1;
  const missing = acknowledged(latest) + 1;
  if (latest.ledgerEpoch === (receipts.at(-2) ?? pairing).ledgerEpoch) return missing;
  // The book is another one than before, and may lack what it had.
  const recent = memory.claims.find(({ record }) => record.at >= now - offered);
  return Math.min(missing, recent?.record.sequence ?? missing);
}

/** What answers stand on: a kit and how old it is; null without a kit. */
export function ageOf(kit, now) {
  if (!kit) return null;
  const { issuer, number, issuedAt, freshUntil, expiresAt, training } = kit;
  const minutes = Math.floor(Math.max(0, now - issuedAt) / 60000);
  const isStale = now >= freshUntil;
  return { issuer, number, issuedAt, freshUntil, expiresAt, training, minutes, isStale };
}
