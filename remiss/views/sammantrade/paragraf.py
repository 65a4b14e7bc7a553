"""One §: what stands in it, who serves, and the forms of what is done in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motions import paragraf
from motions.beslutsforslag import foresla
from motions.documents.context import paragraf as paragraffakta
from motions.models import Arende, Punkt, PunktSlag, Sammantrade, YrkandeTillstand
from remiss import roles
from remiss.facts.foredragningslista import SkrivPunkttext
from remiss.forms.fields import TextBlock
from remiss.forms.sammantrade.beslut import PUNKTFORMULAR, BeslutForm, enligt_forslaget
from remiss.forms.sammantrade.punkt import Paragrafform
from remiss.forms.seen import FALT, SettMixin, avtryck
from remiss.guards.beslut import beslutsvarningar
from remiss.hinder import Hinder
from remiss.views.sammantrade.sammantrade import far_lasa, kraver_sekreterare, med_synlighet
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import AKTER, EjTillatetError, HindradError, available, edit, edits, perform

INLINE = ("registrera_yrkande", "anmal_jav", "registrera_uttalande", "lamna_uttalandetext")
"""The acts whose forms stand on the page of the § itself, in this order."""

FLER_UPPGIFTER = (
    "Något har antecknats i paragrafen sedan du öppnade sidan, till exempel ett yrkande. Inget är beslutat. "
    "Läs paragrafen och besluta sedan."
)

KVITTON = {
    "anmal_jav": "Jävet antecknades.",
    "ta_bort_jav": "Jävet togs bort.",
    "registrera_yrkande": "Yrkandet registrerades.",
    "aterta_yrkande": "Yrkandet återtogs.",
    "registrera_beslut": "Beslutet registrerades.",
    "upphav_beslut": "Paragrafen är öppen igen. Registrera beslutet på nytt.",
    "registrera_uttalande": "Anmälan antecknades i paragrafen.",
    "lamna_uttalandetext": "Texten sparades.",
}
"""What the secretary is told when the act is done."""


class TextForm(SettMixin):
    """The words of a punkt without ärende."""

    text = TextBlock(label="Text i protokollet", saknas="Skriv texten.", max_length=20000)

    def __init__(self, punkt: Punkt, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"text": punkt.text})
        self.punkt = punkt
        self.bevaka()

    def over(self, nu: Sammantrade) -> Self:
        """The form over the § as it is under the lock of its sitting."""
        return type(self)(nu.punkter.get(pk=self.punkt.pk))

    def star(self) -> str:
        """The words."""
        return str(self.initial["text"])


@dataclass(frozen=True)
class Inlineform:
    """One form on the page of the §."""

    action: str
    etikett: str
    form: forms.BaseForm
    url: str
    nyckel: str


def hamta(request: Request, pk: int) -> Punkt:
    """The §, for who may read it. Errors: Http404, also when any of its ärenden is hidden from the reader."""
    moten = Sammantrade.objects.visible_to(request.user, today=request.today)
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    dolda = Arende.objects.filter(punkter=OuterRef("pk")).exclude(pk__in=synliga.values("pk"))
    punkt: Punkt = get_object_or_404(
        Punkt.objects.select_related("sammantrade__organ")
        .annotate(hemlig=Exists(dolda))
        .filter(sammantrade__in=moten, paragraf__isnull=False),
        pk=pk,
    )
    if not far_lasa(request, punkt, punkt.sammantrade, not vars(punkt)["hemlig"]):
        raise Http404
    return punkt


@require_safe
def punkt(request: Request, pk: int) -> HttpResponse:
    """The § as it stands, between the list of §§ and those who serve."""
    p = hamta(request, pk)
    return sida(request, p)


def sida(
    request: Request,
    p: Punkt,
    *,
    hinder: list[Hinder] | None = None,
    textform: TextForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a §; with reasons when an act on it was refused."""
    p = paragraf.i_motet(p, med_synlighet(request))
    s = p.sammantrade
    erbjudna = {a.action for a in available(s, request.user, at=request.at)}
    beslut = paragraf.gallande_beslut(p)
    oppen = beslut is None and not paragraf.ar_last(p) and p.utgatt_at is None
    punkter = [rad for rad in paragraf.pa_listan(s) if rad.paragraf is not None]
    plats = next((i for i, rad in enumerate(punkter) if rad.pk == p.pk), None)
    return render(
        request,
        "beslut/punkt.html",
        {
            "punkt": p,
            "sammantrade": s,
            "p": paragraffakta.paragraf(p, oppet=False),
            "arenden": sorted(p.arenden.all(), key=lambda a: a.pk),
            "punkter": _lista(punkter),
            "nasta": punkter[plats + 1] if plats is not None and plats + 1 < len(punkter) else None,
            "beslut": beslut,
            "enligt_forslag": "registrera_beslut" in erbjudna and oppen and hasattr(p, "huvudforslag"),
            "underlag": underlaget(p) if oppen and hasattr(p, "huvudforslag") else "",
            "kan_besluta": "registrera_beslut" in erbjudna and oppen and not p.information,
            "kan_gora_om": "upphav_beslut" in erbjudna and beslut is not None and not paragraf.ar_last(p),
            "inline": _inline(request, p, erbjudna, oppen),
            "yrkanden": [{"y": y, "nyckel": ny_nyckel()} for y in p.yrkanden.all()],
            "kan_aterta": "aterta_yrkande" in erbjudna and oppen,
            "framstallt": YrkandeTillstand.FRAMSTALLT,
            "forhet": paragraf.beslutsforhet(p),
            "tjanstgorande": _tjanstgorande(p),
            "jav": [{"j": j, "nyckel": ny_nyckel()} for j in p.jav.all()],
            "kan_ta_bort_jav": "ta_bort_jav" in erbjudna and oppen,
            "textform": _textform(request, p, erbjudna, textform),
            "hinder": hinder or [],
            "nyckel": ny_nyckel(),
            "protokoll": paragraf.protokoll_of(p),
        },
        status=422 if hinder and status == 200 else status,
    )


