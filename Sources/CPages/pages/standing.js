// How this till stands: whether somebody answers, what waits, and what it knows without a network.
import { fill, node, one } from "./dom.js";
import { canWithout } from "./counter.js";
import { isAway } from "./reach.js";
import { amountIn, sentenceOf, timeAt } from "./till-words.js";
import { desk, waitingCount } from "./till.js";
import { say } from "./words.js";

const hour = 3_600_000;

/** Shows in the head whether somebody answers, how much waits, and how old the kit is. */
export function drawPill() {
  const { device } = desk;
  const count = waitingCount() + (device.standing()?.unsent ?? 0);
  const isOut = isAway();
  const age = isOut && canWithout() ? device.till.age(Date.now()) : null;
  const pill = one("pill");
  pill.className = `pill ${isOut ? "no" : count || device.trouble ? "less" : "yes"}`;
  // On a phone it has a line of its own.
  pill.classList.toggle("long", age !== null);
  const words = [
    say(isOut ? "common.offline" : "common.online"),
    count ? say("till.unsent", { count }) : null,
    age ? say("till.as_of", { when: timeAt(age.issuedAt, device.till) }) : null,
  ].filter(Boolean).join(" · ");
  // Filled anew only with other words, so that a reader of the screen is not told twice.
  if (pill.textContent !== words) pill.textContent = words;
}

/**
 * Shows what this till may do without a network, while there is none; or what keeps it from being
 * one, which somebody has to look at before there is none.
 */
export function drawStanding() {
  const { device } = desk;
  const place = one("standing");
  const trouble = device.fault ?? device.trouble;
  const lines = trouble ? [sentenceOf(trouble.code)]
    : isAway() && canWithout() ? withoutLines(device) : [];
  place.hidden = lines.length === 0;
  const words = lines.join("\n");
  if (place.dataset.words === words) return;
  place.dataset.words = words;
  place.dataset.tone = toneOf(device, trouble);
  fill(place, lines.map((line) => node("p", {}, line)));
}

function toneOf({ till }, trouble) {
  const age = till?.age(Date.now());
  return trouble || !age || age.expiresAt - Date.now() < 12 * hour ? "less" : "";
}

function withoutLines({ till }) {
  const { expiresAt } = till.age(Date.now());
  const { limits, today, currency } = till.status(Date.now());
  const isOver = Date.now() >= expiresAt;
  const money = Math.max(0, limits.perDay - today.money);
  const uses = Math.max(0, limits.usesPerDay - today.uses);
  return [
    say(isOver ? "cashier.without.ended" : "cashier.without",
      { when: timeAt(expiresAt, till) }),
    isOver ? null : [
      say("cashier.without.money",
        { amount: amountIn(money, currency), each: amountIn(limits.perVoucher, currency) }),
      say("cashier.without.uses", { count: uses }),
    ].join(" "),
  ].filter(Boolean);
}
