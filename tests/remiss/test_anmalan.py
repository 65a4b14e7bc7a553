"""The anmälningar: what must be told, where it stands, what is printed of it, and when nämnden has been told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions import anmalningar
from motions.actor import acting
from motions.documents import context, render
from motions.documents.context import anmalan as anmalningsfakta
from motions.models import Anmalan, Anmalansgrupp, Anvandare, Arende, Beslut, Handelse, Handling
from motions.spar_av import spar_for
from motions.visibility import betraktare
from remiss.historik import historik
from remiss.lists import utanfor
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import HindradError, available
from tests import listan as anmalan
from tests.factories import Varld
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """A kontorsyttrande that nämnden has not been told of; the next sitting is planned, with another ärende on its list."""
    v = Vag(varld).delegera().registrera(motion=None).tilldela().skriv().skicka().godkann().planera()
    v.besluta_pa_delegation().framstall()
    annat = Vag(varld, motion_nummer=18).registrera(remittentens_dnr="KS 2026/1").tilldela().skriv().skicka()
    annat.godkann()
    annat.sammantrade = v.sammantrade
    annat.satt_upp()
    v.annat = annat  # type: ignore[attr-defined]
    return v


def ta_upp(vag: Vag) -> None:
    """The secretary puts up the beslut."""
    synliga = Arende.objects.visible_to(vag.varld.sekreterare, today=vag.idag)
    anmalan.ta_upp(vag.sammantrade, beslut=anmalningar.beslut_att_anmala(vag.sammantrade, synliga))


def skriv(vag: Vag, grupp: str, text: str) -> Anmalan:
    """The secretary writes a line."""
    with acting(vag.varld.sekreterare):
        return anmalan.lagg_till(vag.sammantrade, grupp, text=text)


def hall(vag: Vag) -> Vag:
    """The sitting is called, held and ended; the other ärende is decided."""
    vag.kalla().oppna()
    annat: Vag = vag.annat  # type: ignore[attr-defined]
    annat.nu = vag.nu
    annat.besluta()
    return vag.avsluta_sammantrade()


def som(person: Anvandare) -> Client:
    klient = Client()
    klient.force_login(person, backend="remiss.login.backend.AccountBackend")
    return klient


def hinder(vag: Vag, action: str, by: Any) -> list[str]:
    vag.arende.refresh_from_db()
    return [h.text for a in available(vag.arende, by, at=vag.nu) if a.action == action for h in a.hinder]


# what is proposed


def test_what_is_decided_outside_the_sitting_is_proposed_until_it_stands_on_a_list(vag: Vag) -> None:
    alla = Arende.objects.all()
    assert [b.arenden.get() for b in anmalningar.beslut_att_anmala(vag.sammantrade, alla)] == [vag.arende]
    ta_upp(vag)
    assert not anmalningar.beslut_att_anmala(vag.sammantrade, alla).exists()


def test_what_stood_on_a_cancelled_sitting_is_proposed_again(vag: Vag) -> None:
    ta_upp(vag)
    vag.gor(vag.sammantrade, "stall_in", vag.varld.sekreterare, skal="För få anmälda.")
    vag.planera(28)
    assert anmalningar.beslut_att_anmala(vag.sammantrade, Arende.objects.all()).exists()


def test_a_secret_beslut_is_proposed_to_those_who_may_know_alone(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True).delegera().till_klart().besluta_pa_delegation()
    for person, antal in ((varld.sekreterare, 1), (varld.kollega, 0), (varld.revisor, 0)):
        synliga = Arende.objects.visible_to(person, today=vag.idag)
        assert anmalningar.beslut_att_anmala(vag.sammantrade, synliga).count() == antal


def test_the_latest_justerade_protokoll_are_proposed_once(vag: Vag) -> None:
    ta_upp(vag)
    hall(vag).till_justering().justera()
    gammalt = vag.protokoll
    vag.planera(30)
    assert list(anmalningar.protokoll_att_anmala(vag.sammantrade)) == [gammalt]
    with acting(vag.varld.sekreterare):
        anmalan.ta_upp(vag.sammantrade, protokoll=[gammalt])
    assert not anmalningar.protokoll_att_anmala(vag.sammantrade).exists()
    rad = Anmalan.objects.get(protokoll=gammalt)
    assert (rad.grupp, anmalningsfakta.i_ord(rad)) == (
        "a",
        f"Protokoll 1/2026 från sammanträdet 2026-10-07, justerat {gammalt.justerat_on}",
    )


def test_what_has_come_in_is_proposed_without_the_remisser(vag: Vag) -> None:
    vag.gor(
        vag.arende,
        "lagg_till_handling",
        vag.varld.registrator,
        fil=en_fil("rad.pdf"),
        slag="bilaga",
        riktning="inkommen",
        datum_on=vag.idag,
        motpart="Pensionärsrådet",
        rubrik="Protokoll från rådet",
    )
    synliga = Handling.objects.filter(bilagd__isnull=True)
    rubriker = [h.rubrik for h in anmalningar.handlingar_att_anmala(vag.sammantrade, synliga)]
    assert "Protokoll från rådet" in rubriker
    assert not [r for r in rubriker if r.startswith("Remiss från")]


# the list


def test_lines_are_moved_and_taken_off_until_a_kallelse_has_named_them(vag: Vag) -> None:
    forsta, andra = skriv(vag, "f", "Protokoll ett"), skriv(vag, "f", "Protokoll två")
    with acting(vag.varld.sekreterare):
        anmalan.flytta(andra, -1)
        anmalan.flytta(andra, -1)
    assert [a.text for a in forsta.punkt.anmalningar.all()] == ["Protokoll två", "Protokoll ett"]
    with acting(vag.varld.sekreterare):
        anmalan.ta_bort(forsta)
    ta_upp(vag)
    vag.kalla()
    for gor in (anmalan.ta_bort, lambda rad: anmalan.flytta(rad, 1)):
        with pytest.raises(HindradError), acting(vag.varld.sekreterare):
            gor(andra)


def test_the_punkt_is_made_once_and_last(vag: Vag) -> None:
    for grupp in "abcdef":
        skriv(vag, grupp, f"Rad {grupp}")
    (punkt,) = vag.sammantrade.punkter.filter(slag="anmalan")
    assert punkt == vag.sammantrade.punkter.order_by("ordning").last()
    assert punkt.anmalningar.count() == 6


@pytest.mark.parametrize("fel", ["text och beslut", "ingenting", "samma beslut"])
def test_a_line_is_one_thing(vag: Vag, fel: str) -> None:
    ta_upp(vag)
    rad = Anmalan.objects.get()
    fall: dict[str, dict[str, Any]] = {
        "text och beslut": {"text": "x", "beslut": rad.beslut},
        "ingenting": {},
        "samma beslut": {"beslut": rad.beslut},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Anmalan.objects.create(punkt=rad.punkt, grupp="e", ordning=9, **fall[fel])


def test_a_tillaggslista_names_only_the_new_lines(vag: Vag) -> None:
    skriv(vag, "f", "Protokoll från förvaltningsgruppen")
    vag.kalla()
    with pytest.raises(HindradError, match="Alla punkter och anmälningar"):
        vag.gor(vag.sammantrade, "komplettera_kallelse", vag.varld.sekreterare)
    ta_upp(vag)
    vag.gor(vag.sammantrade, "komplettera_kallelse", vag.varld.sekreterare)
    fakta = vag.sammantrade.handlingar.latest("pk").dokument.fakta  # type: ignore[union-attr]
    (grupp,) = fakta["grupper"]
    (punkt,) = grupp["punkter"]
    assert [g["bokstav"] for g in punkt["anmalningar"]] == ["d"]
    assert not Anmalan.objects.filter(kallad=False).exists()


# what is printed


def test_the_kallelse_and_the_protokoll_print_the_groups_in_order(vag: Vag) -> None:
    for grupp in "fecb":
        skriv(vag, grupp, f"Rad i grupp {grupp}")
    ta_upp(vag)
    kallelse = render.html(context.kallelse(vag.sammantrade, today=vag.idag))
    hall(vag)
    protokollet = render.html(context.protokoll(vag.protokoll, today=vag.idag))
    for text in (kallelse, protokollet):
        platser = [text.index(f">{g}.</span>") for g in "bcdef"]
        assert platser == sorted(platser)
        assert Anmalansgrupp.DELEGATIONSBESLUT.label in text
        assert (
            f"{vag.arende.dnr} Traineeprogram för kommunen. Delegationsbeslut 2026-09-23 av Karin Ek, avdelningschef "
            "(delegationsordningen punkt 3.2, KL 7 kap. 5 §): svar på remissen från kommunstyrelsen."
        ) in text
    assert "Nämnden lade anmälningarna till handlingarna." in protokollet


def test_the_urgency_of_an_ordforandebeslut_is_minuted(varld: Varld) -> None:
    vag = Vag(varld).ge_uppdrag().registrera(motion=None).tilldela().ordforandebeslut()
    text = anmalningsfakta.beslut_i_ord(Beslut.objects.get())
    assert "Ordförandebeslut 2026-09-23 av Katja Lind (C), ordförande (KL 6 kap. 39 §)" in text
    assert text.endswith("Därför kunde beslutet inte vänta: Remisstiden går ut i morgon.")
    vag.gor(
        vag.arende,
        "andra_sekretess",
        varld.registrator,
        sekretess=True,
        lagrum="OSL 26 kap. 1 §",
        offentlig_titel="Remiss",
    )
    dolt = anmalningsfakta.beslut_i_ord(Beslut.objects.get())
    assert "Traineeprogram" not in dolt
    assert "Remisstiden går ut i morgon" not in dolt
    assert f"{vag.arende.dnr} Remiss." in dolt


def test_what_nobody_answers_is_said_in_words(vag: Vag) -> None:
    beslut = Beslut.objects.get()
    beslut.svar, beslut.svar_version, beslut.svar_text = "avstar", None, "Nämnden avstår."
    assert anmalningsfakta.beslut_i_ord(beslut).endswith(
        ": nämnden avstår från att svara på remissen från kommunstyrelsen."
    )
    beslut.svar = "inget"
    assert anmalningsfakta.beslut_i_ord(beslut).endswith(": inget svar lämnas.")


# when nämnden has been told


def test_the_beslut_is_anmalt_when_the_sitting_ends_and_the_akt_may_then_be_closed(vag: Vag) -> None:
    vag.expediera()
    (skal,) = hinder(vag, "avsluta", vag.varld.registrator)
    assert (
        skal == f"Beslutet är inte anmält för nämnden. Ta upp det bland anmälningarna till {vag.sammantrade}."
    )
    ta_upp(vag)
    (skal,) = hinder(vag, "avsluta", vag.varld.registrator)
    assert skal == f"Beslutet anmäls vid {vag.sammantrade}. Avsluta ärendet när sammanträdet är avslutat."
    hall(vag).framstall()
    beslut = Beslut.objects.enskilda().get()
    assert beslut.anmald_punkt == vag.sammantrade.punkter.get(slag="anmalan")
    assert (beslut.anmalt_at, beslut.anmalt_by) == (vag.nu, vag.varld.sekreterare)
    rad = historik(vag.arende.kedja, 1)[0]
    assert rad.text == f"Beslutet anmäldes vid {vag.sammantrade}"
    assert hinder(vag, "avsluta", vag.varld.registrator) == []
    vag.avsluta()
    assert vag.arende.state == "avslutat"


def test_a_sitting_taken_up_again_tells_nobody_twice(vag: Vag) -> None:
    ta_upp(vag)
    hall(vag)
    vag.gor(vag.sammantrade, "ateroppna_sammantrade", vag.varld.sekreterare, skal="En punkt glömdes.")
    rad = Anmalan.objects.get()
    with pytest.raises(HindradError), acting(vag.varld.sekreterare):
        anmalan.ta_bort(rad)
    vag.nu += timedelta(minutes=5)
    vag.avsluta_sammantrade()
    assert Handelse.objects.filter(kedja=vag.arende.kedja, slag="arende.anmals").count() == 1


def test_a_beslut_may_be_put_up_while_the_sitting_lasts(vag: Vag) -> None:
    skriv(vag, "f", "Protokoll från förvaltningsgruppen")
    vag.kalla().oppna()
    assert anmalningar.ar_oppen(vag.sammantrade)
    ta_upp(vag)
    annat: Vag = vag.annat  # type: ignore[attr-defined]
    annat.nu = vag.nu
    annat.besluta()
    vag.avsluta_sammantrade()
    assert Beslut.objects.enskilda().get().anmalt_at == vag.nu
    assert not anmalningar.ar_oppen(vag.sammantrade)


def test_without_a_punkt_nothing_can_be_put_up_once_the_sitting_is_on(vag: Vag) -> None:
    vag.kalla().oppna()
    assert not anmalningar.ar_oppen(vag.sammantrade)


def test_a_beslut_that_missed_its_sitting_stands_first_and_overdue(vag: Vag) -> None:
    vem = betraktare(vag.varld.sekreterare, vag.idag)
    (rad,) = utanfor.att_anmala(vem, vag.idag)
    assert (rad.missat, rad.uppsatt, rad.mote, rad.vantar) == (False, False, vag.sammantrade, True)
    hall(vag)
    (rad,) = utanfor.att_anmala(vem, vag.idag)
    assert (rad.missat, rad.mote) == (True, None)
    vag.arende.refresh_from_db()
    assert spar_for(vag.arende, vag.idag)[-1].tillstand == "over"
    vag.planera(28)
    ta_upp(vag)
    (rad,) = utanfor.att_anmala(vem, vag.idag)
    assert (rad.missat, rad.uppsatt, rad.mote) == (True, True, vag.sammantrade)


def test_sparet_shows_the_side_way(vag: Vag) -> None:
    def nu() -> list[tuple[str, str, str]]:
        vag.arende.refresh_from_db()
        return [(s.namn, s.text, s.tillstand) for s in spar_for(vag.arende, vag.idag)][2:]

    assert nu() == [
        ("Delegationsbeslut", "23 sep", "passerad"),
        ("Svar", "svar senast 22 nov", "har"),
        ("Anmälan", "ska anmälas för nämnden", "kommande"),
    ]
    ta_upp(vag)
    vag.expediera()
    assert nu()[1:] == [("Svar", "skickat 23 sep", "passerad"), ("Anmälan", "anmäls 7 okt", "har")]
    hall(vag)
    assert nu()[2] == ("Anmälan", "anmält 7 okt", "passerad")


# the pages


def test_the_secretary_puts_up_moves_and_takes_off_on_the_page(vag: Vag) -> None:
    klient = som(vag.varld.sekreterare)
    sida = reverse("anmalan", args=[vag.sammantrade.pk])
    assert "Delegationsbeslut 2026-09-23 av Karin Ek" in klient.get(sida).content.decode()
    assert (
        "En sak ska anmälas" in klient.get(reverse("sammantrade", args=[vag.sammantrade.pk])).content.decode()
    )
    klient.post(reverse("anmalan_ta_upp", args=[vag.sammantrade.pk]), {"nyckel": ny_nyckel(), "alla": "1"})
    assert Anmalan.objects.get().beslut == Beslut.objects.get()
    igen = klient.post(
        reverse("anmalan_ta_upp", args=[vag.sammantrade.pk]),
        {"nyckel": ny_nyckel(), "alla": "1"},
        follow=True,
    )
    assert "det står redan på en lista" in igen.content.decode()
    tom = klient.post(
        reverse("anmalan_fri", args=[vag.sammantrade.pk]), {"nyckel": ny_nyckel(), "grupp": "z", "text": ""}
    )
    assert tom.status_code == 422
    for mening in ("Välj en av grupperna a–f.", "Skriv vad som anmäls."):
        assert mening in tom.content.decode()
    klient.post(
        reverse("anmalan_fri", args=[vag.sammantrade.pk]),
        {"nyckel": ny_nyckel(), "grupp": "b", "text": "Protokoll från pensionärsrådet"},
    )
    rad = Anmalan.objects.get(grupp="b")
    klient.post(reverse("anmalan_flytta", args=[rad.pk]), {"nyckel": ny_nyckel(), "steg": "upp"})
    klient.post(reverse("anmalan_ta_bort", args=[rad.pk]), {"nyckel": ny_nyckel()})
    assert not Anmalan.objects.filter(grupp="b").exists()


def test_a_handling_is_put_up_in_the_chosen_group(vag: Vag) -> None:
    handling = vag.arende.handlingar.filter(slag="bilaga", riktning="inkommen").earliest("pk")
    klient = som(vag.varld.sekreterare)
    adress = reverse("anmalan_handling", args=[vag.sammantrade.pk])
    fel = klient.post(adress, {"nyckel": ny_nyckel(), "handling": "x", "grupp": "e"}, follow=True)
    assert "Välj en handling som inte redan är anmäld" in fel.content.decode()
    klient.post(adress, {"nyckel": ny_nyckel(), "handling": handling.pk, "grupp": "b"})
    rad = Anmalan.objects.get()
    assert (rad.grupp, rad.handling) == ("b", handling)
    assert anmalningsfakta.i_ord(rad) == (
        f"{handling.rubrik} från kommunstyrelsen, inkommen 2026-09-23 ({vag.arende.dnr})"
    )


def test_the_desks_show_what_is_to_be_sent_and_told(vag: Vag) -> None:
    text = som(vag.varld.sekreterare).get("/").content.decode()
    assert "Avgjort utan sammanträde" in text
    assert "Kan skickas" in text


def test_many_anmalningar_ask_no_more_than_few(varld: Varld) -> None:
    klient = som(varld.sekreterare)

    def fragor(antal: int) -> list[int]:
        vag = Vag(varld, motion_nummer=antal).planera(10 + antal)
        for n in range(antal):
            ett = Vag(varld).registrera(motion=None, remittentens_dnr=f"KS 2026/{antal}-{n}").tilldela()
            ett.ordforandebeslut()
            skriv(vag, "f", f"Protokoll {n}")
        sidor = [reverse(namn, args=[vag.sammantrade.pk]) for namn in ("sammantrade", "anmalan")]
        ut = []
        for uppsatta in (False, True):
            if uppsatta:
                ta_upp(vag)
            for sida in [*sidor, "/"]:
                klient.get(sida)
                with CaptureQueriesContext(connection) as queries:
                    assert klient.get(sida).status_code == 200
                ut.append(len(queries))
        return ut

    Vag(varld).ge_uppdrag()
    assert all(manga <= fa for fa, manga in zip(fragor(2), fragor(5), strict=True))
