"""Words of others may be long and have no place to break: no page gets wider than a telephone by them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import program
from tests.journeys.tillganglighet import BREDD

pytestmark = pytest.mark.journey


def test_no_page_scrolls_sideways_on_a_telephone_by_a_word_that_somebody_wrote(
    malldatabas: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    breda: list[str] = []
    mapp = tmp_path_factory.mktemp("program")
    with program(malldatabas, chromium, mapp, seed="seed_langa_ord") as (resa, ut):
        for vem, sidor in ut.items():
            page = resa.som(vem)
            page.set_viewport_size({"width": 390, "height": 844})
            for stig in sidor:
                svar = page.goto(resa.bas + stig)
                assert svar is not None
                assert svar.status == 200, stig
                breda += [f"{vem} {stig[:60]}: {fel}" for fel in page.evaluate(BREDD)]

    assert breda == []
