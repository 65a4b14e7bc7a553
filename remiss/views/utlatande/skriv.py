"""The tjänsteutlåtande: the editor with its autosave, and the same text read-only for those who may not write."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from js_asset.media import Media

from motions import versioner
from motions.akten import akten, texten
from motions.models import (
    Arende,
    AttSats,
    AttSatsSvar,
    Avsnitt,
    Avsnittsmall,
    Beslutssatsmall,
    Godkannande,
    GodkannandeUtfall,
    Handling,
    Organ,
    Tjansteutlatande,
)
from motions.prepared import Related, Slot, prepared
from motions.states import UtlatandeState
from motions.text import rich_text
from motions.utlatandet import attsatser, fyll_i
from motions.visibility import Betraktare, betraktare
from remiss import roles
from remiss.facts import NOTHING
from remiss.forms.utlatande import (
    AttSatsForm,
    AvsnittForm,
    BilagaForm,
    BilagaUrAktenForm,
    UppgifterForm,
)
from remiss.views.akt import knappar
from remiss.views.utlatande.atkomst import far_ligga_i_webblasaren, hamta, stangd_text
from remiss.views.utlatande.granska import textdelar
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import edit, edits

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

    @property
    def bas(self) -> str:
        """The digest of the answer as it stands."""
        return (self.svar or AttSatsSvar()).bas


@dataclass(frozen=True)
class Nekat:
    """What was typed and refused: in which form (the name of its view), about which part, and why."""

    vad: str
    del_: str
    text: str
    fel: str

    @property
    def rubrik(self) -> bool:
        """Whether it is the heading of a section."""
        return self.vad.startswith("avsnitt")


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
    nekat: Nekat | None = None,
) -> HttpResponse:
    """The page of an utlåtande. The forms are those of a refused upload, with their errors."""
    forfattare = roles.handlaggare(request.user, utlatande, request.today)
    skriver = forfattare and utlatande.state == UtlatandeState.UTKAST
    arenden = roles.arenden_of(utlatande)
    context: Context = {
        "utlatande": utlatande,
        "arende": roles.arende_for(request.user, utlatande, request.today),
        "arenden": arenden,
        "synliga": roles.synliga_av(request.user, utlatande, request.today),
        "handlingar": knappar(utlatande, request),
        "avsnitt": _avsnittsrader(utlatande, arenden[0]),
        "satser": list(utlatande.beslutssatser.all()),
        "attsatser": _attsatsrader(utlatande, arenden),
        "bilagor": list(utlatande.bilagor.all()),
        "nyckel": ny_nyckel,
        "forfattare": forfattare,
    }
    if not skriver:
        return _las(request, utlatande, context, status)
    if request.headers.get("HX-Target") == "oversikt":
        return render(request, "utlatande/redigera.html#oversikt", context)
    valbara = _valbara(request, utlatande, arenden)
    handlingform = handlingform or BilagaUrAktenForm(valbara=Handling.objects.none(), rader=valbara)
    context |= {
        "mallar": _mallar(utlatande, arenden[0]),
        "handlingform": handlingform,
        "valbara": valbara,
        "bilagaform": bilagaform or BilagaForm(),
        "uppgifterform": uppgifterform or UppgifterForm(utlatande=utlatande, today=request.today),
        "aterlamnat": _aterlamnat(utlatande),
        "borttagen": _borttagen(request, utlatande),
        "lokalt": far_ligga_i_webblasaren(utlatande),
        "nekat": nekat,
    }
    if context["avsnitt"]:
        media = context["avsnitt"][0].form.media
        context["media"] = Media.from_media(media, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
    return render(request, "utlatande/redigera.html", context, status=status)


def _las(request: Request, utlatande: Tjansteutlatande, context: Context, status: int) -> HttpResponse:
    """The text to read: the version that was sent, or the draft as it stands."""
    version = texten(utlatande).version
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


@prepared
def _hjalp(*, arendetyp: Slot) -> QuerySet[Avsnittsmall, tuple[str, str]]:
    return Avsnittsmall.objects.filter(arendetyp=arendetyp).values_list("nyckel", "hjalp")


def _avsnittsrader(utlatande: Tjansteutlatande, arende: Arende) -> list[Avsnittsrad]:
    hjalp = dict(_hjalp(arendetyp=arende.arendetyp_id))
    rader = []
    for a in utlatande.avsnitt.all():
        antal = rich_text.ord(a.text)
        lage = "klart" if antal else "saknas" if a.obligatoriskt else "valfritt"
        rader.append(Avsnittsrad(a, AvsnittForm(a), hjalp.get(a.nyckel, ""), antal, lage))
    return rader


def _attsatsrader(utlatande: Tjansteutlatande, arenden: list[Arende]) -> list[Attsatsrad]:
    svar = texten(utlatande).svar
    motioner = {m.pk: m.beteckning for a in arenden for m in akten(a).motioner}
    return [
        Attsatsrad(s, motioner[s.motion_id], svar.get(s.pk), AttSatsForm(s, svar.get(s.pk)))
        for s in attsatser(arenden)
    ]


def _mallar(utlatande: Tjansteutlatande, arende: Arende) -> list[tuple[Beslutssatsmall, str]]:
    """The organ's library, each with its text as it will stand in this utlåtande."""
    return [(m, fyll_i(m.text, utlatande)) for m in _MALLAR.of(arende.organ)]


_MALLAR = Related(Organ, "beslutssatsmallar", Beslutssatsmall)


def _valbara(request: Request, utlatande: Tjansteutlatande, arenden: list[Arende]) -> list[Handling]:
    """The handlingar of the akt that are not bilagor yet."""
    redan = {b.handling_id for b in utlatande.bilagor.all()}
    i_akten = _i_akten(betraktare(request.user, request.today), arenden=[a.pk for a in arenden])
    return [h for h in i_akten if h.pk not in redan]


@prepared
def _i_akten(vem: Betraktare, *, arenden: Slot) -> QuerySet[Handling]:
    handlingar = Handling.objects.visible_to(vem, today=vem.omfang.day).gallande()
    return handlingar.filter(arende__pk__one_of=arenden).order_by("arende_id", "lopnummer")


def _aterlamnat(utlatande: Tjansteutlatande) -> Godkannande | None:
    """The chef's comment when the draft is open because it was returned."""
    senaste = next(reversed(texten(utlatande).godkannanden), None)
    return senaste if senaste and senaste.utfall == GodkannandeUtfall.ATERLAMNAT else None


def _borttagen(request: Request, utlatande: Tjansteutlatande) -> Context | None:
    kvar = request.session.get(BORTTAGEN)
    return kvar if kvar and kvar["utlatande"] == utlatande.pk else None
