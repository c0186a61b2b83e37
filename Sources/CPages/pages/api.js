// Asking the service. A "no" is a Refusal, no answer at all is Unreachable.

/** What goes with every write of whoever is signed in; session.js sets it. */
export const credentials = { csrf: "" };

/**
 * An answer that is no: the stable `code`, the `status`, the seconds to wait where that helps, and
 * the problem as the service told it.
 */
export class Refusal extends Error {
  constructor(problem, status, waitSeconds) {
    super(problem.message ?? "");
    this.waitSeconds = waitSeconds;
    this.code = problem.code ?? "fault";
    this.status = status;
    this.problem = problem;
  }
}

/** No answer: the network is away, it took too long, or the service cannot reach its book. */
export class Unreachable extends Error {}

/**
 * A name for one intention: made once, when somebody means something, and sent with every try of
 * it, so that what was booked is never booked again.
 */
export function intention() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Asks.
 *
 * @param method GET, POST, PUT, PATCH or DELETE.
 * @param path Below the service, `/v1/checks`.
 * @param wish `body`: a value for JSON, or a `File`/`Blob` sent as it is; `name`: the intention's
 *   name; `ifMatch`: the version that an edit is of; `type`: the body's type if it is no JSON;
 *   `milliseconds`: how long to wait, 8000; `isTagged`: give `{ value, tag }`, the version beside
 *   it.
 * @returns {Promise<any>} The answer's value; `null` where there is none; a Response for what is no
 *   JSON.
 * @throws {Refusal} for a "no". @throws {Unreachable} where nobody can say what happened; send it
 *   again under the same name.
 */
export async function ask(method, path, wish = {}) {
  const { body, name, ifMatch, type, milliseconds = 8000, isTagged = false } = wish;
  const headers = { Accept: "application/json, */*" };
  if (method !== "GET" && credentials.csrf) headers["X-CSRF-Token"] = credentials.csrf;
  if (name) headers["Idempotency-Key"] = name;
  if (ifMatch) headers["If-Match"] = ifMatch;
  if (body !== undefined) headers["Content-Type"] = type ?? "application/json";
  let answer, value;
  try {
    answer = await fetch(path, {
      method, headers, credentials: "same-origin", cache: "no-store",
      body: body === undefined || type ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(milliseconds),
    });
    const said = answer.headers.get("Content-Type") ?? "";
    if (answer.status === 204) value = null;
    else value = /[/+]json/.test(said) ? await answer.json() : answer;
  } catch (error) {
    document.dispatchEvent(new Event("away"));
    throw new Unreachable(error.message);
  }
  if (answer.ok) {
    document.dispatchEvent(new Event("reached"));
    return isTagged ? { value, tag: answer.headers.get("ETag") } : value;
  }
  if (answer.status >= 500) {
    document.dispatchEvent(new Event("away"));
    throw new Unreachable(value.code ?? String(answer.status));
  }
  document.dispatchEvent(new Event("reached"));
  const waitSeconds = Number(answer.headers.get("Retry-After") ?? 0);
  const refusal = new Refusal(value ?? {}, answer.status, waitSeconds);
  if (wantsSignIn(refusal)) {
    document.dispatchEvent(new Event("session-ended"));
  }
  throw refusal;
}

/** Whether a "no" only says that nobody is signed in any more. */
export const wantsSignIn = ({ code }) => ["not_signed_in", "credentials_missing"].includes(code);

/** All items of a list that comes in pages, at most so many pages of it. */
export async function askAll(path, mostPages = 50) {
  const items = [];
  let after = null;
  for (let page = 0; page < mostPages; page += 1) {
    const mark = path.includes("?") ? "&" : "?";
    const query = after === null ? "" : `${mark}after=${encodeURIComponent(after)}`;
    const answer = await ask("GET", path + query);
    items.push(...answer.items);
    after = answer.next ?? null;
    if (after === null) break;
  }
  return items;
}
