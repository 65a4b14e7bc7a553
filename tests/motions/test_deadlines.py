"""The times of KL 5:35, 5:69, 8:12 and 13:5, and the plan backwards from remisstid."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.deadlines import (
    Alternativ,
    OmojligFristError,
    Tidsplan,
    anslag_senast,
    dagar_kvar,
    far_tas_ned_tidigast,
    frist_etikett,
    justering_senast,
    kallelse_senast,
    laga_kraft_tidigast,
    motion_besvaras_senast,
    motion_varningar,
    overklagas_senast,
    plan,
    stoppdatum,
)
from motions.workdays import is_vardag, previous_vardag

DAGAR = st.dates(min_value=date(1960, 1, 1), max_value=date(2090, 12, 31))
EN_DAG = timedelta(days=1)
D = date.fromisoformat

# Every row of domain 8: sammanträde, justering, anslag, nominal last day, last day, laga kraft.
RADER = [
    pytest.param(
        "2026-09-15", "2026-09-22", "2026-09-24", "2026-10-15", "2026-10-15", "2026-10-16", id="plain"
    ),
    pytest.param(
        "2026-09-24", "2026-10-01", "2026-10-05", "2026-10-26", "2026-10-26", "2026-10-27", id="posted monday"
    ),
    pytest.param(
        "2026-09-24",
        "2026-10-01",
        "2026-10-03",
        "2026-10-24",
        "2026-10-26",
        "2026-10-27",
        id="posted saturday",
    ),
    pytest.param(
        "2026-05-21",
        "2026-05-28",
        "2026-05-29",
        "2026-06-19",
        "2026-06-22",
        "2026-06-23",
        id="midsommarafton",
    ),
    pytest.param(
        "2026-11-24", "2026-12-01", "2026-12-03", "2026-12-24", "2026-12-28", "2026-12-29", id="julafton"
    ),
    pytest.param(
        "2026-12-10",
        "2026-12-22",
        "2026-12-28",
        "2027-01-18",
        "2027-01-18",
        "2027-01-19",
        id="j+2 on julafton",
    ),
    pytest.param(
        "2026-12-10", "2026-12-10", "2026-12-10", "2026-12-31", "2027-01-04", "2027-01-05", id="nyarsafton"
    ),
    pytest.param(
        "2026-12-10", "2026-12-15", "2026-12-16", "2027-01-06", "2027-01-07", "2027-01-08", id="trettondagen"
    ),
    pytest.param(
        "2027-03-04", "2027-03-05", "2027-03-08", "2027-03-29", "2027-03-30", "2027-03-31", id="annandag pask"
    ),
]


@pytest.mark.parametrize(("s", "j", "a", "nominal", "last", "laga_kraft"), RADER)
def test_a_worked_row_gives_its_last_day_and_its_laga_kraft(
    s: str, j: str, a: str, nominal: str, last: str, laga_kraft: str
) -> None:
    overklagas = overklagas_senast(D(a))
    assert (overklagas.nominal, overklagas.limit) == (D(nominal), D(last))
    assert overklagas.flyttad == (nominal != last)
    assert laga_kraft_tidigast(D(a)).limit == D(laga_kraft)


@pytest.mark.parametrize(("s", "j", "a", "nominal", "last", "laga_kraft"), RADER)
def test_a_worked_row_is_justerad_and_announced_in_time(
    s: str, j: str, a: str, nominal: str, last: str, laga_kraft: str
) -> None:
    assert D(s) <= D(j) <= justering_senast(D(s)).limit
    assert D(j) <= D(a) <= anslag_senast(D(j)).limit


@pytest.mark.parametrize(
    ("s", "nominal", "limit"),
    [
        ("2026-09-15", "2026-09-29", "2026-09-29"),
        ("2026-06-05", "2026-06-19", "2026-06-22"),  # midsommarafton
        ("2026-12-10", "2026-12-24", "2026-12-28"),  # julafton
    ],
)
def test_justering_is_due_fourteen_days_after_the_sammantrade_or_the_next_vardag(
    s: str, nominal: str, limit: str
) -> None:
    frist = justering_senast(D(s))
    assert (frist.nominal, frist.limit) == (D(nominal), D(limit))
    assert "5:69" in frist.lagrum


@pytest.mark.parametrize(
    ("j", "nominal", "limit"),
    [
        ("2026-09-22", "2026-09-24", "2026-09-24"),
        ("2026-10-01", "2026-10-03", "2026-10-05"),  # a Saturday moves the last day to Monday
        ("2026-12-22", "2026-12-24", "2026-12-28"),  # julafton
    ],
)
def test_anslag_is_due_the_second_day_after_justering_or_the_next_vardag(
    j: str, nominal: str, limit: str
) -> None:
    frist = anslag_senast(D(j))
    assert (frist.nominal, frist.limit) == (D(nominal), D(limit))
    assert "8:12" in frist.lagrum


@pytest.mark.parametrize(
    ("anslagen", "sista"),
    [
        ("1999-03-16", "1999-04-06"),  # RÅ 1999 not 181
        ("2003-12-15", "2004-01-05"),  # RÅ 2004 not 40: trettondagsafton does not shift
    ],
)
def test_the_last_day_to_appeal_is_the_one_the_court_found(anslagen: str, sista: str) -> None:
    frist = overklagas_senast(D(anslagen))
    assert frist.limit == frist.nominal == D(sista)
    assert frist.lagrum == "KL 13:5"


def test_a_moved_limit_cites_the_law_of_1930_and_names_the_day_off() -> None:
    frist = overklagas_senast(date(2026, 5, 29))
    assert frist.lagrum == "KL 13:5; lag (1930:173) 2 §"
    assert "Den 19 juni 2026 är midsommarafton" in frist.anledning
    assert "midsommarafton" not in overklagas_senast(date(2026, 9, 24)).anledning


def test_an_organ_that_reads_the_law_strictly_gets_no_shift_on_justering_and_anslag() -> None:
    assert justering_senast(date(2026, 6, 5), strict=True).limit == date(2026, 6, 19)
    assert anslag_senast(date(2026, 10, 1), strict=True).limit == date(2026, 10, 3)
    assert "1930" not in justering_senast(date(2026, 6, 5), strict=True).lagrum


def test_the_anslag_stays_up_the_whole_last_day() -> None:
    anslagen = date(
        2018, 4, 3
    )  # last day 24 April, up through it and one day of margin if the organ wants it
    assert far_tas_ned_tidigast(anslagen).limit == date(2018, 4, 25)
    assert far_tas_ned_tidigast(anslagen, extra_dagar=2).limit == date(2018, 4, 26)
    assert "8:12" in far_tas_ned_tidigast(anslagen).lagrum
    with pytest.raises(OmojligFristError):
        far_tas_ned_tidigast(anslagen, extra_dagar=0)


def test_a_motion_is_due_one_year_after_it_was_vackt() -> None:
    frist = motion_besvaras_senast(date(2026, 2, 16))
    assert frist.limit == date(2027, 2, 16)
    assert frist.lagrum == "KL 5:35"


def test_a_motion_vackt_on_the_leap_day_is_counted_to_the_last_of_february() -> None:
    assert motion_besvaras_senast(date(2028, 2, 29)).nominal == date(2029, 2, 28)


def test_a_motion_warns_at_nine_and_eleven_months_unless_the_organ_says_otherwise() -> None:
    assert motion_varningar(date(2026, 2, 16)) == (date(2026, 11, 16), date(2027, 1, 16))
    assert motion_varningar(date(2026, 8, 31), (6,)) == (date(2027, 2, 28),)
    with pytest.raises(OmojligFristError):
        motion_varningar(date(2026, 2, 16), (13,))


def test_the_kallelse_goes_out_by_the_days_of_the_reglemente() -> None:
    torsdag = date(2026, 9, 24)
    assert kallelse_senast(torsdag, dagar=5, arbetsdagar=True) == date(2026, 9, 17)
    assert kallelse_senast(torsdag, dagar=7, arbetsdagar=False) == date(2026, 9, 17)
    # Five calendar days before is a Saturday: the Friday before, never the Monday after.
    assert kallelse_senast(torsdag, dagar=5, arbetsdagar=False) == date(2026, 9, 18)
    with pytest.raises(OmojligFristError):
        kallelse_senast(torsdag, dagar=-1, arbetsdagar=False)


def test_stoppdatum_leaves_vardagar_for_sign_off_before_the_kallelse() -> None:
    on = date(2026, 9, 24)
    assert stoppdatum(on, kallelse_dagar=7, arbetsdagar=False, intern_ledtid_dagar=5) == date(2026, 9, 10)
    with pytest.raises(OmojligFristError):
        stoppdatum(on, kallelse_dagar=7, arbetsdagar=False, intern_ledtid_dagar=-1)


def _plan(remisstid_on: str, sammantraden: list[str], today: str) -> Tidsplan:
    return plan(
        D(remisstid_on),
        [D(on) for on in sammantraden],
        today=D(today),
        kallelse_dagar=7,
        arbetsdagar=False,
        intern_ledtid_dagar=5,
    )


def test_the_last_sammantrade_before_remisstid_is_chosen() -> None:
    svar = _plan("2026-12-15", ["2026-12-17", "2026-10-22", "2026-11-19"], "2026-09-01")
    assert svar.valt is not None
    assert svar.valt.sammantrade_on == date(2026, 11, 19)
    assert svar.valt.stoppdatum_on == date(2026, 11, 5)
    assert svar.valt.kallelse_on == date(2026, 11, 12)
    assert not svar.valt.omedelbar_justering
    assert [kandidat.sammantrade_on for kandidat in svar.kandidater] == [
        date(2026, 10, 22),
        date(2026, 11, 19),
    ]
    assert svar.alternativ == ()


def test_omedelbar_justering_is_proposed_when_the_ordinary_one_may_come_after_remisstid() -> None:
    assert (svar := _plan("2026-12-02", ["2026-11-19"], "2026-09-01")).valt is not None
    assert svar.valt.omedelbar_justering
    assert "omedelbar justering" in svar.anledning
    assert (samma_dag := _plan("2026-12-03", ["2026-11-19"], "2026-09-01")).valt is not None
    assert not samma_dag.valt.omedelbar_justering


def test_a_sammantrade_on_the_very_day_of_remisstid_is_in_time_with_omedelbar_justering() -> None:
    svar = _plan("2026-11-19", ["2026-11-19", "2026-11-20"], "2026-09-01")
    assert svar.valt is not None
    assert (svar.valt.sammantrade_on, svar.valt.omedelbar_justering) == (date(2026, 11, 19), True)
    assert svar.efter is not None
    assert svar.efter.sammantrade_on == date(2026, 11, 20)


def test_a_sammantrade_whose_stoppdatum_has_passed_is_out_of_reach() -> None:
    assert _plan("2026-12-15", ["2026-11-19"], "2026-11-05").valt is not None
    for_sent = _plan("2026-12-15", ["2026-11-19", "2026-12-17"], "2026-11-06")
    assert for_sent.valt is None
    assert for_sent.alternativ == (
        Alternativ.ANSTAND,
        Alternativ.ORDFORANDEBESLUT,
        Alternativ.EXTRA_SAMMANTRADE,
    )
    assert for_sent.efter is not None
    assert for_sent.efter.sammantrade_on == date(2026, 12, 17)
    assert "anstånd" in for_sent.anledning


def test_a_namnd_without_sammantraden_still_gets_an_answer() -> None:
    svar = _plan("2026-12-15", [], "2026-11-06")
    assert (svar.valt, svar.efter, svar.kandidater) == (None, None, ())


@pytest.mark.parametrize(
    ("frist_on", "text"),
    [
        ("2026-12-09", "5 dagar kvar"),
        ("2026-12-06", "2 dagar kvar"),
        ("2026-12-05", "I morgon"),
        ("2026-12-04", "I dag"),
        ("2026-12-03", "Försenat 1 dag"),
        ("2026-12-01", "Försenat 3 dagar"),
    ],
)
def test_the_label_says_in_words_how_near_the_day_is(frist_on: str, text: str) -> None:
    assert frist_etikett(D(frist_on), date(2026, 12, 4)) == text


@given(DAGAR, DAGAR)
def test_a_label_fits_in_twenty_characters(frist_on: date, today: date) -> None:
    assert len(frist_etikett(frist_on, today)) <= 20
    assert today + timedelta(days=dagar_kvar(frist_on, today)) == frist_on


@pytest.mark.parametrize("rule", [justering_senast, anslag_senast, overklagas_senast, motion_besvaras_senast])
@given(day=DAGAR, later=st.integers(min_value=0, max_value=40))
def test_a_limit_is_the_first_vardag_from_the_nominal_day_and_a_later_start_never_ends_earlier(
    rule: object, day: date, later: int
) -> None:
    assert callable(rule)
    frist = rule(day)
    assert is_vardag(frist.limit)
    assert frist.limit >= frist.nominal > day
    assert frist.limit == frist.nominal or previous_vardag(frist.limit - EN_DAG) < frist.nominal
    assert rule(day + timedelta(days=later)).limit >= frist.limit


@given(DAGAR)
def test_laga_kraft_and_removal_come_the_day_after_the_last_day_to_appeal(anslagen: date) -> None:
    sista = overklagas_senast(anslagen).limit
    assert laga_kraft_tidigast(anslagen).limit == sista + EN_DAG
    assert far_tas_ned_tidigast(anslagen).limit == sista + EN_DAG


@given(DAGAR, st.integers(0, 20), st.booleans(), st.integers(0, 20))
def test_stoppdatum_kallelse_and_sammantrade_come_in_that_order_on_vardagar(
    on: date, dagar: int, arbetsdagar: bool, ledtid: int
) -> None:
    kallelse = kallelse_senast(on, dagar=dagar, arbetsdagar=arbetsdagar)
    stopp = stoppdatum(on, kallelse_dagar=dagar, arbetsdagar=arbetsdagar, intern_ledtid_dagar=ledtid)
    assert stopp <= kallelse <= on
    assert is_vardag(stopp)
    assert is_vardag(kallelse)
    assert arbetsdagar or on - kallelse >= timedelta(days=dagar)
