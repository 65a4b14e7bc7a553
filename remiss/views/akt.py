"""The generic act: one page asks for the facts, one POST performs, for every row of the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motions.akten import oppna
from motions.models import Arende, Protokoll, Sammantrade, Tjansteutlatande
from motions.prepared import Slot, med_finns, prepared
from motions.relationer import hela
from motions.text.plain_text import har_ord
from motions.visibility import Betraktare, betraktare
from remiss import roles
from remiss.drift.mejl import oskickat_i_arendet
from remiss.drift.ogjort import ogjort_i_arendet
from remiss.forms.akter import AKTFORMULAR
from remiss.forms.arende import Aktform, VarningsskalForm
from remiss.hinder import Hinder
from remiss.lists.godkannande import att_godkanna
from remiss.login import identity
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel, skrivet
from remiss.workflow import (
    AKTER,
    MODELS,
    Akt,
    EjTillatetError,
    Handlingsalternativ,
    HindradError,
    OmotiveradError,
    available,
    perform,
)
from remiss.workflow.step import Subject

CHEFENS = ("godkann", "aterlamna")
"""The acts of a chef over a text, each of which leads on to the next that waits."""


@dataclass(frozen=True)
class Knapp:
    """One row of the action bar, as components/handlingsrad.html takes it."""

    etikett: str
    url: str
    primar: bool
    farlig: bool
    hinder: list[Hinder]
    post: bool
    nyckel: str


def knapp(alternativ: Handlingsalternativ) -> Knapp:
    """The button of an available act: it posts at once when nothing needs to be asked, else it leads to the act's page."""
    a = alternativ
    fragar = a.akt.identitet or a.akt.farlig or bool(a.varningar)
    direkt = (a.slag, a.action) not in AKTFORMULAR and not fragar
    return Knapp(
        etikett=a.akt.etikett,
        url=reverse("akt", args=[a.slag, a.subject.pk, a.action]),
        primar=a.akt.primar,
        farlig=a.akt.farlig,
        hinder=a.hinder,
        post=direkt,
        nyckel=ny_nyckel(),
    )


def knappar(subject: Subject, request: Request) -> list[Knapp]:
    """The action bar of a subject for the logged-in user; the main act first, the hard-to-undo last."""
    alternativ = [a for a in available(subject, request.user, at=request.at) if not a.akt.om_del]
    return sorted((knapp(a) for a in alternativ), key=lambda k: (not k.primar, k.farlig))


@prepared
def _subject(slag: str, vem: Betraktare, *, pk: Slot) -> QuerySet[Any]:
    model: Any = MODELS[slag]
    synliga: QuerySet[Any] = model.objects.visible_to(vem, today=vem.omfang.day).filter(pk=pk)
    if model is not Arende:
        return synliga
    return med_finns(hela(synliga), oskickade=oskickat_i_arendet(), ogjorda=ogjort_i_arendet())


def synlig(request: Request, slag: str, pk: int | None) -> Any:
    """The subject, if the user may know of it. Errors: Http404 otherwise, also for an unknown kind."""
    if slag not in MODELS:
        raise Http404
    subject: Any = _subject.first(slag, betraktare(request.user, request.today), pk=pk)
    if subject is None:
        raise Http404
    roles.sedd(request.user, subject, request.today)
    oppna(subject)
    return subject


def sida(subject: Subject, request: Request) -> str:
    """Where the subject is shown to the user; an utlåtande in the first of its ärenden that he or she may know of."""
    if isinstance(subject, Tjansteutlatande):
        return reverse("arende", args=[roles.arende_for(request.user, subject, request.today).pk])
    namn = {Arende: "arende", Sammantrade: "sammantrade", Protokoll: "protokoll"}[type(subject)]
    return reverse(namn, args=[subject.pk])


