"""A personnummer is warned of before it becomes public, with a title that may be shown; it is never stopped."""

from __future__ import annotations

import html
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motions.ingest.brev import Brev
from motions.models import Arende, Handelse, Handling, Remittent
from motions.text.personnummer import utan
from remiss.facts.post import LaggIn, RegistreraI
from remiss.forms.seen import FALT
from remiss.hinder import OmotiveradError
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from tests.factories import Varld
from tests.remiss.test_registrering import allt, inloggad, skicka
from tests.remiss.test_uppladdning import en_pdf
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db

TITEL = "Klagomål från Siv Alm, 640823-3234, om skolskjuts"
UTAN = "Klagomål från Siv Alm, [personnummer], om skolskjuts"


def test_an_arendemening_with_a_personnummer_is_asked_about_with_a_title_that_may_be_shown(
    varld: Varld,
) -> None:
    fore = allt()
    svar = skicka(varld, titel=TITEL)

    text = html.unescape(svar.content.decode())
    assert (svar.status_code, allt()) == (422, fore)
    assert "har ett personnummer: 640823-3234" in text
    assert f'value="{UTAN}"' in text
    assert "Skäl att visa personnumret för alla" in text


@pytest.mark.parametrize(
    "nummer", ["1964-08-23-3234", "19 640823 3234", "640823/3234", "６４０８２３⁃３２３４"]
)
def test_a_number_in_another_writing_is_asked_about_too(varld: Varld, nummer: str) -> None:
    fore = allt()
    svar = skicka(varld, titel=f"Skolskjuts för {nummer}")

    assert (svar.status_code, allt()) == (422, fore)
    assert 'value="Skolskjuts för [personnummer]"' in html.unescape(svar.content.decode())


def test_the_proposed_title_is_what_outsiders_read(varld: Varld) -> None:
    assert skicka(varld, titel=TITEL, offentlig_titel=UTAN).status_code == 302

    arende = Arende.objects.get()
    assert (arende.titel, arende.offentlig_titel, arende.visningstitel) == (TITEL, UTAN, UTAN)
    assert "varningar" not in Handelse.objects.get(kedja=arende.kedja).data
    klient = inloggad(varld.registrator)
    for sida in ("diariet", "postlista"):
        dag = varld.at.date().isoformat()
        oppen = klient.get(reverse(sida), {"offentlig": "", "dag": dag}).content.decode()
        assert "Klagomål från Siv Alm" in oppen
        assert "640823" not in oppen


def test_the_number_may_stand_with_a_reason_that_the_chain_keeps(varld: Varld) -> None:
    assert skicka(varld, titel=TITEL, skal="Hon har själv bett om det.").status_code == 302

    arende = Arende.objects.get()
    assert arende.offentlig_titel == TITEL
    rad = Handelse.objects.get(kedja=arende.kedja)
    assert rad.data["varningar"] == ["personnummer"]
    assert "Hon har själv bett om det." in [t.text for t in rad.texter.all()]


