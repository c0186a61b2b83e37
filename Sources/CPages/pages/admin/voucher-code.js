// The code of a voucher, large: to be shown, copied and printed.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { button, date } from "./pieces.js";
import { left, promise } from "./voucher-words.js";

/** A picture of a QR code that holds a text. */
export async function drawn(text) {
  const answer = await ask("POST", "/v1/symbols", { body: { text } });
  const svg = await answer.text();
  return node("img", { class: "qr", src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: say("admin.code.qr") });
}

/** A ticket with a voucher's promise, its days and its code, and what can be done with it. */
export async function ticket(voucher) {
  const code = await ask("GET", `/v1/vouchers/${voucher.voucher}/code`);
  const picture = await drawn(code.token);
  const said = node("span", { role: "status", class: "soft" });
  const copy = button(say("admin.code.copy"), "quiet", async () => {
    try {
      await navigator.clipboard.writeText(code.typed_code);
      fill(said, say("admin.code.copied"));
    } catch {
      // Not every place lets a page write there: the code is chosen, to be copied by hand.
      getSelection().selectAllChildren(typedCode);
    }
  });
  const typedCode = node("p", { class: "code typed-code" }, code.typed_code);
  return node("section", { class: "ticket sheet", "aria-label": say("admin.code.ticket") },
    node("p", { class: "soft" }, brand.name),
    node("p", { class: "worth" }, left(voucher) || promise(voucher)),
    picture, typedCode,
    voucher.label ? node("p", {}, voucher.label) : null,
    node("p", { class: "soft" }, say("admin.voucher.days", { first: date(voucher.first_day), last: date(voucher.last_day) })),
    node("div", { class: "row no-print" }, button(say("admin.code.print"), "", () => window.print()), copy, said));
}
