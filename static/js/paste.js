// Text that is pasted from a word processor, a mail, a sheet, a web page or a PDF, made into what was meant: the words of the text
// and nothing else of the source, in what the editor has. The rooms of paste/ know one thing each.

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { paragraphs, tidy } from "./paste/blocks.js";
import { emphasis } from "./paste/emphasis.js";
import { footnotes } from "./paste/footnotes.js";
import { headings } from "./paste/headings.js";
import { links, straightInWords } from "./paste/links.js";
import { lists } from "./paste/lists.js";
import { ownWords } from "./paste/own_words.js";
import { cleanText, fromPlainText } from "./paste/plain.js";
import { makeReport } from "./paste/report.js";
import { OWN, ownSlice, read } from "./paste/source.js";
import { tables } from "./paste/tables.js";
import { typedBullets } from "./paste/typed_bullets.js";
import { pasteLine } from "./paste/undo.js";

const NOTHING = "Det fanns ingen text att klistra in.";

export function fromHtml(html, report) {
  const source = read(html);
  ownWords(source, report);
  footnotes(source, report);
  links(source, report);
  headings(source, report);
  paragraphs(source, report);
  lists(source, report);
  typedBullets(source);
  tables(source, report);
  emphasis(source, report);
  tidy(source);
  return source.doc.body.innerHTML;
}

// Writes what is copied as the editor does, with our mark on it.
function marking(schema) {
  const plain = pm.model.DOMSerializer.fromSchema(schema);
  return {
    serializeFragment(fragment, options, target) {
      const made = plain.serializeFragment(fragment, options, target);
      for (const element of made.children) element.setAttribute(OWN, "");
      return made;
    },
  };
}

// The text of one line is put in as it is; more lines are read as paragraphs and lists.
function slice(text, schema, report) {
  if (!/[\r\n]/.test(text.trim())) return null;
  const page = new DOMParser().parseFromString(fromPlainText(text, report), "text/html");
  return pm.model.DOMParser.fromSchema(schema).parseSlice(page.body);
}

export const PastedText = Extension.create({
  name: "pastedText",

  // What is pasted is what it says: no star and no underscore is a command. Addresses still become links.
  onBeforeCreate() {
    this.editor.options.enablePasteRules = ["link"];
  },

  addProseMirrorPlugins() {
    let report = null;
    // The first change after something was read, in the same turn, is the paste: the editor's, or that of its tables.
    const start = () => {
      report = makeReport();
      queueMicrotask(() => {
        if (report) say([report.words, NOTHING].filter(Boolean).join(" "));
        report = null;
      });
      return report;
    };
    const { plugin, say } = pasteLine(() => {
      const taken = report;
      report = null;
      return taken;
    });
    return [
      new Plugin({
        props: {
          clipboardSerializer: marking(this.editor.schema),
          transformPastedHTML(html) {
            start();
            return ownSlice(html) ?? fromHtml(html, report);
          },
          transformPastedText: (text) => straightInWords(cleanText(text), start()),
          clipboardTextParser: (text, context, plain, view) => slice(text, view.state.schema, report),
          handlePaste(view, { clipboardData: data }, { size }) {
            // Nothing is put in the place of what is chosen.
            if (report && !size) return true;
            const pictures = [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/")).length;
            if (!pictures || data.types.includes("text/html") || data.types.includes("text/plain")) return false;
            const alone = makeReport();
            alone.count("picture", pictures);
            say(alone.words);
            return true;
          },
        },
      }),
      plugin,
    ];
  },
});
