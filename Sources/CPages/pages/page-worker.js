// Keeps the pages that work without a network: `/page-worker.js?part=card`, with a list for each.
//
// 1  What is kept is one set of files, given out whole: a page never gets modules of two versions.
// 2  A newer set is fetched beside it, whole, and takes its place when the page is opened anew. A
//    page that is open is never changed; it is told, so that it can offer to be loaded again.

const part = new URL(location).searchParams.get("part");
const [home, shelf, beside] = [`/${part}`, `tessera-${part}`, `tessera-${part}-next`];
// Says which set is kept: the last that is written, so that without it a set is not whole.
const mark = "/pages/kept";
const version = "/pages/version.json";
const looks = ["/v1/brand", "/pages/logo"];

const modules = (names, folder = "") => names.map((name) => `/pages/${folder}${name}.js`);
const all = modules(["amounts", "api", "dom", "masthead", "session", "upkeep", "words"]);
const bench = [
  `${home}/scanner-worker.js`, "/pages/scanner.wasm", "/pages/cashier.css",
  ...modules(["bench", "camera", "device", "hand-scanner", "pair-panel", "presentation"]),
  ...modules(["result", "signals", "till-words"]),
  ...modules([
    "bytes", "claimlog", "claims", "currency", "deeds", "kit", "kitparts", "memory", "pairing",
    "proof", "rules", "standing", "status", "store", "sync", "till", "token", "typed", "verify",
  ], "offline/"),
];
const own = {
  card: [
    "/pages/card.css",
    ...modules(["card", "card-code", "card-give", "card-live", "card-story", "card-text"]),
    ...modules(["card-wallet", "qr"]),
  ],
  cashier: [
    ...bench,
    ...modules(["amount-form", "answer", "bill", "cashier", "conflicts", "counter", "day-log"]),
    ...modules(["reach", "return-form", "sell", "shift", "standing", "steps", "take", "till"]),
  ],
  partner: [
    ...bench, "/pages/partner.css", "/pages/offline/settlement.js",
    ...modules(["amount-form", "partner", "partner-accounts", "partner-day"]),
    ...modules(["partner-standing", "partner-statement", "partner-take", "steps"]),
  ],
};
const files = [
  home, `/manifest-${part}.webmanifest`, "/pages/icon.svg", "/pages/look.css",
  "/pages/masthead.css", ...all, ...own[part],
  ...["en", "id", "vi", "sv", "ro", "nl"].map((code) => `/pages/words/${part}/${code}.json`),
];

// A network that says nothing is as good as none.
const fresh = (path) =>
  new Request(path, { cache: "no-cache", signal: AbortSignal.timeout(60_000) });

// Which set the service has now, for a list of files that another version of this may not have.
async function wanted() {
  const answer = await fetch(fresh(version));
  if (!answer.ok) throw new TypeError(`no version: ${answer.status}`);
  return `${await answer.text()} ${files.join(" ")}`;
}

const marked = async (name) => (await (await caches.open(name)).match(mark))?.text();

// Fetches the service's set, if it is another one; gives whether one lies ready.
async function renew() {
  const set = await wanted();
  if (await marked(shelf) === set) return false;
  if (await marked(beside) === set) return true;
  await caches.delete(beside);
  const next = await caches.open(beside);
  await next.addAll(files.map(fresh));
  // The service may have become another one while it was asked.
  if (await wanted() !== set) return false;
  await next.put(mark, new Response(set));
  return true;
}

// Puts the set that lies ready in the place of the one before. Broken off, it is done again.
async function replace() {
  if (!(await marked(beside))) return;
  const next = await caches.open(beside);
  const paths = [...files, mark];
  // All of it is in hand before anything is changed.
  const found = await Promise.all(paths.map((path) => next.match(path)));
  if (!found.every(Boolean)) return;
  const kept = await caches.open(shelf);
  await kept.delete(mark);
  for (const [index, path] of paths.entries()) await kept.put(path, found[index]);
  for (const { url } of await kept.keys()) {
    const { pathname } = new URL(url);
    if (![...paths, ...looks].includes(pathname)) await kept.delete(url);
  }
  await caches.delete(beside);
}

// Renewals one after the other.
let last = Promise.resolve();
function renewed() {
  const done = last.then(renew);
  last = done.catch(() => {});
  return done;
}

// The shop's looks: as they were heard last, and asked for anew behind that.
async function looked(path) {
  const kept = await caches.open(shelf);
  const asked = fetch(fresh(path)).then(async (answer) => {
    if (answer.ok) await kept.put(path, answer.clone());
    return answer;
  });
  asked.catch(() => {});
  return (await kept.match(path)) ?? asked;
}

async function given(request, pathname) {
  if (request.mode === "navigate") await replace().catch(() => {});
  return (await (await caches.open(shelf)).match(pathname)) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil((async () => {
  await renewed();
  if (!(await marked(shelf))) await replace();
  await Promise.allSettled(looks.map(looked));
  await skipWaiting();
})()));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// A page asks by any message whether a newer set lies ready.
addEventListener("message", (event) => event.waitUntil((async () => {
  const isReady = await renewed().catch(() => false);
  event.source?.postMessage({ isReady });
})()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (looks.includes(pathname)) event.respondWith(looked(pathname));
  else if (files.includes(pathname)) event.respondWith(given(request, pathname));
  if (request.mode === "navigate" && pathname === home) {
    event.waitUntil(renewed().catch(() => {}));
  }
});
