"""Every part of a letter that is a file is a file of the letter; what it says is read, whatever it says of its charset."""

from __future__ import annotations

from base64 import b64encode
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from motions.documents import store
from motions.ingest.mail_parts import MAX_DELAR, Delar, delar
from motions.models import Post, Postfil, PostfilSlag
from motions.postfiler import postens_filer
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld, arende
from tests.remiss.test_hamta_post import bilaga, hallna, hamta, lagg, mejl
from tests.remiss.test_uppladdning import en_bild, en_last_pdf, en_pdf
from tests.remiss.utlatande_fall import inloggad

HUVUD = b"From: =?utf-8?q?=C3=85sa?= <asa@exempel.invalid>\r\nSubject: Remiss\r\nMIME-Version: 1.0\r\n"


def del_(typ: str, data: bytes, *rader: str) -> bytes:
    """A leaf part."""
    huvud = [f"Content-Type: {typ}", "Content-Transfer-Encoding: base64", *rader]
    return "\r\n".join(huvud).encode() + b"\r\n\r\n" + b64encode(data) + b"\r\n"


def flera(slag: str, *delar_: bytes) -> bytes:
    """Parts as one part; the boundary is made of what stands between."""
    grans = f"g{len(b''.join(delar_))}"
    rader = [f'Content-Type: multipart/{slag}; boundary="{grans}"\r\n\r\n'.encode()]
    for d in delar_:
        rader += [f"--{grans}\r\n".encode(), d, b"\r\n"]
    return b"".join([*rader, f"--{grans}--\r\n".encode()])


def fil(namn: str, data: bytes, typ: str = "application/pdf") -> bytes:
    """An attachment."""
    return del_(typ, data, f'Content-Disposition: attachment; filename="{namn}"')


def brev(*rader: bytes) -> Delar:
    """The parts of a letter with this body."""
    return delar(HUVUD + b"".join(rader))


PLAIN, HTML = (
    del_("text/plain; charset=utf-8", b"Ordet."),
    del_("text/html", b"<p>Ordet i html.</p><img src='cid:1'>"),
)
BILD = del_("image/png", b"png", "Content-ID: <1>")
INRE = b"From: Bo <bo@exempel.invalid>\r\nSubject: Yttrande om torget\r\n"


@pytest.mark.parametrize(
    ("kropp", "text", "filer"),
    [
        (flera("alternative", PLAIN, flera("mixed", HTML, fil("a.pdf", b"a"), HTML)), "Ordet.", ["a.pdf"]),
        (flera("alternative", flera("mixed", PLAIN, fil("a.pdf", b"a")), HTML), "Ordet.", ["a.pdf"]),
        (flera("mixed", flera("mixed", PLAIN, fil("a.pdf", b"a")), PLAIN), "Ordet.\n\nOrdet.", ["a.pdf"]),
        (flera("mixed", flera("mixed", flera("mixed", fil("a", b"a")), fil("b", b"b"))), "", ["a", "b"]),
        (flera("mixed", fil("a.pdf", b"a"), PLAIN, fil("b.pdf", b"b")), "Ordet.", ["a.pdf", "b.pdf"]),
        (flera("related", HTML, BILD, fil("a.pdf", b"a")), "Ordet i html.", ["bilaga 1.png", "a.pdf"]),
        (flera("alternative", PLAIN, HTML, del_("text/calendar", b"BEGIN:VCALENDAR")), "Ordet.", ["bilaga 1.ics"]),
        (flera("alternative", del_("text/plain", b" \n"), HTML), "Ordet i html.", []),
        (flera("signed", PLAIN, del_("application/pkcs7-signature; name=smime.p7s", b"s")), "Ordet.", ["smime.p7s"]),
        (flera("report", PLAIN, del_("message/delivery-status", b"")), "Ordet.", ["bilaga 1.txt"]),
        (flera("digest", b"\r\n" + INRE + b"\r\nHej"), "Bifogat", ["Yttrande om torget.eml"]),
        (del_("application/pdf; name=hela.pdf", b"pdf"), "", ["hela.pdf"]),
        (del_("text/plain; name=ord.txt", b"Ord i en fil."), "Ord i en fil.", ["ord.txt"]),
        (flera("mixed", PLAIN, del_("text/csv", b"a;b")), "Ordet.", ["bilaga 1.csv"]),
    ],
    ids=[
        "apple", "mixed in alternative", "mixed in mixed", "deep", "words between", "related", "calendar", "empty plain",
        "signed", "report", "digest", "nothing but a file", "words with a name", "csv",
    ],
)  # fmt: skip
def test_each_file_is_found_wherever_it_stands(kropp: bytes, text: str, filer: list[str]) -> None:
    funnet = brev(kropp)
    assert [b.namn for b in funnet.bilagor] == filer
    assert funnet.text.startswith(text)
    assert bool(funnet.text) == bool(text)


