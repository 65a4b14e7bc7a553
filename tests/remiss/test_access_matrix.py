"""Who is answered what at every address: atkomst.txt is the table, and these tests hold the program to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motions.actor import acting
from motions.models import Anmalan, Anvandare, Avsnitt, Beslutssats, Bilaga, Post
from remiss.effects.anmalan import lagg_till
from remiss.effects.post import Brev, lagg_in
from remiss.idempotens import ny_nyckel
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

FIL = Path(__file__).parent / "atkomst.txt"
BACKEND = "django.contrib.auth.backends.ModelBackend"
VEM = ("anonym", "handlaggare", "kollega", "avdelningschef", "registrator", "sekreterare", "revisor", "ordforande",
       "andra_handlaggare", "andra_avdelningschef", "andra_registrator")  # fmt: skip
"""The columns: the world, own and other handläggare, own and other chef, …; `andra_*` are the other nämnd's."""

OSAKRA_UTAN_INLOGGNING = {"logga_in", "logga_in_som"}


def rader() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(URL name, object, method, the answers) for each line of the table."""
    for rad in FIL.read_text("utf-8").splitlines():
        if rad.strip() and not rad.startswith("#"):
            namn, objekt, metod, *svar = rad.split()
            yield namn, objekt, metod, tuple(svar)


@pytest.fixture
def objekt(varld: Varld) -> dict[str, Vag]:
    """One case of each kind: a draft, one that is secret, and one whose svar has left; and a list with a line to be anmäld."""
    _med_en_anmalan(Vag(varld, motion_nummer=4).planera(21))
    return {
        "utkast": Vag(varld, motion_nummer=1).registrera().tilldela().skriv(),
        "hemligt": Vag(varld, hemlig=True, motion_nummer=2).registrera().tilldela().skriv(),
        "expedierat": Vag(varld, motion_nummer=3).till_justerat().anslag().expediera(),
    }


def _med_en_anmalan(vag: Vag) -> None:
    with acting(vag.varld.sekreterare):
        lagg_till(vag.sammantrade, "b", text="Protokoll från pensionärsrådet")


def nycklar(monster: URLPattern, vag: Vag) -> dict[str, Any]:
    """The keys of an address, in the case."""
    forsta = str(monster.pattern).split("/")[0]
    u = vag.utlatande
    pk: int | None
    if "handling" in forsta:
        pk = vag.arende.handlingar.earliest("pk").pk
    elif "dokument" in forsta:
        pk = vag.arende.handlingar.exclude(dokument=None).earliest("pk").dokument_id
    elif forsta == "arende" or monster.name == "akt":
        pk = vag.arende.pk
    elif forsta == "utlatande":
        pk = u.pk
    elif forsta == "sammantrade":
        pk = vag.sammantrade.pk
    elif forsta == "anmalan":
        pk = Anmalan.objects.earliest("pk").pk
    elif forsta == "punkt":
        pk = vag.punkt.pk
    elif forsta in ("post", "postfil"):
        brev = Brev(vag.varld.organ.forvaltning, vag.idag, "Per Ek", "Fråga", text="Hej")
        post = Post.objects.first() or lagg_in(brev, by=vag.varld.registrator, at=vag.nu)
        pk = post.pk if forsta == "post" else post.filer.earliest("pk").pk
    else:
        pk = vag.protokoll.pk
    alla = {
        "pk": pk,
        "slag": "arende",
        "action": "registrera_yrkande" if monster.name == "punkt_akt" else "lagg_till_handling",
        "nyckel": Avsnitt.objects.filter(utlatande=u).earliest("pk").nyckel,
        "sats_pk": Beslutssats.objects.filter(utlatande=u).earliest("pk").pk,
        "attsats_pk": u.attsatssvar.earliest("pk").attsats_id,
        "bilaga_pk": Bilaga.objects.filter(utlatande=u, fil__isnull=False).earliest("pk").pk,
        "utkast_pk": Avsnitt.objects.filter(utlatande=u).earliest("pk").utkast.earliest("pk").pk,
        "sha256": "0" * 64,
        "nummer": 1,
        "token": "en-adress-som-ingen-har",
    }
    return {p: alla[p] for p in monster.pattern.converters}


def monster() -> dict[str, URLPattern]:
    """Every address by its name."""
    return {str(m.name): m for m in get_resolver().url_patterns if isinstance(m, URLPattern)}


def inkluderade() -> dict[str, list[tuple[str, URLPattern]]]:
    """The addresses of an included urlconf by kind: «admin:change» is the page of a row in each register."""
    sorter: dict[str, list[tuple[str, URLPattern]]] = {}
    for m in get_resolver().url_patterns:
        if isinstance(m, URLResolver):
            for monster in _monster_i(m):
                namn = str(monster.name)
                sorter.setdefault(f"{m.namespace}:{namn.rsplit('_', 1)[-1]}", []).append(
                    (f"{m.namespace}:{namn}", monster)
                )
    return sorter


def _monster_i(resolver: URLResolver) -> Iterator[URLPattern]:
    for m in resolver.url_patterns:
        if isinstance(m, URLResolver):
            yield from _monster_i(m)
        else:
            yield m


UTAN_ARENDE = {"object_id": 1}
"""The key of a row that need not be there: who may not keep the registers is refused before it is looked for."""


def registernycklar(monster: URLPattern) -> dict[str, Any]:
    """The keys of an address in the rooms of the registers; those that are not there have none."""
    if str(monster.pattern).split("/")[0] not in ("ny-kommun", "installningar"):
        return {}
    alla = {"steg": "kommun", "slag": "valda", "pk": 1}
    return {p: alla[p] for p in monster.pattern.converters}


def klient_for(person: Anvandare | None, **kwargs: Any) -> Client:
    """A browser, logged in or not."""
    klient = Client(**kwargs)
    if person is not None:
        klient.force_login(person, backend=BACKEND)
    return klient


def svar(varld: Varld, adress: str, metod: str) -> tuple[str, ...]:
    """What each person is answered, undone at once; «in» is the way to login. A POST carries its key and nothing else."""
    ut = []
    for vem in VEM:
        with transaction.atomic():
            klient = klient_for(varld.alla().get(vem))
            s = klient.get(adress) if metod == "GET" else klient.post(adress, {"nyckel": ny_nyckel()})
            transaction.set_rollback(True)
        till_inloggning = s.status_code == 302 and s.headers["Location"].startswith(reverse("logga_in"))
        ut.append("in" if till_inloggning else str(s.status_code))
    return tuple(ut)


def ska_ha_rad() -> set[tuple[str, str]]:
    """Every (URL name, object) that the table must speak of."""
    har_alla = {"arende", "handling", "utlatande", "gor"}
    utan_arende = {"ny-kommun", "installningar"}
    rader = set()
    for namn, m in monster().items():
        forsta = str(m.pattern).split("/")[0]
        utan = not m.pattern.converters or forsta in utan_arende
        kinds = ["–"] if utan else ["utkast", "hemligt", "expedierat"]
        if not utan and forsta not in har_alla:
            kinds = ["expedierat"]
        rader |= {(namn, k) for k in kinds}
    return rader | {(sort, "–") for sort in inkluderade()}


def test_every_address_has_its_rows() -> None:
    assert {(namn, kind) for namn, kind, _, _ in rader()} == ska_ha_rad()


def test_each_row_has_an_answer_for_each_person() -> None:
    assert [r for r in rader() if len(r[3]) != len(VEM)] == []


def test_every_person_is_answered_as_the_table_says(varld: Varld, objekt: dict[str, Vag]) -> None:
    alla, sorter, fel = monster(), inkluderade(), []
    for namn, kind, metod, vantat in rader():
        if namn in sorter:
            adresser = [
                reverse(n, kwargs=UTAN_ARENDE if m.pattern.converters else {}) for n, m in sorter[namn]
            ]
        elif kind == "–":
            adresser = [reverse(namn, kwargs=registernycklar(alla[namn]))]
        else:
            adresser = [reverse(namn, kwargs=nycklar(alla[namn], objekt[kind]))]
        for adress in adresser:
            fick = svar(varld, adress, metod)
            if fick != vantat:
                fel.append(
                    f"{adress} {kind} {metod}: fick {' '.join(fick)}, tabellen säger {' '.join(vantat)}"
                )
    assert fel == []


def test_no_one_outside_is_told_that_a_secret_arende_exists() -> None:
    for namn, kind, metod, svar_ in rader():
        if kind == "hemligt":
            for vem in ("kollega", "revisor", "ordforande", "andra_handlaggare", "andra_registrator"):
                assert svar_[VEM.index(vem)] == "404", f"{metod} {namn}: {vem}"


def test_no_address_is_only_asked_with_a_method_that_it_does_not_take() -> None:
    assert [r for r in rader() if set(r[3]) - {"in"} == {"405"}] == []


def test_every_unsafe_address_asks_for_the_csrf_token(varld: Varld, objekt: dict[str, Vag]) -> None:
    for namn, m in monster().items():
        kwargs = registernycklar(m) or (nycklar(m, objekt["expedierat"]) if m.pattern.converters else {})
        person = None if namn in OSAKRA_UTAN_INLOGGNING else varld.sekreterare
        s = klient_for(person, enforce_csrf_checks=True).post(
            reverse(namn, kwargs=kwargs), {"nyckel": ny_nyckel()}
        )
        assert s.status_code == 403, f"{namn} svarar {s.status_code}"
