// The summary of errors takes the focus, and the title says it first, both when the page arrives and when htmx swaps it in.
// What htmx has sent and got no good answer to is said in words: beside the form, which is left as it was typed, or on top of the page.

const PREFIX = "Fel: ";

function show(root) {
  const summary = root.querySelector?.("[data-felsammanfattning]");
  if (!summary) return;
  if (!document.title.startsWith(PREFIX)) document.title = PREFIX + document.title;
  summary.focus();
}

show(document);
document.addEventListener("htmx:afterSettle", (event) => {
  if (document.title.startsWith(PREFIX) && !document.querySelector("[data-felsammanfattning]")) {
    document.title = document.title.slice(PREFIX.length);
  }
  show(event.detail.elt ?? document);
});

// A link in the summary puts the cursor in the field; the editor hides its own textarea, so there the text takes the focus.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-felsammanfattning] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const target = field.closest(".prose-editor")?.querySelector(":scope > .ProseMirror") ?? field;
  target.focus({ preventScroll: true });
  (field.closest(".falt") ?? target).scrollIntoView({ block: "start" });
});

// The answer of our own server says what is known, {"fel": "…"}; a proxy before it, or no net, knows nothing.
function words(detail) {
  const type = detail.xhr.getResponseHeader("Content-Type") ?? "";
  if (type.startsWith("application/json")) return JSON.parse(detail.xhr.responseText).fel;
  return detail.requestConfig.verb === "get"
    ? "Remiss svarar inte just nu. Försök igen om en stund."
    : "Remiss svarade inte, så vi vet inte om det sparades. Det du skrev står kvar här. Försök igen om en stund.";
}

// One line for what was sent, until it is sent again and answered, and one for what is fetched: a page may ask every second.
const said = (verb) => document.querySelector(`[data-svarade-inte="${verb === "get" ? "get" : "post"}"]`);

function tell({ detail }) {
  const { verb, elt } = detail.requestConfig;
  const isLoggedOut = detail.xhr.status === 401 && !document.querySelector("[data-logga-in]");
  if (detail.xhr.status && detail.xhr.status < 500 && !isLoggedOut) return;
  const text = isLoggedOut ? "Du har loggats ut. Logga in i en ny flik och försök igen. Det du skrev står kvar här." : words(detail);
  if (verb === "get" && said(verb)?.textContent === text) return;
  said(verb)?.remove();
  const box = document.createElement("div");
  const line = document.createElement("p");
  box.className = "notis error";
  box.dataset.svaradeInte = verb === "get" ? "get" : "post";
  line.textContent = text;
  box.append(line);
  if (verb === "get") {
    document.getElementById("meddelanden")?.append(box);
  } else {
    box.setAttribute("role", "alert");
    (elt.closest("form") ?? elt).after(box);
  }
}

document.addEventListener("htmx:responseError", tell);
document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 500) said(detail.requestConfig.verb)?.remove();
});
