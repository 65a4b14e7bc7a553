"""Forged POSTs: the form of every edit, sent for every object by every person, is answered as edit() would, and changes no more.

The answers of edit() stand in andringar.txt; here is what status each of them is on the way through a view, and that a refusal
leaves every table of the record as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import ERROR, get_messages
from django.http import HttpResponse
from django.test import Client

from motions import audit
from motions.models import Anvandare, Beslutssats
from remiss.workflow import edits
from remiss.workflow.edits import EDITS
from remiss.workflow.step import EditRow, alltid
from tests.factories import Varld
from tests.remiss.andringsfall import BEGARAN, PERSON, UTAN_ADRESS
from tests.remiss.andringsobjekt import OBJEKT, Fall, namn
from tests.remiss.avtryck import andrade, avtryck, ogjort
from tests.remiss.test_edit_product import ALLA_OBJEKT, av_slag, personer, skrivna

pytestmark = pytest.mark.django_db

TOKEN = "a" * 32
STATUS = {
    "gjort": {200, 302},
    "undan": {409},
    "–": {404},
    "nej": {403, 404},
    "läge": {302, 403, 404, 409},
    "hinder": {302, 404, 409, 422},
}
"""What an answer of edit() is to a browser. 302 for a refusal is the way back, with a message; 403 may come before 409."""
UNDAN = {"motions_utkast"}
"""What a text that comes late may leave behind."""
LAGGS_UNDAN, UNDANLAGDA = {"utlatande.andra_sats", "utlatande.svara_attsats"}, {"motions_undanlagdtext"}
"""What was typed in a part that keeps no Utkast, and closed meanwhile, is laid aside by an edit of its own."""
TYSTA = {"arende.skriv", "sammantrade.ta_upp_anmalningar", "organisation.lagg_undan"}
"""Done, and nothing new: to begin what is begun, to put up all of nothing, and to lay aside what is not yet of the record."""
RUMMET_FORST = {"post.registrera_nytt"}
"""Who is registrator of nothing is turned away before the letter is looked for: 403, whether there is one or not."""
VALS = {
    "arende.registrera",
    "sammantrade.planera",
    "post.lagg_in",
    "post.registrera_nytt",
    "post.registrera_i",
}
"""The nämnd, the förvaltning or the ärende is chosen in the form, where another's is no choice: 422."""

ANNAN_VAG = {
    ("sammantrade.ta_bort_punkt", "planerat_arende"),
    ("sammantrade.ta_bort_punkt", "planerat_hemligt"),
    ("sammantrade.flytta_punkt", "planerat_annans"),
    ("sammantrade.ta_bort_punkt", "planerat_annans"),
    ("sammantrade.flytta_anmalan", "planerat_annans"),
    ("sammantrade.ta_bort_anmalan", "planerat_annans"),
}
"""Hindered by edit() and done by the address: an ärende leaves a list by its own act (lyft_ut), and the address of a punkt or a
line is of the sitting that it belongs to."""


def med_adress(kind: str) -> list[EditRow]:
    """The edits of one kind of object that are asked for by a form."""
    return [r for r in av_slag(kind) if namn(r) not in UTAN_ADRESS]


def klient_for(person: Anvandare) -> Client:
    """A browser with its token, whose server answers a fault as it would to the world."""
    klient = Client(enforce_csrf_checks=True, raise_request_exception=False)
    klient.force_login(person, backend="remiss.login.backend.AccountBackend")
    klient.cookies["csrftoken"] = TOKEN
    return klient


def skicka(klient: Client, fall: Fall, rad: EditRow) -> tuple[Any, list[str]]:
    """Send the form of an edit and undo it. Returns the answer, and the tables that it changed."""
    begaran = BEGARAN[namn(rad)](fall)
    return ogjort(lambda: klient.post(begaran.url, {**begaran.falt, "csrfmiddlewaretoken": TOKEN}))


