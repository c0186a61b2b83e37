// A report as a table: columns with their units, rows, totals, notes.
import { money } from "../amounts.js";
import { node } from "../dom.js";
import { language } from "../words.js";
import { count, on, percent } from "./lists.js";

const decimals = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(value);

/** What stands in a cell: an amount, a share, a count, a day or words, as people write them. */
export function cell(value, unit) {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return money(value.amount, value.currency, language);
  if (typeof value === "string") return unit === "day" ? on(value) : value;
  if (unit === "percent") return percent(value);
  if (unit === "points") return decimals(value / 100);
  return unit === "count" ? count(value) : decimals(value);
}

const isNumber = ({ unit }) => !["text", "day"].includes(unit);

/** The table of a report as the service gives it. */
export function reportTable(report) {
  const { columns, rows, totals } = report;
  const line = (row, attributes) => node("tr", attributes, columns.map((column) => node("td",
    { "data-head": column.title, class: isNumber(column) ? "number" : null },
    cell(row[column.name], column.unit))));
  return node("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": report.title },
    node("table", { class: "list report" }, node("caption", { class: "unseen" }, report.title),
      node("thead", {}, node("tr", {}, columns.map((column) => node("th",
        { scope: "col", class: isNumber(column) ? "number" : null }, column.title)))),
      node("tbody", {}, rows.map((row) => line(row, {}))),
      totals ? node("tfoot", {}, line(totals, {})) : null));
}
