// Uploads, verdicts and kits between a till and a service that is played here.

import { base32Bytes, counted, join, number, utf8, withContext } from "/offline/bytes.js";
import { newOperation, operationBytes, readRecord } from "/offline/claims.js";
import { pair } from "/offline/pairing.js";
import { pull, push, sync } from "/offline/sync.js";
import { Till } from "/offline/till.js";
import { bytes, code } from "./offline-kits.js";
import { freshStore } from "./offline-till.js";

/** The issuer's key of the sample pairings: a seed of nines behind PKCS #8. */
const issuerKey = () => crypto.subtle.importKey(
  "pkcs8", join(bytes("MC4CAQAwBQYDK2VwBCIEIA=="), new Uint8Array(32).fill(9)),
  { name: "Ed25519" }, false, ["sign"]);

/** A service that has a book, a kit, and a network that can be cut. */
class Service {
  known = new Map();
  asked = [];
  network = "up";
  device = "till-1";
  ledgerEpoch = 77;
  now = 0;
  more = 0;

  constructor(key, kits, macKey) {
    Object.assign(this, { key, kits, macKey });
  }

  request = async (path, { method = "GET", body, headers }) => {
    if (this.network === "down") throw new TypeError("Failed to fetch");
    this.asked.push({ path, method, headers });
    const answer = method === "POST" ? await this.receipt(body) : this.kit(headers);
    // The book has it, and the answer is lost on its way.
    if (this.network === "lossy") throw new TypeError("Failed to fetch");
    return answer;
  };

  kit(headers) {
    if (headers["If-None-Match"] === '"kit-2"') return new Response(null, { status: 304 });
    return new Response(this.kits.shift(), { headers: { ETag: '"kit-2"' } });
  }

  async receipt(upload) {
    if (this.refusal) return Response.json(this.refusal, { status: 403 });
    const items = [];
    // Behind TZUPLD, the version, the name, the epoch: a count, then records with their lengths.
    let at = 7 + 1 + upload[7] + 4;
    const count = new DataView(upload.buffer).getUint32(at);
    at += 4;
    for (let i = 0; i < count; i++) {
      const length = (upload[at] << 8) | upload[at + 1];
      const { record, hash } = await readRecord(upload.slice(at + 2, at + 2 + length), this.macKey);
      at += 2 + length;
      this.known.set(record.sequence, record);
      // The second one was used elsewhere: part of it is a loss.
      const [ruling, ...parts] = record.sequence === 2 ? [3, 100, 50, 50, 0] : [1, 200, 0, 0, 0];
      items.push(join(
        operationBytes(record.id), number(record.sequence, 8), hash, [ruling],
        ...parts.map((part) => number(part, 8))));
    }
    const last = Math.max(0, ...this.known.keys()) + this.more;
    const content = join(
      utf8("TZRCPT\x01"), counted(this.device), number(1, 4), counted("harbour"),
      number(this.ledgerEpoch, 8), number(++this.now, 8), number(last, 8), number(last, 8),
      number(0, 2), number(items.length, 4), ...items);
    const message = withContext("receipt", content);
    const signature = await crypto.subtle.sign({ name: "Ed25519" }, this.key, message);
    return new Response(join(content, new Uint8Array(signature)));
  }
}

