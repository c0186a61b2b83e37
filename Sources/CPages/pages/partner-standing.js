// How the partner's till stands, always in sight: how long it is good, what is left of today, and
// whether somebody answers.
import { fill, node, one } from "./dom.js";
import { amountIn, sentenceOf, timeAt } from "./till-words.js";
import { say } from "./words.js";

const hour = 3_600_000;

/** Shows in the head whether somebody answers, and how much was not sent. */
export function drawPill(device) {
  const unsent = device.standing()?.unsent ?? 0;
  const isAway = device.isReached === false;
  const pill = one("pill");
  pill.hidden = !device.isPaired || (device.isReached === null && !unsent);
  pill.className = `pill ${isAway ? "no" : unsent || device.trouble ? "less" : "yes"}`;
  const words = [
    device.isReached === null ? null : say(isAway ? "common.offline" : "common.online"),
    unsent ? say("till.unsent", { count: unsent }) : null,
  ].filter(Boolean).join(" · ");
  // Filled anew only with other words, so that a reader of the screen is not told twice.
  if (pill.textContent !== words) pill.textContent = words;
}

/**
 * Shows until when the till is good, and what may be taken today.
 * @param {Device} device of device.js
 * @param {number} conflicts how many nobody has looked at
 * @param {() => void} look opens them
 */
export function drawStanding(device, conflicts, look) {
  const place = one("standing");
  const { till } = device;
  place.hidden = till === null;
  if (!till) return;
  const now = Date.now();
  const { tone, lines } = kitLines(device, now);
  place.dataset.tone = tone === "no" || !(conflicts || device.trouble) ? tone : "less";
  const focus = document.activeElement?.id === "look";
  fill(place, lines.map(([style, text]) => node("p", { class: style }, text)),
    device.trouble ? node("p", { id: "trouble" }, troubleText(device)) : null,
    conflicts ? node("button", { id: "look", class: "button quiet", type: "button",
      onclick: look }, say("partner.conflicts.new", { count: conflicts })) : null);
  if (focus) one("look")?.focus();
}

const troubleText = ({ trouble }) =>
  say("partner.trouble", { what: sentenceOf(trouble.code) });

function kitLines(device, now) {
  const { till } = device;
  if (device.isRevoked) return { tone: "no", lines: [["until", sentenceOf("device_revoked")]] };
  const age = till.age(now);
  if (!age) return { tone: "less", lines: [["until", say("till.kit.none")]] };
  const until = timeAt(age.expiresAt, till);
  const isOver = now >= age.expiresAt;
  const tone = isOver ? "no" : age.expiresAt - now < 12 * hour || age.isStale ? "less" : "";
  return { tone, lines: [
    ["until", say(isOver ? "partner.ended" : "partner.until", { when: until })],
    ["soft", say("partner.as_of", { when: timeAt(age.issuedAt, till) })],
    ...(isOver ? [] : [["soft", limitsText(device.standing())]]),
  ] };
}

/** What may still be taken today without the book. */
function limitsText({ limits, today, currency }) {
  const money = Math.max(0, limits.perDay - today.money);
  const uses = Math.max(0, limits.usesPerDay - today.uses);
  return [
    limits.perDay ? say("partner.left.money", {
      amount: amountIn(money, currency), each: amountIn(limits.perVoucher, currency) }) : null,
    limits.usesPerDay ? say("partner.left.uses", { count: uses }) : null,
    limits.perDay || limits.usesPerDay ? null : say("partner.left.nothing"),
  ].filter(Boolean).join(" ");
}
