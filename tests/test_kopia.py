"""A copy of an installation, restored into an empty data folder: the record holds, the files are read, people log in."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from remiss.drift import kopia
from remiss.drift.kopia import KopiaError
from tests.test_launcher import ROOT, Running

pytestmark = pytest.mark.durability
LOSENORD = "ett riktigt långt lösenord"
OF_THE_TESTS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
FYLL = """
import io, sys
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from motions import audit
from motions.documents import store
from motions.models import Anvandare
from tests.factories import bygg_varld

at = timezone.now()
with transaction.atomic():
    by = bygg_varld(at).registrator
    fil = store.save(b"Kanariefageln sjunger.", mime="text/plain", at=at)
    audit.append(audit.BEVIS, "dokument.framstallt", by=by, at=at)
audit.forsegla(at)
sys.stdin = io.StringIO(%(losenord)r)
call_command("forsta_anvandaren", anvandarnamn="ulla-ek", fornamn="Ulla", efternamn="Ek", losenord_fran_stdin=True)
call_command("verifiera")
call_command("sakerhetskopiera", %(kopian)r)
print(fil.sha256)
"""
"""A kommun and a file, said by one act; the first person; and the copy. In one process: each takes seconds to start."""


@pytest.fixture
def mappar() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach, for the installation, the copy and what is made of it."""
    path = Path(tempfile.mkdtemp(prefix="remiss-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


def manage(data: Path, *argument: str) -> subprocess.CompletedProcess[str]:
    """`make manage` on a data folder."""
    env = {namn: varde for namn, varde in os.environ.items() if namn not in OF_THE_TESTS}
    return subprocess.run(
        [sys.executable, "-m", "remiss.start.launcher", "manage", *argument],
        cwd=ROOT, env=env | {"REMISS_DATA": str(data)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def gick(data: Path, *argument: str) -> str:
    svar = manage(data, *argument)
    assert svar.returncode == 0, svar.stdout + svar.stderr
    return svar.stdout


def loggar_in(adress: str) -> str:
    """The address that a login leads to."""
    webb = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({})
    )
    with webb.open(adress + "logga-in/") as sida:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', sida.read().decode())
    assert token
    falt = {"csrfmiddlewaretoken": token[1], "username": "ulla-ek", "password": LOSENORD}
    with webb.open(adress + "logga-in/", urllib.parse.urlencode(falt).encode()) as svar:
        return str(svar.geturl())


def test_a_copy_is_restored_into_an_empty_data_folder(mappar: Path) -> None:
    fore, kopian, efter = mappar / "fore", mappar / "kopian", mappar / "efter"
    env = {"DEMO": "0"}
    os.environ.update(env)
    try:
        gick(fore, "migrate", "-v", "0")
        kod = FYLL % {"losenord": LOSENORD, "kopian": str(kopian)}
        *sagt, sha256 = gick(fore, "shell", "-v", "0", "-c", kod).splitlines()
        assert "tagen" in sagt[-1]
    finally:
        del os.environ["DEMO"]
    assert kopian.stat().st_mode & 0o077 == 0
    assert all(fil.stat().st_mode & 0o077 == 0 for fil in kopian.iterdir())
    assert "är inte tom" in manage(fore, "aterstall", str(kopian)).stderr
    nyckel = (fore / "hemlig-nyckel").read_text()
    shutil.rmtree(fore)

    gick(efter, "aterstall", str(kopian))
    assert (efter / "hemlig-nyckel").read_text() == nyckel
    assert not (efter / "demo").exists(), "en återställd installation blir aldrig en demo"
    assert "1 filer" in gick(efter, "verifiera")
    assert (efter / "filer" / sha256[:2] / sha256).read_bytes() == b"Kanariefageln sjunger."

    program = Running(efter)
    try:
        program.wait_until("Stäng med Ctrl-C")
        assert "logga-in" not in loggar_in(program.address)
        env = json.loads((efter / "korning.json").read_text())["env"]
        with psycopg.connect(env.get("DATABASE_OWNER_URL") or env["DATABASE_URL"]) as connection:
            agare = connection.execute(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
        assert agare == [("remiss",)]
    finally:
        program.process.terminate()
        program.process.wait(60)


def test_a_copy_that_was_interrupted_is_not_restored(mappar: Path) -> None:
    (mappar / "databas.dump.halv").write_bytes(b"PGDMP")
    with pytest.raises(KopiaError, match="ingen hel säkerhetskopia"):
        kopia.aterstall(mappar)


def test_a_folder_that_holds_something_takes_no_copy(mappar: Path) -> None:
    (mappar / "annat").write_text("")
    with pytest.raises(KopiaError, match="är inte tom"):
        kopia.ta(mappar)
