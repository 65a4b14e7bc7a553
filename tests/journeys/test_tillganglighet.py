"""Every page, as one who may open it: axe, keyboard, dark and forced colours, and 400 % zoom (EN 301 549, WCAG 2.2 AA).

One program and one load of each page serve all of it; each test then holds what was found of one kind to be nothing.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import program
from tests.journeys.resa import Resa
from tests.journeys.tillganglighet import BRED, Fynd, granska, undantag
from tests.remiss.test_access_matrix import rader
from tests.sidor import sort_av

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def fynd(malldatabas: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Fynd:
    """All that was found on all pages."""
    fynd = Fynd()
    kontroller: set[str] = set()
    with program(malldatabas, chromium, tmp_path_factory.mktemp("program"), seed="seed_varje_slag") as (
        resa,
        ut,
    ):
        for vem, sidor in _per_person(ut["sidor"]).items():
            context = chromium.new_context(viewport=BRED, locale="sv-SE", reduced_motion="reduce")
            if vem in ut["sessioner"]:
                context.add_cookies([{"name": "sessionid", "value": ut["sessioner"][vem], "url": resa.bas}])
            page = context.new_page()
            page.on("pageerror", lambda e: resa.fel.append(str(e)))
            for sida in sidor:
                vad = f"{vem} {sida['namn']} {sida['stig']}{' tomt' if sida['tomt'] else ''}"
                fynd.namn.add(sida["namn"].split()[0])
                _oppna(page, resa, sida)
                granska(page, vad, fynd, kontroller)
            context.close()
    return fynd


def _per_person(sidor: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    delade: dict[str, list[dict[str, Any]]] = {}
    for sida in sidor:
        delade.setdefault(sida["vem"], []).append(sida)
    return delade


def _oppna(page: Page, resa: Resa, sida: dict[str, Any]) -> None:
    """Open the page; where its form is to be sent in empty, send it past the browser's own questions."""
    page.goto(resa.bas + sida["stig"])
    if sida["tomt"]:
        with page.expect_navigation():
            page.evaluate(
                "() => { const f = document.querySelector('main form[method=post]'); f.noValidate = true; f.requestSubmit(); }"
            )


INGA_SIDOR = {
    "halsa": "for machines", "halsa_matt": "for machines",
    "kalender": "for calendar programs", "handling_fil": "a file", "dokument_pdf": "a file",
    "arenden_csv": "a file", "bilaga": "a file", "postfil": "a file", "post_sok": "a part of the page of a letter",
    "registrera_dubbletter": "a part of the page of registering",
    "sammantrade_dagar": "a part of the page of planning", "las_in_mall": "a file",
    "ny_kommun_exempel": "a part of the page of the nämnd", "dag": "the words beside a field of a day",
    "logga_in_igen": "a dialog over a page",
}  # fmt: skip
"""Addresses that somebody is answered 200 at and that are no page of their own."""


def test_every_page_of_the_access_table_was_reached_by_a_link_and_looked_at(fynd: Fynd) -> None:
    sidor = {sort_av(namn) for namn, _, metod, svar in rader() if metod == "GET" and "200" in svar}

    assert sidor - fynd.namn - set(INGA_SIDOR) == set()
    assert fynd.stopp > 500


def test_axe_finds_nothing(fynd: Fynd) -> None:
    assert fynd.axe == []


def test_what_axe_could_not_decide_has_its_reason(fynd: Fynd) -> None:
    kanda = undantag()
    otydligt = [
        rad for rad in fynd.otydligt if not any(f"{regel} " in rad and mal in rad for regel, mal, _ in kanda)
    ]

    assert otydligt == []


def test_every_reason_is_still_needed(fynd: Fynd) -> None:
    assert [
        (r, m) for r, m, _ in undantag() if not any(f"{r} " in rad and m in rad for rad in fynd.otydligt)
    ] == []


def test_the_dark_scheme_has_its_contrasts(fynd: Fynd) -> None:
    assert fynd.mork == []


def test_tab_reaches_everything_and_focus_is_always_in_sight(fynd: Fynd) -> None:
    assert fynd.tangentbord == []


