"""When a letter may be registered, and what that puts in an ärende's akt."""

from __future__ import annotations

from datetime import datetime

from motions.datum import day_of
from motions.models import Anvandare, Post
from motions.models.post import AVFORD, OREGISTRERAD
from remiss import roles
from remiss.facts.post import RegistreraNytt
from remiss.hinder import Hinder


def oregistrerad(post: Post) -> bool:
    """Whether nobody has registered the letter or put it aside."""
    return post.tillstand == OREGISTRERAD


def olast(post: Post) -> bool:
    """Whether the message could not be understood, and nobody has done anything with the letter."""
    return oregistrerad(post) and bool(post.olast)


def avford(post: Post) -> bool:
    """Whether the letter was left out of the diarium."""
    return post.tillstand == AVFORD


def registrera_nytt(post: Post, by: Anvandare, at: datetime, facts: RegistreraNytt | None) -> list[Hinder]:
    """The new ärende is registered by a registrator of its own nämnd."""
    if facts is None or roles.registrator(by, facts.organ, day_of(at)):
        return []
    return [Hinder(f"Bara registratorn i {facts.organ} registrerar där.")]
