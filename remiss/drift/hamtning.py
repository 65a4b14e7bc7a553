"""Mail is taken in from where it lies: each message in a transaction of its own, and marked when it is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError

from motions.apart import UpptagetError
from motions.ingest import mail
from motions.ingest.brev import Brev
from motions.ingest.brevlada import Adress, Brevlada, IngetError, Meddelande, OlastError, mapp
from motions.ingest.mail_parts import OlasligtError
from motions.models import Anvandare, Forvaltning, Post
from motions.postfiler import finns_redan
from motions.sortering import svenskt
from remiss.facts.post import LaggIn
from remiss.hinder import NekadError
from remiss.workflow import EjTillatetError, edit, edits

logger = logging.getLogger(__name__)
EJ_INLAGT = "Meddelandet kunde inte läggas in; loggen säger varför."
UPPTAGET = "Programmet hann inte läsa meddelandet. Det ligger kvar och hämtas nästa gång."
KUNDE_INTE = "ligger i «Kunde inte läsas»"


class HamtningError(Exception):
    """Nothing can be fetched as it is set up; the message says why, in Swedish."""


class FannsError(Exception):
    """The message is here already; the message says as which post, in Swedish."""

    def __init__(self, post: Post) -> None:
        super().__init__(f"fanns redan, som post {post.pk} «{post.amne}».")


@dataclass
class Hamtat:
    """What came of it, in sentences: each about one message, by what it is called where it lay."""

    nya: int = 0
    fanns: int = 0
    sagt: list[str] = field(default_factory=list)
    olasta: list[str] = field(default_factory=list)
    """Could not be understood or kept. What could not be understood is kept whole."""


@dataclass(frozen=True)
class Mottagare:
    """Whose post it is, and in whose name it is laid in."""

    forvaltning: Forvaltning
    by: Anvandare

    @classmethod
    def ur(cls, som: str, forvaltning: str | None, *, anges: str = "--forvaltning") -> Mottagare:
        """By the name of the user and of the förvaltning, which is told by `anges`. Errors: HamtningError."""
        by = Anvandare.objects.filter(username=som, is_active=True).first()
        if by is None:
            raise HamtningError(f"Det finns ingen aktiv användare som heter {som}.")
        return cls(_forvaltning(forvaltning, anges), by)


def _forvaltning(namn: str | None, anges: str) -> Forvaltning:
    """The one that is named, or the only one. Errors: HamtningError."""
    alla = list(Forvaltning.objects.order_by(*svenskt("namn")))
    valda = [f for f in alla if f.namn == namn] if namn else alla
    if len(valda) == 1:
        return valda[0]
    raise HamtningError(
        f"Ange {anges} med ett av namnen: " + ", ".join(f.namn for f in alla) + "."
        if alla
        else "Det finns ingen förvaltning."
    )


def stallet(adress: str) -> AbstractContextManager[Iterator[Meddelande]]:
    """Where mail lies, by the address of a mailbox or the path of a folder. Errors: BrevladaError."""
    if "://" in adress:
        return Brevlada(Adress.ur(adress), settings.POST_PASSWORD, ca=settings.POST_CA)
    return mapp(Path(adress))


def hamta(meddelanden: Iterator[Meddelande], till: Mottagare, *, at: datetime) -> Hamtat:
    """Take in each message. Errors: HamtningError, BrevladaError; what was taken in before stays."""
    ut = Hamtat()
    for meddelande in meddelanden:
        try:
            _ta_in(meddelande, till, ut, at=at)
            meddelande.klart()
        except OlastError as error:
            ut.olasta.append(f"{meddelande.kalla}: {error}")
    return ut


def _ta_in(meddelande: Meddelande, till: Mottagare, ut: Hamtat, *, at: datetime) -> None:
    """Have the message here. Errors: OlastError."""
    try:
        brev = _brevet(meddelande, till, at=at)
        if not _lagg_in(brev, meddelande, till, at=at):
            if brev.olast or brev.original is None:
                raise OlastError(EJ_INLAGT)
            brev = mail.oforstatt(
                brev.original.data, till.forvaltning, EJ_INLAGT, kalla=meddelande.kalla, at=at
            )
            if not _lagg_in(brev, meddelande, till, at=at):
                raise OlastError(EJ_INLAGT)
    except FannsError as fanns:
        ut.fanns += 1
        ut.sagt.append(f"{meddelande.kalla}: {fanns}")
        return
    ut.nya += 1
    if brev.olast:
        ut.olasta.append(f"{meddelande.kalla}: {brev.olast} Det {KUNDE_INTE}.")
    else:
        ut.sagt += [f"{meddelande.kalla}: «{a.filnamn}» togs inte emot. {a.skal}" for a in brev.avvisade]


def _brevet(meddelande: Meddelande, till: Mottagare, *, at: datetime) -> Brev:
    """The letter, whatever can be known of it. Errors: FannsError for one that need not be read, OlastError."""
    if meddelande.storlek > mail.storst():
        return mail.for_stort(meddelande, till.forvaltning, at=at)
    try:
        data = meddelande.hamta()
    except IngetError as error:
        return mail.inget(meddelande, till.forvaltning, str(error), at=at)
    if not data:
        return mail.inget(meddelande, till.forvaltning, mail.TOMT, at=at)
    fanns = Post.objects.filter(forvaltning=till.forvaltning, sha256=mail.nyckel(data)).first()
    if fanns is not None:
        raise FannsError(fanns)
    return _last(data, meddelande, till, at=at)


def _last(data: bytes, meddelande: Meddelande, till: Mottagare, *, at: datetime) -> Brev:
    """The letter; of a message that cannot be understood, the whole message. Errors: OlastError when nobody was free."""
    try:
        return mail.las(data, till.forvaltning, at=at)
    except OlasligtError as error:
        if isinstance(error.__cause__, UpptagetError):
            raise OlastError(UPPTAGET) from error
        return mail.oforstatt(data, till.forvaltning, str(error), kalla=meddelande.kalla, at=at)


def _lagg_in(brev: Brev, meddelande: Meddelande, till: Mottagare, *, at: datetime) -> bool:
    """Keep it, and COMMIT. Errors: FannsError; HamtningError for who may not, and when no file can be kept."""
    try:
        edit(edits.LAGG_IN, till.forvaltning, LaggIn(brev), by=till.by, at=at, annu=lambda _: _ny(brev))
    except EjTillatetError as error:
        raise HamtningError(f"{till.by.namn} är inte registrator i {till.forvaltning}.") from error
    except OSError as error:
        raise HamtningError(f"Filerna kan inte sparas ({type(error).__name__}).") from error
    except (NekadError, DataError, IntegrityError, ValueError):
        # Whatever it is that cannot be kept of it, the letters after it are read.
        logger.exception("%s kunde inte läggas in", meddelande.kalla)
        return False
    return True


def _ny(brev: Brev) -> bool:
    """Asked when its förvaltning is locked: another may have kept it while it was read here. Errors: FannsError."""
    fanns = finns_redan(brev)
    if fanns is not None:
        raise FannsError(fanns)
    return True


def hamta_av_sig_sjalv(*, at: datetime) -> Hamtat | None:
    """What is set up to be fetched (POST_URL); None when nothing is. Errors: HamtningError, BrevladaError."""
    if not settings.POST_URL:
        return None
    if not settings.POST_SOM:
        raise HamtningError("POST_SOM saknas: vem som lägger in posten.")
    till = Mottagare.ur(settings.POST_SOM, settings.POST_FORVALTNING, anges="POST_FORVALTNING")
    with stallet(settings.POST_URL) as meddelanden:
        return hamta(meddelanden, till, at=at)
