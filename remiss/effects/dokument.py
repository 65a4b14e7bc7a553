"""A frozen document gets its file."""

from __future__ import annotations

from datetime import datetime

from motions.documents import framstall
from motions.models import Anvandare, Dokument, Framstallning
from remiss.facts import Facts
from remiss.hinder import Gjort


def framstall_nu(dokument: Dokument, facts: Facts, *, by: Anvandare, at: datetime) -> Gjort[Framstallning]:
    """Render it at once, for who cannot wait for the workers; what has been made already stands."""
    return Gjort(framstall.framstall(dokument, by=by, at=at))
