"""The edits, asked in full: every edit × every state × every kind of object × every person, against andringar.txt.

A state is reached by acts alone. There each (edit, person) is asked of edit() in a savepoint that is rolled back, and of its
address by a forged POST. A row that is added, given to another, opened to another state or left unguarded fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from motions.models import Anvandare
from remiss import roles
from remiss.effects.utlatandetext.text import Sparning
from remiss.workflow import EjSynligtError, EjTillatetError, FelLageError, HindradError, edit
from remiss.workflow.edits import EDITS
from remiss.workflow.step import EditRow, alltid, oskyddat
from tests.factories import Varld
from tests.remiss.andringsfall import BEGARAN, FAKTA, UTAN_ADRESS
from tests.remiss.andringsobjekt import OBJEKT, Fall, namn, skotaren, slag

pytestmark = pytest.mark.django_db

FIL = Path(__file__).parent / "andringar.txt"
VEM = ("handlaggare", "kollega", "avdelningschef", "forvaltningschef", "registrator", "sekreterare", "revisor",
       "ordforande", "andra_handlaggare", "andra_avdelningschef", "andra_registrator", "andra_sekreterare",
       "administrator")  # fmt: skip
"""The columns; `andra_*` are the other nämnd's."""


def skrivna() -> dict[tuple[str, str], tuple[str, ...]]:
    """What is written by hand: the answers by (edit, object)."""
    ut: dict[tuple[str, str], tuple[str, ...]] = {}
    for rad in FIL.read_text("utf-8").splitlines():
        if rad.strip() and not rad.startswith("#"):
            vad, objekt, *svar = rad.split()
            assert (vad, objekt) not in ut, f"{vad} {objekt} står två gånger"
            ut[vad, objekt] = tuple(svar)
    return ut


def personer(varld: Varld) -> dict[str, Anvandare]:
    """Everyone of the columns; the administrator is a superuser without a role."""
    alla = {**varld.alla(), "administrator": skotaren()}
    return {vem: alla[vem] for vem in VEM}


class Ogjort(Exception):  # noqa: N818 - no error: it undoes what was tried
    """Rolls a try back."""


def prova(rad: EditRow, fall: Fall, by: Anvandare) -> str:
    """What edit() answers, undone at once."""
    svar = "gjort"
    try:
        with transaction.atomic():
            fall.forut()
            varde: Any = edit(rad, fall.subject, FAKTA[namn(rad)](fall), by=by, at=fall.vag.nu)
            if isinstance(varde, Sparning) and varde.utkast is not None:
                svar = "undan"
            raise Ogjort
    except Ogjort:
        return svar
    except EjSynligtError:
        return "–"
    except FelLageError:
        return "läge"
    except EjTillatetError:
        return "nej"
    except HindradError:
        return "hinder"


def skillnader(kind: str, objekt: str, varld: Varld, rader: Sequence[EditRow]) -> Iterator[str]:
    """Where the program does otherwise than what is written by hand, of one object."""
    fall, alla, ska = OBJEKT[kind][objekt](varld), personer(varld), skrivna()
    for rad in rader:
        vantat = ska.get((namn(rad), objekt), ())
        fick = tuple(prova(rad, fall, person) for person in alla.values())
        if fick != vantat:
            for vem, f, v in zip(VEM, fick, vantat or ("",) * len(VEM), strict=True):
                if f != v:
                    yield f"{namn(rad)} {objekt}: {vem} fick {f}, tabellen säger {v or 'inget'}"


def av_slag(kind: str) -> list[EditRow]:
    """The edits of one kind that the table speaks of."""
    return [r for r in EDITS if slag(r) == kind and namn(r) in FAKTA]


ALLA_OBJEKT = [(kind, objekt) for kind, av in OBJEKT.items() for objekt in av]


@pytest.mark.parametrize(("kind", "objekt"), ALLA_OBJEKT, ids=lambda d: d)
def test_each_person_may_edit_just_what_is_written_here(varld: Varld, kind: str, objekt: str) -> None:
    assert list(skillnader(kind, objekt, varld, av_slag(kind))) == []


