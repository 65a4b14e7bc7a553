"""Inställningar: whole in Swedish, for superusers alone, every change with its author and act, and no case's content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client, RequestFactory
from django.urls import reverse

from motions import audit
from motions.models import (
    Anvandare,
    Befattning,
    Fortroendeuppdrag,
    Fortroendevald,
    Handelse,
    Kommun,
    Organ,
)
from remiss.admin import installningar
from remiss.admin.andringar import andringar
from remiss.historik import historik
from remiss.web.idempotency import ny_nyckel
from tests.factories import LOSENORD, Varld, administrator, arende, fyll_registren

pytestmark = pytest.mark.django_db


@pytest.fixture
def chefen(varld: Varld) -> Anvandare:
    """One who keeps the registers and has no role at all."""
    return administrator()


@pytest.fixture
def klient(chefen: Anvandare) -> Client:
    """That person's browser."""
    klient = Client()
    klient.force_login(chefen, backend="remiss.login.backend.AccountBackend")
    return klient


def formular(klient: Client, adress: str) -> dict[str, Any]:
    """What the page's form would send if nothing were touched."""
    svar = klient.get(adress)
    form = svar.context["adminform"].form
    data: dict[str, Any] = {"nyckel": ny_nyckel(), "_save": "1"}
    former = [form]
    for rader in svar.context["inline_admin_formsets"]:
        former += [rader.formset.management_form, *rader.formset.forms]
    for f in former:
        for falt in f:
            varde = falt.value()
            if varde is not None and varde is not False:
                data[falt.html_name] = "on" if varde is True else varde
    return data


def skicka(klient: Client, adress: str, **falt: Any) -> Any:
    """Change some fields of the page's form and send it."""
    return klient.post(adress, {**formular(klient, adress), **falt})


def andra(obj: Any) -> str:
    """Where a row is changed."""
    return reverse(f"admin:motions_{obj._meta.model_name}_change", args=[obj.pk])


def ny(modell: Any) -> str:
    """Where a row is added."""
    return reverse(f"admin:motions_{modell._meta.model_name}_add")


def handelser() -> list[tuple[str, dict[str, Any]]]:
    """The acts on the registers, without the digest of their rows."""
    utan = {audit.RADER}
    return [
        (h.slag, {k: v for k, v in h.data.items() if k not in utan})
        for h in Handelse.objects.filter(kedja=audit.ORGANISATIONEN).order_by("nummer")
    ]


# whole in Swedish

ENGELSKA = re.compile(
    r"\b(save|delete|add|change|changed|history|view|site|home|select|search|please|correct|error|errors|below|yes|no|all|any"
    r"|unknown|today|password|username|user|name|first|last|required|field|this|that|the|and|of|with|is|are|was|were|date|time"
    r"|log|out|filter|by|show|results?|total|clear|sort|sorting|remove|close|hide|actions?|go|page|number|valid|value)\b",
    re.I,
)
SVENSKA_ANDA = {"all", "by", "date", "log", "filter", "sort", "total", "go", "is"}
"""Of those words, these are Swedish words too."""


