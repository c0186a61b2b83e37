// Giving a voucher away, and making one the own that was given.
import { ask, intention, Refusal } from "./api.js";
import { drop, put } from "./card-wallet.js";
import { fill, node, one } from "./dom.js";
import { has, say } from "./words.js";

/** The address of a link, as it is sent to somebody. */
export const address = (path) => new URL(path, location.origin).href;

/**
 * Asks somebody who wants to give a voucher away for some words, and whether it is meant.
 *
 * @param held The voucher as the wallet keeps it.
 * @param done Called with what is kept of it afterwards.
 */
export function askToGive(held, done) {
  const wrong = node("p", { class: "wrong", role: "alert" });
  const sure = node("button", { class: "button", type: "submit", id: "give-sure" },
    say("card.give.sure"));
  const dialog = node("dialog", { "aria-labelledby": "give-title", onclose: () => dialog.remove() },
    node("form", { onsubmit: async (event) => {
      event.preventDefault();
      sure.disabled = true;
      const after = await give(held, one("give-words").value.replace(/\s+/g, " ").trim(), wrong);
      sure.disabled = false;
      if (after) { dialog.close(); done(after); }
    } },
    node("h2", { id: "give-title" }, say("card.give")), node("p", {}, say("card.give.warn")),
    node("label", { for: "give-words" }, say("card.give.words")),
    node("textarea", { id: "give-words", maxlength: 300, rows: 3 }),
    wrong,
    node("div", { class: "row" }, sure,
      node("button", { class: "button quiet", type: "button", onclick: () => dialog.close() },
        say("common.cancel")))));
  document.body.append(dialog);
  dialog.showModal();
}

// What is meant is kept before it is sent, so that a lost answer is asked for again under the same
// name.
async function give(held, message, wrong) {
  // Somebody who changes the words after a lost answer still means the one that was sent.
  held.pending ??= { name: intention(), message };
  await put(held);
  try {
    return await finish(held);
  } catch (error) {
    wrong.textContent = error instanceof Refusal ? refusalText(error) : say("card.give.away");
    return null;
  }
}

/**
 * Sends what is pending of a voucher, or sends it again.
 *
 * @returns What is kept of it afterwards: the old one with its new link, or the new one.
 * @throws {Refusal}, with nothing pending any more; {Unreachable}, to be tried again.
 */
export async function finish(held) {
  const { name, message } = held.pending;
  const body = { secret: held.secret, ...(message === undefined ? {} : { message }) };
  let answer;
  try {
    answer = await ask("POST", "/v1/cards/handovers", { name, body });
  } catch (error) {
    // Waiting helps with too many tries; nothing helps with any other "no".
    if (error instanceof Refusal && error.status !== 429) {
      held.pending = null;
      await put(held);
    }
    throw error;
  }
  if (message === undefined) {
    // The new one is kept before the old one is forgotten.
    const own = {
      ...held, id: answer.card, secret: answer.secret, seen: null, usedAt: Date.now(),
      pending: null,
    };
    await put(own);
    await drop(held.id);
    return own;
  }
  const given = { link: address(answer.link), message };
  const after = { ...held, key: null, pending: null, given };
  await put(after);
  return after;
}

/** Makes a voucher that was given the own; its giver's copy ends. */
export async function makeOwn(held) {
  held.pending ??= { name: intention() };
  await put(held);
  return finish(held);
}

/** What a "no" says in the language spoken now. */
export const refusalText = (refusal) =>
  (has(`error.${refusal.code}`) ? say(`error.${refusal.code}`)
    : has(`card.stop.${refusal.code}`) ? say(`card.stop.${refusal.code}`) : refusal.message);

/** Shows that a voucher was given away, with the link to send. */
export function drawGiven(held, forget) {
  const told = node("span", { class: "unseen", role: "status" });
  const words = [held.given.message, held.given.link].filter(Boolean).join("\n");
  fill(one("face"), node("section", { class: "sheet" },
    node("h1", { id: "given" }, say("card.given")), node("p", {}, say("card.given.about")),
    node("p", { class: "link code", id: "given-link" }, held.given.link),
    node("div", { class: "row" },
      navigator.share ? node("button", {
        class: "button", type: "button",
        onclick: () => navigator.share({ text: words }).catch(() => {}),
      }, say("card.share")) : null,
      node("button", { class: navigator.share ? "button quiet" : "button", type: "button",
        onclick: async (event) => {
        const { target } = event;
        await navigator.clipboard.writeText(words);
        target.textContent = say("card.copied");
        told.textContent = say("card.copied");
      } }, say("card.copy")),
      node("button", { class: "button quiet", type: "button", onclick: forget },
        say("card.forget"))), told));
  fill(one("story"));
}
