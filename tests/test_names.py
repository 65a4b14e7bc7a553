"""Nothing stands twice: what is said in one place is not said again elsewhere, read from the syntax trees."""

from __future__ import annotations

import ast
import re

import pytest

from motions import datum
from tests.test_architecture import filer, importer, namn_pa

STATE = re.compile(r"(?:^|__)state(?:__in)?$")

LANGA_MANADER = frozenset(datum.MANADER) - {"mars", "maj", "juni", "juli"}
"""The names that a list of months has and that are no other word, nor a part of a short list."""


def tidszon(fil: str, trad: ast.Module) -> list[str]:
    """Time zones, and days and hours worked out from moments, outside motions/datum.py."""
    if fil == "motions/datum.py":
        return []
    funna = [f"{fil}:{nod.lineno} {namn}" for nod, namn in importer(trad) if namn.split(".")[0] == "zoneinfo"]
    for nod in ast.walk(trad):
        if not isinstance(nod, ast.Call):
            continue
        vad = namn_pa(nod.func)
        till_utc = [namn_pa(a) for a in nod.args] == ["UTC"]
        if vad in ("localdate", "localtime") or (vad == "astimezone" and not till_utc):
            funna.append(f"{fil}:{nod.lineno} {vad}")
    return funna


def manader(fil: str, trad: ast.Module) -> list[str]:
    """The names of the months, as a list, outside motions/datum.py; and dates that Django writes in words."""
    if fil == "motions/datum.py":
        return []
    funna = []
    for nod in ast.walk(trad):
        if isinstance(nod, ast.List | ast.Tuple | ast.Set):
            ord_ = {e.value for e in nod.elts if isinstance(e, ast.Constant)}
            if ord_ & LANGA_MANADER or {"jan", "feb"} <= ord_:
                funna.append(f"{fil}:{nod.lineno}")
        elif isinstance(nod, ast.Call) and (
            namn_pa(nod.func) == "date_format" or ast.unparse(nod.func) == "dateformat.format"
        ):
            funna.append(f"{fil}:{nod.lineno}")
    return funna


def mallens_ord(fil: str, trad: ast.Module) -> list[str]:
    """Imports of the templates' filters by what is no page: what a rule or an effect says does not hang on a template."""
    if fil.startswith("remiss/views/"):
        return []
    return [f"{fil}:{nod.lineno} {namn}" for nod, namn in importer(trad) if ".templatetags." in f"{namn}."]


LAGEN_STAR_I = ("motions/states.py", "remiss/workflow/")
"""Where states are written as they are stored: the enums themselves, and the table."""


def bokstavligt(nod: ast.expr) -> bool:
    """Whether a string is written out, or a row of values with one in it."""
    if isinstance(nod, ast.Tuple | ast.List | ast.Set):
        return any(bokstavligt(e) for e in nod.elts)
    return isinstance(nod, ast.Constant) and isinstance(nod.value, str)


def lagen(fil: str, trad: ast.Module) -> list[str]:
    """States written out where one is asked for: beside `.state`, or in `state=` and `state__in=` of any relation."""
    if fil.startswith(LAGEN_STAR_I):
        return []
    funna = []
    for nod in ast.walk(trad):
        if isinstance(nod, ast.Compare):
            sidor = [nod.left, *nod.comparators]
            if any(namn_pa(s) == "state" for s in sidor if isinstance(s, ast.Attribute)):
                funna += [f"{fil}:{s.lineno}" for s in sidor if bokstavligt(s)]
        elif isinstance(nod, ast.keyword) and nod.arg and STATE.search(nod.arg) and bokstavligt(nod.value):
            funna.append(f"{fil}:{nod.lineno}")
    return funna


TVA_GANGER = {
    "Command": "the name that Django asks of every management command",
    "Huvudforslag": "the rules' frozen facts of a model, written beslutsgang.Huvudforslag",
    "Proposition": "the rules' frozen facts of a model, written beslutsgang.Proposition",
    "Yrkande": "the rules' frozen facts of a model, written beslutsgang.Yrkande",
    "Utfall": "what a row of a list comes to, and what an effect leaves behind",
}
"""The only names that two classes share, and why."""