@pytest.mark.parametrize(
    "andrat",
    [
        {"remittent_namn": "Siv Alm 19640823-3234"},
        {"kommer_som": "initiativ", "avsandare": "Siv Alm 6408233234"},
        {"titel": "Om 701063-2391"},
        {"titel": "Om 701063-2391", "offentlig_titel": TITEL},
        {"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "offentlig_titel": TITEL},
    ],
)
def test_every_word_that_the_diarium_shows_is_looked_at(varld: Varld, andrat: dict[str, Any]) -> None:
    svar = skicka(varld, **andrat)

    assert svar.status_code == 422
    assert "har ett personnummer" in svar.content.decode()


@pytest.mark.parametrize(
    "andrat",
    [
        {"titel": "Bolaget 556016-0680, dnr KS 2026/01234-1.6"},
        {"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "titel": TITEL, "offentlig_titel": "Klagomål"},
    ],
)
def test_what_is_no_personnummer_or_is_not_shown_is_not_asked_about(
    varld: Varld, andrat: dict[str, Any]
) -> None:
    assert skicka(varld, **andrat).status_code == 302


@pytest.mark.parametrize(
    ("andrat", "offentlig"),
    [
        ({"offentlig_titel": "Hemligt", "sekretess_lagrum": "OSL 26:1"}, "Klagomål om skolskjuts"),
        ({"offentlig_titel": TITEL}, "Klagomål om skolskjuts"),
        ({"titel": TITEL, "offentlig_titel": "Klagomål"}, "Klagomål"),
        ({"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "offentlig_titel": "Klagomål"}, "Klagomål"),
    ],
    ids=["unticked again", "a number that is not shown", "instead of a number", "secret"],
)
def test_another_title_is_shown_only_of_what_is_secret_or_has_a_number(
    varld: Varld, andrat: dict[str, Any], offentlig: str
) -> None:
    assert skicka(varld, **{"titel": "Klagomål om skolskjuts", **andrat}).status_code == 302

    assert Arende.objects.get().offentlig_titel == offentlig


def test_the_gate_asks_whatever_page_it_came_from(varld: Varld) -> None:
    with pytest.raises(OmotiveradError, match="640823-3234"):
        Vag(varld).registrera(titel=TITEL)


def test_a_file_name_with_a_personnummer_is_shown_without_it(varld: Varld) -> None:
    filer = [
        SimpleUploadedFile("remiss.pdf", en_pdf()),
        SimpleUploadedFile("intyg 640823-3234.pdf", en_pdf()),
    ]
    assert skicka(varld, filer=filer).status_code == 302

    bilaga = Handling.objects.get(slag="bilaga")
    assert (bilaga.rubrik, bilaga.offentlig_rubrik) == ("intyg 640823-3234.pdf", "intyg [personnummer].pdf")


def rattning(varld: Varld, arende: Arende, akt: str, **falt: Any) -> tuple[Client, str, dict[str, Any]]:
    """The registrator at the page that corrects, as it shows what stands and with `falt` typed over."""
    klient, url = inloggad(varld.registrator), reverse("akt", args=["arende", arende.pk, akt])
    vald = {"handling": falt["handling"]} if "handling" in falt else {}
    visat = {f.html_name: f.value() for f in klient.get(url, vald).context["form"]}
    visat |= {f"initial-{namn}": varde for namn, varde in visat.items()}
    data = {namn: varde for namn, varde in visat.items() if varde is not None}
    return klient, url, {**data, "nyckel": ny_nyckel(), "skal": "Felskrivet.", **falt}


@pytest.mark.parametrize("forst", ["Klagomål", TITEL])
def test_a_correction_of_the_title_does_not_show_the_number(varld: Varld, forst: str) -> None:
    assert skicka(varld, titel=forst, offentlig_titel=UTAN).status_code == 302
    arende = Arende.objects.get()
    klient, url, data = rattning(varld, arende, "ratta", titel=f"{TITEL} igen")
    assert klient.post(url, data).status_code == 302

    arende.refresh_from_db()
    assert (arende.titel, arende.offentlig_titel) == (f"{TITEL} igen", f"{UTAN} igen")


def test_a_heading_made_without_the_number_follows_its_heading(varld: Varld) -> None:
    filer = [
        SimpleUploadedFile("remiss.pdf", en_pdf()),
        SimpleUploadedFile("intyg 640823-3234.pdf", en_pdf()),
    ]
    assert skicka(varld, filer=filer).status_code == 302
    bilaga = Handling.objects.get(slag="bilaga")
    for rubrik in ("Intyg, 640823-3234, bifogat", "Intyg, bifogat", "Intyg från vården"):
        klient, url, data = rattning(
            varld, Arende.objects.get(), "ratta_handling", handling=bilaga.pk, rubrik=rubrik
        )
        assert klient.post(url, data).status_code == 302
        bilaga.refresh_from_db()
        assert (bilaga.rubrik, bilaga.offentlig_rubrik) == (rubrik, utan(rubrik))


def test_a_public_title_that_somebody_wrote_stays_when_the_title_is_corrected(varld: Varld) -> None:
    assert skicka(varld, titel=TITEL, offentlig_titel="Klagomål").status_code == 302
    arende = Arende.objects.get()
    klient, url, data = rattning(varld, arende, "ratta", titel="Klagomål från Siv Alm")
    assert klient.post(url, data).status_code == 302

    arende.refresh_from_db()
    assert (arende.titel, arende.offentlig_titel) == ("Klagomål från Siv Alm", "Klagomål")


@pytest.mark.parametrize("falt", ["offentlig_titel", "remittent"])
def test_an_entry_is_corrected_to_a_number_only_when_somebody_says_so(varld: Varld, falt: str) -> None:
    arende = Vag(varld).registrera().arende
    klient, url, data = rattning(varld, arende, "ratta", **{falt: TITEL})

    svar = klient.post(url, data)
    assert svar.status_code == 422
    assert "har ett personnummer: 640823-3234" in svar.content.decode()
    assert "Visa personnumret för alla" in svar.content.decode()
    assert klient.post(url, {**data, "visa_personnummer": "on"}).status_code == 302
    rad = Handelse.objects.get(slag="arende.ratta")
    assert rad.data["varningar"] == ["personnummer"]
    assert {t.text for t in rad.texter.all()} == {"Felskrivet.", "Personnumret ska visas för alla."}


def test_the_tick_stays_while_something_else_is_put_right(varld: Varld) -> None:
    arende = Vag(varld).registrera().arende
    klient, url, data = rattning(varld, arende, "ratta", offentlig_titel=TITEL, visa_personnummer="on")

    svar = klient.post(url, {**data, "skal": "", "inkommen_on": "i förrgår kanske"})
    assert svar.status_code == 422
    assert "har ett personnummer" not in svar.content.decode()
    assert svar.context["form"]["visa_personnummer"].value() is True
    assert 'name="visa_personnummer"' in svar.content.decode()


def test_a_tick_where_nothing_is_shown_is_not_recorded(varld: Varld) -> None:
    arende = Vag(varld).registrera().arende
    klient, url, data = rattning(varld, arende, "ratta", titel="Klagomål", visa_personnummer="on")
    assert klient.post(url, data).status_code == 302

    rad = Handelse.objects.get(slag="arende.ratta")
    assert [t.text for t in rad.texter.all()] == ["Felskrivet."]


@pytest.mark.parametrize(
    ("akt", "falt", "varnas"),
    [
        ("ratta", "remittent", False),
        ("ratta", "titel", False),
        ("ratta", "offentlig_titel", True),
        ("ratta_handling", "motpart", False),
        ("ratta_handling", "rubrik", False),
        ("ratta_handling", "offentlig_rubrik", True),
    ],
)
def test_of_a_secret_arende_only_the_headings_are_asked_about(
    varld: Varld, akt: str, falt: str, *, varnas: bool
) -> None:
    arende = Vag(varld, hemlig=True).registrera().arende
    handling = {"handling": arende.handlingar.earliest("pk").pk} if akt == "ratta_handling" else {}
    klient, url, data = rattning(varld, arende, akt, **handling, **{falt: TITEL})

    assert klient.post(url, data).status_code == (422 if varnas else 302)


@pytest.mark.parametrize(
    ("akt", "fakta"),
    [
        ("ratta", {"remittent": TITEL}),
        ("ratta", {"avsandare": TITEL}),
        ("ratta", {"offentlig_titel": TITEL}),
        ("ratta_handling", {"offentlig_rubrik": TITEL}),
        ("ratta_handling", {"motpart": "Siv Alm 6408233234"}),
    ],
)
def test_the_gate_asks_of_a_correction_whatever_page_it_came_from(
    varld: Varld, akt: str, fakta: dict[str, str]
) -> None:
    vag = Vag(varld).registrera()
    handling = {"handling": vag.arende.handlingar.earliest("pk")} if akt == "ratta_handling" else {}

    with pytest.raises(OmotiveradError, match="har ett personnummer"):
        vag.gor(vag.arende, akt, varld.registrator, **handling, **fakta, skal="Fel.")


def test_a_handling_from_somebody_with_a_number_asks_for_a_reason(varld: Varld) -> None:
    arende = Vag(varld).registrera().tilldela().arende
    klient, url = (
        inloggad(varld.handlaggare),
        reverse("akt", args=["arende", arende.pk, "lagg_till_handling"]),
    )

    def skickat(**falt: str) -> tuple[int, str]:
        data = {
            "nyckel": ny_nyckel(),
            "slag": "skrivelse",
            "riktning": "inkommen",
            "datum_on": arende.inkommen_on.isoformat(),
            "motpart": "Siv Alm 640823-3234",
            "rubrik": "Intyg",
            "fil": SimpleUploadedFile("intyg.pdf", en_pdf()),
            **falt,
        }
        svar = klient.post(url, data)
        return svar.status_code, html.unescape(svar.content.decode())

    kod, sidan = skickat()
    assert kod == 422
    assert "som visas för alla i postlistan, har ett personnummer: 640823-3234" in sidan
    assert "Välj filen igen." in sidan
    assert 'value="Siv Alm 640823-3234"' in sidan
    assert skickat(skal_for_varning="Hon har bett om det.")[0] == 302
    assert Handelse.objects.get(slag="arende.lagg_till_handling").data["varningar"] == ["personnummer"]


def test_a_secret_arende_names_no_sender_and_asks_nothing(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True).registrera()
    vag.gor(
        vag.arende,
        "lagg_till_handling",
        varld.registrator,
        fil=en_fil(),
        slag="skrivelse",
        riktning="inkommen",
        datum_on=vag.idag,
        motpart="Siv Alm 640823-3234",
        rubrik="Intyg",
    )

    assert vag.arende.handlingar.filter(motpart="Siv Alm 640823-3234").exists()


@pytest.mark.parametrize("vem", ["remittenten", "motparten"])
def test_a_marking_that_is_lifted_asks_about_the_names_that_it_hid(varld: Varld, vem: str) -> None:
    vag = Vag(varld, hemlig=True).registrera()
    if vem == "remittenten":
        Remittent.objects.filter(pk=vag.arende.remiss.remittent_id).update(namn="Siv Alm 640823-3234")
    else:
        # Handlingar that came before the marking are not marked themselves.
        vag.arende.handlingar.update(motpart="Siv Alm 640823-3234", sekretess=False)
    vag.arende = Arende.objects.get(pk=vag.arende.pk)
    klient, url = (
        inloggad(varld.registrator),
        reverse("akt", args=["arende", vag.arende.pk, "andra_sekretess"]),
    )
    sidan = klient.get(url)
    data = {
        "nyckel": ny_nyckel(),
        "offentlig_titel": "Klagomål",
        FALT: sidan.context["form"][FALT].value(),
    }
    svar = klient.post(url, data)
    assert svar.status_code == 422
    assert "har ett personnummer: 640823-3234" in html.unescape(svar.content.decode())
    svar = klient.post(url, {**data, "nyckel": ny_nyckel(), "skal_for_varning": "Det är hennes ord."})
    assert svar.status_code == 302
    assert not Arende.objects.get(pk=vag.arende.pk).sekretess


def test_a_letter_filed_in_an_arende_is_from_somebody_without_the_number(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    brev = Brev(varld.organ.forvaltning, vag.idag, "Siv Alm 640823-3234", "Komplettering", text="Hej!")
    post = edit(edits.LAGG_IN, varld.organ.forvaltning, LaggIn(brev), by=varld.registrator, at=vag.nu)
    edit(
        edits.REGISTRERA_I,
        post,
        RegistreraI(vag.arende, "skrivelse", "Komplettering"),
        by=varld.registrator,
        at=vag.nu,
    )

    assert vag.arende.handlingar.latest("lopnummer").motpart == "Siv Alm [personnummer]"
    post.refresh_from_db()
    assert post.avsandare == "Siv Alm 640823-3234"


def test_a_kallelse_that_names_a_number_asks_for_a_reason(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    vag.sammantrade.punkter.update(rubrik=TITEL)
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: vag.nu))
    klient = inloggad(varld.sekreterare)
    url = reverse("akt", args=["sammantrade", vag.sammantrade.pk, "kalla"])

    assert "En rubrik i kallelsen har ett personnummer: 640823-3234." in klient.get(url).content.decode()
    assert klient.post(url, {"nyckel": ny_nyckel()}).status_code == 422
    assert klient.post(url, {"nyckel": ny_nyckel(), "skal_for_varning": "Hon vet."}).status_code == 302
    assert Handelse.objects.get(slag="sammantrade.kalla").data["varningar"] == ["personnummer"]


def test_a_svar_that_names_a_number_asks_for_a_reason(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta(svar="eget", svar_text=f"<p>{TITEL}</p>")
    vag.avsluta_sammantrade().till_justering().justera().anslag()

    with pytest.raises(OmotiveradError, match="Svaret har ett personnummer"):
        vag.expediera()
