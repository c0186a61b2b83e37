// The partner's accounts: what nobody covers, and what is owed: the till's own reckoning, beside
// the issuer's statement once there is one.
import { fill, node, one } from "./dom.js";
import { Refusal } from "./offline/bytes.js";
import { settle } from "./offline/settlement.js";
import { conflictsOf } from "./partner-day.js";
import { ownTable, statementTables, tableOf } from "./partner-statement.js";
import { sentenceOf } from "./till-words.js";
import { say } from "./words.js";

// The issuer's statement as it was fetched or opened; it is kept nowhere.
let statement = null;
let wrong = "";

/** Shows conflicts and settlement. @param {Device} device of device.js, with a till */
export function drawAccounts(device) {
  const focus = one("accounts").contains(document.activeElement) ? document.activeElement.id : "";
  const { till } = device;
  fill(one("accounts"), conflictsOf(till), till.kit?.agreement ? settlement(device)
    : node("section", { class: "sheet" }, node("h2", {}, say("partner.settlement")),
      node("p", { class: "soft" }, say("partner.settlement.none"))));
  if (focus) one(focus)?.focus();
}

function settlement(device) {
  const { till } = device;
  const { agreement, currency } = till.kit;
  const answers = till.answers();
  const own = settle(answers, agreement, currency);
  const table = statement ? statementTables(statement, answers, till, own) : ownTable(own, till);
  return node("section", { id: "settlement", class: "sheet" },
    node("h2", {}, say("partner.settlement")),
    node("p", { class: "soft" }, say(statement ? "partner.settlement.beside"
      : "partner.settlement.own")),
    statementForm(device), table,
    node("div", { class: "row after noprint" },
      node("button", { id: "print", class: "button quiet", type: "button",
        onclick: () => print() }, say("till.print")),
      node("button", { id: "csv", class: "button quiet", type: "button",
        onclick: () => save(tableOf(statement, answers, till, own)) }, say("partner.csv"))));
}

function statementForm(device) {
  const file = node("input", { id: "statement", type: "file", accept: ".json,application/json",
    onchange: async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      await take(async () => JSON.parse(await chosen.text()));
      drawAccounts(device);
    } });
  const button = (id, word, onclick) => node("button", { id, class: "button quiet",
    type: "button", onclick }, say(word));
  return node("div", { class: "field noprint" },
    node("label", { for: "statement" }, say("partner.statement.file")), file,
    node("div", { class: "row after" },
      device.isReached === false ? null
        : button("fetch", "partner.statement.fetch", () => fetchLatest(device)),
      statement ? button("away", "partner.statement.away", () => {
        statement = null;
        drawAccounts(device);
      }) : null),
    node("p", { id: "statement-wrong", class: "wrong", role: "alert" }, wrong));
}

// What is no statement leaves the one before.
async function take(read) {
  wrong = "";
  try {
    const found = await read();
    const isStatement = Array.isArray(found?.lines) && Array.isArray(found.totals)
      && Array.isArray(found.agreements);
    if (isStatement) statement = found;
    else wrong = say("partner.statement.wrong");
  } catch (error) {
    if (error instanceof SyntaxError) wrong = say("partner.statement.wrong");
    else if (!(error instanceof Refusal)) throw error;
    else if (error.code === "ledger_unavailable") wrong = sentenceOf(error.code);
    else wrong = say("partner.statement.not_given");
  }
}

async function fetchLatest(device) {
  const { acceptor } = device.till.pairing;
  const path = "/v1/settlements";
  await take(async () => {
    let latest, after = "";
    do {
      const { items, next } = await device.read(`${path}?partner=${acceptor}${after}`);
      latest = items.at(-1) ?? latest;
      after = next ? `&after=${next}` : "";
    } while (after);
    return latest && device.read(`${path}/${acceptor}/${latest.number}`);
  });
  drawAccounts(device);
}

/** Saves rows as a table for a spreadsheet. */
function save(rows) {
  const cell = (value) => (/[",\n;]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const text = rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\r\n");
  // The mark makes a spreadsheet read it as UTF-8.
  const file = new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" });
  const link = node("a", { href: URL.createObjectURL(file), download: "settlement.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
