"""What an upgrade does when the tables have been changed: `migrate` makes the search index and the proof whole, and says so.

The rows are there at once; the words of uploaded files follow, read by the workers, since a migrate must not take hours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver
from django.utils import timezone

from motions import search_index
from motions.bevis import baslinje
from motions.bevis.rader import tabeller_av
from motions.models import Arende, Sokkalla, Sokpost
from remiss import jobs
from remiss.drift.versionen import ar_migrerad

_before = baslinje.Uppgradering()


@receiver(pre_migrate)
def remember(sender: AppConfig, *, using: str, **kwargs: Any) -> None:
    """Before `migrate`: which columns are proved, and where what the migrations write begins."""
    if sender.name == "remiss" and using == DEFAULT_DB_ALIAS and "plan" in kwargs:
        before = baslinje.fore_migrering(tabeller_av(kwargs["apps"]), andras=bool(kwargs["plan"]))
        vars(_before).update(vars(before))


@receiver(post_migrate)
def make_whole(sender: AppConfig, *, using: str, verbosity: int, **kwargs: Any) -> None:
    """After `migrate`, not after a flush, and only when the tables are those of the code."""
    if sender.name == "remiss" and using == DEFAULT_DB_ALIAS and "plan" in kwargs and ar_migrerad():
        say = kwargs["stdout"].write if verbosity else str
        if rader := baslinje.efter_migrering(_before, at=timezone.now()):
            say(f"Beviset börjar med {rader} rader som redan stod i akterna.")
        index(say)


def index(say: Callable[[str], object]) -> None:
    """Index the ärenden that are not, or all when an older version did; an index that is whole is left alone."""
    arenden = search_index.to_do()
    if count := arenden.count():
        say(f"Sökregistret görs om för {count} ärenden.")
        files: list[int] = []
        search_index.rebuild(arenden, then=lambda arende: files.append(_queue_files(arende)), say=say)
        say(f"Sökregistret är gjort om. {sum(files)} uppladdade filer läses in av arbetarna.")
    if search_index.stored_version() < search_index.VERSION:
        search_index.store_version()


def _queue_files(arende: Arende) -> int:
    """Let the workers read the uploaded files of which no words are in the index."""
    read = Sokpost.objects.filter(arende=arende, kalla=Sokkalla.HANDLING).exclude(text="")
    unread = arende.handlingar.gallande().filter(dokument=None, fil__isnull=False)
    count = 0
    for handling in unread.exclude(pk__in=read.values("kalla_nyckel")):
        jobs.ko_lasning(handling)
        count += 1
    return count
