/** The status map of a kit: two bits for every slot of its lists, T20. */

import { slotCount } from "./token.js";

const rawLength = slotCount / 4;
/** More slots than these are kept raw, which is smaller in memory than numbers are. */
const mostFew = 8192;

/** 0 open, 1 revoked, 2 spent, 3 partly spent; no object for a voucher. */
export class Statuses {
  #lists = new Map();

  /** @throws {Refusal} kit_damaged for the longer of the two forms or anything spelt otherwise */
  constructor(reader) {
    let last = -1;
    for (let count = reader.number(4); count > 0; count--) {
      const list = reader.number(2);
      const isRaw = reader.flag();
      reader.need(list > last);
      last = list;
      const bytes = reader.part(4);
      this.#lists.set(list, isRaw ? rawList(bytes, reader) : sparseList(bytes, reader));
    }
    reader.finish();
  }

  /** The status of a slot; undefined if the kit says nothing of its list. */
  status(list, slot) {
    const found = this.#lists.get(list);
    if (!found) return undefined;
    if (found instanceof Uint8Array) return (found[slot >> 2] >> (6 - 2 * (slot & 3))) & 3;
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (found[middle] < slot << 2) low = middle + 1;
      else high = middle;
    }
    return low < found.length && found[low] >> 2 === slot ? found[low] & 3 : 0;
  }
}

function rawList(bytes, reader) {
  reader.need(bytes.length === rawLength);
  // The sparse form is to be longer: its count, a gap for each slot, four statuses to a byte.
  let [count, length, next] = [0, 0, 0];
  for (let slot = 0; slot < slotCount; slot++) {
    if (!((bytes[slot >> 2] >> (6 - 2 * (slot & 3))) & 3)) continue;
    count++;
    length += varintLength(slot - next);
    next = slot + 1;
  }
  reader.need(varintLength(count) + length + ((count + 3) >> 2) > rawLength);
  return bytes;
}

const varintLength = (value) => (value < 128 ? 1 : value < 16384 ? 2 : 3);

/** `slot << 2 | status` in order, or the raw form where that is smaller. */
function sparseList(bytes, reader) {
  reader.need(bytes.length <= rawLength);
  let [at, next] = [0, 0];
  const varint = () => {
    for (let value = 0, shift = 0; shift < 21 && at < bytes.length; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte > 127) continue;
      reader.need(byte || !shift);
      return value;
    }
    throw reader.fault();
  };
  const count = varint();
  reader.need(count <= bytes.length);
  const entries = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const slot = next + varint();
    reader.need(slot < slotCount);
    entries[i] = slot << 2;
    next = slot + 1;
  }
  reader.need(bytes.length - at === (count + 3) >> 2);
  for (let i = 0; i < count; i++) {
    const status = (bytes[at + (i >> 2)] >> (6 - 2 * (i & 3))) & 3;
    reader.need(status);
    entries[i] |= status;
  }
  const spareBits = 2 * ((4 - (count % 4)) % 4);
  reader.need(!count || !(bytes[bytes.length - 1] & ((1 << spareBits) - 1)));
  return count > mostFew ? expanded(entries) : entries;
}

function expanded(entries) {
  const raw = new Uint8Array(rawLength);
  for (const entry of entries) raw[entry >> 4] |= (entry & 3) << (6 - 2 * ((entry >> 2) & 3));
  return raw;
}
