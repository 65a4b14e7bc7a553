"""Files and letters of any bytes: words, or a sentence in Swedish, in a time that grows no faster than they do."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pikepdf
import pytest
from PIL import Image

from motions import search
from motions.apart import OverGransError
from motions.documents.render import rendera_html
from motions.ingest import content, file_text, mail_parts
from motions.ingest.file_text import DOCX, ODT, OlasligFilError
from motions.ingest.mail_parts import OlasligtError
from motions.ingest.reading import LASNING
from motions.text import footnote, plain_text, rich_text, word_diff
from tests.stympat import stympade

PDF = "application/pdf"
MENING = re.compile(r"[A-ZÅÄÖ][^«»{}<>]* [^{}<>]*[.)]", re.DOTALL)
ENGELSKA = re.compile(r"\b(?:the|not|is|file|error|failed|invalid|bad|found|no)\b", re.I)


def en_mening(fel: Exception) -> bool:
    """Whether it is said in Swedish, and not in the words of a library."""
    return bool(MENING.fullmatch(str(fel))) and not ENGELSKA.search(str(fel))


def cpu(gor: Callable[[], object]) -> float:
    """The seconds of the processor that it takes, whatever comes of it."""
    borjan = time.process_time()
    try:
        gor()
    except (OlasligFilError, OlasligtError):
        return time.process_time() - borjan
    return time.process_time() - borjan


def vaxer_jamnt(gor: Callable[[int], object], n: int) -> bool:
    """Whether twice as much takes at most about thrice as long; what takes no time at all may be uneven."""
    return any(cpu(lambda: gor(2 * n)) < 3 * cpu(lambda: gor(n)) + 0.3 for _ in range(3))


def en_zip(sort: int = zipfile.ZIP_DEFLATED, **delar: bytes | str) -> bytes:
    """An archive."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", sort) as arkiv:
        for namn, data in delar.items():
            arkiv.writestr(namn, data)
    return ut.getvalue()


def en_docx(xml: bytes | str, sort: int = zipfile.ZIP_DEFLATED) -> bytes:
    """What a word processor saves, with this for its text."""
    return en_zip(sort, **{"[Content_Types].xml": "<x/>", "word/document.xml": xml})


