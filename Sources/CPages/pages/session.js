// Who is signed in. A page that needs somebody begins with `await signedIn()`.
import { ask, credentials, Refusal, Unreachable } from "./api.js";
import { keep, kept } from "./dom.js";
import { has, language, say } from "./words.js";

/** The pages by the roles that begin there. */
export const homes = {
  cashier: "/cashier", supervisor: "/cashier", partner: "/partner",
  admin: "/admin", auditor: "/admin",
};

/** Takes note of a session that the service gave. */
export function remember(session) {
  credentials.csrf = session.csrf;
  const { csrf, ...lasting } = session;
  keep("session", JSON.stringify(lasting));
  return session;
}

// Who was signed in when the service was heard last; nobody after signing out.
function last() {
  try {
    return JSON.parse(kept("session") ?? "null");
  } catch {
    return null;
  }
}

/**
 * Who is signed in: `operator`, `role`, perhaps `shop` and `device`. Whoever is not goes to sign in
 * and comes back; the promise then never ends.
 *
 * @param {boolean} orLast Whether who was signed in last will do while the service is away. What
 *   needs the service then waits for `admitted`.
 * @throws {Unreachable} if the service is away.
 */
export async function signedIn(orLast = false) {
  document.addEventListener("session-ended", goToSignIn, { once: true });
  try {
    return remember(await ask("GET", "/v1/sessions/current"));
  } catch (error) {
    if (orLast && error instanceof Unreachable && last()) return last();
    if (!(error instanceof Refusal)) throw error;
    goToSignIn();
    return new Promise(() => {});
  }
}

/**
 * Waits until the service has let this page in, which is at once unless it began without it.
 * @throws {Unreachable} if the service is away.
 */
export async function admitted() {
  if (!credentials.csrf) await signedIn();
}

/** Goes to sign in, and back here afterwards. */
export function goToSignIn() {
  keep("session", null);
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
}

// What whoever signs out worked at; what was sent and has no answer stays until they are back.
function forget() {
  for (const name of Object.keys(sessionStorage)) {
    if (name !== "waiting") sessionStorage.removeItem(name);
  }
}

/** Signs out, here and in the book, and goes to where one signs in. */
export async function signOut() {
  try {
    await ask("DELETE", "/v1/sessions/current");
  } catch (error) {
    // A session that is over needs no end.
    if (!(error instanceof Refusal)) throw error;
  }
  keep("session", null);
  forget();
  location.assign("/sign-in");
}

/**
 * What to tell about an error of `ask`: one sentence in the language of the page. What has no word
 * there is told by its code, which the office finds in the page of errors; never in a language
 * that nobody chose.
 */
export function complain(error) {
  if (error instanceof Unreachable) return say("common.away");
  if (!(error instanceof Refusal)) throw error;
  const { code, waitSeconds: seconds } = error;
  if (has(`error.${code}`)) return say(`error.${code}`, { seconds });
  return language === "en" && error.message ? error.message : say("common.refused", { code });
}
