"""The history of a case in plain Swedish, from its chain of acts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import QuerySet
from django.utils.text import capfirst

from motions import register
from motions.bevis import baslinje
from motions.documents.framstall import FRAMSTALLT
from motions.models import (
    Anvandare,
    Fortroendevald,
    Handelse,
    Handelsetext,
    Handling,
    Punkt,
    Rattatfalt,
    Sammantrade,
)
from motions.prepared import Related, Slot, prepared
from motions.systemet import LADES_UPP
from remiss.jobs import EJ_SKICKAT
from remiss.workflow import AKTER
from remiss.workflow.edits import EDITS

MENINGAR: dict[str, str] = {
    **{f"{slag}.{action}": akt.mening for (slag, action), akt in AKTER.items()},
    **{rad.slag or f"{rad.kind}.{rad.name}": rad.mening for rad in EDITS},
    baslinje.BASLINJE: "Rader som stod i akterna före beviset",
    baslinje.MIGRERING: "Rader som uppgraderingen skrev",
    FRAMSTALLT: "Dokumentets fil gjordes",
    LADES_UPP: "Programmets egen användare lades upp",
    register.SKAPA: "{modell} {id} lades till i registren",
    register.ANDRA: "{modell} {id} ändrades i registren",
    register.TA_BORT: "{modell} {id} togs bort ur registren",
    EJ_SKICKAT["arende"]: "Mejlet kunde inte skickas",
    EJ_SKICKAT["sammantrade"]: "Ett mejl kunde inte skickas",
    "utlatande.skapa": "Tjänsteutlåtandet påbörjades",
}
"""Every kind of Handelse and its sentence."""
SIGNATUR = "signatur"
"""The words of an act in which its name and capacity stand as they were."""


@dataclass(frozen=True)
class Historikrad:
    """One line of the history: what, by whom, when, and the words that were left, if they are still kept."""

    text: str
    vem: str
    nar: datetime
    citat: str
    nummer: int


Namn: TypeAlias = Mapping[str, Mapping[int, str]]
"""Names by kind and key: of handlingar, anvandare, personer, moten and punkter."""


def historik(
    kedja: str, antal: int | None = None, *, tysta: Collection[int] = (), namn: Namn | None = None
) -> list[Historikrad]:
    """The acts of a kedja, newest first; a constant number of queries.

    `tysta`: keys of the punkter about which the reader may not read the words that were left (a secret ärende's).
    `namn`: what is known already, and need not be asked for.
    """
    handelser = _handelser(antal, kedja=kedja)
    _TEXTER.onto(handelser)
    namn = _namn(handelser, namn or {})
    return [
        Historikrad(
            text=MENINGAR[h.slag].format_map(namn_i(h, namn)),
            vem=next((t.text for t in h.texter.all() if t.nyckel == SIGNATUR), h.by.namn),
            nar=h.at,
            citat=""
            if h.data.get("punkt") in tysta
            else " ".join(t.text for t in h.texter.all() if t.nyckel != SIGNATUR),
            nummer=h.nummer,
        )
        for h in handelser
    ]


@prepared
def _handelser(antal: int | None, *, kedja: Slot) -> QuerySet[Handelse]:
    return Handelse.objects.filter(kedja=kedja).select_related("by").order_by("-nummer")[:antal]


_TEXTER = Related(Handelse, "texter", Handelsetext)


NAMNGIVNA = {
    "handling": Handling.objects.all(),
    "anvandare": Anvandare.objects.all(),
    "person": Fortroendevald.objects.all(),
    "mote": Sammantrade.objects.select_related("organ"),
    "punkt": Punkt.objects.all(),
}
"""What the data of a Handelse names by key."""


@prepared
def _namngivna(slag: str, *, nycklar: Slot) -> QuerySet[Any]:
    return NAMNGIVNA[slag].filter(pk__one_of=nycklar)


class _Ord(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def namn_i(h: Handelse, namn: Namn) -> _Ord:
    """The words that a sentence's places take, from the ids in the chain."""
    vem = h.data.get("vem")
    register = "person" if _om_vald(h) else "anvandare"
    return _Ord(
        dnr=str(h.data.get("dnr", "")),
        vem=namn[register].get(vem, "–") if isinstance(vem, int) else "–",
        mote=namn["mote"].get(h.data.get("sammantrade", 0), "sammanträdet"),
        punkt=namn["punkt"].get(h.data.get("punkt", 0), "en punkt"),
        **_register(h),
        handling=namn["handling"].get(h.data.get("handling", 0), ""),
        falt=", ".join(str(Rattatfalt(f).label).lower() for f in h.data.get("falt", [])),
    )


def _register(h: Handelse) -> dict[str, str]:
    """The words of an act on the registers: which register, and which row of it."""
    if "modell" not in h.data:
        return {}
    modell = apps.get_model("motions", h.data["modell"])
    return {"modell": capfirst(str(modell._meta.verbose_name)), "id": f"nr {h.data['id']}"}


def punktnamn(punkt: Punkt) -> str:
    """What a punkt is called: by its paragraf when it has one."""
    return f"§ {punkt.paragraf}" if punkt.paragraf else f"punkt {punkt.nummer}"


def _namn(handelser: Sequence[Handelse], kanda: Namn) -> Namn:
    def saknas(slag: str, nyckel: str, where: Callable[[Handelse], bool] = lambda h: True) -> set[int]:
        ids = {h.data[nyckel] for h in handelser if isinstance(h.data.get(nyckel), int) and where(h)}
        return ids - kanda.get(slag, {}).keys()

    def nya(slag: str, nyckel: str, where: Callable[[Handelse], bool] = lambda h: True) -> list[Any]:
        nycklar = saknas(slag, nyckel, where)
        return _namngivna(slag, nycklar=sorted(nycklar)) if nycklar else []

    fragade: dict[str, dict[int, str]] = {
        "handling": {h.pk: str(h.lopnummer) for h in nya("handling", "handling")},
        "anvandare": {u.pk: u.namn for u in nya("anvandare", "vem", lambda h: not _om_vald(h))},
        "person": {f.pk: f.namn for f in nya("person", "vem", _om_vald)},
        "mote": {s.pk: str(s) for s in nya("mote", "sammantrade")},
        "punkt": {p.pk: punktnamn(p) for p in nya("punkt", "punkt")},
    }
    return {slag: {**kanda.get(slag, {}), **namn} for slag, namn in fragade.items()}


def _om_vald(h: Handelse) -> bool:
    """Whether `vem` is one of the elected; in other kedjor it is a user."""
    return h.slag.startswith("protokoll.")
