"""Mail from a folder: read once each, whatever it holds; what is not accepted is named, and what cannot be read is told."""

from __future__ import annotations

import itertools
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motions.documents import store
from motions.ingest import mail
from motions.ingest.mail import ORIGINALET
from motions.ingest.mail_parts import OlasligtError
from motions.models import Post, PostfilSlag
from tests.factories import Varld
from tests.remiss.test_uppladdning import en_pdf

pytestmark = pytest.mark.django_db

NUMMER = itertools.count(1)


def mejl(
    amne: str = "Remiss om badplatser", text: str | None = "Hej!\n\nHär kommer remissen.", **huvud: str
) -> EmailMessage:
    """A mail from outside."""
    m = EmailMessage()
    m["From"] = "Åsa Öberg <asa@exempel.invalid>"
    m["Subject"] = amne
    m["Message-ID"] = f"<{next(NUMMER)}@exempel.invalid>"
    m["Date"] = "Mon, 21 Sep 2026 10:15:00 +0200"
    for namn, varde in huvud.items():
        del m[namn]
        m[namn] = varde
    if text is not None:
        m.set_content(text)
    return m


def bilaga(m: EmailMessage, namn: str, data: bytes, typ: str = "application/pdf") -> EmailMessage:
    """The same mail with one more attachment."""
    maintype, _, subtype = typ.partition("/")
    m.add_attachment(data, maintype=maintype, subtype=subtype, filename=namn)
    return m


def hamta(mapp: Path, varld: Varld, **val: Any) -> str:
    """Run the command and return what it said."""
    ut = StringIO()
    val = {"som": varld.registrator.username, "forvaltning": varld.organ.forvaltning.namn, **val}
    call_command("hamta_post", mapp, stdout=ut, **val)
    return ut.getvalue()


def hallna(p: Post) -> dict[str, bytes]:
    """The files that were sent with a letter, by name."""
    filer = p.filer.filter(slag=PostfilSlag.FIL, fil__isnull=False).select_related("fil")
    return {f.filnamn: store.read(f.fil) for f in filer if f.fil is not None}


def lagg(mapp: Path, namn: str, data: EmailMessage | bytes) -> None:
    """Put a file in the folder."""
    (mapp / namn).write_bytes(data if isinstance(data, bytes) else data.as_bytes())


def test_a_mail_becomes_a_letter_with_its_files_and_its_words(varld: Varld, tmp_path: Path) -> None:
    m = bilaga(mejl(text="Se dnr KS 2026/0123."), "remiss å.pdf", en_pdf())
    lagg(tmp_path, "1.eml", m)

    assert "Nya meddelanden: 1. Fanns redan: 0." in hamta(tmp_path, varld)
    p = Post.objects.get()
    assert (p.avsandare, p.epost, p.amne, p.inkommen_on.isoformat(), p.avsandarens_dnr) == (
        "Åsa Öberg",
        "asa@exempel.invalid",
        "Remiss om badplatser",
        "2026-09-21",
        "KS 2026/0123",
    )
    assert [f.filnamn for f in p.filer.all()] == ["remiss å.pdf", "Meddelande.txt", ORIGINALET]
    original = p.filer.get(slag=PostfilSlag.ORIGINAL)
    assert original.fil is not None
    assert store.read(original.fil) == (tmp_path / "1.eml").read_bytes()
    assert p.sha256 == original.fil.sha256
    assert p.inlagd_by == varld.registrator


def test_a_folder_read_again_adds_only_what_is_new(varld: Varld, tmp_path: Path) -> None:
    lagg(tmp_path, "1.eml", mejl())
    hamta(tmp_path, varld)
    lagg(tmp_path, "kopia.eml", (tmp_path / "1.eml").read_bytes())
    lagg(tmp_path, "2.EML", mejl("Ett annat"))
    lagg(tmp_path, "annat.txt", b"inte post")

    assert "Nya meddelanden: 1. Fanns redan: 2." in hamta(tmp_path, varld)
    assert Post.objects.count() == 2
    assert len([f for f in tmp_path.iterdir() if f.is_file()]) == 4


def test_a_mail_without_an_id_is_known_by_its_bytes(varld: Varld, tmp_path: Path) -> None:
    m = mejl()
    del m["Message-ID"]
    lagg(tmp_path, "1.eml", m)
    hamta(tmp_path, varld)
    hamta(tmp_path, varld)

    assert Post.objects.get().meddelande_id.startswith("sha256:")


