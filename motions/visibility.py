"""Who sees what: stated once, and asked by every list, count, search, file, document, history and mail.

Förvaltningens staff, the registrator and the nämndsekreterare read their nämnd's ärenden; other nämnder's people see nothing of
them. A sekretessmarkerat ärende is read by the registrator and the persons named in it. A draft is read by its authors and its
chefer. Förtroendevalda read what their nämnd was called to. Revisorer read, but not what is secret. An account's admin flags
give no right to content.

The rules are asked over a million ärenden, so each is written for the indexes: a user's scope is resolved once to ids of organ,
the organ stands first and alone (`organ IN (…)`), and what lies in other tables is asked with EXISTS. Nothing here joins to many
rows, so no list needs DISTINCT.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from motions.prepared import Slot, asked
from motions.states import ProtokollState, UtlatandeState

if TYPE_CHECKING:
    from motions.models.anvandare import Anvandare


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
    tillforordnad: bool = False


@dataclass(frozen=True)
class Organplats:
    """Where an organ lies: what a scope of a kommun or a förvaltning is looked up by."""

    organ_id: int
    forvaltning_id: int
    kommun_id: int


@dataclass(frozen=True)
class Omfang:
    """All that a user is on one day: staff roles, the organ they reach, and the organ where he or she holds a mandate.

    `enheter`: the enheter of the förvaltningar in which the user has an enhet, each with the one above it.
    """

    day: date
    uppdrag: tuple[Uppdrag, ...]
    mandat_organ: frozenset[int]
    organplatser: tuple[Organplats, ...] = ()
    enheter: Mapping[int, int | None] = field(default_factory=dict)

    @cached_property
    def form(self) -> tuple[Any, ...]:
        """What two have in common who may see the same, but for what names them."""
        uppdrag = ((u.roll, u.kommun_id, u.forvaltning_id, u.enhet_id, u.organ_id) for u in self.uppdrag)
        platser, enheter = frozenset(self.organplatser), frozenset(self.enheter.items())
        return frozenset(uppdrag), self.mandat_organ, platser, enheter

    def ids(self, field: str, *roller: str) -> list[int]:
        """The scope ids of one kind (`organ_id`, …) over the given roles, or over every role."""
        return [
            value
            for u in self.uppdrag
            if (not roller or u.roll in roller) and (value := getattr(u, field)) is not None
        ]

    def over(self, enhet_id: int | None) -> set[int]:
        """An enhet and those above it, as far as they can be within the user's scope."""
        kedja: set[int] = set()
        while enhet_id is not None and enhet_id not in kedja:
            kedja.add(enhet_id)
            enhet_id = self.enheter.get(enhet_id)
        return kedja

    def organ(self, *roller: str) -> frozenset[int]:
        """The ids of the organ within the scope of the roles: given directly, or through their förvaltning or kommun."""
        omraden = {f: set(self.ids(f, *roller)) for f in ("organ_id", "forvaltning_id", "kommun_id")}
        return frozenset(
            plats.organ_id
            for plats in self.organplatser
            if any(getattr(plats, falt) in ids for falt, ids in omraden.items())
        )


@dataclass(frozen=True, eq=False)
class Betraktare:
    """Someone who sees what a user sees, as a shape of prepared queries: one and the same for all of equal scope.

    `omfang` says nothing that is not the same for all of them, and is of no day: a rule that asks for the day takes a slot.
    `slots`: who it is this time, the value of `pk` in such a query.
    """

    omfang: Omfang
    slots: Mapping[str, int]

    @property
    def pk(self) -> Slot:
        """The user's key, wherever a rule names the user."""
        return Slot("betraktare")

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Betraktare) and self.omfang is other.omfang

    def __hash__(self) -> int:
        return id(self.omfang)


Seende: TypeAlias = "Anvandare | Betraktare"
"""One whose sight a rule is about."""


def betraktare(user: Anvandare, today: date) -> Betraktare:
    """How `user` sees on `today`, for a prepared query."""
    o = omfang(user, today)
    return Betraktare(_gemensamt(*o.form), {"betraktare": user.pk})


@lru_cache(1024)
def _gemensamt(
    uppdrag: frozenset[tuple[str, int | None, int | None, int | None, int | None]],
    mandat_organ: frozenset[int],
    organplatser: frozenset[Organplats],
    enheter: frozenset[tuple[int, int | None]],
) -> Omfang:
    """The one Omfang of all who have this scope: without whom they stand in for, and by which befattning."""
    return Omfang(
        date.min,
        tuple(Uppdrag(*varden, befattning_id=0) for varden in sorted(uppdrag, key=repr)),
        mandat_organ,
        tuple(sorted(organplatser, key=lambda plats: plats.organ_id)),
        dict(sorted(enheter)),
    )


def omfang(user: Seende, today: date) -> Omfang:
    """What `user` is on `today`. One query, then kept on the user object for the same day."""
    if isinstance(user, Betraktare):
        return user.omfang
    kept: Omfang | None = getattr(user, "_omfang", None)
    if kept is not None and kept.day == today:
        return kept
    kept = _las_omfang(user, today) if user.pk and user.is_active else Omfang(today, (), frozenset())
    user._omfang = kept  # type: ignore[attr-defined]
    return kept


