// «Mer» in the main menu closes when one leaves it: Esc gives the focus back to its button, a click elsewhere just closes it.

const mer = document.querySelector("details.mer");

document.addEventListener("click", (event) => {
  if (mer?.open && !mer.contains(event.target)) mer.open = false;
});

mer?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !mer.open) return;
  mer.open = false;
  mer.querySelector("summary").focus();
});

mer?.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !mer.contains(event.relatedTarget)) mer.open = false;
});
