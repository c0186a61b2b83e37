// What is pressed in the office, and what becomes of it: buttons, copies, files.
import { ask } from "../api.js";
import { node } from "../dom.js";
import { complain } from "../session.js";
import { say } from "../words.js";

/** What to tell about an error, with the places that the service names. */
export function trouble(error) {
  const told = complain(error);
  const reasons = error.problem?.reasons;
  const more = Array.isArray(reasons) ? reasons.map(({ message }) => message).join(" ") : "";
  const place = error.problem?.pointer ? ` (${error.problem.pointer})` : "";
  return more && more !== told ? `${told} ${more}` : `${told}${place}`;
}

/**
 * A button that does something, once at a time; what goes wrong is told behind it.
 *
 * @param kind `quiet`, `danger`, or nothing for the one clear action.
 */
export function button(word, work, kind = "quiet") {
  const made = node("button", { class: `button ${kind}`.trim(), type: "button" }, word);
  const said = node("p", { class: "wrong", role: "alert" });
  made.addEventListener("click", async () => {
    said.remove();
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

/** A text to copy, with a button that does. */
export function copied(label, text) {
  const field = node("input", { class: "code", readonly: true, value: text, "aria-label": label });
  const copy = button(say("admin.work.copy"), async () => {
    field.select();
    await navigator.clipboard?.writeText(text).catch(() => {});
    copy.textContent = say("admin.work.copied");
  });
  return node("div", { class: "row copy" }, node("div", { class: "grow" }, field), copy);
}

/** Saves a text or a blob as a file. */
export function save(content, name, type) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  node("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** Saves what the service answers under a path as a file, within a minute. */
export async function download(path, name) {
  const answer = await ask("GET", path, { milliseconds: 60_000 });
  if (answer instanceof Response) save(await answer.blob(), name);
  else save(JSON.stringify(answer, null, 1), name, "application/json");
}

/** A picture that the service drew, as an image: there it can run nothing. */
export async function picture(answer, attributes) {
  const address = URL.createObjectURL(await answer.blob());
  const image = node("img", attributes);
  image.addEventListener("load", () => URL.revokeObjectURL(address));
  image.src = address;
  return image;
}

/** A QR code of a text. It goes in a body and not in an address, so that it is in no log. */
export async function drawn(text, attributes) {
  return picture(await ask("POST", "/v1/symbols", { body: { text } }), attributes);
}

/** Shows the section that is open once more, after something in it was changed. */
export const again = () => window.dispatchEvent(new Event("hashchange"));
