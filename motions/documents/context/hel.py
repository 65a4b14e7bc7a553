"""A § fetched whole: all that its text and the rules are read from, in as many questions for sixty §§ as for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from motions.models import (
    Arende,
    Avlamnare,
    Beslut,
    BeslutPunkt,
    DeltarInte,
    Forslagspunkt,
    Fortroendeuppdrag,
    Huvudforslag,
    Instammande,
    Jav,
    Proposition,
    Protokoll,
    Punkt,
    Uttalande,
    Yrkande,
    Yrkandepunkt,
)
from motions.prepared import Related, Slot, hamtat, prepared
from motions.relationer import GODKANNANDEN, MOTIONARER, MOTIONER

ARENDEN = Related(Punkt, "arenden", lambda: Arende.objects.select_related("organ", "remiss__remittent"))
BESLUTEN = Related(Punkt, "beslut", Beslut)
BESLUTSPUNKTER = Related(Beslut, "punkter", BeslutPunkt)
DELTAR_INTE = Related(Beslut, "deltar_inte", DeltarInte)
FORSLAGSPUNKTER = Related(Huvudforslag, "punkter", Forslagspunkt)
YRKANDEN = Related(
    Punkt, "yrkanden", lambda: Yrkande.objects.select_related("mal_forslagspunkt", "mal_attsats")
)
YRKANDETS_PUNKTER = Related(Yrkande, "punkter", Yrkandepunkt)
INSTAMMANDEN = Related(Yrkande, "instammanden", Instammande)
PROPOSITIONER = Related(Punkt, "propositioner", Proposition)
JAV = Related(Punkt, "jav", Jav)
UTTALANDEN = Related(Punkt, "uttalanden", lambda: Uttalande.objects.select_related("beslutspunkt"))
AVLAMNARE = Related(Uttalande, "avlamnare", Avlamnare)
"""What a § is read from."""


def hel(*punkter: Punkt) -> None:
    """Fetch all that a § is read from, for all of them at once; what one of them has already is not asked for again.

    Everybody who is named, also those of a närvaro that was fetched before, comes with a title.
    """
    prefetch_related_objects(
        punkter,
        "sammantrade__organ",
        Prefetch("huvudforslag", Huvudforslag.objects.select_related("version")),
    )
    MOTIONARER.onto(MOTIONER.onto(ARENDEN.onto(punkter)))
    besluten = BESLUTEN.onto(punkter)
    BESLUTSPUNKTER.onto(besluten)
    DELTAR_INTE.onto(besluten)
    forslagen = [p.huvudforslag for p in punkter if hasattr(p, "huvudforslag")]
    FORSLAGSPUNKTER.onto(forslagen)
    GODKANNANDEN.onto(f.version for f in forslagen if f.version is not None)
    yrkanden = YRKANDEN.onto(punkter)
    YRKANDETS_PUNKTER.onto(yrkanden)
    INSTAMMANDEN.onto(yrkanden)
    PROPOSITIONER.onto(punkter)
    JAV.onto(punkter)
    AVLAMNARE.onto(UTTALANDEN.onto(punkter))
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
    personer = {u.pk: u for u in _personer(nycklar=sorted({nyckel for _, _, nyckel in falt}))}
    for rad, namn, nyckel in falt:
        setattr(rad, namn, personer[nyckel])


@prepared
def _personer(*, nycklar: Slot) -> QuerySet[Fortroendeuppdrag]:
    return Fortroendeuppdrag.objects.med_titel().filter(pk__one_of=nycklar)


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
