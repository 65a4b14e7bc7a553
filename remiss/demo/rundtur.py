"""«En remiss på tio klick»: the guided story of a demo installation, from the post to the expedierade svaret.

The session keeps the ärende's id alone. Where the story stands is read from the ärende each time, so that the visitor may do any
of it by hand, and the next click goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.urls import reverse

from motions.datum import STOCKHOLM
from motions.models import Anvandare, Arende, Protokoll, Punkt, Tjansteutlatande
from motions.states import ArendeState, SammantradeState
from remiss import guards
from remiss.demo.tour import Akter
from remiss.web.http import Request

NYCKEL = "rundtur"
"""The session's key for the ärende of the tour."""

KLICK = 10


@dataclass(frozen=True)
class Rundtursrad:
    """What the bar says: how many clicks of `av` are done, what has just happened, and the word of the next button."""

    klick: int
    av: int
    berattelse: str
    nasta: str
    klar: bool
    arende_url: str
    svar_url: str = ""
    kontrollera_url: str = ""


@dataclass(frozen=True)
class Hallplats:
    """Where the story stands: clicks done, the words, who is acting and on which page, and the act of the next click."""

    klick: int
    berattelse: str
    nasta: str
    vem: Anvandare
    url: str
    gor: Callable[[datetime], None] | None = None


class Arendetur(Akter):
    """Where the story of an ärende stands."""

    def hallplats(self) -> Hallplats:
        """Where the ärende is now, whoever brought it there."""
        lage, arendesida = self.arende.state, reverse("arende", args=[self.arende.pk])
        if lage == "registrerat":
            ord_ = "Remissen är registrerad, men ingen har fått den än."
            return Hallplats(0, ord_, "Dela ut remissen", self.registrator, arendesida, self.tilldela)
        if lage in ("beredning", "aterremitterat"):
            return self._i_beredning(arendesida)
        if lage == "godkannande":
            return Hallplats(
                3,
                f"{self.handlaggare} har skickat texten till sin chef. Nu är den låst, och varje del har en egen kontrollsumma.",
                f"Godkänn som {self.chef}",
                self.handlaggare,
                arendesida,
                self.godkann,
            )
        if lage in ("klart_for_namnd", "bordlagt", "kallat"):
            return self._hos_namnden(arendesida)
        return self._efter_beslutet(arendesida)

    def _i_beredning(self, arendesida: str) -> Hallplats:
        if self.utlatande and not self._saknas(self.utlatande) and self.arende.state == ArendeState.BEREDNING:
            return Hallplats(
                2,
                f"{self.handlaggare} har skrivit tjänsteutlåtandet med ett förslag till beslut. Läs det, och ändra om du vill.",
                "Skicka till chefen",
                self.handlaggare,
                reverse("utlatande", args=[self.utlatande.pk]),
                self.skicka,
            )
        return Hallplats(
            1,
            f"En remiss har kommit från {self.arende.remiss.remittent}. {self.registrator}, registrator, har gett den "
            f"diarienummer {self.arende.dnr}. Nu är du {self.handlaggare}, handläggare.",
            "Skriv tjänsteutlåtandet",
            self.handlaggare,
            arendesida,
            self.skriv,
        )

    def _saknas(self, utlatande: Tjansteutlatande) -> bool:
        at = datetime.combine(self.today, datetime.min.time(), STOCKHOLM)
        return bool(guards.utlatande.skicka_for_godkannande(utlatande, self.handlaggare, at, None))

    def _hos_namnden(self, arendesida: str) -> Hallplats:
        mote = self.mote
        if mote is None:
            return Hallplats(
                4,
                f"{self.chef}, {self.chef.titel.lower()}, har godkänt texten. Tjänsteutlåtandet är upprättat och registrerat.",
                "Sätt upp på ett sammanträde i dag",
                self.chef,
                reverse("utlatande", args=[self.utlatande.pk]) if self.utlatande else arendesida,
                self.satt_upp,
            )
        sida = reverse("sammantrade", args=[mote.pk])
        if self.arende.state != ArendeState.KALLAT:
            ord_ = f"{self.sekreterare}, nämndsekreterare, har planerat ett extra sammanträde i dag och satt upp ärendet."
            return Hallplats(5, ord_, "Skicka kallelsen", self.sekreterare, sida, self.kalla)
        if mote.state == SammantradeState.KALLAT:
            ord_ = (
                "Kallelsen är skickad. Den gick senare än nämndens egen gräns, så skälet står i historiken."
            )
            return Hallplats(6, ord_, "Ta upprop och öppna", self.sekreterare, sida, self.oppna)
        ord_ = "Uppropet är taget, en justerare är vald och sammanträdet är öppnat."
        return Hallplats(7, ord_, "Besluta enligt förslaget", self.sekreterare, sida, self.besluta)

    def _efter_beslutet(self, arendesida: str) -> Hallplats:
        lage, sekreterare = self.arende.state, self.sekreterare
        punkt = (
            Punkt.objects.filter(beslut__arenden=self.arende, beslut__upphavt_at__isnull=True)
            .order_by("-pk")
            .first()
        )
        if lage == "beslutat" and punkt:
            ord_ = (
                "Nämnden har beslutat enligt förvaltningens förslag, och paragrafen ska justeras omedelbart."
            )
            return Hallplats(
                8, ord_, "Justera och anslå", sekreterare, reverse("punkt", args=[punkt.pk]), self.justera
            )
        if lage == "justerat" and punkt:
            protokoll = Protokoll.objects.filter(punkter=punkt).first()
            sida = reverse("protokoll", args=[protokoll.pk]) if protokoll else arendesida
            ord_ = (
                f"Ordföranden och justeraren har skrivit under på papper. {sekreterare} har registrerat det och anslagit "
                "protokollet."
            )
            return Hallplats(9, ord_, "Expediera svaret", sekreterare, sida, self.expediera)
        if lage == "avskrivet":
            return Hallplats(
                KLICK,
                "Ärendet är avskrivet, så det blir inget svar.",
                "Avsluta rundturen",
                sekreterare,
                arendesida,
            )
        ord_ = (
            f"Svaret är expedierat till {self.arende.remiss.remittent} med båda diarienumren. Öppna det, spara det och släpp "
            "det på «Kontrollera handling»."
        )
        return Hallplats(KLICK, ord_, "Avsluta rundturen", sekreterare, arendesida)


