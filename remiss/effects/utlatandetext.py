"""Edits of a draft: its sections, beslutssatser, svar on att-satser and bilagor. They are not acts of the table.

Every edit takes the row lock of the utlåtande and asks whether its text is open, so that nothing slips in after a Version has
been frozen. A text carries the version it was based on; a late one never overwrites and is never thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max

from motions.documents import store
from motions.documents.context.utlatande import PERSPEKTIV, ar_perspektiv
from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    AttSats,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    BeslutssatsSlag,
    Bilaga,
    Handling,
    HandlingSlag,
    Perspektiv,
    SvarPaAttSats,
    Tjansteutlatande,
    Utkast,
)
from motions.states import UtlatandeState
from motions.text import rich_text

Rad = TypeVar("Rad", bound=models.Model)


class StangdError(Exception):
    """The text is not open for changes: it lies with its chefer, or they have signed it."""


class InaktuellError(Exception):
    """The edit was based on an older version. `rad` is the row as it is now."""

    def __init__(self, rad: Beslutssats | AttSatsSvar) -> None:
        super().__init__(str(rad))
        self.rad = rad


class OgorligError(Exception):
    """The edit makes no sense; the message says why, in Swedish, for the user."""


@dataclass(frozen=True)
class Sparning:
    """What came of a save. `utkast` is set when the text was kept beside the one in force, with the reason in `stangd`."""

    avsnitt: Avsnitt
    utkast: Utkast | None = None
    stangd: bool = False


INKOMNA = (HandlingSlag.MOTION, HandlingSlag.REMISS, HandlingSlag.UPPDRAG, HandlingSlag.INITIATIV)
"""The handlingar that an ärende begins with; the motion is what nämnden is asked about, so it goes first."""


def skapa_utlatande(arende: Arende, *, by: Anvandare, at: datetime) -> Tjansteutlatande:
    """The ärende's tjänsteutlåtande: the one it has, else a new one with the ärendetyp's sections and what came in as bilaga 1.

    Call with the row lock of the ärende, so that two at once make one.
    """
    fanns = arende.utlatanden.order_by("pk").last()
    if fanns is not None:
        return fanns
    utlatande = Tjansteutlatande.objects.create(
        titel=arende.titel, state_since=at, skapad_at=at, skapad_by=by
    )
    utlatande.arenden.add(arende)
    Avsnitt.objects.bulk_create(
        Avsnitt(
            utlatande=utlatande,
            nyckel=mall.nyckel,
            rubrik=mall.rubrik,
            ordning=ordning,
            obligatoriskt=mall.obligatoriskt,
        )
        for ordning, mall in enumerate(arende.arendetyp.avsnitt.all(), start=1)
    )
    lagg_till_perspektiv(utlatande, arende)
    bilagg_inkommen(utlatande, arende)
    return utlatande


def lagg_till_perspektiv(utlatande: Tjansteutlatande, arende: Arende) -> None:
    """A short compulsory section for each perspektiv that the ärendetyp demands, after Ärendets beredning (domain 4.7)."""
    avsnitt = list(utlatande.avsnitt.all())
    finns = {a.nyckel for a in avsnitt}
    efter = [n for n, a in enumerate(avsnitt, start=1) if a.nyckel == "beredning" or ar_perspektiv(a.nyckel)]
    plats = max(efter, default=len(avsnitt))
    nya = [
        Avsnitt(utlatande=utlatande, nyckel=nyckel, rubrik=Perspektiv(p).label, ordning=len(avsnitt) + n)
        for n, p in enumerate(Perspektiv.values, start=1)
        if p in arende.arendetyp.perspektiv and (nyckel := f"{PERSPEKTIV}{p}") not in finns
    ]
    Avsnitt.objects.bulk_create(nya)
    _numrera([*avsnitt[:plats], *nya, *avsnitt[plats:]], "ordning")


def bilagg_inkommen(utlatande: Tjansteutlatande, arende: Arende) -> None:
    """The motion, else the remiss, that came in is the ärende's first bilaga."""
    inkommen = (
        arende.handlingar.gallande()
        .filter(slag__in=INKOMNA)
        .order_by(models.Case(models.When(slag=HandlingSlag.MOTION, then=0), default=1), "lopnummer")
        .first()
    )
    if inkommen is not None:
        rubrik = inkommen.rubrik
        if utlatande.bilagor.filter(rubrik=rubrik[:200]).exists():
            rubrik = f"{rubrik[:150]} ({arende.dnr})"
        Bilaga.objects.create(
            utlatande=utlatande,
            nummer=utlatande.bilagor.count() + 1,
            rubrik=rubrik[:200],
            handling=inkommen,
        )


