"""What is looked for on a page: axe in both schemes, every stop of the Tab key, its dialogs, wide text, and 320 pixels of width.

The light page is taken as it comes, the dark one with all that can be unfolded unfolded. A dialog is opened once for its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

NIVAER = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OTYDLIGT = Path(__file__).parent / "otydligt.txt"
BRED: ViewportSize = {"width": 1280, "height": 800}
SMAL: ViewportSize = {"width": 320, "height": 640}
"""A desk, and the same desk at 400 % (WCAG 1.4.10)."""
STOPP = 200
"""So many presses of Tab and no more."""

AXE = """async () => {
  const svar = await axe.run(document, {runOnly: %s, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations", "incomplete"]});
  const rader = ar => ar.flatMap(r => r.nodes.map(n => [r.id, n.target.flat().join(" "),
    (n.any[0] || n.all[0] || n.none[0] || {}).message || r.help]));
  return {fel: rader(svar.violations), otydligt: rader(svar.incomplete)};
}"""
OPPNA = """() => {
  document.activeElement?.blur();
  document.querySelectorAll("details").forEach(d => { d.open = true; });
}"""

FOKUSERBARA = """
  const valj = e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0 && !e.closest("[inert]");
  const alla = () => [...(document.querySelector("dialog:modal") || document).querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]")].filter(valj);
"""
NAMN = """
  const namn = e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map(k => "." + k).join("") +
    " «" + (e.getAttribute("aria-label") || e.innerText || e.name || "").trim().slice(0, 40) + "»";
"""
BORJA = f"""() => {{
  {FOKUSERBARA} {NAMN}
  window.__namn = namn;
  window.__sedda = new Set();
  const grupp = e => e.type === "radio" ? document.getElementsByName(e.name).item(0) : e;
  window.__kvar = () => [...new Set(alla().map(grupp))]
    .filter(e => ![...window.__sedda].some(s => grupp(s) === e)).map(namn);
  document.activeElement?.blur();
  window.getSelection()?.removeAllRanges();
  const borjan = document.querySelector("dialog:modal") || document.body;
  borjan.tabIndex = -1; borjan.focus(); borjan.removeAttribute("tabindex");
  window.scrollTo(0, 0);
  return alla().length;
}}"""
STEG = """(tvingat) => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const aterkom = window.__sedda.has(e), n = window.__namn(e);
  window.__sedda.add(e);
  const fel = [], r = e.getBoundingClientRect(), s = getComputedStyle(e);
  const ruta = [r, ...e.getClientRects()].find(q => q.width && q.height) || r;
  if (!(ruta.bottom > 0 && ruta.right > 0 && ruta.top < innerHeight && ruta.left < innerWidth)) fel.push("utanför fönstret");
  else {
    // 2.4.11: something of it must be in sight. Points over the box, moved in from its edges.
    const punkter = [];
    for (const x of [.1, .5, .9]) for (const y of [.15, .5, .85])
      punkter.push([Math.min(Math.max(ruta.left + x * ruta.width, 0), innerWidth - 1),
                    Math.min(Math.max(ruta.top + y * ruta.height, 0), innerHeight - 1)]);
    const syns = punkter.some(([x, y]) => { const t = document.elementFromPoint(x, y); return t && (e.contains(t) || t.contains(e)
      || [...(e.labels || [])].some(l => l.contains(t))); });
    if (!syns) fel.push("täckt av något annat");
  }
  const ring = t => t.outlineStyle !== "none" && parseFloat(t.outlineWidth) >= 2;
  const bar = [e, e.parentElement, ...(e.labels || [])].some(t => t && ring(getComputedStyle(t)));
  if (!bar) fel.push(tvingat ? "ingen synlig fokusram i tvingade färger" : "ingen synlig fokusram");
  return {namn: n, slag: e.tagName + "." + e.className, aterkom, fel};
}"""
BREDD = """() => {
  const bredd = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= bredd) return [];
  const rullar = e => { for (let p = e; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)
    && p !== document.documentElement && p !== document.body) return true; return false; };
  return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > bredd + 1 && e.checkVisibility()
    && !rullar(e.parentElement)).map(e => e.tagName.toLowerCase() + "." + e.className + " " + Math.round(
    e.getBoundingClientRect().right)).slice(0, 5).concat(["sidan är " + document.documentElement.scrollWidth + " bred"]);
}"""
DIALOGER = """() => [...document.querySelectorAll("dialog")].map((d, nr) => {
  d.dataset.nr = nr;
  return [`[data-nr="${nr}"]`, `${d.className} ${d.querySelector("h2")?.innerText.split(" ")[0] ?? ""}`];
})"""
OPPNA_DIALOG = "d => { d.showModal(); d.querySelector('[data-stang]')?.focus(); }"

AVSTAND = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""
"""The widest setting of text that must do no harm (WCAG 1.4.12)."""
SATT_GLEST = """(css) => {
  const blad = new CSSStyleSheet();
  blad.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, blad];
}"""
"""In a way that our own Content-Security-Policy does not stop."""
KLIPPT = """() => [...document.body.querySelectorAll("*")]
  .filter(e => e.checkVisibility() && e.innerText?.trim() && e.clientWidth > 1
    && ((/hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
      || (/hidden|clip/.test(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1)))
  .map(e => e.tagName.toLowerCase() + "." + e.className + " «" + e.innerText.trim().slice(0, 40) + "»")"""
"""What has text that its own edge cuts off."""

EDITORN_MS = 2_000


@dataclass
class Fynd:
    """What was found, by what was looked for; `antal` says how much was looked at."""

    axe: list[str] = field(default_factory=list)
    otydligt: list[str] = field(default_factory=list)
    mork: list[str] = field(default_factory=list)
    tangentbord: list[str] = field(default_factory=list)
    tvingat: list[str] = field(default_factory=list)
    smalt: list[str] = field(default_factory=list)
    dialog: list[str] = field(default_factory=list)
    avstand: list[str] = field(default_factory=list)
    namn: set[str] = field(default_factory=set)
    sidor: int = 0
    stopp: int = 0


def undantag() -> list[tuple[str, str, str]]:
    """(rule, part of its line, the reason) for each line of otydligt.txt."""
    rader = [r for r in OTYDLIGT.read_text("utf-8").splitlines() if r.strip() and r[0] != "#"]
    return [(regel.strip(), mal.strip(), skal.strip()) for regel, mal, skal in (r.split("|") for r in rader)]


def granska(page: Page, vad: str, fynd: Fynd, kontroller: set[str]) -> None:
    """Look at the page that is open. `kontroller` are the kinds of control whose ring has been seen in forced colours, and the
    kinds of dialog that have been opened."""
    fynd.sidor += 1
    page.evaluate(AXE_SCRIPT)
    if page.locator(".redigerare").count():
        # The editor takes its place in steps, and its buttons are pale until it has.
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(EDITORN_MS)
    fynd.axe += _axe(page, vad, fynd)
    stopp = list(_tabba(page, tvingat=False))
    fynd.stopp += len(stopp)
    fynd.tangentbord += _fel(stopp, vad)
    slag = {s["slag"] for s in stopp}
    if slag - kontroller:
        page.emulate_media(forced_colors="active")
        fynd.tvingat += _fel(_tabba(page, tvingat=True), vad)
        page.emulate_media(forced_colors="none")
        kontroller |= slag
    for valjare, sort in page.evaluate(DIALOGER):
        if sort not in kontroller:
            kontroller.add(sort)
            fynd.dialog += _dialog(page, valjare, vad, fynd)
    page.emulate_media(color_scheme="dark")
    page.evaluate(OPPNA)
    fynd.mork += _axe(page, vad, fynd)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SMAL)
    fynd.smalt += [f"{vad}: {rad}" for rad in page.evaluate(BREDD)]
    page.set_viewport_size(BRED)
    fynd.avstand += _avstand(page, vad)


def _dialog(page: Page, valjare: str, vad: str, fynd: Fynd) -> list[str]:
    """The dialog opened: axe in both schemes, every stop in it, and Esc that leads out of it."""
    dialog = page.locator(valjare)
    dialog.evaluate(OPPNA_DIALOG)
    if dialog.locator("input[type=search]").count():
        dialog.locator("input[type=search]").fill("trainee")
        dialog.get_by_role("listitem").first.wait_for()
    fel = _axe(page, vad, fynd)
    page.emulate_media(color_scheme="dark")
    fel += _axe(page, vad, fynd)
    page.emulate_media(color_scheme="light")
    fel += _fel(_tabba(page, tvingat=False), vad)
    page.keyboard.press("Escape")
    return fel + ([f"{vad}: {valjare} stängs inte med Esc"] if dialog.is_visible() else [])


def _avstand(page: Page, vad: str) -> list[str]:
    """What is cut off by its edge when the text is set wide, and was not before."""
    fore = set(page.evaluate(KLIPPT))
    page.evaluate(SATT_GLEST, AVSTAND)
    return [f"{vad}: {rad}" for rad in page.evaluate(KLIPPT) if rad not in fore]


def _axe(page: Page, vad: str, fynd: Fynd) -> list[str]:
    svar = page.evaluate(AXE % NIVAER)
    fynd.otydligt += [f"{rad[0]} {rad[1]} – {rad[2]} ({vad})" for rad in svar["otydligt"]]
    return [f"{vad}: {' – '.join(rad)}" for rad in svar["fel"]]


def _fel(stopp: Iterable[dict[str, Any]], vad: str) -> list[str]:
    return [f"{vad}: {s['namn']}: {fel}" for s in stopp for fel in s["fel"]]


def _tabba(page: Page, *, tvingat: bool) -> Iterator[dict[str, Any]]:
    """Press Tab from the top until focus leaves the page; every control must have been met, and none may keep the focus."""
    page.evaluate(BORJA)
    for _ in range(STOPP):
        page.keyboard.press("Tab")
        stopp = page.evaluate(STEG, tvingat)
        if stopp is None or stopp["aterkom"]:
            break
        yield stopp
    else:
        return
    kvar = page.evaluate("() => window.__kvar()")
    if kvar:
        yield {"namn": ", ".join(kvar[:5]), "slag": "", "fel": ["nås inte med Tab"]}
