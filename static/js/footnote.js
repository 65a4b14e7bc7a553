// Footnotes in the text editor. A note is one character in the text: a small number, which is chosen, moved and deleted as a
// letter is. Its words are written in a dialog, and stand below the text in a list with a button for each.
//
// Keys: Ctrl+Shift+F makes a note at the cursor; Enter on a chosen note opens it; Delete removes it.

import { Node, Plugin, crel } from "django-prose-editor/editor";

import { ask } from "./question.js";

const MAX = 2000;

const clean = (text) => text.replace(/\s+/g, " ").trim();

// Asks for the words of a note: them, or "" when the note is to go.
function askForWords(words) {
  let text;
  return ask({
    title: words ? "Ändra fotnoten" : "Ny fotnot",
    parts: (id, save) => {
      text = crel("textarea", { id: `${id}-text`, rows: 4, value: words, maxLength: MAX });
      text.setAttribute("aria-describedby", `${id}-hjalp`);
      text.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        save();
      });
      return [
        crel("div", { className: "falt" }, [
          crel("label", { htmlFor: text.id, textContent: "Fotnotens text" }),
          crel("p", { id: `${id}-hjalp`, className: "hjalp", textContent: "Skriv till exempel källan. Enter sparar." }),
          text,
        ]),
      ];
    },
    focus: () => text,
    read: () => clean(text.value),
    others: words ? [{ label: "Ta bort fotnoten", classes: "knapp farlig", answer: "" }] : [],
  });
}

// The browser puts the cursor first in the text when the dialog closes: it is set where the writing goes on.
function goOn(editor, chain, at) {
  chain.setTextSelection(at).run();
  editor.view.focus();
}

async function makeNote(editor) {
  // After a selection, so that the note never takes the place of the word it belongs to.
  const at = editor.state.selection.to;
  const words = await askForWords("");
  if (!words) return goOn(editor, editor.chain(), at);
  return goOn(editor, editor.chain().insertContentAt(at, { type: "footnote", attrs: { text: words } }), at + 1);
}

async function changeNote(editor, at) {
  const words = await askForWords(editor.state.doc.nodeAt(at).attrs.text);
  if (words === null) return goOn(editor, editor.chain(), at + 1);
  return words
    ? goOn(editor, editor.chain().setNodeSelection(at).updateAttributes("footnote", { text: words }), at + 1)
    : goOn(editor, editor.chain().deleteRange({ from: at, to: at + 1 }), at);
}

const chosenNote = ({ selection }) => (selection.node?.type.name === "footnote" ? selection.from : null);

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
      if (node.type.name === "footnote") notes.push({ at, text: node.attrs.text });
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

export const Footnote = Node.create({
  name: "footnote",
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
      name: "footnote",
      groups: "link",
      button: buttons.text("Fotnot", "Fotnot (Ctrl+Skift+F)"),
      command: makeOrChange,
      active: (editor) => chosenNote(editor.state) !== null,
    });
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-f": ({ editor }) => {
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
