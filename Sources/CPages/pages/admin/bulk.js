// Many gift cards from a table: chosen, looked at by the service, issued, and their codes fetched.
import { ask, intention, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { complain } from "../session.js";
import { has, language, say } from "../words.js";
import { button, save, trouble } from "./buttons.js";
import { field, tick } from "./fields.js";
import { facts, list, note, part } from "./pieces.js";
import { secondPerson } from "./second-person.js";
import { count, worth } from "./values.js";

const kept = "tessera.bulk";
const minutes = 60_000;

// What is under way is kept in this window alone and until it is closed: a table has names in it.
const recall = () => {
  try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; }
};
function hold(run) {
  try {
    if (run) sessionStorage.setItem(kept, JSON.stringify(run));
    else sessionStorage.removeItem(kept);
  } catch { /* Too large for this browser: it goes on without surviving a reload. */ }
}

/** Shows where a run stands: nothing chosen, looked at, on its way, or issued. */
export async function show(main) {
  const run = recall();
  if (run?.answer) return issued(main, run);
  if (run) return examine(main, run);
  choose(main);
}

function frame(main, ...children) {
  fill(main, node("h1", {}, say("admin.bulk")), ...children);
}

// Spreadsheets of some countries write the older letters; what is no UTF-8 is read as those.
async function textOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function choose(main, complaint = null) {
  const file = field({
    label: say("admin.bulk.file"), hint: say("admin.bulk.file.hint"), type: "file",
    accept: ".csv,.txt,.tsv,text/csv,text/plain",
  });
  const last = field({
    label: say("admin.vouchers.last_day"), hint: say("admin.bulk.last.hint"), type: "date",
  });
  const label = field({
    label: say("admin.vouchers.label"), hint: say("admin.issue.label.hint"), most: 100,
  });
  const later = tick(say("admin.issue.when_sold"));
  const look = async (event) => {
    event.preventDefault();
    const chosen = file.input.files[0];
    file.wrong(chosen ? "" : say("admin.bulk.file.none"));
    if (!chosen) return;
    const table = {
      csv: await textOf(chosen), kind: "gift", ...(last.text && { last_day: last.text }),
      ...(label.text && { label: label.text }), ...(later.input.checked && { when_sold: true }),
    };
    await examine(main, { file: chosen.name, table, name: intention() });
  };
  frame(main, node("form", { class: "sheet step", novalidate: true, onsubmit: look },
    node("p", { class: "soft" }, say("admin.bulk.about", { currency: brand.currency })),
    complaint ? note("no", complaint) : null,
    file.element, last.element, label.element, later.element,
    node("button", { class: "button" }, say("admin.bulk.look"))),
  node("section", { class: "sheet step" }, node("h2", {}, say("admin.bulk.example")),
    node("pre", { class: "code scroll", tabindex: "0" },
      "name,amount,until\nAna,25.00,2027-12-31\nBudi,50.00,2027-12-31")));
}

const restart = (main) => { hold(null); choose(main); };

const other = (main, word) => button(say(word), () => restart(main));

async function examine(main, run) {
  const looking = say("admin.bulk.looking", { file: run.file });
  frame(main, note("", looking), node("progress", { "aria-label": looking }));
  let plan;
  try {
    plan = await ask("POST", "/v1/sheet-checks", { body: run.table, milliseconds: minutes });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    hold(null);
    return choose(main, complain(error));
  }
  hold(run);
  planned(main, run, plan);
}

// What to do about a cell, in the language of the page where it has words for it.
function remedy(problem) {
  const word = `admin.fault.${problem.fault}`;
  return has(word) && (language !== "en" || !problem.remedy) ? say(word) : problem.remedy;
}

function problems(plan) {
  if (plan.problems.length === 0) return null;
  return part(say("admin.bulk.problems", { count: plan.bad_rows }),
    list(say("admin.bulk.remedy"), [
      { head: say("admin.bulk.row"), of: (problem) => String(problem.row) },
      { head: say("admin.bulk.column"), of: (problem) => problem.column },
      { head: say("admin.bulk.cell"),
        of: (problem) => node("span", { class: "code" }, problem.cell) },
      { head: say("admin.bulk.remedy"), of: remedy },
    ], plan.problems),
    plan.problems.length === 1_000
      ? node("p", { class: "soft" }, say("admin.bulk.first_problems")) : null);
}

