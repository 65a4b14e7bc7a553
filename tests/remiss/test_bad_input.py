"""Bad input to every address that takes a POST: an answer with a sentence, never a fault of ours, and nothing changed.

What is tried follows the forms of the edits (andringsfall.py) and the list of addresses: a new address fails here until it is
said how it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files import File
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from motions.models import Anvandare, Beslutssatsmall, Handling, Vikariat
from remiss.forms.akter import AKTFORMULAR
from remiss.forms.sammantrade.beslut import PUNKTFORMULAR
from remiss.web.idempotency import ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import AKTER, TABLE, available
from remiss.workflow.edits import EDITS
from remiss.workflow.step import EditRow
from tests.factories import Varld
from tests.remiss.andringsfall import BEGARAN, PERSON, Begaran
from tests.remiss.andringsobjekt import OBJEKT, Fall, namn, slag
from tests.remiss.avtryck import ogjort
from tests.remiss.test_edit_product import personer
from tests.remiss.test_forged_posts import TOKEN, klient_for, sagt
from tests.vagen import LAGEN, Vag

pytestmark = pytest.mark.django_db

INGA_TAL = ("", " ", "²", "٣", "1e3", "-1", "0", "1.0", "9" * 18, "9" * 19, "9" * 5000, "\x00", "null")
"""What is no key of any row."""
STANGT = {400, 403, 404, 409, 412, 422, 428}
LAGGS_UNDAN = {
    404: {"motions_undanlagdtext"},
    **{s: {"motions_utkast", "motions_undanlagdtext"} for s in (409, 412)},
}
"""What is kept beside of a text that came too late, or was to a part that is not there: test_utgick_fran.py."""


@pytest.mark.parametrize("text", [t for t in INGA_TAL if t not in ("0", "9" * 18)])
def test_what_is_no_number_is_read_as_none(text: str) -> None:
    assert heltal(text) is None


def test_a_number_is_read_as_what_it_is() -> None:
    assert [heltal(t) for t in ("0", "17", "007", "9" * 18)] == [0, 17, 7, 10**18 - 1]
    assert heltal(None) is None


EGET_SATT = re.compile(r"\.is(digit|decimal|numeric)\(")
"""How a number was read before there was one reader; «²».isdigit() is true, and int() of it an error."""
PROGRAMMET = Path(__file__).resolve().parents[2] / "remiss"
UTAN_BEGARAN = {"web/keys.py", "start/launcher.py"}
"""The reader itself, and what runs before there is anything to import."""


def egna_lasare(filer: dict[str, str]) -> list[str]:
    """The files that read a number in a way of their own."""
    return sorted(namn_ for namn_, kod in filer.items() if EGET_SATT.search(kod))


def test_numbers_are_read_in_one_place() -> None:
    filer = {str(f.relative_to(PROGRAMMET)): f.read_text("utf-8") for f in PROGRAMMET.rglob("*.py")}
    assert len(filer) > 100

    assert set(egna_lasare(filer)) == UTAN_BEGARAN
    assert egna_lasare({"a.py": "x = int(v) if v.isdigit() else 0", "b.py": "x = heltal(v)"}) == ["a.py"]


def skicka(klient: Client, begaran: Begaran) -> tuple[Any, list[str]]:
    """Send it and undo it. Returns the answer, and the tables that it changed; None when there is no such address."""
    try:
        url = begaran.url
    except NoReverseMatch:
        return None, []
    for varde in begaran.falt.values():
        if isinstance(varde, File):
            varde.seek(0)
    falt = {"csrfmiddlewaretoken": TOKEN, "nyckel": ny_nyckel(), **begaran.falt}
    return ogjort(lambda: klient.post(url, falt))


def fel_i(vad: str, svar: Any, tabeller: list[str], *, nekas: bool) -> Iterator[str]:
    """What is wrong with an answer to bad input; `nekas`: nothing may be done of it."""
    if svar is None:
        return
    status = svar.status_code
    if status not in STANGT | {200, 302}:
        yield f"{vad}: {status}"
    if status >= 400 and set(tabeller) - LAGGS_UNDAN.get(status, set()):
        yield f"{vad}: {status} men ändrade {', '.join(tabeller)}"
    if status >= 400 and not any(tecken in svar.content.decode() for tecken in "åäö"):
        yield f"{vad}: {status} utan svensk mening"
    if nekas and status < 400 and (tabeller or not sagt(svar)):
        yield f"{vad}: {status}, godtogs: {', '.join(tabeller)}"


def skriv(varde: Any) -> str:
    """A value, short enough to be read."""
    text = repr(varde)
    return text if len(text) < 30 else f"{text[:8]}… ({len(text)} tecken)"


def forvanskningar(bra: Begaran, annans: Begaran) -> Iterator[tuple[str, Begaran, bool]]:
    """The form with one thing wrong with it at a time, and whether that must be refused."""
    for falt, varde in bra.falt.items():
        if falt == "nyckel":
            continue
        nyckel = isinstance(varde, int)
        utan = {k: v for k, v in bra.falt.items() if k != falt}
        yield f"utan {falt}", replace(bra, falt=utan), nyckel
        for fel in INGA_TAL:
            yield f"{falt}={skriv(fel)}", replace(bra, falt={**bra.falt, falt: fel}), nyckel
        if nyckel and falt != "bas_version" and annans.falt[falt] != varde:
            yield f"{falt}: annans", replace(bra, falt={**bra.falt, falt: annans.falt[falt]}), True
        if falt == "bas_version":
            yield "för gammal version", replace(bra, falt={**bra.falt, falt: varde + 7}), True
    for nyckel_, varde in bra.nycklar.items():
        for fel in ("9" * 18, "9" * 5000, "0") if isinstance(varde, int) else ("finns-inte", "9" * 5000):
            yield f"{nyckel_}={skriv(fel)}", replace(bra, nycklar={**bra.nycklar, nyckel_: fel}), True
        if nyckel_ != "pk" and isinstance(varde, int):
            byte = {**bra.nycklar, nyckel_: annans.nycklar[nyckel_]}
            yield f"{nyckel_}: annans", replace(bra, nycklar=byte), True
    if bra.fraga:
        for fel in INGA_TAL[1:]:
            fraga = f"{bra.fraga.partition('=')[0]}={quote(fel)}"
            yield f"{fraga[:20]}", replace(bra, fraga=fraga), True
        yield "frågan: annans", replace(bra, fraga=annans.fraga), True


OPPNA = {
    "arende": "beredning",
    "utlatande": "utkast",
    "sammantrade": "planerat_arende",
    "organ": "egen",
    "forvaltning": "egen",
    "post": "ny",
    "registren": "fyllda",
}
"""Of each kind of subject, an object on which its edits can be made."""
ANNANS = {"organ": "andras", "forvaltning": "andras", "post": "andras"}
"""Of the kinds whose keys are chosen in the form: an object whose keys are another's; of the others, one more of the same."""
EGNA = {
    "sammantrade.ta_bort_punkt": "planerat_fri",
    "sammantrade.skriv_punkttext": "pagar",
    "post.ta_upp": "avford",
    "post.las_om": "olast",
}
"""Those that ask for another."""


