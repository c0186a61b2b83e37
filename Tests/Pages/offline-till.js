// Whole days of a till beside those that the Swift till lived, and what a browser adds: reloads,
// two tabs, altered databases.

import { hex } from "/offline/bytes.js";
import { newOperation } from "/offline/claims.js";
import { forget, pair } from "/offline/pairing.js";
import { got, openStore, transact } from "/offline/store.js";
import { Till } from "/offline/till.js";
import { bytes, code } from "./offline-kits.js";

export const base64 = (array) => btoa(Array.from(array, (b) => String.fromCharCode(b)).join(""));
let count = 0;
export const freshStore = () => openStore(`test-${++count}-${Math.random()}`);

export async function till(expect) {
  const { days } = await (await fetch("/data/cases.json")).json();
  for (const [index, day] of days.entries()) await live(day, index, expect);
  await livesAgain(days[0], expect);
  await isKeptSafe(days[0], expect);
  return twoTabs(days[0], expect);
}

const verbs = {
  check: async (till, { text, now }) => {
    const { takeable, left, leased } = await till.check(text, { now });
    return [takeable ?? -1, left ?? -1, leased, -1];
  },
  redeem: async (till, { text, demand, operation, worker, now }) => {
    const done = await till.redeem(text, demand, { operation, worker, now });
    return [done.taken, done.left, done.leased, done.discount ?? -1];
  },
  undo: async (till, step) => [(await till.undo(step)).returned, -1, -1, -1],
  kit: (till, { file, now }) => till.takeKit(bytes(file), now).then(() => undefined),
  receipt: (till, { file }) => till.takeReceipt(bytes(file)).then(() => undefined),
};

async function live(day, index, expect) {
  const store = await freshStore();
  let till = await pair(store, day.pairing, day.steps[0].now);
  for (const [number, step] of day.steps.entries()) {
    const what = `day ${index} step ${number} ${step.verb}`;
    const said = await verbs[step.verb](till, step).then(
      (numbers) => numbers?.join(), (error) => error.code ?? String(error.stack));
    expect(what, said, step.expect ?? step.numbers?.join());
    expect(`${what} unsent`, till.status(step.now).unsent, step.unsent);
    // As if the page was loaded again, now and then.
    if (number % 17 === 0) till = await Till.open(store);
  }
  const upload = await till.upload(day.steps.at(-1).now, 1e5, 1);
  expect(`day ${index} upload`, base64(upload), day.upload);
}

/** The first kit of a day in a fresh till, with a gift card that is good there. */
async function fresh(day) {
  const store = await freshStore();
  const { now } = day.steps[0];
  const till = await pair(store, day.pairing, now);
  await till.takeKit(bytes(day.steps[1].file), now);
  const isGift = ({ verb, demand, expect }) => verb === "redeem" && demand.amount && !expect;
  const gift = day.steps.find(isGift);
  return { store, till, now, text: gift.text };
}

async function livesAgain(day, expect) {
  const { store, till, now, text } = await fresh(day);
  const operation = newOperation(now);
  const demand = { amount: 100, currency: 978 };
  await till.redeem(text, demand, { operation, now });
  const again = await Till.open(store);
  const repeated = await again.redeem(text, demand, { operation, now });
  expect("the same operation after a reload", repeated.isReplay, true);
  expect("what was used is known", (await again.check(text, { now })).left, repeated.left);
  const paired = await pair(store, day.pairing, now);
  expect("pairing again changes nothing", paired.status(now).last, 1);
  expect("unsent claims are not forgotten", await code(forget(store, now)), "claims_unsent");
  const cut = day.pairing.slice(0, -8) + "00000000";
  expect("a pairing that was misread", await code(pair(store, cut, now)), "pairing_damaged");
  await forget(store, now, true);
  expect("forgotten", await code(Till.open(store)), "not_paired");
}

