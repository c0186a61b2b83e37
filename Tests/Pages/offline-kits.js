// Kits and scanned texts with the answers that the Swift side gave.

import { publicKey } from "/offline/bytes.js";
import { Kit, openKit } from "/offline/kit.js";
import { slotCount } from "/offline/token.js";
import { verify } from "/offline/verify.js";

export const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
export const code = (promise) =>
  promise.then(() => undefined, (error) => error.code ?? String(error.stack ?? error));

export async function kits(expect) {
  const cases = await (await fetch("/data/cases.json")).json();
  const key = await publicKey(bytes(cases.kitKey));
  const read = async (base64) => Kit.read(await openKit(bytes(base64), key));
  for (const [index, file] of cases.files.entries()) {
    expect(`kit file ${index}`, await code(read(file.base64)), file.expect);
  }
  const kits = await Promise.all(cases.kits.map(read));
  for (const { kit, list, slot, status, uses } of cases.seen) {
    const place = `kit ${kit} at ${list}/${slot}`;
    expect(`${place} status`, kits[kit].statuses.status(list, slot) ?? -1, status);
    const promise = kits[kit].promise(list * slotCount + slot);
    expect(`${place} uses`, promise && promise.kind > 1 ? promise.uses : -1, uses);
  }
  const answers = {};
  for (const { kit, at, text, expecting, expect: wanted } of cases.scans) {
    const answer = await code(verify(text, kits[kit].belief, at, expecting));
    expect(`${text} under kit ${kit} at ${at}`, answer, wanted);
    answers[wanted ?? "believed"] = (answers[wanted ?? "believed"] ?? 0) + 1;
  }
  return answers;
}
