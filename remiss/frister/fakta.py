"""What the days of an ärende and of a protokoll are worked out from, read with the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject

from motions import frister, paragraf
from motions.datum import day_of
from motions.frister import Subjekt
from motions.models import (
    Anslag,
    Anstand,
    Arende,
    Fortroendevald,
    Motion,
    Protokoll,
)
from motions.states import ProtokollState
from remiss import roles
from remiss.drift.mejl import begarans_sandning, svarets_sandning
from remiss.guards.protokoll import kvar_av
from remiss.turen import hos_namn


def med_fakta(arenden: QuerySet[Arende]) -> QuerySet[Arende]:
    """With what their days are worked out from: people and organ, motioner, the anstånd without an answer, what is not sent."""
    vackta = Motion.objects.filter(arenden=OuterRef("pk"), vackt_on__isnull=False).order_by("pk")
    obesvarat = Anstand.objects.filter(remiss__arende=OuterRef("pk"), utfall="")
    return arenden.select_related("organ__kommun", "handlaggare", "remiss__remittent").annotate(
        vackta=ArraySubquery(
            vackta.values(rad=JSONObject(pk="pk", ar="ar", nummer="nummer", vackt_on="vackt_on"))
        ),
        obesvarat=Subquery(
            obesvarat.values(rad=JSONObject(pk="pk", begard_at="begard_at", onskad_on="onskad_on"))
        ),
        svaret=svarets_sandning(),
        begaran=begarans_sandning(),
    )


def arendefakta(a: Any, sent_svar_on: date | None = None) -> frister.Arendefakta:
    """The facts of an ärende that was read by `med_fakta`."""
    remiss = getattr(a, "remiss", None)
    anstand = None
    if a.obesvarat:
        begard_on = day_of(datetime.fromisoformat(a.obesvarat["begard_at"]))
        anstand = frister.ObesvaratAnstand(
            a.obesvarat["pk"],
            begard_on,
            date.fromisoformat(a.obesvarat["onskad_on"]),
            sandning=a.begaran or "",
        )
    manader = tuple(a.organ.kommun.motion_varning_manader)
    return frister.Arendefakta(
        subjekt=_subjekt(a),
        state=a.state,
        sedan_on=day_of(a.state_since),
        frist_on=a.frist_on,
        tur=hos_namn(a.state, a.handlaggare.namn if a.handlaggare else ""),
        remittent=remiss.remittent.namn if remiss else "",
        motioner=tuple(
            frister.VacktMotion(
                m["pk"],
                Motion(ar=m["ar"], nummer=m["nummer"]).beteckning,
                date.fromisoformat(m["vackt_on"]),
                manader,
            )
            for m in a.vackta
        ),
        anstand=anstand,
        sent_svar_on=sent_svar_on,
        svaret=a.svaret or "",
    )


def _subjekt(a: Arende) -> Subjekt:
    return Subjekt("arende", a.pk, a.titel, a.dnr, a.sekretess)


def protokoll_med_fakta(rader: QuerySet[Protokoll]) -> QuerySet[Protokoll]:
    """With their anslag."""
    anslag = Anslag.objects.filter(protokoll=OuterRef("pk")).order_by("anslaget_at")
    uppe = anslag.filter(nedtaget_on__isnull=True)
    return rader.select_related("sammantrade__organ").annotate(
        forsta_anslag_on=Subquery(anslag.values("anslaget_on")[:1]),
        uppe_sedan_on=Subquery(uppe.values("anslaget_on")[:1]),
        uppe_till_on=Subquery(uppe.values("tas_ned_tidigast_on")[:1]),
    )


def med_dem_som_skriver_under(protokoll: list[Protokoll]) -> list[Protokoll]:
    """The protokoll, those that are out with who shall sign and who has."""
    paragraf.under_protokollet(p for p in protokoll if p.state == ProtokollState.FOR_JUSTERING)
    return protokoll


def kvar(p: Protokoll) -> Sequence[Fortroendevald]:
    """Who has yet to sign the text that is out; read from what `med_dem_som_skriver_under` fetched."""
    if p.state != ProtokollState.FOR_JUSTERING:
        return ()
    ska = [
        *roles.leder(p.sammantrade.narvaro.all()),
        *(j.fortroendevald for j in p.sammantrade.justerare.all()),
    ]
    return kvar_av(ska, (j for j in p.justeringar.all() if j.dokument_id == p.dokument_id))


def protokollfakta(p: Any) -> frister.Protokollfakta:
    """The facts of a protokoll that was read by `protokoll_med_fakta`."""
    return frister.Protokollfakta(
        subjekt=Subjekt("protokoll", p.pk, str(p)),
        state=p.state,
        sammantrade_on=paragraf.dag(p.sammantrade),
        omedelbart=p.omedelbart,
        strikt=p.sammantrade.organ.strikt_frist,
        kvar=tuple(f.namn for f in kvar(p)),
        justerat_on=p.justerat_on,
        forsta_anslag_on=p.forsta_anslag_on,
        uppe=frister.Anslagsfakta(p.uppe_sedan_on, p.uppe_till_on) if p.uppe_sedan_on else None,
    )
