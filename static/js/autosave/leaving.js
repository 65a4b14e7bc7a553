// Other forms of the page let the texts be saved first. Leaving sends what is left, and asks first where it cannot be sent: a browser
// carries 64 kB for a page that is gone, and nothing where there is no net, or while an older text is on its way.

import { halfWritten } from "./half-written.js";

const CARRIED = 60000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function watchLeaving(sections) {
  const waiting = () => sections.filter((section) => section.form.isConnected && section.unsaved);

  // Saves what waits, for at most two seconds; what cannot be saved keeps its words on the page.
  async function saveAll() {
    const until = Date.now() + 2000;
    while (Date.now() < until && waiting().some((section) => !section.stopped && !section.failed)) {
      await Promise.race([Promise.all(waiting().map((section) => section.save())), pause(until - Date.now())]);
      await pause(20);
    }
  }

  const held = new WeakSet();
  let passing = null;
  let sent = null; // The form that takes one from the page.

  // Before submit-once.js, which would count the first press as the one that was sent.
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (form === passing || form.matches("[data-autospar], [hx-post], .logga-in *") || !waiting().length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (held.has(form)) return; // The first press waits already.
      held.add(form);
      const button = event.submitter;
      await saveAll();
      held.delete(form);
      passing = form;
      form.requestSubmit(button);
      passing = null;
    },
    { capture: true },
  );
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });
  document.addEventListener("htmx:confirm", async (event) => {
    if (event.detail.verb === "get" || !waiting().length) return;
    event.preventDefault();
    await saveAll();
    event.detail.issueRequest(true);
  });
  document.addEventListener("autospar:ladda", async () => {
    await saveAll();
    location.reload();
  });

  const canBeCarried = (left) =>
    navigator.onLine &&
    left.every((section) => !section.busy && !section.stopped && !section.failed) &&
    left.reduce((sum, section) => sum + section.body().toString().length + 200, 0) < CARRIED;

  const retry = () => waiting().forEach((section) => section.save());
  window.addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => {
    // Hidden: it may be the last chance, of a telephone above all. Seen again: perhaps back from a login in another tab.
    const left = waiting();
    const leaving = document.visibilityState === "hidden" && canBeCarried(left);
    left.forEach((section) => section.save({ leaving }));
  });
  window.addEventListener("beforeunload", (event) => {
    const left = waiting();
    const carried = canBeCarried(left);
    left.forEach((section) => section.save({ leaving: carried }));
    const asked = (left.length && !carried) || halfWritten(sent).length;
    sent = null;
    if (!asked) return;
    event.preventDefault();
    // Runs only when somebody chose to stay: what was pressed can be pressed again.
    setTimeout(() => document.dispatchEvent(new CustomEvent("autospar:stannade")), 1000);
  });
}
