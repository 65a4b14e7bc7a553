"""Signs that turn the order of others, or are none: a text reads on paper, on the screen and in a register as it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.models import Remittent
from motions.text import rich_text
from motions.text.signs import written
from remiss.forms.fields import TextBlock, TextRad
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld, administrator
from tests.remiss.test_registrering import inloggad
from tests.texten import lagg_till_sats, svara_attsats
from tests.vagen import Vag

VANDER = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INGA_TECKEN = "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\x01\x08\x1b\x7f\x80\x9f"
VITA = "\x0b\x0c\x1c\x1f\x85"
KVAR = "samman\u00adsatt 10\u00a0kr\u202f%, en\u200bbokstav \U0001f469\u200d\U0001f469, å\u0308, عمر"


@pytest.mark.parametrize("tecken", VANDER + INGA_TECKEN)
def test_what_turns_a_text_or_is_no_sign_is_taken_away_wherever_one_writes(tecken: str) -> None:
    skrivet, kvar = f"Ja till {tecken}100{tecken} kr", "Ja till 100 kr"

    assert written(skrivet) == kvar
    assert rich_text.sanera(f"<p>{skrivet}</p>") == f"<p>{kvar}</p>"
    assert TextRad().clean(skrivet) == TextBlock().clean(skrivet) == kvar
    assert TextRad().clean(f"{tecken} {skrivet}") == kvar


@pytest.mark.parametrize("tecken", VITA)
def test_what_was_seen_as_white_is_a_space(tecken: str) -> None:
    assert written(f"Ja{tecken}tack") == "Ja tack"
    assert rich_text.sanera(f"<p>Ja{tecken}tack</p>") == "<p>Ja tack</p>"
    assert TextRad().clean(f"Ja{tecken}tack{tecken}") == TextBlock().clean(f"Ja{tecken}tack") == "Ja tack"


@pytest.mark.parametrize(
    "skrivet", ["&#8238;", "&#x202E;", "&#x202e", "&#x2066;", "&rlm;", "&#xFFFE;", "&#1;"]
)
def test_such_a_sign_written_as_its_number_is_taken_away_too(skrivet: str) -> None:
    rent = rich_text.sanera(f"<p>Ja {skrivet} tack</p>")

    assert rent == written(rent)
    assert rich_text.sanera(rent) == rent
    assert rich_text.som_text(rent).startswith("Ja")
    assert rent.endswith(" tack</p>")


@pytest.mark.parametrize(
    "tecken", ["\u202e", "&#8238;", "\x0b", "&#11;", "\ufffe", "&#xfffe;", "\x01", "&#1;"]
)
def test_no_address_becomes_dangerous_by_what_is_taken_away(tecken: str) -> None:
    for adress in (
        f"{tecken}javascript:alert(1)",
        f"java{tecken}script:alert(1)",
        f"javascript{tecken}:alert(1)",
    ):
        rent = rich_text.sanera(f'<p><a href="{adress}">x</a><{tecken}script>y</p>')
        assert 'href="javascript' not in rent
        assert "<script" not in rent


def test_signs_that_are_of_use_and_lines_are_left_as_they_are() -> None:
    assert written(f"{KVAR}\r\n\t{KVAR}\u2028") == f"{KVAR}\r\n\t{KVAR}\u2028"
    assert written("a\0b") == "a\0b"
    assert TextBlock().clean(f"Ett\n\ntvå\t{KVAR}") == f"Ett\n\ntvå\t{KVAR}"
    assert "samman\u00adsatt 10&nbsp;kr" in rich_text.sanera(f"<p>{KVAR}</p>")


@pytest.mark.django_db
def test_a_section_a_beslutssats_and_an_answer_are_kept_without_them_and_the_editor_is_told(
    varld: Varld,
) -> None:
    vag = Vag(varld).registrera().tilldela().skriv()
    klient = inloggad(varld.handlaggare)
    avsnitt = vag.utlatande.avsnitt.earliest("pk")
    url = reverse("avsnitt", args=[vag.utlatande.pk, avsnitt.nyckel])
    svar = klient.post(
        url,
        {"text": "<p>Nämnden\x0bsäger \u202eja\u202c.</p>", "bas_version": str(avsnitt.version)},
        headers={"Accept": "application/json"},
    )

    avsnitt.refresh_from_db()
    assert avsnitt.text == "<p>Nämnden säger ja.</p>"
    assert svar.json()["texter"] == {"text": avsnitt.text}

    skrivet = "Nämnden \u2067avslår\u2069\x0bmotionen\ufffe."
    assert lagg_till_sats(vag.utlatande, text=skrivet).text == "Nämnden avslår motionen."
    rad = vag.utlatande.attsatssvar.earliest("pk")
    svar_pa = svara_attsats(
        vag.utlatande, rad.attsats_id, svar=rad.svar, motivering=skrivet, bas_version=rad.version
    )
    assert svar_pa.motivering == "Nämnden avslår motionen."


@pytest.mark.django_db
def test_what_is_stored_already_is_shown_without_them_and_is_not_changed(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela().skriv()
    avsnitt = vag.utlatande.avsnitt.earliest("pk")
    gammalt = "<p>Nämnden säger \u202eja.</p>"
    vag.utlatande.avsnitt.filter(pk=avsnitt.pk).update(text=gammalt)

    assert "\u202e" not in rich_text.for_dokument(gammalt)
    assert inloggad(varld.handlaggare).get(reverse("utlatande", args=[vag.utlatande.pk])).status_code == 200
    avsnitt.refresh_from_db()
    assert avsnitt.text == gammalt


@pytest.mark.django_db
def test_a_heading_is_kept_without_them(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela().skriv()
    klient = inloggad(varld.handlaggare)
    url = reverse("avsnitt_nytt", args=[vag.utlatande.pk])
    klient.post(url, {"nyckel": ny_nyckel(), "rubrik": "Barnets \u202ebästa\x0bhär\u200f"})

    assert vag.utlatande.avsnitt.filter(rubrik="Barnets bästa här").exists()


@pytest.mark.django_db
def test_a_name_in_the_registers_is_kept_without_them(varld: Varld) -> None:
    klient = inloggad(administrator())
    skrivet = {"namn": "Region \u202eSyd", "adress": "Box\x0b1\ufffe\nOrten", "epost": "syd@exempel.invalid"}
    klient.post(
        reverse("admin:motions_remittent_add"),
        {"nyckel": ny_nyckel(), "_save": "1", "kommun": varld.kommun.pk, **skrivet},
    )

    nya = Remittent.objects.exclude(epost="").filter(namn="Region Syd")
    assert [r.adress.split() for r in nya] == [["Box", "1", "Orten"]]
