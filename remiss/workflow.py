"""The table: every legal move of an ärende, an utlåtande, a sammanträde and a protokoll; then available() and perform().

Nothing else assigns `.state`. The action bar and the gate ask the same guard. One act may move many others: what `follows` yields
is performed in the same transaction, by the same person, without asking who may, since it is the law of the first act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from motions import audit
from motions.actor import acting
from motions.datum import day_of
from motions.models import Anvandare, Arende, Protokoll, Roll, Sammantrade, Tjansteutlatande
from remiss import effects, guards, roles
from remiss.hinder import Hinder, Utfall, Varning

Facts = Mapping[str, Any]
Guard = Callable[[Any, Anvandare, datetime, Facts], list[Hinder]]
Follows = Callable[[Any, Facts], Iterable[tuple[Any, str]]]


class HindradError(Exception):
    """The act is not allowed now. `hinder` are the guard's reasons, in Swedish, for the user."""

    def __init__(self, hinder: list[Hinder]) -> None:
        super().__init__(" ".join(h.text for h in hinder))
        self.hinder = hinder


class EjTillatetError(Exception):
    """The act does not exist from this state, or is not this user's to do."""


class EjSynligtError(Exception):
    """The user may not know of the subject."""


def fritt(subject: Any, by: Anvandare, at: datetime, facts: Facts) -> list[Hinder]:
    """A guard that has no objection."""
    return []


def inget(subject: Any, *, by: Anvandare, at: datetime) -> Utfall:
    """An effect that does nothing beyond the change of state."""
    return Utfall()


def ingen(subject: Any, facts: Facts) -> Iterable[tuple[Any, str]]:
    """Nothing follows."""
    return ()


@dataclass(frozen=True)
class Step:
    """One legal move. `when` tells rows of the same state and action apart (the last signature, for one)."""

    state: str
    action: str
    target: str
    who: roles.Vem
    guard: Guard = fritt
    effect: Callable[..., Utfall] = inget
    follows: Follows = ingen
    when: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Akt:
    """How an action is spoken of: the button, the sentence of the history, and what the web must ask for."""

    etikett: str
    mening: str
    primar: bool = False
    farlig: bool = False
    identitet: bool = False
    om_del: bool = False
    """The act is about one part of the subject, and is offered beside it instead of in the action bar."""
    varna: Callable[[Any, date], list[Varning]] = field(default=lambda subject, today: [])


def _varje(
    states: Iterable[str], action: str, target: str | None, who: roles.Vem, **kwargs: Any
) -> list[Step]:
    """One row for each state; with no target the state stays."""
    return [Step(s, action, target or s, who, **kwargs) for s in states]


A = [
    "registrerat",
    "beredning",
    "godkannande",
    "klart_for_namnd",
    "kallat",
    "bordlagt",
    "aterremitterat",
    "beslutat",
    "justerat",
    "expedierat",
]
FORE_BESLUT = A[:7]
DIARIEFORT = [*A, "avgjort", "avslutat", "avskrivet"]
"""Every state in which an entry of the diarium can be wrong, and be put right."""

