// A question in a dialog over the page: made for one answer, and gone with it. `parts(id, save)` are its fields, with ids that begin
// so, one of which may save by itself; `read()` gives the answer of "Spara", or undefined for what has been refused in words;
// `others` are further buttons, [{label, classes, answer}]. Resolves to the answer, or to null when nothing is to change: at once, so
// that the next key goes into the text.

import { crel } from "django-prose-editor/editor";

let asked = 0;

export function ask({ title, parts, focus, read, others = [] }) {
  const id = `fraga-${++asked}`;
  const dialog = crel("dialog", { className: "textfraga" });
  dialog.setAttribute("aria-labelledby", id);
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const save = () => {
      const answer = read();
      if (answer !== undefined) end(answer);
    };
    const button = ({ label, classes, answer }) => {
      const made = crel("button", { type: "button", className: classes, textContent: label });
      made.addEventListener("click", () => end(answer));
      return made;
    };
    const form = crel("form", { className: "formular", noValidate: true }, [
      crel("h2", { id, textContent: title }),
      ...parts(id, save),
      crel("div", { className: "knappar" }, [
        crel("button", { type: "submit", className: "knapp forst", textContent: "Spara" }),
        ...[...others, { label: "Avbryt", classes: "knapp", answer: null }].map(button),
      ]),
    ]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
    focus().focus();
  });
}
