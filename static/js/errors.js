// The summary of errors takes the focus, and the title says it first, both when the page arrives and when htmx swaps it in.

const PREFIX = "Fel: ";

function show(root) {
  const summary = root.querySelector?.("[data-felsammanfattning]");
  if (!summary) return;
  if (!document.title.startsWith(PREFIX)) document.title = PREFIX + document.title;
  summary.focus();
}

show(document);
document.addEventListener("htmx:afterSettle", (event) => {
  if (document.title.startsWith(PREFIX) && !document.querySelector("[data-felsammanfattning]")) {
    document.title = document.title.slice(PREFIX.length);
  }
  show(event.detail.elt ?? document);
});

// A link in the summary puts the cursor in the field; the editor hides its own textarea, so there the text takes the focus.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-felsammanfattning] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const target = field.closest(".prose-editor")?.querySelector(":scope > .ProseMirror") ?? field;
  target.focus({ preventScroll: true });
  (field.closest(".falt") ?? target).scrollIntoView({ block: "start" });
});
