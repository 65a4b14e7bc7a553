"""What is built, moved and taken away in the editor: beslutssatser, sections, bilagor. Each POST has its key and is done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from motions.documents import store
from motions.models import Beslutssatsmall, Handling, Tjansteutlatande
from motions.states import UtlatandeState
from motions.text import rich_text
from remiss import roles
from remiss.effects import utlatandetext
from remiss.effects.utlatandetext import OgorligError, StangdError
from remiss.forms.utlatande import BilagaForm, HandlingForm, RubrikForm, UppgifterForm
from remiss.views.utlatande.atkomst import hamta, skrivbar, stangd_text
from remiss.views.utlatande.skriv import BORTTAGEN, sida
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel

UTKAST_VISAS = 60
Andring = Callable[..., HttpResponse | None]


def andring(ankare: str) -> Callable[[Andring], Callable[..., HttpResponse]]:
    """A POST that changes the draft: for its authors, once per key, and then back to the part of the page it belongs to.

    The view gets the utlåtande in place of its key. It may answer on its own; else the page is shown again. What cannot be
    done is said on the page.
    """

    def wrap(view: Andring) -> Callable[..., HttpResponse]:
        @require_POST
        @idempotent
        @wraps(view)
        def wrapped(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
            utlatande = skrivbar(request, pk)
            url = reverse("utlatande", args=[pk])
            try:
                svar = view(request, utlatande, **kwargs)
            except ObjectDoesNotExist as error:
                raise Http404 from error
            except StangdError:
                utlatande.refresh_from_db()
                messages.error(request, stangd_text(utlatande))
                # The whole page has changed: a fragment of it would be wrong.
                return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
            except OgorligError as error:
                messages.error(request, str(error))
                svar = None
            return svar or redirect(f"{url}#{ankare}")

        return wrapped

    return wrap


def _steg(request: Request) -> int:
    """One place up or down, whatever was posted."""
    return -1 if request.POST.get("steg") == "upp" else 1


@andring("uppgifter")
def uppgifter(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Set the title and the day of the förvaltningsgrupp; what cannot be is told beside its field."""
    if utlatande.state != UtlatandeState.UTKAST:
        raise StangdError
    form = UppgifterForm(request.POST, utlatande=utlatande, today=request.today)
    if not form.is_valid():
        return sida(request, hamta(request, utlatande.pk), status=422, uppgifterform=form)
    utlatandetext.satt_uppgifter(utlatande, **form.cleaned_data)
    messages.success(request, "Uppgifterna om tjänsteutlåtandet är sparade.")
    return None


# Beslutssatser


@andring("beslutssatser")
def sats_ny(request: Request, utlatande: Tjansteutlatande) -> None:
    """Add a beslutssats from the library (`mall`), or an own text."""
    request.session.pop(BORTTAGEN, None)
    mall_pk = request.POST.get("mall", "")
    if not mall_pk:
        utlatandetext.lagg_till_sats(utlatande, text=request.POST.get("text", ""))
        return
    if not mall_pk.isdecimal():
        raise Http404
    mall = get_object_or_404(Beslutssatsmall, pk=mall_pk, organ=roles.organ_of(utlatande))
    utlatandetext.lagg_till_sats(utlatande, text=utlatandetext.fyll_i(mall.text, utlatande), slag=mall.slag)


@andring("beslutssatser")
def sats_flytta(request: Request, utlatande: Tjansteutlatande, sats_pk: int) -> None:
    """Move a beslutssats one place."""
    utlatandetext.flytta_sats(utlatande, sats_pk, _steg(request))


@andring("beslutssatser")
def sats_ta_bort(request: Request, utlatande: Tjansteutlatande, sats_pk: int) -> None:
    """Remove a beslutssats; it can be put back until the next change."""
    borta = utlatandetext.ta_bort_sats(utlatande, sats_pk)
    request.session[BORTTAGEN] = {
        "utlatande": utlatande.pk,
        "nummer": borta.nummer,
        "slag": borta.slag,
        "text": borta.text,
    }


@andring("beslutssatser")
def sats_ater(request: Request, utlatande: Tjansteutlatande) -> None:
    """Put back the beslutssats that was last removed, where it stood."""
    borta = request.session.get(BORTTAGEN)
    if not borta or borta["utlatande"] != utlatande.pk:
        raise OgorligError("Det finns ingen borttagen beslutssats att ångra.")
    utlatandetext.lagg_till_sats(utlatande, text=borta["text"], slag=borta["slag"], nummer=borta["nummer"])
    del request.session[BORTTAGEN]


# Sections


@andring("innehall-andra")
def avsnitt_nytt(request: Request, utlatande: Tjansteutlatande) -> None:
    """Add a section."""
    avsnitt = utlatandetext.lagg_till_avsnitt(utlatande, rubrik=_rubrik(request))
    messages.success(request, f"Avsnittet {avsnitt.rubrik} är tillagt sist.")


