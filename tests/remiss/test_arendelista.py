"""The list of ärenden: its filters, its four orders, its pages, its file and its saved filters, also when the address is junk."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions.models import Anvandare, Arende, Arendetyp, Behorighet
from motions.sokposter import skriv_arende
from remiss.forms.arendelista import Arendefilter
from remiss.lists import arendelista
from remiss.lists.arendelista import SORTERINGAR, OkandPlatsError
from remiss.models import SparatUrval
from remiss.web import csv_response
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld, anvandare, arende, befattning
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

NAUGHTY = [
    *("'", '"', "\\", "' OR 1=1 --", "%", "_", "%00", "\x00", "\u202e", "\ufeff", "NULL", "undefined", "-1", "0", "9" * 40),
    *("1e309", "NaN", "٣", "½", "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "../../etc/passwd", "&", "&&", "|", "!"),
    *("!!", "(", ")", ":*", "a:*", "a:b", "<->", "a <-> b", "''", "-", "--", "- -", "eller", "eller eller", 'eller "', '""'),
    *('"a', "a" * 5000, "ａ", "😀", "Ω≈ç", "田中さん", "\r\nSet-Cookie: a=b", "\t", " ", "2026-13-45", "0000-00-00", "1/1"),
    *("31/2", "1.2.3.4.5.6.7", "\x02\x03", "a\x00b", "ﷺ", "İ", "ß", "1/0", "%s", "{0}", "; DROP TABLE x", "\u2028"),
]  # fmt: skip
FALT = (
    "q",
    "lage",
    "tur",
    "handlaggare",
    "arendetyp",
    "organ",
    "remisstid",
    "tidigast",
    "senast",
    "sort",
    "efter",
    "fore",
)


def klient(user: Anvandare) -> Client:
    """A browser where the user is logged in."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    return client


def visa(user: Anvandare, **fraga: Any) -> Any:
    """The list."""
    svar: Any = klient(user).get(reverse("arenden"), fraga)
    return svar


def dnr(svar: Any) -> list[str]:
    """The dnr of the rows, in their order."""
    return re.findall(r'<td class="nowrap">([A-Z]+ \d{4}-\d+[^<]*)</td>', svar.content.decode())


@pytest.fixture
def idag(varld: Varld) -> Varld:
    """The kommun as the browser meets it today."""
    varld.at = datetime.now(varld.at.tzinfo)
    return varld


# the filters


def test_each_filter_narrows_to_what_it_says(idag: Varld) -> None:
    v, today = idag, idag.at.date()
    sent = arende(v, frist_on=today - timedelta(days=1), handlaggare=v.handlaggare, state="beredning")
    klart = arende(v, frist_on=today - timedelta(days=9), handlaggare=v.kollega, state="avslutat")
    langt = arende(v, frist_on=today + timedelta(days=200), handlaggare=v.handlaggare, state="kallat")
    snart = arende(v, frist_on=today + timedelta(days=20))
    typ = Arendetyp.objects.create(forvaltning=v.organ.forvaltning, namn="Samråd", klassificering=v.klass)
    Arende.objects.filter(pk=snart.pk).update(arendetyp=typ)

    def ser(**fraga: Any) -> set[str]:
        return set(dnr(visa(v.handlaggare, **fraga)))

    assert ser() == {a.dnr for a in (sent, snart, klart, langt)}
    assert ser(lage="oppna") == {sent.dnr, snart.dnr, langt.dnr}
    assert ser(lage="avslutat") == {klart.dnr}
    assert ser(tur="mig") == ser(tur="handlaggaren") == {sent.dnr}
    assert ser(tur="registratorn") == {snart.dnr}
    assert ser(tur="namnden") == {langt.dnr}
    assert ser(handlaggare=v.kollega.pk) == {klart.dnr}
    assert ser(arendetyp=typ.pk) == {snart.dnr}
    assert ser(organ=v.organ.pk) == ser()
    assert ser(remisstid="forsenat") == {sent.dnr}
    assert ser(remisstid="30") == {snart.dnr}
    assert ser(tidigast=today.isoformat(), senast=(today + timedelta(days=30)).isoformat()) == {snart.dnr}
    assert ser(lage="oppna", handlaggare=v.handlaggare.pk, remisstid="forsenat") == {sent.dnr}


