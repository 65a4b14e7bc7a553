// Gives the text editor a name, and its buttons Swedish names instead of English ones.
// The name is the label of the textarea that the editor stands for; its help and its errors go along.

function nameText(textarea, text) {
  const label = textarea.labels?.[0];
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", textarea.getAttribute("aria-label") ?? label?.textContent.trim() ?? "Text");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) text.setAttribute(name, textarea.getAttribute(name));
  }
  label?.addEventListener("click", () => text.focus());
}

function nameButtons(bar) {
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Textens form");
  for (const button of bar.querySelectorAll(".prose-menubar__button")) {
    const word = button.dataset.level ? `Rubrik ${button.dataset.level}` : window.gettext(button.title);
    button.title = word;
    button.setAttribute("aria-label", word);
  }
}

// The choices of the block menu show their own names, which the editor does not look up.
function nameChoices(bar) {
  for (const choice of bar.querySelectorAll(".prose-menubar__option > *")) {
    choice.textContent = choice.textContent.replace(/^Heading (\d)$/, "Rubrik $1").replace(/^Paragraph$/, "Stycke");
  }
}

function dress(textarea) {
  const editor = textarea.closest(".prose-editor");
  const text = editor?.querySelector(":scope > .ProseMirror");
  if (!text || "named" in editor.dataset) return;
  editor.dataset.named = "";
  nameText(textarea, text);
  // The editor builds its buttons a moment after the text.
  const bars = () =>
    editor.querySelectorAll(":scope > .prose-menubar:not([role])").forEach((bar) => {
      nameButtons(bar);
      nameChoices(bar);
    });
  new MutationObserver(bars).observe(editor, { childList: true });
  bars();
}

document.addEventListener("prose-editor:ready", (event) => dress(event.detail.textarea));
document.querySelectorAll(".prose-editor > textarea").forEach(dress);
