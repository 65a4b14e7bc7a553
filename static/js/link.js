// Links in the text editor: made and changed in a dialog of ours, which takes an address as people write it and refuses, in words,
// what is none. What is typed as www.scb.se becomes a link that works.
//
// Key: Ctrl+K.

import { Link as EditorLink, crel } from "django-prose-editor/editor";

const NO_ADDRESS = "Skriv en hel webbadress, till exempel https://www.scb.se, eller en e-postadress.";
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:.]{2,}$/;
let dialogs = 0;

// The address that a document can carry, or "" for what is none: no other protocols, no paths of this machine or this site.
export function address(typed) {
  const words = typed.trim().replace(/^(?:<|«|")|(?:>|»|")$/g, "");
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

// Asks for the address, and for the words where none are chosen. Resolves to {href, words}, to {href: ""} when the link is to go, or to
// null when nothing is to change.
function ask({ href, words, chosen }) {
  const id = `link-dialog-${++dialogs}`;
  const field = (name, label, value, help) => {
    const input = crel("input", { id: `${id}-${name}`, name, type: "text", value, autocomplete: "off", spellcheck: false });
    const error = crel("p", { id: `${id}-${name}-fel`, className: "felen", hidden: true });
    input.setAttribute("aria-describedby", error.id);
    const parts = [crel("label", { htmlFor: input.id, textContent: label }), error, input];
    if (help) parts.splice(1, 0, crel("p", { className: "hjalp", textContent: help }));
    const box = crel("div", { className: "falt" }, parts);
    return { input, error, box };
  };
  const adress = field("adress", "Webbadress eller e-postadress", href.replace(/^mailto:/, ""), "Till exempel www.scb.se/statistik");
  const text = chosen ? null : field("text", "Orden som länken står på", words);
  const buttons = crel("div", { className: "knappar" }, [crel("button", { type: "submit", className: "knapp forst", textContent: "Spara" })]);
  const form = crel("form", { className: "formular", noValidate: true }, [
    crel("h2", { id: `${id}-rubrik`, textContent: href ? "Ändra länken" : "Ny länk" }),
    ...(text ? [text.box] : []),
    adress.box,
    buttons,
  ]);
  const dialog = crel("dialog", { className: "lankdialog" }, [form]);
  dialog.setAttribute("aria-labelledby", `${id}-rubrik`);
  document.body.append(dialog);
  dialog.showModal();
  (text ?? adress).input.focus();
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const button = (label, classes, answer) => {
      const element = crel("button", { type: "button", className: classes, textContent: label });
      element.addEventListener("click", () => end(answer));
      buttons.append(element);
    };
    if (href) button("Ta bort länken", "knapp farlig", { href: "" });
    button("Avbryt", "knapp", null);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
    const refuse = ({ input, error, box }, reason) => {
      box.classList.toggle("har-fel", Boolean(reason));
      error.textContent = reason;
      error.hidden = !reason;
      input.setAttribute("aria-invalid", String(Boolean(reason)));
      if (reason) input.focus();
      return Boolean(reason);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = address(adress.input.value);
      const wrong = refuse(adress, found ? "" : NO_ADDRESS);
      if (!wrong) end({ href: found, words: text?.input.value.trim() || adress.input.value.trim() });
    });
  });
}

async function makeOrChange(editor, name) {
  const isLink = editor.isActive(name);
  const { empty } = editor.state.selection;
  const answer = await ask({ href: editor.getAttributes(name).href ?? "", words: "", chosen: isLink || !empty });
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
    return { ...this.parent?.(), enableTarget: false, protocols: [], defaultProtocol: "https", isAllowedUri: (url) => Boolean(address(url)) };
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
