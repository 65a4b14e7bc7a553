"""Run as a program against the seeded kommun: an ärende and a letter with a long word in every text, and where they stand."""

import django

django.setup()

import json  # noqa: E402
import sys  # noqa: E402
from datetime import timedelta  # noqa: E402

from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from motions.actor import acting  # noqa: E402
from motions.ingest.brev import Brev  # noqa: E402
from tests.brevet import lagg_in  # noqa: E402
from tests.journeys.seed_varje_slag import varlden  # noqa: E402
from tests.vagen import Vag, en_fil  # noqa: E402

LANGT_ORD = "lokalforsorjningsplan_slutversion_" * 3
"""A word as file names and pasted addresses are, without a place to break."""


def main() -> dict[str, list[str]]:
    """The pages of each person, by user name."""
    varld = varlden()
    with transaction.atomic(), acting(varld.registrator):
        vag = Vag(varld, marke=LANGT_ORD)
        vag.till_justerat()
        nytt = Vag(varld, marke=LANGT_ORD, motion_nummer=18)
        nytt.nu = timezone.now()
        nytt.registrera(remittent_namn=LANGT_ORD).tilldela().skriv()
        oregistrerad = Vag(varld, marke=LANGT_ORD, motion_nummer=19)
        oregistrerad.nu = timezone.now() - timedelta(days=1)
        oregistrerad.registrera()
        post = lagg_in(
            Brev(
                varld.organ.forvaltning,
                nytt.idag,
                LANGT_ORD,
                f"{LANGT_ORD}{LANGT_ORD}",
                epost=f"{LANGT_ORD[:60]}@norrby.example",
                text=f"Vi vill bada. {LANGT_ORD}",
                filer=[en_fil(f"{LANGT_ORD}.pdf")],
            ),
            by=varld.registrator,
            at=nytt.nu,
        )
    dagen = f"{reverse('postlista')}?dag={nytt.idag.isoformat()}"
    arende = nytt.arende.pk
    allas = [
        reverse("skrivbord"), reverse("arenden"), f"{reverse('arenden')}?q={LANGT_ORD}", f"{reverse('palett')}?q={LANGT_ORD}",
        reverse("diariet"), f"{reverse('diariet')}?offentlig=", dagen, f"{dagen}&offentlig=", reverse("frister"),
        reverse("arende", args=[arende]), reverse("arende", args=[vag.arende.pk]), reverse("arendehistorik", args=[arende]),
    ]  # fmt: skip
    registrators = [
        reverse("postlada"),
        reverse("post", args=[post.pk]),
        f"{reverse('registrera')}?post={post.pk}",
    ]
    return {
        "olle": [*allas, *registrators],
        "anna": [*allas, reverse("utlatande", args=[nytt.utlatande.pk])],
        "maria": [
            reverse("skrivbord"),
            reverse("sammantraden"),
            reverse("sammantrade", args=[vag.sammantrade.pk]),
        ],
    }


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
