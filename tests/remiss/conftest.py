"""What several modules of tests start from: a draft that two write in, and each one's browser."""

from __future__ import annotations

import pytest
from django.test import Client

from motions.models import Beslutssats, Medhandlaggare, Tjansteutlatande
from tests import texten as utlatandetext
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    """A draft of Anna's, in which Bo writes too."""
    utlatande = nytt_utlatande(varld)
    Medhandlaggare.objects.create(arende=utlatande.arenden.get(), anvandare=varld.kollega)
    return utlatande


@pytest.fixture
def anna(varld: Varld) -> Client:
    """The handläggare's browser."""
    return inloggad(varld.handlaggare)


@pytest.fixture
def bo(varld: Varld) -> Client:
    """That of her colleague."""
    return inloggad(varld.kollega)


@pytest.fixture
def sats(utlatande: Tjansteutlatande) -> Beslutssats:
    """A beslutssats of the draft."""
    return utlatandetext.lagg_till_sats(utlatande, text="Nämnden godkänner.")
