"""What was changed and undone is told, whatever wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from motions.models import Klassificering, Remittent
from tests.factories import Varld
from tests.remiss.avtryck import andrade, avtryck, ogjort

pytestmark = pytest.mark.django_db


def _kor(*satser: str) -> Callable[[], None]:
    def kor() -> None:
        with connection.cursor() as cursor:
            for sats in satser:
                cursor.execute(sats)

    return kor


UTLOST = (
    "CREATE FUNCTION byt() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN UPDATE motions_klassificering SET namn = 'bytt'; RETURN NULL; END $$",
    "CREATE TRIGGER byt AFTER UPDATE ON remiss_inlasning FOR EACH STATEMENT EXECUTE FUNCTION byt()",
    "UPDATE remiss_inlasning SET id = id",
)
NY_RAD = (
    "INSERT INTO motions_remittent SELECT (r2).* FROM (SELECT jsonb_populate_record(r, "
    "jsonb_build_object('id', 0, 'namn', 'Ny')) AS r2 FROM motions_remittent r LIMIT 1) ny"
)
ANDRINGAR = {
    "en rad till": (["motions_remittent"], (NY_RAD,)),
    "ett annat ord": (["motions_remittent"], ("UPDATE motions_remittent SET namn = 'X'",)),
    "en rad mindre": (["motions_platser"], ("DELETE FROM motions_platser",)),
    "tömd": (["motions_platser"], ("SET CONSTRAINTS ALL IMMEDIATE", "TRUNCATE motions_platser")),
    "av en trigger": (["motions_klassificering"], UTLOST),
    "samma ord": ([], ("UPDATE motions_remittent SET namn = namn",)),
    "inget": ([], ("SELECT 1",)),
}
"""What is done, and the tables that are then otherwise."""


@pytest.mark.parametrize("vad", ANDRINGAR)
def test_every_table_that_was_otherwise_is_told_when_it_is_undone(varld: Varld, vad: str) -> None:
    tabeller, satser = ANDRINGAR[vad]
    fore = avtryck()

    assert ogjort(_kor(*satser)) == (None, tabeller)

    assert andrade(fore) == []


def test_what_was_written_and_undone_on_the_way_is_no_change(varld: Varld) -> None:
    def angra() -> None:
        with transaction.atomic():
            Remittent.objects.update(namn="X")
            transaction.set_rollback(True)

    assert ogjort(angra) == (None, [])


def test_each_try_is_told_by_itself(varld: Varld) -> None:
    byt = [lambda: Remittent.objects.update(namn="X"), lambda: Klassificering.objects.update(namn="X")]

    assert [ogjort(gor)[1] for gor in byt] == [["motions_remittent"], ["motions_klassificering"]]
    assert ogjort(lambda: Remittent.objects.count())[1] == []
