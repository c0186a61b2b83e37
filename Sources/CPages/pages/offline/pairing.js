/** Makes this browser a till by the text of one QR code: "The pairing file" of docs/claims.md. */

import {
  Reader, Refusal, base32Bytes, hex, isSame, macKey, publicKey, sha256, utf8,
} from "./bytes.js";
import { noteChange } from "./claimlog.js";
import { got, transact, within } from "./store.js";
import { Till } from "./till.js";

/**
 * Reads the text that `tessera device pair` and `POST /v1/devices` hand out.
 * @returns {Promise<object>} `device, acceptor, epoch, issuer, ledgerEpoch, training`, the device's
 *   `key`, which nobody can read again, the issuer's `kitKey`, and `mark`, by which pairings differ
 * @throws {Refusal} pairing_damaged, till_file_newer
 */
export async function readPairing(text) {
  const damaged = () => new Refusal("pairing_damaged");
  const bytes = bytesOf(text.trim());
  const content = bytes?.subarray(0, -32);
  if (!content || !isSame(content.subarray(0, 6), utf8("TZPAIR"))) throw damaged();
  if (!isSame(await sha256(content), bytes.subarray(-32))) throw damaged();
  if (content[6] !== 1) throw new Refusal("till_file_newer", { version: content[6] });
  const reader = new Reader(content, damaged);
  reader.take(7);
  const pairing = { device: reader.name(), acceptor: reader.name(), epoch: reader.number(4) };
  const [secret, kitKey] = [reader.take(32), reader.take(32)];
  Object.assign(pairing, {
    issuer: reader.text(1), ledgerEpoch: hex(reader.take(8)), training: reader.flag(),
  });
  reader.finish();
  reader.need(pairing.epoch >= 1 && pairing.issuer && utf8(pairing.issuer).length <= 200);
  [pairing.key, pairing.kitKey] = [await macKey(secret), await publicKey(kitKey)];
  pairing.mark = hex(bytes.subarray(-32));
  bytes.fill(0);
  return pairing;
}

function bytesOf(text) {
  if (!text.startsWith("TZPAIR:") || text.length > 1700) return null;
  try {
    return base32Bytes(text.slice(7));
  } catch {
    return null;
  }
}

/**
 * Pairs, or renews under a later pairing of the same device; the same text again changes nothing.
 * @param {IDBDatabase} store from `openStore`
 * @param {string} text what the QR code says
 * @param {number} now milliseconds since 1970
 * @returns {Promise<Till>} the till, which has no kit until one is fetched
 * @throws {Refusal} pairing_damaged, till_file_newer; paired_already, claims_unsent
 */
export async function pair(store, text, now) {
  const pairing = await readPairing(text);
  const held = await transact(store, "readonly", (meta) => got(meta.get("pairing")));
  if (held?.mark === pairing.mark) return Till.open(store);
  if (held) await checkSuccession(store, held, pairing, now);
  // Vouchers must not be lost because a browser tidies up.
  await navigator.storage?.persist?.();
  await transact(store, "readwrite", async (meta, claims) => {
    const log = await got(meta.get("log"));
    const count = await got(claims.count(within(held?.epoch ?? pairing.epoch)));
    // Another tab may have paired or worked meanwhile.
    const { mark } = (await got(meta.get("pairing"))) ?? {};
    if (mark !== held?.mark) throw new Refusal("paired_already");
    if (log && log.next !== count + 1) throw new Refusal("log_damaged");
    await got(meta.put(pairing, "pairing"));
    // The kit that is held has its keys sealed under the earlier key.
    for (const name of ["log", "kit"]) await got(meta.delete(name));
    if (held?.acceptor !== pairing.acceptor) await got(meta.delete("highest"));
    await noteChange(meta);
  });
  return Till.open(store);
}

async function checkSuccession(store, held, { device, epoch }, now) {
  if (held.device !== device || held.epoch >= epoch) {
    throw new Refusal("paired_already", { device: held.device, epoch: held.epoch });
  }
  const { unsent: count } = (await Till.open(store)).status(now);
  if (count) throw new Refusal("claims_unsent", { count });
}

/**
 * Makes this browser nobody's till again and forgets all that it kept.
 * @throws {Refusal} claims_unsent unless `evenUnsent`
 */
export async function forget(store, now, evenUnsent = false) {
  if (!evenUnsent) {
    const { unsent: count } = (await Till.open(store)).status(now);
    if (count) throw new Refusal("claims_unsent", { count });
  }
  await transact(store, "readwrite", async (...stores) => {
    for (const each of stores) await got(each.clear());
  });
}
