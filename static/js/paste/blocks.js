// Paragraphs: no empty ones that only made room, two line breaks in a row end one, and lines that a page has broken are joined.

import { BULLET, withoutWordSigns } from "./marks.js";
import { isBrokenText, joint, widthOf, wordsOf } from "./lines.js";
import { textsOf, words } from "./source.js";

const BLOCK = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, pre, section, article, figure";
const ATTRIBUTES = new Set(["href", "start", "type", "colspan", "rowspan"]);
const TEXT = "p, div, h1, h2, h3, blockquote, li, td, th, dd, dt";

export function paragraphs(source, report) {
  const { doc } = source;
  preformatted(doc);
  // Some words of a line stay such, with the spaces at their ends.
  if (!doc.body.querySelector(`${BLOCK}, br, li, td`)) return;
  loose(doc.body);
  for (const block of doc.querySelectorAll("p, div")) divide(block, source, report);
}

// Words that stand beside blocks are paragraphs too.
function loose(holder) {
  let run = [];
  const end = () => {
    if (run.some((node) => node.textContent.trim())) {
      const p = holder.ownerDocument.createElement("p");
      run[0].before(p);
      p.append(...run);
    }
    run = [];
  };
  for (const node of [...holder.childNodes]) {
    const block = node.matches?.(BLOCK) || node.querySelector?.(BLOCK);
    if (!block) {
      run.push(node);
      continue;
    }
    end();
    if (node.querySelector(BLOCK) && !node.matches("p, ul, ol, table")) loose(node);
  }
  end();
}

export function tidy({ doc }) {
  for (const br of doc.querySelectorAll("br")) {
    const stray = !br.parentElement.closest(`${TEXT}, a, strong, em`) || br.parentElement.matches("div");
    const between = [beside(br, "previousSibling"), beside(br, "nextSibling")].every((side) => !side || side.matches?.(`${BLOCK}, br`));
    if (stray && between) br.remove();
  }
  for (const text of textsOf(doc.body)) {
    text.data = withoutWordSigns(text.data).replace(/[\u00ad\u0002\ufffe]/g, "").replace(/[\s\u00a0]{2,}/g, " ");
  }
  for (const block of [...doc.querySelectorAll("p, div, h1, h2, h3, blockquote, li")].reverse()) {
    const only = !words(block) && !block.querySelector("td, th") && !block.closest("td, th");
    if (only) block.remove();
  }
  doc.querySelectorAll("ul:empty, ol:empty").forEach((list) => list.remove());
  doc.querySelectorAll(TEXT).forEach(trim);
  for (const element of doc.body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!ATTRIBUTES.has(name) && !element.matches(".fotnot")) element.removeAttribute(name);
    }
  }
}

function beside(node, way) {
  let side = node[way];
  while (side && !side.matches && !side.textContent.trim()) side = side[way];
  return side;
}

function preformatted(doc) {
  for (const pre of doc.querySelectorAll("pre")) {
    for (const text of [...textsOf(pre)]) {
      const lines = text.data.split(/\r\n?|\n/);
      text.replaceWith(...lines.flatMap((line, at) => (at ? [doc.createElement("br"), line] : [line])));
    }
    const p = doc.createElement("p");
    p.append(...pre.childNodes);
    pre.replaceWith(p);
  }
}

// A line break within marks parts them, so that each line has its own.
function liftBreaks(block, { copyStyle }) {
  for (const br of block.querySelectorAll("br")) {
    while (br.parentElement !== block) {
      const mark = br.parentElement;
      const rest = mark.cloneNode(false);
      copyStyle(mark, rest);
      while (br.nextSibling) rest.append(br.nextSibling);
      mark.after(br, rest);
    }
  }
}

// The lines of a block that has no blocks in it, as arrays of nodes.
function linesOf(block) {
  const lines = [[]];
  for (const node of block.childNodes) {
    if (node.nodeName === "BR") lines.push([]);
    else lines.at(-1).push(node);
  }
  return lines;
}

const said = (line) => line.map((node) => node.textContent).join("").replace(/[\s\u00a0]+/g, " ").trim();

function divide(block, source, report) {
  if (!block.isConnected || !block.querySelector("br") || block.querySelector(BLOCK)) return;
  liftBreaks(block, source);
  const lines = linesOf(block);
  const texts = lines.map(said);
  const broken = isBrokenText(texts);
  const width = widthOf(texts);
  const known = wordsOf(texts);
  const parts = [];
  lines.forEach((line, at) => {
    if (!texts[at]) return parts.push(null);
    const before = parts.at(-1) ? texts[at - 1] : "";
    const bullet = BULLET.test(texts[at]);
    const seam = broken && before && !bullet ? joint(before, texts[at], width, known) : null;
    if (seam) {
      report.count("lines", 1);
      const last = lastText(parts.at(-1));
      if (last && seam.without) last.data = last.data.replace(/[\s\u00a0]*$/, "").slice(0, -seam.without);
      parts.at(-1).push(seam.between, ...line);
    } else if (before && !bullet && !BULLET.test(before) && !broken) {
      parts.at(-1).push(block.ownerDocument.createElement("br"), ...line);
    } else {
      parts.push([...line]);
    }
  });
  const paragraphs = parts.filter(Boolean);
  if (paragraphs.length < 2 && !broken) {
    block.replaceChildren(...(paragraphs[0] ?? []));
    return;
  }
  block.replaceWith(
    ...paragraphs.map((nodes) => {
      const p = block.cloneNode(false);
      p.append(...nodes);
      return p;
    }),
  );
}

function lastText(nodes) {
  const node = nodes.at(-1);
  return node?.nodeType === Node.TEXT_NODE ? node : node && [...textsOf(node)].at(-1);
}

// No space at either end of a block, and no line break: those are a program's.
function trim(block) {
  if (block.querySelector("p, div, ul, ol, table, li, h1, h2, h3, blockquote")) return;
  while (block.firstChild?.nodeName === "BR") block.firstChild.remove();
  while (block.lastChild?.nodeName === "BR") block.lastChild.remove();
  const texts = [...textsOf(block)];
  for (const text of texts) {
    text.data = text.data.replace(/^[\s\u00a0]+/, "");
    if (text.data) break;
  }
  for (const text of texts.reverse()) {
    text.data = text.data.replace(/[\s\u00a0]+$/, "");
    if (text.data) break;
  }
}
