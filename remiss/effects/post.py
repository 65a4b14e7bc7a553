"""What happens to the post: it is laid in, registered as handlingar in an ärende, or left out with a reason (OSL 5:1).

The letter's row is locked first, before the ärende, so that two registratorer cannot register it twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from motions import audit
from motions.actor import acting
from motions.documents import store
from motions.documents.store import GranskadFil
from motions.ingest.brev import Brev
from motions.json_data import JsonObject
from motions.models import Anvandare, Arende, Forvaltning, Handling, Post, Postfil
from motions.models.post import AVFORD, OREGISTRERAD
from remiss.effects.registrering import Inkommen, registrera


class HanteradError(Exception):
    """Somebody has registered the letter, or put it aside, since it was shown."""


@transaction.atomic
def lagg_in(brev: Brev, *, by: Anvandare, at: datetime) -> Post:
    """Keep a letter with its files, unregistered. What its body says becomes its last file, so that it too can be a handling,
    and a letter is never without one.

    A mail that is already there, by its message id, is returned as it is.
    """
    with acting(by):
        if brev.meddelande_id:
            # Two readings of the same folder at once meet here, one after the other.
            Forvaltning.objects.select_for_update().get(pk=brev.forvaltning.pk)
            fanns = Post.objects.filter(
                forvaltning=brev.forvaltning, meddelande_id=brev.meddelande_id
            ).first()
            if fanns is not None:
                return fanns
        post = Post.objects.create(
            forvaltning=brev.forvaltning,
            inkommen_on=brev.inkommen_on,
            inlagd_at=at,
            inlagd_by=by,
            avsandare=brev.avsandare,
            epost=brev.epost,
            avsandarens_dnr=brev.avsandarens_dnr,
            amne=brev.amne,
            text=brev.text,
            meddelande_id=brev.meddelande_id,
        )
        filer = [*brev.filer, *([_meddelandet(brev)] if brev.text.strip() or not brev.filer else [])]
        for n, fil in enumerate(filer, start=1):
            lagrad = store.save(fil.data, mime=fil.mime, at=at)
            Postfil.objects.create(post=post, ordning=n, filnamn=fil.filnamn, fil=lagrad)
        for n, avvisad in enumerate(brev.avvisade, start=len(filer) + 1):
            Postfil.objects.create(
                post=post, ordning=n, filnamn=avvisad.filnamn[:200], avvisad=avvisad.skal[:300]
            )
        audit.append(post.kedja, "post.lagg_in", by=by, at=at, data={"filer": len(filer)})
    return post


def _meddelandet(brev: Brev) -> GranskadFil:
    """The body as a text file that says who wrote it, and when it came."""
    huvud = [
        f"Från: {brev.avsandare}{f' <{brev.epost}>' if brev.epost else ''}",
        f"Kom in: {brev.inkommen_on.isoformat()}",
        f"Ämne: {brev.amne}",
    ]
    return GranskadFil("\n".join([*huvud, "", brev.text, ""]).encode(), "text/plain", "Meddelande.txt")


def oppna(post: Post) -> Post:
    """The letter as it stands, locked until the transaction ends. Errors: HanteradError when nothing is left to do with it."""
    fresh = Post.objects.select_for_update().get(pk=post.pk)
    if fresh.tillstand != OREGISTRERAD:
        raise HanteradError
    return fresh


def postens_filer(post: Post) -> list[tuple[Postfil, GranskadFil]]:
    """The files of the letter with their bytes, in its order; what was not accepted is not among them."""
    return [
        (f, GranskadFil(store.read(f.fil), f.fil.mime, f.filnamn))
        for f in post.filer.filter(fil__isnull=False).select_related("fil")
        if f.fil is not None
    ]


@transaction.atomic
def registrera_nytt(post: Post, inkommen: Inkommen, *, by: Anvandare, at: datetime) -> Arende:
    """Register the letter as a new ärende: its files first, then those that the registrator added. Errors: HanteradError."""
    post = oppna(post)
    filer = postens_filer(post)
    arende = registrera(replace(inkommen, filer=[*(b for _, b in filer), *inkommen.filer]), by=by, at=at)
    handlingar = arende.handlingar.order_by("lopnummer")
    par = [(postfil, handling) for (postfil, _), handling in zip(filer, handlingar, strict=False)]
    registrerad(post, arende, par, by=by, at=at)
    return arende


def registrerad(
    post: Post, arende: Arende, par: Sequence[tuple[Postfil, Handling]], *, by: Anvandare, at: datetime
) -> None:
    """Note that an opened letter is registered, and which handling each of its files became."""
    with acting(by):
        for postfil, handling in par:
            postfil.handling = handling
            postfil.save(update_fields=["handling"])
        post.arende, post.registrerad_at, post.registrerad_by = arende, at, by
        post.save()
        data: JsonObject = {"arende": arende.pk, "dnr": arende.dnr, "handlingar": [h.pk for _, h in par]}
        audit.append(post.kedja, "post.registrera", by=by, at=at, data=data)


@transaction.atomic
def avfor(post: Post, *, skal: str, by: Anvandare, at: datetime) -> None:
    """Leave the letter out of the diarium, with the reason. It is kept. Errors: HanteradError."""
    with acting(by):
        post = oppna(post)
        post.avford_at, post.avford_by, post.avford_skal = at, by, skal
        post.save()
        audit.append(post.kedja, "post.avfor", by=by, at=at, texter={"skal": skal})


@transaction.atomic
def ta_upp(post: Post, *, by: Anvandare, at: datetime) -> None:
    """Take up again a letter that was left out. Who left it out, and why, stays in its chain. Errors: HanteradError."""
    with acting(by):
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.tillstand != AVFORD:
            raise HanteradError
        post.avford_at, post.avford_by, post.avford_skal = None, None, ""
        post.save()
        audit.append(post.kedja, "post.ta_upp", by=by, at=at)
