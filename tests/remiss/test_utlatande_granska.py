"""The chef's reading: what has changed since this chef last read, word by word."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.models import Tjansteutlatande
from motions.text.word_diff import skillnad, skillnad_text
from motions.utlatandet import attsatser
from remiss.workflow import perform
from tests import texten as utlatandetext
from tests.factories import Varld
from tests.fakta import utfor
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande


def skriv(varld: Varld, utlatande: Tjansteutlatande, nyckel: str, text: str) -> None:
    version = utlatande.avsnitt.get(nyckel=nyckel).version
    utlatandetext.spara_avsnitt(
        utlatande, nyckel, text=text, bas_version=version, by=varld.handlaggare, at=varld.at
    )


@pytest.fixture
def skickat(varld: Varld) -> Tjansteutlatande:
    """A whole utlåtande that lies with its first chef."""
    utlatande = nytt_utlatande(varld)
    for avsnitt in utlatande.avsnitt.all():
        skriv(varld, utlatande, avsnitt.nyckel, f"<p>Text om {avsnitt.nyckel}.</p>")
    utlatandetext.lagg_till_sats(utlatande, text="Nämnden avslår motionen.")
    for attsats in attsatser(utlatande.arenden.all()):
        utlatandetext.svara_attsats(
            utlatande, attsats.pk, svar="avstyrks", motivering="Det finns redan.", bas_version=0
        )
    perform(utlatande, "skicka_for_godkannande", by=varld.handlaggare, at=varld.at)
    return utlatande


def aterlamna_och_andra(varld: Varld, utlatande: Tjansteutlatande) -> None:
    las(varld, utlatande)
    utfor(
        utlatande,
        "aterlamna",
        by=varld.avdelningschef,
        at=varld.at,
        kommentar="Skriv om kostnaden.",
    )
    skriv(varld, utlatande, "bakgrund", "<p>Text om bakgrund och kostnad.</p>")
    sats = utlatande.beslutssatser.get()
    utlatandetext.andra_sats(utlatande, sats.pk, text="Nämnden bifaller motionen.", bas_version=1)
    perform(utlatande, "skicka_for_godkannande", by=varld.handlaggare, at=varld.at)


def las(varld: Varld, utlatande: Tjansteutlatande, vem: str = "avdelningschef", fraga: str = "") -> str:
    answer = inloggad(getattr(varld, vem)).get(reverse("utlatande_granska", args=[utlatande.pk]) + fraga)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_version_is_read_without_marks(varld: Varld, skickat: Tjansteutlatande) -> None:
    page = las(varld, skickat)
    assert "första versionen" in page
    assert "Text om bakgrund." in page
    assert "<ins>" not in page
    assert "Godkänn" in page


def test_what_changed_since_the_chef_returned_it_is_marked_in_words_and_by_strike(
    varld: Varld, skickat: Tjansteutlatande
) -> None:
    aterlamna_och_andra(varld, skickat)
    page = las(varld, skickat)
    assert "Ändrat sedan du läste" in page
    assert "<del>avslår</del> <ins>bifaller</ins> motionen." in page
    assert "bakgrund <ins>och kostnad</ins>." in page
    assert "i 2 delar sedan version 1" in page
    assert "Skriv om kostnaden." in page


def test_a_chef_who_read_neither_sees_what_the_latest_version_changed(
    varld: Varld, skickat: Tjansteutlatande
) -> None:
    aterlamna_och_andra(varld, skickat)
    assert "Ändrat sedan förra versionen" in las(varld, skickat, "forvaltningschef")


def test_the_marks_can_be_left_out(varld: Varld, skickat: Tjansteutlatande) -> None:
    aterlamna_och_andra(varld, skickat)
    page = las(varld, skickat, fraga="?visa=ren")
    assert "<del>" not in page
    assert "Nämnden bifaller motionen." in page


def test_who_has_signed_stands_beside_the_text(varld: Varld, skickat: Tjansteutlatande) -> None:
    utfor(skickat, "godkann", by=varld.avdelningschef, at=varld.at)
    page = las(varld, skickat, "forvaltningschef")
    assert "Karin Ek" in page
    assert "Väntar" in page


def test_a_returned_draft_tells_its_author_why(varld: Varld, skickat: Tjansteutlatande) -> None:
    utfor(skickat, "aterlamna", by=varld.avdelningschef, at=varld.at, kommentar="Skriv om kostnaden.")
    page = inloggad(varld.handlaggare).get(reverse("utlatande", args=[skickat.pk])).content.decode()
    assert "Karin Ek återlämnade texten" in page
    assert "Skriv om kostnaden." in page


def test_a_draft_that_was_never_sent_has_nothing_to_review(varld: Varld) -> None:
    utlatande = nytt_utlatande(varld)
    answer = inloggad(varld.avdelningschef).get(reverse("utlatande_granska", args=[utlatande.pk]))
    assert answer.url == reverse("utlatande", args=[utlatande.pk])  # type: ignore[attr-defined]


def test_other_namnders_chefer_do_not_find_it(varld: Varld, skickat: Tjansteutlatande) -> None:
    url = reverse("utlatande_granska", args=[skickat.pk])
    assert inloggad(varld.andra_avdelningschef).get(url).status_code == 404


@pytest.mark.parametrize(
    ("fore", "efter", "html"),
    [
        ("<p>a b c</p>", "<p>a x c</p>", "<p>a <del>b</del> <ins>x</ins> c</p>"),
        ("<p>a</p>", "<p>a</p><p>ny rad</p>", "<p>a</p><p><ins>ny rad</ins></p>"),
        (
            "<ul><li><p>x</p></li><li><p>y</p></li></ul>",
            "<ul><li><p>x</p></li></ul>",
            "<ul><li><p>x</p></li><li><del>y</del></li></ul>",
        ),
        ("<p>ett, två.</p>", "<p>ett.</p>", "<p>ett<del>, två</del>.</p>"),
        ("<p>a &amp; b</p>", "<p>a &lt; b</p>", "<p>a <del>&amp;</del> <ins>&lt;</ins> b</p>"),
        ("<p>fet text</p>", "<p><strong>fet</strong> text</p>", "<p><strong>fet</strong> text</p>"),
        ("<p>borta</p>", "", "<p><del>borta</del></p>"),
        ("", "", ""),
    ],
)
def test_words_that_came_and_went_are_marked_where_they_stand(fore: str, efter: str, html: str) -> None:
    assert skillnad(fore, efter).html == html


def test_a_removed_table_row_is_set_outside_the_table() -> None:
    rad = "<tr><td><p>{}</p></td></tr>"
    tabell = "<table><tbody>{}</tbody></table>"
    jamfort = skillnad(tabell.format(rad.format("a") + rad.format("b")), tabell.format(rad.format("a")))
    assert jamfort.html == tabell.format(rad.format("a")) + "<p><del>b</del></p>"
    assert (jamfort.nya, jamfort.borttagna) == (0, 1)


def test_plain_text_is_escaped_before_it_is_compared() -> None:
    assert skillnad_text("a <b>", "a <i>").html == "<p>a &lt;<del>b</del><ins>i</ins>&gt;</p>"
