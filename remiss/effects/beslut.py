"""What is moved, decided and said in a §, as the secretary records it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from motions import paragraf
from motions.models import (
    Anvandare,
    AttSats,
    Avlamnare,
    Beslut,
    BeslutPunkt,
    Beslutsfattare,
    BeslutSlag,
    DeltarInte,
    Forslagspunkt,
    Fortroendeuppdrag,
    Instammande,
    Jav,
    OrganSlag,
    Proposition,
    Protokoll,
    Protokollspunkt,
    Punkt,
    Sammantrade,
    SvarSlag,
    Uttalande,
    Yrkande,
    Yrkandepunkt,
    YrkandeTillstand,
)
from remiss.guards.beslut import beslutsvarningar
from remiss.hinder import Utfall

FOLJD = {
    BeslutSlag.AVGJORT: "beslutas",
    BeslutSlag.BORDLAGT: "bordlaggs",
    BeslutSlag.ATERREMISS: "aterremitteras",
}


def anmal_jav(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    punkt: Punkt,
    uppdrag: Fortroendeuppdrag,
    grund: str,
    ersattare: Fortroendeuppdrag | None = None,
) -> Utfall:
    """Record that a person left the § as jävig, on what ground, and who stepped in (KL 6:28-30)."""
    jav = Jav.objects.create(punkt=punkt, uppdrag=uppdrag, grund=grund, ersattare=ersattare)
    data = {
        "punkt": punkt.pk,
        "jav": jav.pk,
        "uppdrag": uppdrag.pk,
        "ersattare": ersattare.pk if ersattare else None,
    }
    return Utfall(data, {"grund": grund})


def ta_bort_jav(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, jav: Jav) -> Utfall:
    """Take away a jäv that was recorded by mistake; the chain keeps that it was, and so does the row's history."""
    data = {"punkt": jav.punkt_id, "jav": jav.pk, "uppdrag": jav.uppdrag_id, "ersattare": jav.ersattare_id}
    jav.delete()
    return Utfall(data)


def registrera_yrkande(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    punkt: Punkt,
    slag: str,
    uppdrag: Fortroendeuppdrag,
    med_flera: bool = False,
    instammande: Iterable[Fortroendeuppdrag] = (),
    rang: int = 1,
    mal_forslagspunkt: Forslagspunkt | None = None,
    mal_yrkande: Yrkande | None = None,
    mal_attsats: AttSats | None = None,
    punkter: Iterable[str] = (),
    motiv: str = "",
) -> Utfall:
    """Record a yrkande with its points and those who join it (KL 5:67 p. 1)."""
    yrkande = Yrkande.objects.create(
        punkt=punkt,
        ordning=punkt.yrkanden.count() + 1,
        slag=slag,
        rang=rang,
        uppdrag=uppdrag,
        med_flera=med_flera,
        mal_forslagspunkt=mal_forslagspunkt,
        mal_yrkande=mal_yrkande,
        mal_attsats=mal_attsats,
        motiv=motiv,
    )
    for nummer, text in enumerate((t.strip() for t in punkter if t.strip()), start=1):
        Yrkandepunkt.objects.create(yrkande=yrkande, nummer=nummer, text=text)
    for person in {u.pk: u for u in instammande if u.pk != uppdrag.pk}.values():
        Instammande.objects.create(yrkande=yrkande, uppdrag=person)
    return Utfall({"punkt": punkt.pk, "yrkande": yrkande.pk, "slag": str(slag), "uppdrag": uppdrag.pk})


def aterta_yrkande(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, yrkande: Yrkande) -> Utfall:
    """Record that a yrkande was withdrawn: it will not be minuted (KL 5:67 p. 1)."""
    _satt_tillstand(yrkande, YrkandeTillstand.ATERTAGET)
    return Utfall({"punkt": yrkande.punkt_id, "yrkande": yrkande.pk})


def _satt_tillstand(yrkande: Yrkande, tillstand: str) -> None:
    yrkande.tillstand = tillstand
    yrkande.save()
    for rad in yrkande.punkter.all():
        rad.tillstand = tillstand
        rad.save()


