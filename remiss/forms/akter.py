"""Which form asks for the facts of which act. An act that is not here needs no facts."""

from __future__ import annotations

from remiss.forms import arende, beslut, delegation, gemensamt, protokoll, ratta, sammantrade
from remiss.forms.arende import Aktform

AKTFORMULAR: dict[tuple[str, str], type[Aktform]] = {
    **arende.AKTER,
    **ratta.AKTER,
    **sammantrade.AKTER,
    **beslut.AKTER,
    **protokoll.AKTER,
    **gemensamt.AKTER,
    **delegation.AKTER,
}
