// What can be done after an answer: it stands below it until the next one.
import { fill, node, one } from "./dom.js";
import { show } from "./result.js";
import { say } from "./words.js";

const undoMilliseconds = 60_000;
let ticking = 0;

/** Shows what can be done next; nothing for nothing. */
export function steps(...children) {
  clearInterval(ticking);
  one("steps").hidden = children.length === 0;
  fill(one("steps"), children);
}

/** What is shown before anything was scanned. */
export function ready(key = "cashier.ready.take") {
  steps();
  show("ready", null, [say(key)]);
}

/** Says that there is no answer yet; `key` is the word for what becomes of it. */
export function wait(key = "cashier.waiting_kept") {
  steps();
  show("waiting", null, [say(key)]);
}

/** Says at once that something is done with the network only; `key` is the word for what. */
export function needNetwork(key) {
  steps();
  show("network", null, [say(key)]);
}

/** One button for a minute, which says how long it is still there. */
export function offerUndo(undo) {
  const until = Date.now() + undoMilliseconds;
  const button = node("button",
    { class: "button quiet large", type: "button", id: "undo", onclick: undo });
  const tick = () => {
    const seconds = Math.round((until - Date.now()) / 1000);
    if (seconds > 0) button.textContent = say("till.undo", { seconds });
    else steps();
  };
  steps(button);
  tick();
  ticking = setInterval(tick, 1000);
}
