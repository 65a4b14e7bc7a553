"""A page that is old takes nothing away and puts nothing over what a colleague has saved since; what is removed can be read."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from motions.models import Beslutssats, Tjansteutlatande, Utkast
from tests.remiss.utlatande_fall import JSON, gor, spara

ANDRAD_SATS = "Någon har ändrat beslutssatsen sedan du såg den."
ANDRAT_AVSNITT = "Någon har ändrat avsnittet"
SPARADE = "Någon sparade i avsnittet"


def sida(klient: Client, utlatande: Tjansteutlatande) -> str:
    return klient.get(reverse("utlatande", args=[utlatande.pk])).content.decode()


def i_knappen(html: str, adress: str, *nycklar: object) -> str:
    """What the button to an address says that the page showed."""
    efter = html.split(f'action="{reverse(adress, args=nycklar)}"', 1)[1].split("</form>", 1)[0]
    funnet = re.search(r'name="bas" value="(\w+)"', efter)
    assert funnet, efter
    return funnet[1]


def sparar(klient: Client, utlatande: Tjansteutlatande, sats: Beslutssats, text: str) -> str:
    """Autosave a beslutssats as its page would. Returns the digest that the page gets back."""
    nu = Beslutssats.objects.get(pk=sats.pk)
    falt = {"text": text, "bas_version": str(nu.version), "bas": nu.bas}
    svar = klient.post(reverse("sats", args=[utlatande.pk, sats.pk]), falt, headers=JSON)
    assert svar.status_code == 200
    bas: str = svar.json()["bas"]
    return bas


# a beslutssats


def test_a_sats_that_a_colleague_has_changed_is_not_removed_from_an_old_page(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    sag = i_knappen(sida(anna, utlatande), "sats_ta_bort", utlatande.pk, sats.pk)
    sparar(bo, utlatande, sats, "Nämnden godkänner och tackar.")

    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, bas=sag)

    assert utlatande.beslutssatser.get().text == "Nämnden godkänner och tackar."
    ny = sida(anna, utlatande)
    assert ANDRAD_SATS in ny
    assert "Nämnden godkänner och tackar." in ny
    assert "Ångra" not in ny
    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, bas=i_knappen(ny, "sats_ta_bort", utlatande.pk, sats.pk))
    assert not utlatande.beslutssatser.exists()


@pytest.mark.parametrize("sant", [{}, {"bas": ""}, {"bas": "undan"}, {"bas_version": "1"}])
def test_a_removal_that_does_not_say_what_was_seen_is_refused(
    anna: Client, utlatande: Tjansteutlatande, sats: Beslutssats, sant: dict[str, str]
) -> None:
    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, **sant)

    assert utlatande.beslutssatser.exists()
    assert ANDRAD_SATS in sida(anna, utlatande)


def test_ones_own_sats_that_was_just_saved_is_removed(
    anna: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    bas = sparar(anna, utlatande, sats, "Nämnden avslår.")

    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, bas=bas)

    assert not utlatande.beslutssatser.exists()


def test_a_sats_that_reads_as_the_page_showed_it_is_removed_whatever_it_was_between(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    sparar(bo, utlatande, sats, "Nämnden avslår.")
    sparar(bo, utlatande, sats, "Nämnden godkänner.")

    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, bas=sats.bas)

    assert not utlatande.beslutssatser.exists()


def test_the_words_of_a_removed_sats_can_be_read_when_it_cannot_be_put_back(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, sats: Beslutssats
) -> None:
    gor(anna, "sats_ta_bort", utlatande.pk, sats.pk, bas=sats.bas)
    gor(anna, "sats_ny", utlatande.pk, text="Nämnden avslår.")

    assert "Ångra" not in sida(anna, utlatande)
    undan = bo.get(reverse("undanlagda", args=[utlatande.pk])).content.decode()
    assert "Nämnden godkänner." in undan
    assert "Beslutssats 1, borttagen" in undan


# an earlier text


@pytest.fixture
def tidigare(anna: Client, utlatande: Tjansteutlatande) -> Utkast:
    """The first of two texts in a section."""
    spara(anna, utlatande, "bakgrund", "<p>Första.</p>", 0)
    spara(anna, utlatande, "bakgrund", "<p>Andra.</p>", 1)
    return Utkast.objects.get(version=1)


def test_an_earlier_text_is_not_put_over_what_a_colleague_saved_since(
    anna: Client, bo: Client, utlatande: Tjansteutlatande, tidigare: Utkast
) -> None:
    till = ("avsnitt_ater", utlatande.pk, "bakgrund", tidigare.pk)
    oppnad = anna.get(reverse("avsnitt_utkast", args=[utlatande.pk, "bakgrund"])).content.decode()
    spara(bo, utlatande, "bakgrund", "<p>Andra. Bos mening.</p>", 2)

    gor(anna, *till, bas=i_knappen(oppnad, *till))

    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Andra. Bos mening.</p>"
    assert not Utkast.objects.filter(konflikt=True).exists()
    assert SPARADE in sida(anna, utlatande)


@pytest.mark.parametrize("sant", [{}, {"bas": ""}, {"bas_version": "2"}])
def test_an_earlier_text_from_a_page_that_does_not_say_what_it_was_made_with_is_refused(
    anna: Client, utlatande: Tjansteutlatande, tidigare: Utkast, sant: dict[str, str]
) -> None:
    gor(anna, "avsnitt_ater", utlatande.pk, "bakgrund", tidigare.pk, **sant)

    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Andra.</p>"
    assert SPARADE in sida(anna, utlatande)


def test_an_earlier_text_is_used_while_the_section_is_as_the_page_had_it(
    anna: Client, utlatande: Tjansteutlatande, tidigare: Utkast
) -> None:
    till = ("avsnitt_ater", utlatande.pk, "bakgrund", tidigare.pk)
    oppnad = anna.get(reverse("avsnitt_utkast", args=[utlatande.pk, "bakgrund"])).content.decode()

    gor(anna, *till, bas=i_knappen(oppnad, *till))

    assert utlatande.avsnitt.get(nyckel="bakgrund").text == "<p>Första.</p>"


# a section


def test_a_section_that_a_colleague_has_written_in_is_not_removed(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    till = ("avsnitt_ta_bort", utlatande.pk, "synpunkter")
    sag = i_knappen(sida(anna, utlatande), *till)
    spara(bo, utlatande, "synpunkter", "<p>Bos.</p>", 0)

    gor(anna, *till, bas=sag)

    assert utlatande.avsnitt.get(nyckel="synpunkter").text == "<p>Bos.</p>"


def test_the_last_words_of_a_section_outlive_it(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    till = ("avsnitt_ta_bort", utlatande.pk, "synpunkter")
    sag = i_knappen(sida(anna, utlatande), *till)
    spara(bo, utlatande, "synpunkter", "<p>Bos.</p>", 0)
    spara(bo, utlatande, "synpunkter", "<p>Bos ord.</p>", 1)
    spara(bo, utlatande, "synpunkter", "", 2)

    gor(anna, *till, bas=sag)

    assert not utlatande.avsnitt.filter(nyckel="synpunkter").exists()
    assert [u.text for u in utlatande.undanlagda.all()] == ["<p>Bos ord.</p>"]


def test_a_new_section_with_the_key_of_one_that_is_gone_is_not_removed_from_an_old_page(
    anna: Client, bo: Client, utlatande: Tjansteutlatande
) -> None:
    till = ("avsnitt_ta_bort", utlatande.pk, "eget-1")
    gor(anna, "avsnitt_nytt", utlatande.pk, rubrik="Unga")
    sag = i_knappen(sida(anna, utlatande), *till)
    gor(bo, *till, bas=sag)
    gor(bo, "avsnitt_nytt", utlatande.pk, rubrik="Juridik")

    gor(anna, *till, bas=sag)
    gor(anna, *till)

    assert utlatande.avsnitt.get(nyckel="eget-1").rubrik == "Juridik"
    assert ANDRAT_AVSNITT in sida(anna, utlatande)
