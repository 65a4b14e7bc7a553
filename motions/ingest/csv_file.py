"""A list from a spreadsheet: which encoding and separator it has, and its rows by the names of their columns.

Recognised: UTF-8 with or without BOM, and Windows-1252; semicolon, comma and tab. Whatever else it is, it is refused with a
sentence that says what to do, before anything is kept. The module is pure.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from motions.ingest.names import fall
from motions.text.signs import nfc, seen

MAX_RADER = 20_000
MAX_BYTE = 10 * 1024 * 1024
_TAL = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_STYRTECKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPARA_OM = "Spara den som CSV UTF-8 i kalkylprogrammet och välj den nya filen."


class CsvError(ValueError):
    """A file that cannot be read; the message is Swedish, for the user, and says what to do."""


@dataclass(frozen=True)
class Kolumn:
    """A column: its key, its heading in the template, whether it must be there, and other headings it goes under."""

    nyckel: str
    rubrik: str
    maste: bool = False
    aven: tuple[str, ...] = ()


@dataclass(frozen=True)
class Csvrad:
    """A row: its number in the file, and its cells by column key; a column that is not there has no cell."""

    nummer: int
    celler: Mapping[str, str]

    def __getitem__(self, nyckel: str) -> str:
        return self.celler.get(nyckel, "")


@dataclass(frozen=True)
class Lista:
    """The rows of a file, and the headings that nobody knows."""

    rader: list[Csvrad]
    okanda: list[str] = field(default_factory=list)


def tal(n: int) -> str:
    """A number with spaces between its thousands: 200 000."""
    return _TAL.sub("\u00a0", str(n))


def hamta(delar: Iterable[bytes]) -> bytes:
    """The bytes of a file, read in pieces; one that is too large is counted to its end but not kept. Errors: CsvError."""
    kvar: list[bytes] = []
    byte = radbrott = 0
    for del_ in delar:
        byte += len(del_)
        radbrott += max(del_.count(b"\n"), del_.count(b"\r"))
        if radbrott <= MAX_RADER + 1 and byte <= MAX_BYTE:
            kvar.append(del_)
        else:
            kvar.clear()
    if radbrott > MAX_RADER + 1:
        raise CsvError(
            f"Filen har ungefär {tal(radbrott)} rader. Högst {tal(MAX_RADER)} läses in åt gången. Dela upp den."
        )
    if byte > MAX_BYTE:
        raise CsvError(f"Filen är större än {MAX_BYTE // 1024 // 1024} MB. Dela upp den.")
    return b"".join(kvar)


def avkoda(data: bytes) -> str:
    """The text of a file. Errors: CsvError."""
    if not data.strip():
        raise CsvError("Filen är tom. Välj en fil med rader i.")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise CsvError(f"Filen är en kalkylfil och inte en CSV-fil. {_SPARA_OM}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CsvError(f"Filen är sparad som UTF-16. {_SPARA_OM}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise CsvError(f"Filens tecken går inte att läsa. {_SPARA_OM}") from error
    if _STYRTECKEN.search(text):
        raise CsvError(f"Filen innehåller tecken som inte hör hemma i en lista. {_SPARA_OM}")
    return nfc(text)


def las(text: str, kolumner: Sequence[Kolumn]) -> Lista:
    """The rows of a text by column. Errors: CsvError when a column is missing or doubled, or the file is broken."""
    rubrikrad, _, _ = text.lstrip("\r\n").partition("\n")
    skilje = max(";,\t", key=rubrikrad.count)
    lasare = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=skilje, strict=True)
    try:
        nycklar, okanda = _rubriker(next(lasare), kolumner)
        rader = []
        for celler in lasare:
            if any(c.strip() for c in celler):
                rader.append(_rad(lasare.line_num, celler, nycklar))
            if len(rader) > MAX_RADER:
                raise CsvError(f"Filen har fler än {tal(MAX_RADER)} rader. Dela upp den.")
    except csv.Error as error:
        raise CsvError(
            f"Rad {lasare.line_num} går inte att läsa: ett citattecken saknar sitt par, eller en cell är för lång. "
            "Rätta raden och välj filen igen."
        ) from error
    if not rader:
        raise CsvError("Filen har en rubrikrad men inga rader under den.")
    return Lista(rader, okanda)


def _rubriker(celler: Sequence[str], kolumner: Sequence[Kolumn]) -> tuple[list[str], list[str]]:
    """The column key of each cell ("" for one that nobody knows), and the unknown headings."""
    kanda = {fall(namn): k.nyckel for k in kolumner for namn in (k.nyckel, k.rubrik, *k.aven)}
    nycklar = [kanda.get(fall(c), "") for c in celler]
    saknas = [k.rubrik for k in kolumner if k.maste and k.nyckel not in nycklar]
    if saknas:
        raise CsvError(
            f"{'Kolumnen' if len(saknas) == 1 else 'Kolumnerna'} {', '.join(saknas)} saknas. "
            "Första raden ska ha kolumnernas namn; hämta mallen och jämför."
        )
    dubbla = [k.rubrik for k in kolumner if nycklar.count(k.nyckel) > 1]
    if dubbla:
        raise CsvError(f"Kolumnen {dubbla[0]} står två gånger. Ta bort den ena.")
    return nycklar, [c.strip() for c, n in zip(celler, nycklar, strict=True) if not n and c.strip()]


def _rad(nummer: int, celler: Sequence[str], nycklar: Sequence[str]) -> Csvrad:
    if len(celler) > len(nycklar) and any(c.strip() for c in celler[len(nycklar) :]):
        raise CsvError(f"Rad {nummer} har fler celler än rubrikraden. Rätta raden och välj filen igen.")
    return Csvrad(nummer, {n: " ".join(seen(c).split()) for n, c in zip(nycklar, celler, strict=False) if n})
