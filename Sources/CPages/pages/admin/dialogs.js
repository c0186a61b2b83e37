// What is asked and shown before the page, in a dialog.
import { node } from "../dom.js";
import { say } from "../words.js";
import { doing } from "./doing.js";
import { field, filled } from "./fields.js";

let dialogs = 0;

// Shows a dialog; `closed` is called when it is over, also because somebody went elsewhere.
function open(content, titleID, closed) {
  const dialog = node("dialog", { class: "sheet", "aria-labelledby": titleID }, content);
  const asked = location.hash;
  const moved = () => { if (location.hash !== asked) dialog.close(); };
  window.addEventListener("hashchange", moved);
  dialog.addEventListener("close", () => {
    window.removeEventListener("hashchange", moved);
    dialog.remove();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks in a dialog, and sends.
 *
 * @param wish `title`, `about` (text or elements), `fields` (wishes of `field`), `word` (of the
 *   button), `danger`, and `send(values, name)`, whose refusal is told in the dialog.
 * @returns {Promise<any>} What `send` gave, or `undefined` if nothing was sent.
 */
export function question({ title, about, fields = [], word, danger = false, send }) {
  const made = fields.map(field);
  const kind = danger ? "danger" : "";
  return new Promise((resolve) => {
    let dialog;
    let gave;
    const form = doing(title, word, { fields: made, about, kind, send, body: () => filled(made) },
      (answer) => { gave = answer ?? true; dialog.close(); }, () => dialog.close());
    dialog = open(form, `${form.id}-title`, () => resolve(gave));
  });
}

/** Something that is shown once, until it is closed. @returns {Promise<void>} Then. */
export function shown(title, ...children) {
  const id = `shown-${dialogs += 1}`;
  const close = node("button", { class: "button" }, say("admin.work.kept_it"));
  return new Promise((resolve) => {
    open(node("form", { method: "dialog" }, node("h2", { id }, title), children.flat(), close),
      id, resolve);
  });
}
