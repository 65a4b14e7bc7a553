"""A § with two särskilda uttalanden, one of them joint, and an ersättaryttrande that repeats the first."""

from __future__ import annotations

import pytest

from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i, platta
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.texter import REMISS
from tests.journeys.verkligt import uttalandena

pytestmark = pytest.mark.journey

EGNA = [
    "Kommunen står inför ett svårt år. Planen är bra men saknar mål som går att följa upp.",
    "Planen borde tydligare peka ut riktiga arbeten framför insatser i kommunens egen regi.",
]
SLAG = "Särskilt uttalande"
KNAPP = "Anmäl reservation eller uttalande"


@pytest.mark.parametrize("verkligt", [False, True], ids=["pahittade", "verkliga"])
def test_tva_uttalanden_och_ett_ersattaryttrande_star_i_ordning(gemensam: Resa, verkligt: bool) -> None:
    texter = uttalandena() if verkligt else [*EGNA, EGNA[0]]
    assert platta(texter[2])[:200] == platta(texter[0])[:200]
    titel = f"{REMISS.titel} {'ett' if verkligt else 'två'}"
    arende = gemensam.till_klart(Remissbrev(titel, dnr=f"KS 2026/{920 + verkligt}"), REMISS)
    namnd = Namnd(gemensam)
    mote = namnd.till_oppet(titel, ersattare=["Ida Dal"])
    page = namnd.enligt_forslag(mote, titel)
    for avlamnare, text in zip(
        (("Sami Rask (S)", "Rut Mohlin (V)"), ("Mats Vest (SD)",)), texter, strict=False
    ):
        kryss = [f"Lämnas av: {namn}" for namn in avlamnare]
        if len(avlamnare) > 1:
            kryss += [f"Med flera: {namn}" for namn in avlamnare]
        namnd.i_paragrafen(page, "registrera_uttalande", KNAPP, *kryss, Slag=SLAG, Text=text)
    namnd.i_paragrafen(
        page,
        "registrera_uttalande",
        KNAPP,
        "Lämnas av: Ida Dal (S)",
        Slag="Ersättaryttrande",
        Instämmer_i_ett_annat_uttalande="särskilt uttalande, Sami Rask (S), Rut Mohlin (V)",
        Skriv_ut_det_uttalandets_text_en_gång_till="ja",
    )
    namnd.till_justering(namnd.avsluta(mote))
    namnd.justera("kl", "sr")
    data = gemensam.pdf(namnd.sida(arende), "Protokollsutdrag")
    assert brister(data) == []
    kvar = ord_i(data)
    for mening in (
        "Andre vice ordföranden Sami Rask m.fl. (S) och ledamoten Rut Mohlin m.fl. (V) lämnade följande särskilda uttalande.",
        platta(texter[0])[:60].rsplit(" ", 1)[0],
        "Ledamoten Mats Vest (SD) lämnade följande särskilda uttalande.",
        platta(texter[1])[:60].rsplit(" ", 1)[0],
        "Ersättaren Ida Dal (S) lämnade följande ersättaryttrande.",
        platta(texter[2])[:60].rsplit(" ", 1)[0],
    ):
        assert mening in kvar, mening
        kvar = kvar[kvar.index(mening) + len(mening) :]
