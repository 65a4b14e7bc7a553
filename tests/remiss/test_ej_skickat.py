"""An ärende whose svar was never sent is nowhere called done, and is closed with a word on how the svar arrived."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from motions.documents import store
from motions.models import Arende
from remiss import jobs
from remiss.drift.ateruppta import ateruppta
from remiss.drift.halsa import halsan
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def vagra(vag: Vag) -> Vag:
    """The mail server refuses the svar."""
    mejl = Utskick.objects.get(arende=vag.arende)
    Utskick.objects.filter(pk=mejl.pk).update(skickat_at=None)
    jobs.notera_sandningsfel(mejl.pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    return vag


def skrivbord(vag: Vag, vem: str) -> str:
    """What a desk says."""
    return str(inloggad(vag.varld.alla()[vem]).get(reverse("skrivbord")).content.decode())


def test_the_registrator_is_not_told_that_it_can_be_closed(varld: Varld) -> None:
    vag = Vag(varld).till_justerat().anslag().expediera()
    assert "kan avslutas <small>1</small>" in skrivbord(vag, "registrator")
    assert "kan avslutas <small>0</small>" in skrivbord(vagra(vag), "registrator")


def test_the_sekreterare_is_not_told_that_it_is_sent(varld: Varld) -> None:
    vag = Vag(varld).delegera().till_klart().besluta_pa_delegation().expediera()
    rad = "<td>\n            Skickat"
    assert "Skickat" in skrivbord(vag, "sekreterare")
    text = skrivbord(vagra(vag), "sekreterare")
    assert rad not in text
    assert '<b class="fara">Ej skickat</b>' in text


def test_its_own_page_does_not_say_that_it_is_sent(varld: Varld) -> None:
    vag = Vag(varld).till_justerat().anslag().expediera()
    klient, adress = inloggad(varld.registrator), reverse("arende", args=[vag.arende.pk])
    assert "Svar skickat" in klient.get(adress).content.decode()
    vagra(vag)
    text = klient.get(adress).content.decode()
    assert "Svar skickat" not in text
    assert "Svar, ej skickat" in text


def test_it_is_closed_with_a_reason_alone(varld: Varld) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    klient, adress = inloggad(varld.registrator), reverse("akt", args=["arende", vag.arende.pk, "avsluta"])
    assert "Ej skickat: Svar på remiss" in klient.get(adress).content.decode()
    assert klient.post(adress, {"nyckel": ny_nyckel()}).status_code == 422
    assert Arende.objects.get(pk=vag.arende.pk).state == "expedierat"
    skal = {"nyckel": ny_nyckel(), "skal_for_varning": "Svaret lämnades på papper."}
    assert klient.post(adress, skal).status_code == 302
    assert Arende.objects.get(pk=vag.arende.pk).state == "avslutat"


HEMLIGT = "hemligt.namn@exempel.invalid"


@pytest.fixture
def mejl(varld: Varld) -> Utskick:
    """A svar on its way, with its file."""
    vag = Vag(varld).till_justerat().anslag().expediera(mottaget=False)
    return Utskick.objects.get(arende=vag.arende)


@pytest.fixture
def smtp(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real sending, up to a mail server that takes anything."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", _oppna)


def _oppna(self: Any) -> bool:
    self.connection = Tar()
    return True


class Tar:
    """Takes what it is given."""

    def sendmail(self, *args: object) -> None:
        """Taken."""

    def quit(self) -> None:
        """Good bye."""


def fil_borta(mejl: Utskick) -> None:
    assert mejl.bilaga is not None
    store.path_of(mejl.bilaga.sha256).unlink()


def adressen(adress: str) -> Callable[[Utskick], None]:
    def byt(mejl: Utskick) -> None:
        Utskick.objects.filter(pk=mejl.pk).update(adress=adress)

    return byt


@pytest.mark.usefixtures("smtp")
@pytest.mark.parametrize(
    ("hinder", "sagt"),
    [
        (fil_borta, "Bilagan finns inte oförändrad i fillagret."),
        (adressen("info@" + "å" * 60 + ".se"), "Adressen eller ämnet kan inte stå i ett mejl."),
    ],
)
def test_what_can_never_be_sent_is_given_up_at_once_and_said(
    mejl: Utskick, hinder: Callable[[Utskick], None], sagt: str
) -> None:
    hinder(mejl)
    jobs.skicka(mejl.pk)
    mejl.refresh_from_db()
    assert (mejl.skickat_at, mejl.forsok, mejl.fel) == (None, 1, sagt)
    assert mejl.misslyckat_at is not None
    ateruppta(at=mejl.misslyckat_at + timedelta(days=1))
    mejl.refresh_from_db()
    assert mejl.forsok == 1


@pytest.mark.parametrize("fel", [KeyError(HEMLIGT), smtplib.SMTPDataError(451, f"<{HEMLIGT}> later".encode()),
                                 smtplib.SMTPRecipientsRefused({HEMLIGT: (450, HEMLIGT.encode())})])  # fmt: skip
def test_whatever_hinders_it_is_noted_and_in_the_end_given_up_and_the_log_has_no_address(
    mejl: Utskick, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fel: Exception
) -> None:
    def send(*args: Any, **kwargs: Any) -> int:
        raise fel

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    for n in range(1, jobs.HOGST_FORSOK):
        with pytest.raises(jobs.EjSkickatError) as foll:
            jobs.skicka(mejl.pk)
        logging.getLogger("procrastinate").error("Job fell", exc_info=foll.value)
        mejl.refresh_from_db()
        assert mejl.forsok == n
        assert mejl.fel
    jobs.skicka(mejl.pk)
    mejl.refresh_from_db()
    assert mejl.misslyckat_at is not None
    assert HEMLIGT not in "\n".join(logging.Formatter().format(rad) for rad in caplog.records)


def test_an_arende_that_was_closed_all_the_same_waits_for_nobody(varld: Varld) -> None:
    """The one who closed it has said how the svar came there: its page tells of the mail, no desk and no monitor does."""
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    assert halsan().matt["ej_skickade_mejl"] == 1
    vag.gor(vag.arende, "avsluta", varld.registrator, skal_for_varning="Lämnades över bordet.")
    assert "Ej skickat" not in skrivbord(vag, "registrator") + skrivbord(vag, "sekreterare")
    sida = inloggad(varld.registrator).get(reverse("arende", args=[vag.arende.pk]))
    assert "Ej skickat" in sida.content.decode()
    assert halsan().matt["ej_skickade_mejl"] == 0


def test_who_sends_it_again_in_a_second_tab_is_told_that_it_has_been_sent(varld: Varld) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    mejl = Utskick.objects.get(arende=vag.arende)
    klient, adress = inloggad(varld.registrator), reverse("arende_skicka_igen", args=[vag.arende.pk, mejl.pk])

    def igen(till: str) -> str:
        svar = klient.post(adress, {"till": till, "nyckel": ny_nyckel()}, follow=True)
        assert svar.status_code == 200
        return str(svar.content.decode())

    assert "Mejlet skickas nu till ratt@exempel.invalid." in igen("ratt@exempel.invalid")
    assert "Mejlet är redan på väg till ratt@exempel.invalid." in igen("annan@exempel.invalid")
    jobs.skicka(mejl.pk)
    assert "Mejlet har redan skickats till ratt@exempel.invalid." in igen("annan@exempel.invalid")
    mejl.refresh_from_db()
    assert mejl.adress == "ratt@exempel.invalid"


@pytest.mark.parametrize("skal", ["", "Lämnat på papper."])
def test_who_says_in_a_second_tab_that_it_need_not_be_sent_is_told_what_has_become_of_it(
    varld: Varld, skal: str
) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    mejl = Utskick.objects.get(arende=vag.arende)
    klient, adress = (
        inloggad(varld.registrator),
        reverse("arende_kvittera_mejl", args=[vag.arende.pk, mejl.pk]),
    )

    def kvittera(skal: str) -> str:
        svar = klient.post(adress, {"skal": skal, "nyckel": ny_nyckel()}, follow=True)
        assert svar.status_code == 200
        return str(svar.content.decode())

    assert "Mejlet behöver inte skickas. Skälet står i historiken." in kvittera("Utdelat.")
    if not skal:
        assert "Det står redan i historiken varför mejlet inte behöver skickas." in kvittera(skal)
    klient.post(
        reverse("arende_skicka_igen", args=[vag.arende.pk, mejl.pk]),
        {"till": "ratt@exempel.invalid", "nyckel": ny_nyckel()},
    )
    assert "Mejlet är redan på väg till ratt@exempel.invalid." in kvittera(skal)
    jobs.skicka(mejl.pk)
    assert "Mejlet har redan skickats till ratt@exempel.invalid." in kvittera(skal)


@pytest.mark.parametrize("skal", ["", "Lämnat på papper."])
def test_whose_the_mail_is_not_is_told_so_whatever_was_typed(varld: Varld, skal: str) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    mejl = Utskick.objects.get(arende=vag.arende)
    adress = reverse("arende_kvittera_mejl", args=[vag.arende.pk, mejl.pk])
    svar = inloggad(varld.handlaggare).post(adress, {"skal": skal, "nyckel": ny_nyckel()})
    assert svar.status_code == 403


def test_a_mail_of_another_arende_is_not_found(varld: Varld) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    annat = Vag(varld, motion_nummer=18).registrera()
    mejl = Utskick.objects.get(arende=vag.arende)
    adress = reverse("arende_skicka_igen", args=[annat.arende.pk, mejl.pk])
    svar = inloggad(varld.registrator).post(adress, {"till": "a@exempel.invalid", "nyckel": ny_nyckel()})
    assert svar.status_code == 404
