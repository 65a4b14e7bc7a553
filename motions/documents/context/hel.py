"""A § fetched whole: all that its text and the rules are read from, in as many questions for sixty §§ as for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model, Prefetch, prefetch_related_objects

from motions.models import (
    Arende,
    Fortroendeuppdrag,
    Huvudforslag,
    Protokoll,
    Punkt,
    Uttalande,
    Yrkande,
)
from motions.prepared import hamtat


def hel(*punkter: Punkt) -> None:
    """Fetch all that a § is read from, for all of them at once; what one of them has already is not asked for again.

    Everybody who is named, also those of a närvaro that was fetched before, comes with a title.
    """
    prefetch_related_objects(
        punkter,
        "sammantrade__organ",
        Prefetch("arenden", Arende.objects.select_related("organ", "remiss__remittent")),
        "arenden__motioner__motionarer",
        "beslut__punkter",
        "beslut__deltar_inte",
        Prefetch("huvudforslag", Huvudforslag.objects.select_related("version")),
        "huvudforslag__punkter",
        "huvudforslag__version__godkannanden",
        Prefetch("yrkanden", Yrkande.objects.select_related("mal_forslagspunkt", "mal_attsats")),
        "yrkanden__punkter",
        "yrkanden__instammanden",
        "propositioner",
        "jav",
        Prefetch("uttalanden", Uttalande.objects.select_related("beslutspunkt")),
        "uttalanden__avlamnare",
    )
    for punkt in punkter:
        egna = {u.pk: u for u in punkt.uttalanden.all()}
        for u in egna.values():
            if u.instammer_i_id in egna:
                u.instammer_i = egna[u.instammer_i_id]
    moten = {id(punkt.sammantrade): punkt.sammantrade for punkt in punkter}.values()
    narvaro = (n for mote in moten if hamtat(mote, "narvaro") for n in mote.narvaro.all())
    _med_personer([*narvaro, *(rad for punkt in punkter for rad in _namnda(punkt))])


def _namnda(punkt: Punkt) -> Iterator[Model]:
    """The rows of a whole § that name somebody by a mandate."""
    yield from punkt.jav.all()
    for beslut in punkt.beslut.all():
        yield from beslut.deltar_inte.all()
    for y in punkt.yrkanden.all():
        yield from (y, *y.instammanden.all())
    for u in punkt.uttalanden.all():
        yield from u.avlamnare.all()


def _med_personer(rader: Iterable[Model]) -> None:
    """Give each row the mandates it names, as `med_titel` reads them, in one question for rows of every kind."""
    falt = [
        (rad, namn, nyckel)
        for rad in rader
        for namn in ("uppdrag", "ersattare")
        if (nyckel := getattr(rad, f"{namn}_id", None)) is not None
    ]
    if not falt:
        return
    personer = Fortroendeuppdrag.objects.med_titel().in_bulk({nyckel for _, _, nyckel in falt})
    for rad, namn, nyckel in falt:
        setattr(rad, namn, personer[nyckel])


def i_protokollet(protokoll: Protokoll) -> list[Punkt]:
    """The §§ of a protokoll, whole; of one whose §§ were fetched with it, it asks nothing more."""
    punkter = list(protokoll.punkter.all())
    if not hamtat(protokoll, "punkter"):
        hel(*punkter)
    return punkter


def som_den_ar(punkt: Punkt) -> Punkt:
    """The § whole: itself when it was made so with others, else a fresh copy, so that the caller's own is never stale."""
    if "yrkanden" in getattr(punkt, "_prefetched_objects_cache", {}):
        return punkt
    nu = Punkt.objects.get(pk=punkt.pk)
    hel(nu)
    return nu
