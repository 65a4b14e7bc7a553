// One section. The whole form is posted 800 ms after the last keystroke, at the latest four seconds after the first that is not
// saved, and at once when the section is left; one save at a time. The answers:
//   200  JSON {version, sparat, bas, lokalt} and, where what is stored is not what was sent, {texter: {field: text},
//        borttaget: [sentence]}
//   412  HTML with both texts, put in the konflikt box; what was typed stays and has been kept beside. In it, a button
//        data-autospar-behall="<version>" data-bas="<digest>" saves this text on top of that one, and data-autospar-slapp loads the
//        page again with the other, when what has been typed since is kept beside too
//   404, 409  JSON {fel}: the section is gone, or the text is closed; what was typed is kept beside
//   422, 428  JSON {fel}: the text cannot be saved as it is; tried again after the next keystroke
//   401, 403 or a redirect to login: the text stays, and one logs in over the page
//   503  JSON {okant}, with Retry-After: the database is away; tried again after so long
//   anything else, no answer in ten seconds, or no net: tried again after 2, 4, 8 … 30 seconds, and at once when the net is back
// What was sent without an answer, or with okant, may have been saved: it is sent again just as it was, and what was typed since
// after it. Else the server would take it for another's, and show the writer a conflict with her own words.
//
// A text travels with the digest of the text that it was made of: that of the page, and then of each answer.

import { focus, isTypedIn, show, textOf, textOfPage, typedFields } from "./editor.js";
import { forget, keep, keepNoMore } from "./kept.js";
import { isJson, isLoggedOut, post } from "./sending.js";

const DELAY = 800;
const LONGEST = 4000;
const RETRY_FIRST = 2000;
const RETRY_LAST = 30000;
const AWAY = "Ej skickat – Remiss svarar inte just nu, försöker igen";
const ASIDE = "undan";

const squeezed = (text) => text.split(/\s+/).join(" ").trim();

