"""The table is total, can be walked, has words for everything, and its page and its glossary are what the code says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from remiss import checks, roles
from remiss.checks import Tabell, tabellbrister, tabellen
from remiss.management.commands import workflowdoc
from remiss.workflow import AKTER, TABLE, Row, Step

Andring = Callable[[Tabell], Tabell]


def utan_rader(slag: str, bort: Callable[[Row], bool]) -> Andring:
    """The table without some rows of one kind."""
    return lambda t: replace(t, rader={**t.rader, slag: [r for r in t.rader[slag] if not bort(r)]})


def med_rad(slag: str, rad: Row) -> Andring:
    """The table with one more row."""
    return lambda t: replace(t, rader={**t.rader, slag: [*t.rader[slag], rad]})


def utan(falt: str, nyckel: Any) -> Andring:
    """The table without one owner, label or sentence."""
    return lambda t: replace(t, **{falt: {k: v for k, v in getattr(t, falt).items() if k != nyckel}})


def test_the_table_is_total_and_reachable_and_has_words_for_everything() -> None:
    assert tabellbrister(tabellen()) == []


@pytest.mark.parametrize(
    ("andring", "brist"),
    [
        (utan("agare", ("arende", "beredning")), "arende.beredning: ingen ägare."),
        (utan_rader("arende", lambda r: r.state == "avskrivet"), "arende.avskrivet: ingen väg ut."),
        (
            utan_rader("arende", lambda r: r.target == "bordlagt" and r.state != "bordlagt"),
            "arende.bordlagt: kan inte nås",
        ),
        (
            utan_rader("utlatande", lambda r: r.target == "godkant"),
            "utlatande.godkant: kan inte nås från utkast.",
        ),
        (utan("akter", ("arende", "avsluta")), "arende.avsluta: saknas i AKTER."),
        (utan("meningar", "protokoll.ta_ned"), "protokoll.ta_ned: saknar mening i historiken."),
        (
            utan_rader("protokoll", lambda r: r.action == "ta_ned"),
            "protokoll.ta_ned: står i AKTER men inte i tabellen.",
        ),
        (
            med_rad("arende", Step("beredning", "justeras", "klart", roles.foljd)),
            "arende.justeras: läget klart finns inte.",
        ),
        (
            med_rad("arende", Step("beredning", "forsvinner", "avslutat", roles.foljd)),
            "arende.forsvinner: kan bara följa av en annan handling, men följer inte av någon.",
        ),
        (
            med_rad("utlatande", Step("utkast", "skicka_for_godkannande", "godkant", roles.handlaggare)),
            "utlatande.skicka_for_godkannande från utkast: flera rader som inte kan skiljas åt.",
        ),
    ],
)
def test_a_table_with_a_hole_is_reported(andring: Andring, brist: str) -> None:
    funna = tabellbrister(andring(tabellen()))

    assert [rad for rad in funna if rad.startswith(brist)], funna


def test_the_system_checks_report_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    trasig = utan("agare", ("arende", "beredning"))(tabellen())
    monkeypatch.setattr(checks, "tabellen", lambda: trasig)

    assert [m.id for m in checks.kontrollera_tabellen(None)] == ["remiss.E001"]


def test_the_glossary_has_every_model_state_action_and_role_and_nothing_else() -> None:
    assert checks.ordbrister(checks.ordlistan().read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("fran", "till", "brist"),
    [
        ("| `Arende` |", "| `Fall` |", "Arende (ärende) saknas i ordlistan."),
        ("| `Arende` |", "| `Fall` |", "Fall i ordlistan finns inte i koden."),
        (
            "| Avskrivet |",
            "| Makulerat |",
            "arende.avskrivet heter «Avskrivet» i koden men «Makulerat» i ordlistan.",
        ),
        ("| One case: one akt, one unbroken chain. |", "|  |", "Arende saknar betydelse i ordlistan."),
    ],
)
def test_a_glossary_with_a_hole_is_reported(fran: str, till: str, brist: str) -> None:
    text = checks.ordlistan().read_text("utf-8")
    assert fran in text

    assert brist in checks.ordbrister(text.replace(fran, till))


def test_the_page_of_the_workflow_is_what_the_table_prints() -> None:
    assert workflowdoc.filen().read_text("utf-8") == workflowdoc.sidan(), "Kör manage.py workflowdoc --skriv."


def test_the_page_says_in_words_who_may_do_each_act() -> None:
    for slag, rader in TABLE.items():
        for rad in rader:
            vem = workflowdoc.vem_i_ord(rad.who)
            assert "_" not in vem, f"{slag}.{rad.action}: {vem}"
            assert "<" not in vem, f"{slag}.{rad.action}: {vem}"


def test_labels_are_short_and_begin_with_a_capital() -> None:
    for nyckel, akt in AKTER.items():
        assert akt.etikett[0].isupper(), nyckel
        assert len(akt.etikett) <= 40, nyckel
        assert not akt.mening.endswith("."), nyckel


def test_the_page_says_in_words_when_a_conditional_row_applies() -> None:
    assert ", None" not in workflowdoc.sidan()
