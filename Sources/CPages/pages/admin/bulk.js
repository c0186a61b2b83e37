// Many gift cards from a table: chosen, looked at by the service, issued, and their codes fetched.
import { ask, intention, Refusal, Unreachable } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { complain } from "../session.js";
import { has, language, say } from "../words.js";
import { secondPerson } from "./doing.js";
import { amount, button, facts, field, list, note, save, tick } from "./pieces.js";

const kept = "tessera.bulk";
const minutes = 60_000;

// What is under way is kept in this window alone and until it is closed: a table has names in it.
const recall = () => { try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; } };
function hold(run) {
  try {
    if (run) sessionStorage.setItem(kept, JSON.stringify(run));
    else sessionStorage.removeItem(kept);
  } catch { /* Too large for this browser: it goes on without surviving a reload. */ }
}

const counted = (count) => new Intl.NumberFormat(language).format(count);

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

function choose(main, trouble = null) {
  const file = field(say("admin.bulk.file"), { type: "file", accept: ".csv,.txt,.tsv,text/csv,text/plain" }, { hint: say("admin.bulk.file.hint") });
  const last = field(say("admin.vouchers.last_day"), { type: "date" }, { hint: say("admin.bulk.last.hint") });
  const label = field(say("admin.vouchers.label"), { maxlength: 100, autocomplete: "off" }, { hint: say("admin.issue.label.hint") });
  const later = tick(say("admin.issue.when_sold"));
  const look = async (event) => {
    event.preventDefault();
    const chosen = file.input.files[0];
    file.wrong(chosen ? "" : say("admin.bulk.file.none"));
    if (!chosen) return;
    // Spreadsheets of some countries write the older letters; what is no UTF-8 is read as those.
    const bytes = await chosen.arrayBuffer();
    let csv;
    try { csv = new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { csv = new TextDecoder("windows-1252").decode(bytes); }
    const table = { csv, kind: "gift", ...(last.text ? { last_day: last.text } : {}),
      ...(label.text ? { label: label.text } : {}), ...(later.input.checked ? { when_sold: true } : {}) };
    await examine(main, { file: chosen.name, table, name: intention() });
  };
  frame(main, node("form", { class: "sheet step", novalidate: true, onsubmit: look },
    node("p", { class: "soft" }, say("admin.bulk.about", { currency: brand.currency })),
    trouble ? note("no", trouble) : null, file.element, last.element, label.element, later.element,
    node("button", { class: "button" }, say("admin.bulk.look"))),
  node("section", { class: "sheet step" }, node("h2", {}, say("admin.bulk.example")),
    node("pre", { class: "code scroll", tabindex: "0" }, "name,amount,until\nAna,25.00,2027-12-31\nBudi,50.00,2027-12-31")));
}

const restart = (main) => { hold(null); choose(main); };

async function examine(main, run) {
  frame(main, note("", say("admin.bulk.looking", { file: run.file })), node("progress", { "aria-label": say("admin.bulk.looking", { file: run.file }) }));
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
const remedy = (problem) => (has(`admin.fault.${problem.fault}`) && (language !== "en" || !problem.remedy)
  ? say(`admin.fault.${problem.fault}`) : problem.remedy);

function problems(plan) {
  if (plan.problems.length === 0) return null;
  const rows = plan.problems.map((problem) => [String(problem.row), problem.column, node("span", { class: "code" }, problem.cell), remedy(problem)]);
  return node("section", { class: "sheet" }, node("h2", {}, say("admin.bulk.problems", { count: plan.bad_rows })),
    list([say("admin.bulk.row"), say("admin.bulk.column"), say("admin.bulk.cell"), say("admin.bulk.remedy")], rows, say("admin.bulk.remedy")).element,
    plan.problems.length === 1000 ? node("p", { class: "soft" }, say("admin.bulk.first_problems")) : null);
}

function planned(main, run, plan) {
  const skip = plan.bad_rows > 0 && plan.count > 0 ? tick(say("admin.bulk.skip", { count: plan.bad_rows })) : null;
  const second = secondPerson();
  const trouble = node("div", {});
  const issue = node("button", { class: "button" }, say("admin.bulk.issue", { count: plan.count }));
  const judge = () => { issue.disabled = plan.count === 0 || (skip !== null && !skip.input.checked) || (plan.bad_rows > 0 && !skip); };
  skip?.input.addEventListener("change", judge);
  judge();
  const send = async (event) => {
    event.preventDefault();
    const approval = second.value();
    if (approval === null) return;
    const wanted = { ...run, isSkipping: plan.bad_rows > 0, name: intention() };
    issue.disabled = true;
    fill(trouble, node("p", { role: "status" }, say("admin.bulk.issuing", { count: plan.count })), node("progress", { "aria-label": say("admin.bulk.issuing", { count: plan.count }) }));
    // Kept before it is sent: after a reload the same wish is sent under the same name.
    hold(run.isSent ? run : { ...wanted, isSent: true });
    const now = run.isSent ? run : { ...wanted, isSent: true };
    try {
      const body = { ...now.table, ...(now.isSkipping ? { skip_bad: true } : {}), ...(approval ? { approval } : {}) };
      const answer = await ask("POST", "/v1/sheets", { body, name: now.name, milliseconds: 5 * minutes });
      hold({ ...now, answer });
      issued(main, { ...now, answer });
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
      second.forget();
      // A "no" ends this wish; where nobody answered it stays open, and goes on under its name.
      if (error instanceof Refusal) { run = { ...run, isSent: false }; hold(run); } else run = now;
      fill(trouble, note("no", complain(error)));
      if (error.code === "approval_required") second.want();
      judge();
    }
  };
  const worth = plan.worth.map((money) => amount(money.amount, money.currency)).join(" + ");
  const first = plan.first.map(({ row, cells }) => [String(row), ...cells]);
  frame(main,
    run.isSent ? note("less", say("admin.bulk.open")) : null,
    node("section", { class: "sheet" }, node("h2", {}, run.file), facts([
      [say("admin.bulk.rows"), counted(plan.rows)], [say("admin.bulk.good"), counted(plan.count)],
      [say("admin.bulk.bad"), counted(plan.bad_rows)], [say("admin.bulk.worth"), worth]])),
    problems(plan),
    first.length ? node("section", { class: "sheet" }, node("h2", {}, say("admin.bulk.first", { count: first.length })),
      node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("admin.bulk.first", { count: first.length }) },
        list([say("admin.bulk.row"), ...plan.columns], first, say("admin.bulk.first", { count: first.length })).element)) : null,
    node("form", { class: "sheet step", novalidate: true, onsubmit: send }, skip?.element ?? null, second.element, trouble,
      node("div", { class: "row" }, issue, button(say("admin.bulk.other"), "quiet", () => restart(main)))));
}

