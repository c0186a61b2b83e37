/** Reads a kit's file: docs/kits.md, T19, T20. One bit that is not as it was written is a fault. */

import { Reader, Refusal, isSame, isSigned, macKey, sha256, utf8, withContext } from "./bytes.js";
import {
  readBatches, readCampaigns, readFooting, readHead, readKeys, readLeases, readOperators,
} from "./kitparts.js";
import { Statuses } from "./status.js";
import { daysAround } from "./verify.js";

const damaged = () => new Refusal("kit_damaged");
const version = 2;

/**
 * The eight parts of a file that is whole and that the pinned key signed.
 * @param {Uint8Array} file
 * @param {CryptoKey} kitKey the issuer's key, from the pairing and never from a kit
 * @throws {Refusal} kit_damaged, kit_newer, kit_not_genuine
 */
export async function openKit(file, kitKey) {
  if (file.length < 102 || !isSame(file.subarray(0, 5), utf8("TZKIT"))) throw damaged();
  if (file[5] > version) throw new Refusal("kit_newer", { version: file[5] });
  const [digestAt, signatureAt] = [file.length - 96, file.length - 64];
  const digest = file.subarray(digestAt, signatureAt);
  const isWhole = isSame(await sha256(file.subarray(0, digestAt)), digest);
  if (file[5] !== version || !isWhole) throw damaged();
  const signed = withContext("kit", file.subarray(0, signatureAt));
  if (!(await isSigned(kitKey, file.subarray(signatureAt), signed))) {
    throw new Refusal("kit_not_genuine");
  }
  return kitParts(file.subarray(0, digestAt));
}

/** The parts of what stands before the digest of a file that was found good. */
export function kitParts(content) {
  const reader = new Reader(content, damaged);
  reader.take(6);
  const parts = Array.from({ length: 8 }, () => reader.part(4));
  reader.finish();
  return parts;
}

/**
 * A kit, of which single vouchers take two bits and runs of equal ones some bytes.
 *
 * - `acceptor, device` (null for any), `training, number, issuer, zone, audiences`
 * - `issuedAt, freshUntil, expiresAt` in milliseconds since 1970
 * - `currency` by its number; `limits`: `perVoucher, perDay` in minor units of it, `usesPerDay`
 * - `agreement`, null without one: `first, last, acceptsGifts, feeBasisPoints, usePrice`,
 *   `discountShareBasisPoints, period, bearer, refunds, campaigns` (null for all)
 * - `keys` by id, `operators` from names to roles, `campaigns` from numbers to terms
 */
export class Kit {
  /**
   * @param {Uint8Array[]} parts as `openKit` hands them out; leaves are wiped once they are keys
   * @param {(leaf: Uint8Array) => Promise<CryptoKey>=} keyOf makes or finds the key of a leaf
   * @throws {Refusal} kit_damaged
   */
  static async read(parts, keyOf = macKey) {
    const kit = new Kit();
    const [head, footing, keys, batches, campaigns, leases, operators, statuses] = parts.map(
      (part) => new Reader(part, damaged));
    readHead(kit, head);
    readFooting(kit, footing);
    kit.keys = await readKeys(keys, kit.audiences, keyOf);
    kit.batches = readBatches(batches);
    kit.campaigns = await readCampaigns(campaigns);
    kit.leases = readLeases(leases, kit.device);
    kit.operators = readOperators(operators);
    kit.statuses = new Statuses(statuses);
    return kit;
  }

  /** What `verify` decides by. */
  get belief() {
    const { keys, zone, audiences, training } = this;
    return { keys, zone, audiences, training, kit: this };
  }

  /** What is put aside for this device of a position, if the time is not over. */
  lease(position, now) {
    const lease = this.leases.get(position);
    return lease && now < lease.until ? lease.amount : 0;
  }

  /** What equal vouchers at a position promise; undefined if none were issued there. */
  promise(position) {
    const { starts, counts, promiseOf, promises } = this.batches;
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle] + counts[middle] <= position) low = middle + 1;
      else high = middle;
    }
    return low < starts.length && starts[low] <= position ? promises[promiseOf[low]] : undefined;
  }

  /**
   * Steps 12 to 14 of T12: agreement and terms, the status of the slot, the kit's age.
   * @throws {Refusal} not_accepted_here … kit_too_old
   */
  check(token, now) {
    this.#checkAgreement(token, now);
    const terms = this.campaigns.get(token.kind === 4 ? token.campaign : 0);
    if (terms && !terms.has(token.terms)) {
      throw new Refusal("terms_mismatch", { campaign: token.campaign });
    }
    const status = this.statuses.status(token.list, token.slot);
    if (status === undefined) throw new Refusal("unknown_list", { list: token.list });
    if (status === 1) throw new Refusal("revoked");
    if (status === 2) throw new Refusal("already_redeemed");
    if (status === 3 && !this.lease(token.position, now)) {
      throw new Refusal("balance_check_required");
    }
    if (now >= this.expiresAt) throw new Refusal("kit_too_old", { expiresAt: this.expiresAt });
  }

  #checkAgreement({ kind, campaign }, now) {
    if (!this.agreement) return;
    const { acceptsGifts, campaigns, first, last } = this.agreement;
    if (kind === 2 && !acceptsGifts) throw new Refusal("not_accepted_here", { gifts: true });
    if (kind > 2 && campaigns && !campaigns.includes(campaign)) {
      throw new Refusal("not_accepted_here", { campaign });
    }
    const [earliest, latest] = daysAround(this.zone, now);
    if (latest < first || last < earliest) throw new Refusal("not_accepted_here", { first, last });
  }
}