def registrera(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    punkt: Punkt,
    slag: str,
    punkter: Sequence[Mapping[str, Any]] = (),
    propositioner: Sequence[Mapping[str, Any]] = (),
    beslutsgang: str = "",
    yrkandeutfall: Mapping[int, str] | None = None,
    svar: str = SvarSlag.INGET,
    svar_text: str = "",
    villkor: str = "",
    deltar_inte: Iterable[Fortroendeuppdrag] = (),
    omedelbar_justering: bool = False,
    skal: str = "",
) -> Utfall:
    """Record a beslut with all that KL 5:67 asks for.

    `punkter`: {text, forslagspunkt, yrkande}, the text in the past tense. `propositioner`: {text,
    huvudforslag_stalls, yrkanden, mot}, the last two lists of Yrkande. `yrkandeutfall`: outcome by key of
    yrkande. `skal`: why it was decided in spite of a warning.
    """
    varningar = [v.kod for v in beslutsvarningar(punkt)]
    med_version = svar in (SvarSlag.UTLATANDE, SvarSlag.MED_ANDRING)
    beslut = Beslut.objects.create(
        organ=sammantrade.organ,
        punkt=punkt,
        beslutsfattare=Beslutsfattare.UTSKOTT
        if sammantrade.organ.slag == OrganSlag.UTSKOTT
        else Beslutsfattare.NAMND,
        slag=slag,
        villkor="" if slag == BeslutSlag.AVGJORT else villkor.strip(),
        beslutsgang=beslutsgang.strip(),
        svar=svar,
        svar_version=punkt.huvudforslag.version if med_version else None,
        svar_text=svar_text.strip() if svar not in (SvarSlag.UTLATANDE, SvarSlag.INGET) else "",
        registrerat_at=at,
        registrerat_by=by,
    )
    beslut.arenden.set(punkt.arenden.all())
    for nummer, rad in enumerate((p for p in punkter if p["text"].strip()), start=1):
        BeslutPunkt.objects.create(
            beslut=beslut,
            nummer=nummer,
            text=rad["text"].strip(),
            forslagspunkt=rad.get("forslagspunkt"),
            yrkande=rad.get("yrkande"),
        )
    _stall(punkt, propositioner)
    for yrkande in punkt.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET):
        _satt_tillstand(yrkande, (yrkandeutfall or {})[yrkande.pk])
    for person in {u.pk: u for u in deltar_inte}.values():
        DeltarInte.objects.create(beslut=beslut, uppdrag=person)
    punkt.omedelbar_justering = omedelbar_justering
    punkt.save()
    if omedelbar_justering:
        _till_omedelbart(sammantrade, punkt, at)
    data = {
        "punkt": punkt.pk,
        "beslut": beslut.pk,
        "slag": str(slag),
        "svar": str(svar),
        "omedelbart": omedelbar_justering,
    }
    return Utfall(data | ({"avvikelser": varningar} if varningar else {}), {"skal": skal} if skal else {})


def _stall(punkt: Punkt, propositioner: Sequence[Mapping[str, Any]]) -> None:
    for ordning, rad in enumerate((p for p in propositioner if p["text"].strip()), start=1):
        proposition = Proposition.objects.create(
            punkt=punkt,
            ordning=ordning,
            huvudforslag_stalls=bool(rad.get("huvudforslag_stalls")),
            text=rad["text"].strip(),
        )
        proposition.yrkanden.set(rad.get("yrkanden", ()))
        proposition.mot.set(rad.get("mot", ()))


def _till_omedelbart(sammantrade: Sammantrade, punkt: Punkt, at: datetime) -> None:
    """Put the § in the protokoll that is justerat at once: one an occasion, until it is sent (domain 2.4)."""
    protokoll = sammantrade.protokoll.filter(omedelbart=True, state="upprattas").order_by("pk").first()
    if protokoll is None:
        protokoll = Protokoll.objects.create(
            sammantrade=sammantrade,
            omedelbart=True,
            justeras_senast_on=paragraf.dag(sammantrade),
            state_since=at,
        )
    Protokollspunkt.objects.update_or_create(punkt=punkt, defaults={"protokoll": protokoll})


