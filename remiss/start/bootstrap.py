"""From a clone to a working environment: what every target of the Makefile does first.

Runs with the system's python3 before any environment exists, so it uses the standard library only. Every
step is skipped when its result is already there. It ends by becoming the program that was asked for, in the
environment it has made.
"""

# ruff: noqa: S603, S606 (every command is built by us, and no shell sees it)

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from remiss.start import newer_python
from remiss.start.console import StartError, complain, run_logged, say, step
from remiss.start.system_packages import CHROMIUM, PANGO_OBJECTS, STEERING_OBJECTS, SystemPackages

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".data"
LOG = LOCAL / "logg" / "uppsattning.log"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "synced.json"
STATIC = ROOT / "static"
TYPEFACE_RECIPE = ROOT / "remiss" / "start" / "fonts.py"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
UV_VERSION = "0.13.9"
OLDEST_PYTHON = (3, 11)
PROGRAMS = {
    "run": ("-m", "remiss.start.launcher"),
    "manage": ("-m", "remiss.start.launcher", "manage"),
    "test": ("-m", "remiss.start.testrun"),
    "future": ("-m", "remiss.start.testrun", "--future"),
    "bench": ("-m", "bench"),
    "soak": ("-m", "tests.haverier"),
}


def main(arguments: list[str]) -> int:  # noqa: RET503 (the last line never returns)
    """Set up for `arguments[0]` and become it; return the exit code when that fails or is all."""
    command, rest = arguments[0], arguments[1:]
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise StartError(
                f"Remiss behöver Python 3.11 eller nyare, men {sys.executable} är {sys.version.split()[0]}; "
                "ange en nyare med «make PYTHON=/sökväg/till/python3 …»."
            )
        _prepare_folder()
        env = _clean_environment()
        with _alone():
            packages = SystemPackages(LOCAL / "system", LOG)
            bundle = None if "SSL_CERT_FILE" in env else packages.certificates()
            if bundle is not None:
                for name in ("SSL_CERT_FILE", "PIP_CERT"):
                    env.setdefault(name, str(bundle))
            if command == "lock":
                _make_locks(packages, env)
                return 0
            _prepare_environment(packages, env, dev=command in ("test", "future"))
            _prepare_pango(packages, env)
            if command != "run":  # which makes them beside the demo
                prepare_typefaces(env | packages.environment(env))
            if command in ("test", "future"):
                _prepare_chromium(packages, env)
                _prepare_dovecot(packages)
                _prepare_newer_python(packages, env, future=command == "future")
            env.update(packages.environment(env))
    except StartError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        say("\nAvbrutet. Kör samma kommando igen, så fortsätter det där det slutade.")
        return 130
    os.chdir(ROOT)
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), *PROGRAMS[command], *rest], env)


def _prepare_folder() -> None:
    """Make the local data folder; as root others may pass through it: PostgreSQL does not run as root."""
    try:
        if not LOCAL.is_dir():
            LOCAL.mkdir()
            LOCAL.chmod(0o711 if os.geteuid() == 0 else 0o700)
        LOG.parent.mkdir(exist_ok=True)
        LOG.open("ab").close()
    except OSError as error:
        raise StartError(
            f"Du får inte skriva i {error.filename}; kör som den användare som äger mappen, eller klona till "
            "en egen."
        ) from error


def _clean_environment() -> dict[str, str]:
    """Return the environment without what would lead our Python astray."""
    unwanted = {
        "PYTHONPATH",
        "PYTHONHOME",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "UV_PROJECT_ENVIRONMENT",
        "PYTHONDONTWRITEBYTECODE",  # every start would compile every module anew
        "UV_PYTHON",
    }
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["UV_SYSTEM_CERTS"] = "1"
    env["UV_PYTHON_DOWNLOADS"] = "never"
    if "PIP_INDEX_URL" in env:
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    if not os.access(Path(env.get("HOME", "/nonexistent")), os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(LOCAL / "cache" / "uv"))
        env.setdefault("PIP_CACHE_DIR", str(LOCAL / "cache" / "pip"))
    return env


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the set-up lock of this checkout: two commands started together do not build over each other."""
    with (LOCAL / "uppsattning.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("… Väntar på en annan uppsättning i samma mapp")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# -- the Python environment ------------------------------------------------------------------------


def _prepare_environment(packages: SystemPackages, env: dict[str, str], *, dev: bool) -> None:
    if not _environment_answers():
        if VENV.exists() and not os.access(VENV, os.W_OK):
            raise StartError(f"Du får inte skriva i {VENV}; ta bort mappen som den användare som äger den.")
        with step("Python-miljö"):
            shutil.rmtree(VENV, ignore_errors=True)
            run_logged(
                [sys.executable, "-m", "venv", "--without-pip", VENV],
                LOG,
                "Python-miljön gick inte att skapa; installera python3-venv och kör samma kommando igen.",
                env=env,
            )
    synced = json.loads(STAMP.read_text()) if STAMP.is_file() else {}
    wanted = {"runtime": _digest(RUNTIME_LOCK)}
    # A developer's environment is a superset: running the program does not take the tools away again.
    with_tools = dev or "dev" in synced
    if with_tools:
        wanted["dev"] = _digest(DEV_LOCK)
    if synced == wanted:
        return
    uv = _uv(packages, env)
    lock = DEV_LOCK if with_tools else RUNTIME_LOCK
    with step("Bibliotek för program och tester" if with_tools else "Bibliotek"):
        STAMP.unlink(missing_ok=True)
        run_logged(
            [*uv, "pip", "sync", "--require-hashes", "--python", VENV_PYTHON, lock],
            LOG,
            "Biblioteken gick inte att hämta; kontrollera nätverket och kör samma kommando igen.",
            env=env,
        )
        STAMP.write_text(json.dumps(wanted))


def _environment_answers() -> bool:
    """Say whether the environment exists, runs, and was made by the Python that runs now."""
    if not VENV_PYTHON.exists():
        return False
    program = "import sys; print(sys.version_info[:2], sys.base_prefix)"
    asked = subprocess.run([VENV_PYTHON, "-c", program], capture_output=True, text=True, check=False)
    return asked.stdout.strip() == f"{sys.version_info[:2]} {sys.base_prefix}"


def _uv(packages: SystemPackages, env: dict[str, str]) -> list[str]:
    """Return the command for uv: the machine's own, or one installed beside the environment."""
    on_path = shutil.which("uv", path=env.get("PATH"))
    if on_path is not None:
        return [on_path]
    folder = LOCAL / "uv" / UV_VERSION
    program = folder / "bin" / "uv"
    if not program.is_file():
        with step("Installationsverktyget uv"):
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            command: list[str | Path] = [sys.executable, "-m", "pip"]
            pip_env = dict(env)
            if (
                subprocess.run([*command, "--version"], env=env, capture_output=True, check=False).returncode
                != 0
            ):
                pip_env["PYTHONPATH"] = str(packages.get_pip())
            run_logged(
                [
                    *command,
                    "install",
                    "--no-deps",
                    "--only-binary=:all:",
                    "--target",
                    partial,
                    f"uv=={UV_VERSION}",
                ],
                LOG,
                "Verktyget uv gick inte att hämta; kontrollera nätverket och kör samma kommando igen.",
                env=pip_env,
            )
            shutil.rmtree(folder, ignore_errors=True)
            partial.rename(folder)
    return [str(program)]