function issued(main, run) {
  const { answer } = run;
  const worth = answer.worth.map((money) => amount(money.amount, money.currency)).join(" + ");
  const said = node("p", { role: "status", class: "soft" });
  const bar = node("progress", { max: answer.count, value: 0, hidden: true, "aria-label": say("admin.bulk.download") });
  const fetchCodes = button(say("admin.bulk.download"), "", async () => {
    fetchCodes.disabled = true;
    bar.hidden = false;
    try {
      const text = await codes(run, (count) => { bar.value = count; fill(said, say("admin.bulk.fetched", { count: counted(count) })); });
      save(text, run.file.replace(/\.\w+$/, "") + "-codes.csv", "text/csv");
    } catch (error) {
      fill(said, complain(error));
    } finally {
      fetchCodes.disabled = false;
    }
  });
  frame(main, node("section", { class: "sheet step" },
    note("yes", say("admin.bulk.issued", { count: answer.count })),
    facts([[say("admin.bulk.worth"), worth], [say("admin.bulk.skipped"), answer.skipped ? counted(answer.skipped) : null],
      [say("admin.bulk.batches"), answer.batches.slice(0, 12).join(", ") + (answer.batches.length > 12 ? " …" : "")]]),
    node("p", { class: "soft" }, say("admin.bulk.keep")), bar, said,
    node("div", { class: "row" }, fetchCodes, button(say("admin.bulk.again"), "quiet", () => restart(main)))));
}

// The codes with their rows; `tell` hears how many lines have come.
async function codes(run, tell) {
  const body = { ...run.table, ...(run.isSkipping ? { skip_bad: true } : {}), operation: run.answer.operation };
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
