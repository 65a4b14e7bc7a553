"""A word so long that nobody wrote it: it takes minutes to set and cannot be read. The module is pure."""

from __future__ import annotations

import re

LANGST = 2_000
"""Signs without a space. The longest addresses on the web have as many."""
VISAS = 20

_DELAR = re.compile(r"&(?:nbsp|shy);|[\u00ad\u200b]")
"""What a line may end at, or a space by another name."""


def for_langt_ord(text: str) -> str:
    """Why a text cannot be taken: the word of it that is too long, in a Swedish sentence; "" when none is."""
    if len(text) <= LANGST:
        return ""
    langst = max(_DELAR.sub(" ", text).split(), key=len, default="")
    if len(langst) <= LANGST:
        return ""
    return f"«{langst[:VISAS]}…» är {len(langst)} tecken utan mellanslag. Skriv det med mellanslag, eller ta bort det."
