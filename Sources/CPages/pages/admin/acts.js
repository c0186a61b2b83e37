// Doing something in the office: a question in a dialog, sent under one name until it is answered.
import { ask, intention } from "../api.js";
import { fill, node } from "../dom.js";
import { complain } from "../session.js";
import { say } from "../words.js";

let dialogs = 0;

function control(field, id) {
  const about = field.hint ? `${id}-hint` : null;
  const common = { id, name: field.name, "aria-describedby": about, required: field.required === true };
  if (field.options) {
    return node("select", common, field.options.map(([value, text]) =>
      node("option", { value, selected: value === (field.value ?? "") }, text)));
  }
  if (field.rows) {
    const area = node("textarea", { ...common, rows: field.rows, maxlength: field.most });
    area.value = field.value ?? "";
    return area;
  }
  return node("input", {
    ...common, type: field.type ?? "text", value: field.value, maxlength: field.most ?? 200,
    min: field.least, max: field.largest, autocomplete: field.autocomplete ?? "off",
    spellcheck: field.type ? null : "false", inputmode: field.inputmode,
  });
}

/**
 * A field of a form: `name`, `label`, perhaps `value`, `type`, `options`, `checks` (several of the
 * options), `rows`, `hint`, `required`.
 */
export function field(wish, id) {
  if (wish.checks) {
    return node("fieldset", { class: "checks" }, node("legend", { class: "label" }, wish.label),
      wish.checks.map(([value, text]) => node("label", {},
        node("input", { type: "checkbox", name: wish.name, value, checked: wish.value?.includes(value) }),
        text)));
  }
  return node("div", { class: "field" }, node("label", { for: id }, wish.label), control(wish, id),
    wish.hint ? node("div", { class: "hint", id: `${id}-hint` }, wish.hint) : null);
}

/** What was filled in, by names; of several checks a list, of what is empty nothing. */
export function filled(form, fields) {
  const said = new FormData(form);
  const values = {};
  for (const { name, checks } of fields) {
    const value = checks ? said.getAll(name) : String(said.get(name) ?? "").trim();
    if (value.length > 0) values[name] = value;
  }
  return values;
}

/**
 * Asks in a dialog, and sends.
 *
 * What was meant keeps its name as long as it is the same, so that whoever presses again after no
 * answer does nothing twice.
 *
 * @param wish `title`, `about` (text or elements), `fields`, `word` (of the button), `danger`, and
 *   `send(values, name)`, whose refusal is told in the dialog.
 * @returns {Promise<any>} What `send` gave, or `undefined` if nothing was sent.
 */
export function question({ title, about, fields = [], word, danger = false, send }) {
  const id = `ask-${dialogs += 1}`;
  const wrong = node("p", { class: "wrong", role: "alert" });
  const go = node("button", { class: danger ? "button danger" : "button" }, word);
  const leave = node("button", { class: "button quiet", type: "button" }, say("common.cancel"));
  const form = node("form", { method: "dialog" }, node("h2", { id: `${id}-title` }, title),
    about ? node("div", { class: "about" }, about) : null,
    fields.map((wish) => field(wish, `${id}-${wish.name}`)), wrong,
    node("div", { class: "row" }, go, leave));
  const dialog = node("dialog", { class: "sheet", "aria-labelledby": `${id}-title` }, form);
  document.body.append(dialog);
  let [meant, name] = ["", ""];
  return new Promise((resolve) => {
    let gave;
    const asked = location.hash;
    const moved = () => { if (location.hash !== asked) dialog.close(); };
    window.addEventListener("hashchange", moved);
    leave.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      window.removeEventListener("hashchange", moved);
      dialog.remove();
      resolve(gave);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = filled(form, fields);
      const text = JSON.stringify(values);
      if (text !== meant) [meant, name] = [text, intention()];
      wrong.textContent = "";
      go.disabled = true;
      try {
        gave = (await send(values, name)) ?? true;
        dialog.close();
      } catch (error) {
        wrong.textContent = trouble(error);
      }
      go.disabled = false;
    });
    dialog.showModal();
  });
}

/** What to tell about an error, with the places that the service names. */
export function trouble(error) {
  const reasons = error.problem?.reasons;
  const more = Array.isArray(reasons) ? reasons.map((reason) => reason.message).join(" ") : "";
  const place = error.problem?.pointer ? ` (${error.problem.pointer})` : "";
  const told = complain(error);
  return more && more !== told ? `${told} ${more}` : `${told}${place}`;
}

/** A button that does something; what goes wrong is told behind it. */
export function button(word, work, look = "button quiet") {
  const made = node("button", { class: look, type: "button" }, word);
  made.addEventListener("click", async () => {
    const said = made.parentElement.querySelector(":scope > .wrong") ?? node("p",
      { class: "wrong", role: "alert" });
    said.textContent = "";
    made.disabled = true;
    try {
      await work();
    } catch (error) {
      said.textContent = trouble(error);
      made.after(said);
    }
    made.disabled = false;
  });
  return made;
}

/** Something that is shown once, with a text to copy. */
export function shown(title, ...children) {
  const id = `ask-${dialogs += 1}`;
  const close = node("button", { class: "button" }, say("admin.work.kept_it"));
  const dialog = node("dialog", { class: "sheet", "aria-labelledby": `${id}-title` },
    node("form", { method: "dialog" }, node("h2", { id: `${id}-title` }, title), children.flat(), close));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(); });
    dialog.showModal();
  });
}

/** A text to copy, with a button that does. */
export function copied(label, text) {
  const field = node("input", { class: "code", readonly: true, value: text, "aria-label": label });
  const copy = node("button", { class: "button quiet", type: "button" }, say("admin.work.copy"));
  copy.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard?.writeText(text).catch(() => {});
    copy.textContent = say("admin.work.copied");
  });
  return node("div", { class: "row copy" }, node("div", { class: "grow" }, field), copy);
}

/** A file that the service gives, saved by the browser under a name. */
export async function save(path, name) {
  const answer = await ask("GET", path, { milliseconds: 60_000 });
  const bytes = answer instanceof Response ? await answer.blob()
    : new Blob([JSON.stringify(answer, null, 1)], { type: "application/json" });
  const link = node("a", { href: URL.createObjectURL(bytes), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Shows the section that is open once more, after something in it was changed. */
export const again = () => window.dispatchEvent(new Event("hashchange"));
