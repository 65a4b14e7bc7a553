"""The naughty strings in the rooms of the registers: no 500, nothing raw, nothing half done."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Varld, administrator, fyll_registren
from tests.remiss import test_stygga_strangar as stygga
from tests.sidor import vandra
from tests.strangar import alla

pytestmark = pytest.mark.django_db


def test_no_string_in_any_register_breaks_anything(varld: Varld, request: pytest.FixtureRequest) -> None:
    samtidigt = alla() if request.config.getoption("--alla-strangar") else stygga.SAMTIDIGT
    fyll_registren(varld)
    klient = Client(raise_request_exception=False)
    klient.force_login(administrator(), backend="remiss.login.backend.AccountBackend")
    utfall = stygga.Utfall()
    sorter: set[tuple[str, ...]] = set()

    for besok in list(vandra(klient, per_adress=1)):
        if not besok.namn.startswith(("admin:", "ny_kommun", "las_in")):
            continue
        for form in stygga._formerna(besok):
            stygga._genom_falten(type(form).__name__, form.fields, alla(), utfall)
        for formular in besok.innehall.former:
            sort = (besok.namn, formular.metod, *sorted(formular.falt))
            if sort not in sorter:
                sorter.add(sort)
                fyllbara = [n for n in formular.falt if n not in ("csrfmiddlewaretoken", "nyckel")]
                for s in samtidigt if fyllbara else ():
                    falt = stygga.Falt(klient, besok, formular)
                    stygga._skicka(falt, dict.fromkeys(fyllbara, s), utfall)

    assert utfall.fel == []
    assert {n.split(":")[0].split("_")[0] for n, *_ in sorter} == {"admin", "ny", "las"}
    assert len(utfall.falt) > 60
