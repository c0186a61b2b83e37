/** What a till keeps in this browser: one database, each change whole or not at all. */

import { Refusal } from "./bytes.js";

/** Waits for a request of a transaction, which goes on as long as nothing else is waited for. */
export const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Opens the database: `meta` (pairing, kit, log's head), `claims` by `[epoch, sequence]`,
 * `receipts` by `[epoch, answeredAt, count]`.
 * @returns {Promise<IDBDatabase>}
 */
export function openStore(name = "tessera-till") {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const store of ["meta", "claims", "receipts"]) request.result.createObjectStore(store);
  };
  return got(request);
}

/**
 * Does some work in one transaction, which is on the disk when this returns.
 * @param {(meta: IDBObjectStore, claims: IDBObjectStore, receipts: IDBObjectStore) => Promise} work
 *   waits for requests of these stores and for nothing else
 * @throws {Refusal} disk_full or log_failed, after which nothing of it was done; what `work` throws
 */
export async function transact(store, mode, work) {
  const names = ["meta", "claims", "receipts"];
  const transaction = store.transaction(names, mode, { durability: "strict" });
  const ended = new Promise((resolve) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => resolve(transaction.error ?? new Error("aborted"));
  });
  let value;
  try {
    value = await work(...names.map((each) => transaction.objectStore(each)));
  } catch (error) {
    if (error instanceof Refusal) {
      transaction.abort();
      throw error;
    }
  }
  const fault = await ended;
  if (fault) throw new Refusal(fault.name === "QuotaExceededError" ? "disk_full" : "log_failed");
  return value;
}

/** Everything between two keys of a pairing's epoch. */
export const within = (epoch, first = 0) =>
  IDBKeyRange.bound([epoch, first], [epoch + 1], false, true);
