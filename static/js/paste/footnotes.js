// A footnote of a word processor is two links that lead to each other: the call in the text, and the number before the note.

import { BLOCKS, words } from "./source.js";

// A call is a short sign; words that lead to an answer are words.
const NOTE = "(?:[Nn]ot|[Ff]otnot|[Nn]ote)?\\s*\\d{1,3}";
const CALL = new RegExp(`^[[(]?(?:${NOTE}|[a-z]|(?=[ivxIVX])[xX]{0,3}(?:i[xv]|v?i{0,3}|I[XV]|V?I{0,3})|[*†‡§¶#]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[\\])]?$`);

// It stands beside words: alone it is what an index leads by.
const isCall = (link) => CALL.test(words(link)) && words(link.closest(BLOCKS) ?? link.ownerDocument.body) !== words(link);

export function footnotes({ doc }, report) {
  const named = (hash) => {
    const name = CSS.escape(hash.slice(1));
    return name && doc.querySelector(`[name="${name}"], [id="${name}"]`);
  };
  const links = (element) => (element?.matches("a[href^='#']") ? element : element?.querySelector("a[href^='#']"));
  for (const call of doc.querySelectorAll("a[href^='#']")) {
    if (!call.isConnected || !isCall(call)) continue;
    const back = links(named(call.getAttribute("href")));
    if (!back || back === call || back.closest("h1, h2, h3, h4, h5, h6") || !isAt(named(back.getAttribute("href")), call)) continue;
    if (!(call.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const block = wholeNote(back);
    if (/\p{L}{2}/u.test(words(back)) && !CALL.test(words(back))) report.count("back", 1);
    back.remove();
    const note = doc.createElement("span");
    note.className = "fotnot";
    note.textContent = block.textContent.replace(/\s+/g, " ").trim();
    const around = call.closest("sup");
    (around && around.textContent === call.textContent ? around : call).replaceWith(note);
    block.remove();
  }
}

const isAt = (place, call) => Boolean(place) && (place.contains(call) || call.contains(place)) && !place.matches("body, div, section");

// A note may have more than one paragraph: all that the program keeps together for it, and no other note.
function wholeNote(back) {
  const inner = back.closest("p, li, div, aside") ?? back.parentElement;
  const outer = back.closest("div[id], aside, li[id]");
  return outer && outer.querySelectorAll("a[href^='#']").length === 1 ? outer : inner;
}
