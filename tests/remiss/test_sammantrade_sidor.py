"""The pages of a sammanträde, asked by those who may and those who may not."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from motions.actor import acting
from motions.datum import day_of
from motions.models import Sammantrade
from remiss.forms.sammantrade.narvaro import Lucka, foresla_ersattare
from remiss.views.akt import Knapp
from remiss.views.sammantrade.sammantrade import handlingsrad
from remiss.web.http import Request
from tests.factories import Varld
from tests.remiss.sittning import Sittning, fri_punkt, klart, sittning
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(varld: Varld) -> Sittning:
    return sittning(varld)


def som(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def nyckel() -> str:
    return str(uuid.uuid4())


def test_the_list_shows_ones_own_namnd_with_the_next_first(s: Sittning, varld: Varld) -> None:
    senare = sittning(varld, dagar=30)
    svar = som(varld.sekreterare).get(reverse("sammantraden"))
    text = svar.content.decode()
    assert text.index(str(s.sammantrade)) < text.index(str(senare.sammantrade))
    assert "Planera ett sammanträde" in text
    fel_ar = som(varld.sekreterare).get(reverse("sammantraden"), {"ar": "2026", "organ": str(varld.organ.pk)})
    assert str(s.sammantrade) in fel_ar.content.decode()
    andra = som(varld.andra_sekreterare).get(reverse("sammantraden")).content.decode()
    assert str(s.sammantrade) not in andra


@pytest.mark.parametrize("namn", ["sammantrade", "sammantrade_narvaro"])
def test_a_sammantrade_of_another_namnd_is_not_found(s: Sittning, varld: Varld, namn: str) -> None:
    assert som(varld.andra_sekreterare).get(reverse(namn, args=[s.sammantrade.pk])).status_code == 404
    assert som(varld.ordforande).get(reverse(namn, args=[s.sammantrade.pk])).status_code == 404


def test_planning_proposes_the_days_of_the_organ_and_keeps_what_was_typed(varld: Varld) -> None:
    client = som(varld.sekreterare)
    url = reverse("sammantrade_nytt")
    assert client.get(url).status_code == 200
    dagar = client.get(
        reverse("sammantrade_dagar"), {"organ": str(varld.organ.pk), "datum": "2100-06-17"}
    ).content.decode()
    assert 'value="2100-06-10"' in dagar
    fel = client.post(
        url,
        {
            "nyckel": nyckel(),
            "organ": varld.organ.pk,
            "datum": "17/13 2100",
            "klockan": "25",
            "plats": "Salen",
        },
    )
    assert fel.status_code == 422
    text = fel.content.decode()
    assert "Skriv klockslaget med fyra siffror, till exempel 16.00." in text
    assert 'value="17/13 2100"' in text
    assert 'value="Salen"' in text
    ratt = {
        "nyckel": nyckel(),
        "organ": varld.organ.pk,
        "datum": "2100-06-17",
        "klockan": "16.00",
        "plats": "Salen",
    }
    forsta = client.post(url, ratt)
    andra = client.post(url, ratt)
    assert forsta.status_code == andra.status_code == 302
    nytt = Sammantrade.objects.get()
    assert forsta.headers["Location"] == reverse("sammantrade", args=[nytt.pk])
    assert f"{nytt.kallelse_senast_on}" == "2100-06-10"


def test_only_a_secretary_plans(varld: Varld) -> None:
    assert som(varld.handlaggare).get(reverse("sammantrade_nytt")).status_code == 403


def test_an_arende_is_put_up_moved_and_taken_down_with_one_click_each(s: Sittning, varld: Varld) -> None:
    a, b = klart(varld), klart(varld)
    client = som(varld.sekreterare)
    sida = reverse("sammantrade", args=[s.sammantrade.pk])
    assert "Sätt upp" in client.get(sida).content.decode()
    for arende in (a, b):
        client.post(
            reverse("sammantrade_satt_upp", args=[s.sammantrade.pk]),
            {"nyckel": nyckel(), "arende": arende.pk},
        )
    client.post(reverse("punkt_flytta", args=[s.punkt(b).pk]), {"nyckel": nyckel(), "steg": "upp"})
    assert [p.rubrik for p in s.sammantrade.punkter.all()] == [b.titel, a.titel]
    client.post(reverse("punkt_ta_bort", args=[s.punkt(a).pk]), {"nyckel": nyckel()})
    assert [p.rubrik for p in s.sammantrade.punkter.all()] == [b.titel]
    dubbelt = client.post(
        reverse("sammantrade_satt_upp", args=[s.sammantrade.pk]),
        {"nyckel": nyckel(), "arende": b.pk},
        follow=True,
    )
    assert "står redan på listan" in dubbelt.content.decode()


def test_a_free_punkt_is_added_and_an_empty_rubrik_is_refused(s: Sittning, varld: Varld) -> None:
    client = som(varld.sekreterare)
    url = reverse("sammantrade_ny_punkt", args=[s.sammantrade.pk])
    fel = client.post(url, {"nyckel": nyckel(), "slag": "anmalan", "rubrik": ""})
    assert fel.status_code == 422
    assert "Skriv punktens rubrik." in fel.content.decode()
    client.post(url, {"nyckel": nyckel(), "slag": "anmalan", "rubrik": "Anmälningar"})
    assert s.sammantrade.punkter.get().rubrik == "Anmälningar"
    assert som(varld.handlaggare).post(url, {"nyckel": nyckel()}).status_code == 403


def test_the_list_says_what_is_not_ready_and_hides_what_is_secret(s: Sittning, varld: Varld) -> None:
    hemligt = klart(
        varld,
        titel="Om Hemliga Huset",
        offentlig_titel="Remiss om en byggnad",
        sekretess=True,
        sekretess_lagrum="OSL 19:1",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    with acting(varld.registrator):
        hemligt.behoriga.add(
            varld.sekreterare, through_defaults={"given_at": varld.at, "given_by": varld.registrator}
        )
    s.satt_upp(hemligt)
    with acting(varld.registrator):
        hemligt.state = "beredning"
        hemligt.save()
    sida = reverse("sammantrade", args=[s.sammantrade.pk])
    sekreterarens = som(varld.sekreterare).get(sida).content.decode()
    assert f"{hemligt.dnr} är inte klart" in sekreterarens
    handlaggarens = som(varld.handlaggare).get(sida).content.decode()
    assert hemligt.dnr not in handlaggarens
    assert "Hemliga Huset" not in handlaggarens
    assert "Remiss om en byggnad" in handlaggarens


def test_another_narvaro_with_the_same_key_is_refused_and_the_first_stands(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    client, key = som(varld.sekreterare), nyckel()
    url = reverse("sammantrade_narvaro", args=[s.sammantrade.pk])
    alla = {f"har_{u.pk}": "on" for u in s.uppdrag[:5]}
    assert client.post(url, {"nyckel": key, **alla}).status_code == 302

    utan_en = {f"har_{u.pk}": "on" for u in s.uppdrag[:4]}
    annan = client.post(url, {"nyckel": key, **utan_en})
    assert annan.status_code == 409
    assert "är inte sparat" in annan.content.decode()
    assert s.sammantrade.narvaro.filter(tjanstgor=True).count() == 5
    assert client.post(url, {"nyckel": key, **alla}).status_code == 302


def test_the_upprop_is_one_key_when_all_are_there(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    client = som(varld.sekreterare)
    url = reverse("sammantrade_narvaro", args=[s.sammantrade.pk])
    assert client.get(url).content.decode().count("checked") == 5
    data = {f"har_{u.pk}": "on" for u in s.uppdrag[:5]}
    assert client.post(url, {"nyckel": nyckel(), **data}).status_code == 302
    assert s.sammantrade.narvaro.filter(tjanstgor=True).count() == 5


def test_an_ersattare_who_is_there_is_called_in_for_an_empty_seat(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    u = s.uppdrag
    data = {f"har_{x.pk}": "on" for x in (*u[:4], *u[5:])} | {"ovriga": "Karin Ek, avdelningschef"}
    som(varld.sekreterare).post(
        reverse("sammantrade_narvaro", args=[s.sammantrade.pk]), {"nyckel": nyckel(), **data}
    )
    rader = {n.uppdrag_id: (n.tjanstgor, n.for_uppdrag_id) for n in s.sammantrade.narvaro.all()}
    assert rader[u[5].pk] == (True, u[4].pk)
    assert rader[u[6].pk] == (False, None)
    assert [str(o) for o in s.sammantrade.ovriga.all()] == ["Karin Ek, avdelningschef"]


def test_an_ersattare_serves_until_the_late_ledamot_comes(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld), klart(varld))
    s.gor("kalla")
    u = s.uppdrag
    data = {f"har_{x.pk}": "on" for x in u[:6]} | {f"fran_{u[4].pk}": "3"}
    som(varld.sekreterare).post(
        reverse("sammantrade_narvaro", args=[s.sammantrade.pk]), {"nyckel": nyckel(), **data}
    )
    ersattare = s.sammantrade.narvaro.get(uppdrag=u[5])
    assert (ersattare.for_uppdrag, ersattare.fran_ordning, ersattare.till_ordning) == (u[4], None, 2)
    assert s.sammantrade.narvaro.get(uppdrag=u[4]).fran_ordning == 3


def test_an_upprop_without_quorum_asks_for_a_reason_and_keeps_the_ticks(s: Sittning, varld: Varld) -> None:
    s.satt_upp(klart(varld))
    s.gor("kalla")
    url = reverse("sammantrade_narvaro", args=[s.sammantrade.pk])
    data = {f"har_{u.pk}": "on" for u in s.uppdrag[:2]} | {"ovriga": "bara ett namn"}
    client = som(varld.sekreterare)
    fel = client.post(url, {"nyckel": nyckel(), **data})
    assert fel.status_code == 422
    assert "som namn, komma, funktion" in fel.content.decode()
    data["ovriga"] = ""
    fel = client.post(url, {"nyckel": nyckel(), **data})
    text = fel.content.decode()
    assert "2 tjänstgör, men minst 3 av 5 behövs för beslut." in text
    assert text.count("checked") == 2
    assert client.post(url, {"nyckel": nyckel(), "skal": "Snö.", **data}).status_code == 302


def test_an_act_that_warns_asks_for_its_reason_before_it_says_that_one_is_missing(varld: Varld) -> None:
    s = sittning(varld, dagar=20_000)
    s.satt_upp(klart(varld))
    s.gor("kalla")
    s.upprop()
    tidigt = knappar_pa(s, s.nu)["Öppna sammanträdet"]
    assert not tidigt.post
    sida = som(varld.sekreterare).get(tidigt.url).content.decode()
    assert "Sammanträdet är utlyst till" in sida
    assert "Skriv varför det görs ändå" not in sida
    assert knappar_pa(s, s.sammantrade.start_at)["Öppna sammanträdet"].post


def knappar_pa(s: Sittning, at: datetime) -> dict[str, Knapp]:
    """The secretary's action bar at a moment."""
    request = RequestFactory().get("/")
    request.user = s.varld.sekreterare
    vars(request).update(at=at, today=day_of(at))
    return {k.etikett: k for k in handlingsrad(s.sammantrade, cast(Request, request))}


