"""What must never change refuses to: by trigger, for everyone who goes through the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import DatabaseError

from motions import audit, privileges
from motions.documents import store
from motions.models import (
    Dokument,
    Framstallning,
    Handelse,
    Handelserader,
    Handelsetext,
    LagradFil,
    Rattelse,
    Sigill,
    Tjansteutlatande,
    Version,
)
from tests import role
from tests.factories import Varld, arende

pytestmark = pytest.mark.django_db

ENDAST_TILLAGG: list[type[Model]] = [
    Handelse,
    Handelserader,
    Sigill,
    Version,
    Dokument,
    Framstallning,
    LagradFil,
    Rattelse,
]


def _namn(modell: type[Model]) -> str:
    return modell.__name__


@pytest.fixture
def fyllt(varld: Varld) -> Varld:
    """A database with a row in every append-only table."""
    by, at = varld.registrator, varld.at
    fil = store.save(b"en fil", mime="text/plain", at=at)
    dokument = Dokument.objects.create(slag="svar", fakta={}, sha256="0" * 64, fryst_at=at, fryst_by=by)
    Framstallning.objects.create(dokument=dokument, fil=fil, sidor=1, framstalld_at=at)
    utlatande = Tjansteutlatande.objects.create(titel="Svar", state_since=at, skapad_at=at, skapad_by=by)
    Version.objects.create(
        utlatande=utlatande, nummer=1, innehall={}, delar={}, sha256="0" * 64, fryst_at=at, fryst_by=by
    )
    Rattelse.objects.create(
        arende=arende(varld),
        falt="titel",
        fore="Fel",
        efter="Rätt",
        skal="Felskrivet",
        rattad_at=at,
        rattad_by=by,
    )
    audit.append("arende:1", "arende.registrera", by=by, at=at)
    audit.forsegla(at)
    return varld


def test_the_append_only_tables_are_these() -> None:
    vaktade = {
        m
        for m in apps.get_models()
        if any(t.name == "endast_tillagg" for t in getattr(m._meta, "triggers", []))
    }

    assert vaktade == set(ENDAST_TILLAGG)


def test_the_programs_own_role_is_refused_them_and_every_history() -> None:
    historik = {m for m in apps.get_models() if m.__name__.startswith("Historical")}

    assert len(historik) > 20
    assert set(privileges.only_added_to()) == {*ENDAST_TILLAGG, Handelsetext, *historik}


@pytest.mark.parametrize(
    ("sats", "vagran"),
    [
        ("UPDATE {tabell} SET {kolumn} = {kolumn}", "Cannot update or delete rows from {tabell} table"),
        ("DELETE FROM {tabell}", "Cannot update or delete rows from {tabell} table"),
        ("TRUNCATE {tabell} CASCADE", "append-only"),
    ],
    ids=["update", "delete", "truncate"],
)
@pytest.mark.parametrize("modell", ENDAST_TILLAGG, ids=_namn)
def test_a_row_cannot_be_changed_deleted_or_emptied_away(
    fyllt: Varld, modell: type[Model], sats: str, vagran: str
) -> None:
    meta = modell._meta
    fore = modell._default_manager.count()
    assert fore
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError) as fel, transaction.atomic():
            cursor.execute(sats.format(tabell=meta.db_table, kolumn=meta.pk.column))

    assert vagran.format(tabell=meta.db_table) in str(fel.value)
    assert modell._default_manager.count() == fore


@pytest.mark.parametrize(
    "sats",
    [
        "UPDATE {tabell} SET {kolumn} = {kolumn}",
        "DELETE FROM {tabell}",
        "TRUNCATE {tabell} CASCADE",
        "ALTER TABLE {tabell} DISABLE TRIGGER ALL",
        "DROP TABLE {tabell} CASCADE",
    ],
    ids=["update", "delete", "truncate", "utan utlösare", "drop"],
)
def test_the_programs_own_role_may_not_even_try(db: None, sats: str) -> None:
    """With the triggers on or off: it owns nothing, and nobody has granted it more than to read and to add."""
    for modell in privileges.only_added_to():
        meta = modell._meta
        vagran = r"permission denied|must be owner"
        with role.as_application(), pytest.raises(DatabaseError, match=vagran), transaction.atomic():
            connection.cursor().execute(sats.format(tabell=meta.db_table, kolumn=meta.pk.column))


@pytest.mark.parametrize("modell", ENDAST_TILLAGG, ids=_namn)
def test_saving_a_loaded_row_anew_is_refused(fyllt: Varld, modell: type[Model]) -> None:
    rad = modell._default_manager.latest("pk")

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        rad.save()
