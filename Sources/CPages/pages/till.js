// What all parts of the cashier's page share: who works where, and what is on its way to the book.
import { ask, intention, Unreachable } from "./api.js";
import { kept } from "./dom.js";
import { money } from "./amounts.js";
import { brand } from "./masthead.js";
import { language } from "./words.js";

/** Who is signed in; set once at the beginning. */
export const desk = { session: null };

/** The name of this till, if it has one of its own. */
export const tillName = () => desk.session.device ?? kept("till") ?? undefined;

/** Where it happens, for the body of a request. */
export const place = () => (desk.session.device || !tillName() ? {} : { till: tillName() });

/** An amount of the service as people of the page's language write it; a count as it is. */
export const shown = (value) =>
  (typeof value === "object" ? money(value.amount, value.currency, language) : String(value));

/** An amount of the shop's own currency for a request. */
export const own = (amount) => ({ amount, currency: brand.currency });

// What was sent and has no answer yet; kept over a reload of this window, and no longer.
const waiting = new Map(JSON.parse(sessionStorage.getItem("waiting") ?? "[]"));
const rest = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

function note() {
  sessionStorage.setItem("waiting", JSON.stringify([...waiting]));
  document.dispatchEvent(new Event("waiting"));
}

/** How many writes wait for their answer. */
export const waitingCount = () => waiting.size;

/**
 * Does something once: sends it under one name until there is an answer, however long the service
 * is away.
 *
 * @param isAway Told once, when the first try had no answer.
 * @returns {Promise<object>} The answer. @throws {Refusal} for a "no".
 */
export async function perform(path, body, isAway = () => {}, name = intention()) {
  waiting.set(name, { path, body });
  note();
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask("POST", path, { body, name, milliseconds: 5000 });
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        if (tries === 0) isAway();
        await rest(2000);
      }
    }
  } finally {
    waiting.delete(name);
    note();
  }
}

/**
 * Goes on with what had no answer when this window was loaded anew; `done(answer)` for each that is
 * a yes.
 */
export function resume(done) {
  for (const [name, { path, body }] of [...waiting]) {
    perform(path, body, () => {}, name).then(done, () => {});
  }
}