function firstRows(plan) {
  if (plan.first.length === 0) return null;
  const title = say("admin.bulk.first", { count: plan.first.length });
  return part(title, list(title, [
    { head: say("admin.bulk.row"), of: ({ row }) => String(row) },
    ...plan.columns.map((head, index) => ({ head, of: ({ cells }) => cells[index] })),
  ], plan.first, { isWide: true }));
}

const sum = (moneys) => moneys.map(worth).join(" + ");

function planned(main, run, plan) {
  const skip = plan.bad_rows > 0 && plan.count > 0
    ? tick(say("admin.bulk.skip", { count: plan.bad_rows })) : null;
  const second = secondPerson();
  const told = node("div", {});
  const issue = node("button", { class: "button" }, say("admin.bulk.issue", { count: plan.count }));
  const judge = () => {
    issue.disabled = plan.count === 0 || (plan.bad_rows > 0 && !skip?.input.checked);
  };
  skip?.input.addEventListener("change", judge);
  judge();
  const send = async (event) => {
    event.preventDefault();
    const approval = second.value();
    if (approval === null) return;
    const now = run.isSent ? run
      : { ...run, isSkipping: plan.bad_rows > 0, name: intention(), isSent: true };
    const issuing = say("admin.bulk.issuing", { count: plan.count });
    issue.disabled = true;
    fill(told, node("p", { role: "status" }, issuing), node("progress", { "aria-label": issuing }));
    // Kept before it is sent: after a reload the same wish is sent under the same name.
    hold(now);
    try {
      const body = { ...now.table, ...(now.isSkipping && { skip_bad: true }),
        ...(approval && { approval }) };
      const wish = { body, name: now.name, milliseconds: 5 * minutes };
      const answer = await ask("POST", "/v1/sheets", wish);
      hold({ ...now, answer });
      issued(main, { ...now, answer });
    } catch (error) {
      second.forget();
      fill(told, note("no", trouble(error)));
      // A "no" ends this wish; where nobody answered it stays open, and goes on under its name.
      run = error instanceof Refusal ? { ...run, isSent: false } : now;
      hold(run);
      if (error.code === "approval_required") second.want();
      judge();
    }
  };
  frame(main,
    run.isSent ? note("less", say("admin.bulk.open")) : null,
    part(run.file, facts([
      [say("admin.bulk.rows"), count(plan.rows)], [say("admin.bulk.good"), count(plan.count)],
      [say("admin.bulk.bad"), count(plan.bad_rows)], [say("admin.bulk.worth"), sum(plan.worth)],
    ])),
    problems(plan), firstRows(plan),
    node("form", { class: "sheet step", novalidate: true, onsubmit: send },
      skip?.element, second.element, told,
      node("div", { class: "row" }, issue, other(main, "admin.bulk.other"))));
}

function issued(main, run) {
  const { answer } = run;
  const said = node("p", { role: "status", class: "soft" });
  const bar = node("progress", {
    max: answer.count, value: 0, hidden: true, "aria-label": say("admin.bulk.download"),
  });
  const tell = (lines) => {
    bar.value = lines;
    fill(said, say("admin.bulk.fetched", { count: count(lines) }));
  };
  const fetchCodes = button(say("admin.bulk.download"), async () => {
    bar.hidden = false;
    save(await codes(run, tell), `${run.file.replace(/\.\w+$/, "")}-codes.csv`, "text/csv");
  }, "");
  const batches = answer.batches.slice(0, 12).join(", ") + (answer.batches.length > 12 ? " …" : "");
  frame(main, node("section", { class: "sheet step" },
    note("yes", say("admin.bulk.issued", { count: answer.count })),
    facts([
      [say("admin.bulk.worth"), sum(answer.worth)],
      [say("admin.bulk.skipped"), answer.skipped ? count(answer.skipped) : null],
      [say("admin.bulk.batches"), batches],
    ]),
    node("p", { class: "soft" }, say("admin.bulk.keep")), bar, said,
    node("div", { class: "row" }, fetchCodes, other(main, "admin.bulk.again"))));
}

// The codes with their rows; `tell` hears how many lines have come.
async function codes(run, tell) {
  const body = { ...run.table, ...(run.isSkipping && { skip_bad: true }),
    operation: run.answer.operation };
  const answer = await ask("POST", "/v1/sheet-codes", { body, milliseconds: 10 * minutes });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const parts = [];
  let lines = -1;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    for (const sign of value) if (sign === "\n") lines += 1;
    tell(Math.max(0, Math.min(lines, run.answer.count)));
  }
  return parts.join("");
}
