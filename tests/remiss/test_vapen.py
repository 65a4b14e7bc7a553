"""The vapen and the foot of the letter: settings of the förvaltning that stand in its documents, and are frozen with them."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, PngImagePlugin

from motions import register
from motions.bevis.kontroll import radbrott
from motions.documents import context, render, store
from motions.documents.framstall import framstall
from motions.documents.freeze import frys
from motions.ingest.redrawn import rita_om
from motions.models import Forvaltning
from tests.documents import bygge
from tests.documents.conftest import fall
from tests.documents.sidan import rader
from tests.documents.test_render import fel, strukturelement
from tests.factories import Varld
from tests.remiss.test_installningar import andra, chefen, handelser, klient, skicka

__all__ = ["chefen", "fall", "klient"]
pytestmark = pytest.mark.django_db
FOT = "Norrby kommun, Arbetsmarknadsförvaltningen\nStorgatan 1, 123 45 Norrby\nVäxel 0555-100 00"


def png(bredd: int = 240, hojd: int = 300, farg: tuple[int, ...] = (11, 86, 110, 255), **info: str) -> bytes:
    """An image of one colour, transparent at its edge, with words of its own beside the pixels."""
    bild = Image.new("RGBA", (bredd, hojd), (0, 0, 0, 0))
    if min(bredd, hojd) > 20:
        bild.paste(farg, (10, 10, bredd - 10, hojd - 10))
    text = PngImagePlugin.PngInfo()
    for nyckel, varde in info.items():
        text.add_text(nyckel, varde)
    ut = io.BytesIO()
    bild.save(ut, "PNG", pnginfo=text)
    return ut.getvalue()


def fil(data: bytes, namn: str = "vapen.png") -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile(namn, data, content_type="image/png")


def ladda_upp(
    klient: Client, forvaltning: Forvaltning, data: bytes, namn: str = "vapen.png", **falt: Any
) -> Any:
    """Send the page of the förvaltning with a vapen."""
    return skicka(klient, andra(forvaltning), vapenfil=fil(data, namn), **falt)


def bilder(data: bytes) -> list[str]:
    """What each image of a PDF says to who cannot see it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(e.get("/Alt", "")) for e, _ in strukturelement(pdf) if str(e.S) == "/Figure"]


def nu(fall: bygge.Fall) -> bygge.Fall:
    """The case as the database has it now."""
    rader_: dict[str, Any] = {f.name: getattr(fall, f.name) for f in fields(fall) if f.name != "varld"}
    return replace(fall, **{n: rad._meta.model._default_manager.get(pk=rad.pk) for n, rad in rader_.items()})


def test_the_vapen_is_drawn_anew_and_stored_with_its_act(klient: Client, varld: Varld) -> None:
    forvaltning = varld.organ.forvaltning
    assert ladda_upp(klient, forvaltning, png(kommentar="hemlig-plats"), adressfot=FOT).status_code == 302
    forvaltning.refresh_from_db()
    assert forvaltning.vapen is not None
    data = store.read(forvaltning.vapen)
    assert data.startswith(b"\x89PNG")
    assert b"hemlig-plats" not in data
    assert forvaltning.adressfot == FOT
    assert handelser()[-1] == (register.ANDRA, {"modell": "forvaltning", "id": forvaltning.pk})
    assert list(radbrott()) == []


def test_every_document_has_it_in_its_head_and_is_still_valid(
    klient: Client, fall: bygge.Fall, varld: Varld
) -> None:
    utan = bygge.alla_fakta(fall)
    ladda_upp(klient, varld.organ.forvaltning, png(), adressfot=FOT)
    for namn, fakta in bygge.alla_fakta(nu(fall)).items():
        data, _ = render.render(fakta)
        assert fel(data) == [], namn
        assert f"{varld.kommun.namn}s vapen" in bilder(data), namn
        assert bilder(render.render(utan[namn])[0]) == []
        foten = [r for r in rader(data) if r.text in FOT.split("\n")]
        assert {(r.sida, r.text) for r in foten} >= {(1, rad) for rad in FOT.split("\n")}, namn
        assert all(8 < r.nere < 26 for r in foten if r.sida == 1), namn