def arenden_efter_beslut(sammantrade: Sammantrade, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    """The ärenden of the § are decided, bordlagda or återremitterade with it."""
    action = FOLJD[BeslutSlag(facts["slag"])]
    return [(a, action) for a in facts["punkt"].arenden.order_by("pk")]


def upphav(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, punkt: Punkt, skal: str) -> Utfall:
    """Withdraw what was recorded, so that the § can be recorded anew; the row stays, marked."""
    beslut = Beslut.objects.get(punkt=punkt, upphavt_at__isnull=True)
    beslut.upphavt_at, beslut.upphavt_by = at, by
    beslut.save()
    for uttalande in punkt.uttalanden.filter(beslutspunkt__beslut=beslut):
        uttalande.beslutspunkt = None
        uttalande.save()
    for proposition in punkt.propositioner.all():
        proposition.delete()
    for yrkande in punkt.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET):
        _satt_tillstand(yrkande, YrkandeTillstand.FRAMSTALLT)
    protokoll = paragraf.protokoll_of(punkt)
    if protokoll is not None and protokoll.omedelbart:
        punkt.protokollspunkt.delete()
        if not protokoll.protokollspunkter.exists() and not protokoll.justeringar.exists():
            protokoll.delete()
    punkt.omedelbar_justering = False
    punkt.save()
    return Utfall({"punkt": punkt.pk, "beslut": beslut.pk}, {"skal": skal})


def arenden_efter_upphavande(sammantrade: Sammantrade, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    """The ärenden of the § are called again."""
    return [(a, "beslut_upphavs") for a in facts["punkt"].arenden.order_by("pk")]


def registrera_uttalande(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    punkt: Punkt,
    slag: str,
    avlamnare: Sequence[Mapping[str, Any]],
    beslutspunkt: BeslutPunkt | None = None,
    text: str = "",
    som_bilaga: bool = False,
    instammer_i: Uttalande | None = None,
    upprepar: bool = False,
) -> Utfall:
    """Record a reservation or a statement; its text now or before the protokoll is sent (KL 4:27, 5:67 p. 6).

    `avlamnare`: {uppdrag, med_flera, instammer}, the last two optional. `instammer_i`: the statement that it joins;
    `upprepar`: the text of that one is to stand here too.
    """
    text = text.strip()
    uttalande = Uttalande.objects.create(
        punkt=punkt,
        ordning=punkt.uttalanden.count() + 1,
        slag=slag,
        beslutspunkt=beslutspunkt,
        text=text,
        som_bilaga=som_bilaga,
        instammer_i=instammer_i,
        upprepar=upprepar,
        anmalt_at=at,
        anmalt_by=by,
        text_at=at if text else None,
        text_by=by if text else None,
    )
    for ordning, rad in enumerate(avlamnare, start=1):
        Avlamnare.objects.create(
            uttalande=uttalande,
            ordning=ordning,
            uppdrag=rad["uppdrag"],
            med_flera=bool(rad.get("med_flera")),
            instammer=bool(rad.get("instammer")),
        )
    return Utfall(
        {
            "punkt": punkt.pk,
            "uttalande": uttalande.pk,
            "slag": str(slag),
            "avlamnare": [rad["uppdrag"].pk for rad in avlamnare],
            **({"instammer_i": instammer_i.pk} if instammer_i else {}),
        }
    )


def lamna_uttalandetext(
    sammantrade: Sammantrade, *, by: Anvandare, at: datetime, uttalande: Uttalande, text: str
) -> Utfall:
    """Add or replace the text of a statement before the protokoll is sent. It then repeats no other."""
    uttalande.upprepar = False
    uttalande.text, uttalande.text_at, uttalande.text_by = text.strip(), at, by
    uttalande.save()
    return Utfall({"punkt": uttalande.punkt_id, "uttalande": uttalande.pk})
