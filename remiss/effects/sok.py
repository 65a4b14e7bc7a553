"""What an act adds to the index; the text of an uploaded file is read by a job, in the same transaction as the act."""

from __future__ import annotations

from motions import sokposter
from motions.models import Arende, Beslut, Handling
from remiss import jobs


def handling(ny: Handling) -> None:
    """A new handling of an ärende can be found by its subject at once, and by its words when its file has been read."""
    sokposter.skriv_handling(ny)
    if ny.fil_id is not None and ny.arende_id is not None:
        jobs.ko_lasning(ny)


def beslut(nytt: Beslut) -> None:
    """A beslut outside the sitting holds from the start, and can be found by its words."""
    sokposter.skriv_beslut(nytt)


def upphavt(arende: Arende) -> None:
    """A beslut that was taken back is no longer found."""
    sokposter.skriv_om(arende)


def rattat(arende: Arende) -> None:
    """An entry was corrected or a handling struck out: it is found by what it is now."""
    sokposter.skriv_om(arende)


def sekretess(arende: Arende) -> None:
    """The marking was set or lifted: who may meet the ärende's texts changes, and those of a § that it shares with another."""
    sokposter.skriv_om(arende)
    for annat in Arende.objects.filter(punkter__arenden=arende).exclude(pk=arende.pk).distinct():
        sokposter.skriv_om(annat)
