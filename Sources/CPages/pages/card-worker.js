// Keeps the page of the card, so that it opens without a network and at once on a bad one.
//
// What is kept is one set of files, given out whole and replaced whole: a page never gets modules
// of two versions. Each time the page is opened the set is asked for anew behind it, for the next
// time.

const [shelf, next] = ["tessera-card", "tessera-card-next"];
const languages = ["en", "id", "vi", "sv", "ro", "nl"];
const modules = ["amounts", "api", "card", "card-code", "card-give", "card-live", "card-story",
  "card-text", "card-wallet", "dom", "masthead", "qr", "session", "words"];
const files = ["/card", "/v1/brand", "/manifest-card.webmanifest", "/pages/look.css",
  "/pages/masthead.css", "/pages/card.css", "/pages/icon.svg",
  ...modules.map((name) => `/pages/${name}.js`),
  ...languages.map((code) => `/pages/words/card/${code}.json`)];

async function renew() {
  await caches.delete(next);
  const fresh = await caches.open(next);
  await fresh.addAll(files.map((path) => new Request(path, { cache: "no-cache" })));
  const kept = await caches.open(shelf);
  // All have come; from here on nothing needs the network.
  await Promise.all(files.map(async (path) => kept.put(path, await fresh.match(path))));
  await caches.delete(next);
  try {
    const logo = await fetch("/pages/logo", { cache: "no-cache" });
    if (logo.ok) await kept.put("/pages/logo", logo);
  } catch { /* The last one, if there is one. */ }
}

addEventListener("install", (event) => event.waitUntil(renew().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.waitUntil(renew().catch(() => {}));
  if (!files.includes(pathname) && pathname !== "/pages/logo") return;
  event.respondWith(caches.open(shelf).then(async (kept) =>
    (await kept.match(pathname)) ?? fetch(request)));
});
