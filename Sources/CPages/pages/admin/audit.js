// Whether the book is what was booked: how far the journal goes, and looking through all of it.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { button } from "./buttons.js";
import { facts, heading, list, part, pill } from "./pieces.js";
import { at, count } from "./values.js";

const head = (text) => node("code", { class: "small" }, text);

/** Shows how the journal stands, and what looking through the book found once it was asked for. */
export async function show(main) {
  const journal = await ask("GET", "/v1/journal");
  const result = node("div", { id: "result", "aria-live": "polite" });
  const review = button(say("admin.audit.review"), async () => {
    fill(result, node("p", { class: "soft" }, say("admin.audit.reading")));
    try {
      fill(result, told(await ask("GET", "/v1/audit", { milliseconds: 600_000 })));
    } catch (error) {
      fill(result);
      throw error;
    }
  }, "");
  review.id = "review";
  fill(main, heading(say("admin.audit"), review), result,
    part(say("admin.audit.journal"), facts([
      [say("admin.audit.operations"), count(journal.operations)],
      [say("admin.audit.sealed"), count(journal.sealed)],
      [say("admin.audit.unsealed"), count(journal.unsealed)],
      [say("admin.audit.last_booked"), at(journal.last_booked_at)],
      [say("admin.audit.last_sealed"), at(journal.last_sealed_at)],
      [say("admin.audit.head"), head(journal.head)],
    ]), node("p", { class: "soft small" }, say("admin.audit.checkpoints"), " ",
      node("code", {}, "tessera ledger checkpoint"), " · ",
      node("code", {}, "tessera ledger verify --checkpoints FILE"))));
}

function told(review) {
  const isSound = review.code === "sound";
  return node("section", { class: "sheet" },
    node("div", { class: "row heading" }, node("h2", {}, isSound ? say("admin.audit.sound")
      : say("admin.audit.unsound", { count: review.found })),
    isSound ? pill("✓", "yes") : pill("!", "no")),
    node("p", {}, say("admin.audit.counted", {
      operations: count(review.operations), transfers: count(review.transfers),
      vouchers: count(review.vouchers),
    })),
    review.findings.length > 0 ? list(say("admin.audit"), [
      { head: say("admin.audit.record"), of: (row) => row.record },
      { head: say("admin.audit.problem"), of: (row) => row.problem },
    ], review.findings) : null,
    facts([[say("admin.audit.at"), at(review.at)],
      [say("admin.audit.sealed"), count(review.sealed)],
      [say("admin.audit.unsealed"), count(review.unsealed)],
      [say("admin.audit.head"), head(review.head)]]));
}
