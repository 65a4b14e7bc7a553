"""The files of a letter, read; and whether a letter is there already."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motions.documents import store
from motions.documents.store import GranskadFil
from motions.ingest.brev import Brev
from motions.ingest.file_check import slag_av
from motions.ingest.mail import nyckel
from motions.models import Post, Postfil, PostfilSlag

TEXTFIL = "Meddelande.txt"
"""What the body of a mail is called as a file."""
PA_SIDAN = 100_000
"""So many signs of what a letter says stand on its page; all of it in its file."""


def pa_sidan(text: str) -> str:
    """What a letter says, or the beginning of it; what is as long as the page holds is always a beginning."""
    return text if len(text) < PA_SIDAN else f"{text[: PA_SIDAN - 1]}…"


def fortsatter_i(post: Post, filer: Iterable[Postfil]) -> Postfil | None:
    """Which of its files has the whole text of a letter whose page has its beginning.

    Of post from before the text was kept whole it is the message alone.
    """
    if len(post.text) < PA_SIDAN:
        return None
    slag = PostfilSlag.TEXT if post.text.endswith("…") else PostfilSlag.ORIGINAL
    return next((f for f in filer if f.slag == slag and f.fil_id), None)


def postens_filer(post: Post) -> list[tuple[Postfil, GranskadFil]]:
    """The files of the letter that become handlingar, with their bytes, in its order: neither what was not accepted nor the
    pictures in the text, which the message itself has.
    """
    filer = post.filer.filter(fil__isnull=False).exclude(slag=PostfilSlag.BILD).select_related("fil")
    return [
        (f, GranskadFil(store.read(f.fil), slag_av(f.filnamn), f.filnamn)) for f in filer if f.fil is not None
    ]


def finns_redan(brev: Brev) -> Post | None:
    """The post that is the same message, to the byte.

    Of post from before the digest, and of a letter without one, the id that the message gives itself says which it may be, and
    what it says and holds whether it is. Only ASCII is compared: the other signs were read in another way then.
    """
    samma = Post.objects.filter(forvaltning=brev.forvaltning)
    if brev.sha256:
        post = samma.filter(sha256=brev.sha256).order_by("pk").first()
        if post is not None:
            return post
        samma = samma.filter(sha256="")
    if not brev.meddelande_id:
        return None
    filer = {nyckel(f.data) for f in (*brev.filer, *brev.bilder)}
    for post in samma.filter(meddelande_id=brev.meddelande_id).order_by("pk"):
        hade = set(post.filer.exclude(fil=None).exclude(filnamn=TEXTFIL).values_list("fil", flat=True))
        lika = post.epost == brev.epost and _ascii(post.amne) == _ascii(brev.amne)
        if lika and hade <= filer and _ascii(post.text) in _ascii(brev.text):
            return post
    return None


def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)