OMFANG = """
WITH i_kraft AS (
    SELECT b.id, b.roll, b.tillforordnad, b.kommun_id, b.organ_id, b.enhet_id,
           coalesce(e.forvaltning_id, b.forvaltning_id) AS forvaltning_id,
           CASE WHEN b.anvandare_id <> %(user)s THEN coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username)
                ELSE '' END AS for_namn
      FROM motions_befattning b
      JOIN motions_anvandare u ON u.id = b.anvandare_id
      LEFT JOIN motions_enhet e ON e.id = b.enhet_id
     WHERE b.fran_on <= %(day)s AND (b.till_on IS NULL OR b.till_on >= %(day)s)
       AND (b.anvandare_id = %(user)s
            OR EXISTS (SELECT 1 FROM motions_vikariat v
                        WHERE v.befattning_id = b.id AND v.vikarie_id = %(user)s
                          AND v.fran_on <= %(day)s AND v.till_on >= %(day)s))
)
SELECT (SELECT jsonb_agg(jsonb_build_array(roll, kommun_id, forvaltning_id, enhet_id, organ_id, id, for_namn, tillforordnad)
                         ORDER BY for_namn <> '', id) FROM i_kraft),
       (SELECT jsonb_agg(jsonb_build_array(o.id, o.forvaltning_id, o.kommun_id)) FROM motions_organ o
         WHERE o.id IN (SELECT organ_id FROM i_kraft)
            OR o.forvaltning_id IN (SELECT forvaltning_id FROM i_kraft)
            OR o.kommun_id IN (SELECT kommun_id FROM i_kraft)),
       (SELECT jsonb_agg(jsonb_build_array(e.id, e.parent_id)) FROM motions_enhet e
         WHERE e.forvaltning_id IN (SELECT forvaltning_id FROM i_kraft WHERE enhet_id IS NOT NULL)),
       (SELECT jsonb_agg(m.organ_id) FROM motions_fortroendeuppdrag m
          JOIN motions_fortroendevald f ON f.id = m.fortroendevald_id
         WHERE f.anvandare_id = %(user)s AND m.fran_on <= %(day)s AND (m.till_on IS NULL OR m.till_on >= %(day)s))
"""
"""All of it at once: own befattningar and those stood in for, the organ they reach, their enheter, the mandates.

It stands before every page of every user, where the same asked through the models would take longer to write than to answer.
"""


def _las_omfang(user: Anvandare, today: date) -> Omfang:
    [rad] = asked(OMFANG, {"user": user.pk, "day": today})
    uppdrag, organ, enheter, mandat = (json.loads(varde or "[]") for varde in rad)
    return Omfang(
        today,
        tuple(Uppdrag(*rad) for rad in uppdrag),
        frozenset(mandat),
        tuple(Organplats(*rad) for rad in organ),
        dict(enheter),
    )


PERSONAL = (
    "handlaggare",
    "registrator",
    "enhetschef",
    "avdelningschef",
    "forvaltningschef",
    "namndsekreterare",
)


KALLADE_SLAG = (
    "tjansteutlatande",
    "motion",
    "remiss",
    "uppdrag",
    "initiativ",
    "bilaga",
    "utdrag",
    "svar",
)
"""The handlingar of an ärende that follow a kallelse to the elected."""


def _organ(o: Omfang, field: str, *roller: str) -> Q:
    """That `field` is one of the organ within the scope of the roles."""
    return Q(**{f"{field}__in": o.organ(*roller)})


def arenden(user: Seende, today: date, prefix: str = "") -> Q:
    """The ärenden that `user` may know of on `today`, as a condition on Arende or, with `prefix`, on what has a key to it."""
    o = omfang(user, today)
    p = prefix
    return _inom(
        user,
        o,
        f"{p}organ",
        f"{p}pk",
        oppet=Q(**{f"{p}sekretess": False}),
        hemligt=Q(**{f"{p}sekretess": True}),
    )


def _inom(user: Seende, o: Omfang, organ: str, arende: str, *, oppet: Q, hemligt: Q) -> Q:
    """What is open within one's organ, and what is secret for the registrator and the named. Each organ is said once:

    where the registrator reads everything, nothing more needs to be asked.
    """
    lasare, registrator = o.organ(*PERSONAL, "revisor"), o.organ("registrator")
    bara_mandat = o.mandat_organ - lasare
    if registrator >= lasare and not bara_mandat:
        return Q(**{f"{organ}__in": registrator})
    if bara_mandat:
        kallade = Q(_kallat(arende), **{f"{organ}__in": bara_mandat})
        oppet &= (Q(**{f"{organ}__in": lasare}) | kallade) if lasare else kallade
    namngiven = Q(_namngiven(user, arende), **{f"{organ}__in": o.organ(*PERSONAL)})
    hemligt &= Q(**{f"{organ}__in": registrator}) | namngiven
    return Q(**{f"{organ}__in": lasare | o.mandat_organ}) & (oppet | hemligt)


