// Links in the text editor: made and changed in a dialog of ours, which takes an address as people write it and refuses, in words,
// what is none. What is typed as www.scb.se becomes a link that works.
//
// Key: Ctrl+K.

import { Link as EditorLink, crel } from "django-prose-editor/editor";

import { ask } from "./question.js";

const NO_ADDRESS = "Skriv en hel webbadress, till exempel https://www.scb.se, eller en e-postadress.";
const A_FILE = "Det där är namnet på en fil, och den finns bara på den egna datorn. Skriv adressen till webbsidan där den ligger.";
const FILE = /^[^/:?#@]+\.(?:pdf|docx?|dotx?|xls[xm]?|pptx?|od[tsp]|rtf|txt|csv|zip|7z|jpe?g|png|gif|tiff?|svg|html?|xml|json|msg|eml|mp[34]|mov|pages|numbers)$/i;
// What is typed becomes a link by itself only where it can be nothing else: «bra.Men» is two words with no space between.
const SURELY = /^(?:https?:\/\/|www\.)/i;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:.]{2,}$/;

export const isFile = (typed) => FILE.test(typed.trim()) && !/^www\./i.test(typed.trim());

// The address that a document can carry, or "" for what is none: no other protocols, no paths of this machine or this site.
export function address(typed) {
  const words = typed.trim().replace(/^(?:<|«|")|(?:>|»|")$/g, "");
  if (isFile(words)) return "";
  const mail = words.replace(/^mailto:/i, "");
  if (MAIL.test(mail.split("?")[0])) return `mailto:${mail}`;
  const whole = /^https?:\/\//i.test(words) ? words : /^[a-z][a-z\d+.-]*:/i.test(words) && !/^[^/:]+\.[^/:]+:\d/.test(words) ? "" : `https://${words}`;
  if (!whole || /\s/.test(whole)) return "";
  let url;
  try {
    url = new URL(whole);
  } catch {
    return "";
  }
  const named = whole !== `https://${words}`;
  const isHost = /^(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}][\p{L}\d-]*[\p{L}\d]$/u.test(url.hostname) || (named && url.hostname);
  return isHost ? url.href : "";
}

function field(id, label, value, help) {
  const input = crel("input", { id, type: "text", value, autocomplete: "off", spellcheck: false });
  const error = crel("p", { id: `${id}-fel`, className: "felen", hidden: true });
  input.setAttribute("aria-describedby", error.id);
  const parts = [crel("label", { htmlFor: id, textContent: label }), error, input];
  if (help) parts.splice(1, 0, crel("p", { className: "hjalp", textContent: help }));
  return { input, error, box: crel("div", { className: "falt" }, parts) };
}

function refuse({ input, error, box }, reason) {
  box.classList.add("har-fel");
  error.textContent = reason;
  error.hidden = false;
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

// Asks for the address, and for the words where none are chosen: {href, words}, or {href: ""} when the link is to go.
function askForAddress({ href, chosen }) {
  let adress;
  let text = null;
  return ask({
    title: href ? "Ändra länken" : "Ny länk",
    parts: (id) => {
      adress = field(`${id}-adress`, "Webbadress eller e-postadress", href.replace(/^mailto:/, ""), "Till exempel www.scb.se/statistik");
      if (!chosen) text = field(`${id}-text`, "Orden som länken står på", "");
      return [...(text ? [text.box] : []), adress.box];
    },
    focus: () => (text ?? adress).input,
    read: () => {
      const found = address(adress.input.value);
      if (!found) return refuse(adress, isFile(adress.input.value) ? A_FILE : NO_ADDRESS);
      return { href: found, words: text?.input.value.trim() || adress.input.value.trim() };
    },
    others: href ? [{ label: "Ta bort länken", classes: "knapp farlig", answer: { href: "" } }] : [],
  });
}

async function makeOrChange(editor, name) {
  const isLink = editor.isActive(name);
  const { empty } = editor.state.selection;
  const answer = await askForAddress({ href: editor.getAttributes(name).href ?? "", chosen: isLink || !empty });
  const chain = editor.chain().focus();
  if (!answer) return chain.run();
  const { href, words } = answer;
  if (isLink) return (href ? chain.extendMarkRange(name).updateAttributes(name, { href }) : chain.extendMarkRange(name).unsetMark(name)).run();
  if (!empty) return chain.setMark(name, { href }).run();
  return chain.insertContent([{ type: "text", text: words, marks: [{ type: name, attrs: { href } }] }]).unsetMark(name).run();
}

export const WebLink = EditorLink.extend({
  name: "link",

  addOptions() {
    return {
      ...this.parent?.(),
      enableTarget: false,
      protocols: [],
      defaultProtocol: "https",
      isAllowedUri: (url) => Boolean(address(url)),
      shouldAutoLink: (url) => SURELY.test(url) || MAIL.test(url.replace(/^mailto:/i, "")),
    };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      button: buttons.material("insert_link", "Länk (Ctrl+K)"),
      command: (editor) => makeOrChange(editor, this.name),
      active: (editor) => editor.isActive(this.name),
    });
  },

  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        makeOrChange(editor, this.name);
        return true;
      },
    };
  },
});