# fmt: off
UTANFOR = [
    Step("klart_for_namnd", "besluta_pa_delegation", "avgjort", roles.mojlig_delegat,
         guards.delegation.besluta_pa_delegation, effects.delegation.besluta_pa_delegation,
         when=guards.delegation.har_delegation),
    *_varje(["beredning", "klart_for_namnd"], "avsta_pa_delegation", "avgjort", roles.mojlig_delegat,
            guard=guards.delegation.avsta_pa_delegation, effect=effects.delegation.avsta_pa_delegation,
            when=guards.delegation.far_avsta),
    Step("aterremitterat", "avsta_pa_delegation", "avgjort", roles.mojlig_delegat,
         guards.delegation.avsta_pa_delegation, effects.delegation.avsta_pa_delegation,
         when=guards.delegation.far_avsta, follows=effects.arende.oppna_utlatanden),
    *_varje(["beredning", "klart_for_namnd", "bordlagt"], "registrera_ordforandebeslut", "avgjort",
            roles.sekreterare, guard=guards.delegation.registrera_ordforandebeslut,
            effect=effects.delegation.registrera_ordforandebeslut, when=guards.delegation.har_uppdrag),
    Step("aterremitterat", "registrera_ordforandebeslut", "avgjort", roles.sekreterare,
         guards.delegation.registrera_ordforandebeslut, effects.delegation.registrera_ordforandebeslut,
         when=guards.delegation.har_uppdrag, follows=effects.arende.oppna_utlatanden),
    Step("avgjort", "expediera", "expedierat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.expediera, effects.expediering.expediera, when=guards.arende.lamnar_ett_svar),
    Step("avgjort", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta, when=guards.arende.lamnar_inget_svar),
    Step("avgjort", "upphav_enskilt_beslut", "klart_for_namnd", roles.kan_upphava,
         guards.delegation.upphav, effects.delegation.upphav, when=guards.delegation.har_godkand_text),
    Step("avgjort", "upphav_enskilt_beslut", "beredning", roles.kan_upphava,
         guards.delegation.upphav, effects.delegation.upphav, when=guards.delegation.saknar_godkand_text),
    *_varje(["avgjort", "expedierat"], "anmals", None, roles.foljd, effect=effects.delegation.anmals),
    Step("avgjort", "lagg_till_handling", "avgjort", roles.handlaggare_eller_registrator,
         effect=effects.arende.lagg_till_handling),
    Step("avgjort", "besvara_anstand", "avgjort", roles.handlaggare_eller_registrator,
         guards.arende.besvara_anstand, effects.arende.besvara_anstand, when=guards.arende.vantar_pa_besked),
    Step("avgjort", "andra_sekretess", "avgjort", roles.registrator, effect=effects.arende.andra_sekretess),
]
"""The side-ways: the delegat or the ordförande decides instead of the nämnd, which is told at its next sitting."""

ARENDE = [
    Step("registrerat", "tilldela", "beredning", roles.fordelare, guards.arende.tilldela, effects.arende.tilldela),
    *_varje(A[1:7], "tilldela", None, roles.fordelare, guard=guards.arende.tilldela, effect=effects.arende.tilldela),
    Step("beredning", "skickas_for_godkannande", "godkannande", roles.foljd),
    Step("godkannande", "atergar", "beredning", roles.foljd),
    Step("godkannande", "klarmarkeras", "klart_for_namnd", roles.foljd),
    *_varje(["klart_for_namnd", "bordlagt"], "satt_upp", None, roles.sekreterare,
            guard=guards.arende.satt_upp, effect=effects.arende.satt_upp),
    *_varje(["klart_for_namnd", "bordlagt"], "lyft_ut", None, roles.sekreterare,
            guard=guards.arende.lyft_ut, effect=effects.arende.lyft_ut, when=guards.arende.star_pa_listan),
    *_varje(["klart_for_namnd", "bordlagt"], "kallas", "kallat", roles.foljd),
    *_varje(["klart_for_namnd", "kallat", "bordlagt"], "dra_tillbaka", "beredning", roles.handlaggare,
            guard=guards.arende.dra_tillbaka, effect=effects.arende.dra_tillbaka, follows=effects.arende.oppna_utlatanden),
    Step("kallat", "utgar", "klart_for_namnd", roles.sekreterare, guards.arende.utgar, effects.arende.utgar),
    Step("kallat", "sammantradet_stalls_in", "klart_for_namnd", roles.foljd, effect=effects.arende.punkten_utgar),
    Step("kallat", "beslutas", "beslutat", roles.foljd),
    Step("kallat", "bordlaggs", "bordlagt", roles.foljd),
    Step("kallat", "aterremitteras", "aterremitterat", roles.foljd),
    *_varje(["beslutat", "bordlagt", "aterremitterat"], "beslut_upphavs", "kallat", roles.foljd),
    Step("aterremitterat", "ateruppta", "beredning", roles.handlaggare, follows=effects.arende.oppna_utlatanden),
    Step("beslutat", "justeras", "justerat", roles.foljd),
    Step("justerat", "expediera", "expedierat", roles.sekreterare,
         guards.arende.expediera, effects.expediering.expediera),
    Step("justerat", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta, when=guards.arende.lamnar_inget_svar),
    Step("expedierat", "avsluta", "avslutat", roles.ar(Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE),
         guards.arende.avsluta, effects.arende.avsluta),
    *UTANFOR,
    *_varje(["registrerat", "beredning", "klart_for_namnd", "bordlagt", "aterremitterat"], "avskriv", "avskrivet",
            roles.handlaggare_eller_registrator, guard=guards.arende.avskriv, effect=effects.arende.avskriv),
    *_varje(FORE_BESLUT, "aterkalla_remiss", "avslutat", roles.registrator,
            guard=guards.arende.aterkalla_remiss, effect=effects.arende.aterkalla_remiss,
            follows=effects.arende.avbryt_utlatanden),
    *_varje(["beredning", "godkannande", "klart_for_namnd", "kallat", "bordlagt", "aterremitterat"], "begar_anstand", None,
            roles.handlaggare, guard=guards.arende.begar_anstand, effect=effects.arende.begar_anstand,
            when=guards.arende.har_remiss),
    *_varje(A[1:], "besvara_anstand", None, roles.handlaggare_eller_registrator,
            guard=guards.arende.besvara_anstand, effect=effects.arende.besvara_anstand,
            when=guards.arende.vantar_pa_besked),
    *_varje(A, "lagg_till_handling", None, roles.handlaggare_eller_registrator,
            effect=effects.arende.lagg_till_handling),
    *_varje(A, "andra_sekretess", None, roles.registrator, effect=effects.arende.andra_sekretess),
    *_varje(DIARIEFORT, "ratta", None, roles.registrator, effect=effects.diarium.ratta),
    *_varje(DIARIEFORT, "ratta_handling", None, roles.registrator,
            guard=guards.diarium.ratta_handling, effect=effects.diarium.ratta_handling),
    *_varje(DIARIEFORT, "makulera_handling", None, roles.registrator,
            guard=guards.diarium.makulera_handling, effect=effects.diarium.makulera_handling),
    *_varje(["registrerat", "beredning"], "makulera", "makulerat", roles.registrator,
            guard=guards.diarium.makulera, effect=effects.diarium.makulera),
    *_varje(["avslutat", "avskrivet"], "ateroppna", "beredning", roles.handlaggare_eller_registrator,
            effect=effects.arende.ateroppna, follows=effects.arende.oppna_utlatanden,
            when=lambda arende: arende.handlaggare_id is not None),
    *_varje(["avslutat", "avskrivet"], "ateroppna", "registrerat", roles.registrator,
            effect=effects.arende.ateroppna, when=lambda arende: arende.handlaggare_id is None),
]

UTLATANDE = [
    Step("utkast", "skicka_for_godkannande", "godkannande", roles.handlaggare,
         guards.utlatande.skicka_for_godkannande, effects.utlatande.skicka_for_godkannande,
         effects.utlatande.arendena("skickas_for_godkannande")),
    Step("godkannande", "godkann", "godkannande", roles.chef_i_tur,
         guards.utlatande.godkann, effects.utlatande.godkann, when=guards.utlatande.ar_inte_sista_steget),
    Step("godkannande", "godkann", "godkant", roles.chef_i_tur,
         guards.utlatande.godkann, effects.utlatande.godkann_sist, effects.utlatande.arendena("klarmarkeras"),
         when=guards.utlatande.ar_sista_steget),
    Step("godkannande", "aterlamna", "utkast", roles.chef_i_tur,
         guards.utlatande.aterlamna, effects.utlatande.aterlamna, effects.utlatande.arendena("atergar")),
    Step("godkannande", "ta_tillbaka", "utkast", roles.handlaggare,
         effect=effects.utlatande.ta_tillbaka, follows=effects.utlatande.arendena("atergar")),
    Step("utkast", "skriv_gemensamt", "utkast", roles.skriver_gemensamt,
         guards.gemensamt.skriv_gemensamt, effects.gemensamt.skriv_gemensamt),
    Step("utkast", "skilj_arende", "utkast", roles.handlaggare,
         guards.gemensamt.skilj_arende, effects.gemensamt.skilj_arende, when=guards.gemensamt.ar_gemensamt),
    Step("godkannande", "avbryts", "utkast", roles.foljd),
    Step("godkant", "skiljs", "godkant", roles.foljd, effect=effects.gemensamt.skilj_ut),
    Step("godkant", "oppnas", "utkast", roles.foljd),
]

SAMMANTRADE = [
    Step("planerat", "kalla", "kallat", roles.sekreterare,
         guards.sammantrade.kalla, effects.sammantrade.kalla, effects.sammantrade.nya_arenden("kallas")),
    Step("kallat", "komplettera_kallelse", "kallat", roles.sekreterare,
         guards.sammantrade.komplettera, effects.sammantrade.komplettera, effects.sammantrade.nya_arenden("kallas")),
    *_varje(["planerat", "kallat"], "stall_in", "installt", roles.sekreterare,
            effect=effects.sammantrade.stall_in, follows=effects.sammantrade.kallade_arenden("sammantradet_stalls_in")),
    Step("installt", "planera_om", "planerat", roles.sekreterare,
         guards.sammantrade.planera_om, effects.sammantrade.planera_om),
    Step("kallat", "oppna", "pagar", roles.sekreterare, guards.sammantrade.oppna, effects.sammantrade.oppna),
    *_varje(["kallat", "pagar"], "registrera_narvaro", None, roles.sekreterare,
            guard=guards.sammantrade.narvaro, effect=effects.sammantrade.registrera_narvaro),
    Step("pagar", "valj_justerare", "pagar", roles.sekreterare,
         guards.sammantrade.valj_justerare, effects.sammantrade.valj_justerare),
    Step("pagar", "anmal_jav", "pagar", roles.sekreterare, guards.beslut.oppen_punkt, effects.beslut.anmal_jav),
    Step("pagar", "ta_bort_jav", "pagar", roles.sekreterare, guards.beslut.oppen_punkt, effects.beslut.ta_bort_jav),
    Step("pagar", "registrera_yrkande", "pagar", roles.sekreterare,
         guards.beslut.yrkande, effects.beslut.registrera_yrkande),
    Step("pagar", "aterta_yrkande", "pagar", roles.sekreterare,
         guards.beslut.oppen_punkt, effects.beslut.aterta_yrkande),
    Step("pagar", "registrera_beslut", "pagar", roles.sekreterare,
         guards.beslut.registrera, effects.beslut.registrera, effects.beslut.arenden_efter_beslut),
    Step("pagar", "upphav_beslut", "pagar", roles.sekreterare,
         guards.beslut.upphav, effects.beslut.upphav, effects.beslut.arenden_efter_upphavande),
    *_varje(["pagar", "avslutat"], "registrera_uttalande", None, roles.sekreterare,
            guard=guards.beslut.uttalande, effect=effects.beslut.registrera_uttalande),
    *_varje(["pagar", "avslutat"], "lamna_uttalandetext", None, roles.sekreterare,
            guard=guards.beslut.uttalandetext, effect=effects.beslut.lamna_uttalandetext),
    Step("pagar", "avsluta_sammantrade", "avslutat", roles.sekreterare,
         guards.sammantrade.avsluta, effects.sammantrade.avsluta, effects.anmalda.anmalda_arenden),
    Step("avslutat", "ateroppna_sammantrade", "pagar", roles.sekreterare,
         guards.sammantrade.ateroppna, effects.sammantrade.ateroppna),
]

PROTOKOLL = [
    Step("upprattas", "skicka_for_justering", "for_justering", roles.sekreterare,
         guards.protokoll.skicka_for_justering, effects.protokoll.skicka_for_justering),
    Step("for_justering", "justera", "for_justering", roles.justerare,
         guards.protokoll.justera, effects.protokoll.justera, when=guards.protokoll.ar_inte_sista_justeringen),
    Step("for_justering", "justera", "justerat", roles.justerare,
         guards.protokoll.justera, effects.protokoll.justera_sist, effects.protokoll.beslutade_arenden,
         when=guards.protokoll.ar_sista_justeringen),
    Step("for_justering", "registrera_justering", "for_justering", roles.sekreterare,
         guards.protokoll.registrera_justering, effects.protokoll.registrera_justering,
         when=guards.protokoll.ar_inte_sista_justeringen),
    Step("for_justering", "registrera_justering", "justerat", roles.sekreterare,
         guards.protokoll.registrera_justering, effects.protokoll.registrera_justering_sist,
         effects.protokoll.beslutade_arenden, when=guards.protokoll.ar_sista_justeringen),
    Step("for_justering", "neka_justering", "upprattas", roles.justerare,
         guards.protokoll.justera, effects.protokoll.neka_justering),
    Step("for_justering", "ta_tillbaka_protokoll", "upprattas", roles.sekreterare,
         effect=effects.protokoll.ta_tillbaka),
    *_varje(["justerat", "nedtaget"], "anslag", "anslaget", roles.sekreterare,
            guard=guards.protokoll.anslag, effect=effects.protokoll.anslag),
    Step("anslaget", "ta_ned", "nedtaget", roles.sekreterare, guards.protokoll.ta_ned, effects.protokoll.ta_ned),
]
# fmt: on

TABLE: dict[str, list[Step]] = {
    "arende": ARENDE,
    "utlatande": UTLATANDE,
    "sammantrade": SAMMANTRADE,
    "protokoll": PROTOKOLL,
}

MODELS: dict[str, type[models.Model]] = {
    "arende": Arende,
    "utlatande": Tjansteutlatande,
    "sammantrade": Sammantrade,
    "protokoll": Protokoll,
}
_SLAG = {model: slag for slag, model in MODELS.items()}


@dataclass(frozen=True)
class Handlingsalternativ:
    """A row of the table offered to one user, with the reasons, if any, why not now."""

    subject: Any
    slag: str
    action: str
    akt: Akt
    hinder: list[Hinder]


def slag_of(subject: models.Model) -> str:
    """The subject's name in the table."""
    return _SLAG[type(subject)]


def _steps(subject: Any, action: str | None = None) -> list[Step]:
    return [
        s
        for s in TABLE[slag_of(subject)]
        if s.state == subject.state
        and (action is None or s.action == action)
        and (s.when is None or s.when(subject))
    ]


def available(subject: Any, user: Anvandare, *, at: datetime) -> list[Handlingsalternativ]:
    """The rows that are the user's from here, each with its guard's reasons, in the table's order."""
    today = day_of(at)
    if not roles.ser(user, subject, today):
        return []
    slag = slag_of(subject)
    return [
        Handlingsalternativ(subject, slag, s.action, AKTER[slag, s.action], s.guard(subject, user, at, {}))
        for s in _steps(subject)
        if s.who(user, subject, today)
    ]


def mojligt(subject: Any, action: str, user: Anvandare, *, at: datetime) -> list[Hinder] | None:
    """The guard's reasons why not now, none when it can be done; None when the act is not this user's from here."""
    today = day_of(at)
    if not roles.ser(user, subject, today):
        return None
    steps = [s for s in _steps(subject, action) if s.who(user, subject, today)]
    return steps[0].guard(subject, user, at, {}) if steps else None


def perform(subject: Any, action: str, *, by: Anvandare, at: datetime, facts: Facts | None = None) -> Any:
    """Do one act and all that follows from it, in one transaction. Returns the subject as it then is.

    Errors: EjSynligtError, EjTillatetError, HindradError (the guard's reasons); each leaves everything as it was.
    """
    facts = dict(facts or {})
    today = day_of(at)
    with transaction.atomic(), acting(by):
        if not roles.ser(by, subject, today):
            raise EjSynligtError
        _lock(subject, facts)
        fresh = type(subject)._default_manager.get(pk=subject.pk)
        steps = [s for s in _steps(fresh, action) if s.who(by, fresh, today)]
        if not steps:
            raise EjTillatetError(f"{action} från {fresh.state}")
        _apply(fresh, steps[0], by=by, at=at, facts=facts)
    subject.refresh_from_db()
    return subject


def _apply(subject: Any, step: Step, *, by: Anvandare, at: datetime, facts: Facts) -> None:
    hinder = step.guard(subject, by, at, facts)
    if hinder:
        raise HindradError(hinder)
    slag = slag_of(subject)
    varningar = AKTER[slag, step.action].varna(subject, day_of(at))
    utfall = step.effect(subject, by=by, at=at, **{k: v for k, v in facts.items() if not k.startswith("_")})
    fran = subject.state
    if step.target != fran:
        subject.state = step.target
        subject.state_since = at
    subject.save()
    texter = dict(utfall.texter)
    if facts.get("_skal_for_varning"):
        texter["varning"] = facts["_skal_for_varning"]
    data = {"fran": fran, "till": step.target, **utfall.data}
    if varningar:
        data["varningar"] = [v.kod for v in varningar]
    for kedja in kedjor(subject):
        audit.append(kedja, f"{slag}.{step.action}", by=by, at=at, data=data, texter=texter)
    for other, action in list(step.follows(subject, facts)):
        rows = _steps(other, action)
        if not rows:
            raise EjTillatetError(f"{action} från {other.state}")
        _apply(other, rows[0], by=by, at=at, facts={})


def kedjor(subject: Any) -> list[str]:
    """The chains in which an act on the subject is told."""
    if isinstance(subject, Tjansteutlatande):
        return [a.kedja for a in roles.arenden_of(subject)]
    if isinstance(subject, Protokoll):
        return [subject.sammantrade.kedja]
    return [subject.kedja]


def _lock(subject: Any, facts: Facts) -> None:
    """Take the row locks in the one order: sammanträde, protokoll, ärenden by key, utlåtanden."""
    moten, protokoll, arenden, utlatanden = set[int](), set[int](), set[int](), set[int]()
    if isinstance(subject, Sammantrade):
        moten.add(subject.pk)
    elif isinstance(subject, Protokoll):
        moten.add(subject.sammantrade_id)
    elif isinstance(subject, Arende):
        arenden.add(subject.pk)
        moten.update(subject.punkter.values_list("sammantrade_id", flat=True))
        moten.update(subject.beslut.values_list("anmalningar__punkt__sammantrade_id", flat=True))
        moten.discard(None)
        if isinstance(facts.get("sammantrade"), Sammantrade):
            moten.add(facts["sammantrade"].pk)
    else:
        utlatanden.add(subject.pk)
        arenden.update(subject.arenden.values_list("pk", flat=True))
        if isinstance(facts.get("arende"), Arende):
            arenden.add(facts["arende"].pk)
    if not isinstance(subject, Arende):
        arenden.update(Arende.objects.filter(punkter__sammantrade__in=moten).values_list("pk", flat=True))
        anmalda = Arende.objects.filter(beslut__anmalningar__punkt__sammantrade__in=moten)
        arenden.update(anmalda.values_list("pk", flat=True))
        protokoll.update(Protokoll.objects.filter(sammantrade__in=moten).values_list("pk", flat=True))
    utlatanden.update(Tjansteutlatande.objects.filter(arenden__in=arenden).values_list("pk", flat=True))
    for model, keys in (
        (Sammantrade, moten),
        (Protokoll, protokoll),
        (Arende, arenden),
        (Tjansteutlatande, utlatanden),
    ):
        list(model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def varna_sent_svar(arende: Arende, today: date) -> list[Varning]:
    """A svar that leaves after remisstiden, or after the frist of an uppdrag, goes with a warning and is marked."""
    if today > arende.frist_on:
        dagar = (today - arende.frist_on).days
        sedan = "1 dag" if dagar == 1 else f"{dagar} dagar"
        vad = "Remisstiden" if hasattr(arende, "remiss") else "Fristen"
        return [Varning("efter_remisstid", f"{vad} gick ut för {sedan} sedan. Svaret märks som försenat.")]
    return []


def varna_fortida_oppning(sammantrade: Sammantrade, today: date) -> list[Varning]:
    """A sammanträde that is opened before its day goes with a reason, and the fact is recorded."""
    utlyst = day_of(sammantrade.start_at)
    return [Varning("fortida_oppning", f"Sammanträdet är utlyst till {utlyst}.")] if today < utlyst else []


def varna_sen_kallelse(sammantrade: Sammantrade, today: date) -> list[Varning]:
    """A kallelse after the organ's own last day is sent with a reason, and the fact is recorded."""
    if today > sammantrade.kallelse_senast_on:
        return [
            Varning(
                "sen_kallelse",
                f"Kallelsen skulle ha skickats senast {sammantrade.kallelse_senast_on} enligt nämndens ordning.",
            )
        ]
    return []


# fmt: off
AKTER: dict[tuple[str, str], Akt] = {
    ("arende", "tilldela"): Akt("Tilldela handläggare", "Tilldelat {vem}", primar=True),
    ("arende", "skickas_for_godkannande"): Akt("Skickas för godkännande", "Ärendet gick till godkännande"),
    ("arende", "atergar"): Akt("Återgår till beredning", "Ärendet återgick till beredning"),
    ("arende", "klarmarkeras"): Akt("Klarmarkeras", "Ärendet blev klart för nämnd"),
    ("arende", "satt_upp"): Akt("Sätt upp på sammanträde", "Uppsatt på föredragningslistan för {mote}", primar=True),
    ("arende", "lyft_ut"): Akt("Ta bort från listan", "Borttaget från föredragningslistan"),
    ("arende", "kallas"): Akt("Kallas", "Kallat till sammanträde"),
    ("arende", "dra_tillbaka"): Akt("Dra tillbaka", "Draget tillbaka till beredning", farlig=True),
    ("arende", "utgar"): Akt("Låt ärendet utgå", "Ärendet utgick från sammanträdet", farlig=True),
    ("arende", "sammantradet_stalls_in"): Akt("Sammanträdet ställs in", "Sammanträdet ställdes in"),
    ("arende", "beslutas"): Akt("Beslutas", "Beslutat"),
    ("arende", "bordlaggs"): Akt("Bordläggs", "Bordlagt"),
    ("arende", "aterremitteras"): Akt("Återremitteras", "Återremitterat"),
    ("arende", "beslut_upphavs"): Akt("Beslutet görs om", "Registreringen av beslutet gjordes om"),
    ("arende", "ateruppta"): Akt("Återuppta beredningen", "Beredningen återupptogs", primar=True),
    ("arende", "justeras"): Akt("Justeras", "Paragrafen justerades"),
    ("arende", "expediera"): Akt("Expediera svaret", "Svaret expedierades", primar=True, varna=varna_sent_svar),
    ("arende", "besluta_pa_delegation"): Akt(
        "Besluta på delegation", "Svaret beslutades på delegation", identitet=True
    ),
    ("arende", "avsta_pa_delegation"): Akt(
        "Avstå från yttrande", "Beslutat på delegation att avstå från yttrande", identitet=True
    ),
    ("arende", "registrera_ordforandebeslut"): Akt(
        "Registrera ordförandebeslut", "Ett ordförandebeslut registrerades", varna=guards.delegation.varna_bradska
    ),
    ("arende", "upphav_enskilt_beslut"): Akt(
        "Ta tillbaka beslutet", "Beslutet togs tillbaka innan det expedierades", farlig=True
    ),
    ("arende", "anmals"): Akt("Anmäls", "Beslutet anmäldes vid {mote}"),
    ("arende", "avsluta"): Akt("Avsluta ärendet", "Ärendet avslutades", primar=True),
    ("arende", "avskriv"): Akt("Skriv av ärendet", "Ärendet skrevs av", farlig=True),
    ("arende", "aterkalla_remiss"): Akt("Remissen är återkallad", "Remittenten återkallade remissen", farlig=True),
    ("arende", "begar_anstand"): Akt("Begär anstånd", "Anstånd begärdes"),
    ("arende", "besvara_anstand"): Akt("Registrera besked om anstånd", "Besked om anstånd kom in"),
    ("arende", "lagg_till_handling"): Akt("Registrera handling", "Handling registrerades"),
    ("arende", "andra_sekretess"): Akt("Ändra sekretess", "Sekretessmarkeringen ändrades"),
    ("arende", "ratta"): Akt("Rätta uppgifter", "Uppgifter rättades: {falt}"),
    ("arende", "ratta_handling"): Akt("Rätta handling", "Handling {handling} rättades: {falt}", om_del=True),
    ("arende", "makulera_handling"): Akt("Makulera handling", "Handling {handling} makulerades", farlig=True, om_del=True),
    ("arende", "makulera"): Akt("Makulera ärendet", "Ärendet makulerades", farlig=True),
    ("arende", "ateroppna"): Akt("Återöppna ärendet", "Ärendet återöppnades", farlig=True),
    ("utlatande", "skicka_for_godkannande"): Akt(
        "Skicka för godkännande", "Tjänsteutlåtandet skickades för godkännande", primar=True
    ),
    ("utlatande", "godkann"): Akt("Godkänn", "Tjänsteutlåtandet godkändes", primar=True, identitet=True),
    ("utlatande", "aterlamna"): Akt("Återlämna", "Tjänsteutlåtandet återlämnades"),
    ("utlatande", "ta_tillbaka"): Akt("Ta tillbaka", "Handläggaren tog tillbaka tjänsteutlåtandet"),
    ("utlatande", "skriv_gemensamt"): Akt(
        "Skriv gemensamt utlåtande med …", "Tjänsteutlåtandet blev gemensamt med ett annat ärende"
    ),
    ("utlatande", "skilj_arende"): Akt(
        "Skilj ut ett ärende", "Ett ärende skildes ut ur det gemensamma tjänsteutlåtandet"
    ),
    ("utlatande", "skiljs"): Akt("Skiljs", "Ärendet fick en egen kopia av det gemensamma tjänsteutlåtandet"),
    ("utlatande", "avbryts"): Akt("Avbryts", "Godkännandet avbröts"),
    ("utlatande", "oppnas"): Akt("Öppnas", "Tjänsteutlåtandet öppnades för ändring"),
    ("sammantrade", "kalla"): Akt("Skicka kallelse", "Kallelsen skickades", primar=True, varna=varna_sen_kallelse),
    ("sammantrade", "komplettera_kallelse"): Akt("Skicka tilläggslista", "En tilläggslista skickades"),
    ("sammantrade", "stall_in"): Akt("Ställ in sammanträdet", "Sammanträdet ställdes in", farlig=True),
    ("sammantrade", "planera_om"): Akt("Planera om", "Sammanträdet planerades om", primar=True),
    ("sammantrade", "oppna"): Akt(
        "Öppna sammanträdet", "Sammanträdet öppnades", primar=True, varna=varna_fortida_oppning
    ),
    ("sammantrade", "registrera_narvaro"): Akt("Ta upprop", "Närvaron registrerades"),
    ("sammantrade", "valj_justerare"): Akt("Välj justerare", "Justerare valdes"),
    ("sammantrade", "anmal_jav"): Akt("Anmäl jäv", "Jäv anmäldes i {punkt}"),
    ("sammantrade", "ta_bort_jav"): Akt("Ta bort jäv", "En felaktig anteckning om jäv i {punkt} togs bort"),
    ("sammantrade", "registrera_yrkande"): Akt("Registrera yrkande", "Yrkande registrerades i {punkt}"),
    ("sammantrade", "aterta_yrkande"): Akt("Återta yrkande", "Yrkande återtogs i {punkt}"),
    ("sammantrade", "registrera_beslut"): Akt("Registrera beslut", "Beslut registrerades i {punkt}", primar=True),
    ("sammantrade", "upphav_beslut"): Akt("Gör om beslutet", "Beslutet i {punkt} gjordes om", farlig=True),
    ("sammantrade", "registrera_uttalande"): Akt(
        "Anmäl reservation eller uttalande", "Reservation eller uttalande anmäldes i {punkt}"
    ),
    ("sammantrade", "lamna_uttalandetext"): Akt("Lägg till text", "Text till uttalande lämnades i {punkt}"),
    ("sammantrade", "avsluta_sammantrade"): Akt("Avsluta sammanträdet", "Sammanträdet avslutades", primar=True),
    ("sammantrade", "ateroppna_sammantrade"): Akt("Återöppna sammanträdet", "Sammanträdet återöppnades", farlig=True),
    ("protokoll", "skicka_for_justering"): Akt("Skicka för justering", "Protokollet skickades för justering", primar=True),
    ("protokoll", "justera"): Akt("Justera", "Protokollet justerades av {vem}", primar=True, identitet=True),
    ("protokoll", "registrera_justering"): Akt("Registrera justering på papper", "Justering på papper av {vem} registrerades"),
    ("protokoll", "neka_justering"): Akt("Neka justering", "Justeringen nekades", farlig=True),
    ("protokoll", "ta_tillbaka_protokoll"): Akt("Ta tillbaka protokollet", "Protokollet togs tillbaka för rättning"),
    ("protokoll", "anslag"): Akt("Anslå", "Protokollet anslogs", primar=True),
    ("protokoll", "ta_ned"): Akt("Registrera nedtagning", "Anslaget togs ned", primar=True),
}
# fmt: on
