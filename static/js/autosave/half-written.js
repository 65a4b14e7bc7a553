// Words in the forms of the page that do not save themselves: an own beslutssats, say. When htmx makes their part of the page anew for
// another's sake they are put back, and leaving the page asks first. Those of a form that htmx sends are kept in the browser too. When
// the page is opened again the newest of them stand in their field, if it is empty, and the others are offered beside it.

import { forget, forgetKept, keep, keptOf, rowBeside, takeOver } from "./kept.js";
import { box, button, unread } from "./offered.js";

const TYPED = "main form:not([data-autospar]) :is(textarea, input[type=text])";
const SENT_BY_HTMX = "main form[hx-post]:not([data-autospar]) textarea";

const formOf = (element) => element?.closest("form") ?? null;

// What was refused stands in its field as the page's own.
const isBegun = (field) => field.value.trim() && (field.value !== field.defaultValue || field.closest(".har-fel"));

// The fields that somebody has begun to write in, but not those of the form that is being sent.
export const halfWritten = (sent, root = document) => [...root.querySelectorAll(TYPED)].filter((field) => field.form !== sent && isBegun(field));

function put(field, value) {
  field.value = value;
  field.closest("details")?.setAttribute("open", "");
  told();
}

const told = () => document.dispatchEvent(new CustomEvent("autospar:lage"));

// A field as something that can be kept. The address is no section's: of those none has a fragment. `at` is when its words were
// typed, `seen` what has been shown of what others have kept, and `boxes` what is offered.
const drafts = new Map();

function draftOf(id) {
  const url = `${location.pathname}#${id}`;
  if (!drafts.has(id)) drafts.set(id, { field: id, url, bas: "", version: "", texts: [], at: Date.now(), seen: new Set(), boxes: new Set() });
  return drafts.get(id);
}

const fieldOf = (draft) => document.getElementById(draft.field);

function note(draft, text) {
  if (draft.texts[0] === text) return;
  draft.texts = [text];
  draft.at = Date.now();
}

function keepDraft(field) {
  const draft = draftOf(field.id);
  note(draft, field.value);
  if (isBegun(field)) keep(draft);
  else forget(draft);
}

function use(draft, kept) {
  const field = fieldOf(draft);
  const others = field.value.trim() && field.value !== kept.texts[0];
  const instead = others ? { ...kept, id: rowBeside(draft.url), texts: [field.value], at: draft.at } : null;
  put(field, kept.texts[0]);
  note(draft, kept.texts[0]);
  takeOver(draft, kept, instead);
  if (instead) offer(draft, instead);
}

// The form may have been made anew since.
function place(draft, shown) {
  const field = fieldOf(draft);
  field.form.lastElementChild.before(shown);
  field.closest("details")?.setAttribute("open", "");
}

function offer(draft, kept) {
  const over = () => {
    draft.boxes.delete(shown);
    shown.remove();
    fieldOf(draft).focus();
    told();
  };
  const using = () => {
    use(draft, kept);
    over();
  };
  const dismiss = () => {
    forgetKept([kept.id]);
    over();
  };
  const why = "Den skrevs här men lades inte till. Använder du den byter den plats med det som står ovanför.";
  const shown = box(kept, kept.texts, why, [button("Använd den här texten", using, true), button("Släng den", dismiss)]);
  draft.boxes.add(shown);
  place(draft, shown);
  told();
}

async function restore(id) {
  const draft = draftOf(id);
  const { left, living } = await keptOf((url) => url === draft.url).catch(unread);
  living.forEach((gone) => gone.then(() => restore(id)));
  for (const kept of left.filter((one) => !draft.seen.has(one.id))) {
    const field = fieldOf(draft);
    if (!field) return;
    draft.seen.add(kept.id);
    const free = !field.value.trim() && document.activeElement !== field;
    if (free || field.value === kept.texts[0]) use(draft, kept);
    else offer(draft, kept);
  }
}

export function keepHalfWritten() {
  let kept = [];
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.(TYPED)) return;
    if (target.id && target.matches(SENT_BY_HTMX)) keepDraft(target);
    told();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const fields = halfWritten(formOf(detail.requestConfig.elt), detail.target);
    kept = fields.filter(({ id }) => id).map(({ id, value }) => ({ id, value }));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const { id, value } of kept) {
      const field = document.getElementById(id);
      if (field && field.value === field.defaultValue) put(field, value);
    }
    kept = [];
    for (const draft of drafts.values()) {
      const field = fieldOf(draft);
      if (field) keepDraft(field);
      if (field) draft.boxes.forEach((shown) => shown.isConnected || place(draft, shown));
    }
  });
  document.querySelectorAll(SENT_BY_HTMX).forEach((field) => field.id && restore(field.id));
}
