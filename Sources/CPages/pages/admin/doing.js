// A form that changes something: reason, before and after, a second person where one is wanted.
import { ask, intention } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { button, trouble } from "./buttons.js";
import { field, hold, reason } from "./fields.js";
import { note } from "./pieces.js";
import { secondPerson } from "./second-person.js";

let forms = 0;

/**
 * A form that changes something.
 *
 * What was meant keeps its name as long as it is the same, so that whoever presses again after no
 * answer does nothing twice.
 *
 * @param title What is done. @param word What the button says.
 * @param parts `fields`: what `field` made; `change()`: `[before, after]` as texts, or `null`;
 *   `body()`: what is sent, `null` after marking what is wrong; `path`; `method`; `hasReason`;
 *   `about`: text or elements; `kind` of the button; `needsAgreement`: whether a second person may
 * be
 *   wanted; `send(body, name)` in place of asking.
 * @param done Called with the answer. @param cancel Called when nothing is to be done.
 * @returns The form; its heading's id is that of the form with `-title`.
 */
export function doing(title, word, parts, done, cancel) {
  const id = `doing-${forms += 1}`;
  const why = parts.hasReason ? field({ ...reason(), required: false }) : null;
  const fields = parts.fields ?? [];
  const second = secondPerson();
  const told = node("div", {});
  const change = node("p", { class: "change", "aria-live": "polite" });
  const go = node("button", { class: `button ${parts.kind ?? ""}`.trim() }, word);
  let tried = { text: "", name: "" };

  function drawChange() {
    const both = parts.change?.();
    change.hidden = !both;
    if (!both) return;
    fill(change, node("span", {}, both[0]), node("span", { "aria-hidden": "true" }, "→"),
      node("span", { class: "unseen" }, say("admin.becomes")), node("strong", {}, both[1]));
  }

  function bodyNow() {
    for (const one of [...fields, why]) one?.wrong("");
    const own = parts.body();
    if (own === null || !hold(fields)) return null;
    if (why && !why.text) {
      why.wrong(say("admin.fill"));
      return null;
    }
    const approval = second.value();
    if (approval === null) return null;
    return { ...own, ...(why && { reason: why.text }), ...(approval && { approval }) };
  }

  function refused(error) {
    second.forget();
    fill(told, note("no", trouble(error)));
    if (error.code === "approval_required" && parts.needsAgreement) second.want();
    // With somebody's agreement it is another wish.
    if (["approval_required", "approval_unproven"].includes(error.code)) {
      tried = { text: "", name: "" };
    }
  }

  async function send(event) {
    event.preventDefault();
    const body = bodyNow();
    if (!body) return;
    const text = JSON.stringify(body);
    if (text !== tried.text) tried = { text, name: intention() };
    go.disabled = true;
    fill(told);
    try {
      const wish = { body, name: tried.name, milliseconds: 30_000 };
      done(parts.send ? await parts.send(body, tried.name)
        : await ask(parts.method ?? "POST", parts.path, wish));
    } catch (error) {
      refused(error);
    } finally {
      go.disabled = false;
    }
  }

  const form = node("form", {
    class: "doing", id, novalidate: true, onsubmit: send, oninput: drawChange,
  }, node("h2", { id: `${id}-title` }, title),
  parts.about ? node("div", { class: "about" }, parts.about) : null,
  fields.map(({ element }) => element), change, why?.element, second.element, told,
  node("div", { class: "row" }, go, cancel ? button(say("common.cancel"), cancel) : null));
  drawChange();
  return form;
}
