"""A protokoll from the sitting to the board, acted out with perform()."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motions.documents.store import GranskadFil
from motions.models import Anslag, Handelse, Handling, Protokoll, Svar, Utdrag
from remiss.models import Utskick
from remiss.views.sammantrade.protokoll import att_justera
from remiss.workflow import EjTillatetError, HindradError
from tests.factories import Varld
from tests.remiss.sittning import Sittning, klart, sittning

pytestmark = pytest.mark.django_db
ORIGINAL = GranskadFil(b"%PDF-1.7 undertecknat", "application/pdf", "protokoll.pdf")


@pytest.fixture
def s(varld: Varld) -> Sittning:
    return sittning(varld)


@pytest.fixture
def avslutad(s: Sittning, varld: Varld) -> Sittning:
    """A sitting that has ended, with one ärende decided as proposed."""
    a = klart(varld)
    s.till_oppnat(a)
    s.enligt_forslag(a)
    s.gor("avsluta_sammantrade")
    return s


def skal(fel: pytest.ExceptionInfo[HindradError]) -> list[str]:
    return [h.text for h in fel.value.hinder]


def test_a_whole_sitting_with_two_protokoll_goes_to_the_board(s: Sittning, varld: Varld) -> None:
    motion, remiss, bordlagd = klart(varld, med_motion=True), klart(varld), klart(varld)
    s.till_oppnat(motion, remiss, bordlagd)
    s.enligt_forslag(motion, omedelbar_justering=True)
    direkt = s.protokoll(omedelbart=True)
    assert direkt.justeras_senast_on == date(2026, 10, 7)
    s.justera(direkt)
    motion.refresh_from_db()
    assert motion.state == "justerat"
    s.enligt_forslag(remiss)
    s.gor("registrera_beslut", punkt=s.punkt(bordlagd), slag="bordlagt", villkor="till nästa sammanträde")
    s.gor("avsluta_sammantrade")
    ordinarie = s.protokoll()
    assert [p.paragraf for p in ordinarie.punkter.order_by("ordning")] == [1, 2, 4, 5]
    s.nu += timedelta(days=6)
    s.justera(ordinarie)
    remiss.refresh_from_db()
    bordlagd.refresh_from_db()
    assert (remiss.state, bordlagd.state) == ("justerat", "bordlagt")
    for p, dag in ((direkt, date(2026, 10, 7)), (ordinarie, date(2026, 10, 13))):
        p.refresh_from_db()
        assert (p.state, p.justerat_on) == ("justerat", dag)
    assert Svar.objects.count() == 2
    assert {u.arende_id for u in Utdrag.objects.all()} == {motion.pk, remiss.pk, bordlagd.pk}
    s.gor_protokoll(
        ordinarie, "anslag", tavla="Tavlan", forvaringsplats="Registrator", anslaget_on=date(2026, 10, 13)
    )
    rad = Anslag.objects.get(protokoll=ordinarie)
    assert rad.overklagas_senast_on == date(2026, 11, 3)
    assert rad.laga_kraft_tidigast_on == date(2026, 11, 4)
    assert rad.tas_ned_tidigast_on == date(2026, 11, 4)
    slag = list(Handling.objects.filter(sammantrade=s.sammantrade).values_list("slag", flat=True))
    assert slag == ["kallelse", "protokoll", "protokoll", "anslagsbevis"]
    s.nu += timedelta(days=30)
    s.gor_protokoll(ordinarie, "ta_ned", nedtaget_on=date(2026, 11, 4))
    assert ordinarie.state == "nedtaget"


def test_the_utdrag_and_the_svar_say_when_the_paragraph_was_justerad(avslutad: Sittning) -> None:
    avslutad.nu += timedelta(days=2)
    avslutad.justera(avslutad.protokoll())
    utdrag, svar = Utdrag.objects.get(), Svar.objects.get()
    assert utdrag.handling.dokument is not None
    assert utdrag.handling.dokument.fakta["sammantrade"]["justerat"] == "2026-10-09"
    assert svar.dokument.fakta["sammantrade"]["justerat"] == "2026-10-09"
    assert "Förvaltningens ord" in str(svar.dokument.fakta)


def test_the_rejected_forslag_is_not_in_the_svar_when_namnden_wrote_its_own(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    punkt, u = s.punkt(a), s.uppdrag
    s.gor(
        "registrera_yrkande",
        punkt=punkt,
        slag="eget_forslag",
        uppdrag=u[0],
        punkter=["Nämnden lämnar eget yttrande."],
    )
    eget = punkt.yrkanden.get()
    s.gor(
        "registrera_beslut",
        punkt=punkt,
        slag="avgjort",
        punkter=[{"text": "Nämnden lämnade eget yttrande.", "yrkande": eget}],
        propositioner=[
            {"text": "Nämnden beslutade enligt yrkandet.", "huvudforslag_stalls": True, "mot": [eget]}
        ],
        yrkandeutfall={eget.pk: "bifallet"},
        svar="eget",
        svar_text="Nämndens alldeles egna ord.",
    )
    s.gor("avsluta_sammantrade")
    s.justera(s.protokoll())
    fakta = str(Svar.objects.get().dokument.fakta)
    assert "Nämndens alldeles egna ord." in fakta
    assert "Förvaltningens ord" not in fakta
    assert "överlämnar tjänsteutlåtandet" not in fakta


def test_a_protokoll_is_not_sent_until_kl_5_67_is_answered(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.gor("registrera_yrkande", punkt=s.punkt(a), slag="avslag", uppdrag=s.uppdrag[1])
    y = s.punkt(a).yrkanden.get()
    s.enligt_forslag(a, propositioner=[], yrkandeutfall={y.pk: "avslaget"}, omedelbar_justering=True)
    s.gor(
        "registrera_uttalande",
        punkt=s.punkt(a),
        slag="sarskilt_uttalande",
        avlamnare=[{"uppdrag": s.uppdrag[1]}],
    )
    with pytest.raises(HindradError) as fel:
        s.gor_protokoll(s.protokoll(omedelbart=True), "skicka_for_justering")
    assert skal(fel) == [
        "§ 3: Ange i vilken ordning ordföranden ställde propositioner på förslagen. (KL 5:67 p. 2)",
        "§ 3: Texten till särskilt uttalande har inte lämnats.",
    ]
    assert fel.value.hinder[0].url == f"/punkt/{s.punkt(a).pk}/"


def test_those_who_shall_sign_are_told_and_find_it_on_their_desk(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    idag = avslutad.nu.date()
    assert att_justera(varld.ordforande, idag) == []
    avslutad.gor_protokoll(p, "skicka_for_justering")
    assert {u.till for u in Utskick.objects.filter(amne__startswith="Att justera")} == {
        varld.ordforande,
        varld.justerare,
    }
    assert att_justera(varld.ordforande, idag) == [p]
    avslutad.gor_protokoll(p, "justera", by=varld.ordforande)
    assert att_justera(varld.ordforande, idag) == []
    assert att_justera(varld.justerare, idag) == [p]
    with pytest.raises(HindradError) as fel:
        avslutad.gor_protokoll(p, "justera", by=varld.ordforande)
    assert skal(fel) == ["Du har redan justerat den här texten."]
    with pytest.raises(EjTillatetError):
        avslutad.gor_protokoll(p, "justera")


def test_the_text_that_is_out_never_changes(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.gor_protokoll(p, "skicka_for_justering")
    punkt = p.punkter.get(paragraf=3)
    with pytest.raises(HindradError) as fel:
        avslutad.gor(
            "registrera_uttalande",
            punkt=punkt,
            slag="sarskilt_uttalande",
            avlamnare=[{"uppdrag": avslutad.uppdrag[1]}],
        )
    assert skal(fel) == ["§ 3 har skickats för justering och kan inte ändras."]


def test_a_refusal_opens_the_text_and_all_must_sign_the_new_one(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.gor_protokoll(p, "skicka_for_justering")
    forsta = p.dokument
    avslutad.gor_protokoll(p, "justera", by=varld.ordforande)
    avslutad.gor_protokoll(p, "neka_justering", by=varld.justerare, skal="§ 3 säger fel belopp.")
    assert (p.state, p.dokument) == ("upprattas", None)
    assert Utskick.objects.filter(amne__startswith="Justeringen nekades", till=varld.sekreterare).exists()
    assert [j.dokument for j in p.justeringar.all()] == [forsta]
    avslutad.justera(p)
    assert p.justeringar.count() == 3
    assert p.state == "justerat"


def test_the_secretary_takes_the_text_back_to_mend_it(avslutad: Sittning) -> None:
    p = avslutad.protokoll()
    avslutad.gor_protokoll(p, "skicka_for_justering")
    avslutad.gor_protokoll(p, "ta_tillbaka_protokoll")
    assert (p.state, p.dokument) == ("upprattas", None)


def test_justering_on_paper_is_registered_with_the_signed_original(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.gor_protokoll(p, "skicka_for_justering")
    ordf, just = avslutad.uppdrag[0].fortroendevald, avslutad.uppdrag[1].fortroendevald
    annan = avslutad.uppdrag[4].fortroendevald
    grund: dict[str, Any] = {"satt": "papper", "justerad_on": date(2026, 10, 7), "fil": ORIGINAL}
    fall: list[tuple[dict[str, Any], str]] = [
        ({"fortroendevald": annan}, "Mats Vest ska inte justera, eller har redan justerat, den här texten."),
        (
            {"satt": "appen"},
            "Den som justerar i Remiss gör det själv. Välj papper eller en annan underskriftstjänst.",
        ),
        ({"justerad_on": date(2026, 10, 6)}, "Justeringen kan inte ha skett före sammanträdet."),
        ({"justerad_on": date(2026, 10, 8)}, "Justeringen kan inte ha skett i framtiden."),
        ({"fil": None}, "Lägg till det undertecknade originalet."),
    ]
    for fel_facts, text in fall:
        with pytest.raises(HindradError) as fel:
            avslutad.gor_protokoll(
                p, "registrera_justering", **{"fortroendevald": ordf, **grund, **fel_facts}
            )
        assert skal(fel) == [text]
    avslutad.gor_protokoll(p, "registrera_justering", fortroendevald=ordf, **grund)
    avslutad.nu += timedelta(days=3)
    avslutad.gor_protokoll(
        p, "registrera_justering", fortroendevald=just, **{**grund, "justerad_on": date(2026, 10, 9)}
    )
    assert (p.state, p.justerat_on) == ("justerat", date(2026, 10, 9))
    original = p.justeringar.first()
    assert original is not None
    assert original.original is not None
    assert original.original.fil is not None
    assert Handelse.objects.filter(slag="protokoll.registrera_justering").first().data["vem"] == ordf.pk  # type: ignore[union-attr]


def test_an_anslag_goes_up_after_the_justering_and_never_in_days_to_come(avslutad: Sittning) -> None:
    p = avslutad.protokoll()
    avslutad.justera(p)
    facts: dict[str, Any] = {"tavla": "Tavlan", "forvaringsplats": "Registrator"}
    with pytest.raises(HindradError) as fel:
        avslutad.gor_protokoll(p, "anslag", anslaget_on=date(2026, 10, 6), **facts)
    assert skal(fel) == ["Anslaget kan inte ha gått upp före justeringen den 7 oktober 2026."]
    with pytest.raises(HindradError) as fel:
        avslutad.gor_protokoll(p, "anslag", anslaget_on=date(2026, 10, 8), **facts)
    assert skal(fel) == ["Anslaget kan inte ha gått upp i framtiden. Registrera det när det sitter uppe."]


def test_a_late_anslag_and_an_early_removal_are_recorded(avslutad: Sittning) -> None:
    p = avslutad.protokoll()
    avslutad.justera(p)
    avslutad.nu += timedelta(days=5)
    facts: dict[str, Any] = {"tavla": "Tavlan", "forvaringsplats": "Registrator"}
    avslutad.gor_protokoll(p, "anslag", anslaget_on=date(2026, 10, 12), skal="Glömdes.", **facts)
    assert Handelse.objects.get(slag="protokoll.anslag").data["varningar"] == ["sent_anslag"]
    for dag, text in (
        (date(2026, 10, 11), "Anslaget kan inte ha tagits ned innan det sattes upp den 12 oktober 2026."),
        (date(2026, 10, 13), "Anslaget kan inte ha tagits ned i framtiden."),
    ):
        with pytest.raises(HindradError) as fel:
            avslutad.gor_protokoll(p, "ta_ned", nedtaget_on=dag)
        assert skal(fel) == [text]
    avslutad.gor_protokoll(p, "ta_ned", nedtaget_on=date(2026, 10, 12), skal="Fel tavla.")
    assert Handelse.objects.get(slag="protokoll.ta_ned").data["varningar"] == ["for_tidigt_nedtaget"]
    avslutad.nu += timedelta(days=1)
    avslutad.gor_protokoll(p, "anslag", anslaget_on=date(2026, 10, 13), skal="Fel tavla.", **facts)
    assert p.anslag.count() == 2
    assert p.state == "anslaget"


def test_one_more_paragraph_at_once_after_the_first_was_sent_makes_a_new_protokoll(
    s: Sittning, varld: Varld
) -> None:
    a, b = klart(varld), klart(varld)
    s.till_oppnat(a, b)
    s.enligt_forslag(a, omedelbar_justering=True)
    s.gor_protokoll(s.protokoll(omedelbart=True), "skicka_for_justering")
    s.enligt_forslag(b, omedelbar_justering=True)
    assert Protokoll.objects.filter(sammantrade=s.sammantrade, omedelbart=True).count() == 2