# the session


def arende_i(request: Request) -> Arende | None:
    """The ärende of the visitor's tour, or None."""
    pk = request.session.get(NYCKEL) if settings.DEMO else None
    return Arende.objects.select_related("organ", "handlaggare").filter(pk=pk).first() if pk else None


def omgivning(request: Request) -> dict[str, Rundtursrad | None]:
    """The bar of the tour, for the pages of a demo."""
    return {"rundtur": rad(request) if hasattr(request, "user") else None}


def rad(request: Request) -> Rundtursrad | None:
    """The bar of the page; None when there is no tour, for a fragment, and for who is not logged in."""
    if not settings.DEMO or not request.user.is_authenticated or request.htmx:
        return None
    arende = arende_i(request)
    if arende is None:
        return None
    plats = Arendetur(arende, request.today).hallplats()
    svar = arende.expedieringar.order_by("pk").last() if plats.klick == KLICK else None
    return Rundtursrad(
        klick=plats.klick,
        av=KLICK,
        berattelse=plats.berattelse,
        nasta=plats.nasta,
        klar=plats.gor is None,
        arende_url=reverse("arende", args=[arende.pk]),
        svar_url=reverse("handling_fil", args=[svar.handling_id]) if svar else "",
        kontrollera_url=reverse("kontrollera") if svar else "",
    )


def logga_in(request: Request, pk: int) -> bool:
    """Become another of the demo's people, and keep the tour: a login begins a new session. False for an unknown person."""
    pagande = request.session.get(NYCKEL)
    user = authenticate(request, demo_anvandare=pk)
    if user is None:
        return False
    login(request, user)
    if pagande:
        request.session[NYCKEL] = pagande
    return True
