"""The same key gets the same answer, once; a key that belongs elsewhere is refused. (Many at once: test_loss.)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motions.models import Anvandare, Handelse
from remiss import jobs
from remiss.models import Idempotens
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende under beredning."""
    return Vag(varld).registrera().tilldela()


def begar(
    vag: Vag, nyckel: str, by: Anvandare | None = None, action: str = "begar_anstand", **falt: str
) -> Any:
    """Post the act."""
    klient = Client()
    klient.force_login(by or vag.varld.handlaggare, backend="django.contrib.auth.backends.ModelBackend")
    fakta = {"onskad_on": "2027-03-01", "skal": "Fler måste höras.", **falt}
    return klient.post(reverse("akt", args=["arende", vag.arende.pk, action]), {"nyckel": nyckel, **fakta})


def gjorda(vag: Vag, slag: str = "arende.begar_anstand") -> int:
    """How many times it is told in the chain."""
    return Handelse.objects.filter(kedja=vag.arende.kedja, slag=slag).count()


def meddelanden(svar: HttpResponse) -> list[str]:
    """What the user is told."""
    return [str(m) for m in get_messages(svar.wsgi_request)]  # type: ignore[attr-defined]


def test_the_same_key_gets_the_same_answer_and_does_it_once(vag: Vag) -> None:
    nyckel = ny_nyckel()
    forsta, andra = begar(vag, nyckel), begar(vag, nyckel)

    assert (forsta.status_code, forsta.headers["Location"]) == (andra.status_code, andra.headers["Location"])
    assert meddelanden(forsta) == meddelanden(andra) == ["Anstånd begärdes."]
    assert gjorda(vag) == 1


def test_another_key_is_another_act_and_meets_the_guard(vag: Vag) -> None:
    begar(vag, ny_nyckel())
    svar = begar(vag, ny_nyckel())

    assert svar.status_code == 422
    assert "väntar på besked" in svar.content.decode()
    assert gjorda(vag) == 1


def test_a_refused_form_leaves_its_key_free(vag: Vag) -> None:
    nyckel = ny_nyckel()

    assert begar(vag, nyckel, skal="").status_code == 422
    assert not Idempotens.objects.filter(nyckel=nyckel).exists()
    assert begar(vag, nyckel).status_code == 302


@pytest.mark.parametrize("nyckel", ["", "inte en nyckel", "1234"])
def test_a_post_without_a_usable_key_is_refused_with_what_to_do(vag: Vag, nyckel: str) -> None:
    svar = begar(vag, nyckel)

    assert svar.status_code == 400
    assert "Ladda om sidan" in svar.content.decode()
    assert gjorda(vag) == 0


def test_a_key_that_another_person_used_is_refused(vag: Vag) -> None:
    nyckel = ny_nyckel()
    begar(vag, nyckel)

    assert begar(vag, nyckel, vag.varld.registrator).status_code == 400


def test_a_key_that_was_used_at_another_address_is_refused(vag: Vag) -> None:
    nyckel = ny_nyckel()
    begar(vag, nyckel)

    assert begar(vag, nyckel, action="avskriv").status_code == 400
    assert gjorda(vag, "arende.avskriv") == 0


def test_answers_are_forgotten_after_a_week_and_not_before(vag: Vag) -> None:
    ny, gammal = ny_nyckel(), ny_nyckel()
    for nyckel, dagar in ((ny, 6), (gammal, 8)):
        Idempotens.objects.create(
            nyckel=nyckel,
            anvandare=vag.varld.handlaggare,
            stig="/",
            at=timezone.now() - timedelta(days=dagar),
        )

    jobs.stada(0)

    assert [str(r.nyckel) for r in Idempotens.objects.all()] == [ny]
