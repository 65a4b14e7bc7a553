"""What is built, moved and taken away in the editor: beslutssatser, sections, bilagor. Each POST has its key and is done once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from motions.documents import store
from motions.models import Beslutssatsmall, Handling, Tjansteutlatande
from motions.states import UtlatandeState
from motions.text import rich_text
from motions.utlatandet import fyll_i
from remiss import roles
from remiss.facts.utlatandetext import (
    BilaggFil,
    BilaggHandling,
    BytRubrik,
    Delval,
    Flytta,
    FlyttaAvsnitt,
    LaggTillAvsnitt,
    NySats,
    TaBortAvsnitt,
    TaBortSats,
    TidigareText,
    Uppgifter,
)
from remiss.forms.utlatande import BilagaForm, BilagaUrAktenForm, RubrikForm, UppgifterForm
from remiss.hinder import Hinder
from remiss.views.utlatande.atkomst import hamta, skrivbar, stangd_text
from remiss.views.utlatande.skriv import BORTTAGEN, Nekat, sida
from remiss.web.download import fil_svar
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import FelLageError, HindradError, edit, edits
from remiss.workflow.step import Edit, F, R

UTKAST_VISAS = 60
Andring = Callable[..., HttpResponse | None]


def andring(ankare: str, *, skrivet: str = "") -> Callable[[Andring], Callable[..., HttpResponse]]:
    """A POST that changes the draft: for its authors, once per key, and then back to the part of the page it belongs to.

    The view gets the utlåtande in place of its key. It may answer on its own; else the page is shown again. What cannot be
    done is said on the page; beside the field `skrivet`, with what was typed in it still there, when it came with one.
    """

    def wrap(view: Andring) -> Callable[..., HttpResponse]:
        @require_POST
        @idempotent
        @wraps(view)
        def wrapped(request: Request, pk: int, **kwargs: int | str) -> HttpResponse:
            utlatande = skrivbar(request, pk)
            url = reverse("utlatande", args=[pk])
            try:
                svar = view(request, utlatande, **kwargs)
            except ObjectDoesNotExist as error:
                raise Http404 from error
            except FelLageError:
                utlatande.refresh_from_db()
                messages.error(request, stangd_text(utlatande))
                # The whole page has changed: a fragment of it would be wrong.
                return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
            except HindradError as error:
                if skrivet in request.POST:
                    nekat = Nekat(
                        view.__name__, str(kwargs.get("nyckel", "")), request.POST[skrivet], str(error)
                    )
                    return sida(request, hamta(request, pk), status=422, nekat=nekat)
                messages.error(request, str(error))
                svar = None
            return svar or redirect(f"{url}#{ankare}")

        return wrapped

    return wrap


def _andra(request: Request, row: Edit[Tjansteutlatande, F, R], utlatande: Tjansteutlatande, facts: F) -> R:
    return edit(row, utlatande, facts, by=request.user, at=request.at)


def _bas(request: Request) -> str:
    """The digest of what the page showed of the part; "" from a page of before it was sent, which is refused."""
    return request.POST.get("bas", "")


def _steg(request: Request) -> int:
    """One place up or down, whatever was posted."""
    return -1 if request.POST.get("steg") == "upp" else 1


@andring("uppgifter")
def uppgifter(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Set the title and the day of the förvaltningsgrupp; what cannot be is told beside its field."""
    if utlatande.state != UtlatandeState.UTKAST:
        raise FelLageError
    form = UppgifterForm(request.POST, utlatande=utlatande, today=request.today)
    if not form.is_valid():
        status = 409 if form.inaktuell else 422
        return sida(request, hamta(request, utlatande.pk), status=status, uppgifterform=form)
    facts = Uppgifter(**form.cleaned_data)
    edit(edits.SATT_UPPGIFTER, utlatande, facts, by=request.user, at=request.at, annu=form.annu)
    messages.success(request, "Uppgifterna om tjänsteutlåtandet är sparade.")
    return None


# Beslutssatser


@andring("beslutssatser", skrivet="text")
def sats_ny(request: Request, utlatande: Tjansteutlatande) -> None:
    """Add a beslutssats from the library (`mall`), or an own text."""
    request.session.pop(BORTTAGEN, None)
    mall_pk = request.POST.get("mall")
    if not mall_pk:
        _andra(request, edits.NY_SATS, utlatande, NySats(request.POST.get("text", "")))
        return
    mall = get_object_or_404(Beslutssatsmall, pk=heltal(mall_pk), organ=roles.organ_of(utlatande))
    _andra(request, edits.NY_SATS, utlatande, NySats(fyll_i(mall.text, utlatande), mall.slag))


@andring("beslutssatser")
def sats_flytta(request: Request, utlatande: Tjansteutlatande, sats_pk: int) -> None:
    """Move a beslutssats one place."""
    _andra(request, edits.FLYTTA_SATS, utlatande, Flytta(sats_pk, _steg(request)))


@andring("beslutssatser")
def sats_ta_bort(request: Request, utlatande: Tjansteutlatande, sats_pk: int) -> None:
    """Remove a beslutssats as the page showed it; it can be put back until the next change."""
    borta = _andra(request, edits.TA_BORT_SATS, utlatande, TaBortSats(sats_pk, _bas(request)))
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
        raise HindradError([Hinder("Det finns ingen borttagen beslutssats att ångra.")])
    _andra(request, edits.NY_SATS, utlatande, NySats(borta["text"], borta["slag"], borta["nummer"]))
    del request.session[BORTTAGEN]


