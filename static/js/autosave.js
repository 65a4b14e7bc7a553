// Autosave, section by section. «Sparat» is shown only when the server has answered that it is.
//
// A section is a form:
//   <form class="redigerare" method="post" action="…" data-autospar="<url>" data-login="<login address>">
//     <input type="hidden" name="csrfmiddlewaretoken"> <input type="hidden" name="bas_version" value="7">
//     <textarea name="text">…</textarea>
//     <span class="sparstatus" data-autospar-status role="status"></span>
//     <div class="konflikt" data-autospar-konflikt tabindex="-1"></div>
//   </form>
// The whole form is posted to data-autospar 800 ms after the last keystroke, one save at a time. The answers:
//   200  JSON {"version": 8, "sparat": "14.05.12"}: the version the next save is based on, and when this one was committed
//   412  HTML with both texts: put in the konflikt box; what was typed stays. In it, a button data-autospar-behall="<version>"
//        saves this text on top of that version, and data-autospar-slapp loads the page again with the other text
//   422, 409, 428  JSON {"fel": "…"}: the text cannot be saved as it is, or no longer; said in words, tried again after the next
//        keystroke
//   404  the section is gone; said in words, not tried again
//   401, 403 or a redirect to login: the text stays, a link opens the login in a new tab, saved when one comes back
//   503  JSON {"okant": bool}, with Retry-After: the database is away; tried again after so long
//   none in 10 seconds: given up, and said as 503; a database that hangs answers neither yes nor no
//   anything else, or no net: tried again after 2, 4, 8 … 30 seconds, and at once when the net comes back
// What was sent without an answer, or with okant, may have been saved: it is sent again just as it was, and what was typed since
// after it. Else the server would take it for another's, and show the writer a conflict with her own words.
// Another form of the page that is sent while a text waits lets that text be saved first.

const DELAY = 800;
const RETRY_FIRST = 2000;
const RETRY_LAST = 30000;
const PATIENCE = 10000;
const AWAY = "Ej sparat – Remiss svarar inte just nu, försöker igen";

const sections = [];

