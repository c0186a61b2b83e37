// Fields of forms: what is asked, what was filled in, and what is wrong with it.
import { node } from "../dom.js";
import { say } from "../words.js";

let made = 0;

const nextID = () => `field-${made += 1}`;

function control(id, wish, described) {
  const { label, hint, options, rows, checks, most, least, largest, value, ...own } = wish;
  const common = { autocomplete: "off", ...own, id, "aria-describedby": described };
  const entries = options?.map(([key, text]) => node("option", { value: key }, text));
  const input = options ? node("select", common, entries)
    : rows ? node("textarea", { ...common, rows, maxlength: most })
      : node("input", {
        spellcheck: own.type ? null : "false", type: "text", ...common,
        maxlength: most ?? 200, min: least, max: largest,
      });
  if (value !== undefined && value !== null) input.value = value;
  return input;
}

/**
 * A field with its label.
 *
 * @param wish `label`; perhaps `name`, `value`, `hint`, `required`, `options` (pairs of value and
 *   text), `checks` (such pairs, several of which may hold), `rows`, `most` (characters), `least`
 *   and `largest`; the rest are attributes, `type`, `inputmode`.
 * @returns `element`, in it `input`; `text` and `value`; `wrong(text)`, which marks it and takes
 * the
 *   focus, or takes the mark back for an empty text; and `holds()`, which marks what is missing.
 */
export function field(wish) {
  if (wish.checks) return boxes(wish);
  const id = wish.id ?? nextID();
  const fault = node("p", { class: "wrong", id: `${id}-wrong` });
  const about = wish.hint ? node("div", { class: "hint", id: `${id}-hint` }, wish.hint) : null;
  const input = control(id, wish, `${about ? `${id}-hint ` : ""}${id}-wrong`);
  const element = node("div", { class: "field" }, node("label", { for: id }, wish.label),
    input, about, fault);
  const wrong = (text) => {
    input.setAttribute("aria-invalid", String(text !== ""));
    fault.textContent = text;
    if (text) input.focus();
  };
  // Whoever mends it is not scolded on.
  input.addEventListener("input", () => wrong(""));
  return {
    element, input, name: wish.name, wrong,
    get text() { return input.value.trim(); },
    get value() { return this.text; },
    holds() {
      const isMissing = input.required && this.text === "";
      if (isMissing || !input.checkValidity()) {
        wrong(isMissing ? say("admin.fill") : input.validationMessage);
        return false;
      }
      return true;
    },
  };
}

function boxes({ label, name, checks, value }) {
  const inputs = checks.map(([key]) => node("input", {
    type: "checkbox", name, value: key, checked: value?.includes(key),
  }));
  return {
    element: node("fieldset", { class: "checks" }, node("legend", { class: "label" }, label),
      checks.map(([, text], index) => node("label", {}, inputs[index], text))),
    name, wrong: () => {}, holds: () => true,
    get value() { return inputs.filter(({ checked }) => checked).map((input) => input.value); },
  };
}

/** What was filled in, by names; of several checks a list, of what is empty nothing. */
export function filled(fields) {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value])
    .filter(([, value]) => value.length > 0));
}

/** Whether all fields hold what they must; the first that does not is marked. */
export const hold = (fields) => fields.every((one) => one.holds());

/** A box to tick with its label: `element` and `input`. */
export function tick(label, isTicked = false) {
  const id = nextID();
  const input = node("input", { id, type: "checkbox", checked: isTicked });
  const element = node("div", { class: "tick" }, input, node("label", { for: id }, label));
  return { element, input };
}

/** What an amount field says when it cannot be read. */
export const badAmount = () => say("error.bad_amount");

/** Why something is done; it stands in the book. */
export const reason = () => ({
  name: "reason", label: say("admin.reason"), hint: say("admin.reason.hint"), required: true,
});
