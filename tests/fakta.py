"""The facts of an act from plain words: the tests name fields, and the table says which dataclass takes them."""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING
from datetime import datetime
from typing import Any

from motions.models import Anvandare
from remiss.facts import NOTHING, Facts
from remiss.facts.beslut import Avlamnarrad, Beslutspunktrad, Propositionsrad
from remiss.facts.sammantrade import Deltagande, OvrigPerson
from remiss.workflow import TABLE, perform, slag_of
from remiss.workflow.step import S

RADER: dict[str, dict[str, Any]] = {
    "registrera_narvaro": {"rader": Deltagande, "ovriga": OvrigPerson},
    "registrera_beslut": {"punkter": Beslutspunktrad, "propositioner": Propositionsrad},
    "registrera_uttalande": {"avlamnare": Avlamnarrad},
}
VARNAR = ("registrera_narvaro", "registrera_beslut", "anslag", "ta_ned")
"""Acts whose form has a field of its own for why they are done although something is irregular."""
RATTELSER = {"ratta": ("skal",), "ratta_handling": ("skal", "handling")}


def fakta(slag: str, action: str, /, **fields: Any) -> Facts:
    """What an act is told; nothing when no field is given. Errors: TypeError for a field that it does not take."""
    klass = next(r.facts for r in TABLE[slag] if r.action == action)
    if not fields and any(f.default is MISSING for f in dataclasses.fields(klass)):
        return NOTHING
    for falt, rad in RADER.get(action, {}).items():
        if fields.get(falt) is not None:
            fields[falt] = [rad(**r) if isinstance(r, dict) else r for r in fields[falt]]
    if action in RATTELSER:
        fields["nya"] = {k: fields.pop(k) for k in list(fields) if k not in RATTELSER[action]}
    return klass(**fields)


def utfor(
    subject: S,
    action: str,
    /,
    *,
    by: Anvandare,
    at: datetime,
    skal_for_varning: str = "",
    **fields: Any,
) -> S:
    """Perform an act that is told `fields`."""
    if action in VARNAR:
        skal_for_varning = fields.pop("skal", skal_for_varning)
    facts = fakta(slag_of(subject), action, **fields)
    return perform(subject, action, by=by, at=at, facts=facts, skal=skal_for_varning)
