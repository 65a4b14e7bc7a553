"""Each role's own selection of what falls due, from a real record; its page, and that it asks the database few questions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions.actor import acting
from motions.datum import day_of
from motions.frister import Fristrad, Grupp
from motions.models import Anvandare, Befattning, Enhet, Roll, Vikariat
from remiss.frister.urval import frister_for, roller
from remiss.models import Utskick
from tests.factories import START, Varld, arende, befattning, motion
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db

DAGAR = timedelta(days=1)


def rader(user: Anvandare, today: date, *, roll: str | None = None, dagar: int = 30) -> list[Fristrad]:
    """What falls due for the user within some days."""
    return frister_for(user, today, roll=roll, till=today + dagar * DAGAR)


def slag(user: Anvandare, today: date, *, roll: str | None = None, dagar: int = 30) -> list[str]:
    """The kinds, in order of name."""
    return sorted(r.slag.value for r in rader(user, today, roll=roll, dagar=dagar))


def med_uttalande(vag: Vag, slag: str) -> Vag:
    """A sitting that has ended, where Sami Rask announced a statement whose text is still to come."""
    vag.till_oppet().besluta().gor(
        vag.sammantrade,
        "registrera_uttalande",
        vag.varld.sekreterare,
        punkt=vag.punkt,
        slag=slag,
        avlamnare=[{"uppdrag": vag.varld.uppdrag[1]}],
        text="",
    )
    return vag.avsluta_sammantrade()


@pytest.fixture
def today(varld: Varld) -> date:
    """The day of the kommun."""
    return day_of(varld.at)


# who meets what


def test_a_handlaggare_meets_her_own_arenden_and_the_stopp_they_must_make(varld: Varld, today: date) -> None:
    Vag(varld).registrera(remisstid_on=today + 20 * DAGAR).tilldela().planera(21)
    andras = Vag(varld, motion_nummer=2).registrera(remisstid_on=today + 10 * DAGAR)
    andras.gor(andras.arende, "tilldela", varld.registrator, handlaggare=varld.kollega, enhet=varld.enhet)

    assert slag(varld.handlaggare, today) == ["remisstid", "stopp"]


def test_a_medhandlaggare_meets_the_arende_too(varld: Varld, today: date) -> None:
    vag = Vag(varld).registrera(remisstid_on=today + 20 * DAGAR)
    vag.gor(
        vag.arende, "tilldela", varld.registrator,
        handlaggare=varld.handlaggare, enhet=varld.enhet, medhandlaggare=[varld.kollega],
    )  # fmt: skip

    assert slag(varld.kollega, today) == ["remisstid"]


def test_a_stopp_is_no_matter_of_one_whose_arenden_are_with_namnden(varld: Varld, today: date) -> None:
    Vag(varld).till_klart().satt_upp()

    assert "stopp" not in slag(varld.handlaggare, today)


def test_a_chef_meets_the_arenden_of_the_unit_and_its_own_units(varld: Varld, today: date) -> None:
    with acting(varld.registrator):
        under = Enhet.objects.create(
            forvaltning=varld.enhet.forvaltning, parent=varld.enhet, namn="Gruppen under"
        )
        bredvid = Enhet.objects.create(forvaltning=varld.enhet.forvaltning, namn="Enheten bredvid")
        for enhet in (under, bredvid, varld.enhet):
            arende(
                varld, enhet=enhet, handlaggare=varld.handlaggare, state="beredning", frist_on=today + 5 * DAGAR,
                titel=f"I {enhet}",
            )  # fmt: skip

    assert {r.subjekt.namn for r in rader(varld.avdelningschef, today)} == {
        "I Gruppen under",
        f"I {varld.enhet}",
    }
    assert len(rader(varld.forvaltningschef, today)) == 3


def test_a_sekreterare_meets_the_sammantraden_and_their_protokoll(varld: Varld, today: date) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    assert slag(varld.sekreterare, today) == ["kallelse", "stopp"]

    vag.kalla().oppna().besluta().avsluta_sammantrade()
    assert slag(varld.sekreterare, vag.idag) == ["justering"]

    vag.till_justering()
    (justering,) = rader(varld.sekreterare, vag.idag)
    assert "Katja Lind och Sami Rask" in justering.vad

    vag.justera()
    assert "anslag" in slag(varld.sekreterare, vag.idag)

    vag.anslag()
    assert [s for s in slag(varld.sekreterare, vag.idag) if s != "remisstid"] == [
        "nedtagning",
        "overklagande",
    ]

    vag.ta_ned()
    assert [s for s in slag(varld.sekreterare, vag.idag) if s != "remisstid"] == []


def test_a_sekreterare_meets_the_remisstid_of_what_namnden_has(varld: Varld, today: date) -> None:
    Vag(varld, motion_nummer=1).registrera(remisstid_on=today + 20 * DAGAR).tilldela()
    Vag(varld, motion_nummer=2).registrera(
        remisstid_on=today + 20 * DAGAR
    ).tilldela().skriv().skicka().godkann()

    (rad,) = (r for r in rader(varld.sekreterare, today) if r.slag == "remisstid")

    assert rad.tur == "Nämndsekreteraren"


def test_a_registrator_meets_what_has_no_handlaggare_what_is_late_and_what_can_be_closed(
    varld: Varld, today: date
) -> None:
    Vag(varld, motion_nummer=1).registrera(remisstid_on=today + 20 * DAGAR)
    Vag(varld, motion_nummer=2).registrera(remisstid_on=today + 20 * DAGAR).tilldela()
    klar = Vag(varld, motion_nummer=3).till_justerat().expediera()

    assert slag(varld.registrator, today) == ["avslut", "remisstid"]
    assert [r.grupp(klar.idag) for r in rader(varld.registrator, klar.idag) if r.slag == "avslut"] == [
        Grupp.KAN_GORAS
    ]
    assert slag(varld.registrator, today + 21 * DAGAR) == ["avslut", "remisstid", "remisstid"]


def test_an_anstand_without_an_answer_waits_for_the_registrator_and_the_handlaggare(
    varld: Varld, today: date
) -> None:
    vag = Vag(varld).registrera(remisstid_on=today + 90 * DAGAR).tilldela()
    vag.gor(
        vag.arende,
        "begar_anstand",
        varld.handlaggare,
        onskad_on=today + 120 * DAGAR,
        skal="Nämnden hinner inte.",
    )

    assert slag(varld.registrator, today) == ["anstand"]
    assert slag(varld.handlaggare, today) == ["anstand"]

    vag.gor(
        vag.arende, "besvara_anstand", varld.registrator,
        utfall="beviljat", ny_remisstid_on=today + 120 * DAGAR, fil=en_fil(),
    )  # fmt: skip

    assert slag(varld.registrator, today) == []


def test_a_motion_is_warned_of_when_nine_months_have_gone_by(varld: Varld, today: date) -> None:
    a = arende(
        varld,
        handlaggare=varld.handlaggare,
        enhet=varld.enhet,
        state="beredning",
        frist_on=today + 90 * DAGAR,
    )
    m = motion(varld)
    m.vackt_on = date(2025, 12, 23)
    m.save()
    a.motioner.add(m)

    assert slag(varld.handlaggare, date(2026, 9, 22)) == []
    assert slag(varld.handlaggare, date(2026, 9, 23)) == ["motion"]
    varld.kommun.motion_varning_manader = [11]
    varld.kommun.save()
    assert slag(varld.handlaggare, date(2026, 9, 23)) == []


def test_a_revisor_meets_what_was_missed_and_nothing_else(varld: Varld, today: date) -> None:
    Vag(varld, motion_nummer=1).registrera(remisstid_on=today + 5 * DAGAR).tilldela()
    assert rader(varld.revisor, today) == []
    sen = Vag(varld, motion_nummer=2).registrera(remisstid_on=today + 10 * DAGAR).tilldela().skriv().skicka()
    sen.godkann().planera().satt_upp().kalla().oppna().besluta().avsluta_sammantrade().till_justering()
    sen.nu += 20 * DAGAR
    sen.justera()
    sen.nu += 5 * DAGAR
    sen.gor(
        sen.protokoll, "anslag", varld.sekreterare,
        tavla="norrby.se/anslagstavla", forvaringsplats="Registrator", anslaget_on=sen.idag, skal="Tavlan var stängd.",
    )  # fmt: skip
    sen.framstall().gor(
        sen.arende, "expediera", varld.sekreterare,
        satt="epost", adress="ks@exempel.invalid", skal_for_varning="Justeringen drog ut på tiden.",
    )  # fmt: skip
    Utskick.objects.filter(arende=sen.arende).update(skickat_at=sen.nu)

    missade = rader(varld.revisor, sen.idag)

    assert sorted((r.slag.value, r.klart is not None) for r in missade) == [
        ("anslag", True),
        ("justering", True),
        ("remisstid", False),
        ("remisstid", True),
    ]


def test_a_justerare_meets_what_waits_for_the_own_signature(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade()
    assert rader(varld.justerare, vag.idag) == []

    vag.till_justering()
    assert slag(varld.justerare, vag.idag) == ["justering"]

    vag.gor(vag.protokoll, "justera", varld.justerare)
    assert rader(varld.justerare, vag.idag) == []
    assert slag(varld.ordforande, vag.idag) == ["justering"]


def test_a_statement_without_text_waits_for_who_announced_it_and_for_the_sekreterare(varld: Varld) -> None:
    vag = med_uttalande(Vag(varld), "sarskilt_uttalande")

    assert slag(varld.justerare, vag.idag) == ["uttalande"]  # Sami Rask, who announced it
    assert rader(varld.ordforande, vag.idag) == []
    assert slag(varld.sekreterare, vag.idag) == ["justering", "uttalande"]


def test_a_reservation_needs_no_text(varld: Varld) -> None:
    vag = med_uttalande(Vag(varld), "reservation")

    assert slag(varld.sekreterare, vag.idag) == ["justering"]


# the scope


def test_the_other_namnds_people_meet_nothing(varld: Varld, today: date) -> None:
    Vag(varld).registrera(remisstid_on=today + 5 * DAGAR).tilldela().planera()

    for vem in ("andra_handlaggare", "andra_registrator", "andra_sekreterare", "andra_avdelningschef"):
        assert rader(varld.alla()[vem], today, dagar=365) == [], vem


@pytest.mark.parametrize(
    ("vem", "ser"),
    [
        ("handlaggare", True), ("avdelningschef", True), ("registrator", True), ("kollega", False),
        ("revisor", False), ("andra_registrator", False),
    ],
)  # fmt: skip
def test_a_secret_arende_is_met_only_by_those_who_may_know(
    varld: Varld, today: date, vem: str, ser: bool
) -> None:
    vag = Vag(varld, hemlig=True).registrera(remisstid_on=today + 5 * DAGAR).tilldela()

    funna = [r for r in rader(varld.alla()[vem], today + 6 * DAGAR) if r.subjekt.pk == vag.arende.pk]

    assert bool(funna) is ser
    assert all(r.subjekt.hemligt for r in funna)


def test_a_statement_in_a_secret_arende_is_not_told_to_a_sekreterare_who_may_not_know(varld: Varld) -> None:
    with acting(varld.registrator):
        befattning(varld.kollega, Roll.NAMNDSEKRETERARE, organ=varld.organ)
    vag = med_uttalande(Vag(varld, hemlig=True), "sarskilt_uttalande")

    assert "uttalande" in slag(varld.sekreterare, vag.idag)
    assert "uttalande" not in slag(varld.kollega, vag.idag)


def test_one_with_two_roles_meets_both_or_the_one_that_is_asked_for(varld: Varld, today: date) -> None:
    Vag(varld).registrera(remisstid_on=today + 5 * DAGAR).tilldela().planera()
    with acting(varld.registrator):
        befattning(varld.handlaggare, Roll.NAMNDSEKRETERARE, organ=varld.organ)

    assert roller(varld.handlaggare, today) == ["handlaggare", "namndsekreterare"]
    assert slag(varld.handlaggare, today) == ["kallelse", "remisstid", "stopp"]
    assert slag(varld.handlaggare, today, roll="namndsekreterare") == ["kallelse", "stopp"]
    assert slag(varld.handlaggare, today, roll="revisor") == []


def test_a_vikarie_meets_what_the_one_away_would_have_met(varld: Varld, today: date) -> None:
    Vag(varld).registrera(remisstid_on=today + 5 * DAGAR).tilldela()
    with acting(varld.registrator):
        Vikariat.objects.create(
            befattning=Befattning.objects.get(anvandare=varld.avdelningschef),
            vikarie=varld.sekreterare,
            fran_on=today,
            till_on=today + DAGAR,
            grund="Semester",
        )

    assert slag(varld.sekreterare, today, roll="avdelningschef") == ["remisstid"]
    assert slag(varld.sekreterare, today + 2 * DAGAR, roll="avdelningschef") == []


def test_a_role_that_has_ended_gives_nothing(varld: Varld, today: date) -> None:
    Vag(varld).registrera(remisstid_on=today + 5 * DAGAR)
    with acting(varld.registrator):
        rad = Befattning.objects.get(anvandare=varld.registrator)
        rad.fran_on, rad.till_on = START, today
        rad.save()

    assert slag(varld.registrator, today) == ["remisstid"]
    assert slag(Anvandare.objects.get(pk=varld.registrator.pk), today + DAGAR) == []


# the page


@pytest.fixture
def varld_i_dag(varld: Varld) -> Varld:
    """The kommun as the browser meets it: the acts are done today."""
    varld.at = datetime.now(varld.at.tzinfo)
    return varld


def sidan(user: Anvandare, fraga: str = "") -> tuple[int, str]:
    """How many queries the page takes, and its text."""
    klient = Client()
    klient.force_login(user, backend="remiss.login.backend.AccountBackend")
    klient.get(reverse("frister"))
    with CaptureQueriesContext(connection) as fragor:
        svar = klient.get(reverse("frister") + fraga)
    assert svar.status_code == 200
    return len(fragor), svar.content.decode()


def test_the_page_says_what_it_is_how_far_away_and_whose_turn(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    Vag(varld_i_dag).registrera(remisstid_on=today).tilldela()

    _, text = sidan(varld_i_dag.handlaggare)

    assert '<h2 id="i_dag">I dag <small>1</small></h2>' in text
    for ord_ in (
        "Svaret ska vara hos Kommunstyrelsen.",
        "Traineeprogram",
        "Anna Berg",
        "Remissen",
        today.isoformat(),
    ):
        assert ord_ in text


def test_the_page_of_one_with_nothing_says_so(varld_i_dag: Varld) -> None:
    _, text = sidan(varld_i_dag.revisor)

    assert "Ingenting är försenat och inget går ut de närmaste 30 dagarna." in text


@pytest.mark.parametrize("fraga", ["?som=revisor", "?som=", "?som=%00", "?som=<script>", "?som=1&som=2"])
def test_a_role_that_is_not_ones_own_is_taken_as_all(varld_i_dag: Varld, fraga: str) -> None:
    Vag(varld_i_dag).registrera().tilldela()

    assert sidan(varld_i_dag.handlaggare, fraga)[1].count("<script>") == 0


def test_more_rows_ask_no_more_questions(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    roller_ = ("handlaggare", "avdelningschef", "registrator", "sekreterare", "revisor", "justerare")

    def ett_till(nummer: int) -> None:
        Vag(varld_i_dag, motion_nummer=nummer).registrera(remisstid_on=today + DAGAR).tilldela()
        Vag(varld_i_dag, motion_nummer=100 + nummer).registrera(remisstid_on=today)
        Vag(varld_i_dag, motion_nummer=200 + nummer).till_klart().satt_upp()
        med_uttalande(Vag(varld_i_dag, motion_nummer=300 + nummer), "sarskilt_uttalande")
        Vag(
            varld_i_dag, motion_nummer=400 + nummer
        ).till_oppet().besluta().avsluta_sammantrade().till_justering()

    ett_till(1)
    fa = {vem: sidan(varld_i_dag.alla()[vem])[0] for vem in roller_}
    ett_till(2)

    assert {vem: sidan(varld_i_dag.alla()[vem])[0] for vem in roller_} == fa
