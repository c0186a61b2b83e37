/**
 * A counter without a network: a pairing, a kit and a log (docs/claims.md, T12, L15).
 *
 * Times are milliseconds since 1970 and handed in as `now`. The same operation gets the same
 * answer; a refusal takes nothing and is not kept.
 */

import { Refusal, isSame } from "./bytes.js";
import { uploadBytes } from "./claims.js";
import { ClaimLog } from "./claimlog.js";
import { Room, leaseLimit, taking } from "./rules.js";
import { ageOf, firstUnsent, readScanned, standingHere } from "./standing.js";
import { dayAt } from "./verify.js";

const clockBehind = 300000;
const undoWindow = 60000;

export class Till {
  #log;

  /** @param {IDBDatabase} store from `openStore`; call `refresh` before anything else */
  constructor(store) {
    this.#log = new ClaimLog(store);
  }

  /** Opens the till of this browser.
   * @throws {Refusal} not_paired, log_damaged, log_rolled_back, kit_damaged */
  static async open(store) {
    const till = new Till(store);
    await till.refresh();
    return till;
  }

  /** Takes in what another tab has done; everything else here begins with it. */
  refresh() {
    return this.#log.refresh();
  }

  get pairing() {
    return this.#log.pairing;
  }

  /** @returns {?Kit} */
  get kit() {
    return this.#log.kit;
  }

  /**
   * Looks at a code and changes nothing.
   * @param {string} text what was scanned
   * @param {{now: number, expecting: number[]=}} at
   * @returns {Promise<object>} `token`; what is `left` and `takeable` now (null for members),
   *   `leased` of it; `age` of the kit
   * @throws {Refusal} as `verify`; already_redeemed with this till's own `last`; offline_limit,
   *   offline_currency, no_kit, typed_code_needs_ledger, clock_behind_log
   */
  async check(text, { now, expecting }) {
    await this.refresh();
    const time = this.#time(now);
    const { standing } = await standingHere(this.#log, text, time, expecting);
    const { token, leaseLeft, isLeaseOnly, lease, lastUse } = standing;
    const age = this.age(time);
    if (token.kind === 1) return { token, left: null, takeable: null, leased: 0, age };
    if (!standing.left) throw new Refusal("already_redeemed", { last: lastUse });
    const left = isLeaseOnly ? leaseLeft : standing.left;
    if (!left) throw leaseLimit(standing, standing.left);
    const room = this.#room(time);
    const takeable = leaseLeft + Math.min(left - leaseLeft, room.most(standing));
    if (!takeable) room.check(left - leaseLeft, standing);
    return { token, left, takeable, leased: leaseLeft, lease, age };
  }

  /**
   * Takes a voucher, exactly once for an operation.
   * @param {string} text what was scanned
   * @param {object|function} demand as `taking` wants it, or what makes it of the token
   * @param {{operation: string, worker: ?string=, now: number}} by `operation` from `newOperation`,
   *   kept before calling; `worker` one of the kit's operators
   * @returns {Promise<object>} `operation, sequence, token, taken, leased, left, discount`,
   *   `time, worker, isReplay, age`; it is in the log
   * @throws {Refusal} as `check`; operator_not_allowed, idempotency_key_reused,
   *   insufficient_balance and the other refusals of `taking`; disk_full, log_failed
   */
  async redeem(text, demand, { operation, worker = null, now }) {
    for (;;) {
      await this.refresh();
      this.#needKit();
      const earlier = this.#log.memory.record(operation);
      if (earlier) return this.#repeated(earlier, text, demand, worker, now);
      this.#admit(worker);
      const time = this.#time(now);
      const { standing, body } = await standingHere(this.#log, text, time);
      const { token, leaseLeft, isLeaseOnly, faceValue } = standing;
      const asked = demandOf(demand, token);
      const { amount, discount } = taking(asked, standing);
      if (isLeaseOnly && amount > leaseLeft) throw leaseLimit(standing, amount);
      const leased = Math.min(amount, leaseLeft);
      this.#room(time).check(amount - leased, standing);
      const record = await this.#log.append({
        id: operation, at: time, worker, body, amount, leased, discount,
        left: (isLeaseOnly ? leaseLeft : standing.left) - amount,
        // All of a card is all that a new one holds.
        demand: asked.all && amount < faceValue ? { amount, currency: token.currency } : asked,
      });
      // Otherwise another tab wrote meanwhile, so it is decided again with what that took.
      if (record) return this.#redemption(record, false, time);
    }
  }

