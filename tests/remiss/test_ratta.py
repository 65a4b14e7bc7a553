"""Corrections and makulering: what was is kept with why, nothing is overwritten unseen, and no secret leaks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from motions.models import Arende, Beslut, Diarieserie, Handelse, Handling, Punkt, Rattelse
from remiss.historik import historik
from remiss.views.utlatande.skriv import _valbara
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import EjTillatetError, HindradError, available, perform
from tests.factories import Varld, arende
from tests.fakta import utfor
from tests.remiss.test_registrering import inloggad
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


def ifyllt(a: Arende, **andrat: Any) -> dict[str, Any]:
    """The form that corrects an ärende, as the page shows it and with `andrat` typed over."""
    visat = {
        "titel": a.titel,
        "offentlig_titel": a.offentlig_titel,
        "inkommen_on": a.inkommen_on.isoformat(),
        "remittent": a.remiss.remittent.namn,
        "remittentens_dnr": a.remiss.remittentens_dnr,
        "remisstid_on": a.remiss.remisstid_on.isoformat(),
    }
    dolt = {f"initial-{k}": v for k, v in visat.items()}
    return {"nyckel": ny_nyckel(), "skal": "Felskrivet.", **dolt, **visat, **andrat}


def ratta(varld: Varld, a: Arende, **andrat: Any) -> HttpResponse:
    """Post it as the registrator."""
    url = reverse("akt", args=["arende", a.pk, "ratta"])
    return inloggad(varld.registrator).post(url, ifyllt(a, **andrat))  # type: ignore[return-value]


def rader(a: Arende) -> list[tuple[str, str, str]]:
    """What has been corrected: (entry, before, after)."""
    return sorted(a.rattelser.values_list("falt", "fore", "efter"))


def test_only_what_was_changed_is_corrected_and_what_was_is_shown_with_why(varld: Varld) -> None:
    a = arende(varld)
    fore, senare = a.remiss.remisstid_on, a.remiss.remisstid_on + timedelta(days=10)

    svar = ratta(varld, a, remittent="Region Norra", remisstid_on=senare.isoformat())

    a = Arende.objects.get(pk=a.pk)
    assert svar.status_code == 302
    assert (a.remiss.remittent.namn, a.frist_on, a.remiss.ursprunglig_remisstid_on) == (
        "Region Norra",
        senare,
        senare,
    )
    assert rader(a) == [
        ("remisstid_on", fore.isoformat(), senare.isoformat()),
        ("remittent", "Kommunstyrelsen", "Region Norra"),
    ]
    text = inloggad(varld.handlaggare).get(reverse("arende", args=[a.pk])).content.decode()
    assert "remittent var «Kommunstyrelsen», är «Region Norra»" in text
    assert "av Olle Ström" in text
    assert historik(a.kedja)[0].text == "Uppgifter rättades: remittent, remisstid"
    assert historik(a.kedja)[0].citat == "Felskrivet."


def test_the_chain_names_the_entries_and_never_their_values(varld: Varld) -> None:
    a = arende(varld)
    ratta(varld, a, titel="Ett hemligt ord")

    handelse = Handelse.objects.filter(kedja=a.kedja).latest("nummer")
    assert handelse.data["falt"] == ["titel", "offentlig_titel"]
    assert "hemligt ord" not in str(handelse.data)


def test_the_public_title_follows_when_it_was_the_same_and_never_in_a_secret_arende(varld: Varld) -> None:
    oppet, hemligt = (
        Vag(varld).registrera().arende,
        Vag(varld, hemlig=True, motion_nummer=2).registrera().arende,
    )
    ratta(varld, oppet, titel="Ny mening")
    ratta(varld, hemligt, titel="Ny hemlig mening")

    oppet.refresh_from_db()
    hemligt.refresh_from_db()
    assert (oppet.titel, oppet.offentlig_titel) == ("Ny mening", "Ny mening")
    assert (hemligt.titel, hemligt.offentlig_titel) == ("Ny hemlig mening", "Remiss")


def test_anothers_correction_in_the_meantime_is_not_undone(varld: Varld) -> None:
    a = arende(varld)
    visat = ifyllt(a, remittentens_dnr="KS 2026/1")
    ratta(varld, a, titel="Rättad av en annan")

    inloggad(varld.registrator).post(reverse("akt", args=["arende", a.pk, "ratta"]), visat)

    a = Arende.objects.get(pk=a.pk)
    assert (a.titel, a.remiss.remittentens_dnr) == ("Rättad av en annan", "KS 2026/1")


def test_a_day_moved_by_an_anstand_keeps_its_original_when_corrected(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    forst = vag.arende.remiss.remisstid_on
    vag.gor(
        vag.arende, "begar_anstand", varld.handlaggare, onskad_on=forst + timedelta(days=9), skal="Mer tid."
    )
    vag.gor(
        vag.arende,
        "besvara_anstand",
        varld.registrator,
        utfall="beviljat",
        fil=en_fil(),
        ny_remisstid_on=forst + timedelta(days=9),
    )
    vag.gor(vag.arende, "ratta", varld.registrator, remisstid_on=forst + timedelta(days=7), skal="Läste fel.")

    remiss = Arende.objects.get(pk=vag.arende.pk).remiss
    assert (remiss.ursprunglig_remisstid_on, remiss.remisstid_on) == (forst, forst + timedelta(days=7))


def test_a_list_that_is_not_minuted_yet_takes_the_new_title(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()
    vag.gor(
        vag.arende, "ratta", varld.registrator, titel="Rätt titel", offentlig_titel="Rätt titel", skal="Fel."
    )

    assert Punkt.objects.get(arenden=vag.arende).rubrik == "Rätt titel"


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({}, "Ändra minst en uppgift."),
        ({"titel": ""}, "Skriv vad ärendet gäller."),
        ({"titel": "Ny", "skal": ""}, "Skriv varför."),
        ({"titel": "x" * 301}, "300"),
        ({"inkommen_on": "2098-01-01"}, "kan inte ligga efter i dag"),
        ({"remisstid_on": "1999-01-01"}, "före den dag då ärendet kom in"),
        ({"remisstid_on": "snart"}, "Skriv datumet med åtta siffror"),
        ({"remittentens_dnr": "\x00"}, "Rätta uppgifter"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_corrected(
    varld: Varld, andrat: dict[str, Any], fel: str
) -> None:
    a = arende(varld)
    svar = ratta(varld, a, **andrat)

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert Rattelse.objects.count() == 0


def test_an_uppdrag_is_corrected_without_a_remiss(varld: Varld) -> None:
    a = arende(varld)
    a.remiss.delete()
    a = Arende.objects.get(pk=a.pk)
    data = {"nyckel": ny_nyckel(), "skal": "Fel.", "titel": a.titel, "offentlig_titel": a.offentlig_titel,
            "inkommen_on": a.inkommen_on.isoformat(), "avsandare": "Kommunfullmäktige", "avsandarens_dnr": "KF 1/2026",
            "frist_on": "2027-05-01"}  # fmt: skip
    svar = inloggad(varld.registrator).post(reverse("akt", args=["arende", a.pk, "ratta"]), data)

    a.refresh_from_db()
    assert svar.status_code == 302
    assert (a.avsandare, a.avsandarens_dnr, a.frist_on.isoformat()) == (
        "Kommunfullmäktige",
        "KF 1/2026",
        "2027-05-01",
    )


# a handling


def handlingen(vag: Vag) -> Handling:
    """The remiss itself."""
    return vag.arende.handlingar.earliest("lopnummer")


def test_a_handling_is_corrected_from_the_page_of_its_arende_and_its_bytes_stay(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    h = handlingen(vag)
    url = reverse("akt", args=["arende", vag.arende.pk, "ratta_handling"])
    k = inloggad(varld.registrator)
    assert f"{url}?handling={h.pk}" in k.get(reverse("arende", args=[vag.arende.pk])).content.decode()
    form = k.get(url, {"handling": h.pk}).context["form"]
    data = {n: form[n].value() for n in form.fields} | {
        "rubrik": "Remissbrev",
        "riktning": "upprattad",
        "skal": "Fel.",
    }

    svar = k.post(url, {"nyckel": ny_nyckel(), **data})

    efter = handlingen(vag)
    assert svar.status_code == 302
    assert (efter.rubrik, efter.offentlig_rubrik, efter.fil_id) == ("Remissbrev", "Remissbrev", h.fil_id)
    assert ("riktning", "Inkommen", "Upprättad") in rader(vag.arende)
    assert historik(vag.arende.kedja)[0].text.startswith("Handling 1 rättades: rubrik")


def test_a_handling_chosen_from_the_list_shows_its_entries_before_they_are_changed(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    h = handlingen(vag)
    url = reverse("akt", args=["arende", vag.arende.pk, "ratta_handling"])

    svar = inloggad(varld.registrator).post(url, {"nyckel": ny_nyckel(), "handling": h.pk, "skal": "Fel."})

    assert svar.status_code == 422
    assert h.rubrik in svar.content.decode()
    assert "Ändra minst en uppgift." in svar.content.decode()


@pytest.mark.parametrize("action", ["ratta_handling", "makulera_handling"])
@pytest.mark.parametrize("vald", ["annan", "0", "abc", "9" * 30, "\x00", ""])
def test_a_handling_of_another_akt_or_none_is_refused(varld: Varld, action: str, vald: str) -> None:
    vag, annan = Vag(varld).registrera(), Vag(varld, motion_nummer=2).registrera()
    pk = str(handlingen(annan).pk) if vald == "annan" else vald
    url = reverse("akt", args=["arende", vag.arende.pk, action])
    data = {"nyckel": ny_nyckel(), "handling": pk, "skal": "Fel.", "rubrik": "Ny", "offentlig_rubrik": "Ny",
            "datum_on": "2026-01-01", "riktning": "inkommen"}  # fmt: skip

    assert inloggad(varld.registrator).post(url, data).status_code == 422
    assert inloggad(varld.registrator).get(url, {"handling": pk}).status_code == 200
    assert not Handling.objects.filter(makulerad_at__isnull=False).exists()
    with pytest.raises(HindradError):
        utfor(
            vag.arende,
            action,
            by=varld.registrator,
            at=varld.at,
            handling=handlingen(annan),
            skal="x",
        )


def test_a_makulerad_handling_stays_struck_through_and_is_not_offered_again(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    h = handlingen(vag)
    url = reverse("akt", args=["arende", vag.arende.pk, "makulera_handling"])
    inloggad(varld.registrator).post(url, {"nyckel": ny_nyckel(), "handling": h.pk, "skal": "Hör till SN."})

    h.refresh_from_db()
    assert (h.makulerad_by, h.makulerad_skal, h.lopnummer) == (varld.registrator, "Hör till SN.", 1)
    text = inloggad(varld.handlaggare).get(reverse("arende", args=[vag.arende.pk])).content.decode()
    assert f'<s><a href="{reverse("handling_fil", args=[h.pk])}">' in text
    assert "av Olle Ström: Hör till SN." in text
    vag.tilldela().skriv()
    assert h.pk not in vag.utlatande.bilagor.values_list("handling", flat=True)

    class Begaran:
        user, today = varld.handlaggare, varld.at.date()

    assert h not in _valbara(Begaran(), vag.utlatande, [vag.arende])  # type: ignore[arg-type]
    with pytest.raises(HindradError, match="makulerad"):
        utfor(
            vag.arende,
            "makulera_handling",
            by=varld.registrator,
            at=varld.at,
            handling=h,
            skal="Igen",
        )


def test_what_we_made_or_what_is_a_bilaga_is_not_makulerat(varld: Varld) -> None:
    vag = Vag(varld).till_klart()
    vart = vag.arende.handlingar.filter(dokument__isnull=False).earliest("pk")
    bilaga = Handling.objects.filter(fil__isnull=False, bilagd__utlatande=vag.utlatande).earliest("pk")
    for h, skal in ((vart, "upprättad eller skickad"), (bilaga, "är bilaga")):
        with pytest.raises(HindradError, match=skal):
            utfor(vag.arende, "makulera_handling", by=varld.registrator, at=vag.nu, handling=h, skal="x")


def test_the_elected_do_not_meet_a_makulerad_handling(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    ny = {
        "fil": en_fil("fel.pdf", b"%PDF-1.4 fel"),
        "slag": "bilaga",
        "riktning": "inkommen",
        "datum_on": vag.idag,
        "motpart": "",
        "rubrik": "Fel",
    }
    vag.gor(vag.arende, "lagg_till_handling", varld.registrator, **ny)
    fel = vag.arende.handlingar.latest("lopnummer")
    vag.tilldela().skriv().skicka().godkann().planera().satt_upp().kalla()
    today = vag.idag
    assert fel in Handling.objects.visible_to(varld.ordforande, today=today)

    vag.gor(vag.arende, "makulera_handling", varld.registrator, handling=fel, skal="Fel ärende.")

    assert fel not in Handling.objects.visible_to(varld.ordforande, today=today)
    assert fel in Handling.objects.visible_to(varld.handlaggare, today=today)


# an ärende


def test_a_makulerat_arende_keeps_its_number_and_its_handlingar_and_has_no_way_out(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    antal = vag.arende.handlingar.count()
    vag.gor(vag.arende, "makulera", varld.registrator, skal="Registrerat två gånger.")
    nasta = Vag(varld, motion_nummer=2).registrera().arende

    vag.arende.refresh_from_db()
    assert (vag.arende.state, vag.arende.handlingar.count(), vag.arende.lopnummer, nasta.lopnummer) == (
        "makulerat",
        antal,
        1,
        2,
    )
    assert Diarieserie.objects.get(organ=varld.organ).senaste == 2
    assert all(available(vag.arende, p, at=vag.nu) == [] for p in varld.alla().values())
    with pytest.raises(EjTillatetError):
        perform(vag.arende, "lagg_till_handling", by=varld.registrator, at=vag.nu)
    sida = inloggad(varld.registrator).get(reverse("arende", args=[vag.arende.pk])).content.decode()
    assert "Ärendet makulerades" in sida
    assert "«Registrerat två gånger.»" in sida
    assert "Rätta<span" not in sida


def test_a_makulerat_arende_is_on_nobodys_desk(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    vag.gor(vag.arende, "makulera", varld.registrator, skal="Dubbelt.")

    for person in (varld.handlaggare, varld.registrator, varld.avdelningschef, varld.revisor):
        assert vag.arende.titel not in inloggad(person).get(reverse("skrivbord")).content.decode()


def test_what_has_gone_out_been_signed_or_put_on_a_list_is_not_makulerat_and_each_says_why(
    varld: Varld,
) -> None:
    skickat = Vag(varld).registrera().tilldela()
    skickat.gor(
        skickat.arende,
        "begar_anstand",
        varld.handlaggare,
        onskad_on=skickat.idag + timedelta(days=90),
        skal="x",
    )
    undertecknat = Vag(varld, motion_nummer=2).till_klart()
    undertecknat.gor(undertecknat.arende, "dra_tillbaka", varld.handlaggare, skal="x")

    for vag, skal in ((skickat, "har skickats ut"), (undertecknat, "En chef har godkänt")):
        rad = next(a for a in available(vag.arende, varld.registrator, at=vag.nu) if a.action == "makulera")
        assert skal in " ".join(h.text for h in rad.hinder)
        assert all(h.url for h in rad.hinder)
        with pytest.raises(HindradError):
            utfor(vag.arende, "makulera", by=varld.registrator, at=vag.nu, skal="x")


def test_no_reason_no_makulering(varld: Varld) -> None:
    a = arende(varld)
    url = reverse("akt", args=["arende", a.pk, "makulera"])
    for skal in ("", "   ", "\x00", "x" * 2001):
        assert inloggad(varld.registrator).post(url, {"nyckel": ny_nyckel(), "skal": skal}).status_code == 422
    a.refresh_from_db()
    assert a.state == "registrerat"
    assert Beslut.objects.count() == 0
