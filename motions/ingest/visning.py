"""Which pictures a mail shows among its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

_CID = re.compile(r"\bcid:([^\s\"'<>)]{1,500})", re.I)
_BILDTEXT = re.compile(r"\[(?:cid|image|bild)\b[^\]]{0,500}\]", re.I)
"""What stands for a picture where a program wrote the words of its html by themselves."""


@dataclass
class Visning:
    """What one mail says and shows, without the mails in it. `bilder`: those that it may show, by their place and their id."""

    ord: bool = False
    visade: set[str] = field(default_factory=set)
    bilder: list[tuple[int, str]] = field(default_factory=list)

    def sagt(self, text: str, html: str) -> None:
        """Take in the words of a part, and its html if it has any."""
        self.ord = self.ord or any(map(str.isalnum, _BILDTEXT.sub("", text)))
        self.visade |= {_id(unquote(unescape(cid))) for cid in _CID.findall(html)}

    def i_texten(self, cid: str) -> bool:
        """Whether the picture stands among words that are there."""
        return self.ord and _id(cid) in self.visade


def _id(cid: str) -> str:
    return cid.strip().strip("<>").strip().lower()
