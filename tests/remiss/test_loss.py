"""Nothing is lost and nothing is done twice: a stale save, a double POST, and a web server that is killed before it could answer.

Each scenario is judged by its own checker, and each is run again with its protection taken out, to see that the checker tells.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from motions.actor import acting
from motions.models import Anvandare, Avsnitt, Handelse, Tjansteutlatande, Utkast
from remiss.effects.utlatandetext.text import Sparning
from remiss.facts.utlatandetext import SparaAvsnitt
from remiss.hinder import Gjort
from remiss.start.processes import start_apart
from remiss.workflow import edits
from tests import texten as utlatandetext
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.vagen import Vag

CSRF = "a" * 32
ROT = Path(__file__).resolve().parents[2]
BACKEND = "remiss.login.backend.AccountBackend"


@dataclass(frozen=True)
class Fall:
    """A draft in a database of its own."""

    url: str
    vag: Vag
    utlatande: Tjansteutlatande
    data: Path

    def kaka(self, person: Anvandare) -> str:
        """The cookies of one who is logged in."""
        klient = Client()
        klient.force_login(person, backend=BACKEND)
        return f"sessionid={klient.cookies['sessionid'].value}; csrftoken={CSRF}"


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit. Gives its DATABASE_URL."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


@pytest.fixture
def fall(db: str, varld: Varld, tmp_path: Path) -> Fall:
    """A handläggare and a medhandläggare with a draft, committed in a clone."""
    (tmp_path / "statiskt").mkdir()
    vag = Vag(varld).registrera().tilldela(medhandlaggare=[varld.kollega])
    with acting(varld.handlaggare):
        utlatande = utlatandetext.skapa_utlatande(vag.arende, by=varld.handlaggare, at=vag.nu)
    return Fall(db, vag, utlatande, tmp_path)


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    process: subprocess.Popen[bytes]

    def posta(self, stig: str, kaka: str, falt: dict[str, str]) -> tuple[int, str]:
        """(status, where to), or (0, "") when the connection was cut before an answer."""
        forbindelse = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            forbindelse.request(
                "POST",
                stig,
                urlencode({"csrfmiddlewaretoken": CSRF, **falt}),
                {
                    "Cookie": kaka,
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept": "application/json",
                },
            )
            svar = forbindelse.getresponse()
            svar.read()
            return svar.status, svar.getheader("Location") or ""
        except (ConnectionError, http.client.HTTPException):
            return 0, ""
        finally:
            forbindelse.close()

    def doda(self) -> None:
        """kill -9, the master and its workers at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def server(fall: Fall, *, utan: str = "", stopp: Path | None = None) -> Iterator[Server]:
    """The program behind gunicorn, on the clone; killed at the end if it still runs."""
    with socket.socket() as plats:
        plats.bind(("127.0.0.1", 0))
        port = plats.getsockname()[1]
    miljo = {
        **os.environ,
        "DATABASE_URL": fall.url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "REMISS_DATA": str(fall.data),
        "LOG_LEVEL": "ERROR",
        "FORLUST": utan,
        "FORLUST_STOPP": str(stopp or ""),
    }
    process = start_apart(
        [sys.executable, "-m", "gunicorn", "tests.remiss.forlust_wsgi:application", "--bind", f"127.0.0.1:{port}",
         "--threads", "16", "--log-level", "error"],
        miljo, ROT,
    )  # fmt: skip
    try:
        _vanta_pa(port, process)
        yield Server(port, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _vanta_pa(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "servern startade inte"
        try:
            forbindelse = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            forbindelse.request("GET", "/logga-in/")
            forbindelse.getresponse().read()
            forbindelse.close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("servern svarar inte")


# a stale save


def sparningar(fall: Fall, texter: dict[str, Anvandare]) -> dict[str, int]:
    """Save each text over the version that all of them began with. Status by text."""
    stig = reverse("avsnitt", args=[fall.utlatande.pk, "bakgrund"])
    svar = {}
    for text, person in texter.items():
        klient = Client()
        klient.force_login(person, backend=BACKEND)
        svar[text] = klient.post(stig, {"text": f"<p>{text}</p>", "bas_version": "0"}).status_code
    return svar


def forlorade(fall: Fall, svar: dict[str, int]) -> list[str]:
    """The texts that are nowhere, those that were said to be saved and are not in force, and those said nothing true of."""
    nu = Avsnitt.objects.get(utlatande=fall.utlatande, nyckel="bakgrund").text
    kvar = list(Utkast.objects.values_list("text", "konflikt"))
    fel = [f"{text} finns ingenstans" for text in svar if not any(text in t for t, _ in kvar)]
    sparade = [text for text, status in svar.items() if status < 400]
    fel += [f"{text} skrevs över utan att någon såg det" for text in sparade if text not in nu]
    return fel + [f"{text} fick svar {s}" for text, s in svar.items() if s not in (302, 412)]


def test_a_stale_save_is_refused_and_both_texts_are_kept(fall: Fall) -> None:
    v = fall.vag.varld
    svar = sparningar(fall, {"annastext": v.handlaggare, "bostext": v.kollega})

    assert svar == {"annastext": 302, "bostext": 412}
    assert forlorade(fall, svar) == []
    assert Utkast.objects.get(konflikt=True).sparad_by == v.kollega


def test_without_the_version_check_the_loss_is_told(fall: Fall, monkeypatch: pytest.MonkeyPatch) -> None:
    riktig = edits.SPARA_AVSNITT.effect

    def utan_version(
        utlatande: Tjansteutlatande, facts: SparaAvsnitt, /, *, by: Anvandare, at: datetime
    ) -> Gjort[Sparning]:
        nu = utlatande.avsnitt.get(nyckel=facts.nyckel).version
        return riktig(utlatande, replace(facts, bas_version=nu), by=by, at=at)

    monkeypatch.setattr(edits, "SPARA_AVSNITT", replace(edits.SPARA_AVSNITT, effect=utan_version))
    v = fall.vag.varld

    svar = sparningar(fall, {"annastext": v.handlaggare, "bostext": v.kollega})

    assert forlorade(fall, svar) == ["annastext skrevs över utan att någon såg det"]


def test_of_ten_who_save_at_once_one_wins_and_nobody_loses(fall: Fall) -> None:
    stig = reverse("avsnitt", args=[fall.utlatande.pk, "bakgrund"])
    kakor = [fall.kaka(fall.vag.varld.handlaggare), fall.kaka(fall.vag.varld.kollega)]
    with server(fall) as s, ThreadPoolExecutor(10) as pool:

        def spara(n: int) -> int:
            return s.posta(stig, kakor[n % 2], {"text": f"<p>text{n}.</p>", "bas_version": "0"})[0]

        statusar = list(pool.map(spara, range(10)))

    assert sorted(statusar) == [200, *[412] * 9]
    kvar = " ".join(Utkast.objects.values_list("text", flat=True))
    assert [n for n in range(10) if f"text{n}." not in kvar] == []
    assert Avsnitt.objects.get(utlatande=fall.utlatande, nyckel="bakgrund").version == 1


# a double POST


def en_sats_till(fall: Fall, nyckel: str) -> tuple[str, dict[str, str]]:
    """A POST with an effect that can be counted: one beslutssats more."""
    return reverse("sats_ny", args=[fall.utlatande.pk]), {
        "nyckel": nyckel,
        "text": "Nämnden godkänner förslaget.",
    }


def gjorda(fall: Fall) -> int:
    """How many times it was done."""
    return fall.utlatande.beslutssatser.count()


def flera(fall: Fall, s: Server, nyckel: str, antal: int) -> set[tuple[int, str]]:
    """The different answers to many identical POSTs at once."""
    stig, falt = en_sats_till(fall, nyckel)
    kaka = fall.kaka(fall.vag.varld.handlaggare)
    with ThreadPoolExecutor(antal) as pool:
        return set(pool.map(lambda _: s.posta(stig, kaka, falt), range(antal)))


def test_fifty_identical_posts_at_once_do_it_once_and_get_one_answer(fall: Fall) -> None:
    with server(fall) as s:
        svar = flera(fall, s, str(uuid.uuid4()), 50)

    assert gjorda(fall) == 1
    assert len(svar) == 1
    assert next(iter(svar))[0] == 302


def test_of_two_contents_with_one_key_at_once_one_is_saved_and_the_other_is_told(fall: Fall) -> None:
    stig, falt = en_sats_till(fall, str(uuid.uuid4()))
    kaka = fall.kaka(fall.vag.varld.handlaggare)
    texter = ["Nämnden godkänner förslaget.", "Nämnden avslår förslaget."]
    with server(fall) as s, ThreadPoolExecutor(2) as pool:
        svar = list(pool.map(lambda text: s.posta(stig, kaka, {**falt, "text": text})[0], texter))

    assert sorted(svar) == [302, 409]
    assert [r.text for r in fall.utlatande.beslutssatser.all()] == [texter[svar.index(302)]]


def test_without_the_key_the_double_post_is_told(fall: Fall) -> None:
    with server(fall, utan="nyckel") as s:
        flera(fall, s, str(uuid.uuid4()), 10)

    assert gjorda(fall) > 1


def test_an_act_of_the_table_posted_twice_is_done_once(fall: Fall) -> None:
    arende = fall.vag.arende
    stig = reverse("akt", args=["arende", arende.pk, "begar_anstand"])
    falt = {"nyckel": str(uuid.uuid4()), "onskad_on": "2027-03-01", "skal": "Fler måste höras."}
    kaka = fall.kaka(fall.vag.varld.handlaggare)
    with server(fall) as s, ThreadPoolExecutor(8) as pool:
        svar = set(pool.map(lambda _: s.posta(stig, kaka, falt), range(8)))

    assert len(svar) == 1, svar
    assert Handelse.objects.filter(kedja=arende.kedja, slag="arende.begar_anstand").count() == 1
    assert arende.remiss.anstand.count() == 1


# kill -9 between save and answer


def spara_i_rad(fall: Fall, s: Server, antal: int) -> list[str]:
    """Save one text after another. Returns those that the server said it saved."""
    stig = reverse("avsnitt", args=[fall.utlatande.pk, "bakgrund"])
    kaka = fall.kaka(fall.vag.varld.handlaggare)
    kvitterade = []
    for n in range(antal):
        text = f"sparning{n}."
        if s.posta(stig, kaka, {"text": f"<p>{text}</p>", "bas_version": str(n)})[0] == 200:
            kvitterade.append(text)
    return kvitterade


def saknade(kvitterade: list[str]) -> list[str]:
    """What was said to be saved and is not there."""
    kvar = " ".join(Utkast.objects.values_list("text", flat=True))
    return [text for text in kvitterade if text not in kvar]


def doda_i_mellanrummet(fall: Fall, *, utan: str = "") -> int:
    """Post, kill the server between COMMIT and answer, start it anew, post again with the same key. How often it was done."""
    stopp = fall.data / "star-mellan-commit-och-svar"
    stig, falt = en_sats_till(fall, str(uuid.uuid4()))
    kaka = fall.kaka(fall.vag.varld.handlaggare)
    with server(fall, utan=utan, stopp=stopp) as s, ThreadPoolExecutor(1) as pool:
        vantar = pool.submit(s.posta, stig, kaka, falt)
        for _ in range(600):
            if stopp.exists():
                break
            time.sleep(0.05)
        assert stopp.exists(), "servern kom aldrig till mellanrummet"
        s.doda()
        assert vantar.result() == (0, ""), "ett svar hann fram"
    assert gjorda(fall) == 1, "det som gjordes före svaret ska vara kvar"
    with server(fall, utan=utan) as s:
        assert s.posta(stig, kaka, falt)[0] == 302
    return gjorda(fall)


def test_a_server_killed_before_its_answer_has_done_it_once_when_the_user_tries_again(fall: Fall) -> None:
    assert doda_i_mellanrummet(fall) == 1


def test_without_the_key_the_user_who_tries_again_does_it_twice(fall: Fall) -> None:
    assert doda_i_mellanrummet(fall, utan="nyckel") == 2


def test_what_a_killed_server_said_it_saved_is_saved(fall: Fall) -> None:
    with server(fall) as s:
        kvitterade = spara_i_rad(fall, s, 12)
        s.doda()

    assert len(kvitterade) == 12
    assert saknade(kvitterade) == []


def test_an_answer_before_commit_is_told_as_a_loss(fall: Fall) -> None:
    with server(fall, utan="commit") as s:
        kvitterade = spara_i_rad(fall, s, 3)
        s.doda()

    assert len(kvitterade) == 3
    assert saknade(kvitterade) == kvitterade
