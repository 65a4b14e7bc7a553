// What a source does not show, and its controls. Some styles hide what is below only until something there says that it is shown.

import { textsOf, unwrap, words } from "./source.js";

const CONTROLS = "button, select, textarea, input:not([type='hidden'])";
const QUESTION = "h1, h2, h3, h4, h5, h6, dt, summary, legend, [role='heading']";
const NO_SIZE = /^0(?:\.0+)?(?:px|pt|r?em|%)?$/;
const OF_PARENT = /(?:%|[^r]em)$|^(?:inherit|unset|smaller|larger)$/;

const OPENS = "[aria-expanded], [aria-controls], [role='tab']";

// A button that is the heading of what it opens is a heading; of others the words are the page's.
export function controls(doc, dropAll) {
  for (const button of doc.querySelectorAll("button")) {
    if (button.matches(OPENS) || button.closest(QUESTION)) unwrap(button);
  }
  dropAll([...doc.querySelectorAll(CONTROLS)].filter((control) => words(control) || !control.matches("button")), "control");
  dropAll([...doc.querySelectorAll("button")]);
}

export const hiddenElements = (doc, says) => [
  ...says("display", (value) => value === "none").filter((element) => !element.matches("col, colgroup")),
  ...says("clip", (value) => /^rect\(\s*[01](?:px)?[\s,]/.test(value)),
  ...says("clip-path", (value) => /^inset\(\s*(?:50|100)%/.test(value)),
  ...says("mso-hide", (value) => value === "all" || value === "screen"),
  ...doc.body.querySelectorAll("[hidden], dialog:not([open])"),
];

// The nearest that says something of its own decides.
export function nearest(text, name, says, styleOf) {
  for (let up = text.parentElement; up; up = up.parentElement) {
    const value = styleOf(up, name);
    if (value && says(value)) return value;
  }
  return "";
}

const isHidden = (text, styleOf) =>
  /^(?:hidden|collapse)$/.test(nearest(text, "visibility", (value) => !/^(?:inherit|unset)$/.test(value), styleOf)) ||
  NO_SIZE.test(nearest(text, "font-size", (value) => NO_SIZE.test(value) || !OF_PARENT.test(value), styleOf));

// Takes the hidden texts away; how many of them said something.
export function hiddenTexts(doc, styleOf, touched) {
  let said = 0;
  for (const text of [...textsOf(doc.body)].filter((one) => isHidden(one, styleOf))) {
    if (words(text)) said += 1;
    for (let up = text.parentElement; up && up !== doc.body; up = up.parentElement) touched.add(up);
    text.data = "";
  }
  return said;
}

// A sign beside a heading that only leads to its own place.
export const isAnchor = (element) => element.matches("a[href*='#'], h1 *, h2 *, h3 *, h4 *, h5 *, h6 *") && !/[\p{L}\p{N}]/u.test(words(element));