def test_every_edit_has_its_rows_here_and_no_other() -> None:
    har = set(skrivna())
    finns = {namn(r) for r in EDITS}
    nya = sorted(finns - {vad for vad, _ in har})
    assert nya == [], f"Nya ändringar utan rad i {FIL.name}, FAKTA och BEGARAN (andringsfall.py): {nya}"
    assert sorted(finns - set(FAKTA)) == [], "Säg i FAKTA (andringsfall.py) vad ändringen får veta."
    assert sorted(finns - set(BEGARAN) - set(UTAN_ADRESS)) == [], (
        "Säg i BEGARAN (andringsfall.py) hur ändringen begärs, eller i UTAN_ADRESS varför den inte kan begäras."
    )
    assert sorted(set(BEGARAN) & set(UTAN_ADRESS)) == []
    ska = {(namn(r), objekt) for r in EDITS for objekt in OBJEKT[slag(r)]}
    assert sorted(ska - har) == []
    assert sorted(har - ska) == []


def test_each_row_has_an_answer_for_each_person() -> None:
    assert [rad for rad, svar in skrivna().items() if len(svar) != len(VEM)] == []


def alla(user: Anvandare, subject: Any, today: Any) -> bool:
    """Everyone may."""
    return True


@pytest.mark.parametrize(
    ("vad", "objekt", "andring", "fel"),
    [
        ("utlatande.andra_sats", "utkast", {"who": alla}, "avdelningschef fick gjort, tabellen säger nej"),
        ("utlatande.andra_sats", "utkast", {"who": roles.registrator}, "handlaggare fick nej"),
        (
            "utlatande.ta_bort_sats",
            "godkant",
            {"when": alltid},
            "handlaggare fick gjort, tabellen säger läge",
        ),
        ("sammantrade.ta_bort_punkt", "kallat_kallad", {"guard": oskyddat}, "sekreterare fick gjort"),
        ("sammantrade.sla_ihop", "planerat_hemligt", {"guard": oskyddat}, "sekreterare fick gjort"),
        ("sammantrade.flytta_anmalan", "kallat_kallad", {"guard": oskyddat}, "sekreterare fick gjort"),
        ("sammantrade.ny_punkt", "installt", {"when": alltid}, "sekreterare fick gjort, tabellen säger läge"),
        ("arende.skriv", "registrerat", {"when": alltid}, "handlaggare fick nej, tabellen säger läge"),
        (
            "arende.registrera",
            "egen",
            {"who": roles.sekreterare},
            "sekreterare fick gjort, tabellen säger nej",
        ),
        ("post.lagg_in", "andras", {"who": alla}, "registrator fick gjort, tabellen säger nej"),
        ("post.ta_upp", "ny", {"when": alltid}, "registrator fick gjort, tabellen säger läge"),
        ("post.registrera_nytt", "ny_till_annan", {"guard": oskyddat}, "registrator fick gjort"),
        ("organisation.las_in", "fyllda", {"who": alla}, "revisor fick gjort, tabellen säger nej"),
        ("organisation.demo", "forsta", {"when": alltid}, "handlaggare fick gjort, tabellen säger läge"),
        ("nykommun.personer", "fyllda", {"who": alla}, "registrator fick gjort, tabellen säger nej"),
        ("konto.byt_losenord", "handlaggarens", {"who": alla}, "administrator fick gjort"),
        ("konto.forsta_anvandaren", "handlaggarens", {"guard": oskyddat}, "handlaggare fick gjort"),
    ],
)
def test_a_changed_row_is_reported(
    varld: Varld, vad: str, objekt: str, andring: dict[str, Any], fel: str
) -> None:
    (rad,) = (r for r in EDITS if namn(r) == vad)

    funna = list(skillnader(slag(rad), objekt, varld, [replace(rad, **andring)]))

    assert [f for f in funna if fel in f], funna
