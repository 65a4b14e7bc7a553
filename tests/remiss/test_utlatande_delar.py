"""What is built and moved in the editor, the page itself, and who meets it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from motions.documents import store
from motions.documents.store import GranskadFil
from motions.models import Arende, Behorighet, Beslutssatsmall, Bilaga, Handling, Tjansteutlatande, Utkast
from remiss.models import Lasning
from remiss.web.idempotency import ny_nyckel
from tests import texten as utlatandetext
from tests.factories import Varld, arende
from tests.remiss.test_uppladdning import en_last_pdf
from tests.remiss.utlatande_fall import gor, inloggad, mitt_arende, nytt_utlatande, spara, stang
from tests.vagen import Vag


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    return nytt_utlatande(varld)


@pytest.fixture
def mitt(utlatande: Tjansteutlatande) -> Arende:
    return utlatande.arenden.get()


def nummer(utlatande: Tjansteutlatande) -> list[tuple[int, str]]:
    return [(s.nummer, s.text) for s in utlatande.beslutssatser.all()]


def test_a_library_sats_is_filled_in_from_the_arende(varld: Varld, utlatande: Tjansteutlatande) -> None:
    mall = Beslutssatsmall.objects.get(organ=varld.organ, slag="svar")
    gor(inloggad(varld.handlaggare), "sats_ny", utlatande.pk, mall=mall.pk)
    sats = utlatande.beslutssatser.get()
    assert sats.text.startswith("Arbetsmarknadsnämnden överlämnar")
    assert "till kommunstyrelsen som" in sats.text
    assert sats.slag == "svar"


def test_another_organs_library_is_not_found(varld: Varld, utlatande: Tjansteutlatande) -> None:
    mall = Beslutssatsmall.objects.filter(organ=varld.andra_organ).first()
    assert mall is not None
    assert gor(inloggad(varld.handlaggare), "sats_ny", utlatande.pk, mall=mall.pk).status_code == 404


def test_braces_in_a_text_are_printed_as_they_are(varld: Varld, utlatande: Tjansteutlatande) -> None:
    gor(inloggad(varld.handlaggare), "sats_ny", utlatande.pk, text="{{7*7}} {namnd.__class__}")
    assert utlatande.beslutssatser.get().text == "{{7*7}} {namnd.__class__}"


def test_a_double_post_adds_one_sats(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client, nyckel = inloggad(varld.handlaggare), ny_nyckel()
    url = reverse("sats_ny", args=[utlatande.pk])
    first = client.post(url, {"nyckel": nyckel, "text": "En sats."})
    second = client.post(url, {"nyckel": nyckel, "text": "En sats."})
    assert (first.status_code, first.url) == (second.status_code, second.url)  # type: ignore[attr-defined]
    assert utlatande.beslutssatser.count() == 1


def test_satser_keep_gapless_numbers_when_moved_removed_and_put_back(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    a, b, _ = (utlatandetext.lagg_till_sats(utlatande, text=t) for t in ("A", "B", "C"))
    gor(client, "sats_flytta", utlatande.pk, a.pk, steg="ned")
    assert nummer(utlatande) == [(1, "B"), (2, "A"), (3, "C")]
    gor(client, "sats_flytta", utlatande.pk, b.pk, steg="upp")
    assert nummer(utlatande) == [(1, "B"), (2, "A"), (3, "C")]
    gor(client, "sats_ta_bort", utlatande.pk, a.pk, bas=a.bas)
    assert nummer(utlatande) == [(1, "B"), (2, "C")]
    assert "Ångra" in client.get(reverse("utlatande", args=[utlatande.pk])).content.decode()
    gor(client, "sats_ater", utlatande.pk)
    assert nummer(utlatande) == [(1, "B"), (2, "A"), (3, "C")]


def test_there_is_nothing_to_put_back_twice(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    rad = utlatandetext.lagg_till_sats(utlatande, text="A")
    gor(client, "sats_ta_bort", utlatande.pk, rad.pk, bas=rad.bas)
    gor(client, "sats_ater", utlatande.pk)
    gor(client, "sats_ater", utlatande.pk)
    assert nummer(utlatande) == [(1, "A")]


def test_a_section_is_added_renamed_moved_and_removed_while_empty(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    gor(client, "avsnitt_nytt", utlatande.pk, rubrik="Ekonomi")
    gor(client, "avsnitt_rubrik", utlatande.pk, "eget-1", rubrik="Kostnader")
    gor(client, "avsnitt_flytta", utlatande.pk, "eget-1", steg="upp")
    rader = list(utlatande.avsnitt.values_list("ordning", "rubrik"))
    assert rader[4:] == [(5, "Kostnader"), (6, "Förvaltningens synpunkter och förslag")]
    gor(client, "avsnitt_ta_bort", utlatande.pk, "eget-1", bas=utlatande.avsnitt.get(nyckel="eget-1").bas)
    assert list(utlatande.avsnitt.values_list("ordning", flat=True)) == [1, 2, 3, 4, 5]


def test_a_section_with_text_is_not_removed(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    spara(client, utlatande, "bakgrund", "<p>Text</p>", 0)
    gor(client, "avsnitt_ta_bort", utlatande.pk, "bakgrund", bas=utlatande.avsnitt.get(nyckel="bakgrund").bas)
    assert utlatande.avsnitt.filter(nyckel="bakgrund").exists()
    assert "har text" in client.get(reverse("utlatande", args=[utlatande.pk])).content.decode()


@pytest.mark.parametrize("rubrik", ["", "  ", "x" * 151])
def test_an_impossible_heading_is_refused(varld: Varld, utlatande: Tjansteutlatande, rubrik: str) -> None:
    gor(inloggad(varld.handlaggare), "avsnitt_nytt", utlatande.pk, rubrik=rubrik)
    assert utlatande.avsnitt.count() == 5


def test_an_earlier_text_comes_back_on_top_of_the_newest(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    spara(client, utlatande, "bakgrund", "<p>Första</p>", 0)
    spara(client, utlatande, "bakgrund", "<p>Andra</p>", 1)
    spara(client, utlatande, "bakgrund", "<p>Sen</p>", 0)
    page = client.get(reverse("avsnitt_utkast", args=[utlatande.pk, "bakgrund"])).content.decode()
    assert all(ord in page for ord in ("Första", "Andra", "Sen", "Kom för sent"))
    sen = Utkast.objects.get(konflikt=True)
    gor(
        client,
        "avsnitt_ater",
        utlatande.pk,
        "bakgrund",
        sen.pk,
        bas=utlatande.avsnitt.get(nyckel="bakgrund").bas,
    )
    avsnitt = utlatande.avsnitt.get(nyckel="bakgrund")
    assert (avsnitt.text, avsnitt.version) == ("<p>Sen</p>", 3)


def _handling(varld: Varld, i: Arende, at: datetime) -> Handling:
    fil = store.save(b"innehall", mime="text/plain", at=at)
    handling: Handling = Handling.objects.registrera(
        arende=i,
        slag="motion",
        riktning="inkommen",
        datum_on=at.date(),
        rubrik="Motionen",
        offentlig_rubrik="Motionen",
        filnamn="m.txt",
        fil=fil,
        registrerad_at=at,
        registrerad_by=varld.registrator,
    )
    return handling


def test_the_motion_is_the_first_bilaga(varld: Varld, at: datetime) -> None:
    mitt = mitt_arende(varld)
    handling = _handling(varld, mitt, at)
    utlatande = utlatandetext.skapa_utlatande(mitt, by=varld.handlaggare, at=at)
    assert utlatande.bilagor.get().handling == handling


def test_bilagor_come_from_the_akt_and_from_files(
    varld: Varld, mitt: Arende, utlatande: Tjansteutlatande, at: datetime
) -> None:
    client = inloggad(varld.handlaggare)
    handling = _handling(varld, mitt, at)
    gor(client, "bilaga_handling", utlatande.pk, handling=handling.pk)
    fil = SimpleUploadedFile("tabell.txt", "Tabell över åren".encode())
    gor(client, "bilaga_fil", utlatande.pk, fil=fil, rubrik="Tabell")
    assert [(b.nummer, b.rubrik) for b in utlatande.bilagor.all()] == [(1, "Motionen"), (2, "Tabell")]
    gor(client, "bilaga_flytta", utlatande.pk, utlatande.bilagor.get(nummer=2).pk, steg="upp")
    assert [b.rubrik for b in utlatande.bilagor.all()] == ["Tabell", "Motionen"]
    gor(client, "bilaga_ta_bort", utlatande.pk, utlatande.bilagor.get(nummer=1).pk)
    assert [(b.nummer, b.rubrik) for b in utlatande.bilagor.all()] == [(1, "Motionen")]
    assert Handling.objects.filter(pk=handling.pk).exists()


def test_a_file_that_is_not_what_it_says_is_refused_beside_the_field(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    fil = SimpleUploadedFile("rapport.pdf", b"<script>alert(1)</script>")
    answer = gor(inloggad(varld.handlaggare), "bilaga_fil", utlatande.pk, fil=fil, rubrik="Rapporten")
    assert answer.status_code == 422
    assert 'id="bilaga-fil_error"' in answer.content.decode()
    assert 'value="Rapporten"' in answer.content.decode()
    assert not Bilaga.objects.exists()


def test_another_aktens_handling_cannot_be_bilaga(
    varld: Varld, utlatande: Tjansteutlatande, at: datetime
) -> None:
    annan = _handling(varld, arende(varld), at)
    assert (
        gor(inloggad(varld.handlaggare), "bilaga_handling", utlatande.pk, handling=annan.pk).status_code
        == 422
    )
    assert not Bilaga.objects.exists()


def test_a_draft_bilaga_is_a_download_for_its_readers_alone(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    gor(inloggad(varld.handlaggare), "bilaga_fil", utlatande.pk, fil=SimpleUploadedFile("å b.txt", b"hej"))
    url = reverse("bilaga", args=[utlatande.pk, utlatande.bilagor.get().pk])
    answer = inloggad(varld.avdelningschef).get(url)
    assert answer.getvalue() == b"hej"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert inloggad(varld.kollega).get(url).status_code == 404


def test_a_closed_text_is_not_rebuilt(varld: Varld, utlatande: Tjansteutlatande) -> None:
    stang(utlatande)
    client = inloggad(varld.handlaggare)
    gor(client, "sats_ny", utlatande.pk, text="En till.")
    gor(client, "avsnitt_nytt", utlatande.pk, rubrik="En till")
    gor(client, "bilaga_fil", utlatande.pk, fil=SimpleUploadedFile("a.txt", b"hej"))
    assert (utlatande.beslutssatser.count(), utlatande.avsnitt.count(), utlatande.bilagor.count()) == (
        0,
        5,
        0,
    )
    assert "hos chef" in client.get(reverse("utlatande", args=[utlatande.pk])).content.decode()


@pytest.mark.parametrize(
    ("vem", "status"),
    [
        ("handlaggare", 200),
        ("avdelningschef", 200),
        ("forvaltningschef", 200),
        ("kollega", 404),
        ("registrator", 404),
        ("sekreterare", 404),
        ("revisor", 404),
        ("ordforande", 404),
        ("andra_handlaggare", 404),
        ("andra_avdelningschef", 404),
    ],
)
def test_a_draft_is_met_by_its_authors_and_chefer(
    varld: Varld, utlatande: Tjansteutlatande, vem: str, status: int
) -> None:
    answer = inloggad(getattr(varld, vem)).get(reverse("utlatande", args=[utlatande.pk]))
    assert answer.status_code == status


def test_a_chef_reads_the_draft_without_an_editor(varld: Varld, utlatande: Tjansteutlatande) -> None:
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>Utkastets ord</p>", 0)
    page = inloggad(varld.avdelningschef).get(reverse("utlatande", args=[utlatande.pk])).content.decode()
    assert "Utkastets ord" in page
    assert "data-autospar=" not in page


def _fyll(utlatande: Tjansteutlatande, varld: Varld, at: datetime, antal: int) -> None:
    for n in range(antal):
        utlatandetext.lagg_till_sats(utlatande, text=f"Sats {n}")
        avsnitt = utlatandetext.lagg_till_avsnitt(utlatande, rubrik=f"Avsnitt {n}")
        utlatandetext.spara_avsnitt(
            utlatande, avsnitt.nyckel, text=f"<p>Text {n}</p>", bas_version=0, by=varld.handlaggare, at=at
        )
        fil = store.GranskadFil(f"fil {n}".encode(), "text/plain", f"{n}.txt")
        utlatandetext.bilagg_fil(utlatande, fil, rubrik=f"Bilaga {n}", at=at)


def test_the_editor_asks_as_many_questions_for_a_long_text_as_for_a_short(
    varld: Varld,
    utlatande: Tjansteutlatande,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = inloggad(varld.handlaggare)
    url = reverse("utlatande", args=[utlatande.pk])
    _fyll(utlatande, varld, at, 1)
    client.get(url)
    with CaptureQueriesContext(connection) as kort:
        client.get(url)
    _fyll(utlatande, varld, at, 10)
    assert len(kort) < 50
    with django_assert_num_queries(len(kort)):
        client.get(url)


def test_the_overview_alone_is_answered_to_the_autosave(varld: Varld, utlatande: Tjansteutlatande) -> None:
    client = inloggad(varld.handlaggare)
    answer = client.get(
        reverse("utlatande", args=[utlatande.pk]), headers={"HX-Request": "true", "HX-Target": "oversikt"}
    ).content.decode()
    assert answer.strip().startswith('<section class="kort nu" id="oversikt"')
    assert "<html" not in answer


def test_a_secret_draft_is_read_by_those_named_and_each_reading_is_noted(
    varld: Varld, mitt: Arende, utlatande: Tjansteutlatande
) -> None:
    Arende.objects.filter(pk=mitt.pk).update(
        sekretess=True, sekretess_lagrum="OSL 26:1", sekretess_at=varld.at, sekretess_by=varld.registrator
    )
    Behorighet.objects.create(
        arende=mitt, anvandare=varld.handlaggare, given_at=varld.at, given_by=varld.registrator
    )
    url = reverse("utlatande", args=[utlatande.pk])
    client = inloggad(varld.handlaggare)
    assert client.get(url).status_code == 200
    client.get(url, headers={"HX-Request": "true", "HX-Target": "oversikt"})
    assert [rad.anvandare for rad in Lasning.objects.filter(arende=mitt)] == [varld.handlaggare]
    assert inloggad(varld.avdelningschef).get(url).status_code == 404


@pytest.mark.parametrize(
    ("namn", "data", "sagt"),
    [
        ("last.pdf", en_last_pdf(), "är låst med lösenord"),
        ("brev.msg", b"\xd0\xcf\x11\xe0", "Gör en PDF av den"),
        ("sida.pdf", b"<html>", "Gör en PDF av den"),
    ],
)
def test_what_came_in_and_cannot_be_read_is_kept_and_is_no_bilaga(
    varld: Varld, utlatande: Tjansteutlatande, namn: str, data: bytes, sagt: str
) -> None:
    arende = utlatande.arenden.get()
    fakta = {
        "slag": "skrivelse",
        "riktning": "inkommen",
        "datum_on": "2026-09-22",
        "motpart": "Rådet",
        "rubrik": "Oläsligt",
    }
    svar = inloggad(varld.handlaggare).post(
        reverse("akt", args=["arende", arende.pk, "lagg_till_handling"]),
        {"nyckel": ny_nyckel(), "fil": SimpleUploadedFile(namn, data), **fakta},
    )
    assert svar.status_code == 302
    handling = arende.handlingar.get(rubrik="Oläsligt")

    svar = inloggad(varld.handlaggare).post(
        reverse("bilaga_handling", args=[utlatande.pk]), {"nyckel": ny_nyckel(), "handling": handling.pk}
    )

    assert svar.status_code == 422
    assert sagt in svar.content.decode()
    assert not utlatande.bilagor.filter(handling=handling).exists()


def test_a_locked_file_as_bilaga_is_refused_and_what_was_typed_stays(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    fil = SimpleUploadedFile("last.pdf", en_last_pdf())
    svar = inloggad(varld.handlaggare).post(
        reverse("bilaga_fil", args=[utlatande.pk]),
        {"nyckel": ny_nyckel(), "fil": fil, "rubrik": "Beräkning för Gärdet"},
    )
    assert svar.status_code == 422
    assert "är låst med lösenord" in svar.content.decode()
    assert "Beräkning för Gärdet" in svar.content.decode()


def test_a_remiss_that_is_locked_is_not_put_first_among_the_bilagor(varld: Varld) -> None:
    vag = Vag(varld)
    vag.registrera(filer=[GranskadFil(en_last_pdf(), "application/pdf", "Remiss.pdf")]).tilldela()
    gor(inloggad(varld.handlaggare), "utlatande_nytt", vag.arende.pk)
    assert not vag.arende.utlatanden.get().bilagor.exists()
