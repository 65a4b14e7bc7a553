// One press, one act: a form is sent once. The server has its idempotency key as well; this only spares people the doubt.
// The button is disabled after the browser has read the form, since a disabled button's name and value are not sent.

const WORKING = "Arbetar …";
const sent = new WeakSet();

function free(button) {
  button.disabled = false;
  button.removeAttribute("aria-busy");
  if (button.dataset.text !== undefined) {
    button.textContent = button.dataset.text;
    delete button.dataset.text;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-autospar")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if (form.target === "_blank" || form.matches("[hx-post], [data-hx-post]") || button?.matches("[hx-post], [data-hx-post]")) return;
  sent.add(form);
  setTimeout(() => {
    for (const other of form.querySelectorAll("button[type=submit]")) other.disabled = true;
    if (!button) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    if (!button.children.length && !button.classList.contains("lank")) {
      button.dataset.text = button.textContent;
      button.textContent = WORKING;
    }
  });
});

// Back from the browser's own memory of the page, or stayed when asked whether to leave: everything can be pressed again.
window.addEventListener("pageshow", (event) => event.persisted && freeAll());
document.addEventListener("autospar:stannade", freeAll);

function freeAll() {
  for (const form of document.forms) {
    if (!sent.delete(form)) continue;
    form.querySelectorAll("button[type=submit]").forEach(free);
  }
}
