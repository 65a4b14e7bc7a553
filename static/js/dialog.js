// A button with data-oppnar="<id>" opens that dialog instead of doing its own act; data-stang closes the dialog it stands in.
// Focus starts on the button that changes nothing and goes back to the opener, which <dialog> itself sees to.

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-oppnar]");
  const dialog = opener && document.getElementById(opener.dataset.oppnar);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("[data-stang]")?.focus();
    return;
  }
  event.target.closest?.("[data-stang]")?.closest("dialog")?.close();
});
