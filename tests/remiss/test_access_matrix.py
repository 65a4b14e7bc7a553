"""Who is answered what at every address: atkomst.txt is the table, and these tests hold the program to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motions.actor import acting
from motions.ingest.brev import Brev
from motions.models import Anmalan, Anvandare, Avsnitt, Beslutssats, Bilaga, Post, Vikariat
from remiss import notify
from remiss.jobs import notera_sandningsfel
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from tests.brevet import lagg_in
from tests.factories import Varld, administrator, fyll_registren
from tests.listan import lagg_till
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

FIL = Path(__file__).parent / "atkomst.txt"
BACKEND = "remiss.login.backend.AccountBackend"
VEM = ("anonym", "handlaggare", "kollega", "avdelningschef", "registrator", "sekreterare", "revisor", "ordforande",
       "andra_handlaggare", "andra_avdelningschef", "andra_registrator", "administrator")  # fmt: skip
"""The columns: the world, own and other handläggare, own and other chef, …; `andra_*` are the other nämnd's. The administrator is
a superuser without a role."""
UTAN = "–"
"""The kind of an address that is of no ärende."""
AV_ARENDET = ("utkast", "hemligt", "expedierat", "avslutat")
AV_SAMMANTRADET = ("uppsatt", "hemligt_uppsatt", "hemligt_justeras", "expedierat")
KINDS = {
    "arende": AV_ARENDET, "handling": AV_ARENDET, "utlatande": AV_ARENDET, "gor": AV_ARENDET,
    "sammantrade": AV_SAMMANTRADET, "punkt": AV_SAMMANTRADET, "anmalan": AV_SAMMANTRADET,
    "dokument": ("hemligt_uppsatt", "hemligt_justeras", "expedierat"),
    "protokoll": ("justeras", "hemligt_justeras", "expedierat"),
    "post": ("brev",), "postfil": ("brev",), "mejl": ("brev",),
    "kalender": (UTAN,), "franvaro": (UTAN,), "logga-in": (UTAN,), "ny-kommun": (UTAN,), "installningar": (UTAN,),
}  # fmt: skip
"""What an address with a key may be of, by its first word."""

OSAKRA_UTAN_INLOGGNING = {"logga_in", "logga_in_igen", "logga_in_som"}


def rader() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(URL name, object, method, the answers) for each line of the table."""
    for rad in FIL.read_text("utf-8").splitlines():
        if rad.strip() and not rad.startswith("#"):
            namn, objekt, metod, *svar = rad.split()
            yield namn, objekt, metod, tuple(svar)


def _utkast(vag: Vag) -> None:
    vag.registrera().tilldela().skriv()


def _uppsatt(vag: Vag) -> None:
    vag.till_klart().satt_upp()
    _anmal(vag)


def _justeras(vag: Vag) -> None:
    _uppsatt(vag)
    vag.kalla().oppna().besluta().avsluta_sammantrade().till_justering()


def _expedierat(vag: Vag) -> None:
    _justeras(vag)
    vag.justera().anslag().expediera()


def _avslutat(vag: Vag) -> None:
    _expedierat(vag)
    vag.avsluta()


def _anmal(vag: Vag) -> None:
    with acting(vag.varld.sekreterare):
        lagg_till(vag.sammantrade, "b", text="Protokoll från pensionärsrådet")


def _brev(vag: Vag) -> None:
    brev = Brev(vag.varld.organ.forvaltning, vag.idag, "Per Ek", "Fråga", text="Hej")
    lagg_in(brev, by=vag.varld.registrator, at=vag.nu)


BYGG: dict[str, Callable[[Vag], None]] = {
    "utkast": _utkast, "hemligt": _utkast, "uppsatt": _uppsatt, "hemligt_uppsatt": _uppsatt, "justeras": _justeras,
    "hemligt_justeras": _justeras,
    "expedierat": _expedierat, "avslutat": _avslutat, "brev": _brev, UTAN: lambda vag: fyll_registren(vag.varld),
}  # fmt: skip


def bygg(varld: Varld, kind: str) -> Vag:
    """The object of a kind; the head of atkomst.txt says what each is."""
    vag = Vag(varld, hemlig=kind.startswith("hemligt"))
    BYGG[kind](vag)
    return vag