def objekt_for(rad: EditRow) -> str:
    """The object on which an edit can be made."""
    return EGNA.get(namn(rad), OPPNA[slag(rad)])


def person_for(varld: Varld, rad: EditRow) -> Anvandare:
    """Who makes an edit."""
    return personer(varld)[PERSON.get(namn(rad)) or PERSON[slag(rad)]]


def brister(rad: EditRow, varld: Varld) -> list[str]:
    """What is wrong with the answers to bad input of one edit."""
    vad, av_slag = namn(rad), OBJEKT[slag(rad)]
    bygg = av_slag[objekt_for(rad)]
    annans = BEGARAN[vad](av_slag.get(ANNANS.get(slag(rad), ""), bygg)(varld))
    klient, bra = klient_for(person_for(varld, rad)), BEGARAN[vad](bygg(varld))
    svar, _ = skicka(klient, bra)
    assert svar.status_code < 400, f"{vad}: den goda begäran nekas, {svar.status_code}"
    return [
        fel
        for hur, begaran, nekas in forvanskningar(bra, annans)
        for fel in fel_i(f"{vad} {hur}", *skicka(klient, begaran), nekas=nekas)
    ]


def raden(vad: str) -> EditRow:
    """The edit of a name."""
    (rad,) = (r for r in EDITS if namn(r) == vad)
    return rad


@pytest.mark.parametrize("vad", BEGARAN)
def test_bad_input_of_an_edit_is_answered_and_changes_nothing(varld: Varld, vad: str) -> None:
    assert brister(raden(vad), varld) == []


# every other address


def _pk(f: Fall, **falt: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"pk": f.subject.pk}, falt