def ord_i(html: str) -> str:
    """What a reader meets: the text, and the words of titles, labels and placeholders; not values nor addresses."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    attribut = re.findall(r'\b(?:title|alt|placeholder|aria-label|summary)="([^"]*)"', html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)) + " " + " ".join(attribut)


def engelska(html: str) -> set[str]:
    """The English words of a page."""
    return {t.lower() for t in ENGELSKA.findall(ord_i(html))} - SVENSKA_ANDA


def rader() -> Iterator[tuple[Any, Any]]:
    """Every register with one of its rows."""
    for modell in installningar._registry:
        obj = modell._default_manager.order_by("pk").first()
        assert obj is not None, f"{modell.__name__} har ingen rad att titta på"
        yield modell, obj


@pytest.fixture
def ifyllt(varld: Varld) -> Varld:
    """The kommun with something in every register."""
    fyll_registren(varld)
    return varld


def test_no_page_has_an_english_word(ifyllt: Varld, klient: Client) -> None:
    sidor = {"": klient.get(reverse("admin:index"))}
    for modell, obj in rader():
        info = f"admin:motions_{modell._meta.model_name}"
        sidor[f"{modell.__name__} lista"] = klient.get(reverse(f"{info}_changelist"))
        sidor[f"{modell.__name__} sök"] = klient.get(reverse(f"{info}_changelist") + "?q=qqq")
        if modell is not Kommun:
            sidor[f"{modell.__name__} ny"] = klient.get(reverse(f"{info}_add"))
            sidor[f"{modell.__name__} tom"] = klient.post(reverse(f"{info}_add"), tomt(klient, ny(modell)))
        for vad in ("change", "history"):
            sidor[f"{modell.__name__} {vad}"] = klient.get(reverse(f"{info}_{vad}", args=[obj.pk]))
        if installningar._registry[modell].has_delete_permission(sidor[""].wsgi_request, obj):
            sidor[f"{modell.__name__} ta bort"] = klient.get(reverse(f"{info}_delete", args=[obj.pk]))

    assert {
        n: s.status_code for n, s in sidor.items() if s.status_code != (422 if n.endswith("tom") else 200)
    } == {}
    assert {n: e for n, s in sidor.items() if (e := engelska(s.content.decode()))} == {}
    assert len(sidor) > 80


def test_no_list_draws_djangos_icons_which_are_not_gathered(ifyllt: Varld, klient: Client) -> None:
    sida = klient.get(reverse("admin:motions_anvandare_changelist")).content.decode()

    assert "<td" in sida
    assert "admin/img" not in sida
    assert ">Ja<" in sida


def tomt(klient: Client, adress: str) -> dict[str, Any]:
    """The form with nothing in it."""
    return {k: v for k, v in formular(klient, adress).items() if k == "nyckel" or "_FORMS" in k}


@pytest.mark.parametrize("ord_", ["Save", "Please correct the error below.", "History", "Select a value"])
def test_an_english_word_would_be_seen(ord_: str) -> None:
    assert engelska(f"<p>{ord_}</p>")
    assert engelska(f'<input title="{ord_}">')
    assert not engelska(f'<input value="{ord_}"><p>Sök bland alla förvaltningar, den är tom</p>')


# what is written, and by whom


def test_a_change_has_its_author_its_act_and_its_history(
    klient: Client, varld: Varld, chefen: Anvandare
) -> None:
    svar = skicka(klient, andra(varld.organ), namn="Nämnden för arbete", sarskilt_ord="yttrande")

    assert svar.status_code == 302
    varld.organ.refresh_from_db()
    assert varld.organ.namn == "Nämnden för arbete"
    assert handelser() == [("organisation.andra", {"modell": "organ", "id": varld.organ.pk})]
    senaste = andringar(varld.organ)[0]
    assert senaste.vem == chefen.namn
    assert {f.namn: (f.fran, f.till) for f in senaste.falt} == {
        "Namn": ("Arbetsmarknadsnämnden", "Nämnden för arbete"),
        "Namn på särskilt uttalande": ("Särskilt uttalande", "Särskilt yttrande"),
    }


def test_a_form_that_changes_nothing_writes_nothing(klient: Client, varld: Varld) -> None:
    fore = len(andringar(varld.organ))

    assert skicka(klient, andra(varld.organ)).status_code == 302

    assert handelser() == []
    assert len(andringar(varld.organ)) == fore


def test_the_acts_have_their_sentences(klient: Client, varld: Varld) -> None:
    skicka(klient, andra(varld.organ), namn="Nämnden för arbete")

    assert historik(audit.ORGANISATIONEN)[0].text == f"Organ nr {varld.organ.pk} ändrades i registren"
    assert "Organ «Nämnden för arbete»" in klient.get(reverse("admin:index")).content.decode()


def test_a_double_click_adds_one(klient: Client, varld: Varld) -> None:
    data = {**formular(klient, ny(Fortroendevald)), "kommun": varld.kommun.pk, "fornamn": "Åsa", "efternamn": "Öst",
            "parti": "C"}  # fmt: skip

    svar = [klient.post(ny(Fortroendevald), data) for _ in range(2)]

    assert [s.status_code for s in svar] == [302, 302]
    assert Fortroendevald.objects.filter(efternamn="Öst").count() == 1


def test_rows_have_their_acts_and_a_section_gets_its_key(klient: Client, varld: Varld) -> None:
    skicka(klient, andra(varld.arendetyp),
           **{"avsnitt-0-DELETE": "on", "avsnitt-5-ordning": "9", "avsnitt-5-rubrik": "Ärendet"})  # fmt: skip

    assert [s for s, _ in handelser()] == ["organisation.ta_bort", "organisation.skapa"]
    avsnitt = dict(varld.arendetyp.avsnitt.values_list("nyckel", "rubrik"))
    assert "sammanfattning" not in avsnitt
    assert avsnitt["arendet-2"] == "Ärendet"


def test_a_new_person_gets_a_password_and_a_befattning_and_logs_in(klient: Client, varld: Varld) -> None:
    svar = skicka(
        klient, ny(Anvandare), username="ny.person", first_name="Ny", last_name="Person", email="", nytt=LOSENORD,
        igen=LOSENORD,
        **{"befattningar-0-roll": "registrator", "befattningar-0-organ": varld.organ.pk,
           "befattningar-0-fran_on": "2026-01-01"},
    )  # fmt: skip

    assert svar.status_code == 302
    assert Client().login(username="ny.person", password=LOSENORD, request=RequestFactory().get("/"))
    person = Anvandare.objects.get(username="ny.person")
    assert person.befattningar.get().omrade == varld.organ


def test_a_person_without_a_password_cannot_log_in(klient: Client, varld: Varld) -> None:
    skicka(klient, ny(Anvandare), username="utan", first_name="U", last_name="Tan")

    assert not Anvandare.objects.get(username="utan").has_usable_password()


def test_a_new_password_is_told_of_but_not_shown(klient: Client, varld: Varld) -> None:
    skicka(klient, andra(varld.kollega), nytt="ett-annat-losenord-2", igen="ett-annat-losenord-2")

    varld.kollega.refresh_from_db()
    assert varld.kollega.check_password("ett-annat-losenord-2")
    sida = klient.get(reverse("admin:motions_anvandare_history", args=[varld.kollega.pk])).content.decode()
    assert "Lösenord" in sida
    assert varld.kollega.password not in sida
    assert "md5" not in sida


@pytest.mark.parametrize(
    ("falt", "var", "fel"),
    [
        ({"nytt": "kort", "igen": "kort"}, "nytt", "lösenordet är för kort"),
        ({"nytt": LOSENORD, "igen": "annat"}, "igen", "De två lösenorden är inte lika."),
        ({"username": "olle"}, "username", "Någon annan har redan det användarnamnet."),
        ({"first_name": "N\x00ul"}, "first_name", "Null-tecken"),
    ],
)
def test_what_is_wrong_with_a_person_is_said_beside_the_field(
    klient: Client, varld: Varld, falt: dict[str, str], var: str, fel: str
) -> None:
    svar = skicka(klient, andra(varld.kollega), **falt)

    assert svar.status_code == 422
    assert fel in str(svar.context["adminform"].form.errors[var])


def test_somebody_is_always_left_to_keep_the_registers(klient: Client, chefen: Anvandare) -> None:
    data = formular(klient, andra(chefen))
    for falt in ("is_active", "is_superuser"):
        svar = klient.post(
            andra(chefen), {k: v for k, v in data.items() if k != falt} | {"nyckel": ny_nyckel()}
        )
        assert svar.status_code == 422
        assert "Det här är den enda" in svar.content.decode()
    chefen.refresh_from_db()
    assert (chefen.is_active, chefen.is_superuser) == (True, True)


# what breaks a rule


def test_a_seat_that_is_taken_is_said_in_words(klient: Client, varld: Varld) -> None:
    person = Fortroendevald.objects.create(kommun=varld.kommun, fornamn="Ny", efternamn="Vald", parti="C")
    rad = {"uppdrag-0-organ": varld.organ.pk, "uppdrag-0-roll": "ledamot", "uppdrag-0-plats": "1",
           "uppdrag-0-parti": "C", "uppdrag-0-fran_on": "2026-01-01"}  # fmt: skip

    svar = skicka(klient, andra(person), **rad)

    assert svar.status_code == 422
    assert "Någon har redan platsen under de dagarna." in svar.content.decode()
    assert not person.uppdrag.exists()
    # Ledamöter and ersättare are numbered apart.
    assert (
        skicka(
            klient, andra(person), **{**rad, "uppdrag-0-roll": "ersattare", "uppdrag-0-plats": "3"}
        ).status_code
        == 302
    )


def test_two_new_rows_may_not_want_one_seat(klient: Client, varld: Varld) -> None:
    person = varld.uppdrag[5].fortroendevald
    rad = {"organ": varld.organ.pk, "roll": "ledamot", "plats": "9", "parti": "C", "fran_on": "2026-01-01"}
    data = {**formular(klient, andra(person)), "uppdrag-TOTAL_FORMS": "3"}
    data |= {f"uppdrag-{n}-{k}": v for n in (1, 2) for k, v in rad.items()}

    svar = klient.post(andra(person), data)

    assert svar.status_code == 422
    assert "samma plats och dagar som en rad ovanför" in svar.content.decode()


def test_a_form_that_claims_to_have_thousands_of_rows_is_refused_before_they_are_built(
    klient: Client, varld: Varld
) -> None:
    person = varld.uppdrag[5].fortroendevald

    svar = skicka(klient, andra(person), **{"uppdrag-TOTAL_FORMS": "5000"})

    assert svar.status_code == 422
    assert "Fler än 100 rader" in svar.content.decode()
    assert svar.content.decode().count("-parti") < 1000


def test_a_seat_taken_in_the_meantime_is_said_too(
    klient: Client, varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Fortroendevald.objects.create(kommun=varld.kommun, fornamn="Ny", efternamn="Vald", parti="C")
    sant = Fortroendeuppdrag.clean
    anrop = []

    def blunda_forst(self: Fortroendeuppdrag) -> None:
        anrop.append(1)
        if len(anrop) > 1:
            sant(self)

    monkeypatch.setattr(Fortroendeuppdrag, "clean", blunda_forst)
    svar = skicka(klient, ny(Fortroendeuppdrag), fortroendevald=person.pk, organ=varld.organ.pk, roll="ledamot",
                  plats="1", parti="C", fran_on="2026-01-01")  # fmt: skip

    assert svar.status_code == 422
    assert "Någon har redan platsen under de dagarna." in svar.content.decode()


@pytest.mark.parametrize(
    ("modell", "falt", "fel"),
    [
        ("Klassificering", {"kod": "1.6", "namn": "Annat", "fran_on": "2025-01-01"}, "Koden gäller redan"),
        ("Klassificering", {"kod": "9", "namn": "X", "fran_on": "2026-01-02", "till_on": "2026-01-01"},
         "Sista dagen ligger före den första"),
        ("Enhet", {"namn": "Utveckling AMN"}, "Förvaltningen har redan en enhet med det namnet"),
        ("Organ", {"namn": "Ny", "kortnamn": "AMN"}, "Ett annat organ har redan det kortnamnet"),
        ("Organ", {"namn": "Ny", "kortnamn": "NY", "slag": "utskott"}, "Välj nämnd för ett utskott"),
        ("Organ", {"namn": "Ny", "kortnamn": "NY", "dnr_monster": "{ar}"}, "Mönstret måste innehålla {lopnr}"),
        ("Organ", {"namn": "Ny", "kortnamn": "NY 1"}, "Diarienumret kan inte skrivas med organ «NY 1»"),
        ("Organ", {"namn": "Ny", "kortnamn": "NY", "dnr_monster": "{kod}-{lopnr}/{ar}"}, "Diarienumret behöver kod"),
        ("Klassificering", {"kod": "A 1", "namn": "X", "fran_on": "2026-01-02"}, "Skriv koden med siffror och punkter"),
        ("Organ", {"namn": "Ny", "kortnamn": "NY", "antal_justerare": "99999"}, "mindre än eller lika med 32767"),
        ("Remittent", {"namn": "Kommunstyrelsen"}, "Kommunen har redan en remittent med det namnet"),
        ("Beslutssatsmall", {"namn": "X", "text": "{nämnd} beslutar"}, "Skriv {namnd} i stället för {nämnd}"),
        ("Beslutssatsmall", {"namn": "X", "text": "{namnd beslutar"}, "En klammer saknar sin andra halva"),
        ("Befattning", {"roll": "registrator", "fran_on": "2026-01-01", "organ": "", "enhet": ""},
         "Välj ett enda område"),
        ("Befattning", {"roll": "revisor", "fran_on": "2026-01-01"}, "En revisor granskar hela kommunen"),
        ("Personalforetradare", {"namn": "X", "organisation": "Saco", "fran_on": "2026-02-30"},
         "finns inte i kalendern"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_a_sentence_and_not_a_fault(
    klient: Client, varld: Varld, modell: str, falt: dict[str, str], fel: str
) -> None:
    klass = apps.get_model("motions", modell)
    grund = {"kommun": varld.kommun.pk, "forvaltning": varld.organ.forvaltning_id, "organ": varld.organ.pk,
             "anvandare": varld.kollega.pk}  # fmt: skip
    namn = {f.name for f in klass._meta.fields}
    valda = {k: v for k, v in grund.items() if k in namn}
    if modell == "Befattning":
        valda = {"anvandare": varld.kollega.pk} | (
            {"organ": varld.organ.pk} if falt["roll"] == "revisor" else {}
        )

    svar = skicka(klient, ny(klass), **{**valda, **falt})

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert handelser() == []


@pytest.mark.parametrize(
    "fraga", ["?q=%00", "?e=1", "?p=99999", "?roll=finns-ej", "?organ__id__exact=abc", "?o=9.9.x"]
)
def test_a_filter_that_is_none_is_no_fault(klient: Client, varld: Varld, fraga: str) -> None:
    svar = klient.get(reverse("admin:motions_fortroendeuppdrag_changelist") + fraga, follow=True)

    assert svar.status_code in (200, 400)
    assert engelska(svar.content.decode()) == set()


# what may be removed


def test_what_is_in_use_is_not_removed_and_is_counted_but_not_named(klient: Client, varld: Varld) -> None:
    arende(varld, titel="Hemlig sak")
    for obj in (varld.organ, varld.klass, varld.remittent, varld.uppdrag[0], varld.uppdrag[0].fortroendevald):
        adress = reverse(f"admin:motions_{obj._meta.model_name}_delete", args=[obj.pk])
        svar = [klient.get(adress), klient.post(adress, {"nyckel": ny_nyckel(), "post": "yes"})]

        assert [s.status_code for s in svar] == [200, 422], obj
        assert all("kan inte tas bort" in s.content.decode() for s in svar)
        assert all("Hemlig" not in s.content.decode() for s in svar)
        assert type(obj)._default_manager.filter(pk=obj.pk).exists()
    assert (
        "1 ärende"
        in klient.get(reverse("admin:motions_klassificering_delete", args=[varld.klass.pk])).content.decode()
    )
    assert handelser() == []


def test_what_has_not_begun_is_removed_with_its_act(klient: Client, varld: Varld) -> None:
    b = Befattning.objects.create(
        anvandare=varld.kollega, roll="registrator", organ=varld.organ, fran_on="2099-01-01"
    )
    adress = reverse("admin:motions_befattning_delete", args=[b.pk])

    assert "Ja, ta bort" in klient.get(adress).content.decode()
    assert klient.post(adress, {"nyckel": ny_nyckel(), "post": "yes"}).status_code == 302

    assert not Befattning.objects.filter(pk=b.pk).exists()
    assert handelser() == [("organisation.ta_bort", {"modell": "befattning", "id": b.pk})]


@pytest.mark.parametrize("namn", ["Anvandare", "Kommun"])
def test_people_and_the_kommun_are_never_removed(klient: Client, varld: Varld, namn: str) -> None:
    obj = apps.get_model("motions", namn).objects.earliest("pk")

    svar = klient.post(
        reverse(f"admin:motions_{namn.lower()}_delete", args=[obj.pk]), {"nyckel": ny_nyckel(), "post": "yes"}
    )

    assert svar.status_code == 403


def test_a_code_that_is_used_is_not_renamed(klient: Client, varld: Varld) -> None:
    arende(varld)

    skicka(klient, andra(varld.klass), kod="9.9", namn="Nytt namn")

    varld.klass.refresh_from_db()
    assert (varld.klass.kod, varld.klass.namn) == ("1.6", "Nytt namn")


# for whom


def test_registers_and_nothing_else_are_kept_here() -> None:
    assert {m.__name__ for m in installningar._registry} == {
        "Kommun", "Forvaltning", "Enhet", "Organ", "Klassificering", "Arendetyp", "Beslutssatsmall", "Anvandare",
        "Befattning", "Vikariat", "Fortroendevald", "Fortroendeuppdrag", "Personalforetradare", "Remittent",
        "Delegationspunkt", "Bradskandeuppdrag",
    }  # fmt: skip


def test_the_menu_shows_it_to_those_who_may(klient: Client, varld: Varld) -> None:
    assert ">Inställningar</a>" in klient.get(reverse("skrivbord")).content.decode()
    klient.force_login(varld.registrator, backend="remiss.login.backend.AccountBackend")
    assert ">Inställningar</a>" not in klient.get(reverse("skrivbord")).content.decode()


# the order of words


@pytest.fixture
def organen(varld: Varld) -> list[str]:
    """Nämnder whose names a computer would put otherwise; in the order of a Swede."""
    namn = [
        "adoptionsnämnden",
        "Arkivnämnden",
        "Socialnämnden",
        "Zoonämnden",
        "Ålderdomsnämnden",
        "Ärendenämnden",
    ]
    for n in {*namn[1:]} - {varld.andra_organ.namn}:
        Organ.objects.create(
            kommun=varld.kommun, forvaltning=varld.organ.forvaltning, namn=n, kortnamn=n[:3].upper()
        )
    varld.organ.namn = namn[0]
    varld.organ.save()
    return namn


@pytest.mark.parametrize(("fraga", "bakvant"), [("", False), ("?o=0", False), ("?o=-0", True)])
def test_a_list_stands_as_swedes_sort(klient: Client, organen: list[str], fraga: str, bakvant: bool) -> None:
    svar = klient.get(ny(Organ).removesuffix("ny/") + fraga)

    funna = [o.namn for o in svar.context["cl"].result_list]
    assert funna == (organen[::-1] if bakvant else organen)


def test_a_list_sorted_by_what_it_refers_to_stands_by_its_name(klient: Client, varld: Varld) -> None:
    svar = klient.get(ny(Fortroendeuppdrag).removesuffix("ny/") + "?o=0")

    namn = [u.fortroendevald.efternamn for u in svar.context["cl"].result_list]
    assert namn == sorted(namn)
    assert len(set(namn)) > 3


def test_so_do_the_choices_of_a_form(klient: Client, organen: list[str]) -> None:
    val = klient.get(ny(Fortroendeuppdrag)).context["adminform"].form.fields["organ"].queryset

    assert [o.namn for o in val] == organen
