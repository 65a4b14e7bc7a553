// Plain text as a PDF, a mail or an editor gives it, made into paragraphs and lists.

import { ANSWER, ANSWERS, BULLETS, readings, withoutWordSigns } from "./marks.js";
import { isBrokenText, joint, widthOf, wordsOf } from "./lines.js";
import { pageNumbers } from "./pages.js";

const BULLET = new RegExp(`^[\\s\\u00a0]*([${BULLETS}]|[–—*-](?=[\\s\\u00a0])|o(?=[\\t\\u00a0 ]+\\S)|§(?=\\t))[\\s\\u00a0]*`);
const NUMBER = /^[\s\u00a0]*(\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})[.)])[\s\u00a0]+(?=\S)/;
const LONE = new RegExp(`^[\\s\\u00a0]*(?![${ANSWERS}])[${BULLETS}][\\s\\u00a0]*$`);
const DEPTHS = [..."•·●\uf0b7✓➢\uf0d8", ..."o◦○\uf06f", ..."▪■\uf0a7§"];
const DASH = /^[–—*-]/;
const ENDS = /[.!?:;,…][)”"’»\]]*$/;
const LIGATURES = { ﬀ: "ff", ﬁ: "fi", ﬂ: "fl", ﬃ: "ffi", ﬄ: "ffl", ﬅ: "st", ﬆ: "st" };

const escape = (text) => withoutWordSigns(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

// The text without the signs of who set it: ligatures, and hyphens that were only asked for within a line.
export const cleanText = (text) =>
  text
    .replace(/[\ufb00-\ufb06]/g, (sign) => LIGATURES[sign])
    .replace(/[\u00ad\u0002\ufffe](?![ \t]*(?:\r|\n|$))/g, "")
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, "")
    .normalize("NFC");

function linesOf(text, report) {
  const lines = cleanText(text).replace(/\r\n?|\u2028|\u2029|\v/g, "\n").replace(/\n?\f\n?/g, "\n\f").split("\n");
  const pages = pageNumbers(lines);
  report.count("page", pages.size);
  const alone = [];
  lines.forEach((line, at) => {
    if (pages.has(at)) return;
    const words = line.replace("\f", "");
    // A bullet that stands alone on its line belongs to the next.
    if (LONE.test(alone.at(-1) ?? "")) alone[alone.length - 1] += ` ${words.trim()}`;
    else alone.push(words);
  });
  return alone;
}

// A letter alone numbers an item where another follows on it, before or after; else it is somebody's initial.
function isNumbering(all, blocks, later) {
  if (all.some(({ type, value }) => type === "1" || blocks.some((block) => block.kind === type && block.value + 1 === value))) return true;
  const coming = later.flatMap((line) => readings(NUMBER.exec(line)?.[1] ?? ""));
  return all.some((one) => coming.some(({ type, value }) => type === one.type && value === one.value + 1));
}

// A dash or a star is a bullet where another line beside it begins with it too; a single one is a line that somebody says, a sum
// below zero or a remark.
function isListed(sign, last, later, broken) {
  if (last?.sign === sign) return true;
  const end = later.findIndex((line) => !line.trim());
  const own = broken && end ? later.slice(0, end < 0 ? later.length : end) : [];
  return [...own, later.find((line) => line.trim()) ?? ""].some((line) => BULLET.exec(line)?.[1] === sign);
}

// Whether a line that begins like an item is one: not where a sentence has only been broken before a dash or a number.
function markOf(line, before, width, broken, run, later) {
  const last = run.at(-1);
  const bullet = BULLET.exec(line);
  const number = bullet ? null : NUMBER.exec(line);
  const mark = bullet ?? number;
  if (!mark) return null;
  if (bullet?.[1] === "o" && last?.kind !== "disc") return null;
  const all = bullet ? [{ type: "disc", value: 1 }] : readings(number[1]);
  if (!bullet && !isNumbering(all, run, later)) return null;
  if (bullet && DASH.test(bullet[1]) && !isListed(bullet[1], last, later, broken)) return null;
  const sure = bullet && !DASH.test(bullet[1]);
  const inTurn = bullet ? last?.sign === bullet[1] : all.some(({ value }) => value === 1) || (last && last.kind !== "p");
  const midSentence = broken && before && !ENDS.test(before) && before.length >= width * 0.75;
  if (midSentence && !sure && !inTurn) return null;
  return { text: line.slice(mark[0].length).trim(), sign: bullet?.[1] ?? "", readings: all };
}

