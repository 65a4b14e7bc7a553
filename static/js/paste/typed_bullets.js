// Paragraphs that begin with a bullet that somebody, or a PDF, has typed. A sign with no words after it is words of its own, and so
// is one in a cell, where it mostly is the answer: only more than one in a row are a list there.

import { ANSWER, BULLET, makeList } from "./marks.js";
import { textsOf, words } from "./source.js";

function itemOf(p) {
  if (!p?.matches("p, div") || p.closest("li") || p.querySelector("p, div, li, table")) return null;
  const text = [...textsOf(p)].find(({ data }) => data.trim());
  const sign = text && BULLET.exec(text.data)?.[1];
  const rest = words(p).slice(1);
  return sign && rest.trim() && !ANSWER.test(rest) ? { p, text, sign } : null;
}

function runFrom(first) {
  const run = [itemOf(first)];
  const [{ sign }] = run;
  for (let item; (item = itemOf(run.at(-1).p.nextElementSibling)); run.push(item)) {
    if (ANSWER.test(sign + item.sign) && item.sign !== sign) break;
  }
  const few = ANSWER.test(sign) || first.closest("td, th") ? 2 : 1;
  return run.length < few ? [] : run;
}

export function typedBullets({ doc }) {
  for (const first of doc.querySelectorAll("p, div")) {
    if (!first.isConnected || !itemOf(first)) continue;
    const run = runFrom(first);
    if (!run.length) continue;
    const list = makeList(doc, "disc", 1);
    first.before(list);
    for (const { p, text } of run) {
      text.data = text.data.replace(BULLET, "");
      const li = doc.createElement("li");
      li.append(p);
      list.append(li);
    }
  }
}