@idempotent
def akt(request: Request, slag: str, pk: int, action: str) -> HttpResponse:
    """GET asks, POST does. A refusal says why, keeps what was typed, and changes nothing."""
    subject = synlig(request, slag, pk)
    if (slag, action) not in AKTER:
        raise Http404
    val = next((a for a in available(subject, request.user, at=request.at) if a.action == action), None)
    if val is None:
        return _inte_harifran(request, subject, AKTER[slag, action])
    form = _form(request, subject, slag, action)
    varningar = val.varningar
    fragor: Context = {
        "subject": subject,
        "akt": val.akt,
        "form": form,
        "varningar": varningar,
        "hinder": val.hinder,
        "sparrad": bool(val.hinder),
        "tillbaka": sida(subject, request),
        "nyckel": request.POST.get("nyckel") or ny_nyckel(),
        "fraga_losenord": val.akt.identitet
        and not identity.bekraftad(request)
        and identity.med_losenord(request),
        "varningsskal": _varningsskal(request) if varningar or _skrev_skal(request) else None,
    }
    if request.method != "POST":
        return render(request, "akt/akt.html", fragor)
    if val.hinder:
        return render(request, "akt/akt.html", fragor, status=422)
    return _utfor(request, subject, action, val.akt, fragor)


def _varningsskal(request: Request) -> VarningsskalForm:
    return VarningsskalForm(request.POST if request.method == "POST" else None)


def _skrev_skal(request: Request) -> bool:
    """Whether a reason was typed: it is kept with the act also when what was warned of has passed meanwhile."""
    return har_ord(request.POST.get("skal_for_varning", ""))


def _form(request: Request, subject: Subject, slag: str, action: str) -> Aktform[Any]:
    klass = AKTFORMULAR.get((slag, action), Aktform)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {namn: request.GET[namn] for namn in klass.UR_ADRESSEN if namn in request.GET}
    return klass(*data, subject=subject, user=request.user, at=request.at, initial=initial)


def _utfor(request: Request, subject: Subject, action: str, akt: Akt, fragor: Context) -> HttpResponse:
    form = fragor["form"]
    varningsskal: VarningsskalForm | None = fragor["varningsskal"]
    ok = all([form.is_valid(), varningsskal is None or varningsskal.is_valid()])
    obekraftad = ok and akt.identitet and not identity.bekraftad(request)
    if obekraftad and not identity.bekrafta(request, request.POST.get("losenord", "")):
        fragor["losenordsfel"] = "Lösenordet stämmer inte. Skriv det lösenord som du loggar in med."
        ok = False
    if not ok:
        return render(request, "akt/akt.html", fragor, status=409 if form.inaktuell else 422)
    skal = varningsskal.cleaned_data["skal_for_varning"] if varningsskal is not None else form.reason()
    try:
        perform(
            subject, action, by=request.user, at=request.at, facts=form.facts(), skal=skal, annu=form.annu
        )
    except OmotiveradError as error:
        # What is warned of has come since the form was judged: the reason is asked for now.
        fragor["varningar"], fragor["varningsskal"] = error.varningar, _varningsskal(request)
        form.valj_igen()
        return render(request, "akt/akt.html", fragor, status=422)
    except HindradError as error:
        fragor["hinder"] = error.hinder
        return render(request, "akt/akt.html", fragor, status=422)
    except EjTillatetError:
        subject.refresh_from_db()
        return _inte_harifran(request, subject, akt)
    gjort = f"{akt.etikett}: klart." if "{" in akt.mening else f"{akt.mening}."
    if isinstance(subject, Tjansteutlatande) and action in CHEFENS:
        return _till_nasta(request, subject, gjort)
    messages.success(request, gjort)
    return redirect(sida(subject, request))


def _till_nasta(request: Request, utlatande: Tjansteutlatande, gjort: str) -> HttpResponse:
    """From one signature to the next text that waits on the same person, the oldest; to the desk when nothing does."""
    kvar = [v.utlatande for v in att_godkanna(request.user, request.today) if not v.hinder]
    vad = f"{gjort} Det gällde «{utlatande.titel}»."
    if not kvar:
        messages.success(request, f"{vad} Inget mer väntar på ditt godkännande.")
        return redirect("skrivbord")
    sedan = f" Sedan återstår {len(kvar) - 1}." if len(kvar) > 1 else " Det är den sista."
    messages.success(request, f"{vad} Här är nästa text som väntar på dig.{sedan}")
    return redirect("utlatande_granska", kvar[0].pk)


def _inte_harifran(request: Request, subject: Subject, akt: Akt) -> HttpResponse:
    """409: the act is not this person's, or not from this state; somebody may have been there first."""
    return render(
        request,
        "akt/inte_harifran.html",
        {
            "subject": subject,
            "akt": akt,
            "tillbaka": sida(subject, request),
            "skrivet": skrivet(request) if request.method == "POST" else [],
        },
        status=409,
    )
