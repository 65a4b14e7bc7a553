"""The files of a letter, read."""

from __future__ import annotations

from motions.documents import store
from motions.documents.store import GranskadFil
from motions.models import Post, Postfil


def postens_filer(post: Post) -> list[tuple[Postfil, GranskadFil]]:
    """The files of the letter with their bytes, in its order; what was not accepted is not among them."""
    return [
        (f, GranskadFil(store.read(f.fil), f.fil.mime, f.filnamn))
        for f in post.filer.filter(fil__isnull=False).select_related("fil")
        if f.fil is not None
    ]
