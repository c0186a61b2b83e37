// A voucher: what it is, everything that happened to it, and what the office can do.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { back, button, date, facts, note, when } from "./pieces.js";
import { balance, left, movement, pill, promise, shortName, units } from "./voucher-words.js";
import { actions } from "./voucher-actions.js";
import { ticket } from "./voucher-code.js";

/** Shows the voucher with an id, and says below its name what was done last. */
export async function showVoucher(main, session, id, done = null) {
  const voucher = await ask("GET", `/v1/vouchers/${encodeURIComponent(id)}`);
  const again = (word) => showVoucher(main, session, id, word);
  const desk = node("div", { class: "no-print" });
  const paper = node("div", {});
  if (session.role === "admin") drawActions(desk, paper, voucher, again);
  const story = [...voucher.story].reverse();
  const column = session.role === "admin" ? [desk, paper] : [];
  fill(main, back("#/vouchers", say("admin.vouchers")),
    node("div", { class: "row head" }, node("h1", {}, promise(voucher)), pill(voucher.state)),
    done ? note("yes", done) : null,
    node("div", { class: column.length ? "split" : "" },
      node("section", { class: "sheet" }, about(voucher)),
      column.length ? node("div", { class: "beside" }, column) : null,
      node("section", { class: "sheet no-print" }, node("h2", {}, say("admin.voucher.story")),
        node("ol", { class: "story" }, story.map((step) => movement(voucher, step))))));
}

function about(voucher) {
  const face = voucher.face_value?.amount ?? voucher.face_value;
  const held = holds(voucher.story).map((step) => say("admin.voucher.held_until",
    { amount: units(voucher, step.amount), time: when(step.until) }));
  return [
    node("p", { class: "left" }, left(voucher) || promise(voucher),
      typeof face === "number" && voucher.kind !== "member" && face > balance(voucher)
        ? node("span", { class: "soft" }, say("admin.voucher.of", { amount: units(voucher, face) })) : null),
    facts([
      [say("admin.voucher.code"), node("span", { class: "code" }, shortName(voucher))],
      [say("admin.vouchers.voucher"), voucher.voucher],
      [say("admin.voucher.valid"), say("admin.voucher.days", { first: date(voucher.first_day), last: date(voucher.last_day) })],
      [say("admin.vouchers.label"), voucher.label],
      [say("admin.voucher.held"), held.length ? node("ul", { class: "plain" }, held.map((text) => node("li", {}, text))) : null],
      [say("admin.voucher.minimum"), voucher.minimum_spend ? units({ kind: "gift", currency: voucher.currency }, voucher.minimum_spend) : null],
      [say("admin.voucher.issued"), when(voucher.issued_at)],
      [say("admin.voucher.batch"), voucher.batch],
      [say("admin.voucher.key"), String(voucher.key)],
    ]),
  ];
}

// What is put aside still: held, and neither taken nor given back, nor over.
function holds(story) {
  const ended = new Set(story.map((step) => step.hold).filter(Boolean));
  return story.filter((step) => step.event === "held" && !ended.has(step.operation.replace(/^op_/, "hld_"))
    && new Date(step.until) > new Date());
}

function drawActions(desk, paper, voucher, again) {
  const close = () => drawActions(desk, paper, voucher, again);
  const offered = actions(voucher).map(({ name, kind, form }) => button(say(`admin.action.${name}`), kind ?? "quiet", () => {
    const made = form((word) => again(word), close);
    fill(desk, node("section", { class: "sheet" }, made));
    made.querySelector("input, select, button")?.focus();
  }));
  const showCode = button(say("admin.code.show"), "", async () => {
    showCode.disabled = true;
    fill(paper, await ticket(voucher));
    showCode.hidden = true;
  });
  fill(desk, node("section", { class: "sheet" }, node("h2", {}, say("admin.voucher.actions")),
    node("div", { class: "actions" }, showCode, offered)));
}
