"""What a text was based on, told by the digest of the text that it was loaded from."""

from __future__ import annotations

import hashlib


def digest(*texts: str) -> str:
    """64 hexadecimal digits of the texts of one part in their order, alike however a browser ends its lines."""
    ends = ("\n".join(text.replace("\x00", "").splitlines()) for text in texts)
    return hashlib.sha256("\x00".join(ends).encode()).hexdigest()
