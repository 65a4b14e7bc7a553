// What was typed and may not have come to the server is offered beside what the server has: what a page that is gone had kept in the
// browser, and what the browser itself had put back into the fields. Nothing is used or thrown away unless somebody says so. What is
// used goes with the digest of what it was made of: has another written since, both texts are shown.

import { focus, parsed, sameTexts, show, textOfPage, typedFields } from "./editor.js";
import { forgetKept, keptOf } from "./kept.js";
import { isJson, post } from "./sending.js";

const MARKS = "p, h1, h2, h3, h4, li, td, th, blockquote";
const UNKNOWN = "okand"; // The digest of no text.
const RESTORED = "restored";
const TIME = new Intl.DateTimeFormat("sv-SE", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Stockholm" });

// The words in lines, as text alone: what comes out of a browser's store is not trusted to be markup.
function linesOf(text) {
  if (!text.includes("<")) return text.split("\n");
  const body = parsed(text);
  const blocks = [...body.querySelectorAll(MARKS)].filter((block) => !block.querySelector(MARKS));
  return (blocks.length ? blocks : [body]).map((block) => block.textContent);
}

const labelled = (field, text) =>
  field?.type === "select-one" ? ([...field.options].find((option) => option.value === text)?.textContent ?? "") : text;

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

export const button = (textContent, onclick, first) => element("button", { type: "button", className: first ? "knapp forst" : "knapp", textContent, onclick });

export function box({ at }, texts, why, buttons) {
  const lines = texts.flatMap(linesOf).filter((line) => line.trim());
  return element(
    "div",
    { className: "erbjuden", tabIndex: -1 },
    element("h3", { textContent: `Text${at ? ` från ${TIME.format(at)}` : ""} som kanske inte kom fram` }),
    element("p", { textContent: why }),
    element("div", { className: "orden" }, ...lines.map((line) => element("p", { textContent: line }))),
    element("div", { className: "knappar" }, ...buttons),
  );
}

export function unread(error) {
  console.warn("Det som webbläsaren har sparat kan inte läsas.", error);
  return { left: [], living: [] };
}

const told = (form) => form.dispatchEvent(new CustomEvent("autospar:lage", { bubbles: true }));

function put(section, kept) {
  const { form } = section;
  const fields = typedFields(form);
  const gone = () => {
    shown.remove();
    if (kept.id === RESTORED) section.restored = null;
    else forgetKept([kept.id]);
    told(form);
    focus(form);
  };
  const use = async () => {
    if (section.unsaved && !(await section.layAside())) return;
    fields.forEach((field, n) => show(field, kept.texts[n] ?? ""));
    section.bas = kept.bas || UNKNOWN;
    section.version = kept.version ?? section.version;
    section.stopped = false;
    section.changed();
    section.save();
    gone();
  };
  const aside = async () => {
    const body = section.body("undan");
    fields.forEach((field, n) => body.set(field.name, kept.texts[n] ?? ""));
    if (await section.layAside(body)) gone();
  };
  const shown = box(
    kept,
    fields.map((field, n) => labelled(field, kept.texts[n] ?? "")),
    "Den skrevs här. Ovanför står det som är sparat.",
    [button("Använd den här texten", use, true), button("Lägg undan den", aside)],
  );
  (section.box ?? form.lastElementChild).before(shown);
  told(form);
}

export async function offer(section) {
  const { form } = section;
  if (!form.isConnected) return;
  section.offered ??= new Set();
  const stored = textOfPage(form);
  const { left, living } = await keptOf((url) => url === form.dataset.autospar).catch(unread);
  living.forEach((gone) => gone.then(() => offer(section)));
  const over = left.filter(({ texts }) => sameTexts(texts, stored));
  if (over.length) forgetKept(over.map(({ id }) => id));
  const offered = left.filter((kept) => !over.includes(kept));
  if (section.restored && !offered.some(({ texts }) => sameTexts(texts, section.restored))) offered.push({ id: RESTORED, texts: section.restored });
  for (const kept of offered) {
    if (section.offered.has(kept.id)) continue;
    section.offered.add(kept.id);
    put(section, kept);
  }
}

const FORMLESS = "Den skrevs i en del som inte längre kan ändras här. Kopiera det du vill ha kvar.";

async function layAside(kept) {
  const names = kept.texts.length > 1 ? ["svar", "motivering"] : ["text"];
  const body = new URLSearchParams({ bas_version: kept.version, bas: "undan" });
  names.forEach((name, n) => body.set(name, kept.texts[n] ?? ""));
  const answer = await post(kept.url, body);
  return answer.ok || answer.status === 412 || (isJson(answer) && [404, 409].includes(answer.status));
}

// What was typed in parts that have no form on the page any more: the text is closed, or the part was taken away. An address with a
// fragment is that of a field that the server has no place beside for.
export async function offerLoose(seen = new Set()) {
  const place = document.querySelector("[data-losa]");
  if (!place) return;
  const stands = (url) =>
    url.includes("#")
      ? document.getElementById(url.split("#")[1])
      : [...document.querySelectorAll("form[data-autospar]")].some(({ dataset }) => dataset.autospar === url);
  const { left, living } = await keptOf((url) => url.startsWith(place.dataset.losa) && !stands(url)).catch(unread);
  living.forEach((gone) => gone.then(() => offerLoose(seen)));
  for (const kept of left.filter(({ id }) => !seen.has(id))) {
    seen.add(kept.id);
    const over = () => {
      forgetKept([kept.id]);
      shown.remove();
      told(document);
    };
    const choice = kept.url.includes("#")
      ? button("Släng den", over)
      : button("Lägg undan den", async () => (await layAside(kept)) && over(), true);
    const shown = box(kept, kept.texts, FORMLESS, [choice]);
    place.append(shown);
  }
  told(document);
}
