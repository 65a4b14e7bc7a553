"""What is moved, decided and said in a §, acted out with perform()."""

from __future__ import annotations

from typing import Any

import pytest

from motions.actor import acting
from motions.models import Beslut, Fortroendeuppdrag, Handelse, Punkt, Uttalande, Yrkande
from remiss.forms.sammantrade.beslut import enligt_forslaget
from remiss.workflow import EjTillatetError, HindradError
from tests.factories import Varld
from tests.fakta import utfor
from tests.remiss.sittning import SVAR, UPPDRAG, Sittning, klart, sittning

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(varld: Varld) -> Sittning:
    return sittning(varld)


def skal(fel: pytest.ExceptionInfo[HindradError]) -> list[str]:
    return [h.text for h in fel.value.hinder]


def yrka(s: Sittning, punkt: Punkt, slag: str, vem: Fortroendeuppdrag, **facts: Any) -> Yrkande:
    s.gor("registrera_yrkande", punkt=punkt, slag=slag, uppdrag=vem, **facts)
    yrkande = punkt.yrkanden.last()
    assert yrkande is not None
    return yrkande


def test_beslut_enligt_forslag_takes_the_points_in_the_past_tense_and_the_utlatande_as_svar(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld, satser=(("svar", SVAR), ("ovrigt", UPPDRAG)))
    s.till_oppnat(a)
    punkt = s.punkt(a)
    s.gor("registrera_beslut", **vars(enligt_forslaget(punkt)))
    beslut = Beslut.objects.get(punkt=punkt)
    assert [p.text for p in beslut.punkter.all()] == [
        "Arbetsmarknadsnämnden överlämnade tjänsteutlåtandet som svar på remissen.",
        "Arbetsmarknadsnämnden uppdrog åt förvaltningen att följa frågan.",
    ]
    assert beslut.svar == "utlatande"
    assert beslut.svar_version == punkt.huvudforslag.version
    assert [p.text for p in punkt.propositioner.all()] == [
        "Ordföranden ställde proposition på förvaltningens förslag och fann att nämnden beslutade enligt det."
    ]
    a.refresh_from_db()
    assert a.state == "beslutat"


