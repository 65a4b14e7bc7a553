// Headings of the editor's two levels, without the numbers that the source gave them.

import { rename, textsOf, words } from "./source.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const WORD = "(?=[\\p{L}«”\"(])";
const TITLE = "(?=[«”\"(]?\\p{Lu})";
const PARTS = new RegExp(`^[\\s\\u00a0]*((?:\\d{1,2}\\.){1,5}\\d{1,2})\\.?[\\s\\u00a0]+${WORD}`, "u");
const ORDINAL = new RegExp(`^[\\s\\u00a0]*(\\d{1,2})\\.[\\s\\u00a0]+${TITLE}`, "u");
const CHAPTER = new RegExp(`^[\\s\\u00a0]*(\\d{1,2})[\\s\\u00a0]+${TITLE}`, "u");
const BY_PROGRAM = /^[\s\u00a0]*(\d{1,2}|\d(?:\.\d)+)[.)]?(?:\t|[\s\u00a0]*[\u00a0\u2002\u2003]{2,}|\u00a0(?=\p{Lu}))[\s\u00a0]*/u;
const SAYS = /\p{L}{2,}|§/u;
const MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december";
const COUNTED = "kap|avd|st|mom|kapitlet|kapitel|avdelning|miljon|miljard|procent|promille|kron|meter|kilometer|hektar|ton|timm|nationaldag";
// A number that goes with the word after it: a day, a sum, a chapter of a law.
const WITH_WORD = new RegExp(`^[\\s\\u00a0]*[\\d.]+[\\s\\u00a0]+(?:${MONTHS}|${COUNTED}|§)`, "i");

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
    const says = SAYS.test(marks.map((mark) => mark.textContent).join("").replace(/[ivxl]+/gi, ""));
    if (marks.length && !says) taken += 1;
    marks.forEach((part) => (says ? part.replaceWith(`${words(part)} `) : part.remove()));
  }
  const inTurn = chaptersInTurn(all);
  const outlined = outline(all);
  for (const heading of all) {
    const said = heading.textContent;
    if (WITH_WORD.test(said)) continue;
    const number =
      ORDINAL.exec(said) ?? (outlined.has(heading) ? PARTS.exec(said) : null) ?? BY_PROGRAM.exec(said) ?? (inTurn.has(heading) ? CHAPTER.exec(said) : null);
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

const partsOf = (number) => (/(?:^|\.)0/.test(number) ? null : number.split(".").map(Number));

// Whether one number is the next of another in an outline: beside it, below it or after the whole that it ends.
function follows(after, before) {
  const at = after.findIndex((part, depth) => part !== before[depth]);
  if (at < 0) return false;
  const last = after.slice(at + 1).every((part) => part === 1);
  return last && (at < before.length ? after[at] === before[at] + 1 : after[at] === 1);
}

// «2.5» and «24.12» may be a sum, a time or a day: they are the numbers of headings where other headings count on with them.
function outline(all) {
  const numbered = all
    .map((heading) => [heading, [PARTS, ORDINAL, CHAPTER].map((form) => form.exec(heading.textContent)?.[1]).find(Boolean)])
    .filter(([heading, number]) => number && !WITH_WORD.test(heading.textContent))
    .map(([heading, number]) => [heading, partsOf(number)]);
  const beside = (at, other) => numbered[other]?.[1] && numbered[at][1] && follows(numbered[Math.max(at, other)][1], numbered[Math.min(at, other)][1]);
  return new Set(numbered.filter((_, at) => beside(at, at - 1) || beside(at, at + 1)).map(([heading]) => heading));
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
