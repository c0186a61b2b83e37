// Taking vouchers: look at the code, take what is due of it, once.
import { ask, Refusal, Unreachable } from "./api.js";
import { day, moment, typed } from "./amounts.js";
import { bill, draw, owe, pay, turn } from "./bill.js";
import * as log from "./day-log.js";
import { fill, node, one } from "./dom.js";
import { brand } from "./masthead.js";
import { change, show, wordFor } from "./result.js";
import { complain } from "./session.js";
import { own, perform, place, shown, tillName } from "./till.js";
import { language, say } from "./words.js";

const undoMilliseconds = 60_000;
let round = 0;
let ticking = 0;

/** What is shown before anything was scanned. */
export function ready(key = "cashier.ready.take") {
  steps();
  show("ready", null, [say(key)]);
}

/** Shows what can be done next; nothing for nothing. */
export function steps(...children) {
  clearInterval(ticking);
  one("steps").hidden = children.length === 0;
  fill(one("steps"), children);
}

/** Says "no" in the place of the last answer, and keeps it for the day. */
export function refuse(error, text) {
  if (!(error instanceof Refusal)) throw error;
  const word = wordFor(error);
  const { facts = {} } = error.problem;
  const lines = facts.at && word === "used" ? whenUsed(facts) : [complain(error)];
  if (facts.last_day) lines.push(say("till.until", { day: day(facts.last_day, language) }));
  if (facts.first_day) lines.push(say("till.from", { day: day(facts.first_day, language) }));
  show(word, facts.available !== undefined && word === "not_enough" ? shown(facts.available) : null, lines);
  steps();
  log.add({ at: new Date().toISOString(), word, last: text.slice(-4) });
}

// Where it was this till a moment ago, it counted: that is no reason to worry anybody.
function whenUsed({ at, shop, till, operator }) {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(at)) / 1000));
  if (seconds < 60 && till === (tillName() ?? till)) return [say("till.just_now", { count: seconds })];
  const place = brand.shops.find((known) => known.shop === shop)?.name ?? shop;
  const when = moment(at, language, brand.time_zone);
  return [say(operator ? "till.used_by" : "till.used", { when, shop: place, till, operator })];
}

/** A code was presented: scanned, typed or seen by the camera. */
export async function present(text) {
  const mine = round += 1;
  turn();
  try {
    const card = await look(text, mine);
    if (!card) return;
    // What needs no question is taken, also where the next code came before there was an answer.
    const isTaken = card.kind === "entitlement" && !one("collect").checked;
    if (mine !== round && !isTaken) return;
    if (isTaken) await redeem(card, text, { uses: 1 }, mine);
    else if (card.kind === "member") greet(card, text);
    else if (one("collect").checked) collect(card, text);
    else if (bill.left > 0 && fits(card)) await redeem(card, text, { amount: own(part(card)) }, mine);
    else offer(card, text);
  } catch (error) {
    if (mine === round) refuse(error, text);
    else if (!(error instanceof Refusal)) throw error;
  }
}

const fits = ({ kind, balance }) => kind === "discount" || balance?.currency === brand.currency;
// Of a gift card what is there, of a discount the price that it is reckoned on.
const part = ({ kind, available, balance }) => (kind === "gift" ? Math.min(bill.left, (available ?? balance).amount) : bill.left);

// Looking changes nothing, so it is asked until somebody answers or another code comes.
async function look(text, mine) {
  for (let tries = 0; mine === round; tries += 1) {
    try {
      return await ask("POST", "/v1/checks", { body: { voucher: text, ...place() }, milliseconds: 5000 });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (tries === 0) show("waiting", null, [say("cashier.waiting")]);
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
    }
  }
  return null;
}

function greet(card, text) {
  bill.member = { text, name: card.name ?? say("cashier.somebody") };
  draw();
  steps();
  show("member", bill.member.name, [say("cashier.member_kept")]);
}

function collect(card, text) {
  const title = card.kind === "gift" ? `${say("till.kind.gift")} ${shown(card.balance)}` : say(`till.kind.${card.kind}`);
  if (!bill.collected.some((other) => other.voucher === card.voucher)) bill.collected.push({ text, title, voucher: card.voucher });
  draw();
  steps();
  show("card", card.kind === "gift" ? shown(card.balance) : null, [say("cashier.collected", { count: bill.collected.length })]);
}