def test_what_was_frozen_keeps_its_vapen_and_its_foot(klient: Client, fall: bygge.Fall, varld: Varld) -> None:
    forvaltning = varld.organ.forvaltning
    ladda_upp(klient, forvaltning, png(), adressfot=FOT)
    forvaltning.refresh_from_db()
    dokument = frys(
        context.anslagsbevis(nu(fall).anslag, today=fall.today),
        by=varld.sekreterare,
        at=varld.at,
    )
    assert dokument.fakta["avsandare"]["vapen"] == forvaltning.vapen_id
    forst = render.render(context.ur_json(dokument.slag, dokument.fakta))[0]
    ladda_upp(klient, forvaltning, png(farg=(200, 0, 0, 255)), adressfot="Ny adress")
    assert render.render(context.ur_json(dokument.slag, dokument.fakta))[0] == forst
    stored = framstall(dokument, by=varld.sekreterare, at=varld.at)
    assert "Ny adress" not in "".join(r.text for r in rader(store.read(stored.fil)))


def test_facts_of_before_keep_their_digest(fall: bygge.Fall) -> None:
    data: Any = context.som_json(context.anslagsbevis(fall.anslag, today=fall.today))
    assert set(data["avsandare"]) == {"kommun", "organ", "forvaltning", "enhet", "adress", "epost"}


