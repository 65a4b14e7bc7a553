"""An image drawn anew, so that nothing but its pixels is left. Asked in a process apart, which knows no Django."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageMath, UnidentifiedImageError

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
            if PA_PAPPER * min(bild.size) < MINST * max(bild.size):
                return (
                    f"Bilden är {bild.width} × {bild.height} bildpunkter. Den längre sidan får vara högst {PA_PAPPER // MINST} "
                    "gånger den kortare; annars syns vapnet inte på papper. Beskär bilden och försök igen."
                )
            ny = _i_atta_bitar(bild)
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


def _i_atta_bitar(bild: Image.Image) -> Image.Image:
    """The image in colours of eight bits, with what its file says is transparent.

    Pillow clips grey of sixteen bits to black and white when it converts, and looks among eight bits for a colour of sixteen.
    """
    osynlig = bild.info.get("transparency")
    if not bild.mode.startswith("I"):
        if isinstance(osynlig, tuple) and max(osynlig) > 255:
            bild.info["transparency"] = tuple(v >> 8 for v in osynlig)
        return bild.convert("RGBA")
    gra = bild.convert("I")
    ny = gra.point(lambda v: v * (1 / 256)).convert("L").convert("RGBA")
    if isinstance(osynlig, int):
        ny.putalpha(ImageMath.lambda_eval(lambda a: a["convert"]((a["gra"] != osynlig) * 255, "L"), gra=gra))
    return ny