def test_a_picture_in_the_text_is_known_from_one_that_was_sent() -> None:
    funnet = brev(flera("mixed", flera("related", HTML, BILD), fil("foto.png", b"p", "image/png")))
    assert [(b.namn, b.i_texten) for b in funnet.bilagor] == [("bilaga 1.png", True), ("foto.png", False)]


INUTI = INRE + flera("mixed", del_("text/plain", b"Vi avstyrker."), fil("Svar.pdf", b"%PDF svar"))


@pytest.mark.parametrize(
    "kropp",
    [
        b"Content-Type: message/rfc822\r\n\r\n" + INUTI,
        b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + INUTI,
        del_("message/rfc822", INUTI),
    ],
    ids=["inline", "attachment", "encoded, which it may not be"],
)
def test_a_letter_in_a_letter_is_a_file_to_the_byte_with_its_words_and_files(kropp: bytes) -> None:
    funnet = brev(flera("mixed", PLAIN, kropp))

    assert [b.namn for b in funnet.bilagor] == ["Yttrande om torget.eml", "Svar.pdf"]
    assert funnet.bilagor[0].data.strip() == INUTI.strip()
    assert (
        message_from_bytes(funnet.bilagor[0].data, policy=policy.default)["subject"] == "Yttrande om torget"
    )
    assert funnet.bilagor[1].data == b"%PDF svar"
    assert funnet.text == (
        "Ordet.\n\nBifogat meddelande: Yttrande om torget\nFrån: Bo <bo@exempel.invalid>\n\nVi avstyrker."
    )


def test_letters_in_letters_in_letters_are_opened_and_those_past_a_limit_are_files() -> None:
    data = INUTI
    for _ in range(30):
        data = b"From: c@x\r\nSubject: VB\r\nContent-Type: message/rfc822\r\n\r\n" + data
    namn = [b.namn for b in delar(data).bilagor]
    assert set(namn) == {"VB.eml"}
    assert len(namn) == 21


def test_a_letter_of_more_parts_than_are_read_says_so() -> None:
    funnet = brev(flera("mixed", *[fil(f"{n}.txt", b"x", "text/plain") for n in range(MAX_DELAR + 5)]))
    assert funnet.fler
    assert len(funnet.bilagor) == MAX_DELAR - 1


SVENSKA = "Nämnden får härmed svar om åtgärder på Östra gården."


@pytest.mark.parametrize(
    ("typ", "data"),
    [
        ("text/plain", SVENSKA.encode("cp1252")),
        ("text/plain", SVENSKA.encode()),
        ("text/plain; charset=us-ascii", SVENSKA.encode()),
        ("text/plain; charset=us-ascii", SVENSKA.encode("latin1")),
        ("text/plain; charset=utf-8", SVENSKA.encode("cp1252")),
        ("text/plain; charset=iso-8859-1", SVENSKA.encode()),
        ("text/plain; charset=utf-16", SVENSKA.encode("utf-16")),
        ("text/plain", b"\xef\xbb\xbf" + SVENSKA.encode()),
        ("text/html", b'<meta charset="iso-8859-1">' + SVENSKA.encode("latin1")),
        ("text/html", b'<meta http-equiv=Content-Type content="text/html; charset=windows-1252">' + SVENSKA.encode("cp1252")),
        ("text/html; charset=us-ascii", b"<meta charset=macintosh>" + SVENSKA.encode("mac-roman")),
        ("text/html; charset=iso-8859-1", b"<meta charset=utf-8>" + SVENSKA.encode()),
        ("text/html", b'<meta charset="utf-16">' + SVENSKA.encode("latin1")),
        ("text/html", b'<?xml version="1.0" encoding="mac-roman"?><p>' + SVENSKA.encode("mac-roman")),
    ],
)  # fmt: skip
def test_the_words_are_read_whatever_is_said_of_their_charset(typ: str, data: bytes) -> None:
    assert brev(del_(typ, data)).text == SVENSKA


