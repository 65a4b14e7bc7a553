"""The sammanträden: a new one, one's own page with its föredragningslista, and the upprop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from motions import anmalningar, paragraf, visibility
from motions.documents.context import anmalan as anmalningsfakta
from motions.models import Arende, Beslut, Handling, Narvaro, Protokoll, Punkt, Sammantrade
from motions.models.arende import ARENDE_SORTERING
from motions.motestider import forslag_till_tider
from motions.prepared import Related, Slot, prepared
from motions.states import KLARA_FOR_LISTAN, MED_OPPEN_LISTA
from motions.workdays import ArUtanforKalendernError
from remiss import roles
from remiss.drift.mejl import ej_skickat_om_motet
from remiss.facts.arende import SattUpp
from remiss.facts.foredragningslista import NyPunkt
from remiss.forms.sammantrade.beslut import PUNKTFORMULAR
from remiss.forms.sammantrade.narvaro import NarvaroForm
from remiss.forms.sammantrade.sammantrade import NyPunktForm, NyttSammantradeForm
from remiss.guards.foredragningslista import kan_ha_information, kan_slas_ihop
from remiss.hinder import Hinder
from remiss.historik import historik, punktnamn
from remiss.views.akt import Knapp, knapp, synlig
from remiss.views.sammantrade.osanda import osanda
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import EjTillatetError, HindradError, available, edit, edits, mojligt, perform

HANDELSER = 6


def kraver_sekreterare(request: Request, sammantrade: Sammantrade) -> None:
    """Only the organ's nämndsekreterare writes here. Errors: PermissionDenied."""
    if not roles.sekreterare(request.user, sammantrade, request.today):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def sammantrade_nytt(request: Request) -> HttpResponse:
    """Plan a sammanträde of one of the secretary's organ."""
    form = NyttSammantradeForm(
        request.POST if request.method == "POST" else None, user=request.user, at=request.at
    )
    if not form.egna.exists():
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        organ, facts = form.cleaned_data["organ"], form.facts()
        try:
            nytt = edit(edits.PLANERA, organ, facts, by=request.user, at=request.at)
        except ArUtanforKalendernError as error:
            form.add_error("datum", str(error))
        else:
            messages.success(request, "Sammanträdet planerades.")
            return redirect("sammantrade", nytt.pk)
    status = 422 if form.errors else 200
    return render(request, "sammantrade/nytt.html", {"form": form, "nyckel": _nyckel(request)}, status=status)


@require_GET
def sammantrade_dagar(request: Request) -> HttpResponse:
    """What the organ's settings give, a fragment of the form: the two days before a date, and whether its sittings are open."""
    form = NyttSammantradeForm(request.GET, user=request.user, at=request.at)
    form.full_clean()
    organ, on = form.cleaned_data.get("organ"), form.cleaned_data.get("datum")
    forslag: Context = {"offentligt": form.oppet(organ), "oppet_for": organ.pk} if organ else {}
    if organ and on:
        try:
            stopp, kallelse = forslag_till_tider(organ, on)
        except ArUtanforKalendernError:
            return HttpResponse(status=204)
        forslag |= {"stopp_on": stopp, "kallelse_senast_on": kallelse}
    nytt = NyttSammantradeForm(user=request.user, at=request.at, initial=forslag)
    return render(request, "sammantrade/nytt.html#dagar", {"form": nytt})


def _nyckel(request: Request) -> str:
    return request.POST.get("nyckel") or ny_nyckel()


@dataclass(frozen=True)
class Listrad:
    """A punkt of the föredragningslista: its ärenden that the reader may know of, and what it lacks."""

    punkt: Punkt
    arenden: list[Arende]
    beslut: Beslut | None
    lasbar: bool
    flyttbar: bool
    saknas: str
    nyckel: str
    ihop: list[Punkt]
    informerbar: bool


def handlingsrad(sammantrade: Sammantrade, request: Request) -> list[Knapp]:
    """The acts on the whole sitting; those of a § are on its own page, and the upprop has a page of its own."""
    knappar = [
        replace(knapp(a), url=reverse("sammantrade_narvaro", args=[sammantrade.pk]))
        if a.action == "registrera_narvaro"
        else knapp(a)
        for a in available(sammantrade, request.user, at=request.at)
        if a.action not in PUNKTFORMULAR
    ]
    return sorted(knappar, key=lambda k: (not k.primar, k.farlig))


@require_safe
def sammantrade(request: Request, pk: int) -> HttpResponse:
    """One sammanträde."""
    s = _sammantrade.first(visibility.betraktare(request.user, request.today), pk=pk)
    if s is None:
        raise Http404
    roles.sedd(request.user, s, request.today)
    return visa(request, s, NyPunktForm(), status=200)


@prepared
def _sammantrade(vem: visibility.Betraktare, *, pk: Slot) -> QuerySet[Sammantrade]:
    rader = Sammantrade.objects.visible_to(vem, today=vem.omfang.day).filter(pk=pk).select_related("organ")
    return rader.annotate(ej_skickat=Case(When(ej_skickat_om_motet(), then=True), default=False))


