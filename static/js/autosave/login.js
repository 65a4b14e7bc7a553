// A session that has ended is begun again over the page: the same person logs in in a dialog, and what waits is then sent. The form is
// the server's, at data-logga-in of the element that says whose page this is; it lets no other person in. It opens of itself when
// nobody is typing: else the next words would go into it. Else there is a button beside the text.

import { isTypedIn, typedFields } from "./editor.js";
import { isJson, PATIENCE, useToken } from "./sending.js";

export function watchLogin(sections) {
  const place = document.querySelector("[data-logga-in]");
  if (!place) return;
  let dialog = null;
  let declined = false;

  const end = () => {
    dialog?.remove();
    dialog = null;
  };
  const isTyping = () => sections.some(({ form }) => form.isConnected && typedFields(form).some(isTypedIn));

  async function ask() {
    if (dialog) return;
    dialog = document.createElement("dialog");
    dialog.className = "logga-in";
    dialog.setAttribute("aria-label", "Logga in igen");
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      declined = true;
      end();
    });
    await ifThere(() => fetch(place.dataset.loggaIn, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) }), fill);
  }

  // No net, or no answer: the section says so and tries again, and the button is there.
  async function ifThere(request, then) {
    try {
      await then(await request());
    } catch (error) {
      if (!["TypeError", "TimeoutError"].includes(error.name)) throw error;
      end();
    }
  }

  async function fill(answer) {
    if (!dialog) return;
    if (!answer.ok && ![422, 429].includes(answer.status)) return end();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Too many tries are answered with a page of its own.
    dialog.replaceChildren(...(page.querySelector("main") ?? page.body).childNodes);
    dialog.querySelector("[data-stang]")?.addEventListener("click", () => dialog.close());
    dialog.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(event.target, event.submitter));
      const request = { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
      ifThere(() => fetch(event.target.action, request), entered);
    });
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("[autofocus]"))?.focus();
  }

  async function entered(answer) {
    if (!answer.ok || !isJson(answer)) return fill(answer);
    const { token } = await answer.json();
    useToken(token);
    end();
    declined = false;
    sections.filter((section) => section.form.isConnected && section.unsaved).forEach((section) => section.save());
    document.body.dispatchEvent(new CustomEvent("autospar:sparat", { bubbles: true }));
  }

  document.addEventListener("autospar:utloggad", () => !declined && !isTyping() && ask());
  document.addEventListener("autospar:logga-in", ask);
  // What the page asks for by itself does not ask again of who has said no; what she presses does.
  const isPressed = ({ requestConfig }) => Boolean(requestConfig?.triggeringEvent?.isTrusted);
  document.addEventListener(
    "htmx:responseError",
    ({ detail }) => detail.xhr.status === 401 && !isTyping() && (!declined || isPressed(detail)) && ask(),
  );
  document.addEventListener("autospar:sparat", () => {
    declined = false;
    end();
  });
}
