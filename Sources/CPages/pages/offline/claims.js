/** Records of what a till did, uploads and receipts, byte for byte as docs/claims.md says. */

import {
  Reader, Refusal, alphabet, base32Value, counted, hex, hmac, isSame, isSigned, join, number,
  sha256, utf8, withContext,
} from "./bytes.js";
import { readBody } from "./token.js";

/** What stands for the record before the first: 32 zero bytes. */
export const beginning = new Uint8Array(32);
const rulings = [
  "", "accepted", "accepted_late", "over_limit", "undone", "forged", "not_valid_then", "too_late",
  "not_accepted", "device_revoked", "quarantined", "wrong_mac",
];
const calm = ["accepted", "accepted_late", "undone"];

/**
 * A name for one intention, 26 characters: made and kept before it is acted on.
 * @param {number} now milliseconds since 1970
 * @param {Uint8Array=} chance ten random bytes
 */
export function newOperation(now, chance = crypto.getRandomValues(new Uint8Array(10))) {
  return operationText(join(number(now, 6), chance));
}

/** An operation's 16 bytes as its 26 signs. */
export function operationText(bytes) {
  const value = BigInt(`0x${hex(bytes)}`);
  const letter = (_, i) => alphabet[(value >> BigInt(125 - 5 * i)) & 31n];
  return Array.from({ length: 26 }, letter).join("");
}

/** The 16 bytes of an operation that is written as 26 signs. */
export function operationBytes(text) {
  let value = 0n;
  for (const character of text) value = (value << 5n) | BigInt(base32Value(character));
  return number(value, 16);
}

/**
 * The bytes of a record, without its MAC.
 * @param {object} record `id` (an operation), `device, epoch, sequence, previous` (a hash), `kit`
 *   (its number), `at`, `worker` (a name or null), and either `undo` (a claim's id) or `body`,
 *   `demand`, `amount, leased, left, discount` (minor units or null)
 */
export function recordBytes(record) {
  return join(
    [1, record.undo ? 2 : 1], operationBytes(record.id), counted(record.device),
    number(record.epoch, 4), number(record.sequence, 8), record.previous, number(record.kit, 8),
    number(record.at, 8), record.undo ? operationBytes(record.undo) : takenBytes(record),
    counted(record.worker ?? ""));
}

const takenBytes = ({ body, demand, amount, leased, left, discount }) => join(
  counted(body), demandBytes(demand), number(amount, 8), number(leased, 8), number(left, 8),
  discount === null ? [0] : join([1], number(discount, 8)));

/** `{amount, currency}`, `{all}`, `{uses}` or `{price, currency}`; currencies by their number. */
function demandBytes({ amount, all, uses, price, currency }) {
  if (all) return [2];
  if (uses !== undefined) return join([3], number(uses, 2));
  return join([price === undefined ? 1 : 4], number(amount ?? price, 8), number(currency, 2));
}

function readDemand(reader) {
  const sort = reader.number(1);
  if (sort === 2) return { all: true };
  if (sort === 3) return { uses: reader.number(2) };
  const value = reader.signed(0);
  return { [sort === 1 ? "amount" : "price"]: value, currency: reader.number(2) };
}

const macOf = (key, bytes) => hmac(key, withContext("claim", bytes));

/** A record under the key of its device: `{record, bytes, hash}`. */
export async function sealRecord(record, key) {
  const written = recordBytes(record);
  const bytes = join(written, await macOf(key, written));
  const token = record.body && readBody(record.body);
  return { record: { ...record, token }, bytes, hash: await sha256(bytes) };
}

/** A record that this device's key has made; a Refusal with `log_damaged` for any other bytes. */
export async function readRecord(bytes, key) {
  const reader = new Reader(bytes.subarray(0, -32), () => new Refusal("log_damaged"));
  reader.need(isSame(await macOf(key, reader.bytes), bytes.subarray(-32)));
  reader.need(reader.number(1) === 1);
  const isUse = reader.number(1) === 1;
  const record = {
    id: operationText(reader.take(16)), device: reader.name(), epoch: reader.number(4),
    sequence: reader.signed(1), previous: reader.take(32), kit: reader.signed(1),
    at: reader.signed(),
  };
  if (isUse) {
    record.body = reader.part(1);
    record.token = readBody(record.body);
    record.demand = readDemand(reader);
    for (const name of ["amount", "leased", "left"]) record[name] = reader.signed(0);
    record.discount = reader.flag() ? reader.signed(1) : null;
  } else {
    record.undo = operationText(reader.take(16));
  }
  record.worker = reader.text(1) || null;
  reader.finish();
  return { record, bytes, hash: await sha256(bytes) };
}

/** An upload's file of records that follow one another; none asks how far the till is known. */
export async function uploadBytes({ device, epoch }, records) {
  const content = join(
    utf8("TZUPLD\x01"), counted(device), number(epoch, 4), number(records.length, 4),
    ...records.map((bytes) => counted(bytes, 2)));
  return join(content, await sha256(content));
}

/**
 * Reads the issuer's answer to an upload, once its signature was found good.
 * @returns {Promise<object>} `device, epoch, acceptor, ledgerEpoch, answeredAt, through, last`,
 *   `gaps` and `items`: `id, sequence, hash, ruling, isConflict`, and in the voucher's unit
 *   `paid, lostByIssuer, lostByAcceptor, returned`
 * @throws {Refusal} receipt_damaged, receipt_not_genuine, till_file_newer
 */
export async function readReceipt(bytes, kitKey) {
  const damaged = () => new Refusal("receipt_damaged");
  if (bytes.length <= 71 || !isSame(bytes.subarray(0, 6), utf8("TZRCPT"))) throw damaged();
  const content = bytes.subarray(0, -64);
  if (!(await isSigned(kitKey, bytes.subarray(-64), withContext("receipt", content)))) {
    throw new Refusal("receipt_not_genuine");
  }
  if (bytes[6] !== 1) throw new Refusal("till_file_newer", { version: bytes[6] });
  const reader = new Reader(content, damaged);
  reader.take(7);
  const receipt = {
    device: reader.name(), epoch: reader.number(4), acceptor: reader.name(),
    ledgerEpoch: hex(reader.take(8)), answeredAt: reader.signed(), through: reader.signed(0),
    last: reader.signed(0), gaps: [], items: [],
  };
  for (let count = reader.number(2); count > 0; count--) {
    receipt.gaps.push([reader.signed(1), reader.signed(1)]);
  }
  reader.need(receipt.epoch >= 1 && areGaps(receipt));
  for (let count = reader.number(4); count > 0; count--) receipt.items.push(readItem(reader));
  reader.finish();
  return receipt;
}

/** Gaps are what is missing between two numbers: apart, in order, none empty. */
function areGaps({ gaps, through, last }) {
  let [end, first] = [through, through + 1];
  for (const [from, to] of gaps) {
    if (end === through ? from !== first : from <= end + 1) return false;
    if (to < from || to >= last) return false;
    end = to;
  }
  return gaps.length > 0 || through === last;
}

function readItem(reader) {
  const item = {
    id: operationText(reader.take(16)), sequence: reader.signed(1), hash: hex(reader.take(32)),
    ruling: rulings[reader.number(1)],
  };
  reader.need(item.ruling);
  for (const name of ["paid", "lostByIssuer", "lostByAcceptor", "returned"]) {
    item[name] = reader.signed(0);
  }
  return { ...item, isConflict: !calm.includes(item.ruling) };
}
