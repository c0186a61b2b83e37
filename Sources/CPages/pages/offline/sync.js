/** Tells the issuer what this till did, and fetches the next kit (docs/http-api.md). */

import { Refusal } from "./bytes.js";
import { proof } from "./proof.js";

const binary = "application/octet-stream";

/**
 * Asks as the till, by the key of its pairing. A network that is away is `ledger_unavailable`, and
 * the same request may succeed later.
 * @param {Till} till
 * @param {object} how as `push` wants it
 * @param {string} path with its query
 * @param {object} init as `fetch` wants it
 * @returns {Promise<Response>} a yes, or 304
 * @throws {Refusal} with the code and all facts of the service's "no"
 */
export async function ask(till, { now, request = fetch }, path, { headers = {}, ...init } = {}) {
  const Authorization = await proof(till.pairing, init.method ?? "GET", path, now());
  const how = { credentials: "omit", cache: "no-store", ...init };
  let answer;
  try {
    answer = await request(path, { ...how, headers: { Authorization, ...headers } });
  } catch (error) {
    throw new Refusal("ledger_unavailable", { reason: error.message });
  }
  if (answer.ok || answer.status === 304) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refusal(problem.code ?? "ledger_unavailable", { ...problem, status: answer.status });
}

const bytesOf = async (answer) => {
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new Refusal("ledger_unavailable", { reason: error.message });
  }
};

/**
 * Uploads what was not sent, part by part; broken off, it goes on where the last receipt says.
 * @param {Till} till
 * @param {{now: function(): number, request: typeof fetch=, most: number=}} how
 * @returns {Promise<object[]>} the verdicts, as `readReceipt` has its items
 * @throws {Refusal} ledger_unavailable, what the service refuses; as `Till.takeReceipt`
 */
export async function push(till, how) {
  const { now, most = 1000 } = how;
  const items = [];
  await till.refresh();
  for (let unsent = till.status(now()).unsent, first; unsent > 0; ) {
    first ??= till.firstUnsent(now());
    const body = await till.upload(now(), most, first);
    const answer = await ask(till, how, "/v1/offline-batches", {
      method: "POST", body, headers: { "Content-Type": binary },
    });
    const receipt = await till.takeReceipt(await bytesOf(answer));
    items.push(...receipt.items);
    // A book that was restored is offered the last month once more, in order.
    first += most;
    unsent = till.status(now()).last - first + 1;
  }
  return items;
}

/**
 * Fetches a newer kit, if there is one that says more than the one held.
 * @param {Till} till
 * @param {object} how as `push` wants it
 * @returns {Promise<boolean>} whether there is another kit now
 * @throws {Refusal} ledger_unavailable, what the service refuses; as `ClaimLog.takeKit`
 */
export async function pull(till, how) {
  await till.refresh();
  const { acceptor, device } = till.pairing;
  const held = till.kit?.etag;
  const answer = await ask(till, how, `/v1/kits/${acceptor}?device=${device}`, {
    headers: held ? { "If-None-Match": held } : {},
  });
  if (answer.status === 304) return false;
  await till.takeKit(await bytesOf(answer), how.now(), answer.headers.get("ETag"));
  return true;
}

/**
 * Both: first what was done, so that the kit can know of it.
 * @returns {Promise<{items: object[], isNewKit: boolean}>}
 */
export async function sync(till, how) {
  return { items: await push(till, how), isNewKit: await pull(till, how) };
}
