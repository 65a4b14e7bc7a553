"""A document that was given up is said to be so wherever somebody waits for it, with the way to have it made again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from motions.documents.framstall import framstall
from motions.models import Dokument
from motions.systemet import systemet
from remiss import jobs
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import PDF, Vag

pytestmark = pytest.mark.django_db

SAGT = "kunde inte göras"


def ge_upp(dokument: Dokument | None) -> Dokument:
    """No worker could make it."""
    assert dokument is not None
    jobs.notera_renderingsfel(dokument.pk, "Det tog mer än 60 sekunder och avbröts.", ge_upp=True)
    return dokument


def sidan(vag: Vag, vem: str, namn: str, *args: object) -> str:
    """What a person reads on a page."""
    return str(inloggad(vag.varld.alla()[vem]).get(reverse(namn, args=args)).content.decode())


def igen(dokument: Dokument) -> str:
    """The page where it is made again."""
    return f'href="{reverse("dokument", args=[dokument.pk])}"'


@pytest.fixture
def utan_svar(varld: Varld) -> tuple[Vag, Dokument]:
    """An ärende that is justerat, whose svar could not be made."""
    vag = Vag(varld).till_justerat()
    return vag, ge_upp(Dokument.objects.get(svar__arende=vag.arende))


def test_the_arende_says_so_of_its_svar_and_leads_to_another_try(utan_svar: tuple[Vag, Dokument]) -> None:
    vag, svar = utan_svar
    for vem in ("sekreterare", "registrator", "handlaggare"):
        text = sidan(vag, vem, "arende", vag.arende.pk)
        assert f"Svar {SAGT}" in text, vem
        assert igen(svar) in text, vem
        assert "Svaret framställs fortfarande" not in text, vem


def test_the_form_that_sends_the_svar_says_so(utan_svar: tuple[Vag, Dokument]) -> None:
    vag, svar = utan_svar
    text = sidan(vag, "sekreterare", "akt", "arende", vag.arende.pk, "expediera")
    assert f"Svaret {SAGT}" in text
    assert "framställs fortfarande" not in text
    assert igen(svar) in text


def test_a_svar_that_is_on_its_way_is_still_said_to_be(varld: Varld) -> None:
    vag = Vag(varld).till_justerat()
    text = sidan(vag, "sekreterare", "akt", "arende", vag.arende.pk, "expediera")
    assert "Svaret framställs fortfarande" in text
    assert SAGT not in text
    assert SAGT not in sidan(vag, "sekreterare", "skrivbord")


def test_the_desk_of_the_sekreterare_says_so_of_a_svar(utan_svar: tuple[Vag, Dokument]) -> None:
    vag, svar = utan_svar
    klient = inloggad(vag.varld.sekreterare)
    fore = klient.get(reverse("skrivbord"))
    assert "Kunde inte göras <small>1</small>" in fore.content.decode()
    assert "svaret kan skickas" not in fore.content.decode()
    svar.renderingsfel.delete()
    efter = klient.get(reverse("skrivbord"))
    assert "Kunde inte göras" not in efter.content.decode()
    assert "svaret kan skickas" in efter.content.decode()
    assert efter.context["vantar"] == fore.context["vantar"]


def test_a_handling_that_was_given_up_is_said_to_be_and_hinders_the_closing(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    onskad_on = vag.idag + timedelta(days=60)
    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, onskad_on=onskad_on, skal="Fler måste höras.")
    begaran = ge_upp(Dokument.objects.get(handling__arende=vag.arende))
    for vem in ("registrator", "handlaggare"):
        text = sidan(vag, vem, "arende", vag.arende.pk)
        assert f"<small>{SAGT}</small>" in text
        assert "framställs" not in text
        assert igen(begaran) in text
    text = sidan(vag, "registrator", "skrivbord")
    assert "Kunde inte göras <small>1</small>" in text
    assert vag.arende.dnr in text.partition("Kunde inte göras")[2]
    assert "Kunde inte göras" not in sidan(vag, "sekreterare", "skrivbord")


def test_what_was_given_up_and_not_what_is_on_its_way_is_why_an_arende_cannot_be_closed(varld: Varld) -> None:
    vag = Vag(varld).till_justerat()
    utdrag = Dokument.objects.get(handling__arende=vag.arende, slag="utdrag")
    for d in Dokument.objects.filter(framstallning=None).exclude(pk=utdrag.pk):
        framstall(
            d,
            by=systemet(at=vag.nu),
            at=vag.nu,
            rendera=lambda slag, fakta, sha256: (PDF + sha256.encode(), 1),
        )
    vag.gor(vag.arende, "expediera", varld.sekreterare, satt="epost", adress="ks@exempel.invalid")
    assert "framställs fortfarande" in sidan(vag, "registrator", "akt", "arende", vag.arende.pk, "avsluta")
    ge_upp(utdrag)
    text = sidan(vag, "registrator", "akt", "arende", vag.arende.pk, "avsluta")
    assert f"{utdrag.handling.rubrik} {SAGT}" in text
    assert igen(utdrag) in text
    assert "framställs" not in text
    assert "Kunde inte göras <small>1</small>" in sidan(vag, "sekreterare", "skrivbord")


def test_the_protokoll_says_so_and_the_desk_of_the_sekreterare(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade().till_justering()
    assert "PDF" in sidan(vag, "sekreterare", "protokoll", vag.protokoll.pk)
    text = ge_upp(vag.protokoll.dokument)
    sida = sidan(vag, "sekreterare", "protokoll", vag.protokoll.pk)
    assert f"PDF-filen {SAGT}" in sida
    assert igen(text) in sida
    skrivbord = sidan(vag, "sekreterare", "skrivbord")
    assert "Kunde inte göras <small>1</small>" in skrivbord
    assert str(vag.protokoll) in skrivbord.partition("Kunde inte göras")[2].partition("</section>")[0]


def test_the_kallelse_is_said_to_be_on_its_sitting_and_on_the_desk(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()
    kallelse = ge_upp(Dokument.objects.get(handling__sammantrade=vag.sammantrade))
    assert igen(kallelse) in sidan(vag, "sekreterare", "sammantrade", vag.sammantrade.pk)
    sida = sidan(vag, "sekreterare", "sammantrade", vag.sammantrade.pk)
    assert SAGT in sida
    assert "framställs" not in sida
    skrivbord = sidan(vag, "sekreterare", "skrivbord")
    assert "Kunde inte göras <small>1</small>" in skrivbord
    assert str(vag.sammantrade) in skrivbord.partition("Kunde inte göras")[2].partition("</section>")[0]


def test_the_page_of_a_document_says_one_thing_of_it(varld: Varld) -> None:
    vag = Vag(varld).till_justerat()
    svar = Dokument.objects.get(svar__arende=vag.arende)
    alla = ("väntar på sin tur", "Det gick inte att göra", "Öppna svar")

    def sagt() -> list[str]:
        text = sidan(vag, "sekreterare", "dokument", svar.pk)
        assert "görs nu" not in text
        return [ord_ for ord_ in alla if ord_ in text]

    assert sagt() == ["väntar på sin tur"]
    ge_upp(svar)
    assert sagt() == ["Det gick inte att göra"]
    vag.framstall()
    assert sagt() == ["Öppna svar"]