async function isKeptSafe(day, expect) {
  const { store, till, now, text } = await fresh(day);
  for (const amount of [100, 200, 300]) {
    await till.redeem(text, { amount, currency: 978 }, { operation: newOperation(now), now });
  }
  const kept = await transact(store, "readonly", async (meta) => [
    await got(meta.get("pairing")), await got(meta.get("kit"))]);
  expect("the device's key cannot be read", kept[0].key.extractable, false);
  expect("nor can leaves", kept[1].leaves.every((leaf) => !leaf.extractable), true);
  expect("there are leaves", kept[1].leaves.length > 0, true);
  // Leaf of key 1 and gifts, as the golden vectors have it.
  const leaf = "c63244fdc098e736e6429b91f4b938fd202f24a459a70549a511d0f1adda2803";
  expect("the kit came with leaves", hex(bytes(day.steps[1].file)).includes(leaf), true);
  expect("and is kept without", hex(kept[1].content).includes(leaf), false);

  const spoil = async (what, wanted, work) => {
    const undo = await transact(store, "readwrite", work);
    expect(what, await code(Till.open(store)), wanted);
    await transact(store, "readwrite", undo);
    expect(`${what}, mended`, await code(Till.open(store)), undefined);
  };
  const second = [1, 2];
  await spoil("a changed bit", "log_damaged", async (meta, claims) => {
    const held = await got(claims.get(second));
    const altered = held.slice();
    altered[90] ^= 1;
    await got(claims.put(altered, second));
    return (_, claims) => got(claims.put(held, second));
  });
  await spoil("a record that is gone", "log_damaged", async (meta, claims) => {
    const held = await got(claims.get(second));
    await got(claims.delete(second));
    return (_, claims) => got(claims.put(held, second));
  });
  await spoil("the last record gone", "log_damaged", async (meta, claims) => {
    const held = await got(claims.get([1, 3]));
    await got(claims.delete([1, 3]));
    return (_, claims) => got(claims.put(held, [1, 3]));
  });
  await spoil("a kit that was altered", "kit_damaged", async (meta) => {
    const held = await got(meta.get("kit"));
    const content = held.content.map((byte, i) => (i === 300 ? byte ^ 1 : byte));
    await got(meta.put({ ...held, content }, "kit"));
    await got(meta.put(-1, "change"));
    return async (meta) => {
      await got(meta.put(held, "kit"));
      await got(meta.put(-2, "change"));
    };
  });
}

/** Two tabs that accept one code at once, again and again: each time one wins. */
async function twoTabs(day, expect) {
  const { store, till, now } = await fresh(day);
  // Three uses and no more; of money the limits would speak first.
  const { text } = day.steps.find((step) => step.demand?.uses && step.numbers?.[1] <= 2);
  const tabs = [till, await Till.open(store), await Till.open(store)];
  const all = { uses: 3 };
  const said = await Promise.all(tabs.map((tab) =>
    code(tab.redeem(text, all, { operation: newOperation(now), now }))));
  expect("one of three tabs takes it", said.filter((each) => !each).length, 1);
  expect("the others are told", said.filter((each) => each === "exhausted").length, 2);
  // One till and two scans at once.
  await till.undo({ operation: newOperation(now), now });
  const both = await Promise.all([1, 2].map(() =>
    code(till.redeem(text, all, { operation: newOperation(now), now }))));
  expect("one of two scans takes it", both.filter((each) => !each).length, 1);
  const operation = newOperation(now);
  await till.undo({ operation: newOperation(now), now });
  const same = await Promise.all(tabs.map((tab) => tab.redeem(text, all, { operation, now })));
  expect("one intention is one record", same.filter(({ isReplay }) => !isReplay).length, 1);
  await crowd(day, expect);
  const upload = await tabs[2].upload(now, 1e5, 1);
  return { upload: base64(upload), count: tabs[2].status(now).last };
}

/** Many scans at once in three tabs that have not heard of one another: three of three uses go. */
async function crowd(day, expect) {
  const { store, till, now } = await fresh(day);
  const { text } = day.steps.find((step) => step.demand?.uses && step.numbers?.[1] <= 2);
  const tabs = [till, await Till.open(store), await Till.open(store)];
  const scans = Array.from({ length: 30 }, (_, i) =>
    code(tabs[i % 3].redeem(text, { uses: 1 }, { operation: newOperation(now), now })));
  const said = await Promise.all([...scans, code(till.refresh())]);
  expect("three of thirty", said.slice(0, 30).filter((each) => !each).length, 3);
  expect("the rest is told", said.filter((each) => each === "exhausted").length, 27);
  for (const tab of tabs) await tab.refresh();
  expect("three records", tabs.map((tab) => tab.status(now).last).join(), "3,3,3");
  expect("which a new page can read", (await Till.open(store)).status(now).last, 3);
}
