// What all parts of the cashier's page share: who works where, and what is on its way to the book.
import { ask, intention, Unreachable, wantsSignIn } from "./api.js";
import { kept } from "./dom.js";
import { money } from "./amounts.js";
import { brand } from "./masthead.js";
import { admitted } from "./session.js";
import { language } from "./words.js";

/** Who is signed in, and the till of this browser; both set once at the beginning. */
export const desk = {
  session: null,
  /** @type {Device} */
  device: null,
};

/** The name of this till, if it has one of its own. */
export const tillName = () =>
  desk.session.device ?? desk.device.till?.pairing.device ?? kept("till") ?? undefined;

/** Where it happens, for the body of a request. */
export const place = () => (desk.session.device || !tillName() ? {} : { till: tillName() });

/** An amount of the service as people of the page's language write it; a count as it is. */
export const shown = (value) =>
  (typeof value === "object" ? money(value.amount, value.currency, language) : String(value));

/** An amount of the shop's own currency for a request. */
export const own = (amount) => ({ amount, currency: brand.currency });

/** Waits. */
export const rest = (milliseconds) =>
  new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// What was sent and has no answer yet; kept over a reload of this window, and no longer.
const waiting = new Map(JSON.parse(sessionStorage.getItem("waiting") ?? "[]"));

function note() {
  sessionStorage.setItem("waiting", JSON.stringify([...waiting]));
  document.dispatchEvent(new Event("waiting"));
}

/** How many writes wait for their answer. */
export const waitingCount = () => waiting.size;

/** Whether something of a voucher was sent and has no answer; `voucher` is its id. */
export const isOnItsWay = (voucher) =>
  [...waiting.values()].some(({ vouchers }) => vouchers?.includes(voucher));

/**
 * Does something once: sends it under one name until there is an answer, however long the service
 * is away.
 *
 * @param {string} path
 * @param {object} body
 * @param {{isAway: () => void=, vouchers: string[]=, name: string=}} how `isAway` is told once,
 *   when the first try had no answer; `vouchers` are the ids of those that it is about.
 * @returns {Promise<object>} The answer. @throws {Refusal} for a "no".
 */
export async function perform(path, body, how = {}) {
  const { isAway = () => {}, vouchers = [], name = intention() } = how;
  waiting.set(name, { path, body, vouchers, operator: desk.session.operator });
  note();
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        // Who goes on after a reload without a network is admitted anew first.
        await admitted();
        return await ask("POST", path, { body, name, milliseconds: 5000 });
      } catch (error) {
        // The page goes to sign in, and goes on with this afterwards.
        if (wantsSignIn(error)) return await new Promise(() => {});
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
 * Goes on with what had no answer when this window was loaded anew; `done(answer, body)` for each
 * that is a yes. What somebody else sent waits until they are signed in again: under another name
 * the service would take it for something new.
 */
export function resume(done) {
  for (const [name, { path, body, vouchers, operator }] of [...waiting]) {
    if (operator !== desk.session.operator) continue;
    perform(path, body, { name, vouchers }).then((answer) => done(answer, body), () => {});
  }
}
