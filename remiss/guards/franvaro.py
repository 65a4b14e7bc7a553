"""When a chef may say that she is away, and what is doubtful about who is to stand in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from motions.datum import datum_text, day_of
from motions.franvaro import Franvaro, chefskap, franvaron, kollegor, krockar
from motions.models import (
    CHEFSROLLER,
    Anvandare,
    Arende,
    Befattning,
    Organ,
    Roll,
    Tjansteutlatande,
    Vikariat,
)
from motions.states import SLUTA_ARENDEN, UtlatandeState
from motions.text.listing import uppraknat
from motions.text.numerals import antal
from remiss import roles
from remiss.facts.franvaro import AngeFranvaro, AvslutaFranvaro
from remiss.hinder import Hinder, Varning

UTAN_CHEFSKAP = "Du har ingen befattning som chef de dagarna, så det finns inget att vikariera för."


def ange(konto: Anvandare, by: Anvandare, at: datetime, facts: AngeFranvaro | None) -> list[Hinder]:
    """The days are to come and in order, no other absence shares them, and it is one of the staff who stands in."""
    if facts is None:
        return []
    return [Hinder(text) for _, text in brister(konto, facts, day_of(at))]


def avsluta(konto: Anvandare, by: Anvandare, at: datetime, facts: AvslutaFranvaro | None) -> list[Hinder]:
    """It is one's own, not over, and does not end of itself today."""
    if facts is None:
        return []
    meant = vald(konto, facts, day_of(at))
    if meant is None:
        return [Hinder("Frånvaron är redan avslutad.")]
    return [Hinder("Frånvaron slutar redan i dag.")] if meant.slutar else []


def vald(konto: Anvandare, facts: AvslutaFranvaro, today: date) -> Franvaro | None:
    """The absence that is meant."""
    return next(
        (f for f in franvaron(konto, today) if facts.vikariat in {v.pk for v in f.vikariat}),
        None,
    )


def brister(konto: Anvandare, facts: AngeFranvaro, today: date) -> list[tuple[str, str]]:
    """What is wrong, each by the field that it is wrong in."""
    fel = []
    if facts.fran_on < today:
        fel.append(("fran_on", "Den dagen har varit. Börja i dag eller senare."))
    if facts.till_on < facts.fran_on:
        fel.append(("till_on", "Sista dagen ligger före den första. Ändra den ena."))
    if facts.vikarie.pk == konto.pk:
        fel.append(("vikarie", "Du kan inte vara din egen vikarie. Välj en annan."))
    elif not kollegor(konto, today).filter(pk=facts.vikarie.pk).exists():
        fel.append(
            ("vikarie", f"{facts.vikarie.namn} arbetar inte här eller har ett stängt konto. Välj en annan.")
        )
    if fel:
        return fel
    if not chefskap(konto, facts.fran_on, facts.till_on).exists():
        fel.append(("fran_on", UTAN_CHEFSKAP))
    annan = krockar(franvaron(konto, today), facts.fran_on, facts.till_on)
    if annan is not None:
        fel.append(
            (
                "fran_on",
                f"{annan.vikarie.namn} är redan din vikarie {dagarna(annan.fran_on, annan.till_on)}. "
                "Avsluta det först, eller välj andra dagar.",
            )
        )
    return fel


def tveksamt(konto: Anvandare, facts: AngeFranvaro, by: Anvandare, at: datetime) -> list[Varning]:
    """What speaks against who was chosen, each with what comes of it."""
    namn, fran, till = facts.vikarie.namn, facts.fran_on, facts.till_on
    mina = list(chefskap(konto, fran, till))
    forvaltningar = Organ.objects.filter(_nara(mina)).values("forvaltning")
    hemma = Q(forvaltning__in=forvaltningar) | Q(enhet__forvaltning__in=forvaltningar)
    hemma |= Q(organ__forvaltning__in=forvaltningar) | Q(kommun__forvaltningar__in=forvaltningar)
    hela = Q(till_on__isnull=True) | Q(till_on__gte=till)
    egna = Befattning.objects.filter(hemma, hela, anvandare=facts.vikarie, fran_on__lte=fran)
    tvekan = []
    if not egna.exclude(roll=Roll.REVISOR).exists():
        text = f"{namn} har ingen egen befattning i din förvaltning alla de dagarna. Som vikarie får hen ändå läsa och "
        tvekan.append(Varning("vikarie_utan_befattning", f"{text}godkänna samma texter som du."))
    borta = krockar(franvaron(facts.vikarie, fran), fran, till)
    if borta is not None:
        dagar = dagarna(borta.fran_on, borta.till_on)
        text = f"{namn} är själv borta {dagar}, med {borta.vikarie.namn} som vikarie."
        tvekan.append(Varning("vikarie_borta", text))
    tvekan += _andra_steg(konto, facts, mina, egna, forvaltningar)
    return [*tvekan, *_texterna(konto, facts, by, at)]


