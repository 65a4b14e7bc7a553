"""The case page: the way of the case first, then what can be done now, the text, the handlingar, the facts, the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motions.akten import Akten, akten, texten
from motions.datum import day_of
from motions.models import Arende, Expediering, Remiss, Tjansteutlatande
from motions.relationer import MOTIONARER
from motions.spar_av import spar_for
from motions.states import SLUTA_ARENDEN, ArendeState, UtlatandeState
from motions.text import rich_text
from motions.text.signs import written
from motions.utlatandet import attsatser
from remiss import roles
from remiss.drift.kontrollen import drojer
from remiss.drift.mejl import Sandning, oskickade, sandning
from remiss.drift.ogjort import ogjorda
from remiss.drift.verifiering import senaste
from remiss.facts.expediering import KvitteraMejl, SkickaIgen
from remiss.guards.arende import far_skota_mejl
from remiss.historik import Namn, historik, punktnamn
from remiss.models import Lasning, Utskick
from remiss.views.akt import Knapp, knappar, synlig
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import HindradError, edit, edits
from remiss.workflow.step import EditRow

HANDELSER = 6


@require_safe
def arende(request: Request, pk: int) -> HttpResponse:
    """One ärende. Reading one that is sekretessmarkerat is noted in Lasning."""
    a: Arende = synlig(request, "arende", pk)
    if a.sekretess:
        Lasning.objects.create(arende=a, anvandare=request.user, at=request.at)
    return _sida(request, a)


@dataclass(frozen=True)
class Mejlfel:
    """Why what was typed about a mail was refused, in which field, and what it was."""

    utskick: int
    falt: str
    text: str
    fel: str


def _sida(request: Request, a: Arende, fel: Mejlfel | None = None) -> HttpResponse:
    user, akt = request.user, akten(a)
    osanda, gjordes_ej = oskickade(a), ogjorda(a)
    svaren = [_svaret(e, osanda) for e in akt.expedieringar]
    verifiering = senaste()
    vantar = [u for u in osanda if not u.kvitterat]
    utlatande = akt.utlatande
    lasbar = utlatande is not None and roles.ser(user, utlatande, request.today)
    handlingsrad = knappar(a, request)
    if utlatande is not None and lasbar:
        roles.sedd(user, utlatande, request.today)
        handlingsrad = [*knappar(utlatande, request), *handlingsrad]
    handlingsrad = sorted(
        [*_skrivknapp(request, a, utlatande, lasbar=lasbar), *handlingsrad],
        key=lambda k: (not k.primar, k.farlig),
    )
    svar = texten(utlatande).svar if utlatande and lasbar else {}
    satser = [{"sats": s, "svar": svar.get(s.pk)} for s in attsatser([a])]
    return render(
        request,
        "arende/arende.html",
        {
            "arende": a,
            "spar": spar_for(
                a, request.today, ej_skickat=Sandning.EJ in svaren, pa_vag=Sandning.VAG in svaren
            ),
            "handlingar": handlingsrad,
            "utlatande": utlatande if lasbar else None,
            "delar": _delar(utlatande) if utlatande and lasbar else [],
            "attsatser": satser,
            "besvarade": len(svar),
            "flera_motioner": len(akt.motioner) > 1,
            "akthandlingar": akt.handlingar,
            "kan_ratta": roles.registrator(user, a, request.today) and a.state != ArendeState.MAKULERAT,
            "rattelser": akt.rattelser,
            "fakta": _fakta(a, svaren),
            "handelser": historik(a.kedja, HANDELSER, namn=kanda_namn(akt)),
            "verifiering": verifiering,
            "drojer": drojer(verifiering, at=request.at),
            "ej_skickade": _ej_skickade(request, a, osanda, fel),
            "ogjorda": gjordes_ej,
            "uppgivna": {d.pk for d in gjordes_ej},
            "ej_sanda": {u.handling_id for u in vantar if u.ej_skickat},
            "pa_vag": {u.handling_id for u in vantar},
            "utskrift": a.dnr,
            "avgjort": a.state in (ArendeState.EXPEDIERAT, *SLUTA_ARENDEN)
            and not {Sandning.EJ, Sandning.VAG} & set(svaren),
        },
        status=422 if fel else 200,
    )


def _svaret(expediering: Expediering, osanda: Iterable[Utskick]) -> Sandning | None:
    """How it stands, while its own mail is not sent."""
    return sandning(u for u in osanda if u.handling_id == expediering.handling_id)


def kanda_namn(akt: Akten) -> Namn:
    """The names in the history that the akt already holds."""
    personer = [p for p in (akt.arende.handlaggare, *akt.medhandlaggare) if p]
    return {
        "handling": {h.pk: str(h.lopnummer) for h in akt.handlingar},
        "anvandare": {p.pk: p.namn for p in personer},
        "person": {},
        "mote": {p.sammantrade_id: str(p.sammantrade) for p in akt.punkter},
        "punkt": {p.pk: punktnamn(p) for p in akt.punkter},
    }


@require_safe
def arendehistorik(request: Request, pk: int) -> HttpResponse:
    """All that has happened in an ärende, newest first."""
    a: Arende = synlig(request, "arende", pk)
    return render(
        request, "arende/historik.html", {"arende": a, "handelser": historik(a.kedja), "utskrift": a.dnr}
    )


def _ej_skickade(
    request: Request, a: Arende, osanda: Sequence[Utskick], fel: Mejlfel | None
) -> list[Context]:
    """The mails of the ärende that could not be sent; who may send them again, or say that they need not be, has a key."""
    ej_skickade = [u for u in osanda if u.ej_skickat]
    skoter = bool(ej_skickade) and edits.SKICKA_IGEN.who(request.user, a, request.today)
    return [
        {
            "utskick": u,
            "nyckel": ny_nyckel() if skoter and far_skota_mejl(request.user, a, u, request.today) else "",
            "kvitteringsnyckel": ny_nyckel(),
            "fel": fel if fel and fel.utskick == u.pk else None,
        }
        for u in ej_skickade
    ]


@require_POST
@idempotent
def skicka_igen(request: Request, pk: int, utskick_pk: int) -> HttpResponse:
    """Send once more what could not be sent, to the same address or another."""
    facts = SkickaIgen(utskick_pk, request.POST.get("till", "").strip())
    gjort = f"Mejlet skickas nu till {facts.adress}."
    return _om_mejlet(
        request, pk, edits.SKICKA_IGEN, facts, gjort, Mejlfel(utskick_pk, "till", facts.adress, "")
    )


@require_POST
@idempotent
def kvittera_mejl(request: Request, pk: int, utskick_pk: int) -> HttpResponse:
    """Say of what could not be sent that it need not be, and why."""
    facts = KvitteraMejl(utskick_pk, written(request.POST.get("skal", "")).strip())
    gjort = "Mejlet behöver inte skickas. Skälet står i historiken."
    return _om_mejlet(
        request, pk, edits.KVITTERA_MEJL, facts, gjort, Mejlfel(utskick_pk, "skal", facts.skal, "")
    )


def _om_mejlet(
    request: Request,
    pk: int,
    rad: EditRow,
    facts: SkickaIgen | KvitteraMejl,
    gjort: str,
    skrivet: Mejlfel,
) -> HttpResponse:
    """Do it to a mail that could not be sent, if that is still so; then the page of its ärende."""
    a: Arende = synlig(request, "arende", pk)
    try:
        edit(rad, a, facts, by=request.user, at=request.at)
    except (ObjectDoesNotExist, HindradError) as error:
        mejl = Utskick.objects.filter(pk=facts.utskick, arende=a).select_related("kvittering").first()
        if mejl is None:
            raise Http404 from error
        # In another tab, or by somebody else: then the field is gone.
        if not mejl.ej_skickat:
            hur = "har redan skickats" if mejl.skickat_at else "är redan på väg"
            messages.info(request, f"Mejlet {hur} till {mejl.adress}. Det skickas inte en gång till.")
        elif mejl.kvitterat and skrivet.falt == "skal":
            messages.info(request, "Det står redan i historiken varför mejlet inte behöver skickas.")
        else:
            return _sida(request, synlig(request, "arende", pk), replace(skrivet, fel=str(error)))
    else:
        messages.success(request, gjort)
    return redirect("arende", pk)


def _skrivknapp(
    request: Request, a: Arende, utlatande: Tjansteutlatande | None, *, lasbar: bool
) -> list[Knapp]:
    """The way into the text: to begin it, to go on with it, or to read it."""
    skriver = roles.handlaggare(request.user, a, request.today)
    if utlatande is None:
        if not (skriver and a.state == ArendeState.BEREDNING):
            return []
        return [
            Knapp(
                "Skriv tjänsteutlåtande",
                reverse("utlatande_nytt", args=[a.pk]),
                True,
                False,
                [],
                True,
                ny_nyckel(),
            )
        ]
    if not lasbar:
        return []
    if utlatande.state == UtlatandeState.UTKAST:
        if not skriver:
            return []
        return [
            Knapp("Fortsätt skriva", reverse("utlatande", args=[utlatande.pk]), True, False, [], False, "")
        ]
    return [
        Knapp("Läs texten", reverse("utlatande_granska", args=[utlatande.pk]), False, False, [], False, "")
    ]


def _delar(utlatande: Tjansteutlatande) -> list[Context]:
    sida = reverse("utlatande", args=[utlatande.pk])
    if utlatande.state != UtlatandeState.UTKAST:
        sida = reverse("utlatande_granska", args=[utlatande.pk])
    text = texten(utlatande)
    satser = len(text.satser)
    delar = [
        {
            "rubrik": "Förslag till beslut",
            "url": f"{sida}#beslutssatser",
            "omfang": f"{satser} {'punkt' if satser == 1 else 'punkter'}" if satser else "–",
            "saknas": not satser,
        }
    ]
    for avsnitt in text.avsnitt:
        tomt = rich_text.ar_tom(avsnitt.text)
        delar.append(
            {
                "rubrik": avsnitt.rubrik,
                "url": f"{sida}#{avsnitt.nyckel}",
                "omfang": "–" if tomt else f"{rich_text.ord(avsnitt.text)} ord",
                "saknas": tomt and avsnitt.obligatoriskt,
            }
        )
    delar += [
        {"rubrik": str(b), "url": f"{sida}#bilagor", "omfang": "bilaga", "saknas": False}
        for b in text.bilagor
    ]
    return delar


SVARET: dict[Sandning | None, str] = {None: "Svar skickat", **{s: f"Svar, {s}" for s in Sandning}}


def _fakta(a: Arende, svaren: Sequence[Sandning | None]) -> list[tuple[str, str]]:
    remiss = getattr(a, "remiss", None)
    akt = akten(a)
    MOTIONARER.onto(akt.motioner)
    motionarer = ", ".join(str(m) for motion in akt.motioner for m in motion.motionarer.all())
    fakta = [("Motionärer", motionarer)] if motionarer else []
    fakta += [
        (f"{m.beteckning} väckt", m.vackt_on.isoformat()) for m in akt.motioner if m.vackt_on is not None
    ]
    if remiss is None:
        fakta += [
            ("Kommer från", a.avsandare),
            ("Deras dnr", a.avsandarens_dnr or "inget angivet"),
            ("Frist", a.frist_on.isoformat()),
        ]
    if remiss:
        fakta += [
            ("Remitterat av", str(remiss.remittent)),
            ("Remittentens dnr", remiss.remittentens_dnr or "inget angivet"),
            ("Remisstid", _remisstid(remiss)),
        ]
    medhandlaggare = ", ".join(m.namn for m in akt.medhandlaggare)
    fakta += [
        ("Inkom", a.inkommen_on.isoformat()),
        ("Nämnd", str(a.organ)),
        ("Handläggare", a.handlaggare.namn if a.handlaggare else "ingen än"),
        *([("Medhandläggare", medhandlaggare)] if medhandlaggare else []),
        ("Klassificering", str(a.klassificering)),
        ("Sekretess", a.sekretess_lagrum if a.sekretess else "Ingen"),
    ]
    fakta += _beslut_utanfor(a)
    for uppgift, svaret in zip(akt.expedieringar, svaren, strict=True):
        sent = ", efter remisstiden" if uppgift.forsenad else ""
        fakta.append((SVARET[svaret], f"{uppgift.expedierad_at:%Y-%m-%d} till {uppgift.mottagare}{sent}"))
    return fakta


def _beslut_utanfor(a: Arende) -> list[tuple[str, str]]:
    """Who decided it outside the sitting and on what ground, and where nämnden was told."""
    beslut = akten(a).enskilt
    if beslut is None:
        return []
    fakta = [(beslut.sort, f"{beslut.fattat_on} av {beslut.vem} ({beslut.lagrum})")]
    if beslut.delegationspunkt is not None:
        fakta.append(("Delegationspunkt", str(beslut.delegationspunkt)))
    if beslut.anmald_punkt is not None:
        mote = beslut.anmald_punkt.sammantrade
        fakta.append(("Anmält", f"{day_of(mote.start_at)}, § {beslut.anmald_punkt.paragraf}"))
    return fakta


def _remisstid(remiss: Remiss) -> str:
    if remiss.aterkallad_on:
        return f"remissen återkallades {remiss.aterkallad_on}"
    if remiss.remisstid_on != remiss.ursprunglig_remisstid_on:
        return f"{remiss.remisstid_on} efter anstånd (var {remiss.ursprunglig_remisstid_on})"
    return str(remiss.remisstid_on)
