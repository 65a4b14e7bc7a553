// What a reader of the source sees as emphasis, raised or lowered, whatever it was written with: tags, attributes or style sheets.
// A sign that is raised or lowered is written as such where our typefaces have it.

import { BLOCKS, textsOf, unwrap } from "./source.js";

const WRAPPINGS = "b, strong, i, em, u, ins, span, font, sup, sub, big, small, tt, code, kbd, samp, var, cite, dfn, mark, abbr, q, label, time";
const BOLD = "b, strong, h1, h2, h3, h4, h5, h6, th";
const ITALIC = "i, em, cite, dfn, var, address";
const ALREADY = "h1, h2, h3, h4, h5, h6, th";
const RAISED = new Map([..."0123456789()ni"].map((sign, at) => [sign, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ⁿⁱ"][at]]));
const LOWERED = new Map([..."0123456789()"].map((sign, at) => [sign, [..."₀₁₂₃₄₅₆₇₈₉₍₎"][at]]));
const SIGNS = { sup: RAISED, sub: LOWERED };

const isBold = (value) => value === "bold" || value === "bolder" || Number(value) >= 600;
const isItalic = (value) => /^(?:italic|oblique)/.test(value);

function bold(element, styleOf) {
  for (let up = element; up; up = up.parentElement) {
    const said = styleOf(up, "font-weight");
    if (said && !/^(?:inherit|unset)$/.test(said)) return isBold(said);
    if (up.matches(BOLD)) return true;
  }
  return false;
}

function italic(element, styleOf) {
  for (let up = element; up; up = up.parentElement) {
    const said = styleOf(up, "font-style");
    if (said && !/^(?:inherit|unset)$/.test(said)) return isItalic(said);
    if (up.matches(ITALIC)) return true;
  }
  return false;
}

// How far a length goes from the line: a length of nothing to speak of is a program's way to set its lines.
function distance(value) {
  const [, number, unit] = /^(-?[\d.]+)(px|pt|r?em|ex|%)$/.exec(value) ?? [];
  const least = { px: 2, pt: 1.5, "%": 15, ex: 0.3 }[unit] ?? 0.15;
  return Math.abs(number) >= least ? Number(number) : 0;
}

function shift(element, styleOf) {
  for (let up = element; up && !up.matches(BLOCKS); up = up.parentElement) {
    const raised = Number.parseFloat(styleOf(up, "mso-text-raise"));
    if (raised) return raised > 0 ? "sup" : "sub";
    const said = styleOf(up, "vertical-align");
    if (said === "super" || (!said && up.matches("sup"))) return "sup";
    const far = distance(said) || (styleOf(up, "position") === "relative" && (-distance(styleOf(up, "top")) || distance(styleOf(up, "bottom"))));
    if (far) return far > 0 ? "sup" : "sub";
    if (said === "sub" || (!said && up.matches("sub"))) return "sub";
  }
  return "";
}

const underlined = (element, styleOf) =>
  !element.closest("a, ins, .msoIns, [class*='TrackChangeTextInsertion']") &&
  (element.closest("u") || [element, element.parentElement].some((up) => up && /\bunderline\b/.test(styleOf(up, "text-decoration"))));

export const looksBold = (text, { styleOf }) => bold(text.parentElement, styleOf);

// Of a block whose every word is emphasised none is more than the rest: a heading, a header cell.
function evenOut(looks, name) {
  const said = looks.filter(({ text }) => text.data.trim());
  if (said.length && said.every((look) => look[name])) looks.forEach((look) => (look[name] = false));
}

// The spaces at the ends of a text as texts of their own, since they are seldom meant to be emphasised.
function spacesApart(text) {
  const [, before, said, after] = /^([\s\u00a0]*)([^]*?)([\s\u00a0]*)$/.exec(text.data);
  if (!said || !(before || after)) return;
  if (after) text.splitText(before.length + said.length);
  if (before) text.splitText(before.length);
}

// Spaces are emphasised only between emphasised words.
function spaces(looks) {
  looks.forEach((look, at) => {
    if (look.text.data.trim()) return;
    const [before, after] = [looks[at - 1], looks[at + 1]];
    for (const name of ["bold", "italic"]) look[name] = Boolean(before?.[name] && after?.[name]);
    look.shift = "";
  });
}

// Runs of signs that are raised together become signs together, or none of them does: x²⁺¹ would read as three things.
function signs(looks) {
  for (let at = 0; at < looks.length; ) {
    const { shift: way } = looks[at];
    let end = at + 1;
    if (way) {
      while (looks[end]?.shift === way) end += 1;
      const run = looks.slice(at, end);
      const all = run.map(({ text }) => text.data).join("").trim();
      if (all && [...all].every((sign) => SIGNS[way].has(sign))) {
        for (const look of run) {
          look.text.data = [...look.text.data].map((sign) => SIGNS[way].get(sign) ?? "").join("");
          look.shift = "";
        }
      }
    }
    at = end;
  }
}

// The quotation marks that a browser writes around what is quoted, and the source does not.
function quotes(doc) {
  for (const quote of doc.querySelectorAll("q")) {
    if (/^\s*[«»"”“‘’']/.test(quote.textContent)) continue;
    const mark = quote.parentElement.closest("q") ? "’" : "”";
    quote.prepend(mark);
    quote.append(mark);
  }
}

export function emphasis(source, report) {
  const { doc, styleOf } = source;
  quotes(doc);
  const byBlock = new Map();
  [...textsOf(doc.body)].forEach(spacesApart);
  for (const text of textsOf(doc.body)) {
    const parent = text.parentElement;
    if (parent.closest(".fotnot, table, tr, ul, ol") === parent) continue;
    const block = parent.closest(BLOCKS) ?? doc.body;
    const look = {
      text,
      bold: bold(parent, styleOf),
      italic: italic(parent, styleOf),
      shift: shift(parent, styleOf),
      underlined: Boolean(text.data.trim() && underlined(parent, styleOf)),
    };
    if (!byBlock.has(block)) byBlock.set(block, []);
    byBlock.get(block).push(look);
  }
  for (const [block, looks] of byBlock) {
    if (looks.some((look) => look.underlined) && !block.closest(ALREADY)) report.count("underlined", 1);
    if (block.closest(ALREADY)) ["bold", "italic"].forEach((name) => evenOut(looks, name));
    spaces(looks);
    signs(looks);
  }
  doc.body.querySelectorAll(WRAPPINGS).forEach((element) => element.matches(".fotnot") || unwrap(element));
  for (const looks of byBlock.values()) looks.forEach(write);
}

function write({ text, bold: strong, italic: em, shift: way }) {
  let inner = text;
  for (const name of [way, em && "em", strong && "strong"]) {
    if (!name) continue;
    const mark = text.ownerDocument.createElement(name);
    inner.replaceWith(mark);
    mark.append(inner);
    inner = mark;
  }
}
