"""`make run` and `make test`: our own database, the processes that start and stop together, the set-up."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from fontTools.ttLib import TTFont

from remiss.start import database, processes
from remiss.start.console import StartError
from remiss.start.database import Cluster
from remiss.start.fonts import truetype_files
from remiss.start.launcher import Launcher
from remiss.start.processes import Child, free_port, start_apart
from remiss.start.restarts import Restarts
from remiss.start.system_packages import to_unpack
from remiss.start.testrun import checks

ROOT = Path(__file__).resolve().parent.parent
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that PostgreSQL's own user can reach, which pytest's tmp_path is not for root."""
    path = Path(tempfile.mkdtemp(prefix="remiss-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def clusters(folder: Path) -> Iterator[Callable[..., Cluster]]:
    """Make clusters in `folder`; every one is stopped afterwards."""
    made: list[Cluster] = []

    def make(name: str = "pg", *, durable: bool = False) -> Cluster:
        made.append(Cluster(folder / name, folder / "databas.log", durable=durable))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()


def _setting(cluster: Cluster, name: str) -> str:
    with psycopg.connect(cluster.url("postgres")) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def _gone(pid: int, seconds: float = 10) -> bool:
    """Say whether a process ends, or is only waiting to be reaped, within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


class TestTheEmbeddedDatabase:
    def test_it_forces_to_disk_and_checks_its_pages(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters(durable=True)
        cluster.start()
        assert _setting(cluster, "fsync") == "on"
        assert _setting(cluster, "data_checksums") == "on"
        assert _setting(cluster, "password_encryption") == "scram-sha-256"
        assert _setting(cluster, "listen_addresses") == "127.0.0.1"

    def test_the_cluster_of_the_tests_forces_nothing_to_disk(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters()
        cluster.start()
        assert _setting(cluster, "fsync") == "off"

    def test_nobody_comes_in_without_the_password(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters()
        cluster.start()
        wrong = re.sub(r":[0-9a-f]+@", ":fel@", cluster.url("postgres"))
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)

    def test_the_password_is_readable_by_its_owner_alone(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters()
        cluster.start()
        assert cluster.record_file.stat().st_mode & 0o077 == 0

    def test_a_database_is_made_once(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters()
        cluster.start()
        assert cluster.create_database("nämnden")
        assert not cluster.create_database("nämnden")

    def test_the_program_has_a_role_of_its_own_also_in_a_cluster_that_was_made_without_one(
        self, clusters: Callable[..., Cluster]
    ) -> None:
        cluster = clusters()
        cluster.start()
        cluster.create_database("nämnden")
        address = cluster.application_url("nämnden")
        assert cluster.application_url("nämnden") == address
        cluster.stop()
        again = clusters()
        again.start()
        with psycopg.connect(again.application_url("nämnden")) as connection:
            own = "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
            assert connection.execute(own).fetchone() == ("remiss_app", False)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE min ()")

    def test_what_was_committed_survives_a_kill(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters(durable=True)
        cluster.start()
        with psycopg.connect(cluster.url("postgres")) as connection:
            connection.execute("CREATE TABLE kvar AS SELECT 42 AS tal")
        assert cluster.process is not None
        cluster.process.kill()
        cluster.process.wait()
        cluster.start()
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT tal FROM kvar").fetchone() == (42,)

    def test_one_that_ended_by_itself_answers_again_at_the_same_address(
        self, clusters: Callable[..., Cluster]
    ) -> None:
        cluster = clusters()
        cluster.start()
        address = cluster.url("postgres")
        assert cluster.process is not None
        cluster.process.kill()
        cluster.process.wait()
        cluster.start()
        psycopg.connect(address).close()

    def test_a_server_that_was_left_running_is_replaced(self, clusters: Callable[..., Cluster]) -> None:
        left = clusters()
        left.start()
        assert left.process is not None
        again = clusters()
        again.start()
        assert _gone(left.process.pid)
        assert _setting(again, "data_checksums") == "on"

    def test_an_interrupted_creation_is_thrown_away(
        self, clusters: Callable[..., Cluster], folder: Path
    ) -> None:
        (folder / "pg" / "data.new" / "base").mkdir(parents=True)
        cluster = clusters()
        cluster.start()
        assert not (folder / "pg" / "data.new").exists()

    def test_data_of_another_version_is_refused_in_plain_words(
        self, clusters: Callable[..., Cluster]
    ) -> None:
        cluster = clusters()
        cluster.start()
        cluster.stop()
        (cluster.home / "data" / "PG_VERSION").write_text("17\n")
        with pytest.raises(StartError, match="gjord med PostgreSQL 17"):
            cluster.start()

    def test_a_folder_with_a_very_long_name_works(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters("å" * 60)
        cluster.start()
        sockets = _setting(cluster, "unix_socket_directories")
        assert len(os.fsencode(sockets)) + len("/.s.PGSQL.65535") <= database.LONGEST_SOCKET_PATH
        cluster.stop()
        shutil.rmtree(sockets)

    def test_a_closed_parent_folder_keeps_its_permissions(
        self, clusters: Callable[..., Cluster], folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        system_home = folder / "system"
        system_home.mkdir(mode=0o755)
        monkeypatch.setattr(database, "SYSTEM_HOME", system_home)
        closed = folder / "stangd"
        closed.mkdir(mode=0o700)
        cluster = clusters("stangd/pg")
        cluster.start()
        assert closed.stat().st_mode & 0o777 == 0o700
        outside = cluster.home.is_relative_to(system_home)
        assert outside == (os.geteuid() == 0), "only root has to leave the folder"

    def test_stopping_leaves_no_process_behind(self, clusters: Callable[..., Cluster]) -> None:
        cluster = clusters()
        cluster.start()
        assert cluster.process is not None
        pid = cluster.process.pid
        cluster.stop()
        with pytest.raises(ProcessLookupError):
            os.killpg(pid, 0)


class TestProcesses:
    def test_a_taken_port_is_passed_over(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert free_port(port) is None
            found = free_port(port, tries=50)
        assert found is not None
        assert found > port

    def test_a_process_that_will_not_end_is_ended(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(processes, "STOP_SECONDS", 0.5)
        deaf = (
            "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            "print('redo', flush=True); time.sleep(60)"
        )
        log = tmp_path / "log"
        child = Child("Döv", [sys.executable, "-c", deaf], log, dict(os.environ), tmp_path)
        while "redo" not in log.read_text():
            time.sleep(0.02)
        child.stop()
        assert child.process.returncode == -signal.SIGKILL

    def test_a_process_that_waits_begins_when_it_is_told(self, tmp_path: Path) -> None:
        waiting = "import sys; print('läst in', flush=True); sys.stdin.read(); print('börjar', flush=True)"
        log = tmp_path / "logg"
        child = Child("Vän", [sys.executable, "-c", waiting], log, dict(os.environ), tmp_path, waits=True)
        deadline = time.monotonic() + 60
        while "läst in" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not child.died()
        assert "börjar" not in log.read_text()
        child.go_on()
        assert child.process.wait(60) == 0
        assert "börjar" in log.read_text()

    def test_a_process_that_waits_can_be_stopped(self, tmp_path: Path) -> None:
        waiting = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        child = Child("Vän", waiting, tmp_path / "logg", dict(os.environ), tmp_path, waits=True)
        child.stop()
        assert child.died()

    def test_what_a_process_has_started_ends_with_it(self, tmp_path: Path) -> None:
        parent = (
            "import subprocess, sys, time\n"
            "print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(60)"
        )
        log = tmp_path / "log"
        child = Child("Förälder", [sys.executable, "-c", parent, *SLEEP], log, dict(os.environ), tmp_path)
        while "\n" not in log.read_text():
            time.sleep(0.02)
        child.stop()
        assert _gone(int(log.read_text()))

    def test_processes_end_when_their_starter_is_killed(self, tmp_path: Path) -> None:
        starter = (
            "import os, sys, time; from pathlib import Path; from remiss.start.processes import start_apart\n"
            "print(start_apart(sys.argv[1:], dict(os.environ), Path('/')).pid, flush=True); time.sleep(60)"
        )
        process = start_apart(
            [sys.executable, "-c", starter, *SLEEP], dict(os.environ), ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        with process.stdout as output:
            grandchild = int(output.readline())
            process.kill()
            process.wait()
        assert _gone(grandchild)


class TestWhatIsSaidWhenItCannotStart:
    def _complaint(self, folder: Path, capsys: pytest.CaptureFixture[str], **environ: str) -> str:
        assert Launcher({"REMISS_DATA": str(folder), **environ}).run() == 1
        return capsys.readouterr().err

    def test_a_port_that_is_not_a_number(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "PORT ska vara ett tal" in self._complaint(folder, capsys, PORT="åtta")

    def test_a_chosen_port_that_is_taken(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            assert f"Port {port} är upptagen" in self._complaint(folder, capsys, PORT=port)

    def test_a_database_that_does_not_answer(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        port = free_port()
        said = self._complaint(folder, capsys, DATABASE_URL=f"postgresql://x:hemligt@127.0.0.1:{port}/x")
        assert "Databasen i DATABASE_URL svarar inte" in said
        assert str(folder / "logg" / "start.log") in said
        assert "hemligt" not in said


class Running:
    """A whole `make run`, as its own process, on its own data and port."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}/"
        self.folder = folder
        of_the_tests = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
        env = {name: value for name, value in os.environ.items() if name not in of_the_tests}
        env |= {"REMISS_DATA": str(folder), "PORT": str(port), "DEMO": "0"}
        self.env = env
        self.output = folder / "utskrift"
        self.process = self.again()

    def again(self) -> subprocess.Popen[bytes]:
        with self.output.open("wb") as sink:
            self.process = start_apart(
                [sys.executable, "-m", "remiss.start.launcher"], self.env, ROOT, stdout=sink, stderr=sink
            )
        return self.process

    def wait_until(self, words: str, seconds: float = 120) -> str:
        deadline = time.monotonic() + seconds
        while words not in (said := self.output.read_text()):
            assert time.monotonic() < deadline, said
            assert self.process.poll() is None or words in self.output.read_text(), said
            time.sleep(0.1)
        return said

    def wait_for_process(self, words: bytes, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not any(words in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self.processes()):
            assert time.monotonic() < deadline, words
            time.sleep(0.1)

    def database(self, name: str) -> str:
        """An address of its database."""
        return str(json.loads((self.folder / "korning.json").read_text())["env"][name])

    def environment(self, pid: int) -> dict[str, str]:
        """What a process was started with."""
        text = Path(f"/proc/{pid}/environ").read_bytes().decode()
        return dict(part.split("=", 1) for part in text.split("\0") if "=" in part)

    def health(self) -> int:
        try:
            with urllib.request.urlopen(self.address + "halsa", timeout=10) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def processes(self) -> list[int]:
        """Every process whose environment names this data folder, and the database server with its own."""
        needle = os.fsencode(self.folder)
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and int(entry.name) != os.getpid():
                try:
                    text = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                except OSError:  # ended meanwhile, or another user's
                    continue
                if needle in text:
                    found.append(int(entry.name))
        return found


@pytest.fixture
def running(folder: Path) -> Iterator[Running]:
    """A started program, killed with everything of it if the test leaves it."""
    program = Running(folder)
    yield program
    for pid in [program.process.pid, *program.processes()]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    program.process.wait()


@pytest.mark.durability
class TestTheWholeProgram:
    def test_it_starts_says_where_and_stops_without_a_trace(self, running: Running) -> None:
        assert running.address in running.wait_until("Stäng med Ctrl-C")
        assert running.health() == 200
        second = subprocess.run(
            [sys.executable, "-m", "remiss.start.launcher"],
            cwd=ROOT,
            env=running.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert f"körs redan på {running.address}" in second.stderr
        assert len(running.processes()) > 5
        os.killpg(running.process.pid, signal.SIGINT)
        assert running.process.wait(60) == 0
        assert running.processes() == []

    def test_what_serves_owns_no_table_and_is_not_told_who_does(self, running: Running) -> None:
        running.wait_until("Stäng med Ctrl-C")
        with psycopg.connect(running.database("DATABASE_URL")) as connection:
            owners = connection.execute(
                "SELECT tableowner, count(*) > 50 FROM pg_tables WHERE schemaname = 'public' GROUP BY 1"
            ).fetchall()
            assert owners == [("remiss", True)]
            assert connection.execute("SELECT current_user").fetchone() == ("remiss_app",)
        told = [p for p in running.processes() if "DATABASE_URL" in running.environment(p)]
        assert len(told) >= 4
        assert not any("DATABASE_OWNER_URL" in running.environment(p) for p in told)

    def test_it_recovers_after_a_kill_and_keeps_its_data(self, running: Running) -> None:
        running.wait_until("Stäng med Ctrl-C")
        with psycopg.connect(running.database("DATABASE_OWNER_URL")) as connection:
            connection.execute("CREATE TABLE kvar AS SELECT 42 AS tal")
        running.process.kill()
        running.process.wait()
        running.again()
        running.wait_until("Stäng med Ctrl-C")
        with psycopg.connect(running.database("DATABASE_OWNER_URL")) as connection:
            assert connection.execute("SELECT tal FROM kvar").fetchone() == (42,)
        running.process.terminate()
        assert running.process.wait(60) == 0
        assert running.processes() == []

    def test_it_starts_a_worker_and_the_database_again_and_stops_all_when_that_is_too_often(
        self, running: Running
    ) -> None:
        running.wait_until("Stäng med Ctrl-C")

        def kill(what: bytes) -> None:
            pids = [p for p in running.processes() if what in Path(f"/proc/{p}/cmdline").read_bytes()]
            os.kill(min(pids), signal.SIGKILL)

        kill(b"-D")
        running.wait_until("Databasen avslutades oväntat och startas igen (1 av 5)")
        for time_ in range(1, 6):
            running.wait_for_process(b"arbetare-1")
            kill(b"arbetare-1")
            running.wait_until(f"Arbetare 1 avslutades oväntat och startas igen ({time_} av 5)")
        running.wait_for_process(b"arbetare-1")
        kill(b"arbetare-1")
        assert running.process.wait(60) == 1
        said = running.output.read_text()
        assert "Arbetare 1 avslutades oväntat, så allt stängs" in said
        assert str(running.folder / "logg" / "arbetare-1.log") in said
        assert running.processes() == []


class TestTheRestarts:
    def test_a_few_are_allowed_and_one_more_is_not(self) -> None:
        restarts = Restarts()
        assert [restarts.allows("Arbetare 1", float(n)) for n in range(7)] == [1, 2, 3, 4, 5, None, None]
        assert restarts.allows("Databasen", 7.0) == 1

    def test_what_is_long_ago_is_forgotten(self) -> None:
        restarts = Restarts()
        assert [restarts.allows("Databasen", 200.0 * n) for n in range(9)] == [1, 2, 2, 2, 2, 2, 2, 2, 2]


class TestTheSetUp:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_every_locked_package_has_hashes_and_no_address(self, name: str) -> None:
        text = (ROOT / name).read_text()
        entries = re.split(r"\n(?=[a-z0-9])", text.partition("\n")[2])
        packages = [entry for entry in entries if re.match(r"[a-z0-9][\w.\-\[\]]*==", entry)]
        assert len(packages) > 40
        assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []
        assert "://" not in text

    def test_the_two_lock_files_agree(self) -> None:
        pins = [
            set(re.findall(r"^([\w.\-]+==\S+)", (ROOT / name).read_text(), re.M))
            for name in ("requirements.lock", "requirements-dev.lock")
        ]
        assert pins[0] <= pins[1]

    def test_installed_packages_are_left_as_they_are(self) -> None:
        plan = (
            "Inst libc6 [2.36-9] (2.36-10 Debian:12/stable [amd64])\n"
            "Inst libpango-1.0-0 (1.50.12+ds-1 Debian:12/stable [amd64]) []\n"
            "Conf libpango-1.0-0 (1.50.12+ds-1 Debian:12/stable [amd64])\n"
        )
        assert to_unpack(plan) == ["libpango-1.0-0=1.50.12+ds-1"]

    def test_every_cut_of_the_typefaces_can_write_swedish(self) -> None:
        files = truetype_files()
        assert len(files) == 12
        for path in files.values():
            with TTFont(path) as font:
                signs = font.getBestCmap() or {}
            missing = [sign for sign in "åäöÅÄÖéÉü§–—”’«»…·" if ord(sign) not in signs]
            assert missing == [], path.name

    def test_the_arguments_go_to_both_kinds_of_test(self) -> None:
        with_arguments = [check.title for check in checks(["-k", "anslag"]) if "anslag" in check.command]
        assert with_arguments == ["Enhetstester", "Resor i webbläsaren"]
