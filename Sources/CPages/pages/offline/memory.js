/** What this till took, as its log tells it: a pure function of the records, so a reload changes
 * nothing. */

import { dayAt } from "./verify.js";

/** What the log says of vouchers, kept ready for the next answer. */
export class Memory {
  /** `{record, bytes, hash}` in order; `record.undone` says when and by what it was put back. */
  claims = [];
  #byID = new Map();
  #byPosition = new Map();

  /** Takes in the log's next record. */
  note(claim) {
    const { record } = claim;
    this.claims.push(claim);
    this.#byID.set(record.id, record);
    if (record.undo) {
      const use = this.#byID.get(record.undo);
      if (use) use.undone = { id: record.id, at: record.at };
      return;
    }
    const { position } = record.token;
    if (!this.#byPosition.has(position)) this.#byPosition.set(position, []);
    this.#byPosition.get(position).push(record);
  }

  /** The record of an operation, a use or one that puts a use back; undefined if there is none. */
  record(id) {
    return this.#byID.get(id);
  }

  /** The latest use, put back or not. */
  get latest() {
    return this.claims.findLast(({ record }) => record.token)?.record;
  }

  /** What was taken of a voucher in records that the kit does not know of. */
  use(position, sequence) {
    const sum = { taken: 0, leased: 0 };
    for (const record of this.#byPosition.get(position) ?? []) {
      if (record.undone || record.sequence <= sequence) continue;
      sum.taken += record.amount;
      sum.leased += record.leased;
    }
    return sum;
  }

  /** The latest use of a voucher that was not put back. */
  lastUse(position) {
    return this.#byPosition.get(position)?.findLast((record) => !record.undone);
  }

  /** What was taken on a day beyond what was put aside: money in minor units, and uses. */
  day(day, zone) {
    const sum = { money: 0, uses: 0 };
    for (let i = this.claims.length - 1; i >= 0; i--) {
      const { record } = this.claims[i];
      const then = dayAt(zone, record.at);
      // Times never go back in a log.
      if (then < day) break;
      if (then > day || !record.token || record.undone) continue;
      sum[record.token.kind === 2 ? "money" : "uses"] += record.amount - record.leased;
    }
    return sum;
  }
}
