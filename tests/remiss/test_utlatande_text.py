"""The draft of a tjänsteutlåtande: what a save keeps, refuses and leaves behind."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import reverse

from motions.models import (
    Arende,
    Avsnitt,
    Beslutssats,
    Medhandlaggare,
    Tjansteutlatande,
    Utkast,
)
from tests import texten as utlatandetext
from tests.factories import Varld, arende
from tests.remiss.utlatande_fall import JSON, gor, inloggad, mitt_arende, nytt_utlatande, spara, stang


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    return nytt_utlatande(varld)


@pytest.fixture
def mitt(utlatande: Tjansteutlatande) -> Arende:
    return utlatande.arenden.get()


def test_a_new_utlatande_has_the_sections_of_its_arendetyp(utlatande: Tjansteutlatande) -> None:
    assert list(utlatande.avsnitt.values_list("nyckel", flat=True)) == [
        "sammanfattning",
        "bakgrund",
        "arendet",
        "beredning",
        "synpunkter",
    ]


def test_beginning_twice_makes_one_utlatande(varld: Varld) -> None:
    mitt = mitt_arende(varld)
    client = inloggad(varld.handlaggare)
    for _ in range(2):
        answer = gor(client, "utlatande_nytt", mitt.pk)
        assert answer.status_code == 302
    assert mitt.utlatanden.count() == 1


def test_only_the_handlaggare_begins(varld: Varld) -> None:
    mitt = mitt_arende(varld)
    answer = gor(inloggad(varld.kollega), "utlatande_nytt", mitt.pk)
    assert answer.status_code == 403
    assert not mitt.utlatanden.exists()


def test_a_save_gives_the_next_version_and_leaves_its_text_behind(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    first = spara(client, utlatande, "bakgrund", "<p>Ett</p>", 0)
    second = spara(client, utlatande, "bakgrund", "<p>Ett två</p>", 1)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert second.json()["version"] == 2
    assert list(Utkast.objects.order_by("id").values_list("text", "version")) == [
        ("<p>Ett</p>", 1),
        ("<p>Ett två</p>", 2),
    ]


def test_a_stale_save_is_refused_and_keeps_both_texts(
    varld: Varld, mitt: Arende, utlatande: Tjansteutlatande
) -> None:
    Medhandlaggare.objects.create(arende=mitt, anvandare=varld.kollega)
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>Annas text</p>", 0)
    late = spara(inloggad(varld.kollega), utlatande, "bakgrund", "<p>Bos text</p>", 0)
    assert late.status_code == 412
    body = late.content.decode()
    assert "Annas text" in body
    assert "Bos text" in body
    assert 'data-autospar-behall="1"' in body
    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Annas text</p>"
    kept = Utkast.objects.get(konflikt=True)
    assert (kept.text, kept.sparad_by, kept.bas_version) == ("<p>Bos text</p>", varld.kollega, 0)


def test_who_chooses_the_own_text_saves_on_top_of_the_other(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    spara(client, utlatande, "bakgrund", "<p>Den andra</p>", 0)
    spara(client, utlatande, "bakgrund", "<p>Min</p>", 0)
    assert spara(client, utlatande, "bakgrund", "<p>Min</p>", 1).json()["version"] == 2
    assert Utkast.objects.filter(text="<p>Den andra</p>", version=1).exists()


def test_the_same_save_again_is_answered_as_done(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    for _ in range(2):
        answer = spara(client, utlatande, "bakgrund", "<p>Text</p>", 0)
        assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert Utkast.objects.count() == 1


def test_the_same_late_text_again_is_kept_once(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    spara(client, utlatande, "bakgrund", "<p>Först</p>", 0)
    for _ in range(3):
        assert spara(client, utlatande, "bakgrund", "<p>Sent</p>", 0).status_code == 412
    assert Utkast.objects.filter(konflikt=True).count() == 1


@pytest.mark.parametrize("bas", [None, "", "x", "-1", "٣"])
def test_a_save_without_a_version_is_refused(
    varld: Varld, utlatande: Tjansteutlatande, bas: str | None
) -> None:
    data = {"text": "<p>Text</p>"} | ({} if bas is None else {"bas_version": bas})
    answer = inloggad(varld.handlaggare).post(
        reverse("avsnitt", args=[utlatande.pk, "bakgrund"]), data, headers=JSON
    )
    assert answer.status_code == 428
    assert not Utkast.objects.exists()


def test_if_match_is_a_version_too(varld: Varld, utlatande: Tjansteutlatande) -> None:
    answer = inloggad(varld.handlaggare).post(
        reverse("avsnitt", args=[utlatande.pk, "bakgrund"]),
        {"text": "<p>T</p>"},
        headers=JSON | {"If-Match": '"0"'},
    )
    assert answer.status_code == 200


def test_a_closed_text_is_not_changed_but_what_was_typed_is_kept(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    stang(utlatande)
    answer = spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>För sent</p>", 0)
    assert answer.status_code == 409
    assert "hos chef" in answer.json()["fel"]
    assert utlatande.avsnitt.get(nyckel="bakgrund").text == ""
    assert Utkast.objects.get().konflikt


def test_hostile_html_is_stored_clean(varld: Varld, utlatande: Tjansteutlatande) -> None:
    farlig = '<p onclick="x()">Hej<script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:x">länk</a></p>'
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", farlig, 0)
    text = utlatande.avsnitt.get(nyckel="bakgrund").text
    assert "Hej" in text
    assert not any(ont in text for ont in ("script", "onclick", "onerror", "javascript", "alert"))


def test_autosave_writes_no_field_history(varld: Varld, utlatande: Tjansteutlatande) -> None:
    history = apps.get_model("motions", "HistoricalTjansteutlatande").objects
    before = history.count()
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>Text</p>", 0)
    assert history.count() == before
    assert not hasattr(Avsnitt, "history")
    assert Utkast.objects.count() == 1


def test_an_unknown_section_is_not_found(varld: Varld, utlatande: Tjansteutlatande) -> None:
    assert spara(inloggad(varld.handlaggare), utlatande, "finns-inte", "<p>x</p>", 0).status_code == 404


@pytest.mark.parametrize(
    ("vem", "status"),
    [
        ("kollega", 404),
        ("andra_handlaggare", 404),
        ("revisor", 404),
        ("sekreterare", 404),
        ("avdelningschef", 403),
    ],
)
def test_others_cannot_write(varld: Varld, utlatande: Tjansteutlatande, vem: str, status: int) -> None:
    answer = spara(inloggad(getattr(varld, vem)), utlatande, "bakgrund", "<p>Intrång</p>", 0)
    assert answer.status_code == status
    assert not Utkast.objects.exists()


def test_without_scripts_a_save_leads_back_and_a_stale_one_shows_both_texts(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    html = {"Accept": "text/html"}
    done = spara(client, utlatande, "bakgrund", "<p>Först</p>", 0, html)
    assert done.status_code == 302
    late = spara(client, utlatande, "bakgrund", "<p>Sent</p>", 0, html)
    assert late.status_code == 412
    body = late.content.decode()
    assert "<!doctype html>" in body
    assert "Först" in body
    assert 'name="text" value="&lt;p&gt;Sent&lt;/p&gt;"' in body


def test_a_late_save_of_a_beslutssats_shows_both_and_changes_nothing(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    rad = utlatandetext.lagg_till_sats(utlatande, text="Nämnden gör ett.")
    client = inloggad(varld.handlaggare)
    url = reverse("sats", args=[utlatande.pk, rad.pk])
    assert (
        client.post(url, {"text": "Nämnden gör två.", "bas_version": "1"}, headers=JSON).json()["version"]
        == 2
    )
    late = client.post(url, {"text": "Nämnden gör tre.", "bas_version": "1"}, headers=JSON)
    assert late.status_code == 412
    assert "gör två" in late.content.decode()
    assert "gör tre" in late.content.decode()
    assert Beslutssats.objects.get().text == "Nämnden gör två."


def test_an_emptied_beslutssats_is_refused_in_words(varld: Varld, utlatande: Tjansteutlatande) -> None:
    rad = utlatandetext.lagg_till_sats(utlatande, text="Nämnden gör ett.")
    answer = inloggad(varld.handlaggare).post(
        reverse("sats", args=[utlatande.pk, rad.pk]), {"text": " \n ", "bas_version": "1"}, headers=JSON
    )
    assert answer.status_code == 422
    assert "tom" in answer.json()["fel"]


def test_an_attsats_is_answered_with_its_reason(
    varld: Varld, utlatande: Tjansteutlatande, mitt: Arende
) -> None:
    attsats = mitt.motioner.get().attsatser.first()
    assert attsats is not None
    client = inloggad(varld.handlaggare)
    url = reverse("attsats", args=[utlatande.pk, attsats.pk])
    unchosen = client.post(url, {"svar": "", "motivering": "För att.", "bas_version": "0"}, headers=JSON)
    assert unchosen.status_code == 422
    answer = client.post(
        url, {"svar": "besvarad", "motivering": "För att.", "bas_version": "0"}, headers=JSON
    )
    assert answer.json()["version"] == 1
    assert (
        client.post(url, {"svar": "avstyrks", "motivering": "", "bas_version": "0"}, headers=JSON).status_code
        == 412
    )
    assert utlatande.attsatssvar.get().motivering == "För att."


def test_another_motions_attsats_is_not_found(varld: Varld, utlatande: Tjansteutlatande) -> None:
    annan = arende(varld, med_motion=True).motioner.get().attsatser.first()
    assert annan is not None
    url = reverse("attsats", args=[utlatande.pk, annan.pk])
    answer = inloggad(varld.handlaggare).post(url, {"svar": "besvarad", "bas_version": "0"}, headers=JSON)
    assert answer.status_code == 404
