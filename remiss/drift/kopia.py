"""A copy of all that an installation is: the database, its files and its key; and an installation made of one again.

Not in it: the cluster itself with its passwords (`pg/`, `pg.json`), which each data folder makes for itself, and what can be made
anew (previews, gathered static files, logs).
"""

# ruff: noqa: S603 (the command is built here, and no shell sees it)

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

from remiss.start.database import PROGRAMS
from remiss.start.processes import write_private

DATABAS, FILER, NYCKEL, DEMO = "databas.dump", "filer", "hemlig-nyckel", "demo"
UTAN_AGARE = ("--no-owner", "--no-privileges")
"""Whoever restores owns it; `migrate` then gives the program's role its rights."""


class KopiaError(RuntimeError):
    """A copy that cannot be taken or restored, and why, in Swedish."""


def ta(mapp: Path) -> None:
    """Take a copy to a folder that is new or empty. The program may run meanwhile. Errors: KopiaError.

    The database first: a file is written before the row that points at it, and never written over. Its name comes last of all,
    so that a copy that was interrupted is not taken for a whole one.
    """
    try:
        mapp.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KopiaError(f"Mappen {mapp} går inte att skapa: {error.strerror}.") from error
    if any(mapp.iterdir()):
        raise KopiaError(f"Mappen {mapp} är inte tom.")
    mapp.chmod(0o700)
    halv = mapp / f"{DATABAS}.halv"
    _kor("pg_dump", "--format=custom", *UTAN_AGARE, f"--file={halv}")
    halv.chmod(0o600)
    _kopiera_filer(Path(settings.FILE_STORE), mapp / FILER)
    write_private(mapp / NYCKEL, settings.SECRET_KEY)
    if (settings.DATA_DIR / DEMO).is_file():
        shutil.copy2(settings.DATA_DIR / DEMO, mapp / DEMO)
    os.sync()
    halv.rename(mapp / DATABAS)
    os.sync()


def aterstall(mapp: Path) -> None:
    """Put a copy into the data folder and its database, which must be empty. `migrate` is still to come. Errors: KopiaError."""
    if not (mapp / DATABAS).is_file():
        raise KopiaError(f"I {mapp} finns ingen hel säkerhetskopia: {DATABAS} saknas.")
    if connection.introspection.table_names():
        raise KopiaError("Databasen är inte tom. Återställ till en ny datamapp, eller till en ny databas.")
    connection.close()
    _kor(
        "pg_restore", "--exit-on-error", "--single-transaction", *UTAN_AGARE, "--dbname=", str(mapp / DATABAS)
    )
    _kopiera_filer(mapp / FILER, Path(settings.FILE_STORE))
    write_private(settings.DATA_DIR / NYCKEL, (mapp / NYCKEL).read_text())
    # An empty database is begun as a demo, where anybody may be anybody: a copy of a real one must never be.
    (settings.DATA_DIR / DEMO).unlink(missing_ok=True)
    if (mapp / DEMO).is_file():
        shutil.copy2(mapp / DEMO, settings.DATA_DIR / DEMO)
    os.sync()


def _kopiera_filer(fran: Path, till: Path) -> None:
    till.mkdir(mode=0o700, parents=True, exist_ok=True)
    if fran.is_dir():
        shutil.copytree(fran, till, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".ny-*"))


def _kor(program: str, *argument: str) -> None:
    """Run one of PostgreSQL's programs against the database, as its owner."""
    gjort = subprocess.run(
        [_programmet(program), *argument], check=False, capture_output=True, text=True, env=_miljo()
    )
    if gjort.returncode:
        sista = (gjort.stderr.strip().splitlines() or ["inget sades"])[-1]
        raise KopiaError(f"{program} misslyckades: {sista}")


def _programmet(namn: str) -> str:
    """The program of the server's own version: another may write, or set, what that one does not know."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10000
    for finns in (str(PROGRAMS / "bin" / namn), shutil.which(namn)):
        if finns is None:
            continue
        svar = subprocess.run([finns, "--version"], check=False, capture_output=True, text=True)
        if svar.stdout.split()[2:3] and svar.stdout.split()[2].partition(".")[0] == str(version):
            return finns
    raise KopiaError(f"Databasen är PostgreSQL {version}, och {namn} av den versionen finns inte på PATH.")


def _miljo() -> dict[str, str]:
    """Where the database is, as libpq reads it: not among the arguments, which everybody on the machine can see."""
    db: Mapping[str, str | int] = settings.DATABASE_OWNER or settings.DATABASES[DEFAULT_DB_ALIAS]
    var = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    miljo = {namn: str(db[del_]) for namn, del_ in var.items() if db.get(del_)}
    # The connection's own name: that of the tests is another than the settings'.
    miljo["PGDATABASE"] = str(connection.settings_dict["NAME"])
    val = connection.settings_dict.get("OPTIONS", {})
    miljo |= {f"PG{namn.upper()}": str(varde) for namn, varde in val.items() if namn.startswith("ssl")}
    return {namn: v for namn, v in os.environ.items() if not namn.startswith("PG")} | miljo
