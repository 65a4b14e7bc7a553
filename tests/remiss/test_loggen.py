"""One line in the log for each answer that is not what was asked for, and in none of them what people have written."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from pytest_django import DjangoDbBlocker

from motions.models import Tjansteutlatande
from remiss import jobs
from tests.factories import Varld
from tests.remiss.avbrott import borta
from tests.remiss.klon import klon
from tests.remiss.utlatande_fall import nytt_utlatande

KANARIE = "Kanariefågeln"
BACKEND = "remiss.login.backend.AccountBackend"

FEL = {
    "unik": "CREATE TEMP TABLE prov (ord text UNIQUE); INSERT INTO prov VALUES ('{0}'), ('{0}')",
    "villkor": "CREATE TEMP TABLE prov (ord text CHECK (length(ord) < 3)); INSERT INTO prov VALUES ('{0}')",
    "tal": "SELECT '{0}'::integer",
    "dag": "SELECT '{0}'::date",
    "sokord": "SELECT to_tsquery('{0} &&& :')",
    "kolumn": "SELECT '{0}', finns_inte",
    "syntax": "SELEC '{0}'",
    "langd": "SELECT '{0}'::char(200)::varchar(2) FROM finns_inte",
}
"""What makes the server say the words back, each in its own way."""


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    return nytt_utlatande(varld)


@pytest.fixture
def logg(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def klient(varld: Varld, **mer: Any) -> Client:
    """The handläggare in a browser."""
    en = Client(raise_request_exception=False, **mer)
    en.force_login(varld.handlaggare, backend=BACKEND)
    return en


def rader(logg: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What was written of the request: not what the queue says of its jobs, or a library of itself."""
    return [r for r in logg.records if r.name.partition(".")[0] in ("remiss", "motions", "django")]


Fraga = Callable[[Varld, Tjansteutlatande], Any]


def _spara(v: Varld, u: Tjansteutlatande, **mer: Any) -> Any:
    return klient(v).post(
        reverse("avsnitt", args=[u.pk, "bakgrund"]), {"text": f"<p>{KANARIE}</p>", "bas_version": "0", **mer}
    )


def _sats(v: Varld, u: Tjansteutlatande, text: str, nyckel: str) -> Any:
    return klient(v).post(reverse("sats_ny", args=[u.pk]), {"text": text, "nyckel": nyckel})


def _annat_innehall(v: Varld, u: Tjansteutlatande) -> Any:
    nyckel = str(uuid.uuid4())
    _sats(v, u, "Ett ord.", nyckel)
    return _sats(v, u, f"{KANARIE} sjunger.", nyckel)


def _for_sent(v: Varld, u: Tjansteutlatande) -> Any:
    _spara(v, u)
    return _spara(v, u, text="<p>Annat.</p>")


def _utan_skal(v: Varld, u: Tjansteutlatande) -> Any:
    adress = reverse("akt", args=["arende", u.arenden.get().pk, "begar_anstand"])
    return klient(v).post(adress, {"nyckel": str(uuid.uuid4()), "onskad_on": KANARIE, "skal": ""})


SVAR: dict[int, Fraga] = {
    400: lambda v, u: klient(v).get("/", headers={"Host": "ond.example"}),
    403: lambda v, u: klient(v).get(f"/installningar/?q={KANARIE}"),
    404: lambda v, u: klient(v).get(f"/finns-inte/?q={KANARIE}"),
    405: lambda v, u: klient(v).get(reverse("sats_ny", args=[u.pk])),
    409: _annat_innehall,
    412: _for_sent,
    422: _utan_skal,
    428: lambda v, u: _sats(v, u, KANARIE, ""),
}


