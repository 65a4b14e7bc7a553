"""Finding the ärende that something already belongs to: by whose number is written, however it is written, or by the words.

Every function takes the ärenden that the reader may know of, and finds among them alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from motions import numbering
from motions.ingest import dnr_text
from motions.models import Arende
from motions.prepared import Slot, prepared
from motions.states import ArendeState
from motions.text.signs import one_form
from motions.visibility import Betraktare
from remiss.web.keys import heltal

FORSLAG = 5
_SIFFROR = re.compile(r"\d+")
_ORD = re.compile(r"[^\W_]+")
_NUMMERLIKT = re.compile(r"([A-Za-zÅÄÖåäö]{1,12} ?)?(?<!\d)(\d[\d.]{0,30}(?:[-/:]\d[\d.]{0,30}){1,2})")
"""With an end to each part: a letter may be a hundred thousand digits and dots."""
_MAX_LOPNUMMER = 2_147_483_647


def samma_nummer(synliga: QuerySet[Arende], dnr: str) -> list[Arende]:
    """Those whose sender gave the same number, however it is written: with or without zeros, spaces, capitals."""
    if not _SIFFROR.search(dnr):
        return []
    remiss, annat = Q(remiss__isnull=False), ~Q(avsandarens_dnr="")
    for siffror in _SIFFROR.findall(dnr):
        remiss &= Q(remiss__remittentens_dnr__contains=siffror.lstrip("0"))
        annat &= Q(avsandarens_dnr__contains=siffror.lstrip("0"))
    kandidater = synliga.filter(remiss | annat).select_related("remiss").order_by("-pk")
    return [a for a in kandidater if numbering.same_dnr(deras_dnr(a), dnr)][:FORSLAG]


def deras_dnr(arende: Arende) -> str:
    """The number that the sender gave it, or ""."""
    return arende.remiss.remittentens_dnr if hasattr(arende, "remiss") else arende.avsandarens_dnr


def vart_nummer(synliga: QuerySet[Arende], text: str) -> list[Arende]:
    """Those whose own number the text is: whole, without its klassificering, or «143/2026»; most recent first."""
    last = numbering.parse_dnr(text)
    if last.ar is None or last.lopnr is None or last.lopnr > _MAX_LOPNUMMER:
        return []
    villkor = Q(ar=last.ar, lopnummer=last.lopnr)
    if last.organ:
        villkor &= Q(organ__kortnamn__iexact=last.organ)
    return list(synliga.filter(villkor).order_by("-pk")[:FORSLAG])


def omnamnda(synliga: QuerySet[Arende], dnr: str, *texter: str) -> list[Arende]:
    """Those whose sender's number is `dnr`, or whose own or sender's number stands somewhere in the texts; each once."""
    funna = {a.pk: a for a in samma_nummer(synliga, dnr)}
    for nummer in _nummer_i(texter):
        for arende in (*vart_nummer(synliga, nummer), *samma_nummer(synliga, nummer)):
            funna.setdefault(arende.pk, arende)
    return list(funna.values())[:FORSLAG]


def _nummer_i(texter: Iterable[str]) -> list[str]:
    """What is a diarienummer, whole, and what looks like one, with the word before it, which may be its organ's, and without."""
    texter = list(texter)
    hela = islice((n for text in texter for n in dnr_text.alla(text)), 20)
    funna = (hit for text in texter for hit in _NUMMERLIKT.findall(text))
    former = (n for ord_, siffror in islice(funna, 20) for n in (f"{ord_}{siffror}", siffror))
    return list(dict.fromkeys(n.rstrip(".") for n in (*hela, *former)))


def hitta(synliga: QuerySet[Arende], fraga: str, *, ar: int) -> tuple[list[Arende], bool]:
    """What the registrator means by a few characters, and whether it is one ärende beyond doubt.

    A bare number is a löpnummer of the year `ar`. Other words are looked for in numbers and titles, and are never beyond doubt.
    """
    fraga = " ".join(fraga.split())[:100]
    if not fraga:
        return [], False
    nummer = heltal(fraga)
    if nummer is not None:
        traffar = list(synliga.filter(ar=ar, lopnummer=nummer)[:FORSLAG]) if nummer <= _MAX_LOPNUMMER else []
    else:
        traffar = vart_nummer(synliga, fraga) or samma_nummer(synliga, fraga)
    if traffar:
        return traffar, len(traffar) == 1
    nagot = Q(dnr__icontains=fraga) | Q(remiss__remittentens_dnr__icontains=fraga) | Q(titel__icontains=fraga)
    if ord_ := _orden(fraga)[:8]:
        nagot |= _alla_i_titeln(ord_)
    return list(synliga.filter(nagot).order_by("-pk")[:FORSLAG]), False


def _orden(text: str) -> list[str]:
    """The words of a text without the signs around them, which are written in many ways."""
    return _ORD.findall(one_form(text))


def _alla_i_titeln(ord_: Iterable[str]) -> Q:
    return Q(*(Q(titel__icontains=o) for o in ord_))


def liknande(synliga: QuerySet[Arende], titel: str) -> list[Arende]:
    """Those with every one of the longer words of a title, when there are at least two."""
    ord_ = [o for o in _orden(titel) if len(o) > 3][:6]
    if len(ord_) < 2:
        return []
    return list(synliga.filter(_alla_i_titeln(ord_)).order_by("-pk")[:FORSLAG])


def misstankta(vem: Betraktare, sedan: date) -> list[list[Arende]]:
    """Groups of ärenden of one organ, registered since a day, whose sender gave one and the same number."""
    grupper = defaultdict(list)
    for arende in _nya(vem, sedan=sedan):
        if nummer := deras_dnr(arende):
            grupper[arende.organ_id, numbering.dnr_nyckel(nummer)].append(arende)
    return [g for g in grupper.values() if len(g) > 1]


@prepared
def _nya(vem: Betraktare, *, sedan: Slot) -> QuerySet[Arende]:
    return (
        Arende.objects.visible_to(vem, today=vem.omfang.day)
        .filter(registrerad_at__date__gte=sedan)
        .exclude(state=ArendeState.MAKULERAT)
        .select_related("organ", "remiss__remittent")
        .order_by("pk")
    )