@pytest.fixture
def personer(varld: Varld) -> dict[str, Anvandare | None]:
    """Everybody of the columns."""
    return {vem: varld.alla().get(vem) for vem in VEM} | {"administrator": administrator()}


def nycklar(monster: URLPattern, vag: Vag) -> dict[str, Any]:
    """The keys of an address, in the case."""
    kravs = set(monster.pattern.converters)
    ut: dict[str, Any] = {
        "slag": "arende",
        "action": "registrera_yrkande" if monster.name == "punkt_akt" else "lagg_till_handling",
        "sha256": "0" * 64,
        "nummer": 1,
        "token": "en-adress-som-ingen-har",
    }
    if "pk" in kravs:
        ut["pk"] = _pk(_forsta_ordet(monster), vag)
    if kravs & {"nyckel", "utkast_pk"}:
        avsnitt = Avsnitt.objects.filter(utlatande=vag.utlatande).earliest("pk")
        # The drafts of an ärende that is closed are gone.
        ut |= {"nyckel": avsnitt.nyckel, "utkast_pk": getattr(avsnitt.utkast.first(), "pk", 0)}
    if "sats_pk" in kravs:
        ut["sats_pk"] = Beslutssats.objects.filter(utlatande=vag.utlatande).earliest("pk").pk
    if "attsats_pk" in kravs:
        ut["attsats_pk"] = vag.utlatande.attsatssvar.earliest("pk").attsats_id
    if "bilaga_pk" in kravs:
        ut["bilaga_pk"] = Bilaga.objects.filter(utlatande=vag.utlatande, fil__isnull=False).earliest("pk").pk
    ut["utskick_pk"] = 0
    return {namn: ut[namn] for namn in kravs}


def _forsta_ordet(monster: URLPattern) -> str:
    return str(monster.pattern).split("/")[0]


def _pk(ord_: str, vag: Vag) -> int:
    """The row that an address with this first word is of."""
    rad: dict[str, Callable[[], Any]] = {
        "arende": lambda: vag.arende.pk,
        "gor": lambda: vag.arende.pk,
        "handling": lambda: vag.arende.handlingar.earliest("pk").pk,
        "dokument": lambda: vag.arende.handlingar.exclude(dokument=None).earliest("pk").dokument_id,
        "utlatande": lambda: vag.utlatande.pk,
        "sammantrade": lambda: vag.sammantrade.pk,
        "anmalan": lambda: Anmalan.objects.get(punkt__sammantrade=vag.sammantrade).pk,
        "punkt": lambda: vag.punkt.pk,
        "protokoll": lambda: vag.protokoll.pk,
        "mejl": lambda: _ej_skickat(vag).pk,
        "post": lambda: Post.objects.get().pk,
        "postfil": lambda: Post.objects.get().filer.earliest("pk").pk,
        "franvaro": lambda: Vikariat.objects.get().pk,
        "logga-in": lambda: vag.varld.handlaggare.pk,
    }
    pk: int = rad[ord_]()
    return pk


def _ej_skickat(vag: Vag) -> Utskick:
    """A witness that could not be sent."""
    mejl = notify.skriv("vittne@exempel.invalid", "Vittne", "Sigill 1", at=vag.nu)
    notera_sandningsfel(mejl.pk, "550", ge_upp=True)
    return mejl


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


def _nagon(namn: str) -> int:
    """A row of the register of an address, or one that is not there when it is empty."""
    app, modellnamn, _ = namn.removeprefix("admin:").split("_")
    modell = apps.get_model(app, modellnamn)
    return getattr(modell._default_manager.order_by("pk").first(), "pk", 0)


def registernycklar(monster: URLPattern) -> dict[str, Any]:
    """The keys of an address in the rooms of the registers; those that are not there have none."""
    if _forsta_ordet(monster) not in ("ny-kommun", "installningar"):
        return {}
    alla = {"steg": "kommun", "slag": "valda", "pk": 1}
    return {p: alla[p] for p in monster.pattern.converters}


def klient_for(person: Anvandare | None, **kwargs: Any) -> Client:
    """A browser, logged in or not."""
    klient = Client(**kwargs)
    if person is not None:
        klient.force_login(person, backend=BACKEND)
    return klient


