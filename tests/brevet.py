"""A letter in the words of the tests: laid in through the gate."""

from __future__ import annotations

from datetime import datetime

from motions.ingest.brev import Brev
from motions.models import Anvandare, Post
from remiss.facts.post import LaggIn
from remiss.workflow import edit, edits


def lagg_in(brev: Brev, *, by: Anvandare, at: datetime) -> Post:
    """Lay it in."""
    return edit(edits.LAGG_IN, brev.forvaltning, LaggIn(brev), by=by, at=at)
