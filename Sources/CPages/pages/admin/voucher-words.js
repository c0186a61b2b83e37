// What vouchers are, in words: what they promise, what is left, what happened to them.
import { node } from "../dom.js";
import { say } from "../words.js";
import { pill } from "./pieces.js";
import { amount, at, on, percent } from "./values.js";

/** What a voucher promises, `Gift card €50.00`. */
export function promise(voucher) {
  if (voucher.kind === "gift") {
    return say("admin.voucher.gift", { amount: amount(voucher.amount, voucher.currency) });
  }
  if (voucher.kind === "member") return say("admin.voucher.member");
  if (voucher.kind === "entitlement") {
    return say("admin.voucher.right", { count: voucher.uses ?? 1 });
  }
  const off = voucher.type === "percent" ? percent(voucher.value)
    : amount(voucher.value, voucher.currency);
  return say("admin.voucher.discount", { off });
}

/** So many of what a voucher's balance counts: money, or uses. */
export const units = (voucher, number) => (voucher.kind === "gift"
  ? amount(number, voucher.currency) : say("admin.voucher.uses", { count: number }));

/** What is left of a voucher; empty for a member's card. */
export function left(voucher) {
  if (voucher.balance === undefined || voucher.balance === null) return "";
  return units(voucher, voucher.balance.amount ?? voucher.balance);
}

/** How much a voucher's balance holds, as a number. */
export const balance = (voucher) => voucher.balance?.amount ?? voucher.balance ?? 0;

const tones = { active: "yes", blocked: "no", expired: "less", early: "less" };

/** The state as a word with a colour. */
export const statePill = (state) => pill(say(`admin.state.${state}`), tones[state]);

/** The voucher's short name: how its typed code ends. */
export const shortName = (voucher) => (voucher.last_four
  ? `···· ${voucher.last_four}` : voucher.voucher);

// What changed, as one sentence behind the name of the event.
function detail(voucher, step) {
  const parts = [];
  for (const name of ["taken", "amount", "returned", "by"]) {
    if (typeof step[name] !== "number") continue;
    const takes = name === "taken" || (step.event === "held");
    const sign = takes || step[name] < 0 ? "−" : "+";
    parts.push(`${sign}${units(voucher, Math.abs(step[name]))}`);
  }
  if (typeof step.by === "string") parts.push(step.by);
  if (step.last_day) parts.push(say("admin.voucher.until", { day: on(step.last_day) }));
  if (step.until) parts.push(say("admin.voucher.until", { day: at(step.until) }));
  // Where nothing moved, what is left says nothing new.
  if (parts.length && typeof step.balance === "number" && !step.last_day
    && voucher.kind !== "member") {
    parts.push(say("admin.voucher.balance_after", { amount: units(voucher, step.balance) }));
  }
  return parts.join(" · ");
}

/** One movement of a story as an item of a list: what, how much, who, where and when. */
export function movement(voucher, step) {
  const place = [step.shop, step.till].filter(Boolean).join(", ");
  return node("li", { "data-event": step.event },
    node("div", { class: "what" }, node("strong", {}, say(`admin.event.${step.event}`)),
      node("span", { class: "number" }, detail(voucher, step))),
    step.reason || step.message ? node("div", { class: "why" }, step.reason ?? step.message) : null,
    node("div", { class: "soft small" },
      [at(step.at), step.operator, place].filter(Boolean).join(" · ")));
}
