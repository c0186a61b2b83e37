// Kits and scanned texts with the answers that the Swift side gave.

import { counted, join, number, publicKey, utf8 } from "/offline/bytes.js";
import { Kit, kitParts, openKit } from "/offline/kit.js";
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
  await million(cases, expect);
  return answers;
}

/** A kit of a million vouchers, every third of which is spent and each of another batch. */
async function million(cases, expect) {
  const parts = kitParts(bytes(cases.kits[0]).slice(0, -96));
  const gift = (amount) => [2, 9, 0, 9, 1, 0, amount, 3, 0xd2];
  const runs = new Uint8Array(3e6 + 18);
  runs.set([0, 1, 0, ...gift(1), 0, 1, 1, ...gift(2)]);
  for (let at = 24, i = 2; at < runs.length; at += 3, i++) runs.set([0, 1, i & 1], at);
  const raw = new Uint8Array(32768).fill(0b10000010);
  for (let i = 1; i < raw.length; i++) raw[i] = [0b10000010, 0b00001000, 0b00100000][i % 3];
  const lists = Array.from({ length: 8 }, (_, i) =>
    join(number(i, 2), [1], counted(raw, 4)));
  parts[3] = runs;
  parts[7] = join(number(8, 4), ...lists);
  const content = join(utf8("TZKIT\x02"), ...parts.map((part) => counted(part, 4)));
  const start = performance.now();
  const kit = await Kit.read(kitParts(content));
  const milliseconds = performance.now() - start;
  const statuses = [0, 1, 2, 3, 4, 5, 6, 12].map((slot) => kit.statuses.status(7, slot)).join("");
  expect("a million: statuses", statuses, "20020022");
  const promised = [0, 1, 999998, 999999].map((place) => kit.promise(place).amount).join();
  expect("a million: promises", promised, "1,2,1,2");
  expect("a million: none beyond", kit.promise(1000000), undefined);
  expect(`a million is read in a second, not in ${milliseconds} ms`, milliseconds < 1000, true);
}