def test_an_empty_seat_goes_to_the_same_party_first_and_then_by_turn(varld: Varld) -> None:
    u = varld.uppdrag
    assert foresla_ersattare([Lucka(u[1]), Lucka(u[4])], u[5:]) == [(u[6], Lucka(u[1])), (u[5], Lucka(u[4]))]
    assert foresla_ersattare([Lucka(u[1])], []) == []


def test_the_pages_of_every_state_are_shown_to_their_secretary(s: Sittning, varld: Varld) -> None:
    a = klart(varld)
    fri = fri_punkt(s)
    client = som(varld.sekreterare)

    def visas(*ord_: str) -> None:
        svar = client.get(reverse("sammantrade", args=[s.sammantrade.pk]))
        assert svar.status_code == 200
        for ett in ord_:
            assert ett in svar.content.decode()

    s.satt_upp(a)
    visas("Skicka kallelse", "Klart för nämnd")
    s.gor("kalla")
    visas("Ta upprop", "Öppna sammanträdet", "Kallelse och föredragningslista")
    s.nu = s.sammantrade.start_at + timedelta(minutes=2)
    s.upprop()
    s.gor("oppna")
    visas("Avsluta sammanträdet går inte än", f"§ 4 {fri.rubrik} saknar text.", "Katja Lind (C)")


