"""The tree of a document that is being set: who stands above whom, and which classes an element has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.etree.ElementTree import Element

Foraldrar: TypeAlias = Mapping[Element, Element]
"""The parent of each element."""

MM = 96 / 25.4
"""Pixels."""


def foraldrarna(rot: Element) -> Foraldrar:
    """The parent of each element below a root, as it now is."""
    return {barn: element for element in rot.iter() for barn in element}


def ovanfor(element: Element, foraldrar: Foraldrar) -> Iterator[Element]:
    """The elements that an element stands in, the nearest first."""
    while (forald := foraldrar.get(element)) is not None:
        yield forald
        element = forald


def klasserna(element: Element) -> list[str]:
    """The classes of an element, in order."""
    return element.get("class", "").split()


def markera(element: Element, klass: str) -> None:
    """Give an element a class, once."""
    klasser = klasserna(element)
    if klass not in klasser:
        element.set("class", " ".join([*klasser, klass]))
