// What was typed and never came to the server is offered beside what the server has: what a page that is gone had kept in the browser,
// and what the browser itself had put back into the fields. Nothing is used or thrown away unless somebody says so.

import { focus, show, textOfPage, typedFields } from "./editor.js";
import { forgetKept, keptOf } from "./kept.js";

const MARKS = "p, h1, h2, h3, h4, li, td, th, blockquote";
const TIME = new Intl.DateTimeFormat("sv-SE", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Stockholm" });

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
const same = (texts, others) => texts.every((text, n) => text === others[n] || parsed(text).innerHTML === parsed(others[n]).innerHTML);

// The words in lines, as text alone: what comes out of a browser's store is not trusted to be markup.
function linesOf(field, text) {
  if (field.type === "select-one") return [[...field.options].find((option) => option.value === text)?.textContent ?? ""];
  if (!field.closest(".prose-editor")) return text.split("\n");
  const body = parsed(text);
  const blocks = [...body.querySelectorAll(MARKS)].filter((block) => !block.querySelector(MARKS));
  return (blocks.length ? blocks : [body]).map((block) => block.textContent);
}

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function box(section, { texts, at }, { use, aside }) {
  const fields = typedFields(section.form);
  const lines = fields.flatMap((field, n) => linesOf(field, texts[n] ?? "")).filter((line) => line.trim());
  const when = at ? ` från ${TIME.format(at)}` : "";
  const buttons = element(
    "div",
    { className: "knappar" },
    element("button", { type: "button", className: "knapp forst", textContent: "Använd den här texten", onclick: use }),
    element("button", { type: "button", className: "knapp", textContent: "Lägg undan den", onclick: aside }),
  );
  return element(
    "div",
    { className: "erbjuden", tabIndex: -1 },
    element("h3", { textContent: `Text${when} som inte kom fram` }),
    element("p", { textContent: "Den skrevs här men hann inte sparas. Ovanför står det som är sparat." }),
    element("div", { className: "orden" }, ...lines.map((line) => element("p", { textContent: line }))),
    buttons,
  );
}

const seen = new Set();

export async function offer(section) {
  const stored = textOfPage(section.form);
  const { left, living } = await keptOf(section);
  living.forEach((gone) => gone.then(() => offer(section)));
  const over = left.filter(({ texts }) => same(texts, stored));
  if (over.length) forgetKept(over.map(({ id }) => id));
  const offered = left.filter((kept) => !over.includes(kept) && !seen.has(kept.id));
  offered.forEach(({ id }) => seen.add(id));
  if (section.restored && !offered.some(({ texts }) => same(texts, section.restored))) offered.push({ texts: section.restored });
  section.restored = null;
  for (const kept of offered) {
    const gone = () => {
      shown.remove();
      section.form.dispatchEvent(new CustomEvent("autospar:lage", { bubbles: true }));
      if (kept.id) forgetKept([kept.id]);
      focus(section.form);
    };
    const shown = box(section, kept, {
      use() {
        typedFields(section.form).forEach((field, n) => show(field, kept.texts[n] ?? ""));
        section.changed();
        section.save();
        gone();
      },
      async aside() {
        const body = section.body("undan");
        typedFields(section.form).forEach((field, n) => body.set(field.name, kept.texts[n] ?? ""));
        if (await section.layAside(body)) gone();
      },
    });
    (section.box ?? section.form.lastElementChild).before(shown);
    section.form.dispatchEvent(new CustomEvent("autospar:lage", { bubbles: true }));
  }
}
