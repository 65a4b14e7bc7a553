"""The rooms of the program: which may know of which, that no two know of each other, and how large one may grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
IN_THE_ROOT = 15

KNOWS_NOTHING_OF: dict[str, tuple[str, ...]] = {
    "motions": ("remiss",),
    "motions.models": ("motions.documents", "motions.ingest", "motions.frister", "motions.search"),
    "motions.text": ("motions.models", "motions.documents", "motions.ingest"),
    "motions.beslutsgang": ("motions.models", "motions.documents", "motions.paragraf"),
    "remiss.facts": (
        *("remiss.guards", "remiss.effects", "remiss.workflow", "remiss.forms", "remiss.views", "remiss.web"),
        *("remiss.roles", "remiss.admin"),
    ),
    "remiss.hinder": ("remiss.guards", "remiss.effects", "remiss.workflow", "remiss.forms", "remiss.views"),
    "remiss.roles": ("remiss.guards", "remiss.effects", "remiss.workflow", "remiss.forms", "remiss.views"),
    "remiss.guards": (
        *("remiss.effects", "remiss.workflow", "remiss.forms", "remiss.views", "remiss.templatetags"),
        *("remiss.web", "remiss.admin", "remiss.demo"),
    ),
    "remiss.effects": (
        *("remiss.workflow", "remiss.forms", "remiss.views", "remiss.templatetags", "remiss.web"),
        *("remiss.admin", "remiss.demo"),
    ),
    "remiss.workflow": ("remiss.forms", "remiss.views", "remiss.web", "remiss.admin", "remiss.demo"),
    "remiss.forms": ("remiss.effects", "remiss.views", "remiss.admin", "remiss.demo"),
    "remiss.templatetags": ("remiss.effects", "remiss.workflow", "remiss.views"),
    "remiss.web": ("remiss.effects", "remiss.workflow", "remiss.forms", "remiss.views", "remiss.demo"),
    "remiss.context_processors": ("remiss.demo", "remiss.workflow", "remiss.views"),
    "remiss.start": (
        *("motions", "django", "remiss.settings", "remiss.models", "remiss.views", "remiss.workflow"),
    ),
}
"""Which room looks down on which: it is known there, and knows nothing back."""

ON_PURPOSE: dict[tuple[str, str], str] = {
    ("remiss.start.webserver", "django"): "gunicorn reads it, in the environment that is made by then",
}

LONG_ON_PURPOSE: dict[str, str] = {}
"""Files over the limit where a cut would follow length and not sense, with the reason."""


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the program by its name, without migrations."""
    found = {}
    for package in ("motions", "remiss"):
        for file in sorted((root / package).rglob("*.py")):
            if "migrations" not in file.parts:
                name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                found[name] = file
    return found


def imports(tree: ast.Module) -> set[str]:
    """What a module imports when it runs, by full name; what is for the type checker alone is left out."""
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, room: str) -> bool:
    """Whether a module lies in a room, or is it."""
    return name == room or name.startswith(f"{room}.")


def upward(module: str, names: Iterable[str]) -> list[str]:
    """What a module imports that its room knows nothing of."""
    return [
        f"{module} → {name}"
        for room, unknown in KNOWS_NOTHING_OF.items()
        if within(module, room)
        for name in sorted(names)
        if any(within(name, u) for u in unknown)
        and not any(within(module, m) and within(name, n) for m, n in ON_PURPOSE)
    ]


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The sets of modules that import each other, directly or by way of others."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in graph[name]:
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in order:
            visit(name)
    return found


