"""Which form asks for the facts of which act. An act that is not here needs no facts."""

from __future__ import annotations

from remiss.forms import arende, delegation, gemensamt, ratta
from remiss.forms.arende import Aktform
from remiss.forms.sammantrade import beslut, protokoll, sammantrade

AKTFORMULAR: dict[tuple[str, str], type[Aktform]] = {
    **arende.AKTER,
    **ratta.AKTER,
    **sammantrade.AKTER,
    **beslut.AKTER,
    **protokoll.AKTER,
    **gemensamt.AKTER,
    **delegation.AKTER,
}