def _make_locks(packages: SystemPackages, env: dict[str, str]) -> None:
    """Resolve pyproject.toml anew into both lock files: hashes for every system, no addresses."""
    uv = _uv(packages, env)
    compile_lock = ["pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    compile_lock += ["--custom-compile-command", "make lock", "--python", sys.executable]
    for lock, groups in ((RUNTIME_LOCK, []), (DEV_LOCK, ["--group", "dev"])):
        with step(lock.name):
            run_logged(
                [*uv, *compile_lock, *groups, "pyproject.toml", "--output-file", lock.name],
                LOG,
                f"{lock.name} gick inte att göra om; loggen säger vilket beroende det gäller.",
                env=env,
                cwd=ROOT,
            )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -- what is not Python ----------------------------------------------------------------------------


def _prepare_pango(packages: SystemPackages, env: dict[str, str]) -> None:
    if packages.loads(PANGO_OBJECTS, env):
        return
    with step("Systembibliotek för PDF"):
        packages.get_pango()
        if not packages.loads(PANGO_OBJECTS, env):
            raise StartError("Biblioteken för PDF hämtades men gick inte att ladda; se loggen.", LOG)


def prepare_typefaces(env: dict[str, str]) -> None:
    """Make the typefaces of the web pages, unless they are there."""
    made_by = STATIC / "typsnitt" / ".gjorda-av"
    recipe = _digest(TYPEFACE_RECIPE)
    if made_by.is_file() and made_by.read_text() == recipe:
        return
    with step("Typsnitt"):
        run_logged(
            [VENV_PYTHON, "-m", "remiss.start.fonts", STATIC],
            LOG,
            "Typsnitten gick inte att göra om för webben; se loggen.",
            env=env,
            cwd=ROOT,
        )
        made_by.write_text(recipe)


def _prepare_chromium(packages: SystemPackages, env: dict[str, str]) -> None:
    browser = packages.browser(env)
    if browser is None or not packages.loads(STEERING_OBJECTS, env):
        with step("Webbläsaren Chromium"):
            packages.get_chromium()
            browser = packages.browser(env)
            if browser is None or not packages.loads(STEERING_OBJECTS, env):
                raise StartError(
                    f"Chromium hämtades men startar inte; kör «apt-get install {' '.join(CHROMIUM)}» som "
                    "root och sedan «make test» igen.",
                    LOG,
                )
    env["CHROMIUM"] = browser


def _prepare_dovecot(packages: SystemPackages) -> None:
    """An IMAP server for the tests of the post, where it can be installed; else they are left out, and pytest says why."""
    if packages.dovecot() is None and packages.is_root:
        try:
            with step("E-postservern Dovecot"):
                packages.get_dovecot()
        except StartError as error:
            complain(error)


def _prepare_newer_python(packages: SystemPackages, env: dict[str, str], *, future: bool) -> None:
    """Name in `env` a newer Python with our libraries (for the future, with the newest Django), or say why there is none."""
    program = newer_python.find(env)
    if program is None:
        names = ", ".join(newer_python.NAMES)
        env["NO_NEWER_PYTHON"] = f"ingen Python nyare än {sys.version.split()[0]} finns här ({names})"
        return
    folder = LOCAL / ("framtid" if future else "nyare-python")
    more = ("django",) if future else ()
    try:
        python = newer_python.prepare(folder, program, _uv(packages, env), DEV_LOCK, LOG, env, *more)
        env["NEWER_PYTHON"] = str(python)
    except StartError as error:
        env["NO_NEWER_PYTHON"] = f"{error.message} ({error.log})"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
