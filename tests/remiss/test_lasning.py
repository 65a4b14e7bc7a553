"""What a chef has had on screen is what has been read: «ändrat sedan du läste» counts from there, and from nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.models import Anvandare
from remiss.models import Lasning
from tests.factories import LOSENORD, Varld
from tests.remiss.utlatande_fall import inloggad
from tests.texten import spara_avsnitt
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """A text that waits for its first chef."""
    return Vag(varld).registrera(motion=None).tilldela().skriv().skicka()


def skriv_om(vag: Vag, mening: str, *, tillbaka: bool = True) -> Vag:
    """The handläggare takes the text back, adds a sentence, and sends it anew."""
    if tillbaka:
        vag.gor(vag.utlatande, "ta_tillbaka", vag.varld.handlaggare)
    forsta = vag.utlatande.avsnitt.all()[0]
    spara_avsnitt(
        vag.utlatande,
        forsta.nyckel,
        text=f"{forsta.text}<p>{mening}</p>",
        bas_version=forsta.version,
        by=vag.varld.handlaggare,
        at=vag.nu,
    )
    return vag.skicka()


def granska(vag: Vag, person: Anvandare, fraga: str = "") -> str:
    """Open the text."""
    svar = inloggad(person).get(reverse("utlatande_granska", args=[vag.utlatande.pk]) + fraga)
    assert svar.status_code == 200
    return svar.content.decode()


def skrivbordet(person: Anvandare) -> str:
    """The desk."""
    return inloggad(person).get(reverse("skrivbord")).content.decode()


def test_a_chef_who_read_and_did_nothing_sees_what_has_changed_since(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    granska(vag, chef)
    skriv_om(vag, "En ny mening.")
    sida = granska(vag, chef)
    assert "Ändrat sedan du läste" in sida
    assert "<ins>En ny mening.</ins>" in sida
    assert "sedan version 1" in sida


def test_what_was_frozen_between_two_readings_is_part_of_what_has_changed(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    granska(vag, chef)
    skriv_om(vag, "Den andra meningen.")
    skriv_om(vag, "Den tredje meningen.")
    sida = granska(vag, chef)
    assert "sedan version 1" in sida
    assert "<ins>Den andra meningen.</ins>" in sida
    assert "<ins>Den tredje meningen.</ins>" in sida


def test_to_have_returned_a_later_version_unread_is_not_to_have_read_it(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    granska(vag, chef)
    skriv_om(vag, "Den andra meningen.")
    vag.gor(vag.utlatande, "aterlamna", chef, kommentar="Skriv om det.")
    skriv_om(vag, "Den tredje meningen.", tillbaka=False)
    sida = granska(vag, chef)
    assert "Ändrat sedan du läste" in sida
    assert "sedan version 1" in sida


def test_one_persons_reading_is_not_anothers(vag: Vag) -> None:
    varld = vag.varld
    granska(vag, varld.avdelningschef)
    skriv_om(vag, "En ny mening.")
    assert "Ändrat sedan förra versionen" in granska(vag, varld.forvaltningschef)


def test_the_version_is_read_anew_without_losing_from_where_one_counts(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    granska(vag, chef)
    skriv_om(vag, "En ny mening.")
    for fraga in ("", "?visa=ren", ""):
        assert "sedan version 1" in granska(vag, chef, fraga)
    assert list(Lasning.objects.filter(anvandare=chef).values_list("version__nummer", flat=True)) == [1, 2]


def test_what_was_signed_before_readings_were_kept_is_said_as_what_it_is(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    vag.gor(vag.utlatande, "aterlamna", chef, kommentar="Skriv om det.")
    skriv_om(vag, "En ny mening.", tillbaka=False)
    sida = granska(vag, chef)
    assert "Ändrat sedan du tog ställning" in sida
    assert "Ändrat sedan du läste" not in sida


def test_what_nobody_saw_has_not_been_read(vag: Vag) -> None:
    chef, url = vag.varld.avdelningschef, reverse("utlatande_granska", args=[vag.utlatande.pk])
    inloggad(chef).head(url)
    inloggad(vag.varld.andra_avdelningschef).get(url)
    assert not Lasning.objects.exists()


def test_the_desk_tells_what_is_new_to_each_chef(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    assert "hela texten" in skrivbordet(chef)
    skriv_om(vag, "En ny mening.")
    assert "hela texten" in skrivbordet(chef)
    granska(vag, chef)
    assert "inget ändrat sedan du läste" in skrivbordet(chef)
    skriv_om(vag, "En mening till.")
    sida = skrivbordet(chef)
    assert "<b>1 ändrad del</b> sedan du läste" in sida


def test_who_signs_is_told_when_it_is_not_what_was_read(vag: Vag) -> None:
    chef = vag.varld.avdelningschef
    adress = reverse("akt", args=["utlatande", vag.utlatande.pk, "godkann"])
    klient = inloggad(chef)
    assert "Du har inte läst den." in klient.get(adress).content.decode()
    granska(vag, chef)
    assert "Du har" not in klient.get(adress).content.decode()
    skriv_om(vag, "En ny mening.")
    assert "Du har läst version 1, men inte den här." in klient.get(adress).content.decode()


# the next one waiting


def andra_vagen(varld: Varld, nummer: int, titel: str) -> Vag:
    """Another text that waits for the same chef."""
    return Vag(varld, motion_nummer=nummer).registrera(motion=None, titel=titel).tilldela().skriv().skicka()


def underteckna(vag: Vag, person: Anvandare, action: str = "godkann", **falt: str) -> tuple[str, str]:
    """Sign or return as the page does it; where it leads, and what is said there."""
    klient = inloggad(person)
    adress = reverse("akt", args=["utlatande", vag.utlatande.pk, action])
    form = klient.get(adress).context
    data = {"sett": form["form"]["sett"].value(), "nyckel": form["nyckel"], "losenord": LOSENORD, **falt}
    svar = klient.post(adress, data)
    assert svar.status_code == 302, svar.content.decode()
    return svar.url, klient.get(svar.url).content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("action", "gjort", "falt"),
    [
        ("godkann", "Tjänsteutlåtandet godkändes.", {}),
        ("aterlamna", "Tjänsteutlåtandet återlämnades.", {"kommentar": "Skriv om det."}),
    ],
)
def test_after_a_signature_or_a_return_the_oldest_that_waits_is_opened(
    vag: Vag, action: str, gjort: str, falt: dict[str, str]
) -> None:
    varld = vag.varld
    andra, tredje = andra_vagen(varld, 18, "Remiss om cykelvägar"), andra_vagen(varld, 19, "Remiss om bad")
    url, sida = underteckna(vag, varld.avdelningschef, action, **falt)
    assert url == reverse("utlatande_granska", args=[andra.utlatande.pk])
    assert f"{gjort} Det gällde «Traineeprogram för kommunen»." in sida
    assert "Sedan återstår 1." in sida
    url, sida = underteckna(andra, varld.avdelningschef, action, **falt)
    assert url == reverse("utlatande_granska", args=[tredje.utlatande.pk])
    assert "Det är den sista." in sida
    url, sida = underteckna(tredje, varld.avdelningschef, action, **falt)
    assert url == reverse("skrivbord")
    assert "Inget mer väntar på ditt godkännande." in sida


def test_what_waits_for_another_is_not_opened(vag: Vag) -> None:
    varld = vag.varld
    egen = andra_vagen(varld, 18, "Remiss om cykelvägar")
    egen.gor(egen.utlatande, "godkann", varld.avdelningschef)
    url, _ = underteckna(vag, varld.avdelningschef)
    assert url == reverse("skrivbord")
    url, _ = underteckna(egen, varld.forvaltningschef)
    assert url == reverse("utlatande_granska", args=[vag.utlatande.pk])


def test_the_desk_has_what_one_can_sign_and_what_nobody_can(vag: Vag) -> None:
    varld = vag.varld
    assert "Traineeprogram" not in skrivbordet(varld.forvaltningschef)
    varld.forvaltningschef.befattningar.update(till_on=vag.idag.replace(year=2024))
    varld.avdelningschef.befattningar.create(
        roll="forvaltningschef", forvaltning=varld.organ.forvaltning, fran_on=vag.idag
    )
    sida = skrivbordet(Anvandare.objects.get(pk=varld.avdelningschef.pk))
    assert "Traineeprogram" in sida
    assert "Steg 1 och 2 kan bara godkännas av Karin Ek, och en person godkänner bara ett steg." in sida
