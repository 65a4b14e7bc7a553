"""Who comes to an utlåtande, and to do what: 404 for who may not know of the text, 403 for who may read but not write."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from motions.akten import ARENDETS, oppna
from motions.models import Arende, AttSatsSvar, Avsnitt, Bilaga, Tjansteutlatande
from motions.states import UtlatandeState
from remiss import roles
from remiss.models import Lasning
from remiss.web.http import Request

LASRELATIONER = (
    Prefetch("arenden", Arende.objects.select_related(*ARENDETS)),
    "arenden__motioner__attsatser",
    "arenden__medhandlaggare",
    "beslutssatser",
    Prefetch("avsnitt", Avsnitt.objects.select_related("andrad_by")),
    Prefetch("attsatssvar", AttSatsSvar.objects.select_related("attsats__motion")),
    Prefetch(
        "bilagor",
        Bilaga.objects.select_related("handling__fil", "handling__dokument__framstallning__fil", "fil"),
    ),
)


def hamta(request: Request, pk: int) -> Tjansteutlatande:
    """The utlåtande with all that its page shows. Reading one of a sekretessmarkerat ärende is noted in Lasning.

    A fragment that a page asks for while it stands open is not another reading. Errors: Http404 for who may not read its text.
    """
    synliga = Tjansteutlatande.objects.visible_to(request.user, today=request.today)
    utlatande = get_object_or_404(synliga.prefetch_related(*LASRELATIONER), pk=pk)
    roles.sedd(request.user, utlatande, request.today)
    oppna(utlatande)
    if not request.htmx:
        for arende in roles.arenden_of(utlatande):
            if arende.sekretess:
                Lasning.objects.create(arende=arende, anvandare=request.user, at=request.at)
    return utlatande


def skrivbar(request: Request, pk: int) -> Tjansteutlatande:
    """The utlåtande, for one of its authors; whether its text is open is asked under lock by the edit itself.

    Errors: Http404 for who may not read it, PermissionDenied for who may read but does not write it.
    """
    synliga = Tjansteutlatande.objects.visible_to(request.user, today=request.today)
    utlatande = get_object_or_404(
        synliga.prefetch_related(
            Prefetch("arenden", Arende.objects.select_related(*ARENDETS)), "arenden__medhandlaggare"
        ),
        pk=pk,
    )
    if not roles.handlaggare(request.user, utlatande, request.today):
        raise PermissionDenied
    return utlatande


def stangd_text(utlatande: Tjansteutlatande) -> str:
    """Why the text cannot be changed, in Swedish; for an open draft, that only its authors write in it."""
    if utlatande.state == UtlatandeState.GODKANNANDE:
        return "Texten ligger hos chef för godkännande och kan inte ändras. Handläggaren kan ta tillbaka den."
    if utlatande.state == UtlatandeState.GODKANT:
        return "Tjänsteutlåtandet är godkänt och kan inte ändras."
    return "Utkastet skrivs av ärendets handläggare. Du kan läsa det."
