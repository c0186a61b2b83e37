// The card on its holder's telephone: opens from a link, and needs no network afterwards.
import { ask, Refusal } from "./api.js";
import { drawFace, now, tick } from "./card-code.js";
import { askToGive, drawGiven, finish, makeOwn, refusalText } from "./card-give.js";
import { sealed } from "./card-live.js";
import { drawStory } from "./card-story.js";
import { asOf, span } from "./card-text.js";
import { all, drop, put, stay } from "./card-wallet.js";
import { fill, node, one } from "./dom.js";
import { begin } from "./masthead.js";
import { keepPage } from "./upkeep.js";
import { say } from "./words.js";

// A clock that is off by more is told; codes are made for the right time either way.
const tellSkew = 45_000;
// What is older is told above the card.
const tellAge = 12 * 3_600_000;

let cards = [];
let held = null;
let isLive = true;
let isAway = false;
// What is said once above the card, by its words, until something else happens.
let outcome = null;

/** A link's secret, `tcl_…_vch_3_70001`, and whose card it opens. */
function linked(text) {
  const found = /tcl_[0-9a-z]{32}_((?:mem|vch)_[0-9_]+)/.exec(text ?? "");
  return found && { secret: found[0], id: found[1] };
}

// The secret leaves the address at once: it is kept here, and in no list of pages that were
// visited.
async function takeLink() {
  const link = linked(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (link) await keepLink(link);
}

async function keepLink({ id, secret }) {
  const known = cards.find((other) => other.id === id);
  if (known?.secret !== secret) {
    const skew = known?.skew ?? 0;
    await put({
      id, secret, key: null, seen: null, skew, usedAt: Date.now(), pending: null, given: null,
    });
  } else {
    await put({ ...known, usedAt: Date.now() });
  }
  cards = await all();
  await stay();
}

async function show(next) {
  held = next;
  outcome = null;
  isLive = true;
  draw();
  await refresh();
}

async function refresh() {
  const mine = held;
  if (!mine || mine.given) return;
  try {
    if (mine.pending) return await replaced(await finish(mine));
    const asked = Date.now();
    const answer = await ask("POST", "/v1/cards", { body: { secret: mine.secret } });
    const { live_key: digits, ...seen } = answer;
    const heard = Date.now();
    // Half of the way there and back is what the answer is old.
    if (heard - asked < 10_000) {
      mine.skew = Math.round(Date.parse(seen.as_of) - (asked + heard) / 2);
    }
    if (digits && (!mine.key || mine.seen?.token !== seen.token)) mine.key = await sealed(digits);
    mine.seen = seen;
    mine.ended = false;
    isAway = false;
    await put(mine);
    // Whoever reads further down is not disturbed where nothing but the time has changed.
    if (mine === held && drawn === signature()) return notes();
  } catch (error) {
    if (error instanceof Refusal && error.code === "card_link_ended") {
      // Nobody may go on showing what has ended.
      await drop(mine.id);
      cards = await all();
      mine.ended = true;
    } else if (error instanceof Refusal && mine.seen) {
      outcome = { tone: "less", text: refusalText(error) };
    } else {
      isAway = true;
    }
  }
  if (mine === held) draw();
}

async function replaced(next) {
  const wasGift = !next.given;
  cards = await all();
  await show(next);
  if (wasGift) { outcome = { tone: "yes", text: say("card.own.done") }; draw(); }
}

const isSeen = () => document.visibilityState === "visible";
// What is drawn now, but for the time that it is of.
let drawn = "";
const signature = () => JSON.stringify([held?.id, isAway, outcome, { ...held?.seen, as_of: "" }]);

function draw() {
  drawn = signature();
  one("pill").hidden = !isAway;
  one("pill").textContent = say("common.offline");
  notes();
  menu();
  if (!held || held.ended) return nothing();
  if (held.given) return drawGiven(held, forget);
  if (!held.seen) return waiting();
  drawFace(held, isLive && held.key !== null,
    (wanted) => { isLive = wanted; draw(); one("other-code")?.focus(); });
  drawStory(held, () => askToGive(held, replaced));
}

function notes() {
  if (held?.seen) {
    for (const place of document.querySelectorAll(".as-of")) place.textContent = asOf(held);
  }
  const list = [];
  const note = (tone, ...children) => list.push(node("div", { class: `note ${tone}` }, children));
  if (outcome) note(outcome.tone, node("p", {}, outcome.text));
  if (held?.seen && !held.given && !held.ended) {
    const age = now(held) - Date.parse(held.seen.as_of);
    if (age > tellAge) {
      note("less", node("p", {}, `${say("card.old", { age: span(age) })} ${asOf(held)}`));
    }
    if (Math.abs(held.skew) > tellSkew) {
      note("", node("p", {}, say(held.skew > 0 ? "card.clock.behind" : "card.clock.ahead",
        { by: span(held.skew) })));
    }
    if (held.seen.gift && held.seen.may_be_given) {
      note("gift", node("h2", {}, say("card.gift")),
        held.seen.gift.message ? node("blockquote", {}, held.seen.gift.message) : null,
        node("p", {}, say("card.own.about")),
        node("button", { id: "own", class: "button quiet", type: "button", onclick: own },
          say("card.own")));
    }
  }
  // Filled anew only with other words, so that a reader of the screen is not told twice.
  const words = list.map(({ textContent }) => textContent).join("");
  if (words !== one("notes").textContent) fill(one("notes"), list);
}

async function own(event) {
  event.target.disabled = true;
  try {
    await replaced(await makeOwn(held));
  } catch (error) {
    const text = error instanceof Refusal ? refusalText(error) : say("card.give.away");
    outcome = { tone: "less", text };
    draw();
  }
}

function waiting() {
  fill(one("story"));
  fill(one("face"), node("section", { class: "sheet" }, node("h1", {}, say("card.title")),
    node("p", { role: "status" }, say(isAway ? "card.first_needs_network" : "card.opening")),
    isAway ? node("button", { class: "button", type: "button", onclick: refresh },
      say("common.try_again")) : null));
}

// No card, or one whose link has ended. An app on the home screen needs its link pasted once.
function nothing() {
  fill(one("story"));
  fill(one("face"), node("section", { class: "sheet" },
    node("h1", {}, say(held?.ended ? "card.ended" : "card.none")),
    node("p", {}, say(held?.ended ? "card.ended.about" : "card.none.about")),
    node("form", { onsubmit: paste },
      node("div", { class: "field" }, node("label", { for: "link" }, say("card.paste")),
        node("input", {
          id: "link", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
          "aria-describedby": "link-wrong",
        }),
        node("p", { id: "link-wrong", class: "wrong", role: "alert" })),
      node("button", { class: "button quiet", type: "submit" }, say("card.paste.do")))));
}

async function paste(event) {
  event.preventDefault();
  const link = linked(one("link").value);
  one("link-wrong").textContent = link ? "" : say("card.paste.wrong");
  if (!link) return one("link").focus();
  await keepLink(link);
  return show(cards[0]);
}

function menu() {
  const place = one("menu") ?? one("own-menu");
  if (!place) return;
  const others = cards.length > 1
    ? node("div", { class: "field" }, node("label", { for: "which" }, say("card.which")),
      node("select", { id: "which", onchange: choose }, cards.map(({ id, seen }) => node("option",
        { value: id, selected: id === held?.id },
        `${seen ? say(`card.kind.${seen.kind}`) : say("card.title")} · ${id.split("_").at(-1)}`))))
    : null;
  const away = held && !held.ended ? node("div", { class: "field" },
    node("button", { id: "forget", class: "button quiet", type: "button", onclick: forget },
      say("card.forget"))) : null;
  fill(place, others, away);
}

async function choose(event) {
  const next = cards.find(({ id }) => id === event.target.value);
  next.usedAt = Date.now();
  await put(next);
  await show(next);
}

async function forget() {
  if (!held.given && !confirm(say("card.forget.sure"))) return;
  await drop(held.id);
  cards = await all();
  await show(cards[0] ?? null);
}

// Whoever stands at a till does not want the screen to go dark.
async function stayAwake() {
  if (!isSeen()) return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch { /* A telephone that saves power says no. */ }
}

cards = await all();
await takeLink();
[held = null] = cards;
keepPage("card");
await begin();
document.addEventListener("language", draw);
document.addEventListener("visibilitychange", () => {
  stayAwake();
  if (isSeen()) refresh();
});
addEventListener("online", refresh);
addEventListener("hashchange", async () => { await takeLink(); await show(cards[0] ?? null); });
setInterval(() => {
  if (held?.seen && !held.given && !held.ended) tick(held, isLive && held.key !== null);
}, 250);
setInterval(() => { if (isSeen() && !held?.ended) refresh(); }, 20_000);
stayAwake();
await show(held);