async function scene() {
  const { days: [day] } = await (await fetch("/data/cases.json")).json();
  const now = () => day.steps[0].now;
  const store = await freshStore();
  const till = await pair(store, day.pairing, now());
  const secret = base32Bytes(day.pairing.slice(7)).subarray(26, 58);
  const kit = day.steps.filter(({ verb, expect }) => verb === "kit" && !expect)[0].file;
  const macKey = await crypto.subtle.importKey(
    "raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const service = new Service(await issuerKey(), [bytes(kit), bytes(kit)], macKey);
  service.now = now();
  const isGift = ({ verb, demand, expect }) => verb === "redeem" && demand.amount && !expect;
  const { text } = day.steps.find(isGift);
  const take = () => till.redeem(
    text, { amount: 200, currency: 978 }, { operation: newOperation(now()), now: now() });
  const how = { now, request: service.request, most: 2 };
  return { store, till, service, take, how, now };
}

export async function synced(expect) {
  await fetchesKits(expect);
  const { store, till, service, take, how, now } = await scene();
  await pull(till, how);
  for (let i = 0; i < 5; i++) await take();
  service.network = "down";
  expect("without a network", await code(push(till, how)), "ledger_unavailable");
  service.network = "lossy";
  expect("with an answer that is lost", await code(push(till, how)), "ledger_unavailable");
  expect("the book has two", service.known.size, 2);
  expect("the till knows of none", till.status(now()).unsent, 5);
  service.network = "up";
  const items = await push(till, how);
  expect("all are told, the first two again", items.map((i) => i.sequence).join(), "1,2,3,4,5");
  expect("nothing is unsent", till.status(now()).unsent, 0);
  const asked = service.asked.length;
  expect("nothing to tell", (await push(till, how)).length, 0);
  expect("nobody was asked", service.asked.length, asked);
  const conflicts = (await Till.open(store)).answers().filter(({ answer }) => answer.isConflict);
  expect("one conflict is kept", conflicts.map(({ record }) => record.sequence).join(), "2");
  expect("with its loss", conflicts[0].answer.lostByAcceptor, 50);
  const said = service.asked[1].headers.Authorization.split(" ");
  expect("it says who it is", said.slice(0, 4).join(" "), `Tessera-Device till-1 1 ${now()}`);
  await isNotFooled({ till, service, take, how }, expect);
  await meetsRestoredBook(expect);
}

async function fetchesKits(expect) {
  const { till, service, how } = await scene();
  expect("a first kit", await pull(till, how), true);
  expect("its address", service.asked[0].path, "/v1/kits/harbour?device=till-1");
  expect("nothing newer", await pull(till, how), false);
  expect("asked with the mark", service.asked[1].headers["If-None-Match"], '"kit-2"');
  const old = { ...how, request: async () => new Response(service.kits[0]) };
  expect("the same kit again", await code(pull(till, old)), "kit_rolled_back");
  const cut = { ...how, request: async () => new Response(service.kits[0].slice(0, 500)) };
  expect("half a kit", await code(pull(till, cut)), "kit_damaged");
  expect("the one held stays", till.kit.number, 1);
}

async function isNotFooled({ till, service, take, how }, expect) {
  await take();
  service.refusal = { code: "device_revoked", status: 403 };
  expect("what the service says is said", await code(push(till, how)), "device_revoked");
  service.refusal = undefined;
  const alter = async (path, init) => {
    const answer = new Uint8Array(await (await service.request(path, init)).arrayBuffer());
    answer[50] ^= 1;
    return new Response(answer);
  };
  const fooled = push(till, { ...how, request: alter });
  expect("a receipt that was altered", await code(fooled), "receipt_not_genuine");
  service.device = "till-2";
  expect("another till's receipt", await code(push(till, how)), "receipt_elsewhere");
  service.device = "till-1";
  service.more = 3;
  expect("the issuer knows more", await code(push(till, how)), "log_rolled_back");
  expect("and nothing is taken any more", await code(take()), "log_rolled_back");
}

async function meetsRestoredBook(expect) {
  const { till, service, take, how, now } = await scene();
  await pull(till, how);
  for (let i = 0; i < 3; i++) await take();
  const { items } = await sync(till, how);
  expect("three are told", items.length, 3);
  service.known.clear();
  service.ledgerEpoch = 78;
  await take();
  await push(till, how);
  expect("the last month is offered again", till.status(now()).unsent > 0, true);
  await push(till, how);
  expect("so the book has all of it", [...service.known.keys()].sort().join(), "1,2,3,4");
  expect("and that was all", till.status(now()).unsent, 0);
}