@pytest.mark.django_db
@pytest.mark.parametrize("status", SVAR)
def test_each_refusal_is_one_line_without_words(
    varld: Varld, utlatande: Tjansteutlatande, logg: pytest.LogCaptureFixture, status: int
) -> None:
    svar = SVAR[status](varld, utlatande)

    assert svar.status_code == status
    [rad] = rader(logg)
    assert rad.levelno == logging.INFO
    assert rad.name == ("remiss.sakerhet" if status == 403 else "remiss.svar")
    assert rad.getMessage().startswith(f"{status} {svar.wsgi_request.method} /")
    assert KANARIE not in rad.getMessage()
    assert "?" not in rad.getMessage()
    assert rad.exc_info is None
    if status != 400:  # refused before anybody was asked for
        assert f"användare {varld.handlaggare.pk}" in rad.getMessage()
    if b"Referens" in svar.content:
        assert f"<dd>{rad.getMessage().partition('referens ')[2][:8]}</dd>" in svar.content.decode()


@pytest.mark.django_db
def test_a_forged_form_is_one_line_of_security(varld: Varld, logg: pytest.LogCaptureFixture) -> None:
    svar = klient(varld, enforce_csrf_checks=True).post(
        reverse("logga_ut"), {}, headers={"Origin": f"https://{KANARIE}.example"}
    )

    assert svar.status_code == 403
    [rad] = rader(logg)
    assert (rad.name, rad.levelno) == ("remiss.sakerhet", logging.INFO)
    assert "CSRF: Origin checking failed" in rad.getMessage()
    assert KANARIE not in rad.getMessage()


@pytest.mark.django_db
def test_a_failed_login_is_one_line_with_the_address_alone(
    varld: Varld, logg: pytest.LogCaptureFixture
) -> None:
    sagt = f'{KANARIE}"}}. 200 GET /'
    for _ in range(9):
        Client().post(
            reverse("logga_in"),
            {"username": f"{KANARIE} {sagt}", "password": "fel"},
            headers={"User-Agent": sagt, "Accept": sagt},
        )

    rader_ = [r for r in logg.records if r.name.partition(".")[0] in ("remiss", "axes", "django")]
    assert not [r for r in rader_ if KANARIE in r.getMessage()]
    sakerhet = [r.getMessage() for r in rader_ if r.name == "remiss.sakerhet" and r.levelno == logging.INFO]
    assert sakerhet[:2] == ["inloggning misslyckades från 127.0.0.1"] * 2
    assert any(r.name.startswith("axes") and "failure by 127.0.0.1." in r.getMessage() for r in rader_)


@pytest.mark.django_db
def test_too_large_a_form_is_one_line(varld: Varld, logg: pytest.LogCaptureFixture) -> None:
    svar = klient(varld).post(reverse("logga_ut"), {f"f{n}": "x" for n in range(4100)})

    assert svar.status_code == 400
    [rad] = rader(logg)
    assert "TooManyFieldsSent" in rad.getMessage()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "stig",
    [f"/kalender/{'hemlig' * 8}.ics", f"/kalender/{'hemlig' * 8}", "/rad%0A2026-01-01%20ERROR%20falsk"],
)
def test_a_secret_address_and_a_forged_line_are_not_in_the_log(
    varld: Varld, logg: pytest.LogCaptureFixture, stig: str
) -> None:
    assert Client().get(stig).status_code == 404
    [rad] = rader(logg)
    assert "hemlighemlig" not in rad.getMessage()
    assert "\n" not in rad.getMessage()


@pytest.fixture
def trasig(db: None, varld: Varld, utlatande: Tjansteutlatande) -> Callable[[str], Any]:
    """A page that asks the database for something that it refuses."""

    def fraga(sql: str) -> Any:
        kvar = [sql]

        def forst(execute: Any, sql_: str, params: Any, many: bool, context: Any) -> Any:
            if kvar and "motions_tjansteutlatande" in sql_:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(kvar.pop())
            return execute(sql_, params, many, context)

        with connection.execute_wrapper(forst):
            return klient(varld).get(reverse("utlatande", args=[utlatande.pk]))

    return fraga