// What is on it, and how much of it is to be taken.
function offer(card, text) {
  const isGift = card.kind === "gift";
  show("card", isGift ? shown(card.available ?? card.balance) : null,
    [say(isGift ? "till.ask_amount" : "till.ask_price"), say("till.until", { day: day(card.last_day, language) })]);
  const amount = node("input", { id: "amount", class: "large number", inputmode: "decimal", autocomplete: "off", maxlength: "20" });
  const wrong = node("p", { class: "wrong", role: "alert" });
  const mine = round;
  const use = (demand) => redeem(card, text, demand, mine).catch((error) => refuse(error, text));
  steps(node("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const minor = typed(amount.value, (card.balance ?? brand).currency ?? brand.currency, language);
    wrong.textContent = minor > 0 ? "" : say("error.bad_amount");
    if (minor > 0) use({ amount: { amount: minor, currency: card.balance?.currency ?? brand.currency } });
  } },
  node("label", { for: "amount" }, say(isGift ? "till.how_much" : "cashier.due")),
  node("div", { class: "row" }, node("div", { class: "grow" }, amount),
    node("button", { class: "button" }, say("till.use")),
    isGift ? node("button", { class: "button quiet", type: "button", id: "all", onclick: () => use({ all: true }) }, say("till.use_all")) : null),
  wrong));
  amount.focus();
}

async function redeem(card, text, demand, mine) {
  const body = { voucher: text, ...demand, ...(bill.member ? { member: bill.member.text } : {}), ...place() };
  const done = await perform("/v1/redemptions", body, () => {
    if (mine === round) { steps(); show("waiting", null, [say("cashier.waiting_kept")]); }
  });
  accept(done, text, mine === round);
}

/** What was taken: shown, if nothing was scanned since, and kept for the day. */
export function accept(done, text = "", isShown = true) {
  const taken = done.discount ?? done.taken;
  const isMoney = taken?.currency !== undefined;
  if (isMoney && taken.currency === brand.currency) pay(taken.amount);
  log.add({ at: done.at, word: "accepted", last: text.slice(-4), kind: done.kind, redemption: done.redemption, voucher: done.voucher,
    ...(isMoney ? { taken: taken.amount, currency: taken.currency } : {}) });
  if (!isShown) return;
  const lines = [];
  if (done.kind === "gift") lines.push(change(shown({ ...taken, amount: taken.amount + done.balance.amount }), shown(done.balance)));
  if (done.kind === "entitlement" && done.balance > 0) lines.push(say("till.uses_left", { count: done.balance }));
  if (bill.left !== null) lines.push(bill.left === 0 ? say("cashier.paid") : say("cashier.left_is", { amount: shown(own(bill.left)) }));
  show("accepted", isMoney ? shown(taken) : say(`till.kind.${done.kind}`), lines);
  offerUndo(done.redemption, isMoney && taken.currency === brand.currency ? taken.amount : 0);
}

/** Takes all that was collected, or nothing. */
export async function takeTogether() {
  const mine = round += 1;
  if (bill.left === null) { show("card", null, [say("till.ask_price")]); one("due").focus(); return; }
  const cards = bill.collected;
  try {
    const body = { vouchers: cards.map(({ text }) => text), due: own(bill.left), ...(bill.member ? { member: bill.member.text } : {}), ...place() };
    const done = await perform("/v1/baskets", body, () => { steps(); show("waiting", null, [say("cashier.waiting_kept")]); });
    bill.collected = [];
    const due = bill.left;
    pay(due);
    log.add({ at: new Date().toISOString(), word: "accepted", last: "", kind: "basket", redemption: done.basket, taken: due, currency: brand.currency });
    if (mine !== round) return;
    show("accepted", shown(own(due)), [say("cashier.paid")]);
    offerUndo(done.basket, due);
  } catch (error) {
    refuse(error, "");
  }
}

// One button for a minute, which says how long it is still there.
function offerUndo(redemption, amount) {
  const until = Date.now() + undoMilliseconds;
  const button = node("button", { class: "button quiet large", type: "button", id: "undo", onclick: () => undo(redemption, amount) });
  const tick = () => {
    const seconds = Math.round((until - Date.now()) / 1000);
    if (seconds > 0) button.textContent = say("till.undo", { seconds });
    else steps();
  };
  steps(button);
  tick();
  ticking = setInterval(tick, 1000);
}

/** Puts back what this till took within the last minute. */
export async function undo(redemption, amount) {
  round += 1;
  try {
    await perform(`/v1/redemptions/${redemption}/undo`, place(), () => show("waiting", null, [say("cashier.waiting_kept")]));
    log.undone(redemption);
    owe(amount);
    steps();
    show("undone", amount ? shown(own(amount)) : null, [say("till.put_back")]);
  } catch (error) {
    refuse(error, "");
  }
}