def test_the_turn_is_each_roles_own(idag: Varld) -> None:
    v = idag
    nytt = arende(v)
    hos_chef = arende(v, handlaggare=v.handlaggare, state="godkannande")
    klart = arende(v, handlaggare=v.handlaggare, state="klart_for_namnd")

    assert dnr(visa(v.registrator, tur="mig")) == [nytt.dnr]
    assert dnr(visa(v.avdelningschef, tur="mig")) == [hos_chef.dnr]
    assert dnr(visa(v.sekreterare, tur="mig")) == [klart.dnr]
    assert dnr(visa(v.revisor, tur="mig")) == []


def test_the_choices_are_those_of_ones_own_scope(varld: Varld) -> None:
    text = visa(varld.handlaggare).content.decode()

    assert "Berg, Anna" in text
    assert "Norr, Eva" not in text
    assert "Socialnämnden" not in text
    assert "Socialnämnden" in visa(varld.revisor).content.decode()


@pytest.mark.parametrize("falt", FALT)
def test_a_value_that_is_none_gives_a_sentence_or_an_empty_list(varld: Varld, falt: str) -> None:
    arende(varld)
    user = Anvandare.objects.get(pk=varld.handlaggare.pk)
    request = SimpleNamespace(user=user, today=varld.at.date())

    for varde in NAUGHTY:
        data = QueryDict(mutable=True)
        data[falt] = varde
        urval = Arendefilter(data, request=request)  # type: ignore[arg-type]
        if urval.giltigt():
            assert arendelista.antal(urval.qs) in (0, 1), (falt, varde)
        else:
            assert [str(fel) for fel in urval.form.errors[falt]] != [], (falt, varde)


def test_junk_in_every_place_of_the_address_is_a_page_and_a_file(varld: Varld) -> None:
    skriv_arende(arende(varld))
    client = klient(varld.handlaggare)

    for varde in NAUGHTY:
        for fraga in ({"q": varde}, dict.fromkeys((*FALT, "sort", "efter", "fore"), varde)):
            svar = client.get(reverse("arenden"), fraga)
            assert svar.status_code in (200, 422), varde
            assert "<script>alert" not in svar.content.decode()
        fil_ = client.get(reverse("arenden_csv"), {"q": varde, "sort": varde})
        assert b"".join(fil_).startswith("\ufeffDiarienummer".encode()), varde


def test_the_sentence_stands_beside_the_field_and_what_was_typed_stays(varld: Varld) -> None:
    svar = visa(varld.handlaggare, lage="hittepå", tidigast="2026-02-30", q="kvar")
    text = svar.content.decode()

    assert svar.status_code == 422
    assert "Det valet finns inte. Välj ett i listan." in text
    assert "Dagen 2026-02-30 finns inte i kalendern." in text
    assert 'value="2026-02-30"' in text
    assert 'value="kvar"' in text
    assert klient(varld.handlaggare).get(reverse("arenden_csv"), {"lage": "hittepå"}).status_code == 302


def test_another_nämnds_choice_is_none(varld: Varld) -> None:
    assert visa(varld.handlaggare, organ=varld.andra_organ.pk).status_code == 422
    assert visa(varld.handlaggare, handlaggare=varld.andra_handlaggare.pk).status_code == 422
    assert visa(varld.revisor, organ=varld.andra_organ.pk).status_code == 200


# the orders and the pages

SVENSKA = ["Vall", "Wall", "Zetterlund", "Åberg", "Ågren", "Ärlig", "Östberg"]


def test_titles_are_sorted_as_swedes_sort(varld: Varld) -> None:
    for titel in ["Östberg", "Åberg", "Wall", "Ärlig", "Zetterlund", "Vall", "Ågren"]:
        arende(varld, titel=titel)

    text = visa(varld.handlaggare, sort="titel").content.decode()

    assert [t for t in re.findall(r'/">([^<]+)</a>', text) if t in SVENSKA] == SVENSKA


@pytest.fixture
def sextio(varld: Varld) -> list[Arende]:
    """Sixty ärenden with many ties in every order: three frister, two days, five titles, two nämnder with the same numbers."""
    today = varld.at.date()
    return [
        arende(
            varld,
            organ=varld.organ if n % 2 else varld.andra_organ,
            frist_on=today + timedelta(days=n % 3),
            inkommen_on=today - timedelta(days=n % 2),
            titel=SVENSKA[n % 5],
        )
        for n in range(60)
    ]


