"""The facts of a sammanträde's documents: the kallelse (domain 4.12) and the protokoll (domain 4.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.db.models import F, Q

from motions.datum import iso, klockslag
from motions.documents.context.anmalan import Anmalningar, anmalningar
from motions.documents.context.delar import (
    SENARE,
    Avsandare,
    Person,
    Remissrad,
    avsandare,
    paragrafer,
    remissrad,
)
from motions.documents.context.hel import i_protokollet
from motions.documents.context.paragraf import Protokollsparagraf, paragraf
from motions.models import (
    Anslag,
    Befattning,
    BeslutSlag,
    DokumentSlag,
    Fortroendeuppdrag,
    Fortroendevald,
    Narvaro,
    Organ,
    Personalforetradare,
    Protokoll,
    Punkt,
    PunktSlag,
    Roll,
    Sammantrade,
    Uppdragsroll,
)
from motions.prepared import hamtat
from motions.sortering import svenskt


@dataclass(frozen=True)
class Punktarende:
    """An ärende on the föredragningslista."""

    dnr: str
    handlaggare: str
    remiss: Remissrad | None


@dataclass(frozen=True)
class Punktrad:
    """An item of the föredragningslista, with its markers («Omedelbar justering») and what is anmält in it."""

    nummer: str
    rubrik: str
    arenden: tuple[Punktarende, ...]
    markorer: tuple[str, ...]
    anmalningar: tuple[Anmalningar, ...] = ()


@dataclass(frozen=True)
class Punktgrupp:
    """Items under a common heading."""

    rubrik: str
    punkter: tuple[Punktrad, ...]


@dataclass(frozen=True)
class Kallelsefakta:
    """All that a kallelse prints. `tillagg`: it adds items to one already sent."""

    slag: ClassVar[str] = DokumentSlag.KALLELSE

    avsandare: Avsandare
    datum: str
    nummer: int
    ar: int
    den: str
    klockan: str
    plats: str
    offentligt: bool
    forhinder: str
    ordforande: str
    sekreterare: str
    ledamoter: tuple[str, ...]
    ersattare: tuple[str, ...]
    personalforetradare: tuple[str, ...]
    grupper: tuple[Punktgrupp, ...]
    tillagg: bool = False

    @property
    def titel(self) -> str:
        """The title of the document."""
        return (
            f"{'Tilläggskallelse' if self.tillagg else 'Kallelse'} till sammanträde {self.nummer}/{self.ar}"
        )


@dataclass(frozen=True)
class Narvarorad:
    """One förtroendevald of the närvaro tables. `galler` is «§§ 1–4» when not present throughout."""

    namn: str
    parti: str
    roll: str
    tjanstgor: bool
    ersatter: str = ""
    galler: str = ""
    distans: bool = False


@dataclass(frozen=True)
class Justeringsrad:
    """Who is to justera, and when and how it was done once it has been."""

    namn: str
    roll: str
    datum: str = ""
    satt: str = ""


@dataclass(frozen=True)
class Anslagsrad:
    """Where and when the protokoll was made known."""

    tavla: str
    forvaringsplats: str
    anslaget: str
    overklagas_senast: str
    tas_ned_tidigast: str


@dataclass(frozen=True)
class Protokollsfakta:
    """All that a protokoll prints."""

    slag: ClassVar[str] = DokumentSlag.PROTOKOLL

    avsandare: Avsandare
    datum: str
    nummer: int
    ar: int
    den: str
    borjade: str
    slutade: str
    plats: str
    omedelbart: bool
    paragrafer: str
    ledamoter: tuple[Narvarorad, ...]
    ersattare: tuple[Narvarorad, ...]
    franvarande: tuple[str, ...]
    ovriga: tuple[Person, ...]
    sekreterare: Person
    justerare: tuple[Justeringsrad, ...]
    justeras_senast: str
    justerat: str
    punkter: tuple[Protokollsparagraf, ...]
    anslag: Anslagsrad | None
    vittne: str = field(default="", metadata=SENARE)

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"Protokoll {self.nummer}/{self.ar}"


_GRUPPER = (
    ("Inledning", (PunktSlag.OPPNANDE, PunktSlag.JUSTERARE)),
    ("Ärenden för beslut", (PunktSlag.ARENDE,)),
    ("Anmälningar", (PunktSlag.ANMALAN,)),
    ("Övrigt", (PunktSlag.OVRIGT,)),
)
_ROLLORDNING = list(Uppdragsroll)


def kallelse(sammantrade: Sammantrade, *, today: date, tillagg: bool = False) -> Kallelsefakta:
    """The kallelse with its föredragningslista; with `tillagg` only what no kallelse has named before."""
    organ = sammantrade.organ
    den = iso(sammantrade.start_at)
    punkter = sammantrade.punkter.filter(utgatt_at__isnull=True)
    if tillagg:
        punkter = punkter.filter(Q(kallad=False) | Q(anmalningar__kallad=False)).distinct()
    rader = [(PunktSlag(p.slag), _punktrad(p, bara_nya=tillagg)) for p in punkter.order_by("ordning")]
    grupper = [
        (rubrik, tuple(rad for slag, rad in rader if slag in i_gruppen)) for rubrik, i_gruppen in _GRUPPER
    ]
    valda = _uppdrag(organ, date.fromisoformat(den))
    return Kallelsefakta(
        avsandare=avsandare(organ),
        datum=iso(today),
        nummer=sammantrade.nummer,
        ar=sammantrade.ar,
        den=den,
        klockan=klockslag(sammantrade.start_at),
        plats=sammantrade.plats,
        offentligt=sammantrade.offentligt,
        forhinder=sammantrade.forhinder,
        ordforande=next((u.fortroendevald.namn for u in valda if u.roll == Uppdragsroll.ORDFORANDE), ""),
        sekreterare=sekreterare(organ, today).namn,
        ledamoter=tuple(_med_parti(u) for u in valda if u.roll != Uppdragsroll.ERSATTARE),
        ersattare=tuple(_med_parti(u) for u in valda if u.roll == Uppdragsroll.ERSATTARE),
        personalforetradare=tuple(
            f"{p.namn} ({p.organisation})"
            for p in Personalforetradare.objects.filter(organ=organ, fran_on__lte=den)
            .exclude(till_on__lt=den)
            .order_by(*svenskt("namn"))
        ),
        grupper=tuple(Punktgrupp(rubrik=rubrik, punkter=rader_) for rubrik, rader_ in grupper if rader_),
        tillagg=tillagg,
    )


def protokoll(protokoll: Protokoll, *, today: date) -> Protokollsfakta:
    """The protokoll's §§ as they stand; the signatures and the anslag when they have been made."""
    sammantrade = protokoll.sammantrade
    organ = sammantrade.organ
    punkter = i_protokollet(protokoll)
    narvaro = _narvaro(sammantrade)
    numrerade = _numrerade(sammantrade)
    valda = _uppdrag(organ, date.fromisoformat(iso(sammantrade.start_at)))
    narvarande = {n.uppdrag_id for n in narvaro}
    anslag = next(iter(protokoll.anslag.all()), None)
    return Protokollsfakta(
        avsandare=avsandare(organ),
        datum=iso(today),
        nummer=sammantrade.nummer,
        ar=sammantrade.ar,
        den=iso(sammantrade.start_at),
        borjade=klockslag(sammantrade.start_at),
        slutade=klockslag(sammantrade.slut_at),
        plats=sammantrade.plats,
        omedelbart=protokoll.omedelbart,
        paragrafer=paragrafer([p.paragraf for p in punkter if p.paragraf]),
        ledamoter=tuple(_narvarorader(numrerade, (n for n in narvaro if n.tjanstgor))),
        ersattare=tuple(_narvarorader(numrerade, (n for n in narvaro if not n.tjanstgor))),
        franvarande=tuple(
            _med_parti(u) for u in valda if u.roll != Uppdragsroll.ERSATTARE and u.pk not in narvarande
        ),
        ovriga=tuple(Person(o.namn, o.funktion) for o in sammantrade.ovriga.order_by("pk")),
        sekreterare=sekreterare(organ, date.fromisoformat(iso(sammantrade.start_at))),
        justerare=justerare(protokoll),
        justeras_senast=iso(protokoll.justeras_senast_on),
        justerat=iso(protokoll.justerat_on),
        punkter=tuple(paragraf(p) for p in punkter),
        anslag=anslagsrad(anslag) if anslag else None,
    )


