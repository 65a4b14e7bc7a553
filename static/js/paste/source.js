// Reads pasted HTML into a document whose elements know their style: what the source's style sheets and attributes say of them.
//
// A browser applies the style of any document that it parses, and the content security policy stops and reports that, also where
// nothing is shown. So every style is taken out of the way first: attributes under another name, sheets as words. It also keeps
// the words of Microsoft's own (mso-list, mso-element), which a browser throws away.

const TAG = /<[a-z][^\s<>/]*(?:"[^"]*"|'[^']*'|[^<>"'])*>/gi;
const STYLE_NAME = /([\s"'/])style(?=\s*=)/gi;
const SHEET = /<style\b[^>]*>([\s\S]*?)(?:<\/style\b[^>]*>|$)/gi;
const KEPT = "data-source-style";
const MAX_RULES = 2000;

const withoutStyles = (html) => html.replace(TAG, (tag) => tag.replace(STYLE_NAME, `$1${KEPT}`));

// The words of our own editor, known by a mark that is put on what is copied there: other editors say data-pm-slice too.
export const OWN = "data-remiss-kopia";
const IS_OWN = new RegExp(`<[a-z][^<>]*\\s${OWN}(?=[\\s=>])`, "i");

export const ownSlice = (html) => (IS_OWN.test(html) ? withoutStyles(html) : null);

function declarations(text) {
  const said = new Map();
  for (const part of text.replace(/&quot;/g, '"').split(";")) {
    const at = part.indexOf(":");
    if (at < 0) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    const value = part.slice(at + 1).replace(/!\s*important/i, "").trim().toLowerCase();
    said.set(name, value);
    if (name === "font") {
      said.set("font-weight", /\b(?:bold|[6-9]00)\b/.test(value) ? "bold" : "normal");
      said.set("font-style", /\b(?:italic|oblique)\b/.test(value) ? "italic" : "normal");
      said.set("font-size", /(?:^|\s)([\d.]+(?:px|pt|r?em|%)?)(?:\/\S+)?\s/.exec(value)?.[1] ?? "");
    }
  }
  return said;
}

const weight = (selector) =>
  (selector.match(/#/g)?.length ?? 0) * 100 + (selector.match(/[.[:]/g)?.length ?? 0) * 10 + (/^[a-z]/i.test(selector) ? 1 : 0);

const CONDITIONAL = /@(media|supports|keyframes|-webkit-keyframes)\b([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}/gi;

// Whether rules that hold on some condition do here, where the source was read.
function holds(kind, condition) {
  if (/keyframes/i.test(kind)) return false;
  return /media/i.test(kind) ? matchMedia(condition).matches : CSS.supports(condition.trim());
}

// The rules of style sheets, weakest first, and Word's definitions of lists: "l0:level2" → what it says.
function readSheets(texts) {
  const rules = [];
  const lists = new Map();
  const words = texts
    .join("\n")
    .replace(/<!--|-->|<!\[CDATA\[|\]\]>/g, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(CONDITIONAL, (_, kind, condition, body) => (holds(kind, condition) ? body : ""));
  for (const [, before, body] of words.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const selectors = before.split(";").at(-1).trim();
    const list = /^@list\s+(\S+)/i.exec(selectors);
    if (list) lists.set(list[1].toLowerCase(), declarations(body));
    if (selectors.startsWith("@") || rules.length > MAX_RULES) continue;
    const said = declarations(body);
    for (const selector of selectors.split(",")) rules.push({ selector: selector.trim(), said });
  }
  return { rules: rules.sort((a, b) => weight(a.selector) - weight(b.selector)), lists };
}

function matching(doc, selector) {
  try {
    return doc.querySelectorAll(selector);
  } catch {
    return []; // Words of a browser that is not this one.
  }
}

export function read(html) {
  const sheets = [];
  const bare = html.replace(SHEET, (_, text) => {
    sheets.push(text);
    return "";
  });
  const doc = new DOMParser().parseFromString(withoutStyles(bare), "text/html");
  const { rules, lists } = readSheets(sheets);
  const styles = new WeakMap();
  for (const { selector, said } of rules) {
    for (const element of matching(doc, selector)) {
      const style = styles.get(element) ?? new Map();
      said.forEach((value, name) => style.set(name, value));
      styles.set(element, style);
    }
  }
  for (const element of doc.querySelectorAll(`[${KEPT}]`)) {
    const style = styles.get(element) ?? new Map();
    declarations(element.getAttribute(KEPT)).forEach((value, name) => style.set(name, value));
    styles.set(element, style);
    element.removeAttribute(KEPT);
  }
  const styleOf = (element, name) => styles.get(element)?.get(name) ?? "";
  const copyStyle = (from, to) => styles.has(from) && styles.set(to, styles.get(from));
  return { doc, styleOf, copyStyle, lists };
}

export const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, div, blockquote, pre, caption, figcaption, section, article";

export const words = (node) => node.textContent.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();

export function rename(element, name, { copyStyle }) {
  const other = element.ownerDocument.createElement(name);
  for (const { name: attribute, value } of [...element.attributes]) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  copyStyle(element, other);
  element.replaceWith(other);
  return other;
}

export const unwrap = (element) => element.replaceWith(...element.childNodes);

export function* textsOf(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node;
}
