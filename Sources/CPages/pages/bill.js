// What the customer has to pay, what is left of it, and whose card was shown.
import { typed } from "./amounts.js";
import { fill, node, one } from "./dom.js";
import { brand } from "./masthead.js";
import { own, shown } from "./till.js";
import { language, say } from "./words.js";

/** In minor units of the shop's currency; `left` is null where no amount was typed. */
export const bill = { due: null, left: null, member: null, collected: [] };

/** Takes an amount off what is left. */
export function pay(amount) {
  if (bill.left !== null) bill.left = Math.max(0, bill.left - amount);
  draw();
}

/** Puts an amount back. */
export function owe(amount) {
  if (bill.left !== null) bill.left = Math.min(bill.due, bill.left + amount);
  draw();
}

/** The next customer. */
export function clear() {
  Object.assign(bill, { due: null, left: null, member: null, collected: [] });
  one("due").value = "";
  read();
}

/** Begins anew where the last one was paid in full. */
export function turn() { if (bill.left === 0) clear(); }

/** Reads what was typed; gives whether it is an amount or nothing. */
export function read() {
  const text = one("due").value;
  const amount = text.trim() === "" ? null : typed(text, brand.currency, language);
  const isWrong = Number.isNaN(amount);
  one("due").setAttribute("aria-invalid", String(isWrong));
  one("due-wrong").textContent = isWrong ? say("error.bad_amount") : "";
  [bill.due, bill.left] = isWrong || amount === 0 ? [null, null] : [amount, amount];
  draw();
  return !isWrong;
}

function remove(card) {
  bill.collected = bill.collected.filter((other) => other !== card);
  draw();
}

/** Shows it. */
export function draw() {
  one("left-box").hidden = bill.left === null || bill.left === bill.due;
  if (bill.left !== null) {
    one("left").textContent = bill.left === 0 ? say("cashier.paid") : shown(own(bill.left));
  }
  one("member").hidden = bill.member === null;
  if (bill.member) {
    one("member").textContent = say("cashier.with_member", { name: bill.member.name });
  }
  const list = one("basket");
  list.hidden = bill.collected.length === 0;
  one("together").hidden = bill.collected.length === 0;
  fill(list, bill.collected.map((card) => node("li", {},
    node("span", {}, card.title),
    node("button", { class: "button quiet", type: "button", onclick: () => remove(card) },
      say("cashier.remove")))));
}
