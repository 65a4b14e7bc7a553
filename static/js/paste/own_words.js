// Takes out of a pasted document what is not the words of its text: what was struck, the notes that people wrote in its margins,
// the codes of its fields, what was hidden, pictures, and the marks of the program that wrote it. Tells how much of each.

import { controls, hiddenElements, hiddenTexts, isAnchor, nearest } from "./hidden.js";
import { fromWingdings } from "./marks.js";
import { textsOf, unwrap, words } from "./source.js";

const MACHINERY =
  "script, style, title, meta, link, base, xml, noscript, template, iframe, object, embed, applet, audio, datalist, map, " +
  ".material-icons, [class*='material-symbols']";
const PICTURES = "img, picture, svg, canvas, video, v\\:imagedata, v\\:shape, v\\:group";
const STRUCK = "del, s, strike, .msoDel, [class*='TrackChangeTextDeletion']";
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\ufe0f|\u200d)+$/u;
const PIXEL = /^[01](?:px|pt)?$/;

const struckBy = (value) => /\bline-through\b/.test(value);

export function ownWords({ doc, styleOf }, report) {
  const touched = new Set();
  const all = () => [...doc.body.querySelectorAll("*")];
  const says = (name, test) => all().filter((element) => test(styleOf(element, name)));
  const drop = (element) => {
    if (!element.isConnected) return false;
    for (let up = element.parentElement; up && up !== doc.body; up = up.parentElement) touched.add(up);
    const said = words(element) !== "";
    element.remove();
    return said;
  };
  const dropAll = (elements, kind) => {
    const said = elements.filter(drop).length;
    if (kind) report.count(kind, said);
  };

  dropAll([...doc.querySelectorAll(MACHINERY)]);
  dropAll([...doc.querySelectorAll("[showingplchdr='t']")], "placeholder");
  doc.querySelectorAll("o\\:p").forEach((mark) => (words(mark) ? unwrap(mark) : mark.remove()));
  dropAll(says("mso-element", (value) => value === "header" || value === "footer"), "header");
  dropAll([...doc.querySelectorAll("div[title='header'], div[title='footer']")], "header");
  margins(doc, says, drop, report);
  fieldCodes(doc, styleOf, touched, report);
  controls(doc, dropAll);
  dropAll(hiddenElements(doc, says), "hidden");
  report.count("hidden", hiddenTexts(doc, styleOf, touched));
  dropAll([...says("user-select", (value) => value === "none"), ...says("-webkit-user-select", (value) => value === "none")].filter(isAnchor));
  dropAll(
    [...doc.querySelectorAll(STRUCK), ...says("text-decoration", struckBy), ...says("text-decoration-line", struckBy)],
    "struck",
  );
  pictures(doc, styleOf, drop, report);
  says("mso-tab-count", Boolean).forEach((tab) => (tab.textContent = " "));
  doc.querySelectorAll("br").forEach((br) => styleOf(br, "page-break-before") === "always" && br.remove());
  signsOfPrograms(doc, styleOf);
  emptied(touched);
}

// What is left of a comment when its words are gone is the text that it was about.
function margins(doc, says, drop, report) {
  const bodies = [
    ...says("mso-element", (value) => value === "comment"),
    ...[...doc.querySelectorAll("a[id^='cmnt'][href^='#cmnt_ref']")].map((link) => link.closest("div") ?? link.parentElement),
  ];
  const calls = [
    ...doc.querySelectorAll(".msocomanchor, a[href^='#_msocom'], a[href^='#cmnt'], .MsoCommentReference, a.sdcommentanc"),
    ...says("mso-special-character", (value) => value === "comment"),
  ];
  const anchors = new Set(
    calls.filter((call) => call.matches("a[href]:not([href^='#cmnt_ref'])")).map((call) => call.getAttribute("href")),
  );
  report.count("comment", Math.max(bodies.length, anchors.size));
  says("mso-comment-reference", Boolean).forEach((about) => !about.closest("[href^='#_msocom']") && unwrap(about));
  [...bodies, ...calls.map((call) => call.closest("sup") ?? call)].forEach(drop);
  says("mso-element", (value) => value === "comment-list").forEach(drop);
  doc.querySelectorAll(".msocomoff, .msocomtxt").forEach(drop);
}

// A field is its code and, after a separator, what it came to: only that is read.
function fieldCodes(doc, styleOf, touched, report) {
  const open = [];
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      open.find((field) => field.code)?.nodes.push(node);
      continue;
    }
    const part = styleOf(node, "mso-element");
    if (part === "field-begin") {
      open.push({ code: true, nodes: [] });
    } else if (open.length && (part === "field-separator" || part === "field-end")) {
      const field = open.at(-1);
      if (field.code) {
        if (field.nodes.some((text) => text.data.trim())) report.count("field", 1);
        for (const text of field.nodes) {
          for (let up = text.parentElement; up && up !== doc.body; up = up.parentElement) touched.add(up);
          text.data = "";
        }
      }
      field.code = false;
      if (part === "field-end") open.pop();
    }
  }
}

function pictures(doc, styleOf, drop, report) {
  for (const picture of doc.querySelectorAll(PICTURES)) {
    if (!picture.isConnected) continue;
    const alt = picture.getAttribute("alt")?.trim() ?? "";
    if (EMOJI.test(alt) && !/^[\d#*]+$/.test(alt)) {
      picture.replaceWith(alt);
      continue;
    }
    const size = ["width", "height"].map((side) => picture.getAttribute(side) ?? styleOf(picture, side));
    drop(picture);
    if (!size.some((side) => PIXEL.test(side))) report.count("picture", 1);
  }
}

// Letters that a typeface of Word's shows as signs, but for those of its lists, whose marks are read as they stand.
function inWingdings(text, styleOf) {
  const attribute = text.parentElement.closest("font[face]")?.getAttribute("face").toLowerCase() ?? "";
  const typeface = nearest(text, "font-family", Boolean, styleOf) || attribute;
  return /^["']?wingdings["']?(?:,|$)/.test(typeface) && !nearest(text, "mso-list", (value) => value === "ignore", styleOf);
}

// Soft hyphens, but for those at the end of a line, marks of order and of nothing at all.
function signsOfPrograms(doc, styleOf) {
  for (const text of textsOf(doc.body)) {
    if (inWingdings(text, styleOf)) text.data = fromWingdings(text.data);
    const plain = text.data
      .replace(/[\u00ad\ufffe\u0002](?!\s*$)|[\u200b\u200e\u200f\u2060\ufeff]/g, "")
      .normalize("NFC");
    if (plain !== text.data) text.data = plain;
  }
}

// A paragraph, an item or a row of which nothing is left was all that.
function emptied(touched) {
  for (const element of touched) {
    if (!element.isConnected || words(element) || element.matches("td, th, body, html")) continue;
    if (element.querySelector("td, th") && !element.matches("tr, tbody, thead, table")) continue;
    element.remove();
  }
}
