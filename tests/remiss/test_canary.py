"""The canary: a word that stands in every secret field of an ärende, looked for wherever anybody else can look.

Crawled as every person who may not know of the ärende, at every stage of its way, with the ids of the secret objects and of an
ordinary case beside it: pages, fragments, search, duplicates, files, headers, mail, and the facts of documents that others read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Max, Min, Q
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from motions import visibility
from motions.actor import acting
from motions.datum import day_of
from motions.ingest.brev import Brev
from motions.models import Anvandare, Beslut, Dokument
from remiss.admin import installningar
from remiss.facts.post import RegistreraI
from remiss.frister.kalender import ny_adress
from remiss.frister.paminnelser import paminn_person
from remiss.frister.urval import roller
from remiss.models import InlasningSlag, Utskick
from remiss.nykommun.steg import STEGEN
from remiss.workflow import AKTER, MODELS, edit, edits
from tests.brevet import lagg_in
from tests.factories import Varld, anvandare
from tests.listan import ta_upp
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

MARKE = "QKANARIE"
"""The mark; vagen.py writes it before the first word of every text."""

INVIGDA = {"registrator", "handlaggare", "avdelningschef", "forvaltningschef", "sekreterare"}
"""Who may know: the registrator of the nämnd, and those who are named."""

STADIER: dict[str, Callable[[Vag], Vag]] = {
    "registrerat": lambda v: _post_och_rattelse(v.registrera()),
    "hos chef": lambda v: v.registrera().tilldela().skriv().skicka(),
    "beslutat": lambda v: _post_och_rattelse(_uttalanden(v.till_oppet()).besluta()),
    "avgjort": lambda v: _anmald(v.delegera().till_klart().besluta_pa_delegation()),
    "ordförandebeslut": lambda v: _anmald(v.ge_uppdrag().till_klart().ordforandebeslut()),
    "expedierat": lambda v: v.till_justerat().anslag().expediera(),
}


ALLA_SER_EFTER = "expedierat"
"""The stage at which everyone looks; at the others one of each kind does."""

NAGRA = {"kollega", "revisor", "ordforande", "andra_registrator", "anonym"}


def _post_och_rattelse(vag: Vag) -> Vag:
    """A letter registered in the secret ärende, a corrected title and a handling struck out, each with the mark."""
    v = vag.varld
    brev = Brev(
        v.organ.forvaltning, vag.idag, vag.text("Avsändare"), vag.text("Brevämne"), text=vag.text("Brevtext")
    )
    post = lagg_in(brev, by=v.registrator, at=vag.nu)
    rubrik, slag = vag.text("Handlingsrubrik"), "skrivelse"
    edit(edits.REGISTRERA_I, post, RegistreraI(vag.arende, slag, rubrik), by=v.registrator, at=vag.nu)
    handling = vag.arende.handlingar.latest("lopnummer")
    vag.gor(vag.arende, "ratta", v.registrator, titel=vag.text("Rättad titel"), skal=vag.text("Rättelseskäl"))
    return vag.gor(
        vag.arende, "makulera_handling", v.registrator, handling=handling, skal=vag.text("Makuleringsskäl")
    )


def _uttalanden(vag: Vag) -> Vag:
    """Jäv, a yrkande, and a statement in the secret §, each with the mark."""
    by = vag.varld.sekreterare
    vag.gor(
        vag.sammantrade,
        "anmal_jav",
        by,
        punkt=vag.punkt,
        uppdrag=vag.varld.uppdrag[4],
        grund=vag.text("Släkting"),
    )
    return vag.gor(
        vag.sammantrade,
        "registrera_uttalande",
        by,
        punkt=vag.punkt,
        slag="sarskilt_uttalande",
        avlamnare=[{"uppdrag": vag.varld.uppdrag[3]}],
        text=vag.text("Uttalandetext"),
    )


def _anmald(vag: Vag) -> Vag:
    """The beslut stands on the kallelse to the next sitting, beside an ordinary ärende."""
    annat = (
        Vag(vag.varld, motion_nummer=99)
        .registrera(remittentens_dnr="KS 2026/00012")
        .tilldela()
        .skriv()
        .skicka()
        .godkann()
    )
    annat.sammantrade = vag.sammantrade
    annat.satt_upp()
    with acting(vag.varld.sekreterare):
        ta_upp(vag.sammantrade, beslut=Beslut.objects.att_anmala())
    return vag.kalla()


@pytest.fixture
def utomstaende(varld: Varld) -> dict[str, Anvandare | None]:
    """Everyone who may not know, an administrator without a role and the world among them."""
    admin = anvandare("admin", "Ada", "Min")
    admin.is_superuser = admin.is_staff = True
    admin.save()
    andra = {n: p for n, p in varld.alla().items() if n not in INVIGDA}
    return {**andra, "administrator": admin, "anonym": None}


VAD_PK_AR: dict[str, str] = {
    "arende": "motions.Arende",
    "handling": "motions.Handling",
    "dokument": "motions.Dokument",
    "utlatande": "motions.Tjansteutlatande",
    "sammantrade": "motions.Sammantrade",
    "punkt": "motions.Punkt",
    "protokoll": "motions.Protokoll",
    "anmalan": "motions.Anmalan",
    "post": "motions.Post",
    "postfil": "motions.Postfil",
    "mejl": "remiss.Utskick",
    "franvaro": "motions.Vikariat",
    "logga-in": "motions.Anvandare",
}
"""What `pk` is a key of, by the first part of the address. An address of a new kind must be put here."""


REGISTRENS: dict[str, Sequence[Any]] = {"steg": list(STEGEN), "slag": InlasningSlag.values, "pk": [1]}
"""The parameters of the rooms of the registers, which hold no ärende."""


def registrens_adresser() -> list[str]:
    """Every page of Inställningar, with the first and the last row of each register."""
    alla = [reverse("admin:index")]
    for modell in installningar._registry:
        info = f"admin:motions_{modell._meta.model_name}"
        alla += [
            reverse(f"{info}_changelist"),
            reverse(f"{info}_changelist") + "?q=a",
            reverse(f"{info}_add"),
        ]
        pk = modell._default_manager.aggregate(Min("pk"), Max("pk"))
        alla += [
            reverse(f"{info}_{sida}", args=[n])
            for n in set(pk.values()) - {None}
            for sida in ("change", "history", "delete")
        ]
    return alla


def _fyll_i(parametrar: Mapping[str, Any], pk: int) -> dict[str, Any]:
    """The other parameters of an address: a part of the utlåtande that there is, or one that could be."""
    senaste: dict[str, Any] = {
        "pk": pk,
        "nyckel": "sammanfattning",
        "sha256": "0" * 64,
        "nummer": 1,
        "utskick_pk": 1,
        **{f"{n}_pk": apps.get_model("motions", m)._default_manager.values_list("pk", flat=True).last() or 1
           for n, m in (("sats", "Beslutssats"), ("attsats", "AttSats"), ("bilaga", "Bilaga"), ("utkast", "Utkast"))},
    }  # fmt: skip
    return {p: senaste[p] for p in parametrar}


def adresser() -> list[str]:
    """Every address of the program, with every object that there is."""
    alla: list[str] = []
    for monster in get_resolver().url_patterns:
        if isinstance(monster, URLResolver):
            assert monster.namespace == "admin", "en inkluderad urlconf måste också genomsökas"
            alla += registrens_adresser()
            continue
        namn, parametrar = str(monster.name), dict(monster.pattern.converters)
        if not parametrar:
            alla.append(reverse(namn))
        elif str(monster.pattern).split("/")[0] in ("ny-kommun", "installningar"):
            for val in product(*(REGISTRENS[p] for p in parametrar)):
                alla.append(reverse(namn, kwargs=dict(zip(parametrar, val, strict=True))))
        elif namn == "kalender":
            # The key of this address is its secret: see test_no_calendar_and_no_reminder_speaks_of_it.
            alla.append(reverse(namn, args=["en-adress-som-ingen-har"]))
        elif namn == "akt":
            alla += [
                reverse("akt", args=[slag, pk, action])
                for slag, action in AKTER
                for pk in MODELS[slag]._default_manager.values_list("pk", flat=True)
            ]
        else:
            modell = apps.get_model(VAD_PK_AR[str(monster.pattern).split("/")[0]])
            actions = [a for s, a in AKTER if s == "sammantrade"] if "action" in parametrar else [None]
            for pk in modell._default_manager.order_by("pk").values_list("pk", flat=True):
                for action in actions:
                    extra = {"action": action} if action else {}
                    vanliga = {p: v for p, v in parametrar.items() if p != "action"}
                    alla.append(reverse(namn, kwargs=_fyll_i(vanliga, pk) | extra))
    for fraga in ("KS 2026/00911", "Traineeprogram för", "2026-0001"):
        alla.append(reverse("palett") + f"?q={fraga}")
        alla.append(reverse("registrera_dubbletter") + f"?titel={fraga}&remittentens_dnr={fraga}")
        alla.append(reverse("arenden") + f"?q={fraga}")
        alla.append(reverse("arenden_csv") + f"?q={fraga}")
    for ordning in ("frist", "inkommen", "dnr", "titel"):
        alla.append(reverse("arenden") + f"?sort={ordning}")
        alla.append(reverse("arenden_csv") + f"?sort={ordning}")
    dagar = (
        apps.get_model("motions", "Handling")._default_manager.values_list("datum_on", flat=True).distinct()
    )
    alla += [reverse("postlista") + f"?dag={dag}" for dag in dagar]
    return alla


def innehall(svar: Any) -> str:
    """All that an answer says: its headers, and its body whole."""
    kropp = b"".join(svar.streaming_content) if svar.streaming else svar.content
    return str(list(svar.items())) + kropp.decode("utf-8", "replace")


def lackor(vem: str, person: Anvandare | None, arende_pk: int, vart: Sequence[str]) -> list[str]:
    """The addresses where one who may not know meets the mark, or the page of the secret ärende."""
    klient = Client(raise_request_exception=True)
    if person is not None:
        klient.force_login(person, backend="remiss.login.backend.AccountBackend")
    funna = []
    for adress in vart:
        svar = klient.get(adress)
        if MARKE.lower() in innehall(svar).lower():
            funna.append(f"{vem}: {adress}")
        if adress == reverse("arende", args=[arende_pk]) and svar.status_code not in (302, 404):
            funna.append(f"{vem}: {adress} svarar {svar.status_code}")
    return funna


def lackor_utan_adress(utomstaende: dict[str, Anvandare | None]) -> list[str]:
    """The mark in mail to others, in any subject, and in the facts of the sammanträde's own documents."""
    utanfor = [p.pk for p in utomstaende.values() if p is not None]
    funna = [f"ämne: {u.amne}" for u in Utskick.objects.filter(amne__icontains=MARKE)]
    funna += [
        f"brev till {u.adress}" for u in Utskick.objects.filter(till__in=utanfor, text__icontains=MARKE)
    ]
    funna += [
        f"{d.slag}: fakta"
        for d in Dokument.objects.filter(slag__in=["kallelse", "protokoll", "anslagsbevis"])
        if MARKE.lower() in str(d.fakta).lower()
    ]
    return funna


