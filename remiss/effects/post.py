"""What happens to the post: it is laid in, registered as handlingar in an ärende, or left out with a reason (OSL 5:1).

The letter's row is locked first, before the ärende, so that two registratorer cannot register it twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from motions.documents import store
from motions.documents.store import GranskadFil
from motions.ingest.brev import Brev
from motions.json_data import JsonObject
from motions.models import Anvandare, Arende, Forvaltning, Handling, Post, Postfil, PostfilSlag
from motions.postfiler import TEXTFIL, finns_redan, pa_sidan, postens_filer
from remiss.effects.registrering import registrera
from remiss.facts import Facts, Motivering
from remiss.facts.post import LaggIn, LasOm, RegistreraI, RegistreraNytt
from remiss.hinder import Gjort, Spar


def lagg_in(forvaltning: Forvaltning, facts: LaggIn, *, by: Anvandare, at: datetime) -> Gjort[Post]:
    """Keep a letter with its files, unregistered.

    A mail that is already there, to the byte, is returned as it is: two readings of the same folder at once meet at the
    förvaltning's lock, one after the other.
    """
    brev = facts.brev
    fanns = finns_redan(brev)
    if fanns is not None:
        return Gjort(fanns)
    post = Post.objects.create(
        forvaltning=forvaltning, inlagd_at=at, inlagd_by=by, sha256=brev.sha256, **_uppgifter(brev)
    )
    antal = _lagg_filer(post, brev, at=at)
    return Gjort(post, (Spar(post.kedja, "post.lagg_in", {"filer": antal}),))


def las_om(post: Post, facts: LasOm, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """What could not be understood can be now: the letter says what the message says, and has its files beside the message."""
    for falt, varde in _uppgifter(facts.brev).items():
        setattr(post, falt, varde)
    post.save()
    antal = _lagg_filer(post, replace(facts.brev, original=None), at=at)
    return Gjort(None, (Spar(post.kedja, "post.las_om", {"filer": antal}),))


def _uppgifter(brev: Brev) -> dict[str, Any]:
    return {
        "inkommen_on": brev.inkommen_on,
        "avsandare": brev.avsandare,
        "epost": brev.epost,
        "avsandarens_dnr": brev.avsandarens_dnr,
        "amne": brev.amne,
        "text": pa_sidan(brev.text),
        "meddelande_id": brev.meddelande_id,
        "olast": brev.olast,
    }


def _lagg_filer(post: Post, brev: Brev, *, at: datetime) -> int:
    """Keep the files of a letter after those that it has. Returns how many.

    What its body says becomes a file after those that were sent with it, so that it too can be a handling, and a letter is
    never without one. The pictures of the text and the message as it came stand last.
    """
    sager = brev.text.strip() or not (brev.filer or (brev.olast and brev.original))
    filer = [
        *((PostfilSlag.FIL, f) for f in brev.filer),
        *([(PostfilSlag.TEXT, _meddelandet(brev))] if sager else []),
        *((PostfilSlag.BILD, f) for f in brev.bilder),
        *([(PostfilSlag.ORIGINAL, brev.original)] if brev.original else []),
    ]
    finns = post.filer.count()
    for n, (slag, fil) in enumerate(filer, start=finns + 1):
        lagrad = store.save(fil.data, mime=fil.mime, at=at)
        Postfil.objects.create(post=post, ordning=n, slag=slag, filnamn=fil.filnamn, fil=lagrad)
    for n, avvisad in enumerate(brev.avvisade, start=finns + len(filer) + 1):
        Postfil.objects.create(post=post, ordning=n, filnamn=avvisad.filnamn, avvisad=avvisad.skal[:300])
    return len(filer)


def _meddelandet(brev: Brev) -> GranskadFil:
    """The body as a text file that says who wrote it, and when it came."""
    huvud = [
        f"Från: {brev.avsandare}{f' <{brev.epost}>' if brev.epost else ''}",
        f"Kom in: {brev.inkommen_on.isoformat()}",
        f"Ämne: {brev.amne}",
    ]
    return GranskadFil("\n".join([*huvud, "", brev.text, ""]).encode(), "text/plain", TEXTFIL)


def registrera_nytt(post: Post, facts: RegistreraNytt, *, by: Anvandare, at: datetime) -> Gjort[Arende]:
    """Register the letter as a new ärende: its files first, then those that the registrator added."""
    filer = postens_filer(post)
    alla = [*(b for _, b in filer), *facts.inkommen.filer]
    gjort = registrera(facts.organ, replace(facts.inkommen, filer=alla), by=by, at=at)
    handlingar = gjort.varde.handlingar.order_by("lopnummer")
    par = [(postfil, handling) for (postfil, _), handling in zip(filer, handlingar, strict=False)]
    return Gjort(gjort.varde, (*gjort.spar, _registrerad(post, gjort.varde, par, by, at)))


def registrera_i(post: Post, facts: RegistreraI, *, by: Anvandare, at: datetime) -> Gjort[Arende]:
    """Note which handling each file of the letter became: the newest of the akt, put there by the acts of this edit."""
    filer = [postfil for postfil, _ in postens_filer(post)]
    nyaste = facts.arende.handlingar.order_by("-lopnummer")[: len(filer)]
    par = list(zip(filer, reversed(nyaste), strict=True))
    return Gjort(facts.arende, (_registrerad(post, facts.arende, par, by, at),))


def _registrerad(
    post: Post, arende: Arende, par: Sequence[tuple[Postfil, Handling]], by: Anvandare, at: datetime
) -> Spar:
    for postfil, handling in par:
        postfil.handling = handling
        postfil.save(update_fields=["handling"])
    post.arende, post.registrerad_at, post.registrerad_by = arende, at, by
    post.save()
    data: JsonObject = {"arende": arende.pk, "dnr": arende.dnr, "handlingar": [h.pk for _, h in par]}
    return Spar(post.kedja, "post.registrera", data)


def avfor(post: Post, facts: Motivering, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Leave the letter out of the diarium, with the reason. It is kept."""
    post.avford_at, post.avford_by, post.avford_skal = at, by, facts.skal
    post.save()
    return Gjort(None, (Spar(post.kedja, "post.avfor", texter={"skal": facts.skal}),))


def ta_upp(post: Post, facts: Facts, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Take up again a letter that was left out. Who left it out, and why, stays in its chain."""
    post.avford_at, post.avford_by, post.avford_skal = None, None, ""
    post.save()
    return Gjort(None, (Spar(post.kedja, "post.ta_upp"),))
