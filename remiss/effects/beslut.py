"""What is moved, decided and said in a §, as the secretary records it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from motions import paragraf
from motions.json_data import JsonObject
from motions.models import (
    Anvandare,
    Arende,
    Avlamnare,
    Beslut,
    BeslutPunkt,
    Beslutsfattare,
    BeslutSlag,
    DeltarInte,
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
from motions.states import ProtokollState
from remiss.facts.beslut import (
    AnmalJav,
    AtertaYrkande,
    LamnaUttalandetext,
    Propositionsrad,
    RegistreraBeslut,
    RegistreraUttalande,
    RegistreraYrkande,
    TaBortJav,
    UpphavBeslut,
)
from remiss.hinder import Utfall

FOLJD = {
    BeslutSlag.AVGJORT: "beslutas",
    BeslutSlag.BORDLAGT: "bordlaggs",
    BeslutSlag.ATERREMISS: "aterremitteras",
}


def anmal_jav(sammantrade: Sammantrade, facts: AnmalJav, *, by: Anvandare, at: datetime) -> Utfall:
    """Record that a person left the § as jävig, on what ground, and who stepped in (KL 6:28-30)."""
    jav = Jav.objects.create(
        punkt=facts.punkt, uppdrag=facts.uppdrag, grund=facts.grund, ersattare=facts.ersattare
    )
    data = {
        "punkt": facts.punkt.pk,
        "jav": jav.pk,
        "uppdrag": facts.uppdrag.pk,
        "ersattare": facts.ersattare.pk if facts.ersattare else None,
    }
    return Utfall(data, {"grund": facts.grund})


def ta_bort_jav(sammantrade: Sammantrade, facts: TaBortJav, *, by: Anvandare, at: datetime) -> Utfall:
    """Take away a jäv that was recorded by mistake; the chain keeps that it was, and so does the row's history."""
    data = {
        "punkt": facts.jav.punkt_id,
        "jav": facts.jav.pk,
        "uppdrag": facts.jav.uppdrag_id,
        "ersattare": facts.jav.ersattare_id,
    }
    facts.jav.delete()
    return Utfall(data)


def registrera_yrkande(
    sammantrade: Sammantrade, facts: RegistreraYrkande, *, by: Anvandare, at: datetime
) -> Utfall:
    """Record a yrkande with its points and those who join it (KL 5:67 p. 1)."""
    yrkande = Yrkande.objects.create(
        punkt=facts.punkt,
        ordning=facts.punkt.yrkanden.count() + 1,
        slag=facts.slag,
        rang=facts.rang,
        uppdrag=facts.uppdrag,
        med_flera=facts.med_flera,
        mal_forslagspunkt=facts.mal_forslagspunkt,
        mal_yrkande=facts.mal_yrkande,
        mal_attsats=facts.mal_attsats,
        motiv=facts.motiv,
    )
    for nummer, text in enumerate((t.strip() for t in facts.punkter if t.strip()), start=1):
        Yrkandepunkt.objects.create(yrkande=yrkande, nummer=nummer, text=text)
    for person in {u.pk: u for u in facts.instammande if u.pk != facts.uppdrag.pk}.values():
        Instammande.objects.create(yrkande=yrkande, uppdrag=person)
    return Utfall(
        {"punkt": facts.punkt.pk, "yrkande": yrkande.pk, "slag": str(facts.slag), "uppdrag": facts.uppdrag.pk}
    )


def aterta_yrkande(sammantrade: Sammantrade, facts: AtertaYrkande, *, by: Anvandare, at: datetime) -> Utfall:
    """Record that a yrkande was withdrawn: it will not be minuted (KL 5:67 p. 1)."""
    _satt_tillstand(facts.yrkande, YrkandeTillstand.ATERTAGET)
    return Utfall({"punkt": facts.yrkande.punkt_id, "yrkande": facts.yrkande.pk})


def _satt_tillstand(yrkande: Yrkande, tillstand: str) -> None:
    yrkande.tillstand = tillstand
    yrkande.save()
    for rad in yrkande.punkter.all():
        rad.tillstand = tillstand
        rad.save()


