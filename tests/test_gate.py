"""One gate for every write: nobody goes past it, and every row of its two tables says who, when and what."""

from __future__ import annotations

import ast
import contextvars
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from motions.actor import AktorSaknasError
from motions.ingest.brev import Brev
from motions.models import Anvandare, Arende, Organ, Sammantrade
from motions.register import REGISTREN
from remiss import checks, roles
from remiss.checks import editbrister, effekter
from remiss.facts import Facts
from remiss.facts.konto import Inloggning
from remiss.facts.post import LaggIn, RegistreraI, RegistreraNytt
from remiss.facts.register import Rad
from remiss.facts.registrering import Inkommen
from remiss.facts.sammantrade import Planera
from remiss.hinder import Gjort
from remiss.historik import MENINGAR
from remiss.management.commands import workflowdoc
from remiss.workflow import EjSynligtError, EjTillatetError, HindradError, edit, edits
from remiss.workflow.edits import EDITS
from remiss.workflow.step import Edit, EditRow, Trace
from tests.factories import LOSENORD, Varld
from tests.outside_the_gate import WroteOutsideError
from tests.test_architecture import filer, importer
from tests.vagen import Vag

OUTSIDE = (
    "remiss/views/",
    "remiss/forms/",
    "remiss/admin/",
    "remiss/jobs.py",
    "remiss/management/",
    "remiss/templatetags/",
    "remiss/frister/",
    "remiss/lists/",
    "remiss/web/",
    "remiss/login/",
    "remiss/documents/",
    "remiss/demo/",
    "remiss/nykommun/",
)
"""What writes through the gate alone, and so never meets an effect."""


def past_the_gate(fil: str, trad: ast.Module) -> list[str]:
    """Imports of effects from where only the gate may be called."""
    if not fil.startswith(OUTSIDE):
        return []
    return [
        f"{fil}:{nod.lineno} importerar {namn}"
        for nod, namn in importer(trad)
        if f"{namn}.".startswith("remiss.effects.")
    ]


def names_an_author(fil: str, trad: ast.Module) -> list[str]:
    """Whoever else than the gate says who acts."""
    if fil in ("motions/actor.py", "remiss/workflow/perform.py"):
        return []
    funna = [
        f"{fil}:{nod.lineno} importerar {namn}"
        for nod, namn in importer(trad)
        if namn == "motions.actor.acting"
    ]
    return funna + [
        f"{fil}:{nod.lineno} actor.acting"
        for nod in ast.walk(trad)
        if isinstance(nod, ast.Attribute) and nod.attr == "acting"
    ]


RULES = {"past the gate": past_the_gate, "names an author": names_an_author}


@pytest.mark.parametrize("rule", RULES)
def test_no_file_goes_past_the_gate(rule: str) -> None:
    read = list(filer())
    assert any(fil.startswith(OUTSIDE) for fil, _ in read)

    assert [found for fil, trad in read for found in RULES[rule](fil, trad)] == []


@pytest.mark.parametrize(
    ("rule", "fil", "kod"),
    [
        ("past the gate", "remiss/views/x.py", "from remiss.effects.post import avfor"),
        ("past the gate", "remiss/forms/nykommun/x.py", "from remiss.effects import nykommun"),
        ("past the gate", "remiss/jobs.py", "import remiss.effects.sok"),
        ("past the gate", "remiss/demo/x.py", "from remiss import effects"),
        ("names an author", "remiss/views/x.py", "from motions.actor import acting"),
        ("names an author", "motions/x.py", "from motions import actor\nwith actor.acting(by):\n    f()"),
    ],
)
def test_each_rule_finds_who_goes_past(rule: str, fil: str, kod: str) -> None:
    assert RULES[rule](fil, ast.parse(kod))


# what a request writes


def _save(arende: Arende) -> None:
    arende.titel = "Omskriven"
    arende.save()


def _create(arende: Arende) -> None:
    Organ.objects.create(
        kommun=arende.organ.kommun, forvaltning=arende.organ.forvaltning, namn="N", kortnamn="N"
    )


def _delete(arende: Arende) -> None:
    arende.remiss.delete()


def _many_to_many(arende: Arende) -> None:
    arende.motioner.clear()


def _bulk_update(arende: Arende) -> None:
    Arende.objects.filter(pk=arende.pk).update(titel="Omskriven")


