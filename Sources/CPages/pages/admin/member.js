// A member: what is known, the accounts with every movement, the card, and what the office can do.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { language, say } from "../words.js";
import { button, drawn } from "./buttons.js";
import { memberActions } from "./member-actions.js";
import { back, facts, list, note, nothing, part, pill } from "./pieces.js";
import { at, on } from "./values.js";
import { movement } from "./voucher-words.js";

/** Shows the member with a number, and says what was done last. */
export async function showMember(main, session, number, done = null) {
  const path = `/v1/members/${encodeURIComponent(number)}`;
  const { value: member, tag } = await ask("GET", path, { isTagged: true });
  const redraw = (word) => showMember(main, session, number, word);
  const desk = node("div", {});
  const paper = node("div", {});
  const standing = member.erased ? say("admin.members.erased")
    : member.standing === "blocked" ? say("admin.members.stopped") : null;
  drawActions(desk, paper, member, tag, redraw);
  fill(main, back("members"),
    node("div", { class: "row head" }, node("h1", {}, member.name || member.member),
      standing ? pill(standing, "no") : null),
    done ? note("yes", done) : null,
    node("div", { class: "split" },
      node("section", { class: "sheet" }, about(member)),
      node("div", { class: "beside" }, desk, paper),
      node("div", {}, accounts(member), story(member))));
}

function about(member) {
  const liked = Object.entries(member.preferences ?? {})
    .map(([name, text]) => `${name}: ${text}`).join(", ");
  const agreed = (member.consents ?? []).filter(({ withdrawn_at: end }) => !end)
    .map(({ purpose }) => say(`admin.consent.${purpose}`)).join(", ");
  const days = { first: on(member.first_day), last: on(member.last_day) };
  return facts([
    [say("admin.members.number"), member.member], [say("admin.members.contact"), member.contact],
    [say("admin.members.birthday"), member.birthday],
    [say("admin.members.since"), at(member.enrolled_at)],
    [say("admin.members.card"), say("admin.voucher.days", days)],
    [say("admin.members.agreed"), agreed], [say("admin.members.likes"), liked],
    [say("admin.members.erased"), at(member.erased_at)],
  ]);
}

// Units of an asset with its decimals, `12,5`.
const unitsOf = (value, scale) => new Intl.NumberFormat(language, {
  minimumFractionDigits: scale, maximumFractionDigits: scale,
}).format(value / 10 ** scale);

function lot({ left, last_day: last }, scale) {
  const until = last ? say("admin.voucher.until", { day: on(last) }) : say("admin.members.no_end");
  return node("li", {}, node("span", { class: "number" }, unitsOf(left, scale)),
    node("span", { class: "soft" }, until));
}

function accounts(member) {
  const cards = member.holdings.map(({ balance, lots }) => node("div", {},
    node("p", { class: "left" }, unitsOf(balance.amount, balance.scale),
      node("span", { class: "soft" }, balance.asset)),
    lots.length ? node("ul", { class: "rows" }, lots.map((one) => lot(one, balance.scale)))
      : null));
  return part(say("admin.members.accounts"),
    cards.length ? node("div", { class: "grid" }, cards)
      : nothing(say("admin.members.no_accounts")),
    member.movements.length ? movements(member.movements) : null);
}

function movements(all) {
  const moved = ({ units, scale }) => `${units > 0 ? "+" : "−"}${unitsOf(Math.abs(units), scale)}`;
  return node("div", {}, node("h3", {}, say("admin.members.movements")),
    list(say("admin.members.movements"), [
      { head: say("admin.members.when"), of: (row) => at(row.at) },
      { head: say("admin.members.asset"), of: (row) => row.asset },
      { head: say("admin.members.units"), of: moved, number: true },
      { head: say("admin.members.balance"), of: (row) => unitsOf(row.balance, row.scale),
        number: true },
      { head: say("admin.reason"), of: (row) => row.reason },
    ], [...all].reverse()));
}

function story(member) {
  const steps = [...member.story].reverse().filter(({ event }) => event !== undefined);
  return part(say("admin.voucher.story"), node("ol", { class: "story" }, steps.map((step) =>
    movement({ kind: "member" }, { ...step, event: known(step.event) }))));
}

const own = ["enrolled", "refused", "redeemed", "blocked", "unblocked", "extended", "erased",
  "replaced", "issued", "merge"];
// The events of the programme are many; those without a word of their own are told by their kind.
const known = (event) => (own.includes(event) ? event : "programme");

function drawActions(desk, paper, member, tag, redraw) {
  const close = () => drawActions(desk, paper, member, tag, redraw);
  const offered = memberActions(member, tag).map(({ name, kind, form, run }) =>
    button(say(`admin.member_action.${name}`), run ?? (() => {
      const made = form(redraw, close);
      fill(desk, node("section", { class: "sheet" }, made));
      made.querySelector("input, button")?.focus();
    }), kind));
  const card = member.erased || member.standing === "blocked" ? null
    : button(say("admin.members.show_card"), () => showCard(paper, member.member), "");
  fill(desk, part(say("admin.voucher.actions"), node("div", { class: "actions" }, card, offered)));
}

// The card as the member's phone shows it, with a code that changes every half minute.
async function showCard(paper, number) {
  const live = await ask("GET", `/v1/members/${number}/live-code`);
  const left = node("p", { class: "soft", "aria-live": "off" });
  const place = node("section", { class: "sheet ticket" },
    await drawn(live.live, { class: "qr", alt: say("admin.code.qr") }),
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