ANDRA: dict[str, tuple[str, str, str, Callable[[Fall], tuple[dict[str, Any], dict[str, Any]]]]] = {
    "franvaro": ("chefskonto", "chefens", "avdelningschef", lambda f: ({}, {
        "fran_on": "2027-03-01", "till_on": "2027-03-02", "vikarie": f.vag.varld.kollega.pk})),
    "franvaro_avsluta": ("chefskonto", "chefens", "avdelningschef",
                         lambda f: ({"pk": Vikariat.objects.latest("pk").pk}, {})),
    "sats_ny": ("utlatande", "utkast", "handlaggare",
                lambda f: _pk(f, mall=Beslutssatsmall.objects.filter(organ=f.vag.varld.organ).earliest("pk").pk)),
    "sats_ater": ("utlatande", "utkast", "handlaggare", lambda f: _pk(f)),
    "sammantrade_nytt": ("sammantrade", "planerat_fri", "sekreterare", lambda f: (
        {}, {"organ": f.vag.varld.organ.pk, "datum": "2027-03-01", "klockan": "16", "plats": "Salen"})),
    "sammantrade_narvaro": ("sammantrade", "kallat_kallad", "sekreterare", lambda f: _pk(f, **{
        f"{n}_{u.pk}": "" for u in (f.vag.varld.uppdrag[0], f.vag.varld.uppdrag[-1])
        for n in ("har", "for", "fran", "till", "ater")})),
    "sammantrade_satt_upp": ("sammantrade", "planerat_fri", "sekreterare",
                             lambda f: _pk(f, arende=f.vag.arende.pk)),
    "anmalan_handling": ("sammantrade", "planerat_fri", "sekreterare", lambda f: _pk(
        f, handling=Handling.objects.filter(arende=f.vag.arende).earliest("pk").pk, grupp="b")),
    "punkt_enligt_forslag": ("sammantrade", "pagar", "sekreterare", lambda f: ({"pk": f.vag.punkt.pk}, {})),
    "urval_spara": ("arende", "beredning", "handlaggare", lambda f: ({}, {"namn": "Mina", "fraga": "organ=1"})),
    "urval_ta_bort": ("arende", "beredning", "handlaggare", lambda f: ({}, {"urval": 1})),
    "fordela_om": ("arende", "beredning", "avdelningschef", lambda f: ({}, {
        "fran": f.vag.varld.handlaggare.pk, "arenden": f.vag.arende.pk, "till": f.vag.varld.kollega.pk,
        "bekraftat": f.vag.arende.pk})),
    "registrera": ("arende", "beredning", "registrator", lambda f: ({}, dict.fromkeys((
        "organ", "arendetyp", "klassificering", "remittent", "handlaggare", "behoriga", "post",
        "motion_nummer", "titel", "inkommen_on", "remisstid_on",
    ), "1"))),
    "frister_mejl": ("arende", "beredning", "handlaggare", lambda f: ({}, {"pa": "ja"})),
    "frister_adress": ("arende", "beredning", "handlaggare", lambda f: ({}, {"roll": "handlaggare"})),
    "frister_adress_aterkalla": ("arende", "beredning", "handlaggare", lambda f: ({}, {"roll": "handlaggare"})),
    "post_ny": ("arende", "beredning", "registrator", lambda f: ({}, dict.fromkeys((
        "forvaltning", "inkommen_on", "avsandare", "amne", "text", "filer",
    ), "1"))),
    "forhandsvisning_bestall": ("utlatande", "utkast", "handlaggare", lambda f: _pk(f)),
    "logga_in_som": ("arende", "beredning", "handlaggare", lambda f: ({}, {"anvandare": 1, "next": "/"})),
    "dokument_igen": ("dokument", "fryst", "sekreterare", lambda f: _pk(f)),
    "mejl_igen": ("arende", "beredning", "revisor", lambda f: ({"pk": 0}, {})),
    "rundtur": ("arende", "beredning", "handlaggare", lambda f: ({}, {"klick": "1"})),
    "rundtur_nasta": ("arende", "beredning", "handlaggare", lambda f: ({}, {"klick": "1"})),
    "kontrollera": ("arende", "beredning", "handlaggare", lambda f: ({}, {"fil": "1"})),
}  # fmt: skip
"""The other addresses that take a POST: of which object, by whom, and their keys and fields."""
EGET_PROV = {
    "akt": "test_bad_input_of_an_act_is_answered_and_changes_nothing",
    "punkt_akt": "test_bad_input_of_an_act_in_a_paragraf_is_answered_and_changes_nothing",
    "logga_in": "asks for a name and a password alone",
    "logga_in_igen": "asks for a name and a password alone",
    "logga_ut": "asks for nothing",
}  # fmt: skip
"""Those that are tried elsewhere, or have nothing that can be wrong."""


