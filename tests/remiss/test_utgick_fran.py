"""What a save was made of: a text that the browser brought back is never stored over another's, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motions.actor import acting
from motions.models import AttSats, Beslutssats, Tjansteutlatande, UndanlagdText, Utkast
from motions.text.digest import digest
from tests import texten as utlatandetext
from tests.factories import LOSENORD, Varld
from tests.remiss.utlatande_fall import JSON, gor, inloggad, spara, stang
from tests.vagen import Vag


@pytest.fixture
def attsats(utlatande: Tjansteutlatande) -> AttSats:
    return AttSats.objects.filter(motion__arenden__utlatanden=utlatande)[0]


def skicka(klient: Client, adress: str, *nycklar: object, **falt: str) -> Any:
    return klient.post(reverse(adress, args=nycklar), falt, headers=JSON)


def test_an_old_text_in_a_page_with_a_fresh_version_is_not_stored_over_a_colleagues(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    spara(anna, utlatande, "bakgrund", "<p>Annas text.</p>", 0)
    annas = spara(anna, utlatande, "bakgrund", "<p>Annas text.</p>", 1).json()["bas"]
    spara(bo, utlatande, "bakgrund", "<p>Annas text. Bos mening.</p>", 1)

    # Back: the browser shows the old text, and the page says the new version.
    svar = skicka(
        anna, "avsnitt", utlatande.pk, "bakgrund", text="<p>Annas text. Mer.</p>", bas_version="2", bas=annas
    )

    assert svar.status_code == 412
    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Annas text. Bos mening.</p>"
    assert Utkast.objects.get(konflikt=True).text == "<p>Annas text. Mer.</p>"


def test_the_same_holds_for_a_beslutssats(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    bas = digest("Nämnden godkänner.")
    skicka(bo, "sats", utlatande.pk, sats.pk, text="Nämnden godkänner och tackar.", bas_version="1", bas=bas)

    svar = skicka(anna, "sats", utlatande.pk, sats.pk, text="Nämnden avslår.", bas_version="2", bas=bas)

    assert svar.status_code == 412
    sats.refresh_from_db()
    assert sats.text == "Nämnden godkänner och tackar."
    assert [(u.nyckel, u.text) for u in UndanlagdText.objects.all()] == [
        (f"beslutssats:{sats.pk}", "Nämnden avslår.")
    ]


def test_the_same_holds_for_the_answer_to_an_attsats(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, attsats: AttSats
) -> None:
    tomt = digest("", "")
    till = ("attsats", utlatande.pk, attsats.pk)
    skicka(bo, *till, svar="tillstyrks", motivering="Bos skäl.", bas_version="0", bas=tomt)

    svar = skicka(anna, *till, svar="avstyrks", motivering="Annas skäl.", bas_version="1", bas=tomt)

    assert svar.status_code == 412
    assert utlatande.attsatssvar.get().motivering == "Bos skäl."
    undan = UndanlagdText.objects.get()
    assert (undan.svar, undan.text) == ("avstyrks", "Annas skäl.")


def test_the_digest_of_what_stands_is_enough_whatever_the_version(
    anna: Client, utlatande: Tjansteutlatande
) -> None:
    spara(anna, utlatande, "bakgrund", "<p>Ett</p>", 0)
    bas = spara(anna, utlatande, "bakgrund", "<p>Två</p>", 1).json()["bas"]

    svar = skicka(anna, "avsnitt", utlatande.pk, "bakgrund", text="<p>Två tre</p>", bas_version="0", bas=bas)

    assert (svar.status_code, svar.json()["version"]) == (200, 3)


def test_each_part_of_the_page_says_what_it_was_loaded_with(
    anna: Client, utlatande: Tjansteutlatande, sats: Beslutssats, attsats: AttSats
) -> None:
    spara(anna, utlatande, "bakgrund", "<p>Ett &amp; två</p>", 0)

    sida = anna.get(reverse("utlatande", args=[utlatande.pk])).content.decode()

    avsnitt = utlatande.avsnitt.get(nyckel="bakgrund")
    for bas in (digest(str(avsnitt.pk), "<p>Ett &amp; två</p>"), digest(sats.text), digest("", "")):
        assert f'name="bas" value="{bas}"' in sida


def test_a_digest_is_the_same_however_a_browser_ends_its_lines() -> None:
    assert digest("ett\r\ntvå", "tre") == digest("ett\ntvå", "tre")
    assert digest("ett", "två") != digest("etttvå", "")


def test_what_was_typed_in_a_sats_that_another_took_away_is_kept(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    gor(bo, "sats_ta_bort", utlatande.pk, sats.pk, bas=sats.bas)

    svar = skicka(anna, "sats", utlatande.pk, sats.pk, text="Nämnden tackar.", bas_version="1")

    assert svar.status_code == 404
    assert "Undanlagda texter" in svar.json()["fel"]
    assert [u.text for u in UndanlagdText.objects.all()] == ["Nämnden tackar.", "Nämnden godkänner."]


def test_what_was_typed_in_a_section_that_another_took_away_is_kept(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    gor(bo, "avsnitt_ta_bort", utlatande.pk, "synpunkter", bas=utlatande.avsnitt.get(nyckel="synpunkter").bas)

    svar = spara(anna, utlatande, "synpunkter", '<p onclick="x()">Hörda synpunkter</p>', 0)

    assert svar.status_code == 404
    assert UndanlagdText.objects.get().text == "<p>Hörda synpunkter</p>"


@pytest.mark.parametrize("adress", ["sats", "attsats"])
def test_what_was_typed_in_a_part_that_closed_is_kept(
    anna: Client, utlatande: Tjansteutlatande, sats: Beslutssats, attsats: AttSats, adress: str
) -> None:
    stang(utlatande)
    falt = {"text": "Nya ord."} if adress == "sats" else {"svar": "tillstyrks", "motivering": "Nya ord."}

    for _ in range(2):
        svar = skicka(
            anna, adress, utlatande.pk, (sats if adress == "sats" else attsats).pk, bas_version="0", **falt
        )

    assert svar.status_code == 409
    assert "Undanlagda texter" in svar.json()["fel"]
    assert UndanlagdText.objects.get().text == "Nya ord."


def test_what_is_kept_beside_is_read_by_its_authors_and_cleared_with_the_drafts(
    anna: Client, varld: Varld, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    sida = reverse("utlatande", args=[utlatande.pk])
    assert "Undanlagda texter" not in anna.get(sida).content.decode()
    skicka(anna, "sats", utlatande.pk, sats.pk, text="<b>Nämnden</b> avslår.", bas_version="7")

    assert "Undanlagda texter" in anna.get(sida).content.decode()
    undan = anna.get(reverse("undanlagda", args=[utlatande.pk]))
    assert "&lt;b&gt;Nämnden&lt;/b&gt; avslår." in undan.content.decode()
    assert inloggad(varld.avdelningschef).get(reverse("undanlagda", args=[utlatande.pk])).status_code == 403
    stang(utlatande)
    assert "Undanlagda texter" in anna.get(sida).content.decode()


# what is stored is what one sees


def test_a_save_says_what_is_stored_when_that_is_not_what_was_sent(
    anna: Client, utlatande: Tjansteutlatande
) -> None:
    sant = '<p style="color: red">Röd <a href="ftp://arkivet/fil">fil</a></p>'

    svar = spara(anna, utlatande, "bakgrund", sant, 0).json()

    avsnitt = utlatande.avsnitt.get(nyckel="bakgrund")
    assert svar["texter"] == {"text": avsnitt.text}
    assert svar["bas"] == avsnitt.bas
    assert "«ftp://arkivet/fil»" in svar["borttaget"][0]
    assert len(svar["borttaget"]) == 2


def test_a_save_of_what_is_stored_as_it_was_sent_says_no_more(
    anna: Client, utlatande: Tjansteutlatande
) -> None:
    svar = spara(
        anna, utlatande, "bakgrund", '<p>Se <a href="http://www.scb.se/x?a=1&amp;b=2">SCB</a></p>', 0
    )

    assert "texter" not in svar.json()
    assert "borttaget" not in svar.json()


# what its writer lets go of


def test_a_text_that_is_let_go_of_is_kept_beside_whatever_it_says(
    anna: Client, utlatande: Tjansteutlatande, sats: Beslutssats, attsats: AttSats
) -> None:
    spara(anna, utlatande, "bakgrund", "<p>Gäller</p>", 0)
    undan = {"bas_version": "1", "bas": "undan"}
    skicka(anna, "avsnitt", utlatande.pk, "bakgrund", text="<p>Släppt</p>", **undan)
    svaren = [
        skicka(anna, "sats", utlatande.pk, sats.pk, text="Släppt sats.", **undan),
        skicka(anna, "attsats", utlatande.pk, attsats.pk, svar="", motivering="Släppta skäl.", **undan),
    ]

    assert [s.status_code for s in svaren] == [200, 200]
    assert Utkast.objects.get(konflikt=True).text == "<p>Släppt</p>"
    assert {u.text for u in UndanlagdText.objects.all()} == {"Släppt sats.", "Släppta skäl."}
    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Gäller</p>"
    assert not utlatande.attsatssvar.exists()


# logged out


def test_over_the_page_logs_in_its_own_person_alone(varld: Varld) -> None:
    klient, till = Client(), reverse("logga_in_igen", args=[varld.handlaggare.pk])
    for person in (varld.handlaggare, varld.kollega):
        person.set_password(LOSENORD)
        with acting(varld.registrator):
            person.save()
    assert klient.get(till).status_code == 200

    annan = klient.post(till, {"username": varld.kollega.username, "password": LOSENORD})
    assert annan.status_code == 422
    assert "Logga in som den som skrev den." in annan.content.decode()
    assert "_auth_user_id" not in klient.session

    egen = klient.post(till, {"username": varld.handlaggare.username, "password": LOSENORD})
    assert egen.json()["token"]
    assert klient.session["_auth_user_id"] == str(varld.handlaggare.pk)


def test_a_script_that_is_logged_out_is_told_so_and_gets_no_login_page(
    utlatande: Tjansteutlatande,
) -> None:
    stig = reverse("utlatande", args=[utlatande.pk])
    assert Client().get(stig).status_code == 302
    svar = Client().get(stig, headers={"HX-Request": "true"})
    assert (svar.status_code, svar.content) == (401, b"")


def test_a_page_that_another_has_logged_in_over_sends_nothing_in_her_name(
    bo: Client, varld: Varld, utlatande: Tjansteutlatande
) -> None:
    falt = {"text": "<p>Annas ord</p>", "bas_version": "0", "skrivet_av": str(varld.handlaggare.pk)}

    assert skicka(bo, "avsnitt", utlatande.pk, "bakgrund", **falt).status_code == 401
    assert not Utkast.objects.exists()


def test_a_key_that_comes_again_is_another_section(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    gor(anna, "avsnitt_nytt", utlatande.pk, rubrik="Synpunkter från unga")
    bas = utlatande.avsnitt.get(nyckel="eget-1").bas
    gor(bo, "avsnitt_ta_bort", utlatande.pk, "eget-1", bas=bas)
    gor(bo, "avsnitt_nytt", utlatande.pk, rubrik="Juridik")

    svar = skicka(anna, "avsnitt", utlatande.pk, "eget-1", text="<p>Unga vill.</p>", bas_version="0", bas=bas)

    assert svar.status_code == 412
    assert utlatande.avsnitt.get(nyckel="eget-1").text == ""


def test_what_came_too_late_to_a_section_outlives_it(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    spara(bo, utlatande, "synpunkter", "<p>Bos</p>", 0)
    spara(anna, utlatande, "synpunkter", "<p>Annas</p>", 0)
    spara(bo, utlatande, "synpunkter", "", 1)

    gor(bo, "avsnitt_ta_bort", utlatande.pk, "synpunkter", bas=utlatande.avsnitt.get(nyckel="synpunkter").bas)

    assert {u.text for u in utlatande.undanlagda.all()} == {"<p>Annas</p>", "<p>Bos</p>"}


def test_a_save_says_when_nothing_may_be_kept_outside_the_server(
    anna: Client, varld: Varld, utlatande: Tjansteutlatande
) -> None:
    hemligt = utlatandetext.skapa_utlatande(
        Vag(varld, hemlig=True).registrera().tilldela().arende, by=varld.handlaggare, at=varld.at
    )

    assert spara(anna, utlatande, "bakgrund", "<p>Ett</p>", 0).json()["lokalt"] is True
    assert spara(anna, hemligt, "bakgrund", "<p>Ett</p>", 0).json()["lokalt"] is False