@pytest.mark.parametrize("sort", SORTERINGAR)
def test_the_pages_of_each_order_show_every_row_once_forwards_and_backwards(
    varld: Varld, sextio: list[Arende], sort: str
) -> None:
    client = klient(varld.revisor)

    def ga(adress: str, rel: str) -> list[list[str]]:
        sidor = []
        while adress:
            text = client.get(adress).content.decode()
            sidor.append(re.findall(r'href="/arende/(\d+)/"', text))
            hit = re.search(f'rel="{rel}" href="([^"]+)"', text)
            adress = hit[1].replace("&amp;", "&") if hit else ""
            sista.append(text)
        return sidor

    sista: list[str] = []
    framat = ga(reverse("arenden") + f"?sort={sort}", "next")
    assert [len(s) for s in framat] == [25, 25, 10]
    rader = [pk for s in framat for pk in s]
    assert sorted(rader) == sorted(str(a.pk) for a in sextio)
    ordning = Arende.objects.filter(pk__in=rader)
    assert rader == [str(pk) for pk in SORTERINGAR[sort].ordna(ordning).values_list("pk", flat=True)]

    hit = re.search(r'rel="prev" href="([^"]+)"', sista[-1])
    assert hit
    bakat = ga(hit[1].replace("&amp;", "&"), "prev")
    assert [pk for s in reversed(bakat) for pk in s] == rader[: len(rader) - 10]


@pytest.mark.parametrize("sort", SORTERINGAR)
def test_what_is_no_place_is_refused(varld: Varld, sort: str) -> None:
    alla = Arende.objects.all()
    halva = (
        "2026-01-01",
        "2026-01-01_",
        "2026-01-01_x",
        "_1",
        "1_2_3_4",
        "99999_1_1",
        "1_9999999999_1",
        f"1_1_{'9' * 19}",
    )

    for nyckel in (*NAUGHTY, *halva):
        with pytest.raises(OkandPlatsError):
            SORTERINGAR[sort].plats(alla, nyckel)


@pytest.mark.parametrize("sort", SORTERINGAR)
@pytest.mark.parametrize("param", ["efter", "fore"])
def test_a_tampered_page_key_is_the_first_page_and_says_so(varld: Varld, sort: str, param: str) -> None:
    a = arende(varld)

    text = visa(varld.handlaggare, sort=sort, **{param: "trasig"}).content.decode()

    assert "Sidan i adressen finns inte längre. Här är listans början." in text
    assert a.dnr in text


def test_a_hidden_arende_is_no_place_in_the_order_of_titles(varld: Varld) -> None:
    arende(varld, titel="Aaa")
    annat = arende(varld, organ=varld.andra_organ, titel="Mmm")

    text = visa(varld.handlaggare, sort="titel", efter=annat.pk).content.decode()

    assert "Sidan i adressen finns inte längre." in text
    assert "Aaa" in text


def test_more_than_a_thousand_are_not_counted(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arendelista, "RAKNAS_TILL", 2)
    arende(varld), arende(varld)
    assert (
        "2 ärenden" in visa(varld.handlaggare).content.decode()
        or arendelista.antal(Arende.objects.all()) == 2
    )
    arende(varld), arende(varld)

    assert arendelista.antal(Arende.objects.all()) == 3
    assert "1 000+ ärenden" in visa(varld.handlaggare).content.decode()


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "Inga ärenden"),
        (1, "1 ärende"),
        (7, "7 ärenden"),
        (1000, "1 000 ärenden"),
        (1001, "1 000+ ärenden"),
    ],
)
def test_the_count_is_said_in_words(n: int, text: str) -> None:
    assert arendelista.antal_text(n) == text


@pytest.mark.parametrize("fraga", [{}, {"q": "sak"}, {"sort": "titel", "lage": "oppna"}])
def test_a_longer_list_asks_no_more_questions(varld: Varld, fraga: dict[str, str]) -> None:
    def fragor(antal: int) -> int:
        while Arende.objects.count() < antal:
            skriv_arende(arende(varld))
        client = klient(varld.handlaggare)
        with CaptureQueriesContext(connection) as fangade:
            text = client.get(reverse("arenden"), fraga).content.decode()
        assert text.count('href="/arende/') == antal
        return len(fangade)

    assert fragor(5) == fragor(25) <= 16


# searching in the list


def test_hits_have_their_words_marked_and_nothing_of_the_text_is_markup(varld: Varld) -> None:
    a = arende(varld, titel="<b>Motionen</b> om skolmat & <mark>frukt</mark>")
    skriv_arende(a)

    text = visa(varld.handlaggare, q="motioner").content.decode()

    assert "&lt;b&gt;<mark>Motionen</mark>&lt;/b&gt; om skolmat &amp; &lt;mark&gt;frukt&lt;/mark&gt;" in text


