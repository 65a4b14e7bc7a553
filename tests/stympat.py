"""Real bytes made wrong in many ways, the same in every run: bits turned, cut, repeated, spliced, headers swapped."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

ONDA = (
    *(
        b"<![<![ x",
        b"<!--",
        b"<a ",
        b"\x00",
        b"\xff\xfe",
        b"=?utf-8?b?",
        b"--b\r\n",
        b"\r\n\r\n",
        b"(" * 40,
        b'"' * 9,
    ),
    *(b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: text/html; charset=finns-inte\r\n"),
    *(
        b"\xd8\x00\xdc",
        b"=\r\n",
        b"&#x110000;",
        b"\x80" * 30,
        b"PK\x05\x06",
        b"endobj",
        b"9999999999999999999",
    ),
)
"""What has broken readers before."""


def stympade(kallor: Sequence[bytes], antal: int, *, fro: int) -> Iterator[bytes]:
    """So many of them, from the sources in turn."""
    slump = random.Random(fro)  # noqa: S311 - chosen, not secret
    for n in range(antal):
        data = kallor[n % len(kallor)]
        for _ in range(slump.randint(1, 4)):
            data = slump.choice(SATT)(slump, data, slump.choice(kallor))
        yield data


def _bitar(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    ut = bytearray(data)
    for _ in range(slump.randint(1, 30)):
        if ut:
            ut[slump.randrange(len(ut))] ^= 1 << slump.randrange(8)
    return bytes(ut)


def _klipp(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    a, b = sorted(slump.randrange(len(data) + 1) for _ in range(2))
    return data[:a] + data[b:] if slump.random() < 0.5 else data[: max(a, 1)]


def _upprepa(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    a = slump.randrange(len(data) + 1)
    bit = data[a : a + slump.randint(1, 200)]
    return data[:a] + bit * slump.randint(2, 200) + data[a:]


def _skarva(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    return data[: slump.randrange(len(data) + 1)] + annan[slump.randrange(len(annan) + 1) :]


def _ont(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    a = slump.randrange(len(data) + 1)
    return data[:a] + slump.choice(ONDA) * slump.choice((1, 1, 50)) + data[a + slump.randint(0, 20) :]


def _kasta_om(slump: random.Random, data: bytes, annan: bytes) -> bytes:
    """The first lines in another order, and each other one's name before its neighbour's words."""
    rader = data.split(b"\n")
    huvud = rader[:12]
    slump.shuffle(huvud)
    for i in range(0, len(huvud) - 1, 2):
        a, b = huvud[i].partition(b":"), huvud[i + 1].partition(b":")
        huvud[i], huvud[i + 1] = a[0] + b":" + b[2], b[0] + b":" + a[2]
    return b"\n".join([*huvud, *rader[12:]])


SATT = (_bitar, _klipp, _upprepa, _skarva, _ont, _kasta_om)