def test_what_a_windows_program_calls_latin_1_has_its_quotation_marks() -> None:
    data = "”Trygg skola” – D’Arcy, 100 €".encode("cp1252")
    assert brev(del_("text/plain; charset=iso-8859-1", data)).text == "”Trygg skola” – D’Arcy, 100 €"


@pytest.mark.parametrize(
    ("rubrik", "blir"),
    [
        ("Förslag på skolgårdar".encode("latin1"), "Förslag på skolgårdar"),
        ("Förslag på skolgårdar".encode(), "Förslag på skolgårdar"),
        (b"=?us-ascii?Q?F=F6rslag?=", "Förslag"),
        (b"=?utf-8?Q?F=F6rslag?=", "Förslag"),
        (b"=?utf-8?B?RsO2?= \r\n =?utf-8?B?cnNsYWc=?=", "Förslag"),
        (b"=?utf-8?B?RsM=?= =?utf-8?B?tnJzbGFn?=", "Förslag"),
        (b"=?iso-8859-1?Q?F=F6r?= =?utf-8?Q?slag_=E2=80=93?=", "Förslag –"),
        (b"=?utf-8*sv?Q?F=C3=B6rslag?= om torg", "Förslag om torg"),
        (b"F\xf6rslag =?utf-8?Q?=C3=A5?=", "Förslag å"),
        ("Fo\u0308rslag".encode(), "Förslag"),
    ],
)
def test_a_subject_is_read_as_it_was_meant(rubrik: bytes, blir: str) -> None:
    assert delar(b"From: a@x\r\nSubject: " + rubrik + b"\r\n\r\nhej").amne == blir


@pytest.mark.parametrize(
    ("fran", "namn"),
    [
        ("Åsa Prov <asa@exempel.invalid>".encode("latin1"), "Åsa Prov"),
        ('"Prov, Åsa" <asa@exempel.invalid>'.encode(), "Prov, Åsa"),
        (b"=?utf-8?Q?Prov=2C_=C3=85sa?= <asa@exempel.invalid>", "Prov, Åsa"),
        (b'"=?iso-8859-1?Q?=C5sa?=" <asa@exempel.invalid>', "Åsa"),
    ],
)
def test_a_sender_is_read_as_it_was_meant(fran: bytes, namn: str) -> None:
    funnet = delar(b"From: " + fran + b"\r\nSubject: s\r\n\r\nhej")
    assert (funnet.namn, funnet.adress) == (namn, "asa@exempel.invalid")


@pytest.mark.parametrize(
    ("huvud", "namn"),
    [
        (b"Content-Disposition: attachment; filename=Svar p\xe5 remiss (1).pdf", "Svar på remiss (1).pdf"),
        (
            b'Content-Disposition: attachment; filename="\xc3\x85tg\xc3\xa4rd \xc2\xa7 5.pdf"',
            "Åtgärd § 5.pdf",
        ),
        (b"Content-Disposition: attachment; filename*=utf-8''N%E4mnd.pdf", "Nämnd.pdf"),
        (b"Content-Disposition: attachment; filename*0*=utf-8''50%25; filename*1=\" av.pdf\"", "50% av.pdf"),
        (b'Content-Type: application/pdf; name="=?utf-8?Q?D=E2=80=99Arcy.pdf?="', "D’Arcy.pdf"),
        (b'Content-Disposition: attachment; filename="a\\"b & c.pdf"', 'a"b & c.pdf'),
    ],
)
def test_the_name_of_a_file_is_read_as_it_was_meant(huvud: bytes, namn: str) -> None:
    funnet = brev(flera("mixed", PLAIN, huvud + b"\r\n\r\npdf\r\n"))
    assert [b.namn for b in funnet.bilagor] == [namn]


# as letters


