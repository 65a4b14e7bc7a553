// The line below a text that says what its last paste changed, with a button that takes back that paste alone.

import { Plugin, crel, pm } from "django-prose-editor/editor";

const { Mapping } = pm.transform;

// What a step that undoes would take away, but for what it only moves.
function takenBy(step) {
  const ranges = [];
  const { gapFrom, gapTo } = step;
  step.getMap().forEach((from, to) => ranges.push({ from, to }));
  return gapFrom === undefined ? ranges : ranges.filter(({ from, to }) => to <= gapFrom || from >= gapTo);
}

// Everything that a paste did, so that it can be undone also when more has been written since, though not within it: those words
// are somebody's own.
class Paste {
  constructor() {
    this.undoing = [];
    this.since = new Mapping();
    this.places = [];
  }

  did(tr) {
    this.places = this.places.map((place) => moved(place, tr.mapping));
    const inverted = tr.steps.map((step, at) => step.invert(tr.docs[at]));
    inverted.forEach((step, at) => this.places.push(...takenBy(step).map((place) => moved(place, tr.mapping.slice(at + 1)))));
    this.undoing = [...inverted.reverse(), ...this.undoing];
  }

  // Whether nothing was written within it.
  goesOn(tr) {
    let whole = true;
    for (const map of tr.mapping.maps) {
      map.forEach((from, to, start, end) => {
        if (end > start && this.places.some((place) => from < place.to && to > place.from)) whole = false;
      });
      this.places = this.places.map((place) => moved(place, map));
    }
    this.since.appendMapping(tr.mapping);
    return whole;
  }

  // Whether it could be: the words may have been taken away since. Each step is carried back over those undone before it, through
  // what came since, and over what was undone.
  undo({ state, dispatch }) {
    const { tr } = state;
    const steps = this.undoing.length;
    const kept = new Mapping([...this.undoing.map((step) => step.getMap().invert()).reverse(), ...this.since.maps]);
    for (const [at, step] of this.undoing.entries()) {
      const mapped = step.map(kept.slice(steps - at));
      if (!mapped || tr.maybeStep(mapped).failed) return false;
      kept.appendMap(mapped.getMap(), steps - at - 1);
    }
    dispatch(pm.history.closeHistory(tr).scrollIntoView());
    return tr.docChanged;
  }
}

const moved = ({ from, to }, mapping) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) });

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
          if (last.goesOn(tr)) return;
          last = null;
          say(`${words.textContent} Inklistringen kan inte längre ångras för sig, eftersom det inklistrade har ändrats.`, false);
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
