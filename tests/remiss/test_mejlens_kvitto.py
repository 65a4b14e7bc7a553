"""An upgrade knows of the mails that stand what a new one says of its own: what they carry, and which nobody waits for."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from motions.models import Anstand
from remiss.models import Utskick
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db
RADER = import_module("remiss.migrations.0009_mejlens_kvitto_rader")


def kor(*satser: str) -> None:
    with connection.cursor() as cursor:
        for sats in satser:
            cursor.execute(sats)


def test_a_svar_and_a_request_are_found_by_their_moment(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela()
    type(varld.remittent).objects.filter(pk=varld.remittent.pk).update(epost="ks@exempel.invalid")
    vag.arende.refresh_from_db()
    onskad_on = vag.idag + timedelta(days=90)
    vag.gor(vag.arende, "begar_anstand", varld.handlaggare, onskad_on=onskad_on, skal="Fler måste höras.")
    vag.nu += timedelta(hours=1)
    annat = Vag(varld, motion_nummer=18).till_justerat().expediera()
    bara = dict(Utskick.objects.exclude(arende=None).values_list("pk", "handling"))
    Utskick.objects.update(handling=None)

    kor(RADER.HANDLINGEN)

    assert dict(Utskick.objects.exclude(arende=None).values_list("pk", "handling")) == bara
    assert Utskick.objects.get(handling__slag="svar").arende == annat.arende
    assert Utskick.objects.get(handling=Anstand.objects.get().begaran).arende == vag.arende


def test_a_kallelse_that_was_not_sent_belongs_to_its_sitting(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()
    mina = set(Utskick.objects.filter(sammantrade=vag.sammantrade).values_list("pk", flat=True))
    assert mina
    Utskick.objects.update(sammantrade=None)

    kor(RADER.SAMMANTRADET)

    assert set(Utskick.objects.filter(sammantrade=vag.sammantrade).values_list("pk", flat=True)) == mina


@pytest.mark.parametrize(("timmar", "vantar"), [(-1, False), (1, True)])
def test_who_closed_after_it_had_failed_was_asked(varld: Varld, timmar: int, vantar: bool) -> None:
    vag = Vag(varld).till_justerat().anslag().expediera().avsluta()
    nar = vag.arende.state_since + timedelta(hours=timmar)
    Utskick.objects.filter(arende=vag.arende).update(skickat_at=None, misslyckat_at=nar)

    kor(RADER.KVITTERADE)

    assert Utskick.objects.filter(arende=vag.arende, kvittering__isnull=True).exists() is vantar
