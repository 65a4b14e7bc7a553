// Tables: the first rows that are bold, or that the source calls its head, become header cells.

import { looksBold } from "./emphasis.js";
import { rename, textsOf, unwrap, words } from "./source.js";

const ofTable = (table, name) => [...table.querySelectorAll(name)].filter((part) => part.closest("table") === table);

export function tables(source, report) {
  const { doc } = source;
  for (const caption of doc.querySelectorAll("table > caption")) {
    const table = caption.parentElement;
    table.before(rename(caption, "p", source));
  }
  for (const table of doc.querySelectorAll("table")) {
    hiddenColumns(table, source, report);
    const cells = ofTable(table, "td, th");
    if (table.getAttribute("role") === "presentation" || cells.length === 1 || cells.every((cell) => !words(cell))) {
      flatten(table, cells, source);
      continue;
    }
    const rows = ofTable(table, "tr").filter((row) => row.querySelector("td, th"));
    const heads = headRows(rows, source);
    const plain = heads.flatMap((row) => [...row.children].filter((cell) => cell.matches("td")));
    plain.forEach((cell) => rename(cell, "th", source));
    if (plain.length) report.count("head", 1);
  }
}

// A sheet hides a column by its <col>, and copies its cells all the same.
function hiddenColumns(table, { styleOf }, report) {
  const columns = ofTable(table, "col").flatMap((column) => Array(Number(column.getAttribute("span")) || 1).fill(column));
  const hidden = columns.map((column) => [column, column.parentElement].some((part) => styleOf(part, "display") === "none"));
  ofTable(table, "col, colgroup").forEach((column) => column.remove());
  if (!hidden.includes(true)) return;
  const gone = [];
  for (const { cell, first, last } of places(table)) {
    const shown = Array.from({ length: last - first }, (_, at) => !hidden[first + at]).filter(Boolean).length;
    if (!shown) gone.push(cell);
    else if (shown < last - first) cell.setAttribute("colspan", shown);
  }
  report.count("hidden", gone.filter((cell) => words(cell)).length);
  gone.forEach((cell) => cell.remove());
}

const spanOf = (cell, name) => Math.min(Math.max(Number.parseInt(cell.getAttribute(name), 10) || 1, 1), 1000);

// The columns that each cell stands in, with those that cells of the rows above reach into left out.
function places(table) {
  const found = [];
  const taken = [];
  ofTable(table, "tr").forEach((row, at) => {
    let column = 0;
    for (const cell of [...row.children].filter((part) => part.matches("td, th"))) {
      while (taken[column] > at) column += 1;
      const last = column + spanOf(cell, "colspan");
      found.push({ cell, first: column, last });
      for (; column < last; column += 1) taken[column] = at + spanOf(cell, "rowspan");
    }
  });
  return found;
}

function headRows(rows, source) {
  const inHead = rows.filter((row) => row.closest("thead"));
  if (inHead.length) return inHead.length < rows.length ? inHead : inHead.slice(0, 1);
  const firstPlain = rows.findIndex((row) => !isBold(row, source));
  return firstPlain > 0 ? rows.slice(0, firstPlain) : [];
}

function isBold(row, source) {
  const said = [...textsOf(row)].filter((text) => text.data.trim());
  return said.length > 0 && said.every((text) => looksBold(text, source));
}

// What was only laid out as a table, and a single cell.
function flatten(table, cells, source) {
  for (const cell of cells) {
    if (!words(cell)) continue;
    const block = rename(cell, "div", source);
    table.before(block);
    if (block.querySelector("p, div, ul, ol, table, h2, h3")) unwrap(block);
  }
  table.remove();
}
