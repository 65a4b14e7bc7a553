"""How names are compared and made into user names. The module is pure."""

from __future__ import annotations

import re
import unicodedata


def fall(text: str) -> str:
    """A text by which two writings of it are equal: no case, accents, spaces or punctuation."""
    plan = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plan.encode("ascii", "ignore").decode())


def _del(text: str) -> str:
    plan = unicodedata.normalize("NFKD", text.strip().lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plan).strip("-")


def konto_av(fornamn: str, efternamn: str) -> str:
    """The user name of a person: «asa.oberg-lind»."""
    return ".".join(d for d in (_del(fornamn), _del(efternamn)) if d)


def grannar(nyckel: str) -> set[str]:
    """A folded name and what it is with any one letter left out: two names that share one of these differ by a letter at most."""
    return {nyckel, *(nyckel[:i] + nyckel[i + 1 :] for i in range(len(nyckel)))}