@prepared
def _protokollen(vem: visibility.Betraktare, *, sammantrade: Slot) -> QuerySet[Protokoll]:
    protokoll = Protokoll.objects.visible_to(vem, today=vem.omfang.day).filter(sammantrade=sammantrade)
    return protokoll.order_by("-omedelbart", "pk")


@prepared
def _handlingarna(vem: visibility.Betraktare, *, sammantrade: Slot) -> QuerySet[Handling]:
    handlingar = Handling.objects.visible_to(vem, today=vem.omfang.day).filter(sammantrade=sammantrade)
    return handlingar.select_related("fil", "dokument__framstallning__fil", "dokument__renderingsfel")


def visa(
    request: Request,
    s: Sammantrade,
    ny_punkt: NyPunktForm,
    *,
    status: int,
    skalfel: tuple[str, str] = ("", ""),
) -> HttpResponse:
    """Its page. `skalfel`: the reason for not sending a mail that was refused, and why."""
    skriver = roles.sekreterare(request.user, s, request.today)
    fore = s.state in MED_OPPEN_LISTA
    vem = visibility.betraktare(request.user, request.today)
    paragraf.helt(s, med_synlighet(request))
    return render(
        request,
        "sammantrade/sammantrade.html",
        {
            "sammantrade": s,
            "handlingar": handlingsrad(s, request),
            "ej_skickade": osanda(s, skalfel) if skriver else None,
            "rader": _rader(request, s, skriver=skriver and fore),
            "utgangna": [p for p in s.punkter.all() if p.utgatt_at is not None],
            "skriver": skriver and fore,
            "klara": [{"arende": a, "nyckel": ny_nyckel()} for a in _klara(vem, organ=s.organ)]
            if skriver and fore
            else [],
            "ny_punkt": ny_punkt,
            **_anmalningar(s, vem, skriver=skriver),
            "narvaro": _narvaro(s),
            "justerare": [j.fortroendevald for j in s.justerare.all()],
            "ordforande": roles.leder(s.narvaro.all()),
            "protokoll": _protokollen(vem, sammantrade=s),
            "akthandlingar": _handlingarna(vem, sammantrade=s),
            "handelser": historik(s.kedja, HANDELSER, tysta=_hemliga_punkter(s)),
            "nyckel": ny_nyckel(),
            "form": ny_punkt,
        },
        status=status,
    )


def med_synlighet(request: Request) -> paragraf.Arendena:
    """Fetches ärenden as their rows show them, each with `synlig`: whether the reader may know of it.

    A punkt keeps the words that it had when it was put up. With an ärende that has become secret since, they are for the page
    what all may read (OSL 5:2), if the reader may not know of it.
    """
    vem = visibility.betraktare(request.user, request.today)

    def hamta(punkter: Sequence[Punkt]) -> list[Arende]:
        arenden = _ARENDEN.onto(punkter, vem)
        for punkt in punkter:
            mina = sorted(punkt.arenden.all(), key=lambda a: a.pk)
            if not all(vars(a)["synlig"] for a in mina):
                inledning = "Information: " if punkt.information else ""
                punkt.rubrik = inledning + "; ".join(a.visningstitel for a in mina)
        return arenden

    return hamta


def _med_synlighet(vem: visibility.Betraktare) -> QuerySet[Arende]:
    far_veta = When(visibility.arenden(vem, vem.omfang.day), then=Value(True))
    return Arende.objects.select_related("organ", "handlaggare", "remiss__remittent").annotate(
        synlig=Case(far_veta, default=Value(False))
    )


_ARENDEN = Related(Punkt, "arenden", _med_synlighet)


def _rader(request: Request, s: Sammantrade, *, skriver: bool) -> list[Listrad]:
    """The list; of a sekretessmarkerat ärende that the reader may not know of, only the public title stands there."""
    begynt = s.state not in paragraf.FORE
    rader = []
    for punkt in paragraf.pa_listan(s):
        alla = sorted(punkt.arenden.all(), key=lambda a: a.pk)
        kanda = [a for a in alla if vars(a)["synlig"]]
        ej_klara = [a.dnr for a in kanda if not punkt.kallad and a.state not in KLARA_FOR_LISTAN]
        rader.append(
            Listrad(
                punkt=punkt,
                arenden=kanda,
                beslut=paragraf.gallande_beslut(punkt) if begynt else None,
                lasbar=punkt.paragraf is not None and far_lasa(request, punkt, s, len(kanda) == len(alla)),
                flyttbar=not punkt.kallad and s.state in MED_OPPEN_LISTA,
                saknas=f"{', '.join(ej_klara)} är inte klart" if ej_klara else "",
                nyckel=ny_nyckel(),
                ihop=kan_slas_ihop(punkt) if skriver else [],
                informerbar=skriver and kan_ha_information(punkt),
            )
        )
    return rader


