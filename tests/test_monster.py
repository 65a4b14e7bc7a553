"""Every pattern of the program ends soon on what is repeated: one that tries each division of a long line anew never ends.

A pattern runs in the process that answers a page. One line of thirty bullets must not stop it for ever.
"""

from __future__ import annotations

import ast
import importlib
import itertools
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

import motions
import remiss
from tests.test_architecture import filer

PROCESSOR_SEKUNDER = 5
"""A pattern that divides in every way needs years for what is repeated below; one that does not, some milliseconds for it all."""
GANGER = 40
BITAR = (
    *" aA-1.()é–,\n</§'\"«”:;_@[&+•①",
    *("a ", "A ", "1 ", "- ", "1.", "a.", "A.", "a-", "(a", "(1", "a)", "1)", "a,", "a:", "a@", "Aa ", "AB", "i "),
    *("§ ", "kap. ", "1-1", "2026-", "och ", "med ", "o. ", "att ", ": ", "; ", "<!", "a.a@", "http://", "s", "as", "-. "),
)  # fmt: skip
SERVERN = "remiss.wsgi"
"""To import it is to be the web server: every connection gets its little patience."""
FORE = ("", "(", "a", "1", "A ", "§ 1", "<", "«")


class _FastnadeError(Exception):
    pass


def _monster(varde: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value of a module, also in what is listed or looked up there."""
    if isinstance(varde, re.Pattern) and isinstance(varde.pattern, str):
        yield varde
    elif isinstance(varde, dict):
        for del_ in varde.values():
            yield from _monster(del_)
    elif isinstance(varde, tuple | list | set | frozenset):
        for del_ in varde:
            yield from _monster(del_)


def alla_monster() -> dict[re.Pattern[str], str]:
    """Each pattern of the program, and where it stands: what the modules hold, and what is written in a call of `re`."""
    funna: dict[re.Pattern[str], str] = {}
    for rot in (motions, remiss):
        for modul in pkgutil.walk_packages(rot.__path__, f"{rot.__name__}."):
            if modul.name == SERVERN:
                continue
            for namn, varde in vars(importlib.import_module(modul.name)).items():
                for monster in _monster(varde):
                    funna.setdefault(monster, f"{modul.name}.{namn}")
    for fil, trad in filer():
        for nod in ast.walk(trad):
            if isinstance(nod, ast.Call) and ast.unparse(nod.func).startswith("re.") and nod.args:
                forst = nod.args[0]
                if isinstance(forst, ast.Constant) and isinstance(forst.value, str):
                    funna.setdefault(re.compile(forst.value), f"{fil}:{nod.lineno}")
    return funna


@contextmanager
def hogst(sekunder: int) -> Iterator[None]:
    """Stop what goes on when it has had its seconds of the processor. Errors: _FastnadeError."""

    def stopp(_nummer: int, _ram: FrameType | None) -> None:
        raise _FastnadeError

    fore = signal.signal(signal.SIGVTALRM, stopp)
    signal.setitimer(signal.ITIMER_VIRTUAL, sekunder)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, fore)


def fastnar(monster: re.Pattern[str]) -> str:
    """What a pattern does not come out of, "" when it comes out of all."""
    text = ""
    try:
        with hogst(PROCESSOR_SEKUNDER):
            for fore, bit in itertools.product(FORE, BITAR):
                text = f"{fore}{bit * GANGER}\x01"
                for sok in (monster.match, monster.search, monster.fullmatch):
                    sok(text)
    except _FastnadeError:
        return text
    return ""


def test_no_pattern_tries_every_division_of_what_is_repeated() -> None:
    funna = alla_monster()
    assert len(funna) > 150, "programmets mönster ska hittas"
    assert {plats: text for monster, plats in funna.items() if (text := fastnar(monster))} == {}


@pytest.mark.parametrize("uttryck", [r"(?:-+\s*)+a", r"(a|a)*b", r"(\w+\s?)*$"])
def test_a_pattern_that_does_is_found(uttryck: str) -> None:
    assert fastnar(re.compile(uttryck))
