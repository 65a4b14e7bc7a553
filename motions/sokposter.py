"""Writing the index: which texts an ärende has, and who may meet each. Called by the effects, in the transaction of the act.

What is here is derived: `skriv_om` makes all of an ärende's rows anew, and gives the same rows as the acts gave. The text of an
uploaded file is read apart, since a long PDF takes its time: its row stands from the start and gets its text by `skriv_filtext`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from motions import visibility
from motions.documents import context
from motions.ingest.file_text import stada
from motions.json_data import Json
from motions.models import (
    Arende,
    Beslut,
    Dokument,
    Handling,
    Protokoll,
    Punkt,
    Sokatkomst,
    Sokkalla,
    Sokpost,
)
from motions.search import nummerord
from motions.text.rich_text import som_text
from motions.text.signs import one_form, written_together

Filtext = Callable[[Handling], str]
MAX_RUBRIK = 400
MAX_NUMMER = 4000
BREVHUVUD = ("avsandare", "kontakt", "handlaggare", "epost", "telefon", "adress")
"""Facts that stand at the head of every document: they would be found in all of them, and fill the snippets."""
_KONTROLLSUMMA = re.compile(r"[0-9a-f]{40,}")


@dataclass(frozen=True)
class Soktext:
    """One text of an ärende: its source, its heading, its words, and what may be said of it to anyone."""

    kalla: str
    nyckel: int
    rubrik: str
    text: str = ""
    offentlig: str = ""
    intern: bool = False
    nummer: str = ""


def skriv_arende(arende: Arende) -> None:
    """The ärende's own row: title, dnr, remittent and its dnr, motion."""
    _skriv(arende, [arendetext(arende)])


def skriv_handling(handling: Handling) -> None:
    """A handling of an ärende: its subject and motpart, and the words of a document of ours. Text that was read is kept."""
    if handling.arende is None or handling.makulerad_at is not None:
        return
    last = (
        Sokpost.objects.filter(arende=handling.arende, kalla=Sokkalla.HANDLING, kalla_nyckel=handling.pk)
        .exclude(atkomst=Sokatkomst.OFFENTLIG)
        .values_list("text", flat=True)
        .first()
    )
    _skriv(handling.arende, [handlingstext(handling, "" if handling.dokument_id else last or "")])


def skriv_filtext(handling: Handling, text: str) -> None:
    """The words of an uploaded file, when they have been read."""
    if handling.arende is not None and handling.makulerad_at is None:
        _skriv(handling.arende, [handlingstext(handling, text)])


def skriv_protokoll(protokoll: Protokoll) -> None:
    """The beslut and the uttalanden of a justerat protokoll: until then they are drafts (TF 2:10, 2:12)."""
    for punkt in protokoll.punkter.all():
        for arende in punkt.arenden.all():
            _skriv(arende, [*_beslutstexter(arende, punkt), *_uttalandetexter(arende, punkt)])


def skriv_beslut(beslut: Beslut) -> None:
    """A beslut that no sammanträde made: by delegation or by the ordförande. It holds from the start."""
    for arende in beslut.arenden.all():
        _skriv(arende, [_beslutstext(beslut, "Beslut")])


def skriv_om(arende: Arende, las: Filtext | None = None) -> None:
    """Make all rows of the ärende anew, when its secrecy or its entries have changed or the index is rebuilt.

    `las` reads the file of a handling; without it the texts that were read before are kept.
    """
    lasta = dict(
        Sokpost.objects.filter(arende=arende, kalla=Sokkalla.HANDLING)
        .exclude(atkomst=Sokatkomst.OFFENTLIG)
        .values_list("kalla_nyckel", "text")
    )
    texter = [arendetext(arende)]
    for handling in arende.handlingar.gallande().select_related("dokument", "fil"):
        uppladdad = handling.dokument_id is None
        text = (las(handling) if las else lasta.get(handling.pk, "")) if uppladdad else ""
        texter.append(handlingstext(handling, text))
    justerade = Q(protokollspunkt__protokoll__justerat_on__isnull=False)
    for punkt in arende.punkter.filter(justerade):
        texter += [*_beslutstexter(arende, punkt), *_uttalandetexter(arende, punkt)]
    texter += [_beslutstext(b, "Beslut") for b in arende.beslut.filter(punkt=None, upphavt_at__isnull=True)]
    Sokpost.objects.filter(arende=arende).delete()
    _skriv(arende, texter)


def arendetext(arende: Arende) -> Soktext:
    """What the ärende is about."""
    delar = [arende.dnr]
    numren = [arende.dnr, arende.titel]
    remiss = getattr(arende, "remiss", None)
    if remiss is not None:
        delar += [remiss.remittent.namn, remiss.remittentens_dnr]
        numren.append(remiss.remittentens_dnr)
    else:
        delar += [arende.avsandare, arende.avsandarens_dnr]
        numren.append(arende.avsandarens_dnr)
    for motion in arende.motioner.prefetch_related("motionarer", "attsatser"):
        delar += [motion.beteckning, motion.titel, *(str(m) for m in motion.motionarer.all())]
        delar += [a.text for a in motion.attsatser.all()]
        numren += [f"{motion.ar}:{motion.nummer}" if motion.nummer else "", motion.titel]
    return Soktext(
        Sokkalla.ARENDE,
        arende.pk,
        arende.titel,
        text=" ".join(delar),
        offentlig=arende.offentlig_titel,
        nummer=_nummer(one_form(" ; ".join(numren))),
    )


