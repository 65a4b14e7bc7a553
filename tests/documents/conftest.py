"""A whole case for the documents, and its documents as PDF, made once for each test that asks."""

from __future__ import annotations

import pytest

from tests.documents import bygge
from tests.factories import Varld


@pytest.fixture
def fall(varld: Varld) -> bygge.Fall:
    """A motion answered, decided with a reservation, justerad and anslagen."""
    return bygge.fall(varld)
