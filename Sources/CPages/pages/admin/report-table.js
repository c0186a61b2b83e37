// A report as a table: columns with their units, rows, totals, notes.
import { language } from "../words.js";
import { list } from "./pieces.js";
import { count, on, percent, worth } from "./values.js";

const decimals = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(
  value);

/** What stands in a cell: an amount, a share, a count, a day or words, as people write them. */
export function cell(value, unit) {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return worth(value);
  if (typeof value === "string") return unit === "day" ? on(value) : value;
  if (unit === "percent") return percent(value);
  if (unit === "points") return decimals(value / 100);
  return unit === "count" ? count(value) : decimals(value);
}

/** The table of a report as the service gives it. */
export function reportTable({ title, columns, rows, totals }) {
  return list(title, columns.map((column) => ({
    head: column.title, of: (row) => cell(row[column.name], column.unit),
    number: !["text", "day"].includes(column.unit),
  })), rows, { totals, look: "report", isWide: true });
}
