"""What happens to a protokoll: sent, signed, refused, made known, taken down (KL 5:65-69, 8:12, 13:5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from motions import audit, deadlines, sokposter
from motions.datum import datum_text, day_of
from motions.documents import context, store
from motions.documents.freeze import frys
from motions.json_data import JsonObject
from motions.models import (
    Anslag,
    Anvandare,
    Arende,
    Beslut,
    BeslutSlag,
    Fortroendevald,
    HandlingSlag,
    Justering,
    JusteringSatt,
    Protokoll,
    Riktning,
    Svar,
    SvarSlag,
    Utdrag,
)
from motions.states import ArendeState
from remiss import jobs, notify, roles
from remiss.effects.handling import registrera_dokument, registrera_vid
from remiss.facts import Facts
from remiss.facts.protokoll import Ansla, Justera, NekaJustering, RegistreraJustering, TaNed
from remiss.guards.protokoll import uppe
from remiss.hinder import Utfall


def skicka_for_justering(protokoll: Protokoll, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Freeze the text that will be signed and tell those who shall sign it."""
    fakta = context.protokoll(protokoll, today=day_of(at))
    if sigill := audit.senaste_sigill():
        fakta = replace(fakta, vittne=str(sigill))
    protokoll.dokument = dokument = frys(fakta, by=by, at=at)
    jobs.ko(dokument)
    lank = settings.BASE_URL + reverse("protokoll", args=[protokoll.pk])
    for person in roles.ska_justera(protokoll):
        if person.anvandare is not None:
            notify.meddela(
                person.anvandare,
                f"Att justera senast {datum_text(protokoll.justeras_senast_on)}: {protokoll}",
                f"Hej {person.fornamn}!\n\n{protokoll} är klart för justering, senast den "
                f"{datum_text(protokoll.justeras_senast_on)}.\n\nLäs och justera: {lank}\n",
                at=at,
                sammantrade=protokoll.sammantrade,
            )
    return Utfall({"dokument": dokument.pk, "sha256": dokument.sha256, "punkter": _punkter(protokoll)})


def _punkter(protokoll: Protokoll) -> list[int]:
    return list(protokoll.punkter.order_by("ordning").values_list("pk", flat=True))


def justera(protokoll: Protokoll, facts: Justera, *, by: Anvandare, at: datetime) -> Utfall:
    """One of those who shall sign certifies the text that is out (KL 5:69, 6:35)."""
    person = Fortroendevald.objects.get(anvandare=by)
    return _justering(protokoll, person, JusteringSatt.APPEN, day_of(at), None, by=by, at=at)


def justera_sist(protokoll: Protokoll, facts: Justera, *, by: Anvandare, at: datetime) -> Utfall:
    """The last signature: the protokoll is justerat, registered, and its utdrag and svar are made."""
    utfall = justera(protokoll, facts, by=by, at=at)
    return _fardigt(protokoll, utfall, by=by, at=at)


def registrera_justering(
    protokoll: Protokoll, facts: RegistreraJustering, *, by: Anvandare, at: datetime
) -> Utfall:
    """Register a signature made on paper or elsewhere, with the signed original in the sammanträde's akt."""
    if facts.fil is None:
        raise ValueError("Ett undertecknat original måste finnas.")
    lagrad = store.save(facts.fil.data, mime=facts.fil.mime, at=at)
    original = registrera_vid(
        protokoll.sammantrade,
        slag=HandlingSlag.PROTOKOLL,
        riktning=Riktning.UPPRATTAD,
        datum_on=facts.justerad_on,
        rubrik=f"Protokoll undertecknat av {facts.fortroendevald.namn}",
        filnamn=facts.fil.filnamn,
        fil=lagrad,
        by=by,
        at=at,
    )
    return _justering(
        protokoll, facts.fortroendevald, facts.satt, facts.justerad_on, original.pk, by=by, at=at
    )


def registrera_justering_sist(
    protokoll: Protokoll, facts: RegistreraJustering, *, by: Anvandare, at: datetime
) -> Utfall:
    """The last signature, made outside the app."""
    utfall = registrera_justering(protokoll, facts, by=by, at=at)
    return _fardigt(protokoll, utfall, by=by, at=at)


def _justering(
    protokoll: Protokoll,
    person: Fortroendevald,
    satt: str,
    justerad_on: date,
    original_id: int | None,
    *,
    by: Anvandare,
    at: datetime,
) -> Utfall:
    dokument = protokoll.dokument
    if dokument is None:
        raise ValueError("Protokollet har ingen text som väntar på justering.")
    justering = Justering.objects.create(
        protokoll=protokoll,
        dokument=dokument,
        fortroendevald=person,
        satt=satt,
        justerad_on=justerad_on,
        original_id=original_id,
        registrerad_at=at,
        registrerad_by=by,
    )
    return Utfall(
        {
            "vem": person.pk,
            "justering": justering.pk,
            "satt": str(satt),
            "justerad_on": justerad_on.isoformat(),
            "sha256": dokument.sha256,
        }
    )