def registrera(sammantrade: Sammantrade, facts: RegistreraBeslut, *, by: Anvandare, at: datetime) -> Utfall:
    """Record a beslut with all that KL 5:67 asks for.

    `punkter`: {text, forslagspunkt, yrkande}, the text in the past tense. `propositioner`: {text,
    huvudforslag_stalls, yrkanden, mot}, the last two lists of Yrkande. `yrkandeutfall`: outcome by key of
    yrkande. `skal`: why it was decided in spite of a warning.
    """
    med_version = facts.svar in (SvarSlag.UTLATANDE, SvarSlag.MED_ANDRING)
    beslut = Beslut.objects.create(
        organ=sammantrade.organ,
        punkt=facts.punkt,
        beslutsfattare=Beslutsfattare.UTSKOTT
        if sammantrade.organ.slag == OrganSlag.UTSKOTT
        else Beslutsfattare.NAMND,
        slag=facts.slag,
        villkor="" if facts.slag == BeslutSlag.AVGJORT else facts.villkor.strip(),
        beslutsgang=facts.beslutsgang.strip(),
        svar=facts.svar,
        svar_version=facts.punkt.huvudforslag.version if med_version else None,
        svar_text=facts.svar_text.strip() if facts.svar not in (SvarSlag.UTLATANDE, SvarSlag.INGET) else "",
        registrerat_at=at,
        registrerat_by=by,
    )
    beslut.arenden.set(facts.punkt.arenden.all())
    for nummer, rad in enumerate((p for p in facts.punkter if p.text.strip()), start=1):
        BeslutPunkt.objects.create(
            beslut=beslut,
            nummer=nummer,
            text=rad.text.strip(),
            forslagspunkt=rad.forslagspunkt,
            yrkande=rad.yrkande,
        )
    _stall(facts.punkt, facts.propositioner)
    for yrkande in facts.punkt.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET):
        _satt_tillstand(yrkande, (facts.yrkandeutfall or {})[yrkande.pk])
    for person in {u.pk: u for u in facts.deltar_inte}.values():
        DeltarInte.objects.create(beslut=beslut, uppdrag=person)
    facts.punkt.omedelbar_justering = facts.omedelbar_justering
    facts.punkt.save()
    if facts.omedelbar_justering:
        _till_omedelbart(sammantrade, facts.punkt, at)
    data: JsonObject = {
        "punkt": facts.punkt.pk,
        "beslut": beslut.pk,
        "slag": str(facts.slag),
        "svar": str(facts.svar),
        "omedelbart": facts.omedelbar_justering,
    }
    return Utfall(data)


def _stall(punkt: Punkt, propositioner: Sequence[Propositionsrad]) -> None:
    for ordning, rad in enumerate((p for p in propositioner if p.text.strip()), start=1):
        proposition = Proposition.objects.create(
            punkt=punkt,
            ordning=ordning,
            huvudforslag_stalls=rad.huvudforslag_stalls,
            text=rad.text.strip(),
        )
        proposition.yrkanden.set(rad.yrkanden)
        proposition.mot.set(rad.mot)


def _till_omedelbart(sammantrade: Sammantrade, punkt: Punkt, at: datetime) -> None:
    """Put the § in the protokoll that is justerat at once: one an occasion, until it is sent (domain 2.4)."""
    protokoll = (
        sammantrade.protokoll.filter(omedelbart=True, state=ProtokollState.UPPRATTAS).order_by("pk").first()
    )
    if protokoll is None:
        protokoll = Protokoll.objects.create(
            sammantrade=sammantrade,
            omedelbart=True,
            justeras_senast_on=paragraf.dag(sammantrade),
            state_since=at,
        )
    Protokollspunkt.objects.update_or_create(punkt=punkt, defaults={"protokoll": protokoll})


