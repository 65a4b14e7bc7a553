// Headings of the editor's two levels, without the numbers that the source gave them.

import { rename, textsOf, words } from "./source.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const PARTS = /^[\s\u00a0]*(?:\d{1,2}\.){1,5}\d{0,2}[\s\u00a0]+(?=[\p{L}«”"(])/u;
const CHAPTER = /^[\s\u00a0]*(\d{1,2})[\s\u00a0]+(?=[\p{L}«”"(])/u;
const BY_PROGRAM = /^[\s\u00a0]*\d{1,2}[.)]?(?:\t|[\s\u00a0]*[\u00a0\u2002\u2003]{2,})[\s\u00a0]*/;
const MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december";
const MONTH = new RegExp(`^[\\s\\u00a0]*\\d{1,2}\\.?[\\s\\u00a0]+(?:${MONTHS})\\b`, "i");

export function headings(source, report) {
  const { doc, styleOf } = source;
  for (const p of doc.querySelectorAll("p, div[role='heading'], p[role='heading'], span[role='heading']")) {
    const outline = Number(styleOf(p, "mso-outline-level")) || (p.matches(".MsoTitle") ? 1 : 0);
    const level = p.getAttribute("role") === "heading" ? Number(p.getAttribute("aria-level")) || 2 : outline;
    if (level >= 1 && level <= 9 && words(p)) rename(p, `h${Math.min(level, 6)}`, source);
  }
  numbers(source, report);
  levels(source);
}

function numbers({ doc, styleOf }, report) {
  const all = [...doc.querySelectorAll(HEADINGS)];
  let taken = 0;
  for (const heading of all) {
    const marks = [...heading.querySelectorAll("*")].filter((part) => styleOf(part, "mso-list") === "ignore");
    if (marks.length) taken += 1;
    marks.forEach((part) => part.remove());
  }
  const inTurn = chaptersInTurn(all);
  for (const heading of all) {
    const said = heading.textContent;
    const chapter = inTurn.has(heading) ? CHAPTER.exec(said) : null;
    const number = MONTH.test(said) ? null : (PARTS.exec(said) ?? BY_PROGRAM.exec(said) ?? chapter);
    if (!number || number[0].length >= said.length) continue;
    takeFromStart(heading, number[0].length);
    taken += 1;
  }
  report.count("numbers", taken);
}

// A bare number is a chapter's where the headings of a level count by it; «2026 års budget» and «3 skolor» stay.
function chaptersInTurn(all) {
  const inTurn = new Set();
  for (const tag of ["H1", "H2", "H3", "H4", "H5", "H6"]) {
    const counted = all.filter((heading) => heading.tagName === tag).map((heading) => [heading, CHAPTER.exec(heading.textContent)]);
    const numbered = counted.filter(([, number]) => number);
    if (numbered.length < 2) continue;
    const rises = numbered.every(([, number], at) => !at || Number(number[1]) === Number(numbered[at - 1][1][1]) + 1);
    if (rises) numbered.forEach(([heading]) => inTurn.add(heading));
  }
  return inTurn;
}

function takeFromStart(element, length) {
  let left = length;
  for (const text of [...textsOf(element)]) {
    const taken = Math.min(left, text.data.length);
    text.data = text.data.slice(taken);
    left -= taken;
    if (!left) return;
  }
}

// The editor has two levels, the title of the section above them. A title alone at the top stands with the first of them.
function levels(source) {
  const { doc } = source;
  const used = [...new Set([...doc.querySelectorAll(HEADINGS)].map((heading) => Number(heading.tagName[1])))].sort();
  const [top] = used;
  if (!top) return;
  const title = top === 1 && used.length > 2 && doc.querySelectorAll("h1").length === 1;
  for (const heading of doc.querySelectorAll(HEADINGS)) {
    const level = Number(heading.tagName[1]);
    const first = title ? level <= used[1] : top === 1 ? level === 1 : level <= 2;
    rename(heading, first ? "h2" : "h3", source);
  }
}