def _andra_steg(
    konto: Anvandare,
    facts: AngeFranvaro,
    mina: list[Befattning],
    egna: QuerySet[Befattning],
    inom: QuerySet[Organ, Any],
) -> list[Varning]:
    """That one person would be needed in two steps, by an own befattning or in another's place; and what is not handed on."""
    namn, tvekan = facts.vikarie.namn, []
    roller = {b.roll for b in mina}
    i_steg = [
        (f"godkänner redan som {b.get_roll_display().lower()}", b) for b in egna.filter(roll__in=CHEFSROLLER)
    ]
    i_steg += [
        (
            f"är redan vikarie för {v.befattning.anvandare.namn} som {v.befattning.get_roll_display().lower()}",
            v.befattning,
        )
        for v in _vikariat(facts.vikarie, facts).exclude(befattning__anvandare=konto)
    ]
    annat = next((hur for hur, b in i_steg if b.roll not in roller), "")
    if annat and Organ.objects.filter(forvaltning__in=inom, flera_steg=False).exists():
        text = f"{namn} {annat}, och en person godkänner bara ett steg. "
        tvekan.append(
            Varning("vikarie_i_annat_steg", f"{text}Texter som ska godkännas i bådas steg kan bli liggande.")
        )
    andras = list(dict.fromkeys(v.befattning.anvandare.namn for v in _vikariat(konto, facts)))
    if andras:
        text = f"Du är själv vikarie för {uppraknat(andras)} de dagarna, och det blir inte {namn}. "
        tvekan.append(
            Varning("egna_vikariat", f"{text}Be {uppraknat(andras)} eller administratören ordna en annan.")
        )
    return tvekan


def _vikariat(person: Anvandare, facts: AngeFranvaro) -> QuerySet[Vikariat]:
    """What chefer a person stands in for on some of the days."""
    mellan = Vikariat.objects.filter(
        vikarie=person,
        fran_on__lte=facts.till_on,
        till_on__gte=facts.fran_on,
        befattning__roll__in=CHEFSROLLER,
    )
    return mellan.select_related("befattning__anvandare").order_by("pk")


def _texterna(konto: Anvandare, facts: AngeFranvaro, by: Anvandare, at: datetime) -> list[Varning]:
    """What the stand-in may not sign or not even see of what the chef sees today."""
    namn, today, tvekan = facts.vikarie.namn, day_of(at), []
    vantar = Tjansteutlatande.objects.visible_to(konto, today=today).filter(state=UtlatandeState.GODKANNANDE)
    egna = sum(roles.ar_forfattare(facts.vikarie, u) for u in vantar)
    if egna:
        texter = antal(egna, "text", "texter", i_ord=True, kon="en")
        text = (
            f"{namn} har själv skrivit i {texter} som väntar på godkännande, och kan inte godkänna det egna."
        )
        tvekan.append(Varning("vikarie_har_skrivit", text))
    hemliga = (
        Arende.objects.visible_to(konto, today=today).filter(sekretess=True).exclude(state__in=SLUTA_ARENDEN)
    )
    dolda = hemliga.exclude(pk__in=Arende.objects.visible_to(facts.vikarie, today=today).values("pk")).count()
    if dolda:
        vad = antal(dolda, "ärende", "ärenden", i_ord=True)
        text = f"{namn} ser inte {vad} med sekretess som du ser. Be registratorn om behörighet för hen, om det behövs."
        tvekan.append(Varning("vikarie_ej_behorig", text))
    return tvekan


def _nara(befattningar: list[Befattning]) -> Q:
    """The organ whose förvaltning some of the befattningar are in."""
    nara = Q(pk__in=[b.organ_id for b in befattningar if b.organ_id])
    nara |= Q(forvaltning__in=[b.forvaltning_id for b in befattningar if b.forvaltning_id])
    return nara | Q(forvaltning__enheter__in=[b.enhet_id for b in befattningar if b.enhet_id])


def dagarna(fran: date, till: date) -> str:
    """«den 4 december 2026», or «från den … till och med den …»."""
    return (
        f"den {datum_text(fran)}"
        if fran == till
        else f"från den {datum_text(fran)} till och med den {datum_text(till)}"
    )
