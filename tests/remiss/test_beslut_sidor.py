"""The page of a § and its forms."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motions.models import Beslut, PunktSlag, Yrkande
from tests.factories import Varld
from tests.remiss.sittning import SVAR, UPPDRAG, Sittning, fri_punkt, klart, sittning

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(varld: Varld) -> Sittning:
    return sittning(varld)


def som(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def nyckel() -> dict[str, str]:
    return {"nyckel": str(uuid.uuid4())}


def test_the_paragraph_shows_the_forslag_who_serves_and_the_quick_decision(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    text = som(varld.sekreterare).get(reverse("punkt", args=[s.punkt(a).pk])).content.decode()
    for ord_ in (
        SVAR,
        "Beslut enligt förslag",
        "Tjänstgör i § 3",
        "5 tjänstgör, 3 krävs",
        "Registrera yrkande",
    ):
        assert ord_ in text


def test_the_elected_meet_the_paragraph_when_its_text_has_left_and_others_never(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.enligt_forslag(a)
    url = reverse("punkt", args=[s.punkt(a).pk])
    assert som(varld.ordforande).get(url).status_code == 404
    assert som(varld.andra_sekreterare).get(url).status_code == 404
    assert som(varld.revisor).get(url).status_code == 200
    s.gor("avsluta_sammantrade")
    s.gor_protokoll(s.protokoll(), "skicka_for_justering")
    assert som(varld.ordforande).get(url).status_code == 200


def test_a_paragraph_with_a_hidden_arende_is_not_found(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    a.refresh_from_db()
    a.sekretess, a.sekretess_lagrum, a.sekretess_at, a.sekretess_by = (
        True,
        "OSL 19:1",
        s.nu,
        varld.registrator,
    )
    a.save()
    assert som(varld.handlaggare).get(reverse("punkt", args=[s.punkt(a).pk])).status_code == 404


def test_beslut_enligt_forslag_is_one_button_and_once(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    client, key = som(varld.sekreterare), nyckel()
    url = reverse("punkt_enligt_forslag", args=[s.punkt(a).pk])
    assert client.post(url, key).status_code == 302
    assert client.post(url, key).status_code == 302
    assert Beslut.objects.count() == 1
    igen = client.post(url, nyckel())
    assert igen.status_code == 422
    assert "§ 3 är redan avgjord." in igen.content.decode()
    assert som(varld.handlaggare).post(url, nyckel()).status_code == 422


def test_without_quorum_the_quick_decision_asks_for_the_reason(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    s.upprop(2, 3, 4, skal="Snö.")
    client, punkt = som(varld.sekreterare), s.punkt(a)
    svar = client.post(reverse("punkt_enligt_forslag", args=[punkt.pk]), nyckel())
    url = reverse("punkt_akt", args=[punkt.pk, "registrera_beslut"])
    assert svar.headers["Location"] == url
    fel = client.post(url, {**nyckel(), **ifyllt(client, url)})
    assert fel.status_code == 422
    assert "Skriv skälet; det antecknas." in fel.content.decode()
    assert client.post(url, {**nyckel(), **ifyllt(client, url), "skal": "Brådskande."}).status_code == 302


OKLAR = "Nämnden tröskar igenom förslaget och överlämnar utlåtandet som svar."


def test_a_sentence_whose_tense_is_unsure_is_shown_before_the_quick_decision(
    s: Sittning, varld: Varld
) -> None:
    a = klart(varld, satser=(("svar", OKLAR),))
    s.till_oppnat(a)
    client, punkt = som(varld.sekreterare), s.punkt(a)
    svar = client.post(reverse("punkt_enligt_forslag", args=[punkt.pk]), nyckel())

    url = reverse("punkt_akt", args=[punkt.pk, "registrera_beslut"])
    assert (svar.headers["Location"], Beslut.objects.count()) == (url, 0)
    assert "Programmet är osäkert på «tröskar»" in client.get(url).content.decode()
    data = ifyllt(client, url)
    (sats,) = (namn for namn in data if namn.startswith("sats_"))
    assert data[sats] == OKLAR
    rattat = "Nämnden tröskade igenom förslaget och överlämnade utlåtandet som svar."
    assert client.post(url, {**nyckel(), **data, sats: rattat}).status_code == 302
    assert Beslut.objects.get().punkter.get().text == rattat


def ifyllt(client: Client, url: str) -> dict[str, Any]:
    """What the form is filled with when it is opened."""
    form = client.get(url).context["form"]
    data = {}
    for falt in form:
        varde = falt.value()
        if varde is True:
            data[falt.html_name] = "on"
        elif varde not in (None, False, []):
            data[falt.html_name] = varde
    return data


def test_a_yrkande_is_typed_on_the_page_and_a_wrong_one_keeps_its_words(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    client, punkt = som(varld.sekreterare), s.punkt(a)
    url = reverse("punkt_akt", args=[punkt.pk, "registrera_yrkande"])
    grund = {"punkt": punkt.pk, "uppdrag": s.uppdrag[1].pk, "slag": "andring", "rang": "1"}
    fel = client.post(url, {**nyckel(), **grund, "motiv": "ett motiv som finns kvar"})
    assert fel.status_code == 422
    assert "Skriv vad som yrkas." in fel.content.decode()
    assert "ett motiv som finns kvar" in fel.content.decode()
    mal = f"f{punkt.huvudforslag.punkter.get().pk}"
    client.post(
        url,
        {
            **nyckel(),
            **grund,
            "text": "Rad ett.\n\nRad två.",
            "mal": mal,
            "instammande": [s.uppdrag[3].pk],
            "med_flera": "on",
        },
    )
    yrkande = Yrkande.objects.get()
    assert [p.text for p in yrkande.punkter.all()] == ["Rad ett.", "Rad två."]
    assert yrkande.mal_forslagspunkt == punkt.huvudforslag.punkter.get()
    assert [i.uppdrag for i in yrkande.instammanden.all()] == [s.uppdrag[3]]
    client.post(reverse("punkt_akt", args=[punkt.pk, "aterta_yrkande"]), {**nyckel(), "yrkande": yrkande.pk})
    yrkande.refresh_from_db()
    assert yrkande.tillstand == "atertaget"


def test_a_jav_recorded_by_mistake_is_taken_away_on_the_page(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    client, punkt = som(varld.sekreterare), s.punkt(a)
    s.gor("anmal_jav", punkt=punkt, uppdrag=s.uppdrag[2], grund="Bolagets styrelse.")
    sida = reverse("punkt", args=[punkt.pk])
    assert (
        f'Ta bort<span class="dold"> jävet för {s.uppdrag[2].fortroendevald.namn}'
        in client.get(sida).content.decode()
    )
    url = reverse("punkt_akt", args=[punkt.pk, "ta_bort_jav"])
    assert client.post(url, {**nyckel(), "jav": "999999"}).status_code == 422
    assert client.post(url, {**nyckel(), "jav": punkt.jav.get().pk}, follow=True).status_code == 200
    assert not punkt.jav.exists()


def test_the_beslut_is_written_anew_from_the_side_that_won(s: Sittning, varld: Varld) -> None:
    a = klart(varld, satser=(("svar", SVAR), ("ovrigt", UPPDRAG)))
    s.till_oppnat(a)
    punkt = s.punkt(a)
    s.gor(
        "registrera_yrkande",
        punkt=punkt,
        slag="eget_forslag",
        uppdrag=s.uppdrag[0],
        punkter=["Nämnden godkänner ordförandens yttrande."],
    )
    eget = punkt.yrkanden.get()
    client = som(varld.sekreterare)
    url = reverse("punkt_akt", args=[punkt.pk, "registrera_beslut"])
    data = ifyllt(client, url)
    assert data[f"utfall_{eget.pk}"] == "avslaget"
    samma = nyckel()
    nytt = client.post(url, {**data, **samma, "vann_0": "1", "foresla": "1"})
    assert nytt.status_code == 200
    assert Beslut.objects.count() == 0
    form = nytt.context["form"]
    assert form[f"utfall_{eget.pk}"].value() == "bifallet"
    assert form["svar"].value() == "eget"
    assert "beslutade enligt yrkandet från ordföranden Katja Lind (C)" in form["text_0"].value()
    data = {f.html_name: f.value() for f in form if f.value() not in (None, False, [], "")}
    data = {k: "on" if v is True else v for k, v in data.items()}
    assert nytt.context["nyckel"] == samma["nyckel"]
    fel = client.post(url, {**data, **samma})
    assert fel.status_code == 422
    assert "Skriv nämndens eget yttrande." in fel.content.decode()
    client.post(url, {**data, **samma, "svar_text": "Nämndens egna ord."})
    beslut = Beslut.objects.get()
    assert [p.text for p in beslut.punkter.all()] == ["Nämnden godkände ordförandens yttrande."]
    assert beslut.punkter.get().yrkande == eget
    assert (beslut.svar, beslut.svar_text) == ("eget", "Nämndens egna ord.")


def test_jav_reservation_its_text_and_a_new_start_are_typed_on_their_pages(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    client, punkt, u = som(varld.sekreterare), s.punkt(a), s.uppdrag

    def gor(action: str, **data: Any) -> None:
        url = reverse("punkt_akt", args=[punkt.pk, action])
        assert client.get(url).status_code == 200
        svar = client.post(url, {**nyckel(), "punkt": punkt.pk, **data})
        assert svar.status_code == 302, svar.content.decode()

    gor("anmal_jav", uppdrag=u[2].pk, grund="Sitter i styrelsen.", ersattare=u[5].pk)
    assert punkt.jav.get().grund == "Sitter i styrelsen"
    client.post(reverse("punkt_enligt_forslag", args=[punkt.pk]), nyckel())
    gor(
        "registrera_uttalande",
        slag="reservation",
        avlamnare=[u[1].pk],
        instammer=[u[3].pk],
        med_flera=[u[1].pk],
    )
    uttalande = punkt.uttalanden.get()
    assert [(x.uppdrag, x.med_flera, x.instammer) for x in uttalande.avlamnare.all()] == [
        (u[1], True, False),
        (u[3], False, True),
    ]
    sida = client.get(reverse("punkt_akt", args=[punkt.pk, "lamna_uttalandetext"]))
    gor("lamna_uttalandetext", uttalande=uttalande.pk, text="Vi tycker annorlunda.")
    aldre = {**nyckel(), "sett": _sett(sida), "uttalande": uttalande.pk, "text": "Den andra flikens ord."}
    nekad = client.post(reverse("punkt_akt", args=[punkt.pk, "lamna_uttalandetext"]), aldre)
    assert nekad.status_code == 409
    assert "Den andra flikens ord." in nekad.content.decode()
    text = client.get(reverse("punkt", args=[punkt.pk])).content.decode()
    assert "reserverade sig mot beslutet med följande motivering." in text
    assert "Vi tycker annorlunda." in text
    gor("upphav_beslut", skal="Fel utfall.")
    assert Beslut.objects.filter(upphavt_at__isnull=True).count() == 0


def test_the_words_of_a_free_punkt_are_saved_and_lock_with_the_protokoll(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    fri = fri_punkt(s, slag=PunktSlag.OVRIGT)
    s.till_oppnat(a)
    client = som(varld.sekreterare)
    url = reverse("punkt_text", args=[fri.pk])
    assert client.post(url, {**nyckel(), "text": ""}).status_code == 422
    assert client.post(url, {**nyckel(), "text": "Inget att anteckna."}).status_code == 302
    fri.refresh_from_db()
    assert fri.text == "Inget att anteckna."
    s.enligt_forslag(a)
    s.gor("avsluta_sammantrade")
    s.gor_protokoll(s.protokoll(), "skicka_for_justering")
    nekad = client.post(url, {**nyckel(), "text": "För sent."})
    assert nekad.status_code == 409
    assert "För sent." in nekad.content.decode()
    fri.refresh_from_db()
    assert fri.text == "Inget att anteckna."


def test_words_of_a_punkt_that_another_has_written_since_are_not_written_over(
    s: Sittning, varld: Varld
) -> None:
    fri = fri_punkt(s, slag=PunktSlag.OVRIGT)
    s.till_oppnat(klart(varld))
    client = som(varld.sekreterare)
    url, sida = reverse("punkt_text", args=[fri.pk]), reverse("punkt", args=[fri.pk])
    oppnad = _sett(client.get(sida))
    assert client.post(url, {**nyckel(), "sett": oppnad, "text": "Den enas ord."}).status_code == 302
    nekad = client.post(url, {**nyckel(), "sett": oppnad, "text": "Den andras ord."})
    assert nekad.status_code == 409
    assert "Den andras ord." in nekad.content.decode()
    fri.refresh_from_db()
    assert fri.text == "Den enas ord."
    assert client.post(url, {**nyckel(), "sett": _sett(nekad), "text": "Bådas ord."}).status_code == 302


def _sett(svar: Any) -> str:
    funnet = re.search(r'name="sett" value="([0-9a-f]{32})"', svar.content.decode())
    assert funnet
    return funnet[1]


def test_the_generic_act_page_asks_for_the_paragraph_first(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    s.till_oppnat(a)
    client = som(varld.sekreterare)
    url = reverse("akt", args=["sammantrade", s.sammantrade.pk, "registrera_beslut"])
    assert client.get(url).status_code == 200
    svar = client.post(url, nyckel())
    assert svar.status_code == 422
    assert "Välj en paragraf." in svar.content.decode()