@pytest.mark.parametrize("stadium", STADIER)
def test_no_one_else_meets_a_word_of_a_secret_arende(
    varld: Varld, utomstaende: dict[str, Anvandare | None], stadium: str
) -> None:
    vag = STADIER[stadium](Vag(varld, hemlig=True, marke=MARKE))

    vart = adresser()
    vilka = {v: p for v, p in utomstaende.items() if stadium == ALLA_SER_EFTER or v in NAGRA}

    funna = [rad for vem, person in vilka.items() for rad in lackor(vem, person, vag.arende.pk, vart)]

    assert funna + lackor_utan_adress(utomstaende) == []


def test_no_calendar_and_no_reminder_speaks_of_it(
    varld: Varld, utomstaende: dict[str, Anvandare | None]
) -> None:
    vag = STADIER["hos chef"](Vag(varld, hemlig=True, marke=MARKE))
    frist_at = varld.at + timedelta(days=61)
    utan_sekretess = Vag(varld, motion_nummer=3).registrera().tilldela()

    for vem, person in varld.alla().items():
        for roll in roller(person, day_of(varld.at)):
            token = ny_adress(person, roll, at=varld.at)
            ics = innehall(Client().get(reverse("kalender", args=[token]))).lower()
            assert MARKE.lower() not in ics, f"{vem}: kalendern"
            assert vag.arende.dnr.lower() not in ics, f"{vem}: kalendern"
        paminn_person(person, at=frist_at)
        mejl = str([u.amne + u.text for u in Utskick.objects.filter(till=person, skapat_at=frist_at)])
        assert MARKE.lower() not in mejl.lower(), f"{vem}: påminnelsen"
        if vem not in INVIGDA:
            assert vag.arende.dnr not in mejl, f"{vem}: påminnelsen"

    till_registrator = Utskick.objects.get(till=varld.registrator, skapat_at=frist_at).text
    assert vag.arende.dnr in till_registrator
    assert utan_sekretess.arende.dnr in till_registrator


