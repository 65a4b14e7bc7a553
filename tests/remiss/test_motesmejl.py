"""A kallelse that did not reach somebody is said on its sitting and on the desk, and is sent again from there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.models import Anvandare, Sammantrade
from remiss import jobs, notify
from remiss.drift.halsa import halsan
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def sidan(vem: Anvandare, namn: str, *args: object) -> str:
    return str(inloggad(vem).get(reverse(namn, args=args)).content.decode())


def ge_upp() -> list[Utskick]:
    """The mail server takes none of what waits."""
    vantar = list(Utskick.objects.filter(skickat_at=None, misslyckat_at=None).order_by("pk"))
    for mejl in vantar:
        jobs.notera_sandningsfel(mejl.pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    return vantar


@pytest.fixture
def kallat(varld: Varld) -> tuple[Vag, list[Utskick]]:
    """A sitting whose kallelse reached nobody."""
    vag = Vag(varld).till_klart().satt_upp()
    Utskick.objects.all().delete()
    vag.kalla()
    mejl = ge_upp()
    assert mejl
    return vag, mejl


def test_the_sitting_and_the_desk_say_who_did_not_get_it(kallat: tuple[Vag, list[Utskick]]) -> None:
    vag, mejl = kallat
    text = sidan(vag.varld.sekreterare, "sammantrade", vag.sammantrade.pk)
    assert f"Ej skickat till {len(mejl)} person" in text
    for u in mejl:
        assert u.till is not None
        assert u.till.namn in text.partition("Ej skickat till")[2].partition("</section>")[0]
    skrivbord = sidan(vag.varld.sekreterare, "skrivbord")
    assert "Ej skickat <small>1</small>" in skrivbord
    assert str(vag.sammantrade) in skrivbord.partition("Ej skickat <small>")[2].partition("</section>")[0]
    assert "Ej skickat till" not in sidan(vag.varld.registrator, "sammantrade", vag.sammantrade.pk)
    assert halsan().matt["ej_skickade_mejl"] == len(mejl)


def test_it_is_sent_again_to_the_address_of_today(kallat: tuple[Vag, list[Utskick]]) -> None:
    vag, mejl = kallat
    assert mejl[0].till is not None
    Anvandare.objects.filter(pk=mejl[0].till.pk).update(email="ratt@exempel.invalid")
    adress = reverse("sammantrade_skicka_igen", args=[vag.sammantrade.pk])
    klient = inloggad(vag.varld.sekreterare)
    klient.post(adress, {"nyckel": ny_nyckel()})
    mejl[0].refresh_from_db()
    assert (mejl[0].adress, mejl[0].misslyckat_at) == ("ratt@exempel.invalid", None)
    assert halsan().matt["ej_skickade_mejl"] == 0
    assert "Ej skickat till" not in sidan(vag.varld.sekreterare, "sammantrade", vag.sammantrade.pk)
    igen = klient.post(adress, {"nyckel": ny_nyckel()}, follow=True)
    assert "Det finns inget mejl att skicka" in igen.content.decode()
    assert inloggad(vag.varld.registrator).post(adress, {"nyckel": ny_nyckel()}).status_code == 403


def test_nobody_waits_for_it_when_the_secretary_has_said_why(kallat: tuple[Vag, list[Utskick]]) -> None:
    vag, _ = kallat
    adress = reverse("sammantrade_kvittera_mejl", args=[vag.sammantrade.pk])
    klient = inloggad(vag.varld.sekreterare)
    tomt = klient.post(adress, {"nyckel": ny_nyckel(), "skal": ""})
    assert tomt.status_code == 422
    assert "Skriv hur det har nått fram" in tomt.content.decode()
    langt = "Delades ut i brevlådan. " * 100
    for_langt = klient.post(adress, {"nyckel": ny_nyckel(), "skal": langt})
    assert for_langt.status_code == 422
    assert langt.strip() in for_langt.content.decode()
    assert klient.post(adress, {"nyckel": ny_nyckel(), "skal": "Utdelad på papper."}).status_code == 302
    assert halsan().matt["ej_skickade_mejl"] == 0
    sida = sidan(vag.varld.sekreterare, "sammantrade", vag.sammantrade.pk)
    assert "Ej skickat till" not in sida
    assert "Utdelad på papper." in sida
    assert "Ett mejl kunde inte skickas" in sida
    assert "Ej skickat <small>" not in sidan(vag.varld.sekreterare, "skrivbord")


@pytest.mark.parametrize("skal", ["", "Utdelad på papper."])
def test_who_says_in_a_second_tab_that_it_need_not_be_sent_is_told_that_nothing_is_left_to_send(
    kallat: tuple[Vag, list[Utskick]], skal: str
) -> None:
    vag, _ = kallat
    klient = inloggad(vag.varld.sekreterare)
    klient.post(reverse("sammantrade_skicka_igen", args=[vag.sammantrade.pk]), {"nyckel": ny_nyckel()})
    adress = reverse("sammantrade_kvittera_mejl", args=[vag.sammantrade.pk])
    svar = klient.post(adress, {"nyckel": ny_nyckel(), "skal": skal}, follow=True)
    assert svar.status_code == 200
    assert "Det finns inget mejl att skicka: alla är redan skickade eller på väg." in svar.content.decode()


def test_two_of_one_name_are_two_people(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()
    Utskick.objects.all().delete()
    for vem in (varld.ordforande, varld.andra_handlaggare):
        Anvandare.objects.filter(pk=vem.pk).update(first_name="Eva", last_name="Ek")
        for amne in ("Kallelse", "Ändrad tid"):
            notify.skriv(
                f"{vem.username}@exempel.invalid",
                amne,
                "Hej!",
                at=vag.nu,
                till=vem,
                sammantrade=vag.sammantrade,
            )
    ge_upp()
    assert "Ej skickat till 2 personer" in sidan(varld.sekreterare, "sammantrade", vag.sammantrade.pk)


def test_that_it_is_cancelled_is_told_too(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()
    Utskick.objects.all().update(skickat_at=vag.nu)
    vag.gor(vag.sammantrade, "stall_in", varld.sekreterare, skal="Lokalen brann.")
    assert ge_upp()
    assert Sammantrade.objects.get(pk=vag.sammantrade.pk).state == "installt"
    assert "är inställt. Till" in sidan(varld.sekreterare, "sammantrade", vag.sammantrade.pk)
    assert "Ej skickat <small>1</small>" in sidan(varld.sekreterare, "skrivbord")


def test_that_a_protokoll_is_to_be_signed_is_told_too(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade()
    Utskick.objects.all().update(skickat_at=vag.nu)
    vag.till_justering()
    assert ge_upp()
    assert (
        "Att justera senast"
        in sidan(varld.sekreterare, "sammantrade", vag.sammantrade.pk)
        .partition("Ej skickat till")[2]
        .partition("</section>")[0]
    )
