"""System libraries and programs that no Python package brings: Pango for the PDF, Chromium for the journeys.

As root they are installed with apt. As an ordinary user the packages that the machine lacks are downloaded
with apt into a folder of ours and unpacked there; nothing outside that folder changes. Standard library
only.
"""

# ruff: noqa: S603 (every command is built by us, and no shell sees it)

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

from remiss.start.console import StartError, run_logged

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# The shared objects that WeasyPrint opens by name.
PANGO_OBJECTS = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# Chromium without a window, and what the program that steers it opens by name. It does the same for a quarter less of the
# processor than the whole browser, which is taken where Debian is older than the package.
CHROMIUM = ("chromium-headless-shell", "libatomic1")
WHOLE_CHROMIUM = ("chromium", "libatomic1")
# An IMAP server, for the tests of the post.
DOVECOT = ("dovecot-imapd",)
STEERING_OBJECTS = ("libatomic.so.1",)
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_INST = re.compile(r"^Inst (?P<name>\S+) (?P<old>\[[^\]]*\] )?\((?P<version>\S+)")


class SystemPackages:
    """Debian packages for this checkout, unpacked under `folder` when they cannot be installed."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.log = log
        self.is_root = os.geteuid() == 0

    # -- what is there -----------------------------------------------------------------------------

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """Return the variables that let a process find what is unpacked: nothing when nothing is."""
        added: dict[str, str] = {}
        if not self.root.is_dir():
            return added
        triplet = sysconfig.get_config_var("MULTIARCH") or ""
        folders = [
            self.root / prefix / triplet / last
            for prefix in ("usr/lib", "lib")
            for last in ("", "nss", "pulseaudio", "blas", "lapack")
        ]
        found = [str(folder) for folder in folders if folder.is_dir()]
        if found:
            earlier = [base["LD_LIBRARY_PATH"]] if base.get("LD_LIBRARY_PATH") else []
            added["LD_LIBRARY_PATH"] = ":".join(found + earlier)
        fonts = self.folder / "fonts.conf"
        if fonts.is_file() and "FONTCONFIG_FILE" not in base:
            added["FONTCONFIG_FILE"] = str(fonts)
        return added

    def loads(self, objects: Sequence[str], base: Mapping[str, str]) -> bool:
        """Say whether a new process can load every one of these shared objects."""
        program = f"import ctypes\nfor name in {tuple(objects)!r}: ctypes.CDLL(name)"
        env = {**base, **self.environment(base)}
        return subprocess.run([sys.executable, "-c", program], env=env, capture_output=True).returncode == 0

    def browser(self, base: Mapping[str, str]) -> str | None:
        """Return a Chromium that answers: the one named in CHROMIUM, the system's, or ours; or None."""
        candidates = [base.get("CHROMIUM"), *map(shutil.which, BROWSERS), str(self.folder / "chromium")]
        for candidate in candidates:
            if candidate and Path(candidate).is_file():
                asked = subprocess.run(
                    [candidate, "--version"], env=dict(base), capture_output=True, check=False
                )
                if asked.returncode == 0:
                    return candidate
        return None

    @staticmethod
    def dovecot() -> str | None:
        """Return Dovecot, the system's own, which is in a folder that few have on their PATH; or None."""
        return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

    # -- getting what is missing -------------------------------------------------------------------

    def get_pango(self) -> None:
        """Install or unpack Pango."""
        self._get(PANGO, "biblioteken för PDF")
        if not self.is_root:
            self._write_fonts_conf()

    def get_dovecot(self) -> None:
        """Install Dovecot."""
        self._get(DOVECOT, "e-postservern Dovecot")

    def get_chromium(self) -> None:
        """Install Chromium, or unpack it with a small starter beside it."""
        try:
            self._get(CHROMIUM, "webbläsaren Chromium")
        except StartError:
            self._get(WHOLE_CHROMIUM, "webbläsaren Chromium")
        if not self.is_root:
            self._write_fonts_conf()
            starter = self.folder / "chromium"
            paths = self.environment({})["LD_LIBRARY_PATH"]
            folder = self.root / "usr/lib/chromium"
            program = next(
                p for p in (folder / "chromium-headless-shell", folder / "chromium") if p.is_file()
            )
            starter.write_text(
                "#!/bin/sh\n"
                f'LD_LIBRARY_PATH="{paths}" FONTCONFIG_FILE="{self.folder / "fonts.conf"}" \\\n'
                f'    exec "{program}" "$@"\n'
            )
            starter.chmod(0o755)

    def get_pip(self) -> Path:
        """Return a wheel of pip: Debian's, installed or unpacked."""
        found = self._pip_wheel()
        if found is None:
            self._get(("python3-pip-whl",), "pip")
            found = self._pip_wheel()
        if found is None:
            raise self._missing(("python3-venv",), "pip")
        return found

    def certificates(self) -> Path | None:
        """Return a bundle of root certificates to point TLS at, or None when the system has its own."""
        if CERTIFICATES.is_file() or shutil.which("apt-get") is None:
            return None
        bundle = self.folder / "ca-certificates.crt"
        if not bundle.is_file():
            self._get(("ca-certificates",), "rotcertifikaten")
            if CERTIFICATES.is_file():
                return None
            parts = sorted((self.root / "usr/share/ca-certificates").rglob("*.crt"))
            bundle.write_text("\n".join(part.read_text().strip() for part in parts) + "\n")
        return bundle

    def _pip_wheel(self) -> Path | None:
        for folder in (Path("/usr/share/python-wheels"), self.root / "usr/share/python-wheels"):
            for wheel in sorted(folder.glob("pip-*.whl")):
                return wheel
        return None

    def _get(self, packages: Sequence[str], what: str) -> None:
        if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
            raise self._missing(packages, what)
        if self.is_root:
            self._install(packages, what)
        else:
            self._unpack(packages, what)

    def _missing(self, packages: Sequence[str], what: str) -> StartError:
        names = " ".join(packages)
        sudo = "" if self.is_root else "sudo "
        return StartError(
            f"Det gick inte att hämta {what}; installera med «{sudo}apt-get install {names}», eller "
            "motsvarande i ditt system, och kör samma kommando igen.",
            self.log,
        )

    # -- as root -----------------------------------------------------------------------------------

    def _install(self, packages: Sequence[str], what: str) -> None:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = [
            "apt-get",
            "-q",
            "-y",
            "-o",
            "DPkg::Lock::Timeout=120",
            "install",
            "--no-install-recommends",
        ]
        failure = self._missing(packages, what)
        if _has_lists(Path("/var/lib/apt")):
            try:
                run_logged([*install, *packages], self.log, failure.message, env=env)
                return
            except StartError:
                # The lists may be older than the archive: fetch them anew and try once more.
                pass
        run_logged(["apt-get", "-q", "update"], self.log, failure.message, env=env)
        run_logged([*install, *packages], self.log, failure.message, env=env)

    # -- as an ordinary user -----------------------------------------------------------------------

    def _unpack(self, packages: Sequence[str], what: str) -> None:
        failure = self._missing(packages, what)
        own_lists = _has_lists(self.folder / "apt")
        if own_lists or _has_lists(Path("/var/lib/apt")):
            try:
                self._download_and_extract(packages, failure, own_lists=own_lists)
                return
            except StartError:
                # Old lists again, this time the machine's, which only root may renew: make our own.
                pass
        self._update_own_lists(failure)
        self._download_and_extract(packages, failure, own_lists=True)

    def _apt(self, *, own_lists: bool) -> list[str]:
        state = self.folder / "apt"
        cache = self.folder / "cache"
        for folder in (state / "lists/partial", cache / "archives/partial"):
            folder.mkdir(parents=True, exist_ok=True)
        command = ["apt-get", "-q", "-o", f"Dir::Cache={cache}", "-o", "Debug::NoLocking=1"]
        if own_lists:
            command += ["-o", f"Dir::State={state}", "-o", "Dir::State::status=/var/lib/dpkg/status"]
        return command

    def _update_own_lists(self, failure: StartError) -> None:
        run_logged([*self._apt(own_lists=True), "update"], self.log, failure.message)

    def _download_and_extract(self, packages: Sequence[str], failure: StartError, *, own_lists: bool) -> None:
        apt = self._apt(own_lists=own_lists)
        simulate = [*apt, "-s", "install", "--no-install-recommends", *packages]
        planned = subprocess.run(simulate, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        if planned.returncode != 0:
            with self.log.open("a") as sink:
                sink.write(planned.stdout + planned.stderr)
            raise failure
        wanted = to_unpack(planned.stdout)
        done_file = self.folder / "unpacked.txt"
        done = set(done_file.read_text().split()) if done_file.is_file() else set()
        missing = [name for name in wanted if name not in done]
        if not missing:
            return
        packed = self.folder / "packages"
        shutil.rmtree(packed, ignore_errors=True)
        packed.mkdir(parents=True)
        self.root.mkdir(exist_ok=True)
        run_logged([*apt, "download", *missing], self.log, failure.message, cwd=packed)
        for archive in sorted(packed.glob("*.deb")):
            run_logged(["dpkg", "-x", archive, self.root], self.log, failure.message)
        shutil.rmtree(packed)
        done_file.write_text("\n".join(sorted(done | set(missing))) + "\n")

    def _write_fonts_conf(self) -> None:
        (self.folder / "fonts.conf").write_text(
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
            "  <dir>/usr/share/fonts</dir>\n"
            f"  <dir>{self.root}/usr/share/fonts</dir>\n"
            f"  <cachedir>{self.folder}/fontconfig</cachedir>\n"
            "</fontconfig>\n"
        )


def to_unpack(plan: str) -> list[str]:
    """Return the packages, as name=version, that an `apt-get -s install` would add to the machine.

    One that is installed but older is left alone: mixing another libc into a process would crash it.
    """
    found = [match for match in map(_INST.match, plan.splitlines()) if match and not match["old"]]
    return [f"{match['name']}={match['version']}" for match in found]


def _has_lists(state: Path) -> bool:
    return any(state.glob("lists/*_Packages*"))
