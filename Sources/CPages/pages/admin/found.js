// What a search finds, a page at a time.
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { button } from "./buttons.js";
import { extend, list, nothing } from "./pieces.js";

/** How many are shown at a time. */
export const pageSize = 25;

/**
 * Shows what is found, and a button for more as long as there is more.
 *
 * @param caption What it lists. @param columns As `list` has them.
 * @param next Gives `{ items, isLast }`, the page after the one before.
 * @param none What is said where nothing is found.
 */
export async function showFound(place, caption, columns, next, none) {
  if (!place.hasChildNodes()) fill(place, nothing(say("admin.looking")));
  const first = await next();
  const table = list(caption, columns, first.items, { none });
  const more = button(say("admin.more"), async () => {
    const { items, isLast } = await next();
    extend(table, columns, items);
    more.hidden = isLast;
  });
  more.hidden = first.isLast;
  fill(place, table, node("p", { class: "row" }, more));
}
