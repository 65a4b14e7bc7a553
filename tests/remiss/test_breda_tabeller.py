"""A table that no page can hold stops the text before it is frozen, with a sentence that says which one it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.apart import TidError
from motions.documents import table_check
from motions.documents.typesetting import SATTNING
from motions.models import Tjansteutlatande
from motions.utlatandet import attsatser
from remiss.hinder import HindradError
from remiss.workflow import perform
from tests import texten as utlatandetext
from tests.documents.test_wide_tables import tabell
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande

FOR_BRED = tabell(40, "kommunfullmäktige")
MENING = (
    "Tabell 2 i avsnittet Bakgrund är för bred för pappret, också på en liggande sida. Dela upp den i två tabeller eller korta "
    "det som står i cellerna."
)


def klart_att_skicka(varld: Varld, bakgrund: str) -> Tjansteutlatande:
    """A whole draft whose background is this."""
    utlatande = nytt_utlatande(varld)
    for avsnitt in utlatande.avsnitt.all():
        text = bakgrund if avsnitt.nyckel == "bakgrund" else f"<p>Text om {avsnitt.nyckel}.</p>"
        utlatandetext.spara_avsnitt(
            utlatande,
            avsnitt.nyckel,
            text=text,
            bas_version=avsnitt.version,
            by=varld.handlaggare,
            at=varld.at,
        )
    utlatandetext.lagg_till_sats(utlatande, text="Nämnden avslår motionen.")
    for attsats in attsatser(utlatande.arenden.all()):
        utlatandetext.svara_attsats(utlatande, attsats.pk, svar="avstyrks", motivering="", bas_version=0)
    return utlatande


def test_a_text_with_a_table_that_fits_nowhere_is_not_sent(varld: Varld) -> None:
    utlatande = klart_att_skicka(varld, f"{tabell(3)}<p>Och.</p>{FOR_BRED}")
    with pytest.raises(HindradError) as fel:
        perform(utlatande, "skicka_for_godkannande", by=varld.handlaggare, at=varld.at)
    assert MENING in str(fel.value)
    assert not utlatande.versioner.exists()
    sida = inloggad(varld.handlaggare).get(reverse("utlatande", args=[utlatande.pk])).content.decode()
    assert MENING in " ".join(sida.split())


@pytest.mark.parametrize(
    "bakgrund",
    [
        tabell(13),
        tabell(4, "arbetsmarknadsförvaltningens"),
        f"<ul><li><p>Punkt</p>{tabell(12)}</li></ul>",
        "<p>Ingen tabell.</p>",
    ],
)
def test_a_table_that_a_page_can_hold_is_sent(varld: Varld, bakgrund: str) -> None:
    utlatande = klart_att_skicka(varld, bakgrund)
    perform(utlatande, "skicka_for_godkannande", by=varld.handlaggare, at=varld.at)
    assert utlatande.versioner.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        FOR_BRED,
        tabell(2, "ordsomaldrigtarslut" * 20),
        f"<blockquote>{tabell(30, 'verksamhetsområde')}</blockquote>",
        "<table><tbody><tr>"
        + "<td colspan='3'>x</td><td>kommunfullmäktige</td>" * 30
        + "</tr></tbody></table>",
        "<table><tbody><tr><td><table><tbody><tr>"
        + "<td>kommunfullmäktige</td>" * 35
        + "</tr></tbody></table></td></tr></tbody></table>",
    ],
)
def test_whatever_makes_a_table_too_wide_is_found(text: str) -> None:
    assert table_check.for_breda([("Kort", tabell(2)), ("Bakgrund", text)]) == (("Bakgrund", 1),)


def test_an_ordinary_table_is_judged_without_a_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    def inte(*_: object) -> None:
        raise AssertionError("Tabellen lades ut.")

    monkeypatch.setattr(SATTNING, "gor", inte)
    assert table_check.for_breda([("A", tabell(5, "verksamhet")), ("B", "<p>text</p>")]) == ()


def test_a_text_whose_tables_take_too_long_is_stopped_with_a_sentence(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def for_lange(*_: object) -> None:
        raise TidError("Det tog mer än 120 sekunder och avbröts.")

    utlatande = klart_att_skicka(varld, tabell(39, "kommunstyrelsen"))
    monkeypatch.setattr(SATTNING, "gor", for_lange)
    with pytest.raises(HindradError, match=r"kan inte läggas ut på papper\. Det tog mer än 120 sekunder"):
        perform(utlatande, "skicka_for_godkannande", by=varld.handlaggare, at=varld.at)
