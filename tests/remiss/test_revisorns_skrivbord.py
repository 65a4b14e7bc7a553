"""What the verification found is told to the revisor by the ärende that it is about, and never beside «inget väntar»."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motions.models import Handling
from remiss.models import Verifiering
from tests.factories import Varld
from tests.motions.test_audit import som_superanvandare
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db
SKULLE = "De skulle ha kontrollerats det senaste dygnet."


def funnet(*fel: str, timmar: float = 1) -> None:
    """What the night found."""
    Verifiering.objects.create(
        at=timezone.now() - timedelta(hours=timmar), handelser=1, rader=1, brott=len(fel), fel="\n".join(fel),
        sigill="0" * 64,
    )  # fmt: skip


def skrivbord(varld: Varld) -> str:
    return " ".join(inloggad(varld.revisor).get(reverse("skrivbord")).content.decode().split())


def lank(vag: Vag) -> str:
    return f'<a href="{reverse("arende", args=[vag.arende.pk])}">{vag.arende.dnr}</a>'


def test_a_fault_of_an_arende_is_told_by_its_dnr_with_a_link(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    handling = Handling.objects.filter(arende=vag.arende).earliest("pk")
    funnet(
        f"Ärende {vag.arende.pk} (motions_arende): raden är ändrad.",
        f"Handling {handling.pk} (motions_handling): raden är ändrad.",
        f"arende:{vag.arende.pk}: händelse 2 är ändrad.",
    )
    text = skrivbord(varld)
    assert f"<li>{lank(vag)} Raden är ändrad.</li>" in text
    assert f"<li>{lank(vag)} Handling {handling.pk} (motions_handling): raden är ändrad.</li>" in text
    assert f"<li>{lank(vag)} Händelse 2 är ändrad.</li>" in text


@pytest.mark.parametrize(
    "fel",
    [
        "Ärende 987654321 (motions_arende): raden är borttagen utanför programmet.",
        "Ärende 99999999999999999999999 (motions_arende): raden är ändrad.",
        "Handling 987654321 (motions_handling): raden är ändrad.",
        "Något 5 (finns_inte): raden är ändrad.",
        "Användare 1 (motions_anvandare): raden är ändrad.",
        "arende:x: händelse 2 är ändrad.",
        "Sigill 4 saknas eller är ändrat.",
        "Ärende <b>5</b> (motions_arende): raden är ändrad.",
    ],
)
def test_a_fault_of_no_arende_is_told_as_it_is(varld: Varld, fel: str) -> None:
    funnet(fel)
    assert f"<li> {fel.replace('<', '&lt;').replace('>', '&gt;')}</li>" in skrivbord(varld)


def test_the_number_of_a_secret_arende_is_not_told(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    type(vag.arende).objects.filter(pk=vag.arende.pk).update(
        sekretess=True, sekretess_lagrum="OSL 26:1", sekretess_at=vag.nu, sekretess_by=varld.registrator
    )
    funnet(f"Ärende {vag.arende.pk} (motions_arende): raden är ändrad.")
    text = skrivbord(varld)
    assert f"Ärende {vag.arende.pk} (motions_arende): raden är ändrad." in text
    assert vag.arende.dnr not in text


@pytest.mark.parametrize(
    ("fel", "timmar", "vantar"), [((), 1, False), (("Sigill 4 saknas.",), 1, True), ((), 26, True)]
)
def test_the_heading_says_that_something_waits(
    varld: Varld, fel: tuple[str, ...], timmar: int, *, vantar: bool
) -> None:
    funnet(*fel, timmar=timmar)
    assert ("Inget väntar på dig" not in skrivbord(varld)) is vantar


@pytest.mark.parametrize(("timmar", "sent"), [(1, False), (24.5, False), (26, True), (-24, True)])
@pytest.mark.parametrize("sida", ["skrivbord", "arende"])
def test_one_that_is_too_old_or_of_tomorrow_is_told_as_such(
    varld: Varld, sida: str, timmar: float, *, sent: bool
) -> None:
    vag = Vag(varld).registrera()
    funnet(timmar=timmar)
    adress = reverse(sida, args=[vag.arende.pk] if sida == "arende" else [])
    assert (SKULLE in inloggad(varld.revisor).get(adress).content.decode()) is sent


@pytest.mark.parametrize("tid", ["infinity", "-infinity", "4000-01-01 BC", "9999-01-01"])
def test_one_of_no_time_is_told_as_none(varld: Varld, tid: str) -> None:
    vag = Vag(varld).registrera()
    funnet()
    with som_superanvandare() as cursor:
        cursor.execute("UPDATE remiss_verifiering SET at = %s", [tid])
    for adress in (reverse("skrivbord"), reverse("arende", args=[vag.arende.pk])):
        assert SKULLE in inloggad(varld.revisor).get(adress).content.decode()


@pytest.mark.parametrize("hur", ["ny", "gammal", "raderna är borta"])
def test_one_that_has_never_been_made_is_told_as_such_after_a_day(varld: Varld, hur: str) -> None:
    vag = Vag(varld).registrera()
    funnet()
    Verifiering.objects.all().delete()
    with som_superanvandare() as cursor:
        if hur != "raderna är borta":
            cursor.execute("ALTER TABLE remiss_verifiering ALTER COLUMN id RESTART")
        cursor.execute(
            "UPDATE django_migrations SET applied = now() - make_interval(hours => %s) WHERE app = 'remiss'",
            [26 if hur == "gammal" else 1],
        )
    for adress in (reverse("skrivbord"), reverse("arende", args=[vag.arende.pk])):
        text = inloggad(varld.revisor).get(adress).content.decode()
        assert "Akterna har inte kontrollerats än." in text
        assert (SKULLE in text) is (hur != "ny")
