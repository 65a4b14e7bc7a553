"""The seals that somebody has kept outside: out of a line, a mail however it was encoded, or a file."""

from __future__ import annotations

import email
import email.policy
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress

_KONTROLLSUMMA = re.compile(r"(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])")
_BOM = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def vittnen_i(text: str) -> list[str]:
    """The seals that a text names: a line of a protokoll, a mail, the answer of the address, or the seal alone."""
    return list(dict.fromkeys(_KONTROLLSUMMA.findall(text.lower())))


def vittnen_i_fil(data: bytes) -> list[str]:
    """The seals of a file: a text, or a mail as a program has kept it. All ways to read it are tried, since none is wrong."""
    return list(dict.fromkeys(sigill for text in _lasningar(data) for sigill in vittnen_i(text)))


def _lasningar(data: bytes) -> Iterator[str]:
    text = data.decode(_BOM.get(data[:2], "utf-8"), "replace")
    yield text
    # Two bytes to a sign without saying so: every other is zero.
    yield data.replace(b"\0", b"").decode("utf-8", "replace")
    # The lines of a mail are cut at 76 signs, also in the middle of a seal.
    yield quopri.decodestring(text.encode()).decode("utf-8", "replace")
    yield from _brevets(text.encode())


def _brevets(data: bytes) -> Iterator[str]:
    for del_ in email.message_from_bytes(data, policy=email.policy.default).walk():
        if del_.get_content_maintype() == "text":
            # What says that it is of a kind that nobody knows has been read as it stands.
            with suppress(LookupError, ValueError):
                yield str(del_.get_content())
