"""The sammanträden: the list, a new one, one's own page with its föredragningslista, and the upprop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[attr-defined]

from motions import anmalningar, paragraf, visibility
from motions.documents.context import anmalan as anmalningsfakta
from motions.models import Arende, Beslut, Organ, Protokoll, Punkt, PunktSlag, Sammantrade
from motions.models.arende import ARENDE_SORTERING
from motions.sortering import svenskt
from motions.workdays import ArUtanforKalendernError
from remiss import roles
from remiss.effects import sammantrade as effects
from remiss.facts.arende import SattUpp
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt, Punktval
from remiss.forms.sammantrade.beslut import PUNKTAKTER
from remiss.forms.sammantrade.narvaro import NarvaroForm
from remiss.forms.sammantrade.sammantrade import NyPunktForm, NyttSammantradeForm
from remiss.guards.foredragningslista import kan_ha_information, kan_slas_ihop
from remiss.historik import historik
from remiss.views.akt import Knapp, knapp, synlig
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import EjTillatetError, HindradError, available, edit, edits, perform

HANDELSER = 6
KOMMANDE = ("planerat", "kallat", "pagar")


class Sammantradesfilter(FilterSet):
    """The list by nämnd and year."""

    organ = ModelChoiceFilter(  # type: ignore[no-untyped-call]
        label="Nämnd", queryset=Organ.objects.order_by(*svenskt("namn")), empty_label="Alla"
    )
    ar = ChoiceFilter(label="År", empty_label="Alla")  # type: ignore[no-untyped-call]

    class Meta:
        model = Sammantrade
        fields = ["organ", "ar"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        synliga = self.queryset
        self.filters["organ"].queryset = Organ.objects.filter(pk__in=synliga.values("organ")).order_by(
            *svenskt("namn")
        )
        ar = synliga.order_by("-ar").values_list("ar", flat=True).distinct()
        self.filters["ar"].extra["choices"] = [(a, a) for a in ar]


def kraver_sekreterare(request: Request, sammantrade: Sammantrade) -> None:
    """Only the organ's nämndsekreterare writes here. Errors: PermissionDenied."""
    if not roles.sekreterare(request.user, sammantrade, request.today):
        raise PermissionDenied