def test_focus_is_seen_in_forced_colours(fynd: Fynd) -> None:
    assert fynd.tvingat == []


def test_the_dialogs_are_well_and_let_go(fynd: Fynd) -> None:
    assert fynd.dialog == []


def test_no_text_is_cut_off_when_it_is_set_wide(fynd: Fynd) -> None:
    assert fynd.avstand == []


def test_no_page_scrolls_sideways_at_400_percent(fynd: Fynd) -> None:
    assert fynd.smalt == []


# that the grid sees what is wrong

BRA = """<!doctype html><html lang="sv"><head><meta name="viewport" content="width=device-width"><title>Bra</title><style>
  body { margin: 0; background: light-dark(#fff, #111); color: light-dark(#111, #eee); color-scheme: light dark; }
  button { min-height: 3rem; background: light-dark(#fff, #111); color: light-dark(#111, #eee); }
  :focus-visible { outline: 3px solid; } %s</style></head>
  <body><main><h1>Bra</h1><button>Ett</button> <button id="tva">Två</button> %s <button id="sist">Sist</button></main></body>
  </html>"""


@pytest.mark.parametrize(
    ("slag", "stil", "kod", "ord_"),
    [
        ("axe", "", "<img src='data:,'>", "image-alt"),
        ("axe", "i { font-style: normal; } button.p { all: unset; display: inline-block; width: 9px; height: 9px; }",
         "<button class=p aria-label=a></button><button class=p aria-label=b></button>", "target-size"),
        ("axe", "p { color: #aaa; }", "<p>Blekt</p>", "color-contrast"),
        ("mork", "@media (prefers-color-scheme: dark) { p { color: #333; } }", "<p>Mörkt på mörkt</p>", "color-contrast"),
        ("mork", "", "<details><summary>Mer</summary><input></details>", "label"),
        ("tangentbord", "#tva:focus { outline: none; }", "", "ingen synlig fokusram"),
        ("tangentbord", "aside { position: fixed; inset: 0; background: #fff; }", "<aside>Täcker</aside>", "täckt"),
        ("tangentbord", "#tva { position: absolute; left: -9999px; }", "", "utanför fönstret"),
        ("tangentbord", "", "<input aria-label=f onkeydown='event.key == \"Tab\" && event.preventDefault()'>", "nås inte"),
        ("tvingat", "@media (forced-colors: active) { #tva:focus { outline: none; } }", "", "tvingade färger"),
        ("dialog", "", "<dialog><h2>Ja</h2><img src='data:,'><button data-stang>Nej</button></dialog>", "image-alt"),
        ("dialog", "", "<dialog oncancel='event.preventDefault()'><button data-stang>Nej</button></dialog>", "Esc"),
        ("avstand", "p { height: 1.2em; width: 6em; overflow: hidden; white-space: nowrap; }", "<p>Ryms nätt</p>", "p."),
        ("smalt", "table { width: 500px; }", "<table><tr><td>Bred</td></tr></table>", "table"),
    ],
)  # fmt: skip
def test_the_grid_sees_what_is_wrong(chromium: Browser, slag: str, stil: str, kod: str, ord_: str) -> None:
    fynd = _fynd_pa(chromium, BRA % (stil, kod))

    assert any(ord_ in rad for rad in getattr(fynd, slag)), fynd


def test_the_grid_finds_nothing_on_a_good_page_and_lets_a_table_scroll_in_its_wrapper(
    chromium: Browser,
) -> None:
    bred = "<div style='overflow-x: auto' tabindex=0 role=region aria-label=Tabell><table style='width: 500px'></table></div>"

    fynd = _fynd_pa(chromium, BRA % ("", bred))

    assert fynd == Fynd(sidor=1, stopp=4)


def _fynd_pa(chromium: Browser, html: str) -> Fynd:
    context = chromium.new_context(viewport=BRED)
    page = context.new_page()
    page.set_content(html)
    fynd = Fynd()
    granska(page, "sidan", fynd, set())
    context.close()
    return fynd
