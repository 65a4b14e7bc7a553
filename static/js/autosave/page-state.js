// The state of the whole page in words, in one place that stays in view:
//   <p class="sidlage"><span data-autospar-sidan></span> <span class="dold" role="status" data-autospar-sagt></span></p>
// It is written all the time and read aloud only when it turns: not for every save.

import { halfWritten } from "./half-written.js";

const COUNT = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];

function words(sections) {
  const living = sections.filter((section) => section.form.isConnected);
  const unsent = living.filter((section) => section.unsaved && (section.failed || section.stopped)).length;
  if (unsent) {
    const parts = unsent === 1 ? "en del" : `${COUNT[unsent - 1] ?? unsent} delar`;
    return { state: "fel", text: `Ej skickat: ${parts} finns bara här` };
  }
  if (living.some((section) => section.aside)) return { state: "fel", text: "En del kunde inte sparas där den skrevs. Den är undanlagd." };
  const offered = document.querySelectorAll(".erbjuden").length;
  if (offered) return { state: "fel", text: offered === 1 ? "En tidigare text väntar på ditt val" : "Tidigare texter väntar på ditt val" };
  if (living.some((section) => section.unsaved)) return { state: "sparar", text: "Sparar …" };
  const [begun] = halfWritten();
  if (begun) return { state: "fel", text: `Ej sparat: det som är påbörjat i «${begun.labels[0]?.textContent.trim() ?? begun.name}»` };
  const last = living.map((section) => section.savedAt).sort().at(-1);
  return { state: "sparat", text: last ? `Sparat ${last}` : "Allt är sparat" };
}

export function showState(sections) {
  const line = document.querySelector("[data-autospar-sidan]");
  const aloud = document.querySelector("[data-autospar-sagt]");
  if (!line) return;
  let turned = "sparat";
  const draw = () => {
    const { state, text } = words(sections);
    line.textContent = text;
    line.dataset.lage = state;
    if (state === "sparar" || state === turned) return;
    turned = state;
    aloud.textContent = state === "fel" ? text : "Allt är sparat igen";
  };
  document.addEventListener("autospar:lage", draw);
  document.addEventListener("htmx:load", draw);
  draw();
}