export class Section {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autospar-status]");
    this.box = form.querySelector("[data-autospar-konflikt]");
    this.version = form.elements.bas_version.value;
    this.bas = form.elements.bas?.value ?? "";
    this.typed = 0; // Counts changes, so that what was typed during a save is seen to be newer than it.
    this.kept = 0;
    this.busy = false;
    this.unanswered = null; // What may have been saved: its body, and the count of changes that it holds.
    this.ended = false; // Its form is gone from the page.
    this.stopped = false; // After a conflict nothing is sent until somebody has chosen.
    this.failed = false;
    this.aside = false; // What was typed last could not be saved here, and has been kept beside.
    this.savedAt = ""; // When the server last said that this was stored.
    this.conflicting = -1; // The count of changes that the server has kept beside.
    this.wait = RETRY_FIRST;
    this.timer = 0;
    this.first = 0; // When the oldest keystroke that is not saved was made.
    this.stored = null; // Texts to show when nobody types in them.
    this.said = new Set();
    this.restored = form.restoredTexts ?? null;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("click", (event) => this.choose(event));
    form.addEventListener("focusout", (event) => {
      if (form.contains(event.relatedTarget)) return;
      if (this.unsaved && !this.failed) this.save();
      this.showStored();
    });
    // Somebody may have begun to type before this was loaded.
    const page = textOfPage(form);
    if (textOf(form).some((text, n) => text !== page[n])) this.changed();
  }

  get url() {
    return this.form.dataset.autospar;
  }

  // What the button that takes the part away says that the page has shown.
  hasShown(bas) {
    const field = document.querySelector(`form[action="${this.url}ta-bort/"] [name=bas]`);
    if (field) field.value = bas;
  }

  get texts() {
    return textOf(this.form);
  }

  get unsaved() {
    return this.typed !== this.kept;
  }

  // The form was made anew by the server, and `old` stood in its place: what it had not sent goes on here.
  takeOver(old) {
    old.end();
    this.restored = old.restored;
    this.savedAt = old.savedAt;
    if (!old.unsaved) return;
    const texts = textOf(old.form);
    typedFields(this.form).forEach((field, n) => show(field, texts[n]));
    [this.version, this.bas, this.unanswered, this.typed, this.kept] = [old.version, old.bas, old.unanswered, old.typed, old.kept];
    // The words that the form was made anew with are not seen under these, but those of a conflict stand beside them.
    this.hasShown((old.wasStopped && old.box?.querySelector("[data-autospar-behall]")?.dataset.bas) || old.bas);
    [this.stopped, this.conflicting, this.failed] = [old.wasStopped, old.conflicting, old.failed];
    if (this.stopped) {
      this.box?.replaceChildren(...old.box.childNodes);
      this.say("fel", "Ej sparat – någon annan har ändrat samma text.");
    }
    this.changed();
  }

  end() {
    clearTimeout(this.timer);
    this.wasStopped = this.stopped;
    this.ended = this.stopped = true;
  }

  say(state, text, link) {
    this.failed = state === "fel";
    if (this.status) {
      this.status.dataset.lage = state;
      if (this.status.textContent !== text || link) this.status.replaceChildren(text, ...(link ? [" ", link] : []));
    }
    this.form.dispatchEvent(new CustomEvent("autospar:lage", { bubbles: true }));
  }

  changed() {
    if (!this.unsaved) this.first = Date.now();
    this.typed += 1;
    this.aside = false;
    keep(this);
    if (this.stopped) return;
    if (!this.failed) this.say("sparar", "Sparar …");
    this.later(this.failed ? DELAY : Math.min(DELAY, Math.max(0, this.first + LONGEST - Date.now())));
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  body(bas = this.bas) {
    const body = new URLSearchParams(new FormData(this.form));
    body.set("bas_version", this.version);
    if (bas) body.set("bas", bas);
    return body;
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.busy || this.stopped || !this.unsaved) return;
    this.busy = true;
    this.unanswered ??= { body: this.body(), sending: this.typed };
    const { body, sending } = this.unanswered;
    if (!this.failed) this.say("sparar", "Sparar …");
    try {
      await this.read(await post(this.url, body, { leaving }), sending);
    } catch (error) {
      if (!this.ended) this.again(error.name === "TimeoutError" ? AWAY : undefined);
    } finally {
      this.busy = false;
    }
    if (this.unsaved && !this.stopped && !this.failed) this.later(DELAY);
  }

  // The body of an answer may be cut off as well: only what has been read whole is an answer.
  async read(answer, sending) {
    if (this.ended) return; // Another form stands in its place, and sends the same again.
    if (answer.status === 503) return this.away(answer);
    const said = isJson(answer) ? await answer.json() : answer.status === 412 ? await answer.text() : null;
    if (answer.type !== "opaqueredirect" && answer.status <= 500) this.unanswered = null;
    if (answer.ok && said) {
      this.saved(said, sending);
    } else if (answer.status === 412) {
      this.conflicting = sending;
      this.conflict(said);
    } else if (said && [404, 409].includes(answer.status)) {
      this.laidAside(said.fel, sending);
    } else if (said && [422, 428].includes(answer.status)) {
      this.say("fel", `Ej sparat – ${said.fel}`);
    } else if (answer.status === 404) {
      this.stopped = true;
      this.say("fel", "Ej sparat – det här är inte längre ditt att skriva i. Kopiera din text och ladda om sidan.");
    } else if (isLoggedOut(answer)) {
      this.loggedOut();
    } else {
      this.again();
    }
  }

  saved({ version, sparat, bas, lokalt, texter, borttaget }, sending) {
    this.version = version;
    this.bas = bas ?? "";
    this.hasShown(this.bas);
    this.form.elements.bas_version.value = version;
    this.kept = sending;
    this.wait = RETRY_FIRST;
    this.savedAt = sparat;
    this.stored = texter ?? null;
    this.box?.replaceChildren();
    this.tell(borttaget ?? []);
    if (lokalt === false) keepNoMore();
    if (this.unsaved) {
      this.first = Date.now();
      this.say("sparar", "Sparar …");
    } else {
      forget(this);
      this.showStored();
      this.say("sparat", `Sparat ${sparat}`);
    }
    this.form.dispatchEvent(new CustomEvent("autospar:sparat", { bubbles: true, detail: { version } }));
  }

  // It could not be saved here any more; the server has kept it beside.
  laidAside(why, sending) {
    this.kept = sending;
    this.aside = !this.unsaved;
    if (!this.unsaved) forget(this);
    this.say("fel", `Ej sparat – ${why}`);
    if (this.unsaved) this.later(DELAY);
  }

  // What is stored is what one sees; but spaces in what somebody is typing are left as they are until it is left.
  showStored() {
    if (!this.stored || this.unsaved) return;
    for (const field of typedFields(this.form)) {
      const text = this.stored[field.name];
      if (text === undefined || (isTypedIn(field) && squeezed(field.value) === squeezed(text))) continue;
      show(field, text);
    }
  }

  // Why something that was written is not there any more, each thing once.
  tell(sentences) {
    const news = sentences.filter((sentence) => !this.said.has(sentence));
    if (!news.length) return;
    news.forEach((sentence) => this.said.add(sentence));
    this.form.querySelector("[data-autospar-borttaget]")?.remove();
    const box = document.createElement("div");
    box.className = "notis warning";
    box.dataset.autosparBorttaget = "";
    box.setAttribute("role", "status");
    for (const sentence of news) {
      const line = document.createElement("p");
      line.textContent = sentence;
      box.append(line);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "knapp liten";
    close.textContent = "Jag förstår";
    close.addEventListener("click", () => {
      box.remove();
      focus(this.form);
    });
    box.append(close);
    (this.box ?? this.form.lastElementChild).before(box);
  }

  again(text = "Ej skickat – försöker igen", wait = this.wait) {
    this.say("fel", text);
    this.later(Math.min(wait, RETRY_LAST));
    this.wait = Math.min(this.wait * 2, RETRY_LAST);
  }

  async away(answer) {
    const { okant } = await answer.json();
    if (!okant) this.unanswered = null;
    const wait = Number(answer.headers.get("Retry-After")) * 1000 || this.wait;
    this.again(okant ? "Oklart om det sparades – försöker igen" : AWAY, wait);
  }

  loggedOut() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lank";
    button.textContent = "Logga in här";
    button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("autospar:logga-in")));
    this.say("fel", "Ej skickat – du är utloggad. Texten är kvar här.", button);
    document.dispatchEvent(new CustomEvent("autospar:utloggad"));
  }

  conflict(html) {
    this.stopped = true;
    const page = new DOMParser().parseFromString(html, "text/html");
    this.box?.replaceChildren(...page.body.childNodes);
    // The focus stays where somebody is typing; the link leads to the choice.
    const link = document.createElement("a");
    link.href = "";
    link.textContent = "Visa båda texterna";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.box?.focus();
    });
    this.say("fel", "Ej sparat – någon annan har ändrat samma text.", link);
  }

  choose(event) {
    const keepMine = event.target.closest("[data-autospar-behall]");
    const letGo = event.target.closest("[data-autospar-slapp]");
    if (!keepMine && !letGo) return;
    event.preventDefault();
    if (keepMine) {
      this.version = keepMine.dataset.autosparBehall;
      this.bas = keepMine.dataset.bas ?? "";
      this.stopped = false;
      this.typed += 1;
      focus(this.form);
      this.save();
    } else {
      this.letGo();
    }
  }

  // The other text stands; all that was typed here is kept beside first, also what is typed while that is done.
  async letGo() {
    this.stopped = true;
    clearTimeout(this.timer);
    for (let laid = this.conflicting; laid !== this.typed; ) {
      laid = this.typed;
      if (!(await this.layAside(this.body(ASIDE)))) return;
      await forget(this);
    }
    this.kept = this.typed;
    this.form.dispatchEvent(new CustomEvent("autospar:ladda", { bubbles: true }));
  }

  // True when the server says that it has kept the text beside the one in force.
  async layAside(body = this.body(ASIDE)) {
    try {
      const answer = await post(this.url, body);
      if (answer.ok || answer.status === 412 || (isJson(answer) && [404, 409].includes(answer.status))) return true;
      if (isLoggedOut(answer)) {
        this.loggedOut();
        return false;
      }
    } catch (error) {
      if (!["TimeoutError", "TypeError"].includes(error.name)) throw error;
    }
    this.say("fel", "Ej skickat – din text kunde inte läggas undan än. Försök igen.");
    return false;
  }
}
