// Ctrl+K (or Cmd+K) opens a dialog that finds ärenden and people. The server answers /palett/?q= with rows <li><a>.
// Focus moves over real links, so that Enter, a middle click and a screen reader do what they do everywhere.
// Without this file the button is a form that leads to the same address.

const dialog = document.getElementById("palett");

if (dialog) {
  const box = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const status = dialog.querySelector("[role=status]");
  let opener = null;
  let timer = 0;
  let running = null;
  let answered = null;

  const links = () => [...list.querySelectorAll("a[href]")];
  const rows = () => list.querySelectorAll("li:not([data-fler])").length;

  const say = (found) => {
    if (!box.value.trim()) status.textContent = found ? "" : "Skriv ett diarienummer, ett ord ur rubriken eller ett namn.";
    else if (!found) status.textContent = "Inget ärende och ingen person stämmer. Pröva ett kortare ord.";
    else status.textContent = found === 1 ? "1 träff" : `${found} träffar`;
  };

  const search = async () => {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    const q = box.value.trim();
    try {
      const url = `${dialog.dataset.url}?${new URLSearchParams({ q })}`;
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, redirect: "manual", signal: mine.signal });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        list.replaceChildren();
        status.textContent = "Du är utloggad. Ladda om sidan och logga in igen.";
        return;
      }
      if (!answer.ok) throw new Error(`${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return;
      list.replaceChildren(...page.querySelectorAll("li"));
      answered = q;
      say(rows());
    } catch (error) {
      if (error.name === "AbortError") return;
      list.replaceChildren();
      status.textContent = "Sökningen svarar inte just nu. Försök igen.";
    }
  };

  const open = (from) => {
    if (dialog.open) return;
    opener = from;
    dialog.showModal();
    box.select();
    search();
  };

  document.addEventListener("keydown", (event) => {
    // In a text it makes a link (link.js).
    if (event.target.isContentEditable) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open(document.activeElement);
    }
  });

  for (const button of document.querySelectorAll("[data-palett-oppna]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      open(button);
    });
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });

  dialog.addEventListener("keydown", async (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      (all[at + 1] ?? all[0] ?? box).focus();
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      (at > 0 ? all[at - 1] : at === 0 ? box : all.at(-1) ?? box).focus();
    } else if (event.key === "Enter" && document.activeElement === box) {
      event.preventDefault();
      if (answered !== box.value.trim()) await search();
      links()[0]?.click();
    } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      box.focus();
    }
  });

  dialog.querySelector("[data-stang]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    running?.abort();
    if (opener?.isConnected) opener.focus();
  });
}
