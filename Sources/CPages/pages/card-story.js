// What stands below the code: what is there, what comes next, where it is taken, what was booked.
import { money } from "./amounts.js";
import { picture } from "./card-code.js";
import { asOf, benefitText, dayText, quantity, timeText, worthText } from "./card-text.js";
import { fill, node, one } from "./dom.js";
import { language, say } from "./words.js";

// How many movements are shown before somebody wants them all.
const few = 8;

/** Draws all that stands below the code. */
export function drawStory(held, give) {
  const { seen } = held;
  fill(one("story"),
    balances(held), benefits(seen), ahead(seen), gift(seen, give), places(seen), movements(seen));
}

const sheet = (title, ...children) => node("section", { class: "sheet" }, node("h2", {}, title),
  children.flat());

function balances(held) {
  const { seen } = held;
  if (seen.kind === "member" && seen.holdings.length === 0) return null;
  if (seen.kind !== "member") {
    return sheet(say("card.balance"),
      node("div", { class: "holding" }, node("strong", { class: "number" }, worthText(seen)),
        node("span", { class: "soft as-of" }, asOf(held))),
      node("p", { class: "soft" }, say("card.good_from_to", {
        first: dayText(seen.first_day), last: dayText(seen.last_day),
      })));
  }
  return sheet(say("card.balance"), node("p", { class: "soft as-of" }, asOf(held)),
    seen.holdings.map(holding));
}

function holding({ balance, pending, lots }) {
  const ends = lots.filter((lot) => lot.last_day);
  return node("div", { class: "holding" },
    node("strong", { class: "number" }, quantity(balance.amount, balance.scale)),
    node("span", {}, balance.asset),
    pending ? node("p", { class: "whole soft" },
      say("card.pending", { amount: quantity(pending.amount, pending.scale) })) : null,
    ends.slice(0, 4).map((lot) => node("p", { class: "whole soft" },
      say("card.lot", {
        amount: `${quantity(lot.left, balance.scale)} ${balance.asset}`,
        day: dayText(lot.last_day) }))));
}

function benefits({ benefits: list }) {
  if (list.length === 0) return null;
  return sheet(say("card.benefits"), node("ul", { class: "rows" }, list.map((benefit) =>
    node("li", {}, node("details", {
      class: "benefit", ontoggle: (event) => show(event.target, benefit),
    },
    node("summary", {}, benefitText(benefit)),
    node("p", { class: "soft small" },
      say("card.good_until", { day: dayText(benefit.last_day) })))))));
}

// A code is drawn when somebody wants to see it.
function show(details, benefit) {
  if (!details.open || details.querySelector(".symbol")) return;
  details.append(picture(benefit.token, say("card.symbol")),
    node("p", { class: "code right" }, benefit.typed_code));
}

function ahead({ next }) {
  if (!next || next.length === 0) return null;
  return sheet(say("card.next"), next.map((sentence) =>
    node("p", { class: "next", lang: "en" }, sentence)));
}

function gift(seen, give) {
  if (!seen.may_be_given) return null;
  return sheet(say("card.give"), node("p", { class: "soft" }, say("card.give.about")),
    node("button", { id: "give", class: "button quiet", type: "button", onclick: give },
      say("card.give.do")));
}

function places({ places: list }) {
  return sheet(say("card.places"), node("ul", { class: "rows" }, list.map((place) =>
    node("li", {}, node("span", {}, place.name),
      place.partner ? node("span", { class: "soft" }, say("card.partner")) : null))));
}

function movements(seen) {
  const list = seen.movements.toReversed();
  if (list.length === 0) {
    return sheet(say("card.movements"),
      node("p", { class: "soft" }, say("card.movements.none")));
  }
  const rows = (part) => node("ul", { class: "rows" }, part.map((moved) => movement(moved, seen)));
  return sheet(say("card.movements"), rows(list.slice(0, few)),
    list.length > few ? node("details", { class: "more" },
      node("summary", {}, say("card.movements.more", { count: list.length - few })),
      rows(list.slice(few))) : null);
}

function movement(moved, seen) {
  const mark = moved.units < 0 ? "−" : "+";
  const size = Math.abs(moved.units);
  const currency = seen.balance?.currency;
  const [amount, rest] = moved.asset
    ? [`${quantity(size, moved.scale)} ${moved.asset}`, quantity(moved.balance, moved.scale)]
    : currency ? [money(size, currency, language), money(moved.balance, currency, language)]
      : [quantity(size, 0), quantity(moved.balance, 0)];
  const where = [moved.place, moved.reason, timeText(moved.at)].filter(Boolean).join(" · ");
  return node("li", { class: "moved" },
    node("div", { class: "grow" }, say(`card.what.${moved.what}`),
      node("div", { class: "soft small" }, where)),
    node("div", { class: "right number" },
      node("span", { class: moved.units < 0 ? "loss" : "gain" }, `${mark}${amount}`),
      node("div", { class: "soft small" }, say("card.after", { amount: rest }))));
}

