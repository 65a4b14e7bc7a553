"""The tjänsteutlåtande: the editor with its autosave, and the same text read-only for those who may not write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe
from js_asset.media import Media

from motions import versioner
from motions.datum import klockslag
from motions.models import (
    Arende,
    AttSats,
    AttSatsSvar,
    Avsnitt,
    Avsnittsmall,
    Beslutssats,
    Beslutssatsmall,
    Godkannande,
    GodkannandeUtfall,
    Handling,
    Tjansteutlatande,
)
from motions.states import UtlatandeState
from motions.text import rich_text
from motions.utlatandet import attsatser, fyll_i
from remiss import roles
from remiss.facts import NOTHING
from remiss.facts.utlatandetext import AndraSats, SparaAvsnitt, SvaraAttsats
from remiss.forms.utlatande import AttSatsForm, AvsnittForm, BilagaForm, HandlingForm, UppgifterForm
from remiss.views.akt import knappar
from remiss.views.utlatande.atkomst import hamta, skrivbar, stangd_text
from remiss.views.utlatande.granska import textdelar
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import FelLageError, HindradError, InaktuellError, edit, edits

SENASTE_VERSION = 10**9
"""No text has been saved that many times, and an Utkast could not note it."""
BORTTAGEN = "borttagen_sats"
"""Session key of the beslutssats that was last removed, so that it can be put back."""


@dataclass(frozen=True)
class Avsnittsrad:
    """A section as the page shows it. `lage` is klart, saknas or valfritt."""

    avsnitt: Avsnitt
    form: AvsnittForm
    hjalp: str
    ord: int
    lage: str


@dataclass(frozen=True)
class Attsatsrad:
    """An att-sats with what has been answered so far."""

    attsats: AttSats
    motion: str
    svar: AttSatsSvar | None
    form: AttSatsForm


@require_POST
@idempotent
def ny(request: Request, pk: int) -> HttpResponse:
    """Begin to write: makes the ärende's utlåtande if it has none, and opens it."""
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    arende = get_object_or_404(synliga, pk=pk)
    if not roles.handlaggare(request.user, arende, request.today):
        return render(request, "utlatande/ej_skriva.html", {"arende": arende}, status=403)
    utlatande = edit(edits.SKRIV, arende, NOTHING, by=request.user, at=request.at)
    return redirect("utlatande", pk=utlatande.pk)


@require_safe
def utlatande(request: Request, pk: int) -> HttpResponse:
    """The editor for its authors while it is a draft; else the text to read."""
    return sida(request, hamta(request, pk))


