"""The shape of the code, read from its syntax trees: who imports whom, who moves a state, who reads the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROT = Path(__file__).resolve().parent.parent
PAKET = ("motions", "remiss")

KLOCKAN = {
    "remiss/web/middleware.py": "the moment of a request",
    "remiss/login/sessions.py": "whether a session lives is asked before the request has its moment",
    "remiss/jobs.py": "a job has no request that carries the moment",
    "remiss/drift/jobb.py": "a job has no request that carries the moment",
    "remiss/upgrade.py": "an upgrade has no request that carries the moment",
    "remiss/start/testrun.py": "measures the test run",
    "remiss/start/launcher.py": "waits for processes",
    "remiss/start/processes.py": "waits for processes",
    "remiss/start/database.py": "waits for the cluster",
    "remiss/start/bootstrap.py": "waits for what it installs",
}
"""The only files, with the management commands, that may read the clock."""

INNE_I_FUNKTION = {
    ("remiss/apps.py", "remiss.checks"): "Django's place for what reads the models at start-up",
    ("remiss/apps.py", "remiss.upgrade"): "Django's place for what listens to signals",
}

TYSTA = {
    "remiss/start/system_packages.py": "package lists that are too old: it is tried once more with fresh ones"
}

BULKANDRING: dict[str, str] = {}
"""Where QuerySet.update() or bulk_create() may pass a model with history by, and why."""


def filer() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the program, without migrations."""
    for paket in PAKET:
        for fil in sorted((ROT / paket).rglob("*.py")):
            if "migrations" not in fil.parts:
                yield fil.relative_to(ROT).as_posix(), ast.parse(fil.read_text("utf-8"))


