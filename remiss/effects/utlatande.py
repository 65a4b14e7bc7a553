"""What happens to a tjänsteutlåtande in the chain of its chefer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from simple_history.utils import bulk_create_with_history

from motions import versioner, visibility
from motions.akten import samlat
from motions.datum import day_of
from motions.documents import context
from motions.models import (
    CHEFSROLLER,
    Anvandare,
    Arende,
    Befattning,
    GodkandDel,
    Godkannande,
    GodkannandeUtfall,
    Handling,
    HandlingSlag,
    Riktning,
    Roll,
    Tjansteutlatande,
    Version,
)
from motions.text.personnummer import utan
from remiss import notify, roles
from remiss.effects import sok
from remiss.effects.handling import registrera_dokument
from remiss.facts import Facts
from remiss.facts.utlatande import Aterlamna
from remiss.hinder import Utfall


def arendena(action: str) -> Callable[[Tjansteutlatande, Facts], Iterable[tuple[Arende, str]]]:
    """What follows for every ärende of the utlåtande."""

    def follows(utlatande: Tjansteutlatande, facts: Facts) -> Iterable[tuple[Arende, str]]:
        return [(arende, action) for arende in roles.arenden_of(utlatande)]

    return follows


def skicka_for_godkannande(
    utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime
) -> Utfall:
    """Freeze the text as a Version and tell the first chef of the chain."""
    version = versioner.frys(utlatande, by=by, at=at)
    _tell_next(utlatande, by=by, at=at)
    return Utfall({"version": version.nummer, "sha256": version.sha256})


def _tell_next(utlatande: Tjansteutlatande, *, by: Anvandare, at: datetime) -> None:
    """Mail whoever may sign next, in the role of the step itself or as its vikarie."""
    today = day_of(at)
    # The chain is the same for everyone who is asked for.
    with samlat(utlatande):
        steg = roles.nasta_steg(utlatande)
        if steg is None:
            return
        for person in Befattning.objects.filter(roll=steg.roll).utovas_av(today):
            if roles.chef_i_tur(person, utlatande, today) and roles.ser(person, utlatande, today):
                arende = roles.arende_for(person, utlatande, today)
                notify.fick_arende(
                    person, arende, "Ett tjänsteutlåtande väntar på ditt godkännande", by=by, at=at
                )


def _signatur(utlatande: Tjansteutlatande, by: Anvandare, at: datetime) -> tuple[Version, Utfall]:
    version = utlatande.versioner.first()
    steg = roles.nasta_steg(utlatande)
    if version is None or steg is None:
        raise ValueError("Utlåtandet har ingen version som väntar på godkännande.")
    godkannande = Godkannande.objects.create(
        version=version,
        organ=steg.organ,
        steg=steg.ordning,
        utfall=GodkannandeUtfall.GODKANT,
        avgjord_at=at,
        avgjord_by=by,
        befattning=befattning_i_ord(by, at),
    )
    delar = [
        GodkandDel(godkannande=godkannande, nyckel=nyckel, sha256=sha256)
        for nyckel, sha256 in sorted(version.delar.items())
    ]
    bulk_create_with_history(delar, GodkandDel, default_user=by, default_date=at)
    return version, Utfall({"version": version.nummer, "steg": steg.ordning, "sha256": version.sha256})


def befattning_i_ord(by: Anvandare, at: datetime, roller: Collection[str] = CHEFSROLLER) -> str:
    """The capacity in which someone acts in one of `roller`: own title, or role, and for whom when a vikarie."""
    i_rollen = [u for u in visibility.omfang(by, day_of(at)).uppdrag if u.roll in roller]
    if not i_rollen:
        return by.titel
    roll = Roll(i_rollen[0].roll).label
    for_namn = i_rollen[0].for_namn
    return f"Vikarierande {roll.lower()} för {for_namn}" if for_namn else by.titel or roll


def godkann(utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """One chef signs the version that was read; the next is told."""
    _, utfall = _signatur(utlatande, by, at)
    _tell_next(utlatande, by=by, at=at)
    return utfall


def godkann_sist(utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """The last chef signs: the utlåtande is upprättat and registered, with its bilagor, in every akt it belongs to."""
    version, utfall = _signatur(utlatande, by, at)
    utlatande.upprattad_at, utlatande.upprattad_by = at, by
    for arende in roles.arenden_of(utlatande):
        fakta = context.tjansteutlatande(version, today=day_of(at))
        registrera_dokument(
            arende,
            fakta,
            slag=HandlingSlag.TJANSTEUTLATANDE,
            riktning=Riktning.UPPRATTAD,
            motpart="",
            rubrik=f"Tjänsteutlåtande, version {version.nummer}",
            by=by,
            at=at,
        )
        for bilaga in utlatande.bilagor.filter(fil__isnull=False):
            handling = Handling.objects.registrera(
                arende=arende,
                slag=HandlingSlag.BILAGA,
                riktning=Riktning.UPPRATTAD,
                datum_on=day_of(at),
                rubrik=bilaga.rubrik,
                offentlig_rubrik=HandlingSlag.BILAGA.label if arende.sekretess else utan(bilaga.rubrik),
                filnamn=bilaga.filnamn,
                fil=bilaga.fil,
                sekretess=arende.sekretess,
                registrerad_at=at,
                registrerad_by=by,
            )
            sok.handling(handling)
        beratta_for_sekreteraren(arende, "Ett ärende är klart för nämnd", by=by, at=at)
    return utfall


def beratta_for_sekreteraren(arende: Arende, vad: str, *, by: Anvandare, at: datetime) -> None:
    """Mail the nämndsekreterare of the ärende's organ, and vikarier, who may know of it."""
    today = day_of(at)
    for person in Befattning.objects.filter(roll=Roll.NAMNDSEKRETERARE, organ=arende.organ).utovas_av(today):
        if roles.ser(person, arende, today):
            notify.fick_arende(person, arende, vad, by=by, at=at)


def aterlamna(utlatande: Tjansteutlatande, facts: Aterlamna, *, by: Anvandare, at: datetime) -> Utfall:
    """A chef returns the text with a comment; it opens for its authors."""
    version = utlatande.versioner.first()
    steg = roles.nasta_steg(utlatande)
    if version is None or steg is None:
        raise ValueError("Utlåtandet har ingen version som väntar på godkännande.")
    Godkannande.objects.create(
        version=version,
        organ=steg.organ,
        steg=steg.ordning,
        utfall=GodkannandeUtfall.ATERLAMNAT,
        avgjord_at=at,
        avgjord_by=by,
        befattning=befattning_i_ord(by, at),
        kommentar=facts.kommentar,
    )
    for arende in roles.arenden_of(utlatande):
        if arende.handlaggare:
            notify.fick_arende(
                arende.handlaggare, arende, "Ett tjänsteutlåtande är återlämnat till dig", by=by, at=at
            )
    return Utfall({"version": version.nummer, "steg": steg.ordning}, {"kommentar": facts.kommentar})


def ta_tillbaka(utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """An author takes the text back before the chain is done; signatures so far stay with the version they were for."""
    version = utlatande.versioner.first()
    return Utfall({"version": version.nummer if version else None})
