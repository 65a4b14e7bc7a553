"""The pure rules and the record name the same things: what is stored can be handed to the rules as it is."""

from enum import StrEnum

import pytest
from django.db.models import TextChoices

from motions import beslutsgang, numbering
from motions.models import beslut, organisation


@pytest.mark.parametrize(
    ("regel", "lagrat"),
    [
        (beslutsgang.ForslagFran, beslut.ForslagFran),
        (beslutsgang.Yrkandeslag, beslut.YrkandeSlag),
        (beslutsgang.Utfall, beslut.YrkandeTillstand),
        (beslutsgang.Uttalandeslag, organisation.UttalandeSlag),
        (numbering.Paragrafnumrering, organisation.Paragrafnumrering),
    ],
)
def test_a_rule_knows_exactly_the_values_that_the_record_stores(
    regel: type[StrEnum], lagrat: type[TextChoices]
) -> None:
    assert {ett.value for ett in regel} == set(lagrat.values)
