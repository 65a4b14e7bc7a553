"""Prepared queries: they answer as the ORM would have, never one user with another's rows, and are written once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet, Value, prefetch_related_objects
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motions import prepared as modulen
from motions.models import (
    Anvandare,
    Arende,
    Behorighet,
    Handling,
    Medhandlaggare,
    Motion,
    Organ,
    Post,
    Protokoll,
    Roll,
    Sammantrade,
    Sokpost,
    Tjansteutlatande,
)
from motions.prepared import Related, Slot, asked, hamtat, prepared
from motions.visibility import Betraktare, betraktare
from tests.factories import Varld, arende, befattning
from tests.remiss.mycket import vagar
from tests.remiss.test_fragor_akten import BACKEND, VEM, sidorna

pytestmark = pytest.mark.django_db

SYNLIGA: dict[str, Any] = {
    m.__name__: m for m in (Arende, Tjansteutlatande, Sammantrade, Protokoll, Handling, Sokpost, Post)
}


@prepared
def arenden(*, organ: Slot, senast: Slot) -> QuerySet[Arende]:
    """By organ and day, each with what is one to it, a condition of its own, and a constant with every odd sign."""
    return (
        Arende.objects.filter(organ=organ, frist_on__lte=senast, sekretess=False)
        .exclude(titel__in=["50 % av %s", "'; --", "åäö"])
        .select_related("organ", "handlaggare")
        .annotate(
            odd=Value("100 %s % \\ ' \""),
            har_motion=Exists(Motion.objects.filter(arenden=OuterRef("pk"))),
        )
        .order_by("-pk")
    )


@prepared
def synliga(modell: str, vem: Betraktare) -> QuerySet[Any, int]:
    """The keys of all that one may see of a kind."""
    pk: QuerySet[Any, int] = (
        SYNLIGA[modell].objects.visible_to(vem, today=vem.omfang.day).values_list("pk", flat=True)
    )
    return pk


@prepared
def med_titel(*, titel: Slot) -> QuerySet[Arende]:
    """By title."""
    return Arende.objects.filter(titel=titel)


def test_the_rows_are_those_of_the_orm_with_all_that_belongs_to_them(varld: Varld) -> None:
    rader = [arende(varld, med_motion=n % 2 == 0, titel=f"Nr {n}") for n in range(4)]
    arende(varld, titel="50 % av %s")
    arende(varld, organ=varld.andra_organ)
    svar = arenden(organ=varld.organ, senast=date.max)
    assert svar == rader[::-1]
    with CaptureQueriesContext(connection) as fragor:
        assert [a.handlaggare for a in svar] == [a.handlaggare for a in rader[::-1]]
    assert not fragor.captured_queries
    assert [vars(a)["odd"] for a in svar] == ["100 %s % \\ ' \""] * 4
    assert [vars(a)["har_motion"] for a in svar] == [False, True, False, True]
    assert arenden(organ=varld.organ, senast=date(1999, 1, 1)) == []


def test_a_value_is_a_value_whatever_is_written_in_it(varld: Varld) -> None:
    elaka = ["'; DROP TABLE motions_arende; --", "%s", "%(x)s", "\\", "1 OR 1=1", "${1}"]
    rader = [arende(varld, titel=titel) for titel in elaka]
    assert [med_titel(titel=titel) for titel in elaka] == [[a] for a in rader]


def test_the_row_that_is_asked_by_is_the_row_that_is_led_back_to(varld: Varld) -> None:
    arende(varld)
    assert all(a.organ is varld.organ for a in _utan_organ(organ=varld.organ))
    assert _utan_organ(organ=varld.organ.pk) == _utan_organ(organ=varld.organ)


@prepared
def _utan_organ(*, organ: Slot) -> QuerySet[Arende]:
    return Arende.objects.filter(organ=organ)


def test_a_shape_is_written_once_and_another_shape_apart(varld: Varld) -> None:
    skrivna: list[int] = []

    @prepared
    def i_lagen(lagen: frozenset[str], *, organ: Slot) -> QuerySet[Arende]:
        skrivna.append(len(lagen))
        return Arende.objects.filter(state__in=sorted(lagen), organ=organ)

    a = arende(varld)
    for _ in range(3):
        assert i_lagen(frozenset({a.state}), organ=varld.organ) == [a]
        assert i_lagen(frozenset({a.state}), organ=varld.andra_organ) == []
        assert i_lagen(frozenset(), organ=varld.organ) == []
    assert skrivna == [1, 0]


def test_the_server_keeps_one_plan_however_many_values(varld: Varld) -> None:
    with CaptureQueriesContext(connection) as fragor:
        for n in range(8):
            arenden(organ=varld.organ, senast=date(2026, 1, 1 + n))
    fragan = {rad["sql"] for rad in fragor.captured_queries}
    assert len(fragor.captured_queries) == 8
    assert len(fragan) <= 8
    planer = asked("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%100 \\%s%"])
    assert planer == [(1,)]


def test_without_prepared_statements_the_answers_are_the_same(varld: Varld) -> None:
    a, innan = arende(varld), connection.connection.prepare_threshold
    connection.connection.prepare_threshold = None
    try:
        assert arenden(organ=varld.organ, senast=date.max) == [a]
    finally:
        connection.connection.prepare_threshold = innan


def test_a_plan_outlives_what_was_undone(varld: Varld) -> None:
    a = arende(varld)
    for _ in range(3):
        with transaction.atomic():
            Arende.objects.filter(pk=a.pk).update(titel="Ångrat")
            assert med_titel(titel="Ångrat") == [a]
            transaction.set_rollback(True)
        assert med_titel(titel="Ångrat") == []


@pytest.mark.parametrize("nyckel", [2**63, -(2**63), 10**5000], ids=["över", "under", "långt över"])
def test_a_number_that_no_column_holds_is_in_no_row_and_is_not_asked_for(varld: Varld, nyckel: int) -> None:
    arende(varld)
    with CaptureQueriesContext(connection) as fragor:
        assert _utan_organ(organ=nyckel) == []
        assert _utan_organ.count(organ=nyckel) == 0
    assert not fragor.captured_queries


def test_a_text_that_no_column_holds_is_in_no_row(varld: Varld) -> None:
    assert med_titel(titel="\x00") == []
    assert med_titel.count(titel="a\x00b") == 0
    assert ARENDEN._ask(keys=[2**63]) == []


def test_what_is_counted_is_not_fetched(varld: Varld) -> None:
    for _ in range(3):
        arende(varld)
    assert _utan_organ.count(organ=varld.organ) == 3
    assert med_titel.first(titel="finns inte") is None


def test_what_belongs_to_the_rows_is_not_forgotten_in_silence() -> None:
    @prepared
    def med_motioner(*, organ: Slot) -> QuerySet[Arende]:
        return Arende.objects.filter(organ=organ).prefetch_related("motioner")

    with pytest.raises(ValueError, match="Related"):
        med_motioner(organ=1)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="senast"):
        arenden(organ=1)


# who sees what


def test_everyone_sees_the_same_as_by_the_rule_itself(varld: Varld) -> None:
    vagar(varld, 2)
    hemligt = arende(
        varld,
        sekretess=True,
        sekretess_lagrum="OSL 21:7",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    Behorighet.objects.create(
        arende=hemligt, anvandare=varld.kollega, given_at=varld.at, given_by=varld.registrator
    )
    today, sedda = varld.at.date(), 0
    for namn in VEM:
        user = Anvandare.objects.get(pk=getattr(varld, namn).pk)
        for modell, klass in SYNLIGA.items():
            enligt_regeln = sorted(klass.objects.visible_to(user, today=today).values_list("pk", flat=True))
            assert sorted(synliga(modell, betraktare(user, today))) == enligt_regeln, (namn, modell)
            sedda += len(enligt_regeln)
    assert sedda > 500


def test_two_of_one_scope_share_the_sql_and_never_the_answer(varld: Varld) -> None:
    hemligt = arende(
        varld,
        sekretess=True,
        sekretess_lagrum="OSL 21:7",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    Behorighet.objects.create(
        arende=hemligt, anvandare=varld.kollega, given_at=varld.at, given_by=varld.registrator
    )
    today = varld.at.date()
    den_ena, den_andra = betraktare(varld.handlaggare, today), betraktare(varld.kollega, today)
    assert den_ena == den_andra
    assert synliga("Arende", den_ena) == []
    assert synliga("Arende", den_andra) == [hemligt.pk]
    assert synliga("Arende", den_ena) == []


def test_another_role_is_another_scope_and_a_scope_is_of_no_day(varld: Varld) -> None:
    today = varld.at.date()
    befattning(varld.kollega, Roll.REGISTRATOR, organ=varld.organ)
    samma = betraktare(varld.handlaggare, today)
    assert samma == betraktare(Anvandare.objects.get(pk=varld.handlaggare.pk), today)
    assert samma != betraktare(Anvandare.objects.get(pk=varld.kollega.pk), today)
    assert samma == betraktare(varld.handlaggare, today + timedelta(days=1))
    assert samma.omfang.day == date.min


def test_a_scope_says_nothing_of_whom_it_is(varld: Varld) -> None:
    vem = betraktare(varld.handlaggare, varld.at.date())
    assert vem.omfang.uppdrag
    assert {(u.befattning_id, u.for_namn) for u in vem.omfang.uppdrag} == {(0, "")}


# what belongs to rows


MEDHANDLAGGARE = Related(Arende, "medhandlaggare", Anvandare)
ARENDEN = Related(Organ, "arenden", lambda: Arende.objects.select_related("arendetyp").order_by("-pk"))


def test_what_belongs_to_rows_is_as_djangos_prefetch(varld: Varld) -> None:
    rader = [arende(varld) for _ in range(3)]
    for a in rader[:2]:
        for vem in (varld.kollega, varld.registrator):
            Medhandlaggare.objects.create(arende=a, anvandare=vem)
    organ = list(Organ.objects.order_by("pk"))
    funna = ARENDEN.onto(organ)
    MEDHANDLAGGARE.onto(funna)
    samma = list(Organ.objects.order_by("pk"))
    prefetch_related_objects(samma, "arenden__medhandlaggare")
    with CaptureQueriesContext(connection) as fragor:
        for ena, andra in zip(organ, samma, strict=True):
            assert list(ena.arenden.all()) == sorted(andra.arenden.all(), key=lambda a: -a.pk)
            assert all(a.organ is ena for a in ena.arenden.all())
            for a in ena.arenden.all():
                (sammas,) = [s for s in andra.arenden.all() if s == a]
                assert set(a.medhandlaggare.all()) == set(sammas.medhandlaggare.all())
                assert not hasattr(a, "_owner")
    assert not fragor.captured_queries
    assert list(organ[0].arenden.filter(pk=rader[0].pk)) == [rader[0]]
    assert organ[1].arenden.filter(pk=rader[0].pk).count() == 0


def test_what_has_been_fetched_is_not_fetched_again_and_of_keeps_nothing(varld: Varld) -> None:
    a = arende(varld)
    assert ARENDEN.of(varld.organ) == [a]
    assert not hamtat(varld.organ, "arenden")
    nytt = arende(varld)
    assert ARENDEN.of(varld.organ) == [nytt, a]
    ARENDEN.onto([varld.organ])
    with CaptureQueriesContext(connection) as fragor:
        assert ARENDEN.onto([varld.organ]) == ARENDEN.of(varld.organ) == [nytt, a]
        assert ARENDEN.onto([]) == []
    assert not fragor.captured_queries


# all that there are


@pytest.fixture
def jamforda(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has every prepared query asked once more, as Django writes and sends it; the SQL of those that were."""
    sedda: list[str] = []
    rows = modulen._Written.rows

    def bada(self: Any, values: Any) -> list[Any]:
        text, params = self._compiler.as_sql()
        varden = self._parameters(values)
        i_turordning = iter(varden or ())
        with connection.cursor() as cursor:
            cursor.execute(text, [next(i_turordning) if isinstance(p, Slot) else p for p in params])
            vantade = cursor.fetchall()
        assert sorted(map(repr, asked(self._question, varden or ()))) == sorted(map(repr, vantade)), text
        sedda.append(self._question)
        return rows(self, values)

    monkeypatch.setattr(modulen._Written, "rows", bada)
    return sedda


def test_each_prepared_query_of_the_pages_answers_as_django_would_have_asked_it(
    varld: Varld, jamforda: list[str]
) -> None:
    vagar_ = vagar(varld, 2)
    del jamforda[:]
    for namn in VEM:
        klient = Client()
        klient.force_login(getattr(varld, namn), backend=BACKEND)
        for _, _, adress in sidorna(vagar_):
            assert klient.get(adress).status_code in (200, 302, 404)
    assert len(set(jamforda)) > 60
    assert len(jamforda) > 1500
