// The text where it is typed: in a plain field, or in the editor that stands in the place of one.

const editorOf = (field) => field.closest(".prose-editor")?.querySelector(":scope > .ProseMirror")?.editor;

// What the writer fills in, in the order in which the server makes its digest.
export const typedFields = (form) =>
  [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));

export const textOf = (form) => typedFields(form).map((field) => field.value);

// What the page was made with, whatever the browser has put in the fields since.
export const textOfPage = (form) =>
  typedFields(form).map((field) =>
    field.type === "select-one" ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue,
  );

// An editor that has nothing to say writes the same text in its own way: only what a browser would show counts.
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.innerHTML;

export function show(field, text) {
  const editor = editorOf(field);
  if (!editor) {
    if (field.value !== text) field.value = text;
    return;
  }
  if (plain(editor.getHTML()) === plain(text)) return;
  const { from, to } = editor.state.selection;
  editor.commands.setContent(text, { emitUpdate: false });
  const end = editor.state.doc.content.size;
  editor.commands.setTextSelection({ from: Math.min(from, end), to: Math.min(to, end) });
  field.value = text;
}

export const isTypedIn = (field) => (editorOf(field)?.isFocused ?? false) || document.activeElement === field;

export function focus(form) {
  const field = typedFields(form)[0];
  const editor = editorOf(field);
  if (editor) editor.commands.focus();
  else field.focus();
}