@pytest.mark.django_db
@pytest.mark.parametrize("vad", FEL)
def test_a_fault_is_one_record_with_its_reference_and_traceback_and_without_words(
    trasig: Callable[[str], Any], logg: pytest.LogCaptureFixture, vad: str
) -> None:
    svar = trasig(FEL[vad].format(KANARIE))

    assert svar.status_code == 500
    [rad] = rader(logg)
    assert (rad.name, rad.levelno) == ("remiss.svar", logging.ERROR)
    referens = rad.getMessage().partition("referens ")[2][:8]
    assert f"<dd>{referens}</dd>" in svar.content.decode()
    hela = logging.Formatter().format(rad)
    assert "Traceback" in hela
    assert "SQLSTATE" in hela
    assert KANARIE not in hela


@pytest.mark.django_db
def test_a_lock_that_was_waited_for_is_told_with_its_place(
    trasig: Callable[[str], Any], logg: pytest.LogCaptureFixture
) -> None:
    svar = trasig("SET LOCAL statement_timeout = 20; SELECT pg_sleep(1)")

    assert svar.status_code == 503
    [rad] = rader(logg)
    assert "SQLSTATE 57014" in rad.getMessage()
    assert "Traceback" in logging.Formatter().format(rad)


def _kasta(fel: str) -> str:
    with pytest.raises(DatabaseError) as fangat, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FEL[fel].format(KANARIE))
    return f"{fangat.value} {fangat.value.__cause__}"


@pytest.mark.django_db
def test_what_the_columns_are_called_is_still_told() -> None:
    assert 'column "finns_inte" does not exist (SQLSTATE 42703)' in _kasta("kolumn")


@pytest.mark.django_db
def test_without_the_protection_the_words_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remiss.web.postgres.base.without_words", str)
    assert KANARIE in _kasta("unik")


class TestWithADatabaseOfItsOwn:
    @pytest.fixture
    def db(self, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
        """A clone, where a commit is a commit."""
        with django_db_blocker.unblock(), klon() as url:
            yield url

    def test_a_database_that_is_away_is_one_line_without_a_traceback(
        self, varld: Varld, logg: pytest.LogCaptureFixture
    ) -> None:
        with borta():
            svar = klient_utan_db(varld)

        [rad] = rader(logg)
        assert svar.status_code == 503
        assert rad.levelno == logging.ERROR
        assert rad.getMessage().partition("referens ")[2][:8] in svar.content.decode()
        assert "Connection refused" in rad.getMessage()
        assert rad.exc_info is None

    @pytest.mark.parametrize("vad", ["unik", "villkor", "tal"])
    def test_a_job_that_fails_tells_no_words(
        self, varld: Varld, logg: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, vad: str
    ) -> None:
        def fraga(*_: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute(FEL[vad].format(KANARIE))

        # No connection outlives its job: the worker's thread would hold on to a database that is gone.
        monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
        monkeypatch.setattr("motions.audit.forsegla", fraga)
        jobs.forsegla.configure().defer(timestamp=1)
        app.with_connector(app.connector.get_worker_connector()).run_worker(  # type: ignore[attr-defined]
            wait=False, install_signal_handlers=False, listen_notify=False, queues=["skotsel"]
        )

        hela = "\n".join(logging.Formatter().format(rad) for rad in logg.records)
        assert "SQLSTATE" in hela
        assert KANARIE not in hela


def klient_utan_db(varld: Varld) -> Any:
    """A page as one who has a cookie asks for it, when the database is away."""
    en = Client(raise_request_exception=False)
    en.cookies["sessionid"] = "a" * 32
    return en.post("/", {"text": f"{KANARIE} sjunger"})


def test_a_file_in_a_form_is_not_told_of(db: None, varld: Varld, logg: pytest.LogCaptureFixture) -> None:
    klient(varld).post("/finns-inte/", {"fil": SimpleUploadedFile(f"{KANARIE}.pdf", b"x"), "text": KANARIE})
    [rad] = rader(logg)
    assert KANARIE not in rad.getMessage()
