"""A letter says something of itself that is not so, and is read all the same."""

from __future__ import annotations

import pytest

from motions.ingest.mail_parts import delar

TECKEN = (
    "unknown-8bit", "x-unknown", "klingon", "rot13", "undefined", "idna", '"a b"', '""', "x" * 300,
    "iso-8859-1\x00", "\xe5\xe4\xf6",
)  # fmt: skip
BREV = (
    b"From: asa@exempel.invalid\r\nSubject: Remiss\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n"
)


@pytest.mark.parametrize("slag", ["plain", "html"])
@pytest.mark.parametrize("kodning", ["utf-8", "cp1252"])
@pytest.mark.parametrize("tecken", TECKEN)
def test_a_letter_whose_charset_is_unknown_is_read(tecken: str, kodning: str, slag: str) -> None:
    data = BREV % (slag.encode(), tecken.encode("latin1"), b"8bit", "Nämnden på Gärdet".encode(kodning))
    assert delar(data).text == "Nämnden på Gärdet"


def test_a_charset_that_is_known_is_the_one() -> None:
    data = BREV % (b"plain", b"iso-8859-15", b"quoted-printable", b"100 =A4")
    assert delar(data).text == "100 €"


def test_a_charset_with_a_language_is_read() -> None:
    data = BREV.replace(b"charset=", b"charset*=") % (b"plain", b"utf-8''klingon", b"8bit", "Åsa".encode())
    assert delar(data).text == "Åsa"


def test_a_header_and_a_name_of_an_unknown_charset_are_read() -> None:
    data = (
        b"From: =?klingon?q?=C5sa?= <asa@exempel.invalid>\r\nSubject: =?x-unknown?q?Remiss?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhej\r\n--b\r\n"
        b"Content-Type: application/pdf; name*=klingon''r%E5d.pdf\r\n\r\n%PDF\r\n--b--\r\n"
    )
    brev = delar(data)
    assert (brev.adress, brev.amne, brev.text) == ("asa@exempel.invalid", "Remiss", "hej")
    assert [b.namn[0] for b in brev.bilagor] == ["r"]
