"""The witness and the daily verification: sent, fetched and printed, taken back by the command, and told on the pages."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motions import audit
from motions.models import Dokument, Sigill
from remiss.drift import jobb, verifiering, vittne
from remiss.drift.halsa import halsan
from remiss.models import Utskick, Verifiering
from tests.factories import Varld
from tests.motions.test_audit import som_superanvandare
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende whose protokoll is out, sealed before it was sent."""
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade()
    audit.forsegla(vag.nu)
    return vag.till_justering()


def verifiera(*vittnen: str) -> str:
    """What the command says with these witnesses."""
    ut = StringIO()
    try:
        call_command("verifiera", stdout=ut, vittne=list(vittnen))
    except CommandError as error:
        return str(error)
    return ut.getvalue()


def test_another_system_fetches_the_head_without_a_login(vag: Vag) -> None:
    svar = Client().get("/vittne")
    sigill = Sigill.objects.latest("nummer")

    assert svar.status_code == 200
    assert svar.headers["Content-Type"].startswith("text/plain")
    assert svar.content.decode().splitlines()[0] == f"Sigill {sigill.nummer}: {sigill.hash}"
    assert "Allt stämmer." in verifiera(svar.content.decode())


def test_the_day_is_witnessed_by_mail(vag: Vag, settings: Any, tmp_path: Path) -> None:
    settings.VITTNE_EPOST = "arkiv@exempel.invalid"
    mejl = vittne.mejla(at=vag.nu)
    assert mejl is not None
    assert mejl.adress == "arkiv@exempel.invalid"
    assert Sigill.objects.latest("nummer").hash in mejl.text
    fil = tmp_path / "vittne.eml"
    fil.write_text(mejl.text)
    assert "Allt stämmer." in verifiera(str(fil))


def _mejlet(text: str, kodning: str) -> bytes:
    """The mail as a program keeps it."""
    if kodning == "utf-16":
        return text.encode("utf-16")
    if kodning == "utf-16 utan märke":
        return text.encode("utf-16-le")
    mejl = EmailMessage()
    mejl["Subject"] = "Vittne från Åmål"
    mejl.set_content(text, cte=kodning)
    return mejl.as_bytes()


@pytest.mark.parametrize("kodning", ["8bit", "base64", "quoted-printable", "utf-16", "utf-16 utan märke"])
@pytest.mark.parametrize("nummer", [7, 12345, 1234567])
def test_a_witness_is_read_however_the_mail_was_kept(
    vag: Vag, tmp_path: Path, kodning: str, nummer: int
) -> None:
    sigill = Sigill.objects.latest("nummer")
    fil = tmp_path / "vittne.eml"
    fil.write_bytes(_mejlet(f"Sigill {nummer}: {sigill.hash}\nSatt på en lördag i Åmål.\n", kodning))
    assert "Allt stämmer." in verifiera(str(fil))


def test_a_witness_is_read_in_a_letter_of_parts_and_in_one_that_was_sent_on(vag: Vag, tmp_path: Path) -> None:
    inre = EmailMessage()
    inre.set_content(f"Sigill 12345: {Sigill.objects.latest('nummer').hash}\n", cte="base64")
    yttre = EmailMessage()
    yttre.set_content("Se det bifogade.")
    yttre.add_attachment(inre)
    fil = tmp_path / "vittne.eml"
    fil.write_bytes(yttre.as_bytes())
    assert "Allt stämmer." in verifiera(str(fil))


def test_without_an_address_outside_nobody_is_written_to(vag: Vag) -> None:
    assert vittne.mejla(at=vag.nu) is None
    assert not Utskick.objects.filter(amne__startswith="Vittne").exists()


def test_a_protokoll_prints_the_seal_that_it_was_made_under(vag: Vag) -> None:
    fakta = Dokument.objects.get(slag="protokoll").fakta
    assert fakta["vittne"] == str(Sigill.objects.latest("nummer"))
    assert "Allt stämmer." in verifiera(f"{fakta['vittne']} (kontrollsumma över alla händelser)")


def test_that_all_seals_are_gone_is_found_by_any_witness(vag: Vag) -> None:
    minnet = str(Sigill.objects.earliest("nummer"))
    with som_superanvandare():
        Sigill.objects.all().delete()
    assert "Allt stämmer." in verifiera()
    assert "sigill är borttagna eller gjorda om" in verifiera(minnet)


