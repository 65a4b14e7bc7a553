// What the browser itself has put into the fields of a text (Back, a tab that is opened again) is not what the page came with, and
// nothing tells what it was made of. The page's own text is put back before the editors are made of it; the other is offered beside it
// (autosave/offered.js). A plain deferred script, so that it runs before every module, and before anyone can type in an editor.

for (const form of document.querySelectorAll("form[data-autospar]")) {
  const fields = [...form.elements].filter((field) => field.name && !["hidden", "submit", "button"].includes(field.type));
  const ofPage = (field) =>
    field.type === "select-one" ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue;
  if (fields.every((field) => field.value === ofPage(field))) continue;
  form.restoredTexts = fields.map((field) => field.value);
  for (const field of fields) field.value = ofPage(field);
}
