// A form that changes something: reason, before and after, a second person where one is wanted.
import { ask, intention, Refusal, Unreachable } from "../api.js";
import { fill, node } from "../dom.js";
import { complain } from "../session.js";
import { say } from "../words.js";
import { button, field, note } from "./pieces.js";

/** The fields for a second person: `element`, `value()` for a body, shown once it is asked for. */
export function secondPerson() {
  const who = field(say("admin.second.who"), { autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 64 });
  const how = field(say("admin.second.how"), {}, { tag: "select",
    options: [["password", say("admin.second.password")], ["pin", say("admin.second.pin")]] });
  const secret = field(say("admin.second.secret"), { type: "password", autocomplete: "off", maxlength: 256 });
  const element = node("fieldset", { class: "second", hidden: true },
    node("legend", {}, say("admin.second.title")), node("p", { class: "soft small" }, say("admin.second.about")),
    who.element, how.element, secret.element);
  return {
    element,
    // Those who agree sit beside whoever asks; their secret stays in no field.
    forget: () => { secret.input.value = ""; },
    want() { if (element.hidden) { element.hidden = false; who.input.focus(); } },
    value() {
      if (element.hidden) return undefined;
      if (!who.text) { who.wrong(say("admin.fill")); return null; }
      if (!secret.input.value) { secret.wrong(say("admin.fill")); return null; }
      return { operator: who.text, [how.input.value]: secret.input.value };
    },
  };
}

/**
 * A form that changes something.
 *
 * @param title What is done. @param word What the button says.
 * @param parts `fields`: what `field` made; `change()`: `[before, after]` as texts, or `null`; `body()`: what
 *   is sent, `null` after marking what is wrong; `path`; `method`; `hasReason`; `about`; `kind` of the
 *   button; `needsAgreement`: whether a second person may be wanted; `send(body, name)` in place of asking.
 * @param done Called with the answer. @param cancel Called when nothing is to be done.
 */
export function doing(title, word, parts, done, cancel) {
  const reason = parts.hasReason ? field(say("admin.reason"), { maxlength: 200 }, { hint: say("admin.reason.hint") }) : null;
  const second = secondPerson();
  const trouble = node("div", {});
  const change = node("p", { class: "change", "aria-live": "polite" });
  const go = node("button", { class: `button ${parts.kind ?? ""}`.trim() }, word);
  let tried = { text: "", name: "" };

  function drawChange() {
    const both = parts.change?.();
    change.hidden = !both;
    if (both) fill(change, node("span", {}, both[0]), node("span", { "aria-hidden": "true" }, "→"),
      node("span", { class: "unseen" }, say("admin.becomes")), node("strong", {}, both[1]));
  }

  function bodyNow() {
    for (const one of [...parts.fields ?? [], reason]) one?.wrong?.("");
    const own = parts.body();
    if (own === null) return null;
    if (reason && !reason.text) { reason.wrong(say("admin.fill")); return null; }
    const approval = second.value();
    if (approval === null) return null;
    return { ...own, ...(reason ? { reason: reason.text } : {}), ...(approval ? { approval } : {}) };
  }

  async function send(event) {
    event.preventDefault();
    const body = bodyNow();
    if (!body) return;
    // The same wish keeps its name, so that it is never booked twice.
    const text = JSON.stringify(body);
    if (text !== tried.text) tried = { text, name: intention() };
    go.disabled = true;
    fill(trouble);
    try {
      const answer = parts.send ? await parts.send(body, tried.name)
        : await ask(parts.method ?? "POST", parts.path, { body, name: tried.name, milliseconds: 30_000 });
      done(answer);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
      second.forget();
      fill(trouble, note("no", complain(error)));
      if (error.code === "approval_required" && parts.needsAgreement) second.want();
      if (error.code === "approval_required" || error.code === "approval_unproven") tried = { text: "", name: "" };
    } finally {
      go.disabled = false;
    }
  }

  const form = node("form", { class: "doing", novalidate: true, onsubmit: send, oninput: drawChange },
    node("h2", {}, title), parts.about ? node("p", { class: "soft" }, parts.about) : null,
    (parts.fields ?? []).map(({ element }) => element), change, reason?.element ?? null,
    second.element, trouble,
    node("div", { class: "row" }, go, cancel ? button(say("common.cancel"), "quiet", cancel) : null));
  drawChange();
  return form;
}
