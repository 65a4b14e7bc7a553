"""The pure rules and the record name the same things: what is stored can be handed to the rules as it is."""

import pytest
from django.db.models import Field, Model, TextChoices

from motions import states
from motions.models import Huvudforslag, Organ, Uttalande, Yrkande, Yrkandepunkt


@pytest.mark.parametrize(
    ("regel", "modell", "falt"),
    [
        (states.ForslagFran, Huvudforslag, "fran"),
        (states.YrkandeSlag, Yrkande, "slag"),
        (states.YrkandeTillstand, Yrkande, "tillstand"),
        (states.YrkandeTillstand, Yrkandepunkt, "tillstand"),
        (states.UttalandeSlag, Uttalande, "slag"),
        (states.Paragrafnumrering, Organ, "paragrafnumrering"),
    ],
)
def test_a_rule_knows_exactly_the_values_that_the_record_stores(
    regel: type[TextChoices], modell: type[Model], falt: str
) -> None:
    lagrat = modell._meta.get_field(falt)

    assert isinstance(lagrat, Field)
    assert lagrat.choices == regel.choices
