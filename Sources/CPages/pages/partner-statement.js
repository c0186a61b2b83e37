// The settlement as tables: claim by claim, and the sums; own figures beside the issuer's, with
// what differs marked. Figures are minor units.
import { exponent } from "./amounts.js";
import { node } from "./dom.js";
import { recompute, settle } from "./offline/settlement.js";
import { amountIn, kindOf, timeAt } from "./till-words.js";
import { say } from "./words.js";

const sums = ["honoured", "returned", "lostByAcceptor", "reimbursed", "disputed", "fee", "net"];
// What is taken off.
const minus = ["returned", "lostByAcceptor", "fee"];
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const idOf = (operation) => operation.replace(/^\w+_/, "");

/** What one line brings before the fee. */
const worthOf = ({ honoured, returned, lostByAcceptor, reimbursed, disputed }) =>
  honoured - returned + disputed - lostByAcceptor + reimbursed;

const camelLine = (line) => Object.fromEntries(
  [...sums.slice(0, 5)].map((name) => [name, line[snake(name)] ?? 0]));

/**
 * One row for each claim.
 * @typedef {{id: string, at: number, record: ?object, ruling: ?string, currency: string,
 *   own: ?number, said: ?number, differs: boolean}} Row `said` and `own` null where there is none
 */

/** The rows of the own reckoning. @returns {Row[]} */
const ownRows = ({ lines }) => lines.map((line) => ({
  id: line.record.id, at: line.record.at, record: line.record, ruling: line.ruling,
  currency: line.currency, own: worthOf(line), said: null, differs: false,
}));

/** The rows of a statement, and of what is missing there. @returns {Row[]} */
function rowsBeside(statement, answers, till, findings, own) {
  const wrong = new Set(findings.map(({ place }) => idOf(place)));
  // Each line under the agreement that was in force then.
  const reckoned = new Map(statement.agreements.map(({ version, agreement }) => [version,
    new Map(settle(answers, {
      feeBasisPoints: agreement.fee_basis_points, usePrice: agreement.use_price.amount,
      discountShareBasisPoints: agreement.discount_share_basis_points,
    }, till.kit.currency).lines.map((line) => [line.record.id, line]))]));
  const records = new Map(answers.map(({ record }) => [record.id, record]));
  const rows = statement.lines.filter((line) => line.till === till.pairing.device && line.ruling)
    .map((line) => {
      const id = idOf(line.operation);
      const known = reckoned.get(line.version)?.get(id);
      return {
        id, at: Date.parse(line.time), record: records.get(id) ?? null, ruling: line.ruling,
        currency: line.currency, own: known ? worthOf(known) : null,
        said: worthOf(camelLine(line)), differs: wrong.has(id),
      };
    });
  const missing = new Set(findings.filter(({ problem }) => problem === "missing")
    .map(({ place }) => idOf(place)));
  const more = ownRows(own).filter(({ id }) => missing.has(id));
  return [...rows, ...more.map((row) => ({ ...row, differs: true }))];
}

const mark = () => node("strong", { class: "small" }, ` ≠ ${say("partner.differs")}`);
const cell = (tag, text, more = {}) => node(tag, { class: "number", ...more }, text);
const shown = (minor, currency) => (minor === null ? "–" : amountIn(minor, currency));

function claimTable(rows, till, isBeside) {
  if (rows.length === 0) return node("p", { class: "soft" }, say("partner.settlement.nothing"));
  const head = [["th", "partner.column.when"], ["th", "partner.column.what"],
    ["number", "partner.column.own"], ...(isBeside ? [["number", "partner.column.said"]] : [])];
  const what = ({ record }) => {
    if (record?.token) return kindOf(record.token);
    return record ? say("till.word.undone") : say("partner.unknown");
  };
  return scroll(say("partner.claims"), node("table", { id: "claims" },
    node("caption", { class: "unseen" }, say("partner.claims")),
    node("thead", {}, node("tr", {}, head.map(([style, word]) =>
      node("th", { scope: "col", class: style === "number" ? "number" : null }, say(word))))),
    node("tbody", {}, rows.slice(-500).reverse().map((row) =>
      node("tr", { class: row.differs ? "differs" : null },
        node("td", {}, timeAt(row.at, till)),
        node("td", {}, what(row), row.differs ? mark() : null),
        cell("td", shown(row.own, row.currency)),
        isBeside ? cell("td", shown(row.said, row.currency)) : null)))));
}

/** `figures` are `[name, own, said, differs]` of one currency. */
function sumTable(figures, currency, isBeside) {
  return scroll(say("partner.sums"), node("table", { class: "sumtable" },
    node("caption", { class: "unseen" }, `${say("partner.sums")} ${currency}`),
    node("thead", {}, node("tr", {}, node("th", { scope: "col" }, currency),
      cell("th", say("partner.column.own"), { scope: "col" }),
      isBeside ? cell("th", say("partner.column.said"), { scope: "col" }) : null)),
    node("tbody", {}, figures.map(([name, own, said, differs]) => {
      const sign = minus.includes(name) ? -1 : 1;
      const style = [name === "net" ? "total" : "", differs ? "differs" : ""].join(" ").trim();
      return node("tr", { class: style || null },
        node("th", { scope: "row" }, say(`partner.sum.${snake(name)}`), differs ? mark() : null),
        cell("td", shown(sign * own, currency)),
        isBeside ? cell("td", shown(sign * said, currency)) : null);
    }))));
}

// What is wide is moved sideways, also by whoever has no mouse.
const scroll = (label, table) =>
  node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);

/** The own reckoning: sums for each currency, then every claim. */
export function ownTable(own, till) {
  return node("div", {},
    own.totals.map((total) => sumTable(sums.filter((name) => name !== "disputed")
      .map((name) => [name, total[name], null, false]), total.currency, false)),
    node("h3", {}, say("partner.claims")), claimTable(ownRows(own), till, false));
}

/** The issuer's statement beside it. */
export function statementTables(statement, answers, till, own) {
  const findings = recompute(statement, answers, [till.pairing.device]);
  const rows = rowsBeside(statement, answers, till, findings, own);
  return node("div", {},
    node("p", { id: "verdict" }, node("strong", {}, findings.length
      ? say("partner.differences", { count: findings.length }) : say("partner.agrees"))),
    statement.totals.map((total) => sumTable(sums.map((name) => {
      const found = findings.find(({ place, problem }) =>
        place === total.currency && problem === name);
      const said = total[snake(name)] ?? 0;
      return [name, found ? found.follows : said, said, Boolean(found)];
    }), total.currency, true)),
    node("h3", {}, say("partner.claims")), claimTable(rows, till, true));
}

/** All claims as rows of a table for a spreadsheet, amounts with a full stop. */
export function tableOf(statement, answers, till, own) {
  const findings = statement ? recompute(statement, answers, [till.pairing.device]) : [];
  const rows = statement
    ? rowsBeside(statement, answers, till, findings, own) : ownRows(own);
  const plain = (minor, currency) =>
    (minor === null ? "" : (minor / 10 ** exponent(currency)).toFixed(exponent(currency)));
  return [
    ["time", "redemption", "ruling", "currency", "own", "statement", "differs"],
    ...rows.map(({ id, at, ruling, currency, own: mine, said, differs }) => [
      new Date(at).toISOString(), `rd_${id}`, ruling, currency, plain(mine, currency),
      plain(said, currency), differs ? "yes" : "",
    ]),
  ];
}
