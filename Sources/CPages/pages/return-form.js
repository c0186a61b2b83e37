// Putting back later than a minute: a reason, and the second person, who proves to be there.
import { canWithout } from "./counter.js";
import * as log from "./day-log.js";
import { node } from "./dom.js";
import { isAway } from "./reach.js";
import { complain } from "./session.js";
import { desk, perform, place } from "./till.js";
import { say } from "./words.js";

/**
 * Asks in the place of a button, and puts back.
 *
 * @param {{redemption: string}} line A line of the day.
 * @param {Element} button What the form stands in the place of.
 * @param {() => void} close Is told when it was put back, or is not to be after all.
 */
export function offerReturn(line, button, close) {
  const isPIN = Boolean(desk.session.device);
  const [reason, person] = [field("reason", 200), field("person", 64)];
  const proof = field("proof", 64, { type: "password", inputmode: isPIN ? "numeric" : null });
  const wrong = node("p", { class: "wrong", role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    if (reason.value.trim() === "") {
      wrong.textContent = say("cashier.reason_wanted");
      reason.focus();
      return;
    }
    if (isAway() && canWithout()) {
      wrong.textContent = say("cashier.needs.return");
      return;
    }
    const approval = { operator: person.value.trim(), [isPIN ? "pin" : "password"]: proof.value };
    const second = approval.operator ? { approval } : {};
    const body = { reason: reason.value.trim(), ...second, ...place() };
    try {
      // The book puts back only what it has heard of.
      if (line.isOffline) await desk.device.sync();
      await perform(`/v1/redemptions/${line.redemption}/reversals`, body,
        { isAway: () => { wrong.textContent = say("cashier.waiting_kept"); } });
      log.undone(line.redemption);
      close();
    } catch (error) {
      wrong.textContent = complain(error);
    }
  };
  const named = (id, key, input) =>
    node("div", { class: "field" }, node("label", { for: id }, say(key)), input);
  button.replaceWith(node("form", { class: "sheet grow", novalidate: true, onsubmit: submit },
    named("reason", "cashier.reason", reason), named("person", "cashier.supervisor", person),
    named("proof", isPIN ? "cashier.supervisor_pin" : "cashier.supervisor_password", proof),
    wrong,
    node("div", { class: "row" },
      node("button", { class: "button danger" }, say("cashier.return")),
      node("button", { class: "button quiet", type: "button", onclick: close },
        say("common.cancel")))));
  reason.focus();
}

const field = (id, maxlength, more = {}) =>
  node("input", { id, maxlength: String(maxlength), autocomplete: "off", type: "text", ...more });
