"""Which form asks for the facts of which act. An act that is not here needs no facts."""

from __future__ import annotations

from remiss.forms import arende, delegation, gemensamt, godkannande, ratta
from remiss.forms.arende import Formular
from remiss.forms.sammantrade import beslut, protokoll, sammantrade

AKTFORMULAR: Formular = {
    **arende.FORMULAR,
    **godkannande.FORMULAR,
    **ratta.FORMULAR,
    **sammantrade.FORMULAR,
    **beslut.FORMULAR,
    **protokoll.FORMULAR,
    **gemensamt.FORMULAR,
    **delegation.FORMULAR,
}
