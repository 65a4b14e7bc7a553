// Autosave, section by section. «Sparat» is shown only when the server has answered that what one sees is what is stored.
//
// A section is a form:
//   <form class="redigerare" method="post" action="…" data-autospar="<url>" autocomplete="off">
//     <input type="hidden" name="csrfmiddlewaretoken"> <input type="hidden" name="bas_version" value="7">
//     <input type="hidden" name="bas" value="<digest of the text that the page was made with>">
//     <textarea name="text">…</textarea>
//     <span class="sparstatus" data-autospar-status></span>
//     <div class="konflikt" data-autospar-konflikt tabindex="-1"></div>
//   </form>
// The rooms: autosave/section.js (one section: what is sent when, what the answers mean), sending.js (a request and its token),
// editor.js (the text where it is typed), page-state.js (the state of the whole page in words), kept.js (what is typed is kept in
// the browser until the server has it), offered.js (what was kept is offered again), login.js (logging in over the page),
// half-written.js (words in forms that do not save themselves) and leaving.js (other forms of the page, and leaving it).

import { keepHalfWritten } from "./autosave/half-written.js";
import { offer, offerLoose } from "./autosave/offered.js";
import { watchLeaving } from "./autosave/leaving.js";
import { watchLogin } from "./autosave/login.js";
import { showState } from "./autosave/page-state.js";
import { Section } from "./autosave/section.js";

const sections = [];

function start(root) {
  for (const form of root.querySelectorAll("form[data-autospar]")) {
    if (sections.some((section) => section.form === form)) continue;
    const section = new Section(form);
    const old = sections.find(({ form: { isConnected, dataset } }) => !isConnected && dataset.autospar === form.dataset.autospar);
    if (old) section.takeOver(old);
    sections.push(section);
    offer(section);
  }
  // What was typed in a part that was taken away, and not yet sent, is kept beside.
  for (const gone of sections.filter(({ form }) => !form.isConnected)) {
    if (!gone.ended && gone.unsaved) gone.layAside();
    gone.end();
    sections.splice(sections.indexOf(gone), 1);
  }
}

showState(sections);
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt.parentElement ?? document));

offerLoose();
keepHalfWritten();
watchLeaving(sections);
watchLogin(sections);
