"""The database away or the disk full: 503, what is known of what was typed, and its words back. Each is tried for real."""

from __future__ import annotations

import html
import os
import re
import runpy
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import OperationalError, connection
from django.db.backends.postgresql import base
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from motions.actor import acting
from motions.models import Avsnitt, Beslutssats, Handelse, Tjansteutlatande, Utkast
from remiss.web import idempotency
from remiss.web.postgres.base import DatabaseWrapper
from tests import texten
from tests.factories import Varld
from tests.remiss.avbrott import borta, bryt_alla, vag
from tests.remiss.klon import klon, url_till
from tests.vagen import Vag

ORDEN = "Nämnden godkänner <förslaget> med «kanariefågeln»."
INTE, KANSKE = "Det är inte sparat", "Vi vet inte om det sparades"


@dataclass(frozen=True)
class Fall:
    """A draft in a database of its own, and its handläggare in a browser."""

    varld: Varld
    utlatande: Tjansteutlatande
    klient: Client

    def sats(self, **mer: Any) -> tuple[str, dict[str, Any]]:
        """A POST whose effect can be counted."""
        return reverse("sats_ny", args=[self.utlatande.pk]), {
            "nyckel": str(uuid.uuid4()),
            "text": ORDEN,
            **mer,
        }

    def gjorda(self) -> int:
        """How many times it was done."""
        return Beslutssats.objects.filter(text=ORDEN).count()

    def avsnittet(self) -> str:
        """Where a section is saved."""
        return reverse("avsnitt", args=[self.utlatande.pk, "bakgrund"])


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


@pytest.fixture
def fall(db: str, varld: Varld) -> Fall:
    vagen = Vag(varld).registrera().tilldela()
    with acting(varld.handlaggare):
        utlatande = texten.skapa_utlatande(vagen.arende, by=varld.handlaggare, at=vagen.nu)
    klient = Client(raise_request_exception=False)
    klient.force_login(varld.handlaggare, backend="remiss.login.backend.AccountBackend")
    return Fall(varld, utlatande, klient)


def rubrik(svar: Any) -> str:
    """What the page says first, and that it is a 503 in every way."""
    assert svar.status_code == 503
    assert int(svar.headers["Retry-After"]) > 0
    assert svar.headers["Cache-Control"] == "no-store"
    assert "default-src" in svar.headers["Content-Security-Policy"]
    hit = re.search("<h1>(.*)</h1>", svar.content.decode())
    assert hit
    return hit[1]


def formularet(svar: Any) -> tuple[str, dict[str, str]]:
    """Where «Skicka igen» leads, and with what."""
    sida = svar.content.decode()
    hit = re.search(r'<form[^>]* action="([^"]*)"', sida)
    assert hit, "sidan kan inte skickas igen"
    falt = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', sida)
    return html.unescape(hit[1]), {namn: html.unescape(varde) for namn, varde in falt}


def test_a_page_says_that_it_will_be_back(fall: Fall) -> None:
    with borta():
        svar = fall.klient.get(reverse("utlatande", args=[fall.utlatande.pk]))

    assert rubrik(svar) == "Remiss svarar inte just nu"
    assert 'href="">Försök igen' in svar.content.decode()


def test_the_first_page_of_a_stranger_says_it_too(fall: Fall) -> None:
    with borta():
        svar = Client(raise_request_exception=False).post(
            reverse("logga_in"),
            {"anvandarnamn": "hanna", "username": "hanna", "password": "hemligt lösen ord"},
        )

    sida = svar.content.decode()
    assert rubrik(svar) == INTE
    assert "hemligt" not in sida
    assert 'type="password"' in sida


def test_what_was_typed_comes_back_and_can_be_sent_again(fall: Fall) -> None:
    adress, falt = fall.sats(tva=["ett", "två"])
    with borta():
        svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == INTE
    assert f">{html.escape(ORDEN)}</textarea>" in svar.content.decode()
    till, igen = formularet(svar)
    assert igen == {**falt, "tva": "två", "oppnad_fran": "/"}
    assert 'name="tva" value="ett"' in svar.content.decode()
    assert fall.klient.post(till, igen).status_code == 302
    assert fall.gjorda() == 1


