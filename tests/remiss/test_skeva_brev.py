"""Letters that are a little wrong, or broken, where a registrator meets them: what is missing is told, and nothing is lost."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.urls import reverse

from motions.documents import store
from motions.ingest import mail
from motions.ingest.mail import ORIGINALET
from motions.ingest.mail_parts import delar
from motions.ingest.reading import LASNING
from motions.models import Post, PostfilSlag
from motions.postfiler import PA_SIDAN, postens_filer
from remiss.web.idempotency import ny_nyckel
from tests.brevet import lagg_in
from tests.factories import Varld
from tests.remiss.test_brevens_delar import HUVUD, PLAIN, del_, flera
from tests.remiss.test_hamta_post import hamta, lagg, mejl
from tests.remiss.test_uppladdning import en_bild
from tests.remiss.utlatande_fall import inloggad

pytestmark = pytest.mark.django_db


def sidan(varld: Varld, p: Post) -> str:
    """The letter as the registrator sees it."""
    return inloggad(varld.registrator).get(reverse("post", args=[p.pk])).content.decode()


@pytest.mark.parametrize(
    ("fran", "namn"),
    [
        ("Dahl, Eva <eva@exempel.invalid>", "Dahl, Eva"),
        ("Styrelsen: eva@exempel.invalid, bo@exempel.invalid;", "Styrelsen"),
        ("Eva [kansliet] <eva@exempel.invalid>", "Eva [kansliet]"),
        ("eva@exempel.invalid, bo@exempel.invalid", "eva@exempel.invalid"),
    ],
)
def test_the_sender_stands_on_the_page_and_in_the_new_arende(
    varld: Varld, tmp_path: Path, fran: str, namn: str
) -> None:
    lagg(tmp_path, "1.eml", f"From: {fran}\r\nSubject: Remiss om torg\r\n\r\nHej".encode())
    hamta(tmp_path, varld)

    p = Post.objects.get()
    assert (p.avsandare, p.epost) == (namn, "eva@exempel.invalid")
    assert "inte angiven" not in sidan(varld, p)
    nytt = inloggad(varld.registrator).get(reverse("registrera"), {"post": p.pk}).content.decode()
    assert f'value="{namn}"' in nytt


def test_a_scanned_letter_becomes_a_handling_of_its_own(varld: Varld, tmp_path: Path) -> None:
    jpg = en_bild("JPEG")
    kropp = flera(
        "related",
        del_("text/html", b"<img src='cid:s'>"),
        del_("image/jpeg; name=Sida.jpg", jpg, "Content-ID: <s>"),
    )
    lagg(tmp_path, "1.eml", HUVUD + kropp)
    hamta(tmp_path, varld)
    p = Post.objects.get()

    assert [(f.filnamn, b.data == jpg) for f, b in postens_filer(p)] == [
        ("Sida.jpg", True),
        (ORIGINALET, False),
    ]
    assert "bild i texten" not in sidan(varld, p)


@pytest.mark.parametrize("langd", [PA_SIDAN - 1, PA_SIDAN, PA_SIDAN + 1, 3 * PA_SIDAN])
@pytest.mark.parametrize("typ", ["text/plain", "text/html"])
def test_the_text_of_a_letter_is_whole_in_its_file_and_its_page_says_when_it_is_not(
    varld: Varld, tmp_path: Path, langd: int, typ: str
) -> None:
    text = ("Ord och ord. " * langd)[: langd - 5] + "Slut."
    lagg(tmp_path, "1.eml", HUVUD + del_(f"{typ}; charset=utf-8", text.encode()))
    hamta(tmp_path, varld)

    p = Post.objects.get()
    filen = p.filer.get(slag=PostfilSlag.TEXT)
    assert filen.fil is not None
    assert text in store.read(filen.fil).decode()
    sida = sidan(varld, p)
    if langd < PA_SIDAN:
        assert p.text == text
        assert "Bara början av texten" not in sida
    else:
        assert len(p.text) <= PA_SIDAN
        assert "Bara början av texten står här." in sida
        assert f'<a href="{reverse("postfil", args=[filen.pk])}">Meddelande.txt</a>.</p>' in sida


def test_post_from_before_the_text_was_whole_is_sent_to_the_message(varld: Varld, tmp_path: Path) -> None:
    lagg(tmp_path, "1.eml", mejl(text="x" * 200))
    hamta(tmp_path, varld)
    Post.objects.update(text="x" * PA_SIDAN)

    assert f"{ORIGINALET}</a>.</p>" in sidan(varld, Post.objects.get())


def test_a_letter_longer_than_is_read_says_where_the_rest_is(
    varld: Varld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    las = LASNING.gor
    monkeypatch.setattr(
        LASNING,
        "gor",
        lambda *a: replace(las(*a), avkortad=True) if a[0] is delar else las(*a),
    )
    lagg(tmp_path, "1.eml", mejl())
    assert "«Resten av texten» togs inte emot. Brevet är längre än som läses." in hamta(tmp_path, varld)


@pytest.mark.parametrize(
    "kropp",
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
        + PLAIN + b"--b--\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--b--",
        b"Content-Type: multipart/mixed\r\n\r\n--b\r\n" + PLAIN + b"--b--\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + PLAIN,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + PLAIN + b"--b--\r\nMer text\r\n",
        b"Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + PLAIN + b"--b--\r\n",
    ],
    ids=["one boundary for two", "no boundary", "no end", "words after the end", "two types"],
)  # fmt: skip
def test_a_broken_letter_says_so_on_its_page_and_where_it_is_whole(
    varld: Varld, tmp_path: Path, kropp: bytes
) -> None:
    lagg(tmp_path, "1.eml", HUVUD + kropp)
    assert "1.eml: «Delar av brevet» togs inte emot. Brevet är skadat." in hamta(tmp_path, varld)

    p = Post.objects.get()
    assert f"Brevet är skadat. Något kan saknas eller se fel ut här. Hela finns i «{ORIGINALET}»." in sidan(
        varld, p
    )
    original = p.filer.get(slag=PostfilSlag.ORIGINAL)
    assert original.fil is not None
    assert store.read(original.fil) == HUVUD + kropp


def test_a_letter_with_a_mark_before_its_head_that_could_not_be_read_is_read_when_tried_again(
    varld: Varld, tmp_path: Path
) -> None:
    data = b"\xef\xbb\xbf\r\n" + mejl("Med ett märke").as_bytes()
    brev = mail.oforstatt(
        data, varld.organ.forvaltning, "Filen är inget e-postmeddelande.", kalla="1.eml", at=varld.at
    )
    p = lagg_in(brev, by=varld.registrator, at=varld.at)

    svar = inloggad(varld.registrator).post(reverse("post_las_om", args=[p.pk]), {"nyckel": ny_nyckel()})
    assert svar.status_code == 302
    p.refresh_from_db()
    assert (p.olast, p.amne, p.sha256) == ("", "Med ett märke", mail.nyckel(data))


@pytest.mark.parametrize("namn", ["tom.eml", "tom.EML"])
def test_an_empty_file_stands_on_the_desk_once(varld: Varld, tmp_path: Path, namn: str) -> None:
    lagg(tmp_path, namn, b"")
    lagg(tmp_path, "tom2.eml", b"")
    with pytest.raises(CommandError, match=rf"{namn}: Meddelandet är tomt\..*ligger i «Kunde inte läsas»"):
        hamta(tmp_path, varld)
    assert "Nya meddelanden: 0. Fanns redan: 2." in hamta(tmp_path, varld)

    assert sorted(Post.objects.olast().values_list("amne", flat=True)) == [
        f"Meddelande ({namn})",
        "Meddelande (tom2.eml)",
    ]
    for p in Post.objects.all():
        sida = sidan(varld, p)
        assert "Meddelandet är tomt." in sida
        assert "Försök igen" not in sida
    assert "Kunde inte läsas" in inloggad(varld.registrator).get(reverse("skrivbord")).content.decode()
    lagg(tmp_path, namn, mejl("Nu hela"))
    assert "Nya meddelanden: 1. Fanns redan: 1." in hamta(tmp_path, varld)


@pytest.mark.parametrize("vad", ["dangling", "loop", "folder", "pipe"])
def test_what_is_named_as_a_letter_and_is_no_file_stands_on_the_desk(
    varld: Varld, tmp_path: Path, vad: str
) -> None:
    plats = tmp_path / "borta.eml"
    match vad:
        case "dangling":
            plats.symlink_to(tmp_path / "finns inte")
        case "loop":
            plats.symlink_to(plats)
        case "folder":
            plats.mkdir()
        case _:
            os.mkfifo(plats)
    lagg(tmp_path, "z.eml", mejl("Nästa"))

    with pytest.raises(CommandError, match=r"borta\.eml: .*ligger i «Kunde inte läsas»"):
        hamta(tmp_path, varld)
    p = Post.objects.olast().get()
    assert p.amne == "Meddelande (borta.eml)"
    assert "Det ligger kvar där det kom: borta.eml." in sidan(varld, p)
    assert Post.objects.filter(olast="").count() == 1
    assert "Nya meddelanden: 0. Fanns redan: 2." in hamta(tmp_path, varld)
