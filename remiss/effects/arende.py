"""What happens to an ärende: its people, its place on a list, its anstånd, its secrecy, its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from motions import audit
from motions.models import (
    Anvandare,
    Arende,
    Behorighet,
    Medhandlaggare,
    Tjansteutlatande,
    UndanlagdText,
    Utkast,
)
from motions.states import OPPNA_MOTEN, ArendeState, UtlatandeState
from remiss import notify
from remiss.drift.mejl import vantar
from remiss.effects import sok
from remiss.effects.expediering import kvittera
from remiss.facts import Facts, Motivering
from remiss.facts.arende import (
    AndraSekretess,
    Tilldela,
)
from remiss.hinder import Utfall

GAR_VIDARE = (
    ArendeState.KLART_FOR_NAMND,
    ArendeState.KALLAT,
    ArendeState.BORDLAGT,
    ArendeState.BESLUTAT,
    ArendeState.JUSTERAT,
    ArendeState.EXPEDIERAT,
    ArendeState.AVSLUTAT,
)
"""States in which an ärende stands by the text that was signed for it."""


def tilldela(arende: Arende, facts: Tilldela, *, by: Anvandare, at: datetime) -> Utfall:
    """Give the ärende to a handläggare; in a secret one the new people are thereby named as behöriga."""
    arende.handlaggare, arende.enhet = facts.handlaggare, facts.enhet
    med = {m.pk: m for m in facts.medhandlaggare if m.pk != facts.handlaggare.pk}
    for rad in Medhandlaggare.objects.filter(arende=arende).exclude(anvandare__in=med):
        rad.delete()
    for person in med.values():
        Medhandlaggare.objects.get_or_create(arende=arende, anvandare=person)
    if arende.sekretess:
        _ge_behorighet(arende, [facts.handlaggare, *med.values()], by=by, at=at)
    for person in (facts.handlaggare, *med.values()):
        notify.fick_arende(person, arende, "Du har fått ett ärende", by=by, at=at)
    return Utfall({"vem": facts.handlaggare.pk, "medhandlaggare": sorted(med)})


def _ge_behorighet(arende: Arende, personer: Iterable[Anvandare], *, by: Anvandare, at: datetime) -> None:
    for person in personer:
        Behorighet.objects.get_or_create(
            arende=arende, anvandare=person, defaults={"given_at": at, "given_by": by}
        )


def oppna_utlatanden(arende: Arende, facts: Facts) -> Iterable[tuple[Tjansteutlatande, str]]:
    """The signed text opens for change when its ärende goes back to beredning.

    Where another ärende goes on with the same text, the one that goes back gets a copy of it.
    """
    return [
        (u, "skiljs" if u.arenden.exclude(pk=arende.pk).filter(state__in=GAR_VIDARE).exists() else "oppnas")
        for u in arende.utlatanden.filter(state=UtlatandeState.GODKANT)
    ]


def avbryt_utlatanden(arende: Arende, facts: Facts) -> Iterable[tuple[Arende | Tjansteutlatande, str]]:
    """A recalled remiss takes its text out of the chain; another ärende of a joint text goes back to beredning."""
    foljer: list[tuple[Arende | Tjansteutlatande, str]] = []
    for utlatande in arende.utlatanden.filter(state=UtlatandeState.GODKANNANDE):
        foljer.append((utlatande, "avbryts"))
        foljer += [
            (a, "atergar")
            for a in utlatande.arenden.filter(state=ArendeState.GODKANNANDE).exclude(pk=arende.pk)
        ]
    return foljer


def avsluta(arende: Arende, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Close the akt. What is left of drafts would become allmän handling, so it is cleared; its digest is kept (TF 2:10).

    For no mail of it anybody waits: the reason says how what it carried arrived.
    """
    kvittera(vantar().filter(arende=arende), at)
    if arende.utlatanden.filter(
        arenden__state__in=[
            ArendeState.BEREDNING,
            ArendeState.GODKANNANDE,
            ArendeState.KLART_FOR_NAMND,
            ArendeState.KALLAT,
        ]
    ).exists():
        return Utfall({"utkast": 0})
    digest, antal = hashlib.sha256(), 0
    for rader in (
        Utkast.objects.filter(avsnitt__utlatande__arenden=arende),
        UndanlagdText.objects.filter(utlatande__arenden=arende),
    ):
        for rad in rader.order_by("pk").distinct().iterator():
            digest.update(f"{rad.pk}:{rad.text}\n".encode())
            antal += 1
        rader.delete()
    return Utfall({"utkast": antal, audit.UTKASTEN: digest.hexdigest()})


def avskriv(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """End the ärende without an answer, with the reason."""
    return Utfall(texter={"skal": facts.skal})


def andra_sekretess(arende: Arende, facts: AndraSekretess, *, by: Anvandare, at: datetime) -> Utfall:
    """Set or lift the marking (OSL 5:5): bestämmelse, date and who; and who may read. A marking is a warning, not a decision."""
    arende.sekretess = facts.sekretess
    arende.sekretess_lagrum = facts.lagrum if facts.sekretess else ""
    arende.sekretess_at, arende.sekretess_by = (at, by) if facts.sekretess else (None, None)
    if facts.offentlig_titel:
        arende.offentlig_titel = facts.offentlig_titel
    valda = {p.pk: p for p in facts.behoriga}
    if arende.handlaggare:
        valda.setdefault(arende.handlaggare.pk, arende.handlaggare)
    for rad in Behorighet.objects.filter(arende=arende).exclude(anvandare__in=valda):
        rad.delete()
    if facts.sekretess:
        _ge_behorighet(arende, valda.values(), by=by, at=at)
        for punkt in arende.punkter.filter(sammantrade__state__in=OPPNA_MOTEN):
            punkt.rubrik, punkt.stangda_dorrar = arende.visningstitel, True
            punkt.save()
    sok.sekretess(arende)
    return Utfall(
        {"sekretess": facts.sekretess, "lagrum": arende.sekretess_lagrum, "behoriga": sorted(valda)}
    )


def ateroppna(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Take up a closed ärende again, with the reason."""
    if arende.handlaggare:
        notify.fick_arende(arende.handlaggare, arende, "Ett avslutat ärende har återöppnats", by=by, at=at)
    return Utfall(texter={"skal": facts.skal})
