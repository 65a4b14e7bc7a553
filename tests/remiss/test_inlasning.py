"""Lists of people: the preview says what will change and each doubt, and exactly that is read in, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions import audit
from motions.actor import acting
from motions.datum import day_of
from motions.ingest import anvandare as personlista
from motions.ingest import lista
from motions.ingest import valda as valdlista
from motions.ingest.csv_file import las
from motions.ingest.plan import Plan, Utfall
from motions.models import Anvandare, Befattning, Fortroendeuppdrag, Fortroendevald, Handelse
from motions.register import REGISTREN
from remiss.facts.inlasning import LaggUndan, LasIn
from remiss.historik import historik
from remiss.models import Inlasning
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from tests.factories import Varld, administrator, anvandare

pytestmark = pytest.mark.django_db

DAG = date(2026, 9, 23)
PERSONER = "användarnamn;förnamn;efternamn;e-post;titel;telefon;roll;område;från;till\n"
VALDA = "förnamn;efternamn;parti;organ;roll;plats;inkallelseordning;från;till;användarnamn\n"


def personer(text: str, **val: Any) -> Plan:
    """The plan of a list of users."""
    return personlista.planera(las(PERSONER + text, personlista.KOLUMNER), today=DAG, **val)


def valda(varld: Varld, text: str, **val: Any) -> Plan:
    """The plan of a list of the elected."""
    return valdlista.planera(las(VALDA + text, valdlista.KOLUMNER), kommun=varld.kommun, today=DAG, **val)


def poster(plan: Plan) -> list[tuple[int, str, str, str]]:
    """The lines."""
    return [(p.rad, p.utfall.value, p.vem, p.vad) for p in plan.poster]


def tvivel(plan: Plan) -> list[tuple[int, bool, str]]:
    """Row, whether it stops, and text of each doubt."""
    return [(t.rad, t.hinder, t.text) for t in plan.tvekan]


# users


def test_new_changed_unchanged_and_ended_users_are_told_apart(varld: Varld) -> None:
    plan = personer(
        "ny.person;Ny;Person;ny@exempel.invalid;Utredare;;handläggare;Utveckling AMN;2026-10-01;\n"
        "ny.person;Ny;Person;;;;Registrator;AMN;;\n"
        "anna;Anna;Berg;;Strateg;;Handläggare;utveckling amn;;\n"
        "bo;Bo;Dahl;;;;Handläggare;Arbetsmarknadsförvaltningen/Utveckling AMN;;2026-12-31\n"
    )

    assert tvivel(plan) == []
    assert poster(plan) == [
        (2, "ny", "Ny Person", "användaren ny.person, utan lösenord"),
        (2, "ny", "Ny Person", "handläggare, Utveckling AMN, från 2026-10-01"),
        (3, "ny", "Ny Person", "registrator, Arbetsmarknadsnämnden, från 2026-09-23"),
        (4, "andrad", "Anna Berg", "titel utredare → Strateg"),
        (4, "oforandrad", "Anna Berg", "handläggare, Utveckling AMN"),
        (5, "avslutad", "Bo Dahl", "handläggare, Utveckling AMN, sista dag 2026-12-31"),
    ]


@pytest.mark.parametrize(
    ("rad", "stoppar", "text"),
    [
        (";Ny;Person;;;;;;;", True, "Användarnamn saknas."),
        ("med blank;Ny;Person;;;;;;;", True, "Användarnamn: Fyll i ett giltigt användarnamn."),
        ("ny;Ny;Person;inte-en-adress;;;;;;", True, "E-postadress: Fyll i en giltig e-postadress."),
        (f"ny;{'x' * 81};Person;;;;;;;", True, "Förnamn: "),
        ("ny;Ny;Person;;;;kung;AMN;;", True, "Rollen «kung» finns inte."),
        ("ny;Ny;Person;;;;registrator;Nämnden för allt;;", True, "Området «Nämnden för allt» finns inte."),
        ("ny;Ny;Person;;;;registrator;;;", True, "Område saknas."),
        ("ny;Ny;Person;;;;revisor;AMN;;", True, "En revisor granskar hela kommunen."),
        ("ny;Ny;Person;;;;registrator;AMN;2026-02-30;", True, "Från är «2026-02-30», som inte är en dag."),
        ("ny;Ny;Person;;;;registrator;AMN;2026-02-03;2026-02-01", True, "Sista dagen ligger före den första."),
        ("anna.b;Anna;Berg;;;;;;;", False, "Anna Berg finns redan, med användarnamnet anna."),
        ("kari;Karin;Eck;;;;;;;", False, "Karin Eck liknar Karin Ek (karin)."),
        ("anna;Anna;Berg;;;;handläggare;Utveckling AMN;2024-01-01;", False, "Befattningen finns redan, från 2023-01-01."),
    ],
)  # fmt: skip
def test_each_doubt_about_a_user_has_its_row_and_what_to_do(
    varld: Varld, rad: str, stoppar: bool, text: str
) -> None:
    plan = personer(rad + "\n")

    assert [(t.rad, t.hinder) for t in plan.tvekan] == [(2, stoppar)]
    assert plan.tvekan[0].text.startswith(text)
    assert plan.tvekan[0].gor.endswith(".")


def test_the_same_row_twice_is_skipped_and_two_that_differ_stop(varld: Varld) -> None:
    rad = "ny;Ny;Person;;;;registrator;AMN;2026-01-01;\n"

    assert tvivel(personer(rad + rad)) == [(3, False, "Raden är densamma som rad 2.")]
    assert tvivel(personer(rad + rad.replace("2026-01-01", "2026-02-02"))) == [
        (3, True, "Samma befattning står på rad 2 med andra dagar.")
    ]
    assert tvivel(personer(rad + rad.replace("Person", "Persson"))) == [
        (3, True, "ny har andra uppgifter på rad 2.")
    ]


def test_what_a_whole_list_lacks_is_ended_in_the_places_that_it_names(varld: Varld) -> None:
    plan = personer("anna;Anna;Berg;;;;handläggare;Utveckling AMN;;\n", slut_on=date(2026, 9, 30))

    assert [(p.vem, p.vad) for p in plan.poster if p.utfall == Utfall.AVSLUTAD] == [
        ("Bo Dahl", "handläggare, Utveckling AMN, sista dag 2026-09-30 (saknas i filen)"),
        ("Karin Ek", "avdelningschef, Utveckling AMN, sista dag 2026-09-30 (saknas i filen)"),
    ]


# the elected


def test_new_changed_unchanged_and_ended_mandates_are_told_apart(varld: Varld) -> None:
    plan = valda(
        varld,
        "Katja;Lind;C;AMN;ordförande;1;;;;\n"
        "Pia;Sand;M;AMN;1:e vice ordförande;3;;;;\n"
        "Mats;Vest;SD;AMN;ledamot;5;;;2026-09-30;\n"
        "Nya;Vald;SD;Arbetsmarknadsnämnden;Ledamot;5;;2026-10-01;;\n"
        "Ola;Bäck;C;AMN;ersättare;1;4;;;anna\n",
    )

    assert tvivel(plan) == []
    assert poster(plan) == [
        (2, "oforandrad", "Katja Lind (C)", "ordförande, Arbetsmarknadsnämnden, plats 1"),
        (3, "andrad", "Pia Sand (M)", "blir förste vice ordförande, Arbetsmarknadsnämnden, plats 3"),
        (4, "avslutad", "Mats Vest (SD)", "ledamot, Arbetsmarknadsnämnden, plats 5, sista dag 2026-09-30"),
        (5, "ny", "Nya Vald (SD)", "förtroendevald"),
        (5, "ny", "Nya Vald (SD)", "ledamot, Arbetsmarknadsnämnden, plats 5, från 2026-10-01"),
        (6, "andrad", "Ola Bäck (C)", "loggar in som anna"),
        (6, "andrad", "Ola Bäck (C)",
         "blir ersättare, Arbetsmarknadsnämnden, plats 1, nummer 4 i inkallelseordningen"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rader", "stoppar", "text"),
    [
        (["Ny;Vald;C;;ledamot;9;;;;"], True, "Organ saknas."),
        (["Ny;Vald;C;Okänd;ledamot;9;;;;"], True, "Organet «Okänd» finns inte."),
        (["Ny;Vald;C;AMN;kung;9;;;;"], True, "Rollen «kung» finns inte."),
        (["Ny;Vald;C;AMN;ledamot;nio;;;;"], True, "Plats är «nio»."),
        (["Ny;Vald;C;AMN;ledamot;0;;;;"], True, "Plats är «0»."),
        (["Ny;Vald;C;AMN;ledamot;9;1;;;"], True, "Bara en ersättare har en plats i inkallelseordningen."),
        (["Ny;Vald;C;AMN;ledamot;1;;;;"], True, "Plats 1 i Arbetsmarknadsnämnden har redan Katja Lind (C)"),
        (["Ny;Vald;C;AMN;ledamot;9;;;;ingen"], True, "Användaren «ingen» finns inte."),
        (["Ny;Vald;C;AMN;ledamot;9;;;;kl"], True, "Användaren kl hör inte till Ny Vald (C)."),
        (["Katja;Lind;S;SN;ersättare;9;9;;;"], False, "Katja Lind finns redan, för C."),
        (["Katja;Linde;C;SN;ersättare;9;9;;;"], False, "Katja Linde (C) liknar Katja Lind (C)."),
        (["Ny;Vald;C;AMN;ledamot;9;;;;", "En;Annan;S;AMN;ledamot;9;;;;"], True, "Plats 9 i Arbetsmarknadsnämnden har redan"),
        (["Ny;Vald;C;AMN;ledamot;9;;;;", "Ny;Vald;C;AMN;ledamot;9;;;;"], False, "Raden är densamma som rad 2."),
        (["Ny;Vald;C;AMN;ledamot;9;;;;", "Ny;Vald;C;AMN;ordförande;9;;;;"], True, "Samma uppdrag står på rad 2"),
    ],
)  # fmt: skip
def test_each_doubt_about_a_mandate_has_its_row_and_what_to_do(
    varld: Varld, rader: list[str], stoppar: bool, text: str
) -> None:
    plan = valda(varld, "\n".join(rader) + "\n")

    assert [(t.rad, t.hinder) for t in plan.tvekan] == [(1 + len(rader), stoppar)]
    assert plan.tvekan[0].text.startswith(text)
    assert plan.tvekan[0].gor.endswith(".")


def tva(varld: Varld, *rader: str) -> Plan:
    """The plan of rows that may tell two of one name apart."""
    text = "förnamn;efternamn;parti;organ;roll;plats;från;person\n" + "\n".join(rader)
    return valdlista.planera(las(text, valdlista.KOLUMNER), kommun=varld.kommun, today=DAG)


def test_one_name_on_two_seats_is_doubted(varld: Varld) -> None:
    plan = tva(varld, "Siv;Provalm;S;AMN;ledamot;21;;", "Siv;Provalm;S;AMN;ledamot;22;;")

    (tvekan,) = plan.tvekan
    assert (tvekan.rad, tvekan.hinder) == (3, True)
    assert tvekan.text == "Siv Provalm (S) får två platser i Arbetsmarknadsnämnden samtidigt: 21 och 22."
    assert "skriv 1 och 2 i kolumnen person" in tvekan.gor


@pytest.mark.parametrize(
    "rader",
    [
        ("Siv;Provalm;S;AMN;ledamot;21;;", "Siv;Provalm;S;AMN;ersättare;22;;"),
        ("Siv;Provalm;S;AMN;ledamot;21;;", "SIV;Prov-Alm;s;AMN;ledamot;22;2027-01-01;"),
        ("Katja;Lind;C;AMN;ledamot;9;;",),
    ],
)
def test_one_name_on_two_seats_is_doubted_however_it_is_written_and_wherever_it_stands(
    varld: Varld, rader: tuple[str, ...]
) -> None:
    assert [t.text for t in tva(varld, *rader).tvekan if "två platser" in t.text]


def test_one_who_changes_seats_is_one(varld: Varld) -> None:
    text = "Siv;Provalm;S;AMN;ledamot;21;;;2026-12-31;\nSiv;Provalm;S;AMN;ordförande;22;;2027-01-01;;\n"

    assert tvivel(valda(varld, text)) == []


def test_two_of_one_name_are_read_in_and_are_two_from_then_on(varld: Varld) -> None:
    rader = ("Siv;Provalm;S;AMN;ledamot;21;;1", "Siv;Provalm;S;AMN;ledamot;22;;2")
    plan = tva(varld, *rader)
    assert tvivel(plan) == []
    tva_personer = [o for o in plan.nya if isinstance(o, Fortroendevald)]
    assert [u.fortroendevald for u in plan.nya if isinstance(u, Fortroendeuppdrag)] == tva_personer
    assert len(tva_personer) == 2
    with acting(varld.registrator):
        for rad in plan.nya:
            rad.save()

    for igen in (rader, ("Siv;Provalm;S;AMN;ledamot;22;;", "Siv;Provalm;S;AMN;ledamot;21;;")):
        plan = tva(varld, *igen)
        assert (tvivel(plan), plan.nya, plan.antal(Utfall.OFORANDRAD)) == ([], [], 2)


def test_a_partys_name_may_have_forty_characters(varld: Varld) -> None:
    parti = "Landsbygd och skärgård i Norra Provköpng"
    assert len(parti) == 40
    assert tvivel(tva(varld, f"Siv;Provalm;{parti};AMN;ledamot;21;;")) == []
    assert "som mest 40 tecken" in tva(varld, f"Siv;Provalm;{parti}i;AMN;ledamot;21;;").tvekan[0].text


def test_after_an_election_the_whole_list_ends_the_old_and_seats_the_new(varld: Varld) -> None:
    text = "Ny;Ett;C;AMN;ordförande;1;;2027-01-01;;\nPia;Sand;M;AMN;ledamot;3;;;;\n"
    assert valda(varld, text).stoppas

    plan = valda(varld, text, slut_on=date(2026, 12, 31))

    assert not plan.stoppas
    assert plan.antal(Utfall.AVSLUTAD) == 6
    assert not any(p.vem == "Pia Sand (M)" for p in plan.poster if p.utfall == Utfall.AVSLUTAD)


def test_one_who_comes_back_begins_anew_and_the_old_time_stands(varld: Varld) -> None:
    gammalt = varld.uppdrag[4]
    gammalt.till_on = date(2025, 1, 1)
    gammalt.save()
    b = Befattning.objects.get(anvandare=varld.kollega)
    b.till_on = date(2025, 1, 1)
    b.save()

    assert poster(valda(varld, "Mats;Vest;SD;AMN;ledamot;5;;;;\n")) == [
        (2, "ny", "Mats Vest (SD)", "ledamot, Arbetsmarknadsnämnden, plats 5, från 2026-09-23")
    ]
    assert poster(personer("bo;Bo;Dahl;;;;handläggare;Utveckling AMN;;\n")) == [
        (2, "ny", "Bo Dahl", "handläggare, Utveckling AMN, från 2026-09-23")
    ]


# in the browser


@pytest.fixture
def klient(varld: Varld) -> Client:
    """One who keeps the registers."""
    ada = anvandare("ada", "Ada", "Min")
    ada.is_superuser = True
    ada.save()
    klient = Client()
    klient.force_login(ada, backend="remiss.login.backend.AccountBackend")
    return klient


def ladda_upp(klient: Client, slag: str, data: bytes, **falt: str) -> Any:
    """Choose a file."""
    fil = SimpleUploadedFile("lista.csv", data, content_type="text/csv")
    return klient.post(reverse("las_in", args=[slag]), {"nyckel": ny_nyckel(), "fil": fil, **falt})


def forhandsgranska(klient: Client, slag: str, text: str, **falt: str) -> tuple[str, Any]:
    """Choose a list; returns where its preview is, and the page."""
    svar = ladda_upp(klient, slag, text.encode("cp1252"), **falt)
    assert svar.status_code == 302, svar.content.decode()
    return svar.url, klient.get(svar.url)


def bekrafta(klient: Client, adress: str, sida: Any, nyckel: str = "") -> Any:
    """Press «Läs in» on a preview."""
    return klient.post(adress, {"nyckel": nyckel or ny_nyckel(), "plan": sida.context["plan"].sha256})


LISTA = VALDA + "Mats;Vest;SD;AMN;ledamot;5;;2023-01-01;2026-09-30;\nÅsa;Öst;SD;AMN;ledamot;5;;2026-10-01;;\n"


def test_what_was_shown_is_read_in_with_its_author_and_its_act(klient: Client, varld: Varld) -> None:
    adress, sida = forhandsgranska(klient, "valda", LISTA)
    assert "Åsa Öst (SD)" in sida.content.decode()
    assert not Fortroendevald.objects.filter(efternamn="Öst").exists()

    svar = bekrafta(klient, adress, sida)

    assert svar.status_code == 302
    asa = Fortroendevald.objects.get(efternamn="Öst")
    assert asa.uppdrag.get().fran_on == date(2026, 10, 1)
    gammalt = Fortroendeuppdrag.objects.get(fortroendevald__efternamn="Vest", organ=varld.organ)
    assert gammalt.till_on == date(2026, 9, 30)
    for obj in (asa, asa.uppdrag.get(), gammalt):
        assert obj.history.latest("history_date").history_user.username == "ada"  # type: ignore[attr-defined]
    akt = Handelse.objects.get(kedja=audit.ORGANISATIONEN, slag="organisation.las_in")
    assert {k: akt.data[k] for k in ("lista", "ny", "andrad", "avslutad", "oforandrad")} == {
        "lista": "valda", "ny": 2, "andrad": 0, "avslutad": 1, "oforandrad": 0,
    }  # fmt: skip
    assert historik(audit.ORGANISATIONEN)[0].text == "En lista lästes in i registren"
    assert Inlasning.objects.get().text == ""


def test_the_same_list_twice_changes_nothing(klient: Client, varld: Varld) -> None:
    bekrafta(klient, *forhandsgranska(klient, "valda", LISTA))
    antal = [m.objects.count() for m in (Fortroendevald, Fortroendeuppdrag)]

    _, sida = forhandsgranska(klient, "valda", LISTA)

    assert sida.context["inget"]
    assert "Det finns inget att läsa in." in sida.content.decode()
    assert [m.objects.count() for m in (Fortroendevald, Fortroendeuppdrag)] == antal


def test_a_double_click_reads_in_once(klient: Client, varld: Varld) -> None:
    adress, sida = forhandsgranska(klient, "valda", LISTA)
    nyckel = ny_nyckel()

    svar = [bekrafta(klient, adress, sida, nyckel) for _ in range(2)]

    assert [s.status_code for s in svar] == [302, 302]
    assert Fortroendevald.objects.filter(efternamn="Öst").count() == 1
    # With another key the list is gone.
    assert bekrafta(klient, adress, sida).status_code == 404


def test_a_register_that_has_changed_since_is_not_written_over(klient: Client, varld: Varld) -> None:
    adress, sida = forhandsgranska(klient, "valda", LISTA)
    vest = Fortroendeuppdrag.objects.get(fortroendevald__efternamn="Vest", organ=varld.organ)
    vest.till_on = date(2026, 8, 31)
    vest.save()

    svar = bekrafta(klient, adress, sida)

    assert svar.status_code == 409
    assert "Registret har ändrats sedan du såg förhandsgranskningen." in svar.content.decode()
    vest.refresh_from_db()
    assert vest.till_on == date(2026, 8, 31)
    assert not Fortroendevald.objects.filter(efternamn="Öst").exists()
    # The new preview says what is so now, and can be read in.
    assert bekrafta(klient, adress, svar).status_code == 302


def test_a_list_with_something_to_mend_is_not_read_in(klient: Client, varld: Varld) -> None:
    adress, sida = forhandsgranska(klient, "valda", LISTA + "Ny;Vald;C;Okänd;ledamot;9;;;;\n")
    assert "Läs in</button>" not in sida.content.decode()

    svar = bekrafta(klient, adress, sida)

    assert svar.status_code == 409
    assert "Ingenting är inläst." in svar.content.decode()
    assert not Fortroendevald.objects.filter(efternamn="Öst").exists()


def test_new_users_cannot_log_in_until_they_are_given_a_password(klient: Client, varld: Varld) -> None:
    adress, sida = forhandsgranska(
        klient, "anvandare", PERSONER + "ny.person;Ny;Person;;;;registrator;AMN;2026-01-01;\n"
    )
    bekrafta(klient, adress, sida)

    person = Anvandare.objects.get(username="ny.person")
    assert not person.has_usable_password()
    assert person.befattningar.get().organ == varld.organ


@pytest.mark.parametrize(
    ("data", "fel"),
    [
        (b"", "Filen är tom"),
        (b"\x00\x01\x02", "tecken som inte hör hemma"),
        (LISTA.encode("utf-16"), "UTF-16"),
        ("förnamn;efternamn\nA;B\n".encode(), "Kolumnerna parti, organ, roll, plats saknas"),
        (LISTA.encode() + b"A;B;C;AMN;ledamot;9;;;;\n" * 200_000, "ungefär 200\u00a0003 rader"),
    ],
    ids=["tom", "binär", "utf-16", "kolumner", "200 000 rader"],
)
def test_a_file_that_is_none_is_said_beside_the_field(
    klient: Client, varld: Varld, data: bytes, fel: str
) -> None:
    svar = ladda_upp(klient, "valda", data)

    assert svar.status_code == 422
    assert fel in svar.context["form"].errors["fil"][0]
    assert not Inlasning.objects.exists()


def test_another_persons_list_is_not_shown(klient: Client, varld: Varld) -> None:
    adress, _ = forhandsgranska(klient, "valda", LISTA)
    eva = anvandare("evas", "Eva", "S")
    eva.is_superuser = True
    eva.save()
    klient.force_login(eva, backend="remiss.login.backend.AccountBackend")

    assert klient.get(adress).status_code == 404


def test_a_list_that_was_forgotten_is_thrown_away(varld: Varld) -> None:
    ada = administrator()
    for dagar in (0, 2):
        facts = LaggUndan(slag="valda", filnamn="x.csv", text=LISTA, slut_on=None)
        edit(edits.LAGG_UNDAN, REGISTREN, facts, by=ada, at=varld.at + timedelta(days=dagar))

    assert Inlasning.objects.count() == 1


@pytest.mark.parametrize("slag", ["anvandare", "valda"])
def test_the_template_can_be_read_in(klient: Client, varld: Varld, slag: str) -> None:
    mall = klient.get(reverse("las_in_mall", args=[slag]))

    assert mall.content.startswith(b"\xef\xbb\xbf")
    assert ladda_upp(klient, slag, mall.content).status_code == 302
    assert klient.get(reverse("las_in", args=["nagot-annat"])).status_code == 404


def test_a_long_list_asks_no_more_questions_for_each_row(varld: Varld) -> None:
    ada = administrator()

    def fragor(antal: int, prefix: str) -> int:
        rader = "".join(f"{prefix}{n};Fö{n};Ef{n};;;;handläggare;Utveckling AMN;;\n" for n in range(antal))
        facts = LaggUndan(slag="anvandare", filnamn="x.csv", text=PERSONER + rader, slut_on=None)
        undan = edit(edits.LAGG_UNDAN, REGISTREN, facts, by=ada, at=varld.at)
        plan = lista.planera(undan.slag, undan.text, today=day_of(varld.at), slut_on=None)
        with CaptureQueriesContext(connection) as fragor:
            edit(edits.LAS_IN, REGISTREN, LasIn(undan, plan.sha256), by=ada, at=varld.at)
        return len(fragor)

    assert fragor(450, "b") == fragor(3, "a")
    assert Befattning.objects.filter(anvandare__first_name__startswith="Fö").count() == 453
