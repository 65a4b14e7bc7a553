"""The steps of an organ stand while texts are being signed by them; no text is signed to its end with a step left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from motions.models import Anvandare, Enhet, Godkannandesteg, Roll, Tjansteutlatande
from motions.register import REGISTREN
from motions.states import UtlatandeState
from remiss import roles
from remiss.facts.nykommun import Godkannandet
from remiss.facts.register import Rad
from remiss.guards.register import ny_kommun
from remiss.workflow import HindradError, edit, edits
from remiss.workflow.step import EditRow
from tests.factories import Varld
from tests.remiss.test_installningar import andra, formular
from tests.remiss.test_underskrift import blir, godkanner
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db
STAR = "1 tjänsteutlåtande väntar på godkännande i stegen som de är."


@pytest.fixture
def ada() -> Anvandare:
    return Anvandare.objects.create_superuser("ada", "ada@exempel.invalid", "hemligt")


@pytest.fixture
def vantar(varld: Varld) -> Vag:
    """A text that waits for its first signature, in two steps."""
    return Vag(varld).registrera(motion=None).tilldela().skriv().skicka()


def stegen(varld: Varld) -> list[tuple[int, str]]:
    return [
        (s.ordning, s.roll) for s in Godkannandesteg.objects.filter(organ=varld.organ).order_by("ordning")
    ]


def tar_bort(data: dict[str, Any]) -> None:
    data["godkannandesteg-1-DELETE"] = "on"


def numrerar_om(data: dict[str, Any]) -> None:
    data["godkannandesteg-0-ordning"], data["godkannandesteg-1-ordning"] = 2, 3


def lagger_till(data: dict[str, Any]) -> None:
    data |= {"godkannandesteg-2-ordning": 3, "godkannandesteg-2-roll": Roll.ENHETSCHEF.value}


def byter_plats(data: dict[str, Any]) -> None:
    data["godkannandesteg-0-ordning"], data["godkannandesteg-1-ordning"] = 2, 1


def byter_roll(data: dict[str, Any]) -> None:
    data["godkannandesteg-1-roll"] = Roll.ENHETSCHEF.value


ANDRINGAR = [tar_bort, numrerar_om, lagger_till, byter_plats, byter_roll]


@pytest.mark.parametrize("andring", ANDRINGAR)
def test_the_steps_are_not_changed_while_a_text_waits_in_them(
    vantar: Vag, ada: Anvandare, andring: Callable[[dict[str, Any]], None]
) -> None:
    klient, adress, fore = inloggad(ada), andra(vantar.varld.organ), stegen(vantar.varld)
    data = formular(klient, adress)
    andring(data)
    svar = klient.post(adress, data)
    assert svar.status_code == 422
    assert STAR in svar.content.decode()
    assert stegen(vantar.varld) == fore


@pytest.mark.parametrize("andring", ANDRINGAR)
def test_they_are_changed_when_nothing_waits(
    varld: Varld, ada: Anvandare, andring: Callable[[dict[str, Any]], None]
) -> None:
    klient, adress, fore = inloggad(ada), andra(varld.organ), stegen(varld)
    data = formular(klient, adress)
    andring(data)
    assert klient.post(adress, data).status_code == 302
    assert stegen(varld) != fore


def test_what_else_the_organ_says_is_changed_while_texts_wait(vantar: Vag, ada: Anvandare) -> None:
    klient, adress = inloggad(ada), andra(vantar.varld.organ)
    assert klient.post(adress, {**formular(klient, adress), "kallelse_dagar": 9}).status_code == 302


def test_the_gate_says_no_whatever_page_it_came_from(vantar: Vag, ada: Anvandare) -> None:
    steg = Godkannandesteg.objects.filter(organ=vantar.varld.organ).latest("ordning")
    rader: list[EditRow] = [edits.SPARA_RAD, edits.TA_BORT_RAD]
    for rad in rader:
        with transaction.atomic(), pytest.raises(HindradError, match="väntar på godkännande"):
            edit(rad, REGISTREN, Rad(steg), by=ada, at=vantar.nu)
    hinder = ny_kommun(
        REGISTREN, ada, vantar.nu, Godkannandet([Roll.FORVALTNINGSCHEF.value], flera_steg=False)
    )
    assert [h.text[: len(STAR)] for h in hinder] == [STAR]


def test_a_text_is_not_signed_to_its_end_while_a_step_lacks_its_signature(varld: Varld) -> None:
    gruppen = Enhet.objects.create(forvaltning=varld.organ.forvaltning, parent=varld.enhet, namn="Gruppen")
    blir(varld.kollega, Roll.ENHETSCHEF, enhet=gruppen)
    Godkannandesteg.objects.filter(organ=varld.organ, ordning=2).update(ordning=3)
    Godkannandesteg.objects.filter(organ=varld.organ, ordning=1).update(ordning=2)
    forsta = Godkannandesteg.objects.create(organ=varld.organ, ordning=1, roll=Roll.ENHETSCHEF)
    vag = Vag(varld).registrera(motion=None).tilldela(enhet=gruppen).skriv().skicka()
    godkanner(vag, varld.kollega)
    # As of an installation where it was done before it was refused.
    forsta.delete()
    godkanner(vag, varld.avdelningschef)
    text = Tjansteutlatande.objects.get(pk=vag.utlatande.pk)
    assert text.state == UtlatandeState.GODKANNANDE
    assert [s.roll for s in [roles.nasta_steg(text)] if s] == [Roll.FORVALTNINGSCHEF]
    godkanner(vag, varld.forvaltningschef)
    assert Tjansteutlatande.objects.get(pk=text.pk).state == UtlatandeState.GODKANT