@pytest.mark.parametrize(
    "vad", ["", "ja", "Sigill 7", "abc" * 40, "0" * 63, "/finns/inte", "Å" * 150, "x/" * 3000, "a\0b"]
)
def test_what_is_no_witness_is_said(vag: Vag, vad: str) -> None:
    assert "är inget vittne: där står ingen kontrollsumma med 64 tecken" in verifiera(vad)


def test_a_witness_of_another_installation_is_said_to_be_that_perhaps(vag: Vag) -> None:
    assert "eller så kommer vittnet från en annan installation." in verifiera("f" * 64)


def test_a_seal_of_the_future_is_a_fault(vag: Vag) -> None:
    audit.append("arende:1", "arende.avsluta", by=vag.varld.registrator, at=vag.nu)
    audit.forsegla(timezone.now() + timedelta(days=1))
    assert "är satt i framtiden." in verifiera()


def test_the_record_is_verified_once_a_day(vag: Vag) -> None:
    jobb.verifiera(0)
    jobb.verifiera(0)
    forsta = Verifiering.objects.get()
    assert (forsta.brott, forsta.fel) == (0, "")
    Verifiering.objects.update(at=timezone.now() - timedelta(hours=25))
    jobb.verifiera(0)
    assert Verifiering.objects.count() == 2


@pytest.mark.parametrize("tid", ["infinity", "-infinity", "200000-01-01"])
def test_a_verification_of_no_time_at_all_is_none(vag: Vag, tid: str) -> None:
    """The program's role may add one, and cannot take it away."""
    jobb.verifiera(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO remiss_verifiering (at, handelser, rader, brott, fel, sigill) VALUES (%s, 1, 1, 0, '', '')",
            [tid],
        )
    funnet = verifiering.senaste()
    assert funnet is not None
    assert funnet.handelser > 1
    sida = inloggad(vag.varld.handlaggare).get(reverse("arende", args=[vag.arende.pk]))
    assert "allt stämmer." in sida.content.decode()
    assert "verifierades_for_sekunder_sedan" in halsan().matt


def test_a_verification_that_says_it_is_of_tomorrow_puts_off_no_other(vag: Vag) -> None:
    Verifiering.objects.create(
        at=timezone.now() + timedelta(days=1), handelser=1, rader=1, brott=0, sigill=""
    )
    jobb.verifiera(0)
    assert Verifiering.objects.count() == 2


def test_what_the_night_finds_is_kept_and_logged(vag: Vag, caplog: pytest.LogCaptureFixture) -> None:
    with som_superanvandare() as cursor:
        cursor.execute("UPDATE motions_arende SET titel = 'En annan'")
    with caplog.at_level(logging.ERROR):
        jobb.verifiera(0)
    funnet = verifiering.senaste()
    assert funnet is not None
    assert funnet.brott == 1
    assert "(motions_arende): raden är ändrad." in funnet.fel
    assert "(motions_arende): raden är ändrad." in caplog.text


@pytest.mark.parametrize(
    ("brott", "sagt"),
    [
        (None, "Akterna har inte kontrollerats än."),
        (0, "allt stämmer."),
        (3, "3 fel hittades"),
    ],
)
@pytest.mark.parametrize(("vem", "sida"), [("handlaggare", "arende"), ("revisor", "skrivbord")])
def test_the_pages_say_when_it_was_verified(
    vag: Vag, vem: str, sida: str, brott: int | None, sagt: str
) -> None:
    if brott is not None:
        Verifiering.objects.create(at=vag.nu, handelser=1, rader=1, brott=brott, sigill="0" * 64)
    adress = reverse(sida, args=[vag.arende.pk] if sida == "arende" else [])
    assert sagt in inloggad(vag.varld.alla()[vem]).get(adress).content.decode()


def test_what_has_been_answered_is_not_told_as_open_after_its_remisstid(varld: Varld) -> None:
    besvarat = Vag(varld).till_justerat().anslag().expediera().arende
    obesvarat = Vag(varld, motion_nummer=5).registrera().tilldela().arende
    type(besvarat).objects.update(frist_on="2020-01-01")
    svar = inloggad(varld.revisor).get(reverse("skrivbord"))
    missade = [rad["arende"].pk for rad in svar.context["revisor"]["missade"]]
    assert missade == [obesvarat.pk]