def _anmalningar(s: Sammantrade, vem: visibility.Betraktare, *, skriver: bool) -> Context:
    """What is anmält; for the secretary also how much remains to be put up."""
    punkt = anmalningar.anmalan_punkt(s)
    oppen = skriver and anmalningar.ar_oppen(s)
    return {
        "anmalningar": anmalningsfakta.anmalningar(punkt) if punkt else (),
        "skriver_anmalan": skriver,
        "anmalan_oppen": oppen,
        "att_anmala": anmalningar.antal_att_anmala(s, vem) if oppen else 0,
    }


def _hemliga_punkter(s: Sammantrade) -> set[int]:
    """The punkter that hold an ärende of which the reader may not know."""
    return {p.pk for p in s.punkter.all() if any(not vars(a)["synlig"] for a in p.arenden.all())}


def far_lasa(request: Request, punkt: Punkt, s: Sammantrade, alla_synliga: bool) -> bool:
    """Whether the reader may open the §: staff at once, the elected when its text has left for justering."""
    if not alla_synliga:
        return False
    personal = (*visibility.PERSONAL, "revisor")
    return roles.har_roll(request.user, s.organ, personal, request.today) or paragraf.ar_last(punkt)


@prepared
def _klara(vem: visibility.Betraktare, *, organ: Slot) -> QuerySet[Arende]:
    """The ärenden of the organ that are ready and stand on no list."""
    return (
        Arende.objects.visible_to(vem, today=vem.omfang.day)
        .filter(organ=organ, state__in=KLARA_FOR_LISTAN)
        .exclude(
            punkter__in=Punkt.objects.filter(
                sammantrade__state__in=MED_OPPEN_LISTA, utgatt_at__isnull=True, information=False
            )
        )
        .select_related("remiss__remittent", "handlaggare")
        .order_by(*ARENDE_SORTERING)
    )


def _narvaro(s: Sammantrade) -> list[Narvaro]:
    rader = s.narvaro.all()
    namn = {p.ordning: punktnamn(p) for p in s.punkter.all()}
    for rad in rader:
        vars(rad)["fran"], vars(rad)["till"] = (
            namn.get(rad.fran_ordning or 0),
            namn.get(rad.till_ordning or 0),
        )
    ordning = {u.pk: i for i, u in enumerate(paragraf.i_ordning({r.uppdrag for r in rader}))}
    return sorted(rader, key=lambda r: (not r.tjanstgor, ordning[r.uppdrag_id], r.fran_ordning or 0))


@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def narvaro(request: Request, pk: int) -> HttpResponse:
    """The upprop: one page, ticked beforehand, saved with one key."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    kraver_sekreterare(request, s)
    if mojligt(s, "registrera_narvaro", request.user, at=request.at) is None:
        return redirect("akt", "sammantrade", s.pk, "registrera_narvaro")
    form = NarvaroForm(
        request.POST if request.method == "POST" else None, subject=s, user=request.user, at=request.at
    )
    hinder: list[Hinder] = []
    if request.method == "POST" and form.is_valid():
        try:
            perform(
                s,
                "registrera_narvaro",
                by=request.user,
                at=request.at,
                facts=form.facts(),
                skal=form.reason(),
                annu=form.annu,
            )
        except HindradError as error:
            hinder = error.hinder
        else:
            messages.success(request, "Närvaron registrerades.")
            return redirect("sammantrade", s.pk)
    return render(
        request,
        "sammantrade/narvaro.html",
        {"sammantrade": s, "form": form, "hinder": hinder, "nyckel": _nyckel(request)},
        status=409 if form.inaktuell else 422 if form.errors or hinder else 200,
    )


@require_POST
@idempotent
def satt_upp(request: Request, pk: int) -> HttpResponse:
    """Put one ready ärende on this list, with one click."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    arende: Arende = synlig(request, "arende", heltal(request.POST.get("arende")))
    if arende.organ_id != s.organ_id or s.state not in MED_OPPEN_LISTA:
        raise Http404
    try:
        perform(arende, "satt_upp", by=request.user, at=request.at, facts=SattUpp(s))
    except (HindradError, EjTillatetError) as error:
        messages.error(
            request, str(error) if isinstance(error, HindradError) else "Ärendet kan inte sättas upp nu."
        )
    else:
        messages.success(request, f"{arende.dnr} sattes upp på listan.")
    return redirect(reverse("sammantrade", args=[s.pk]) + "#klara")


@require_POST
@idempotent
def ny_punkt(request: Request, pk: int) -> HttpResponse:
    """Put a punkt without ärende on the list."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    kraver_sekreterare(request, s)
    form = NyPunktForm(request.POST)
    if s.state not in MED_OPPEN_LISTA:
        raise Http404
    if not form.is_valid():
        return visa(request, s, form, status=422)
    facts = NyPunkt(form.cleaned_data["rubrik"], form.cleaned_data["slag"])
    edit(edits.NY_PUNKT, s, facts, by=request.user, at=request.at)
    return redirect(reverse("sammantrade", args=[s.pk]) + "#lista")