@pytest.mark.django_db
def test_a_locked_attachment_is_kept_and_the_letters_after_it_are_read(varld: Varld, tmp_path: Path) -> None:
    last = en_last_pdf()
    lagg(tmp_path, "1.eml", bilaga(mejl("Koden kommer i sms"), "Skyddad.pdf", last))
    lagg(tmp_path, "2.eml", mejl("Nästa"))

    assert "Nya meddelanden: 2." in hamta(tmp_path, varld)
    assert hallna(Post.objects.get(amne="Koden kommer i sms")) == {"Skyddad.pdf": last}


@pytest.mark.django_db
def test_the_same_id_with_other_words_is_another_letter_and_the_same_bytes_are_not(
    varld: Varld, tmp_path: Path
) -> None:
    for n, amne in enumerate(("Första skanningen", "Andra skanningen"), start=1):
        lagg(
            tmp_path,
            f"{n}.eml",
            bilaga(mejl(amne, **{"Message-ID": "<19@exempel.invalid>"}), f"{n}.pdf", en_pdf()),
        )
    lagg(tmp_path, "3.eml", (tmp_path / "1.eml").read_bytes())

    sagt = hamta(tmp_path, varld)

    forsta = Post.objects.get(amne="Första skanningen")
    assert "Nya meddelanden: 2. Fanns redan: 1." in sagt
    assert f"3.eml: fanns redan, som post {forsta.pk} «Första skanningen»." in sagt
    assert Post.objects.filter(meddelande_id="<19@exempel.invalid>").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Här kommer remissen.", "En annan text."])
def test_post_from_before_the_digest_is_known_by_what_it_says_and_holds(
    varld: Varld, tmp_path: Path, text: str
) -> None:
    data = bilaga(mejl(text="Hej!\n\nHär kommer remissen."), "a.pdf", en_pdf()).as_bytes()
    lagg(tmp_path, "1.eml", data)
    hamta(tmp_path, varld)
    Post.objects.update(sha256="", text=text)
    Postfil.objects.filter(slag=PostfilSlag.ORIGINAL).delete()

    samma = text == "Här kommer remissen."
    assert f"Nya meddelanden: {0 if samma else 1}. Fanns redan: {1 if samma else 0}." in hamta(
        tmp_path, varld
    )


@pytest.mark.django_db
def test_a_picture_in_the_text_is_a_file_of_the_letter_and_no_handling_of_its_own(
    varld: Varld, tmp_path: Path
) -> None:
    png = en_bild("PNG")
    kropp = flera(
        "mixed",
        flera("related", HTML, del_("image/png; name=logga.png", png, "Content-ID: <1>")),
        fil("Remiss.pdf", en_pdf()),
    )
    lagg(tmp_path, "1.eml", HUVUD + kropp)
    hamta(tmp_path, varld)

    p = Post.objects.get()
    assert [(f.filnamn, f.slag) for f in p.filer.all()] == [
        ("Remiss.pdf", PostfilSlag.FIL),
        ("Meddelande.txt", PostfilSlag.TEXT),
        ("logga.png", PostfilSlag.BILD),
        ("Meddelandet som det kom.eml", PostfilSlag.ORIGINAL),
    ]
    assert [f.filnamn for f, _ in postens_filer(p)] == [
        "Remiss.pdf",
        "Meddelande.txt",
        "Meddelandet som det kom.eml",
    ]


@pytest.mark.django_db
def test_a_letter_over_the_limit_is_listed_with_its_head_and_comes_when_the_limit_is_raised(
    varld: Varld, tmp_path: Path, settings: Any
) -> None:
    lagg(tmp_path, "stort.eml", bilaga(mejl("Ett stort brev"), "film.pdf", bytes(2 * 1024 * 1024)))
    lagg(tmp_path, "z.eml", mejl("Nästa"))
    settings.MAX_UPLOAD_MB = 0.5

    with pytest.raises(Exception, match=r"stort\.eml: Meddelandet är 3 MB"):
        hamta(tmp_path, varld)
    p = Post.objects.olast().get()
    assert (p.amne, p.avsandare, p.epost, p.inkommen_on.isoformat()) == (
        "Ett stort brev", "Åsa Öberg", "asa@exempel.invalid", "2026-09-21",
    )  # fmt: skip
    assert "Det ligger kvar där det kom: stort.eml." in p.olast
    assert p.filer.filter(fil=None).count() == 1
    assert "Fanns redan: 2" in hamta(tmp_path, varld)
    settings.MAX_UPLOAD_MB = 50
    assert "Nya meddelanden: 1. Fanns redan: 1." in hamta(tmp_path, varld)
    assert Post.objects.filter(amne="Ett stort brev", olast="").count() == 1


