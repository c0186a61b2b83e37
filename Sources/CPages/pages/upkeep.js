// Keeps a page for when there is no network, and offers a newer one that lies ready.
import { node, one } from "./dom.js";
import { say } from "./words.js";

// Somebody who never closes the page hears of a newer one all the same.
const hour = 3_600_000;

/**
 * Keeps the page from now on; it opens without a network then (page-worker.js).
 *
 * @param {"card" | "cashier" | "partner"} part The page, which stands at an address of that name.
 * @param {() => void} told Is called once when a newer version lies ready: `location.reload()`
 *   takes it, when nothing is under way. Until then everything stays as it is.
 * @returns {Promise<boolean>} Whether this browser keeps pages at all.
 */
export async function keepPage(part, told = () => {}) {
  const workers = navigator.serviceWorker;
  if (!workers) return false;
  let isTold = false;
  workers.addEventListener("message", ({ data }) => {
    if (!data?.isReady || isTold) return;
    isTold = true;
    told();
  });
  try {
    await workers.register(`/page-worker.js?part=${part}`, { scope: `/${part}` });
  } catch {
    return false;
  }
  const look = async () => {
    const registration = await workers.ready;
    await registration.update().catch(() => {});
    registration.active.postMessage("look");
  };
  setInterval(look, hour);
  addEventListener("online", look);
  look();
  return true;
}

/** Offers to load the page again, above everything else of it, until somebody does. */
export function offer() {
  one("main").prepend(node("div", { id: "update", class: "sheet row apart", role: "status" },
    node("span", { "data-word": "common.update" }, say("common.update")),
    node("button", { class: "button", type: "button", "data-word": "common.update.load",
      onclick: () => location.reload() }, say("common.update.load"))));
}
