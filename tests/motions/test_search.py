"""The index: what is in it, who meets it, and how a question is understood."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.html import strip_tags

from motions import search
from motions.ingest import file_text
from motions.models import Anvandare, Arende, Sokatkomst, Sokkalla, Sokpost
from motions.sokposter import skriv_arende
from remiss import jobs
from tests.factories import Varld, arende
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


def i_soket(varld: Varld, **fields: Any) -> Arende:
    """An ärende that can be found."""
    a = arende(varld, **fields)
    skriv_arende(a)
    return a


def hittar(q: str, varld: Varld, vem: Anvandare | None = None, *, paborjad: bool = False) -> set[int]:
    """The ärenden that the question finds."""
    user, today = Anvandare.objects.get(pk=(vem or varld.handlaggare).pk), varld.at.date()
    fraga = search.fraga(q, paborjad=paborjad)
    if fraga is None:
        return set()
    synliga = Arende.objects.visible_to(user, today=today)
    return set(search.bland(synliga, fraga, user, today).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("titel", "q"),
    [
        ("Svar på motionen om skolmat", "motioner"),
        ("Motioner om skolmat", "motion"),
        ("Traineeprogram för kommunen", "trainee"),
        ("Åtgärder mot buller", "ÅTGÄRD"),
        ("Traineeprogram för kommunen", "traineeprogrammet"),
        ("Förslag till taxa", "förslaget"),
        ("Remiss om parkering vid Östra station", "parkeringen östra"),
        ("Remiss om parkering vid Östra station", '"östra station"'),
        ("Ny gång- och cykelväg", "gång-"),
        ("Byte av trygghetslarm", "skolmat eller trygghetslarm"),
        ("Byte av trygghetslarm", "larm eller trygghetslarm -skolmat"),
    ],
)
def test_a_word_is_found_by_its_stem_and_by_its_beginning(varld: Varld, titel: str, q: str) -> None:
    a = i_soket(varld, titel=titel)

    assert hittar(q, varld) == {a.pk}


@pytest.mark.parametrize(
    ("titel", "q"),
    [
        ("Motion om ”Säker cykel” i Sörby", "säker"),
        ("Motion om ”Säker cykel” i Sörby", '"säker cykel"'),
        ("Motion om ”Säker cykel” i Sörby", "”säker cykel”"),
        ("Motion om »Säker cykel« i Sörby", "cykel"),
        ("Motion om ‘Säker cykel’", "säker"),
        ("Fråga: «Hur går det?» – ett år senare…", "hur går senare"),
        ("Brev från O’Hara", "O’Hara"),
        ("Brev från O’Hara", "O'Hara"),
        ("Brev från O’Hara", "o´hara"),
        ("Brev från O’Hara", "OHara"),
        ("Brev från O’Hara", "hara"),
        ("Brev från OHara", "O’Hara"),
        ("Ny e‑posttjänst", "e-posttjänst"),
        ("Ny e-posttjänst", "eposttjänst"),
        ("Förskola/skola i Sörby", "skola"),
        ("Sörby.Nästa steg", "nästa"),
        ("Gata•torg•park", "torg"),
        ("Tra­fik​plan för ﻿Sörby", "trafikplan sörby"),
        ("Trafikplan", "trafik­plan"),
        ("Säker cykel i Sörby", "säker sörby"),
        ("Säker cykel i Sörby", "säker"),
        ("Utsläpp av CO₂ per m²", "co2"),
        ("Utsläpp av CO₂ per m²", "m²"),
        (" Punkt i brev", "punkt"),
    ],
)
def test_what_a_reader_sees_parts_words_and_what_nobody_sees_does_not(
    varld: Varld, titel: str, q: str
) -> None:
    a = i_soket(varld, titel=titel)
    i_soket(varld, titel="Något annat")

    assert hittar(q, varld) == {a.pk}
    fraga = search.fraga(q)
    assert fraga is not None
    traff = search.traffar([a.pk], fraga, varld.handlaggare, varld.at.date())[a.pk]
    assert unescape(strip_tags(traff.titel)) == titel


@pytest.mark.parametrize(
    ("titel", "q"),
    [
        ("Remiss av SOU 2025:77 om skydd", "SOU 2025:77"),
        ("Remiss av SOU 2025:77 om skydd", "2025:77"),
        ("Remiss av SOU 2025:77 om skydd", "sou2025:77"),
        ("Remiss av SOU 2025:77 om skydd", "77"),
        ("Remiss av SOU 2025:77 om skydd", '"SOU 2025:77"'),
        ("Remiss av SOU 2025:77 om skydd", "(SOU 2025:77)"),
        ("Svar på prop. 2025/26:31", "Prop. 2025/26:31"),
        ("Svar på prop. 2025/26:31", "2025/26"),
        ("Svar på prop. 2025/26:31", "26:31"),
        ("Svar på prop. 2025/26:31", "2025/2026:31"),
        ("Svar på prop. 2025/26:31", "prop.2025/26:31"),
        ("Svar på prop. 2025/26:31", "31"),
        ("Plan 2027–2031", "2027–2031"),
        ("Plan 2027–2031", "2027-2031"),
        ("Plan 2027–2031", "2027"),
        ("Plan 2027–2031", "2031"),
        ("Plan 2026–2027", "2027"),
        ("Skrivelse, dnr SÖR-2025/00345", "SÖR-2025/00345"),
        ("Skrivelse, dnr SÖR-2025/00345", "2025/345"),
        ("Skrivelse, dnr SÖR-2025/00345", "345"),
        ("Bidrag på 350 000 kronor", "350000"),
        ("Bidrag på 350 000 kronor", "350 000"),
        ("Enligt § 12 a", "12"),
        ("Taxa 2,5 procent", "2,5"),
    ],
)
def test_the_numbers_of_a_title_are_found_whole_and_in_parts(varld: Varld, titel: str, q: str) -> None:
    a = i_soket(varld, titel=titel)
    i_soket(varld, titel="Något annat")

    assert hittar(q, varld) == {a.pk}


@pytest.mark.parametrize(
    ("titel", "q", "markt"),
    [
        ("Motion om ”Säker cykel” i Sörby", "säker", "Motion om ”<mark>Säker</mark> cykel” i Sörby"),
        ("Brev från O’Hara (S)", "hara", "Brev från O’<mark>Hara</mark> (S)"),
        ("Tra­fikplan", "trafikplan", "<mark>Tra­fikplan</mark>"),
        ("Förskola/skola  nu", "skola", "Förskola/<mark>skola</mark>  nu"),
        ("Sörby … torg", "torg", "Sörby … <mark>torg</mark>"),
    ],
)
def test_the_words_are_marked_in_the_title_as_it_is_written(
    varld: Varld, titel: str, q: str, markt: str
) -> None:
    a = i_soket(varld, titel=titel)
    fraga = search.fraga(q)
    assert fraga is not None

    assert search.traffar([a.pk], fraga, varld.handlaggare, varld.at.date())[a.pk].titel == markt


@pytest.mark.parametrize(
    "q", ["byggnader", '"station östra"', "parkering -station", "och", "", "-station", "%", "' or 1=1"]
)
def test_what_does_not_stand_there_is_not_found(varld: Varld, q: str) -> None:
    i_soket(varld, titel="Remiss om parkering vid Östra station")

    assert hittar(q, varld) == set()


@pytest.mark.parametrize(
    "q", ["AMN 2026-0001-1.6", "2026-1", "2026–0001", "amn 2026-0001", "KS 2026/701", "2026/0701", "701"]
)
def test_a_number_is_found_however_it_is_written(varld: Varld, q: str) -> None:
    a = i_soket(varld)
    i_soket(varld)

    assert hittar(q, varld) == {a.pk}


def test_a_question_that_is_being_typed_finds_what_begins_so(varld: Varld) -> None:
    a, b = (
        i_soket(varld, titel="Traineeprogram för kommunen"),
        i_soket(varld, titel="Trafikplan för kommunen"),
    )

    assert hittar("tr", varld, paborjad=True) == {a.pk, b.pk}
    assert hittar("traf", varld, paborjad=True) == {b.pk}
    assert hittar("program", varld, paborjad=True) == set()
    assert hittar("2026-00", varld, paborjad=True) == hittar("2026-", varld, paborjad=True) == {a.pk, b.pk}
    assert hittar("2026-0002", varld, paborjad=True) == {b.pk}


@pytest.mark.parametrize("sist", ["", ":", "-", ".", "/", ",", "?", ")", '"', "'"])
@pytest.mark.parametrize("q", ["SOU2026:88", "prop.2026/27:44", "prop.2026/27", "2026/27:44", "d'arcy"])
def test_a_sign_typed_after_a_word_takes_no_hit_away(varld: Varld, q: str, sist: str) -> None:
    a = i_soket(varld, titel="Yttrande över SOU 2026:88, prop. 2026/27:44 och D’Arcys förslag")

    assert hittar(q + sist, varld, paborjad=True) == hittar(q + sist, varld) == {a.pk}


def test_the_whole_akt_is_found_from_post_to_svar_and_drafts_never(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela().skriv()
    assert hittar("traineeprogram", varld) == hittar("motionstitel", varld) == {vag.arende.pk}
    assert (
        hittar("remissbrev", varld) == set() or Sokpost.objects.filter(rubrik__contains="remissbrev").exists()
    )
    utkast = vag.utlatande.avsnitt.earliest("pk").text
    ur_utkastet = strip_tags(utkast).split()[-1]
    assert not Sokpost.objects.filter(text__contains=ur_utkastet).exists()

    vag.till_justerat().anslag().expediera()

    kallor = set(Sokpost.objects.filter(arende=vag.arende).values_list("kalla", flat=True))
    assert {Sokkalla.ARENDE, Sokkalla.HANDLING, Sokkalla.BESLUT} <= kallor
    assert Sokpost.objects.filter(rubrik__startswith="Svar på remiss", text__contains=ur_utkastet).exists()


def test_a_beslut_is_in_the_index_from_its_justering_and_not_before(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta()
    assert not Sokpost.objects.filter(kalla=Sokkalla.BESLUT).exists()

    vag = Vag(varld, motion_nummer=18).till_justerat()

    (post,) = Sokpost.objects.filter(kalla=Sokkalla.BESLUT)
    assert (post.arende_id, post.atkomst) == (vag.arende.pk, Sokatkomst.OPPEN)
    assert hittar(f'"{" ".join(post.text.split()[:4])}"', varld) >= {vag.arende.pk}


def allt() -> list[tuple[object, ...]]:
    """The index, without the keys of its rows."""
    return sorted(
        Sokpost.objects.values_list(
            "arende", "kalla", "kalla_nyckel", "atkomst", "rubrik", "nummer", "text", "organ"
        )
    )


@pytest.mark.parametrize("hemlig", [False, True])
def test_the_index_made_anew_is_the_index_that_the_acts_made(varld: Varld, hemlig: bool) -> None:
    vag = Vag(varld, hemlig=hemlig).till_justerat().anslag().expediera()
    for handling in vag.arende.handlingar.filter(fil__isnull=False):
        jobs.las_handling(handling.pk)
    fran_akterna = allt()

    call_command("indexera", stdout=io.StringIO())
    assert allt() == fran_akterna
    call_command("indexera", "--utan-filer", stdout=io.StringIO())
    assert allt() == fran_akterna


def test_the_words_of_an_uploaded_file_are_found_when_they_have_been_read(varld: Varld) -> None:
    text = en_fil("brev.txt", "Länsstyrelsen önskar synpunkter på våtmarken".encode("cp1252"))
    fil = type(text)(text.data, "text/plain", text.filnamn)
    vag = Vag(varld).registrera(filer=[fil])
    assert hittar("våtmark", varld) == set()

    jobs.las_handling(vag.arende.handlingar.get().pk)

    assert hittar("våtmark", varld) == {vag.arende.pk}
    fraga = search.fraga("våtmarker")
    assert fraga is not None
    traff = search.traffar([vag.arende.pk], fraga, varld.handlaggare, varld.at.date())[vag.arende.pk]
    assert traff.kalla == "Remiss från Kommunstyrelsen"
    assert "<mark>våtmarken</mark>" in traff.utdrag


def test_a_damaged_file_is_found_by_its_subject_and_noted(
    varld: Varld, caplog: pytest.LogCaptureFixture
) -> None:
    vag = Vag(varld).registrera(filer=[en_fil("brev.pdf", b"%PDF-1.4 trasig")])
    handling = vag.arende.handlingar.get()

    jobs.las_handling(handling.pk)

    assert f"Handling {handling.pk} kan inte läsas in" in caplog.text
    assert hittar('"Remiss från Kommunstyrelsen"', varld) == {vag.arende.pk}


# who meets what


def test_a_secret_arende_gives_no_hit_no_count_and_no_snippet_to_others(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True, marke="QKANARIE").till_justerat().expediera()
    invigda = {"registrator", "handlaggare", "avdelningschef", "forvaltningschef", "sekreterare"}

    ser = {
        n
        for n, p in varld.alla().items()
        if hittar("QKANARIEtraineeprogram", varld, p) or hittar("traineeprogram", varld, p)
    }

    assert ser == invigda
    for namn, person in varld.alla().items():
        poster = Sokpost.objects.visible_to(Anvandare.objects.get(pk=person.pk), today=varld.at.date())
        assert poster.filter(arende=vag.arende).exists() == (namn in invigda), namn


def test_the_public_text_of_a_secret_arende_stands_apart_and_says_nothing_of_the_other(varld: Varld) -> None:
    Vag(varld, hemlig=True, marke="QKANARIE").till_justerat().expediera()

    offentliga = Sokpost.objects.filter(atkomst=Sokatkomst.OFFENTLIG)

    assert {p.rubrik for p in offentliga} >= {"Remiss", "Tjänsteutlåtande", "Svar"}
    assert not any("kanarie" in f"{p.rubrik} {p.text} {p.nummer}".lower() for p in offentliga)
    assert set(Sokpost.objects.values_list("atkomst", flat=True)) == {"hemlig", "offentlig"}


def test_a_marking_hides_what_could_be_found_and_lifting_it_shows_it_again(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    assert hittar("traineeprogram", varld, varld.kollega) == {vag.arende.pk}

    vag.gor(
        vag.arende,
        "andra_sekretess",
        varld.registrator,
        sekretess=True,
        lagrum="OSL 26:1",
        offentlig_titel="Remiss",
    )
    assert hittar("traineeprogram", varld, varld.kollega) == set()
    assert hittar("traineeprogram", varld) == {vag.arende.pk}

    vag.gor(vag.arende, "andra_sekretess", varld.registrator, sekretess=False)
    assert hittar("traineeprogram", varld, varld.kollega) == {vag.arende.pk}
    assert not Sokpost.objects.filter(atkomst__in=["hemlig", "offentlig"]).exists()


def test_a_row_with_the_wrong_access_is_still_no_hit_in_an_arende_that_is_hidden(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True).registrera()
    Sokpost.objects.filter(atkomst=Sokatkomst.HEMLIG).update(atkomst=Sokatkomst.OPPEN)

    assert hittar("traineeprogram", varld, varld.kollega) == set()
    fraga = search.fraga("traineeprogram")
    assert fraga is not None
    assert search.traffar([vag.arende.pk], fraga, varld.kollega, varld.at.date()) == {}


def test_the_elected_find_in_what_they_were_sent_and_nothing_else(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    vag.gor(
        vag.arende, "lagg_till_handling", varld.registrator, fil=en_fil(), slag="anstandsbesked", riktning="inkommen",
        datum_on=date(2026, 9, 23), motpart="Regionen", rubrik="Brev om kaffebryggaren",
    )  # fmt: skip
    assert hittar("traineeprogram", varld, varld.ordforande) == set()

    vag.skriv().skicka().godkann().planera().satt_upp().kalla()

    assert hittar("traineeprogram", varld, varld.ordforande) == {vag.arende.pk}
    assert hittar("kaffebryggare", varld, varld.ordforande) == set()
    assert hittar("kaffebryggare", varld) == hittar("regionen", varld, varld.revisor) == {vag.arende.pk}


# words out of files


def _zip(**delar: str) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as z:
        for namn, xml in delar.items():
            z.writestr(namn, xml)
    return ut.getvalue()


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be-sig"])
def test_the_words_of_a_plain_text_are_read_however_it_is_encoded(kodning: str) -> None:
    text = "Gångväg över ån"
    stor = b"\xfe\xff" + text.encode("utf-16-be")
    data = stor if kodning == "utf-16-be-sig" else text.encode(kodning)

    assert file_text.text_ur(data, "text/plain") == text


def test_words_come_out_of_word_and_libreoffice_files() -> None:
    docx = "<w:body><w:p><w:r><w:t>Gång</w:t></w:r><w:r><w:t>väg</w:t></w:r></w:p><w:p><w:t>A &amp; B</w:t></w:p></w:body>"
    odt = "<office:text><text:h>Rubrik</text:h><text:p>Mellan<text:tab/>rum</text:p></office:text>"

    assert file_text.text_ur(_zip(**{"word/document.xml": docx}), file_text.DOCX) == "Gångväg A & B"
    assert file_text.text_ur(_zip(**{"content.xml": odt}), file_text.ODT) == "Rubrik Mellan rum"


def test_a_file_that_lies_about_its_kind_is_said_to_be_unreadable_and_a_picture_has_no_words() -> None:
    for mime in (file_text.DOCX, file_text.ODT, "application/pdf"):
        with pytest.raises(file_text.OlasligFilError):
            file_text.text_ur(b"PK\x03\x04 inte en fil", mime)
    with pytest.raises(file_text.OlasligFilError):
        file_text.text_ur(_zip(annat="x"), file_text.DOCX)
    assert file_text.text_ur(b"\x89PNG", "image/png") == ""


def test_what_postgresql_cannot_hold_is_taken_out_and_a_long_text_is_cut() -> None:
    assert file_text.stada("a\x00b\ud800c\r\n\td \x02e") == "a b c d e"
    assert len(file_text.stada("ord " * 60_000)) == file_text.MAX_TECKEN


def test_marks_are_escaped_and_those_of_the_text_itself_are_no_marks() -> None:
    assert search.markera("\x02<b>\x03 & \x03 </mark>\x02") == "<mark>&lt;b&gt;</mark> &amp;  &lt;/mark&gt;"
