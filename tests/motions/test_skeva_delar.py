"""Parts whose headers are a little wrong are read as they were meant; of a letter that is broken it is said."""

from __future__ import annotations

from base64 import b64encode

import pytest

from motions.ingest import mail_parts
from motions.ingest.mail_parts import Delar, delar
from tests.remiss.test_brevens_delar import BILD, HTML, HUVUD, PLAIN, brev, del_, fil, flera

PDF = b"%PDF-1.7 inte mer"


@pytest.mark.parametrize(
    "kodning",
    [
        "base64 ", "base64 (MIME)", '"base64"', "base64;", "base64; charset=utf-8", "BASE64\t", "\r\n base64", "Base64.",
        "=?us-ascii?Q?base64?=", "base-64", "(kodad) base64",
    ],
)  # fmt: skip
def test_base64_is_decoded_however_it_is_named(kodning: str) -> None:
    def kodad(typ: str, data: bytes) -> bytes:
        return del_(typ, data).replace(b": base64", f": {kodning}".encode())

    funnet = brev(
        flera("mixed", kodad("text/plain", "Nämnden.".encode()), kodad("application/pdf; name=a.pdf", PDF))
    )
    assert (funnet.text, [b.data for b in funnet.bilagor]) == ("Nämnden.", [PDF])


@pytest.mark.parametrize(
    "kodning",
    ["quoted-printable ", "quoted-printable;", '"quoted-printable"', "Quoted-Printable (utf-8)", "\r\n\tquoted-printable",
     "quoted printable", "quoted_printable"],
)  # fmt: skip
def test_quoted_printable_is_decoded_however_it_is_named(kodning: str) -> None:
    kropp = (
        f"Content-Type: text/plain\r\nContent-Transfer-Encoding: {kodning}\r\n\r\nN=C3=A4mn=\r\nden".encode()
    )
    assert brev(kropp).text == "Nämnden"


@pytest.mark.parametrize("kodning", ["8bit", "7bit (base64)", "binary", "x-okand", '""'])
def test_what_is_not_encoded_stands_as_it_is(kodning: str) -> None:
    kropp = f"Content-Type: text/plain\r\nContent-Transfer-Encoding: {kodning}\r\n\r\nSGVq =C3".encode()
    assert brev(kropp).text == "SGVq =C3"


