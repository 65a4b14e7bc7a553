"""The postlista and the diarium: visible rows alone, and words for outsiders when the printout is for them (OSL 5:2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions.ingest.brev import Brev
from motions.models import Anvandare, Roll
from remiss.views import diarielistor
from tests.brevet import lagg_in
from tests.factories import Varld, anvandare, arende, befattning
from tests.remiss.test_registrering import inloggad
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db

HEMLIGT = "Hemligaordet"


def sida(person: Anvandare, namn: str, **fraga: Any) -> str:
    """The page as text."""
    svar = inloggad(person).get(reverse(namn), fraga)
    assert svar.status_code == 200
    return svar.content.decode()


@pytest.fixture
def hemligt(varld: Varld) -> Vag:
    """A secret ärende, its words in the title, the handling and the sender."""
    return Vag(varld, hemlig=True).registrera(
        titel=f"{HEMLIGT} titel", remittent_namn=f"{HEMLIGT} AB", filer=[en_fil(f"{HEMLIGT}.pdf")]
    )


def test_the_postlista_has_what_came_in_and_what_was_sent_that_day_and_no_other(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    vag.gor(
        vag.arende,
        "begar_anstand",
        varld.handlaggare,
        onskad_on=vag.idag + timedelta(days=90),
        skal="Mer tid.",
    )
    dag = vag.idag.isoformat()

    text = sida(varld.handlaggare, "postlista", dag=dag)
    assert text.index("Kom in") < text.index("Remiss från Kommunstyrelsen") < text.index("Skickades ut")
    assert text.index("Skickades ut") < text.index("Begäran om anstånd till")
    assert "Remiss från" not in sida(
        varld.handlaggare, "postlista", dag=(vag.idag - timedelta(days=1)).isoformat()
    )
    assert "onsdag 23 september 2026" in text.lower()


def test_those_who_may_not_know_meet_neither_row_nor_count_in_either_list(varld: Varld, hemligt: Vag) -> None:
    dag = hemligt.idag.isoformat()
    for person in (varld.kollega, varld.revisor, varld.andra_registrator):
        for extra in ({}, {"offentlig": "on"}, {"hela": "on"}):
            post, diarium = (
                sida(person, "postlista", dag=dag, **extra),
                sida(person, "diariet", ar=2026, **extra),
            )
            for text in (post, diarium):
                assert HEMLIGT not in text
                assert hemligt.arende.dnr not in text
            assert "1 handling" not in post


def test_an_offentlig_utskrift_says_only_what_all_may_read(varld: Varld, hemligt: Vag) -> None:
    dag = hemligt.idag.isoformat()
    inom = sida(varld.registrator, "postlista", dag=dag) + sida(varld.registrator, "diariet", ar=2026)
    utat = sida(varld.registrator, "postlista", dag=dag, offentlig="on")
    utat += sida(varld.registrator, "diariet", ar=2026, offentlig="on")

    assert HEMLIGT in inom
    assert HEMLIGT not in utat
    assert utat.count(hemligt.arende.dnr) >= 2
    assert "Offentlig utskrift" in utat


def test_the_public_words_of_an_open_arende_are_used_too(varld: Varld) -> None:
    arende(varld, titel="Klagomål från Per Ek", offentlig_titel="Klagomål från enskild")

    assert "Per Ek" not in sida(varld.registrator, "diariet", ar=2026, offentlig="on")
    assert "Per Ek" in sida(varld.registrator, "diariet", ar=2026)


def test_unregistered_post_stands_in_the_registrators_list_alone_and_in_no_printout(varld: Varld) -> None:
    brev = Brev(varld.organ.forvaltning, varld.at.date(), "Per Ek", "Fråga om badplatsen", text="Hej")
    lagg_in(brev, by=varld.registrator, at=varld.at)
    dag = varld.at.date().isoformat()

    assert "Fråga om badplatsen" in sida(varld.registrator, "postlista", dag=dag)
    for person, extra in ((varld.handlaggare, {}), (varld.registrator, {"offentlig": "on"})):
        assert "Fråga om badplatsen" not in sida(person, "postlista", dag=dag, **extra)


def test_post_in_a_secret_arende_is_not_found_by_another_registrator_of_the_forvaltning(
    varld: Varld, hemligt: Vag
) -> None:
    utskott = varld.andra_organ
    utskott.forvaltning = varld.organ.forvaltning
    utskott.save()
    annan = anvandare("ulf", "Ulf", "Ask")
    befattning(annan, Roll.REGISTRATOR, organ=utskott)
    brev = Brev(varld.organ.forvaltning, varld.at.date(), "Per Ek", f"Om {HEMLIGT}", text="Hej")
    post = lagg_in(brev, by=varld.registrator, at=varld.at)
    url = reverse("post", args=[post.pk])
    assert inloggad(annan).get(url).status_code == 200

    post.arende, post.registrerad_at, post.registrerad_by = hemligt.arende, varld.at, varld.registrator
    post.save()

    assert inloggad(annan).get(url).status_code == 404
    assert HEMLIGT not in sida(annan, "postlada")
    assert inloggad(varld.registrator).get(url).status_code == 200


def test_the_diarium_is_paged_by_number_and_each_row_comes_once(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diarielistor, "SIDA", 3)
    nummer = [arende(varld).dnr for _ in range(7)]
    sedda: list[str] = []
    fore: int | str = ""
    for _ in range(3):
        svar = inloggad(varld.handlaggare).get(reverse("diariet"), {"ar": 2026, "fore": fore})
        sedda += [r.arende.dnr for r in svar.context["rader"]]
        fore = svar.context["fler"] or ""

    assert sedda == nummer[::-1]
    assert not fore
    assert len(inloggad(varld.handlaggare).get(reverse("diariet"), {"hela": "on"}).context["rader"]) == 7


@pytest.mark.parametrize("namn", ["diariet", "postlista"])
def test_a_longer_list_asks_no_more_questions(varld: Varld, namn: str) -> None:
    def fragor() -> int:
        with CaptureQueriesContext(connection) as queries:
            sida(varld.registrator, namn, dag=varld.at.date().isoformat(), ar=2026)
        return len(queries)

    def fler(fran: int, till: int) -> None:
        for n in range(fran, till):
            Vag(varld, motion_nummer=n).registrera()

    fler(1, 3)
    fragor()
    fa = fragor()
    fler(3, 7)
    assert fragor() == fa


def test_what_was_struck_out_is_shown_as_that_inside_and_not_to_outsiders(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    h = vag.arende.handlingar.latest("lopnummer")
    vag.gor(vag.arende, "makulera_handling", varld.registrator, handling=h, skal="Fel.")
    dag = vag.idag.isoformat()

    assert f"<s>{h.rubrik}</s>" in sida(varld.registrator, "postlista", dag=dag)
    assert h.rubrik not in sida(varld.registrator, "postlista", dag=dag, offentlig="on")
    vag.gor(vag.arende, "makulera", varld.registrator, skal="Dubbelt.")
    assert f"<s>{vag.arende.titel}</s>" in sida(varld.registrator, "diariet", ar=2026)


@pytest.mark.parametrize(
    "skrap", ["", "abc", "-1", "0", "9" * 40, "2026-13-45", "\x00", "٣", "<script>", "1' OR 1=1"]
)
def test_an_address_that_was_tampered_with_gives_a_list_and_never_an_error(varld: Varld, skrap: str) -> None:
    arende(varld)
    text = sida(varld.registrator, "postlista", dag=skrap, organ=skrap, offentlig=skrap)
    text += sida(varld.registrator, "diariet", ar=skrap, fore=skrap, organ=skrap, hela=skrap)

    assert "<script>" not in text.replace('<script type="module"', "").replace("<script defer", "")


def test_a_day_that_is_none_is_said_beside_its_field(varld: Varld) -> None:
    text = sida(varld.registrator, "postlista", dag="i tisdags")

    assert "Skriv datumet med åtta siffror" in text
    assert 'value="i tisdags"' in text


# close with what hinders listed


def test_an_arende_is_closed_in_two_clicks_from_the_desk(varld: Varld) -> None:
    vag = Vag(varld).till_justerat().expediera().framstall()
    k = inloggad(varld.registrator)
    arendesida = reverse("arende", args=[vag.arende.pk])
    avsluta = reverse("akt", args=["arende", vag.arende.pk, "avsluta"])

    assert f'href="{arendesida}"' in k.get(reverse("skrivbord")).content.decode()
    assert f'<form action="{avsluta}" method="post">' in k.get(arendesida).content.decode()


def test_what_hinders_the_closing_is_listed_with_where_to_mend_it(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    senare = vag.idag + timedelta(days=90)
    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, onskad_on=senare, skal="Mer tid.")
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna().besluta().avsluta_sammantrade()
    vag.till_justering().justera().expediera()

    text = inloggad(varld.registrator).get(reverse("arende", args=[vag.arende.pk])).content.decode()

    assert "Avsluta ärendet går inte än:" in text
    besked = reverse("akt", args=["arende", vag.arende.pk, "besvara_anstand"])
    assert f'En begäran om anstånd har inte fått besked. <a href="{besked}">Registrera beskedet</a>' in text
    assert inloggad(varld.registrator).get(besked).status_code == 200