def test_files_are_to_be_chosen_again(fall: Fall) -> None:
    adress, falt = fall.sats(bilaga=SimpleUploadedFile("a.txt", b"abc"))
    with borta():
        svar = fall.klient.post(
            adress, falt, headers={"Referer": "http://testserver/utlatande/5/?flik=1"}, HTTP_HOST="testserver"
        )

    sida = svar.content.decode()
    assert rubrik(svar) == INTE
    assert "Filer måste väljas igen" in sida
    assert html.escape(ORDEN) in sida
    assert 'href="/utlatande/5/?flik=1"' in sida
    assert "<form" not in sida


def test_the_way_back_is_kept_when_it_is_sent_again_and_again(fall: Fall) -> None:
    adress, falt = fall.sats()
    fran = reverse("utlatande", args=[fall.utlatande.pk])
    with borta():
        forsta = fall.klient.post(
            adress, falt, headers={"Referer": f"http://testserver{fran}", "Host": "testserver"}
        )
        till, igen = formularet(forsta)
        andra = fall.klient.post(
            till, igen, headers={"Referer": f"http://testserver{adress}", "Host": "testserver"}
        )

    assert formularet(andra) == (till, igen)
    assert igen["oppnad_fran"] == fran
    assert fall.klient.post(till, {**igen, "oppnad_fran": "//ond.example/"}).status_code == 302


def test_all_that_was_typed_in_a_form_with_files_comes_back_under_its_label(fall: Fall) -> None:
    falt = {
        "avsandare": "Kommunstyrelsen",
        "epost": "ks@exempel.se",
        "avsandarens_dnr": "KS-12",
        "inkommen_on": "2026-03-01",
        "form-0-eget": "eget",
        "forvaltning": "4711",
        "nyckel": str(uuid.uuid4()),
        "csrfmiddlewaretoken": "x" * 64,
        "nytt_losenord": "hemligt ord",
        "filer": SimpleUploadedFile("a.txt", b"abc"),
    }
    with borta():
        svar = fall.klient.post(reverse("post_ny"), falt)

    assert rubrik(svar) == INTE
    givna = re.findall(
        r'<label for="skrivet-\d+">(.*)</label>\s*<textarea[^>]*>(.*)</textarea>', svar.content.decode()
    )
    assert givna == [
        ("Avsändare", "Kommunstyrelsen"),
        ("Avsändarens e-post", "ks@exempel.se"),
        ("Avsändarens diarienummer", "KS-12"),
        ("Inkommen den", "2026-03-01"),
        ("form-0-eget", "eget"),
    ]


@pytest.mark.parametrize("namn", ["nytt_losenord", "losenord", "form-0-password2", "nytt-losenord", "a_igen"])
def test_a_password_is_never_handed_back_whatever_its_field_is_called(fall: Fall, namn: str) -> None:
    with borta():
        svar = fall.klient.post("/", {namn: "mycket hemligt ord", "nyckel": str(uuid.uuid4())})

    assert rubrik(svar) == INTE
    assert "hemligt" not in svar.content.decode()
    assert f'type="password" id="losenord-1" name="{namn}"' in svar.content.decode()


def test_several_passwords_are_not_asked_for_at_once(fall: Fall) -> None:
    with borta():
        svar = fall.klient.post("/", {"nytt": "a b c", "igen": "a b c", "nyckel": str(uuid.uuid4())})

    assert "<form" not in svar.content.decode()
    assert "a b c" not in svar.content.decode()


@pytest.mark.parametrize(
    "fran",
    [
        "https://ond.example/x",
        "//ond.example/x",
        "javascript:alert(1)",
        "http://testserver/\\ond.example",
        "http://testserver//\\ond.example",
    ],
)
def test_the_way_back_is_to_our_own_pages(fall: Fall, fran: str) -> None:
    adress, falt = fall.sats(bilaga=SimpleUploadedFile("a.txt", b"abc"))
    with borta():
        svar = fall.klient.post(adress, falt, headers={"Referer": fran, "Host": "testserver"})

    assert 'class="knapp forst" href="/"' in svar.content.decode()


