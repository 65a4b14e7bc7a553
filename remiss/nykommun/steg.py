"""The way from an empty database to the first registered ärende: its steps, what each has, and what is still missing.

Nothing is kept beside the registers: how far one has come is read from them, so one may stop, go back, or use Inställningar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from motions.models import (
    CHEFSROLLER,
    Arende,
    Arendetyp,
    Befattning,
    Forvaltning,
    Klassificering,
    Kommun,
    Organ,
    OrganSlag,
    Roll,
)
from remiss.hinder import Hinder


@dataclass(frozen=True)
class Lage:
    """The first kommun, its first förvaltning and that förvaltning's first nämnd, as far as they are there."""

    kommun: Kommun | None
    forvaltning: Forvaltning | None
    organ: Organ | None

    def befattningar(self, today: date) -> list[Befattning]:
        """Who works for the nämnd on `today`, and can log in or will be able to."""
        if self.organ is None or self.forvaltning is None:
            return []
        inom = Q(organ=self.organ) | Q(forvaltning=self.forvaltning) | Q(enhet__forvaltning=self.forvaltning)
        return list(
            Befattning.objects.pa_dagen(today)
            .filter(inom, anvandare__is_active=True)
            .select_related("anvandare", "organ", "forvaltning", "enhet", "kommun")
            .order_by("pk")
        )

    def arendetyp(self) -> Arendetyp | None:
        """The first ärendetyp of the förvaltning."""
        if self.forvaltning is None:
            return None
        return Arendetyp.objects.filter(forvaltning=self.forvaltning).order_by("pk").first()


def lage() -> Lage:
    """How far the kommun has come."""
    kommun = Kommun.objects.order_by("pk").first()
    forvaltning = kommun.forvaltningar.order_by("pk").first() if kommun else None
    organ = forvaltning.organ.filter(slag=OrganSlag.NAMND).order_by("pk").first() if forvaltning else None
    return Lage(kommun, forvaltning, organ)


@dataclass(frozen=True)
class Steg:
    """One step. `klart`: whether the registers have what it makes; `efter`: the step that must have been taken before."""

    slug: str
    namn: str
    om: str
    klart: Callable[[Lage, date], bool]
    efter: str = ""


def _har_klasser(lage: Lage, today: date) -> bool:
    return lage.kommun is not None and gallande_klasser(lage.kommun, today).exists()


def gallande_klasser(kommun: Kommun, today: date) -> QuerySet[Klassificering]:
    """The codes that apply on `today`."""
    return kommun.klassificeringar.filter(Q(till_on__isnull=True) | Q(till_on__gte=today), fran_on__lte=today)


def _har_personer(lage: Lage, today: date) -> bool:
    roller = {b.roll for b in lage.befattningar(today)}
    return {Roll.REGISTRATOR, Roll.HANDLAGGARE} <= roller


STEG = (
    Steg(
        "kommun",
        "Kommunen",
        "Namnet, fullmäktige och anslagstavlan.",
        lambda lage, _: lage.kommun is not None,
    ),
    Steg(
        "forvaltning",
        "Förvaltningen",
        "Namnet, adressen och enheterna.",
        lambda lage, _: lage.forvaltning is not None,
        "kommun",
    ),
    Steg(
        "namnd",
        "Nämnden",
        "Namnet, diarienumren och kallelsen.",
        lambda lage, _: lage.organ is not None,
        "forvaltning",
    ),
    Steg(
        "platser",
        "Platserna",
        "Hur många ledamöter fullmäktige har bestämt.",
        lambda lage, today: lage.organ is not None and lage.organ.platser_den(today) > 0,
        "namnd",
    ),
    Steg(
        "klassificering",
        "Klassificeringen",
        "Koderna som ärendena får: er struktur, eller några att börja med.",
        _har_klasser,
        "kommun",
    ),
    Steg(
        "arendetyp",
        "Ärendetypen",
        "Vilka avsnitt ett utlåtande har.",
        lambda lage, _: lage.arendetyp() is not None,
        "forvaltning",
    ),
    Steg(
        "beslutssatser",
        "Beslutssatserna",
        "Färdiga förslag till beslut som handläggaren väljer bland.",
        lambda lage, _: lage.organ is not None and lage.organ.beslutssatsmallar.exists(),
        "namnd",
    ),
    Steg(
        "godkannande",
        "Godkännandet",
        "Vilka chefer som godkänner ett utlåtande.",
        lambda lage, _: lage.organ is not None and lage.organ.godkannandesteg.exists(),
        "namnd",
    ),
    Steg(
        "personer",
        "Personerna",
        "Registrator, handläggare, chefer och nämndsekreterare.",
        _har_personer,
        "namnd",
    ),
)
STEGEN = {s.slug: s for s in STEG}


