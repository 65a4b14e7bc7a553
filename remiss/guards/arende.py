"""What an ärende must be before it moves."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from motions.datum import day_of
from motions.models import Anvandare, Arende, BeslutSlag, Handling, Punkt, Sammantrade, Svar
from motions.states import MED_OPPEN_LISTA, OPPNA_MOTEN, ArendeState, SammantradeState
from remiss.facts import Facts
from remiss.facts.expediering import Expediera
from remiss.hinder import Hinder, Varning


def pa_listan(arende: Arende) -> Punkt | None:
    """The undecided punkt where the ärende now stands on a föredragningslista, or None."""
    return (
        arende.punkter.filter(
            sammantrade__state__in=OPPNA_MOTEN,
            utgatt_at__isnull=True,
            information=False,
        )
        .exclude(beslut__upphavt_at__isnull=True, beslut__isnull=False)
        .select_related("sammantrade__organ")
        .first()
    )


def tilldela(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """An ärende whose text waits for a chef keeps its handläggare, or the author could change under the signature."""
    if arende.state == ArendeState.GODKANNANDE:
        return [
            Hinder(
                "Tjänsteutlåtandet är hos chef för godkännande. Ta tillbaka det innan du byter handläggare."
            )
        ]
    return []


def satt_upp(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """One list at a time, and a sammanträde that still takes ärenden."""
    punkt = pa_listan(arende)
    if punkt:
        return [
            Hinder(
                f"Ärendet står redan på listan för {punkt.sammantrade}.",
                reverse("sammantrade", args=[punkt.sammantrade_id]),
                "Visa listan",
            )
        ]
    if not Sammantrade.objects.filter(organ=arende.organ_id, state__in=MED_OPPEN_LISTA).exists():
        return [Hinder("Inget kommande sammanträde är planerat.", reverse("sammantrade_nytt"), "Planera ett")]
    return []


def lyft_ut(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Only from a list that has not been sent."""
    if pa_listan(arende) is None:
        return [Hinder("Ärendet står inte på någon föredragningslista.")]
    return []


