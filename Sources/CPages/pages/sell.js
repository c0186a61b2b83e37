// Selling in two steps: scan the card, say how much.
import { askAmount } from "./amount-form.js";
import { refuse } from "./answer.js";
import { ask, Refusal, Unreachable } from "./api.js";
import { node } from "./dom.js";
import { brand } from "./masthead.js";
import { isAway } from "./reach.js";
import { show } from "./result.js";
import { needNetwork, steps, wait } from "./steps.js";
import { perform, place, shown } from "./till.js";
import { say } from "./words.js";

/** A card was presented to be sold or topped up. */
export async function present(text) {
  if (isAway()) {
    needNetwork("cashier.needs.sell");
    return;
  }
  try {
    const card = await ask("POST", "/v1/checks", { body: { voucher: text, ...place() } });
    if (card.kind === "gift") offerMore(card, text);
    else show("refused", null, [say("error.not_a_gift_card")]);
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_activated") offerSale(text);
    else if (error instanceof Unreachable) needNetwork("cashier.needs.sell");
    else refuse(error, text);
  }
}

async function sell(text, more) {
  try {
    const card = await perform("/v1/sales", { voucher: text, ...more }, { isAway: () => wait() });
    steps();
    show("accepted", card.balance === undefined ? null : shown(card.balance),
      [say(more.amount ? "cashier.topped_up" : "cashier.sold")]);
  } catch (error) {
    refuse(error, text);
  }
}

function offerSale(text) {
  show("card", null, [say("cashier.not_sold")]);
  const button = node("button",
    { id: "sell", class: "button large", type: "button", onclick: () => sell(text, {}) },
    say("cashier.sell_it"));
  steps(button);
  button.focus();
}

function offerMore(card, text) {
  const { currency } = card.balance ?? brand;
  show("card", shown(card.balance), [say("cashier.ask_more")]);
  const wish = { label: say("cashier.how_much_more"), action: say("cashier.top_up"), currency };
  askAmount(wish, (amount) => sell(text, { amount }));
}
