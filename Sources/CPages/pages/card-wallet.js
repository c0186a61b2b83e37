// The cards that this browser keeps, each with its link and what was heard of it last.

const [database, shelf] = ["tessera-card", "cards"];

/**
 * One card as it is kept.
 *
 * `id` its member's number or its voucher's id; `secret` what stood behind `#`; `key` what its live
 * codes are made with, which nobody reads out of the browser; `seen` the service's last answer;
 * `skew` how many milliseconds this clock is behind the service's; `usedAt` when it was shown last;
 * `pending` what was asked and not answered; `given` the link that it was given away with.
 *
 * @typedef {{id: string, secret: string, key: ?CryptoKey, seen: ?object, skew: number,
 *   usedAt: number, pending: ?object, given: ?object}} Kept
 */

// Where a browser keeps nothing, the cards live as long as the page.
const loose = new Map();

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(shelf, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function ask(mode, work) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const turn = base.transaction(shelf, mode);
      const request = work(turn.objectStore(shelf));
      turn.oncomplete = () => resolve(request.result);
      turn.onabort = () => reject(turn.error);
    });
  } finally {
    base.close();
  }
}

/** All cards that are kept, the one shown last first. @returns {Promise<Kept[]>} */
export async function all() {
  let found = [...loose.values()];
  try {
    const stored = await ask("readonly", (store) => store.getAll());
    found = [...stored.filter(({ id }) => !loose.has(id)), ...found];
  } catch { /* A private window. */ }
  return found.sort((one, other) => other.usedAt - one.usedAt);
}

/** Keeps a card in the place of what was kept of it. @param {Kept} held */
export async function put(held) {
  try {
    await ask("readwrite", (store) => store.put(held));
    loose.delete(held.id);
  } catch {
    loose.set(held.id, held);
  }
}

/** Forgets a card. @param {string} id */
export async function drop(id) {
  loose.delete(id);
  try {
    await ask("readwrite", (store) => store.delete(id));
  } catch { /* Nothing is kept there. */ }
}

/** Asks the browser not to clear what is kept when it needs room. */
export async function stay() {
  try {
    await navigator.storage?.persist?.();
  } catch { /* It may clear it; the link brings it back. */ }
}
