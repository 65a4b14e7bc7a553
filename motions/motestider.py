"""The days before a sitting, as an organ has settled them."""

from __future__ import annotations

from datetime import date

from motions import deadlines
from motions.models import Organ


def forslag_till_tider(organ: Organ, on: date) -> tuple[date, date]:
    """The last days for handlingar and for the kallelse by the organ's settings (domain 1.7, 9.1)."""
    kallelse = deadlines.kallelse_senast(
        on, dagar=organ.kallelse_dagar, arbetsdagar=organ.kallelse_arbetsdagar
    )
    stopp = deadlines.stoppdatum(
        on,
        kallelse_dagar=organ.kallelse_dagar,
        arbetsdagar=organ.kallelse_arbetsdagar,
        intern_ledtid_dagar=organ.stopp_dagar,
    )
    return stopp, kallelse