def test_every_file_is_kept_whatever_it_is_and_what_is_empty_or_too_large_is_named(
    varld: Varld, tmp_path: Path, settings: Any
) -> None:
    settings.MAX_UPLOAD_MB = 1
    filer = {
        "virus.exe": b"MZ",
        "falsk.pdf": b"<html>",
        "Svarsblankett.xlsx": b"PKx",
        "utan slut": b"x",
        "§ 5 & 50 % av D’Arcy.msg": b"\xd0\xcf",
    }
    m = mejl()
    for namn, data in filer.items():
        bilaga(m, namn, data, "application/octet-stream")
    bilaga(m, "tom.pdf", b"")
    bilaga(m, "stor.tif", bytes(1024 * 1024 + 1))
    bilaga(m, "../../etc/passwd", b"x", "application/octet-stream")
    lagg(tmp_path, "1.eml", m)

    sagt = hamta(tmp_path, varld)

    p = Post.objects.get()
    assert hallna(p) == {**filer, "passwd": b"x"}
    avvisade = {f.filnamn: f.avvisad for f in p.filer.filter(fil__isnull=True)}
    assert avvisade == {
        "tom.pdf": "Filen är tom.",
        "stor.tif": "Filen är större än 1 MB. Den finns i meddelandet som det kom.",
    }
    assert "«stor.tif» togs inte emot" in sagt


def test_html_is_read_for_its_words_alone(varld: Varld, tmp_path: Path) -> None:
    m = mejl(text=None)
    m.set_content(
        "<html><head><style>p{color:red}</style></head><body><p>Hej &amp; v&auml;lkommen</p><script>alert(1)</script>"
        "<p>Rad tv\u00e5</p></body></html>",
        subtype="html",
    )
    lagg(tmp_path, "1.eml", m)
    hamta(tmp_path, varld)

    text = Post.objects.get().text
    assert text == "Hej & välkommen\nRad två"


def test_what_cannot_be_stored_or_shown_is_cleaned_away(varld: Varld, tmp_path: Path) -> None:
    rad = b"From: =?utf-8?b?w4VzYQ==?= <a@x>\r\nSubject: A\x00B \xe2\x80\xae\xff\r\nMessage-ID: <1@x>\r\n\r\nHej\x00 \xff\xfe\r\n"
    lagg(tmp_path, "1.eml", rad)
    hamta(tmp_path, varld)

    p = Post.objects.get()
    assert p.avsandare == "Åsa"
    assert p.amne.startswith("AB")
    for text in (p.amne, p.text):
        assert not set(text) & {"\x00", "\u202e"}
    sista = p.filer.get(slag=PostfilSlag.TEXT)
    assert sista.fil is not None
    assert store.read(sista.fil).decode()


@pytest.mark.parametrize(
    "data",
    [b"   \r\n", b"bara text utan huvud", b"\x00\x01\x02" * 100, b"PK\x03\x04", b"To: r@x\r\n\r\nhej"],
    ids=["blank", "no headers", "binary", "zip", "no sender"],
)
def test_what_is_no_mail_is_told_and_kept_whole_and_the_others_are_read(
    varld: Varld, tmp_path: Path, data: bytes
) -> None:
    lagg(tmp_path, "1.eml", data)
    lagg(tmp_path, "2.eml", mejl())

    with pytest.raises(CommandError, match=r"1\.eml.*ligger i «Kunde inte läsas»"):
        hamta(tmp_path, varld)
    assert Post.objects.get(olast="").amne == "Remiss om badplatser"
    olast = Post.objects.olast().get()
    assert olast.amne == "Meddelande (1.eml)"
    fil = olast.filer.get()
    assert (fil.slag, fil.fil_id) == (PostfilSlag.ORIGINAL, olast.sha256)
    assert fil.fil is not None
    assert store.read(fil.fil) == data
    assert "Nya meddelanden: 0. Fanns redan: 2." in hamta(tmp_path, varld)


def test_an_empty_file_is_told_and_the_others_are_read(varld: Varld, tmp_path: Path) -> None:
    lagg(tmp_path, "1.eml", b"")
    lagg(tmp_path, "2.eml", mejl())

    with pytest.raises(CommandError, match=r"1\.eml: Meddelandet är tomt"):
        hamta(tmp_path, varld)
    assert Post.objects.get(olast="").amne == "Remiss om badplatser"


