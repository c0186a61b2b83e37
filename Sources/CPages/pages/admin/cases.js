// Cases that somebody has to put right, draws, and messages that rules wrote.
import { ask, askAll, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { say } from "../words.js";
import { again, button } from "./buttons.js";
import { question } from "./dialogs.js";
import { heading, list, pill, tabs } from "./pieces.js";
import { at, count, on } from "./values.js";

const tones = { open: "less", escalated: "no", resolved: "yes", drawn: "yes", due: "less" };

const parts = (current) => tabs(say("admin.cases"), current, [
  [say("admin.cases"), "cases"], [say("admin.cases.draws"), "cases", "draws"],
  [say("admin.cases.messages"), "cases", "messages"],
]);

/** Shows the cases; the `draws` or the `messages` where `rest` says so. */
export async function show(main, session, [name]) {
  if (name === "draws") return showDraws(main);
  if (name === "messages") return showMessages(main);
  const cases = await askAll("/v1/cases?all=true");
  fill(main, heading(say("admin.cases")), parts("cases"), list(say("admin.cases"), [
    { head: say("admin.cases.kind"), of: (row) => node("strong", {}, row.kind) },
    { head: say("admin.cases.state"), of: (row) => pill(say(`admin.cases.is.${row.state}`),
      row.late ? "no" : tones[row.state]) },
    { head: say("admin.cases.member"), of: (row) => row.member ?? "" },
    { head: say("admin.cases.owner"), of: (row) => row.owner ?? "" },
    { head: say("admin.cases.opened"), of: (row) => at(row.opened_at) },
    { head: say("admin.cases.due"), of: (row) => at(row.due) },
    { head: say("admin.access.acts"), of: acts },
  ], cases, { none: say("admin.cases.none") }));
}

function acts(row) {
  if (row.state === "closed") return "";
  const path = `/v1/cases/${row.case}/actions`;
  const act = (action) => async () => {
    const word = say(`admin.cases.act.${action}`);
    const owner = { name: "owner", label: say("admin.cases.owner"), required: true, most: 64 };
    const done = await question({
      title: word, word, about: row.kind, fields: action === "assign" ? [owner] : [],
      send: (values, name) => ask("POST", path, { body: { action, ...values }, name }),
    });
    if (done) again();
  };
  const open = row.state === "resolved" ? ["close"] : ["assign", "resolve"];
  return node("div", { class: "row acts" },
    open.map((action) => button(say(`admin.cases.act.${action}`), act(action))));
}

async function showDraws(main) {
  // Without a programme there is none, which is no trouble.
  const draws = await askAll("/v1/draws").catch((error) => {
    if (error instanceof Refusal && error.code === "no_programme") return [];
    throw error;
  });
  fill(main, heading(say("admin.cases.draws")), parts("cases/draws"),
    list(say("admin.cases.draws"), [
    { head: say("admin.cases.draw"), of: (row) => node("strong", {}, row.draw) },
    { head: say("admin.cases.state"),
      of: (row) => pill(say(`admin.draw.is.${row.state}`), tones[row.state]) },
    { head: say("admin.cases.last_day"), of: (row) => on(row.last_day) },
    { head: say("admin.cases.tickets"), of: (row) => count(row.tickets), number: true },
    { head: say("admin.cases.winners"), of: (row) => count(row.winners), number: true },
    { head: say("admin.access.acts"), of: (row) => (row.state === "closed" ? node("div", {},
      button(say("admin.cases.run"), () => run(row))) : "") },
  ], draws, { none: say("admin.cases.no_draws") }));
}

async function run({ draw }) {
  const done = await question({
    title: say("admin.cases.run_this", { draw }), about: say("admin.cases.run.about"),
    word: say("admin.cases.run"),
    send: () => ask("POST", `/v1/draws/${encodeURIComponent(draw)}/run`, { body: {} }),
  });
  if (done) again();
}

async function showMessages(main) {
  const answer = await ask("GET", "/v1/messages", { milliseconds: 60_000 });
  const lines = (await answer.text()).split("\n").filter(Boolean)
    .map((line) => JSON.parse(line)).reverse();
  fill(main, heading(say("admin.cases.messages")), parts("cases/messages"),
    node("p", { class: "soft" }, say("admin.cases.messages.about")),
    list(say("admin.cases.messages"), [
      { head: say("admin.cases.text"), of: (row) => row.template },
      { head: say("admin.cases.member"), of: (row) => row.member },
      { head: say("admin.cases.state"),
        of: (row) => pill(say(`admin.message.is.${row.state}`), tones[row.state]) },
      { head: say("admin.cases.written"), of: (row) => at(row.written_at) },
      { head: say("admin.cases.not_before"), of: (row) => at(row.not_before) },
    ], lines.slice(0, 200), { none: say("admin.cases.no_messages") }));
}
