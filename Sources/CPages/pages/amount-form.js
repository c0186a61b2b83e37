// How much? One field, one button, and perhaps one for all of it.
import { typed } from "./amounts.js";
import { node } from "./dom.js";
import { steps } from "./steps.js";
import { language, say } from "./words.js";

/**
 * Asks for an amount below the answer, with the focus in its field.
 *
 * @param {{label: string, action: string, currency: string}} wish What the field and the button
 *   say, and the currency of three letters in which is typed.
 * @param {(amount: {amount: number, currency: string}) => void} done Is told minor units above 0.
 * @param {?() => void} all Is told of the second button, "Use all"; there is none without it.
 */
export function askAmount({ label, action, currency }, done, all = null) {
  const field = node("input", {
    id: "amount", class: "large number", inputmode: "decimal", autocomplete: "off",
    maxlength: "20", "aria-describedby": "amount-wrong",
  });
  const wrong = node("p", { id: "amount-wrong", class: "wrong", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const amount = typed(field.value, currency, language);
    const isFit = amount > 0;
    field.setAttribute("aria-invalid", String(!isFit));
    wrong.textContent = isFit ? "" : say("error.bad_amount");
    if (isFit) done({ amount, currency });
  };
  const secondButton = all && node("button",
    { id: "all", class: "button quiet", type: "button", onclick: all }, say("till.use_all"));
  steps(node("form", { novalidate: true, onsubmit: submit },
    node("label", { for: "amount" }, label),
    node("div", { class: "row" },
      node("div", { class: "grow" }, field), node("button", { class: "button" }, action),
      secondButton),
    wrong));
  field.focus();
}
