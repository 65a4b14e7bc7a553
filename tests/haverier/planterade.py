"""Faults that are planted in a running program, to see that the judge finds them; none of them exists in the program itself.

Each is there when its name stands in the file `planterat` in the data folder, and is asked for at each call.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import OperationalError, transaction

from motions.models.arende import Diarieserie, DiarieserieManager
from remiss import jobs, notify
from remiss.drift import jobb
from remiss.drift.ateruppta import Upptaget
from remiss.drift.halsa import Halsa, halsan
from remiss.effects.utlatandetext import text
from remiss.views import drift
from remiss.views.utlatande import autosave
from remiss.web import idempotency
from remiss.workflow import edits

FIL = "planterat"
GAMMALT_SEKUNDER = 0.3


def planterat(namn: str) -> bool:
    """Whether this one is there now."""
    fil = Path(settings.DATA_DIR) / FIL
    return fil.is_file() and namn in fil.read_text("utf-8").split()


def plantera() -> None:
    """Put each where it belongs."""
    _sparandet()
    _nyckeln()
    _mejlen()
    _raknaren()
    _halsan()


def _byt(modul: ModuleType, namn: str, ny: object) -> None:
    """Where a module has taken in a name it is there that it is called."""
    setattr(modul, namn, ny)


def _sparandet() -> None:
    riktig, behall = edits.SPARA_AVSNITT.effect, text._behall

    def spara(utlatande: Any, facts: Any, /, *, by: Any, at: Any) -> Any:
        if planterat("utan_versionskoll"):
            facts = replace(facts, bas_version=utlatande.avsnitt.get(nyckel=facts.nyckel).version)
        if planterat("tappar_ett_tecken"):
            facts = replace(facts, text=facts.text.replace("å", "", 1))
        return riktig(utlatande, facts, by=by, at=at)

    def kvar(*args: Any, **kwargs: Any) -> Any:
        utkast = behall(*args, **kwargs)
        if planterat("behaller_inte_det_avvisade"):
            utkast.delete()
        return utkast

    def genom_grinden(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            gjort = genom(*args, **kwargs)
            transaction.set_rollback(planterat("svarar_fore_commit"))
        return gjort

    genom = vars(autosave)["edit"]
    _byt(autosave, "edit", genom_grinden)
    edits.SPARA_AVSNITT = replace(edits.SPARA_AVSNITT, effect=spara)
    text._behall = kvar


def _nyckeln() -> None:
    riktig = idempotency._nyckel
    idempotency._nyckel = lambda request: uuid.uuid4() if planterat("utan_nyckel") else riktig(request)


def _mejlen() -> None:
    riktig, skriv = jobs._mail, notify.skriv

    def mail(utskick: Any) -> EmailMessage:
        brev = riktig(utskick)
        if planterat("nytt_meddelande_id"):
            brev.extra_headers.pop("Message-ID", None)
        return brev

    def utanfor(*args: Any, **kwargs: Any) -> Any:
        utskick = skriv(*args, **kwargs)
        if planterat("mejl_utanfor_akten"):
            riktig(utskick).send()
            raise OperationalError("förbindelsen bröts")
        return utskick

    jobs._mail, notify.skriv = mail, utanfor


def _raknaren() -> None:
    riktig, sedda = DiarieserieManager.nasta, dict[tuple[int, int], list[float]]()

    def nasta(self: Any, organ: Any, ar: int) -> int:
        if not planterat("raknare_utan_las"):
            return riktig(self, organ, ar)
        # The gate locks the organ as well, so that nobody can come between: what was read is remembered a moment too long.
        lasta = sedda.setdefault((organ.pk, ar), [0.0, 0])
        if time.monotonic() - lasta[0] > GAMMALT_SEKUNDER:
            serie, _ = Diarieserie.objects.get_or_create(organ=organ, ar=ar)
            lasta[:] = [time.monotonic(), float(serie.senaste)]
        Diarieserie.objects.filter(organ=organ, ar=ar).update(senaste=lasta[1] + 1)
        return int(lasta[1]) + 1

    DiarieserieManager.nasta = nasta  # type: ignore[method-assign]


def _halsan() -> None:
    upptar = vars(jobb)["ateruppta_allt"]

    def hur() -> Halsa:
        hur_det_ar = halsan()
        if planterat("halsan_alltid_bra"):
            return replace(hur_det_ar, delar=dict.fromkeys(hur_det_ar.delar, True))
        if planterat("halsan_alltid_dalig"):
            return replace(hur_det_ar, delar={**hur_det_ar.delar, "jobb": False})
        return hur_det_ar

    def ta_upp(*, at: Any) -> Any:
        return Upptaget() if planterat("inget_tas_upp") else upptar(at=at)

    _byt(drift, "halsan", hur)
    _byt(jobb, "ateruppta_allt", ta_upp)
