// Reports: which one, on what, its picture with the table beside it, and the file.
import { typed } from "../amounts.js";
import { ask, Refusal } from "../api.js";
import { fill, node } from "../dom.js";
import { brand } from "../masthead.js";
import { has, language, say } from "../words.js";
import { field, filled, save, trouble } from "./acts.js";
import { at, heading, list, on, part, worth } from "./lists.js";
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
        .filter(({ in: place, name }) => place === "query" && !["format", "after", "limit"].includes(name)),
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
  if (schema.type === "array") return { name, label, rows: 3, hint: say("admin.report.batch.hint"), required };
  if (money.has(name)) return { name, label: `${label} (${brand.currency})`, inputmode: "decimal" };
  if (shares.has(name)) return { name, label: `${label} (%)`, inputmode: "decimal", required };
  if (schema.format === "date") return { name, label, type: "date" };
  if (schema.type === "integer") {
    return { name, label, type: "number", least: schema.minimum, largest: schema.maximum, inputmode: "numeric" };
  }
  return { name, label };
}

function query(values) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (name === "batch") {
      for (const line of value.split("\n").map((text) => text.trim()).filter(Boolean)) parts.append(name, line);
    } else if (money.has(name) || shares.has(name)) {
      const number = typed(value, money.has(name) ? brand.currency : "EUR", language);
      if (Number.isNaN(number)) throw new Refusal({ code: "bad_amount" }, 400);
      parts.append(name, String(number));
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
  const fields = report.parameters.map(wish);
  const picker = node("select", { id: "report", onchange: () => { location.hash = `#/reports/${picker.value}`; } },
    all.map((one) => node("option", { value: one.name, selected: one === report }, word("name", one.name))));
  const wrong = node("p", { class: "wrong", role: "alert" });
  const result = node("div", { id: "result" });
  const form = node("form", { class: "sheet filters", novalidate: true },
    node("div", { class: "field" }, node("label", { for: "report" }, say("admin.report.which")), picker),
    fields.map((one) => field(one, `report-${one.name}`)),
    fields.length > 0 ? node("button", { class: "button" }, say("admin.report.make")) : null);
  const run = async () => {
    wrong.textContent = "";
    try {
      await make(result, report.name, query(filled(form, fields)));
    } catch (error) {
      fill(result);
      wrong.textContent = trouble(error);
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  fill(main, heading(say("admin.reports")), form, wrong, result);
  if (!fields.some(({ required }) => required)) await run();
  else fill(result, node("p", { class: "soft" }, say("admin.report.fill")));
}

async function make(place, name, said) {
  const path = `${folder}${name}${said ? `?${said}` : ""}`;
  const file = (form) => `${path}${said ? "&" : "?"}format=${form}`;
  if (name === "exposure") return showExposure(place, await ask("GET", path));
  const report = await ask("GET", file("json"), { milliseconds: 60_000 });
  const csv = node("button", {
    class: "button quiet", id: "csv", type: "button", onclick: () => save(file("csv"), `${name}.csv`),
  }, say("admin.work.csv"));
  fill(place, node("section", { class: "sheet" },
    node("div", { class: "row apart heading" }, node("h2", {}, word("name", name)), csv),
    node("p", { class: "soft" }, say("admin.report.as_of", { time: at(report.as_of) })),
    report.rows.length > 0 ? node("div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say("admin.report.picture") },
      await plot(file("svg"), report.title)) : null,
    report.rows.length > 0 ? reportTable(report) : node("p", {}, say("admin.report.empty"))),
  report.notes.length > 0 ? node("details", { class: "sheet" }, node("summary", {}, say("admin.report.notes")),
    node("ul", { lang: "en" }, report.notes.map((note) => node("li", {}, note)))) : null);
}

// As a picture it keeps its own style and can run nothing; the table beside it says the same.
async function plot(path, title) {
  const answer = await ask("GET", path, { milliseconds: 60_000 });
  const picture = node("img", { class: "plot", alt: say("admin.report.plot", { title }) });
  const address = URL.createObjectURL(await answer.blob());
  picture.addEventListener("load", () => URL.revokeObjectURL(address));
  picture.src = address;
  return picture;
}

function showExposure(place, { items }) {
  fill(place, part(word("name", "exposure"), list(word("name", "exposure"), [
    { head: say("admin.devices.device"), of: (row) => row.device },
    { head: say("admin.devices.place"), of: (row) => row.acceptor },
    { head: say("admin.devices.bearer"), of: (row) => say(`admin.agreement.bearer.${row.bearer}`) },
    { head: say("admin.devices.at_risk"), of: (row) => worth(row.now), number: true },
    { head: say("admin.devices.until_kit_ends"), of: (row) => worth(row.until_kit_ends), number: true },
    { head: say("admin.devices.kit_ends"), of: (row) => on(row.kit_ends) },
  ], items, say("admin.devices.no_exposure"))));
}
