"""A mail that is on its way is neither sent nor done, and what is closed meanwhile is closed with a word that is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motions.documents.framstall import framstall
from motions.models import Anvandare, Arende, Dokument, Expediering, Handelse, Handling
from motions.systemet import systemet
from remiss import jobs
from remiss.drift.halsa import halsan
from remiss.facts.expediering import KvitteraMejl
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from tests.factories import Varld
from tests.remiss.test_uppladdning import en_pdf
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

BUDET = "Lämnat med bud till receptionen."


def mejlet(vag: Vag) -> Utskick:
    """The mail of the ärende that was written last."""
    return Utskick.objects.filter(arende=vag.arende).latest("pk")


def i_kon(vag: Vag) -> Vag:
    """The mail server has not taken it yet."""
    Utskick.objects.filter(pk=mejlet(vag).pk).update(skickat_at=None)
    return vag


def ge_upp(vag: Vag) -> Vag:
    """The mail server will not take it."""
    jobs.notera_sandningsfel(mejlet(i_kon(vag)).pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    return vag


def kvitterat(vag: Vag) -> Vag:
    """And it need not be sent."""
    ge_upp(vag)
    facts = KvitteraMejl(mejlet(vag).pk, BUDET)
    edit(edits.KVITTERA_MEJL, vag.arende, facts, by=vag.varld.registrator, at=vag.nu)
    return vag


def sidan(vem: Anvandare, namn: str, *args: object) -> str:
    svar: Any = inloggad(vem).get(reverse(namn, args=args))
    return str(svar.getvalue().decode())


def avsluta(klient: Client, vag: Vag, **falt: str) -> int:
    adress = reverse("akt", args=["arende", vag.arende.pk, "avsluta"])
    return klient.post(adress, {"nyckel": ny_nyckel(), **falt}).status_code


@pytest.fixture
def expedierat(varld: Varld) -> Vag:
    """An ärende whose svar has been given to the mail server."""
    return Vag(varld).till_justerat().anslag().expediera()


# closing


def test_it_is_not_closed_without_a_word_while_its_svar_is_on_its_way(expedierat: Vag, varld: Varld) -> None:
    klient = inloggad(varld.registrator)
    assert "Inte skickat än" not in sidan(varld.registrator, "akt", "arende", expedierat.arende.pk, "avsluta")
    i_kon(expedierat)
    assert "Inte skickat än" in sidan(varld.registrator, "akt", "arende", expedierat.arende.pk, "avsluta")
    assert avsluta(klient, expedierat) == 422
    assert Arende.objects.get(pk=expedierat.arende.pk).state == "expedierat"
    assert avsluta(klient, expedierat, skal_for_varning=BUDET) == 302
    assert Arende.objects.get(pk=expedierat.arende.pk).state == "avslutat"
    ge_upp(expedierat)
    assert "Ej skickat" not in sidan(varld.registrator, "skrivbord")
    assert halsan().matt["ej_skickade_mejl"] == 0


def test_one_that_fails_after_a_close_that_nobody_was_asked_at_stands_on_the_desks(
    expedierat: Vag, varld: Varld
) -> None:
    """As the installations have them where nobody was asked."""
    assert avsluta(inloggad(varld.registrator), expedierat) == 302
    ge_upp(expedierat)
    assert "Ej skickat" in sidan(varld.registrator, "skrivbord")
    assert "Ej skickat" in sidan(varld.sekreterare, "skrivbord")
    assert halsan().matt["ej_skickade_mejl"] == 1


def test_one_that_is_sent_again_after_the_close_and_fails_again_is_told(
    expedierat: Vag, varld: Varld
) -> None:
    ge_upp(expedierat)
    klient = inloggad(varld.registrator)
    assert avsluta(klient, expedierat, skal_for_varning=BUDET) == 302
    assert halsan().matt["ej_skickade_mejl"] == 0
    igen = reverse("arende_skicka_igen", args=[expedierat.arende.pk, mejlet(expedierat).pk])
    klient.post(igen, {"nyckel": ny_nyckel(), "till": "ny@exempel.invalid"})
    ge_upp(expedierat)
    assert halsan().matt["ej_skickade_mejl"] == 1
    assert "Ej skickat" in sidan(varld.registrator, "skrivbord")


def test_a_failed_mail_is_cleared_with_a_word_that_the_history_keeps(expedierat: Vag, varld: Varld) -> None:
    ge_upp(expedierat)
    adress = reverse("arende_kvittera_mejl", args=[expedierat.arende.pk, mejlet(expedierat).pk])
    klient = inloggad(varld.registrator)
    utan = klient.post(adress, {"nyckel": ny_nyckel(), "skal": " "}, follow=True)
    assert "Skriv hur det har nått fram" in utan.content.decode()
    assert halsan().matt["ej_skickade_mejl"] == 1
    klient.post(adress, {"nyckel": ny_nyckel(), "skal": BUDET})
    assert halsan().matt["ej_skickade_mejl"] == 0
    assert "Ej skickat" not in sidan(varld.registrator, "skrivbord")
    assert BUDET in sidan(varld.registrator, "arendehistorik", expedierat.arende.pk)


def test_a_word_that_was_typed_is_kept_when_what_was_warned_of_has_passed(
    expedierat: Vag, varld: Varld
) -> None:
    """In another tab it was sent again, and went."""
    assert avsluta(inloggad(varld.registrator), expedierat, skal_for_varning=BUDET) == 302
    assert BUDET in sidan(varld.registrator, "arendehistorik", expedierat.arende.pk)


def test_a_word_that_is_too_long_is_refused_beside_its_field_also_then(expedierat: Vag, varld: Varld) -> None:
    adress = reverse("akt", args=["arende", expedierat.arende.pk, "avsluta"])
    for_langt = "Buden kom. " * 300
    svar = inloggad(varld.registrator).post(adress, {"nyckel": ny_nyckel(), "skal_for_varning": for_langt})
    assert svar.status_code == 422
    assert for_langt.strip() in svar.content.decode()
    assert 'id="id_skal_for_varning"' in svar.content.decode()


# what says that it is done


def test_no_page_says_that_a_svar_on_its_way_is_sent_or_done(expedierat: Vag, varld: Varld) -> None:
    arende = expedierat.arende.pk
    assert "Svar skickat" in sidan(varld.registrator, "arende", arende)
    i_kon(expedierat)
    text = sidan(varld.registrator, "arende", arende)
    assert "Svar skickat" not in text
    assert "Svar, på väg" in text
    assert "Klart" not in text.partition("</h1>")[2].partition("</p>")[0]
    assert "kan avslutas <small>0</small>" in sidan(varld.registrator, "skrivbord")


@pytest.mark.parametrize(
    ("hur", "sagt"), [(i_kon, "på väg"), (ge_upp, "ej skickat"), (kvitterat, "se historiken")]
)
def test_of_two_svar_the_one_whose_mail_was_not_sent_is_said_not_to_be(
    expedierat: Vag, varld: Varld, hur: Callable[[Vag], Vag], sagt: str
) -> None:
    hur(expedierat)
    forsta = Expediering.objects.get(arende=expedierat.arende)
    senare = expedierat.nu + timedelta(hours=1)
    pa_papper: Handling = Handling.objects.registrera(
        arende=expedierat.arende,
        slag="svar",
        riktning="expedierad",
        datum_on=senare.date(),
        rubrik="Svaret",
        offentlig_rubrik="Svaret",
        filnamn="svar.pdf",
        fil=forsta.fil,
        registrerad_at=senare,
        registrerad_by=varld.sekreterare,
    )
    Expediering.objects.create(
        arende=expedierat.arende,
        handling=pa_papper,
        fil=forsta.fil,
        mottagare="Länsstyrelsen",
        satt="post",
        expedierad_at=senare,
        expedierad_by=varld.sekreterare,
    )
    fakta = sidan(varld.registrator, "arende", expedierat.arende.pk).partition('id="fakta')[2]
    fore, _, efter = fakta.partition("Svar skickat")
    assert sagt in fore
    assert sagt not in efter


@pytest.mark.parametrize(("hur", "sagt"), [(i_kon, "på väg"), (ge_upp, "ej skickat")])
def test_the_lists_and_the_frister_say_that_it_is_not_sent(
    expedierat: Vag, varld: Varld, hur: Callable[[Vag], Vag], sagt: str
) -> None:
    klar = "Svaret har gått. Ärendet kan avslutas."
    assert klar in sidan(varld.registrator, "frister")
    assert "Klart" in sidan(varld.registrator, "arenden").partition("<tbody>")[2]
    hur(expedierat)
    assert klar not in sidan(varld.registrator, "frister")
    for vem in ("handlaggare", "registrator", "sekreterare"):
        assert f"Svaret är {sagt}" in sidan(varld.alla()[vem], "frister"), vem
    lista = sidan(varld.registrator, "arenden").partition("<tbody>")[2]
    assert "Klart" not in lista
    assert f"Expedierat, {sagt}" in lista
    assert f"Expedierat, {sagt}" in sidan(varld.registrator, "arenden_csv")
    egna = sidan(varld.handlaggare, "skrivbord")
    assert "Klart" not in egna
    assert f"Expedierat, {sagt}" in egna


def test_a_late_one_is_late_until_it_is_sent(expedierat: Vag, varld: Varld) -> None:
    Arende.objects.filter(pk=expedierat.arende.pk).update(frist_on=expedierat.idag - timedelta(days=3))
    klient, adress = inloggad(varld.registrator), reverse("arenden") + "?remisstid=forsenat"
    titel = expedierat.arende.titel
    assert titel not in klient.get(adress).content.decode()
    ge_upp(expedierat)
    assert titel in klient.get(adress).content.decode()
    assert titel in sidan(varld.revisor, "skrivbord")


# a request for more time


@pytest.fixture
def begart(varld: Varld) -> Vag:
    """An ärende in which anstånd is asked for, by mail."""
    vag = Vag(varld).registrera().tilldela()
    varld.remittent.epost = "ks@exempel.invalid"
    type(varld.remittent).objects.filter(pk=varld.remittent.pk).update(epost="ks@exempel.invalid")
    vag.arende.refresh_from_db()
    onskad_on = vag.idag + timedelta(days=90)
    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, onskad_on=onskad_on, skal="Fler måste höras.")
    Utskick.objects.filter(arende=vag.arende).update(skickat_at=vag.nu)
    return vag


def test_a_request_that_was_not_sent_is_nowhere_called_sent(begart: Vag, varld: Varld) -> None:
    arende = begart.arende.pk
    text = sidan(varld.handlaggare, "arende", arende)
    assert "<td>Expedierad, " in text
    assert "väntar på besked" in text
    ge_upp(begart)
    text = sidan(varld.handlaggare, "arende", arende)
    assert "<td>Expedierad, " not in text
    assert "<td>Ej skickad, " in text
    assert "väntar på besked" not in text
    assert "Begäran om anstånd är ej skickad" in text
    assert "Begäran skickades" not in sidan(varld.handlaggare, "frister")


def test_its_pdf_is_not_said_to_be_expedierad(begart: Vag, varld: Varld) -> None:
    data, dokument = en_pdf(), Dokument.objects.get(handling__arende=begart.arende)
    framstall(dokument, by=systemet(at=begart.nu), at=begart.nu, rendera=lambda *fakta: (data, 1))

    def omdome(vem: Anvandare) -> str:
        falt = {"nyckel": ny_nyckel(), "fil": SimpleUploadedFile("fil.pdf", data)}
        text = inloggad(vem).post(reverse("kontrollera"), falt).content.decode()
        return str(text.partition('id="omdome"')[2].partition("</h2>")[0])

    assert "Äkta, expedierad" in omdome(varld.registrator)
    ge_upp(begart)
    for vem in (varld.registrator, varld.andra_handlaggare):
        assert "Äkta, men inte skickad" in omdome(vem)


def test_the_handlaggare_sees_it_on_the_desk_and_may_send_it_again(begart: Vag, varld: Varld) -> None:
    assert "Ej skickat" not in sidan(varld.handlaggare, "skrivbord")
    ge_upp(begart)
    skrivbord = sidan(varld.handlaggare, "skrivbord")
    assert "Ej skickat <small>1</small>" in skrivbord
    igen = reverse("arende_skicka_igen", args=[begart.arende.pk, mejlet(begart).pk])
    assert f'action="{igen}"' in sidan(varld.handlaggare, "arende", begart.arende.pk)
    svar = inloggad(varld.handlaggare).post(igen, {"nyckel": ny_nyckel(), "till": "ks2@exempel.invalid"})
    assert svar.status_code == 302
    assert mejlet(begart).adress == "ks2@exempel.invalid"


def test_the_handlaggare_does_not_send_the_svar_again(expedierat: Vag, varld: Varld) -> None:
    ge_upp(expedierat)
    igen = reverse("arende_skicka_igen", args=[expedierat.arende.pk, mejlet(expedierat).pk])
    assert f'action="{igen}"' not in sidan(varld.handlaggare, "arende", expedierat.arende.pk)
    inloggad(varld.handlaggare).post(igen, {"nyckel": ny_nyckel(), "till": "annan@exempel.invalid"})
    assert mejlet(expedierat).adress != "annan@exempel.invalid"


def test_the_history_says_that_it_failed_and_that_it_is_queued_again(expedierat: Vag, varld: Varld) -> None:
    ge_upp(expedierat)
    assert "Mejlet kunde inte skickas" in sidan(varld.registrator, "arendehistorik", expedierat.arende.pk)
    igen = reverse("arende_skicka_igen", args=[expedierat.arende.pk, mejlet(expedierat).pk])
    inloggad(varld.registrator).post(igen, {"nyckel": ny_nyckel(), "till": "ny@exempel.invalid"})
    text = sidan(varld.registrator, "arendehistorik", expedierat.arende.pk)
    assert "Mejlet skickades igen" not in text
    assert "Mejlet lades i kön för att skickas igen" in text
    assert Handelse.objects.filter(kedja=expedierat.arende.kedja, slag="arende.mejl_ej_skickat").count() == 1