def test_only_who_serves_may_move_and_join(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    with pytest.raises(HindradError) as fel:
        s.gor(
            "registrera_yrkande",
            punkt=s.punkt(a),
            slag="avslag",
            uppdrag=s.uppdrag[5],
            instammande=[s.uppdrag[6]],
        )
    assert skal(fel) == [
        "Ola Bäck (C) tjänstgör inte i § 3. Bara den som tjänstgör får yrka.",
        "Ida Dal (S) tjänstgör inte i § 3 och kan inte instämma.",
    ]


@pytest.mark.parametrize(
    ("slag", "facts", "text"),
    [
        ("andring", {}, "Skriv vad som yrkas."),
        ("eget_forslag", {"punkter": ["  "]}, "Skriv vad som yrkas."),
        ("aterremiss", {}, "Skriv varför ärendet ska återremitteras och vad som ska göras."),
        ("bifall_motion", {}, "Ärendet har ingen motion att bifalla."),
    ],
)
def test_a_yrkande_without_its_substance_is_refused(
    s: Sittning, varld: Varld, slag: str, facts: dict[str, Any], text: str
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_yrkande", punkt=s.punkt(a), slag=slag, uppdrag=s.uppdrag[1], **facts)
    assert skal(fel) == [text]


def test_a_yrkande_aims_within_its_own_paragraph(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    s.till_oppnat(a, b)
    annat = yrka(s, s.punkt(b), "avslag", s.uppdrag[1])
    with pytest.raises(HindradError) as fel:
        s.gor(
            "registrera_yrkande",
            punkt=s.punkt(a),
            slag="avslag",
            uppdrag=s.uppdrag[1],
            mal_yrkande=annat,
            mal_forslagspunkt=s.punkt(b).huvudforslag.punkter.first(),
        )
    assert skal(fel) == [
        "Yrkandet gäller ett yrkande i en annan paragraf.",
        "Yrkandet gäller en punkt i ett annat förslag.",
    ]


def test_a_withdrawn_yrkande_needs_no_outcome_and_is_not_withdrawn_twice(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    yrkande = yrka(s, s.punkt(a), "avslag", s.uppdrag[1])
    s.gor("aterta_yrkande", yrkande=yrkande)
    yrkande.refresh_from_db()
    assert yrkande.tillstand == "atertaget"
    with pytest.raises(HindradError) as fel:
        s.gor("aterta_yrkande", yrkande=yrkande)
    assert skal(fel) == ["Yrkandet är redan återtaget."]
    s.enligt_forslag(a)


def test_each_yrkande_needs_an_outcome(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    yrkande = yrka(s, s.punkt(a), "avslag", s.uppdrag[1])
    with pytest.raises(HindradError) as fel:
        s.enligt_forslag(a)
    assert skal(fel) == [
        "Yrkandet från Sami Rask (S) om avslag på förslaget saknar utfall. Ange om det bifölls, avslogs eller förföll."
    ]
    s.enligt_forslag(a, yrkandeutfall={yrkande.pk: "avslaget"})
    yrkande.refresh_from_db()
    assert yrkande.tillstand == "avslaget"


def test_a_rejected_forslag_can_never_be_the_svar(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    punkt = s.punkt(a)
    eget = yrka(s, punkt, "eget_forslag", s.uppdrag[0], punkter=["Nämnden lämnar ordförandens yttrande."])
    facts: dict[str, Any] = {
        "punkt": punkt,
        "slag": "avgjort",
        "punkter": [{"text": "Nämnden lämnade ordförandens yttrande.", "yrkande": eget}],
        "propositioner": [
            {"text": "Nämnden beslutade enligt yrkandet.", "huvudforslag_stalls": True, "mot": [eget]}
        ],
        "yrkandeutfall": {eget.pk: "bifallet"},
    }
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_beslut", svar="utlatande", **facts)
    assert skal(fel)[0].startswith(
        "Förvaltningens förslag föll, så tjänsteutlåtandet kan inte lämnas som svar."
    )
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_beslut", svar="med_andring", svar_text="Ändra allt.", **facts)
    assert skal(fel) == [
        "Förvaltningens förslag föll och ingen ändring av det antogs. Välj nämndens eget yttrande."
    ]
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_beslut", svar="eget", **facts)
    assert skal(fel) == ["Skriv nämndens eget yttrande."]
    s.gor("registrera_beslut", svar="eget", svar_text="Nämnden anser detta.", **facts)
    beslut = Beslut.objects.get(punkt=punkt)
    assert (beslut.svar, beslut.svar_text, beslut.svar_version) == ("eget", "Nämnden anser detta.", None)


def test_the_svar_falls_with_the_point_that_gives_it(s: Sittning, varld: Varld) -> None:
    a = klart(varld, satser=(("svar", SVAR), ("ovrigt", UPPDRAG)))
    s.till_oppnat(a)
    andra = s.punkt(a).huvudforslag.punkter.last()
    assert andra is not None
    with pytest.raises(HindradError) as fel:
        s.enligt_forslag(a, punkter=[{"text": andra.text, "forslagspunkt": andra}])
    assert skal(fel)[0].startswith("Förvaltningens förslag föll")


def test_a_change_that_was_adopted_makes_the_svar_the_utlatande_with_namndens_andring(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    punkt = s.punkt(a)
    tillagg = yrka(s, punkt, "tillagg", s.uppdrag[1], punkter=["Nämnden vill se en plan."])
    forslag = punkt.huvudforslag.punkter.get()
    s.gor(
        "registrera_beslut",
        punkt=punkt,
        slag="avgjort",
        punkter=[
            {"text": SVAR, "forslagspunkt": forslag},
            {"text": "Nämnden vill se en plan.", "yrkande": tillagg},
        ],
        propositioner=[
            {"text": "Bifall.", "huvudforslag_stalls": True},
            {"text": "Bifall.", "yrkanden": [tillagg]},
        ],
        yrkandeutfall={tillagg.pk: "bifallet"},
        svar="med_andring",
        svar_text="Nämnden vill se en plan.",
    )
    beslut = Beslut.objects.get(punkt=punkt)
    assert beslut.svar_version == punkt.huvudforslag.version
    assert beslut.svar_text == "Nämnden vill se en plan."


@pytest.mark.parametrize(
    ("slag", "villkor", "state", "text"),
    [
        ("bordlagt", "till nästa sammanträde", "bordlagt", "Skriv till när ärendet bordläggs."),
        (
            "aterremiss",
            "för att kostnaden ska utredas",
            "aterremitterat",
            "Skriv varför ärendet återremitteras och vad som ska göras.",
        ),
    ],
)
def test_an_arende_is_adjourned_or_sent_back_with_its_condition(
    s: Sittning, varld: Varld, slag: str, villkor: str, state: str, text: str
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    punkt = s.punkt(a)
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_beslut", punkt=punkt, slag=slag)
    assert skal(fel) == [text]
    s.gor("registrera_beslut", punkt=punkt, slag=slag, villkor=villkor)
    a.refresh_from_db()
    assert a.state == state
    assert Beslut.objects.get(punkt=punkt).villkor == villkor
    assert a.utlatanden.get().state == "godkant"


def test_what_was_not_decided_gives_no_svar(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_beslut", punkt=s.punkt(a), slag="bordlagt", villkor="till maj", svar="utlatande")
    assert skal(fel) == ["Ett ärende som inte avgjordes ger inget svar."]


def test_a_formal_yrkande_that_won_fits_the_beslut(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    y = yrka(s, s.punkt(a), "aterremiss", s.uppdrag[1], motiv="kostnaden saknas")
    with pytest.raises(HindradError) as fel:
        s.enligt_forslag(a, yrkandeutfall={y.pk: "bifallet"})
    assert skal(fel) == [
        "Yrkandet från Sami Rask (S) om återremiss är bifallet, men beslutet säger något annat."
    ]


def test_a_bordlagt_arende_comes_back_on_the_next_list(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.gor("registrera_beslut", punkt=s.punkt(a), slag="bordlagt", villkor="till nästa sammanträde")
    nasta = sittning(varld, dagar=42)
    nasta.till_oppnat(a)
    nasta.enligt_forslag(a)
    a.refresh_from_db()
    assert a.state == "beslutat"


def test_a_decided_paragraph_takes_nothing_more_until_it_is_done_anew(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    y = yrka(s, s.punkt(a), "bifall", s.uppdrag[0])
    s.enligt_forslag(a, yrkandeutfall={y.pk: "bifallet"})
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_yrkande", punkt=s.punkt(a), slag="avslag", uppdrag=s.uppdrag[1])
    assert skal(fel) == ["§ 3 är redan avgjord. Gör om beslutet först."]
    with pytest.raises(HindradError) as fel:
        s.gor("upphav_beslut", punkt=s.punkt(a), skal=" ")
    assert skal(fel) == ["Skriv varför beslutet görs om."]
    s.gor("upphav_beslut", punkt=s.punkt(a), skal="Fel yrkande registrerades.")
    a.refresh_from_db()
    y.refresh_from_db()
    assert (a.state, y.tillstand) == ("kallat", "framstallt")
    assert Beslut.objects.filter(punkt=s.punkt(a), upphavt_at__isnull=False).count() == 1
    s.enligt_forslag(a, yrkandeutfall={y.pk: "bifallet"})
    assert Beslut.objects.filter(punkt=s.punkt(a)).count() == 2


def test_an_aterremiss_can_be_done_anew_until_the_handlaggare_opens_the_text(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.gor("registrera_beslut", punkt=s.punkt(a), slag="aterremiss", villkor="för att utreda")
    s.gor("upphav_beslut", punkt=s.punkt(a), skal="Fel knapp.")
    a.refresh_from_db()
    assert (a.state, a.utlatanden.get().state) == ("kallat", "godkant")

    s.gor("registrera_beslut", punkt=s.punkt(a), slag="aterremiss", villkor="för att utreda")
    utfor(
        a,
        "ateruppta",
        by=varld.handlaggare,
        at=varld.at,
    )

    assert a.utlatanden.get().state == "utkast"
    with pytest.raises(HindradError) as fel:
        s.gor("upphav_beslut", punkt=s.punkt(a), skal="Ångrade oss.")
    assert skal(fel) == [f"{a.dnr} har gått vidare efter beslutet och kan inte tas tillbaka till paragrafen."]


def test_a_beslut_without_quorum_is_recorded_with_its_reason(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.upprop(2, 3, 4, skal="Tre gick hem.")
    s.enligt_forslag(a, skal="Remisstiden går ut i dag.")
    rad = Handelse.objects.get(slag="sammantrade.registrera_beslut")
    assert rad.data["varningar"] == ["inte_beslutsfor"]
    assert [t.text for t in rad.texter.all()] == ["Remisstiden går ut i dag."]


def test_a_javig_person_leaves_the_paragraph_and_an_ersattare_steps_in(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    s.till_oppnat(a, b)
    u, punkt = s.uppdrag, s.punkt(a)
    s.gor("anmal_jav", punkt=punkt, uppdrag=u[2], grund="Sitter i bolagets styrelse.", ersattare=u[5])
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_yrkande", punkt=punkt, slag="avslag", uppdrag=u[2])
    assert skal(fel) == ["Pia Sand (M) tjänstgör inte i § 3. Bara den som tjänstgör får yrka."]
    yrka(s, punkt, "bifall", u[5])
    yrka(s, s.punkt(b), "bifall", u[2])
    with pytest.raises(HindradError) as fel:
        s.gor("anmal_jav", punkt=punkt, uppdrag=u[2], grund="Igen.")
    assert skal(fel) == ["Pia Sand (M) har redan anmält jäv i § 3."]
    with pytest.raises(HindradError) as fel:
        s.gor("anmal_jav", punkt=punkt, uppdrag=u[3], grund=" ", ersattare=u[5])
    assert skal(fel) == ["Ange grunden för jävet (KL 6:28).", "Ola Bäck (C) tjänstgör redan i § 3."]


def test_a_jav_recorded_by_mistake_is_taken_away_but_not_from_under_a_yrkande(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    u, punkt = s.uppdrag, s.punkt(a)
    s.gor("anmal_jav", punkt=punkt, uppdrag=u[2], grund="Bolagets styrelse.", ersattare=u[5])
    jav = punkt.jav.get()
    yrka(s, punkt, "bifall", u[5])
    with pytest.raises(HindradError) as fel:
        s.gor("ta_bort_jav", jav=jav)
    assert skal(fel) == ["Ola Bäck (C) trädde in och har yrkat eller instämt i § 3. Återta yrkandet först."]
    s.gor("aterta_yrkande", yrkande=punkt.yrkanden.get())
    s.gor("ta_bort_jav", jav=jav)
    assert not punkt.jav.exists()
    yrka(s, punkt, "bifall", u[2])
    with pytest.raises(HindradError):
        yrka(s, punkt, "bifall", u[5])


def test_who_abstains_did_not_take_part_and_may_not_reserve(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    with pytest.raises(HindradError) as fel:
        s.enligt_forslag(a, deltar_inte=[s.uppdrag[5]])
    assert skal(fel) == ["Ola Bäck (C) tjänstgör inte i § 3 och behöver inte avstå."]
    s.enligt_forslag(a, deltar_inte=[s.uppdrag[4]])
    with pytest.raises(HindradError) as fel:
        s.gor(
            "registrera_uttalande",
            punkt=s.punkt(a),
            slag="reservation",
            avlamnare=[{"uppdrag": s.uppdrag[4]}],
        )
    assert skal(fel) == [
        "Mats Vest (SD): Den som har avstått från att delta i beslutet får inte reservera sig (KL 4:25, 4:27)."
    ]


def test_statements_are_left_by_those_entitled_and_reservations_before_the_end(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    u, punkt = s.uppdrag, s.punkt(a)
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_uttalande", punkt=punkt, slag="reservation", avlamnare=[{"uppdrag": u[1]}])
    assert skal(fel) == ["Ingen kan reservera sig innan beslutet är fattat (KL 4:27)."]
    s.enligt_forslag(a)
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_uttalande", punkt=punkt, slag="reservation", avlamnare=[{"uppdrag": u[5]}])
    assert skal(fel) == ["Ola Bäck (C): Bara den som tjänstgör i ärendet får reservera sig (KL 4:27)."]
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_uttalande", punkt=punkt, slag="ersattaryttrande", avlamnare=[{"uppdrag": u[1]}])
    assert skal(fel) == ["Sami Rask (S): Bara ersättare får lämna ett ersättaryttrande."]
    s.gor(
        "registrera_uttalande",
        punkt=punkt,
        slag="reservation",
        avlamnare=[{"uppdrag": u[1], "med_flera": True}, {"uppdrag": u[3], "instammer": True}],
        text="Vi hade velat se bifall till motionen.",
    )
    s.gor("registrera_uttalande", punkt=punkt, slag="ersattaryttrande", avlamnare=[{"uppdrag": u[5]}])
    s.gor("avsluta_sammantrade")
    with pytest.raises(HindradError) as fel:
        s.gor("registrera_uttalande", punkt=punkt, slag="reservation", avlamnare=[{"uppdrag": u[3]}])
    assert skal(fel) == ["En reservation måste anmälas innan sammanträdet avslutas (KL 4:27)."]
    yttrande = Uttalande.objects.get(slag="ersattaryttrande")
    with pytest.raises(HindradError) as fel:
        s.gor("lamna_uttalandetext", uttalande=yttrande, text="  ")
    assert skal(fel) == ["Skriv eller klistra in texten."]
    s.gor("lamna_uttalandetext", uttalande=yttrande, text="Jag hade velat yrka.")
    yttrande.refresh_from_db()
    assert (yttrande.text, yttrande.text_by) == ("Jag hade velat yrka.", varld.sekreterare)


def test_a_kind_of_statement_that_the_organ_does_not_take_is_refused(s: Sittning, varld: Varld) -> None:
    with acting(varld.registrator):
        varld.organ.uttalanden = ["reservation"]
        varld.organ.save()
    a = klart(varld)
    s.till_oppnat(a)
    s.enligt_forslag(a)
    s.sammantrade.refresh_from_db()
    with pytest.raises(HindradError) as fel:
        s.gor(
            "registrera_uttalande",
            punkt=s.punkt(a),
            slag="sarskilt_uttalande",
            avlamnare=[{"uppdrag": s.uppdrag[1]}],
        )
    assert skal(fel) == ["Sami Rask (S): Nämnden tar inte emot särskilda uttalanden."]


def test_nobody_who_was_absent_leaves_a_statement(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.upprop(6)
    s.enligt_forslag(a)
    with pytest.raises(HindradError) as fel:
        s.gor(
            "registrera_uttalande",
            punkt=s.punkt(a),
            slag="ersattaryttrande",
            avlamnare=[{"uppdrag": s.uppdrag[6]}],
        )
    assert skal(fel) == ["Ida Dal (S): Den som inte är närvarande i § 3 kan inte lämna något uttalande."]


def test_omedelbar_justering_needs_its_justerare(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.satt_upp(a)
    s.gor("kalla")
    s.nu = s.sammantrade.start_at
    s.upprop()
    s.gor("oppna")
    with pytest.raises(HindradError) as fel:
        s.enligt_forslag(a, omedelbar_justering=True)
    assert skal(fel) == ["Välj justerare innan en paragraf justeras omedelbart."]


def test_paragraphs_of_one_occasion_share_their_protokoll_and_leave_it_when_done_anew(
    s: Sittning, varld: Varld
) -> None:
    a, b = klart(varld), klart(varld)
    s.till_oppnat(a, b)
    s.enligt_forslag(a, omedelbar_justering=True)
    s.enligt_forslag(b, omedelbar_justering=True)
    assert s.protokoll(omedelbart=True).punkter.count() == 2
    s.gor("upphav_beslut", punkt=s.punkt(a), skal="Fel.")
    s.gor("upphav_beslut", punkt=s.punkt(b), skal="Fel.")
    assert s.sammantrade.protokoll.count() == 0


def test_an_act_in_another_sittings_paragraph_is_refused(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    annan = sittning(varld, dagar=21)
    annan.till_oppnat(b)
    s.till_oppnat(a)
    with pytest.raises(HindradError) as fel:
        s.gor("anmal_jav", punkt=annan.punkt(b), uppdrag=s.uppdrag[2], grund="Bolaget.")
    assert skal(fel) == ["Punkten hör till ett annat sammanträde."]


def test_nobody_but_the_secretary_records(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    with pytest.raises(EjTillatetError):
        s.gor(
            "registrera_yrkande", by=varld.ordforande, punkt=s.punkt(a), slag="bifall", uppdrag=s.uppdrag[0]
        )