def en_odt(xml: bytes | str, sort: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same for LibreOffice."""
    return en_zip(sort, mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": xml})


W = '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>{}</w:body></w:document>'
T = '<?xml version="1.0" encoding="UTF-8"?><office:text xmlns:text="x" xmlns:office="y">{}</office:text>'
STYCKEN = W.format("<w:p><w:r><w:t>Gång</w:t></w:r><w:r><w:tab/><w:t>väg &amp; bro</w:t></w:r></w:p>" * 20)
RADER = T.format("<text:h>Rubrik</text:h><text:p>Gång<text:s/>väg<text:line-break/>&#229;</text:p>" * 20)


# words


@pytest.mark.parametrize(
    ("data", "mime", "text"),
    [
        (en_docx(STYCKEN), DOCX, "Gång väg & bro " * 20),
        (en_docx(STYCKEN.encode("utf-16").replace(b"UTF-8", b"UTF-16")), DOCX, None),
        (en_docx(STYCKEN, zipfile.ZIP_LZMA), DOCX, "Gång väg & bro " * 20),
        (en_odt(RADER), ODT, "Rubrik Gång väg å " * 20),
        (en_docx(W.format("<!-- dolt --><w:p>a</w:p><w:p>b<![CDATA[<c>]]></w:p>")), DOCX, "a b<c>"),
    ],
)
def test_words_are_read_a_paragraph_a_line(data: bytes, mime: str, text: str | None) -> None:
    if text is None:
        with pytest.raises(OlasligFilError):
            file_text.text_ur(data, mime)
    else:
        assert file_text.text_ur(data, mime) == text.strip()


@pytest.mark.parametrize(
    ("data", "mime", "sagt"),
    [
        (en_docx("<" * 150_000), DOCX, "Filens text är skadad"),
        (en_docx(W.format("<w:p>") + "x"), DOCX, "Filens text är skadad"),
        (en_docx("<w:p>" * 5_000), DOCX, "nästlad i mer än 1000 nivåer"),
        (en_docx('<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'), DOCX, "DOCTYPE"),
        (en_zip(annat="x"), DOCX, "kan inte packas upp"),
        (b"PK\x03\x04 inte en fil", ODT, "kan inte packas upp"),
        (b"%PDF-1.7 inte en fil", PDF, "är skadad"),
    ],
    ids=["<<<", "unfinished", "deep", "doctype", "not there", "no zip", "no pdf"],
)
def test_what_cannot_be_read_is_said_in_swedish(data: bytes, mime: str, sagt: str) -> None:
    with pytest.raises(OlasligFilError, match=sagt) as fel:
        file_text.text_ur(data, mime)
    assert en_mening(fel.value), str(fel.value)


def test_a_pdf_with_an_opening_password_is_said_to_be_locked() -> None:
    ut = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(ut, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(OlasligFilError, match=r"^Filen är låst med lösenord\.$"):
        file_text.text_ur(ut.getvalue(), PDF)
    assert content.innehall("pdf", ut.getvalue()) == content.Fynd.LAST


def test_what_is_unpacked_is_counted_as_it_comes_and_not_by_what_the_archive_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file_text, "MAX_XML", 2_000_000)
    bomb = en_docx(W.format("<w:p> </w:p>" * 2_000_000))
    with zipfile.ZipFile(io.BytesIO(bomb)) as arkiv:
        storlek = arkiv.getinfo("word/document.xml").file_size
    lognare = bomb.replace(storlek.to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    with pytest.raises(OlasligFilError):
        file_text.text_ur(lognare, DOCX)
    borjan = time.process_time()
    with pytest.raises(OlasligFilError):
        file_text.text_ur(bomb, DOCX)
    assert time.process_time() - borjan < 2


# letters


def mejl(text: str = "Hej dnr KS 2026/0123", html: str = "", **huvud: str) -> EmailMessage:
    """A letter by mail."""
    m = EmailMessage()
    m["From"], m["To"] = "Åsa Öberg <asa@exempel.invalid>", "Nämnden <namnden@exempel.invalid>"
    m["Subject"], m["Message-ID"] = "Remiss om badplatser på Gärdet", "<1@exempel.invalid>"
    m["Received"] = "from x by mx.norrby.example; Tue, 22 Sep 2026 23:30:00 +0000"
    m["Date"] = "Mon, 21 Sep 2026 10:15:00 +0200"
    for namn, varde in huvud.items():
        m[namn] = varde
    m.set_content(text)
    if html:
        m.add_alternative(html, subtype="html")
    return m


def brev() -> list[bytes]:
    """Letters as mail programs write them."""
    fil = mejl()
    fil.add_attachment(en_pdf(), maintype="application", subtype="pdf", filename="remiss å.pdf")
    brev_i = mejl()
    brev_i.add_attachment(mejl("inuti"))
    html = mejl(
        "",
        "<html><head><meta charset=utf-8><style>p{}</style></head><body><p>Hej &aring; <b>du</b></p></body></html>",
    )
    bara_html = EmailMessage()
    bara_html["From"], bara_html["Subject"] = "a@exempel.invalid", "=?iso-8859-1?q?=E5?="
    bara_html.set_content(
        "<table><tr><td>Ja<td>Nej</table><!-- x -->", subtype="html", cte="quoted-printable"
    )
    raa = b"From: a@x\r\nSubject: \xe5sa\r\nContent-Type: text/plain; charset=latin1\r\n\r\nN\xe4mnden\r\n"
    related = b"".join(
        [
            b"From: b@x\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n",
            b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>hej</p>\r\n--b\r\n",
            b"Content-Type: image/png; name*=utf-8''%C3%A5.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
            b"--b--\r\n--y--\r\n",
        ]
    )
    return [*(m.as_bytes() for m in (fil, brev_i, html, bara_html)), raa, related]


def en_pdf() -> bytes:
    """A real PDF with words, of ours."""
    return rendera_html(
        "<article lang='sv'><h1>Rubrik</h1><p>Nämnden tillstyrker.</p></article>", titel="T", forfattare="F"
    )[0]


def en_bild(slag: str) -> bytes:
    """A real picture."""
    ut = io.BytesIO()
    Image.radial_gradient("L").resize((60, 60)).save(ut, slag)
    return ut.getvalue()


def test_a_broken_letter_is_a_letter_or_a_sentence() -> None:
    olasta: list[tuple[int, Exception]] = []
    for n, data in enumerate(stympade(brev(), 900, fro=8)):
        try:
            delar = mail_parts.delar(data)
        except OlasligtError as fel:
            olasta.append((n, fel))
        else:
            assert len(delar.amne) <= 300
            assert len(delar.text) <= mail_parts.MAX_TEXT
    assert [(n, str(fel)) for n, fel in olasta if not en_mening(fel)] == []
    assert 0 < len(olasta) < 700


def test_a_broken_document_is_words_or_a_sentence() -> None:
    arkiv = [
        en_docx(STYCKEN),
        en_docx(STYCKEN, zipfile.ZIP_STORED),
        en_odt(RADER),
        en_odt(RADER, zipfile.ZIP_BZIP2),
    ]
    trasiga = [*stympade(arkiv, 300, fro=8)]
    trasiga += [en_docx(xml) for xml in stympade([STYCKEN.encode(), RADER.encode()], 300, fro=9)]
    lasta = 0
    sagt: list[tuple[int, Exception]] = []
    for n, data in enumerate(trasiga):
        assert content.innehall("docx", data) in content.Fynd
        for mime in (DOCX, ODT):
            try:
                file_text.text_ur(data, mime)
                lasta += 1
            except OlasligFilError as fel:
                sagt.append((n, fel))
    assert [(n, str(fel)) for n, fel in sagt if not en_mening(fel)] == []
    assert lasta


def apart() -> Iterator[tuple[str, bytes]]:
    """Broken files of the kinds that libraries in C read."""
    for slut, kallor, antal in (
        ("pdf", [en_pdf()], 250),
        ("png", [en_bild("PNG")], 125),
        ("jpg", [en_bild("JPEG")], 125),
    ):
        yield from ((slut, data) for data in stympade(kallor, antal, fro=8))


def test_a_broken_pdf_or_picture_is_found_out_and_ends_nothing() -> None:
    fynd = set()
    sagt: list[tuple[int, Exception]] = []
    for n, (slut, data) in enumerate(apart()):
        try:
            fynd.add(LASNING.gor(content.innehall, slut, data))
            if slut == "pdf":
                LASNING.gor(content.nyckelord, data)
                LASNING.gor(file_text.text_ur, data, PDF)
        except (OlasligFilError, OverGransError) as fel:
            sagt.append((n, fel))
    assert [(n, str(fel)) for n, fel in sagt if not en_mening(fel)] == []
    assert fynd >= {content.Fynd.RATT, content.Fynd.ANNAT}
    assert LASNING.gor(content.innehall, "pdf", en_pdf()) == content.Fynd.RATT


# time

HTML = (
    *(
        "<a ",
        "<!--",
        "</",
        "<",
        "<![<![ x",
        "<div>",
        "<ul><li>",
        "<b><p>",
        "<i a=",
        "&",
        "&amp",
        "<p> </p>",
        "<td> </td>",
    ),
    *(
        "<table><tr><td>",
        "<svg>",
        "<title>",
        "<br>",
        "\r",
        "\x00",
        "<p>&",
        "<h1>",
        '<a href="',
        "<span class=fotnot>",
        "<th>",
    ),
)


@pytest.mark.parametrize("bit", HTML)
def test_the_words_of_a_letters_html_take_a_time_that_grows_with_it(bit: str) -> None:
    assert vaxer_jamnt(lambda n: plain_text.foreign_words(bit * (n // len(bit))), 250_000)


def test_the_html_that_stopped_all_mail_is_read() -> None:
    assert plain_text.foreign_words("<p>Hej</p><![<![ x") == "Hej"
    m = mejl()
    m.set_content("<p>Hej</p><![<![ x", subtype="html")
    assert mail_parts.delar(m.as_bytes()).text == "Hej"


@pytest.mark.parametrize("bit", HTML)
def test_the_text_of_an_editor_is_cleaned_in_a_time_that_grows_with_it(bit: str) -> None:
    def stada(n: int) -> None:
        html = bit * (n // len(bit))
        if not rich_text.brist(html):
            rich_text.for_dokument(html)
            rich_text.ord(html)

    assert vaxer_jamnt(stada, 250_000)


@pytest.mark.parametrize("bit", ["<", "<a", "&#", "&", '<"', "-", "a-", " ", '<span class="fotnot">', "<h2>"])
def test_what_compares_and_numbers_texts_takes_a_time_that_grows_with_them(bit: str) -> None:
    assert vaxer_jamnt(lambda n: word_diff.skillnad_text(bit * (n // len(bit)), "ett ord"), 50_000)

    def numrera(n: int) -> None:
        ren = rich_text.sanera(bit * (n // len(bit)))
        footnote.numrera(footnote.BORJAN + footnote.SLUT + ren)
        word_diff.skillnad(ren, "<p>ett ord</p>")

    assert vaxer_jamnt(numrera, 50_000)


@pytest.mark.parametrize(
    "bit",
    [b"dnr ", b"dnr.", b"dnr A", b"1-", b"dnr 1 1", b"\n", b" \n", b" ", b"\r", b"=\n", b"\xff", b"--b\r\n"],
)
def test_the_words_of_a_letter_take_a_time_that_grows_with_it(bit: bytes) -> None:
    huvud = b"From: a@x\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ndnr"
    assert vaxer_jamnt(lambda n: mail_parts.delar(huvud + bit * (n // len(bit))), 250_000)


@pytest.mark.parametrize("namn", [b"From", b"Subject", b"Date", b"Received", b"Message-ID", b"Content-Type"])
@pytest.mark.parametrize("bit", [b"(", b'"', b",", b"\\", b"=?utf-8?q?a?= ", b";", b"*0=a;", b"\r\n x"])
def test_the_headers_of_a_letter_take_a_time_that_grows_with_them(namn: bytes, bit: bytes) -> None:
    start = b"From: a@x\r\nSubject: s\r\n"
    huvud = (start if namn not in start else start.replace(namn, b"X-" + namn)) + namn + b": text/plain; a="
    assert vaxer_jamnt(lambda n: mail_parts.delar(huvud + bit * (n // len(bit)) + b"\r\n\r\nhej"), 100_000)


@pytest.mark.parametrize(
    "bit", ["<", "<a ", "</w:p", "&", "<w:p/>", "<w:p>x</w:p>", "<w:br/>", "]]>", "<!--", '<w a="']
)
def test_the_words_of_a_document_take_a_time_that_grows_with_it(bit: str) -> None:
    assert vaxer_jamnt(lambda n: file_text.text_ur(en_docx(W.format(bit * (n // len(bit)))), DOCX), 500_000)


@pytest.mark.parametrize("bit", ["1", "0", "1.", "1..", "1-", "a", "a ", "dnr ", "senast ", "-", "–", " "])
def test_the_numbers_of_a_text_are_found_in_a_time_that_grows_with_it(bit: str) -> None:
    assert vaxer_jamnt(lambda n: search.nummerord(bit * (n // len(bit)) + "x"), 50_000)
    assert vaxer_jamnt(lambda n: file_text.stada(bit * (n // len(bit)) + "x"), 50_000)
    assert search.nummerord("KS 2026-00117 och 143/2026") == ["n2026x117", "n143x2026"]