def test_a_title_that_became_secret_after_the_sitting_stands_nowhere_for_who_may_not_know_of_it(
    varld: Varld,
) -> None:
    vag = Vag(varld).till_oppet().besluta().avsluta_sammantrade()
    ord_i_titeln = vag.arende.titel
    vag.gor(
        vag.arende,
        "andra_sekretess",
        varld.registrator,
        sekretess=True,
        lagrum="OSL 19:1",
        offentlig_titel="Remiss om en byggnad",
        behoriga=[varld.sekreterare],
    )
    annan = vag.sammantrade.punkter.filter(paragraf__isnull=False).exclude(arenden=vag.arende).first()
    assert annan is not None
    for vem, adress in (
        (varld.kollega, reverse("sammantrade", args=[vag.sammantrade.pk])),
        (varld.revisor, reverse("sammantrade", args=[vag.sammantrade.pk])),
        (varld.ordforande, reverse("sammantrade", args=[vag.sammantrade.pk])),
        (varld.revisor, reverse("punkt", args=[annan.pk])),
    ):
        sida = som(vem).get(adress).content.decode()
        assert "Remiss om en byggnad" in sida
        assert ord_i_titeln not in sida
    assert (
        ord_i_titeln
        in som(varld.sekreterare).get(reverse("sammantrade", args=[vag.sammantrade.pk])).content.decode()
    )


