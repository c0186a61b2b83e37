// The side of the card that a till reads: the code, how long it lives, and what it is worth.
import { money } from "./amounts.js";
import { fill, node, one, sign } from "./dom.js";
import { liveText, secondsLeft, stepAt } from "./card-live.js";
import { dayText, worthText } from "./card-text.js";
import { outline, symbol } from "./qr.js";
import { has, language, say } from "./words.js";

const space = "http://www.w3.org/2000/svg";
const round = 2 * Math.PI * 16;

/** What is drawn in the box of the service, by names. */
function drawn(name, attributes, ...children) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * A QR code as a picture, black on white.
 *
 * @param {string} text What it holds.
 * @param {string} label What a reader of the screen says of it.
 */
export function picture(text, label) {
  const { rows } = symbol(text);
  const size = rows.length + 8;
  const made = drawn("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label,
    "shape-rendering": "crispEdges" },
    drawn("rect", { width: size, height: size, fill: "#fff" }),
    drawn("path", { d: outline(rows), fill: "#000" }));
  made.classList.add("symbol");
  return made;
}

/** What the service's clock says now. */
export const now = (held) => Date.now() + (held.skew ?? 0);

/**
 * Draws the face of a card.
 *
 * @param held The card as the wallet keeps it.
 * @param isLive Whether the code is to change; one without a key for it never does.
 * @param choose Called with `true` or `false` when somebody wants the other code.
 */
export function drawFace(held, isLive, choose) {
  const { seen } = held;
  const over = stopped(held);
  fill(one("face"), node("article", { class: "face", "aria-label": say("card.title") },
    head(seen), over ?? code(held, isLive), over ? null : foot(held, isLive, choose)));
  if (!over) draw(held, isLive);
}

function head(seen) {
  if (seen.kind !== "member") {
    return node("div", { class: "face-head" },
      node("h1", { class: "whole" }, say(`card.kind.${seen.kind}`)),
      node("p", { class: "worth number", id: "worth" }, worthText(seen)),
      seen.face && seen.kind === "gift" && seen.face.amount !== seen.balance.amount
        ? node("p", {}, say("card.of", {
          amount: money(seen.face.amount, seen.face.currency, language),
        })) : null);
  }
  const level = seen.tiers?.[0];
  return node("div", { class: "face-head" },
    node("h1", {}, seen.name ? say("card.hello", { name: seen.name }) : say("card.kind.member")),
    level ? node("p", { class: "level" }, level.level) : null);
}

// A card that is not taken today shows why, and no code.
function stopped(held) {
  const { seen } = held;
  const today = new Date(now(held)).toISOString().slice(0, 10);
  const codes = (seen.refused ?? []).map(({ code }) => code);
  if (codes.length === 0 && seen.last_day < today) codes.push("expired");
  if (codes.length === 0) return null;
  const [first] = codes;
  const isUsed = first === "already_redeemed";
  const words = has(`card.stop.${first}`) ? say(`card.stop.${first}`)
    : has(`error.${first}`) ? say(`error.${first}`) : seen.refused[0].message;
  return node("div", { class: "stopped", "data-tone": isUsed ? "used" : "no", role: "status" },
    sign(isUsed ? "M5 12.5l4.5 4.5L19 7.5" : "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M6 6l12 12"),
    node("h2", {}, words), node("p", { class: "soft" }, say("card.ask_shop")));
}

function code(held, isLive) {
  const { seen } = held;
  const ring = drawn("svg", { viewBox: "0 0 40 40", "aria-hidden": "true" },
    drawn("circle", { cx: 20, cy: 20, r: 16 }),
    drawn("circle", { cx: 20, cy: 20, r: 16, class: "left", id: "ring",
      "stroke-dasharray": `${round} ${round}` }));
  return node("div", { class: "shown" },
    node("div", { id: "symbol" }),
    isLive ? node("div", { class: "turn", id: "turn" }, ring,
      node("span", { id: "left", class: "number", role: "timer", "aria-live": "off" })) : null,
    node("p", { class: "typed code" }, node("span", { class: "unseen" }, say("card.typed")),
      seen.typed_code.split("-").flatMap((group, at) =>
        (at ? [node("wbr"), "-", group] : [group]))));
}

function foot({ seen, key }, isLive, choose) {
  return node("div", { class: "face-foot" },
    node("p", { class: "soft" },
      say(isLive ? "card.live.about" : key ? "card.static.about" : "card.bearer")),
    node("p", { class: "soft small" },
      `${say("card.bright")} ${say("card.good_until", { day: dayText(seen.last_day) })}`),
    key ? node("div", { class: "row" },
      node("button", {
        id: "other-code", class: "button quiet", type: "button", onclick: () => choose(!isLive),
      },
      say(isLive ? "card.static" : "card.live"))) : null);
}

let step = null;
let drawing = 0;

// Another code is drawn when its half minute begins; what was begun before it is dropped.
async function draw(held, isLive) {
  drawing += 1;
  const mine = drawing;
  step = stepAt(now(held));
  const text = isLive ? await liveText(held.seen.token, held.key, now(held)) : held.seen.token;
  if (mine === drawing && one("symbol")) {
    fill(one("symbol"), picture(text, say(isLive ? "card.symbol.live" : "card.symbol")));
  }
  if (isLive) count(held);
}

function count(held) {
  const left = secondsLeft(now(held));
  one("ring")?.setAttribute("stroke-dasharray", `${(round * left) / 30} ${round}`);
  one("turn")?.toggleAttribute("data-late", left <= 5);
  const words = say("card.left", { count: Math.ceil(left) });
  if (one("left") && one("left").textContent !== words) one("left").textContent = words;
}

/** Counts down, and draws another code at its half minute; called several times a second. */
export function tick(held, isLive) {
  if (!isLive || !one("turn")) return;
  if (stepAt(now(held)) !== step) draw(held, isLive);
  else count(held);
}
