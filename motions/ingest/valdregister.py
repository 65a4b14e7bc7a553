"""The register of the elected as a list is compared with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from motions.ingest.csv_file import Csvrad
from motions.ingest.names import fall
from motions.ingest.namnar import Plats
from motions.ingest.plan import Namnregister
from motions.models import Anvandare, Fortroendeuppdrag, Fortroendevald, Kommun, Organ, Uppdragsroll


@dataclass
class Valdregister:
    """The register as the list is compared with it, and what the list has added so far."""

    kommun: Kommun
    today: date
    personer: dict[tuple[str, str], list[Fortroendevald]] = field(default_factory=dict)
    namn: Namnregister = field(default_factory=Namnregister)
    partier: dict[str, set[str]] = field(default_factory=dict)
    organ: dict[str, Organ] = field(default_factory=dict)
    konton: dict[str, Anvandare] = field(default_factory=dict)
    agare: dict[int, Fortroendevald] = field(default_factory=dict)
    platser: dict[Plats, list[Fortroendeuppdrag]] = field(default_factory=dict)
    sedda: dict[tuple[str, str, str, int, bool, int, date | None], Csvrad] = field(default_factory=dict)
    traffade: set[int] = field(default_factory=set)
    rader: dict[int, int] = field(default_factory=dict)
    """The row of the file that an uppdrag comes from, by the identity of the object."""
    markta: dict[tuple[str, str, str], Fortroendevald] = field(default_factory=dict)
    """Those of the same name and parti whom the file tells apart, by their mark in the column person."""
    omarkta: set[int] = field(default_factory=set)
    """The keys of those whose seat the file has without a mark, of a name that it marks elsewhere."""
    antagna: set[tuple[str, str, str]] = field(default_factory=set)
    i_filen: dict[str, set[str]] = field(default_factory=dict)
    """The partier of each name that the file has added."""


def platsen(u: Fortroendeuppdrag) -> Plats:
    """The seat of an uppdrag."""
    return (u.organ_id, u.roll == Uppdragsroll.ERSATTARE, u.plats)


def las_registret(kommun: Kommun, today: date) -> Valdregister:
    """The register as it is now."""
    r = Valdregister(kommun, today)
    for person in Fortroendevald.objects.filter(kommun=kommun).order_by("pk"):
        hela = f"{person.fornamn}{person.efternamn}"
        r.personer.setdefault((fall(hela), fall(person.parti)), []).append(person)
        r.namn.lagg_till(hela, str(person))
        r.partier.setdefault(fall(hela), set()).add(person.parti)
        if person.anvandare_id:
            r.agare[person.anvandare_id] = person
    for organ in Organ.objects.filter(kommun=kommun):
        r.organ |= {fall(organ.namn): organ, fall(organ.kortnamn): organ}
    r.konton = {a.username: a for a in Anvandare.objects.all()}
    for u in (
        Fortroendeuppdrag.objects.filter(organ__kommun=kommun)
        .select_related("fortroendevald", "organ")
        .order_by("fran_on", "pk")
    ):
        r.platser.setdefault(platsen(u), []).append(u)
    return r
