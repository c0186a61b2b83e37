/** The parts of a kit's file but its statuses, each read to its last byte: docs/kits.md. */

import { hex, isName, largest, publicKey, sha256, utf8 } from "./bytes.js";
import { currencyCode } from "./currency.js";
import { slotCount, varint } from "./token.js";
import { keyStates } from "./verify.js";

const roles = ["", "cashier", "supervisor", "partner", "admin", "auditor"];
const periods = ["", "day", "week", "month"];

const time = (reader) => reader.signed();
const word = (reader, words) => {
  const found = words[reader.number(1)];
  reader.need(found);
  return found;
};

function currency(reader) {
  const number = reader.number(2);
  reader.need(currencyCode(number));
  return number;
}

function days(reader) {
  const [first, last] = [reader.number(2), reader.number(2)];
  reader.need(first <= last && last - first <= 3660);
  return { first, last };
}

/** Calls `read` until the end; what it hands out must grow by `isBefore`. */
function inOrder(count, reader, read, isBefore = (left, right) => left < right) {
  const found = [];
  while (count === undefined ? !reader.isAtEnd : found.length < count) {
    const next = read(reader);
    reader.need(!found.length || isBefore(found[found.length - 1], next));
    found.push(next);
  }
  return found;
}

/** Whose kit it is and how long it is good. */
export function readHead(kit, reader) {
  kit.acceptor = reader.name();
  kit.device = reader.text(1) || null;
  reader.need(!kit.device || isName(kit.device));
  kit.training = reader.flag();
  kit.number = reader.signed(1);
  [kit.issuedAt, kit.freshUntil, kit.expiresAt] = [time(reader), time(reader), time(reader)];
  reader.need(kit.issuedAt <= kit.freshUntil && kit.freshUntil <= kit.expiresAt);
  kit.issuer = reader.text(2);
  kit.zoneName = reader.text(2);
  const change = () => ({ from: reader.signed(), offset: reader.signed(-85799, 85799, 4) });
  kit.zone = inOrder(reader.number(2), reader, change, (a, b) => a.from < b.from);
  kit.audiences = inOrder(reader.number(2), reader, () => reader.number(2));
  reader.need(kit.zone.length && kit.audiences.length && !kit.audiences.includes(0xffff));
  reader.finish();
}

/** How far the till goes: limits, and the agreement if there is one. */
export function readFooting(kit, reader) {
  const isAgreed = reader.flag();
  kit.currency = currency(reader);
  kit.limits = { perVoucher: reader.signed(0, largest), perDay: reader.signed(0, largest) };
  for (const name of ["usesPerDay", "freshHours", "kitHours"]) kit.limits[name] = reader.number(2);
  const { freshHours, kitHours } = kit.limits;
  reader.need(freshHours >= 1 && freshHours <= 720);
  reader.need(kitHours >= freshHours && kitHours <= 2160);
  kit.agreement = isAgreed ? readAgreement(reader) : null;
  reader.finish();
}

function readAgreement(reader) {
  const agreement = {
    ...days(reader), acceptsGifts: reader.flag(), feeBasisPoints: reader.number(2),
    discountShareBasisPoints: reader.number(2), usePrice: reader.signed(0, largest),
    period: word(reader, periods), bearer: word(reader, ["", "issuer", "acceptor"]),
    refunds: word(reader, ["", "restored", "refused"]),
  };
  reader.need(agreement.feeBasisPoints <= 10000 && agreement.discountShareBasisPoints <= 10000);
  const isNamed = reader.flag();
  const campaigns = inOrder(undefined, reader, () => reader.number(4));
  reader.need(isNamed ? campaigns[0] !== 0 : !campaigns.length);
  return { ...agreement, campaigns: isNamed ? campaigns : null };
}

/** Keys by id; a leaf is wiped once `keyOf` has made a key of it. */
export async function readKeys(reader, audiences, keyOf) {
  const keys = new Map();
  let lastID = 0;
  for (let count = reader.number(2); count > 0; count--) {
    const id = reader.number(2);
    reader.need(id > lastID && id < 0xffff);
    lastID = id;
    const record = { id, suite: reader.number(1), kinds: reader.number(1) };
    for (const name of ["audience", "signFrom", "signTo", "acceptUntil"]) {
      record[name] = reader.number(2);
    }
    record.state = keyStates[reader.number(1)];
    reader.take(4);
    const material = reader.part(2);
    // A key of a suite that is not known here is passed over.
    if (record.suite !== 1 && record.suite !== 2) continue;
    reader.need(record.state && audiences.includes(record.audience));
    record.tagKeys = await tagKeys(record, material, reader, keyOf);
    keys.set(id, record);
  }
  reader.finish();
  return keys;
}