def handlingstext(handling: Handling, filtext: str) -> Soktext:
    """What a handling says: the facts of a document of ours, or what was read from its file."""
    ord_ = _dokumenttext(handling.dokument) if handling.dokument is not None else filtext
    return Soktext(
        Sokkalla.HANDLING,
        handling.pk,
        handling.rubrik if handling.motpart in handling.rubrik else f"{handling.rubrik} ({handling.motpart})",
        text=ord_,
        offentlig=handling.offentlig_rubrik,
        intern=handling.slag not in visibility.KALLADE_SLAG,
    )


def _dokumenttext(dokument: Dokument) -> str:
    """The words of a document of ours in the order of its facts, which the database does not keep."""
    fakta = context.som_json(context.ur_json(dokument.slag, dokument.fakta))
    return " ".join(fakta_text(fakta))


def _beslutstexter(arende: Arende, punkt: Punkt) -> Iterator[Soktext]:
    """The beslut of a §; of one with a hidden ärende nothing is said in the other's akt."""
    if _rors_av_annans_hemlighet(arende, punkt):
        return
    for beslut in punkt.beslut.filter(upphavt_at__isnull=True):
        yield _beslutstext(beslut, f"Beslut § {punkt.paragraf}")


def _beslutstext(beslut: Beslut, rubrik: str) -> Soktext:
    texter = [p.text for p in beslut.punkter.all()]
    return Soktext(Sokkalla.BESLUT, beslut.pk, rubrik, text=" ".join([*texter, som_text(beslut.svar_text)]))


def _uttalandetexter(arende: Arende, punkt: Punkt) -> Iterator[Soktext]:
    if _rors_av_annans_hemlighet(arende, punkt):
        return
    for uttalande in punkt.uttalanden.prefetch_related("avlamnare__uppdrag__fortroendevald"):
        namn = ", ".join(a.uppdrag.fortroendevald.namn for a in uttalande.avlamnare.all())
        yield Soktext(
            Sokkalla.UTTALANDE,
            uttalande.pk,
            f"{uttalande.get_slag_display()} § {punkt.paragraf}",
            text=f"{namn} {som_text(uttalande.text)}",
        )


def _rors_av_annans_hemlighet(arende: Arende, punkt: Punkt) -> bool:
    return any(a.sekretess for a in punkt.arenden.all() if a.pk != arende.pk)


def fakta_text(fakta: Json) -> Iterator[str]:
    """The words in the facts of a document, in their order, without markup, letterhead and checksums."""
    if isinstance(fakta, str):
        if fakta and not _KONTROLLSUMMA.fullmatch(fakta):
            yield som_text(fakta)
    elif isinstance(fakta, dict):
        for namn, varde in fakta.items():
            if namn not in BREVHUVUD:
                yield from fakta_text(varde)
    elif isinstance(fakta, list):
        for varde in fakta:
            yield from fakta_text(varde)


def _skriv(arende: Arende, texter: list[Soktext]) -> None:
    """Put the rows of the texts in place of those that their sources had."""
    rader = [rad for text in texter for rad in _rader(arende, text)]
    for text in texter:
        Sokpost.objects.filter(arende=arende, kalla=text.kalla, kalla_nyckel=text.nyckel).delete()
    Sokpost.objects.bulk_create(rader)


def _rader(arende: Arende, text: Soktext) -> Iterator[Sokpost]:
    if arende.sekretess:
        atkomst = Sokatkomst.HEMLIG
    else:
        atkomst = Sokatkomst.INTERN if text.intern else Sokatkomst.OPPEN
    innehall = stada(one_form(text.text))
    ord_ = stada(one_form(text.rubrik))
    numren = text.nummer or " ".join([_nummer(ord_), *nummerord(innehall)])
    yield Sokpost(
        kalla=text.kalla,
        kalla_nyckel=text.nyckel,
        arende=arende,
        organ_id=arende.organ_id,
        atkomst=atkomst,
        rubrik=stada(text.rubrik)[:MAX_RUBRIK],
        ord=ord_,
        nummer=" ".join([numren, *written_together(f"{ord_} {innehall}")])[:MAX_NUMMER],
        text=innehall,
    )
    if arende.sekretess and text.offentlig:
        ord_ = stada(one_form(text.offentlig))
        yield Sokpost(
            kalla=text.kalla,
            kalla_nyckel=text.nyckel,
            arende=arende,
            organ_id=arende.organ_id,
            atkomst=Sokatkomst.OFFENTLIG,
            rubrik=stada(text.offentlig)[:MAX_RUBRIK],
            ord=ord_,
            nummer=" ".join([_nummer(f"{arende.dnr} ; {ord_}"), *written_together(ord_)])[:MAX_NUMMER],
        )


def _nummer(text: str) -> str:
    """The numbers of a heading in its one form as words, whole and in parts."""
    return " ".join(nummerord(text, delar=True))