def _lista(punkter: list[Punkt]) -> list[Context]:
    """The §§ of the sitting; one that the reader may not open is not a link."""
    return [
        {
            "punkt": rad,
            "klar": paragraf.gallande_beslut(rad) is not None or bool(rad.text),
            "lasbar": all(vars(a)["synlig"] for a in rad.arenden.all()),
        }
        for rad in punkter
    ]


def _tjanstgorande(p: Punkt) -> list[Context]:
    for_vem = {
        n.uppdrag_id: n.for_uppdrag for n in p.sammantrade.narvaro.all() if n.for_uppdrag and n.galler(p)
    }
    for_vem |= {j.ersattare_id: j.uppdrag for j in p.jav.all() if j.ersattare_id is not None}
    return [{"uppdrag": u, "for": for_vem.get(u.pk)} for u in paragraf.tjanstgorande(p)]


def _inline(request: Request, p: Punkt, erbjudna: set[str], oppen: bool) -> list[Inlineform]:
    rader = []
    for action in INLINE:
        sagt = action in ("registrera_uttalande", "lamna_uttalandetext")
        if action not in erbjudna or not (oppen or (sagt and not paragraf.ar_last(p))):
            continue
        if action == "lamna_uttalandetext" and not p.uttalanden.all():
            continue
        form = PUNKTFORMULAR[action](
            subject=p.sammantrade,
            user=request.user,
            at=request.at,
            punkt=p,
            auto_id=f"{action}_%s",
        )
        url = reverse("punkt_akt", args=[p.pk, action])
        rader.append(Inlineform(action, AKTER["sammantrade", action].etikett, form, url, ny_nyckel()))
    return rader


def _textform(request: Request, p: Punkt, erbjudna: set[str], given: TextForm | None) -> TextForm | None:
    """The form of a punkt without ärende, while its text may change."""
    if given is not None:
        return given
    skriver = roles.sekreterare(request.user, p.sammantrade, request.today)
    if not skriver or p.slag == PunktSlag.ARENDE or paragraf.ar_last(p) or not erbjudna:
        return None
    return TextForm(p)