def sexton(fargtyp: int, bildpunkter: Sequence[tuple[int, ...]], osynlig: tuple[int, ...] = ()) -> bytes:
    """A PNG with sixteen bits for each colour: columns of a width of twenty, one for each colour given."""

    def stycke(namn: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + namn + data + struct.pack(">I", zlib.crc32(namn + data))

    rad = b"\0" + b"".join(struct.pack(f">{len(p)}H", *p) * 20 for p in bildpunkter)
    huvud = struct.pack(">IIBBBBB", 20 * len(bildpunkter), 100, 16, fargtyp, 0, 0, 0)
    trns = stycke(b"tRNS", struct.pack(f">{len(osynlig)}H", *osynlig)) if osynlig else b""
    slut = stycke(b"IDAT", zlib.compress(rad * 100)) + stycke(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + stycke(b"IHDR", huvud) + trns + slut


GRA = [(n * 8192,) for n in range(8)]
GRA_ATTA = [(n * 32, n * 32, n * 32, 255) for n in range(8)]


@pytest.mark.parametrize(
    ("data", "farger"),
    [
        (sexton(0, GRA), GRA_ATTA),
        (sexton(0, GRA, osynlig=(8192,)), [*GRA_ATTA[:1], (32, 32, 32, 0), *GRA_ATTA[2:]]),
        (sexton(0, [(65535,), (257,), (0,), (30000,)]), [(v, v, v, 255) for v in (255, 1, 0, 117)]),
        (sexton(4, [(n, 65535) for (n,) in GRA]), GRA_ATTA),
        (sexton(2, [(30000, 600, 60000), *[(n, n, n) for (n,) in GRA]]), [(117, 2, 234, 255), *GRA_ATTA]),
        (
            sexton(2, [(30000, 600, 60000), *[(n, n, n) for (n,) in GRA]], osynlig=(30000, 600, 60000)),
            [(117, 2, 234, 0), *GRA_ATTA],
        ),
        (sexton(6, [(n, n, n, 65535) for (n,) in GRA]), GRA_ATTA),
    ],
    ids=["grå", "grå, en genomskinlig", "grå, ytterst", "grå med alfa", "färg", "färg, en genomskinlig", "färg med alfa"],
)  # fmt: skip
def test_a_vapen_of_sixteen_bits_keeps_its_colours(data: bytes, farger: list[tuple[int, ...]]) -> None:
    ritad = rita_om(data)

    assert isinstance(ritad, bytes)
    with Image.open(io.BytesIO(ritad)) as bild:
        assert [bild.convert("RGBA").getpixel((20 * n + 10, 50)) for n in range(len(farger))] == farger


@pytest.mark.parametrize("matt", [(3000, 60), (60, 3000), (4000, 300), (700, 60), (61, 640)])
def test_the_least_size_is_of_what_is_kept(matt: tuple[int, int]) -> None:
    svar = rita_om(png(*matt))

    assert isinstance(svar, str)
    assert f"Bilden är {matt[0]} × {matt[1]} bildpunkter. Den längre sidan får vara högst 10 gånger" in svar


@pytest.mark.parametrize("matt", [(600, 60), (60, 600), (3000, 300), (4000, 400), (60, 60)])
def test_what_is_kept_has_the_least_size(matt: tuple[int, int]) -> None:
    ritad = rita_om(png(*matt))

    assert isinstance(ritad, bytes)
    with Image.open(io.BytesIO(ritad)) as bild:
        assert min(bild.size) == 60


def test_it_is_taken_away_again(klient: Client, varld: Varld) -> None:
    forvaltning = varld.organ.forvaltning
    ladda_upp(klient, forvaltning, png())
    assert skicka(klient, andra(forvaltning), utan_vapen="on").status_code == 302
    forvaltning.refresh_from_db()
    assert forvaltning.vapen is None


BOMB = png(4000, 4000)[:16] + (60_000).to_bytes(4, "big") * 2 + png(4000, 4000)[24:]


@pytest.mark.parametrize(
    ("data", "namn", "mening"),
    [
        (png(), "vapen.jpg", "Vapnet tas emot som PNG."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "vapen.svg", "Vapnet tas emot som PNG."),
        (b"GIF89a" + b"\x00" * 40, "vapen.png", "innehåller inte det som namnet säger"),
        (png()[:200], "vapen.png", "Bilden kunde inte läsas|innehåller inte det som namnet säger"),
        (BOMB, "vapen.png", "innehåller inte det som namnet säger|Bilden"),
        (b"", "vapen.png", "är tom"),
        (png(20, 20), "vapen.png", "Bilden är 20 × 20 bildpunkter"),
        (png(4200, 100), "vapen.png", "Bilden är 4200 × 100 bildpunkter"),
        (png(200, 200, (0, 0, 0, 0)), "vapen.png", "Bilden är helt genomskinlig"),
        (png() + b"\x00" * 3_000_000, "vapen.png", "är större än 2 MB"),
    ],
)
def test_what_is_no_vapen_is_refused_with_a_sentence_and_nothing_is_lost(
    klient: Client, varld: Varld, data: bytes, namn: str, mening: str
) -> None:
    forvaltning = varld.organ.forvaltning
    svar = ladda_upp(klient, forvaltning, data, namn, besoksadress="Nya gatan 3")
    assert svar.status_code == 422
    html = svar.content.decode()
    assert re.search(mening, html)
    assert "Nya gatan 3" in html
    forvaltning.refresh_from_db()
    assert (forvaltning.vapen, forvaltning.besoksadress) == (None, "")


@pytest.mark.parametrize(
    ("fot", "mening"),
    [("a\nb\nc\nd\ne", "har plats för 4 rader"), ("x" * 111, "har plats för 110 tecken")],
)
def test_a_foot_that_has_no_room_is_refused(klient: Client, varld: Varld, fot: str, mening: str) -> None:
    svar = skicka(klient, andra(varld.organ.forvaltning), adressfot=fot)
    assert svar.status_code == 422
    assert mening in svar.content.decode()


def test_a_vapen_that_is_altered_in_the_store_stops_the_render(
    klient: Client, fall: bygge.Fall, varld: Varld
) -> None:
    assert ladda_upp(klient, varld.organ.forvaltning, png()).status_code == 302
    fakta = context.kallelse(nu(fall).sammantrade, today=fall.today)
    plats = store.path_of(fakta.avsandare.vapen)
    plats.chmod(0o640)
    plats.write_bytes(png(farg=(1, 2, 3, 255)))
    with pytest.raises(store.FilSaknasError, match="ändrad i fillagret"):
        render.render(fakta)
