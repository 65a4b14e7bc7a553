"""The dnr patterns of domain 3.6, the loose reading of others' dnr, and the numbers of punkter and §§."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.numbering import (
    Diarienummer,
    Monster,
    MonsterError,
    PunktnummerError,
    nasta_paragraf,
    parse_dnr,
    punktnummer,
    punktnummer_key,
    same_dnr,
)
from motions.states import Paragrafnumrering

# Every row of domain 3.6: pattern, what it writes, and what the loose reader reads from that.
RADER = [
    ("{organ} {ar}-{lopnr:04}-{klass}", "AMN 2020-0552-1.3", ("AMN", 2020, 552, "1.3", None)),
    ("{organ} {ar}-{lopnr:04}-{klass}", "AMN 2015-0276-01.02", ("AMN", 2015, 276, "01.02", None)),
    ("{organ} {ar}-{lopnr:05}-{klass}", "AMN 2013-00206-6.1", ("AMN", 2013, 206, "6.1", None)),
    ("{klass}-{lopnr}-{ar}", "1.5.1-135-2012", (None, 2012, 135, "1.5.1", None)),
    ("{ar}-{lopnr}-{klass}", "2012-69-3.2", (None, 2012, 69, "3.2", None)),
    ("{klass}-{lopnr:04}/{ar}", "1.6-0463/2011", (None, 2011, 463, "1.6", None)),
    ("{klass}-{lopnr}/{ar}", "5.1.2-6112/2019", (None, 2019, 6112, "5.1.2", None)),
    ("{kod}-{lopnr}/{ar}", "316-259/2012", (None, 2012, 259, None, "316")),
    ("{organ} {ar}/{lopnr}", "KS 2019/562", ("KS", 2019, 562, None, None)),
    ("{organ}{ar}-{kod}-{lopnr:05}", "T2012-050-05828", ("T", 2012, 5828, None, "050")),
]
MONSTER = sorted({rad[0] for rad in RADER})

ORGAN = st.text(string.ascii_uppercase + "ÅÄÖ", min_size=1, max_size=5)
AR = st.integers(1900, 2199)
LOPNR = st.integers(1, 99_999)
# Two levels at least: without a point a klassificering cannot be told from a code.
KLASS = st.lists(st.integers(0, 99), min_size=2, max_size=4).map(lambda delar: ".".join(map(str, delar)))
KOD = st.integers(0, 999).map("{:03}".format)


@pytest.mark.parametrize(("monster", "dnr", "last"), RADER)
def test_a_dnr_seen_in_real_cases_is_written_and_read(
    monster: str, dnr: str, last: tuple[str | None, int, int, str | None, str | None]
) -> None:
    organ, ar, lopnr, klass, kod = last
    skrivet = Monster.parse(monster).format(
        organ=organ or "", ar=ar, lopnr=lopnr, klass=klass or "", kod=kod or ""
    )
    assert skrivet == dnr
    assert parse_dnr(dnr) == Diarienummer(dnr, organ, ar, lopnr, klass, kod)


@pytest.mark.parametrize("monster", MONSTER)
@given(organ=ORGAN, ar=AR, lopnr=LOPNR, klass=KLASS, kod=KOD)
def test_what_a_pattern_writes_both_readers_read_back(
    monster: str, organ: str, ar: int, lopnr: int, klass: str, kod: str
) -> None:
    varden: dict[str, str | int] = {"organ": organ, "ar": ar, "lopnr": lopnr, "klass": klass, "kod": kod}
    tolkat = Monster.parse(monster)
    skrivet = tolkat.format(organ=organ, ar=ar, lopnr=lopnr, klass=klass, kod=kod)
    vantat = {falt: varden[falt] if falt in tolkat.falt else None for falt in varden}
    for last in (parse_dnr(skrivet), tolkat.match(skrivet)):
        assert last is not None
        assert {falt: getattr(last, falt) for falt in varden} == vantat
        assert last.raw == skrivet


@pytest.mark.parametrize("monster", MONSTER)
@given(ar=AR, ett=LOPNR, annat=LOPNR)
def test_two_running_numbers_never_give_the_same_dnr(monster: str, ar: int, ett: int, annat: int) -> None:
    tolkat = Monster.parse(monster)
    ena = tolkat.format(organ="AMN", ar=ar, lopnr=ett, klass="1.5.1", kod="050")
    andra = tolkat.format(organ="AMN", ar=ar, lopnr=annat, klass="1.5.1", kod="050")
    assert same_dnr(ena, andra) == (ett == annat)


@pytest.mark.parametrize(
    ("monster", "skal"),
    [
        ("", "måste innehålla {ar}"),
        ("{organ} {lopnr}", "måste innehålla {ar}"),
        ("{organ} {ar}", "måste innehålla {lopnr}"),
        ("{ar}-{lopnr}-{lopnr}", "bara innehålla {lopnr} en gång"),
        ("{ar}{lopnr}", "flyter ihop"),
        ("{ar}-{lopnr}7", "flyter ihop"),
        ("AB{organ} {ar}-{lopnr}", "flyter ihop"),
        ("{klass}.{lopnr}/{ar}", "flyter ihop"),
        ("{ar}-{lopnummer}", "känner inte fältet {lopnummer}"),
        ("{ar:04}-{lopnr}", "Bara löpnumret"),
        ("{ar}-{lopnr:4}", "Bara löpnumret"),
        ("{ar}-{lopnr", "mellan en { och en }"),
        ("{ar}-{lopnr} ", "mellanslag"),
        ("{ar}-{lopnr}<b>", "får bara bokstäver"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused_in_swedish(monster: str, skal: str) -> None:
    with pytest.raises(MonsterError, match=re.escape(skal)):
        Monster.parse(monster)


@pytest.mark.parametrize(
    ("varden", "skal"),
    [
        ({"ar": 2026, "lopnr": 1, "klass": "1.3"}, "behöver organ"),
        ({"ar": 2026, "lopnr": 1, "organ": "AMN"}, "behöver klassificering"),
        ({"ar": 2026, "lopnr": 0, "organ": "AMN", "klass": "1.3"}, "minst 1"),
        ({"ar": 26, "lopnr": 1, "organ": "AMN", "klass": "1.3"}, "år «26»"),
        ({"ar": 2026, "lopnr": 1, "organ": "A 1", "klass": "1.3"}, "organ «A 1»"),
        ({"ar": 2026, "lopnr": 1, "organ": "AMN", "klass": "1-3"}, "klassificering «1-3»"),
    ],
)
def test_a_dnr_is_not_written_from_missing_or_malformed_facts(varden: dict[str, str], skal: str) -> None:
    with pytest.raises(MonsterError, match=skal):
        Monster.parse("{organ} {ar}-{lopnr:04}-{klass}").format(**varden)  # type: ignore[arg-type]


def test_a_running_number_wider_than_its_padding_is_written_whole() -> None:
    assert Monster.parse("{ar}-{lopnr:02}").format(ar=2026, lopnr=12345) == "2026-12345"


def test_a_dnr_of_another_pattern_does_not_match() -> None:
    assert Monster.parse("{organ} {ar}/{lopnr}").match("1.5.1-135-2012") is None


@pytest.mark.parametrize(
    ("raw", "last"),
    [
        ("Dnr: KS 2019/562", Diarienummer("Dnr: KS 2019/562", "KS", 2019, 562)),
        ("dnr 316-259/2012", Diarienummer("dnr 316-259/2012", None, 2012, 259, None, "316")),
        ("AMN 2020–0552 – 1.3", Diarienummer("AMN 2020–0552 – 1.3", "AMN", 2020, 552, "1.3")),
        ("2012-69-3", Diarienummer("2012-69-3", None, 2012, 69, "3")),
        ("562/2019", Diarienummer("562/2019", None, 2019, 562)),
        ("Fi2026/01234", Diarienummer("Fi2026/01234", "Fi", 2026, 1234)),
    ],
)
def test_a_dnr_from_elsewhere_is_read_as_it_comes(raw: str, last: Diarienummer) -> None:
    assert parse_dnr(raw) == last


@given(st.text(max_size=40))
def test_any_text_is_kept_raw_and_never_fails(raw: str) -> None:
    assert parse_dnr(raw).raw == raw
    assert same_dnr(raw, raw)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("AMN 2020-0552-1.3", "amn2020-552-1.3"),
        ("AMN 2015-0276-01.02", "AMN  2015 - 276 - 1.2"),
        ("Dnr KS 2019/562", "KS 2019/0562"),
        ("1.6–0463/2011", "1.6-463 / 2011"),
        ("T2012-050-05828", "T 2012-50-5828"),
    ],
)
def test_one_dnr_written_in_two_ways_is_the_same(a: str, b: str) -> None:
    assert same_dnr(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("AMN 2020-0552-1.3", "AMN 2020-5520-1.3"),
        ("AMN 2020-0552-1.3", "AMN 2020-0552-1.4"),
        ("KS 2019/562", "KF 2019/562"),
        ("KS 2019/562", "KS 2020/562"),
        ("1 23", "12 3"),
        ("2012-100", "2012-1"),
        ("2012-1", "212-1"),
    ],
)
def test_two_dnr_that_differ_in_a_number_or_an_organ_are_not_the_same(a: str, b: str) -> None:
    assert not same_dnr(a, b)


def test_punktnummer_are_sorted_as_a_secretary_reads_them() -> None:
    ordnade = [
        "4",
        "4 A",
        "4 B",
        "4 ½",
        "5",
        "9",
        "10",
        "23",
        "23 A",
        "23 B",
        "23 Z",
        "23 Å",
        "23 Ä",
        "23 Ö",
        "24",
    ]
    bakvanda = ordnade[::-1]
    assert sorted(bakvanda, key=punktnummer_key) == ordnade


def test_spaces_case_and_paragraph_sign_do_not_change_a_punktnummer() -> None:
    assert punktnummer_key("§ 23a") == punktnummer_key("23 A") == punktnummer_key(" 23A ")
    assert punktnummer_key("4½") == punktnummer_key("4 ½")


@pytest.mark.parametrize("text", ["", "A", "½", "4.5", "23 AB", "tjugotre"])
def test_what_is_not_a_punktnummer_is_refused_in_swedish(text: str) -> None:
    with pytest.raises(PunktnummerError, match="är inte ett punktnummer"):
        punktnummer_key(text)


def test_paragraphs_restart_at_each_sammantrade_or_run_through_the_year() -> None:
    per_sammantrade, per_ar = Paragrafnumrering.SAMMANTRADE, Paragrafnumrering.AR
    assert nasta_paragraf(per_sammantrade, sist_i_sammantradet=0, sist_under_aret=129) == 1
    assert nasta_paragraf(per_sammantrade, sist_i_sammantradet=7, sist_under_aret=129) == 8
    assert nasta_paragraf(per_ar, sist_i_sammantradet=0, sist_under_aret=129) == 130
    assert nasta_paragraf(per_ar, sist_i_sammantradet=0, sist_under_aret=0) == 1


def test_a_list_is_numbered_from_one_and_what_is_added_after_the_kallelse_gets_a_letter() -> None:
    assert punktnummer([None, None, None]) == ["1", "2", "3"]
    assert punktnummer(["1", "2", None, None, "3", None]) == ["1", "2", "2 A", "2 B", "3", "4"]
    assert punktnummer([None, "1"]) == ["0 A", "1"]


def test_a_punkt_added_after_a_second_kallelse_never_takes_a_number_that_is_called() -> None:
    assert punktnummer(["4", "4 A", None, "5"]) == ["4", "4 A", "4 B", "5"]
    assert punktnummer(["4", None, "4 A", "5"]) == ["4", "4 B", "4 A", "5"]


def test_when_the_letters_have_run_out_a_punkt_gets_a_number_after_all() -> None:
    numren = punktnummer(["4", *[None] * 30, "5"])
    assert numren[29:] == ["4 Ö", "6", "5"]


def skrivet(grund: int, bokstav: int) -> str:
    """4 and 1 as «4 A»."""
    return f"{grund} {'ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ'[bokstav - 1]}" if bokstav else str(grund)


@given(
    st.lists(
        st.none() | st.builds(skrivet, st.integers(1, 12), st.integers(0, 3)),
        max_size=40,
        unique_by=lambda nummer: nummer or object(),
    )
)
def test_every_punkt_has_a_number_of_its_own_and_the_called_keep_theirs(kallade: list[str | None]) -> None:
    numren = punktnummer(kallade)

    nycklar = [punktnummer_key(n) for n in numren]
    assert len(set(nycklar)) == len(kallade)
    assert [n for n, k in zip(numren, kallade, strict=True) if k] == [k for k in kallade if k]


@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3))))
def test_what_is_added_to_a_called_list_stands_in_the_order_of_its_numbers(
    antal: int, nya: list[tuple[int, int]]
) -> None:
    kallade: list[str | None] = []
    for n in range(1, antal + 1):
        kallade.append(str(n))
        kallade += [None] * min(sum(m for efter, m in nya if efter == n), 29)

    numren = punktnummer(kallade)

    assert sorted(numren, key=punktnummer_key) == numren
    assert punktnummer(numren) == numren
