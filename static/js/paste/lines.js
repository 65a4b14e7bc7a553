// Lines that end where a page did, put together again: what ends a paragraph, and which hyphens belong to a word.

const LONGEST_LINE = 150;
const SHORTEST_COLUMN = 30;
const ENDS = /[.!?:;…][)”"’»\]]*$/;
const LOWER = /^[«”"(]?\p{Ll}/u;
const DIVIDED = /([\p{L}\d]+)([-\u2010\u2011\u00ad\u0002\ufffe])$/u;
const AND = /^(?:och|eller|samt|respektive|resp\.|till|som|and|or)\s/;
const SOFT = /[\u00ad\u0002\ufffe]$/;
// Abbreviations and the like that keep their hyphen, and all that has no vowel: pdf-fil, sms-tjänst.
const WITH_HYPHEN = new Set(
  "att icke ex it eu kpi sfi fn id ip ai api usb url isbn iso hiv aids nato osa wifi".split(" "),
);
const NO_VOWEL = /^[^aeiouyåäöéü]+$/i;
// Rows of an address or a signature.
const ROW = /^(?:att\.|c\/o\b|tel(?:efon|\b)|tfn\b|mobil|fax|e-?post|mejl|mail|org\.|www\.|https?:|[^\s@]+@[^\s@]+$)/i;

const filled = (lines) => lines.map((line) => line.trim()).filter(Boolean);

// How long the lines of a text are where they are full.
export function widthOf(lines) {
  const lengths = filled(lines).map((line) => line.length).sort((a, b) => a - b);
  return lengths.length ? lengths[Math.ceil((lengths.length - 1) * 0.95)] : 0;
}

// Whether the lines are those of a page: of a column's width, and some go on in the next.
export function isBrokenText(lines) {
  const said = filled(lines);
  const width = widthOf(lines);
  if (said.slice(0, -1).some((line) => SOFT.test(line))) return true;
  if (said.length < 2 || width < SHORTEST_COLUMN || said.some((line) => line.length > LONGEST_LINE)) return false;
  return said.some((line, at) => at && goesOn(said[at - 1], line, width) && (DIVIDED.test(said[at - 1]) || endsLater(said.slice(at))));
}

const goesOn = (before, line, width) =>
  LOWER.test(line) && !ROW.test(line) && (DIVIDED.test(before) || (!ENDS.test(before) && before.length >= width * 0.6));

// A sentence that a page has broken ends, or is gone on with until the text does; rows of a list or an address do neither.
const endsLater = (lines) => lines.some((line) => /[.!?][)”"’»\]]*$/.test(line) && !ROW.test(line));

// Whether the line before had no room for the first word of this one, so that it was a page that ended it.
const noRoom = (before, line, width) => before.length + 1 + line.search(/\s|$/) >= width * 0.9;

// The words that stand in one piece somewhere in a text: what a line has divided is written as there.
export const wordsOf = (lines) =>
  new Set(lines.flatMap((line) => line.toLowerCase().match(/[\p{L}\d]+(?:-[\p{L}\d]+)*(?!-?$)/gu) ?? []));

// How a line follows on the one before it, which may stand in a column of its own: { without: signs to take from its end, between: what stands there instead }, or null
// where it is another paragraph.
export function joint(before, line, width, known, column = width) {
  if (ROW.test(line) && !DIVIDED.test(before)) return null;
  const divided = DIVIDED.exec(before);
  if (divided && /^[\p{L}\d]/u.test(line)) return seam(divided, line, known);
  if (/[–—]$/.test(before) && /\d[–—]$/.test(before) && /^\d/.test(line)) return { without: 0, between: "" };
  if (/\p{L}\/$/u.test(before)) return { without: 0, between: "" };
  const full = before.length >= width * 0.75;
  if (LOWER.test(line) && !ENDS.test(before) && noRoom(before, line, column)) return { without: 0, between: " " };
  if (full && !(ENDS.test(before) && before.length < width * 0.85)) return { without: 0, between: " " };
  return null;
}

function seam([, start, sign], line, known) {
  if (SOFT.test(sign)) return { without: 1, between: "" };
  const rest = /^[\p{L}\d]+/u.exec(line)[0];
  if (AND.test(line)) return { without: 0, between: " " };
  if (known.has(`${start}-${rest}`.toLowerCase())) return { without: 0, between: "" };
  if (known.has(`${start}${rest}`.toLowerCase())) return { without: 1, between: "" };
  const pair = /sk$/.test(start) && /sk[at]?$/.test(rest);
  const keeps =
    pair ||
    start.length === 1 || WITH_HYPHEN.has(start.toLowerCase()) || NO_VOWEL.test(start) || /\d$/.test(start) || /\p{Lu}$/u.test(start) || !/^\p{Ll}/u.test(rest);
  return keeps ? { without: 0, between: "" } : { without: 1, between: "" };
}
