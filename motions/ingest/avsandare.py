"""Who sent a mail: the first address of its head, with the name of it, however the two were written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import InvalidHeaderDefect
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.utils import parseaddr

from motions.ingest.mail_headers import i_klartext, rensa

FALT = ("from", "sender", "reply-to")
"""Where a sender may stand, the most trusted first."""
_ADRESS = re.compile(
    r"<\s{0,9}(?:mailto:)?([^<>\s@]++@[^<>\s@]++)\s{0,9}(?:>|$)"
    r"|(?:mailto:)?([^\s<>()\[\]\",;:@]++@[^\s<>()\[\]\",;:@]++)(?=\s{0,9}(?:[,;()\]]|$))",
    re.I,
)
"""An address in brackets, or one that is not the name of such a one."""


def avsandare(mail: EmailMessage) -> tuple[str, str]:
    """The name and the address, each empty when there is none; of a head without an address, the words for a name."""
    ord_ = ""
    for falt in FALT:
        for rattskrivet, text in _varden(mail, falt):
            namn, adress = _tolkat(rattskrivet, text) or _sokt(text)
            if adress:
                return namn, adress
            if falt == "from":
                ord_ = ord_ or namn
    return ord_, ""


def har_avsandare(mail: EmailMessage) -> bool:
    """Whether its head has any of the fields."""
    return any(varde for falt in FALT for varde in mail.get_all(falt, []))


def _varden(mail: EmailMessage, falt: str) -> Iterator[tuple[str, str]]:
    """Each field of the name, as the library reads it, and as it was written."""
    skrivna = (varde for namn, varde in mail.raw_items() if namn.lower() == falt)
    for rattskrivet, skrivet in zip(mail.get_all(falt, []), skrivna, strict=True):
        yield rattskrivet, rensa(i_klartext(str(skrivet)), rader=False)


def _tolkat(rattskrivet: str, text: str) -> tuple[str, str] | None:
    """What the library found; of a field that breaks its rules it leaves out what it does not understand."""
    if not isinstance(rattskrivet, AddressHeader) or not rattskrivet.addresses:
        return None
    if any(isinstance(d, InvalidHeaderDefect) for d in getattr(rattskrivet, "defects", ())):
        return None
    forsta = rattskrivet.addresses[0]
    grupp = next((g.display_name for g in rattskrivet.groups if forsta in g.addresses), None)
    return forsta.display_name or grupp or parseaddr(text)[0], forsta.addr_spec


def _sokt(text: str) -> tuple[str, str]:
    hit = _ADRESS.search(text)
    fore = text[: hit.start()] if hit else text
    namn = fore.strip(' ",;:').rstrip(" ([<>")
    return namn, (hit[1] or hit[2]) if hit else ""
