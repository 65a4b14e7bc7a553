// The line below a text that says what its last paste changed, with a button that takes back that paste alone.

import { Plugin, crel, pm } from "django-prose-editor/editor";

const { Mapping } = pm.transform;

// Everything that a paste did, so that it can be undone also when more has been written since.
class Paste {
  constructor() {
    this.undoing = [];
    this.since = new Mapping();
  }

  did(tr) {
    const inverted = tr.steps.map((step, at) => step.invert(tr.docs[at])).reverse();
    this.undoing = [...inverted, ...this.undoing];
  }

  // Whether it could be: the words may have been taken away since.
  undo({ state, dispatch }) {
    const { tr } = state;
    const kept = new Mapping(this.since.maps);
    for (const step of this.undoing) {
      const mapped = step.map(kept);
      if (!mapped || tr.maybeStep(mapped).failed) return false;
      kept.appendMap(mapped.getMap());
    }
    dispatch(pm.history.closeHistory(tr).scrollIntoView());
    return tr.docChanged;
  }
}

export function pasteLine(taken) {
  let last = null;
  let root = null;
  const words = crel("span", { role: "status" });
  const undo = crel("button", { type: "button", className: "lank", textContent: "Ångra inklistringen", hidden: true });
  const line = crel("p", { className: "inklistrat" }, [words, " ", undo]);

  const say = (text, canUndo) => {
    words.textContent = text;
    undo.hidden = !canUndo;
  };

  const plugin = new Plugin({
    state: {
      init: () => null,
      apply(tr) {
        if (!tr.docChanged) return;
        const from = tr.getMeta("appendedTransaction") ?? tr;
        const report = from === tr && taken();
        if (report) {
          root = tr;
          last = new Paste();
          last.did(tr);
          say(report.words || "Inklistrat utan att något ändrades.", true);
        } else if (last && from === root) {
          last.did(tr);
        } else if (last) {
          last.since.appendMapping(tr.mapping);
        }
      },
    },
    view(view) {
      view.dom.after(line);
      undo.addEventListener("click", () => {
        const done = last?.undo(view);
        last = null;
        say(done ? "Inklistringen är ångrad." : "Inklistringen gick inte att ångra: texten har ändrats för mycket sedan dess.", false);
        view.focus();
      });
      return { destroy: () => line.remove() };
    },
  });
  return { plugin, say: (text) => ((last = null), say(text, false)) };
}
