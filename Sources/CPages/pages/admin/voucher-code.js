// The code of a voucher, large: to be shown, copied and printed.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { button, drawn } from "./buttons.js";
import { on } from "./values.js";
import { left, promise } from "./voucher-words.js";

/** A ticket with a voucher's promise, its days and its code, and what can be done with it. */
export async function ticket(voucher) {
  const code = await ask("GET", `/v1/vouchers/${voucher.voucher}/code`);
  const picture = await drawn(code.token, { class: "qr", alt: say("admin.code.qr") });
  const typedCode = node("p", { class: "code typed-code" }, code.typed_code);
  const said = node("span", { role: "status", class: "soft" });
  const copy = button(say("admin.code.copy"), async () => {
    try {
      await navigator.clipboard.writeText(code.typed_code);
      fill(said, say("admin.code.copied"));
    } catch {
      // Not every place lets a page write there: the code is chosen, to be copied by hand.
      getSelection().selectAllChildren(typedCode);
    }
  });
  const days = { first: on(voucher.first_day), last: on(voucher.last_day) };
  return node("section", { class: "ticket sheet", "aria-label": say("admin.code.ticket") },
    node("p", { class: "soft" }, brand.name),
    node("p", { class: "worth" }, left(voucher) || promise(voucher)),
    picture, typedCode,
    voucher.label ? node("p", {}, voucher.label) : null,
    node("p", { class: "soft" }, say("admin.voucher.days", days)),
    node("div", { class: "row no-print" },
      button(say("admin.code.print"), () => window.print(), ""), copy, said));
}
