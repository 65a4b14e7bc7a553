"""An act that something speaks against asks why it is done all the same, and keeps what was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motions.models import Handelse, Sammantrade
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

SAKNAS = "Skriv varför det görs ändå. Skälet står i historiken."


@pytest.fixture
def sent(varld: Varld) -> Vag:
    """A sitting whose kallelse leaves long after it should have."""
    return Vag(varld).registrera().tilldela().skriv().skicka().godkann().planera(2).satt_upp()


@pytest.fixture
def klient(varld: Varld) -> Client:
    """The secretary's browser."""
    klient = Client()
    klient.force_login(varld.sekreterare, backend="remiss.login.backend.AccountBackend")
    return klient


def kalla(klient: Client, vag: Vag, skal: str | None) -> tuple[int, str]:
    """Send the kallelse; the answer's status and text."""
    url = reverse("akt", args=["sammantrade", vag.sammantrade.pk, "kalla"])
    data = {"nyckel": ny_nyckel()} | ({} if skal is None else {"skal_for_varning": skal})
    svar = klient.post(url, data)
    return svar.status_code, svar.content.decode()


@pytest.mark.parametrize(
    ("skal", "fel"),
    [
        (None, SAKNAS),
        ("  ", SAKNAS),
        ("a\x00b", "Null-tecken är inte tillåtna."),
        ("a" * 2001, "2000 tecken"),
    ],
)
def test_without_a_reason_that_can_be_kept_nothing_is_done(
    klient: Client, sent: Vag, skal: str | None, fel: str
) -> None:
    status, text = kalla(klient, sent, skal)

    assert status == 422
    assert text.count(fel) == 2, "i sammanfattningen och bredvid fältet"
    assert 'aria-invalid="true"' in text
    assert Sammantrade.objects.get(pk=sent.sammantrade.pk).state == "planerat"


def test_the_reason_stands_in_the_history(klient: Client, sent: Vag) -> None:
    status, _ = kalla(klient, sent, "  Remissen kom sent. ")

    assert status == 302
    sidan = klient.get(reverse("sammantrade", args=[sent.sammantrade.pk])).content.decode()
    assert "Remissen kom sent." in sidan
    assert Handelse.objects.filter(slag="sammantrade.kalla").count() == 1
