"""What exceeds its bounds is told of where somebody waits for it, and what comes after it is done."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.urls import reverse
from procrastinate.contrib.django import app

from motions.apart import Apart, Granser, TidError
from motions.documents import context, framstall, store
from motions.documents.freeze import frys
from motions.documents.store import GranskadFil
from motions.ingest.mail_parts import delar
from motions.models import Arende, Dokument, Framstallning, Handling, Post, Sokpost, Tjansteutlatande
from remiss import jobs
from remiss.documents import preview
from remiss.forms.motioner import Motionarer
from remiss.lists import dubbletter
from remiss.models import Filinlasning, Renderingsfel
from remiss.start.workers import WORKERS
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.test_hamta_post import bilaga, hamta, lagg, mejl
from tests.remiss.test_uppladdning import en_docx, en_last_pdf, en_pdf
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande
from tests.vagen import Vag

DJUPT = "<table><tbody><tr><td><p>Ord</p>" * 60 + "</td></tr></tbody></table>" * 60


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    """An empty draft of Anna's."""
    return nytt_utlatande(varld)


def tung_docx(delar: int = 100_000) -> bytes:
    """An archive that says that one small part is there so many times: a reader's list of them takes sixty megabytes."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as arkiv:
        arkiv.writestr("word/document.xml", "<x/>")
    data = ut.getvalue()
    borjar = data.index(b"PK\x01\x02")
    slutar = data.index(b"PK\x05\x06")
    register = data[borjar:slutar] * delar
    return (
        data[:borjar] + register + data[slutar : slutar + 12] + struct.pack("<LLH", len(register), borjar, 0)
    )


LANGT = ("<p>" + "Nämnden tillstyrker förslaget i sin helhet. " * 12 + "</p>") * 600
"""A text that takes some seconds to set."""


# documents


def fryst(varld: Varld, utlatande: Tjansteutlatande, text: str) -> Dokument:
    """A frozen document with a text that stands, whatever may be saved now."""
    utlatande.avsnitt.filter(nyckel="bakgrund").update(text=text)
    return frys(context.utkast(utlatande, today=varld.at.date()), by=varld.handlaggare, at=varld.at)


def test_a_document_that_is_nested_too_deeply_says_so(varld: Varld, utlatande: Tjansteutlatande) -> None:
    dokument = fryst(varld, utlatande, DJUPT)

    with pytest.raises(RecursionError):
        jobs.framstall(dokument.pk)
    jobs.framstall(dokument.pk)

    assert Renderingsfel.objects.get().fel == "Texten är nästlad i för många nivåer."
    assert Renderingsfel.objects.get().uppgivet_at is not None


def test_a_document_over_its_bounds_is_tried_twice_and_then_said_to_be_impossible(
    varld: Varld, utlatande: Tjansteutlatande, settings: Any
) -> None:
    settings.RENDER_SECONDS = 1
    dokument = fryst(varld, utlatande, LANGT)

    with pytest.raises(TidError):
        jobs.framstall(dokument.pk)
    fel = Renderingsfel.objects.get()
    assert (fel.forsok, fel.uppgivet_at) == (1, None)
    jobs.framstall(dokument.pk)

    fel.refresh_from_db()
    assert fel.uppgivet_at is not None
    assert fel.fel == "Det tog mer än 1 sekunder och avbröts."
    assert not Framstallning.objects.exists()


def test_a_document_that_is_made_apart_is_the_same_to_the_byte(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    dokument = frys(context.utkast(utlatande, today=varld.at.date()), by=varld.handlaggare, at=varld.at)

    jobs.framstall(dokument.pk)

    apart = store.read(Framstallning.objects.get().fil)
    assert apart == framstall.rendera(dokument.slag, dokument.fakta, dokument.sha256)[0]


def test_a_preview_over_its_bounds_is_no_preview_and_the_next_is_made(
    varld: Varld, utlatande: Tjansteutlatande, settings: Any
) -> None:
    def bestall() -> str:
        fakta = context.som_json(context.utkast(utlatande, today=varld.at.date()))
        return preview.bestall(utlatande.pk, fakta)

    utlatande.avsnitt.filter(nyckel="bakgrund").update(text=LANGT)
    settings.RENDER_SECONDS = 1
    tung = bestall()
    with pytest.raises(TidError):
        jobs.forhandsvisa(utlatande.pk, tung)
    assert preview.antal_sidor(utlatande.pk, tung) is None

    utlatande.avsnitt.filter(nyckel="bakgrund").update(text="<p>Kort.</p>")
    settings.RENDER_SECONDS = 120
    latt = bestall()
    jobs.forhandsvisa(utlatande.pk, latt)
    assert preview.antal_sidor(utlatande.pk, latt)


# files


def test_an_upload_over_its_bounds_is_refused_beside_its_field_and_what_was_typed_stays(
    varld: Varld, utlatande: Tjansteutlatande, settings: Any
) -> None:
    def bilagg() -> str:
        fil = SimpleUploadedFile("tung.docx", tung_docx())
        data = {"nyckel": ny_nyckel(), "rubrik": "Ett underlag om Gärdet", "fil": fil}
        svar = inloggad(varld.handlaggare).post(reverse("bilaga_fil", args=[utlatande.pk]), data)
        assert svar.status_code == 422
        return str(svar.content.decode())

    settings.READ_MB = 20
    sida = bilagg()
    # A process that has no memory left may spend its time instead, looking for some.
    assert re.search(
        r"Filen «tung.docx» kunde inte öppnas. Det tog mer än 20 (MB minne|sekunder) och avbröts.", sida
    )
    assert "Ett underlag om Gärdet" in sida
    assert not utlatande.bilagor.filter(fil__isnull=False).exists()
    settings.READ_MB = 512
    assert "Filen «tung.docx» innehåller inte det som namnet säger" in bilagg()


def test_what_came_in_is_kept_without_being_opened(varld: Varld, settings: Any) -> None:
    settings.READ_MB = settings.READ_SECONDS = 0
    data = {
        "nyckel": ny_nyckel(),
        "forvaltning": varld.organ.forvaltning.pk,
        "avsandare": "Regionen",
        "amne": "Ett brev om Gärdet",
        "inkommen_on": "2026-09-20",
        "filer": SimpleUploadedFile("tung.docx", tung_docx()),
    }
    assert inloggad(varld.registrator).post(reverse("post_ny"), data).status_code == 302
    assert [f.filnamn for f in Post.objects.get().filer.all()] == ["tung.docx"]


def registrerad(varld: Varld, data: bytes, mime: str = "application/pdf") -> Handling:
    """A handling with these bytes, kept before anybody looked at them."""
    vag = Vag(varld).registrera()
    namn = "x.docx" if mime == DOCX else "x.pdf"
    vag.gor(
        vag.arende, "lagg_till_handling", varld.registrator, fil=GranskadFil(data, mime, namn), slag="anstandsbesked",
        riktning="inkommen", datum_on=varld.at.date(), motpart="Regionen", rubrik="Bilagan",
    )  # fmt: skip
    return vag.arende.handlingar.get(rubrik="Bilagan")


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("data", "mime", "fel"),
    [
        (en_last_pdf(), "application/pdf", "Filen är låst med lösenord."),
        (b"%PDF-1.7 skrap", "application/pdf", "Filen är skadad och kan inte läsas."),
        (b"PK\x03\x04", DOCX, "Filen är skadad och kan inte packas upp."),
        (en_docx(**{"word/document.xml": b"<" * 150_000}), DOCX, "Filens text är skadad och kan inte läsas."),
    ],
    ids=["locked", "broken", "no zip", "<<<"],
)
def test_a_stored_file_that_cannot_be_read_is_noted_with_a_sentence(
    varld: Varld, data: bytes, mime: str, fel: str
) -> None:
    handling = registrerad(varld, data, mime)
    jobs.las_handling(handling.pk)
    assert Filinlasning.objects.get(handling=handling).fel == fel


def test_a_stored_file_over_its_bounds_is_noted_and_the_next_is_read(varld: Varld, settings: Any) -> None:
    settings.READ_MB = 20
    handling = registrerad(varld, tung_docx(), DOCX)
    jobs.las_handling(handling.pk)
    fel = Filinlasning.objects.get(handling=handling).fel
    assert re.fullmatch(r"Det tog mer än 20 (MB minne|sekunder) och avbröts\.", fel)
    settings.READ_MB = 512
    xml = "<w:document xmlns:w='x'><w:p>Traineeprogram</w:p></w:document>"
    annan = registrerad(varld, en_docx(**{"word/document.xml": xml.encode()}), DOCX)
    jobs.las_handling(annan.pk)
    assert Filinlasning.objects.get(handling=annan).fel == ""
    assert Sokpost.objects.filter(text__contains="Traineeprogram").exists()


# letters


def trasiga() -> dict[str, Callable[[], EmailMessage | bytes]]:
    """Letters that have stopped a folder, or would."""
    return {
        "a-cdata.eml": lambda: (
            b"From: a@x\r\nSubject: CDATA\r\nContent-Type: text/html\r\n\r\n<p>Hej</p><![<![ x"
        ),
        "b-bytes.eml": lambda: bytes(range(256)) * 40,
        "c-djup.eml": lambda: b"".join(
            [b"From: a@x\r\nSubject: djup\r\n"]
            + [b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)]
        ),
        "d-huvud.eml": lambda: b"Subject: huvud\r\nFrom: " + b'"' * 300_000 + b"\r\n\r\nhej",
        "e-last.eml": lambda: bilaga(mejl("last"), "last.pdf", en_last_pdf()),
        "f-html.eml": lambda: (
            b"From: a@x\r\nSubject: html\r\nContent-Type: text/html\r\n\r\n" + b"<!--" * 50_000
        ),
        "g-tung.eml": lambda: bilaga(mejl("tung"), "tung.pdf", en_pdf() + bytes(30_000_000)),
        "h-sist.eml": lambda: bilaga(mejl("sist"), "remiss.pdf", en_pdf()),
    }


@pytest.mark.django_db
def test_whatever_a_letter_holds_the_letters_after_it_are_read(
    varld: Varld, tmp_path: Path, settings: Any
) -> None:
    settings.READ_MB = 60
    for namn, gor_brev in trasiga().items():
        lagg(tmp_path, namn, gor_brev())
    last_fil = next(
        message_from_bytes((tmp_path / "e-last.eml").read_bytes(), policy=policy.default).iter_attachments()
    )

    with pytest.raises(CommandError) as fel:
        hamta(tmp_path, varld)

    olasta = {rad.split(":")[0].strip(): rad for rad in str(fel.value).splitlines()[1:]}
    assert "Filen är inget e-postmeddelande: den saknar avsändare och ämne." in olasta["b-bytes.eml"]
    assert "Meddelandet är skadat och kan inte läsas." in olasta["c-djup.eml"]
    assert re.search(r"Det tog mer än (60 MB minne|20 sekunder) och avbröts\.", olasta["g-tung.eml"])
    assert set(olasta) == {"b-bytes.eml", "c-djup.eml", "g-tung.eml"}
    lasta = Post.objects.filter(olast="")
    assert set(lasta.values_list("amne", flat=True)) == {"CDATA", "huvud", "last", "html", "sist"}
    hela = {p.amne: store.read(p.filer.get().fil) for p in Post.objects.olast()}  # type: ignore[arg-type]
    assert set(hela) == {"Meddelande (b-bytes.eml)", "djup", "tung"}
    assert hela["Meddelande (b-bytes.eml)"] == (tmp_path / "b-bytes.eml").read_bytes()
    last = Post.objects.get(amne="last").filer.get(filnamn="last.pdf")
    assert last.fil is not None
    assert store.read(last.fil) == last_fil.get_payload(decode=True)
    assert Post.objects.get(amne="CDATA").text == "Hej"


def test_a_large_letter_takes_no_more_than_some_times_its_size() -> None:
    stort = bilaga(mejl(), "film.pdf", bytes(20_000_000)).as_bytes()
    granser = Granser(sekunder=20, mb=7 * len(stort) // 10**6, antal=1)
    apart = Apart(lambda: granser)
    try:
        assert [len(b.data or b"") for b in apart.gor(delar, stort).bilagor] == [20_000_000]
    finally:
        apart.stang()


def test_a_letter_of_digits_is_looked_through_in_no_time(varld: Varld) -> None:
    borjan = time.process_time()
    for bit in ("1", "1.", "1..", "a", "1-"):
        dubbletter.omnamnda(Arende.objects.none(), "", bit * (100_000 // len(bit)) + "x")
    with pytest.raises(ValidationError):
        Motionarer(label="Motionärer").clean(f"Anna{' ' * 100_000}Ek")
    assert time.process_time() - borjan < 5


# queues


def test_each_queue_has_one_worker_and_what_is_read_from_outside_shares_none(settings: Any) -> None:
    for modul in settings.PROCRASTINATE_IMPORT_PATHS:
        import_module(modul)
    koer = {task.queue for task in app.tasks.values() if not task.name.startswith("builtin")}
    betjanas = [ko for worker in WORKERS for ko in worker.queues]
    assert sorted(koer) == sorted(betjanas)
    (lasare,) = (worker for worker in WORKERS if "sok" in worker.queues)
    assert not {"skotsel", "post", "pdf"} & set(lasare.queues)
    (sattare,) = (worker for worker in WORKERS if "pdf" in worker.queues)
    assert not {"skotsel", "post"} & set(sattare.queues)
