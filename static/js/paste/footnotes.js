// A footnote of a word processor is two links that lead to each other: the call in the text, and the number before the note.

export function footnotes({ doc }) {
  const named = (hash) => {
    const name = CSS.escape(hash.slice(1));
    return name && doc.querySelector(`[name="${name}"], [id="${name}"]`);
  };
  const links = (element) => (element?.matches("a[href^='#']") ? element : element?.querySelector("a[href^='#']"));
  for (const call of doc.querySelectorAll("a[href^='#']")) {
    if (!call.isConnected) continue;
    const back = links(named(call.getAttribute("href")));
    if (!back || back === call || back.closest("h1, h2, h3, h4, h5, h6") || !isAt(named(back.getAttribute("href")), call)) continue;
    if (!(call.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const block = wholeNote(back);
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
