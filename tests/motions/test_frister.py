"""What falls due, from facts alone: each kind of day, its lagrum, its label and the heading it stands under."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motions import frister
from motions.frister import (
    Anslagsfakta,
    Arendefakta,
    Art,
    Fristrad,
    Fristslag,
    Grupp,
    ObesvaratAnstand,
    Protokollfakta,
    Sammantradefakta,
    Subjekt,
    Uttalandefakta,
    VacktMotion,
    gruppera,
)

D = date.fromisoformat
ETT = Subjekt("arende", 1, "Traineeprogram", "AMN 2026-0001")
MOTE = Subjekt("sammantrade", 2, "Arbetsmarknadsnämnden 7/2026")
PROTOKOLL = Subjekt("protokoll", 3, "Protokoll Arbetsmarknadsnämnden 7/2026")


def arende(state: str = "beredning", **fakta: object) -> Arendefakta:
    """An ärende with a remisstid at the end of November."""
    grund = Arendefakta(
        ETT, state, D("2026-10-01"), D("2026-11-30"), tur="Anna Berg", remittent="Kommunstyrelsen"
    )
    return replace(grund, **fakta)  # type: ignore[arg-type]


def protokoll(state: str, **fakta: object) -> Protokollfakta:
    """The protokoll of a sammanträde on a Tuesday, 15 September 2026."""
    return replace(
        Protokollfakta(PROTOKOLL, state, D("2026-09-15"), omedelbart=False, strikt=False),
        **fakta,  # type: ignore[arg-type]
    )


def av(slag: Fristslag, rader: object) -> list[Fristrad]:
    """The rows of one kind."""
    return [r for r in rader if r.slag is slag]  # type: ignore[attr-defined]


# the ärende


@pytest.mark.parametrize(
    "state",
    [
        "registrerat",
        "beredning",
        "godkannande",
        "klart_for_namnd",
        "kallat",
        "bordlagt",
        "beslutat",
        "justerat",
    ],
)
def test_the_remisstid_runs_until_the_svar_has_left(state: str) -> None:
    (rad,) = frister.arendets(arende(state), D("2026-11-25"))

    assert (rad.slag, rad.dag, rad.vad) == (
        "remisstid",
        D("2026-11-30"),
        "Svaret ska vara hos Kommunstyrelsen.",
    )
    assert (rad.tur, rad.grund, rad.etikett(D("2026-11-25"))) == ("Anna Berg", "Remissen", "5 dagar kvar")


def test_an_arende_that_nobody_outside_waits_for_says_so_and_cites_no_law() -> None:
    (rad,) = frister.arendets(arende(remittent=""), D("2026-11-25"))

    assert (rad.vad, rad.grund) == ("Ärendet ska vara klart.", "")


@pytest.mark.parametrize("state", ["expedierat", "avslutat", "avskrivet"])
def test_no_remisstid_runs_when_the_svar_has_left(state: str) -> None:
    assert av(Fristslag.REMISSTID, frister.arendets(arende(state), D("2026-12-24"))) == []


def test_an_expedierat_arende_can_be_closed_and_is_never_late() -> None:
    (rad,) = frister.arendets(arende("expedierat"), D("2026-12-24"))

    assert (rad.slag, rad.art, rad.grupp(D("2026-12-24"))) == ("avslut", Art.TIDIGAST, Grupp.KAN_GORAS)
    assert rad.etikett(D("2026-12-24")) == "Kan göras nu"


def test_a_svar_that_left_late_is_told_with_how_late() -> None:
    rader = list(frister.arendets(arende("avslutat", sent_svar_on=D("2026-12-03")), D("2026-12-24")))

    assert [(r.etikett(D("2026-12-24")), r.grupp(D("2026-12-24"))) for r in rader] == [
        ("Klart 3 dagar sent", Grupp.FOR_SENT)
    ]


MOTION = VacktMotion(9, "Motion (2026:51)", D("2026-02-16"), (9, 11))


@pytest.mark.parametrize(
    ("today", "varnad_on", "grupp"),
    [
        ("2026-11-15", None, None),  # the day before nine months
        ("2026-11-16", "2026-11-16", Grupp.LANGRE),  # nine months
        ("2027-01-15", "2026-11-16", Grupp.LANGRE),
        ("2027-01-16", "2027-01-16", Grupp.LANGRE),  # eleven months
        ("2027-01-17", "2027-01-16", Grupp.KOMMANDE),  # thirty days left
        ("2027-02-15", "2027-01-16", Grupp.VECKAN),
        ("2027-02-16", "2027-01-16", Grupp.I_DAG),  # one year
        ("2027-02-17", "2027-01-16", Grupp.FORSENAT),
    ],
)
def test_the_motions_year_is_warned_of_at_nine_and_eleven_months(
    today: str, varnad_on: str | None, grupp: Grupp | None
) -> None:
    (rad,) = av(Fristslag.MOTION, frister.arendets(arende(motioner=(MOTION,)), D(today)))

    assert (rad.dag, rad.grund) == (D("2027-02-16"), "KL 5:35")
    assert rad.varnad_on == (D(varnad_on) if varnad_on else None)
    assert rad.grupp(D(today)) == grupp


def test_the_warning_says_how_many_months_have_gone_by() -> None:
    fakta = arende(motioner=(MOTION,))

    (nio,) = av(Fristslag.MOTION, frister.arendets(fakta, D("2026-12-01")))
    (elva,) = av(Fristslag.MOTION, frister.arendets(fakta, D("2027-02-01")))

    assert "för mer än 9 månader sedan" in nio.vad
    assert "för mer än 11 månader sedan" in elva.vad


def test_a_kommun_warns_when_it_wants() -> None:
    tidig = replace(MOTION, varna_efter_manader=(6,))

    (rad,) = av(Fristslag.MOTION, frister.arendets(arende(motioner=(tidig,)), D("2026-08-16")))

    assert (rad.varnad_on, rad.grupp(D("2026-08-16"))) == (D("2026-08-16"), Grupp.LANGRE)


def test_a_motion_whose_year_ends_on_a_saturday_has_a_day_to_aim_at() -> None:
    lordag = replace(MOTION, vackt_on=D("2026-02-14"))  # a year on is Sunday 14 February 2027

    (rad,) = av(Fristslag.MOTION, frister.arendets(arende(motioner=(lordag,)), D("2026-12-01")))

    assert (rad.mal, rad.dag) == (D("2027-02-14"), D("2027-02-15"))
    assert rad.grund == "KL 5:35; lag (1930:173) 2 §"


def test_an_anstand_without_an_answer_is_shown_however_far_away_the_remisstid_is() -> None:
    fakta = arende(frist_on=D("2027-03-01"), anstand=ObesvaratAnstand(4, D("2026-11-20"), D("2027-04-01")))

    (rad,) = av(Fristslag.ANSTAND, frister.arendets(fakta, D("2026-11-25")))

    assert (rad.dag, rad.tur, rad.grupp(D("2026-11-25"))) == (
        D("2027-03-01"),
        "Kommunstyrelsen",
        Grupp.LANGRE,
    )
    assert "2027-04-01" in rad.vad
    assert rad.grupp(D("2027-03-02")) is Grupp.FORSENAT


# the sammanträde


def test_a_planned_sammantrade_has_its_stopp_and_its_kallelse() -> None:
    stopp, kallelse = frister.sammantradets(
        Sammantradefakta(MOTE, "planerat", D("2026-11-20"), D("2026-11-26"))
    )

    assert (stopp.dag, stopp.art) == (D("2026-11-20"), Art.UPPLYSNING)
    assert (kallelse.dag, kallelse.art, kallelse.tur) == (D("2026-11-26"), Art.SENAST, "Nämndsekreteraren")


def test_a_stopp_that_has_passed_is_not_late_but_a_kallelse_is() -> None:
    stopp, kallelse = frister.sammantradets(
        Sammantradefakta(MOTE, "planerat", D("2026-11-20"), D("2026-11-26"))
    )

    assert stopp.grupp(D("2026-11-27")) is None
    assert kallelse.grupp(D("2026-11-27")) is Grupp.FORSENAT


@pytest.mark.parametrize("state", ["kallat", "pagar", "avslutat", "installt"])
def test_nothing_falls_due_before_a_sammantrade_that_is_called(state: str) -> None:
    assert list(frister.sammantradets(Sammantradefakta(MOTE, state, D("2026-11-20"), D("2026-11-26")))) == []


# the protokoll


@pytest.mark.parametrize(
    ("sammantrade_on", "strikt", "omedelbart", "mal", "dag"),
    [
        ("2026-09-15", False, False, None, "2026-09-29"),
        ("2026-06-05", False, False, "2026-06-19", "2026-06-22"),  # midsommarafton
        ("2026-06-05", True, False, None, "2026-06-19"),  # the organ does not let it slip
        ("2026-12-10", False, False, "2026-12-24", "2026-12-28"),  # julafton and the weekend
        ("2026-06-05", False, True, None, "2026-06-05"),  # omedelbar justering: the same day
    ],
)
def test_justering_has_the_nominal_day_and_the_legal_one(
    sammantrade_on: str, strikt: bool, omedelbart: bool, mal: str | None, dag: str
) -> None:
    fakta = protokoll("upprattas", sammantrade_on=D(sammantrade_on), strikt=strikt, omedelbart=omedelbart)

    (rad,) = frister.protokollets(fakta)

    assert (rad.slag, rad.dag, rad.mal) == ("justering", D(dag), D(mal) if mal else None)
    assert rad.grund.startswith("KL 6:35, 5:69")


def test_who_has_not_signed_is_named() -> None:
    (rad,) = frister.protokollets(protokoll("for_justering", kvar=("Katja Lind", "Sami Rask")))

    assert (rad.vad, rad.tur) == ("Protokollet väntar på Katja Lind och Sami Rask.", "Justerarna")


@pytest.mark.parametrize(
    ("justerat_on", "mal", "dag"),
    [
        ("2026-09-22", None, "2026-09-24"),
        ("2026-10-01", "2026-10-03", "2026-10-05"),  # the second day is a Saturday
        ("2026-12-22", "2026-12-24", "2026-12-28"),  # julafton
    ],
)
def test_anslag_is_due_the_second_day(justerat_on: str, mal: str | None, dag: str) -> None:
    rader = list(
        frister.protokollets(
            protokoll(
                "justerat", sammantrade_on=D(justerat_on) - timedelta(days=7), justerat_on=D(justerat_on)
            )
        )
    )

    assert [(r.slag, r.dag, r.mal) for r in rader] == [("anslag", D(dag), D(mal) if mal else None)]
    assert rader[0].grund.startswith("KL 8:12")


def test_while_the_anslag_is_up_the_last_day_of_appeal_and_nedtagning_are_known() -> None:
    uppe = Anslagsfakta(D("2026-12-03"), D("2026-12-29"))
    fakta = protokoll(
        "anslaget", sammantrade_on=D("2026-11-24"), justerat_on=D("2026-12-01"), forsta_anslag_on=D("2026-12-03"),
        uppe=uppe,
    )  # fmt: skip

    sista, ned = frister.protokollets(fakta)

    assert (sista.slag, sista.dag, sista.mal) == ("overklagande", D("2026-12-28"), D("2026-12-24"))
    assert "Laga kraft tidigast 2026-12-29" in sista.vad
    assert (ned.slag, ned.dag, ned.art) == ("nedtagning", D("2026-12-29"), Art.TIDIGAST)
    assert [r.grupp(D("2026-12-30")) for r in (sista, ned)] == [None, Grupp.KAN_GORAS]
    assert ned.etikett(D("2026-12-10")) == "Tidigast om 19 dagar"


def test_what_was_done_too_late_is_told() -> None:
    fakta = protokoll("nedtaget", justerat_on=D("2026-10-01"), forsta_anslag_on=D("2026-10-07"))

    assert [(r.slag, r.klart) for r in frister.protokollets(fakta)] == [
        ("justering", D("2026-10-01")),
        ("anslag", D("2026-10-07")),
    ]


def test_what_was_done_on_the_last_day_was_in_time() -> None:
    fakta = protokoll("nedtaget", justerat_on=D("2026-09-29"), forsta_anslag_on=D("2026-10-01"))

    assert list(frister.protokollets(fakta)) == []


def test_a_statement_must_have_its_text_when_the_protokoll_is_justerat() -> None:
    rad = frister.uttalandets(
        Uttalandefakta(7, PROTOKOLL, "Särskilt uttalande", ("Rut Mohlin",), D("2026-06-05"), False, False)
    )

    assert (rad.dag, rad.mal, rad.tur) == (D("2026-06-22"), D("2026-06-19"), "Rut Mohlin")
    assert rad.vad == "Särskilt uttalande är anmält av Rut Mohlin. Texten ska lämnas före justeringen."


# the headings


def rad(dag: str, art: Art = Art.SENAST) -> Fristrad:
    """A row with a day and nothing else."""
    return Fristrad(Fristslag.REMISSTID, D(dag), "", "", "", replace(ETT, pk=int(dag[-2:])), "", art)


@pytest.mark.parametrize(
    ("dag", "grupp"),
    [
        ("2026-11-24", Grupp.FORSENAT),
        ("2026-11-25", Grupp.I_DAG),
        ("2026-11-26", Grupp.VECKAN),
        ("2026-11-29", Grupp.VECKAN),  # the Sunday
        ("2026-11-30", Grupp.KOMMANDE),
        ("2026-12-25", Grupp.KOMMANDE),  # the thirtieth day
        ("2026-12-26", None),
    ],
)
def test_a_row_stands_under_its_heading(dag: str, grupp: Grupp | None) -> None:
    assert rad(dag).grupp(D("2026-11-25")) is grupp


def test_on_a_sunday_the_week_is_over() -> None:
    assert rad("2026-11-30").grupp(D("2026-11-29")) is Grupp.KOMMANDE


def test_the_headings_come_in_order_and_none_is_empty() -> None:
    rader = [rad("2026-12-01"), rad("2026-11-20"), rad("2026-11-02"), rad("2026-11-25"), rad("2027-12-31")]

    grupper = gruppera(rader, D("2026-11-25"))

    assert [(g, [r.dag.day for r in r_]) for g, r_ in grupper] == [
        (Grupp.FORSENAT, [2, 20]),
        (Grupp.I_DAG, [25]),
        (Grupp.KOMMANDE, [1]),
    ]


@pytest.mark.parametrize("dag", ["1990-01-01", "2026-11-25", "2026-11-26", "2099-12-31"])
@pytest.mark.parametrize("art", list(Art))
def test_no_label_is_longer_than_twenty_characters_near_the_day(dag: str, art: Art) -> None:
    for bort in (-400, -1, 0, 1, 30):
        assert len(rad(dag, art).etikett(D(dag) + timedelta(days=-bort))) <= 20
