// Vouchers: finding them, and the story of one.
import { fill, node } from "../dom.js";
import { say } from "../words.js";

/** Shows the search, or the voucher that `rest` names. */
export async function show(main, session, rest) {
  fill(main, node("h1", {}, say("admin.vouchers")));
}
