"""A sammanträde from its list to its end, acted out with perform()."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motions.actor import acting
from motions.models import Handelse, Handling, Organ, Punkt, Sammantrade
from remiss.facts.sammantrade import Planera
from remiss.models import Utskick
from remiss.workflow import EjSynligtError, EjTillatetError, HindradError, available, edit, edits
from tests.factories import Varld
from tests.fakta import utfor
from tests.listan import flytta_punkt as flytta
from tests.listan import ny_punkt
from tests.remiss.sittning import SVAR, Sittning, fri_punkt, klart, sittning

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(varld: Varld) -> Sittning:
    return sittning(varld)


def skal(fel: pytest.ExceptionInfo[HindradError]) -> list[str]:
    return [h.text for h in fel.value.hinder]


def test_a_new_sammantrade_gets_the_next_number_and_the_days_of_its_organ(s: Sittning, varld: Varld) -> None:
    facts = Planera(s.sammantrade.start_at + timedelta(days=28), "Salen")
    nasta = edit(edits.PLANERA, varld.organ, facts, by=varld.sekreterare, at=s.nu)
    assert (s.sammantrade.nummer, nasta.nummer) == (1, 2)
    assert s.sammantrade.kallelse_senast_on == date(2026, 9, 30)
    assert s.sammantrade.stopp_on == date(2026, 9, 24)


def test_a_kallelse_without_an_arende_is_refused(s: Sittning) -> None:
    with pytest.raises(HindradError) as fel:
        s.gor("kalla")
    assert skal(fel) == ["Föredragningslistan har inga ärenden."]


def test_a_kallelse_with_an_arende_that_went_back_is_refused(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.satt_upp(a)
    a.refresh_from_db()
    with acting(varld.registrator):
        a.state = "beredning"
        a.save()
    with pytest.raises(HindradError) as fel:
        s.gor("kalla")
    assert skal(fel) == [f"{a.dnr} är inte klart för nämnd."]


def test_the_kallelse_numbers_the_list_puts_each_forslag_and_is_registered(s: Sittning, varld: Varld) -> None:
    forsta, andra = klart(varld), klart(varld)
    s.satt_upp(forsta, andra)
    s.gor("kalla")
    punkter = list(s.sammantrade.punkter.all())
    assert [(p.nummer, p.slag) for p in punkter] == [
        ("1", "oppnande"),
        ("2", "justerare"),
        ("3", "arende"),
        ("4", "arende"),
    ]
    assert all(p.kallad for p in punkter)
    assert [f.text for f in punkter[2].huvudforslag.punkter.all()] == [SVAR]
    handling = Handling.objects.get(sammantrade=s.sammantrade)
    assert (handling.slag, handling.riktning, handling.lopnummer) == ("kallelse", "expedierad", 1)
    assert handling.dokument is not None
    for a in (forsta, andra):
        a.refresh_from_db()
        assert a.state == "kallat"
    assert {u.till for u in Utskick.objects.filter(amne__contains="Kallelse")} == {
        varld.ordforande,
        varld.justerare,
    }


def test_a_secret_arende_is_called_under_its_public_title(s: Sittning, varld: Varld) -> None:
    a = klart(
        varld,
        titel="Om Hemliga Huset",
        offentlig_titel="Remiss om en byggnad",
        sekretess=True,
        sekretess_lagrum="OSL 19:1",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    with acting(varld.registrator):
        a.behoriga.add(
            varld.sekreterare, through_defaults={"given_at": varld.at, "given_by": varld.registrator}
        )
    s.satt_upp(a)
    s.gor("kalla")
    handling = Handling.objects.get(sammantrade=s.sammantrade)
    assert handling.dokument is not None
    assert "Hemliga Huset" not in str(handling.dokument.fakta)
    assert "Remiss om en byggnad" in str(handling.dokument.fakta)


def test_a_late_kallelse_is_sent_and_the_fact_is_recorded(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.nu = s.sammantrade.start_at - timedelta(days=1)
    s.gor("kalla", skal_for_varning="Remissen kom sent.")
    rad = Handelse.objects.get(slag="sammantrade.kalla")
    assert rad.data["varningar"] == ["sen_kallelse"]
    assert [t.text for t in rad.texter.all()] == ["Remissen kom sent."]


def test_a_tillaggslista_calls_only_what_is_new_and_gives_it_a_letter(s: Sittning, varld: Varld) -> None:
    forsta = klart(varld)
    fri = fri_punkt(s)
    s.satt_upp(forsta)
    s.gor("kalla")
    with pytest.raises(HindradError) as fel:
        s.gor("komplettera_kallelse")
    assert skal(fel) == ["Alla punkter och anmälningar står redan på en utsänd kallelse."]
    sen = klart(varld)
    s.satt_upp(sen)
    s.gor("komplettera_kallelse")
    fri.refresh_from_db()
    assert s.punkt(sen).nummer == "3 A"
    assert fri.nummer == "4"
    sen.refresh_from_db()
    assert sen.state == "kallat"
    assert Handling.objects.filter(sammantrade=s.sammantrade, slag="kallelse").count() == 2


def test_a_cancelled_sammantrade_gives_its_arenden_back_and_can_be_planned_anew(
    s: Sittning, varld: Varld
) -> None:
    kallat, kvar = klart(varld), klart(varld)
    s.satt_upp(kallat)
    s.gor("kalla")
    s.satt_upp(kvar)
    s.gor("stall_in", skal="Lokalen brann.")
    kallat.refresh_from_db()
    assert kallat.state == "klart_for_namnd"
    assert s.sammantrade.state == "installt"
    ny_tid = s.sammantrade.start_at + timedelta(days=7)
    with pytest.raises(HindradError) as fel:
        s.gor("planera_om", start_at=s.nu - timedelta(days=1), plats="Lilla salen")
    assert skal(fel) == ["Den nya tiden har redan passerat. Välj en tid som kommer."]
    s.gor("planera_om", start_at=ny_tid, plats="Lilla salen")
    assert (s.sammantrade.state, s.sammantrade.plats) == ("planerat", "Lilla salen")
    assert s.sammantrade.kallelse_senast_on == date(2026, 10, 7)
    s.satt_upp(kallat, kvar)
    s.gor("kalla")
    kallat.refresh_from_db()
    kvar.refresh_from_db()
    assert (kallat.state, kvar.state) == ("kallat", "kallat")


def test_a_sammantrade_cannot_open_without_upprop_or_without_a_chair(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    with pytest.raises(HindradError) as fel:
        s.gor("oppna")
    assert skal(fel) == ["Ta upprop först: ingen närvaro är registrerad."]
    s.upprop(0, 1)
    with pytest.raises(HindradError) as fel:
        s.gor("oppna")
    assert skal(fel) == [
        "Ingen leder sammanträdet: varken ordföranden eller någon vice ordförande tjänstgör."
    ]


def test_a_sammantrade_cannot_open_with_an_uncalled_arende(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    s.satt_upp(klart(varld))
    s.upprop()
    with pytest.raises(HindradError) as fel:
        s.gor("oppna")
    assert skal(fel) == ["Det finns ärenden på listan som inte står på någon utsänd kallelse."]


def test_paragraphs_start_at_one_or_run_over_the_year(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    assert [p.paragraf for p in s.sammantrade.punkter.all()] == [1, 2, 3]
    with acting(varld.registrator):
        Organ.objects.filter(pk=varld.organ.pk).update(paragrafnumrering="ar")
    varld.organ.refresh_from_db()
    andra = sittning(varld, dagar=40)
    andra.till_oppnat(klart(varld))
    assert [p.paragraf for p in andra.sammantrade.punkter.all()] == [4, 5, 6]


def test_a_sitting_without_quorum_is_warned_about_and_recorded_with_the_reason(
    s: Sittning, varld: Varld
) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    s.upprop(2, 3, 4, skal="Snöoväder.")
    rad = Handelse.objects.get(slag="sammantrade.registrera_narvaro")
    assert rad.data["varningar"] == ["inte_beslutsfor"]
    assert [t.text for t in rad.texter.all()] == ["Snöoväder."]


def test_vaxeltjanstgoring_and_a_late_ersattare_are_recorded(s: Sittning, varld: Varld) -> None:
    u = s.uppdrag
    s.satt_upp(klart(varld), klart(varld))
    s.gor("kalla")
    rader = [{"uppdrag_id": x.pk, "tjanstgor": True} for x in u[:4]] + [
        {"uppdrag_id": u[4].pk, "tjanstgor": True, "till_ordning": 2},
        {
            "uppdrag_id": u[5].pk,
            "tjanstgor": True,
            "for_uppdrag_id": u[4].pk,
            "fran_ordning": 3,
            "till_ordning": 3,
        },
        {"uppdrag_id": u[4].pk, "tjanstgor": True, "fran_ordning": 4},
    ]
    s.gor("registrera_narvaro", rader=rader, skal="Ledamoten kom tillbaka.")
    rad = Handelse.objects.get(slag="sammantrade.registrera_narvaro")
    assert rad.data["varningar"] == ["sen_ersattare", "vaxeltjanstgoring"]
    assert s.sammantrade.narvaro.count() == 7


def test_attendance_replaces_what_was_registered_and_the_history_keeps_it(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    s.upprop()
    s.upprop(4, ovriga=[{"namn": "Karin Ek", "funktion": "avdelningschef"}])
    assert s.sammantrade.narvaro.count() == 6
    assert s.sammantrade.narvaro.model.history.filter(history_type="-").count() == 7  # type: ignore[attr-defined]
    assert [str(o) for o in s.sammantrade.ovriga.all()] == ["Karin Ek, avdelningschef"]


def test_two_on_one_seat_are_refused(s: Sittning, varld: Varld) -> None:
    u = s.uppdrag
    s.satt_upp(klart(varld))
    s.gor("kalla")
    rader = [{"uppdrag_id": x.pk, "tjanstgor": True} for x in u[:5]]
    rader.append({"uppdrag_id": u[5].pk, "tjanstgor": True, "for_uppdrag_id": u[2].pk})
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_narvaro", rader=rader)
    assert skal(fel) == ["Två tjänstgör samtidigt på platsen för Pia Sand (M)."]


def test_a_serving_ersattare_must_say_for_whom_and_strangers_are_refused(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_narvaro", rader=[{"uppdrag_id": s.uppdrag[5].pk, "tjanstgor": True}])
    assert "Ange vem Ola Bäck (C) tjänstgör för." in skal(fel)
    annan = varld.andra_organ.uppdrag.get(roll="ordforande")
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_narvaro", rader=[{"uppdrag_id": annan.pk, "tjanstgor": True}])
    assert skal(fel) == ["Närvaron gäller någon utan uppdrag i nämnden den dagen."]


def test_a_sitting_that_has_begun_keeps_a_chair(s: Sittning, varld: Varld) -> None:
    s.till_oppnat(klart(varld))
    with pytest.raises(HindradError) as fel:
        s.upprop(0, 1)
    assert skal(fel) == [
        "Någon måste leda sammanträdet: ordföranden eller en vice ordförande ska tjänstgöra."
    ]


def test_justerare_must_serve_be_as_many_as_the_organ_wants_and_not_preside(
    s: Sittning, varld: Varld
) -> None:
    s.till_oppnat(klart(varld))
    u = s.uppdrag
    with pytest.raises(HindradError) as fel:
        s.gor("valj_justerare", fortroendevalda=[u[1].fortroendevald, u[2].fortroendevald])
    assert skal(fel) == ["Nämnden har 1 justerare utöver ordföranden. Du har valt 2."]
    with pytest.raises(HindradError) as fel:
        s.gor("valj_justerare", fortroendevalda=[u[0].fortroendevald])
    assert skal(fel) == ["Katja Lind leder sammanträdet och justerar redan som ordförande."]
    with pytest.raises(HindradError) as fel:
        s.gor("valj_justerare", fortroendevalda=[u[5].fortroendevald])
    assert skal(fel) == ["Ola Bäck tjänstgör inte. Bara den som tjänstgör kan väljas till justerare."]
    s.gor("valj_justerare", fortroendevalda=[u[2].fortroendevald])
    assert [j.fortroendevald for j in s.sammantrade.justerare.all()] == [u[2].fortroendevald]


def test_a_sitting_ends_only_when_every_arende_is_decided_and_every_punkt_has_words(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    fri = fri_punkt(s)
    s.satt_upp(a)
    s.gor("kalla")
    s.nu = s.sammantrade.start_at
    s.upprop()
    s.gor("oppna")
    with pytest.raises(HindradError) as fel:
        s.gor("avsluta_sammantrade")
    assert skal(fel) == [
        "Justerare är inte valda.",
        f"§ 3 {a.titel} är inte avgjord.",
        "§ 4 Anmälningar saknar text.",
    ]
    s.gor("valj_justerare", fortroendevalda=[s.uppdrag[1].fortroendevald])
    s.enligt_forslag(a)
    with acting(varld.sekreterare):
        Punkt.objects.filter(pk=fri.pk).update(text="Anmälningarna lades till handlingarna.")
    s.gor("avsluta_sammantrade")
    protokoll = s.protokoll()
    assert protokoll.punkter.count() == 4
    assert protokoll.justeras_senast_on == date(2026, 10, 21)
    oppnande, val = s.sammantrade.punkter.all()[:2]
    assert oppnande.text == "Katja Lind (C) öppnade sammanträdet. Nämnden godkände föredragningslistan."
    assert "utsåg Sami Rask (S)" in val.text


def test_a_sitting_is_taken_up_again_only_until_its_protokoll_is_sent(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.enligt_forslag(a)
    s.gor("avsluta_sammantrade")
    s.gor("ateroppna_sammantrade", skal="En reservation glömdes.")
    assert s.sammantrade.state == "pagar"
    assert s.sammantrade.slut_at is None
    with pytest.raises(HindradError) as fel:
        s.gor_protokoll(s.protokoll(), "skicka_for_justering")
    assert skal(fel) == ["Sammanträdet är inte avslutat."]
    s.gor("avsluta_sammantrade")
    s.gor_protokoll(s.protokoll(), "skicka_for_justering")
    with pytest.raises(HindradError) as fel:
        s.gor("ateroppna_sammantrade", skal="En till.")
    assert skal(fel) == ["Protokollet har skickats för justering. Ta tillbaka det först."]
    s.gor_protokoll(s.protokoll(), "justera", by=varld.ordforande)
    s.gor_protokoll(s.protokoll(), "justera", by=varld.justerare)
    with pytest.raises(HindradError) as fel:
        s.gor("ateroppna_sammantrade", skal="En till.")
    assert skal(fel) == ["Protokollet är justerat och kan inte ändras."]


def test_an_arende_that_utgar_in_the_sitting_keeps_its_paragraph(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    s.till_oppnat(a, b)
    utfor(b, "utgar", by=varld.sekreterare, at=s.nu, skal="Underlaget saknas.")
    s.enligt_forslag(a)
    s.gor("avsluta_sammantrade")
    assert [p.paragraf for p in s.protokoll().punkter.order_by("ordning")] == [1, 2, 3, 4]
    s.gor_protokoll(s.protokoll(), "skicka_for_justering")


def test_uncalled_punkter_change_places_and_called_ones_do_not(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    s.satt_upp(a, b)
    flytta(s.punkt(b), -1)
    flytta(s.punkt(b), -1)
    ny_punkt(s.sammantrade, "Rapporter", "ovrigt")
    assert [p.rubrik for p in s.sammantrade.punkter.all()] == [b.titel, a.titel, "Rapporter"]
    s.gor("kalla")
    fore = [p.pk for p in s.sammantrade.punkter.all()]
    with pytest.raises(HindradError, match="står på en utsänd kallelse"):
        flytta(s.punkt(a), -1)
    assert [p.pk for p in s.sammantrade.punkter.all()] == fore


def test_other_namnders_secretaries_and_the_revisor_cannot_touch_a_sammantrade(
    s: Sittning, varld: Varld
) -> None:
    s.satt_upp(klart(varld))
    with pytest.raises(EjSynligtError):
        s.gor("kalla", by=varld.andra_sekreterare)
    with pytest.raises(EjTillatetError):
        s.gor("kalla", by=varld.revisor)
    assert available(s.sammantrade, varld.revisor, at=s.nu) == []
    assert Sammantrade.objects.get(pk=s.sammantrade.pk).state == "planerat"