def sagt(svar: HttpResponse) -> bool:
    """Whether the person is told why: by an error among the messages."""
    return any(m.level == ERROR for m in get_messages(svar.wsgi_request))  # type: ignore[attr-defined]


def fel_i(vantat: str, vad: str, svar: Any, tabeller: list[str]) -> Iterator[str]:
    """What is wrong with an answer, when edit() answers `vantat`."""
    namn_, ratta = vad.split()[0], STATUS[vantat]
    if namn_ in VALS and vantat not in ("gjort", "undan"):
        ratta = ratta | {422}
    if namn_ in RUMMET_FORST and vantat == "–":
        ratta = ratta | {403}
    if svar.status_code not in ratta:
        yield f"{vad}: {svar.status_code}, edit() svarar {vantat}"
    if vantat == "gjort" and not tabeller and namn_ not in TYSTA:
        yield f"{vad}: inget gjordes"
    if vantat not in ("gjort", "undan") and svar.status_code == 302 and not sagt(svar):
        yield f"{vad}: nekades utan ett ord"
    kvar = UNDAN if vantat == "undan" else UNDANLAGDA if vantat == "läge" and namn_ in LAGGS_UNDAN else set()
    if vantat != "gjort" and set(tabeller) - kvar:
        yield f"{vad}: nekades men ändrade {', '.join(tabeller)}"


def brister(kind: str, objekt: str, varld: Varld, rader: list[EditRow]) -> Iterator[str]:
    """Where a forged POST of one object is answered otherwise than it should, for every edit and person."""
    fall, ska = OBJEKT[kind][objekt](varld), skrivna()
    klienter = {vem: klient_for(person) for vem, person in personer(varld).items()}
    audit.sag_raderna("bevis.varld", by=varld.registrator, at=varld.at)
    for rad in rader:
        for (vem, klient), vantat in zip(klienter.items(), ska[namn(rad), objekt], strict=True):
            if vantat == "hinder" and (namn(rad), objekt) in ANNAN_VAG:
                vantat = "gjort"
            svar, tabeller = skicka(klient, fall, rad)
            yield from fel_i(vantat, f"{namn(rad)} {objekt} {vem}", svar, tabeller)


@pytest.mark.parametrize(
    ("kind", "objekt"), [(k, o) for k, o in ALLA_OBJEKT if med_adress(k)], ids=lambda d: d
)
def test_a_forged_post_gets_what_edit_answers_and_changes_no_more(
    varld: Varld, kind: str, objekt: str
) -> None:
    assert list(brister(kind, objekt, varld, med_adress(kind))) == []


@pytest.mark.parametrize("kind", [k for k in OBJEKT if med_adress(k)])
def test_without_its_token_no_edit_is_done(varld: Varld, kind: str) -> None:
    fall = OBJEKT[kind][next(iter(OBJEKT[kind]))](varld)
    alla = personer(varld)
    for rad in med_adress(kind):
        klient = klient_for(alla[PERSON.get(namn(rad)) or PERSON[kind]])
        fore, begaran = avtryck(), BEGARAN[namn(rad)](fall)
        assert klient.post(begaran.url, begaran.falt).status_code == 403, namn(rad)
        assert andrade(fore) == []


def test_an_edit_open_in_the_wrong_state_is_reported(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "TA_BORT_SATS", _med(edits.TA_BORT_SATS, when=alltid))

    funna = list(brister("utlatande", "godkant", varld, [r for r in EDITS if r.name == "ta_bort_sats"]))

    assert any("handlaggare: nekades men ändrade" in f for f in funna), funna
    assert Beslutssats.objects.exists()


def test_a_letter_taken_up_in_the_wrong_state_is_reported(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edits, "TA_UPP", _med(edits.TA_UPP, when=alltid))

    funna = list(brister("post", "ny", varld, [r for r in EDITS if r.name == "ta_upp"]))

    assert any("registrator: nekades men ändrade" in f for f in funna), funna


def _med(rad: EditRow, **andring: Any) -> EditRow:
    return replace(rad, **andring)
