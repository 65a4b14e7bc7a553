"""The shape of the demo's texts, and how plain Swedish prose becomes the formatted text of a section."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Motionstext:
    """What a motion asks for: number, movers as (name, party), and per att-sats (its text, our answer, our reason)."""

    nummer: int
    titel: str
    motionarer: tuple[tuple[str, str], ...]
    attsatser: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Text:
    """The words of one ärende. Sections left empty are written from the facts, or left out when they may be.

    Prose: a blank line parts paragraphs, a line that begins with «- » is a point of a list, «## » a heading.
    """

    titel: str
    arendet: str
    sammanfattning: str = ""
    synpunkter: str = ""
    bakgrund: str = ""
    beredning: str = ""
    jamstalldhet: str = ""
    barn: str = ""
    offentlig_titel: str = ""
    motion: Motionstext | None = None


def html(prosa: str) -> str:
    """Prose as the formatted text that the editor saves."""
    return "".join(_block(stycke) for stycke in stycken(prosa))


def stycken(prosa: str) -> list[str]:
    """The paragraphs, headings and lists of a text, in order."""
    return [stycke for del_ in prosa.split("\n\n") if (stycke := del_.strip())]


def _block(stycke: str) -> str:
    if stycke.startswith("## "):
        return f"<h2>{escape(stycke[3:], quote=False)}</h2>"
    if stycke.startswith("- "):
        punkter = [" ".join(p.split()) for p in f"\n{stycke}".split("\n- ") if p.strip()]
        return "<ul>" + "".join(f"<li><p>{escape(p, quote=False)}</p></li>" for p in punkter) + "</ul>"
    return f"<p>{escape(' '.join(stycke.split()), quote=False)}</p>"
