// Selling in two steps: scan the card, say how much.
import { ask, Refusal } from "./api.js";
import { typed } from "./amounts.js";
import { node } from "./dom.js";
import { brand } from "./masthead.js";
import { show } from "./result.js";
import { perform, place, shown } from "./till.js";
import { refuse, steps } from "./take.js";
import { language, say } from "./words.js";

/** A card was presented to be sold or topped up. */
export async function present(text) {
  try {
    const card = await ask("POST", "/v1/checks", { body: { voucher: text, ...place() } });
    if (card.kind === "gift") offerMore(card, text);
    else show("refused", null, [say("error.not_a_gift_card")]);
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_activated") offerSale(text);
    else refuse(error, text);
  }
}

async function sell(text, more) {
  try {
    const card = await perform("/v1/sales", { voucher: text, ...more }, () => show("waiting", null, [say("cashier.waiting_kept")]));
    steps();
    show("accepted", card.balance === undefined ? null : shown(card.balance), [say(more.amount ? "cashier.topped_up" : "cashier.sold")]);
  } catch (error) {
    refuse(error, text);
  }
}

function offerSale(text) {
  show("card", null, [say("cashier.not_sold")]);
  const button = node("button", { id: "sell", class: "button large", type: "button", onclick: () => sell(text, {}) }, say("cashier.sell_it"));
  steps(button);
  button.focus();
}

function offerMore(card, text) {
  const { currency } = card.balance ?? brand;
  show("card", shown(card.balance), [say("cashier.ask_more")]);
  const amount = node("input", { id: "amount", class: "large number", inputmode: "decimal", autocomplete: "off", maxlength: "20" });
  const wrong = node("p", { class: "wrong", role: "alert" });
  steps(node("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const minor = typed(amount.value, currency, language);
    wrong.textContent = minor > 0 ? "" : say("error.bad_amount");
    if (minor > 0) sell(text, { amount: { amount: minor, currency } });
  } },
  node("label", { for: "amount" }, say("cashier.how_much_more")),
  node("div", { class: "row" }, node("div", { class: "grow" }, amount), node("button", { class: "button" }, say("cashier.top_up"))), wrong));
  amount.focus();
}
