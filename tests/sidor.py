"""The pages of the program as a person finds them: by following every link from the own desk, with what each page holds."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

START = ("/", "/palett/?q=trainee")
"""Where a person begins: the desk, and what the search answers, to which a form leads."""
VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "option",
}


@dataclass
class Formular:
    """A form of a page: where it goes, how, and its fields by name, each with its kind and what stands in it or can be chosen."""

    mal: str
    metod: str
    falt: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def dolda(self) -> dict[str, str]:
        """What it sends although nobody has typed it."""
        return {namn: varde for namn, (slag, varde) in self.falt.items() if slag == "hidden"}


class Innehall(HTMLParser):
    """What a page holds: its links, its kinds of element, and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lankar: list[str] = []
        self.slag: set[tuple[str, ...]] = set()
        self.former: list[Formular] = []
        self._over: list[tuple[str, str]] = []
        self._form: Formular | None = None
        self._lista = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; its kind is what it is and what it stands in."""
        a = {namn: varde or "" for namn, varde in attrs}
        if tag == "a" and "href" in a:
            self.lankar.append(a["href"])
        if tag == "form":
            self._form = Formular(a.get("action", ""), a.get("method", "get").lower())
            self.former.append(self._form)
        if tag in ("input", "select", "textarea", "button") and a.get("name") and self._form:
            slag = a.get("type", tag) if tag in ("input", "button") else tag
            self._form.falt.setdefault(a["name"], (slag, a.get("value", "")))
            self._lista = a["name"] if tag == "select" else ""
        if tag == "option" and self._form and self._lista and not self._form.falt[self._lista][1]:
            self._form.falt[self._lista] = ("select", a.get("value", ""))
        detta = (tag, a.get("class", ""))
        over = self._over[-1] if self._over else ("", "")
        aria = sorted(namn for namn in a if namn.startswith("aria-"))
        self.slag.add((*over, *detta, a.get("type", ""), a.get("role", ""), *aria))
        if tag not in VOID:
            self._over.append(detta)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        if tag == "form":
            self._form = None
        while self._over and self._over.pop()[0] != tag:
            continue


@dataclass(frozen=True)
class Besok:
    """A page that was opened: where, the name of its address (with the act where it names one), and what it answered."""

    stig: str
    namn: str
    svar: Any
    innehall: Innehall

    def mal(self, form: Formular) -> str:
        """Where a form of the page goes."""
        return urljoin(self.stig, form.mal)


def vandra(klient: Client, per_adress: int) -> Iterator[Besok]:
    """Every page that links lead to, `per_adress` of each address (and act) at the most."""
    antal: Counter[str] = Counter()
    ko, kanda = deque(START), set(START)
    while ko:
        stig = ko.popleft()
        namn = namn_pa(stig)
        if namn is None or antal[namn] >= per_adress:
            continue
        antal[namn] += 1
        svar = klient.get(stig)
        if svar.status_code != 200 or not svar.headers["Content-Type"].startswith("text/html"):
            continue
        besok = Besok(stig, namn, svar, Innehall(svar.content.decode()))
        yield besok
        for lank in _inom(stig, besok.innehall.lankar):
            if lank not in kanda:
                kanda.add(lank)
                ko.append(lank)


def namn_pa(stig: str) -> str | None:
    """The name of the address, with the act where it names one; None for what is not ours."""
    try:
        hit = resolve(urlsplit(stig).path)
    except Resolver404:
        return None
    return " ".join(filter(None, [hit.view_name, hit.kwargs.get("slag"), hit.kwargs.get("action")]))


def sort_av(namn: str) -> str:
    """The sort of an address by its name: those of the registers are of a few, «admin:motions_organ_change» of «admin:change»."""
    rum, kolon, sida = namn.rpartition(":")
    return f"{rum}{kolon}{sida.rsplit('_', 1)[-1]}" if rum else namn


def _inom(stig: str, lankar: list[str]) -> Iterator[str]:
    """The links that stay in the program, without fragments."""
    for lank in lankar:
        delar = urlsplit(urldefrag(urljoin(f"http://testserver{stig}", lank)).url)
        if delar.netloc == "testserver" and not delar.path.startswith(settings.STATIC_URL):
            yield delar.path + (f"?{delar.query}" if delar.query else "")