def klassnamn(trad: dict[str, ast.Module]) -> list[str]:
    """Names that more than one class of the program has."""
    var: dict[str, list[str]] = {}
    for fil, modul in trad.items():
        for nod in modul.body:
            if isinstance(nod, ast.ClassDef):
                var.setdefault(nod.name, []).append(fil)
    return [f"{n}: {', '.join(fs)}" for n, fs in var.items() if len(fs) > 1 and n not in TVA_GANGER]


REGLER = {
    "a time zone outside motions.datum": tidszon,
    "the months outside motions.datum": manader,
    "a filter of the templates outside the pages": mallens_ord,
    "a state that is no enum's": lagen,
}


@pytest.mark.parametrize("regel", REGLER)
def test_nothing_is_said_twice(regel: str) -> None:
    assert [rad for fil, trad in filer() for rad in REGLER[regel](fil, trad)] == []


@pytest.mark.parametrize(
    ("regel", "fil", "kod"),
    [
        ("a time zone outside motions.datum", "remiss/x.py", "from zoneinfo import ZoneInfo"),
        ("a time zone outside motions.datum", "remiss/effects/x.py", "on = timezone.localdate(at)"),
        (
            "a time zone outside motions.datum",
            "motions/x.py",
            "on = timezone.localtime(at, STOCKHOLM).date()",
        ),
        ("a time zone outside motions.datum", "remiss/x.py", "on = at.astimezone(STOCKHOLM).date()"),
        ("the months outside motions.datum", "motions/x.py", "M = ('januari', 'februari', 'mars')"),
        ("the months outside motions.datum", "motions/x.py", "M = ['jan', 'feb', 'mars']"),
        ("the months outside motions.datum", "remiss/x.py", "text = dateformat.format(on, 'j F Y')"),
        ("the months outside motions.datum", "remiss/x.py", "text = date_format(on, 'j F Y')"),
        (
            "a filter of the templates outside the pages",
            "remiss/effects/x.py",
            "from remiss.templatetags.ui import datum_text",
        ),
        (
            "a filter of the templates outside the pages",
            "remiss/guards/x.py",
            "from remiss.templatetags import ui",
        ),
        ("a state that is no enum's", "remiss/guards/x.py", "x = arende.state == 'beredning'"),
        (
            "a state that is no enum's",
            "remiss/guards/x.py",
            "x = a.organ.mote.state not in ('planerat', 'kallat')",
        ),
        ("a state that is no enum's", "remiss/effects/x.py", "Arende.objects.create(state='registrerat')"),
        (
            "a state that is no enum's",
            "motions/x.py",
            "rader.exclude(punkt__sammantrade__state__in=['pagar'])",
        ),
    ],
)
def test_each_rule_finds_what_it_forbids(regel: str, fil: str, kod: str) -> None:
    assert REGLER[regel](fil, ast.parse(kod))


@pytest.mark.parametrize(
    ("regel", "fil", "kod"),
    [
        ("a time zone outside motions.datum", "motions/audit.py", "x = at.astimezone(UTC).isoformat()"),
        ("a time zone outside motions.datum", "remiss/x.py", "x = day_of(at)"),
        (
            "a filter of the templates outside the pages",
            "remiss/views/x.py",
            "from remiss.templatetags.ui import fristlage",
        ),
        ("a state that is no enum's", "remiss/workflow/table.py", "x = u.state == 'utkast'"),
        (
            "a state that is no enum's",
            "remiss/x.py",
            "x = a.state == ArendeState.KALLAT or a.slag == 'kallat'",
        ),
        ("a state that is no enum's", "remiss/x.py", "rader.filter(state__in=OPPNA_MOTEN, slag='kallat')"),
    ],
)
def test_the_rules_let_the_lawful_through(regel: str, fil: str, kod: str) -> None:
    assert REGLER[regel](fil, ast.parse(kod)) == []


def test_a_class_name_has_one_meaning() -> None:
    assert klassnamn(dict(filer())) == []


def test_a_second_class_of_the_same_name_is_found_and_one_with_its_reason_is_not() -> None:
    trad = dict(filer()) | {"remiss/x.py": ast.parse("class Csvrad:\n    pass\n\nclass Command:\n    pass")}

    assert klassnamn(trad) == ["Csvrad: motions/ingest/csv_file.py, remiss/x.py"]


def test_every_name_that_is_let_through_still_stands_twice() -> None:
    namn = [nod.name for _, trad in filer() for nod in trad.body if isinstance(nod, ast.ClassDef)]

    assert {n for n in TVA_GANGER if namn.count(n) < 2} == set()
