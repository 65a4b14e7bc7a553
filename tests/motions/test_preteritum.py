"""Beslutssatser of the kind that nämnder write, in the present tense and as the protokoll tells them."""

import pytest

from motions.text.past_tense import PRETERITUM, i_preteritum


@pytest.mark.parametrize(
    ("forslag", "beslut"),
    [
        (
            "Nämnden beslutar att godkänna förslaget samt att svaret överlämnas till kommunstyrelsen.",
            "Nämnden beslutade att godkänna förslaget samt att svaret överlämnas till kommunstyrelsen.",
        ),
        (
            "Nämnden godkänner och åberopar tjänsteutlåtandet som svar på remissen.",
            "Nämnden godkände och åberopade tjänsteutlåtandet som svar på remissen.",
        ),
        (
            "Nämnden överlämnar tjänsteutlåtandet till kommunstyrelsen som svar på remissen.",
            "Nämnden överlämnade tjänsteutlåtandet till kommunstyrelsen som svar på remissen.",
        ),
        ("Nämnden hänvisar till utlåtandet.", "Nämnden hänvisade till utlåtandet."),
        ("Nämnden antar utlåtandet som sitt svar.", "Nämnden antog utlåtandet som sitt svar."),
        ("Nämnden justerar paragrafen omedelbart.", "Nämnden justerade paragrafen omedelbart."),
        (
            "Nämnden uppdrar åt förvaltningen att återkomma senast i maj.",
            "Nämnden uppdrog åt förvaltningen att återkomma senast i maj.",
        ),
        ("Nämnden tillstyrker motionen.", "Nämnden tillstyrkte motionen."),
        ("Nämnden avstyrker motionens första att-sats.", "Nämnden avstyrkte motionens första att-sats."),
        (
            "Nämnden föreslår kommunfullmäktige att avslå motionen.",
            "Nämnden föreslog kommunfullmäktige att avslå motionen.",
        ),
        ("Nämnden lägger anmälan till handlingarna.", "Nämnden lade anmälan till handlingarna."),
        (
            "Nämnden förklarar beslutet omedelbart justerat.",
            "Nämnden förklarade beslutet omedelbart justerat.",
        ),
    ],
)
def test_the_main_verb_of_a_beslutssats_is_put_in_the_past(forslag: str, beslut: str) -> None:
    assert i_preteritum(forslag) == beslut


def test_what_is_decided_keeps_its_tense() -> None:
    assert i_preteritum("Nämnden beslutar att nämnden överlämnar svaret.") == (
        "Nämnden beslutade att nämnden överlämnar svaret."
    )


def test_an_unknown_verb_is_left_for_the_secretary() -> None:
    assert i_preteritum("Nämnden välkomnar förslaget.") == "Nämnden välkomnar förslaget."


def test_a_sats_already_in_the_past_is_unchanged() -> None:
    assert i_preteritum("Nämnden godkände rapporten.") == "Nämnden godkände rapporten."


def test_a_word_that_only_contains_a_verb_is_not_touched() -> None:
    assert i_preteritum("Antaren ger rapporten.") == "Antaren gav rapporten."


def test_every_known_verb_changes() -> None:
    assert all(nu != da for nu, da in PRETERITUM.items())