def test_the_mark_stands_in_every_text_of_the_secret_arende(varld: Varld) -> None:
    STADIER["beslutat"](Vag(varld, hemlig=True, marke=MARKE))
    falt = {
        "Arende.titel", "Motion.titel", "Motionar.namn", "AttSats.text", "Handling.filnamn", "Handling.rubrik",
        "Tjansteutlatande.titel", "Avsnitt.text", "Beslutssats.text", "AttSatsSvar.motivering", "Bilaga.rubrik",
        "Post.amne", "Post.text", "Rattelse.fore", "Rattelse.skal", "Handling.makulerad_skal",
        "Bilaga.filnamn", "Utkast.text", "Forslagspunkt.text", "BeslutPunkt.text", "Jav.grund", "Uttalande.text",
    }  # fmt: skip

    for namn in falt:
        modell, _, kolumn = namn.partition(".")
        varden = apps.get_model("motions", modell)._default_manager.values_list(kolumn, flat=True)
        assert any(MARKE in str(v) for v in varden), namn


@pytest.mark.parametrize("vem", ["registrator", "sekreterare"])
def test_those_who_may_know_meet_it(varld: Varld, vem: str) -> None:
    vag = STADIER["beslutat"](Vag(varld, hemlig=True, marke=MARKE))

    assert len(lackor(vem, varld.alla()[vem], vag.arende.pk, adresser())) > 2