def dra_tillbaka(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Once the sammanträde has begun the ärende is nämndens."""
    punkt = pa_listan(arende)
    if punkt and punkt.sammantrade.state == SammantradeState.PAGAR:
        return [Hinder("Sammanträdet pågår. Nu är det nämnden som avgör vad som händer med ärendet.")]
    return []


def utgar(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Only what stands on a list can leave it."""
    if pa_listan(arende) is None:
        return [Hinder("Ärendet står inte på någon föredragningslista.")]
    return []


def expediera(arende: Arende, by: Anvandare, at: datetime, facts: Expediera | None) -> list[Hinder]:
    """The svar leaves as rendered bytes, never as a promise of them."""
    if facts and not hasattr(arende, "remiss") and not (facts.mottagare or arende.avsandare):
        return [Hinder("Ärendet har ingen remittent. Fyll i vem svaret ska skickas till.")]
    svar = gallande_svar(arende)
    if svar is None or lamnar_inget_svar(arende):
        return [Hinder("Beslutet är att inget svar ska lämnas. Avsluta ärendet i stället.")]
    if not hasattr(svar.dokument, "framstallning"):
        return [
            Hinder(
                "Svaret framställs fortfarande. Det brukar ta några sekunder.",
                reverse("dokument", args=[svar.dokument_id]),
                "Visa hur långt det kommit",
            )
        ]
    return []


def gallande_svar(arende: Arende) -> Svar | None:
    """The svar of the latest beslut that has not been taken back, or None."""
    return (
        arende.svar.filter(beslut__upphavt_at__isnull=True)
        .select_related("dokument__framstallning__fil")
        .order_by("-pk")
        .first()
    )


def lamnar_ett_svar(arende: Arende) -> bool:
    """Whether the latest beslut in the ärende gives a svar."""
    return not lamnar_inget_svar(arende)


def lamnar_inget_svar(arende: Arende) -> bool:
    """Whether the latest beslut in the ärende says that no svar is to leave."""
    senaste = arende.beslut.filter(slag=BeslutSlag.AVGJORT, upphavt_at__isnull=True).order_by("-pk").first()
    return senaste is not None and senaste.svar == "inget"


def avsluta(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """The akt is whole: nothing unanswered, nothing still being made (domain 6.1)."""
    hinder = []
    if hasattr(arende, "remiss") and arende.remiss.anstand.filter(utfall="").exists():
        hinder.append(
            Hinder(
                "En begäran om anstånd har inte fått besked.",
                reverse("akt", args=["arende", arende.pk, "besvara_anstand"]),
                "Registrera beskedet",
            )
        )
    if Handling.objects.filter(
        arende=arende, dokument__isnull=False, dokument__framstallning__isnull=True
    ).exists():
        hinder.append(Hinder("En handling i ärendet framställs fortfarande. Vänta tills den är klar."))
    return hinder + ej_anmalt(arende)


def ej_anmalt(arende: Arende) -> list[Hinder]:
    """What one person decided is told to nämnden before the akt is closed (KL 6:39-40, 7:8)."""
    beslut = arende.beslut.att_anmala().first()
    if beslut is None:
        return []
    rad = beslut.anmalningar.select_related("punkt__sammantrade__organ").order_by("-pk").first()
    if rad is not None:
        return [
            Hinder(
                f"Beslutet anmäls vid {rad.punkt.sammantrade}. Avsluta ärendet när sammanträdet är avslutat.",
                reverse("sammantrade", args=[rad.punkt.sammantrade_id]),
                "Visa sammanträdet",
            )
        ]
    mote = (
        Sammantrade.objects.filter(organ=arende.organ_id, state__in=OPPNA_MOTEN).order_by("start_at").first()
    )
    if mote is None:
        return [
            Hinder(
                "Beslutet är inte anmält för nämnden, och inget sammanträde är planerat.",
                reverse("sammantraden"),
                "Visa sammanträdena",
            )
        ]
    return [
        Hinder(
            f"Beslutet är inte anmält för nämnden. Ta upp det bland anmälningarna till {mote}.",
            reverse("anmalan", args=[mote.pk]),
            "Till anmälningarna",
        )
    ]


def avskriv(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """What stands on a list is first taken off it."""
    punkt = pa_listan(arende)
    if punkt:
        return [
            Hinder(
                f"Ärendet står på listan för {punkt.sammantrade}. Ta bort det därifrån först.",
                reverse("sammantrade", args=[punkt.sammantrade_id]),
                "Visa listan",
            )
        ]
    return []


def aterkalla_remiss(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """A remiss is what can be recalled, and not in the middle of the sitting that decides it."""
    if not hasattr(arende, "remiss"):
        return [Hinder("Ärendet har ingen remiss som kan återkallas.")]
    return dra_tillbaka(arende, by, at, None)


def begar_anstand(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """One request at a time."""
    if not hasattr(arende, "remiss"):
        return [Hinder("Ärendet har ingen remisstid att få anstånd från.")]
    if arende.remiss.anstand.filter(utfall="").exists():
        return [
            Hinder(
                "Ni har redan begärt anstånd och väntar på besked.",
                reverse("akt", args=["arende", arende.pk, "besvara_anstand"]),
                "Registrera beskedet",
            )
        ]
    return []


def har_remiss(arende: Arende) -> bool:
    """Whether the ärende came as a remiss, so that there is a remittent to ask."""
    return hasattr(arende, "remiss")


def vantar_pa_besked(arende: Arende) -> bool:
    """Whether a request for anstånd is out."""
    return har_remiss(arende) and arende.remiss.anstand.filter(utfall="").exists()


def star_pa_listan(arende: Arende) -> bool:
    """Whether the ärende stands on a föredragningslista."""
    return pa_listan(arende) is not None


def besvara_anstand(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """There must be a request to answer."""
    if not hasattr(arende, "remiss") or not arende.remiss.anstand.filter(utfall="").exists():
        return [Hinder("Ingen begäran om anstånd väntar på besked.")]
    return []


def sent_svar(arende: Arende, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """A svar that leaves after remisstiden, or after the frist of an uppdrag, goes with a warning and is marked."""
    dagar = (day_of(at) - arende.frist_on).days
    if dagar <= 0:
        return []
    sedan = "1 dag" if dagar == 1 else f"{dagar} dagar"
    vad = "Remisstiden" if hasattr(arende, "remiss") else "Fristen"
    return [Varning("efter_remisstid", f"{vad} gick ut för {sedan} sedan. Svaret märks som försenat.")]
