"""What an ärende must be before it moves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.urls import reverse

from motions.akten import akten
from motions.datum import day_of
from motions.models import Anvandare, Arende, Beslut, BeslutSlag, HandlingSlag, Punkt, Roll, Svar
from motions.states import ArendeState, SammantradeState
from motions.text.plain_text import har_ord
from remiss import roles
from remiss.drift.mejl import Sandning, oskickade, sandning
from remiss.drift.ogjort import ogjorda
from remiss.facts import Facts
from remiss.facts.expediering import Expediera, KvitteraMejl, SkickaIgen
from remiss.hinder import EjTillatetError, Hinder, Varning
from remiss.models import Utskick

ADRESS_TECKEN = 200
SKAL_TECKEN = 2000


def pa_listan(arende: Arende) -> Punkt | None:
    """The undecided punkt where the ärende now stands on a föredragningslista, or None."""
    return akten(arende).pa_listan


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
    if not akten(arende).oppna_listor:
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
        if any(d.pk == svar.dokument_id for d in ogjorda(arende)):
            return [_ogjort("Svaret", svar.dokument_id)]
        return [
            Hinder(
                "Svaret framställs fortfarande. Det brukar ta några sekunder.",
                reverse("dokument", args=[svar.dokument_id]),
                "Visa hur långt det kommit",
            )
        ]
    return []


def _ogjort(vad: str, dokument: int) -> Hinder:
    return Hinder(f"{vad} kunde inte göras.", reverse("dokument", args=[dokument]), "Försök igen")


def gallande_svar(arende: Arende) -> Svar | None:
    """The svar of the latest beslut that has not been taken back, or None."""
    return akten(arende).svar


def lamnar_ett_svar(arende: Arende) -> bool:
    """Whether the latest beslut in the ärende gives a svar."""
    return not lamnar_inget_svar(arende)


def lamnar_inget_svar(arende: Arende) -> bool:
    """Whether the latest beslut in the ärende says that no svar is to leave."""
    senaste = next((b for b in akten(arende).beslut if b.slag == BeslutSlag.AVGJORT), None)
    return senaste is not None and senaste.svar == "inget"


def avsluta(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """The akt is whole: nothing unanswered, nothing still being made (domain 6.1)."""
    hinder = []
    if vantar_pa_besked(arende):
        lage = begaran_ar(arende)
        hinder.append(
            Hinder(
                f"En begäran om anstånd är {lage} och har inte fått besked."
                if lage
                else "En begäran om anstånd har inte fått besked.",
                reverse("akt", args=["arende", arende.pk, "besvara_anstand"]),
                "Registrera beskedet",
            )
        )
    vantar = [h for h in akten(arende).handlingar if h.dokument and not hasattr(h.dokument, "framstallning")]
    uppgivna = {d.pk for d in ogjorda(arende)} if vantar else set[int]()
    for h in vantar:
        if h.dokument_id in uppgivna:
            hinder.append(_ogjort(h.rubrik, h.dokument_id))
    if any(h.dokument_id not in uppgivna for h in vantar):
        hinder.append(Hinder("En handling i ärendet framställs fortfarande. Vänta tills den är klar."))
    return hinder + ej_anmalt(arende)


def ej_anmalt(arende: Arende) -> list[Hinder]:
    """What one person decided is told to nämnden before the akt is closed (KL 6:39-40, 7:8)."""
    akt = akten(arende)
    oanmalda = [b for b in akt.beslut if b.ar_enskilt and b.anmalt_at is None]
    if not oanmalda:
        return []
    rad = max(akt.anmalda(_forsta_fattade(oanmalda)), key=lambda r: r.pk, default=None)
    if rad is not None:
        return [
            Hinder(
                f"Beslutet anmäls vid {rad.punkt.sammantrade}. Avsluta ärendet när sammanträdet är avslutat.",
                reverse("sammantrade", args=[rad.punkt.sammantrade_id]),
                "Visa sammanträdet",
            )
        ]
    mote = next(iter(akt.moten), None)
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


def _forsta_fattade(beslut: Iterable[Beslut]) -> Beslut:
    return min(beslut, key=lambda b: (b.fattat_on or date.max, b.pk))


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
    if vantar_pa_besked(arende):
        lage = begaran_ar(arende)
        if lage:
            return [
                Hinder(f"Begäran om anstånd är {lage}.", reverse("arende", args=[arende.pk]), "Visa ärendet")
            ]
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
    return akten(arende).vantar_pa_besked


def begaran_ar(arende: Arende) -> str:
    """«ej skickad» or «på väg» while the mail with the request for anstånd is not sent, else ""."""
    lage = sandning(u for u in oskickade(arende) if _ar_begaran(u))
    return {Sandning.EJ: "ej skickad", Sandning.VAG: "på väg"}.get(lage, "") if lage else ""


def star_pa_listan(arende: Arende) -> bool:
    """Whether the ärende stands on a föredragningslista."""
    return pa_listan(arende) is not None


def besvara_anstand(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """There must be a request to answer."""
    if not vantar_pa_besked(arende):
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


def ej_skickat(arende: Arende, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """What the mail has not taken may have been handed over otherwise: the akt is closed with a word on how."""
    return [
        Varning(
            "ej_skickat", f"Ej skickat: {mejl.amne}, till {mejl.adress}. Har det nått fram på annat sätt?"
        )
        if mejl.ej_skickat
        else Varning(
            "pa_vag",
            f"Inte skickat än: {mejl.amne}, till {mejl.adress}. Vänta tills det har gått, eller skriv hur det har nått fram.",
        )
        for mejl in oskickade(arende)
        if not mejl.kvitterat
    ]


def far_skota_mejl(by: Anvandare, arende: Arende, mejl: Utskick, today: date) -> bool:
    """Whether `by` may send a mail of the ärende again, or say that it need not be: a handläggare only an own request."""
    if roles.har_roll(by, arende.organ, (Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE), today):
        return True
    return _ar_begaran(mejl)


def _ar_begaran(mejl: Utskick) -> bool:
    return mejl.handling is not None and mejl.handling.slag == HandlingSlag.ANSTANDSBEGARAN


def _krav_ens_eget(arende: Arende, by: Anvandare, at: datetime, utskick: int) -> None:
    """Errors: EjTillatetError for one that is the registrator's or the nämndsekreterare's."""
    mejl = next((u for u in oskickade(arende) if u.pk == utskick), None)
    if mejl is not None and not far_skota_mejl(by, arende, mejl, day_of(at)):
        raise EjTillatetError


def kvittera_mejl(arende: Arende, by: Anvandare, at: datetime, facts: KvitteraMejl | None) -> list[Hinder]:
    """With a word on how it arrived, or why nobody waits for it."""
    if facts is None:
        return []
    _krav_ens_eget(arende, by, at, facts.utskick)
    return utan_skal(facts.skal)


def utan_skal(skal: str) -> list[Hinder]:
    """That a mail need not be sent is said with a word on why."""
    if not har_ord(skal):
        return [Hinder("Skriv hur det har nått fram, eller varför det inte behövs.")]
    if len(skal) > SKAL_TECKEN:
        return [Hinder(f"Skälet är för långt. Det får ha högst {SKAL_TECKEN} tecken.")]
    return []


def skicka_igen(arende: Arende, by: Anvandare, at: datetime, facts: SkickaIgen | None) -> list[Hinder]:
    """A mail goes to an address that mail can go to."""
    if facts is None:
        return []
    _krav_ens_eget(arende, by, at, facts.utskick)
    try:
        EmailValidator()(facts.adress[: ADRESS_TECKEN + 1])
    except ValidationError:
        return [Hinder("Skriv en e-postadress, till exempel registrator@norrby.se.")]
    return [] if len(facts.adress) <= ADRESS_TECKEN else [Hinder("E-postadressen är för lång.")]
