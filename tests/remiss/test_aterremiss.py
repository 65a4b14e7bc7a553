"""What nämnden has sent back: its text is to be written on, and is nobody's to adopt."""

from __future__ import annotations

import pytest

from remiss.workflow import HindradError
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def aterremitterat(varld: Varld) -> Vag:
    """An ärende that the last sitting sent back, in a nämnd that has delegated what it can."""
    vag = Vag(varld).delegera().ge_uppdrag().till_oppet().besluta("aterremiss")
    vag.arende.refresh_from_db()
    assert (vag.arende.state, vag.arende.utlatanden.get().state) == ("aterremitterat", "godkant")
    return vag


def test_the_ordforande_cannot_adopt_the_text_that_was_sent_back(aterremitterat: Vag) -> None:
    with pytest.raises(HindradError, match="inget godkänt tjänsteutlåtande"):
        aterremitterat.ordforandebeslut(svar="utlatande", svar_text="")

    assert aterremitterat.arende.utlatanden.get().state == "godkant"


def test_the_text_opens_when_somebody_decides_outside_the_sitting(aterremitterat: Vag) -> None:
    aterremitterat.ordforandebeslut()

    assert (aterremitterat.arende.state, aterremitterat.arende.utlatanden.get().state) == (
        "avgjort",
        "utkast",
    )


def test_what_is_then_taken_back_goes_to_beredning(aterremitterat: Vag, varld: Varld) -> None:
    aterremitterat.ordforandebeslut()

    aterremitterat.gor(
        aterremitterat.arende, "upphav_enskilt_beslut", varld.sekreterare, skal="Det kunde vänta."
    )

    assert aterremitterat.arende.state == "beredning"