def test_a_store_that_takes_no_files_ends_the_run_in_words_and_nothing_is_lost(
    varld: Varld, tmp_path: Path, settings: Any
) -> None:
    lagg(tmp_path, "1.eml", mejl())
    lager, settings.FILE_STORE = settings.FILE_STORE, str(tmp_path / "1.eml")

    with pytest.raises(CommandError, match="Filerna kan inte sparas"):
        hamta(tmp_path, varld)
    assert not Post.objects.exists()
    settings.FILE_STORE = lager
    assert "Nya meddelanden: 1." in hamta(tmp_path, varld)


@pytest.mark.parametrize(
    "huvud",
    [
        {"Date": "i tisdags"},
        {"Date": "Mon, 99 Foo 99999 99:99:99 +9999"},
        {"Date": "Fri, 01 Jan 2999 10:00:00 +0100"},
        {"Subject": "x" * 5000},
        {"Subject": ""},
        {"Message-ID": "<" + "y" * 900 + "@x>"},
    ],
    ids=["no day", "no such day", "a day to come", "a long subject", "no subject", "a long id"],
)
def test_headers_that_lie_or_overflow_become_something_that_holds(
    varld: Varld, tmp_path: Path, huvud: dict[str, str]
) -> None:
    lagg(tmp_path, "1.eml", mejl(**huvud))
    hamta(tmp_path, varld)

    p = Post.objects.get()
    assert 0 < len(p.amne) <= 300
    assert p.inkommen_on.year == 2026


def test_our_own_servers_stamp_counts_before_the_senders_clock(varld: Varld, tmp_path: Path) -> None:
    m = mejl()
    m["Received"] = "from x by mx.norrby.example; Tue, 22 Sep 2026 23:30:00 +0000"
    lagg(tmp_path, "1.eml", m)
    hamta(tmp_path, varld)

    assert Post.objects.get().inkommen_on.isoformat() == "2026-09-23"


def test_broken_parts_never_stop_the_folder(varld: Varld, tmp_path: Path) -> None:
    trasiga = [
        b"From: a@x\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: te",
        b"From: a@x\r\nSubject: s\r\nContent-Type: text/plain; charset=finns-inte\r\n\r\nhej \xe5",
        b"From: a@x\r\nSubject: s\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
        b"From: <<<>>>\r\nSubject: =?x?y?z?=\r\n\r\nhej",
        b"Subject: s\r\nFrom: " + b"a," * 3000 + b"\r\n\r\nhej",
    ]
    for n, data in enumerate(trasiga):
        lagg(tmp_path, f"{n}.eml", data)
    try:
        hamta(tmp_path, varld)
    except CommandError as error:
        olasta = str(error).count(".eml")
    else:
        olasta = 0

    assert Post.objects.count() == len(trasiga) - olasta
    assert Post.objects.count() >= 3


@pytest.mark.parametrize(
    ("val", "sagt"),
    [
        ({"som": "ingen"}, "ingen aktiv användare"),
        ({"forvaltning": "Skattkammaren"}, "Ange --forvaltning"),
        ({"forvaltning": None}, "Arbetsmarknadsförvaltningen, Socialförvaltningen"),
    ],
)
def test_the_command_says_what_it_lacks(varld: Varld, tmp_path: Path, val: dict[str, Any], sagt: str) -> None:
    with pytest.raises(CommandError, match=sagt):
        hamta(tmp_path, varld, **val)


def test_a_folder_that_is_not_there_is_told(varld: Varld, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="finns inte"):
        hamta(tmp_path / "borta", varld)


def test_only_these_kinds_of_error_are_the_mails_own(varld: Varld) -> None:
    with pytest.raises(OlasligtError):
        mail.las(b"Subject\r\n", varld.organ.forvaltning, at=varld.at)


def test_whoever_is_not_registrator_lays_nothing_in(varld: Varld, tmp_path: Path) -> None:
    lagg(tmp_path, "1.eml", mejl())

    with pytest.raises(CommandError, match="är inte registrator i"):
        call_command(
            "hamta_post", tmp_path, som=varld.handlaggare.username, forvaltning=varld.organ.forvaltning.namn
        )
    assert not Post.objects.exists()
