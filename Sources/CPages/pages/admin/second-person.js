// The second person, who agrees beside whoever asks.
import { node } from "../dom.js";
import { say } from "../words.js";
import { field } from "./fields.js";

/**
 * The fields for a second person, hidden until `want()` shows them.
 *
 * @returns `element`; `want()`; `forget()`, which empties the secret; and `value()` for a body,
 *   `undefined` where nobody is wanted, `null` after marking what is missing.
 */
export function secondPerson() {
  const who = field({ label: say("admin.second.who"), most: 64, autocapitalize: "none" });
  const how = field({ label: say("admin.second.how"),
    options: [["password", say("admin.second.password")], ["pin", say("admin.second.pin")]] });
  const secret = field({ label: say("admin.second.secret"), type: "password", most: 256 });
  const element = node("fieldset", { class: "second", hidden: true },
    node("legend", {}, say("admin.second.title")),
    node("p", { class: "soft small" }, say("admin.second.about")),
    who.element, how.element, secret.element);
  return {
    element,
    // Those who agree sit beside whoever asks; their secret stays in no field.
    forget: () => { secret.input.value = ""; },
    want() {
      if (!element.hidden) return;
      element.hidden = false;
      who.input.focus();
    },
    value() {
      if (element.hidden) return undefined;
      const missing = [who, secret].find(({ input }) => input.value === "");
      missing?.wrong(say("admin.fill"));
      if (missing) return null;
      return { operator: who.text, [how.input.value]: secret.input.value };
    },
  };
}
