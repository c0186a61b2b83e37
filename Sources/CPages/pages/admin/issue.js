// Issuing one gift certificate in two steps: what it holds, then how it looks before it counts.
import { typed } from "../amounts.js";
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { language, say } from "../words.js";
import { button } from "./buttons.js";
import { doing } from "./doing.js";
import { badAmount, field, tick } from "./fields.js";
import { note } from "./pieces.js";
import { amount, on } from "./values.js";
import { ticket } from "./voucher-code.js";

/** Shows the first step, or the certificate that `rest` names, which was just issued. */
export async function show(main, session, rest) {
  if (rest[0]) return issued(main, rest[0]);
  describe(main, { amount: "", last: "", label: "", isLater: false });
}

function describe(main, draft) {
  const worth = field({
    label: say("admin.amount_in", { currency: brand.currency }), value: draft.amount,
    inputmode: "decimal", most: 24, class: "large",
  });
  const last = field({
    label: say("admin.vouchers.last_day"), hint: say("admin.issue.last.hint"),
    type: "date", value: draft.last,
  });
  const label = field({
    label: say("admin.vouchers.label"), hint: say("admin.issue.label.hint"),
    most: 100, value: draft.label,
  });
  const later = tick(say("admin.issue.when_sold"), draft.isLater);
  const next = (event) => {
    event.preventDefault();
    const minor = typed(worth.text, brand.currency, language);
    worth.wrong(minor > 0 ? "" : badAmount());
    if (!(minor > 0)) return;
    preview(main, {
      amount: worth.text, minor, last: last.text, label: label.text, isLater: later.input.checked,
    });
  };
  fill(main, node("h1", {}, say("admin.issue")),
    node("form", { class: "sheet step", novalidate: true, onsubmit: next },
      node("p", { class: "soft" }, say("admin.issue.step", { step: 1, of: 2 })),
      worth.element, last.element, label.element, later.element,
      node("button", { class: "button" }, say("admin.issue.preview"))),
    node("p", {}, node("a", { href: "#/bulk" }, say("admin.issue.many"))));
  worth.input.focus();
}

// What the service is asked for.
function wish(draft) {
  return {
    kind: "gift", amount: { amount: draft.minor, currency: brand.currency },
    ...(draft.last && { last_day: draft.last }), ...(draft.label && { label: draft.label }),
    ...(draft.isLater && { when_sold: true }),
  };
}

function preview(main, draft) {
  const until = draft.last ? say("admin.voucher.until", { day: on(draft.last) })
    : say("admin.issue.last.usual");
  const paper = node("section", {
    class: "ticket sheet preview", "aria-label": say("admin.code.ticket"),
  }, node("p", { class: "soft" }, brand.name),
  node("p", { class: "worth" }, amount(draft.minor)),
  node("div", { class: "qr blank", "aria-hidden": "true" }),
  draft.label ? node("p", {}, draft.label) : null,
  node("p", { class: "soft" }, until),
  draft.isLater ? node("p", { class: "soft" }, say("admin.issue.when_sold")) : null);
  const form = doing(say("admin.issue.really"), say("admin.issue.now"), {
    path: "/v1/vouchers", body: () => wish(draft), needsAgreement: true,
    about: say("admin.issue.really.about"),
  }, (answer) => { location.hash = `#/issue/${answer.vouchers[0].voucher}`; },
  () => describe(main, draft));
  fill(main, node("h1", {}, say("admin.issue")),
    node("div", { class: "step" }, paper, node("div", { class: "sheet" },
      node("p", { class: "soft" }, say("admin.issue.step", { step: 2, of: 2 })), form)));
  form.querySelector("button").focus();
}

async function issued(main, id) {
  const voucher = await ask("GET", `/v1/vouchers/${encodeURIComponent(id)}`);
  const paper = await ticket(voucher);
  fill(main, node("h1", { class: "no-print" }, say("admin.issue.done")),
    node("div", { class: "step" }, note("yes no-print", say("admin.issue.done.about")), paper,
      node("div", { class: "row no-print" },
        button(say("admin.issue.another"), () => { location.hash = "#/issue"; }),
        node("a", { href: `#/vouchers/${voucher.voucher}` }, say("admin.issue.to_story")))));
}
