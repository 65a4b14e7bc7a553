"""Footnotes of a finished PDF: on the page of their words, tagged, and where they belong when the text is read aloud."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from weasyprint import HTML

from motions.documents import context, render
from motions.documents.context.utlatande import Avsnittstext
from tests import disposition
from tests.documents import bygge
from tests.documents.test_render import agda_mcid, fel, malade_mcid, sidor, strukturelement

STYCKE = (
    "Förvaltningen bedömer att kommunen redan i dag arbetar med frågan och att förutsättningarna är goda. "
    * 5
)


def nota(text: str) -> str:
    return f'<span class="fotnot">{text}</span>'


def med_text(fall: bygge.Fall, text: str) -> context.Tjansteutlatandefakta:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    return replace(fakta, avsnitt=(Avsnittstext("Bakgrund", text),), attsatser=(), bilagor=())


SVAR = (
    f"<h2>Målen{nota('Reglementet, 3 §.')} i korthet</h2><p>Nivån är hög{nota('Budgeten, s. 2.')} i år.</p>"
    f"<h3>Detaljer</h3><ul><li><p>första punkten{nota('Rapport 1.')}</p></li><li><p>andra</p></li></ul>"
    f"<ol><li><p>ett</p></li><li><p>två</p></li></ol>"
    f"<table><tbody><tr><th>År</th></tr><tr><td>2025{nota('Preliminärt.')}</td></tr></tbody></table>"
)
DISPOSITION = [
    "2 Bakgrund",
    "3 Målen i korthet",
    "[1] «Målen»: Reglementet, 3 §.",
    "[2] «hög»: Budgeten, s. 2.",
    "4 Detaljer",
    "- första punkten | andra",
    "[3] «punkten»: Rapport 1.",
    "1. ett | två",
    "[4] «2025»: Preliminärt.",
]


def test_the_outline_is_the_same_in_the_facts_and_in_the_structure_of_the_pdf(fall: bygge.Fall) -> None:
    fakta = med_text(fall, SVAR)
    data, _ = render.render(fakta)
    ur_html, ur_pdf = disposition.ur_fakta(fakta), disposition.ur_pdf(data)
    assert ur_html[-len(DISPOSITION) :] == DISPOSITION
    assert disposition.jamforbara(ur_pdf) == disposition.jamforbara(ur_html)
    assert fel(data) == []


def test_each_note_has_an_id_and_follows_the_reference_to_it(fall: bygge.Fall) -> None:
    data, _ = render.render(med_text(fall, SVAR))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        namn = pdf.Root.StructTreeRoot.IDTree.Names
        noter = [(e, ovan[-1]) for e, ovan in strukturelement(pdf) if str(e.S) == "/Note"]
        assert len(noter) == len(namn) // 2 == 4
        for n, (not_, foralder) in enumerate(noter, start=1):
            assert str(not_.ID) == str(namn[2 * n - 2]) == f"fotnot-{n:05}"
            assert namn[2 * n - 1].objgen == not_.objgen
            assert str(not_.K[0].S) == "/Lbl"
            plats = [k.objgen if isinstance(k, pikepdf.Dictionary) else k for k in foralder.K].index(
                not_.objgen
            )
            hanvisning = foralder.K[plats - 1]
            assert str(hanvisning.S) == "/Reference"
            (lank,) = hanvisning.K
            (objr,) = (k for k in lank.K if isinstance(k, pikepdf.Dictionary) and k.get("/Type") == "/OBJR")
            assert str(objr.Obj.Contents) == f"Fotnot {n}"
        rubriker = [str(r.Title) for r in bokmarken(pdf.Root.Outlines)]
        assert "Målen i korthet" in rubriker
        for sida in pdf.pages:
            lankar = [a.objgen for a in sida.get("/Annots", [])]
            assert len(lankar) == len(set(lankar))


def bokmarken(rot: pikepdf.Object) -> list[pikepdf.Object]:
    """Every bookmark, in order."""
    ut, nasta = [], rot.get("/First")
    while nasta is not None:
        ut += [nasta, *bokmarken(nasta)]
        nasta = nasta.get("/Next")
    return ut


@pytest.mark.parametrize("meningar", range(3, 8))
def test_every_note_stands_on_the_page_of_its_call(fall: bygge.Fall, meningar: int) -> None:
    """Notes of one and two lines, after paragraphs of many lengths: the page breaks fall differently each time."""
    stycken = "".join(
        f"<p>{STYCKE[: 102 * meningar]}Slut{nota(f'Källa nummer {n}. ' * (1 + n % 5))}.</p>"
        for n in range(1, 26)
    )
    data, antal = render.render(med_text(fall, stycken))
    assert antal > 3
    with pikepdf.open(io.BytesIO(data)) as pdf:
        hanvisningar = [e for e, _ in strukturelement(pdf) if str(e.S) == "/Reference"]
        noter = [e for e, _ in strukturelement(pdf) if str(e.S) == "/Note"]
        assert [h.Pg.objgen for h in hanvisningar] == [n.Pg.objgen for n in noter]
        agda = agda_mcid(pdf)
        for n, sida in enumerate(pdf.pages):
            assert len(malade_mcid(sida) - agda[n]) <= 4
    assert fel(data) == []
    assert all(f"Sida {n} ({antal})" in sida for n, sida in enumerate(sidor(data), start=1))


def test_a_document_without_notes_is_laid_out_twice(
    fall: bygge.Fall, monkeypatch: pytest.MonkeyPatch
) -> None:
    gjorda: list[int] = []
    en_gang: Any = HTML.render

    def rakna(*args: Any, **kwargs: Any) -> Any:
        gjorda.append(1)
        return en_gang(*args, **kwargs)

    monkeypatch.setattr(HTML, "render", rakna)
    render.render(med_text(fall, f"<p>{STYCKE}</p>" * 20))
    assert gjorda == [1, 1]


def test_headings_in_a_long_text_have_bookmarks_by_level(fall: bygge.Fall) -> None:
    data, _ = render.render(med_text(fall, "<h3>För djupt</h3><h2>Två</h2><h3>Tre</h3><h2>Två igen</h2>"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        titel = pdf.Root.Outlines.First
        bakgrund = titel.First.Next
        assert str(bakgrund.Title) == "Bakgrund"
        assert [str(b.Title) for b in bokmarken(bakgrund)] == ["För djupt", "Två", "Tre", "Två igen"]
        assert str(bakgrund.First.Next.First.Title) == "Tre"
        nivaer = [int(str(e.S)[2]) for e, _ in strukturelement(pdf) if str(e.S).startswith("/H")]
    assert all(b - a <= 1 for a, b in pairwise(nivaer))
