// A voucher: what it is, everything that happened to it, and what the office can do.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { button } from "./buttons.js";
import { back, facts, note, part } from "./pieces.js";
import { at, on } from "./values.js";
import { actions } from "./voucher-actions.js";
import { ticket } from "./voucher-code.js";
import {
  balance, left, movement, promise, shortName, statePill, units,
} from "./voucher-words.js";

/** Shows the voucher with an id, and says below its name what was done last. */
export async function showVoucher(main, session, id, done = null) {
  const voucher = await ask("GET", `/v1/vouchers/${encodeURIComponent(id)}`);
  const redraw = (word) => showVoucher(main, session, id, word);
  const desk = node("div", { class: "no-print" });
  const paper = node("div", {});
  const mayAct = session.role === "admin";
  if (mayAct) drawActions(desk, paper, voucher, redraw);
  const story = [...voucher.story].reverse();
  fill(main, back("vouchers"),
    node("div", { class: "row head" }, node("h1", {}, promise(voucher)), statePill(voucher.state)),
    done ? note("yes", done) : null,
    node("div", { class: mayAct ? "split" : "" },
      node("section", { class: "sheet" }, about(voucher)),
      mayAct ? node("div", { class: "beside" }, desk, paper) : null,
      node("section", { class: "sheet no-print" }, node("h2", {}, say("admin.voucher.story")),
        node("ol", { class: "story" }, story.map((step) => movement(voucher, step))))));
}

function about(voucher) {
  const face = voucher.face_value?.amount ?? voucher.face_value;
  const isPart = typeof face === "number" && voucher.kind !== "member" && face > balance(voucher);
  const held = holds(voucher.story).map((step) => node("li", {},
    say("admin.voucher.held_until", { amount: units(voucher, step.amount),
      time: at(step.until) })));
  const days = { first: on(voucher.first_day), last: on(voucher.last_day) };
  const minimum = voucher.minimum_spend
    && units({ kind: "gift", currency: voucher.currency }, voucher.minimum_spend);
  return [
    node("p", { class: "left" }, left(voucher) || promise(voucher), isPart
      ? node("span", { class: "soft" }, say("admin.voucher.of", { amount: units(voucher, face) }))
      : null),
    facts([
      [say("admin.voucher.code"), node("span", { class: "code" }, shortName(voucher))],
      [say("admin.vouchers.voucher"), voucher.voucher],
      [say("admin.voucher.valid"), say("admin.voucher.days", days)],
      [say("admin.vouchers.label"), voucher.label],
      [say("admin.voucher.held"), held.length ? node("ul", { class: "plain" }, held) : null],
      [say("admin.voucher.minimum"), minimum],
      [say("admin.voucher.issued"), at(voucher.issued_at)],
      [say("admin.voucher.batch"), voucher.batch],
      [say("admin.voucher.key"), String(voucher.key)],
    ]),
  ];
}

// What is put aside still: held, and neither taken nor given back, nor over.
function holds(story) {
  const ended = new Set(story.map((step) => step.hold).filter(Boolean));
  return story.filter((step) => step.event === "held" && new Date(step.until) > new Date()
    && !ended.has(step.operation.replace(/^op_/, "hld_")));
}

function drawActions(desk, paper, voucher, redraw) {
  const close = () => drawActions(desk, paper, voucher, redraw);
  const offered = actions(voucher).map(({ name, kind, form }) =>
    button(say(`admin.action.${name}`), () => {
      const made = form(redraw, close);
      fill(desk, node("section", { class: "sheet" }, made));
      made.querySelector("input, select, button")?.focus();
    }, kind));
  const showCode = button(say("admin.code.show"), async () => {
    fill(paper, await ticket(voucher));
    showCode.hidden = true;
  }, "");
  fill(desk, part(say("admin.voucher.actions"),
    node("div", { class: "actions" }, showCode, offered)));
}