// A sign that may be an answer is a bullet where more than one line begins with it, and none with another such.
function answers(lines) {
  const signs = lines.map((line) => ANSWER.test(line.trim()[0]) && line.trim()).filter(Boolean);
  const same = signs.every(([sign]) => sign === signs[0][0]);
  const isList = signs.length > 1 && same && signs.every((line) => line.length > 1 && !ANSWER.test(line.slice(1)));
  return (line) => !isList && ANSWER.test(line.trim()[0]);
}

// The items that stand together last, or the paragraph that does.
const runOf = (blocks) => blocks.slice(Math.min(blocks.findLastIndex(({ kind }) => kind === "p") + 1, blocks.length - 1));

// Paragraphs and items, each whole: { kind: "p" | type of list, text, value, sign }.
function blocksOf(lines, report) {
  const width = widthOf(lines);
  const broken = isBrokenText(lines);
  const known = broken ? wordsOf(lines) : null;
  const isAnswer = answers(lines);
  const blocks = [];
  let before = "";
  let gap = false;
  for (const [at, line] of lines.entries()) {
    const words = line.replace(/[\s\u00a0]+/g, " ").trim();
    if (!words) {
      gap = true;
      continue;
    }
    const open = blocks.at(-1);
    const mark = isAnswer(words) ? null : markOf(line, gap ? "" : before, width, broken, runOf(blocks), lines.slice(at + 1, at + 40));
    const acrossGap = gap && open && !/[.!?:;…)”"»]$/.test(before) && /^\p{Ll}/u.test(words) && before.length >= width * 0.6;
    const inItem = open && open.kind !== "p";
    const column = inItem ? Math.min(width, before.length) : width;
    const seam = open && !mark && !isAnswer(words) && broken && (!gap || acrossGap) ? joint(before, words, width, known, column) : null;
    if (mark) {
      blocks.push({ ...item(mark, blocks), gap });
    } else if (seam) {
      report.count("lines", 1);
      open.text = open.text.slice(0, open.text.length - seam.without) + seam.between + words;
    } else {
      blocks.push({ kind: "p", text: words, gap });
    }
    before = words;
    gap = false;
  }
  return blocks;
}

function item({ text, sign, readings: all }, blocks) {
  const before = blocks.findLast(({ kind }) => kind !== "p");
  const chosen = all.find(({ type, value }) => before?.kind === type && value === before.value + 1) ?? all[0];
  return { kind: chosen.type, value: chosen.value, text, sign };
}

const depthOf = ({ sign }) => {
  const at = DEPTHS.indexOf(sign);
  return at < 0 ? 0 : at < 6 ? 1 : at < 9 ? 2 : 3;
};

// Whether an item stands below the one before it: a lesser bullet, letters below numbers, bullets between two numbers that follow.
function isBelow(block, open, rest) {
  if (block.kind === "disc" && open.kind === "disc") return depthOf(block) > depthOf(open) && depthOf(open) > 0;
  if (open.kind === "disc") return false;
  if (block.kind === "disc") return goesOnLater(open, rest);
  return block.kind !== open.kind && block.value === 1 && (open.kind === "1" || isRomanBelow(block, open) || goesOnLater(open, rest));
}

const isRomanBelow = (block, open) => /^i$/i.test(block.kind) && /^a$/i.test(open.kind);

function goesOnLater(open, rest) {
  const end = rest.findIndex(({ kind }) => kind === "p");
  return (end < 0 ? rest : rest.slice(0, end)).some(({ kind, value }) => kind === open.kind && value === open.value + 1);
}

const belongs = (block, open) =>
  block.kind === open.kind && (block.kind === "disc" ? depthOf(block) === depthOf(open) : block.value === open.value + 1);

function htmlOf(blocks) {
  let html = "";
  const open = [];
  const close = () => (html += `</li></${open.pop().tag}>`);
  blocks.forEach((block, at) => {
    if (block.kind === "p") {
      while (open.length) close();
      html += `<p>${escape(block.text)}</p>`;
      return;
    }
    const below = open.length && isBelow(block, open.at(-1), blocks.slice(at + 1));
    if (!below) {
      const found = open.findLastIndex((list) => belongs(block, list));
      while (open.length > Math.max(found + 1, 0)) close();
    }
    const list = open.at(-1);
    if (list && !below) {
      list.value = block.value;
      html += "</li>";
    } else {
      const tag = block.kind === "disc" ? "ul" : "ol";
      const type = "aAiI".includes(block.kind) ? ` type="${block.kind}"` : "";
      html += `<${tag}${type}${tag === "ol" && block.value !== 1 ? ` start="${block.value}"` : ""}>`;
      open.push({ ...block, tag });
    }
    html += `<li><p>${escape(block.text)}</p>`;
  });
  while (open.length) close();
  return html;
}

export const fromPlainText = (text, report) => htmlOf(blocksOf(linesOf(text, report), report));