class Section {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autospar-status]");
    this.box = form.querySelector("[data-autospar-konflikt]");
    this.typed = 0; // Counts changes, so that what was typed during a save is seen to be newer than it.
    this.kept = 0;
    this.busy = false;
    this.unanswered = null; // What may have been saved: its body, and the count of changes that it holds.
    this.stopped = false; // After a conflict nothing is sent until somebody has chosen.
    this.wait = RETRY_FIRST;
    this.timer = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.addEventListener("click", (event) => this.choose(event));
  }

  get unsaved() {
    return this.typed !== this.kept;
  }

  say(state, text, link) {
    if (!this.status) return;
    this.status.dataset.lage = state;
    if (this.status.textContent !== text || link) this.status.replaceChildren(text, ...(link ? [" ", link] : []));
  }

  changed() {
    this.typed += 1;
    if (this.stopped) return;
    if (this.status?.dataset.lage !== "fel") this.say("sparar", "Sparar …");
    this.later(DELAY);
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.busy || this.stopped || !this.unsaved) return;
    this.busy = true;
    this.unanswered ??= { body: new URLSearchParams(new FormData(this.form)), sending: this.typed };
    const { body, sending } = this.unanswered;
    if (this.status?.dataset.lage !== "fel") this.say("sparar", "Sparar …");
    try {
      await this.read(await this.post(body, leaving), sending);
    } catch (error) {
      this.again(error.name === "TimeoutError" ? AWAY : undefined);
    } finally {
      this.busy = false;
    }
    if (this.unsaved && !this.stopped && this.status?.dataset.lage !== "fel") this.later(DELAY);
  }

  async post(body, leaving) {
    const send = () => {
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      return fetch(this.form.dataset.autospar, {
        method: "POST",
        body,
        headers: { Accept: "application/json, text/html" },
        redirect: "manual",
        keepalive: leaving,
        signal: AbortSignal.timeout(PATIENCE),
      });
    };
    const answer = await send();
    // A login in another tab changes the token: take the new one from this very page and try once more.
    return answer.status === 403 && !leaving && (await this.renewToken()) ? send() : answer;
  }

  async renewToken() {
    const page = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (!page.ok) return false;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
    return true;
  }

  async read(answer, sending) {
    if (answer.status === 503) return this.away(answer);
    if (answer.status <= 500) this.unanswered = null;
    if (answer.ok) {
      const { version, sparat } = await answer.json();
      this.form.elements.bas_version.value = version;
      this.kept = sending;
      this.wait = RETRY_FIRST;
      this.box?.replaceChildren();
      this.say("sparat", `Sparat ${sparat}`);
      this.form.dispatchEvent(new CustomEvent("autospar:sparat", { bubbles: true, detail: { version } }));
    } else if (answer.status === 412) {
      this.conflict(await answer.text());
    } else if ([409, 422, 428].includes(answer.status)) {
      const { fel } = await answer.json();
      this.say("fel", `Ej sparat – ${fel}`);
    } else if (answer.status === 404) {
      this.stopped = true;
      this.say("fel", "Ej sparat – det här finns inte längre. Kopiera din text och ladda om sidan.");
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.loggedOut();
    } else {
      this.again();
    }
  }

  again(text = "Ej sparat – försöker igen", wait = this.wait) {
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
    const link = document.createElement("a");
    link.href = this.form.dataset.login || "/logga-in/";
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = "Logga in i en ny flik";
    this.say("fel", "Ej sparat – du är utloggad. Texten är kvar här.", link);
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
    const keep = event.target.closest("[data-autospar-behall]");
    const letGo = event.target.closest("[data-autospar-slapp]");
    if (!keep && !letGo) return;
    event.preventDefault();
    if (keep) {
      this.form.elements.bas_version.value = keep.dataset.autosparBehall;
      this.stopped = false;
      this.typed += 1;
      (this.form.querySelector(".prose-editor > .ProseMirror") ?? this.form.querySelector("textarea"))?.focus();
      this.save();
    } else {
      this.kept = this.typed;
      location.reload();
    }
  }
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-autospar]")) {
    if (!sections.some((section) => section.form === form)) sections.push(new Section(form));
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement ?? document));

// Saves what waits, for at most two seconds; what cannot be saved keeps its words on the page, and leaving asks first.
async function saveAll() {
  const until = Date.now() + 2000;
  await Promise.race([Promise.all(waiting().map((section) => section.save())), pause(until - Date.now())]);
  while (sections.some((section) => section.busy) && Date.now() < until) await pause(50);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Before submit-once.js, which would count the first press as the one that was sent.
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (form.hasAttribute("data-autospar") || form.matches("[hx-post]") || !waiting().length || "autosparVantar" in form.dataset) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    form.dataset.autosparVantar = "";
    await saveAll();
    form.requestSubmit(button);
    delete form.dataset.autosparVantar;
  },
  { capture: true },
);
document.addEventListener("htmx:confirm", async (event) => {
  if (event.detail.verb === "get" || !waiting().length) return;
  event.preventDefault();
  await saveAll();
  event.detail.issueRequest(true);
});

const waiting = () => sections.filter((section) => section.form.isConnected && section.unsaved);

window.addEventListener("online", () => waiting().forEach((section) => section.save()));
document.addEventListener("visibilitychange", () => {
  // Hidden: send what there is, it may be the last chance. Seen again: perhaps back from the login in the other tab.
  waiting().forEach((section) => section.save({ leaving: document.visibilityState === "hidden" }));
});
window.addEventListener("beforeunload", (event) => {
  if (!waiting().length) return;
  waiting().forEach((section) => section.save({ leaving: true }));
  event.preventDefault();
});
