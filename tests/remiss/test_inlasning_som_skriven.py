"""Lists of people as they are written: in any order, with signs that nobody sees, and with days in any form."""

from __future__ import annotations

from datetime import date

import pytest

from motions.actor import acting
from motions.ingest.plan import Utfall
from motions.models import Anvandare, Befattning, Fortroendeuppdrag, Fortroendevald, Uppdragsroll
from tests.factories import Varld
from tests.remiss.test_inlasning import personer, tva, tvivel

pytestmark = pytest.mark.django_db


@pytest.fixture
def lo(varld: Varld) -> Fortroendeuppdrag:
    """The only one of a name in the register, on seat 14."""
    with acting(varld.registrator):
        person = Fortroendevald.objects.create(
            kommun=varld.kommun, fornamn="Lo", efternamn="Provhed", parti="S"
        )
        return Fortroendeuppdrag.objects.create(
            fortroendevald=person,
            organ=varld.organ,
            roll=Uppdragsroll.LEDAMOT,
            plats=14,
            parti="S",
            fran_on=date(2023, 1, 1),
        )


@pytest.mark.parametrize(
    "rader",
    [
        ("Lo;Provhed;S;AMN;ledamot;21;;2", "Lo;Provhed;S;AMN;ledamot;14;;1"),
        ("Lo;Provhed;S;AMN;ledamot;21;;1", "Lo;Provhed;S;AMN;ledamot;14;;2"),
        ("Lo;Provhed;S;AMN;ersättare;21;;b", "Lo;Provhed;S;AMN;ledamot;14;;a"),
        ("Lo;Provhed;S;AMN;ledamot;21;;2", "LO;provhed;s;AMN;ledamot;14;;"),
        (
            "Lo;Provhed;S;SN;ledamot;21;;2",
            "Lo;Provhed;S;AMN;ledamot;14;;1",
            "Lo;Provhed;S;SN;ersättare;22;;1",
        ),
    ],
)
def test_the_one_in_the_register_is_the_one_on_the_seat_whatever_the_order_of_the_rows(
    varld: Varld, lo: Fortroendeuppdrag, rader: tuple[str, ...]
) -> None:
    for ordning in (rader, rader[::-1]):
        plan = tva(varld, *ordning)

        (ny,) = [o for o in plan.nya if isinstance(o, Fortroendevald)]
        assert [u.plats for u in plan.nya if isinstance(u, Fortroendeuppdrag) and u.fortroendevald is ny] == [
            21
        ]
        assert [(p.vem, p.vad) for p in plan.poster if p.utfall == Utfall.OFORANDRAD] == [
            ("Lo Provhed (S)", "ledamot, Arbetsmarknadsnämnden, plats 14")
        ]
        (tvekan,) = plan.tvekan
        assert not tvekan.hinder
        assert tvekan.text.startswith("Lo Provhed (S) finns redan i registret. Den här är en till, person")


def test_two_marks_that_may_both_be_the_one_in_the_register_are_said(
    varld: Varld, lo: Fortroendeuppdrag
) -> None:
    lo.till_on = date(2026, 1, 1)
    lo.save()
    rader = ("Lo;Provhed;S;AMN;ledamot;22;;2", "Lo;Provhed;S;AMN;ledamot;21;;1")
    for ordning in (rader, rader[::-1]):
        plan = tva(varld, *ordning)

        assert {t.text for t in plan.tvekan if not t.hinder} == {
            "Lo Provhed (S) i registret antas vara person 1 i filen.",
            "Lo Provhed (S) finns redan i registret. Den här är en till, person 2.",
        }
        assert not plan.stoppas


@pytest.mark.parametrize(
    ("ett", "tva_", "text"),
    [
        ("S", "Socialdemokraterna", "Siv Provalm står också för S i filen."),
        ("Socialdemokraterna", "S", "Siv Provalm står också för Socialdemokraterna i filen."),
        ("M", "Norrbylistan", "Siv Provalm står också för M i filen."),
        ("Norrby-listan", "Norrbyns lista", "Siv Provalm står också för Norrby-listan i filen."),
    ],
)
def test_one_name_with_two_partier_in_a_file_is_doubted(varld: Varld, ett: str, tva_: str, text: str) -> None:
    plan = tva(varld, f"Siv;Provalm;{ett};AMN;ledamot;21;;", f"Siv;Provalm;{tva_};AMN;ledamot;22;;")

    assert tvivel(plan) == [(3, False, text)]
    assert "skriv partiet likadant" in plan.tvekan[0].gor


def test_one_party_written_in_two_ways_that_are_the_same_is_one(varld: Varld) -> None:
    rader = ("Siv;Provalm;Norrby-listan;AMN;ledamot;21;;", "Siv;Provalm;norrbylistan;SN;ledamot;22;;")

    assert tvivel(tva(varld, *rader)) == []


@pytest.mark.parametrize(
    "namn",
    ["Si\u200bv;Prov\u00adalm", "\u2060Siv;Provalm\ufeff", "Siv\u00a0;\u200eProvalm", "Siv;Prov\u200dalm"],
)
def test_what_nobody_sees_in_a_cell_is_not_kept(varld: Varld, namn: str) -> None:
    plan = tva(varld, f"{namn};S\u200b;AMN;ledamot\u200b;2\u00ad1;;", "Siv;Provalm;S;SN;ersättare;22;;")

    assert tvivel(plan) == []
    (person,) = [o for o in plan.nya if isinstance(o, Fortroendevald)]
    assert (person.fornamn, person.efternamn, person.parti) == ("Siv", "Provalm", "S")
    (anvandare_,) = personer("ny\u200b;Ny\u00ad;Per\u200bson;;;;;;;\n").nya
    assert isinstance(anvandare_, Anvandare)
    assert (anvandare_.username, anvandare_.first_name, anvandare_.last_name) == ("ny", "Ny", "Person")


@pytest.mark.parametrize(
    ("text", "dagen"),
    [
        ("2027-1-1", date(2027, 1, 1)),
        ("1 jan 2027", date(2027, 1, 1)),
        ("1 januari 2027", date(2027, 1, 1)),
        ("31/12-2026", date(2026, 12, 31)),
        ("301231", date(2030, 12, 31)),
        ("20270101", date(2027, 1, 1)),
        ("1.1.2027", date(2027, 1, 1)),
        ("4/12", date(2026, 12, 4)),
    ],
)
def test_days_of_a_list_are_read_as_those_of_the_forms(varld: Varld, text: str, dagen: date) -> None:
    (_, uppdrag) = tva(varld, f"Siv;Provalm;S;AMN;ledamot;21;{text};").nya
    assert isinstance(uppdrag, Fortroendeuppdrag)
    assert uppdrag.fran_on == dagen
    (_, befattning) = personer(f"ny;Ny;Person;;;;registrator;AMN;2026-01-01;{text}\n").nya
    assert isinstance(befattning, Befattning)
    assert befattning.till_on == dagen


@pytest.mark.parametrize(
    ("text", "gor"),
    [
        ("31/2-2027", "finns inte i kalendern"),
        ("i höst", "Skriv datumet med åtta siffror"),
        ("1850-01-01", "Skriv dagen som 2026-12-04"),
        ("04-12", "kan vara"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_said_with_how_to_write(varld: Varld, text: str, gor: str) -> None:
    (tvekan,) = tva(varld, f"Siv;Provalm;S;AMN;ledamot;21;{text};").tvekan

    assert tvekan.hinder
    assert tvekan.text == f"Från är «{text}», som inte är en dag."
    assert gor in tvekan.gor