def arenden_efter_beslut(sammantrade: Sammantrade, facts: RegistreraBeslut) -> Iterable[tuple[Arende, str]]:
    """The ärenden of the § are decided, bordlagda or återremitterade with it."""
    action = FOLJD[BeslutSlag(facts.slag)]
    return [(a, action) for a in facts.punkt.arenden.order_by("pk")]


def upphav(sammantrade: Sammantrade, facts: UpphavBeslut, *, by: Anvandare, at: datetime) -> Utfall:
    """Withdraw what was recorded, so that the § can be recorded anew; the row stays, marked."""
    beslut = Beslut.objects.get(punkt=facts.punkt, upphavt_at__isnull=True)
    beslut.upphavt_at, beslut.upphavt_by = at, by
    beslut.save()
    for uttalande in facts.punkt.uttalanden.filter(beslutspunkt__beslut=beslut):
        uttalande.beslutspunkt = None
        uttalande.save()
    for proposition in facts.punkt.propositioner.all():
        proposition.delete()
    for yrkande in facts.punkt.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET):
        _satt_tillstand(yrkande, YrkandeTillstand.FRAMSTALLT)
    protokoll = paragraf.protokoll_of(facts.punkt)
    if protokoll is not None and protokoll.omedelbart:
        facts.punkt.protokollspunkt.delete()
        if not protokoll.protokollspunkter.exists() and not protokoll.justeringar.exists():
            protokoll.delete()
    facts.punkt.omedelbar_justering = False
    facts.punkt.save()
    return Utfall({"punkt": facts.punkt.pk, "beslut": beslut.pk}, {"skal": facts.skal})


def arenden_efter_upphavande(sammantrade: Sammantrade, facts: UpphavBeslut) -> Iterable[tuple[Arende, str]]:
    """The ärenden of the § are called again."""
    return [(a, "beslut_upphavs") for a in facts.punkt.arenden.order_by("pk")]


def registrera_uttalande(
    sammantrade: Sammantrade, facts: RegistreraUttalande, *, by: Anvandare, at: datetime
) -> Utfall:
    """Record a reservation or a statement; its text now or before the protokoll is sent (KL 4:27, 5:67 p. 6).

    `avlamnare`: {uppdrag, med_flera, instammer}, the last two optional. `instammer_i`: the statement that it joins;
    `upprepar`: the text of that one is to stand here too.
    """
    text = facts.text
    text = text.strip()
    uttalande = Uttalande.objects.create(
        punkt=facts.punkt,
        ordning=facts.punkt.uttalanden.count() + 1,
        slag=facts.slag,
        beslutspunkt=facts.beslutspunkt,
        text=text,
        som_bilaga=facts.som_bilaga,
        instammer_i=facts.instammer_i,
        upprepar=facts.upprepar,
        anmalt_at=at,
        anmalt_by=by,
        text_at=at if text else None,
        text_by=by if text else None,
    )
    for ordning, rad in enumerate(facts.avlamnare, start=1):
        Avlamnare.objects.create(
            uttalande=uttalande,
            ordning=ordning,
            uppdrag=rad.uppdrag,
            med_flera=rad.med_flera,
            instammer=rad.instammer,
        )
    return Utfall(
        {
            "punkt": facts.punkt.pk,
            "uttalande": uttalande.pk,
            "slag": str(facts.slag),
            "avlamnare": [rad.uppdrag.pk for rad in facts.avlamnare],
            **({"instammer_i": facts.instammer_i.pk} if facts.instammer_i else {}),
        }
    )


def lamna_uttalandetext(
    sammantrade: Sammantrade, facts: LamnaUttalandetext, *, by: Anvandare, at: datetime
) -> Utfall:
    """Add or replace the text of a statement before the protokoll is sent. It then repeats no other."""
    facts.uttalande.upprepar = False
    facts.uttalande.text, facts.uttalande.text_at, facts.uttalande.text_by = facts.text.strip(), at, by
    facts.uttalande.save()
    return Utfall({"punkt": facts.uttalande.punkt_id, "uttalande": facts.uttalande.pk})
