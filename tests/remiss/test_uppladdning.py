"""What is not what it claims, is too large, empty or hostile is refused with a reason; names harm no one."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from motions.ingest import content
from motions.ingest.file_check import granska_fil, sakert_namn
from motions.models import Handling, LagradFil
from remiss import jobs
from remiss.web.download import disposition
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag


def en_pdf() -> bytes:
    """A real PDF of one page: the same bytes whenever it is made, which its id would else tell."""
    ut = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(ut, deterministic_id=True)
    return ut.getvalue()


def en_bild(slag: str) -> bytes:
    """A real picture."""
    ut = io.BytesIO()
    Image.new("RGB", (4, 4)).save(ut, slag)
    return ut.getvalue()


def en_docx(**extra: bytes) -> bytes:
    """The least that is a docx."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for namn, data in {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", **extra}.items():
            arkiv.writestr(namn, data)
    return ut.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("namn", "data"),
    [
        ("remiss.pdf", en_pdf()),
        ("REMISS.PDF", en_pdf()),
        ("bild.png", en_bild("PNG")),
        ("bild.jpg", en_bild("JPEG")),
        ("text.docx", en_docx()),
        ("brev.txt", "Hej på dig".encode()),
    ],
)
def test_what_is_what_it_claims_is_taken(namn: str, data: bytes) -> None:
    assert granska_fil(SimpleUploadedFile(namn, data)).data == data


@pytest.mark.parametrize(
    ("namn", "data", "fel"),
    [
        ("sida.html", HTML, "av ett slag som inte tas emot"),
        ("bild.svg", SVG, "av ett slag som inte tas emot"),
        ("makro.docm", en_docx(), "av ett slag som inte tas emot"),
        ("program.exe", b"MZ", "av ett slag som inte tas emot"),
        ("utan-slut", en_pdf(), "av ett slag som inte tas emot"),
        ("remiss.pdf.exe", en_pdf(), "av ett slag som inte tas emot"),
        ("tom.pdf", b"", "är tom"),
        ("sida.pdf", HTML, "innehåller inte det som namnet säger"),
        ("bild.pdf", SVG, "innehåller inte det som namnet säger"),
        ("bild.png", SVG, "innehåller inte det som namnet säger"),
        ("bild.png", en_bild("JPEG"), "innehåller inte det som namnet säger"),
        ("bild.jpg", en_pdf(), "innehåller inte det som namnet säger"),
        ("trasig.pdf", b"%PDF-1.7\nskrap", "innehåller inte det som namnet säger"),
        ("text.docx", en_pdf(), "innehåller inte det som namnet säger"),
        ("text.docx", b"PK\x03\x04skrap", "innehåller inte det som namnet säger"),
        ("text.odt", en_docx(), "innehåller inte det som namnet säger"),
        ("brev.txt", b"\xff\xfe\x00\x00", "innehåller inte det som namnet säger"),
        ("brev.txt", b"abc\x00def", "innehåller inte det som namnet säger"),
    ],
)
def test_what_is_not_what_it_claims_is_refused_with_a_reason(namn: str, data: bytes, fel: str) -> None:
    with pytest.raises(ValidationError, match=fel):
        granska_fil(SimpleUploadedFile(namn, data))


def test_a_file_over_the_limit_is_refused_and_the_limit_is_named() -> None:
    with pytest.raises(ValidationError, match="större än 1 MB"):
        granska_fil(SimpleUploadedFile("stor.txt", b"a" * (1024 * 1024 + 1)), max_mb=1)


