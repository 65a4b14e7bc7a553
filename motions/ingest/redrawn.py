"""An image drawn anew, so that nothing but its pixels is left. Asked in a process apart, which knows no Django."""

from __future__ import annotations

import io
import struct

from PIL import Image, UnidentifiedImageError

MINST, STORST = 60, 4000
"""Pixels of the shorter and the longer side: fewer are coarse on paper, more are of no use there."""
PA_PAPPER = 600
"""Pixels of the longer side as it is kept: 17 mm at 900 dpi."""


def rita_om(data: bytes) -> bytes | str:
    """The image drawn anew, without anything beside its pixels; or why it cannot be used, in Swedish."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as bild:
            if min(bild.size) < MINST or max(bild.size) > STORST:
                return (
                    f"Bilden är {bild.width} × {bild.height} bildpunkter. Den ska vara minst {MINST} på den kortare sidan och "
                    f"högst {STORST} på den längre."
                )
            ny = bild.convert("RGBA")
    except (
        *(UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError),
        *(TypeError, LookupError, AttributeError, OverflowError, RuntimeError, struct.error),
    ):
        return "Bilden kunde inte läsas. Öppna den, spara om den som PNG och försök igen."
    ny.thumbnail((PA_PAPPER, PA_PAPPER))
    if ny.getchannel("A").getextrema() == (0, 0):
        return "Bilden är helt genomskinlig. Välj en annan."
    ut = io.BytesIO()
    ny.save(ut, "PNG", optimize=True)
    return ut.getvalue()
