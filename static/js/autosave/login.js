// A session that has ended is begun again over the page: the same person logs in in a dialog, and what waits is then sent. The form is
// the server's, at data-logga-in of the element that says whose page this is; it lets no other person in.

import { useToken } from "./sending.js";

let dialog = null;

export function watchLogin(sections) {
  const place = document.querySelector("[data-logga-in]");
  if (!place) return;

  async function ask() {
    if (dialog) return;
    dialog = document.createElement("dialog");
    dialog.className = "logga-in";
    dialog.setAttribute("aria-label", "Logga in igen");
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      dialog = null;
    });
    try {
      fill(await fetch(place.dataset.loggaIn, { redirect: "manual" }));
    } catch (error) {
      if (error.name !== "TypeError") throw error;
      dialog.close(); // No net: the section says so, and asks again when it is back.
    }
  }

  async function fill(answer) {
    if (!answer.ok && answer.status !== 422 && answer.status !== 429) return dialog.close();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Too many tries are answered with a page of its own.
    dialog.replaceChildren(...(page.querySelector("main") ?? page.body).childNodes);
    dialog.querySelector("[data-stang]")?.addEventListener("click", () => dialog.close());
    dialog.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      send(event.target, event.submitter);
    });
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("[autofocus]"))?.focus();
  }

  async function send(form, button) {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (!answer.ok || !(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return fill(answer);
    const { token } = await answer.json();
    useToken(token);
    dialog.close();
    sections.filter((section) => section.form.isConnected && section.unsaved).forEach((section) => section.save());
    document.body.dispatchEvent(new CustomEvent("autospar:sparat", { bubbles: true }));
  }

  document.addEventListener("autospar:utloggad", ask);
  document.addEventListener("htmx:responseError", ({ detail }) => detail.xhr.status === 401 && ask());
}
