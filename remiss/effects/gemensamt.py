"""A text that several ärenden share, of one nämnd or of two: how it becomes joint, and how an ärende leaves it again."""

from __future__ import annotations

from datetime import datetime

from motions import audit
from motions.json_data import JsonObject
from motions.models import (
    Anvandare,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    Bilaga,
    Tjansteutlatande,
)
from motions.states import SKRIVS, UtlatandeState
from motions.utlatandet import attsatser
from remiss import roles
from remiss.effects.utlatandetext.ordning import numrera
from remiss.effects.utlatandetext.skapa import bilagg_inkommen, lagg_till_perspektiv
from remiss.effects.utlatandetext.undanlagt import lagg_undan_borttagen, lagg_undan_det_sista
from remiss.facts import Facts
from remiss.facts.gemensamt import SkiljArende, SkrivGemensamt
from remiss.hinder import Utfall


def skriv_gemensamt(
    utlatande: Tjansteutlatande, facts: SkrivGemensamt, *, by: Anvandare, at: datetime
) -> Utfall:
    """Let the draft be the answer in one more ärende: its bilaga, att-satser and perspektiv come along.

    An empty draft of its own, which the guard has seen to be empty, is taken away; what was laid aside in it goes along.
    """
    for tomt in facts.arende.utlatanden.exclude(pk=utlatande.pk):
        tomt.undanlagda.update(utlatande=utlatande)
        for avsnitt in tomt.avsnitt.all():
            lagg_undan_det_sista(avsnitt, utlatande)
        tomt.delete()
    utlatande.arenden.add(facts.arende)
    bilagg_inkommen(utlatande, facts.arende)
    lagg_till_perspektiv(utlatande, facts.arende)
    return Utfall({"arende": facts.arende.pk})


def skilj_arende(utlatande: Tjansteutlatande, facts: SkiljArende, *, by: Anvandare, at: datetime) -> Utfall:
    """Take an ärende out of a joint draft; what was answered and enclosed for it alone goes with it.

    The answers are laid aside, but for those of an ärende that has become secret: the others who write may not read them.
    """
    utlatande.arenden.remove(facts.arende)
    kvar = [s.pk for s in attsatser(utlatande.arenden.all())]
    for svar in utlatande.attsatssvar.exclude(attsats__in=kvar):
        if not facts.arende.sekretess:
            lagg_undan_borttagen(svar, by=by, at=at)
        svar.delete()
    for bilaga in utlatande.bilagor.filter(handling__arende=facts.arende):
        bilaga.delete()
    numrera(list(utlatande.bilagor.all()))
    data = {"arende": facts.arende.pk, "utlatande": utlatande.pk}
    audit.append(facts.arende.kedja, "utlatande.skilj_arende", by=by, at=at, data=data)
    return Utfall({"arende": facts.arende.pk})


def skilj_ut(utlatande: Tjansteutlatande, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """The ärenden that go back to beredning get a copy of the signed text to write on; the others keep it as it was signed."""
    tillbaka = [a for a in roles.arenden_of(utlatande) if a.state in SKRIVS]
    kopia = _kopia(utlatande, by=by, at=at)
    for arende in tillbaka:
        utlatande.arenden.remove(arende)
        kopia.arenden.add(arende)
    data: JsonObject = {"kopia": kopia.pk, "arenden": [a.pk for a in tillbaka]}
    for arende in tillbaka:
        audit.append(arende.kedja, "utlatande.skiljs", by=by, at=at, data=data)
    return Utfall(data)


def _kopia(utlatande: Tjansteutlatande, *, by: Anvandare, at: datetime) -> Tjansteutlatande:
    kopia = Tjansteutlatande.objects.create(
        titel=utlatande.titel,
        state=UtlatandeState.UTKAST,
        state_since=at,
        skapad_at=at,
        skapad_by=by,
        forvaltningsgrupp_on=utlatande.forvaltningsgrupp_on,
    )
    rader: list[Avsnitt | Beslutssats | AttSatsSvar | Bilaga] = [
        *(
            Avsnitt(
                nyckel=a.nyckel,
                rubrik=a.rubrik,
                ordning=a.ordning,
                obligatoriskt=a.obligatoriskt,
                text=a.text,
                version=a.version,
                andrad_at=a.andrad_at,
                andrad_by=a.andrad_by,
            )
            for a in utlatande.avsnitt.all()
        ),
        *(Beslutssats(nummer=s.nummer, slag=s.slag, text=s.text) for s in utlatande.beslutssatser.all()),
        *(
            AttSatsSvar(attsats_id=s.attsats_id, svar=s.svar, motivering=s.motivering)
            for s in utlatande.attsatssvar.all()
        ),
        *(
            Bilaga(nummer=b.nummer, rubrik=b.rubrik, handling=b.handling, fil=b.fil, filnamn=b.filnamn)
            for b in utlatande.bilagor.all()
        ),
    ]
    for rad in rader:
        rad.utlatande = kopia
        rad.save()
    return kopia
