"""A letter has a sender however the header of it was written."""

from __future__ import annotations

import pytest

from motions.ingest.mail_parts import delar


@pytest.mark.parametrize(
    ("fran", "namn", "adress"),
    [
        ("Dahl, Eva <eva@exempel.invalid>", "Dahl, Eva", "eva@exempel.invalid"),
        ("=?utf-8?Q?=C3=96st?=, =?utf-8?Q?=C3=85ke?= <ake@exempel.invalid>", "Öst, Åke", "ake@exempel.invalid"),
        ("Eva <eva@exempel.invalid>, Bo <bo@exempel.invalid>", "Eva", "eva@exempel.invalid"),
        ("eva@exempel.invalid, Bo <bo@exempel.invalid>", "", "eva@exempel.invalid"),
        ("eva@exempel.invalid; bo@exempel.invalid", "", "eva@exempel.invalid"),
        ("Styrelsen: eva@exempel.invalid, bo@exempel.invalid;", "Styrelsen", "eva@exempel.invalid"),
        ("Styrelsen: Eva Dahl <eva@exempel.invalid>, bo@exempel.invalid;", "Eva Dahl", "eva@exempel.invalid"),
        ("Eva [kansliet] <eva@exempel.invalid>", "Eva [kansliet]", "eva@exempel.invalid"),
        ("Söderby kommun; Eva <eva@exempel.invalid>", "Söderby kommun; Eva", "eva@exempel.invalid"),
        ("Eva @ Söderby <eva@exempel.invalid>", "Eva @ Söderby", "eva@exempel.invalid"),
        ("Eva [eva@exempel.invalid]", "Eva", "eva@exempel.invalid"),
        ("Eva <mailto:eva@exempel.invalid>", "Eva", "eva@exempel.invalid"),
        ('"Dahl, Eva <eva@exempel.invalid>', "Dahl, Eva", "eva@exempel.invalid"),
        ("eva@exempel.invalid (Eva Dahl)", "Eva Dahl", "eva@exempel.invalid"),
        ("eva@exempel.invalid <eva@exempel.invalid>", "eva@exempel.invalid", "eva@exempel.invalid"),
        ("Eva", "Eva", ""),
        ("Eva <>", "Eva", ""),
        ("O=SÖDERBY/CN=EVA", "O=SÖDERBY/CN=EVA", ""),
    ],
)  # fmt: skip
def test_a_sender_is_the_first_address_with_the_words_before_it(fran: str, namn: str, adress: str) -> None:
    funnet = delar(f"From: {fran}\r\nSubject: s\r\n\r\nhej".encode())
    assert (funnet.namn, funnet.adress) == (namn, adress)


@pytest.mark.parametrize(
    ("rader", "namn", "adress"),
    [
        ("Sender: Eva <eva@exempel.invalid>\r\nReply-To: bo@exempel.invalid", "Eva", "eva@exempel.invalid"),
        ("Reply-To: Bo <bo@exempel.invalid>", "Bo", "bo@exempel.invalid"),
        ("From:\r\nSender: eva@exempel.invalid", "", "eva@exempel.invalid"),
        ("From: <>\r\nReply-To: Dahl, Eva <eva@exempel.invalid>", "Dahl, Eva", "eva@exempel.invalid"),
        ("From: Kansliet\r\nSender: Eva <eva@exempel.invalid>", "Eva", "eva@exempel.invalid"),
        ("From: Kansliet\r\nSender: ingen", "Kansliet", ""),
        ("From:\r\nFrom: Eva <eva@exempel.invalid>", "Eva", "eva@exempel.invalid"),
    ],
)
def test_whoever_sent_it_or_is_answered_is_the_sender_of_a_letter_from_nobody(
    rader: str, namn: str, adress: str
) -> None:
    for amne in ("Subject: s\r\n", ""):
        funnet = delar(f"{rader}\r\n{amne}\r\nhej".encode())
        assert (funnet.namn, funnet.adress) == (namn, adress)
