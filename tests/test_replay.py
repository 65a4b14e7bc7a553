"""What is made once is the same every time: its rows, its objects, and the numbers that come after."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError

from motions.actor import acting
from motions.models import Forvaltning, Remittent
from tests.factories import Varld, bygg_varld
from tests.remiss.avtryck import andrade, avtryck
from tests.replay import Replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def varlden() -> Replay[datetime, Varld]:
    """A kommun to make, which nobody has asked for."""
    return Replay(bygg_varld)


def _gor(varlden: Replay[datetime, Varld], at: datetime) -> Varld:
    """It, and then nothing: the rows are taken back."""
    with transaction.atomic():
        varld = varlden(at)
        transaction.set_rollback(True)
    return varld


def test_the_rows_are_the_same_the_second_time_and_the_objects_are_theirs(
    varlden: Replay[datetime, Varld], at: datetime
) -> None:
    tomt = avtryck()
    with transaction.atomic():
        forst = varlden(at)
        fore = avtryck()
        transaction.set_rollback(True)
    assert len(andrade(fore)) > 20
    assert andrade(tomt) == []

    sedan = varlden(at)

    assert andrade(fore) == []
    assert sedan == forst
    assert sedan.organ is not forst.organ
    assert sedan.organ.forvaltning is sedan.organ.forvaltning


def test_what_a_test_does_to_its_objects_is_not_there_for_the_next(
    varlden: Replay[datetime, Varld], at: datetime
) -> None:
    _gor(varlden, at).organ.namn = "Något annat"

    assert _gor(varlden, at).organ.namn == "Arbetsmarknadsnämnden"


def test_a_new_row_gets_a_number_of_its_own_where_no_number_has_been_given(
    varlden: Replay[datetime, Varld], at: datetime
) -> None:
    _gor(varlden, at)
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE motions_remittent_id_seq RESTART")

    varld = varlden(at)

    with acting(varld.registrator):
        ny = Remittent.objects.create(kommun=varld.kommun, namn="Länsstyrelsen")
    assert ny.pk > varld.remittent.pk


def test_the_triggers_and_the_keys_hold_for_rows_that_were_put_in_again(
    varlden: Replay[datetime, Varld], at: datetime
) -> None:
    _gor(varlden, at)
    varld = varlden(at)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(ProtectedError):
        Forvaltning.objects.filter(pk=varld.organ.forvaltning.pk).delete()