def importer(trad: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each import statement and the full name of what it imports."""
    for nod in ast.walk(trad):
        if isinstance(nod, ast.Import):
            for alias in nod.names:
                yield nod, alias.name
        elif isinstance(nod, ast.ImportFrom) and nod.module:
            for alias in nod.names:
                yield nod, f"{nod.module}.{alias.name}"


def uppat(fil: str, trad: ast.Module) -> list[str]:
    """Imports of remiss from motions."""
    return [
        f"{fil}:{nod.lineno} importerar {namn}"
        for nod, namn in importer(trad)
        if fil.startswith("motions/") and namn.split(".")[0] == "remiss"
    ]


def i_funktion(fil: str, trad: ast.Module) -> list[str]:
    """Project imports inside a function."""
    return [
        f"{fil}:{nod.lineno} importerar {namn} i {funktion.name}"
        for funktion in ast.walk(trad)
        if isinstance(funktion, ast.FunctionDef | ast.AsyncFunctionDef)
        for nod, namn in importer(funktion)
        if namn.split(".")[0] in PAKET and (fil, namn) not in INNE_I_FUNKTION
    ]


def relativa(fil: str, trad: ast.Module) -> list[str]:
    """Relative imports: they hide which package is meant."""
    return [f"{fil}:{n.lineno}" for n in ast.walk(trad) if isinstance(n, ast.ImportFrom) and n.level]


def state_satts(fil: str, trad: ast.Module) -> list[str]:
    """Assignments of `.state` outside the table."""
    if fil == "remiss/workflow/perform.py":
        return []
    funna = []
    for nod in ast.walk(trad):
        mal: list[ast.expr] = []
        if isinstance(nod, ast.Assign):
            mal = [d for m in nod.targets for d in (m.elts if isinstance(m, ast.Tuple | ast.List) else [m])]
        elif isinstance(nod, ast.AugAssign | ast.AnnAssign):
            mal = [nod.target]
        funna += [f"{fil}:{m.lineno}" for m in mal if isinstance(m, ast.Attribute) and m.attr == "state"]
        if isinstance(nod, ast.Call) and namn_pa(nod.func) in ("setattr", "update", "update_or_create"):
            strangar = [a.value for a in nod.args if isinstance(a, ast.Constant)]
            if "state" in strangar or any(k.arg == "state" for k in nod.keywords):
                funna.append(f"{fil}:{nod.lineno}")
    return funna


def namn_pa(uttryck: ast.expr) -> str:
    """The last name of a call's function."""
    if isinstance(uttryck, ast.Attribute):
        return uttryck.attr
    return uttryck.id if isinstance(uttryck, ast.Name) else ""


def klockan(fil: str, trad: ast.Module) -> list[str]:
    """Readings of the clock where time should have been passed in."""
    if fil in KLOCKAN or fil.startswith("remiss/management/commands/"):
        return []
    funna = []
    for nod in ast.walk(trad):
        if not isinstance(nod, ast.Call) or not isinstance(nod.func, ast.Attribute):
            continue
        vem, vad = namn_pa(nod.func.value), nod.func.attr
        last = (vem, vad) in {
            ("timezone", "now"),
            ("datetime", "now"),
            ("date", "today"),
            ("datetime", "today"),
        }
        last |= (vem, vad) in {("datetime", "utcnow"), ("time", "time")}
        last |= vad in ("localdate", "localtime") and not nod.args and not nod.keywords
        if last:
            funna.append(f"{fil}:{nod.lineno} {vem}.{vad}()")
    return funna


def tysta(fil: str, trad: ast.Module) -> list[str]:
    """Handlers that swallow: they catch everything, or do nothing at all with what they caught."""
    funna = []
    for nod in ast.walk(trad):
        if not isinstance(nod, ast.ExceptHandler) or fil in TYSTA:
            continue
        allt = nod.type is None or namn_pa(nod.type) in ("Exception", "BaseException")
        reser = any(isinstance(n, ast.Raise) for n in ast.walk(nod))
        tomt = all(isinstance(s, ast.Pass) or _bara_ord(s) for s in nod.body)
        if (allt and not reser) or tomt:
            funna.append(f"{fil}:{nod.lineno}")
    return funna


def _bara_ord(sats: ast.stmt) -> bool:
    return isinstance(sats, ast.Expr) and isinstance(sats.value, ast.Constant)


def modeller_med_historik() -> set[str]:
    """The names of the models whose every change leaves a history row."""
    return {m.__name__ for m in apps.get_app_config("motions").get_models() if hasattr(m, "history")}


def forbi_historiken(fil: str, trad: ast.Module) -> list[str]:
    """Bulk writes that leave no history row. A chain that begins with a model without history is let through."""
    med = modeller_med_historik()
    funna = []
    for nod in ast.walk(trad):
        if not isinstance(nod, ast.Call) or not isinstance(nod.func, ast.Attribute):
            continue
        if nod.func.attr not in ("update", "bulk_update", "bulk_create") or fil in BULKANDRING:
            continue
        rot = _rot(nod.func.value)
        if rot in med or (rot[:1].islower() and nod.func.attr == "update" and _ar_fraga(nod.func.value)):
            funna.append(f"{fil}:{nod.lineno} {rot}.{nod.func.attr}()")
    return funna


def _rot(uttryck: ast.expr) -> str:
    while isinstance(uttryck, ast.Attribute | ast.Call | ast.Subscript):
        uttryck = uttryck.func if isinstance(uttryck, ast.Call) else uttryck.value
    return uttryck.id if isinstance(uttryck, ast.Name) else ""


def _ar_fraga(uttryck: ast.expr) -> bool:
    """Whether the expression asks the database: a chain through filter, exclude, all or a manager."""
    return any(
        isinstance(n, ast.Attribute) and n.attr in ("filter", "exclude", "all", "objects", "order_by")
        for n in ast.walk(uttryck)
    )


REGLER = {
    "motions imports remiss": uppat,
    "a project import inside a function": i_funktion,
    "a relative import": relativa,
    "a state is set outside the table": state_satts,
    "the clock is read inside a rule": klockan,
    "an exception is swallowed": tysta,
    "a change passes its history by": forbi_historiken,
}


@pytest.mark.parametrize("regel", REGLER)
def test_no_file_breaks_the_rule(regel: str) -> None:
    funna = [rad for fil, trad in filer() for rad in REGLER[regel](fil, trad)]

    assert funna == []


@pytest.mark.parametrize(
    ("regel", "fil", "kod"),
    [
        ("motions imports remiss", "motions/deadlines.py", "from remiss import roles"),
        ("motions imports remiss", "motions/deadlines.py", "import remiss.settings"),
        ("motions imports remiss", "motions/deadlines.py", "def f():\n    from remiss.roles import ser"),
        ("a project import inside a function", "remiss/x.py", "def f():\n    from motions import audit"),
        (
            "a project import inside a function",
            "remiss/x.py",
            "class A:\n    async def f(self):\n        import motions.audit",
        ),
        ("a relative import", "remiss/x.py", "from . import roles"),
        ("a state is set outside the table", "remiss/effects/x.py", "arende.state = 'avslutat'"),
        ("a state is set outside the table", "remiss/effects/x.py", "a.b, arende.state = 1, 2"),
        ("a state is set outside the table", "remiss/effects/x.py", "setattr(arende, 'state', 'avslutat')"),
        (
            "a state is set outside the table",
            "remiss/effects/x.py",
            "Arende.objects.filter(pk=1).update(state='avslutat')",
        ),
        (
            "the clock is read inside a rule",
            "motions/x.py",
            "from django.utils import timezone\nx = timezone.now()",
        ),
        ("the clock is read inside a rule", "motions/x.py", "x = datetime.datetime.now(tz=UTC)"),
        ("the clock is read inside a rule", "remiss/views/x.py", "x = date.today()"),
        ("the clock is read inside a rule", "remiss/views/x.py", "x = timezone.localdate()"),
        ("an exception is swallowed", "remiss/x.py", "try:\n    f()\nexcept ValueError:\n    pass"),
        ("an exception is swallowed", "remiss/x.py", "try:\n    f()\nexcept:\n    return_value = 1"),
        (
            "an exception is swallowed",
            "remiss/x.py",
            "try:\n    f()\nexcept Exception as e:\n    logger.info(e)",
        ),
        ("a change passes its history by", "remiss/x.py", "Arende.objects.filter(pk=1).update(titel='x')"),
        ("a change passes its history by", "remiss/x.py", "sammantrade.punkter.all().update(ordning=1)"),
        ("a change passes its history by", "remiss/x.py", "Punkt.objects.bulk_create([])"),
    ],
)
def test_each_rule_finds_what_it_forbids(regel: str, fil: str, kod: str) -> None:
    assert REGLER[regel](fil, ast.parse(kod))


@pytest.mark.parametrize(
    ("regel", "fil", "kod"),
    [
        ("the clock is read inside a rule", "motions/x.py", "x = timezone.localdate(at)"),
        (
            "an exception is swallowed",
            "remiss/x.py",
            "try:\n    f()\nexcept BaseException:\n    stada()\n    raise",
        ),
        ("a change passes its history by", "remiss/x.py", "x = {}\nx.update(a=1)\ndigest.update(b'')"),
        ("a state is set outside the table", "remiss/x.py", "x = arende.state == 'avslutat'"),
    ],
)
def test_the_rules_let_the_lawful_through(regel: str, fil: str, kod: str) -> None:
    assert REGLER[regel](fil, ast.parse(kod)) == []


def test_every_exception_from_a_rule_is_still_needed() -> None:
    trad = dict(filer())
    for fil, namn in INNE_I_FUNKTION:
        assert namn in {n for _, n in importer(trad[fil])}
    for fil in [*KLOCKAN, *BULKANDRING, *TYSTA]:
        assert fil in trad


@pytest.mark.parametrize("namn", ["utils", "helpers", "common", "services", "managers"])
def test_no_room_is_a_lumber_room(namn: str) -> None:
    traffar = [
        f
        for paket in PAKET
        for f in (ROT / paket).rglob("*")
        if f.stem == namn and "__pycache__" not in f.parts
    ]

    assert traffar == []
