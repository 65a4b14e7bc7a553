// The numbers of pages that stand on lines of their own in a PDF: only those that count as pages do, where lines are those of
// pages. «27 (9)» is an answer of a table, and «Sida 3» a row of contents.

import { isBrokenText, widthOf } from "./lines.js";

const FORMS = [
  /^\s*(\d{1,4})\s*\((\d{1,4})\)\s*$/,
  /^\s*sida\s+(\d{1,4})\s*(?:av|\/|\()\s*(\d{1,4})\)?\s*$/i,
  /^\s*sida\s+(\d{1,4})\s*$/i,
  /^\s*(\d{1,4})\s*$/,
];
const BARE = 3;

const isFull = (line, width) => Boolean(line) && line.trim().length >= width * 0.6;

// Whether a page ends here: by a sign for it, or with lines of its width around, also where empty ones stand between.
function atEnd(lines, at, form, width, broken) {
  const sign = lines[at].startsWith("\f") || lines[at + 1]?.startsWith("\f");
  if (form === BARE && !sign) return false;
  if (sign && form !== BARE) return true;
  const beside = [lines.slice(0, at).findLast((line) => line.trim()), lines.slice(at + 1).find((line) => line.trim())];
  return (broken || (form !== BARE && lines.some((line) => line.startsWith("\f")))) && beside.some((line) => isFull(line, width));
}

const counts = (found) =>
  found.every(({ page, of }, at) => {
    const before = found[at - 1];
    return page <= of && (!before || (of === before.of && page > before.page));
  });

// Which of the lines are the numbers of pages.
export function pageNumbers(lines) {
  const width = widthOf(lines);
  const broken = isBrokenText(lines.filter((line) => line.trim()).map((line) => line.replace("\f", "")));
  const pages = new Set();
  FORMS.forEach((form, which) => {
    const found = lines.flatMap((line, at) => {
      const said = form.exec(line);
      return said ? [{ at, page: Number(said[1]), of: Number(said[2] ?? Infinity) }] : [];
    });
    if (counts(found) && found.every(({ at }) => atEnd(lines, at, which, width, broken))) found.forEach(({ at }) => pages.add(at));
  });
  return pages;
}
