// Word writes an item as a paragraph that says mso-list:l<definition> level<n> lfo<use> and holds its mark as text.

import { ANSWERS, BULLETS, isWords, makeList, ofWord, readings } from "./marks.js";
import { rename, textsOf, words } from "./source.js";

const LIST_CLASS = /MsoListParagraph|MsoListBullet|MsoListNumber/;
const TYPED = new RegExp(`^[\\s\\u00a0]*(?:(?![${ANSWERS}])[${BULLETS}]|\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,5})[.)])[\\s\\u00a0]+`, "i");
const WORD_ITEM = /\bl(\d+)\s+level(\d+)\s+lfo(\d+)/;
const INDENT_STEP = 12;

// What Word's items say of themselves, and their marks, which are taken out of the text.
function wordItem(p, { styleOf, lists: defined }) {
  const said = WORD_ITEM.exec(styleOf(p, "mso-list"));
  const marks = [...p.querySelectorAll("*")].filter((part) => styleOf(part, "mso-list") === "ignore");
  let mark = marks.map((part) => part.textContent).join("");
  marks.forEach((part) => part.remove());
  if (!said && !mark) {
    const [text] = [...textsOf(p)].filter(({ data }) => data.trim());
    const typed = LIST_CLASS.test(p.className) && TYPED.exec(text?.data ?? "");
    if (!typed) return null;
    mark = typed[0];
    text.data = text.data.slice(mark.length);
  }
  const [list, level, use] = said ? said.slice(1).map(Number) : [-1, 1, -1];
  const definition = defined.get(`l${list}:level${level}`);
  const format = ofWord(definition?.get("mso-level-number-format") ?? "") || (definition && !mark ? "1" : "");
  const indent = Number.parseFloat(styleOf(p, "margin-left")) || 0;
  return {
    p,
    also: [],
    key: `${list}/${use}`,
    level,
    indent,
    format,
    readings: readings(mark),
    startAt: Number(definition?.get("mso-level-start-at")) || 1,
    gone: !words(p),
  };
}

const continues = (element, { styleOf }) =>
  element?.matches("p") && /MsoListParagraph|MsoListContinue/.test(element.className) && !WORD_ITEM.test(styleOf(element, "mso-list"));

// An item that is numbered with words is a paragraph that begins with them.
function inWords(source) {
  const { doc, styleOf } = source;
  for (const p of doc.querySelectorAll("p")) {
    const marks = [...p.querySelectorAll("*")].filter((part) => styleOf(part, "mso-list") === "ignore");
    const said = marks.map(words).join("");
    if (!isWords(said) || !words(p).slice(said.length)) continue;
    marks[0].before(`${said} `);
    marks.forEach((mark) => mark.remove());
    rename(p, "div", source);
  }
}

export function wordItems(source) {
  const { doc, styleOf } = source;
  inWords(source);
  const isItem = (p) =>
    p?.matches("p") && !p.closest("li") && (WORD_ITEM.test(styleOf(p, "mso-list")) || LIST_CLASS.test(p.className));
  for (const first of doc.querySelectorAll("p")) {
    if (!first.isConnected || !isItem(first)) continue;
    const items = [];
    for (let p = first; isItem(p) || (items.length && continues(p, source)); p = p.nextElementSibling) {
      const item = wordItem(p, source);
      if (item) items.push(item);
      else if (items.length) items.at(-1).also.push(p);
      else break;
    }
    if (items.length) build(doc, items);
  }
}

// The kind and the number of each item, by its own mark, by its definition, and by the item after it: i) is one where ii) follows.
function settle(items) {
  items.forEach((item, at) => {
    const next = items.slice(at + 1).find((other) => other.level <= item.level);
    const sibling = next?.level === item.level ? next.readings : [];
    const before = items.slice(0, at).findLast((other) => other.level <= item.level);
    const succeeds = (reading) => before?.level === item.level && before.type === reading.type && before.value + 1 === reading.value;
    const precedes = (reading) => sibling.some(({ type, value }) => type === reading.type && value === reading.value + 1);
    const chosen =
      item.readings.find((reading) => item.format && reading.type === item.format) ??
      item.readings.find(succeeds) ??
      item.readings.find(precedes) ??
      item.readings[0];
    item.type = chosen?.type ?? (item.format || "disc");
    item.value = chosen?.value ?? (before?.type === item.type && before.level === item.level ? before.value + 1 : item.startAt);
  });
}

// Whether a number follows on the last of a list; items that were struck may have been counted or not.
const follows = (list, { type, value }) => type === "disc" || (value > list.value && value - list.value - 1 <= list.struck);

// Puts items into lists: deeper for a deeper level or, of another list, for a deeper indent; a new list where the old one does not
// go on: another use of a definition, another kind, or a number that does not follow.
function build(doc, items) {
  settle(items);
  const open = [];
  const anchor = doc.createComment("");
  items[0].p.before(anchor);
  let firstStruck = null;
  for (const item of items) {
    if (item.gone) {
      item.p.remove();
      const counted = open.findLast(({ key, level }) => key === item.key && level === item.level);
      if (counted) counted.struck += 1;
      else firstStruck ??= item;
      continue;
    }
    const deeper = isDeeper(open, item);
    if (!deeper) closeTo(open, item);
    const level = open.at(-1);
    if (!deeper && level && level.key === item.key && level.type === item.type && follows(level, item)) {
      Object.assign(level, { value: item.value, struck: 0 });
    } else {
      if (!deeper && level) open.pop();
      const counts = firstStruck?.key === item.key && firstStruck.level === item.level && firstStruck.type === item.type;
      const list = makeList(doc, item.type, counts ? Math.min(firstStruck.value, item.value) : item.value);
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else anchor.before(list);
      open.push({ ...item, list, struck: 0 });
    }
    firstStruck = null;
    const li = doc.createElement("li");
    open.at(-1).list.append(li);
    li.append(item.p, ...item.also);
    const [text] = textsOf(item.p);
    if (text) text.data = text.data.replace(/^[\s\u00a0]+/, "");
  }
  anchor.remove();
}

const isOpen = (open, { key, indent }) => open.findIndex((list) => list.key === key && list.level === 1 && list.indent === indent);

function isDeeper(open, item) {
  const inner = open.at(-1);
  if (!inner || item.level > inner.level) return Boolean(inner);
  const another = item.level === 1 && inner.level === 1 && item.key !== inner.key && isOpen(open, item) < 0;
  return another && item.indent >= inner.indent + INDENT_STEP;
}

function closeTo(open, item) {
  const known = item.level === 1 ? isOpen(open, item) : -1;
  if (known >= 0) return open.splice(known + 1);
  while (open.at(-1)?.level > item.level) open.pop();
  while (item.level === 1 && open.length > 1 && open.at(-1).indent >= item.indent + INDENT_STEP) open.pop();
}
