"""The people of the demo, and the forms that they send."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

from tests.haverier.klient import Fil, Klient
from tests.haverier.program import Program

TEXT = "Remiss till nämnden. Svara senast på utsatt tid. "
VAL = re.compile(r'<option value="([^"]+)"')


def med_roll(program: Program, roll: str) -> int:
    """The first person who has a role now."""
    return program.tal(
        "select anvandare_id from motions_befattning where roll = %s and (till_on is null or till_on >= current_date) "
        "order by id limit 1",
        roll,
    )


def ny_nyckel() -> str:
    """A key of a form."""
    return str(uuid.uuid4())


def val(html: str, namn: str) -> list[str]:
    """The choices of a select."""
    traff = re.search(rf'<select name="{namn}".*?</select>', html, re.DOTALL)
    return VAL.findall(traff[0]) if traff else []


def registrering(klient: Klient) -> dict[str, str]:
    """What a registrator writes of a remiss, all but its title."""
    html = klient.get("/registrera/").text
    return {
        "kommer_som": "remiss",
        "organ": val(html, "organ")[0],
        "remittent_namn": "Provkommunen",
        "inkommen_on": date.today().isoformat(),  # noqa: DTZ011 - as the person at the desk reads it
        "remisstid_on": (date.today() + timedelta(days=60)).isoformat(),  # noqa: DTZ011
        "arendetyp": val(html, "arendetyp")[0],
        "klassificering": val(html, "klassificering")[0],
    }


def remissen(token: str) -> list[Fil]:
    """The file that came with it."""
    return [Fil("filer", "remiss.txt", f"{TEXT}{token}".encode())]


def bilagan(token: str) -> list[Fil]:
    """A file for one handling."""
    return [Fil("fil", "handling.txt", f"{TEXT}{token}".encode())]


def skrivelse(token: str) -> dict[str, str]:
    """What is written of a handling that has come in."""
    return {
        "slag": "skrivelse",
        "riktning": "inkommen",
        "datum_on": date.today().isoformat(),  # noqa: DTZ011
        "motpart": "Avsändaren",
        "rubrik": token,
    }
