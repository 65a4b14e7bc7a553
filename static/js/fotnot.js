// Footnotes in the text editor. A note is one character in the text: a small number, which is chosen, moved and deleted as a
// letter is. Its words are written in a dialog, and stand below the text in a list with a button for each.
//
// Keys: Ctrl+Alt+F (as in a word processor) makes a note at the cursor; Enter on a chosen note opens it; Delete removes it.

import { Node, Plugin, crel } from "django-prose-editor/editor";

const MAX = 2000;
let dialogs = 0;

const clean = (text) => text.replace(/\s+/g, " ").trim();

// Asks for the words of a note. Resolves to them, to "" when the note is to go, or to null when nothing is to change.
function askForWords(words) {
  const id = `fotnot-dialog-${++dialogs}`;
  const text = crel("textarea", { id: `${id}-text`, rows: 4, value: words, maxLength: MAX });
  text.setAttribute("aria-describedby", `${id}-hjalp`);
  const button = (label, value, classes = "knapp") => crel("button", { type: "submit", value, className: classes, textContent: label });
  const buttons = [button("Spara", "spara", "knapp forst")];
  if (words) buttons.push(button("Ta bort fotnoten", "ta-bort", "knapp farlig"));
  buttons.push(crel("button", { type: "button", className: "knapp", textContent: "Avbryt" }));
  const dialog = crel("dialog", { className: "fotnotsdialog" }, [
    crel("form", { method: "dialog" }, [
      crel("h2", { id: `${id}-rubrik`, textContent: words ? "Ändra fotnoten" : "Ny fotnot" }),
      crel("label", { htmlFor: text.id, textContent: "Fotnotens text" }),
      crel("p", { id: `${id}-hjalp`, className: "hjalp", textContent: "Skriv till exempel källan. Enter sparar." }),
      text,
      crel("div", { className: "knappar" }, buttons),
    ]),
  ]);
  dialog.setAttribute("aria-labelledby", `${id}-rubrik`);
  buttons.at(-1).addEventListener("click", () => dialog.close(""));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    dialog.close("spara");
  });
  document.body.append(dialog);
  dialog.showModal();
  text.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve({ spara: clean(text.value), "ta-bort": "" }[dialog.returnValue] ?? null);
    });
  });
}

async function makeNote(editor) {
  const words = await askForWords("");
  if (!words) return editor.commands.focus();
  // After a selection, so that the note never takes the place of the word it belongs to.
  const at = editor.state.selection.to;
  return editor.chain().focus().insertContentAt(at, { type: "fotnot", attrs: { text: words } }).run();
}

async function changeNote(editor, at) {
  const words = await askForWords(editor.state.doc.nodeAt(at).attrs.text);
  const chain = editor.chain().focus();
  if (words === null) return chain.run();
  const note = editor.state.doc.nodeAt(at);
  if (note?.type.name !== "fotnot") return chain.run();
  return words
    ? chain.setNodeSelection(at).updateAttributes("fotnot", { text: words }).run()
    : chain.deleteRange({ from: at, to: at + note.nodeSize }).run();
}

const chosenNote = ({ selection }) => (selection.node?.type.name === "fotnot" ? selection.from : null);

const makeOrChange = (editor) => {
  const at = chosenNote(editor.state);
  return at === null ? makeNote(editor) : changeNote(editor, at);
};

// The notes in words, below the text.
function listOfNotes(editor) {
  const list = crel("ol", { className: "fotnotslista" });
  list.setAttribute("aria-label", "Fotnoter");
  let shown = null;
  const draw = (doc) => {
    const notes = [];
    doc.descendants((node, at) => {
      if (node.type.name === "fotnot") notes.push({ at, text: node.attrs.text });
    });
    const key = JSON.stringify(notes);
    if (key === shown) return;
    shown = key;
    list.hidden = !notes.length;
    list.replaceChildren(
      ...notes.map(({ at, text }) => {
        const change = crel("button", { type: "button", className: "lank", textContent: "Ändra" });
        change.setAttribute("aria-label", `Ändra fotnoten «${text}»`);
        change.addEventListener("click", () => changeNote(editor, at));
        return crel("li", {}, [crel("span", { textContent: text }), " ", change]);
      }),
    );
  };
  return { list, draw };
}

export const Fotnot = Node.create({
  name: "fotnot",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",

  addAttributes() {
    return { text: { default: "", parseHTML: (element) => clean(element.textContent), renderHTML: () => ({}) } };
  },
  parseHTML() {
    return [{ tag: "span.fotnot", getAttrs: (element) => (clean(element.textContent) ? null : false) }];
  },
  renderHTML({ node }) {
    return ["span", { class: "fotnot" }, node.attrs.text];
  },
  renderText({ node }) {
    return ` [${node.attrs.text}] `;
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = crel("span", { className: "fotnot", title: node.attrs.text, role: "note" });
      dom.setAttribute("aria-label", `Fotnot: ${node.attrs.text}`);
      dom.addEventListener("dblclick", () => changeNote(editor, getPos()));
      return { dom };
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "fotnot",
      groups: "link",
      button: buttons.text("Fotnot", "Fotnot (Ctrl+Alt+F)"),
      command: makeOrChange,
      active: (editor) => chosenNote(editor.state) !== null,
    });
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": ({ editor }) => {
        makeOrChange(editor);
        return true;
      },
      Enter: ({ editor }) => {
        const at = chosenNote(editor.state);
        if (at !== null) changeNote(editor, at);
        return at !== null;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        view(view) {
          const { list, draw } = listOfNotes(editor);
          view.dom.after(list);
          draw(view.state.doc);
          return { update: ({ state }) => draw(state.doc), destroy: () => list.remove() };
        },
      }),
    ];
  },
});