def _oppet(utlatande: Tjansteutlatande) -> bool:
    """Lock the utlåtande's row and say whether its text may be changed."""
    state = Tjansteutlatande.objects.select_for_update().values_list("state", flat=True).get(pk=utlatande.pk)
    return state == UtlatandeState.UTKAST


def _krav_oppet(utlatande: Tjansteutlatande) -> None:
    if not _oppet(utlatande):
        raise StangdError


# Sections


@transaction.atomic
def spara_avsnitt(
    utlatande: Tjansteutlatande, nyckel: str, *, text: str, bas_version: int, by: Anvandare, at: datetime
) -> Sparning:
    """Save a section's text, based on `bas_version`; the text is sanitised and every save leaves an Utkast.

    A text that comes late, or when the utlåtande is closed, becomes an Utkast with `konflikt` and changes nothing else. The same
    text again (an answer that was lost on the way) is a save that has been done. Errors: Avsnitt.DoesNotExist.
    """
    oppet = _oppet(utlatande)
    avsnitt = utlatande.avsnitt.select_related("andrad_by").get(nyckel=nyckel)
    rent = rich_text.sanera(text)
    if rent == avsnitt.text:
        return Sparning(avsnitt)
    if not oppet or bas_version != avsnitt.version:
        return Sparning(avsnitt, _behall(avsnitt, rent, bas_version, by=by, at=at), stangd=not oppet)
    avsnitt.text, avsnitt.version = rent, avsnitt.version + 1
    avsnitt.andrad_at, avsnitt.andrad_by = at, by
    avsnitt.save(update_fields=["text", "version", "andrad_at", "andrad_by"])
    Utkast.objects.create(
        avsnitt=avsnitt,
        text=rent,
        version=avsnitt.version,
        bas_version=bas_version,
        sparad_at=at,
        sparad_by=by,
    )
    return Sparning(avsnitt)


def _behall(avsnitt: Avsnitt, text: str, bas_version: int, *, by: Anvandare, at: datetime) -> Utkast:
    """Keep a late text beside the one in force; the same text sent again is kept once."""
    utkast, _ = Utkast.objects.get_or_create(
        avsnitt=avsnitt,
        text=text,
        bas_version=bas_version,
        konflikt=True,
        sparad_by=by,
        defaults={"sparad_at": at},
    )
    return utkast


@transaction.atomic
def lagg_till_avsnitt(utlatande: Tjansteutlatande, *, rubrik: str) -> Avsnitt:
    """Add a section last. Its key is `eget-<n>`, with the first free n. Errors: StangdError."""
    _krav_oppet(utlatande)
    tagna = set(utlatande.avsnitt.values_list("nyckel", flat=True))
    nummer = next(n for n in range(1, len(tagna) + 2) if f"eget-{n}" not in tagna)
    sist = utlatande.avsnitt.aggregate(n=Max("ordning"))["n"] or 0
    return Avsnitt.objects.create(
        utlatande=utlatande, nyckel=f"eget-{nummer}", rubrik=rubrik, ordning=sist + 1, obligatoriskt=False
    )


@transaction.atomic
def byt_rubrik(utlatande: Tjansteutlatande, nyckel: str, *, rubrik: str) -> Avsnitt:
    """Rename a section. Errors: StangdError, Avsnitt.DoesNotExist."""
    _krav_oppet(utlatande)
    avsnitt = utlatande.avsnitt.get(nyckel=nyckel)
    avsnitt.rubrik = rubrik
    avsnitt.save(update_fields=["rubrik"])
    return avsnitt


@transaction.atomic
def flytta_avsnitt(utlatande: Tjansteutlatande, nyckel: str, steg: int) -> None:
    """Move a section `steg` places down (negative: up), as far as there is room. Errors: StangdError, Avsnitt.DoesNotExist."""
    _krav_oppet(utlatande)
    avsnitt = utlatande.avsnitt.get(nyckel=nyckel)
    _numrera(_flyttad(list(utlatande.avsnitt.all()), avsnitt, steg), "ordning")


