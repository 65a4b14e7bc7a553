"""The main menu: which rooms there are, who meets them, and in which of them a page lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from motions.models import Anvandare, Roll
from motions.visibility import Omfang

Vem = Callable[[Anvandare, Omfang], bool]


def alla(user: Anvandare, o: Omfang) -> bool:
    """Everybody who is logged in."""
    return True


def i_demo(user: Anvandare, o: Omfang) -> bool:
    """Everybody, in a demo installation."""
    return bool(settings.DEMO)


def registrens(user: Anvandare, o: Omfang) -> bool:
    """Those who keep the registers."""
    return user.is_superuser


def registratorn(user: Anvandare, o: Omfang) -> bool:
    """Those who take in the post."""
    return any(u.roll == Roll.REGISTRATOR for u in o.uppdrag)


def personalen(user: Anvandare, o: Omfang) -> bool:
    """Everybody with a role in the work, and the revisor."""
    return bool(o.uppdrag)


@dataclass(frozen=True)
class Rum:
    """A room. `stigar`: first parts of other addresses that lie in it. `mer`: it stands under «Mer»."""

    namn: str
    etikett: str
    stigar: tuple[str, ...] = ()
    vem: Vem = alla
    mer: bool = False


RUM = (
    Rum("skrivbord", "Skrivbord"),
    Rum("postlada", "Post", ("post", "postfil", "registrera"), vem=registratorn),
    Rum("arenden", "Ärenden", ("arende",)),
    Rum("diariet", "Diariet", ("postlista",), vem=personalen),
    Rum("sammantraden", "Sammanträden", ("sammantrade", "punkt", "protokoll")),
    Rum("frister", "Frister"),
    Rum("kontrollera", "Kontrollera handling", mer=True),
    Rum("admin:index", "Inställningar", ("ny-kommun",), vem=registrens, mer=True),
    Rum("utkorgen", "Utkorgen", vem=i_demo, mer=True),
)
"""In the order of the menu: what one goes to many times a day first."""


@dataclass(frozen=True)
class Menyval:
    """A link of the menu; `aktuell` is its aria-current: "page" on its page, "true" inside its room, else empty."""

    etikett: str
    url: str
    aktuell: str
    mer: bool


def meny(user: Anvandare, o: Omfang, path: str) -> list[Menyval]:
    """The menu of `user` on the page at `path`."""
    val = []
    for rum in RUM:
        if rum.vem(user, o):
            url = reverse(rum.namn)
            val.append(Menyval(rum.etikett, url, _aktuell(rum, url, path), rum.mer))
    return val


def _aktuell(rum: Rum, url: str, path: str) -> str:
    if path == url:
        return "page"
    inne = (url != "/" and path.startswith(url)) or path.split("/")[1] in rum.stigar
    return "true" if inne else ""