def test_the_hit_says_in_which_handling_the_words_stand(varld: Varld) -> None:
    Vag(varld).till_justerat().anslag().expediera()

    text = visa(varld.handlaggare, q="tjänsteutlåtandet").content.decode()

    assert "<mark>" in text
    assert re.search(r'<p class="utdrag"><b>[^<]+:</b>', text)


def test_what_is_not_found_says_what_to_do(varld: Varld) -> None:
    arende(varld)

    assert "Pröva färre eller kortare ord" in visa(varld.handlaggare, q="xyzzy").content.decode()
    assert "Skriv minst ett ord att söka efter." in visa(varld.handlaggare, q="?!").content.decode()
    assert "Inget ärende stämmer med urvalet." in visa(varld.handlaggare, lage="kallat").content.decode()
    assert "Det finns inga ärenden som du får se än." in visa(varld.ordforande).content.decode()


def test_a_secret_arende_is_in_no_list_count_or_file_of_others(varld: Varld) -> None:
    hemligt = Vag(varld, hemlig=True).registrera().arende
    vanligt = arende(varld)
    skriv_arende(vanligt)

    for fraga in ({}, {"q": "remiss"}, {"q": hemligt.dnr}, {"sort": "titel"}):
        text = visa(varld.kollega, **fraga).content.decode()
        fil = b"".join(klient(varld.kollega).get(reverse("arenden_csv"), fraga)).decode()
        assert hemligt.dnr not in re.sub(r'value="[^"]*"|href="[^"]*"', "", text), fraga
        assert hemligt.dnr not in fil
    assert "1 ärende" in visa(varld.kollega).content.decode()
    assert "2 ärenden" in visa(varld.registrator).content.decode()
    Behorighet.objects.create(
        arende=hemligt, anvandare=varld.kollega, given_at=varld.at, given_by=varld.registrator
    )
    assert hemligt.dnr in visa(varld.kollega).content.decode()


# the file


def fil(user: Anvandare, **fraga: Any) -> list[list[str]]:
    """The file as a spreadsheet reads it."""
    svar = klient(user).get(reverse("arenden_csv"), fraga)
    assert svar["Content-Type"] == "text/csv; charset=utf-8"
    assert svar["Content-Disposition"].startswith('attachment; filename="arenden-')
    text = b"".join(svar).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_the_file_has_the_rows_of_the_list_in_its_order(varld: Varld) -> None:
    for titel in ("Öl", "Åka", "Zon; med ”tecken”"):
        arende(varld, titel=titel)
    arende(varld, organ=varld.andra_organ)

    rader = fil(varld.handlaggare, sort="titel")

    assert rader[0][:3] == ["Diarienummer", "Ärende", "Läge"]
    assert [r[1] for r in rader[1:]] == ["Zon; med ”tecken”", "Åka", "Öl"]
    assert {r[8] for r in rader[1:]} == {"Arbetsmarknadsnämnden"}


@pytest.mark.parametrize("varde", ["=1+1", "+46", "-2", "@SUM(A1)", "\tx", "\x00=1", "  =1+1", "\r=1"])
def test_a_cell_that_is_a_formula_is_made_text(varde: str) -> None:
    assert csv_response.cell(varde).startswith("'")
    assert "\x00" not in csv_response.cell(varde)


@pytest.mark.parametrize("varde", ["AMN 2026-1", "2026-01-01", "a=b", "", "Ärende"])
def test_a_cell_that_is_text_is_left_alone(varde: str) -> None:
    assert csv_response.cell(varde) == varde


def test_a_title_that_is_a_formula_is_no_formula_in_the_file(varld: Varld) -> None:
    arende(varld, titel='=HYPERLINK("http://exempel.invalid")')

    assert fil(varld.handlaggare)[1][1] == """'=HYPERLINK("http://exempel.invalid")"""


