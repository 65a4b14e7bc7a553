"""The names of organs within a sentence."""

from __future__ import annotations

import pytest

from motions.text.names import fyll, genitiv, i_mening


@pytest.mark.parametrize(
    ("namn", "i_texten"),
    [
        ("Kommunstyrelsen", "kommunstyrelsen"),
        ("Kommunfullmäktige", "kommunfullmäktige"),
        ("Arbetsmarknadsnämnden", "arbetsmarknadsnämnden"),
        ("Kultur- och fritidsnämnden", "kultur- och fritidsnämnden"),
        ("Miljö-, bygg- och räddningsnämnden", "miljö-, bygg- och räddningsnämnden"),
        ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens arbetsutskott"),
        ("Nämnden för funktionsstöd", "nämnden för funktionsstöd"),
        ("Kommunledningskontoret", "kommunledningskontoret"),
        ("Arbetsmarknadsförvaltningen", "arbetsmarknadsförvaltningen"),
        ("Regionstyrelsen", "regionstyrelsen"),
        ("Tekniska nämnden", "tekniska nämnden"),
        ("Gemensamma hjälpmedelsnämnden", "gemensamma hjälpmedelsnämnden"),
        ("Kommunala pensionärsrådet", "kommunala pensionärsrådet"),
        ("Kommunfullmäktiges presidium", "kommunfullmäktiges presidium"),
        ("Överförmyndaren", "överförmyndaren"),
        ("Kommunens revisorer", "kommunens revisorer"),
        ("Miljö\u2011 och byggnadsnämnden", "miljö\u2011 och byggnadsnämnden"),
        ("Lagrådet", "Lagrådet"),
        ("Etikprövningsrådet", "Etikprövningsrådet"),
        ("Tekniska museet", "Tekniska museet"),
        ("Älvsjö stadsdelsnämnd", "Älvsjö stadsdelsnämnd"),
        ("Stadsdelsnämnden Norra Hisingen", "Stadsdelsnämnden Norra Hisingen"),
        ("Länsstyrelsen i Norra länet", "Länsstyrelsen i Norra länet"),
        ("Skolverket", "Skolverket"),
        ("Socialstyrelsen", "Socialstyrelsen"),
        ("Transportstyrelsen", "Transportstyrelsen"),
        ("Statskontoret", "Statskontoret"),
        ("Riksrevisionen", "Riksrevisionen"),
        ("Regionstyrelsens arbetsutskott", "regionstyrelsens arbetsutskott"),
        ("Arbetsförmedlingen", "Arbetsförmedlingen"),
        ("Stockholms stad", "Stockholms stad"),
        ("AB Norrbyhus", "AB Norrbyhus"),
        ("KS arbetsutskott", "KS arbetsutskott"),
        ("Anna Provsson", "Anna Provsson"),
        ("nämnden", "nämnden"),
        ("", ""),
    ],
)
def test_a_common_noun_is_small_within_a_sentence_and_a_name_is_not(namn: str, i_texten: str) -> None:
    assert i_mening(namn) == i_texten


def test_a_place_in_a_text_is_filled_as_its_sentence_asks() -> None:
    text = "{x} överlämnar utlåtandet till {x}. {x} justerar paragrafen.\n{x} tackar {x}"
    assert fyll(text, "{x}", ["Kommunstyrelsen"]) == (
        "Kommunstyrelsen överlämnar utlåtandet till kommunstyrelsen. Kommunstyrelsen justerar paragrafen.\n"
        "Kommunstyrelsen tackar kommunstyrelsen"
    )


def test_several_names_at_a_place_are_joined() -> None:
    text = "{x} överlämnar till {x} och {y}"
    assert fyll(text, "{x}", ["Socialnämnden", "Kulturnämnden"]) == (
        "Socialnämnden och kulturnämnden överlämnar till socialnämnden och kulturnämnden och {y}"
    )


def test_the_genitive_of_a_name_on_s_is_the_name() -> None:
    assert (genitiv("Norrby kommun"), genitiv("Norrby hus")) == ("Norrby kommuns", "Norrby hus")
