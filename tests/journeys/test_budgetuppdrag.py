"""A budgetuppdrag of a dozen pages is written with headings, lists and footnotes, signed, decided and sent."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from tests import disposition
from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_per_sida
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.texter import Text
from tests.journeys.uppdraget import BUDGETUPPDRAG, DISPOSITION

pytestmark = pytest.mark.journey


def brevet(titel: str) -> Remissbrev:
    """How the uppdrag comes in: as a remiss, until the registration form has the origin «uppdrag»."""
    return Remissbrev(titel, dnr="KS 2026/801")


def test_ett_budgetuppdrag_med_fotnoter_gar_fran_utkast_till_svar(gemensam: Resa) -> None:
    text = BUDGETUPPDRAG
    namnd = Namnd(gemensam)
    arende = gemensam.till_klart(brevet(text.titel), text)
    utlatandet_ar_vad_som_skrevs(gemensam, arende, text)
    mote = namnd.till_oppet(text.titel)
    page = namnd.enligt_forslag(mote, text.titel)
    page = namnd.avsluta(mote)
    namnd.till_justering(page)
    namnd.justera("kl", "sr")
    svaret = gemensam.pdf(namnd.expediera(arende), "Svar på remiss")
    assert brister(svaret) == []
    assert "[15] «nämnden»" in "\n".join(disposition.ur_pdf(svaret))


def utlatandet_ar_vad_som_skrevs(resa: Resa, arende: str, text: Text) -> None:
    """The finished PDF: its outline, its headers, and what an archive takes."""
    page = resa.ga("anna", arende)
    data = resa.pdf(page, "Tjänsteutlåtande, version 1")
    (resa.mapp / "utlatande.pdf").write_bytes(data)
    assert brister(data) == []
    for fick, vantat in zip_longest(*map(disposition.jamforbara, (disposition.ur_pdf(data), DISPOSITION))):
        assert fick == vantat
    sidor = ord_per_sida(data)
    assert len(sidor) >= 10
    for n, sida in enumerate(sidor, start=1):
        assert f"Sida {n} ({len(sidor)})" in sida
        assert text.titel in sida