def en_last_pdf() -> bytes:
    """A PDF that opens with a password."""
    with pikepdf.open(io.BytesIO(en_pdf())) as pdf:
        pdf.save(ut := io.BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    return ut.getvalue()


@pytest.mark.django_db
def test_a_pdf_that_is_locked_with_a_password_is_refused_with_what_to_do(varld: Varld) -> None:
    with pytest.raises(ValidationError, match="låst med lösenord"):
        granska_fil(SimpleUploadedFile("svar.pdf", en_last_pdf()))
    fil = SimpleUploadedFile("svar.pdf", en_last_pdf())
    svar = inloggad(varld.handlaggare).post(reverse("kontrollera"), {"fil": fil})
    assert svar.status_code == 422
    assert "låst med lösenord" in svar.content.decode()


def test_an_archive_with_too_many_parts_is_refused() -> None:
    hogst = content.MAX_DELAR
    granska_fil(SimpleUploadedFile("lagom.docx", en_docx(**{f"d{n}": b"x" for n in range(hogst - 2)})))

    with pytest.raises(ValidationError):
        granska_fil(SimpleUploadedFile("bomb.docx", en_docx(**{f"d{n}": b"x" for n in range(hogst - 1)})))


def test_an_archive_that_unpacks_to_too_much_is_refused_without_being_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = en_docx(**{"word/media.bin": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    monkeypatch.setattr(content, "MAX_UPPACKAT", 20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *a, **k: pytest.fail("packades upp"))

    assert content.innehall("docx", bomb) == content.Fynd.ANNAT


@pytest.mark.parametrize(
    ("namn", "blir"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\hemligt\\brev.pdf", "brev.pdf"),
        ("brev\x00.pdf", "brev.pdf"),
        ("brev\r\nX-Farligt: 1.pdf", "brevX-Farligt: 1.pdf"),
        ("faktura\u202efdp.exe.pdf", "fakturafdp.exe.pdf"),
        ("<script>.pdf", "<script>.pdf"),
        ('a"; filename="b.pdf', 'a"; filename="b.pdf'),
        ("...", "fil"),
        ("§ 12 & 50 % av D’Arcys förslag (1).pdf", "§ 12 & 50 % av D’Arcys förslag (1).pdf"),
        ("A\u030atga\u0308rd.pdf", "Åtgärd.pdf"),
        ("KS 2026/248 svar.pdf", "KS 2026_248 svar.pdf"),
        ("/etc/passwd", "passwd"),
        (" två  mellanslag .msg ", "två  mellanslag .msg"),
        ("\x00\u202e", "fil"),
        ("Yttrande över motion – åäö.pdf", "Yttrande över motion – åäö.pdf"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(namn: str, blir: str) -> None:
    assert sakert_namn(namn) == blir


def test_a_long_name_keeps_its_ending() -> None:
    namn = sakert_namn("a" * 400 + ".pdf")

    assert len(namn) == 255
    assert namn.endswith(".pdf")
    assert sakert_namn("å" * 300) == "å" * 255
    assert sakert_namn("Kort namn utan slut") == "Kort namn utan slut"


def lagg_till(varld: Varld, fil: SimpleUploadedFile, **andrat: str) -> Any:
    """Put one more handling into an akt, as its handläggare."""
    vag = Vag(varld).registrera().tilldela()
    return inloggad(varld.handlaggare).post(
        reverse("akt", args=["arende", vag.arende.pk, "lagg_till_handling"]),
        {
            "nyckel": ny_nyckel(),
            "fil": fil,
            "slag": "skrivelse",
            "riktning": "inkommen",
            "datum_on": "2026-09-22",
            "motpart": "Pensionärsrådet i Norrby",
            "rubrik": "Synpunkter från rådet",
            **andrat,
        },
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fil", [("tom.pdf", b""), ("stor.pdf", b"x" * (1024 * 1024 + 1))], ids=["empty", "large"]
)
def test_a_refused_file_stores_nothing_and_keeps_what_was_typed(
    varld: Varld, settings: Any, fil: tuple[str, bytes]
) -> None:
    settings.MAX_UPLOAD_MB = 1

    svar = lagg_till(varld, SimpleUploadedFile(*fil))

    assert svar.status_code == 422
    text = svar.content.decode()
    assert "Pensionärsrådet i Norrby" in text
    assert "Synpunkter från rådet" in text
    assert "Filen" in text
    assert not Handling.objects.filter(rubrik="Synpunkter från rådet").exists()
    assert not LagradFil.objects.filter(storlek__gt=1024 * 1024).exists()


ALLA_SLAG = [
    ("last.pdf", en_last_pdf()),
    ("trasig.pdf", b"%PDF-1.7 skrap"),
    ("sida.pdf", HTML),
    ("bild.svg", SVG),
    ("brev.msg", b"\xd0\xcf\x11\xe0 inte en hel msg"),
    ("Protokoll 1997.doc", b"\xd0\xcf\x11\xe0 word"),
    ("skrivelse.rtf", b"{\\rtf1 hej}"),
    ("skannat.tif", b"II*\x00"),
    ("foto.heic", b"\x00\x00\x00\x18ftypheic"),
    ("allt.zip", b"PK\x05\x06" + bytes(18)),
    ("svar.eml", b"From: a@x\r\nSubject: s\r\n\r\nhej"),
    ("blankett.xlsx", b"PKx"),
    ("utan slut", b"\x00\x01"),
    ("program.exe", b"MZ"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("namn", "data"), ALLA_SLAG, ids=[n for n, _ in ALLA_SLAG])
def test_what_came_in_is_kept_whatever_it_is_and_handed_out_as_bytes(
    varld: Varld, namn: str, data: bytes
) -> None:
    svar = lagg_till(varld, SimpleUploadedFile(namn, data))
    assert svar.status_code == 302
    handling = Handling.objects.get(rubrik="Synpunkter från rådet")
    assert handling.filnamn == namn
    jobs.las_handling(handling.pk)

    svar = inloggad(varld.handlaggare).get(reverse("handling_fil", args=[handling.pk]))

    assert svar.getvalue() == data
    assert svar.headers["Content-Disposition"].startswith("attachment")
    assert svar.headers["Content-Security-Policy"].startswith("sandbox")
    assert svar.headers["X-Content-Type-Options"] == "nosniff"
    assert svar.headers["Content-Type"] in ("application/octet-stream", "application/pdf")


@pytest.mark.django_db
def test_the_same_bytes_are_what_each_name_says_that_they_are(varld: Varld) -> None:
    typer = []
    for n, namn in enumerate(("a.txt", "a.csv", "a.PDF", "a")):
        lagg_till(varld, SimpleUploadedFile(namn, b"samma byte"), rubrik=f"Skrivelse {n}")
        handling = Handling.objects.get(rubrik=f"Skrivelse {n}")
        svar = inloggad(varld.handlaggare).get(reverse("handling_fil", args=[handling.pk]))
        typer.append((handling.filnamn, svar.headers["Content-Type"]))
    assert typer == [
        ("a.txt", "text/plain"),
        ("a.csv", "application/octet-stream"),
        ("a.PDF", "application/pdf"),
        ("a", "application/octet-stream"),
    ]


@pytest.mark.parametrize(
    ("namn", "huvud"),
    [
        ("svar (1).pdf", 'attachment; filename="svar (1).pdf"'),
        (
            "Åtgärd § 5.pdf",
            "attachment; filename=\"Atgard _ 5.pdf\"; filename*=UTF-8''%C3%85tg%C3%A4rd%20%C2%A7%205.pdf",
        ),
        ("50%20.pdf", "attachment; filename=\"50_20.pdf\"; filename*=UTF-8''50%2520.pdf"),
        ('a"; x="b', "attachment; filename=\"a__ x=_b\"; filename*=UTF-8''a%22%3B%20x%3D%22b"),
        ("a\\b", "attachment; filename=\"a_b\"; filename*=UTF-8''a%5Cb"),
        ("日本", "attachment; filename=\"__\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
    ],
)
def test_any_name_is_said_to_the_browser_as_it_is(namn: str, huvud: str) -> None:
    assert disposition(namn) == huvud


@pytest.mark.django_db
def test_an_uploaded_file_is_handed_out_as_an_attachment_in_a_sandbox(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    klient = Client()
    klient.force_login(varld.registrator, backend="remiss.login.backend.AccountBackend")

    svar = klient.get(reverse("handling_fil", args=[vag.arende.handlingar.earliest("pk").pk]))

    assert re.match(r'attachment; filename="[^"]+\.pdf"', svar.headers["Content-Disposition"])
    assert "sandbox" in svar.headers["Content-Security-Policy"]
    assert svar.headers["X-Content-Type-Options"] == "nosniff"
