/**
 * A counter without a network: a pairing, a kit and a log (docs/claims.md, T12, L15).
 *
 * Times are milliseconds since 1970 and handed in as `now`. The same operation gets the same
 * answer; a refusal takes nothing and is not kept.
 */

import { uploadBytes } from "./claims.js";
import { ClaimLog } from "./claimlog.js";
import { check, redeem, undo } from "./deeds.js";
import { ageOf, firstUnsent } from "./standing.js";
import { dayAt } from "./verify.js";

/** A till without a network: what its page asks of it. */
export class Till {
  #log;
  #latest = Promise.resolve();

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
    return this.#alone(() => undefined);
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
  check(text, at) {
    return this.#alone(() => check(this.#log, text, at));
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
  redeem(text, demand, by) {
    return this.#alone(() => redeem(this.#log, text, demand, by));
  }

  /**
   * Puts back what this till took at most 60 seconds ago.
   * @param {{redemption: string=, operation: string, worker: ?string=, now: number}} what
   *   `redemption` is the operation of a use; the latest if it is not named
   * @returns {Promise<object>} `operation, redemption, token, returned, time, isReplay`
   * @throws {Refusal} nothing_to_undo, unknown_redemption, already_undone, undo_too_late,
   *   operator_not_allowed, idempotency_key_reused, no_kit
   */
  undo(what) {
    return this.#alone(() => undo(this.#log, what));
  }

  /** Takes a newer kit: see `ClaimLog.takeKit`. */
  takeKit(bytes, now, etag) {
    return this.#alone(() => this.#log.takeKit(bytes, now, etag));
  }

  /** Takes the answer to an upload: see `ClaimLog.takeReceipt`. */
  takeReceipt(bytes) {
    return this.#alone(() => this.#log.takeReceipt(bytes));
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

  /** One deed after the other, each decided on all that was written before it by any tab. */
  #alone(work) {
    const done = this.#latest.then(async () => {
      for (;;) {
        await this.#log.refresh();
        const answer = await work();
        // Otherwise another tab wrote meanwhile, and it is decided again with what that took.
        if (answer !== null) return answer;
      }
    });
    this.#latest = done.catch(() => {});
    return done;
  }
}
