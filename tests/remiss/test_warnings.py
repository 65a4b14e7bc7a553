"""A step that warns is refused by the gate without a reason; with one it is done, and the chain keeps both.

Every row that can warn is here, in a state where it does; a new one fails until it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from motions.actor import acting
from motions.models import Anvandare, Beslut, Handelse
from remiss import checks, jobs, notify, roles
from remiss.checks import tabellbrister, tabellen
from remiss.hinder import Varning
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import TABLE, OmotiveradError, Row
from remiss.workflow.step import tyst
from remiss.workflow.table import DIARIEFORT, A
from tests.factories import Varld
from tests.fakta import utfor
from tests.listan import lagg_till
from tests.remiss.avtryck import andrade, avtryck
from tests.remiss.test_forged_posts import TOKEN, klient_for
from tests.remiss.test_table_product import FAKTA
from tests.vagen import LAGEN, Vag

pytestmark = pytest.mark.django_db

SKAL = "Det kunde inte vänta."


@dataclass
class Varnat:
    """A subject whose act is warned of now: what the act is told, and the fields of its form without the reason."""

    vag: Vag
    subject: Any
    fakta: dict[str, Any] = field(default_factory=dict)
    falt: dict[str, Any] | None = None
    skalfalt: str = "skal_for_varning"
    registratorns: bool = False

    @property
    def vem(self) -> Anvandare:
        """Whose act it is: the secretary's, or the registrator's."""
        return self.vag.varld.registrator if self.registratorns else self.vag.varld.sekreterare


def _ordforande(vidare: Callable[[Vag], Vag]) -> Callable[[Varld], Varnat]:
    """A sitting comes before the frist."""

    def bygg(varld: Varld) -> Varnat:
        vag = vidare(Vag(varld).ge_uppdrag()).planera(28)
        vag.arende.refresh_from_db()
        return Varnat(vag, vag.arende, vag.ordforandefakta())

    return bygg


SVARET = {"satt": "epost", "adress": "ks@exempel.invalid"}


def _sent_svar(vidare: Callable[[Vag], Vag]) -> Callable[[Varld], Varnat]:
    def bygg(varld: Varld) -> Varnat:
        vag = vidare(Vag(varld)).framstall()
        vag.nu += timedelta(days=90)
        vag.arende.refresh_from_db()
        return Varnat(vag, vag.arende, SVARET, SVARET)

    return bygg


def _ej_skickat(varld: Varld) -> Varnat:
    vag = Vag(varld).till_justerat().anslag().expediera(mottaget=False)
    mejl = Utskick.objects.get(arende=vag.arende)
    jobs.notera_sandningsfel(mejl.pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    vag.arende.refresh_from_db()
    return Varnat(vag, vag.arende, falt={})


def _osant(vag: Vag) -> Varnat:
    """With a mail of it that the mail server has not taken yet; no svar is to leave."""
    vag.framstall().arende.refresh_from_db()
    notify.skriv("ks@exempel.invalid", "Begäran om anstånd", "Hej!", at=vag.nu, arende=vag.arende)
    return Varnat(vag, vag.arende, falt={})


def _justerat_utan_svar(varld: Varld) -> Varnat:
    vag = Vag(varld).till_oppet().besluta(svar="inget").avsluta_sammantrade()
    return _osant(vag.till_justering().justera())


def _avgjort_utan_svar(varld: Varld) -> Varnat:
    vag = Vag(varld).ge_uppdrag().registrera(motion=None).tilldela().ordforandebeslut(svar="inget").planera()
    with acting(varld.sekreterare):
        lagg_till(vag.sammantrade, "b", text="Ordförandens beslut")
    Beslut.objects.update(
        anmalt_at=vag.nu, anmalt_by=varld.sekreterare, anmald_punkt=vag.sammantrade.punkter.get()
    )
    return _osant(vag)


def _sen_kallelse(varld: Varld) -> Varnat:
    vag = Vag(varld).registrera().tilldela().skriv().skicka().godkann().planera(2).satt_upp()
    return Varnat(vag, vag.sammantrade, falt={})


def _fortida(varld: Varld) -> Varnat:
    vag = Vag(varld).till_klart().satt_upp().kalla().upprop()
    vag.sammantrade.refresh_from_db()
    return Varnat(vag, vag.sammantrade, falt={})


def _for_fa(vag: Vag) -> dict[str, Any]:
    return {"rader": [{"uppdrag_id": u.pk, "tjanstgor": True} for u in vag.varld.uppdrag[:2]]}


def _glest(vidare: Callable[[Vag], Vag]) -> Callable[[Varld], Varnat]:
    def bygg(varld: Varld) -> Varnat:
        vag = vidare(Vag(varld))
        vag.sammantrade.refresh_from_db()
        falt = {f"har_{u.pk}": "on" for u in varld.uppdrag[:2]}
        return Varnat(vag, vag.sammantrade, _for_fa(vag), falt, "skal")

    return bygg


def _utan_beslutsforhet(varld: Varld) -> Varnat:
    vag = Vag(varld).till_oppet()
    vag.gor(vag.sammantrade, "registrera_narvaro", varld.sekreterare, **_for_fa(vag), skal="Snöoväder.")
    vag.sammantrade.refresh_from_db()
    return Varnat(vag, vag.sammantrade, vag.beslutsfakta())


def _anslag(vidare: Callable[[Vag], Vag]) -> Callable[[Varld], Varnat]:
    def bygg(varld: Varld) -> Varnat:
        vag = vidare(Vag(varld).till_justerat())
        vag.nu += timedelta(days=20)
        fakta = {"tavla": "norrby.se", "forvaringsplats": "Registrator", "anslaget_on": vag.idag}
        falt = {**fakta, "anslaget_on": vag.idag.isoformat()}
        return Varnat(vag, vag.protokoll, fakta, falt, "skal")

    return bygg


def _for_tidigt_nedtaget(varld: Varld) -> Varnat:
    vag = Vag(varld).till_justerat().anslag()
    vag.nu += timedelta(days=3)
    return Varnat(
        vag, vag.protokoll, {"nedtaget_on": vag.idag}, {"nedtaget_on": vag.idag.isoformat()}, "skal"
    )


def _med_personnummer(state: str, action: str) -> Callable[[Varld], Varnat]:
    """An entry that anyone may see has one."""

    def bygg(varld: Varld) -> Varnat:
        vag = Vag(varld)
        arende = LAGEN["arende", state](vag)
        fakta = {**FAKTA[action](vag), MED_NUMMER[action]: "Siv Alm 640823-3234"}
        return Varnat(vag, arende, fakta, registratorns=True)

    return bygg


MED_NUMMER = {
    "ratta": "offentlig_titel",
    "ratta_handling": "motpart",
    "lagg_till_handling": "motpart",
    "andra_sekretess": "offentlig_titel",
}


VARNAR: dict[tuple[str, str, str], Callable[[Varld], Varnat]] = {
    ("arende", "beredning", "registrera_ordforandebeslut"): _ordforande(lambda v: v.registrera().tilldela()),
    ("arende", "klart_for_namnd", "registrera_ordforandebeslut"): _ordforande(lambda v: v.till_klart()),
    ("arende", "bordlagt", "registrera_ordforandebeslut"): _ordforande(
        lambda v: v.till_oppet().besluta("bordlagt")
    ),
    ("arende", "aterremitterat", "registrera_ordforandebeslut"): _ordforande(
        lambda v: v.till_oppet().besluta("aterremiss")
    ),
    ("arende", "avgjort", "expediera"): _sent_svar(
        lambda v: v.delegera().till_klart().besluta_pa_delegation()
    ),
    ("arende", "expedierat", "avsluta"): _ej_skickat,
    ("arende", "justerat", "avsluta"): _justerat_utan_svar,
    ("arende", "avgjort", "avsluta"): _avgjort_utan_svar,
    ("arende", "justerat", "expediera"): _sent_svar(lambda v: v.till_justerat()),
    ("sammantrade", "planerat", "kalla"): _sen_kallelse,
    ("sammantrade", "kallat", "oppna"): _fortida,
    ("sammantrade", "kallat", "registrera_narvaro"): _glest(lambda v: v.till_klart().satt_upp().kalla()),
    ("sammantrade", "pagar", "registrera_narvaro"): _glest(lambda v: v.till_oppet()),
    ("sammantrade", "pagar", "registrera_beslut"): _utan_beslutsforhet,
    ("protokoll", "justerat", "anslag"): _anslag(lambda v: v),
    ("protokoll", "nedtaget", "anslag"): _anslag(lambda v: v.anslag().ta_ned()),
    ("protokoll", "anslaget", "ta_ned"): _for_tidigt_nedtaget,
    **{
        ("arende", state, action): _med_personnummer(state, action)
        for state, action in product(DIARIEFORT, ("ratta", "ratta_handling"))
    },
    **{
        ("arende", state, action): _med_personnummer(state, action)
        for state, action in product((*A, "avgjort"), ("lagg_till_handling", "andra_sekretess"))
    },
}


def test_every_row_that_can_warn_is_here() -> None:
    varnar = {(slag, r.state, r.action) for slag, rader in TABLE.items() for r in rader if r.warn is not tyst}

    assert set(VARNAR) == varnar, "Bygg i VARNAR ett läge där raden varnar."


@pytest.mark.parametrize(("slag", "state", "action"), VARNAR, ids=lambda d: d)
def test_without_a_reason_nothing_is_done_and_with_one_the_chain_has_both(
    varld: Varld, slag: str, state: str, action: str
) -> None:
    v = VARNAR[slag, state, action](varld)
    assert v.subject.state == state
    fore = avtryck()

    for tomt in ("", "  "):
        with pytest.raises(OmotiveradError) as fel:
            utfor(v.subject, action, by=v.vem, at=v.vag.nu, skal_for_varning=tomt, **v.fakta)
        assert andrade(fore) == []
    utfor(v.subject, action, by=v.vem, at=v.vag.nu, skal_for_varning=SKAL, **v.fakta)

    rad = Handelse.objects.filter(slag=f"{slag}.{action}").latest("pk")
    assert rad.data["varningar"] == [w.kod for w in fel.value.varningar]
    assert rad.data["varningar"]
    assert SKAL in [t.text for t in rad.texter.all()]


@pytest.mark.parametrize(("slag", "state", "action"), VARNAR, ids=lambda d: d)
def test_a_forged_post_without_the_reason_is_told_so_and_changes_nothing(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, slag: str, state: str, action: str
) -> None:
    v = VARNAR[slag, state, action](varld)
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: v.vag.nu))
    klient, url = klient_for(v.vem), reverse("akt", args=[slag, v.subject.pk, action])
    fore = avtryck()

    def svara(**falt: Any) -> int:
        data = {"csrfmiddlewaretoken": TOKEN, "nyckel": ny_nyckel(), **(v.falt or {}), **falt}
        status: int = klient.post(url, data).status_code
        return status

    assert svara() == 422
    assert svara(**{v.skalfalt: "  "}) == 422
    assert andrade(fore) == []
    if v.falt is not None:
        assert svara(**{v.skalfalt: SKAL}) == 302


def varna(subject: Any, facts: Any, by: Any, at: Any) -> list[Varning]:
    """It always warns."""
    return [Varning("alltid", "Det går fel.")]


def test_what_only_follows_may_not_warn(monkeypatch: pytest.MonkeyPatch) -> None:
    def med(rader: list[Row]) -> list[Row]:
        return [replace(r, warn=varna) if (r.state, r.action) == ("kallat", "beslutas") else r for r in rader]

    hel = tabellen()
    assert [r.who for r in hel.rader["arende"] if r.action == "beslutas"] == [roles.foljd]
    trasig = replace(hel, rader={**hel.rader, "arende": med(list(hel.rader["arende"]))})
    monkeypatch.setattr(checks, "tabellen", lambda: trasig)

    fel = "arende.beslutas från kallat: får inte varna, den bara följer av en annan."
    assert tabellbrister(trasig) == [fel]
    assert [m.msg for m in checks.kontrollera_tabellen(None)] == [fel]