@transaction.atomic
def ta_bort_avsnitt(utlatande: Tjansteutlatande, nyckel: str) -> str:
    """Remove an empty section with its past, and return its heading. Errors: StangdError, OgorligError, Avsnitt.DoesNotExist."""
    _krav_oppet(utlatande)
    avsnitt = utlatande.avsnitt.get(nyckel=nyckel)
    if not rich_text.ar_tom(avsnitt.text):
        raise OgorligError(f"Avsnittet {avsnitt.rubrik} har text. Töm det först, om det ska bort.")
    avsnitt.delete()
    _numrera(list(utlatande.avsnitt.all()), "ordning")
    return avsnitt.rubrik


@transaction.atomic
def satt_uppgifter(utlatande: Tjansteutlatande, *, titel: str, forvaltningsgrupp_on: date | None) -> None:
    """Set the title, and the day of the förvaltningsgrupp. Errors: StangdError."""
    _krav_oppet(utlatande)
    utlatande.titel, utlatande.forvaltningsgrupp_on = titel, forvaltningsgrupp_on
    utlatande.save(update_fields=["titel", "forvaltningsgrupp_on"])


# Förslag till beslut


def fyll_i(text: str, utlatande: Tjansteutlatande) -> str:
    """A library text with `{namnd}` and `{mottagare}` filled in from the ärenden; an unknown one stays, and stops the sending."""
    arenden = sorted(utlatande.arenden.all(), key=lambda a: a.pk)
    namnder = dict.fromkeys(a.organ.namn for a in arenden)
    mottagare = dict.fromkeys(fran for a in arenden if (fran := a.kommer_fran))
    for plats, namn in (("{namnd}", namnder), ("{mottagare}", mottagare)):
        if namn:
            text = text.replace(plats, " och ".join(namn))
    return text


@transaction.atomic
def lagg_till_sats(
    utlatande: Tjansteutlatande, *, text: str, slag: str = BeslutssatsSlag.OVRIGT, nummer: int | None = None
) -> Beslutssats:
    """Add a beslutssats, last or as number `nummer`. Errors: StangdError, OgorligError for an empty text."""
    _krav_oppet(utlatande)
    satser = list(utlatande.beslutssatser.all())
    ny = Beslutssats(utlatande=utlatande, nummer=len(satser) + 1, slag=slag, text=_satstext(text))
    ny.save()
    plats = len(satser) if nummer is None else max(0, min(nummer - 1, len(satser)))
    _numrera([*satser[:plats], ny, *satser[plats:]], "nummer")
    return ny


@transaction.atomic
def andra_sats(utlatande: Tjansteutlatande, sats_id: int, *, text: str, bas_version: int) -> Beslutssats:
    """Change the words of a beslutssats. Errors: StangdError, InaktuellError, OgorligError, Beslutssats.DoesNotExist."""
    _krav_oppet(utlatande)
    sats = utlatande.beslutssatser.get(pk=sats_id)
    ny = _satstext(text)
    if ny == sats.text:
        return sats
    if bas_version != sats.version:
        raise InaktuellError(sats)
    sats.text, sats.version = ny, sats.version + 1
    sats.save(update_fields=["text", "version"])
    return sats


@transaction.atomic
def flytta_sats(utlatande: Tjansteutlatande, sats_id: int, steg: int) -> None:
    """Move a beslutssats `steg` places down (negative: up). Errors: StangdError, Beslutssats.DoesNotExist."""
    _krav_oppet(utlatande)
    sats = utlatande.beslutssatser.get(pk=sats_id)
    _numrera(_flyttad(list(utlatande.beslutssatser.all()), sats, steg), "nummer")


@transaction.atomic
def ta_bort_sats(utlatande: Tjansteutlatande, sats_id: int) -> Beslutssats:
    """Remove a beslutssats and close the gap. Returns it, to be put back. Errors: StangdError, Beslutssats.DoesNotExist."""
    _krav_oppet(utlatande)
    sats = utlatande.beslutssatser.get(pk=sats_id)
    Beslutssats.objects.filter(pk=sats.pk).delete()
    _numrera(list(utlatande.beslutssatser.all()), "nummer")
    return sats


def _satstext(text: str) -> str:
    ren = "\n".join(" ".join(rad.split()) for rad in text.replace("\x00", "").splitlines()).strip()
    if not ren:
        raise OgorligError("Beslutssatsen är tom. Skriv något eller ta bort den.")
    return ren


# Att-satser


def attsatser(arenden: Iterable[Arende]) -> list[AttSats]:
    """Every att-sats that the ärenden's motioner ask, in the motion's order."""
    unika = {m.pk: m for a in arenden for m in a.motioner.all()}
    return [s for pk in sorted(unika) for s in unika[pk].attsatser.all()]


