// Whether anybody answers. What is asked tells it by the way; where nothing is asked, it knocks.
import { ask } from "./api.js";

let isOut = false;

/** Returns whether the service was away when it was asked last. */
export const isAway = () => isOut;

/** Watches from now on; `changed()` is told when it is another. */
export function watchReach(changed) {
  const note = (is) => {
    if (isOut === is) return;
    isOut = is;
    changed();
  };
  document.addEventListener("reached", () => note(false));
  document.addEventListener("away", () => note(true));
  addEventListener("offline", () => note(true));
  addEventListener("online", () => knock());
  const again = () => knock().then(() => setTimeout(again, isOut ? 2000 : 5000));
  again();
}

// What comes of it, the asking itself tells.
const knock = () => ask("GET", "/readyz", { milliseconds: 3000 }).catch(() => {});
