// Numbered lists whose numbers nobody saw, and those that count as no list here does: paragraphs, with the numbers that were seen.

import { ofCss } from "./marks.js";
import { rename, textsOf } from "./source.js";

const NUMBER = /^\s*-?\d{1,4}\s*$/;

const itemsOf = (list) => [...list.children].filter((item) => item.matches("li"));

function showsNothing(item, { styleOf }) {
  const [said] = [item, item.parentElement].map((part) => styleOf(part, "list-style-type") || styleOf(part, "list-style")).filter(Boolean);
  return /\bnone\b/.test(said ?? "") && !ofCss(said);
}

function said(number, type) {
  if (!/^[aA]$/.test(type) || number < 1 || number > 26) return number;
  return String.fromCharCode(type.charCodeAt(0) + number - 1);
}

function writeNumbers(list) {
  const items = itemsOf(list);
  const step = list.hasAttribute("reversed") ? -1 : 1;
  const start = list.getAttribute("start") ?? "";
  let number = NUMBER.test(start) ? Number(start) : step < 0 ? items.length : 1;
  for (const item of items) {
    const value = item.getAttribute("value") ?? "";
    if (NUMBER.test(value)) number = Number(value);
    const [first] = [...textsOf(item)].filter(({ data }) => data.trim());
    if (first) first.data = `${said(number, list.getAttribute("type"))}. ${first.data.trimStart()}`;
    number += step;
  }
}

export function uncounted(source, report) {
  const { doc } = source;
  for (const list of doc.querySelectorAll("ol")) {
    const items = itemsOf(list);
    const unseen = items.length > 0 && showsNothing(items[0], source);
    const otherwise = list.hasAttribute("reversed") || /^\s*-/.test(list.getAttribute("start") ?? "");
    if (!unseen && !otherwise) continue;
    if (!unseen) {
      writeNumbers(list);
      report.count("counted", 1);
    }
    items.forEach((item) => rename(item, "div", source));
    list.replaceWith(...list.childNodes);
  }
}
