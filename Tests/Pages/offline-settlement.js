// What a partner is owed, by numbers that were reckoned by hand.

import { recompute, settle } from "/offline/settlement.js";

const euro = 978;
const gift = { kind: 2, currency: euro };
const percent = { kind: 3, currency: euro };
const coffees = { kind: 4 };
const agreement = { feeBasisPoints: 250, discountShareBasisPoints: 3333, usePrice: 120 };
const time = Date.parse("2026-11-20T12:00:00Z");

const answer = (ruling, paid, lostByIssuer = 0, lostByAcceptor = 0, returned = 0) => ({
  answer: { ruling, paid, lostByIssuer, lostByAcceptor, returned }, answeredAt: time,
});
const claim = (id, record, said) => ({ record: { id, ...record }, ...said });

const answers = [
  claim("01A", { token: gift }, answer("accepted", 1200)),
  // 30.00 were taken of a card with 10.00: 15.00 the issuer bears, 5.00 the acceptor.
  claim("01B", { token: gift }, answer("over_limit", 1000, 1500, 500)),
  claim("01C", { token: gift }, answer("accepted", 700)),
  claim("01D", { undo: "01C" }, answer("undone", 0, 0, 0, 700)),
  // A third of 3.75 is 1.249875.
  claim("01E", { token: percent, discount: 375 }, answer("accepted", 1)),
  claim("01F", { token: coffees }, answer("accepted_late", 2)),
  claim("01G", { token: gift }, answer("forged", 0)),
  claim("01H", { token: gift }, { answer: null, answeredAt: null }),
];

const line = (operation, ruling, numbers) => ({
  sequence: 1, operation: `rd_${operation}`, till: "till-7", ruling, uses: 0, currency: "EUR",
  version: 1, honoured: 0, returned: 0, lost_by_issuer: 0, lost_by_acceptor: 0, reimbursed: 0,
  disputed: 0, ...numbers,
});

const statement = () => ({
  covers_from: "2026-11-01T00:00:00Z", covers_until: "2026-12-01T00:00:00Z",
  agreements: [{
    version: 1,
    agreement: {
      fee_basis_points: 250, discount_share_basis_points: 3333,
      use_price: { amount: 120, currency: "EUR" },
    },
  }],
  totals: [{
    currency: "EUR", honoured: 4900, returned: 700, lost_by_issuer: 1500, lost_by_acceptor: 500,
    reimbursed: 365, disputed: 0, fee: 93, net: 3972,
  }],
  lines: [
    line("01A", "accepted", { honoured: 1200 }),
    line("01B", "over_limit", { honoured: 3000, lost_by_issuer: 1500, lost_by_acceptor: 500 }),
    line("01C", "accepted", { honoured: 700 }),
    line("01D", "undone", { returned: 700 }),
    line("01E", "accepted", { uses: 1, reimbursed: 125 }),
    line("01F", "accepted_late", { uses: 2, reimbursed: 240 }),
  ],
});

export async function settlement(expect) {
  const { lines, totals } = settle(answers, agreement, euro);
  expect("lines", lines.map(({ record }) => record.id).join(), "01A,01B,01C,01D,01E,01F");
  const [{ currency, ...sums }] = totals;
  expect("one currency", `${totals.length} ${currency}`, "1 EUR");
  // 2.5 % of 49.00 − 7.00 − 5.00 is 0.925, rounded half up.
  const wanted = {
    honoured: 4900, returned: 700, lostByIssuer: 1500, lostByAcceptor: 500, reimbursed: 365,
    fee: 93, net: 3972,
  };
  for (const [name, value] of Object.entries(wanted)) expect(`own ${name}`, sums[name], value);
  const large = claim("01A", { token: gift }, answer("accepted", 999999999999));
  expect("no cent of a large amount is lost",
    settle([large], { ...agreement, feeBasisPoints: 9999 }, euro).totals[0].fee, 999899999999);
  checkStatements(expect);
  const samples = await (await fetch("/samples/samples.json")).json();
  const real = samples.get_statement.answer;
  expect("a real statement has lines", real.lines.length > 0, true);
  expect("and follows from them", recompute(real, [], []).length, 0);
}

function checkStatements(expect) {
  const problems = (change) => {
    const altered = statement();
    change(altered);
    const found = recompute(altered, answers, ["till-7"]);
    return found.map(({ place, problem }) => `${place} ${problem}`).join(", ");
  };
  expect("a right statement", problems(() => {}), "");
  expect("a fee of a cent more", problems((s) => (s.totals[0].fee += 1)), "EUR fee");
  expect("a cent less to pay", problems((s) => (s.totals[0].net -= 1)), "EUR net");
  expect("a line that was changed", problems((s) => {
    s.lines[0].honoured -= 40;
    s.totals[0].honoured -= 40;
    Object.assign(s.totals[0], { fee: 92, net: 3933 });
  }), "rd_01A honoured");
  expect("a line left out", problems((s) => {
    s.lines.splice(5, 1);
    s.totals[0].reimbursed -= 240;
    s.totals[0].net -= 240;
  }), "rd_01F missing");
  expect("a line of nobody", problems((s) => s.lines.push(line("01Z", "accepted", {}))),
    "rd_01Z unknown");
  expect("another verdict", problems((s) => (s.lines[0].ruling = "forged")), "rd_01A ruling");
  expect("too little paid back", problems((s) => {
    s.lines[4].reimbursed -= 1;
    s.totals[0].reimbursed -= 1;
    s.totals[0].net -= 1;
  }), "rd_01E reimbursed");
}