async function tagKeys({ suite, kinds, state }, material, reader, keyOf) {
  const own = [1, 2, 3, 4].filter((kind) => (kinds >> (kind - 1)) & 1);
  const wanted = state === "retired" ? 0 : suite === 2 ? 32 : 32 * own.length;
  reader.need(material.length === wanted);
  const found = {};
  if (!wanted) return found;
  const shared = suite === 2 && (await publicKey(material));
  for (const [index, kind] of own.entries()) {
    const leaf = material.subarray(32 * index, 32 * index + 32);
    found[kind] = shared || (await keyOf(leaf));
    if (!shared) leaf.fill(0);
  }
  return found;
}

/** Runs of equal vouchers in columns, no object for each: a million take some megabytes. */
export function readBatches(reader) {
  // No run is shorter than three bytes.
  const most = Math.floor(reader.bytes.length / 3);
  const [starts, counts] = [new Float64Array(most), new Float64Array(most)];
  const promiseOf = new Uint32Array(most);
  const [promises, known] = [[], new Set()];
  let [runs, end] = [0, 0];
  for (; !reader.isAtEnd; runs++) {
    const gap = kitVarint(reader);
    [starts[runs], counts[runs]] = [end + gap, kitVarint(reader, 1)];
    end = starts[runs] + counts[runs];
    const promise = kitVarint(reader, 0, promises.length);
    reader.need(end <= 65536 * slotCount);
    // Neighbours of one promise would be one run.
    reader.need(!runs || gap || promiseOf[runs - 1] !== promise);
    promiseOf[runs] = promise;
    if (promise < promises.length) continue;
    const start = reader.at;
    promises.push(readPromise(reader));
    const spelling = hex(reader.bytes.subarray(start, reader.at));
    reader.need(!known.has(spelling));
    known.add(spelling);
  }
  const cut = (list) => list.slice(0, runs);
  return { starts: cut(starts), counts: cut(counts), promiseOf: cut(promiseOf), promises };
}

function kitVarint(reader, low = 0, high = Infinity) {
  const value = varint(reader, "kit_damaged");
  reader.need(value >= low && value <= high);
  return value;
}

function readPromise(reader) {
  const kind = reader.number(1);
  reader.need(kind >= 1 && kind <= 4);
  if (kind === 1) return { kind, uses: 0 };
  const mostUses = kind === 2 ? 0 : 65535;
  const promise = { kind, ...days(reader), uses: kitVarint(reader, mostUses && 1, mostUses) };
  if (kind === 2) {
    return { ...promise, amount: kitVarint(reader, 1, largest), currency: currency(reader) };
  }
  promise.campaign = kitVarint(reader, 1, 0xffffffff);
  if (kind === 4) {
    kitVarint(reader, 1, 65535);
    return { ...promise, terms: hex(reader.take(6)) };
  }
  promise.type = word(reader, ["", "percent", "amount"]);
  promise.value = kitVarint(reader, 1, promise.type === "percent" ? 10000 : largest);
  promise.currency = currency(reader);
  promise.minimumSpend = kitVarint(reader, 0, largest);
  promise.cap = kitVarint(reader, 0, largest);
  return promise;
}

/** From campaigns to their terms, from the terms' digests to the texts. */
export async function readCampaigns(reader) {
  const campaigns = new Map();
  let last = "";
  while (!reader.isAtEnd) {
    const number = reader.number(4);
    const text = reader.text(4);
    const digest = hex((await sha256(utf8(text))).subarray(0, 6));
    const place = number.toString(16).padStart(8, "0") + digest;
    reader.need(number >= 1 && last < place);
    last = place;
    if (!campaigns.has(number)) campaigns.set(number, new Map());
    campaigns.get(number).set(digest, text);
  }
  return campaigns;
}

/** What is put aside for the device, by position. */
export function readLeases(reader, device) {
  const lease = () => ({
    position: reader.number(5), amount: reader.signed(1, largest), until: time(reader),
  });
  const leases = inOrder(undefined, reader, lease, (a, b) => a.position < b.position);
  reader.need(!leases.length || device);
  reader.need(leases.every(({ position }) => position < 65536 * slotCount));
  return new Map(leases.map((lease) => [lease.position, lease]));
}

/** From the names of those who work there to their roles. */
export function readOperators(reader) {
  const operator = () => [reader.name(), word(reader, roles)];
  return new Map(inOrder(undefined, reader, operator, (a, b) => a[0] < b[0]));
}
