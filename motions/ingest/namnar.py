"""People of one name whom a list tells apart by marks: who of the register each mark is. The module is pure.

It is the same whatever the order of the rows. The one who has had the seat of a row is the one of its mark; then the one who sits
in its organ, and then the one who is left. Where that one may be of several marks it is the first, and that is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Plats = tuple[int, bool, int]
"""Organ, kind of seat and its number: ledamöter and ersättare are numbered apart."""


@dataclass
class Skilda:
    """The person of each mark, those whose seat the list has without a mark, and the marks that were the first of several."""

    personer: dict[str, int] = field(default_factory=dict)
    omarkta: set[int] = field(default_factory=set)
    antagna: set[str] = field(default_factory=set)


def skilj_at(
    rader: Iterable[tuple[str, Plats]], personer: Collection[int], satt: Mapping[Plats, Collection[int]]
) -> Skilda:
    """The marks and seats of the rows of one name, the people of that name, and who has had each seat."""
    skilda = Skilda()
    i_ordning = sorted(set(rader), key=lambda rad: (not rad[0], len(rad[0]), rad))
    for marke, plats in i_ordning:
        funna = _lediga(skilda, personer, satt.get(plats, ()))
        if len(funna) == 1 and marke:
            skilda.personer.setdefault(marke, funna[0])
        elif len(funna) == 1:
            skilda.omarkta.add(funna[0])
    i_organet: dict[int, set[int]] = {}
    for plats, nycklar in satt.items():
        i_organet.setdefault(plats[0], set()).update(nycklar)
    organ = [(marke, plats[0]) for marke, plats in i_ordning if marke]
    _de_som_ar_kvar(skilda, personer, [(marke, i_organet.get(o, set())) for marke, o in organ])
    _de_som_ar_kvar(skilda, personer, [(marke, personer) for marke, _ in organ])
    return skilda


def _lediga(skilda: Skilda, personer: Iterable[int], bland: Collection[int]) -> list[int]:
    tagna = {*skilda.personer.values(), *skilda.omarkta}
    return [p for p in personer if p not in tagna and p in bland]


def _de_som_ar_kvar(
    skilda: Skilda, personer: Collection[int], bland: list[tuple[str, Collection[int]]]
) -> None:
    """Give each mark without a person the only one who is left among its own."""
    for marke, dess in bland:
        if marke in skilda.personer:
            continue
        funna = _lediga(skilda, personer, dess)
        if len(funna) == 1:
            andra = (
                m for m, andras in bland if m != marke and m not in skilda.personer and funna[0] in andras
            )
            if next(andra, None) is not None:
                skilda.antagna.add(marke)
            skilda.personer[marke] = funna[0]