@pytest.mark.parametrize(
    ("huvud", "namn"),
    [
        ("Content-Disposition: attachment; filename==?utf-8?Q?r=C3=A5d.pdf?=", "råd.pdf"),
        ("Content-Disposition: attachment; filename==?utf-8?B?csOlZC5wZGY=?=", "råd.pdf"),
        ("Content-Disposition: attachment; filename==?iso-8859-1?Q?r=E5d.pdf?=; size=3", "råd.pdf"),
        ("Content-Disposition: attachment; filename==?utf-8?Q?r=C3=A5d?=\r\n =?utf-8?Q?_ett.pdf?=", "råd ett.pdf"),
        ("Content-Disposition: attachment; filename==?utf-8?Q?a;b=C3=A5?=.pdf", "a;bå.pdf"),
        ("Content-Type: application/pdf; name==?utf-8?Q?r=C3=A5d.pdf?=", "råd.pdf"),
        ("Content-Type: application/pdf; name==?windows-1252?B?cuVkLnBkZg==?=", "råd.pdf"),
        ("Content-Disposition: attachment; filename='plan.pdf'", "plan.pdf"),
        ("Content-Disposition: attachment; filename='Plan för torget; del 1.pdf'; size=3", "Plan för torget; del 1.pdf"),
        ("Content-Type: application/pdf; name='D'Arcy.pdf'", "D'Arcy.pdf"),
        ("Content-Disposition: attachment; filename=\"'plan.pdf'\"", "'plan.pdf'"),
        ("Content-Disposition: attachment; filename*=UTF-8%27%27r%C3%A5d.pdf", "råd.pdf"),
        ("Content-Disposition: attachment; filename*=iso-8859-1%27sv%27r%E5d.pdf", "råd.pdf"),
        ("Content-Disposition: attachment; filename*=\"utf-8''r%C3%A5d.pdf\"", "råd.pdf"),
        ("Content-Disposition: attachment; filename*=\"utf-8'sv'r%C3%A5d; ett.pdf\"; size=3", "råd; ett.pdf"),
        ("Content-Disposition: attachment; filename*=utf-8''r%C3%A5d ett.pdf", "råd ett.pdf"),
        ("Content-Type: application/pdf; name*=\"UTF-8%27%27r%C3%A5d.pdf\"", "råd.pdf"),
        ("Content-Disposition: attachment; filename=\"utf-8''r%C3%A5d.pdf\"", "råd.pdf"),
        ("Content-Disposition: attachment; filename=UTF-8''r%C3%A5d.pdf", "råd.pdf"),
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_read_however_it_is_written(huvud: str, namn: str) -> None:
    funnet = brev(flera("mixed", PLAIN, huvud.encode() + b"\r\n\r\npdf\r\n"))
    assert [b.namn for b in funnet.bilagor] == [namn]


def visar(cid: str, ord_: str = "Hej.") -> bytes:
    """Html that shows a picture."""
    return del_("text/html", f"<p>{ord_}</p><img src={cid}>".encode())


FOTO = del_("image/jpeg; name=sida.jpg", b"jpg", "Content-ID: <sida@x>")
ENSAM = flera("related", visar("cid:sida@x", ""), FOTO)
I_BREV = b"Content-Type: message/rfc822\r\n\r\nSubject: s\r\n"


@pytest.mark.parametrize(
    "kropp",
    [
        ENSAM,
        flera("related", visar("'cid:sida%40x'", "&nbsp; "), FOTO),
        flera("alternative", del_("text/plain", b"[cid:sida@x]\r\n[image: sida.jpg]"), ENSAM),
        flera("related", visar("http://exempel.invalid/sida.jpg"), FOTO),
        flera("related", visar("cid:annan@x"), FOTO),
        flera("related", visar("cid:sida@xy"), FOTO),
        flera("related", PLAIN, FOTO),
        flera("mixed", flera("alternative", del_("text/plain", b" "), ENSAM)),
        flera("mixed", PLAIN, I_BREV + ENSAM),
        flera("mixed", I_BREV + b"\r\nOrd.\r\n", ENSAM),
    ],
    ids=["no words", "blanks", "words for a picture", "shown from elsewhere", "another shown", "a longer id", "no html",
         "alternative", "a letter in a letter", "a letter with another letter"],
)  # fmt: skip
def test_a_picture_that_is_the_letter_or_is_not_shown_is_a_file(kropp: bytes) -> None:
    assert [b.i_texten for b in brev(kropp).bilagor if b.namn == "sida.jpg"] == [False]


@pytest.mark.parametrize(
    "kropp",
    [
        flera("related", visar('"cid:sida@x"'), FOTO),
        flera("related", visar("'CID:sida%40x'"), FOTO),
        flera("related", FOTO, visar("cid:sida@x")),
        flera("alternative", PLAIN, flera("related", visar("cid:sida@x", ""), FOTO)),
        flera("related", flera("alternative", PLAIN, visar("cid:sida@x", "")), FOTO),
        flera("related", del_("text/html", b"<p style='background:url(cid:sida@x)'>Hej."), FOTO),
        flera("mixed", flera("related", visar("cid:sida@x", ""), FOTO), PLAIN),
    ],
    ids=[
        "shown",
        "quoted",
        "before the html",
        "words in plain",
        "alternative within",
        "style",
        "words after",
    ],
)
def test_a_picture_that_the_letter_shows_among_its_words_is_a_picture_in_the_text(kropp: bytes) -> None:
    assert [b.i_texten for b in brev(kropp).bilagor] == [True]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Fritidsgården på Ängö".encode() + b" vid \xc3", "Fritidsgården på Ängö vid Ã"),
        ("Ängen".encode() + b" \xc3", "Ängen Ã"),
        (
            "Fritidsgården på Ängö.\n-- \n".encode() + b"H\xe4lsningar",
            "Fritidsgården på Ängö.\n--\nHälsningar",
        ),
        (b"\x93" + "Fritidsgården på Ängö".encode() + b"\x94", "“Fritidsgården på Ängö”"),
        ("Pris 10 €, ”så”".encode() + b" \xe2\x82 slut", "Pris 10 €, ”så” â‚ slut"),
        ("Två på Ängö å".encode("cp1252"), "Två på Ängö å"),
        (b"\xc3\xa5 p\xe5 \xc4ng\xf6", "Ã¥ på Ängö"),
        (b"p\xe5 \x81", "på \ufffd"),
    ],
)
@pytest.mark.parametrize("typ", ["text/plain; charset=utf-8", "text/plain; charset=iso-8859-1", "text/plain"])
def test_a_byte_that_is_wrong_garbles_itself_alone(typ: str, data: bytes, text: str) -> None:
    assert brev(del_(typ, data)).text == text


