// Lists with their levels, kinds and starts, whether the source has real lists or paragraphs that only look like items.
//
// Word writes an item as a paragraph that says mso-list:l<definition> level<n> lfo<use> and holds its mark as text. Others write
// lists as elements, but put a list in a list beside the item that it belongs to, or say the level of an item in an attribute.

import { ofCss, ofWord, readings } from "./marks.js";
import { rename, textsOf, unwrap, words } from "./source.js";

const LIST_CLASS = /MsoListParagraph|MsoListBullet|MsoListNumber/;
const TYPED = /^[\s\u00a0]*(?:[^\p{L}\p{N}\s(«»"”’'–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[\s\u00a0]+/iu;
const WORD_ITEM = /\bl(\d+)\s+level(\d+)\s+lfo(\d+)/;
const INDENT_STEP = 12;

export function makeList(doc, type, start) {
  const list = doc.createElement(type === "disc" ? "ul" : "ol");
  if (type !== "disc" && type !== "1") list.setAttribute("type", type);
  if (type !== "disc" && start !== 1) list.setAttribute("start", start);
  return list;
}

export function lists(source) {
  headingsInLists(source);
  wordItems(source);
  levelsInAttributes(source);
  nested(source);
  kinds(source);
}

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

function wordItems(source) {
  const { doc, styleOf } = source;
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

// A heading that a program numbers is written as the item of a list.
function headingsInLists({ doc }) {
  for (const heading of doc.querySelectorAll("li > h1, li > h2, li > h3, li > h4, li > h5, li > h6")) {
    const li = heading.parentElement;
    if (words(li) !== words(heading)) continue;
    let list = li.parentElement;
    const said = words(heading);
    while (list?.parentElement?.matches("ol, ul, li") && words(list.parentElement) === said) list = list.parentElement;
    const alone = list.matches("ol, ul") && words(list) === words(heading);
    if (alone) list.replaceWith(heading);
    else if (li.parentElement.matches("ol, ul")) splitAround(li, heading);
  }
}

function splitAround(li, heading) {
  const list = li.parentElement;
  const rest = list.cloneNode(false);
  while (li.nextSibling) rest.append(li.nextSibling);
  list.after(heading, ...(words(rest) ? [rest] : []));
  li.remove();
  if (!words(list)) list.remove();
}

// Lists of one level each, whose items say their level (Word on the web, Google): put into each other.
function levelsInAttributes(source) {
  const { doc } = source;
  const levelOf = (li) => Number(li.getAttribute("data-aria-level") ?? li.getAttribute("aria-level")) || 0;
  doc.querySelectorAll(".ListContainerWrapper").forEach(unwrap);
  for (const first of doc.querySelectorAll("ul, ol")) {
    if (!first.isConnected || first.closest("li")) continue;
    const run = [];
    for (let list = first; list?.matches("ul, ol"); list = list.nextElementSibling) {
      const items = [...list.children].filter((li) => li.matches("li"));
      if (!items.length || items.length !== list.children.length || !items.every(levelOf)) break;
      run.push(list);
    }
    if (!run.some((list) => [...list.children].some((li) => levelOf(li) > 1))) continue;
    nestByLevel(run, levelOf, source);
  }
}

function nestByLevel(run, levelOf, { copyStyle }) {
  const open = [];
  for (const list of run) {
    for (const li of [...list.children]) {
      const level = levelOf(li);
      while (open.at(-1)?.level > level) open.pop();
      const same = open.at(-1)?.level === level ? open.at(-1) : null;
      if (!same || (same.from !== list && !goesOn(same, list, li))) {
        if (same) open.pop();
        const copy = list.cloneNode(false);
        copyStyle(list, copy);
        const parent = open.at(-1)?.list.lastElementChild;
        if (parent) parent.append(copy);
        else run[0].before(copy);
        open.push({ level, list: copy });
      }
      open.at(-1).list.append(li);
      Object.assign(open.at(-1), { from: list, id: idOf(li) });
    }
  }
  run.forEach((list) => list.remove());
}

const idOf = (li) => li.getAttribute("data-listid") ?? "";

// Word on the web gives each item a list of its own, which starts where the one before it ended.
const goesOn = (open, list, li) =>
  open.list.tagName === list.tagName &&
  open.id === idOf(li) &&
  (list.matches("ul") || Number(list.getAttribute("start") ?? 1) > 1);

// A list may stand in an item only.
function nested({ doc }) {
  for (const list of doc.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling;
    if (before?.matches("li")) {
      before.append(list);
    } else {
      const li = doc.createElement("li");
      list.replaceWith(li);
      li.append(list);
    }
  }
  for (const li of doc.querySelectorAll("li")) {
    const only = li.children.length === 1 && li.firstElementChild;
    if (only && only.matches("ul, ol") && words(li) === words(only) && li.previousElementSibling?.matches("li")) {
      li.previousElementSibling.append(only);
      li.remove();
    }
  }
}

// The kind and the start of real lists, by attribute or by style, and a new list where an item says another number than its turn.
function kinds(source) {
  const { doc, styleOf } = source;
  for (const found of doc.querySelectorAll("ul, ol")) {
    let list = found;
    const first = [...list.children].find((li) => li.matches("li"));
    if (!first) continue;
    const css = [list, first].map((part) => ofCss(styleOf(part, "list-style-type") || styleOf(part, "list-style"))).find(Boolean);
    const attribute = list.getAttribute("type") ?? "";
    const type = (/^[1aAiI]$/.test(attribute) && list.matches("ol") ? attribute : css) || (list.matches("ol") ? "1" : "disc");
    if (type === "disc" && list.matches("ol")) list = rename(list, "ul", source);
    if (type !== "disc" && list.matches("ul")) list = rename(list, "ol", source);
    list.removeAttribute("type");
    if (type === "disc") {
      list.removeAttribute("start");
      continue;
    }
    if (type !== "1") list.setAttribute("type", type);
    let value = numberOf(list, "start") ?? 1;
    for (const li of [...list.children].filter((child) => child.matches("li"))) {
      const said = numberOf(li, "value");
      if (said !== null && said !== value) {
        if (li.previousElementSibling) list = splitBefore(li);
        value = said;
        list.setAttribute("start", value);
      }
      value += 1;
    }
    if (list.getAttribute("start") === "1") list.removeAttribute("start");
  }
}

function numberOf(element, name) {
  const said = element.getAttribute(name);
  return said !== null && /^\s*\d{1,4}\s*$/.test(said) ? Number(said) : null;
}

function splitBefore(li) {
  const list = li.parentElement;
  const rest = list.cloneNode(false);
  rest.removeAttribute("start");
  list.after(rest);
  while (li.nextSibling) rest.append(li.nextSibling);
  rest.prepend(li);
  return rest;
}
