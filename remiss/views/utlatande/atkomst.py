"""Who comes to an utlåtande, and to do what: 404 for who may not know of the text, 403 for who may read but not write."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from motions.akten import oppna, stang
from motions.models import Tjansteutlatande, UndanlagdText
from motions.prepared import Slot, prepared
from motions.relationer import (
    ARENDEN,
    ARENDEN_MED_ALLT,
    ATTSATSER,
    ATTSATSSVAR,
    AVSNITT,
    BILAGOR,
    MEDHANDLAGGARE,
    MOTIONER,
    SATSER,
    hel_text,
)
from motions.states import UtlatandeState
from motions.visibility import Betraktare, betraktare
from remiss import roles
from remiss.models import Lasning
from remiss.views.akt import synlig
from remiss.web.http import Request


def hamta(request: Request, pk: int) -> Tjansteutlatande:
    """The utlåtande with all that its page shows. Reading one of a sekretessmarkerat ärende is noted in Lasning.

    A fragment that a page asks for while it stands open is not another reading. Errors: Http404 for who may not read its text.
    """
    utlatande = _synlig.first(betraktare(request.user, request.today), pk=pk)
    if utlatande is None:
        raise Http404
    roles.sedd(request.user, utlatande, request.today)
    oppna(utlatande)
    arenden = ARENDEN_MED_ALLT.onto([utlatande])
    ATTSATSER.onto(MOTIONER.onto(arenden))
    MEDHANDLAGGARE.onto(arenden)
    for relation in (SATSER, AVSNITT, ATTSATSSVAR, BILAGOR):
        relation.onto([utlatande])
    if not request.htmx:
        for arende in roles.arenden_of(utlatande):
            if arende.sekretess:
                Lasning.objects.create(arende=arende, anvandare=request.user, at=request.at)
    return utlatande


@prepared
def _synlig(vem: Betraktare, *, pk: Slot) -> QuerySet[Tjansteutlatande]:
    synliga = Tjansteutlatande.objects.visible_to(vem, today=vem.omfang.day).filter(pk=pk)
    undanlagda = UndanlagdText.objects.filter(utlatande=OuterRef("pk"))
    return hel_text(synliga.annotate(har_undanlagda=Exists(undanlagda)))


def skrivbar(request: Request, pk: int) -> Tjansteutlatande:
    """The utlåtande, for one of its authors; whether its text is open is asked under lock by the edit itself.

    Errors: Http404 for who may not read it, PermissionDenied for who may read but does not write it.
    """
    utlatande: Tjansteutlatande = synlig(request, "utlatande", pk)
    stang(utlatande)  # it is about to be written to
    MEDHANDLAGGARE.onto(ARENDEN.onto([utlatande]))
    if not roles.handlaggare(request.user, utlatande, request.today):
        raise PermissionDenied
    return utlatande


def far_ligga_i_webblasaren(utlatande: Tjansteutlatande) -> bool:
    """Whether what is typed may be kept outside the server until it is sent: never of an ärende with sekretess."""
    return not any(arende.sekretess for arende in roles.arenden_of(utlatande))


def stangd_text(utlatande: Tjansteutlatande) -> str:
    """Why the text cannot be changed, in Swedish; for an open draft, that only its authors write in it."""
    if utlatande.state == UtlatandeState.GODKANNANDE:
        return "Texten ligger hos chef för godkännande och kan inte ändras. Handläggaren kan ta tillbaka den."
    if utlatande.state == UtlatandeState.GODKANT:
        return "Tjänsteutlåtandet är godkänt och kan inte ändras."
    return "Utkastet skrivs av ärendets handläggare. Du kan läsa det."
