/** What an acceptor is owed for what its tills took, to the cent: docs/partners.md, L16. */

import { currencyCode } from "./currency.js";
import { share } from "./rules.js";

const clockTolerance = 300000;
const sums = [
  "honoured", "returned", "lostByIssuer", "lostByAcceptor", "reimbursed", "disputed",
];

/** What the claim moved, in the voucher's unit: from the voucher and from losses. */
const moved = ({ paid, lostByIssuer, lostByAcceptor }) => paid + lostByIssuer + lostByAcceptor;

/** What is paid back of a discount its share, of an entitlement its price for each use. */
function reimbursement({ token, discount }, uses, { discountShareBasisPoints, usePrice }) {
  if (token.kind === 3) return uses ? share(discount ?? 0, discountShareBasisPoints) : 0;
  return token.kind === 4 ? uses * usePrice : 0;
}

/**
 * The settlement list that follows from a till's own answered claims under one agreement.
 * @param {object[]} answers as `Till.answers` has them; those not answered yet count nothing
 * @param {object} agreement the kit's; `currency` is the kit's too
 * @param {number} currency the numeric code that uses are paid in
 * @returns {{lines: object[], totals: object[]}} for each claim `record, ruling, currency, uses`
 *   and amounts in minor units: `honoured, returned, lostByIssuer, lostByAcceptor, reimbursed`;
 *   for each currency the sums of these, `fee` and `net`, what is to pay
 */
export function settle(answers, agreement, currency) {
  const known = new Map(answers.map((each) => [each.record.id, each]));
  const lines = answers.flatMap(({ record, answer }) => {
    const use = record.undo ? known.get(record.undo) : { record, answer };
    const of = use?.answer;
    // A use that was put back before it was judged moved nothing.
    if (!answer || !of || !moved(of) || (record.undo && answer.ruling !== "undone")) return [];
    return [line(record, answer, use, agreement, currency)];
  });
  return { lines, totals: totalsOf(lines, () => agreement.feeBasisPoints) };
}

function line(record, { ruling }, { record: use, answer }, agreement, currency) {
  const sign = record.undo ? -1 : 1;
  const isMoney = use.token.kind === 2;
  const amount = moved(answer);
  const paidUses = isMoney ? 0 : amount - answer.lostByAcceptor;
  return {
    record, ruling, version: 0, uses: isMoney ? 0 : sign * amount,
    currency: currencyCode(use.token.currency ?? currency),
    honoured: isMoney && sign > 0 ? amount : 0, returned: isMoney && sign < 0 ? amount : 0,
    lostByIssuer: isMoney ? sign * answer.lostByIssuer : 0,
    lostByAcceptor: isMoney ? sign * answer.lostByAcceptor : 0,
    reimbursed: sign * reimbursement(use, paidUses, agreement), disputed: 0,
  };
}

/** The sums of lines by currency; the fee is rounded once for each version of the agreement. */
function totalsOf(lines, feeOf) {
  const found = new Map();
  for (const each of lines) {
    const { currency } = each;
    const total = found.get(currency) ?? { currency, bases: new Map() };
    found.set(currency, total);
    for (const name of sums) total[name] = (total[name] ?? 0) + each[name];
    const base = each.honoured - each.returned - each.lostByAcceptor;
    total.bases.set(each.version, (total.bases.get(each.version) ?? 0) + base);
  }
  return [...found.values()].map(({ bases, ...total }) => {
    let fee = 0;
    for (const [version, base] of bases) if (base > 0) fee += share(base, feeOf(version));
    const { honoured, returned, disputed, lostByAcceptor, reimbursed } = total;
    const net = honoured - returned + disputed - lostByAcceptor + reimbursed - fee;
    return { ...total, fee, net };
  });
}

const camel = (value) => {
  if (Array.isArray(value)) return value.map(camel);
  if (!value || typeof value !== "object") return value;
  const name = (text) => text.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [name(key), camel(each)]));
};

/**
 * Recomputes a statement of the issuer from what the acceptor's own tills wrote and were answered.
 * @param {object} json the statement, `GET /v1/settlements/{partner}/{number}`
 * @param {object[]} answers as `Till.answers` has them
 * @param {string[]} tills whose answers these are; lines of others are taken as they stand
 * @returns {{place: string, problem: string, is: *, follows: *}[]} where they differ; none if the
 *   statement is right to the cent
 */
export function recompute(json, answers, tills) {
  const statement = camel(json);
  const findings = [];
  const compare = (place, problem, is, follows) => {
    if (is !== follows) findings.push({ place, problem, is, follows });
  };
  const paying = new Map(statement.agreements.map((each) => [each.version, each.agreement]));
  const totals = totalsOf(statement.lines, (version) => paying.get(version)?.feeBasisPoints ?? 0);
  for (const code of new Set([...statement.totals, ...totals].map(({ currency }) => currency))) {
    const [said, follows] = [statement.totals, totals].map(
      (list) => list.find(({ currency }) => currency === code));
    for (const name of [...sums, "fee", "net"]) {
      compare(code, name, said?.[name], follows?.[name] ?? 0);
    }
  }
  const known = new Map(answers.map((each) => [each.record.id, each]));
  for (const each of statement.lines) {
    if (!each.ruling || !tills.includes(each.till)) continue;
    compareLine(each, known.get(each.operation.replace(/^\w+_/, "")), paying, compare);
  }
  lookForMissing(statement, answers, compare);
  return findings;
}

function compareLine(said, known, paying, compare) {
  const place = said.operation;
  if (!known?.answer) return compare(place, known ? "unanswered" : "unknown", true, false);
  const { record, answer } = known;
  compare(place, "ruling", said.ruling, answer.ruling);
  if (record.undo) return;
  const isMoney = record.token.kind === 2;
  const follows = moved(answer);
  compare(place, isMoney ? "honoured" : "uses", isMoney ? said.honoured : said.uses, follows);
  if (isMoney) compare(place, "lostByAcceptor", said.lostByAcceptor, answer.lostByAcceptor);
  const agreement = paying.get(said.version);
  if (!agreement) return compare(place, "version", said.version, undefined);
  const prices = { ...agreement, usePrice: agreement.usePrice.amount };
  const paidUses = follows - answer.lostByAcceptor;
  compare(place, "reimbursed", said.reimbursed, reimbursement(record, paidUses, prices));
}

/** Claims that were answered with something while the run was booked, and that have no line. */
function lookForMissing({ lines, coversFrom, coversUntil }, answers, compare) {
  const listed = new Set(lines.map(({ operation }) => operation.replace(/^\w+_/, "")));
  const from = coversFrom ? Date.parse(coversFrom) : -Infinity;
  const until = coversUntil ? Date.parse(coversUntil) : -Infinity;
  for (const { record, answer, answeredAt } of answers) {
    if (!answer || !(moved(answer) + answer.returned) || listed.has(record.id)) continue;
    if (answeredAt + clockTolerance >= until || answeredAt - clockTolerance <= from) continue;
    compare(`rd_${record.id}`, "missing", false, true);
  }
}