def _kallat(arende: str) -> Exists:
    """That the ärende stands on a kallelse that has been sent."""
    rader = apps.get_model("motions", "Punkt").arenden.through._default_manager
    return Exists(rader.filter(arende=OuterRef(arende), punkt__kallad=True))


def _namngiven(user: Seende, arende: str) -> Exists:
    """That the user is named as one who may read the ärende."""
    rader = apps.get_model("motions", "Behorighet")._default_manager
    return Exists(rader.filter(arende=OuterRef(arende), anvandare=user.pk))


def utlatanden(user: Seende, today: date) -> Q:
    """The utlåtanden whose text `user` may read: own drafts, what waits for one's signature, and what the chefer have signed."""
    o = omfang(user, today)
    synliga = (
        apps.get_model("motions", "Arende")
        ._default_manager.filter(arenden(user, today))
        .filter(utlatanden=OuterRef("pk"))
    )
    medskrivna = apps.get_model("motions", "Medhandlaggare")._default_manager
    egna = Q(handlaggare=user.pk) | Q(Exists(medskrivna.filter(arende=OuterRef("pk"), anvandare=user.pk)))
    kedjan = _organ(o, "organ", "enhetschef", "avdelningschef", "forvaltningschef")
    # A joint text is of all its ärenden: whoever may not know of one that is secret does not read it in another.
    dolda = (
        apps.get_model("motions", "Arende")
        ._default_manager.filter(sekretess=True, utlatanden=OuterRef("pk"))
        .exclude(arenden(user, today))
    )
    last = Q(Exists(synliga), state=UtlatandeState.GODKANT) | Q(Exists(synliga.filter(egna | kedjan)))
    return last & ~Q(Exists(dolda))


def sammantraden(user: Seende, today: date, prefix: str = "") -> Q:
    """The sammanträden of the organs that `user` works with, audits or sits in."""
    o = omfang(user, today)
    mandat = Q(**{f"{prefix}organ__in": o.mandat_organ}) & ~Q(**{f"{prefix}state": "planerat"})
    return _organ(o, f"{prefix}organ", *PERSONAL, "revisor") | mandat


def protokoll(user: Seende, today: date) -> Q:
    """The protokoll of visible sammanträden; a förtroendevald meets the text when it has been sent for justering."""
    o = omfang(user, today)
    return _organ(o, "sammantrade__organ", *PERSONAL, "revisor") | (
        Q(sammantrade__organ__in=o.mandat_organ) & ~Q(state=ProtokollState.UPPRATTAS)
    )


def handlingar(user: Seende, today: date) -> Q:
    """The handlingar of visible akter. Staff read every handling; the elected read those that follow a kallelse."""
    o = omfang(user, today)
    i_arende = Q(arende__isnull=False) & arenden(user, today, "arende__")
    personal = _organ(o, "arende__organ", *PERSONAL, "revisor")
    kallade = Q(slag__in=KALLADE_SLAG) & Q(makulerad_at__isnull=True)
    i_mote = Q(sammantrade__isnull=False) & sammantraden(user, today, "sammantrade__")
    mote_mandat = _organ(o, "sammantrade__organ", *PERSONAL, "revisor") | Q(
        slag__in=["kallelse", "protokoll"]
    )
    return (i_arende & (personal | kallade)) | (i_mote & mote_mandat)


def organ(user: Seende, today: date, field: str, *roller: str) -> Q:
    """That `field` is one of the organ where `user` holds one of the roles on `today`."""
    return _organ(omfang(user, today), field, *roller)


def sokposter(user: Seende, today: date) -> Q:
    """The texts of the index that `user` may meet: as the ärenden, and what the elected were not sent is staff's alone."""
    o = omfang(user, today)
    lasare = o.organ(*PERSONAL, "revisor")
    oppet = Q(atkomst="oppen") | Q(atkomst="intern", organ__in=lasare)
    return _inom(user, o, "organ", "arende_id", oppet=oppet, hemligt=Q(atkomst__in=("hemlig", "offentlig")))


def texter_i_synliga(user: Seende, today: date) -> Q:
    """The same, asked only about ärenden that the user is known to see: the elected do not read what was not sent to them.

    To name the organ once more here would make PostgreSQL believe that next to nothing is left, and choose a plan for that.
    """
    o = omfang(user, today)
    lasare = o.organ(*PERSONAL, "revisor")
    return (~Q(atkomst="intern") | Q(organ__in=lasare)) if o.mandat_organ - lasare else Q()


def post(user: Seende, today: date) -> Q:
    """The post of the förvaltningar whose ärenden `user` registers; once registered, it follows its ärende's own rule."""
    o = omfang(user, today)
    min_post = (
        Q(forvaltning__in=o.ids("forvaltning_id", "registrator"))
        | Q(forvaltning__organ__in=o.ids("organ_id", "registrator"))
        | Q(forvaltning__kommun__in=o.ids("kommun_id", "registrator"))
    )
    return min_post & (Q(arende__isnull=True) | arenden(user, today, "arende__"))
