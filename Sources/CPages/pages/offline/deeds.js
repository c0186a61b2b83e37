/** What a till does with one voucher, decided on its log as it stands: see `Till`. */

import { Refusal, isSame } from "./bytes.js";
import { Room, leaseLimit, taking } from "./rules.js";
import { ageOf, readScanned, standingHere } from "./standing.js";
import { dayAt } from "./verify.js";

const clockBehind = 300000;
const undoWindow = 60000;

/** Looks at a code and changes nothing: `Till.check`. */
export async function check(log, text, { now, expecting }) {
  const time = timeOf(log, now);
  const { standing } = await standingHere(log, text, time, expecting);
  const { token, leaseLeft, isLeaseOnly, lastUse } = standing;
  const age = ageOf(log.kit, time);
  if (token.kind === 1) return { token, left: null, takeable: null, leased: 0, age };
  if (!standing.left) throw new Refusal("already_redeemed", { last: lastUse });
  const left = isLeaseOnly ? leaseLeft : standing.left;
  if (!left) throw leaseLimit(standing, standing.left);
  const room = roomOf(log, time);
  const takeable = leaseLeft + Math.min(left - leaseLeft, room.most(standing));
  if (!takeable) room.check(left - leaseLeft, standing);
  return { token, left, takeable, leased: leaseLeft, age };
}

/** Takes a voucher, `Till.redeem`; null if another tab wrote first, so it is to be decided anew. */
export async function redeem(log, text, demand, { operation, worker = null, now }) {
  needKit(log);
  const earlier = log.memory.record(operation);
  if (earlier) return repeated(log, earlier, text, demand, worker, now);
  admit(log, worker);
  const time = timeOf(log, now);
  const { standing, body } = await standingHere(log, text, time);
  const { token, leaseLeft, isLeaseOnly, faceValue } = standing;
  const asked = demandOf(demand, token);
  const { amount, discount } = taking(asked, standing);
  if (isLeaseOnly && amount > leaseLeft) throw leaseLimit(standing, amount);
  const leased = Math.min(amount, leaseLeft);
  roomOf(log, time).check(amount - leased, standing);
  const record = await log.append({
    id: operation, at: time, worker, body, amount, leased, discount,
    left: (isLeaseOnly ? leaseLeft : standing.left) - amount,
    // All of a card is all that a new one holds.
    demand: asked.all && amount < faceValue ? { amount, currency: token.currency } : asked,
  });
  return record && redemption(log, record, false, time);
}

/** Puts a use back, `Till.undo`; null as `redeem`. */
export async function undo(log, { redemption: named, operation, worker = null, now }) {
  const { memory } = log;
  const earlier = memory.record(operation);
  if (earlier) {
    const isSameDeed = earlier.undo && (named ?? earlier.undo) === earlier.undo;
    if (!isSameDeed || earlier.worker !== worker) throw new Refusal("idempotency_key_reused");
    return undone(log, earlier, true);
  }
  needKit(log);
  admit(log, worker);
  const id = named ?? memory.latest?.id;
  if (!id) throw new Refusal("nothing_to_undo");
  const use = memory.record(id);
  if (!use?.token) throw new Refusal("unknown_redemption");
  const time = timeOf(log, now);
  if (use.undone) throw new Refusal("already_undone", { at: use.undone.at });
  if (time - use.at > undoWindow) throw new Refusal("undo_too_late", { last: use });
  const record = await log.append({ id: operation, at: time, worker, undo: id });
  return record && undone(log, record, false);
}

function needKit({ kit }) {
  if (!kit) throw new Refusal("no_kit");
}

/** The wall clock, or the last record's time while that is a little ahead. */
function timeOf({ lastTime: last = -Infinity }, now) {
  if (last - now > clockBehind) throw new Refusal("clock_behind_log", { now, last });
  return Math.max(now, last);
}

/** Nobody named is nobody refused; auditors look and do not take. */
function admit({ kit }, worker) {
  const role = kit.operators.get(worker);
  if (worker === null || (role && role !== "auditor")) return;
  throw new Refusal("operator_not_allowed", { worker, role });
}

const roomOf = ({ kit, memory }, time) =>
  new Room(kit, memory.day(dayAt(kit.zone, time), kit.zone));

/** The answer that an operation got earlier. */
function repeated(log, record, text, demand, worker, now) {
  const { bytes, keyID } = readScanned(text);
  const tagLength = log.kit.keys.get(keyID)?.suite === 2 ? 64 : 16;
  const body = bytes.subarray(0, Math.max(0, bytes.length - tagLength));
  const isUse = record.token && record.worker === worker && isSame(body, record.body);
  const asked = isUse ? demandOf(demand, record.token) : undefined;
  // All that is left was written down as the amount it was.
  const isAllThatWasLeft = asked?.all && record.left === 0;
  if (!isUse || !(isAllThatWasLeft || isEqual(asked, record.demand))) {
    throw new Refusal("idempotency_key_reused");
  }
  return redemption(log, record, true, now);
}

function redemption({ kit }, record, isReplay, now) {
  const { id: operation, sequence, token, leased, left, discount, worker } = record;
  return {
    operation, sequence, token, taken: record.amount, leased, left, discount, time: record.at,
    worker, isReplay, age: ageOf(kit, now),
  };
}

function undone({ memory }, { id, undo, at }, isReplay) {
  const { token, amount } = memory.record(undo);
  return { operation: id, redemption: undo, token, returned: amount, time: at, isReplay };
}

const demandOf = (demand, token) => (typeof demand === "function" ? demand(token) : demand);

const isEqual = (left, right) =>
  ["amount", "all", "uses", "price", "currency"].every((name) => left[name] === right[name]);
