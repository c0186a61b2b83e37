// Taking vouchers: look at the code, take what is due of it, once.
import { askAmount } from "./amount-form.js";
import { accept, refuse } from "./answer.js";
import { ask, Refusal, Unreachable } from "./api.js";
import { day } from "./amounts.js";
import { bill, draw, owe, pay, turn } from "./bill.js";
import * as log from "./day-log.js";
import { one } from "./dom.js";
import { brand } from "./masthead.js";
import { show } from "./result.js";
import { offerUndo, steps, wait } from "./steps.js";
import { own, perform, place, shown } from "./till.js";
import { language, say } from "./words.js";

const rest = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const isCollecting = () => one("collect").checked;
// Goes up with everything that is done, so that what comes late does not hide what came after it.
let round = 0;

/** A code was presented: scanned, typed or seen by the camera. */
export async function present(text) {
  const mine = round += 1;
  turn();
  try {
    const card = await look(text, mine);
    // What needs no question is taken, also where the next code came before there was an answer.
    const isTaken = card?.kind === "entitlement" && !isCollecting();
    if (isTaken) await redeem(card, text, { uses: 1 }, mine);
    else if (!card || mine !== round) passOver(text);
    else if (card.kind === "member") greet(card, text);
    else if (isCollecting()) collect(card, text);
    else if (bill.left > 0 && fits(card)) {
      await redeem(card, text, { amount: own(part(card)) }, mine);
    } else offer(card, text);
  } catch (error) {
    refuse(error, text, mine === round);
  }
}

// Another code came before this one was answered, or before anybody said how much. Nothing was
// taken, and the day's list says so.
function passOver(text) {
  log.add({ at: new Date().toISOString(), word: "passed_over", last: text.slice(-4) });
}

const fits = ({ kind, balance }) => kind === "discount" || balance?.currency === brand.currency;
// Of a gift card what is there, of a discount the price that it is reckoned on.
const part = ({ kind, available, balance }) =>
  (kind === "gift" ? Math.min(bill.left, (available ?? balance).amount) : bill.left);

// Looking changes nothing, so it is asked until somebody answers or another code comes; null then.
async function look(text, mine) {
  for (let tries = 0; mine === round; tries += 1) {
    try {
      const body = { voucher: text, ...place() };
      return await ask("POST", "/v1/checks", { body, milliseconds: 5000 });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (tries === 0 && mine === round) wait("cashier.waiting");
      await rest(2000);
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

function collect({ kind, balance, voucher }, text) {
  const isGift = kind === "gift";
  const title = [say(`till.kind.${kind}`), isGift ? shown(balance) : ""].join(" ").trim();
  if (!bill.collected.some((other) => other.voucher === voucher)) {
    bill.collected.push({ text, title, voucher });
  }
  draw();
  steps();
  const { length: count } = bill.collected;
  show("card", isGift ? shown(balance) : null, [say("cashier.collected", { count })]);
}

// What is on it, and how much of it is to be taken.
function offer(card, text) {
  const isGift = card.kind === "gift";
  show("card", isGift ? shown(card.available ?? card.balance) : null, [
    say(isGift ? "till.ask_amount" : "till.ask_price"),
    say("till.until", { day: day(card.last_day, language) }),
  ]);
  const mine = round;
  const use = (demand) =>
    redeem(card, text, demand, mine).catch((error) => refuse(error, text, mine === round));
  const wish = {
    label: say(isGift ? "till.how_much" : "cashier.due"), action: say("till.use"),
    currency: card.balance?.currency ?? brand.currency,
  };
  askAmount(wish, (amount) => use({ amount }), isGift ? () => use({ all: true }) : null);
}

async function redeem(card, text, demand, mine) {
  const body = { voucher: text, ...demand, ...withMember(), ...place() };
  const done = await perform("/v1/redemptions", body, () => { if (mine === round) wait(); });
  const isShown = mine === round;
  const paid = accept(done, text, isShown);
  if (isShown) offerUndo(() => undo(done.redemption, paid));
}

const withMember = () => (bill.member ? { member: bill.member.text } : {});

/** Takes all that was collected, or nothing. */
export async function takeTogether() {
  const mine = round += 1;
  if (bill.left === null) {
    show("card", null, [say("till.ask_price")]);
    one("due").focus();
    return;
  }
  try {
    const [cards, due] = [bill.collected, bill.left];
    const vouchers = cards.map(({ text }) => text);
    const body = { vouchers, due: own(due), ...withMember(), ...place() };
    const done = await perform("/v1/baskets", body, () => wait());
    bill.collected = bill.collected.filter((card) => !cards.includes(card));
    pay(due);
    log.add({
      at: new Date().toISOString(), word: "accepted", last: "", kind: "basket",
      redemption: done.basket, taken: due, currency: brand.currency,
    });
    if (mine !== round) return;
    show("accepted", shown(own(due)), [say("cashier.paid")]);
    offerUndo(() => undo(done.basket, due));
  } catch (error) {
    refuse(error, "", mine === round);
  }
}

/** Puts back what this till took within the last minute. */
export async function undo(redemption, amount) {
  const mine = round += 1;
  try {
    await perform(`/v1/redemptions/${redemption}/undo`, place(), () => wait());
    log.undone(redemption);
    owe(amount);
    if (mine !== round) return;
    steps();
    show("undone", amount ? shown(own(amount)) : null, [say("till.put_back")]);
  } catch (error) {
    refuse(error, "", mine === round);
  }
}