@pytest.mark.parametrize("adress", ANDRA)
def test_bad_input_to_any_other_address_is_answered(varld: Varld, adress: str) -> None:
    kind, objekt, vem, bygg = ANDRA[adress]
    nycklar, falt = bygg(OBJEKT[kind][objekt](varld))
    klient, bra = klient_for(varld.alla()[vem]), Begaran(adress, nycklar, falt)
    fel: list[str] = []
    for namn_ in falt:
        for varde in INGA_TAL:
            begaran = replace(bra, falt={**falt, namn_: varde})
            fel += fel_i(f"{adress} {namn_}={skriv(varde)}", *skicka(klient, begaran), nekas=False)
    for namn_, rad in nycklar.items():
        for varde in ("9" * 18, "9" * 5000) if isinstance(rad, int) else ("finns-inte",):
            begaran = replace(bra, nycklar={**nycklar, namn_: varde})
            fel += fel_i(f"{adress} {namn_}={skriv(varde)}", *skicka(klient, begaran), nekas=True)
    assert fel == []


def test_every_address_that_takes_a_post_is_tried(varld: Varld) -> None:
    monster = [m for m in get_resolver().url_patterns if isinstance(m, URLPattern)]
    fallen = cache(lambda kind, objekt: OBJEKT[kind][objekt](varld))
    provade = {vad: fallen(slag(raden(vad)), objekt_for(raden(vad))) for vad in BEGARAN}
    kanda = {BEGARAN[vad](fall).adress for vad, fall in provade.items()} | set(ANDRA) | set(EGET_PROV)
    klient = klient_for(varld.registrator)
    nya = [str(m.name) for m in monster if m.name not in kanda and _tar_post(klient, m)]
    assert nya == [], f"Säg i BEGARAN, ANDRA eller EGET_PROV hur de prövas: {nya}"


def _tar_post(klient: Client, monster: URLPattern) -> bool:
    """Whether an address knows the method at all."""
    exempel = {
        "pk": 0,
        "nyckel": "x",
        "sha256": "0" * 64,
        "nummer": 1,
        "token": "x",
        "slag": "valda",
        "steg": "kommun",
    }
    nycklar = {k: exempel.get(k, 0) for k in monster.pattern.converters}
    svar = klient.post(reverse(str(monster.name), kwargs=nycklar), {"csrfmiddlewaretoken": TOKEN})
    return svar.status_code != 405


# the acts


def _aktfall() -> list[tuple[str, str]]:
    return sorted(AKTFORMULAR)


def erbjuden(slag: str, action: str, varld: Varld) -> tuple[Any, Any, Vag]:
    """A subject from which somebody is offered the act, and who that is."""
    har_akten = {r.state for r in TABLE[slag] if r.action == action}
    for (s, state), bygg in LAGEN.items():
        if s == slag and state in har_akten:
            with transaction.atomic():
                vag = Vag(varld)
                subject = bygg(vag)
                for person in varld.alla().values():
                    if any(a.action == action for a in available(subject, person, at=vag.nu)):
                        return subject, person, vag
                transaction.set_rollback(True)
    pytest.skip(f"{slag}.{action} erbjuds inte på den vanliga vägen")


def _genom_formularet(klient: Client, url: str, falten: list[str]) -> list[str]:
    """Every bad value in all fields of a form at once, and then the worst in each by itself."""
    omgangar = [dict.fromkeys(falten, varde) for varde in INGA_TAL]
    omgangar += [{falt: varde} for falt in falten for varde in ("²", "9" * 5000, "\x00")]
    fel: list[str] = []
    for falt in omgangar:
        begaran = {"csrfmiddlewaretoken": TOKEN, "nyckel": ny_nyckel(), **falt}
        svar, tabeller = ogjort(partial(klient.post, url, begaran))
        fel += fel_i(
            f"{url} {list(falt)[:3]}={skriv(next(iter(falt.values()), ''))}", svar, tabeller, nekas=False
        )
    return fel


@pytest.mark.parametrize(("slag", "action"), _aktfall(), ids=lambda d: d)
def test_bad_input_of_an_act_is_answered_and_changes_nothing(varld: Varld, slag: str, action: str) -> None:
    subject, person, _ = erbjuden(slag, action, varld)
    klient, url = klient_for(person), reverse("akt", args=[slag, subject.pk, action])
    form = klient.get(url).context["form"]
    assert (slag, action) in AKTER
    assert _genom_formularet(klient, url, list(form.fields)) == []


@pytest.mark.parametrize("action", sorted(PUNKTFORMULAR))
def test_bad_input_of_an_act_in_a_paragraf_is_answered_and_changes_nothing(varld: Varld, action: str) -> None:
    fall = OBJEKT["sammantrade"]["pagar"](varld)
    klient, url = klient_for(varld.sekreterare), reverse("punkt_akt", args=[fall.vag.punkt.pk, action])
    falten = [*klient.get(url).context["form"].fields, "vann_0", "vann_1", "foresla"]
    assert _genom_formularet(klient, url, falten) == []