def _bulk_create(arende: Arende) -> None:
    Organ.objects.bulk_create(
        [Organ(kommun=arende.organ.kommun, forvaltning=arende.organ.forvaltning, namn="N", kortnamn="N")]
    )


def _raw(arende: Arende) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE motions_arende SET titel = 'Omskriven' WHERE id = %s", [arende.pk])


def _raw_within(arende: Arende) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH bort AS (DELETE FROM motions_arende_motioner WHERE arende_id = %s RETURNING 1) SELECT count(*) FROM bort",
            [arende.pk],
        )


class Addresses:
    """A urlconf of one view."""

    def __init__(self, view: Callable[[HttpRequest], HttpResponse]) -> None:
        self.urlpatterns = [path("skriv", view)]


Ask = Callable[[Callable[[Arende], None]], int]

PLANTED: list[Callable[[Arende], None]] = [
    _save,
    _create,
    _delete,
    _many_to_many,
    _bulk_update,
    _bulk_create,
    _raw,
    _raw_within,
]


@pytest.fixture
def ask(varld: Varld, settings: Any) -> Ask:
    """Ask a view that does what it is given to an ärende."""
    arende = Vag(varld).registrera().arende

    def through_view(write: Callable[[Arende], None]) -> int:
        @login_not_required
        def view(request: HttpRequest) -> HttpResponse:
            write(Arende.objects.get(pk=arende.pk))
            return HttpResponse()

        settings.ROOT_URLCONF = Addresses(view)
        return Client().get("/skriv").status_code

    return through_view


@pytest.mark.parametrize("write", PLANTED, ids=lambda f: f.__name__.strip("_"))
def test_a_view_that_writes_past_the_gate_is_found(ask: Ask, write: Callable[[Arende], None]) -> None:
    with pytest.raises(WroteOutsideError):
        ask(write)


def test_a_view_may_read_and_lock(ask: Ask) -> None:
    def lock(arende: Arende) -> None:
        assert Arende.objects.select_for_update(of=("self",)).filter(pk=arende.pk)

    assert ask(lock) == 200


def test_a_save_outside_the_gate_is_refused_by_the_program_itself(varld: Varld, settings: Any) -> None:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.startswith("tests.")]
    organ = varld.organ.pk
    fel: list[Exception] = []

    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        try:
            Organ.objects.get(pk=organ).save()
        except AktorSaknasError as error:
            fel.append(error)
        return HttpResponse()

    settings.ROOT_URLCONF = Addresses(view)
    contextvars.Context().run(lambda: Client().get("/skriv"))

    assert len(fel) == 1


# the rows


def test_every_edit_and_every_effect_is_in_order() -> None:
    assert editbrister(EDITS, MENINGAR, effekter()) == []


