"""Who holds a befattning: whoever has it, and whoever stands in that day. They are written to, and can tell nämnden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motions.models import Befattning, Behorighet, Roll, Vikariat
from remiss import guards
from remiss.facts.delegation import AvstaPaDelegation
from remiss.models import Utskick
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def brev_om(vad: str) -> set[str]:
    """The addresses that were told."""
    return set(Utskick.objects.filter(amne__startswith=vad).values_list("adress", flat=True))


def vikariat(varld: Varld, roll: Roll, borjar: int, slutar: int) -> None:
    """A colleague stands in, from and to a number of days from now."""
    idag = varld.at.date()
    Vikariat.objects.create(
        befattning=Befattning.objects.get(roll=roll, anvandare__in=[varld.sekreterare, varld.avdelningschef]),
        vikarie=varld.kollega,
        fran_on=idag + timedelta(days=borjar),
        till_on=idag + timedelta(days=slutar),
        grund="Semester",
    )


@pytest.mark.parametrize(
    ("roll", "vad"),
    [
        (Roll.NAMNDSEKRETERARE, "Ett ärende är klart för nämnd"),
        (Roll.AVDELNINGSCHEF, "Ett tjänsteutlåtande väntar på ditt godkännande"),
    ],
)
@pytest.mark.parametrize(("borjar", "slutar", "far"), [(-3, 0, True), (-9, -1, False), (1, 9, False)])
def test_who_stands_in_is_told_while_it_lasts(
    varld: Varld, roll: Roll, vad: str, borjar: int, slutar: int, far: bool
) -> None:
    vikariat(varld, roll, borjar, slutar)

    Vag(varld).till_klart()

    ordinarie = varld.sekreterare if roll == Roll.NAMNDSEKRETERARE else varld.avdelningschef
    assert ordinarie.email in brev_om(vad)
    assert (varld.kollega.email in brev_om(vad)) is far


def test_who_may_not_read_a_secret_arende_is_not_told(varld: Varld) -> None:
    vikariat(varld, Roll.NAMNDSEKRETERARE, -1, 1)

    Vag(varld, hemlig=True).till_klart()

    assert brev_om("Ett ärende är klart för nämnd") == {varld.sekreterare.email}


@pytest.mark.parametrize(("slutar", "kan"), [(0, True), (-1, False)])
def test_who_stands_in_and_is_named_can_tell_namnden_of_a_secret_beslut(
    varld: Varld, slutar: int, kan: bool
) -> None:
    vag = Vag(varld, hemlig=True).delegera().till_klart()
    for rad in vag.arende.behorigheter.filter(anvandare=varld.sekreterare):
        rad.delete()
    Behorighet.objects.create(
        arende=vag.arende, anvandare=varld.kollega, given_at=vag.nu, given_by=varld.registrator
    )
    vikariat(varld, Roll.NAMNDSEKRETERARE, -9, slutar)

    hinder = guards.delegation.avsta_pa_delegation(
        vag.arende,
        varld.avdelningschef,
        vag.nu,
        AvstaPaDelegation(vag.delegationspunkt, ["Nämnden avstår."], "Nämnden avstår."),
    )

    assert any("Ingen nämndsekreterare har behörighet" in h.text for h in hinder) is not kan