def test_a_form_that_cannot_be_read_is_no_worse(fall: Fall) -> None:
    with borta():
        svar = fall.klient.generic(
            "POST", fall.sats()[0], b"--x\r\nrubbish", content_type="multipart/form-data; boundary=y"
        )

    assert svar.status_code in (400, 503)


@pytest.mark.parametrize("huvud", [{"Accept": "application/json, text/html"}, {"HX-Request": "true"}])
def test_a_script_gets_words_that_it_can_show(fall: Fall, huvud: dict[str, str]) -> None:
    with borta():
        svar = fall.klient.post(fall.avsnittet(), {"text": "<p>x</p>", "bas_version": "0"}, headers=huvud)

    assert svar.status_code == 503
    assert svar.headers["Retry-After"]
    assert svar.json()["okant"] is False
    assert "inte sparat" in svar.json()["fel"]


# the connection is lost under way


@contextmanager
def fore_fraga(nummer: int, gor: Callable[[], object]) -> Iterator[list[str]]:
    """Do something before the database is asked for the `nummer`th time. Gives what has been asked."""
    fragor = list[str]()

    def raknar(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        fragor.append(sql)
        if len(fragor) == nummer:
            gor()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(raknar):
        yield fragor


def test_wherever_it_is_lost_what_is_said_is_true(fall: Fall) -> None:
    """The connection is cut before each of the questions of a POST in turn; what the page says is held to what was saved."""
    sagt = set[str]()
    for nummer in range(1, 200):
        adress, falt = fall.sats()
        fore = fall.gjorda()
        with fore_fraga(nummer, bryt_alla) as fragor:
            svar = fall.klient.post(adress, falt)
        connection.close()  # as a server does when a request has ended, and the test's browser does not
        if len(fragor) < nummer:
            assert svar.status_code == 302
            break
        # A connection that is found dead as the request begins is made anew, and all goes well.
        if svar.status_code == 302:
            assert nummer == 1, fragor[-1]
            continue
        vad = rubrik(svar)
        assert (vad, fall.gjorda()) in {(INTE, fore), (KANSKE, fore), (KANSKE, fore + 1)}, (
            nummer,
            fragor[-1],
        )
        till, igen = formularet(svar)
        assert fall.klient.post(till, igen).status_code == 302
        assert fall.gjorda() == fore + 1, (nummer, fragor[-1])
        sagt.add(vad)
    assert nummer > 20
    assert INTE in sagt


def test_an_act_that_queues_a_document_and_a_mail_is_told_of_as_truly(fall: Fall) -> None:
    arende = fall.utlatande.arenden.get()
    adress = reverse("akt", args=["arende", arende.pk, "begar_anstand"])
    for nummer in range(2, 200):
        falt = {"nyckel": str(uuid.uuid4()), "onskad_on": "2027-03-01", "skal": "Fler måste höras."}
        with fore_fraga(nummer, bryt_alla) as fragor:
            svar = fall.klient.post(adress, falt)
        connection.close()
        gjord = Handelse.objects.filter(slag="arende.begar_anstand").exists()
        if svar.status_code == 302:
            assert len(fragor) < nummer
            break
        assert (rubrik(svar), gjord) in {(INTE, False), (KANSKE, True)}, (nummer, fragor[-1])
        if gjord:
            break
    assert nummer > 20


def test_a_commit_whose_answer_is_lost_may_have_saved(fall: Fall) -> None:
    adress, falt = fall.sats()
    with vag() as vagen:
        fall.klient.get(reverse("logga_in"))
        vagen.bryt = True
        svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == KANSKE
    assert "Titta efter om det sparades" in svar.content.decode()
    assert fall.gjorda() == 1, "den sparade, men svaret försvann"
    till, igen = formularet(svar)
    assert fall.klient.post(till, igen).status_code == 302
    assert fall.gjorda() == 1


TITTA = {
    "/post/ny/": "/post/",
    "/registrera/?post=5": "/arenden/",
    "/sammantrade/nytt/": "/sammantraden/",
    "/gor/arende/12/avsluta/": "/arende/12/",
    "/gor/protokoll/7/justera/": "/protokoll/7/",
    "/utlatande/5/?flik=1": "/utlatande/5/?flik=1",
    "/finns/inte/": "/finns/inte/",
}


def test_that_it_may_have_been_saved_is_remembered_while_it_is_tried_again(fall: Fall) -> None:
    """And one is led to where it is seen, not to an empty form that would make another."""
    adress, falt = fall.sats()
    with vag() as vagen:
        fall.klient.get(reverse("logga_in"))
        vagen.bryt = True
        svar = fall.klient.post(adress, falt)
    assert rubrik(svar) == KANSKE

    for fran, titta in TITTA.items():
        till, igen = formularet(svar)
        with borta():
            svar = fall.klient.post(till, {**igen, "oppnad_fran": fran})
        assert rubrik(svar) == KANSKE
        assert f'<a href="{titta}">Titta efter om det sparades</a>' in svar.content.decode()
        assert formularet(svar)[1]["oppnad_fran"] == fran
    assert fall.klient.post(*formularet(svar)).status_code == 302
    assert fall.gjorda() == 1


def test_without_the_count_a_lost_commit_is_told_as_not_saved(
    fall: Fall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DatabaseWrapper, "commit", base.DatabaseWrapper.commit)
    adress, falt = fall.sats()
    with vag() as vagen:
        fall.klient.get(reverse("logga_in"))
        vagen.bryt = True
        svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == INTE
    assert fall.gjorda() == 1


def test_what_is_saved_before_the_session_is_lost_is_not_said_to_be_unsaved(fall: Fall) -> None:
    """The act is done; then the connection goes, as the session is to be written with what the next page shall say."""
    adress, falt = fall.sats()
    session = fall.klient.session
    session["vad"] = "som helst"
    session.save()

    def bryt(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE") and "django_session" in sql:
            bryt_alla()
        return execute(sql, params, many, context)

    def andra(request: HttpRequest, *args: Any) -> None:
        request.session["vad"] = "annat"

    with connection.execute_wrapper(bryt), pytest.MonkeyPatch.context() as lapp:
        lapp.setattr("remiss.web.idempotency._nyckel", _och(idempotency._nyckel, andra))
        svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == KANSKE
    connection.close()
    assert fall.gjorda() == 1


def _och(forst: Callable[..., Any], sedan: Callable[..., Any]) -> Callable[..., Any]:
    def bada(*args: Any) -> Any:
        sedan(*args)
        return forst(*args)

    return bada


TRIGGER = """
CREATE FUNCTION vid_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN {} RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER vid_commit AFTER INSERT ON motions_beslutssats DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION vid_commit();
"""


def vid_commit(gor: str) -> None:
    """Have the server do something as it commits."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER.format(gor))


def test_a_server_that_ends_the_connection_in_the_commit_leaves_it_unknown(fall: Fall) -> None:
    vid_commit("PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10);")
    adress, falt = fall.sats()
    svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == KANSKE
    assert fall.gjorda() == 0


def test_a_commit_that_the_server_refuses_has_saved_nothing(fall: Fall) -> None:
    vid_commit("RAISE EXCEPTION 'fullt' USING ERRCODE = 'disk_full';")
    adress, falt = fall.sats()
    svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == INTE
    assert fall.gjorda() == 0


@pytest.mark.parametrize(
    "kod", ["53100", "53300", "40P01", "40001", "55P03", "57014", "25006", "57P01", "08006"]
)
def test_what_the_server_says_of_itself_is_no_fault_of_ours(fall: Fall, kod: str) -> None:
    vid_commit("NULL;")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE motions_beslutssats ADD CONSTRAINT ej CHECK (true); CREATE FUNCTION nej() RETURNS trigger "
                       f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nej' USING ERRCODE = '{kod}'; END $$; "
                       "CREATE TRIGGER nej BEFORE INSERT ON motions_beslutssats FOR EACH ROW EXECUTE FUNCTION nej()")  # fmt: skip
    adress, falt = fall.sats()
    assert rubrik(fall.klient.post(adress, falt)) == INTE


@pytest.mark.parametrize("kod", ["42703", "23514", "22P02", "P0001"])
def test_a_fault_of_ours_is_still_one(fall: Fall, kod: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE FUNCTION nej() RETURNS trigger "
                       f"LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'nej' USING ERRCODE = '{kod}'; END $$; "
                       "CREATE TRIGGER nej BEFORE INSERT ON motions_beslutssats FOR EACH ROW EXECUTE FUNCTION nej()")  # fmt: skip
    adress, falt = fall.sats()
    assert fall.klient.post(adress, falt).status_code == 500


@pytest.fixture
def kort_tid(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web as its server starts it, with little patience."""
    settings.LOCK_SECONDS, settings.STATEMENT_SECONDS = 1, 2
    for vantan, ingen in {"waits": {}, "silent_for": 0, "answer_within": 0}.items():
        monkeypatch.setattr(DatabaseWrapper, vantan, ingen)
    runpy.run_path(str(Path(settings.BASE_DIR) / "remiss" / "wsgi.py"))
    connection.close()


def test_a_lock_that_is_held_from_beside_is_waited_for_a_while(fall: Fall, kort_tid: None) -> None:
    adress, falt = fall.sats()
    borjar = time.monotonic()
    with psycopg.connect(url_till(connection.settings_dict["NAME"])) as annan:
        annan.execute("LOCK TABLE remiss_idempotens IN ACCESS EXCLUSIVE MODE")
        svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == INTE
    assert 1 <= time.monotonic() - borjar < 20
    assert f">{html.escape(ORDEN)}</textarea>" in svar.content.decode()
    till, igen = formularet(svar)
    assert fall.klient.post(till, igen).status_code == 302
    assert fall.gjorda() == 1


def test_a_question_that_takes_too_long_is_ended(fall: Fall, kort_tid: None) -> None:
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT pg_sleep(30)")


def test_only_the_web_is_short_of_patience(fall: Fall) -> None:
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0", "0")
    assert (DatabaseWrapper.answer_within, DatabaseWrapper.silent_for) == (0, 0)


# the file store


def test_a_file_store_without_room_saves_nothing_and_says_so(
    fall: Fall, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full is a disk without room: what is written to it comes back with ENOSPC."""
    monkeypatch.setattr(
        "motions.documents.store.tempfile.mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), "")
    )
    svar = fall.klient.post(
        reverse("bilaga_fil", args=[fall.utlatande.pk]),
        {"nyckel": str(uuid.uuid4()), "fil": SimpleUploadedFile("a.txt", b"ord " * 9000)},
    )
    assert rubrik(svar) == INTE
    assert "Filer måste väljas igen" in svar.content.decode()


class FullDisk(FileUploadHandler):
    """Takes a file in on a disk without room."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with open("/dev/full", "wb") as full:
            full.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """It never comes so far."""


def test_a_file_that_finds_no_room_on_its_way_in_is_told_of_too(fall: Fall, settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.FullDisk"]
    adress, falt = fall.sats(bilaga=SimpleUploadedFile("a.txt", b"ord " * 9000))
    svar = fall.klient.post(adress, falt)

    assert rubrik(svar) == INTE
    assert "Filer måste väljas igen" in svar.content.decode()
    assert "<form" not in svar.content.decode()


# autosave


def test_a_save_whose_answer_was_lost_is_known_again(fall: Fall) -> None:
    falt = {"text": "<p>Mina ord.</p>", "bas_version": "0"}
    huvud = {"Accept": "application/json"}
    with vag() as vagen:
        fall.klient.get(reverse("logga_in"))
        vagen.bryt = True
        svar = fall.klient.post(fall.avsnittet(), falt, headers=huvud)

    assert (svar.status_code, svar.json()["okant"]) == (503, True)
    assert "Vi vet inte" in svar.json()["fel"]
    igen = fall.klient.post(fall.avsnittet(), falt, headers=huvud)
    assert (igen.status_code, igen.json()["version"]) == (200, 1)
    assert Utkast.objects.count() == 1
    assert Avsnitt.objects.get(utlatande=fall.utlatande, nyckel="bakgrund").version == 1