@andring("innehall-andra")
def avsnitt_rubrik(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Rename a section."""
    utlatandetext.byt_rubrik(utlatande, nyckel, rubrik=_rubrik(request))


@andring("innehall-andra")
def avsnitt_flytta(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Move a section one place."""
    utlatandetext.flytta_avsnitt(utlatande, nyckel, _steg(request))


@andring("innehall-andra")
def avsnitt_ta_bort(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Remove an empty section."""
    messages.success(request, f"Avsnittet {utlatandetext.ta_bort_avsnitt(utlatande, nyckel)} är borttaget.")


@require_safe
def avsnitt_utkast(request: Request, pk: int, nyckel: str) -> HttpResponse:
    """The past of a section, newest first, those that came too late too; for its authors."""
    utlatande = skrivbar(request, pk)
    avsnitt = get_object_or_404(utlatande.avsnitt, nyckel=nyckel)
    context = {
        "utlatande": utlatande,
        "avsnitt": avsnitt,
        "rader": [
            {"utkast": u, "html": mark_safe(rich_text.sanera(u.text)), "ord": rich_text.ord(u.text)}  # noqa: S308
            for u in avsnitt.utkast.select_related("sparad_by")[:UTKAST_VISAS]
        ],
        "oppet": utlatande.state == UtlatandeState.UTKAST,
        "nyckel": ny_nyckel,
    }
    return render(request, "utlatande/utkast.html", context)


@andring("innehall")
def avsnitt_ater(request: Request, utlatande: Tjansteutlatande, nyckel: str, utkast_pk: int) -> HttpResponse:
    """Use an earlier text again: it is saved on top of the one in force, which stays in the past of the section."""
    avsnitt = utlatande.avsnitt.get(nyckel=nyckel)
    utkast = avsnitt.utkast.get(pk=utkast_pk)
    sparning = utlatandetext.spara_avsnitt(
        utlatande,
        nyckel,
        text=utkast.text,
        bas_version=avsnitt.version,
        by=request.user,
        at=request.at,
    )
    if sparning.stangd:
        raise StangdError
    if sparning.utkast:
        raise OgorligError("Någon sparade i avsnittet just nu. Titta på den texten och välj igen.")
    messages.success(request, f"Den tidigare texten är nu {avsnitt.rubrik}.")
    return redirect(reverse("utlatande", args=[utlatande.pk]) + f"#{nyckel}")


def _rubrik(request: Request) -> str:
    form = RubrikForm(request.POST)
    if not form.is_valid():
        raise OgorligError(form.errors["rubrik"][0])
    rubrik: str = form.cleaned_data["rubrik"]
    return rubrik


# Bilagor


@andring("bilagor")
def bilaga_handling(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Choose a handling of the akt as bilaga."""
    valbara = Handling.objects.visible_to(request.user, today=request.today).filter(
        arende__in=utlatande.arenden.all()
    )
    form = HandlingForm(request.POST, valbara=valbara)
    if not form.is_valid():
        return sida(request, hamta(request, utlatande.pk), status=422, handlingform=form)
    utlatandetext.bilagg_handling(utlatande, form.cleaned_data["handling"])
    return None


@andring("bilagor")
def bilaga_fil(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Upload a file as bilaga; a refused one is told why, beside the field."""
    form = BilagaForm(request.POST, request.FILES)
    if not form.is_valid():
        return sida(request, hamta(request, utlatande.pk), status=422, bilagaform=form)
    utlatandetext.bilagg_fil(
        utlatande,
        form.cleaned_data["fil"],
        rubrik=form.cleaned_data["rubrik"],
        at=request.at,
    )
    return None


@andring("bilagor")
def bilaga_flytta(request: Request, utlatande: Tjansteutlatande, bilaga_pk: int) -> None:
    """Move a bilaga one place."""
    utlatandetext.flytta_bilaga(utlatande, bilaga_pk, _steg(request))


@andring("bilagor")
def bilaga_ta_bort(request: Request, utlatande: Tjansteutlatande, bilaga_pk: int) -> None:
    """Take a bilaga out of the list."""
    rubrik = utlatandetext.ta_bort_bilaga(utlatande, bilaga_pk)
    messages.success(request, f"«{rubrik}» är inte längre bilaga.")


@require_safe
def bilaga(request: Request, pk: int, bilaga_pk: int) -> HttpResponse:
    """The uploaded file of a draft's bilaga, for those who may read the draft; never shown inside the page."""
    utlatande = hamta(request, pk)
    rad = get_object_or_404(utlatande.bilagor.filter(fil__isnull=False).select_related("fil"), pk=bilaga_pk)
    assert rad.fil is not None  # noqa: S101 - held by the filter
    svar = HttpResponse(store.read(rad.fil), content_type=rad.fil.mime)
    svar["Content-Disposition"] = _som_fil(rad.filnamn)
    svar["Content-Security-Policy"] = "sandbox; default-src 'none'"
    svar["X-Content-Type-Options"] = "nosniff"
    return svar


def _som_fil(filnamn: str) -> str:
    """The header that makes the browser save the file, with any name in it."""
    return content_disposition_header(True, filnamn) or "attachment"