def svar(klienter: Iterable[Client], adress: str, metod: str) -> tuple[str, ...]:
    """What each person is answered, undone at once; «in» is the way to login. A POST carries its key and nothing else."""
    ut = []
    for klient in klienter:
        with transaction.atomic():
            kakor = copy(klient.cookies)
            s = klient.get(adress) if metod == "GET" else klient.post(adress, {"nyckel": ny_nyckel()})
            transaction.set_rollback(True)
        klient.cookies = kakor
        till_inloggning = s.status_code == 302 and s.headers["Location"].startswith(reverse("logga_in"))
        ut.append("in" if till_inloggning else str(s.status_code))
    return tuple(ut)


def ska_ha_rad() -> set[tuple[str, str]]:
    """Every (URL name, kind of object) that the table must speak of."""
    av_arende = {
        (namn, kind)
        for namn, m in monster().items()
        for kind in (KINDS[_forsta_ordet(m)] if m.pattern.converters else (UTAN,))
    }
    return av_arende | {(sort, UTAN) for sort in inkluderade()} | {(namn, UTAN) for namn in undantag()}


def undantag() -> set[str]:
    """The addresses of registers that answer otherwise than their sort, and have rows of their own."""
    namnen = {n for registren in inkluderade().values() for n, _ in registren}
    return {namn for namn, *_ in rader() if namn in namnen}


def test_every_address_has_its_rows() -> None:
    assert {(namn, kind) for namn, kind, _, _ in rader()} == ska_ha_rad()


def test_each_row_has_an_answer_for_each_person() -> None:
    assert [r for r in rader() if len(r[3]) != len(VEM)] == []


@pytest.mark.parametrize("kind", BYGG)
def test_every_person_is_answered_as_the_table_says(
    varld: Varld, personer: dict[str, Anvandare | None], kind: str
) -> None:
    vag = bygg(varld, kind)
    klienter = [klient_for(person) for person in personer.values()]
    fel = [
        f"{adress} {kind} {metod}: fick {' '.join(fick)}, tabellen säger {' '.join(vantat)}"
        for namn, sort, metod, vantat in rader()
        if sort == kind
        for adress in adresser(namn, vag)
        if (fick := svar(klienter, adress, metod)) != vantat
    ]
    assert fel == []


def adresser(namn: str, vag: Vag) -> list[str]:
    """The address of a row, of the object; of a sort of the registers, those of all of them that have no row of their own."""
    if namn.startswith("admin:"):
        egna = undantag()
        return [
            reverse(n, kwargs={"object_id": _nagon(n)} if m.pattern.converters else {})
            for sort, registren in inkluderade().items()
            for n, m in registren
            if n == namn or (sort == namn and n not in egna)
        ]
    m = monster()[namn]
    return [reverse(namn, kwargs=registernycklar(m) or nycklar(m, vag))]


UTOMSTAENDE = (
    "kollega", "revisor", "ordforande", "andra_handlaggare", "andra_registrator", "administrator",
)  # fmt: skip
"""Those who are not named as behöriga in the secret ärende."""


def test_no_one_outside_is_told_that_a_secret_arende_exists() -> None:
    # A sammanträde and its protokoll are read by all of the nämnd, and name a secret ärende by its public title alone.
    hemliga = [
        rad
        for rad in rader()
        if rad[1] == "hemligt"
        or (rad[0].startswith("dokument") and rad[1].startswith("hemligt"))
        or (rad[0].startswith("punkt") and rad[1] == "hemligt_justeras")
    ]
    assert len({namn for namn, *_ in hemliga}) > 30
    for namn, kind, metod, svar_ in hemliga:
        for vem in UTOMSTAENDE:
            assert svar_[VEM.index(vem)] == "404", f"{metod} {namn} {kind}: {vem}"


def test_no_address_is_only_asked_with_a_method_that_it_does_not_take() -> None:
    assert [r for r in rader() if set(r[3]) - {"in"} == {"405"}] == []


@pytest.mark.parametrize("kind", BYGG)
def test_every_unsafe_address_asks_for_the_csrf_token(varld: Varld, kind: str) -> None:
    vag = bygg(varld, kind)
    for namn in sorted({namn for namn, sort, _, _ in rader() if sort == kind and namn in monster()}):
        person = None if namn in OSAKRA_UTAN_INLOGGNING else varld.sekreterare
        klient = klient_for(person, enforce_csrf_checks=True)
        for adress in adresser(namn, vag):
            s = klient.post(adress, {"nyckel": ny_nyckel()})
            assert s.status_code == 403, f"{namn} svarar {s.status_code}"
