"""Each kind of document looks as version 709ff88 made it: the HTML, the words and the structure, and the bytes of the PDF."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.conf import settings
from django.test import override_settings

from motions.documents import context, render
from motions.models import DokumentSlag
from tests.golden import fingerprint
from tests.golden.fingerprint import Example, Fingerprint

RECORDED = json.loads(fingerprint.RECORD.read_text())
EXAMPLES = {e.name: e for e in fingerprint.examples()}
SAME_LIBRARIES = RECORDED["environment"] == fingerprint.environment()


@cache
def taken(name: str) -> Fingerprint:
    """The fingerprints of an example, taken once."""
    return fingerprint.take(EXAMPLES[name])


def changed(name: str, now: Fingerprint) -> list[str]:
    """Which of the recorded fingerprints of the document are other ones now."""
    was = RECORDED["documents"][name]
    compared = [f for f in was if f != "pdf" or SAME_LIBRARIES]
    return [f for f in compared if was[f] != asdict(now)[f]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_is_what_it_was(name: str) -> None:
    assert changed(name, taken(name)) == []


def test_every_recorded_document_is_still_compared() -> None:
    assert set(RECORDED["documents"]) == set(EXAMPLES)


def test_every_kind_of_document_has_an_example() -> None:
    assert {e.slag for e in EXAMPLES.values()} == set(DokumentSlag.values)


def test_the_digest_of_the_facts_is_the_one_that_was_kept() -> None:
    """It stands in the row, in the PDF and in what anyone has written down: the names of the facts are a part of it."""
    for e in EXAMPLES.values():
        assert context.kontrollsumma(context.ur_json(e.slag, e.fakta)) == e.sha256, e.name


def test_every_fact_is_said_by_some_example() -> None:
    said = {
        name for e in EXAMPLES.values() for name, value in facts(context.ur_json(e.slag, e.fakta)) if value
    }
    declared = {name for klass in get_args(context.Fakta) for name in fields(klass)}
    assert declared - said == set()


def test_the_examples_miss_a_fact_that_only_one_of_them_said() -> None:
    """The test above would find it."""
    rest = [e for e in EXAMPLES.values() if e.name != "anslagsbevis-nedtaget"]
    said = {name for e in rest for name, value in facts(context.ur_json(e.slag, e.fakta)) if value}
    assert "Anslagsbevisfakta.nedtaget" not in said


def facts(fakta: Any) -> Iterator[tuple[str, Any]]:
    """Every fact of a document by class and name, those within others too."""
    if isinstance(fakta, tuple):
        for one in fakta:
            yield from facts(one)
    elif dataclasses.is_dataclass(fakta):
        for f in dataclasses.fields(fakta):
            value = getattr(fakta, f.name)
            yield f"{type(fakta).__name__}.{f.name}", value
            yield from facts(value)


def classes(klass: Any) -> Iterator[Any]:
    """The dataclass, and those that its fields are made of."""
    if dataclasses.is_dataclass(klass):
        yield klass
        for hint in get_type_hints(klass).values():
            for part in (hint, *get_args(hint)):
                yield from classes(part)


def fields(klass: Any) -> Iterator[str]:
    """The names of the facts that a document of the class may hold."""
    for k in classes(klass):
        for f in dataclasses.fields(k):
            yield f"{k.__name__}.{f.name}"


# -- that the comparison finds what it is there to find ------------------------------------------------


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Callable[[str, str, str, str], None]]:
    """A way to let the program read a copy of its templates or style sheets, with one thing in them changed."""
    overrides = []

    def plant(folder: str, file: str, was: str, now: str) -> None:
        copy = tmp_path / folder
        shutil.copytree(settings.BASE_DIR / folder, copy, ignore=shutil.ignore_patterns("typsnitt", "js"))
        text = (copy / file).read_text()
        assert was in text
        (copy / file).write_text(text.replace(was, now))
        if folder == "templates":
            override = override_settings(TEMPLATES=[{**settings.TEMPLATES[0], "DIRS": [copy]}])
        else:
            override = override_settings(STATICFILES_DIRS=[copy])
        override.enable()
        overrides.append(override)
        render.stil.cache_clear()

    yield plant
    for override in overrides:
        override.disable()
    render.stil.cache_clear()


Plant = Callable[[str, str, str, str], None]


def test_an_element_of_another_kind_is_found(other: Plant) -> None:
    other("templates", "documents/delar/paragraf.html", '<p class="sekretess">', '<p class="hemligt">')
    name = "protokoll-flera-dnr-omrostning"
    assert "html" in changed(name, fingerprint.take(EXAMPLES[name]))
    assert changed("utdrag", fingerprint.take(EXAMPLES["utdrag"])) == []


@pytest.mark.parametrize("space", ["\n</p>", "<br></p>"])
def test_a_space_more_after_a_word_is_found(other: Plant, space: str) -> None:
    """It is set in the line, although nobody sees it."""
    other("templates", "documents/delar/huvud.html", "Dnr {{ nummer }}</p>", "Dnr {{ nummer }}" + space)
    found = changed("utdrag", fingerprint.take(EXAMPLES["utdrag"]))
    assert "html" in found
    assert not SAME_LIBRARIES or "pdf" in found


def test_a_template_that_is_broken_into_other_lines_gives_the_same_document(other: Plant) -> None:
    was = '<th scope="row">Anslagstavla</th><td>{{ anslag.tavla }}</td></tr>'
    now = '\n  <th\n   scope="row">\n   Anslagstavla</th>\n  <td>\n{{ anslag.tavla }}</td>\n</tr>\n'
    other("templates", "documents/delar/anslag.html", was, now)
    assert changed("anslagsbevis", fingerprint.take(EXAMPLES["anslagsbevis"])) == []


@pytest.mark.skipif(
    not SAME_LIBRARIES, reason="the bytes of a PDF are compared where the same libraries set it"
)
def test_a_colour_of_the_style_sheet_is_found(other: Plant) -> None:
    other("static", "css/print.css", "color: #4c545a", "color: #4c545b")
    assert changed("utdrag", fingerprint.take(EXAMPLES["utdrag"])) == ["pdf"]


def test_a_word_that_moves_to_another_page_is_found(other: Plant) -> None:
    other("static", "css/print.css", "margin: 34mm 37mm 26mm 40mm", "margin: 34mm 37mm 96mm 40mm")
    assert "content" in changed("protokoll", fingerprint.take(EXAMPLES["protokoll"]))


def test_a_fact_under_another_name_is_found() -> None:
    e = EXAMPLES["anslagsbevis"]
    fakta = {("utdelat" if name == "nedtaget" else name): value for name, value in e.fakta.items()}
    with pytest.raises(KeyError, match="utdelat"):
        fingerprint.take(replace(e, fakta=fakta))


def test_another_digest_in_the_file_is_found() -> None:
    e: Example = replace(EXAMPLES["anslagsbevis"], sha256="0" * 64)
    assert "content" in changed(e.name, fingerprint.take(e))