@pytest.mark.django_db
def test_what_could_not_be_read_stands_on_the_desk_whole_and_can_be_tried_again(
    varld: Varld, tmp_path: Path, settings: Any
) -> None:
    lagg(tmp_path, "1.eml", bilaga(mejl("Tungt"), "remiss.pdf", en_pdf() + bytes(30_000_000)))
    settings.READ_MB, settings.READ_SECONDS = 60, 1
    with pytest.raises(Exception, match=r"1\.eml"):
        hamta(tmp_path, varld)
    p = Post.objects.get()
    k = inloggad(varld.registrator)
    for adress in (reverse("skrivbord"), reverse("postlada"), reverse("post", args=[p.pk])):
        sida = k.get(adress).content.decode()
        assert "Kunde inte läsas" in sida
        assert "avbröts." in sida
    assert "Försök igen" in sida

    igen = k.post(reverse("post_las_om", args=[p.pk]), {"nyckel": ny_nyckel()})
    assert igen.status_code == 422
    assert "kan fortfarande inte läsas" in igen.content.decode()
    settings.READ_MB, settings.READ_SECONDS = 512, 20
    igen = k.post(reverse("post_las_om", args=[p.pk]), {"nyckel": ny_nyckel()})

    assert igen.headers["Location"] == reverse("post", args=[p.pk])
    p.refresh_from_db()
    assert (p.olast, p.amne, p.avsandare) == ("", "Tungt", "Åsa Öberg")
    assert [f.filnamn for f in p.filer.all()] == [
        "Meddelandet som det kom.eml",
        "remiss.pdf",
        "Meddelande.txt",
    ]
    assert "Kunde inte läsas" not in k.get(reverse("skrivbord")).content.decode()
    assert k.post(reverse("post_las_om", args=[p.pk]), {"nyckel": ny_nyckel()}).status_code == 409


@pytest.mark.django_db
def test_a_letter_that_cannot_be_read_is_registered_as_it_is(varld: Varld, tmp_path: Path) -> None:
    lagg(tmp_path, "1.eml", b"\x00\x01 skrap")
    with pytest.raises(Exception, match=r"1\.eml"):
        hamta(tmp_path, varld)
    p = Post.objects.get()
    (_, fil_), *inga = postens_filer(p)
    assert inga == []
    assert (fil_.filnamn, fil_.data) == ("Meddelandet som det kom.eml", b"\x00\x01 skrap")
    assert store.read(p.filer.get().fil) == b"\x00\x01 skrap"  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("gjort", ["registrerad", "avford", "last"])
def test_a_letter_that_is_dealt_with_is_not_read_once_more(
    varld: Varld, tmp_path: Path, settings: Any, gjort: str
) -> None:
    lagg(tmp_path, "1.eml", b"\x00\x01 skrap")
    with pytest.raises(Exception, match=r"1\.eml"):
        hamta(tmp_path, varld)
    andrat: dict[str, dict[str, Any]] = {
        "registrerad": {"registrerad_at": varld.at, "registrerad_by": varld.registrator},
        "avford": {"avford_at": varld.at, "avford_by": varld.registrator, "avford_skal": "Skräp."},
        "last": {"olast": ""},
    }
    if gjort == "registrerad":
        andrat[gjort]["arende"] = arende(varld)
    Post.objects.update(**andrat[gjort])
    adress = reverse("post_las_om", args=[Post.objects.get().pk])

    igen = inloggad(varld.registrator).post(adress, {"nyckel": ny_nyckel()})
    assert igen.status_code == 409
    assert "Någon har redan hanterat posten" in igen.content.decode()
    assert "kan fortfarande inte läsas" not in igen.content.decode()