@require_POST
@idempotent
def punkt_text(request: Request, pk: int) -> HttpResponse:
    """Write the words of a punkt without ärende, until its text has left for justering."""
    p = hamta(request, pk)
    kraver_sekreterare(request, p.sammantrade)
    if p.slag == PunktSlag.ARENDE:
        raise Http404
    form = TextForm(p, request.POST)
    if paragraf.ar_last(p):
        skickad = Hinder(
            "Texten har skickats för justering och kan inte ändras. Det du skrev har inte sparats."
        )
        return sida(request, p, textform=form, hinder=[skickad], status=409)
    if not form.is_valid():
        return sida(request, p, textform=form, status=409 if form.inaktuell else 422)
    try:
        facts = SkrivPunkttext(p, form.cleaned_data["text"])
        edit(edits.SKRIV_PUNKTTEXT, p.sammantrade, facts, by=request.user, at=request.at, annu=form.annu)
    except HindradError as error:
        return sida(request, p, textform=form, hinder=error.hinder)
    messages.success(request, f"Texten i § {p.paragraf} sparades.")
    return redirect("punkt", p.pk)


def underlaget(hel: Punkt) -> str:
    """The digest of what is recorded in the §: what a beslut enligt förslag is a beslut about."""
    return avtryck(paragraf.recorded(hel))


@require_POST
@idempotent
def enligt_forslag(request: Request, pk: int) -> HttpResponse:
    """«Beslut enligt förslag»: the proposal by the book, with one key.

    Without quorum the reason is asked for first, and a sentence whose tense is unsure is shown first.
    """
    p = hamta(request, pk)
    hel = paragraf.for_sig(p)
    if (sett := request.POST.get(FALT, "")) and sett != underlaget(hel):
        return sida(request, p, hinder=[Hinder(FLER_UPPGIFTER)], status=409)
    if beslutsvarningar(hel) or foresla(hel).oklara:
        return redirect("punkt_akt", p.pk, "registrera_beslut")
    try:
        perform(
            p.sammantrade,
            "registrera_beslut",
            by=request.user,
            at=request.at,
            facts=enligt_forslaget(p, hel),
            annu=lambda nu: not sett or underlaget(paragraf.for_sig(nu.punkter.get(pk=p.pk))) == sett,
        )
    except HindradError as error:
        return sida(request, p, hinder=error.hinder)
    except EjTillatetError:
        return sida(
            request, p, hinder=[Hinder("Sammanträdet pågår inte, eller så är du inte dess sekreterare.")]
        )
    messages.success(request, f"§ {p.paragraf} beslutades enligt förslaget.")
    return redirect("punkt", p.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def punkt_akt(request: Request, pk: int, action: str) -> HttpResponse:
    """One act in a §: GET asks, POST does; a refusal says why and keeps what was typed.

    A proposal written anew is no act: it leaves the key for the beslut that follows from the same form.
    """
    if action == "registrera_beslut" and "foresla" in request.POST:
        return _punkt_akt(request, pk, action)
    return idempotent(_punkt_akt)(request, pk, action)


def _punkt_akt(request: Request, pk: int, action: str) -> HttpResponse:
    p = hamta(request, pk)
    s = p.sammantrade
    if action not in PUNKTFORMULAR:
        raise Http404
    kraver_sekreterare(request, s)
    hel = paragraf.for_sig(p)
    form = PUNKTFORMULAR[action](
        *((request.POST,) if request.method == "POST" else ()),
        subject=s,
        user=request.user,
        at=request.at,
        punkt=hel,
    )
    if request.method != "POST" or (isinstance(form, BeslutForm) and form.bara_forslag):
        return _aktsida(request, p, action, form, [], 200)
    if not form.is_valid():
        return _aktsida(request, p, action, form, [], 409 if form.inaktuell else 422)
    try:
        perform(
            s,
            action,
            by=request.user,
            at=request.at,
            facts=form.facts(),
            skal=form.reason(),
            annu=form.annu,
        )
    except HindradError as error:
        return _aktsida(request, p, action, form, error.hinder, 422)
    except EjTillatetError:
        return _aktsida(request, p, action, form, [Hinder("Det går inte från sammanträdets läge nu.")], 409)
    messages.success(request, KVITTON[action])
    return redirect("punkt", p.pk)


def _aktsida(
    request: Request, p: Punkt, action: str, form: Paragrafform, hinder: list[Hinder], status: int
) -> HttpResponse:
    mall = "beslut/beslut.html" if isinstance(form, BeslutForm) else "beslut/akt.html"
    return render(
        request,
        mall,
        {
            "punkt": p,
            "akt": AKTER["sammantrade", action],
            "form": form,
            "hinder": hinder,
            "nyckel": request.POST.get("nyckel") or ny_nyckel(),
            "visa_fel": bool(form.errors) or status == 422,
        },
        status=status,
    )