def justerare(protokoll: Protokoll) -> tuple[Justeringsrad, ...]:
    """The ordförande of the sitting and the chosen justerare, with how each has signed the current text."""
    sammantrade = protokoll.sammantrade
    gjorda = {
        j.fortroendevald_id: j
        for j in sorted(protokoll.justeringar.all(), key=lambda j: j.pk)
        if j.dokument_id == protokoll.dokument_id
    }
    rader = []
    for person, roll in _justerande(sammantrade):
        justering = gjorda.get(person.pk)
        rader.append(
            Justeringsrad(
                namn=str(person),
                roll=roll,
                datum=iso(justering.justerad_on) if justering else "",
                satt=justering.satt if justering else "",
            )
        )
    return tuple(rader)


def anslagsrad(anslag: Anslag) -> Anslagsrad:
    """The facts of an anslag."""
    return Anslagsrad(
        tavla=anslag.tavla,
        forvaringsplats=anslag.forvaringsplats,
        anslaget=iso(anslag.anslaget_on),
        overklagas_senast=iso(anslag.overklagas_senast_on),
        tas_ned_tidigast=iso(anslag.tas_ned_tidigast_on),
    )


def _justerande(sammantrade: Sammantrade) -> list[tuple[Fortroendevald, str]]:
    ordforande = [
        n for n in _narvaro(sammantrade) if n.tjanstgor and n.uppdrag.roll != Uppdragsroll.ERSATTARE
    ]
    ordnade = sorted(ordforande, key=lambda n: (_ROLLORDNING.index(Uppdragsroll(n.uppdrag.roll)), n.pk))
    personer = [(n.uppdrag.fortroendevald, "Ordförande") for n in ordnade[:1]]
    alla = sammantrade.justerare
    valda = alla.all() if hamtat(sammantrade, "justerare") else alla.select_related("fortroendevald")
    return [*personer, *((v.fortroendevald, "Justerare") for v in sorted(valda, key=lambda v: v.pk))]


