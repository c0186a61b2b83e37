// A member: what is known, the accounts with every movement, the card, and what the office can do.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { language, say } from "../words.js";
import { memberActions } from "./member-actions.js";
import { back, button, date, facts, list, note, nothing, when } from "./pieces.js";
import { movement } from "./voucher-words.js";
import { drawn } from "./voucher-code.js";

/** Shows the member with a number, and says what was done last. */
export async function showMember(main, session, number, done = null) {
  const { value: member, tag } = await ask("GET", `/v1/members/${encodeURIComponent(number)}`, { isTagged: true });
  const again = (word) => showMember(main, session, number, word);
  const desk = node("div", {});
  const paper = node("div", {});
  drawActions(desk, paper, member, tag, again);
  fill(main, back("#/members", say("admin.members")),
    node("div", { class: "row head" }, node("h1", {}, member.name || member.member),
      member.erased ? node("span", { class: "pill no" }, say("admin.members.erased"))
        : member.standing === "blocked" ? node("span", { class: "pill no" }, say("admin.members.stopped")) : null),
    done ? note("yes", done) : null,
    node("div", { class: "split" },
      node("section", { class: "sheet" }, about(member)), node("div", { class: "beside" }, desk, paper),
      node("div", {}, accounts(member), story(member))));
}

function about(member) {
  const liked = Object.entries(member.preferences ?? {}).map(([name, text]) => `${name}: ${text}`).join(", ");
  const agreed = (member.consents ?? []).filter(({ withdrawn_at: end }) => !end)
    .map(({ purpose }) => say(`admin.consent.${purpose}`)).join(", ");
  return facts([[say("admin.members.number"), member.member], [say("admin.members.contact"), member.contact],
    [say("admin.members.birthday"), member.birthday], [say("admin.members.since"), when(member.enrolled_at)],
    [say("admin.members.card"), say("admin.voucher.days", { first: date(member.first_day), last: date(member.last_day) })],
    [say("admin.members.agreed"), agreed], [say("admin.members.likes"), liked],
    [say("admin.members.erased"), member.erased_at ? when(member.erased_at) : null]]);
}

// Units of an asset with its decimals, `12,5`.
const unitsOf = (value, scale) => new Intl.NumberFormat(language, { minimumFractionDigits: scale, maximumFractionDigits: scale }).format(value / 10 ** scale);

function accounts(member) {
  const lot = (scale) => (one) => node("li", {}, node("span", { class: "number" }, unitsOf(one.left, scale)),
    node("span", { class: "soft" }, one.last_day ? say("admin.voucher.until", { day: date(one.last_day) }) : say("admin.members.no_end")));
  const cards = member.holdings.map(({ balance, lots }) => node("div", {},
    node("p", { class: "left" }, unitsOf(balance.amount, balance.scale), node("span", { class: "soft" }, balance.asset)),
    lots.length ? node("ul", { class: "rows" }, lots.map(lot(balance.scale))) : null));
  const rows = [...member.movements].reverse().map((one) => [when(one.at), one.asset,
    `${one.units > 0 ? "+" : "−"}${unitsOf(Math.abs(one.units), one.scale)}`, unitsOf(one.balance, one.scale), one.reason]);
  return node("section", { class: "sheet" }, node("h2", {}, say("admin.members.accounts")),
    cards.length ? node("div", { class: "grid" }, cards) : nothing(say("admin.members.no_accounts")),
    rows.length ? node("div", {}, node("h3", {}, say("admin.members.movements")), list(
      [say("admin.members.when"), say("admin.members.asset"), [say("admin.members.units"), "number"], [say("admin.members.balance"), "number"], say("admin.reason")],
      rows, say("admin.members.movements")).element) : null);
}

function story(member) {
  const steps = [...member.story].reverse().filter(({ event }) => event !== undefined);
  return node("section", { class: "sheet" }, node("h2", {}, say("admin.voucher.story")),
    node("ol", { class: "story" }, steps.map((step) => movement({ kind: "member" }, { ...step, event: known(step.event) }))));
}

const own = ["enrolled", "refused", "redeemed", "blocked", "unblocked", "extended", "erased", "replaced", "issued", "merge"];
// The events of the programme are many; those without a word of their own are told by their kind.
const known = (event) => (own.includes(event) ? event : "programme");

function drawActions(desk, paper, member, tag, again) {
  const close = () => drawActions(desk, paper, member, tag, again);
  const offered = memberActions(member, tag).map(({ name, kind, form, run }) => button(say(`admin.member_action.${name}`), kind, async () => {
    if (run) return run(desk);
    const made = form((word) => again(word), close);
    fill(desk, node("section", { class: "sheet" }, made));
    made.querySelector("input, button")?.focus();
  }));
  const card = button(say("admin.members.show_card"), "", () => showCard(paper, member.member));
  fill(desk, node("section", { class: "sheet" }, node("h2", {}, say("admin.voucher.actions")),
    node("div", { class: "actions" }, member.erased || member.standing === "blocked" ? null : card, offered)));
}

// The card as the member's phone shows it, with a code that changes every half minute.
async function showCard(paper, number) {
  const live = await ask("GET", `/v1/members/${number}/live-code`);
  const left = node("p", { class: "soft", "aria-live": "off" });
  const place = node("section", { class: "sheet ticket" }, await drawn(live.live),
    node("p", { class: "code typed-code" }, live.typed_code), left);
  fill(paper, place);
  let seconds = live.seconds_left;
  const tell = () => fill(left, say("admin.members.new_code", { count: seconds }));
  tell();
  const clock = setInterval(() => {
    seconds -= 1;
    if (place.isConnected && seconds > 0) return tell();
    clearInterval(clock);
    if (place.isConnected) showCard(paper, number).catch(() => fill(paper));
  }, 1000);
}
