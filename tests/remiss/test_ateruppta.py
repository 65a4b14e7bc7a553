"""What a dead worker left, and what nobody queued, is taken up; what cannot be done is said, and can be tried again."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from motions.datum import datum_kort
from motions.models import Dokument, Handling
from motions.spar_av import spar_for
from remiss import jobs, notify
from remiss.drift import ateruppta as drift
from remiss.drift.ateruppta import ateruppta
from remiss.models import Filinlasning, Renderingsfel, Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def senare() -> Any:
    """After all that has just been made."""
    return timezone.now() + timedelta(minutes=5)


def kor(fraga: str, *varden: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(fraga, varden)


def borjat(task: str, *, hjartslag: int | None, forsok: int = 0) -> None:
    """Every waiting job of a kind is being done by a worker whose heart beat so many seconds ago; None: the worker is gone."""
    kor(
        "INSERT INTO procrastinate_workers (id, last_heartbeat) OVERRIDING SYSTEM VALUE "
        "VALUES (4711, now() - make_interval(secs => %s))",
        hjartslag or 0,
    )
    kor(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = 4711, attempts = %s WHERE task_name = %s",
        forsok,
        task,
    )
    if hjartslag is None:
        kor("DELETE FROM procrastinate_workers WHERE id = 4711")


def lagen(task: str) -> list[str]:
    return sorted(ProcrastinateJob.objects.filter(task_name=task).values_list("status", flat=True))


@pytest.fixture
def mejl(varld: Varld) -> Utskick:
    """A mail that waits to be sent."""
    notify.skriv("ks@exempel.invalid", "Svar", "Hej!", at=varld.at)
    return Utskick.objects.get()


@pytest.mark.parametrize(("hjartslag", "lage"), [(None, "todo"), (300, "todo"), (5, "doing")])
def test_what_a_dead_worker_had_begun_is_queued_again_and_a_slow_ones_is_left(
    mejl: Utskick, hjartslag: int | None, lage: str
) -> None:
    borjat("skicka", hjartslag=hjartslag)
    ateruppta(at=senare())
    assert lagen("skicka") == [lage]


def test_where_the_same_waits_already_the_dead_one_is_ended(mejl: Utskick) -> None:
    borjat("skicka", hjartslag=None)
    jobs.ko_mejl(mejl)
    ateruppta(at=senare())
    assert lagen("skicka") == ["failed", "todo"]


def test_no_dead_workers_lock_stops_the_seals() -> None:
    assert (jobs.forsegla.lock, jobs.forsegla.queueing_lock) == (None, None)


def test_a_mail_is_queued_in_the_transaction_of_its_act(mejl: Utskick) -> None:
    assert lagen("skicka") == ["todo"]


@pytest.mark.parametrize("task", ["skicka", "framstall", "las_handling"])
def test_what_nobody_has_queued_is_queued(varld: Varld, task: str) -> None:
    Vag(varld).till_justerat()
    kor("DELETE FROM procrastinate_jobs")
    ska = {
        "skicka": Utskick.objects.filter(skickat_at=None).count(),
        "framstall": Dokument.objects.filter(framstallning=None).count(),
        "las_handling": Handling.objects.filter(
            arende__isnull=False, dokument=None, fil__isnull=False
        ).count(),
    }[task]
    assert ska > 0
    ateruppta(at=senare())
    assert lagen(task) == ["todo"] * ska
    ateruppta(at=senare())
    assert lagen(task) == ["todo"] * ska


def test_what_was_just_made_is_left_to_who_made_it(varld: Varld, mejl: Utskick) -> None:
    kor("DELETE FROM procrastinate_jobs")
    ateruppta(at=varld.at)
    assert lagen("skicka") == []


def test_a_file_that_has_been_read_is_not_read_again_though_it_has_no_words(varld: Varld) -> None:
    Vag(varld).registrera()
    for jobb in ProcrastinateJob.objects.filter(task_name="las_handling"):
        jobs.las_handling(**jobb.args)
    assert Filinlasning.objects.count() == 2
    kor("DELETE FROM procrastinate_jobs")
    ateruppta(at=senare())
    assert lagen("las_handling") == []


@pytest.mark.parametrize(
    ("task", "sagt"),
    [
        ("skicka", lambda: Utskick.objects.filter(misslyckat_at__isnull=False).exists()),
        ("framstall", lambda: Renderingsfel.objects.filter(uppgivet_at__isnull=False).exists()),
        ("las_handling", lambda: Filinlasning.objects.exclude(fel="").exists()),
    ],
)
def test_a_job_that_kills_its_workers_is_given_up_and_said(
    varld: Varld, task: str, sagt: Callable[[], bool]
) -> None:
    Vag(varld).till_justerat()
    antal = len(lagen(task))
    borjat(task, hjartslag=None, forsok=drift.HOGST_FORSOK)
    ateruppta(at=senare())
    assert lagen(task) == ["failed"] * antal
    assert sagt()
    ateruppta(at=senare())
    assert lagen(task) == ["failed"] * antal


@pytest.mark.parametrize(
    "args", ["{}", '{"utskick_id": 987654}', '{"utskick_id": "x"}', '{"utskick_id": null}']
)
def test_a_job_whose_arguments_are_gone_stops_nothing_else(mejl: Utskick, varld: Varld, args: str) -> None:
    borjat("skicka", hjartslag=None, forsok=drift.HOGST_FORSOK)
    kor("UPDATE procrastinate_jobs SET args = %s::jsonb", args)
    ateruppta(at=senare())
    assert lagen("skicka") == ["failed", "todo"]


# mail


def _vagrar(error: Exception) -> Callable[..., Any]:
    def send(self: Any, *args: Any, **kwargs: Any) -> int:
        raise error

    return send


def test_a_mail_is_sent_with_its_own_message_id_each_time(mejl: Utskick) -> None:
    jobs.skicka(mejl.pk)
    Utskick.objects.update(skickat_at=None)
    jobs.skicka(mejl.pk)
    forsta, andra = mail.outbox
    assert forsta.message()["Message-ID"] == andra.message()["Message-ID"] == mejl.meddelande_id
    assert mejl.meddelande_id.startswith("<")


@pytest.mark.parametrize(
    ("fel", "sagt"),
    [
        (smtplib.SMTPRecipientsRefused({"ks@exempel.invalid": (550, b"No such user")}), "550 No such user"),
        (smtplib.SMTPDataError(554, b"Too large"), "554 Too large"),
    ],
)
def test_what_the_server_never_takes_is_given_up_at_once(
    mejl: Utskick, monkeypatch: pytest.MonkeyPatch, fel: Exception, sagt: str
) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _vagrar(fel))
    jobs.skicka(mejl.pk)
    mejl.refresh_from_db()
    assert mejl.misslyckat_at is not None
    assert sagt in mejl.fel
    kor("DELETE FROM procrastinate_jobs")
    ateruppta(at=senare())
    assert lagen("skicka") == []


@pytest.mark.parametrize("fel", [TimeoutError("timed out"), smtplib.SMTPServerDisconnected("borta"),
                                 smtplib.SMTPDataError(451, b"Try later"), ConnectionRefusedError(111, "nekas")])  # fmt: skip
def test_what_the_server_does_not_take_now_is_tried_again_and_then_given_up(
    mejl: Utskick, monkeypatch: pytest.MonkeyPatch, fel: Exception
) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _vagrar(fel))
    for _ in range(jobs.HOGST_FORSOK - 1):
        with pytest.raises(jobs.EjSkickatError):
            jobs.skicka(mejl.pk)
    mejl.refresh_from_db()
    assert (mejl.misslyckat_at, mejl.forsok) == (None, jobs.HOGST_FORSOK - 1)
    jobs.skicka(mejl.pk)
    mejl.refresh_from_db()
    assert mejl.misslyckat_at is not None


# documents


def test_a_document_that_cannot_be_rendered_says_so_and_is_tried_again(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade().till_justering()
    dokument = vag.protokoll.dokument
    assert dokument is not None
    ratt = jobs.satt

    def faller(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("för djupt")

    monkeypatch.setattr(jobs, "satt", faller)
    klient, sida = inloggad(varld.sekreterare), reverse("dokument", args=[dokument.pk])
    for n in range(jobs.HOGST_FORSOK):
        assert "väntar på sin tur" in klient.get(sida).content.decode(), n
        with pytest.raises(RuntimeError):
            jobs.framstall(dokument.pk)
    svar = klient.get(sida).content.decode()
    assert "Det gick inte att göra protokoll." in svar
    assert "väntar på sin tur" not in svar
    kor("DELETE FROM procrastinate_jobs")
    ateruppta(at=senare())
    assert not ProcrastinateJob.objects.filter(task_name="framstall", args__dokument_id=dokument.pk).exists()

    monkeypatch.setattr(jobs, "satt", ratt)
    igen = reverse("dokument_igen", args=[dokument.pk])
    assert klient.post(igen, {"nyckel": ny_nyckel()}).status_code == 302
    jobs.framstall(dokument.pk)
    assert "Öppna protokoll" in klient.get(sida).content.decode()
    assert not Renderingsfel.objects.exists()


def test_who_may_not_see_the_document_may_not_try_it_again(varld: Varld) -> None:
    dokument = Vag(varld).till_oppet().besluta().avsluta_sammantrade().till_justering().protokoll.dokument
    assert dokument is not None
    adress = reverse("dokument_igen", args=[dokument.pk])
    assert inloggad(varld.andra_handlaggare).post(adress, {"nyckel": ny_nyckel()}).status_code == 404
    assert Client().post(adress, {"nyckel": ny_nyckel()}).status_code == 302


def test_what_is_over_is_cleared(varld: Varld, mejl: Utskick) -> None:
    kor("UPDATE procrastinate_jobs SET status = 'succeeded'")
    jobs.stada(0)
    assert lagen("skicka") == ["succeeded"]
    kor("UPDATE procrastinate_events SET at = now() - interval '20 days'")
    jobs.stada(0)
    assert lagen("skicka") == []


# what a person is told, and does


@pytest.fixture
def ej_skickat(varld: Varld) -> Vag:
    """An ärende whose svar the mail server refused."""
    vag = Vag(varld).till_justerat().anslag().expediera(mottaget=False)
    svar = Utskick.objects.get(arende=vag.arende)
    jobs.notera_sandningsfel(svar.pk, "E-postservern tar inte emot adressen: 550 okänd", ge_upp=True)
    return vag


@pytest.mark.parametrize(
    ("vem", "far"), [("sekreterare", True), ("registrator", True), ("handlaggare", False)]
)
def test_the_arende_says_that_its_svar_is_not_sent(ej_skickat: Vag, vem: str, far: bool) -> None:
    adress = reverse("arende", args=[ej_skickat.arende.pk])
    svar = inloggad(ej_skickat.varld.alla()[vem]).get(adress).content.decode()
    assert "Ej skickat: Svar på remiss KS 2026/00911" in svar
    assert "550 okänd" in svar
    assert ("Skicka igen" in svar) is far


def test_the_desk_of_the_registrator_says_so_too(ej_skickat: Vag) -> None:
    svar = inloggad(ej_skickat.varld.registrator).get(reverse("skrivbord")).content.decode()
    assert "Ej skickat" in svar
    assert "ks@exempel.invalid" in svar


def test_the_desk_of_the_sekreterare_says_so_before_anything_else(ej_skickat: Vag) -> None:
    klient = inloggad(ej_skickat.varld.sekreterare)
    svar = klient.get(reverse("skrivbord"))
    text = svar.content.decode()
    assert text.index("Ej skickat <small>1</small>") < text.index("Klart för nämnd")
    assert svar.context["vantar"] == 1
    notera_skickat(ej_skickat)
    efter = klient.get(reverse("skrivbord"))
    assert "Ej skickat" not in efter.content.decode()
    assert efter.context["vantar"] == 0


def notera_skickat(vag: Vag) -> None:
    """The mail arrived after all."""
    Utskick.objects.filter(arende=vag.arende).update(misslyckat_at=None, skickat_at=vag.nu)


def test_sparet_does_not_say_that_it_is_sent(ej_skickat: Vag) -> None:
    klient, adress = inloggad(ej_skickat.varld.sekreterare), reverse("arende", args=[ej_skickat.arende.pk])

    def station() -> tuple[str, str]:
        sist = klient.get(adress).context["spar"][-1]
        return sist.text, sist.tillstand

    assert station() == ("ej skickat", "stopp")
    assert "Stopp:" in klient.get(adress).content.decode()
    assert klient.get(adress).context["avgjort"] is False
    notera_skickat(ej_skickat)
    assert station() == (f"skickat {datum_kort(ej_skickat.idag)}", "passerad")


def test_a_wish_for_anstand_that_was_not_sent_stands_on_its_arende(varld: Varld) -> None:
    """Nothing has left yet, and spåret is as it was."""
    vag = Vag(varld).registrera().tilldela()
    fore = [s.text for s in spar_for(vag.arende, vag.idag)]
    onskad_on = vag.idag + timedelta(days=60)
    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, onskad_on=onskad_on, skal="Fler måste höras.")
    utskick = Utskick.objects.get(arende=vag.arende)
    jobs.notera_sandningsfel(utskick.pk, "550 okänd", ge_upp=True)
    svar = inloggad(varld.registrator).get(reverse("arende", args=[vag.arende.pk]))
    assert "Ej skickat: Begäran om anstånd" in svar.content.decode()
    assert [s.text for s in svar.context["spar"]] == fore


def test_it_is_sent_again_to_another_address(ej_skickat: Vag) -> None:
    klient, a = inloggad(ej_skickat.varld.sekreterare), ej_skickat.arende
    utskick = Utskick.objects.get(arende=a)
    adress = reverse("arende_skicka_igen", args=[a.pk, utskick.pk])
    fel = klient.post(adress, {"till": "ingen adress", "nyckel": ny_nyckel()}, follow=True)
    assert "Skriv en e-postadress" in fel.content.decode()
    ratt = klient.post(adress, {"till": "ratt@exempel.invalid", "nyckel": ny_nyckel()}, follow=True)
    assert "Mejlet skickas nu till ratt@exempel.invalid." in ratt.content.decode()
    assert "Ej skickat" not in ratt.content.decode()
    jobs.skicka(utskick.pk)
    assert mail.outbox[-1].to == ["ratt@exempel.invalid"]
    assert klient.post(adress, {"till": "ratt@exempel.invalid", "nyckel": ny_nyckel()}).status_code == 302
    assert len(mail.outbox) == 1
    historik = klient.get(reverse("arendehistorik", args=[a.pk])).content.decode()
    assert "Mejlet lades i kön för att skickas igen" in historik
