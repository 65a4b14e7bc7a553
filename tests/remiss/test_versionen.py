"""Tables of another version than the program are not judged: what was upgraded since would seem to be forged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from remiss.drift.verifiering import verifiera_nu
from remiss.drift.versionen import ALDRE, NYARE, AnnanVersionError
from remiss.models import Verifiering

pytestmark = pytest.mark.django_db


def _en_kvar() -> None:
    MigrationRecorder(connection).migration_qs.filter(app="motions").order_by("-name")[0].delete()


def _en_till() -> None:
    MigrationRecorder(connection).record_applied("motions", "9999_av_en_senare_version")


@pytest.mark.parametrize(("gor", "sager"), [(_en_kvar, ALDRE), (_en_till, NYARE)])
def test_the_record_of_another_version_is_not_judged_and_nothing_is_kept_of_it(
    gor: Callable[[], None], sager: str
) -> None:
    gor()
    with pytest.raises(CommandError, match=sager.split(",")[0]):
        call_command("verifiera")
    with pytest.raises(AnnanVersionError):
        verifiera_nu(at=timezone.now(), vittnen=["0" * 64])
    assert not Verifiering.objects.exists()


def test_a_migration_of_what_is_no_part_of_the_program_any_more_is_no_other_version() -> None:
    MigrationRecorder(connection).record_applied("borttagen", "0001_initial")
    call_command("verifiera")
    assert Verifiering.objects.get().brott == 0
