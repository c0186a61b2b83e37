// Reports: which one, on what, its picture with the table beside it, and the file.
import { ask } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { has, say } from "../words.js";
import { button, download, picture, trouble } from "./buttons.js";
import { field, filled } from "./fields.js";
import { heading, list, note, part } from "./pieces.js";
import { at, basisPointsOf, minorOf, on, worth } from "./values.js";
import { reportTable } from "./report-table.js";

const folder = "/v1/reports/";
// What is typed as an amount or a share, and asked in the smallest units.
const money = new Set(["acquisition", "retention"]);
const shares = new Set(["vat_basis_points"]);
// What the service says is always needed, which no document can.
const needed = new Set(["batch", "vat_basis_points"]);
let known;

// The reports with their parameters are what the service says of itself.
async function reports() {
  if (known) return known;
  const document = await ask("GET", "/openapi.json", { milliseconds: 30_000 });
  known = Object.entries(document.paths)
    .filter(([path, methods]) => path.startsWith(folder) && methods.get)
    .map(([path, methods]) => ({
      name: path.slice(folder.length), parameters: (methods.get.parameters ?? [])
        .filter(({ in: place, name }) => place === "query"
          && !["format", "after", "limit"].includes(name)),
    }));
  return known;
}

const word = (kind, name) => {
  const key = `admin.report.${kind}.${name}`;
  return has(key) ? say(key) : name;
};

function wish({ name, schema }) {
  const label = word("of", name);
  const required = needed.has(name);
  if (schema.enum) {
    return { name, label, options: [["", say("admin.report.usual")],
      ...schema.enum.map((value) => [value, word("by", value)])] };
  }
  if (schema.type === "array") {
    return { name, label, rows: 3, hint: say("admin.report.batch.hint"), required };
  }
  if (money.has(name)) return { name, label: `${label} (${brand.currency})`, inputmode: "decimal" };
  if (shares.has(name)) return { name, label: `${label} (%)`, inputmode: "decimal", required };
  if (schema.format === "date") return { name, label, type: "date" };
  if (schema.type === "integer") {
    return { name, label, type: "number", least: schema.minimum, largest: schema.maximum,
      inputmode: "numeric" };
  }
  return { name, label };
}

function query(values) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (name === "batch") {
      const lines = value.split("\n").map((text) => text.trim()).filter(Boolean);
      for (const line of lines) parts.append(name, line);
    } else if (money.has(name) || shares.has(name)) {
      parts.append(name, String(money.has(name) ? minorOf(value) : basisPointsOf(value)));
    } else {
      parts.append(name, value);
    }
  }
  return parts.toString();
}

/** Shows the report that `rest` names, the first one if it names none. */
export async function show(main, session, [name = "liability"]) {
  const all = await reports();
  const report = all.find((one) => one.name === name) ?? all[0];
  const fields = report.parameters.map((one) =>
    field({ ...wish(one), id: `report-${one.name}` }));
  const picker = field({
    id: "report", label: say("admin.report.which"), value: report.name,
    options: all.map((one) => [one.name, word("name", one.name)]),
    onchange: () => { location.hash = `#/reports/${picker.text}`; },
  });
  const wrong = node("p", { class: "wrong", role: "alert" });
  const result = node("div", { id: "result" });
  const form = node("form", { class: "sheet filters", novalidate: true },
    picker.element, fields.map(({ element }) => element),
    fields.length > 0 ? node("button", { class: "button" }, say("admin.report.make")) : null);
  const run = async () => {
    wrong.textContent = "";
    try {
      await make(result, report.name, query(filled(fields)));
    } catch (error) {
      fill(result);
      wrong.textContent = trouble(error);
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  fill(main, heading(say("admin.reports")), form, wrong, result);
  if (!fields.some(({ input }) => input.required)) await run();
  else fill(result, node("p", { class: "soft" }, say("admin.report.fill")));
}

async function make(place, name, said) {
  const path = `${folder}${name}${said ? `?${said}` : ""}`;
  const file = (form) => `${path}${said ? "&" : "?"}format=${form}`;
  if (name === "exposure") return showExposure(place, await ask("GET", path));
  const report = await ask("GET", file("json"), { milliseconds: 60_000 });
  const csv = button(say("admin.work.csv"), () => download(file("csv"), `${name}.csv`));
  csv.id = "csv";
  fill(place, node("section", { class: "sheet" },
    node("div", { class: "row apart heading" }, node("h2", {}, word("name", name)), csv),
    node("p", { class: "soft" }, say("admin.report.as_of", { time: at(report.as_of) })),
    report.rows.length > 0 ? node("div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say("admin.report.picture") },
      await plot(file("svg"), report.title)) : null,
    report.rows.length > 0 ? reportTable(report) : node("p", {}, say("admin.report.empty"))),
  report.notes.length > 0 ? node("details", { class: "sheet" },
    node("summary", {}, say("admin.report.notes")),
    node("ul", { lang: "en" }, report.notes.map((note) => node("li", {}, note)))) : null);
}

// The table beside it says the same.
async function plot(path, title) {
  const answer = await ask("GET", path, { milliseconds: 60_000 });
  return picture(answer, { class: "plot", alt: say("admin.report.plot", { title }) });
}

function showExposure(place, { items }) {
  fill(place, part(word("name", "exposure"), list(word("name", "exposure"), [
    { head: say("admin.devices.device"), of: (row) => row.device },
    { head: say("admin.devices.place"), of: (row) => row.acceptor },
    { head: say("admin.devices.bearer"), of: (row) => say(`admin.agreement.bearer.${row.bearer}`) },
    { head: say("admin.devices.at_risk"), of: (row) => worth(row.now), number: true },
    { head: say("admin.devices.until_kit_ends"), of: (row) => worth(row.until_kit_ends),
      number: true },
    { head: say("admin.devices.kit_ends"), of: (row) => on(row.kit_ends) },
  ], items, { none: say("admin.devices.no_exposure") })));
}
