// Lists with their levels, kinds and starts, whether the source has real lists or paragraphs that only look like items.
// Many put a list in a list beside the item that it belongs to, or say the level of an item in an attribute.

import { ofCss } from "./marks.js";
import { rename, unwrap, words } from "./source.js";
import { uncounted } from "./uncounted.js";
import { wordItems } from "./word_lists.js";

export function lists(source, report) {
  headingsInLists(source);
  wordItems(source);
  levelsInAttributes(source);
  nested(source);
  uncounted(source, report);
  kinds(source);
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
