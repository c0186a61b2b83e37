// Taking vouchers: look at the code, take what is due of it, once.
import { askAmount } from "./amount-form.js";
import { accept, refuse } from "./answer.js";
import { day } from "./amounts.js";
import { bill, draw, owe, pay, turn } from "./bill.js";
import { canWithout, look, putBack, take } from "./counter.js";
import * as log from "./day-log.js";
import { one } from "./dom.js";
import { brand } from "./masthead.js";
import { show } from "./result.js";
import { isAway } from "./reach.js";
import { needNetwork, offerUndo, steps, wait } from "./steps.js";
import { own, perform, place, shown } from "./till.js";
import { language, say } from "./words.js";

const isCollecting = () => one("collect").checked;
// Goes up with everything that is done, so that what comes late does not hide what came after it.
let round = 0;

/** A code was presented: scanned, typed or seen by the camera. */
export async function present(text) {
  const mine = round += 1;
  turn();
  try {
    const card = await look(text, () => mine === round,
      () => { if (mine === round) wait("cashier.waiting"); });
    // What needs no question is taken, also where the next code came before there was an answer.
    const isTaken = card?.kind === "entitlement" && !isCollecting();
    if (isTaken) await redeem(card, text, { uses: 1 }, mine);
    else if (!card || mine !== round) passOver(text);
    else if (card.isSent) wait();
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

function greet(card, text) {
  if (card.isOffline) {
    // What a till takes without a network is nobody's in particular.
    steps();
    show("member", null, [say("cashier.member_away")]);
    return;
  }
  bill.member = { text, name: card.name ?? say("cashier.somebody") };
  draw();
  steps();
  show("member", bill.member.name, [say("cashier.member_kept")]);
}

function collect({ kind, balance, voucher, isOffline }, text) {
  if (isOffline) {
    needNetwork("cashier.needs.together");
    return;
  }
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
  const { available, balance, isOffline } = card;
  const isLimited = isGift && isOffline && available.amount < balance.amount;
  show("card", isGift ? shown(isOffline ? balance : available ?? balance) : null, [
    say(isGift ? "till.ask_amount" : "till.ask_price"),
    isLimited ? say("till.takeable", { amount: shown(available) }) : null,
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
  const done = await take(card, text, demand, withMember(),
    () => { if (mine === round) wait(); });
  const isShown = mine === round;
  const paid = accept(done, text, isShown);
  if (isShown) offerUndo(() => undo(done, paid));
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
  if (isAway() && canWithout()) {
    needNetwork("cashier.needs.together");
    return;
  }
  try {
    const [cards, due] = [bill.collected, bill.left];
    const vouchers = cards.map(({ text }) => text);
    const body = { vouchers, due: own(due), ...withMember(), ...place() };
    const done = await perform("/v1/baskets", body,
      { isAway: () => wait(), vouchers: cards.map(({ voucher }) => voucher) });
    bill.collected = bill.collected.filter((card) => !cards.includes(card));
    pay(due);
    log.add({
      at: new Date().toISOString(), word: "accepted", last: "", kind: "basket",
      redemption: done.basket, taken: due, currency: brand.currency,
      vouchers: cards.map(({ voucher }) => voucher),
    });
    if (mine !== round) return;
    show("accepted", shown(own(due)), [say("cashier.paid")]);
    offerUndo(() => undo({ redemption: done.basket }, due));
  } catch (error) {
    refuse(error, "", mine === round);
  }
}

// Puts back what this till took within the last minute.
async function undo(done, amount) {
  const mine = round += 1;
  try {
    await putBack(done, () => wait());
    log.undone(done.redemption);
    owe(amount);
    if (mine !== round) return;
    steps();
    show("undone", amount ? shown(own(amount)) : null, [say("till.put_back")]);
  } catch (error) {
    refuse(error, "", mine === round);
  }
}