def test_a_long_letter_is_read_whole() -> None:
    text = f"{'Ord. ' * 50_000}Slut."
    for typ in ("text/plain", "text/html"):
        funnet = brev(del_(typ, text.encode()))
        assert (funnet.text, funnet.avkortad) == (text, False)
    assert brev(flera("mixed", PLAIN, del_("text/plain", text.encode()))).text == f"Ordet.\n\n{text}"


def test_a_letter_longer_than_is_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_parts, "MAX_TEXT", 10)
    assert (brev(del_("text/plain", b"0123456789")).avkortad, brev(del_("text/plain", b"0123456789a")).avkortad) == (
        False, True,
    )  # fmt: skip


GRANS = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
ENKEL = b"Content-Type: text/plain\r\n\r\nOrd\r\n"
FOLJER = b"Content-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n"
ALT = GRANS + b"--b\r\nContent-Type: multipart/alternative; boundary="


@pytest.mark.parametrize(
    "kropp",
    [
        ALT + b"b\r\n\r\n--b\r\n" + ENKEL + b"--b--\r\n--b\r\n" + FOLJER + b"--b--",
        GRANS + b"--b\r\n" + ENKEL + b"--b--\r\nSom ingen ser.\r\n",
        GRANS.replace(b'; boundary="b"', b"") + b"--b\r\n" + ENKEL + b"--b--\r\n",
        GRANS + b"--c\r\n" + ENKEL + b"--c\r\n" + FOLJER + b"--c--\r\n",
        b"Content-Type: text/plain\r\n" + GRANS + b"--b\r\n" + FOLJER + b"--b--\r\n",
        GRANS + b"--b\r\n" + ENKEL + b"--b\r\n" + FOLJER,
        ALT + b"c\r\n\r\n--c\r\n" + ENKEL + b"--b\r\n" + FOLJER + b"--b--\r\n",
        GRANS + b"--b\r\nContent-Type: text/plain\r\nskrap\r\nContent-Transfer-Encoding: base64\r\n\r\nT3Jk\r\n--b--\r\n",
        GRANS + b"--b\r\nContent-Transfer-Encoding: base64\r\n" + FOLJER.replace(b"PDF", b"JVBER") + b"--b--\r\n",
        GRANS + b"--b\r\n" + I_BREV + GRANS.replace(b"b", b"c", 1) + b"--x\r\n" + ENKEL + b"--b--\r\n",
    ],
    ids=["one boundary for two", "words after the end", "no boundary", "another boundary", "two types", "no end",
         "no inner end", "broken head of a part", "broken base64", "in a letter in the letter"],
)  # fmt: skip
def test_a_letter_that_is_broken_says_so(kropp: bytes) -> None:
    assert brev(kropp).skadat


@pytest.mark.parametrize(
    "kropp",
    [
        flera("mixed", PLAIN, fil("a.pdf", PDF)),
        GRANS + b"This is a multi-part message in MIME format.\r\n--b\r\n" + ENKEL + b"--b--\r\n\r\n",
        flera("related", flera("alternative", PLAIN, HTML), BILD),
        flera("mixed", PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + HUVUD + flera("mixed", PLAIN, fil("a", b"a"))),
        b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n" + b64encode(b"Ord").rstrip(b"=") + b" \r\n",
        b"\r\nbara ord",
    ],
)  # fmt: skip
def test_a_letter_that_is_whole_says_nothing_of_it(kropp: bytes) -> None:
    assert not brev(kropp).skadat


@pytest.mark.parametrize(
    "fore",
    [
        b"\xef\xbb\xbf", b"\r\n", b"\n\n", b" \t\r\n", b"\xef\xbb\xbf\r\n", b"\r\n\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf",
        b"\r", b"\x00\r\n",
    ],
)  # fmt: skip
def test_what_stands_before_the_head_hides_no_letter(fore: bytes) -> None:
    data = HUVUD + flera("mixed", PLAIN, fil("a.pdf", PDF))
    funnet, utan = delar(fore + data), delar(data)
    assert (funnet.namn, funnet.amne, funnet.text, funnet.bilagor) == (
        utan.namn, utan.amne, utan.text, utan.bilagor,
    )  # fmt: skip
    assert funnet.meddelande_id != utan.meddelande_id


@pytest.mark.parametrize("kod", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_letter_that_was_saved_as_utf_16_is_read(kod: str) -> None:
    funnet: Delar = delar(
        ("\ufeff" * (kod != "utf-16") + "From: Åsa <a@x>\r\nSubject: Råd\r\n\r\nOrd på rad").encode(kod)
    )
    assert (funnet.namn, funnet.amne, funnet.text) == ("Åsa", "Råd", "Ord på rad")