def _utan_sekretess(user: Anvandare, today: Any, prefix: str = "") -> Q:
    """visibility.arenden with the clause of secrecy taken out."""
    o = visibility.omfang(user, today)
    return visibility._organ(o, f"{prefix}organ", *visibility.PERSONAL, "revisor")


def test_without_the_clause_of_secrecy_the_canary_is_heard(
    varld: Varld, utomstaende: dict[str, Anvandare | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    vag = STADIER["hos chef"](Vag(varld, hemlig=True, marke=MARKE))
    monkeypatch.setattr(visibility, "arenden", _utan_sekretess)

    assert lackor("kollega", utomstaende["kollega"], vag.arende.pk, adresser())


def test_a_document_that_named_the_secret_would_be_heard(
    varld: Varld, utomstaende: dict[str, Anvandare | None]
) -> None:
    STADIER["hos chef"](Vag(varld, hemlig=True, marke=MARKE))
    Dokument.objects.create(
        slag="kallelse",
        fakta={"rubrik": MARKE},
        sha256="0" * 64,
        fryst_at=varld.at,
        fryst_by=varld.sekreterare,
    )

    assert lackor_utan_adress(utomstaende) == ["kallelse: fakta"]


# a GET changes no record

SKRIVS_AV_GET = {"django_session", "remiss_lasning"}
"""Session time, and an append to Lasning."""


def avtryck() -> dict[str, str]:
    """For every table, how many rows it has and the latest transaction that wrote one."""
    avtryck = {}
    with connection.cursor() as cursor:
        for tabell in sorted(connection.introspection.table_names(cursor)):
            if tabell not in SKRIVS_AV_GET:
                fraga = "SELECT count(*), md5(string_agg(xmin::text || ctid::text, ',' ORDER BY ctid)) FROM "
                cursor.execute(fraga + connection.ops.quote_name(tabell))
                avtryck[tabell] = str(cursor.fetchone())
    return avtryck


@pytest.mark.parametrize(
    "vem", ["registrator", "handlaggare", "avdelningschef", "sekreterare", "ordforande", "revisor"]
)
def test_a_get_changes_no_record(varld: Varld, vem: str) -> None:
    Vag(varld, hemlig=True).till_justerat().expediera()
    person = varld.alla()[vem]
    klient = Client()
    klient.force_login(person, backend="remiss.login.backend.AccountBackend")
    fore = avtryck()

    for adress in adresser():
        klient.get(adress)

    efter = avtryck()
    assert {t for t in fore if fore[t] != efter[t]} == set()


def test_a_get_that_wrote_would_be_seen(varld: Varld) -> None:
    fore = avtryck()
    with acting(varld.registrator):
        varld.remittent.save()

    assert avtryck() != fore
