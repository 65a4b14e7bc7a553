"""Where words may be divided: a list by hand of compounds, and of words that only look like such."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from motions.documents.compounds import LANGST, MINST, fogar

RATT = """
arbets|marknads|nämnden arbets|marknads|förvaltningens arbets|löshet arbets|givare arbets|miljö|verkets kommun|styrelsen
kommun|fullmäktiges kommun|lednings|kontoret kommunal|lagen stads|byggnads|nämnden stads|delen social|tjänst|lagen
verksamhets|uppföljningen verksamhets|områdes|chef utbildnings|nämndens kompetens|försörjning språk|under|visning
barn|omsorgen barn|perspektiv ungdoms|arbets|löshet närings|livet jämställdhets|perspektiv till|gänglighets|perspektiv
besluts|gång förslags|ställare protokolls|anteckning tjänste|utlåtande tjänste|skrivelsen samman|träde samman|fattning
sjuk|frånvaro sjuk|vårds|insatser kollektiv|trafiken gymnasie|skolan förskole|verksamhet miljö|redovisning över|enskommelse
till|handa|hålla funktions|nedsättning bostads|försörjning fastighets|ägare detalj|planen cykel|parkeringar pendel|båt|linje
upphandlings|enheten avtals|period delegations|ordningen budget|uppdrag lokal|kostnader ansvars|fördelning riks|genom|snittet
medborgar|förslag närings|verksamhet kvalitets|granskning hållbarhets|kommission forsknings|rapporter handlings|planer
landskaps|arkitekt boende|stödjare rätts|skipning strand|skydds|dispens ungdoms|arbetslöshets|bekämpnings|åtgärder
snöröjnings|entreprenörerna bostads|stöd livs|stil skydds|område landskaps|vårdens
"""
"""Each joint by hand, as a Swede divides the word."""

HELA = """
organisationen information verksamheten befogenheter erfarenheter attraktivitet historiskt teoretiska studerande motiverande
varierande nuvarande remissvaret tillägg tillåta fullständigt formuleringar behandlingen bedömningen anställningsbar
utvecklingen arbetare kommunens ordföranden förutsättningarna ledamöterna genererar aktualiserats exempelvis samtidigt
"""
"""Words that have no joint, or one that would leave too little on a side, or that has lost a letter."""


TVEKAN = """
buss|stationen klass|storleken lag|stadgade trafik|stockning hand|skakning rätt|stavning klass|storlekar strand|skyddsdispens
hand|stickad vägg|spegel natt|skift rätt|skrivning halv|sluten hav|stulpan båt|skötare skog|sluft
"""
"""Words in which an s may close the first part or begin the second, by hand."""


def delat(ord_: str) -> str:
    """The word with a stroke at each joint."""
    platser = [0, *fogar(ord_), len(ord_)]
    return "|".join(ord_[a:b] for a, b in pairwise(platser))


@pytest.mark.parametrize("ratt", RATT.split())
def test_a_compound_is_divided_at_its_joints(ratt: str) -> None:
    assert delat(ratt.replace("|", "")) == ratt


@pytest.mark.parametrize("ord_", HELA.split())
def test_a_word_without_a_joint_is_not_divided(ord_: str) -> None:
    assert delat(ord_) == ord_


@pytest.mark.parametrize("ratt", TVEKAN.split())
def test_an_s_that_begins_the_second_part_is_never_left_behind(ratt: str) -> None:
    fog = ratt.index("|")
    assert fog + 1 not in fogar(ratt.replace("|", ""))


def test_a_word_of_a_sentence_is_divided_as_in_its_middle() -> None:
    assert fogar("Kommunstyrelsen") == fogar("kommunstyrelsen") == (6,)
    assert fogar("ARBETSMILJÖ") == (6,)


def test_what_is_no_word_is_left_alone() -> None:
    for text in ("2026-0001", "https", "AMN2026kommunstyrelsen", "", "x", "kommun-styrelsen"):
        assert fogar(text) == ()


def test_no_side_has_fewer_letters_than_one_can_read() -> None:
    for ord_ in RATT.replace("|", "").split():
        assert all(MINST <= i <= len(ord_) - MINST for i in fogar(ord_))


def test_a_word_without_end_takes_no_time() -> None:
    start = time.process_time()
    assert fogar("kommun" * 5_000) == ()
    fogar("arbetsmarknadsverksamhetsutvecklings" * 9)
    fogar(("utvecklings" * 9)[:LANGST])
    assert time.process_time() - start < 1
