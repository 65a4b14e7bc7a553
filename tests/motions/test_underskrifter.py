"""Whether a chain can be signed when nobody signs at two levels."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.underskrifter import Krav, gar, stopp


def kedja(*vilka: set[int], flera: bool = False) -> list[Krav]:
    return [Krav(f"niva {n}", frozenset(v), flera) for n, v in enumerate(vilka)]


@pytest.mark.parametrize(
    ("krav", "platser"),
    [
        (kedja({1}, {2}), ()),
        (kedja({1}, {1}), (0, 1)),
        (kedja({1}, {1}, flera=True), ()),
        (kedja({1, 2}, {1}), ()),
        (kedja({1}, set()), (1,)),
        (kedja(set(), set()), (0,)),
        (kedja({1, 2}, {1, 2}, {1, 2}), (0, 1, 2)),
        (kedja({1, 2, 3}, {3}, {3}), (1, 2)),
        ([Krav("avd", frozenset({1})), Krav("avd", frozenset({1}))], ()),
        ([Krav("avd", frozenset({1}), True), Krav("chef", frozenset({1}))], (0, 1)),
    ],
)
def test_the_fewest_steps_that_stop_a_chain_are_named(krav: list[Krav], platser: tuple[int, ...]) -> None:
    assert stopp(krav) == platser


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.frozensets(st.integers(1, 4)), st.booleans()),
        max_size=5,
    )
)
def test_a_chain_goes_just_when_some_choice_of_signers_does(
    rader: list[tuple[str, frozenset[int], bool]],
) -> None:
    krav = [Krav(*rad) for rad in rader]
    val = product(*(sorted(k.vilka) for k in krav))
    kan = any(
        not any(
            p == q and k.krockar(m)
            for n, (p, k) in enumerate(zip(v, krav, strict=True))
            for q, m in list(zip(v, krav, strict=True))[n + 1 :]
        )
        for v in val
    )
    assert gar(krav) == kan
    assert (stopp(krav) == ()) == kan