  /**
   * Puts back what this till took at most 60 seconds ago.
   * @param {{redemption: string=, operation: string, worker: ?string=, now: number}} what
   *   `redemption` is the operation of a use; the latest if it is not named
   * @returns {Promise<object>} `operation, redemption, token, returned, time, isReplay`
   * @throws {Refusal} nothing_to_undo, unknown_redemption, already_undone, undo_too_late,
   *   operator_not_allowed, idempotency_key_reused, no_kit
   */
  async undo({ redemption, operation, worker = null, now }) {
    for (;;) {
      await this.refresh();
      const { memory } = this.#log;
      const earlier = memory.record(operation);
      if (earlier) {
        const isSameDeed = earlier.undo && (redemption ?? earlier.undo) === earlier.undo;
        if (!isSameDeed || earlier.worker !== worker) throw new Refusal("idempotency_key_reused");
        return this.#undone(earlier, true);
      }
      this.#needKit();
      this.#admit(worker);
      const id = redemption ?? memory.latest?.id;
      if (!id) throw new Refusal("nothing_to_undo");
      const use = memory.record(id);
      if (!use?.token) throw new Refusal("unknown_redemption");
      const time = this.#time(now);
      if (use.undone) throw new Refusal("already_undone", { at: use.undone.at });
      if (time - use.at > undoWindow) throw new Refusal("undo_too_late", { last: use });
      const record = await this.#log.append({ id: operation, at: time, worker, undo: id });
      if (record) return this.#undone(record, false);
    }
  }

  /** Takes a newer kit: see `ClaimLog.takeKit`. */
  takeKit(bytes, now, etag) {
    return this.#log.takeKit(bytes, now, etag);
  }

  /** Takes the answer to an upload: see `ClaimLog.takeReceipt`. */
  takeReceipt(bytes) {
    return this.#log.takeReceipt(bytes);
  }

  /** What answers stand on: see `ageOf`. */
  age(now) {
    return ageOf(this.kit, now);
  }

  /** How it stands: `pairing, age, limits, currency, today` (`money, uses`), `last, unsent`. */
  status(now) {
    const { pairing, kit, next, memory } = this.#log;
    const today = kit ? memory.day(dayAt(kit.zone, now), kit.zone) : { money: 0, uses: 0 };
    const unsent = Math.max(0, next - this.firstUnsent(now));
    return {
      pairing, age: this.age(now), limits: kit?.limits, currency: kit?.currency, today,
      last: next - 1, unsent,
    };
  }

  /** The number of the first record to send. */
  firstUnsent(now) {
    return firstUnsent(this.#log, now);
  }

  /** An upload's file of at most so many records, by default from the first that was not sent. */
  upload(now, most = 1000, first = this.firstUnsent(now)) {
    const { claims } = this.#log.memory;
    return uploadBytes(this.pairing, claims.slice(first - 1, first - 1 + most).map((c) => c.bytes));
  }

  /**
   * All that this till did, oldest first, each with what it was answered first.
   * @returns {{record: object, answer: ?object, answeredAt: ?number}[]} answers as `readReceipt`
   *   has them; those with `isConflict` want somebody to look
   */
  answers() {
    const answers = new Map();
    for (const { items, answeredAt } of this.#log.receipts) {
      for (const item of items) {
        if (!answers.has(item.id)) answers.set(item.id, { answer: item, answeredAt });
      }
    }
    const none = { answer: null, answeredAt: null };
    return this.#log.memory.claims.map(({ record }) => ({
      record, ...(answers.get(record.id) ?? none),
    }));
  }

  #needKit() {
    if (!this.kit) throw new Refusal("no_kit");
  }

  /** The wall clock, or the last record's time while that is a little ahead. */
  #time(now) {
    const last = this.#log.lastTime ?? now;
    if (last - now > clockBehind) throw new Refusal("clock_behind_log", { now, last });
    return Math.max(now, last);
  }

  #admit(worker) {
    const role = this.kit.operators.get(worker);
    if (worker === null || (role && role !== "auditor")) return;
    throw new Refusal("operator_not_allowed", { worker, role });
  }

  #room(time) {
    return new Room(this.kit, this.#log.memory.day(dayAt(this.kit.zone, time), this.kit.zone));
  }

  /** The answer that an operation got earlier. */
  #repeated(record, text, demand, worker, now) {
    const { bytes, keyID } = readScanned(text);
    const tagLength = this.kit.keys.get(keyID)?.suite === 2 ? 64 : 16;
    const body = bytes.subarray(0, Math.max(0, bytes.length - tagLength));
    const isUse = record.token && record.worker === worker && isSame(body, record.body);
    const asked = isUse ? demandOf(demand, record.token) : undefined;
    // All that is left was written down as the amount it was.
    const isAllThatWasLeft = asked?.all && record.left === 0;
    if (!isUse || !(isAllThatWasLeft || isEqual(asked, record.demand))) {
      throw new Refusal("idempotency_key_reused");
    }
    return this.#redemption(record, true, now);
  }

  #redemption(record, isReplay, now) {
    const { id: operation, sequence, token, leased, left, discount, worker } = record;
    return {
      operation, sequence, token, taken: record.amount, leased, left, discount, time: record.at,
      worker, isReplay, age: this.age(now),
    };
  }

  #undone({ id, undo, at }, isReplay) {
    const { token, amount } = this.#log.memory.record(undo);
    return { operation: id, redemption: undo, token, returned: amount, time: at, isReplay };
  }
}

const demandOf = (demand, token) => (typeof demand === "function" ? demand(token) : demand);

const isEqual = (left, right) =>
  ["amount", "all", "uses", "price", "currency"].every((name) => left[name] === right[name]);