def gor_inget(subject: Organ, facts: Facts, /, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """An effect of a planted row."""
    return Gjort(None)


def row(**fields: Any) -> EditRow:
    """A row that is right but for what is planted."""
    return Edit(
        **{
            "kind": "post",
            "name": "planted",
            "mening": "Något gjordes",
            "who": roles.registrator,
            "effect": gor_inget,
            "facts": Facts,
            "locks": (Organ,),
            "trace": Trace.HISTORIK,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("planted", "brist"),
    [
        (row(mening=""), "post.planted: ingen mening."),
        (row(who=None), "post.planted: ingen får göra den."),
        (row(when=None), "post.planted: inget läge."),
        (row(locks=(Sammantrade, Organ)), "post.planted: låsen står inte i ordningen."),
        (row(locks=(Arende, Arende)), "post.planted: låsen står inte i ordningen."),
        (row(locks=(Facts,)), "post.planted: låsen står inte i ordningen."),
        (row(name="avfor"), "post.avfor: står två gånger."),
        (row(trace=Trace.KEDJA), "post.planted: saknar mening i historiken."),
    ],
)
def test_a_row_with_a_hole_is_reported(planted: EditRow, brist: str) -> None:
    assert brist in editbrister([*EDITS, planted], MENINGAR, effekter())


def test_an_effect_that_no_row_names_is_reported() -> None:
    without = [rad for rad in EDITS if rad is not edits.AVFOR]

    assert editbrister(without, MENINGAR, effekter()) == ["remiss.effects.post.avfor: ingen rad nämner den."]


def test_the_system_checks_report_an_edit_with_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "EDITS", [*EDITS, replace(edits.AVFOR, mening="")])

    assert "post.avfor: ingen mening." in [fel.msg for fel in checks.kontrollera_andringarna(None)]


@pytest.mark.parametrize("rad", EDITS, ids=lambda rad: f"{rad.kind}.{rad.name}")
def test_the_page_of_the_workflow_has_each_edit_and_says_in_words_who_may(rad: EditRow) -> None:
    vem = workflowdoc.vem_i_ord(rad.who)

    assert "_" not in vem
    assert "<" not in vem
    assert f"| {rad.kind} | `{rad.name}` | {rad.mening} | {vem} |" in workflowdoc.filen().read_text("utf-8")


# the gate itself


def test_an_edit_of_what_is_seen_but_is_not_ones_own_is_refused(varld: Varld, at: datetime) -> None:
    with pytest.raises(EjTillatetError):
        edit(edits.PLANERA, varld.organ, Planera(at, "Salen"), by=varld.handlaggare, at=at)

    assert not Sammantrade.objects.exists()


def test_a_password_that_is_kept_anew_at_the_login_is_the_persons_own_edit(
    varld: Varld, settings: Any
) -> None:
    old, new = "django.contrib.auth.hashers.PBKDF2PasswordHasher", settings.PASSWORD_HASHERS[0]
    person = varld.handlaggare
    settings.PASSWORD_HASHERS = [old]
    person.set_password(LOSENORD)
    person.save()
    settings.PASSWORD_HASHERS = [new, old]

    svar = Client().post(reverse("logga_in"), {"username": person.username, "password": LOSENORD})

    person.refresh_from_db()
    assert svar.status_code == 302
    assert person.password.startswith("md5$")
    assert person.history.latest("history_date").history_user == person  # type: ignore[attr-defined]


def test_a_password_is_tried_by_none_but_its_own_person(varld: Varld, at: datetime) -> None:
    facts = Inloggning(HttpRequest(), LOSENORD)

    with pytest.raises(EjTillatetError):
        edit(edits.PROVA_LOSENORD, varld.handlaggare, facts, by=varld.sekreterare, at=at)


def test_a_letter_is_not_filed_in_an_arende_that_the_registrator_may_not_know_of(
    varld: Varld, at: datetime
) -> None:
    """The act that is part of the edit asks for itself."""
    hemligt = Vag(varld, hemlig=True).registrera(organ=varld.andra_organ, behoriga=[]).arende
    brev = Brev(varld.organ.forvaltning, at.date(), "Per Ek", "Fråga", text="Hej")
    post = edit(edits.LAGG_IN, brev.forvaltning, LaggIn(brev), by=varld.registrator, at=at)

    with pytest.raises(EjSynligtError):
        edit(edits.REGISTRERA_I, post, RegistreraI(hemligt, "skrivelse", "R"), by=varld.registrator, at=at)
    assert hemligt.handlingar.filter(slag="skrivelse").count() == 0


def test_a_new_arende_of_another_namnd_is_not_made_from_a_letter(varld: Varld, at: datetime) -> None:
    brev = Brev(varld.organ.forvaltning, at.date(), "Per Ek", "Fråga", text="Hej")
    post = edit(edits.LAGG_IN, brev.forvaltning, LaggIn(brev), by=varld.registrator, at=at)
    dag = at.date()
    inkommen = Inkommen(
        varld.arendetyp, varld.klass, "Fråga", "Per Ek", "", inkommen_on=dag, remisstid_on=dag
    )

    facts = RegistreraNytt(varld.andra_organ, inkommen)
    with pytest.raises(HindradError):
        edit(edits.REGISTRERA_NYTT, post, facts, by=varld.registrator, at=at)
    assert not Arende.objects.exists()


def test_a_row_of_a_register_is_saved_or_removed_by_none_but_who_keeps_them(
    varld: Varld, at: datetime
) -> None:
    facts = Rad(varld.organ)

    with pytest.raises(EjTillatetError):
        edit(edits.SPARA_RAD, REGISTREN, facts, by=varld.registrator, at=at)
    with pytest.raises(EjTillatetError):
        edit(edits.TA_BORT_RAD, REGISTREN, facts, by=varld.registrator, at=at)
