// Words in the forms of the page that do not save themselves: an own beslutssats, say. When htmx makes their part of the page anew for
// another's sake they are put back, and leaving the page asks first. Those of a form that htmx sends are kept in the browser too, and
// stand in their field when the page is opened again.

import { forget, forgetKept, keep, keptOf } from "./kept.js";

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

// A field as something that can be kept. The address is no section's: of those none has a fragment.
const drafts = new Map();

function draftOf({ id }) {
  const url = `${location.pathname}#${id}`;
  if (!drafts.has(id)) drafts.set(id, { url, bas: "", version: "", texts: [] });
  return drafts.get(id);
}

function keepDraft(field) {
  const draft = draftOf(field);
  draft.texts = [field.value];
  if (isBegun(field)) keep(draft);
  else forget(draft);
}

async function restore(field) {
  const { url } = draftOf(field);
  const { left } = await keptOf((kept) => kept === url).catch(() => ({ left: [] }));
  if (!left.length) return;
  if (!field.value.trim()) put(field, left[0].texts[0]);
  keepDraft(field);
  forgetKept(left.map(({ id }) => id));
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
    for (const id of drafts.keys()) {
      const field = document.getElementById(id);
      if (field) keepDraft(field);
    }
  });
  document.querySelectorAll(SENT_BY_HTMX).forEach((field) => field.id && restore(field));
}
