"""The facts of each document of ours: frozen dataclasses of plain values, built from the record in an act.

One function for each document; `som_json` and `ur_json` take the facts to and from the JSON of a Dokument.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints

from motions import audit
from motions.documents.context.brev import (
    Anslagsbevisfakta,
    Anstandsbegaranfakta,
    anslagsbevis,
    anstandsbegaran,
)
from motions.documents.context.delar import SENARE
from motions.documents.context.enskilt import (
    Delegationsbeslutsfakta,
    InteEnskiltError,
    Ordforandebeslutsfakta,
    enskilt_beslut,
)
from motions.documents.context.sammantrade import Kallelsefakta, Protokollsfakta, kallelse, protokoll
from motions.documents.context.svar import (
    Svarsfakta,
    UtanParagrafError,
    UtanSvarError,
    Utdragsfakta,
    protokollsutdrag,
    svar,
)
from motions.documents.context.utlatande import Tjansteutlatandefakta, tjansteutlatande, utkast
from motions.json_data import Json, JsonObject

__all__ = [
    "Anslagsbevisfakta",
    "Anstandsbegaranfakta",
    "Delegationsbeslutsfakta",
    "Fakta",
    "InteEnskiltError",
    "Kallelsefakta",
    "Ordforandebeslutsfakta",
    "Protokollsfakta",
    "Svarsfakta",
    "Tjansteutlatandefakta",
    "UtanParagrafError",
    "UtanSvarError",
    "Utdragsfakta",
    "anslagsbevis",
    "anstandsbegaran",
    "enskilt_beslut",
    "kallelse",
    "protokoll",
    "protokollsutdrag",
    "som_json",
    "svar",
    "tjansteutlatande",
    "ur_json",
    "utkast",
]

Fakta = (
    Tjansteutlatandefakta
    | Kallelsefakta
    | Protokollsfakta
    | Utdragsfakta
    | Svarsfakta
    | Anslagsbevisfakta
    | Anstandsbegaranfakta
    | Delegationsbeslutsfakta
    | Ordforandebeslutsfakta
)

_KLASSER: dict[str, type[Fakta]] = {str(klass.slag): klass for klass in get_args(Fakta)}


def som_json(fakta: Fakta) -> JsonObject:
    """The facts as plain JSON data."""
    falt: JsonObject = _plain(fakta)
    return falt


def kontrollsumma(fakta: Fakta) -> str:
    """The hex SHA-256 of a document's kind and facts: what a Dokument keeps and its PDF carries."""
    return audit.sha256({"slag": str(fakta.slag), "fakta": som_json(fakta)})


def ur_json(slag: str, data: Mapping[str, Json]) -> Fakta:
    """The facts that `som_json` wrote. Errors: KeyError for an unknown slag, TypeError for facts it lacks."""
    fakta: Fakta = _bygg(_KLASSER[str(slag)], data)
    return fakta


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        falt = {f.name: (getattr(value, f.name), f.metadata) for f in dataclasses.fields(value)}
        return {namn: _plain(v) for namn, (v, metadata) in falt.items() if v or metadata != SENARE}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _bygg(typ: Any, value: Any) -> Any:
    """Rebuild a value of the annotated type: a dataclass, a tuple of one type, an optional, or plain JSON."""
    if get_origin(typ) in (Union, types.UnionType):
        (inre,) = (t for t in get_args(typ) if t is not type(None))
        return None if value is None else _bygg(inre, value)
    if get_origin(typ) is tuple:
        return tuple(_bygg(get_args(typ)[0], v) for v in value)
    if dataclasses.is_dataclass(typ):
        hints = get_type_hints(typ)
        return typ(**{nyckel: _bygg(hints[nyckel], v) for nyckel, v in value.items()})  # type: ignore[operator]
    return value
