// Settlements: what partners are owed, line by line, with corrections.
import { ask, askAll, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { say } from "../words.js";
import { again, button, download } from "./buttons.js";
import { question } from "./dialogs.js";
import { reason } from "./fields.js";
import { back, facts, heading, link, list, part } from "./pieces.js";
import { at, count, minorOf, worth } from "./values.js";

const paid = ({ totals }) => totals.map(({ display }) => display).join(", ") || "–";

/** Shows all settlements, those with one partner, or one with its lines. */
export async function show(main, session, [partner, number]) {
  if (number) return showStatement(main, partner, Number(number));
  const query = partner ? `?partner=${encodeURIComponent(partner)}` : "";
  const settled = (await askAll(`/v1/settlements${query}`)).reverse();
  const mayAct = session.role === "admin";
  fill(main, partner ? back("settlements") : null, heading(
    partner ? say("admin.settlements.with", { partner }) : say("admin.settlements"),
    mayAct ? button(say("admin.settlements.settle"), () => settle(partner), "") : null,
    mayAct && partner ? button(say("admin.settlements.correct"), () => correct(partner)) : null),
  list(say("admin.settlements"), [
    { head: say("admin.settlements.settlement"),
      of: (row) => link(`${row.acceptor} ${row.number}`, "settlements", row.acceptor, row.number) },
    { head: say("admin.settlements.booked"), of: (row) => at(row.time) },
    { head: say("admin.settlements.net"), of: paid, number: true },
  ], settled, { none: say("admin.settlements.none") }));
}

async function settle(partner) {
  const partners = partner ? []
    : (await askAll("/v1/partners")).map(({ acceptor, name }) => [acceptor, name]);
  if (!partner && partners.length === 0) {
    throw new Refusal({ message: say("admin.partners.none") }, 409);
  }
  const through = { name: "through", type: "date", label: say("admin.settlements.through"),
    hint: say("admin.settlements.through.hint") };
  const whom = partner ? [] : [{ name: "partner", label: say("admin.partners.partner"),
    options: partners, value: partners[0][0] }];
  const body = (values) => ({ partner, ...values });
  let draft;
  const looked = await question({
    title: say("admin.settlements.settle"), about: say("admin.settlements.rehearsal"),
    fields: [...whom, through],
    word: say("admin.settlements.look"),
    send: async (values, name) => {
      const said = await ask("POST", "/v1/settlements",
        { body: { ...body(values), rehearsal: true }, name });
      draft = { values: body(values), said };
      return draft;
    },
  });
  if (!looked) return;
  if (draft.said.code === "nothing_to_settle") {
    throw new Refusal({ message: say("admin.settlements.nothing") }, 409);
  }
  const done = await question({
    title: say("admin.settlements.book", { partner: draft.said.name }),
    word: say("admin.settlements.settle"),
    about: totals(draft.said),
    send: (_, name) => ask("POST", "/v1/settlements", { body: draft.values, name }),
  });
  if (done) location.hash = `#/settlements/${encodeURIComponent(done.acceptor)}/${done.number}`;
}

async function correct(partner) {
  const { agreement } = await ask("GET", `/v1/partners/${encodeURIComponent(partner)}`);
  const currency = agreement.currency ?? brand.currency;
  const done = await question({
    title: say("admin.settlements.correct"), about: say("admin.settlements.correct.about"),
    word: say("admin.settlements.correct"), fields: [
      { name: "amount", label: `${say("admin.settlements.amount")} (${currency})`,
        inputmode: "decimal", required: true },
      { name: "favour", label: say("admin.settlements.favour"), value: "partner",
        options: ["partner", "issuer"].map((who) => [who, say(`admin.settlements.to.${who}`)]) },
      { name: "about", label: say("admin.settlements.about") },
      reason(),
    ],
    send: ({ amount, ...values }, name) => ask("POST",
      `/v1/settlements/${encodeURIComponent(partner)}/disputes`,
      { body: { ...values, amount: { amount: minorOf(amount, currency), currency } }, name }),
  });
  if (done) again();
}

const sums = ["honoured", "returned", "lost_by_issuer", "lost_by_acceptor", "reimbursed",
  "disputed", "fee", "net"];

function totals({ totals: all }) {
  return list(say("admin.settlements.sums"), [
    { head: say("admin.settlements.sum"), of: (row) => row[0] },
    { head: say("admin.settlements.amount"), of: (row) => row[1], number: true },
  ], all.flatMap((total) => sums.map((name) => [say(`admin.settlements.sum_of.${name}`),
    worth({ amount: total[name], currency: total.currency })])),
  { none: say("admin.settlements.nothing") });
}

async function showStatement(main, partner, number) {
  const path = `/v1/settlements/${encodeURIComponent(partner)}/${number}`;
  const statement = await ask("GET", path, { milliseconds: 60_000 });
  const amount = (name) => (row) => (row[name]
    ? worth({ amount: row[name], currency: row.currency }) : "");
  fill(main, back("settlements"), heading(`${statement.name} · ${number}`,
    button(say("admin.settlements.file"), () =>
      download(`${path}?format=file`, `${partner}-${number}.json`)),
    button(say("admin.work.csv"), () => download(`${path}/lines`, `${partner}-${number}.csv`), "")),
  node("div", { class: "sheet" }, facts([
    [say("admin.settlements.booked"), at(statement.time)],
    [say("admin.settlements.covers"), statement.covers_from
      ? `${at(statement.covers_from)} – ${at(statement.covers_until)}` : ""],
    [say("admin.settlements.numbers"), `${count(statement.first)}–${count(statement.last)}`],
  ])), part(say("admin.settlements.sums"), totals(statement)),
  part(say("admin.settlements.lines", { count: statement.lines.length }),
    list(say("admin.settlements.sums"), [
    { head: say("admin.settlements.time"), of: (row) => at(row.time) },
    { head: say("admin.devices.device"), of: (row) => row.till ?? "" },
    ...["honoured", "returned", "reimbursed", "disputed", "fee", "net"].filter((name) =>
      statement.lines.some((row) => row[name])).map((name) =>
      ({ head: say(`admin.settlements.sum_of.${name}`), of: amount(name), number: true })),
    { head: say("admin.settlements.operation"),
      of: (row) => node("code", { class: "small" }, row.operation) },
  ], statement.lines.slice(0, 200))));
}