@require_safe
def sammantraden(request: Request) -> HttpResponse:
    """The sammanträden of one's organ: the next first, then those that were."""
    synliga = Sammantrade.objects.visible_to(request.user, today=request.today)
    urval = Sammantradesfilter(request.GET, queryset=synliga)
    rader = urval.qs.select_related("organ").annotate(
        arenden=Count("punkter", filter=Q(punkter__slag="arende", punkter__utgatt_at__isnull=True))
    )
    far_planera = "namndsekreterare" in {
        u.roll for u in visibility.omfang(request.user, request.today).uppdrag
    }
    return render(
        request,
        "sammantrade/lista.html",
        {
            "urval": urval,
            "kommande": rader.filter(state__in=KOMMANDE).order_by("start_at", "pk"),
            "tidigare": rader.exclude(state__in=KOMMANDE).order_by("-start_at", "-pk"),
            "far_planera": far_planera,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def sammantrade_nytt(request: Request) -> HttpResponse:
    """Plan a sammanträde of one of the secretary's organ."""
    form = NyttSammantradeForm(
        request.POST if request.method == "POST" else None, user=request.user, at=request.at
    )
    if not form.fields["organ"].queryset.exists():  # type: ignore[attr-defined]
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            nytt = effects.planera(facts.pop("organ"), by=request.user, at=request.at, **facts)
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
    forslag: dict[str, Any] = {"offentligt": form.oppet(organ), "oppet_for": organ.pk} if organ else {}
    if organ and on:
        try:
            stopp, kallelse = effects.forslag_till_tider(organ, on)
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
        if a.action not in PUNKTAKTER
    ]
    return sorted(knappar, key=lambda k: (not k.primar, k.farlig))


@require_safe
def sammantrade(request: Request, pk: int) -> HttpResponse:
    """One sammanträde."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    return _sida(request, s, NyPunktForm(), status=200)


def _sida(request: Request, s: Sammantrade, ny_punkt: NyPunktForm, *, status: int) -> HttpResponse:
    skriver = roles.sekreterare(request.user, s, request.today)
    fore = s.state in ("planerat", "kallat")
    protokoll = Protokoll.objects.visible_to(request.user, today=request.today).filter(sammantrade=s)
    return render(
        request,
        "sammantrade/sammantrade.html",
        {
            "sammantrade": s,
            "handlingar": handlingsrad(s, request),
            "rader": _rader(request, s, skriver=skriver and fore),
            "utgangna": s.punkter.filter(utgatt_at__isnull=False),
            "skriver": skriver and fore,
            "klara": [{"arende": a, "nyckel": ny_nyckel()} for a in _klara(request, s)]
            if skriver and fore
            else [],
            "ny_punkt": ny_punkt,
            **_anmalningar(request, s, skriver),
            "narvaro": _narvaro(s),
            "justerare": [j.fortroendevald for j in s.justerare.select_related("fortroendevald")],
            "ordforande": roles.ordforande_vid(s),
            "protokoll": protokoll.order_by("-omedelbart", "pk"),
            "akthandlingar": s.handlingar.visible_to(request.user, today=request.today).select_related(
                "fil", "dokument__framstallning__fil"
            ),
            "handelser": historik(s.kedja, HANDELSER, tysta=_hemliga_punkter(request, s)),
            "nyckel": ny_nyckel(),
            "form": ny_punkt,
        },
        status=status,
    )


def _rader(request: Request, s: Sammantrade, *, skriver: bool) -> list[Listrad]:
    """The list; of a sekretessmarkerat ärende that the reader may not know of, only the public title stands there."""
    synliga = set(
        Arende.objects.visible_to(request.user, today=request.today)
        .filter(punkter__sammantrade=s)
        .values_list("pk", flat=True)
    )
    punkter = s.punkter.filter(utgatt_at__isnull=True).prefetch_related(
        "arenden__handlaggare", "arenden__remiss__remittent", "arenden__utlatanden", "beslut"
    )
    rader = []
    for punkt in punkter:
        alla = sorted(punkt.arenden.all(), key=lambda a: a.pk)
        kanda = [a for a in alla if a.pk in synliga]
        ej_klara = [
            a.dnr for a in kanda if not punkt.kallad and a.state not in ("klart_for_namnd", "bordlagt")
        ]
        rader.append(
            Listrad(
                punkt=punkt,
                arenden=kanda,
                beslut=next((b for b in punkt.beslut.all() if b.upphavt_at is None), None),
                lasbar=punkt.paragraf is not None and far_lasa(request, punkt, s, len(kanda) == len(alla)),
                flyttbar=not punkt.kallad and s.state in ("planerat", "kallat"),
                saknas=f"{', '.join(ej_klara)} är inte klart" if ej_klara else "",
                nyckel=ny_nyckel(),
                ihop=kan_slas_ihop(punkt) if skriver else [],
                informerbar=skriver and kan_ha_information(punkt),
            )
        )
    return rader


def _anmalningar(request: Request, s: Sammantrade, skriver: bool) -> dict[str, Any]:
    """What is anmält; for the secretary also how much remains to be put up."""
    punkt = anmalningar.anmalan_punkt(s)
    oppen = skriver and anmalningar.ar_oppen(s)
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    kvar = 0
    if oppen:
        kvar = len(anmalningar.beslut_att_anmala(s, synliga)) + len(anmalningar.protokoll_att_anmala(s))
    return {
        "anmalningar": anmalningsfakta.anmalningar(punkt) if punkt else (),
        "skriver_anmalan": skriver,
        "anmalan_oppen": oppen,
        "att_anmala": kvar,
    }


def _hemliga_punkter(request: Request, s: Sammantrade) -> set[int]:
    """The punkter that hold an ärende of which the reader may not know."""
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    dolda = Arende.objects.filter(punkter__sammantrade=s).exclude(pk__in=synliga.values("pk"))
    return set(s.punkter.filter(arenden__in=dolda).values_list("pk", flat=True))


def far_lasa(request: Request, punkt: Punkt, s: Sammantrade, alla_synliga: bool) -> bool:
    """Whether the reader may open the §: staff at once, the elected when its text has left for justering."""
    if not alla_synliga:
        return False
    personal = (*visibility.PERSONAL, "revisor")
    return roles.har_roll(request.user, s.organ, personal, request.today) or paragraf.ar_last(punkt)


def _klara(request: Request, s: Sammantrade) -> Any:
    """The ärenden of the organ that are ready and stand on no list."""
    return (
        Arende.objects.visible_to(request.user, today=request.today)
        .filter(organ=s.organ_id, state__in=["klart_for_namnd", "bordlagt"])
        .exclude(
            punkter__in=Punkt.objects.filter(
                sammantrade__state__in=["planerat", "kallat"], utgatt_at__isnull=True, information=False
            )
        )
        .select_related("remiss__remittent", "handlaggare")
        .order_by(*ARENDE_SORTERING)
    )


def _narvaro(s: Sammantrade) -> list[Any]:
    rader = s.narvaro.select_related("uppdrag__fortroendevald", "for_uppdrag__fortroendevald")
    ordning = {u.pk: i for i, u in enumerate(paragraf.i_ordning({r.uppdrag for r in rader}))}
    return sorted(rader, key=lambda r: (not r.tjanstgor, ordning[r.uppdrag_id], r.fran_ordning or 0))


@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def narvaro(request: Request, pk: int) -> HttpResponse:
    """The upprop: one page, ticked beforehand, saved with one key."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    kraver_sekreterare(request, s)
    if not any(a.action == "registrera_narvaro" for a in available(s, request.user, at=request.at)):
        return redirect("akt", "sammantrade", s.pk, "registrera_narvaro")
    form = NarvaroForm(
        request.POST if request.method == "POST" else None, subject=s, user=request.user, at=request.at
    )
    hinder: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            perform(
                s,
                "registrera_narvaro",
                by=request.user,
                at=request.at,
                facts=form.facts(),
                skal=form.reason(),
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
        status=422 if form.errors or hinder else 200,
    )


@require_POST
@idempotent
def satt_upp(request: Request, pk: int) -> HttpResponse:
    """Put one ready ärende on this list, with one click."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    arende: Arende = synlig(request, "arende", heltal(request.POST.get("arende")))
    if arende.organ_id != s.organ_id or s.state not in ("planerat", "kallat"):
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
    if s.state not in ("planerat", "kallat"):
        raise Http404
    if not form.is_valid():
        return _sida(request, s, form, status=422)
    facts = NyPunkt(form.cleaned_data["rubrik"], form.cleaned_data["slag"])
    edit(edits.NY_PUNKT, s, facts, by=request.user, at=request.at)
    return redirect(reverse("sammantrade", args=[s.pk]) + "#lista")


def okallad(request: Request, pk: int) -> Punkt:
    """A punkt that no kallelse has named yet, for its secretary. Errors: Http404, PermissionDenied."""
    punkt = get_object_or_404(
        Punkt.objects.select_related("sammantrade__organ").filter(
            sammantrade__in=Sammantrade.objects.visible_to(request.user, today=request.today),
            sammantrade__state__in=["planerat", "kallat"],
            kallad=False,
            utgatt_at__isnull=True,
        ),
        pk=pk,
    )
    kraver_sekreterare(request, punkt.sammantrade)
    return punkt


@require_POST
@idempotent
def punkt_flytta(request: Request, pk: int) -> HttpResponse:
    """Move a punkt up or down the list, with a button."""
    punkt = okallad(request, pk)
    facts = FlyttaPunkt(punkt, -1 if request.POST.get("steg") == "upp" else 1)
    try:
        edit(edits.FLYTTA_PUNKT, punkt.sammantrade, facts, by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    return redirect(reverse("sammantrade", args=[punkt.sammantrade_id]) + f"#punkt-{punkt.pk}")


@require_POST
@idempotent
def punkt_ta_bort(request: Request, pk: int) -> HttpResponse:
    """Take a punkt off a list that has not been sent; an ärende through its own act."""
    punkt = okallad(request, pk)
    s = punkt.sammantrade
    try:
        if punkt.slag == PunktSlag.ARENDE:
            for arende in punkt.arenden.order_by("pk"):
                synligt = synlig(request, "arende", arende.pk)
                perform(synligt, "lyft_ut", by=request.user, at=request.at)
        else:
            edit(edits.TA_BORT_PUNKT, s, Punktval(punkt), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Punkten togs bort från listan.")
    return redirect(reverse("sammantrade", args=[s.pk]) + "#lista")