def sida(
    request: Request,
    utlatande: Tjansteutlatande,
    *,
    status: int = 200,
    bilagaform: Form | None = None,
    handlingform: Form | None = None,
    uppgifterform: Form | None = None,
) -> HttpResponse:
    """The page of an utlåtande. The forms are those of a refused upload, with their errors."""
    skriver = utlatande.state == UtlatandeState.UTKAST and roles.handlaggare(
        request.user, utlatande, request.today
    )
    arenden = roles.arenden_of(utlatande)
    context: dict[str, Any] = {
        "utlatande": utlatande,
        "arende": roles.arende_for(request.user, utlatande, request.today),
        "arenden": arenden,
        "synliga": _synliga(request, utlatande),
        "handlingar": knappar(utlatande, request),
        "avsnitt": _avsnittsrader(utlatande, arenden[0]),
        "satser": list(utlatande.beslutssatser.all()),
        "attsatser": _attsatsrader(utlatande, arenden),
        "bilagor": list(utlatande.bilagor.all()),
        "nyckel": ny_nyckel,
    }
    if not skriver:
        return _las(request, utlatande, context, status)
    if request.headers.get("HX-Target") == "oversikt":
        return render(request, "utlatande/redigera.html#oversikt", context)
    valbara = _valbara(request, utlatande, arenden)
    handlingform = handlingform or HandlingForm(valbara=valbara)
    context |= {
        "mallar": _mallar(utlatande, arenden[0]),
        "handlingform": handlingform,
        "valbara": list(valbara),
        "bilagaform": bilagaform or BilagaForm(),
        "uppgifterform": uppgifterform or UppgifterForm(utlatande=utlatande, today=request.today),
        "aterlamnat": _aterlamnat(utlatande),
        "borttagen": _borttagen(request, utlatande),
    }
    if context["avsnitt"]:
        media = context["avsnitt"][0].form.media
        context["media"] = Media.from_media(media, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
    return render(request, "utlatande/redigera.html", context, status=status)


def _synliga(request: Request, utlatande: Tjansteutlatande) -> set[int]:
    """The keys of its ärenden that the reader may open; the others, of another nämnd, are only named."""
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    return set(synliga.filter(utlatanden=utlatande).values_list("pk", flat=True))


def _las(request: Request, utlatande: Tjansteutlatande, context: dict[str, Any], status: int) -> HttpResponse:
    """The text to read: the version that was sent, or the draft as it stands."""
    version = utlatande.versioner.first()
    if version is None or utlatande.state == UtlatandeState.UTKAST:
        innehall = versioner.innehall(utlatande)
    else:
        innehall = version.innehall
    context |= {
        "delar": list(textdelar(innehall, None)),
        "stangd": stangd_text(utlatande),
        "version": version,
    }
    return render(request, "utlatande/las.html", context, status=status)


def _avsnittsrader(utlatande: Tjansteutlatande, arende: Arende) -> list[Avsnittsrad]:
    hjalp = dict(Avsnittsmall.objects.filter(arendetyp=arende.arendetyp_id).values_list("nyckel", "hjalp"))
    rader = []
    for a in utlatande.avsnitt.all():
        antal = rich_text.ord(a.text)
        lage = "klart" if antal else "saknas" if a.obligatoriskt else "valfritt"
        rader.append(Avsnittsrad(a, AvsnittForm(a), hjalp.get(a.nyckel, ""), antal, lage))
    return rader


def _attsatsrader(utlatande: Tjansteutlatande, arenden: list[Arende]) -> list[Attsatsrad]:
    svar = {s.attsats_id: s for s in utlatande.attsatssvar.all()}
    motioner = {m.pk: m.beteckning for a in arenden for m in a.motioner.all()}
    return [
        Attsatsrad(s, motioner[s.motion_id], svar.get(s.pk), AttSatsForm(s, svar.get(s.pk)))
        for s in attsatser(arenden)
    ]


def _mallar(utlatande: Tjansteutlatande, arende: Arende) -> list[tuple[Beslutssatsmall, str]]:
    """The organ's library, each with its text as it will stand in this utlåtande."""
    return [(m, fyll_i(m.text, utlatande)) for m in Beslutssatsmall.objects.filter(organ=arende.organ_id)]


def _valbara(request: Request, utlatande: Tjansteutlatande, arenden: list[Arende]) -> Any:
    """The handlingar of the akt that are not bilagor yet."""
    redan = [b.handling_id for b in utlatande.bilagor.all() if b.handling_id]
    return (
        Handling.objects.visible_to(request.user, today=request.today)
        .gallande()
        .filter(arende__in=arenden)
        .exclude(pk__in=redan)
        .order_by("arende_id", "lopnummer")
    )


def _aterlamnat(utlatande: Tjansteutlatande) -> Godkannande | None:
    """The chef's comment when the draft is open because it was returned."""
    senaste = (
        Godkannande.objects.filter(version__utlatande=utlatande, version__nummer=_senaste_nummer(utlatande))
        .select_related("avgjord_by")
        .order_by("avgjord_at")
        .last()
    )
    return senaste if senaste and senaste.utfall == GodkannandeUtfall.ATERLAMNAT else None


def _senaste_nummer(utlatande: Tjansteutlatande) -> int:
    version = utlatande.versioner.only("nummer").first()
    return version.nummer if version else 0


def _borttagen(request: Request, utlatande: Tjansteutlatande) -> dict[str, Any] | None:
    kvar = request.session.get(BORTTAGEN)
    return kvar if kvar and kvar["utlatande"] == utlatande.pk else None


# Autosave


@require_POST
def avsnitt(request: Request, pk: int, nyckel: str) -> HttpResponse:
    """Save a section. 200 after COMMIT, 428 without a version, 412 when it was changed by another, 409 when it is closed."""
    utlatande = skrivbar(request, pk)
    bas = _bas_version(request)
    if bas is None:
        return _utan_version(request, utlatande)
    try:
        facts = SparaAvsnitt(nyckel, request.POST.get("text", ""), bas)
        sparning = edit(edits.SPARA_AVSNITT, utlatande, facts, by=request.user, at=request.at)
    except Avsnitt.DoesNotExist as error:
        raise Http404 from error
    if sparning.stangd:
        return _stangd(
            request, utlatande, min_text=sparning.utkast.text if sparning.utkast else "", rikt=True
        )
    if sparning.utkast:
        vem = sparning.avsnitt.andrad_by
        return _konflikt(
            request,
            utlatande,
            rubrik=sparning.avsnitt.rubrik,
            ankare=nyckel,
            min_text=sparning.utkast.text,
            annan_text=sparning.avsnitt.text,
            version=sparning.avsnitt.version,
            vem=vem.namn if vem else "",
            nar=sparning.avsnitt.andrad_at,
            rikt=True,
        )
    return _sparat(request, utlatande, sparning.avsnitt.version, nyckel)


@require_POST
def sats(request: Request, pk: int, sats_pk: int) -> HttpResponse:
    """Save the words of a beslutssats; the answers are those of a section."""
    utlatande = skrivbar(request, pk)
    bas = _bas_version(request)
    if bas is None:
        return _utan_version(request, utlatande)
    text = request.POST.get("text", "")
    try:
        facts = AndraSats(sats_pk, text, bas)
        rad = edit(edits.ANDRA_SATS, utlatande, facts, by=request.user, at=request.at)
    except Beslutssats.DoesNotExist as error:
        raise Http404 from error
    except FelLageError:
        return _stangd(request, utlatande, min_text=text)
    except HindradError as error:
        return _ogorlig(request, utlatande, str(error), "beslutssatser")
    except InaktuellError as error:
        nu: Any = error.rad
        return _konflikt(
            request,
            utlatande,
            rubrik=f"Beslutssats {nu.nummer}",
            ankare="beslutssatser",
            min_text=text,
            annan_text=nu.text,
            version=nu.version,
        )
    return _sparat(request, utlatande, rad.version, "beslutssatser")


@require_POST
def attsats(request: Request, pk: int, attsats_pk: int) -> HttpResponse:
    """Save the answer to an att-sats; the answers are those of a section."""
    utlatande = skrivbar(request, pk)
    bas = _bas_version(request)
    if bas is None:
        return _utan_version(request, utlatande)
    svar, motivering = request.POST.get("svar", ""), request.POST.get("motivering", "")
    try:
        facts = SvaraAttsats(attsats_pk, svar, motivering, bas)
        rad = edit(edits.SVARA_ATTSATS, utlatande, facts, by=request.user, at=request.at)
    except AttSats.DoesNotExist as error:
        raise Http404 from error
    except FelLageError:
        return _stangd(request, utlatande, min_text=motivering)
    except HindradError as error:
        return _ogorlig(request, utlatande, str(error), "attsatser")
    except InaktuellError as error:
        nu: Any = error.rad
        return _konflikt(
            request,
            utlatande,
            rubrik=f"Svaret på att-sats {nu.attsats.nummer}",
            ankare="attsatser",
            min_text=motivering,
            annan_text=nu.motivering,
            version=nu.version,
            svar=svar,
            annat_svar=nu.get_svar_display() if nu.svar else "",
        )
    return _sparat(request, utlatande, rad.version, "attsatser")


def _bas_version(request: Request) -> int | None:
    """The version that the text was based on, as the form or the header If-Match says; None when neither does."""
    given = request.POST.get("bas_version") or request.headers.get("If-Match", "").strip('"')
    version = heltal(given)
    return version if version is not None and version < SENASTE_VERSION else None


def _vill_ha_json(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _tillbaka(utlatande: Tjansteutlatande, ankare: str = "") -> str:
    return reverse("utlatande", args=[utlatande.pk]) + (f"#{ankare}" if ankare else "")


def _sparat(request: Request, utlatande: Tjansteutlatande, version: int, ankare: str) -> HttpResponse:
    if not _vill_ha_json(request):
        return redirect(_tillbaka(utlatande, ankare))
    at = request.at
    sekund = klockslag(at) + f".{at:%S}"
    return JsonResponse({"version": version, "sparat": sekund})


def _utan_version(request: Request, utlatande: Tjansteutlatande) -> HttpResponse:
    fel = "Det framgår inte vilken text du utgick från. Kopiera din text och ladda om sidan."
    if _vill_ha_json(request):
        return JsonResponse({"fel": fel}, status=428)
    return render(request, "utlatande/ej_sparat.html", {"utlatande": utlatande, "fel": fel}, status=428)


def _ogorlig(request: Request, utlatande: Tjansteutlatande, fel: str, ankare: str) -> HttpResponse:
    if _vill_ha_json(request):
        return JsonResponse({"fel": fel}, status=422)
    context = {"utlatande": utlatande, "fel": fel, "tillbaka": _tillbaka(utlatande, ankare)}
    return render(request, "utlatande/ej_sparat.html", context, status=422)


def _stangd(
    request: Request, utlatande: Tjansteutlatande, *, min_text: str, rikt: bool = False
) -> HttpResponse:
    """409: the text is closed. A section's text is kept beside it for its author; other text is handed back on the page."""
    utlatande.refresh_from_db()
    fel = stangd_text(utlatande)
    if _vill_ha_json(request):
        slut = (
            "Din text är undansparad under Tidigare texter."
            if rikt
            else "Kopiera din text om du vill ha den kvar."
        )
        return JsonResponse({"fel": f"{fel} {slut}"}, status=409)
    context = {"utlatande": utlatande, "fel": fel, "min_text": min_text, "rikt": rikt}
    return render(request, "utlatande/ej_sparat.html", context, status=409)


def _konflikt(request: Request, utlatande: Tjansteutlatande, **context: Any) -> HttpResponse:
    """412: both texts, and a choice. A fragment for the autosave, a page for a plain form."""
    som_html = _rikt if context.get("rikt") else _enkel
    context |= {
        "utlatande": utlatande,
        "min_html": som_html(context["min_text"]),
        "annan_html": som_html(context["annan_text"]),
        "url": request.path,
        "tillbaka": _tillbaka(utlatande, context["ankare"]),
    }
    mall = "utlatande/konflikt.html#lada" if _vill_ha_json(request) else "utlatande/konflikt.html"
    return render(request, mall, context, status=412)


def _rikt(text: str) -> SafeString:
    return mark_safe(rich_text.sanera(text))  # noqa: S308 - sanitised here


def _enkel(text: str) -> SafeString:
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped here