# Sections


@andring("innehall-andra", skrivet="rubrik")
def avsnitt_nytt(request: Request, utlatande: Tjansteutlatande) -> None:
    """Add a section."""
    avsnitt = _andra(request, edits.NYTT_AVSNITT, utlatande, LaggTillAvsnitt(_rubrik(request)))
    messages.success(request, f"Avsnittet {avsnitt.rubrik} är tillagt sist.")


@andring("innehall-andra", skrivet="rubrik")
def avsnitt_rubrik(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Rename a section."""
    _andra(
        request,
        edits.BYT_RUBRIK,
        utlatande,
        BytRubrik(nyckel, _rubrik(request), request.POST.get("fran", "")),
    )


@andring("innehall-andra")
def avsnitt_flytta(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Move a section one place."""
    _andra(request, edits.FLYTTA_AVSNITT, utlatande, FlyttaAvsnitt(nyckel, _steg(request)))


@andring("innehall-andra")
def avsnitt_ta_bort(request: Request, utlatande: Tjansteutlatande, nyckel: str) -> None:
    """Remove a section that the page showed, and that is empty."""
    rubrik = _andra(request, edits.TA_BORT_AVSNITT, utlatande, TaBortAvsnitt(nyckel, _bas(request)))
    messages.success(request, f"Avsnittet {rubrik} är borttaget.")


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


@require_safe
def undanlagda(request: Request, pk: int) -> HttpResponse:
    """What was taken away, or typed and not saved where it stood, newest first; for its authors."""
    utlatande = skrivbar(request, pk)
    texter = [
        {"text": u, "html": mark_safe(rich_text.sanera(u.text)) if u.nyckel.startswith("avsnitt:") else ""}  # noqa: S308
        for u in utlatande.undanlagda.select_related("sparad_by")[:UTKAST_VISAS]
    ]
    return render(request, "utlatande/undanlagda.html", {"utlatande": utlatande, "texter": texter})


@andring("innehall")
def avsnitt_ater(request: Request, utlatande: Tjansteutlatande, nyckel: str, utkast_pk: int) -> HttpResponse:
    """Use an earlier text of a section again."""
    avsnitt = _andra(request, edits.ATER_AVSNITT, utlatande, TidigareText(nyckel, utkast_pk, _bas(request)))
    messages.success(request, f"Den tidigare texten är nu {avsnitt.rubrik}.")
    return redirect(reverse("utlatande", args=[utlatande.pk]) + f"#{nyckel}")


def _rubrik(request: Request) -> str:
    form = RubrikForm(request.POST)
    if not form.is_valid():
        raise HindradError([Hinder(str(form.errors["rubrik"][0]))])
    rubrik: str = form.cleaned_data["rubrik"]
    return rubrik


# Bilagor


@andring("bilagor")
def bilaga_handling(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Choose a handling of the akt as bilaga."""
    valbara = Handling.objects.visible_to(request.user, today=request.today).filter(
        arende__in=utlatande.arenden.all()
    )
    form = BilagaUrAktenForm(request.POST, valbara=valbara)
    if not form.is_valid():
        return sida(request, hamta(request, utlatande.pk), status=422, handlingform=form)
    _andra(request, edits.BILAGG_HANDLING, utlatande, BilaggHandling(form.cleaned_data["handling"]))
    return None


@andring("bilagor")
def bilaga_fil(request: Request, utlatande: Tjansteutlatande) -> HttpResponse | None:
    """Upload a file as bilaga; a refused one is told why, beside the field."""
    form = BilagaForm(request.POST, request.FILES)
    if not form.is_valid():
        return sida(request, hamta(request, utlatande.pk), status=422, bilagaform=form)
    data = form.cleaned_data
    try:
        _andra(request, edits.BILAGG_FIL, utlatande, BilaggFil(data["fil"], data["rubrik"]))
    except HindradError as error:
        form.add_error("fil", str(error))
        return sida(request, hamta(request, utlatande.pk), status=422, bilagaform=form)
    return None


@andring("bilagor")
def bilaga_flytta(request: Request, utlatande: Tjansteutlatande, bilaga_pk: int) -> None:
    """Move a bilaga one place."""
    _andra(request, edits.FLYTTA_BILAGA, utlatande, Flytta(bilaga_pk, _steg(request)))


@andring("bilagor")
def bilaga_ta_bort(request: Request, utlatande: Tjansteutlatande, bilaga_pk: int) -> None:
    """Take a bilaga out of the list."""
    rubrik = _andra(request, edits.TA_BORT_BILAGA, utlatande, Delval(bilaga_pk))
    messages.success(request, f"«{rubrik}» är inte längre bilaga.")


@require_safe
def bilaga(request: Request, pk: int, bilaga_pk: int) -> FileResponse:
    """The uploaded file of a draft's bilaga, for those who may read the draft; never shown inside the page."""
    utlatande = hamta(request, pk)
    rad = get_object_or_404(utlatande.bilagor.filter(fil__isnull=False).select_related("fil"), pk=bilaga_pk)
    assert rad.fil is not None  # noqa: S101 - held by the filter
    return fil_svar(store.read(rad.fil), rad.filnamn)
