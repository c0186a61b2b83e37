/** What a demand takes of a voucher, and how far a till may go: R2, R8, R9, L15. */

import { Refusal } from "./bytes.js";

/** A share in basis points of an amount that is not negative, half a unit and more rounded up. */
export const share = (amount, basisPoints) =>
  Number((BigInt(amount) * BigInt(basisPoints) + 5000n) / 10000n);

/**
 * What a demand takes.
 * @param {object} demand `{amount, currency}`, `{all: true}`, `{uses}` or, of a discount on a
 *   basket, `{price, currency}`; amounts are whole minor units, currencies numeric codes
 * @param {object} standing the voucher, as `Till` knows it
 * @returns {{amount: number, discount: ?number}} in the voucher's unit; what a basket saves
 * @throws {Refusal} the first condition that fails
 */
export function taking(demand, standing) {
  const { token, faceValue, lastUse: last } = standing;
  const available = demand.all && standing.isLeaseOnly ? standing.leaseLeft : standing.left;
  if (available === 0 && token.kind !== 1) {
    const hadSeveral = token.kind === 4 && faceValue > 1;
    throw new Refusal(hadSeveral ? "exhausted" : "already_redeemed", { last });
  }
  const { amount, discount } = wanted(demand, token, available);
  if (amount > available) {
    const code = token.kind === 2 ? "insufficient_balance" : "insufficient_uses";
    throw new Refusal(code, { available, wanted: amount, currency: token.currency });
  }
  return { amount, discount: discount ?? null };
}

function wanted(demand, token, available) {
  const { amount, all, uses, price } = demand;
  const asked = amount ?? uses ?? price ?? 1;
  if (!Number.isSafeInteger(asked) || asked < (price === undefined ? 1 : 0)) {
    throw new RangeError("A demand is a whole number above zero.");
  }
  if (token.kind === 2 && all) return { amount: available };
  if (token.kind === 2 && amount !== undefined) {
    checkCurrency(demand, token);
    return { amount };
  }
  if (token.kind === 4 && uses !== undefined) return { amount: uses };
  if (token.kind === 3 && uses !== undefined) {
    if (token.minimumSpend || uses !== 1) throw new Refusal("price_required");
    return { amount: 1 };
  }
  if (token.kind === 3 && price !== undefined) {
    checkCurrency(demand, token);
    return { amount: 1, discount: reduction(token, price) };
  }
  throw new Refusal("demand_mismatch", { kind: token.kind });
}

function checkCurrency({ currency: asked }, { currency: card }) {
  if (card !== asked) throw new Refusal("currency_mismatch", { card, asked });
}

function reduction({ type, value, minimumSpend, cap }, price) {
  if (price < minimumSpend) {
    throw new Refusal("minimum_not_reached", { minimum: minimumSpend, actual: price });
  }
  const amount = Math.min(
    type === "percent" ? share(price, value) : value, price, cap || Infinity);
  if (amount <= 0) throw new Refusal("nothing_to_discount");
  return amount;
}

/** How far a kit lets this till go beyond what was put aside, `day` being what it took today. */
export class Room {
  constructor({ limits, currency }, day) {
    Object.assign(this, { limits, currency, day });
  }

  /** The most that may be taken now; nothing of a card of another currency. */
  most({ token, used }) {
    const { perVoucher, perDay, usesPerDay } = this.limits;
    if (token.kind !== 2) return Math.max(0, usesPerDay - this.day.uses);
    if (token.currency !== this.currency) return 0;
    return Math.max(0, Math.min(perVoucher - used, perDay - this.day.money));
  }

  /** @throws {Refusal} offline_limit, offline_currency where `asked` goes further */
  check(asked, { token, used }) {
    if (asked <= 0) return;
    const { perVoucher, perDay, usesPerDay } = this.limits;
    const refuse = (bound, limit, sofar) => {
      if (sofar + asked <= limit) return;
      const currency = token.kind === 2 ? this.currency : undefined;
      throw new Refusal("offline_limit", { bound, limit, used: sofar, asked, currency });
    };
    if (token.kind !== 2) return refuse("day", usesPerDay, this.day.uses);
    if (token.currency !== this.currency) {
      throw new Refusal("offline_currency", { card: token.currency, limits: this.currency });
    }
    refuse("voucher", perVoucher, used);
    refuse("day", perDay, this.day.money);
  }
}

/** What a till is told that asks for more than was put aside for it. */
export function leaseLimit({ token, lease, leaseLeft }, asked) {
  const { currency } = token;
  return new Refusal("offline_limit", {
    bound: "lease", limit: lease, used: lease - leaseLeft, asked, currency,
  });
}