def test_a_file_that_is_too_long_is_cut_and_says_so(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("remiss.views.arendelista.I_FILEN", 2)
    for _ in range(3):
        arende(varld)

    rader = fil(varld.handlaggare)

    assert len(rader) == 4
    assert rader[3][0].startswith("Filen är kortad vid")


# the saved filters


def spara(user: Anvandare, namn: str, fraga: str) -> Any:
    """Keep a filter under a name."""
    svar: Any = klient(user).post(
        reverse("urval_spara"), {"nyckel": ny_nyckel(), "namn": namn, "fraga": fraga}
    )
    return svar


def test_a_filter_is_kept_under_a_name_shown_as_a_link_and_forgotten(varld: Varld) -> None:
    a = arende(varld, handlaggare=varld.kollega, state="beredning")
    arende(varld)

    svar = spara(
        varld.handlaggare, "  Bos   ärenden ", f"handlaggare={varld.kollega.pk}&lage=oppna&efter=x&hej=1"
    )

    assert svar.status_code == 302
    (sparat,) = SparatUrval.objects.all()
    assert (sparat.namn, sparat.fraga) == ("Bos ärenden", f"lage=oppna&handlaggare={varld.kollega.pk}")
    text = visa(varld.handlaggare).content.decode()
    hit = re.search(r'href="([^"]+)">Bos ärenden', text)
    assert hit
    assert dnr(klient(varld.handlaggare).get(hit[1].replace("&amp;", "&"))) == [a.dnr]
    assert "Bos ärenden" not in visa(varld.kollega).content.decode()

    ta_bort = {"nyckel": ny_nyckel(), "urval": str(sparat.pk)}
    assert klient(varld.kollega).post(reverse("urval_ta_bort"), ta_bort).status_code == 404
    assert (
        klient(varld.handlaggare)
        .post(reverse("urval_ta_bort"), {**ta_bort, "nyckel": ny_nyckel()})
        .status_code
        == 302
    )
    assert not SparatUrval.objects.exists()


def test_a_name_must_be_there_and_be_new_and_the_list_stays_shown(varld: Varld) -> None:
    spara(varld.handlaggare, "Mina", "lage=oppna")

    tomt, upptaget = (
        spara(varld.handlaggare, " ", "lage=oppna"),
        spara(varld.handlaggare, "Mina", "lage=kallat"),
    )

    assert tomt.status_code == upptaget.status_code == 422
    assert "Skriv ett namn, till exempel" in tomt.content.decode()
    text = upptaget.content.decode()
    assert "Du har redan ett urval som heter «Mina»." in text
    assert '<option value="kallat" selected>' in text
    assert spara(varld.kollega, "Mina", "lage=oppna").status_code == 302


def test_a_saved_filter_of_junk_is_no_error(varld: Varld) -> None:
    client = klient(varld.handlaggare)

    for varde in NAUGHTY:
        svar = spara(varld.handlaggare, varde, f"q={varde}&lage={varde}")
        assert svar.status_code in (302, 422), varde
        ta_bort = client.post(reverse("urval_ta_bort"), {"nyckel": ny_nyckel(), "urval": varde})
        assert ta_bort.status_code == 404, varde
    assert visa(varld.handlaggare).status_code == 200


# Ctrl+K


def palett(user: Anvandare, q: str) -> str:
    """What Ctrl+K shows."""
    return klient(user).get(reverse("palett"), {"q": q}, headers={"HX-Request": "true"}).content.decode()


def test_the_palette_asks_the_same_index_while_one_types(varld: Varld) -> None:
    vag = Vag(varld).registrera()

    for q in ("train", "traineeprogrammet kommun", "ks 2026/911", "2026-00"):
        assert f'href="/arende/{vag.arende.pk}/"' in palett(varld.handlaggare, q), q
        assert "/arende/" not in palett(varld.andra_handlaggare, q)
    for q in NAUGHTY:
        assert "/arende/" not in palett(varld.andra_handlaggare, q)


def test_the_palette_leads_on_to_the_list_when_there_are_more(varld: Varld) -> None:
    for _ in range(9):
        skriv_arende(arende(varld, titel="Buller & trafik"))

    text = palett(varld.handlaggare, "buller & tr")

    assert text.count('href="/arende/') == 8
    assert 'href="/arenden/?q=buller%20%26%20tr"' in text


def test_a_chef_of_two_nämnder_meets_both_in_one_list_and_sees_which(varld: Varld) -> None:
    chef = anvandare("tva", "Två", "Nämnder")
    for organ in (varld.organ, varld.andra_organ):
        befattning(chef, "registrator", organ=organ)  # type: ignore[arg-type]
        arende(varld, organ=organ)

    text = visa(chef).content.decode()

    assert "2 ärenden" in text
    assert text.count("Socialnämnden") == 2  # in the filter and in the row