def nasta(slug: str) -> str:
    """The address after a step."""
    ordning = [s.slug for s in STEG]
    plats = ordning.index(slug) + 1
    return reverse("ny_kommun_steg", args=[ordning[plats]]) if plats < len(ordning) else reverse("ny_kommun")


def stopp(steg: Steg, lage: Lage, today: date) -> Steg | None:
    """The step that must be taken before, or None when the way is free."""
    fore = STEGEN.get(steg.efter)
    return None if fore is None or fore.klart(lage, today) else fore


def saknas_for_registrering(lage: Lage, today: date) -> list[Hinder]:
    """What must be in place before the first ärende can be registered and given to somebody."""
    if lage.organ is not None and Arende.objects.filter(organ=lage.organ).exists():
        return []
    hinder = [
        Hinder(f"{s.namn} är inte ifylld.", reverse("ny_kommun_steg", args=[s.slug]), "Fyll i")
        for s in STEG
        if s.slug in ("kommun", "forvaltning", "namnd") and not s.klart(lage, today)
    ]
    if hinder:
        return hinder
    if not _har_klasser(lage, today):
        hinder.append(Hinder("Det finns ingen klassificering.", *_till("klassificering")))
    if lage.arendetyp() is None:
        hinder.append(Hinder("Det finns ingen ärendetyp.", *_till("arendetyp")))
    roller = {b.roll for b in lage.befattningar(today)}
    for roll in (Roll.REGISTRATOR, Roll.HANDLAGGARE):
        if roll not in roller:
            hinder.append(Hinder(f"Nämnden har ingen {roll.label.lower()}.", *_till("personer")))
    for namn in _utan_losenord(lage, today):
        hinder.append(
            Hinder(
                f"{namn} har inget lösenord och kan inte logga in.",
                reverse("admin:motions_anvandare_changelist"),
                "Ge ett lösenord",
            )
        )
    return hinder


def saknas_for_sammantrade(lage: Lage, today: date) -> list[Hinder]:
    """What must be in place before the ärende can go to its chefer and to a sammanträde."""
    if lage.organ is None:
        return []
    hinder = []
    roller = {b.roll for b in lage.befattningar(today)}
    kedja = [Roll(s.roll) for s in lage.organ.godkannandesteg.all()]
    if not kedja:
        hinder.append(Hinder("Ingen chef godkänner utlåtandena.", *_till("godkannande")))
    hinder += [
        Hinder(f"Nämnden har ingen {roll.label.lower()}, som ska godkänna.", *_till("personer"))
        for roll in CHEFSROLLER
        if roll in kedja and roll not in roller
    ]
    if Roll.NAMNDSEKRETERARE not in roller:
        hinder.append(Hinder("Nämnden har ingen nämndsekreterare.", *_till("personer")))
    if not lage.organ.platser_den(today):
        hinder.append(Hinder("Antalet platser är inte satt.", *_till("platser")))
    if not lage.organ.beslutssatsmallar.exists():
        hinder.append(Hinder("Det finns inga färdiga beslutssatser.", *_till("beslutssatser")))
    if not lage.organ.uppdrag.pa_dagen(today).exists():
        hinder.append(
            Hinder("Nämnden har inga förtroendevalda.", reverse("las_in", args=["valda"]), "Läs in en lista")
        )
    return hinder


def _till(slug: str) -> tuple[str, str]:
    return reverse("ny_kommun_steg", args=[slug]), "Fyll i"


def _utan_losenord(lage: Lage, today: date) -> list[str]:
    """Those who are to register and cannot log in, when nobody who registers can."""
    registratorer = [b.anvandare for b in lage.befattningar(today) if b.roll == Roll.REGISTRATOR]
    if any(a.has_usable_password() for a in registratorer):
        return []
    return list(dict.fromkeys(a.namn for a in registratorer))