def graph_of(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Which modules of ours each module imports. A package that hands on its own parts does not import itself."""
    graph: dict[str, set[str]] = {}
    for name, tree in trees.items():
        wanted = {full if full in trees else full.rpartition(".")[0] for full in imports(tree)}
        graph[name] = {w for w in wanted if w in trees and w != name}
    return graph


def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(file.read_text("utf-8")) for name, file in modules().items()}


def test_no_room_knows_of_what_lies_above_it() -> None:
    found = [arrow for name, tree in trees().items() for arrow in upward(name, imports(tree))]

    assert found == []


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("motions.models.arende", "from motions.documents import store"),
        ("motions.deadlines", "from remiss import roles"),
        ("remiss.guards.arende", "from remiss.effects import arende"),
        ("remiss.effects.post", "from remiss.templatetags.ui import datum"),
        ("remiss.forms.post", "import remiss.effects.post"),
        ("remiss.facts.arende", "from remiss.guards.arende import pa_listan"),
        ("remiss.start.launcher", "from django.conf import settings"),
        ("remiss.context_processors", "from remiss.demo import rundtur"),
    ],
)
def test_an_arrow_upwards_is_found(module: str, code: str) -> None:
    assert upward(module, imports(ast.parse(code)))


def test_what_is_for_the_type_checker_alone_is_no_arrow() -> None:
    code = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from remiss import roles"

    assert upward("motions.deadlines", imports(ast.parse(code))) == []


def test_every_arrow_on_purpose_is_still_there() -> None:
    all_trees = trees()
    for (module, name), _why in ON_PURPOSE.items():
        assert any(within(n, name) for n in imports(all_trees[module])), module


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(graph_of(trees())) == []


def test_a_circle_is_found() -> None:
    planted = {
        "remiss.a": ast.parse("from remiss.b import x"),
        "remiss.b": ast.parse("from remiss import c"),
        "remiss.c": ast.parse("import remiss.a"),
        "remiss.d": ast.parse("from remiss import a"),
    }

    assert circles(graph_of(planted)) == [["remiss.a", "remiss.b", "remiss.c"]]


def long_files(lengths: Mapping[str, int]) -> list[str]:
    """Files that have outgrown their room, demo texts and migrations apart."""
    return [
        f"{file}: {length} rader"
        for file, length in lengths.items()
        if length > LONGEST and not file.startswith("remiss/demo/") and file not in LONG_ON_PURPOSE
    ]


def test_no_file_has_outgrown_its_room() -> None:
    files = {
        f.relative_to(ROOT).as_posix(): len(f.read_text("utf-8").splitlines()) for f in modules().values()
    }

    assert long_files(files) == []


def test_a_file_that_has_outgrown_its_room_is_found() -> None:
    assert long_files({"remiss/views/x.py": LONGEST + 1, "remiss/demo/texts.py": 900}) == [
        f"remiss/views/x.py: {LONGEST + 1} rader"
    ]


def test_the_root_of_the_web_package_is_no_store_room() -> None:
    assert len(list((ROOT / "remiss").glob("*.py"))) <= IN_THE_ROOT


PAGE = ROOT / "docs" / "arkitektur.md"
_NAMED = re.compile(r"`((?:motions|remiss|tests|templates)/[\w/.]*)`")


def missing_on(page: str, rooms: Iterable[str]) -> list[str]:
    """What the page names that is not there, and the rooms that it does not name."""
    named = set(_NAMED.findall(page))
    return [
        *(f"{name} finns inte" for name in sorted(named) if not (ROOT / name).exists()),
        *(f"{room} saknas på sidan" for room in rooms if room not in named),
    ]


def rooms_of_the_program() -> list[str]:
    """The folders of the two packages, but for what Django asks for."""
    djangos = {"migrations", "templatetags", "management", "__pycache__"}
    return [
        f"{package}/{folder.name}/"
        for package in ("motions", "remiss")
        for folder in sorted((ROOT / package).iterdir())
        if folder.is_dir() and folder.name not in djangos
    ]


def test_the_page_of_the_architecture_names_every_room_and_nothing_else() -> None:
    assert missing_on(PAGE.read_text("utf-8"), rooms_of_the_program()) == []


def test_a_room_that_the_page_does_not_have_is_found() -> None:
    page = PAGE.read_text("utf-8")

    assert missing_on(page.replace("`remiss/guards/`", "`remiss/vakter/`"), ["remiss/guards/"]) == [
        "remiss/vakter/ finns inte",
        "remiss/guards/ saknas på sidan",
    ]
