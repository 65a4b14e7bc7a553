// The text where it is typed: in a plain field, or in the editor that stands in the place of one.

const editorOf = (field) => field.closest(".prose-editor")?.querySelector(":scope > .ProseMirror")?.editor;

// What the writer fills in, in the order in which the server has them.
export const typedFields = (form) =>
  [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));

export const textOf = (form) => typedFields(form).map((field) => field.value);

// What the page was made with, whatever the browser has put in the fields since.
export const textOfPage = (form) =>
  typedFields(form).map((field) =>
    field.type === "select-one" ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue,
  );

const MEANT = new Set(["href", "start", "type", "colspan", "rowspan", "class"]);

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

// Whether two texts are one. The editor notes its own things in attributes (the width of a column, the kind of a list) that are not
// stored; only what the writer meant counts.
export function sameText(one, other) {
  const [a, b] = [one, other].map((html) => {
    const body = parsed(html);
    for (const element of body.querySelectorAll("*"))
      for (const { name } of [...element.attributes]) if (!MEANT.has(name)) element.removeAttribute(name);
    return body.innerHTML;
  });
  return a === b;
}

export const sameTexts = (texts, others) => texts.every((text, n) => text === others[n] || sameText(text, others[n] ?? ""));

export function show(field, text) {
  const editor = editorOf(field);
  if (!editor) {
    if (field.value !== text) field.value = text;
    return;
  }
  if (sameText(editor.getHTML(), text)) return;
  const { from, to } = editor.state.selection;
  // A space at the end of what somebody is writing is a part of it.
  editor.commands.setContent(text, { emitUpdate: false, parseOptions: { preserveWhitespace: true } });
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
