"""A budgetuppdrag of a dozen pages is written with headings, lists and footnotes, signed, decided and sent."""

from __future__ import annotations

from itertools import accumulate, zip_longest

import pytest

from tests import disposition
from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_per_sida
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.texter import Text
from tests.journeys.uppdraget import BUDGETUPPDRAG, DISPOSITION
from tests.journeys.verkligt_uppdrag import FACIT, uppdraget

pytestmark = pytest.mark.journey


def brevet(titel: str, dnr: str) -> Remissbrev:
    """How the uppdrag comes in, from fullmäktige with the budget."""
    return Remissbrev(titel, dnr=dnr, remittent="Kommunfullmäktige", uppdrag=True)


def test_ett_budgetuppdrag_med_fotnoter_gar_fran_utkast_till_svar(gemensam: Resa) -> None:
    text = BUDGETUPPDRAG
    namnd = Namnd(gemensam)
    arende = gemensam.till_klart(brevet(text.titel, "KF 2026/801"), text)
    rader = utlatandets_disposition(gemensam, arende, text)
    for fick, vantat in zip_longest(*map(disposition.jamforbara, (rader, DISPOSITION))):
        assert fick == vantat
    mote = namnd.till_oppet(text.titel)
    page = namnd.enligt_forslag(mote, text.titel)
    page = namnd.avsluta(mote)
    namnd.till_justering(page)
    namnd.justera("kl", "sr")
    svaret = gemensam.pdf(namnd.expediera(arende, adress="kommunfullmaktige@exempel.invalid"), "Svar")
    assert brister(svaret) == []
    assert "[15] «nämnden»" in "\n".join(disposition.ur_pdf(svaret))


def test_det_verkliga_budgetuppdraget_har_sin_disposition(gemensam: Resa) -> None:
    text = uppdraget()
    arende = gemensam.till_klart(brevet(text.titel, "KF 2026/802"), text)
    rader = utlatandets_disposition(gemensam, arende, text)
    rubriker = [rad for rad in rader if rad[:2] in ("2 ", "3 ", "4 ")][1:-1]
    for rad, (niva, ord_) in zip(rubriker, FACIT.rubriker, strict=True):
        borjan = disposition.jamforbara([f"{niva} {ord_.rstrip('.+ ')}"])[0]
        assert disposition.jamforbara([rad])[0].startswith(borjan), (rad, ord_)
    noter = [rad for rad in rader if rad.startswith("[")]
    for nummer, (rad, ord_) in enumerate(zip(noter, FACIT.noter, strict=True), start=1):
        assert rad.startswith(f"[{nummer}] «{ord_}»: "), rad
    # A list that runs over the end of a page is one list on each page, so where lists end is what is compared.
    slut = list(accumulate(len(rad.split(" | ")) for rad in rader if rad.startswith("- ")))
    assert slut[-1] == sum(FACIT.listor)
    assert set(accumulate(FACIT.listor)) <= set(slut)


def utlatandets_disposition(resa: Resa, arende: str, text: Text) -> list[str]:
    """The outline of the finished PDF, which has its headers on a dozen pages and is what an archive takes."""
    page = resa.ga("anna", arende)
    data = resa.pdf(page, "Tjänsteutlåtande, version 1")
    assert brister(data) == []
    sidor = ord_per_sida(data)
    assert len(sidor) >= 10
    for n, sida in enumerate(sidor, start=1):
        assert f"Sida {n} ({len(sidor)})" in sida
        assert text.titel in sida
    return disposition.ur_pdf(data)