def _narvaro(sammantrade: Sammantrade) -> list[Narvaro]:
    """Those who were there: as they were fetched with their sitting, or else asked for now."""
    rader = sammantrade.narvaro
    if hamtat(sammantrade, "narvaro"):
        return list(rader.all())
    return list(rader.select_related("uppdrag__fortroendevald", "for_uppdrag__fortroendevald"))


def _numrerade(sammantrade: Sammantrade) -> dict[int, int | None]:
    """The number of each § by its place on the list."""
    rader = sammantrade.punkter.filter(paragraf__isnull=False)
    return dict(rader.values_list("ordning", "paragraf"))


def _punktrad(punkt: Punkt, *, bara_nya: bool) -> Punktrad:
    arenden = list(punkt.arenden.select_related("handlaggare", "organ").order_by("pk"))
    hemligt = any(a.sekretess for a in arenden)
    markorer = []
    if punkt.omedelbar_justering:
        markorer.append("Omedelbar justering")
    if punkt.stangda_dorrar:
        markorer.append("Stängda dörrar")
    for tidigare in _tidigare(punkt):
        beslut = tidigare.beslut.get(upphavt_at__isnull=True)
        ord_ = "Bordlagt" if beslut.slag == BeslutSlag.BORDLAGT else "Återremitterat"
        markorer.append(f"{ord_} {iso(tidigare.sammantrade.start_at)}, nr {tidigare.nummer}")
    return Punktrad(
        nummer=punkt.nummer,
        rubrik="; ".join(a.visningstitel for a in arenden) if hemligt else punkt.rubrik,
        arenden=tuple(
            Punktarende(
                dnr=a.dnr, handlaggare=a.handlaggare.namn if a.handlaggare else "", remiss=remissrad(a)
            )
            for a in arenden
        ),
        markorer=tuple(markorer),
        anmalningar=anmalningar(punkt, bara_nya=bara_nya),
    )


def _tidigare(punkt: Punkt) -> Iterable[Punkt]:
    """The latest earlier punkt where the same ärende was bordlagt or återremitterat."""
    return (
        Punkt.objects.filter(
            arenden__in=punkt.arenden.all(),
            sammantrade__start_at__lt=punkt.sammantrade.start_at,
            beslut__slag__in=[BeslutSlag.BORDLAGT, BeslutSlag.ATERREMISS],
            beslut__upphavt_at__isnull=True,
        )
        .select_related("sammantrade")
        .order_by("-sammantrade__start_at")[:1]
    )


def _uppdrag(organ: Organ, day: date) -> list[Fortroendeuppdrag]:
    uppdrag = organ.uppdrag.pa_dagen(day).select_related("fortroendevald")
    return sorted(uppdrag, key=lambda u: (_ROLLORDNING.index(Uppdragsroll(u.roll)), u.plats))


def _med_parti(uppdrag: Fortroendeuppdrag) -> str:
    return f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})"


def _narvarorader(
    paragraf_per_ordning: Mapping[int, int | None], rader: Iterable[Narvaro]
) -> Iterable[Narvarorad]:
    ordnade = sorted(
        rader,
        key=lambda n: (
            _ROLLORDNING.index(Uppdragsroll(n.uppdrag.roll)),
            n.uppdrag.plats,
            n.fran_ordning or 0,
        ),
    )
    for n in ordnade:
        delvis = n.fran_ordning is not None or n.till_ordning is not None
        galler = [
            nummer
            for ordning, nummer in paragraf_per_ordning.items()
            if nummer and (n.fran_ordning or 0) <= ordning <= (n.till_ordning or ordning)
        ]
        yield Narvarorad(
            namn=n.uppdrag.fortroendevald.namn,
            parti=n.uppdrag.parti,
            roll=n.uppdrag.get_roll_display(),
            tjanstgor=n.tjanstgor,
            ersatter=_med_parti(n.for_uppdrag) if n.for_uppdrag else "",
            galler=paragrafer(galler) if delvis else "",
            distans=n.distans,
        )


def sekreterare(organ: Organ, day: date) -> Person:
    """Who keeps the protokoll: the nämndsekreterare of the organ on the day."""
    rad = (
        Befattning.objects.pa_dagen(day)
        .filter(organ=organ, roll=Roll.NAMNDSEKRETERARE)
        .select_related("anvandare")
        .order_by(F("fran_on").desc(), "pk")
        .first()
    )
    return Person(rad.anvandare.namn, rad.anvandare.titel or "nämndsekreterare") if rad else Person("")
