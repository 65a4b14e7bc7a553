"""The table, asked in full: every state × every action × every person, against what is written here by hand.

A state is reached by acts alone (tests/vagen.py). There each (action, person) is asked of available() and of perform(), in a
savepoint that is rolled back. A row that is added, taken away, given to another or led elsewhere fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from motions.models import Anvandare, Fortroendevald, Jav, Sammantrade, Yrkande
from remiss import roles, turen, workflow
from remiss.workflow import TABLE, EjSynligtError, EjTillatetError, HindradError, available
from tests.factories import Varld, anvandare
from tests.fakta import utfor
from tests.vagen import LAGEN, Vag, en_fil

pytestmark = pytest.mark.django_db

CHEFER = "avdelningschef forvaltningschef"
FORDELARE = f"registrator {CHEFER}"
DIARIET = "handlaggare registrator"

VAGEN: dict[tuple[str, str], str] = {
    ("arende", "registrerat"): f"""
        tilldela → beredning: {FORDELARE}
        avskriv → avskrivet: registrator
        aterkalla_remiss → avslutat: registrator
        lagg_till_handling: registrator
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator
        makulera → makulerat: registrator""",
    ("arende", "beredning"): f"""
        avsta_pa_delegation → avgjort: {CHEFER} (villkor)
        registrera_ordforandebeslut → avgjort: sekreterare (villkor)
        tilldela: {FORDELARE}
        avskriv → avskrivet: {DIARIET}
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator
        makulera → makulerat: registrator""",
    ("arende", "godkannande"): f"""
        tilldela: {FORDELARE} (hindras)
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "klart_for_namnd"): f"""
        besluta_pa_delegation → avgjort: {CHEFER} (villkor)
        avsta_pa_delegation → avgjort: {CHEFER} (villkor)
        registrera_ordforandebeslut → avgjort: sekreterare (villkor)
        tilldela: {FORDELARE}
        satt_upp: sekreterare
        lyft_ut: sekreterare (villkor)
        dra_tillbaka → beredning: handlaggare
        avskriv → avskrivet: {DIARIET}
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "kallat"): f"""
        tilldela: {FORDELARE}
        dra_tillbaka → beredning: handlaggare
        utgar → klart_for_namnd: sekreterare
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "bordlagt"): f"""
        registrera_ordforandebeslut → avgjort: sekreterare (villkor)
        tilldela: {FORDELARE}
        satt_upp: sekreterare
        lyft_ut: sekreterare (villkor)
        dra_tillbaka → beredning: handlaggare
        avskriv → avskrivet: {DIARIET}
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "aterremitterat"): f"""
        avsta_pa_delegation → avgjort: {CHEFER} (villkor)
        registrera_ordforandebeslut → avgjort: sekreterare (villkor)
        tilldela: {FORDELARE}
        ateruppta → beredning: handlaggare
        avskriv → avskrivet: {DIARIET}
        aterkalla_remiss → avslutat: registrator
        begar_anstand: handlaggare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "beslutat"): f"""
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "justerat"): f"""
        expediera → expedierat: sekreterare
        avsluta → avslutat: registrator sekreterare (villkor)
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "avgjort"): f"""
        expediera → expedierat: registrator sekreterare
        avsluta → avslutat: registrator sekreterare (villkor)
        upphav_enskilt_beslut → klart_for_namnd: avdelningschef
        lagg_till_handling: {DIARIET}
        besvara_anstand: {DIARIET} (villkor)
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "expedierat"): f"""
        avsluta → avslutat: registrator sekreterare
        besvara_anstand: {DIARIET} (villkor)
        lagg_till_handling: {DIARIET}
        andra_sekretess: registrator
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "avslutat"): f"""
        ateroppna → beredning: {DIARIET}
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "avskrivet"): f"""
        ateroppna → beredning: {DIARIET}
        ratta: registrator
        ratta_handling: registrator
        makulera_handling: registrator""",
    ("arende", "makulerat"): "",
    ("utlatande", "utkast"): """
        skicka_for_godkannande → godkannande: handlaggare
        skriv_gemensamt: handlaggare (villkor)
        skilj_arende: handlaggare (villkor)""",
    # One person signs one step, and the förvaltningschef alone can sign the second.
    ("utlatande", "godkannande"): f"""
        godkann: avdelningschef forvaltningschef!
        aterlamna → utkast: {CHEFER}
        ta_tillbaka → utkast: handlaggare""",
    ("utlatande", "godkant"): "",
    ("sammantrade", "planerat"): """
        kalla → kallat: sekreterare
        stall_in → installt: sekreterare""",
    ("sammantrade", "kallat"): """
        komplettera_kallelse: sekreterare (hindras)
        stall_in → installt: sekreterare
        oppna → pagar: sekreterare
        registrera_narvaro: sekreterare""",
    ("sammantrade", "pagar"): """
        registrera_narvaro: sekreterare
        valj_justerare: sekreterare
        anmal_jav: sekreterare
        ta_bort_jav: sekreterare
        registrera_yrkande: sekreterare
        aterta_yrkande: sekreterare
        registrera_beslut: sekreterare
        upphav_beslut: sekreterare
        registrera_uttalande: sekreterare
        lamna_uttalandetext: sekreterare
        avsluta_sammantrade → avslutat: sekreterare (hindras)""",
    ("sammantrade", "avslutat"): """
        registrera_uttalande: sekreterare
        lamna_uttalandetext: sekreterare
        ateroppna_sammantrade → pagar: sekreterare""",
    ("sammantrade", "installt"): """
        planera_om → planerat: sekreterare""",
    ("protokoll", "upprattas"): """
        skicka_for_justering → for_justering: sekreterare""",
    ("protokoll", "for_justering"): """
        justera: ordforande justerare
        registrera_justering: sekreterare
        neka_justering → upprattas: ordforande justerare
        ta_tillbaka_protokoll → upprattas: sekreterare""",
    ("protokoll", "justerat"): """
        anslag → anslaget: sekreterare""",
    ("protokoll", "anslaget"): """
        ta_ned → nedtaget: sekreterare""",
    ("protokoll", "nedtaget"): """
        anslag → anslaget: sekreterare""",
}
"""action → state it leads to (none: it stays): who may; «(hindras)»: offered, with the guard's reason why not now;
«(villkor)»: the row is there, but its condition does not hold on this way (see the test of conditional rows)."""


class Rad:
    """One line of VAGEN. «namn!»: the act is offered to that person, and hindered."""

    def __init__(self, line: str, state: str) -> None:
        vad, _, vem = line.partition(":")
        self.action, _, mal = (d.strip() for d in vad.partition("→"))
        self.mal = mal or state
        vem, _, not_ = vem.partition("(")
        self.hindras, self.villkor = not_ == "hindras)", not_ == "villkor)"
        self.vem = {v.rstrip("!") for v in vem.split()}
        self.hindrade = {v.rstrip("!") for v in vem.split() if v.endswith("!")}


def rader(slag: str, state: str) -> dict[str, Rad]:
    """What is written by hand of one state, by action."""
    lasta = [Rad(line, state) for line in VAGEN[slag, state].splitlines() if line.strip()]
    return {r.action: r for r in lasta}


def _yrkande(vag: Vag) -> dict[str, Any]:
    return {"punkt": vag.punkt, "slag": "bifall", "uppdrag": vag.varld.uppdrag[2]}


def _med_yrkande(vag: Vag) -> dict[str, Any]:
    vag.gor(vag.sammantrade, "registrera_yrkande", vag.varld.sekreterare, **_yrkande(vag))
    return {"yrkande": Yrkande.objects.latest("pk")}


def _jav(vag: Vag) -> dict[str, Any]:
    return {"punkt": vag.punkt, "uppdrag": vag.varld.uppdrag[3], "grund": "Arbetar på förvaltningen."}


def _med_jav(vag: Vag) -> dict[str, Any]:
    vag.gor(vag.sammantrade, "anmal_jav", vag.varld.sekreterare, **_jav(vag))
    return {"jav": Jav.objects.latest("pk")}


def _att_upphava(vag: Vag) -> dict[str, Any]:
    vag.besluta()
    return {"punkt": vag.punkt, "skal": "Fel yrkande antecknades."}


def _uttalande(vag: Vag) -> dict[str, Any]:
    return {
        "punkt": vag.punkt,
        "slag": "sarskilt_uttalande",
        "avlamnare": [{"uppdrag": vag.varld.uppdrag[3]}],
        "text": "Vi hade gärna sett mer.",
    }


def _med_uttalande(vag: Vag) -> dict[str, Any]:
    vag.gor(vag.sammantrade, "registrera_uttalande", vag.varld.sekreterare, **_uttalande(vag))
    return {"uttalande": vag.punkt.uttalanden.latest("pk"), "text": "Ny text."}


FAKTA: dict[str, Callable[[Vag], dict[str, Any]]] = {
    "tilldela": lambda v: {"handlaggare": v.varld.kollega, "enhet": v.varld.enhet},
    "avskriv": lambda v: {"skal": "Motionen drogs tillbaka."},
    "aterkalla_remiss": lambda v: {"aterkallad_on": v.idag},
    "begar_anstand": lambda v: {"onskad_on": v.idag + timedelta(days=90), "skal": "Fler måste höras."},
    "besvara_anstand": lambda v: {"utfall": "avslaget", "fil": en_fil()},
    "lagg_till_handling": lambda v: {
        "fil": en_fil(),
        "slag": "ovrigt",
        "riktning": "inkommen",
        "datum_on": v.idag,
        "motpart": "Pensionärsrådet",
        "rubrik": "Synpunkter",
    },
    "andra_sekretess": lambda v: {"sekretess": False},
    "ratta": lambda v: {"titel": "Rätt ärendemening", "skal": "Felskrivet."},
    "ratta_handling": lambda v: {
        "handling": v.arende.handlingar.earliest("lopnummer"),
        "rubrik": "Rätt rubrik",
        "skal": "Felskrivet.",
    },
    "makulera_handling": lambda v: {
        "handling": v.arende.handlingar.filter(fil__isnull=False).latest("lopnummer"),
        "skal": "Hör till ett annat ärende.",
    },
    "makulera": lambda v: {"skal": "Registrerat två gånger."},
    "satt_upp": lambda v: {"sammantrade": Sammantrade.objects.filter(state="planerat").latest("pk")},
    "dra_tillbaka": lambda v: {"skal": "Underlaget måste kompletteras."},
    "utgar": lambda v: {"skal": "Ordföranden är sjuk."},
    "upphav_enskilt_beslut": lambda v: {"skal": "Fel version skickades."},
    "ateroppna": lambda v: {"skal": "En fråga kvarstår."},
    "expediera": lambda v: {"satt": "epost", "adress": "ks@exempel.invalid"},
    "aterlamna": lambda v: {"kommentar": "Se över bakgrunden."},
    "stall_in": lambda v: {"skal": "För få anmälda."},
    "planera_om": lambda v: {"start_at": v.nu + timedelta(days=60), "plats": "Lilla salen"},
    "registrera_narvaro": lambda v: {
        "rader": [{"uppdrag_id": u.pk, "tjanstgor": not u.ersattare} for u in v.varld.uppdrag]
    },
    "valj_justerare": lambda v: {"fortroendevalda": [v.varld.uppdrag[2].fortroendevald]},
    "anmal_jav": _jav,
    "ta_bort_jav": _med_jav,
    "registrera_yrkande": _yrkande,
    "aterta_yrkande": _med_yrkande,
    "registrera_beslut": lambda v: v.beslutsfakta(),
    "upphav_beslut": _att_upphava,
    "registrera_uttalande": _uttalande,
    "lamna_uttalandetext": _med_uttalande,
    "ateroppna_sammantrade": lambda v: {"skal": "En omröstning glömdes."},
    "registrera_justering": lambda v: {
        "fortroendevald": Fortroendevald.objects.get(anvandare=v.varld.ordforande),
        "satt": "papper",
        "justerad_on": v.idag,
        "fil": en_fil(),
    },
    "neka_justering": lambda v: {"skal": "Yrkandet är fel återgivet."},
    "anslag": lambda v: {"tavla": "norrby.se", "forvaringsplats": "Registrator", "anslaget_on": v.idag},
    "ta_ned": lambda v: {"nedtaget_on": v.idag},
}
"""Facts with which the act would be done, were it allowed."""


class Ogjort(Exception):  # noqa: N818 - no error: it undoes what was tried
    """Rolls a try back."""


def prova(subject: Any, action: str, by: Anvandare, vag: Vag, fakta: dict[str, Any]) -> str:
    """What perform() answers, undone at once: the state it led to, or «osynligt», «otillåtet», «hindrat»."""
    svar = ""
    try:
        with transaction.atomic():
            svar = utfor(subject, action, by=by, at=vag.nu, skal_for_varning="Det prövas.", **fakta).state
            raise Ogjort
    except Ogjort:
        pass
    except EjSynligtError:
        return "osynligt"
    except EjTillatetError:
        return "otillåtet"
    except HindradError:
        return "hindrat"
    except TypeError as fel:
        return f"verkan nåddes ({fel})"
    subject.refresh_from_db()
    return svar


def utfall(subject: Any, action: str, by: Anvandare, vag: Vag, *, med_fakta: bool) -> str:
    """As prova(), with the facts that the act asks for; what was done to have them is undone too."""
    if not med_fakta or action not in FAKTA:
        return prova(subject, action, by, vag, {})
    with transaction.atomic():
        svar = prova(subject, action, by, vag, FAKTA[action](vag))
        transaction.set_rollback(True)
    subject.refresh_from_db()
    return svar


def personer(varld: Varld) -> dict[str, Anvandare]:
    """Everyone: each role, those of the other nämnd, and one who may administer but has no role."""
    admin = anvandare("admin", "Ada", "Min")
    admin.is_superuser = admin.is_staff = True
    admin.save()
    return {**varld.alla(), "administrator": admin}


def skillnader(slag: str, state: str, vag: Vag, bara: str = "") -> Iterator[str]:
    """Where the program does otherwise than what is written by hand, for every action (or `bara` one) and person."""
    subject = LAGEN[slag, state](vag)
    assert subject.state == state
    ska = rader(slag, state)
    actions = [bara] if bara else sorted({r.action for r in TABLE[slag]} | set(ska))
    for namn, person in personer(vag.varld).items():
        erbjuds = {a.action: a.hinder for a in available(subject, person, at=vag.nu)}
        for action in actions:
            rad = ska.get(action)
            far = rad is not None and namn in rad.vem and not rad.villkor
            hindras = far and rad is not None and (rad.hindras or namn in rad.hindrade)
            if (action in erbjuds) != far:
                yield f"{slag} {state}: {namn} {'erbjuds' if action in erbjuds else 'erbjuds inte'} {action}"
            elif bool(erbjuds.get(action)) != hindras:
                yield f"{slag} {state}: {namn}, {action}, hinder: {[h.text for h in erbjuds.get(action, [])]}"
            svar = utfall(subject, action, person, vag, med_fakta=far and not hindras)
            vantat = {"hindrat"} if hindras else {rad.mal} if far and rad else {"osynligt", "otillåtet"}
            if svar not in vantat:
                yield f"{slag} {state}: {namn} gör {action}: {svar}, väntade {' eller '.join(sorted(vantat))}"


@pytest.mark.parametrize(("slag", "state"), LAGEN, ids=lambda d: d)
def test_each_person_may_do_just_what_is_written_here(varld: Varld, slag: str, state: str) -> None:
    assert list(skillnader(slag, state, Vag(varld))) == []


def test_every_state_of_the_table_is_walked_to() -> None:
    assert set(VAGEN) == set(LAGEN) == set(turen.OWNER)


def test_every_row_that_someone_may_do_is_written_here_and_no_other() -> None:
    tabellen = {
        (slag, r.state, r.action) for slag, rows in TABLE.items() for r in rows if r.who is not roles.foljd
    }
    har = {(slag, state, action) for slag, state in VAGEN for action in rader(slag, state)}

    assert tabellen == har


def _byt(slag: str, state: str, action: str, **andring: Any) -> list[workflow.Row]:
    traffar = [r for r in TABLE[slag] if (r.state, r.action) == (state, action)]
    assert traffar
    return [replace(r, **andring) if r in traffar else r for r in TABLE[slag]]


def alla(user: Anvandare, subject: Any, today: Any) -> bool:
    """Everyone may."""
    return True


@pytest.mark.parametrize(
    ("slag", "state", "action", "andring", "fel"),
    [
        ("arende", "beredning", "avskriv", {"who": alla}, "kollega erbjuds avskriv"),
        ("arende", "beredning", "avskriv", {"who": roles.registrator}, "handlaggare erbjuds inte avskriv"),
        (
            "arende",
            "beredning",
            "avskriv",
            {"target": "avslutat"},
            "gör avskriv: avslutat, väntade avskrivet",
        ),
        ("arende", "beredning", "klarmarkeras", {"state": "beredning", "who": roles.handlaggare}, ""),
        ("utlatande", "godkannande", "godkann", {"who": roles.handlaggare}, "handlaggare erbjuds godkann"),
        ("arende", "godkannande", "tilldela", {"guard": workflow.fritt}, "registrator, tilldela, hinder: []"),
    ],
)
def test_a_changed_row_is_reported(
    varld: Varld,
    monkeypatch: pytest.MonkeyPatch,
    slag: str,
    state: str,
    action: str,
    andring: dict[str, Any],
    fel: str,
) -> None:
    if action == "klarmarkeras":
        ny = [*TABLE[slag], workflow.Step(state, action, "klart_for_namnd", roles.handlaggare)]
        fel = "handlaggare erbjuds klarmarkeras"
    else:
        ny = _byt(slag, state, action, **andring)
    monkeypatch.setitem(TABLE, slag, ny)

    funna = list(skillnader(slag, state, Vag(varld), action))

    assert [rad for rad in funna if fel in rad], funna


def svar_av(subject: Any, action: str, vag: Vag, **fakta: Any) -> dict[str, str]:
    """What each person who may see the subject is answered, but for those who are refused."""
    subject.refresh_from_db()
    svar = {n: prova(subject, action, p, vag, fakta) for n, p in vag.varld.alla().items()}
    return {n: s for n, s in svar.items() if s not in ("osynligt", "otillåtet")}


def test_a_justerat_arende_without_a_svar_may_be_closed(varld: Varld) -> None:
    vag = Vag(varld).till_oppet()
    vag.besluta(svar="inget").avsluta_sammantrade().till_justering().justera().framstall()

    assert svar_av(vag.arende, "avsluta", vag) == {"registrator": "avslutat", "sekreterare": "avslutat"}
    assert svar_av(vag.arende, "expediera", vag) == {"sekreterare": "hindrat"}


def test_an_arende_is_taken_off_a_list_only_when_it_stands_on_one(varld: Varld) -> None:
    vag = Vag(varld).till_klart()
    assert svar_av(vag.arende, "lyft_ut", vag) == {}

    vag.satt_upp()

    assert svar_av(vag.arende, "lyft_ut", vag) == {"sekreterare": "klart_for_namnd"}
    assert svar_av(vag.arende, "satt_upp", vag) == {"sekreterare": "hindrat"}


def test_a_besked_is_registered_only_when_an_anstand_was_asked_for(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    besked = FAKTA["besvara_anstand"](vag)
    assert svar_av(vag.arende, "besvara_anstand", vag, **besked) == {}

    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, **FAKTA["begar_anstand"](vag))

    assert svar_av(vag.arende, "besvara_anstand", vag, **besked) == {
        "handlaggare": "beredning",
        "registrator": "beredning",
    }
    assert svar_av(vag.arende, "begar_anstand", vag) == {"handlaggare": "hindrat"}


def test_an_arende_closed_before_it_had_a_handlaggare_is_reopened_by_the_registrator_alone(
    varld: Varld,
) -> None:
    vag = Vag(varld).registrera()
    vag.gor(vag.arende, "avskriv", varld.registrator, skal="Fel mottagare.")

    assert svar_av(vag.arende, "ateroppna", vag, skal="Rätt ändå.") == {"registrator": "registrerat"}


def test_the_last_signature_is_the_one_that_moves(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela().skriv().skicka()
    vag.gor(vag.utlatande, "godkann", varld.avdelningschef)
    assert svar_av(vag.utlatande, "godkann", vag) == {"forvaltningschef": "godkant"}

    vag.gor(vag.utlatande, "godkann", varld.forvaltningschef).planera()
    vag.satt_upp().kalla().oppna().besluta().avsluta_sammantrade().till_justering()
    vag.gor(vag.protokoll, "justera", varld.ordforande)

    assert svar_av(vag.protokoll, "justera", vag) == {"ordforande": "hindrat", "justerare": "justerat"}
