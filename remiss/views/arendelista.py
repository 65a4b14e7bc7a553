"""All ärenden that one may see: filtered, searched, in four orders, page by page, as a file, and kept under a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motions import search
from motions.models import Anvandare, Arende
from motions.prepared import Related
from motions.search import Traff
from motions.visibility import betraktare
from remiss.forms.arendelista import Arendefilter, SparaUrvalForm
from remiss.lists import arendelista
from remiss.lists.arendelista import SORTERINGAR, Arendelistrad, OkandPlatsError, Sida, Sortering
from remiss.models import SparatUrval
from remiss.turen import Hos
from remiss.web import csv_response
from remiss.web.csv_response import Cell
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal

FILTER = ("q", "lage", "tur", "handlaggare", "arendetyp", "organ", "remisstid", "tidigast", "senast")
ATT_GORA = ("lage", "tur", "remisstid", "tidigast", "senast")
I_FILEN = 10_000
KORTAD = f"Filen är kortad vid {I_FILEN} ärenden. Avgränsa urvalet i listan och hämta det i flera delar."
SNABBVAL = (
    ("Min tur", {"tur": "mig"}),
    ("Öppna", {"lage": "oppna"}),
    ("Försenade", {"remisstid": "forsenat"}),
    ("Remisstid denna vecka", {"remisstid": "veckan"}),
)
"""What one looks for every day, one click away."""
HUVUD = (
    "Diarienummer",
    "Ärende",
    "Läge",
    "Hos",
    "Remisstid",
    "Inkommen",
    "Handläggare",
    "Från",
    "Nämnd",
)


@dataclass(frozen=True)
class Visad:
    """A row as the page shows it."""

    rad: Arendelistrad
    hos: Hos
    traff: Traff | None

    @property
    def titel(self) -> str:
        """Its title, with what was looked for marked in it."""
        return (self.traff.titel if self.traff else "") or self.rad.titel


@dataclass(frozen=True)
class Listkolumn:
    """A heading of the table; `url` orders the list by it, `riktning` is its aria-sort when the list is in that order."""

    etikett: str
    url: str = ""
    riktning: str = ""


_SPARADE = Related(Anvandare, "sparade_urval", SparatUrval)


@require_safe
def arenden(request: Request) -> HttpResponse:
    """The list."""
    return _lista(request, request.GET)


def _lista(
    request: Request, fraga: QueryDict, form: SparaUrvalForm | None = None, status: int = 200
) -> HttpResponse:
    urval = Arendefilter(fraga, request=request)
    sortering = _sortering(fraga)
    giltigt = urval.giltigt()
    vald = _vald(fraga)
    sida, antal, vilse = _sida(request, sortering, fraga, urval) if giltigt else (Sida([]), 0, False)
    traffar = _traffar(request, urval, sida) if giltigt else {}
    return render(
        request,
        "arenden/lista.html",
        {
            "urval": urval,
            "avgransat": bool(vald.keys() - {"sort"}),
            "rader": [Visad(r, r.hos(request.user), traffar.get(r.pk)) for r in sida.rader],
            "sida": sida,
            "vilse": vilse,
            "antal": arendelista.antal_text(antal) if giltigt else "",
            "kolumner": _kolumner(sortering, vald),
            "nasta": _adress(vald, efter=sida.efter) if sida.efter else "",
            "tidigare": _adress(vald, fore=sida.fore) if sida.fore else "",
            "forsta": _adress(vald),
            "csv": f"{reverse('arenden_csv')}?{urlencode(vald)}",
            "snabbval": [(text, _adress(val), val == vald) for text, val in SNABBVAL],
            "sparade": [(s, s.fraga == urlencode(vald)) for s in _SPARADE.of(request.user)],
            "spara": form or SparaUrvalForm(user=request.user, initial={"fraga": urlencode(vald)}),
            "nyckel": ny_nyckel(),
            "flera_namnder": len(urval.filters["organ"].extra["choices"]) > 1,
        },
        status=status if giltigt else 422,
    )


def _sortering(fraga: QueryDict) -> Sortering:
    """The order that is asked for; else what is to be done by its remisstid, and what one looks for newest first."""
    att_gora = any(_ord(fraga, namn) for namn in ATT_GORA) and not _ord(fraga, "q").strip()
    standard = "frist" if att_gora else "inkommen"
    return SORTERINGAR.get(_ord(fraga, "sort")) or SORTERINGAR[standard]


def _sida(
    request: Request, sortering: Sortering, fraga: QueryDict, urval: Arendefilter
) -> tuple[Sida, int, bool]:
    """The page, the number of all, and whether the address named a place that is none: then it is the first page."""
    if not any(_ord(fraga, namn) for namn in (*FILTER, "efter", "fore")):
        return *arendelista.forsta(betraktare(request.user, request.today), sortering), False
    funna, platser = urval.qs, {}
    try:
        for namn in ("efter", "fore"):
            if _ord(fraga, namn):
                platser[namn] = sortering.plats(urval.queryset, _ord(fraga, namn))
    except OkandPlatsError:
        sida, vilse = arendelista.sida(funna, sortering), True
    else:
        sida, vilse = arendelista.sida(funna, sortering, **platser), False
    return sida, arendelista.antal(funna, sida), vilse


def _traffar(request: Request, urval: Arendefilter, sida: Sida) -> dict[int, Traff]:
    if urval.fraga is None:
        return {}
    return search.traffar([r.pk for r in sida.rader], urval.fraga, request.user, request.today)


def _vald(fraga: QueryDict) -> dict[str, str]:
    """What is chosen, without the place: what a link to the same list carries."""
    return {namn: _ord(fraga, namn) for namn in (*FILTER, "sort") if _ord(fraga, namn)}


def _ord(fraga: QueryDict, namn: str) -> str:
    """What the address says of one thing; an empty text when it says nothing."""
    return str(fraga.get(namn) or "")


def _adress(vald: dict[str, str], **mer: str) -> str:
    fraga = urlencode(vald | mer)
    return reverse("arenden") + (f"?{fraga}" if fraga else "")


def _kolumner(vald: Sortering, val: dict[str, str]) -> list[Listkolumn]:
    """The headings, in the order of the table."""
    ordnade = {
        s.namn: Listkolumn(
            s.etikett,
            _adress(val | {"sort": s.namn}),
            ("descending" if s.nedat else "ascending") if s is vald else "",
        )
        for s in SORTERINGAR.values()
    }
    return [
        *(ordnade["titel"], ordnade["dnr"], Listkolumn("Hos")),
        *(ordnade["frist"], ordnade["inkommen"], Listkolumn("Läge")),
    ]


@require_safe
def arenden_csv(request: Request) -> HttpResponseBase:
    """The same ärenden in the same order as a file; a filter that is not one leads back to the list, which says so."""
    urval = Arendefilter(request.GET, request=request)
    if not urval.giltigt():
        return redirect(_adress(_vald(request.GET)))
    ordnade = _sortering(request.GET).ordna(urval.qs)
    return csv_response.svar(f"arenden-{request.today}.csv", _tabell(request, ordnade[: I_FILEN + 1]))


def _tabell(request: Request, ordnade: QuerySet[Arende]) -> Iterator[tuple[Cell, ...]]:
    yield HUVUD
    for n, r in enumerate(arendelista.rader(ordnade)):
        if n == I_FILEN:
            yield (KORTAD,)
            return
        vem = r.hos(request.user)
        yield (
            *(r.dnr, r.titel, r.lage, vem.namn, r.frist_on, r.inkommen_on),
            *(r.handlaggare, r.kommer_fran, r.organ),
        )


@require_POST
@idempotent
def urval_spara(request: Request) -> HttpResponse:
    """Keep the filter under a name."""
    fraga = QueryDict(request.POST.get("fraga", "")[:1000])
    form = SparaUrvalForm(request.POST, user=request.user)
    if not form.is_valid():
        return _lista(request, fraga, form, status=422)
    vald = _vald(fraga)
    SparatUrval.objects.create(
        anvandare=request.user, namn=form.cleaned_data["namn"], fraga=urlencode(vald), sparat_at=request.at
    )
    messages.success(request, f"Urvalet «{form.cleaned_data['namn']}» är sparat.")
    return redirect(_adress(vald))


@require_POST
@idempotent
def urval_ta_bort(request: Request) -> HttpResponse:
    """Forget a filter of one's own; the ärenden are not touched."""
    pk = heltal(request.POST.get("urval"))
    sparat = get_object_or_404(SparatUrval, pk=pk, anvandare=request.user)
    sparat.delete()
    messages.success(request, f"Urvalet «{sparat.namn}» är borttaget.")
    return redirect("arenden")
