// The mark at the head of an item: a bullet, a number, a letter or a Roman numeral, as word processors, web pages and PDFs write it.

const ROMAN = /^(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})$/i;
const VALUES = { i: 1, v: 5, x: 10, l: 50, c: 100 };

export const BULLETS = "•·▪●◦■□○◆◇▸►➢➔✓✔❖⁃∙‣\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0e0\uf076\uf02d\uf0a0\uf06f\uf071";
// Signs that answer too, as a tick in a table and a box in a form: bullets only where more than one item has the same.
export const ANSWERS = "✓✔✗✘☐☑☒□■◆❖\uf06f\uf071\uf076\uf0a8\uf0fb\uf0fc\uf0fd\uf0fe";
export const ANSWER = new RegExp(`[${ANSWERS}]`);
export const BULLET = new RegExp(`^[\\s\\u00a0]*([${BULLETS}])[\\s\\u00a0]*`);
const NUMBER = /^[\s\u00a0]*\(?((?:\d{1,4}\.)*\d{1,4}|[a-zåäö]|[ivxlc]{1,7})([.):]?)[\s\u00a0]*$/i;

// Signs of Word's own typefaces, which no other has.
const OF_WORD = new Map([
  ..."\uf06c●\uf06e■\uf0b7•\uf0a7▪\uf0d8➢\uf0e0→\uf02d–\uf0b0°\uf06f□\uf0a8□\uf071❑\uf076❖\uf0fb✗\uf0fc✓\uf0fd☒\uf0fe☑".matchAll(/(.)(.)/g),
].map(([, own, sign]) => [own, sign]));

export const withoutWordSigns = (text) => text.replace(/[\uf020-\uf0ff]/g, (sign) => OF_WORD.get(sign) ?? sign);

// The same signs as letters in Wingdings: «ü» is a tick there.
export const fromWingdings = (text) =>
  text.replace(/[!-\u00ff]/g, (sign) => {
    const own = String.fromCharCode(0xf000 + sign.charCodeAt(0));
    return OF_WORD.has(own) ? own : sign;
  });

const fromRoman = (text) =>
  [...text.toLowerCase()].reduce((sum, sign, at, all) => {
    const value = VALUES[sign];
    return sum + (value < (VALUES[all[at + 1]] ?? 0) ? -value : value);
  }, 0);

const ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö";

// What a mark can be: [{ type: "1" | "a" | "A" | "i" | "I", value }], the likeliest first; "disc" for a bullet; [] for no mark.
export function readings(mark) {
  const said = mark.replace(/[\s\u00a0]+/g, " ").trim();
  if (!said) return [];
  const number = NUMBER.exec(said);
  if (!number) {
    const digits = /(\d{1,4})[.):]?$/.exec(said);
    return digits ? [{ type: "1", value: Number(digits[1]) }] : [...said].length <= 2 ? [{ type: "disc", value: 1 }] : [];
  }
  const text = number[1];
  if (/\d/.test(text)) return [{ type: "1", value: Number(text.split(".").at(-1)) }];
  if (text === "o" && !number[2]) return [{ type: "disc", value: 1 }];
  const upper = text !== text.toLowerCase();
  const letter = text.length === 1 ? [{ type: upper ? "A" : "a", value: ALPHABET.indexOf(text.toLowerCase()) + 1 }] : [];
  const roman = ROMAN.test(text) ? [{ type: upper ? "I" : "i", value: fromRoman(text) }] : [];
  return /^i$/i.test(text) ? [...roman, ...letter] : [...letter, ...roman];
}

// Whether what Word numbers with is words, which no list of ours can say: «1 §», «Bilaga A», «Steg 1:».
export const isWords = (mark) => {
  const said = mark.replace(/[\s\u00a0]+/g, " ").trim();
  return Boolean(said) && !NUMBER.test(said) && ([...said].length > 2 || /\d/.test(said));
};

export const ofCss = (value) => {
  if (/\b(?:lower-)?(?:alpha|latin)\b/.test(value) && !/upper/.test(value)) return "a";
  if (/upper-(?:alpha|latin)/.test(value)) return "A";
  if (/lower-roman/.test(value)) return "i";
  if (/upper-roman/.test(value)) return "I";
  if (/\bdecimal/.test(value)) return "1";
  if (/\b(?:disc|circle|square)\b/.test(value)) return "disc";
  return "";
};

// Word's own names of the kinds (mso-level-number-format).
export const ofWord = (value) =>
  ({
    bullet: "disc", image: "disc", "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I", decimal: "1",
  })[value] ?? "";

export function makeList(doc, type, start) {
  const list = doc.createElement(type === "disc" ? "ul" : "ol");
  if (type !== "disc" && type !== "1") list.setAttribute("type", type);
  if (type !== "disc" && start !== 1) list.setAttribute("start", start);
  return list;
}