def _fardigt(protokoll: Protokoll, utfall: Utfall, *, by: Anvandare, at: datetime) -> Utfall:
    """Date and register the justerade protokollet (TF 2:10), and make what leaves each decided ärende."""
    senast: date = protokoll.justeringar.filter(dokument=protokoll.dokument).aggregate(d=Max("justerad_on"))[
        "d"
    ]
    protokoll.justerat_on = senast
    paragrafer = [p.paragraf for p in protokoll.punkter.order_by("ordning") if p.paragraf]
    handling = registrera_vid(
        protokoll.sammantrade,
        dokument=protokoll.dokument,
        slag=HandlingSlag.PROTOKOLL,
        riktning=Riktning.UPPRATTAD,
        rubrik=f"{protokoll}, §§ {paragrafer[0]}–{paragrafer[-1]}"
        if len(paragrafer) > 1
        else f"{protokoll}, § {paragrafer[0]}",
        by=by,
        at=at,
    )
    beslut = Beslut.objects.filter(punkt__protokoll=protokoll, upphavt_at__isnull=True).order_by(
        "punkt__ordning"
    )
    for rad in beslut:
        for arende in rad.arenden.order_by("pk"):
            _ut(rad, arende, justerat_on=senast, by=by, at=at)
    sokposter.skriv_protokoll(protokoll)
    return Utfall({**utfall.data, "justerat_on": senast.isoformat(), "handling": handling.pk}, utfall.texter)


def _ut(beslut: Beslut, arende: Arende, *, justerat_on: date, by: Anvandare, at: datetime) -> None:
    """The protokollsutdrag in the ärende's akt, and the svar when the beslut gives one."""
    today = day_of(at)
    handling = registrera_dokument(
        arende,
        context.protokollsutdrag(beslut, arende, today=today, justerat_on=justerat_on),
        slag=HandlingSlag.UTDRAG,
        riktning=Riktning.UPPRATTAD,
        motpart="",
        rubrik=f"Protokollsutdrag § {beslut.punkt.paragraf if beslut.punkt else ''}",
        by=by,
        at=at,
    )
    Utdrag.objects.create(beslut=beslut, arende=arende, handling=handling)
    if beslut.svar == SvarSlag.INGET:
        return
    dokument = frys(context.svar(beslut, arende, today=today, justerat_on=justerat_on), by=by, at=at)
    Svar.objects.create(beslut=beslut, arende=arende, dokument=dokument)
    jobs.ko(dokument)


def beslutade_arenden(protokoll: Protokoll, facts: Facts) -> Iterable[tuple[Arende, str]]:
    """The ärenden that were decided in the §§ of this protokoll are justerade with it."""
    arenden = Arende.objects.filter(
        beslut__punkt__protokoll=protokoll,
        beslut__upphavt_at__isnull=True,
        beslut__slag=BeslutSlag.AVGJORT,
        state=ArendeState.BESLUTAT,
    )
    return [(a, "justeras") for a in arenden.distinct().order_by("pk")]


def neka_justering(protokoll: Protokoll, facts: NekaJustering, *, by: Anvandare, at: datetime) -> Utfall:
    """A justerare refuses the text: it opens; signatures stay with the text they were for (JO 4024-1999)."""
    person = Fortroendevald.objects.get(anvandare=by)
    dokument = protokoll.dokument
    protokoll.dokument = None
    if dokument is None:
        raise ValueError("Protokollet har ingen text som väntar på justering.")
    lank = settings.BASE_URL + reverse("protokoll", args=[protokoll.pk])
    notify.meddela(
        dokument.fryst_by,
        f"Justeringen nekades: {protokoll}",
        f"Hej {dokument.fryst_by.first_name}!\n\n{person.namn} nekade att justera {protokoll}.\n\n"
        f"Se skälet och rätta: {lank}\n",
        at=at,
        sammantrade=protokoll.sammantrade,
    )
    return Utfall({"vem": person.pk, "dokument": dokument.pk}, {"skal": facts.skal})


def ta_tillbaka(protokoll: Protokoll, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """The secretary takes the text back to mend it; a new text must be signed by all."""
    dokument_id = protokoll.dokument_id
    protokoll.dokument = None
    return Utfall({"dokument": dokument_id})


def anslag(protokoll: Protokoll, facts: Ansla, *, by: Anvandare, at: datetime) -> Utfall:
    """Record that the justering was made known and what follows; register the bevis (KL 8:12, 13:5)."""
    organ = protokoll.sammantrade.organ
    rad = Anslag.objects.create(
        protokoll=protokoll,
        tavla=facts.tavla,
        forvaringsplats=facts.forvaringsplats,
        anslaget_on=facts.anslaget_on,
        overklagas_senast_on=deadlines.overklagas_senast(facts.anslaget_on).limit,
        laga_kraft_tidigast_on=deadlines.laga_kraft_tidigast(facts.anslaget_on).limit,
        tas_ned_tidigast_on=deadlines.far_tas_ned_tidigast(
            facts.anslaget_on, max(organ.anslag_extra_dagar, 1)
        ).limit,
        anslaget_at=at,
        anslaget_by=by,
    )
    handling = registrera_vid(
        protokoll.sammantrade,
        dokument=frys(context.anslagsbevis(rad, today=day_of(at)), by=by, at=at),
        slag=HandlingSlag.ANSLAGSBEVIS,
        riktning=Riktning.UPPRATTAD,
        rubrik=f"Anslagsbevis, {protokoll}",
        by=by,
        at=at,
    )
    data: JsonObject = {
        "anslag": rad.pk,
        "anslaget_on": facts.anslaget_on.isoformat(),
        "overklagas_senast_on": rad.overklagas_senast_on.isoformat(),
        "handling": handling.pk,
    }
    return Utfall(data)


def ta_ned(protokoll: Protokoll, facts: TaNed, *, by: Anvandare, at: datetime) -> Utfall:
    """Record that the anslag came down; if too early that is recorded: the time does not expire (KL 13:5)."""
    rad = uppe(protokoll)
    if rad is None:
        raise ValueError("Inget anslag sitter uppe.")
    rad.nedtaget_on, rad.nedtaget_at, rad.nedtaget_by = facts.nedtaget_on, at, by
    rad.save()
    data: JsonObject = {"anslag": rad.pk, "nedtaget_on": facts.nedtaget_on.isoformat()}
    return Utfall(data)
