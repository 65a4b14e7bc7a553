"""After an upgrade what is there can be searched for: `migrate` indexes what is not indexed, once, and says so."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from motions import search, search_index
from motions.models import Arende, Sokpost
from remiss import jobs
from tests.factories import Varld
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


def migrate(verbosity: int = 1, **options: object) -> str:
    """What `manage.py migrate` prints."""
    out = StringIO()
    call_command("migrate", interactive=False, verbosity=verbosity, stdout=out, **options)
    return out.getvalue()


def found(words: str, varld: Varld) -> set[int]:
    """The ärenden that the registrator finds."""
    seen = Arende.objects.visible_to(varld.registrator, today=varld.at.date())
    question = search.fraga(words)
    assert question is not None
    hits = search.bland(seen, question, varld.registrator, varld.at.date())
    return set(hits.values_list("pk", flat=True))


def rows() -> list[tuple[object, ...]]:
    """The index, without the keys of its rows."""
    return sorted(Sokpost.objects.values_list("arende", "kalla", "kalla_nyckel", "atkomst", "rubrik", "text"))


def waiting() -> list[int]:
    """The handlingar that wait to be read."""
    return sorted(j.args["handling_id"] for j in ProcrastinateJob.objects.filter(task_name="las_handling"))


@pytest.fixture
def before_the_index(varld: Varld) -> tuple[Vag, list[tuple[object, ...]]]:
    """An expedierat ärende in a database that was made before there was an index; and what the index was to hold."""
    vag = Vag(varld).till_justerat().anslag().expediera()
    for handling in vag.arende.handlingar.filter(dokument=None, fil__isnull=False):
        jobs.las_handling(handling.pk)
    was = rows()
    Sokpost.objects.all().delete()
    ProcrastinateJob.objects.all().delete()
    return vag, was


def test_the_search_finds_after_a_migrate_what_was_there_before_the_index(
    varld: Varld, before_the_index: tuple[Vag, list[tuple[object, ...]]]
) -> None:
    vag, was = before_the_index
    assert found(vag.arende.dnr, varld) == set()
    said = migrate()
    assert "Sökregistret görs om för 1 ärenden." in said
    assert found(vag.arende.dnr, varld) == {vag.arende.pk}
    files = sorted(
        vag.arende.handlingar.filter(dokument=None, fil__isnull=False).values_list("pk", flat=True)
    )
    assert waiting() == files
    assert f"{len(files)} uppladdade filer läses in av arbetarna." in said
    for pk in waiting():
        jobs.las_handling(pk)
    assert rows() == was


def test_an_ordinary_migrate_leaves_the_index_alone_and_says_nothing(varld: Varld) -> None:
    Vag(varld).registrera()
    keys = set(Sokpost.objects.values_list("pk", flat=True))
    assert keys
    assert "Sökregistret" not in migrate()
    assert set(Sokpost.objects.values_list("pk", flat=True)) == keys


def test_a_second_migrate_has_nothing_to_do(
    varld: Varld, before_the_index: tuple[Vag, list[tuple[object, ...]]]
) -> None:
    migrate()
    assert "Sökregistret" not in migrate()


def test_an_index_that_was_interrupted_is_finished(varld: Varld) -> None:
    done = Vag(varld).registrera()
    left = Vag(varld, motion_nummer=18).registrera()
    Sokpost.objects.filter(arende=left.arende).delete()
    kept = set(Sokpost.objects.values_list("pk", flat=True))
    assert "för 1 ärenden" in migrate()
    assert kept < set(Sokpost.objects.values_list("pk", flat=True))
    assert found("remiss", varld) >= {done.arende.pk, left.arende.pk}


def test_an_index_of_an_older_version_is_made_anew_with_the_words_that_were_read(varld: Varld) -> None:
    text = en_fil("brev.txt", "Länsstyrelsen önskar synpunkter på våtmarken".encode())
    fil = type(text)(text.data, "text/plain", text.filnamn)
    vag = Vag(varld).registrera(filer=[fil])
    jobs.las_handling(vag.arende.handlingar.get().pk)
    was = rows()
    Sokpost.objects.update(rubrik="som den skrevs förr")
    ProcrastinateJob.objects.all().delete()
    search_index.store_version(search_index.VERSION - 1)
    assert "för 1 ärenden" in migrate()
    assert (rows(), waiting()) == (was, [])
    assert search_index.stored_version() == search_index.VERSION
    assert "Sökregistret" not in migrate()


def test_a_title_with_signs_is_found_after_an_upgrade_with_nothing_run_by_hand(varld: Varld) -> None:
    arende = Vag(varld).registrera().arende
    Arende.objects.filter(pk=arende.pk).update(titel="Remiss av SOU 2025:77 om ”säkra cyklar”")
    as_it_was = Sokpost.objects.filter(arende=arende, kalla="arende")
    as_it_was.update(rubrik="Remiss av SOU 2025:77 om ”säkra cyklar”", ord="", nummer="n2026x1", text="")
    search_index.store_version(1)
    assert found("säkra", varld) == found("2025:77", varld) == set()

    migrate()

    assert found("säkra", varld) == found("2025:77", varld) == {arende.pk}


def test_a_new_installation_is_of_the_version_of_the_code(db: None) -> None:
    search_index.store_version(search_index.VERSION - 1)
    assert "Sökregistret" not in migrate()
    assert search_index.stored_version() == search_index.VERSION


def test_tables_that_are_not_all_there_are_not_read(
    varld: Varld, before_the_index: tuple[Vag, list[tuple[object, ...]]]
) -> None:
    """Someone who migrates one app at a time, or back, has tables that the models of today cannot read."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'remiss' AND name ~ '^00(0[4-9]|1)'")
    migrate(app_label="motions")
    assert not Sokpost.objects.exists()


def test_a_quiet_migrate_indexes_too(
    varld: Varld, before_the_index: tuple[Vag, list[tuple[object, ...]]]
) -> None:
    assert migrate(verbosity=0) == ""
    assert Sokpost.objects.exists()