@transaction.atomic
def svara_attsats(
    utlatande: Tjansteutlatande, attsats_id: int, *, svar: str, motivering: str, bas_version: int
) -> AttSatsSvar:
    """Answer an att-sats of the ärende's motion; `bas_version` is 0 for the first answer.

    Errors: StangdError, InaktuellError, OgorligError when no answer is chosen, AttSats.DoesNotExist.
    """
    _krav_oppet(utlatande)
    attsats = (
        AttSats.objects.filter(motion__arenden__in=utlatande.arenden.all()).distinct().get(pk=attsats_id)
    )
    if svar not in SvarPaAttSats.values:
        raise OgorligError("Välj vad ni föreslår om att-satsen, så sparas svaret.")
    ren = motivering.replace("\x00", "").replace("\r\n", "\n").strip()
    rad = utlatande.attsatssvar.filter(attsats=attsats).first()
    if rad is not None and (rad.svar, rad.motivering) == (svar, ren):
        return rad
    if bas_version != (rad.version if rad else 0):
        raise InaktuellError(rad or AttSatsSvar(utlatande=utlatande, attsats=attsats, version=0))
    rad = rad or AttSatsSvar(utlatande=utlatande, attsats=attsats, version=0)
    rad.svar, rad.motivering, rad.version = svar, ren, rad.version + 1
    rad.save()
    return rad


# Bilagor


@transaction.atomic
def bilagg_handling(utlatande: Tjansteutlatande, handling: Handling) -> Bilaga:
    """Add a handling of the akt as the last bilaga. Errors: StangdError, OgorligError for one already there or of another akt."""
    _krav_oppet(utlatande)
    if handling.arende_id is None or not utlatande.arenden.filter(pk=handling.arende_id).exists():
        raise OgorligError("Handlingen hör till ett annat ärende.")
    if Handling.objects.filter(pk=handling.pk, makulerad_at__isnull=False).exists():
        raise OgorligError(f"«{handling.rubrik}» är makulerad.")
    if utlatande.bilagor.filter(handling=handling).exists():
        raise OgorligError(f"«{handling.rubrik}» är redan bilaga.")
    return Bilaga.objects.create(
        utlatande=utlatande,
        nummer=utlatande.bilagor.count() + 1,
        rubrik=handling.rubrik[:200],
        handling=handling,
    )


@transaction.atomic
def bilagg_fil(utlatande: Tjansteutlatande, fil: GranskadFil, *, rubrik: str, at: datetime) -> Bilaga:
    """Add an uploaded file as the last bilaga; it becomes a Handling when the chefer have signed. Errors: StangdError."""
    _krav_oppet(utlatande)
    return Bilaga.objects.create(
        utlatande=utlatande,
        nummer=utlatande.bilagor.count() + 1,
        rubrik=rubrik or fil.filnamn.rpartition(".")[0],
        fil=store.save(fil.data, mime=fil.mime, at=at),
        filnamn=fil.filnamn,
    )


@transaction.atomic
def flytta_bilaga(utlatande: Tjansteutlatande, bilaga_id: int, steg: int) -> None:
    """Move a bilaga `steg` places down (negative: up). Errors: StangdError, Bilaga.DoesNotExist."""
    _krav_oppet(utlatande)
    bilaga = utlatande.bilagor.get(pk=bilaga_id)
    _numrera(_flyttad(list(utlatande.bilagor.all()), bilaga, steg), "nummer")


@transaction.atomic
def ta_bort_bilaga(utlatande: Tjansteutlatande, bilaga_id: int) -> str:
    """Take a bilaga out of the list; a handling stays in the akt. Returns its heading. Errors: as flytta_bilaga."""
    _krav_oppet(utlatande)
    bilaga = utlatande.bilagor.get(pk=bilaga_id)
    bilaga.delete()
    _numrera(list(utlatande.bilagor.all()), "nummer")
    return bilaga.rubrik


def _flyttad(rader: list[Rad], rad: Rad, steg: int) -> list[Rad]:
    fran = rader.index(rad)
    till = max(0, min(fran + steg, len(rader) - 1))
    rader.insert(till, rader.pop(fran))
    return rader


def _numrera(rader: Sequence[Any], falt: str) -> None:
    """Number the rows 1, 2, 3 … in their order; the unique constraints are checked when the transaction ends."""
    for nummer, rad in enumerate(rader, start=1):
        if getattr(rad, falt) != nummer:
            setattr(rad, falt, nummer)
            rad.save(update_fields=[falt])
