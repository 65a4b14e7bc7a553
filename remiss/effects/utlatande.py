"""What happens to a tjänsteutlåtande in the chain of its chefer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from simple_history.utils import bulk_create_with_history

from motions import versioner
from motions.akten import samlat
from motions.datum import day_of
from motions.documents import context
from motions.json_data import JsonObject
from motions.models import (
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
from remiss.facts.utlatande import Aterlamna, Avgor
from remiss.hinder import Utfall
from remiss.underskrift import kedjan, ratten


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
    """Mail whoever may sign next, in the role of the step itself or as its vikarie; when none of them can, the chef above."""
    today = day_of(at)
    # The chain is the same for everyone who is asked for.
    with samlat(utlatande):
        steg = roles.nasta_steg(utlatande)
        if steg is None:
            return
        kan = kedjan.kan_godkanna(utlatande, steg, today)
        personer = Anvandare.objects.in_bulk({c.pk for c in kan if c.roll == kan[0].roll})
        for _, person in sorted(personer.items()):
            if roles.ser(person, utlatande, today):
                arende = roles.arende_for(person, utlatande, today)
                notify.fick_arende(
                    person, arende, "Ett tjänsteutlåtande väntar på ditt godkännande", by=by, at=at
                )


def _avgor(
    utlatande: Tjansteutlatande,
    facts: Avgor,
    utfall: GodkannandeUtfall,
    *,
    by: Anvandare,
    at: datetime,
    kommentar: str = "",
) -> tuple[Godkannande, Utfall]:
    """What a chef says of the version that the page named, in which capacity and by which befattning."""
    with samlat(utlatande):
        steg = roles.nasta_steg(utlatande)
        if steg is None or facts.version is None:
            raise ValueError("Utlåtandet har ingen version som väntar på godkännande.")
        befattning, ratt = ratten.signatur(utlatande, steg, by, day_of(at))
    godkannande = Godkannande.objects.create(
        version=utlatande.versioner.get(pk=facts.version),
        organ=steg.organ,
        steg=steg.ordning,
        utfall=utfall,
        avgjord_at=at,
        avgjord_by=by,
        namn=by.namn,
        befattning=befattning,
        ratt_id=ratt,
        kommentar=kommentar,
    )
    data: JsonObject = {"version": godkannande.version.nummer, "steg": steg.ordning}
    if ratt is not None:
        data["befattning"] = ratt
    texter = {"kommentar": kommentar, "signatur": f"{godkannande.namn}, {godkannande.egenskap}"}
    return godkannande, Utfall(data, texter)


def _signatur(
    utlatande: Tjansteutlatande, facts: Avgor, by: Anvandare, at: datetime
) -> tuple[Version, Utfall]:
    godkannande, utfall = _avgor(utlatande, facts, GodkannandeUtfall.GODKANT, by=by, at=at)
    version = godkannande.version
    delar = [
        GodkandDel(godkannande=godkannande, nyckel=nyckel, sha256=sha256)
        for nyckel, sha256 in sorted(version.delar.items())
    ]
    bulk_create_with_history(delar, GodkandDel, default_user=by, default_date=at)
    return version, Utfall({**utfall.data, "sha256": version.sha256}, utfall.texter)


def godkann(utlatande: Tjansteutlatande, facts: Avgor, *, by: Anvandare, at: datetime) -> Utfall:
    """One chef signs the version that was read; the next is told."""
    _, utfall = _signatur(utlatande, facts, by, at)
    _tell_next(utlatande, by=by, at=at)
    return utfall


def godkann_sist(utlatande: Tjansteutlatande, facts: Avgor, *, by: Anvandare, at: datetime) -> Utfall:
    """The last chef signs: the utlåtande is upprättat and registered, with its bilagor, in every akt it belongs to."""
    version, utfall = _signatur(utlatande, facts, by, at)
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
    _, utfall = _avgor(
        utlatande, facts, GodkannandeUtfall.ATERLAMNAT, by=by, at=at, kommentar=facts.kommentar
    )
    for arende in roles.arenden_of(utlatande):
        if arende.handlaggare:
            notify.fick_arende(
                arende.handlaggare, arende, "Ett tjänsteutlåtande är återlämnat till dig", by=by, at=at
            )
    return utfall


def ta_tillbaka(utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """An author takes the text back before the chain is done; signatures so far stay with the version they were for."""
    version = utlatande.versioner.first()
    return Utfall({"version": version.nummer if version else None})
