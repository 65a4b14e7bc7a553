"""What a value is, is said: how often the program gives up saying it is counted, and may not become more."""

from __future__ import annotations

import ast
import tokenize
from contextlib import suppress
from io import StringIO

import pytest

from tests.test_architecture import ROT

PER_TUSEN = 4
"""At most so many `Any` to a thousand lines of the source."""

HOGST = {"cast": 0, "object": 14, "type: ignore": 62}
"""At most so many of each: those that there are. One that is gone is not to come back."""


def kallor() -> dict[str, str]:
    """The source of the program by file: both packages, without their migrations."""
    filer = [f for mapp in ("motions", "remiss") for f in sorted((ROT / mapp).rglob("*.py"))]
    return {str(f.relative_to(ROT)): f.read_text("utf-8") for f in filer if "migrations" not in f.parts}


def antal_any(kod: str) -> int:
    """How often `Any` is written: each import of it, and each use, in an annotation that is a string too."""
    namn = 0
    for nod in ast.walk(ast.parse(kod)):
        if isinstance(nod, ast.Name):
            namn += nod.id == "Any"
        elif isinstance(nod, ast.Attribute):
            namn += nod.attr == "Any"
        elif isinstance(nod, ast.ImportFrom):
            namn += sum(a.name == "Any" for a in nod.names)
        elif isinstance(nod, ast.Constant) and isinstance(nod.value, str) and "Any" in nod.value:
            with suppress(SyntaxError):
                namn += antal_any(nod.value)
    return namn


def antal_cast(kod: str) -> int:
    """How often a type is claimed by `cast`."""
    anrop = [n.func for n in ast.walk(ast.parse(kod)) if isinstance(n, ast.Call)]
    return sum(
        (isinstance(f, ast.Name) and f.id == "cast") or (isinstance(f, ast.Attribute) and f.attr == "cast")
        for f in anrop
    )


def antal_object(kod: str) -> int:
    """How often something is said to be an `object`, that is anything at all."""
    return sum(isinstance(n, ast.Name) and n.id == "object" for n in ast.walk(ast.parse(kod)))


def antal_ignore(kod: str) -> int:
    """How often the type checker is told to look away."""
    ord_ = tokenize.generate_tokens(StringIO(kod).readline)
    return sum(t.type == tokenize.COMMENT and "type: ignore" in t.string for t in ord_)


RAKNARE = {"cast": antal_cast, "object": antal_object, "type: ignore": antal_ignore}


def test_any_is_rare() -> None:
    kod = kallor()
    rader = sum(len(text.splitlines()) for text in kod.values())
    antal = {fil: n for fil, text in kod.items() if (n := antal_any(text))}

    assert rader > 30_000, "the source was not found"
    assert sum(antal.values()) * 1000 <= PER_TUSEN * rader, sorted(antal.items(), key=lambda rad: -rad[1])


@pytest.mark.parametrize("vad", HOGST)
def test_nothing_else_takes_its_place(vad: str) -> None:
    antal = {fil: n for fil, text in kallor().items() if (n := RAKNARE[vad](text))}

    assert sum(antal.values()) <= HOGST[vad], sorted(antal.items(), key=lambda rad: -rad[1])


@pytest.mark.parametrize(
    ("kod", "antal"),
    [
        ("from typing import Any\n\ndef f(a: Any) -> dict[str, Any]:\n    return a\n", 3),
        ("import typing\n\nx: typing.Any = 1\n", 1),
        ("x: 'list[Any]' = []\n", 1),
        ("x: int = 1  # Any day\n", 0),
        ('"""Any day."""\n', 0),
    ],
)
def test_each_any_is_counted(kod: str, antal: int) -> None:
    assert antal_any(kod) == antal


@pytest.mark.parametrize(
    ("vad", "kod"),
    [
        ("cast", "from typing import cast\n\nx = cast(int, '1')\n"),
        ("cast", "import typing\n\nx = typing.cast('int', '1')\n"),
        ("object", "def f(a: object) -> None:\n    pass\n"),
        ("object", "def f(a: dict[str, object]) -> None:\n    pass\n"),
        ("type: ignore", "x: int = '1'  # type: ignore[assignment]\n"),
    ],
)
def test_each_way_out_is_counted(vad: str, kod: str) -> None:
    assert RAKNARE[vad](kod) == 1


def test_words_about_them_are_not_counted() -> None:
    kod = '"""A cast of an object: type: ignore it."""\n'

    assert [raknare(kod) for raknare in RAKNARE.values()] == [0, 0, 0]
