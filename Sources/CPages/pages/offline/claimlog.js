/**
 * The till's folder in this browser: pairing, kit, log and receipts (docs/claims.md, T21, L14).
 *
 * 1  A record is in the database before anybody says yes, behind the very record that it was
 *    decided after: of two tabs that decide at once, one writes and the other decides again.
 * 2  Every MAC, number and link is checked when the log is read. Nothing is ever dropped.
 */

import { Refusal, hmac, isSame, macKey, withContext } from "./bytes.js";
import { beginning, readReceipt, readRecord, sealRecord } from "./claims.js";
import { Kit, kitParts, openKit } from "./kit.js";
import { Memory } from "./memory.js";
import { got, transact, within } from "./store.js";
import { clockTolerance } from "./verify.js";

const kitMac = (key, content) => hmac(key, withContext("page-kit", content));

/** The log of what a device did, chained and sealed with its key, as it is kept. */
export class ClaimLog {
  /** `device, acceptor, epoch, issuer, training` and the keys: see `readPairing`. */
  pairing;
  /** @type {?Kit} */
  kit = null;
  memory = new Memory();
  /** Receipts of this pairing, oldest first, with their bytes. */
  receipts = [];
  #head = beginning;
  #change;

  /** @param {IDBDatabase} store from `openStore` */
  constructor(store) {
    this.store = store;
  }

