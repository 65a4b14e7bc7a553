// Words in the forms of the page that do not save themselves: an own beslutssats, say. When htmx makes their part of the page anew for
// another's sake they are put back, and leaving the page asks first.

const TYPED = "main form:not([data-autospar]) :is(textarea, input[type=text])";

const formOf = (element) => element?.closest("form") ?? null;

// The fields that somebody has begun to write in, but not those of the form that is being sent.
export const halfWritten = (sent, root = document) =>
  [...root.querySelectorAll(TYPED)].filter((field) => field.form !== sent && field.value !== field.defaultValue && field.value.trim());

export function keepHalfWritten() {
  let kept = [];
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const fields = halfWritten(formOf(detail.requestConfig.elt), detail.target);
    kept = fields.filter(({ id }) => id).map(({ id, value }) => ({ id, value }));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const { id, value } of kept) {
      const field = document.getElementById(id);
      if (!field || field.value !== field.defaultValue) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
    kept = [];
  });
}
