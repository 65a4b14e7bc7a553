"""Who sees what: stated once, and asked by every list, count, search, file, document, history and mail.

Förvaltningens staff, the registrator and the nämndsekreterare read their nämnd's ärenden; other nämnder's people see nothing of
them. A sekretessmarkerat ärende is read by the registrator and the persons named in it. A draft is read by its authors and its
chefer. Förtroendevalda read what their nämnd was called to. Revisorer read, but not what is secret. An account's admin flags
give no right to content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from motions.states import UtlatandeState

if TYPE_CHECKING:
    from motions.models.anvandare import Anvandare, Befattning

INGET = Q(pk__in=[])


@dataclass(frozen=True)
class Uppdrag:
    """One role that a user may act in today: role code and the ids of its scope. `for_namn` is whom a vikarie replaces.

    `forvaltning_id` is set for the scope of an enhet too, since the enhet lies in that förvaltning.
    """

    roll: str
    kommun_id: int | None
    forvaltning_id: int | None
    enhet_id: int | None
    organ_id: int | None
    befattning_id: int
    for_namn: str = ""


@dataclass(frozen=True)
class Omfang:
    """All that a user is on one day: staff roles, and the organs where he or she holds a mandate."""

    day: date
    uppdrag: tuple[Uppdrag, ...]
    mandat_organ: frozenset[int]

    def ids(self, field: str, *roller: str) -> list[int]:
        """The scope ids of one kind (`organ_id`, …) over the given roles, or over every role."""
        return [
            value
            for u in self.uppdrag
            if (not roller or u.roll in roller) and (value := getattr(u, field)) is not None
        ]


def omfang(user: Anvandare, today: date) -> Omfang:
    """What `user` is on `today`. Two queries, then kept on the user object for the same day."""
    kept: Omfang | None = getattr(user, "_omfang", None)
    if kept is not None and kept.day == today:
        return kept
    uppdrag = []
    if user.pk and user.is_active:
        gallande = Q(fran_on__lte=today) & (Q(till_on__isnull=True) | Q(till_on__gte=today))
        uppdrag = [_uppdrag(b) for b in user.befattningar.filter(gallande).select_related("enhet")]
        for v in user.vikariat.filter(fran_on__lte=today, till_on__gte=today).select_related(
            "befattning__anvandare", "befattning__enhet"
        ):
            b = v.befattning
            if b.fran_on <= today and (b.till_on is None or b.till_on >= today):
                uppdrag.append(_uppdrag(b, b.anvandare.namn))
        mandat = _mandat(user, today)
    else:
        mandat = frozenset()
    kept = Omfang(today, tuple(uppdrag), mandat)
    user._omfang = kept  # type: ignore[attr-defined]
    return kept


def _uppdrag(b: Befattning, for_namn: str = "") -> Uppdrag:
    forvaltning_id = b.enhet.forvaltning_id if b.enhet else b.forvaltning_id
    return Uppdrag(b.roll, b.kommun_id, forvaltning_id, b.enhet_id, b.organ_id, b.pk, for_namn)


def _mandat(user: Anvandare, today: date) -> frozenset[int]:
    gallande = Q(fran_on__lte=today) & (Q(till_on__isnull=True) | Q(till_on__gte=today))
    uppdrag = user.fortroendevald.uppdrag if hasattr(user, "fortroendevald") else None
    return frozenset(uppdrag.filter(gallande).values_list("organ_id", flat=True)) if uppdrag else frozenset()


PERSONAL = (
    "handlaggare",
    "registrator",
    "enhetschef",
    "avdelningschef",
    "forvaltningschef",
    "namndsekreterare",
)


def _organ(o: Omfang, prefix: str, *roller: str) -> Q:
    """The organs within the scope of the roles: given directly, or through their förvaltning or kommun."""
    return (
        Q(**{f"{prefix}__in": o.ids("organ_id", *roller)})
        | Q(**{f"{prefix}__forvaltning__in": o.ids("forvaltning_id", *roller)})
        | Q(**{f"{prefix}__kommun__in": o.ids("kommun_id", *roller)})
    )


def arenden(user: Anvandare, today: date, prefix: str = "") -> Q:
    """The ärenden that `user` may know of on `today`, as a condition on Arende or, with `prefix`, on what points to it."""
    o = omfang(user, today)
    p = prefix
    oppet = Q(**{f"{p}sekretess": False}) & (
        _organ(o, f"{p}organ", *PERSONAL, "revisor")
        | Q(**{f"{p}organ__in": o.mandat_organ, f"{p}punkter__kallad": True})
    )
    namngiven = Q(**{f"{p}behoriga": user.pk}) & _organ(o, f"{p}organ", *PERSONAL)
    hemligt = Q(**{f"{p}sekretess": True}) & (_organ(o, f"{p}organ", "registrator") | namngiven)
    return oppet | hemligt


def utlatanden(user: Anvandare, today: date) -> Q:
    """The utlåtanden whose text `user` may read: own drafts, what waits for one's signature, and what the chefer have signed."""
    o = omfang(user, today)
    egna = Q(arenden__handlaggare=user.pk) | Q(arenden__medhandlaggare=user.pk)
    chef = ("enhetschef", "avdelningschef", "forvaltningschef")
    kedjan = _organ(o, "arenden__organ", *chef)
    return arenden(user, today, "arenden__") & (Q(state=UtlatandeState.GODKANT) | egna | kedjan)


def sammantraden(user: Anvandare, today: date, prefix: str = "") -> Q:
    """The sammanträden of the organs that `user` works with, audits or sits in."""
    o = omfang(user, today)
    mandat = Q(**{f"{prefix}organ__in": o.mandat_organ}) & ~Q(**{f"{prefix}state": "planerat"})
    return _organ(o, f"{prefix}organ", *PERSONAL, "revisor") | mandat


def protokoll(user: Anvandare, today: date) -> Q:
    """The protokoll of visible sammanträden; a förtroendevald meets the text when it has been sent for justering."""
    o = omfang(user, today)
    return _organ(o, "sammantrade__organ", *PERSONAL, "revisor") | (
        Q(sammantrade__organ__in=o.mandat_organ) & ~Q(state="upprattas")
    )


def handlingar(user: Anvandare, today: date) -> Q:
    """The handlingar of visible akter. Staff read every handling; the elected read those that follow a kallelse."""
    o = omfang(user, today)
    i_arende = Q(arende__isnull=False) & arenden(user, today, "arende__")
    personal = _organ(o, "arende__organ", *PERSONAL, "revisor")
    kallade = Q(slag__in=["tjansteutlatande", "motion", "remiss", "bilaga", "utdrag", "svar"])
    i_mote = Q(sammantrade__isnull=False) & sammantraden(user, today, "sammantrade__")
    mote_mandat = _organ(o, "sammantrade__organ", *PERSONAL, "revisor") | Q(
        slag__in=["kallelse", "protokoll"]
    )
    return (i_arende & (personal | kallade)) | (i_mote & mote_mandat)
