"""One value that nobody can read is named, and hides no other fault: each row and each file is gone through for itself."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from motions.bevis import filer
from motions.documents import store
from motions.models import Handelse, LagradFil
from tests.factories import Varld
from tests.motions.test_audit import som_superanvandare
from tests.motions.test_bevis import kor, verifierat
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

DJUP = 3000
DJUPT = "[" * DJUP + "]" * DJUP


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende on its way, with documents, versions and files."""
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade().till_justering()
    kor("SET CONSTRAINTS ALL IMMEDIATE")
    return vag


EN = "(SELECT max(id) FROM motions_handelse WHERE kedja LIKE 'arende%%')"
OLASLIGT: dict[str, tuple[str, str]] = {
    "en händelse utan tid": (
        "UPDATE motions_handelse SET at = 'infinity' WHERE id = {en}",
        "händelse {nummer} är ändrad",
    ),
    "en händelse före tiden": (
        "UPDATE motions_handelse SET at = '4000-01-01 BC' WHERE id = {en}",
        "händelse {nummer} är ändrad",
    ),
    "fakta som är en lista": (
        "UPDATE motions_handelse SET data = '[]' WHERE id = {en}",
        "händelse {nummer} är ändrad",
    ),
    "fakta som är ett tal": (
        "UPDATE motions_handelse SET data = '3' WHERE id = {en}",
        "händelse {nummer} är ändrad",
    ),
    "djupa fakta": (
        "UPDATE motions_handelse SET data = '{djupt}' WHERE id = {en}",
        "händelse {nummer} går inte att läsa",
    ),
    "djupa fakta i rätt form": (
        """UPDATE motions_handelse SET data = '{"rader": {djupt}}' WHERE id = {en}""",
        "händelse {nummer} går inte att läsa",
    ),
    "rader som är ett tal": (
        "UPDATE motions_handelserader SET rader = '3' WHERE handelse_id = {en}",
        "raderna till händelse {nummer} är ändrade",
    ),
    "rader som är en lista": (
        "UPDATE motions_handelserader SET rader = '[1]' WHERE handelse_id = {en}",
        "raderna till händelse {nummer} är ändrade",
    ),
    "rader vars tabeller är tal": (
        """UPDATE motions_handelserader SET rader = '{"motions_arende": 3}' WHERE handelse_id = {en}""",
        "raderna till händelse {nummer} är ändrade",
    ),
    "djupa rader": (
        "UPDATE motions_handelserader SET rader = '{djupt}' WHERE handelse_id = {en}",
        "raderna till händelse {nummer} går inte att läsa",
    ),
    "ett sigill utan tid": (
        "INSERT INTO motions_sigill (nummer, kedja, till_nummer, kedja_hash, at, foregaende, hash) "
        "VALUES (1, 'organisation', 1, repeat('0', 64), 'infinity', repeat('0', 64), repeat('0', 64))",
        "Sigill 1 saknas eller är ändrat",
    ),
    "en fil utan tid": (
        "UPDATE motions_lagradfil SET lagrad_at = 'infinity'",
        "(motions_lagradfil): raden är ändrad",
    ),
    "ett dokument med djupa fakta": (
        "UPDATE motions_dokument SET fakta = '{djupt}'",
        "fakta går inte att läsa",
    ),
    "ett dokument utan tid": (
        "UPDATE motions_dokument SET fryst_at = 'infinity'",
        "(motions_dokument): raden är ändrad",
    ),
    "en version som är ett tal": ("UPDATE motions_version SET innehall = '1'", "texten går inte att läsa"),
    "en version med djup text": (
        "UPDATE motions_version SET innehall = '{djupt}'",
        "texten går inte att läsa",
    ),
    "delar som är djupa": ("UPDATE motions_version SET delar = '{djupt}'", "texten går inte att läsa"),
    "en verifiering utan tid": (
        "UPDATE motions_handelse SET at = 'infinity' WHERE kedja = 'bevis:1'",
        "bevis:1: händelse 1 är ändrad",
    ),
    "en tabell som är borta": (
        "DROP TABLE motions_jav CASCADE",
        "Raderna i motions_jav gick inte att gå igenom",
    ),
}
"""What is put where the program never writes it, and the word that names it."""


@pytest.mark.parametrize("vad", OLASLIGT)
def test_what_cannot_be_read_is_named_and_hides_nothing_else(vag: Vag, vad: str) -> None:
    sats, ord_ = OLASLIGT[vad]
    sist = Handelse.objects.filter(kedja__startswith="arende").latest("pk")
    with som_superanvandare():
        kor("UPDATE motions_sammantrade SET plats = 'Någon annanstans'")
        kor("UPDATE motions_arende SET titel = 'En annan'")
        kor(
            "UPDATE motions_lagradfil SET storlek = storlek + 1 WHERE sha256 = (SELECT max(sha256) FROM motions_lagradfil)"
        )
        kor(sats.replace("{en}", EN).replace("{djupt}", DJUPT))
    sagt = verifierat()
    assert ord_.format(nummer=sist.nummer) in sagt
    for annat in (
        "Sammanträde",
        f"Ärende {vag.arende.pk} (motions_arende): raden är ändrad",
        "byte men registrerad",
    ):
        assert annat in sagt
    if vad != "en tabell som är borta":
        assert "gick inte att gå igenom" not in sagt


@pytest.mark.parametrize("vad", ["rör", "mapp", "uttag", "länk till ett rör", "länk till ingenting"])
def test_what_is_no_file_is_named_and_stops_nothing(vag: Vag, tmp_path: Path, vad: str) -> None:
    fil = LagradFil.objects.earliest("pk")
    path = store.path_of(fil.sha256)
    path.unlink()
    if vad == "rör":
        os.mkfifo(path)
    elif vad == "mapp":
        path.mkdir()
    elif vad == "uttag":
        path.symlink_to("/dev/zero")
    elif vad == "länk till ett rör":
        os.mkfifo(tmp_path / "ror")
        path.symlink_to(tmp_path / "ror")
    else:
        path.symlink_to(tmp_path / "borta")
    # A reader that waits for ever is let go, so that the test ends.
    hjalp = threading.Timer(20, lambda: os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK)))
    hjalp.start()
    brott = list(filer.filbrott())
    hjalp.cancel()
    assert [b for b in brott if fil.sha256 in b and "ändrad" not in b] == brott
    assert len(brott) == 1