def test_narvaron_names_the_paragrafer_as_the_list_does_when_a_punkt_has_gone(varld: Varld) -> None:
    vag = Vag(varld).till_oppet()
    sist = vag.sammantrade.punkter.order_by("-ordning")[0]
    with acting(varld.sekreterare):
        vag.sammantrade.narvaro.filter(tjanstgor=False).update(fran_ordning=sist.ordning)
        vag.sammantrade.punkter.filter(pk=sist.pk).update(ordning=sist.ordning + 5)
        vag.sammantrade.narvaro.filter(fran_ordning=sist.ordning).update(fran_ordning=sist.ordning + 5)
    sida = som(varld.sekreterare).get(reverse("sammantrade", args=[vag.sammantrade.pk])).content.decode()
    assert f"från § {sist.paragraf}" in sida or f"från punkt {sist.nummer}" in sida
    assert f"punkt {sist.ordning + 5}" not in sida


def test_what_was_chosen_wrongly_can_be_chosen_again_on_the_same_page(s: Sittning, varld: Varld) -> None:
    s.till_oppnat(klart(varld))
    url = reverse("akt", args=["sammantrade", s.sammantrade.pk, "valj_justerare"])
    client = som(varld.sekreterare)
    tva = [u.fortroendevald_id for u in s.uppdrag[1:3]]
    nekad = client.post(url, {"nyckel": nyckel(), "fortroendevalda": tva})
    assert nekad.status_code == 422
    assert not re.search(r'type="submit"[^>]* disabled', nekad.content.decode())