  /** Takes in what this or another tab has written since.
   * @throws {Refusal} not_paired, log_damaged, log_rolled_back, kit_damaged, till_in_use */
  async refresh() {
    const state = await transact(this.store, "readonly", async (meta, claims, receipts) => {
      const [pairing, change] = [await got(meta.get("pairing")), await got(meta.get("change"))];
      if (!pairing) throw new Refusal("not_paired");
      const isNew = change !== this.#change;
      const from = pairing.epoch === this.pairing?.epoch ? this.memory.claims.length : 0;
      return {
        pairing, change, isNew, from, end: await got(meta.get("log")),
        claims: await got(claims.getAll(within(pairing.epoch, from + 1))),
        kit: isNew && (await got(meta.get("kit"))),
        receipts: isNew && (await got(receipts.getAll(within(pairing.epoch)))),
      };
    });
    if (!state.from) [this.memory, this.#head] = [new Memory(), beginning];
    this.pairing = state.pairing;
    for (const bytes of state.claims) this.#take(await readRecord(bytes, state.pairing.key));
    const { next = 1, hash = beginning } = state.end ?? {};
    if (next !== this.next || !isSame(hash, this.#head)) throw new Refusal("log_damaged");
    if (state.isNew) await this.#load(state);
    if (this.receipts.at(-1)?.last >= this.next) throw this.#rolledBack();
  }

  #rolledBack() {
    const known = this.receipts.at(-1).last;
    return new Refusal("log_rolled_back", { known, last: this.next - 1 });
  }

  async #load({ pairing, kit, receipts, change }) {
    this.kit = null;
    if (kit) {
      const mac = await kitMac(pairing.key, kit.content);
      if (!isSame(mac, kit.mac)) throw new Refusal("kit_damaged");
      const leaves = kit.leaves.values();
      this.kit = await Kit.read(kitParts(kit.content.slice()), async () => leaves.next().value);
      this.kit.etag = kit.etag;
    }
    this.receipts = [];
    for (const bytes of receipts) {
      this.receipts.push({ ...(await readReceipt(bytes, pairing.kitKey)), bytes });
    }
    this.#change = change;
  }

  /** A record that is the next of this log. */
  #take(claim) {
    const { device, epoch, sequence, previous } = claim.record;
    const isOwn = device === this.pairing.device && epoch === this.pairing.epoch;
    if (!isOwn || sequence !== this.next || !isSame(previous, this.#head)) {
      throw new Refusal("log_damaged", { record: this.next });
    }
    this.memory.note(claim);
    this.#head = claim.hash;
  }

  /** The number that the next record gets. */
  get next() {
    return this.memory.claims.length + 1;
  }

  get lastTime() {
    return this.memory.claims.at(-1)?.record.at;
  }

  /**
   * Writes a record behind the last one; it is on the disk when this returns.
   * @param {object} deed what was done: `id, at, worker` and what `recordBytes` wants of it
   * @returns {Promise<?object>} the record; null if another tab wrote first, and this did not
   * @throws {Refusal} disk_full, log_failed
   */
  async append(deed) {
    const { device, epoch, key } = this.pairing;
    const [sequence, previous] = [this.next, this.#head];
    const kit = this.kit.number;
    const claim = await sealRecord({ ...deed, device, epoch, sequence, previous, kit }, key);
    const isNext = await transact(this.store, "readwrite", async (meta, claims) => {
      const { next = 1, hash = beginning } = (await got(meta.get("log"))) ?? {};
      const { epoch: now } = await got(meta.get("pairing"));
      if (now !== epoch || next !== sequence || !isSame(hash, previous)) return false;
      await got(claims.add(claim.bytes, [epoch, sequence]));
      await got(meta.put({ next: sequence + 1, hash: claim.hash }, "log"));
      return true;
    });
    if (!isNext) return null;
    this.#take(claim);
    return claim.record;
  }

  /**
   * Takes a newer kit in the place of the one held; its leaves stay as keys that nobody can read.
   * @throws {Refusal} kit_damaged, kit_newer, kit_not_genuine, kit_of_another,
   *   till_training_mismatch, clock_implausible, kit_rolled_back
   */
  async takeKit(bytes, now, etag = null) {
    const { pairing } = this;
    const [file, leaves] = [bytes.slice(), []];
    const kit = await Kit.read(await openKit(file, pairing.kitKey), async (leaf) => {
      leaves.push(await macKey(leaf));
      return leaves.at(-1);
    });
    const { acceptor, device, number, training, issuedAt } = kit;
    if (acceptor !== pairing.acceptor || (device && device !== pairing.device)) {
      throw new Refusal("kit_of_another", { acceptor, device });
    }
    if (training !== pairing.training) throw new Refusal("till_training_mismatch");
    if (issuedAt > now + clockTolerance) throw new Refusal("clock_implausible", { now });
    const content = file.slice(0, -96);
    const mac = await kitMac(pairing.key, content);
    await transact(this.store, "readwrite", async (meta) => {
      const held = (await got(meta.get("highest"))) ?? 0;
      if (number <= held) throw new Refusal("kit_rolled_back", { held, offered: number });
      await got(meta.put(number, "highest"));
      await got(meta.put({ content, leaves, mac, etag }, "kit"));
      await noteChange(meta);
    });
    await this.refresh();
  }

  /**
   * Keeps the issuer's answer to an upload; one that is here already changes nothing.
   * @throws {Refusal} receipt_damaged, receipt_not_genuine, receipt_elsewhere; log_rolled_back
   */
  async takeReceipt(bytes) {
    const { device, epoch, kitKey } = this.pairing;
    const receipt = await readReceipt(bytes, kitKey);
    if (receipt.device !== device || receipt.epoch !== epoch) {
      throw new Refusal("receipt_elsewhere", { device: receipt.device, epoch: receipt.epoch });
    }
    const at = [epoch, receipt.answeredAt];
    await transact(this.store, "readwrite", async (meta, _, receipts) => {
      const range = IDBKeyRange.bound(at, [...at, Infinity]);
      const same = await got(receipts.getAll(range));
      if (same.some((each) => isSame(each, bytes))) return;
      await got(receipts.add(bytes, [...at, same.length]));
      await noteChange(meta);
    });
    await this.refresh();
    return receipt;
  }
}

/** Tells other tabs that pairing, kit or receipts are others now. */
export async function noteChange(meta) {
  await got(meta.put(((await got(meta.get("change"))) ?? 0) + 1, "change"));
}
