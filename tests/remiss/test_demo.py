"""The demo kommun: set up once, in every state, by acts that really happened on lawful days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Q
from django.test import override_settings
from django.utils import timezone

from motions import audit
from motions.datum import day_of
from motions.models import (
    Anmalan,
    Anstand,
    Anvandare,
    Arende,
    Avsnitt,
    Beslut,
    Expediering,
    GodkandDel,
    Handelse,
    Kommun,
    LagradFil,
    Motion,
    Protokoll,
    Sammantrade,
)
from motions.states import ArendeState, ProtokollState, SammantradeState
from motions.workdays import is_vardag
from remiss import workflow
from remiss.demo import cases
from remiss.demo.diary import Dagbok, klockan, vardag
from remiss.demo.texts import html

TODAY = date(2026, 11, 22)
"""A Sunday, so that nothing can lean on today being a vardag."""


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The demo, built once for the whole module and rolled back after it; its value is what the command said."""
    filer: Path = tmp_path_factory.mktemp("demo")
    ut = StringIO()
    with django_db_blocker.unblock(), override_settings(DEMO=True, FILE_STORE=filer), transaction.atomic():
        call_command("demo", today=TODAY, stdout=ut)
        yield ut.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _oppen(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tests of the module read the demo, each in a savepoint of its own."""
    if "demo" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("demo")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_class_of_the_history_is_made_once(demo: str) -> None:
    """The library made it anew for every row that was written, 2,000 times in a demo."""
    forsta, sista = Arende.objects.order_by("pk")[:2]
    assert type(forsta.history) is type(sista.history)
    assert forsta.history.count() > 1  # type: ignore[attr-defined]


def test_a_signed_part_is_dated_by_the_day_it_was_signed(demo: str) -> None:
    delar = GodkandDel.objects.select_related("godkannande")
    assert len(delar) > 100
    for d in delar:
        rad = d.history.get()  # type: ignore[attr-defined]
        assert (rad.history_date, rad.history_user, rad.history_type) == (
            d.godkannande.avgjord_at,
            d.godkannande.avgjord_by,
            "+",
        )


def test_every_state_of_an_arende_is_there(demo: str) -> None:
    assert set(Arende.objects.values_list("state", flat=True)) == set(ArendeState.values)


def test_some_forty_arenden_lie_in_two_namnder(demo: str) -> None:
    antal = dict(Arende.objects.values_list("organ__kortnamn").annotate(n=Count("pk")))
    assert set(antal) == {"AMN", "MN"}
    assert 40 <= sum(antal.values()) <= 50
    assert sum(antal.values()) == len(cases.alla())


def test_every_sammantrade_falls_on_a_vardag(demo: str) -> None:
    dagar = [day_of(s.start_at) for s in Sammantrade.objects.all()]
    assert len(dagar) >= 12
    assert [d for d in dagar if not is_vardag(d)] == []


def test_sammantraden_lie_behind_and_ahead_in_both_namnder(demo: str) -> None:
    for kort in ("AMN", "MN"):
        moten = Sammantrade.objects.filter(organ__kortnamn=kort)
        assert moten.filter(state=SammantradeState.AVSLUTAT, start_at__date__lt=TODAY).count() >= 3
        assert moten.filter(state=SammantradeState.KALLAT, start_at__date__gt=TODAY).count() == 1
        assert moten.filter(state=SammantradeState.PLANERAT, start_at__date__gt=TODAY).exists()


def test_one_protokoll_waits_for_its_ordforande_and_others_are_up_and_taken_down(demo: str) -> None:
    lagen = set(Protokoll.objects.values_list("state", flat=True))
    assert {ProtokollState.FOR_JUSTERING, ProtokollState.ANSLAGET, ProtokollState.NEDTAGET} <= lagen
    protokoll = Protokoll.objects.get(state=ProtokollState.FOR_JUSTERING)
    ordforande = Anvandare.objects.get(username="agneta.rosvall")
    at = klockan(TODAY, 9)
    assert "justera" in [a.action for a in workflow.available(protokoll, ordforande, at=at) if not a.hinder]


def test_an_anstand_is_waiting_another_granted_and_a_third_refused(demo: str) -> None:
    assert sorted(Anstand.objects.values_list("utfall", flat=True)) == ["", "avslaget", "beviljat"]


def test_a_motion_is_answered_by_both_namnder_under_their_own_dnr(demo: str) -> None:
    delade = Motion.objects.annotate(n=Count("arenden__organ", distinct=True)).filter(n=2)
    assert delade.count() == 2
    for motion in delade:
        assert len(set(motion.arenden.values_list("dnr", flat=True))) == 2


def test_a_namnd_has_adopted_its_own_text_and_one_svar_left_late(demo: str) -> None:
    assert Arende.objects.filter(beslut__svar="eget", expedieringar__isnull=False).exists()
    assert Expediering.objects.filter(forsenad=True).count() == 1
    assert Expediering.objects.filter(forsenad=False).count() >= 5


def test_three_arenden_are_decided_outside_the_sitting_and_told_of_in_turn(demo: str) -> None:
    beslut = {b.sort + " " + b.svar: b for b in Beslut.objects.enskilda()}
    assert set(beslut) == {"Delegationsbeslut utlatande", "Delegationsbeslut avstar", "Ordförandebeslut eget"}
    anmalt = beslut["Delegationsbeslut utlatande"].anmald_punkt
    assert anmalt is not None
    assert anmalt.sammantrade.state == SammantradeState.AVSLUTAT
    kallat = beslut["Ordförandebeslut eget"].anmalningar.get()
    assert kallat.kallad
    assert kallat.punkt.sammantrade.state == SammantradeState.KALLAT
    assert not beslut["Delegationsbeslut avstar"].anmalningar.exists()


def test_every_sitting_that_was_called_has_its_anmalningar(demo: str) -> None:
    for mote in Sammantrade.objects.exclude(state=SammantradeState.PLANERAT):
        grupper = set(Anmalan.objects.filter(punkt__sammantrade=mote).values_list("grupp", flat=True))
        assert {"c", "e", "f"} <= grupper, mote


def test_one_draft_has_passed_its_remisstid(demo: str) -> None:
    assert Arende.objects.filter(state=ArendeState.BEREDNING, frist_on__lt=TODAY).count() == 1


def test_one_arende_is_secret_and_seen_by_no_colleague(demo: str) -> None:
    hemligt = Arende.objects.get(sekretess=True)
    kollega = Anvandare.objects.get(username="elin.sjodahl")
    assert not Arende.objects.visible_to(kollega, today=TODAY).filter(pk=hemligt.pk).exists()


def test_the_chain_is_whole_and_sealed(demo: str) -> None:
    kontroll = audit.kontrollera()
    assert kontroll.hel
    assert kontroll.handelser > 300
    assert kontroll.oforseglade == 0


def test_nothing_happens_after_the_first_start(demo: str) -> None:
    borjan = klockan(TODAY, 0)
    senare = Handelse.objects.exclude(kedja=audit.ORGANISATIONEN).filter(at__gte=borjan)
    assert not senare.exists()


def test_acts_of_the_table_happen_on_vardagar(demo: str) -> None:
    dagar = {
        day_of(at) for at in Handelse.objects.exclude(kedja=audit.ORGANISATIONEN).values_list("at", flat=True)
    }
    assert [d for d in dagar if not is_vardag(d)] == []


def test_every_history_row_has_a_user(demo: str) -> None:
    historiker = [m for m in apps.get_models() if hasattr(m, "history_user")]
    assert historiker
    rader = 0
    for modell in historiker:
        rader += modell._default_manager.count()
        assert not modell._default_manager.filter(history_user__isnull=True).exists(), modell
    assert rader > 1000


def test_the_diarium_is_numbered_in_the_order_of_registration(demo: str) -> None:
    for kort in ("AMN", "MN"):
        nummer = Arende.objects.filter(organ__kortnamn=kort).order_by("registrerad_at")
        assert list(nummer.values_list("lopnummer", flat=True)) == list(range(1, nummer.count() + 1))


def test_the_paragrafer_of_a_year_run_on_in_the_one_namnd_and_restart_in_the_other(demo: str) -> None:
    def forsta(kort: str) -> list[int]:
        moten = Sammantrade.objects.filter(organ__kortnamn=kort, state="avslutat", ar=2026).order_by(
            "start_at"
        )
        return [min(p.paragraf for p in m.punkter.all() if p.paragraf) for m in moten]

    assert forsta("AMN") == [1] * 3
    assert forsta("MN") == sorted(set(forsta("MN")))


def test_files_from_outside_differ_in_bytes_and_are_pdf(demo: str) -> None:
    assert LagradFil.objects.filter(mime="application/pdf").count() >= 50
    i_akten = LagradFil.objects.exclude(postfiler__filnamn="Meddelande.txt")
    assert set(i_akten.values_list("mime", flat=True)) == {"application/pdf"}


def test_nobody_of_the_demo_can_log_in_by_a_password(demo: str) -> None:
    assert [u for u in Anvandare.objects.all() if u.has_usable_password()] == []
    assert not Anvandare.objects.get(username="demo").is_active


def test_the_text_of_what_namnden_was_sent_is_complete(demo: str) -> None:
    tomma = Avsnitt.objects.filter(obligatoriskt=True, text="", utlatande__state="godkant")
    assert not tomma.exists()


def test_a_second_run_changes_nothing_and_says_so(demo: str) -> None:
    fore = (Handelse.objects.count(), Arende.objects.count(), Anvandare.objects.count())
    ut = StringIO()
    with override_settings(DEMO=True):
        call_command("demo", stdout=ut)
    assert "finns redan" in ut.getvalue()
    assert (Handelse.objects.count(), Arende.objects.count(), Anvandare.objects.count()) == fore
    assert "50 ärenden" in demo


@pytest.mark.django_db
def test_a_kommun_that_is_not_the_demos_is_left_alone(varld: Any) -> None:
    with override_settings(DEMO=True), pytest.raises(CommandError, match="Norrby kommun"):
        call_command("demo")
    assert Kommun.objects.count() == 1
    assert not Arende.objects.filter(~Q(organ__kommun=varld.kommun)).exists()


@pytest.mark.django_db
def test_an_installation_that_is_no_demo_gets_none() -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not Kommun.objects.exists()


@pytest.mark.parametrize(
    "today", [date(2026, 12, 27), date(2027, 1, 2), date(2027, 3, 30), date(2026, 6, 20)]
)
def test_vardagar_around_helger_keep_their_order(today: date) -> None:
    dagar = [vardag(today, n) for n in range(-60, 60) if n]
    assert dagar == sorted(set(dagar))
    assert all(is_vardag(d) for d in dagar)
    assert vardag(today, -1) < today < vardag(today, 1)


def test_the_diary_lets_things_happen_in_the_order_of_time() -> None:
    dagbok, sett = Dagbok(TODAY), []
    nu = timezone.now()
    dagbok.skriv(nu + timedelta(hours=1), lambda at: sett.append("sist"))
    dagbok.skriv(nu, lambda at: dagbok.skriv(nu + timedelta(minutes=1), lambda at: sett.append("mitt i")))
    assert dagbok.spela() == 3
    assert sett == ["mitt i", "sist"]
    with pytest.raises(ValueError, match="redan passerat"):
        dagbok.skriv(nu, lambda at: None)


def test_prose_becomes_paragraphs_lists_and_headings() -> None:
    assert html("## Rubrik\n\nEtt\nstycke & mer.\n\n- ett\n- två\n  till") == (
        "<h2>Rubrik</h2><p>Ett stycke &amp; mer.</p><ul><li><p>ett</p></li><li><p>två till</p></li></ul>"
    )
