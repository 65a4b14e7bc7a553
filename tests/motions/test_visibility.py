"""What the rules of sight ask of the database: each ärende once, the organ first, and the scope resolved a single time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motions import visibility
from motions.models import Anvandare, Arende, Befattning, Fortroendeuppdrag, Handling, Punkt, Roll, Vikariat
from motions.models import Sammantrade as Mote
from tests.factories import START, Varld, anvandare, arende

pytestmark = pytest.mark.django_db


def ser(user: Anvandare, varld: Varld) -> set[int]:
    """What the user sees today, asked anew; a row that came twice would be an error."""
    rader = list(Arende.objects.visible_to(_anew(user), today=varld.at.date()).values_list("pk", flat=True))
    assert len(rader) == len(set(rader))
    return set(rader)


def _anew(user: Anvandare) -> Anvandare:
    return Anvandare.objects.get(pk=user.pk)


def kalla(varld: Varld, *arenden: Arende, ganger: int = 1) -> None:
    """Put the ärenden on sent kallelser."""
    for n in range(ganger):
        mote = Mote.objects.create(
            organ=varld.organ,
            ar=varld.at.year,
            nummer=n + 1,
            start_at=varld.at + timedelta(days=10 * (n + 1)),
            plats="Rådhuset",
            state="kallat",
            state_since=varld.at,
            kallelse_senast_on=varld.at.date(),
            stopp_on=varld.at.date(),
        )
        punkt = Punkt.objects.create(sammantrade=mote, ordning=1, slag="arende", rubrik="Svar", kallad=True)
        punkt.arenden.set(arenden)


def test_an_arende_on_two_kallelser_is_one_row_for_the_elected(varld: Varld) -> None:
    kallat, okallat = arende(varld), arende(varld)
    kalla(varld, kallat, ganger=2)

    assert ser(varld.ordforande, varld) == {kallat.pk}
    assert okallat.pk in ser(varld.handlaggare, varld)


def test_a_role_over_forvaltning_or_kommun_reaches_its_organ_and_no_other(varld: Varld) -> None:
    eget, annat = arende(varld), arende(varld, organ=varld.andra_organ)

    assert ser(varld.forvaltningschef, varld) == {eget.pk}
    assert ser(varld.andra_handlaggare, varld) == {annat.pk}
    assert ser(varld.revisor, varld) == {eget.pk, annat.pk}


def test_a_vikarie_sees_as_the_one_replaced_while_it_lasts(varld: Varld) -> None:
    annat = arende(varld, organ=varld.andra_organ)
    chef = Befattning.objects.get(anvandare=varld.andra_avdelningschef)
    today = varld.at.date()
    assert ser(varld.kollega, varld) == set()
    vikariat = Vikariat.objects.create(
        befattning=chef, vikarie=varld.kollega, fran_on=today, till_on=today, grund="Semester"
    )

    assert ser(varld.kollega, varld) == {annat.pk}

    Vikariat.objects.filter(pk=vikariat.pk).update(
        fran_on=today - timedelta(days=2), till_on=today - timedelta(days=1)
    )
    assert ser(varld.kollega, varld) == set()


def test_a_mandate_beside_a_role_adds_and_takes_nothing_away(varld: Varld) -> None:
    eget, kallat, okallat = arende(varld, organ=varld.andra_organ), arende(varld), arende(varld)
    kalla(varld, kallat)
    Befattning.objects.create(
        anvandare=varld.ordforande, roll=Roll.HANDLAGGARE, fran_on=START, organ=varld.andra_organ
    )

    assert ser(varld.ordforande, varld) == {eget.pk, kallat.pk}

    Befattning.objects.create(
        anvandare=varld.ordforande, roll=Roll.HANDLAGGARE, fran_on=START, organ=varld.organ
    )
    assert ser(varld.ordforande, varld) == {eget.pk, kallat.pk, okallat.pk}


def test_a_secret_arende_is_the_registrators_and_the_nameds_who_work_there(varld: Varld) -> None:
    hemligt = arende(
        varld,
        sekretess=True,
        sekretess_lagrum="OSL 26:1",
        sekretess_at=varld.at,
        sekretess_by=varld.registrator,
    )
    kalla(varld, hemligt)
    for namngiven in (varld.handlaggare, varld.ordforande, varld.andra_handlaggare):
        hemligt.behorigheter.create(anvandare=namngiven, given_at=varld.at, given_by=varld.registrator)

    assert {n for n, p in varld.alla().items() if hemligt.pk in ser(p, varld)} == {
        "registrator",
        "handlaggare",
    }


def test_who_is_nothing_sees_nothing(varld: Varld) -> None:
    arende(varld)
    ingen, slutat = anvandare("ny", "Ny", "Nyman"), varld.kollega
    slutat.is_active = False
    slutat.save()

    assert ser(ingen, varld) == ser(slutat, varld) == set()


def test_the_scope_is_asked_once_and_never_joins_to_many_rows(varld: Varld) -> None:
    user, today = _anew(varld.revisor), varld.at.date()
    with CaptureQueriesContext(
        connection,
    ) as fragor:
        visibility.omfang(user, today)
        fraga = str(Arende.objects.visible_to(user, today=today).query)
        handlingar = str(Handling.objects.visible_to(user, today=today).query)

    assert len(fragor) <= 4
    assert "DISTINCT" not in fraga + handlingar
    assert " JOIN " not in fraga.partition("EXISTS")[0]


def test_a_mandate_that_has_ended_shows_nothing(varld: Varld) -> None:
    kalla(varld, arende(varld))
    Fortroendeuppdrag.objects.filter(fortroendevald__anvandare=varld.ordforande).update(
        till_on=varld.at.date() - timedelta(days=1)
    )

    assert ser(varld.ordforande, varld) == set()
