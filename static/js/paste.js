// Text that is pasted from a word processor or from a PDF, made into what the editor has: headings of its levels, real lists,
// real footnotes, paragraphs that do not end with every line. What is left over the editor and the server clean away.

import { Extension, Plugin } from "django-prose-editor/editor";

const BULLET = /^\s*[•·▪●◦–—*-]\s+/;
const NUMBER = /^\s*\d{1,2}[.)]\s+/;

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const rename = (element, name) => {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
};

// A footnote of a word processor is two links that lead to each other: the call in the text, and the number before the note.
function realFootnotes(doc) {
  const named = (hash) => doc.querySelector(`[name="${CSS.escape(hash.slice(1))}"], [id="${CSS.escape(hash.slice(1))}"]`);
  const links = (element) => (element?.matches("a[href^='#']") ? element : element?.querySelector("a[href^='#']"));
  for (const call of doc.querySelectorAll("a[href^='#']")) {
    if (!call.isConnected) continue;
    const back = links(named(call.getAttribute("href")));
    if (!back || back === call || named(back.getAttribute("href")) !== call) continue;
    if (!(call.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const block = back.closest("div[id], aside, p, li") ?? back.parentElement;
    back.remove();
    const note = doc.createElement("span");
    note.className = "fotnot";
    note.textContent = block.textContent.replace(/\s+/g, " ").trim();
    call.replaceWith(note);
    block.remove();
  }
}

// Word writes its lists as paragraphs that begin with the mark; mso-list says so.
function realLists(doc) {
  for (const first of doc.querySelectorAll("p[style*='mso-list'], p[class*='MsoListParagraph']")) {
    if (!first.isConnected || first.closest("li")) continue;
    const mark = first.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']")?.textContent ?? first.textContent;
    const list = doc.createElement(/^\s*[\da-z]{1,3}[.)]/i.test(mark) ? "ol" : "ul");
    first.before(list);
    for (let p = first; p?.matches("p[style*='mso-list'], p[class*='MsoListParagraph']"); p = list.nextElementSibling) {
      p.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']").forEach((ignore) => ignore.remove());
      const item = doc.createElement("li");
      item.append(p);
      const text = doc.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
      if (text) text.data = text.data.replace(BULLET, "").replace(/^\s+/, "");
      list.append(item);
    }
  }
}

export function fromHtml(html) {
  const doc = new DOMParser().parseFromString(html, "text/html");
  doc.querySelectorAll("script, style, title, meta, link, o\\:p").forEach((element) => element.remove());
  realFootnotes(doc);
  realLists(doc);
  doc.querySelectorAll("h1").forEach((heading) => rename(heading, "h2"));
  doc.querySelectorAll("h4, h5, h6").forEach((heading) => rename(heading, "h3"));
  return doc.body.innerHTML;
}

// The lines of a PDF end where the page's did. An empty line ends a paragraph, and a mark begins an item; without an empty line
// anywhere a line is a paragraph, unless most are as long as lines that were broken.
export function fromPlainText(text) {
  const lines = text.replace(/\r\n?|\f/g, "\n").split("\n");
  const full = lines.filter((line) => line.trim().length > 55).length;
  const broken = lines.some((line, n) => n && !line.trim()) || full > lines.length / 2;
  const blocks = [];
  let open = null;
  for (const line of lines) {
    const kind = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p";
    const words = line.replace(kind === "ul" ? BULLET : kind === "ol" ? NUMBER : /^\s+/, "").trim();
    if (!words) {
      open = null;
    } else if (open && kind === "p" && broken) {
      open.text = open.text.endsWith("\u00ad") ? open.text.slice(0, -1) + words : `${open.text} ${words}`;
    } else {
      blocks.push((open = { kind, text: words }));
    }
  }
  let html = "";
  blocks.forEach(({ kind, text: words }, n) => {
    if (kind === "p") {
      html += `<p>${escape(words)}</p>`;
      return;
    }
    if (blocks[n - 1]?.kind !== kind) html += `<${kind}>`;
    html += `<li><p>${escape(words)}</p></li>`;
    if (blocks[n + 1]?.kind !== kind) html += `</${kind}>`;
  });
  return html;
}

export const PastedText = Extension.create({
  name: "pastedText",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          transformPastedHTML: fromHtml,
          handlePaste(view, event) {
            const data = event.clipboardData;
            const text = data?.getData("text/plain") ?? "";
            if (!text.includes("\n") || data.types.includes("text/html")) return false;
            editor.commands.insertContent(fromPlainText(text));
            return true;
          },
        },
      }),
    ];
  },
});
