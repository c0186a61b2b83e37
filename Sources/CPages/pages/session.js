// Who is signed in. A page that needs somebody begins with `await signedIn()`.
import { ask, credentials, Refusal, Unreachable } from "./api.js";
import { has, language, say } from "./words.js";

/** The pages by the roles that begin there. */
export const homes = {
  cashier: "/cashier", supervisor: "/cashier", partner: "/cashier",
  admin: "/admin", auditor: "/admin",
};

/** Takes note of a session that the service gave. */
export function remember(session) {
  credentials.csrf = session.csrf;
  return session;
}

/**
 * Who is signed in: `operator`, `role`, perhaps `shop` and `device`. Whoever is not goes to sign in
 * and comes back; the promise then never ends.
 *
 * @throws {Unreachable} if the service is away.
 */
export async function signedIn() {
  document.addEventListener("session-ended", goToSignIn, { once: true });
  try {
    return remember(await ask("GET", "/v1/sessions/current"));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    goToSignIn();
    return new Promise(() => {});
  }
}

/** Goes to sign in, and back here afterwards. */
export function goToSignIn() {
  location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
}

/** Signs out, here and in the book, and goes to where one signs in. */
export async function signOut() {
  try {
    await ask("DELETE", "/v1/sessions/current");
  } catch (error) {
    // A session that is over needs no end.
    if (!(error instanceof Refusal)) throw error;
  }
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
