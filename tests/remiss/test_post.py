"""The post: laid in, shown by age, registered as handlingar in one transaction, or left out with a reason; once each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from motions.datum import STOCKHOLM
from motions.documents import store
from motions.documents.store import GranskadFil
from motions.ingest.brev import Avvisad, Brev
from motions.models import Anvandare, Arende, Handelse, Handling, Post, Postfil
from motions.models.post import AVFORD, OREGISTRERAD, REGISTRERAD
from remiss.facts import Motivering
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import FelLageError, edit, edits
from tests import brevet
from tests.factories import Varld, arende
from tests.remiss.test_desk import fragor
from tests.remiss.test_registrering import BACKEND, ifyllt
from tests.remiss.test_uppladdning import en_pdf
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def varld(varld: Varld) -> Varld:
    """The kommun as the browser meets it: the acts are done today."""
    varld.at = datetime.now(STOCKHOLM)
    return varld


def brev(varld: Varld, **andrat: Any) -> Brev:
    """A remiss by mail with one file."""
    return Brev(
        **{
            "forvaltning": varld.organ.forvaltning,
            "inkommen_on": varld.at.date(),
            "avsandare": "Kommunstyrelsen",
            "epost": "ks@exempel.invalid",
            "amne": "Sv: Remiss om badplatser",
            "filer": [GranskadFil(en_pdf(), "application/pdf", "remiss.pdf")],
            **andrat,
        }
    )


def lagg_in(varld: Varld, **andrat: Any) -> Post:
    """Lay it in as the registrator."""
    return brevet.lagg_in(brev(varld, **andrat), by=varld.registrator, at=varld.at)


def klient(person: Anvandare) -> Client:
    """A browser where the person is logged in."""
    k = Client()
    k.force_login(person, backend=BACKEND)
    return k


def skicka(person: Anvandare, namn: str, *args: Any, **data: Any) -> Any:
    """Post a form with a fresh key."""
    return klient(person).post(reverse(namn, args=args), {"nyckel": ny_nyckel(), **data})


# the record


def test_what_a_mail_says_is_its_last_file_and_a_letter_is_never_without_one(varld: Varld) -> None:
    med_text = lagg_in(varld, text="Hej!\nHär kommer remissen.")
    utan_allt = lagg_in(varld, filer=[], avvisade=[Avvisad("virus.exe", "Tas inte emot.")])

    assert [f.filnamn for f in med_text.filer.all()] == ["remiss.pdf", "Meddelande.txt"]
    sista = med_text.filer.last()
    assert sista is not None
    assert sista.fil is not None
    assert "Här kommer remissen." in store.read(sista.fil).decode()
    assert [(f.filnamn, f.avvisad) for f in utan_allt.filer.all()] == [
        ("Meddelande.txt", ""),
        ("virus.exe", "Tas inte emot."),
    ]


def test_the_state_follows_from_who_did_what(varld: Varld) -> None:
    registreras, avfors = lagg_in(varld), lagg_in(varld)
    assert registreras.tillstand == OREGISTRERAD

    edit(edits.AVFOR, avfors, Motivering("Reklam."), by=varld.registrator, at=varld.at)
    skicka(
        varld.registrator, "post_lagg_till", registreras.pk, valt=arende(varld).pk, slag="bilaga", rubrik="R"
    )
    avfors.refresh_from_db()
    registreras.refresh_from_db()

    assert (registreras.tillstand, registreras.registrerad_by) == (REGISTRERAD, varld.registrator)
    assert (avfors.tillstand, avfors.avford_by, avfors.avford_skal) == (AVFORD, varld.registrator, "Reklam.")


@pytest.mark.parametrize(
    "fel",
    [
        {"registrerad_at": True},
        {"avford_at": True, "avford_by": True},
        {"avford_skal": "Reklam."},
        {"registrerad_at": True, "registrerad_by": True},
    ],
    ids=["when without who", "left out without a reason", "a reason without who", "registered nowhere"],
)
def test_the_database_refuses_half_a_fact(varld: Varld, fel: dict[str, Any]) -> None:
    p = lagg_in(varld)
    for falt, varde in fel.items():
        om = {"at": varld.at, "by": varld.registrator}
        setattr(p, falt, om.get(falt[-2:], varde) if varde is True else varde)
    with pytest.raises(IntegrityError), transaction.atomic():
        p.save()


def test_a_mail_that_is_there_is_not_laid_in_again(varld: Varld) -> None:
    forst, sedan = lagg_in(varld, meddelande_id="<1@x>"), lagg_in(varld, meddelande_id="<1@x>")

    assert forst == sedan
    assert Post.objects.count() == 1


# the ways on


def test_a_letter_becomes_handlingar_with_its_day_and_sender_in_one_transaction(varld: Varld) -> None:
    a = arende(varld)
    p = lagg_in(varld, inkommen_on=varld.at.date() - timedelta(days=2), text="Hej")

    svar = skicka(
        varld.registrator,
        "post_lagg_till",
        p.pk,
        arende=str(a.lopnummer),
        slag="skrivelse",
        rubrik="Synpunkter",
    )

    assert svar.headers["Location"] == reverse("post_nasta")
    rader = a.handlingar.order_by("lopnummer").values_list(
        "rubrik", "slag", "datum_on", "motpart", "riktning"
    )
    dag = varld.at.date() - timedelta(days=2)
    assert list(rader) == [
        ("Synpunkter", "skrivelse", dag, "Kommunstyrelsen", "inkommen"),
        ("Meddelande.txt", "skrivelse", dag, "Kommunstyrelsen", "inkommen"),
    ]
    assert list(Postfil.objects.values_list("handling__arende", flat=True)) == [a.pk, a.pk]
    assert [h.slag for h in Handelse.objects.filter(kedja=p.kedja)] == ["post.lagg_in", "post.registrera"]


def test_a_new_arende_from_a_letter_is_prefilled_and_its_files_follow(varld: Varld) -> None:
    p = lagg_in(varld, avsandarens_dnr="KS 2026/77", text="Svara senast den 14 augusti 2099.")
    k = klient(varld.registrator)
    sida = k.get(reverse("registrera"), {"post": p.pk})
    form = sida.context["form"]

    assert form["titel"].value() == "Remiss om badplatser"
    assert form["remittent_namn"].value() == "Kommunstyrelsen"
    assert form["remittentens_dnr"].value() == "KS 2026/77"
    assert str(form["remisstid_on"].value()) == "2099-08-14"
    svar = k.post(reverse("registrera") + f"?post={p.pk}", ifyllt(varld, filer=None))

    assert svar.headers["Location"] == reverse("post_nasta")
    a = Arende.objects.get()
    assert [h.filnamn for h in a.handlingar.order_by("lopnummer")] == ["remiss.pdf", "Meddelande.txt"]
    assert [h.slag for h in a.handlingar.order_by("lopnummer")] == ["remiss", "bilaga"]
    p.refresh_from_db()
    assert (p.arende, p.tillstand) == (a, REGISTRERAD)
    assert not p.filer.filter(handling__isnull=True).exists()


def test_without_a_letter_the_files_are_still_asked_for(varld: Varld) -> None:
    assert klient(varld.registrator).post(reverse("registrera"), ifyllt(varld, filer=None)).status_code == 422


def test_two_registratorer_do_not_register_the_same_letter_twice(varld: Varld) -> None:
    p, a = lagg_in(varld), arende(varld)
    skicka(varld.registrator, "post_avfor", p.pk, skal="Reklam.")

    igen = skicka(varld.registrator, "post_lagg_till", p.pk, valt=a.pk, slag="bilaga", rubrik="R")
    nytt = klient(varld.registrator).post(reverse("registrera") + f"?post={p.pk}", ifyllt(varld))

    assert igen.status_code == 409
    assert "har redan hanterat posten" in igen.content.decode()
    assert nytt.headers["Location"] == reverse("post", args=[p.pk])
    assert [str(m) for m in get_messages(nytt.wsgi_request)] == [
        "Någon har redan hanterat posten. Inget har ändrats."
    ]
    assert (a.handlingar.count(), Arende.objects.count()) == (0, 1)
    with pytest.raises(FelLageError):
        edit(edits.AVFOR, p, Motivering("Igen."), by=varld.registrator, at=varld.at)


def test_what_was_left_out_can_be_taken_up_again_and_the_chain_remembers(varld: Varld) -> None:
    p = lagg_in(varld)
    skicka(varld.registrator, "post_avfor", p.pk, skal="Reklam.")
    svar = skicka(varld.registrator, "post_ta_upp", p.pk)

    p.refresh_from_db()
    assert (svar.status_code, p.tillstand, p.avford_skal) == (302, OREGISTRERAD, "")
    text = klient(varld.registrator).get(reverse("post", args=[p.pk])).content.decode()
    assert "Posten fördes inte in i diariet" in text
    assert "«Reklam.»" in text


def test_a_closed_arende_takes_no_letter_and_says_what_to_do(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    vag.gor(vag.arende, "avskriv", varld.registrator, skal="Fel.")
    p = lagg_in(varld)

    svar = skicka(varld.registrator, "post_lagg_till", p.pk, valt=vag.arende.pk, slag="bilaga", rubrik="R")

    assert svar.status_code == 422
    assert "är avskrivet. Återöppna det först" in svar.content.decode()
    assert p.filer.filter(handling__isnull=False).count() == 0


# finding


def test_a_few_digits_are_the_lopnummer_of_the_year(varld: Varld) -> None:
    a = [arende(varld) for _ in range(3)][1]
    p = lagg_in(varld)

    svar = klient(varld.registrator).get(
        reverse("post_sok", args=[p.pk]), {"arende": "2"}, headers={"HX-Request": "true"}
    )

    assert [x.pk for x in svar.context["forslag"]] == [a.pk]
    assert (
        skicka(varld.registrator, "post_lagg_till", p.pk, arende="2", slag="bilaga", rubrik="R").status_code
        == 302
    )
    assert a.handlingar.count() == 1


@pytest.mark.parametrize(
    "skrivet", ["remiss om sak", "finns inte", "99999999999999", "", "\x00", "%", "2026-"]
)
def test_what_is_not_one_arende_beyond_doubt_is_asked_about_and_changes_nothing(
    varld: Varld, skrivet: str
) -> None:
    for _ in range(2):
        arende(varld)
    p = lagg_in(varld)
    fore = Handling.objects.count()

    svar = skicka(varld.registrator, "post_lagg_till", p.pk, arende=skrivet, slag="bilaga", rubrik="R")

    assert svar.status_code == 422
    assert Handling.objects.count() == fore
    assert (
        klient(varld.registrator).get(reverse("post_sok", args=[p.pk]), {"arende": skrivet}).status_code
        == 200
    )


def test_a_letter_that_names_an_arende_says_so_by_our_number_or_theirs(varld: Varld) -> None:
    a, b = arende(varld), arende(varld)
    p = lagg_in(varld, amne=f"Komplettering {a.dnr}", avsandarens_dnr=b.remiss.remittentens_dnr.lower())

    svar = klient(varld.registrator).get(reverse("post", args=[p.pk]))

    assert {x.pk for x in svar.context["hor_till"]} == {a.pk, b.pk}
    assert "Posten nämner ärenden som finns:" in svar.content.decode()


def test_a_secret_arende_of_another_namnd_is_neither_named_nor_found(varld: Varld) -> None:
    hemligt = Vag(varld, hemlig=True).registrera(organ=varld.andra_organ, behoriga=[]).arende
    p = lagg_in(varld, amne=f"Om {hemligt.dnr}", avsandarens_dnr="KS 2026/00911")
    k = klient(varld.registrator)

    assert k.get(reverse("post", args=[p.pk])).context["hor_till"] == []
    for skrivet in (hemligt.dnr, "KS 2026/00911", "Traineeprogram"):
        assert k.get(reverse("post_sok", args=[p.pk]), {"arende": skrivet}).context["forslag"] == []
    svar = skicka(varld.registrator, "post_lagg_till", p.pk, valt=hemligt.pk, slag="bilaga", rubrik="R")
    assert svar.status_code == 422
    assert hemligt.titel not in svar.content.decode()


# the order, and who may see


def test_the_next_letter_is_the_one_that_has_waited_longest_and_one_can_be_passed_over(varld: Varld) -> None:
    dag = varld.at.date()
    ny, gammal, mellan = (lagg_in(varld, inkommen_on=dag - timedelta(days=d), amne=f"{d}") for d in (0, 9, 4))
    k = klient(varld.registrator)

    def nasta(efter: Post | None = None) -> str:
        return k.get(reverse("post_nasta"), {"efter": efter.pk} if efter else {}).headers["Location"]

    assert nasta() == reverse("post", args=[gammal.pk])
    assert nasta(gammal) == reverse("post", args=[mellan.pk])
    assert nasta(ny) == reverse("post", args=[gammal.pk])
    for p in (ny, gammal, mellan):
        edit(edits.AVFOR, p, Motivering("Reklam."), by=varld.registrator, at=varld.at)
    assert nasta() == reverse("postlada")


def test_the_post_of_another_forvaltning_and_of_a_secret_arende_elsewhere_is_not_found(varld: Varld) -> None:
    p = lagg_in(varld)
    for person in (
        varld.andra_registrator,
        varld.handlaggare,
        varld.sekreterare,
        varld.revisor,
        varld.ordforande,
    ):
        assert klient(person).get(reverse("post", args=[p.pk])).status_code == 404
        for namn in ("post_lagg_till", "post_avfor", "post_ta_upp"):
            assert skicka(person, namn, p.pk).status_code == 404
        fil = p.filer.get()
        assert klient(person).get(reverse("postfil", args=[fil.pk])).status_code == 404


def test_the_desk_shows_the_post_with_its_age_and_asks_no_more_for_a_longer_list(varld: Varld) -> None:
    def fler(*dagar: int) -> tuple[int, str]:
        for d in dagar:
            lagg_in(varld, inkommen_on=varld.at.date() - timedelta(days=d), amne=f"Brev {d}")
        return fragor(varld.registrator)

    fa, _ = fler(0, 1)
    manga, text = fler(2, 3, 4, 5)

    assert manga == fa
    assert text.index("Brev 5") < text.index("Brev 0")
    assert "Kom i dag" in text
    assert '<b class="fara">5 dagar</b>' in text
    assert "Nästa post" in text


def test_what_may_be_registered_twice_stands_on_the_desk_until_one_is_makulerad(varld: Varld) -> None:
    a, b = arende(varld), arende(varld)
    b.remiss.remittentens_dnr = a.remiss.remittentens_dnr.replace("/", " / ")
    b.remiss.save()
    k = klient(varld.registrator)
    assert "Kan vara registrerat två gånger" in k.get(reverse("skrivbord")).content.decode()

    Vag(varld).gor(b, "makulera", varld.registrator, skal="Dubbelt.")

    assert "Kan vara registrerat två gånger" not in k.get(reverse("skrivbord")).content.decode()


# bad input


def inlagd(varld: Varld, **andrat: Any) -> dict[str, Any]:
    """The form that lays in post, filled in."""
    falt = {
        "nyckel": ny_nyckel(),
        "forvaltning": varld.organ.forvaltning_id,
        "avsandare": "Per Ek",
        "amne": "Fråga om badplatsen",
        "inkommen_on": varld.at.date().isoformat(),
        "filer": [SimpleUploadedFile("a.pdf", en_pdf()), SimpleUploadedFile("b.txt", b"hej")],
        **andrat,
    }
    return {k: v for k, v in falt.items() if v is not None}


def test_several_files_are_laid_in_at_once(varld: Varld) -> None:
    svar = klient(varld.registrator).post(reverse("post_ny"), inlagd(varld))

    p = Post.objects.get()
    assert svar.headers["Location"] == reverse("post", args=[p.pk])
    assert [f.filnamn for f in p.filer.all()] == ["a.pdf", "b.txt"]


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"avsandare": ""}, "Skriv vem som har skickat posten."),
        ({"amne": "x" * 301}, "300"),
        ({"inkommen_on": "2098-01-01"}, "kan inte ha kommit in efter i dag"),
        ({"inkommen_on": "i tisdags"}, "Skriv datumet med åtta siffror"),
        ({"epost": "inte en adress"}, "Skriv en e-postadress"),
        ({"filer": None}, "Välj minst en fil, eller skriv av"),
        ({"forvaltning": 987654}, "Välj en av dina förvaltningar."),
        ({"avsandare": "Per\x00Ek"}, "Fråga om badplatsen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_laid_in(varld: Varld, andrat: dict[str, Any], fel: str) -> None:
    svar = klient(varld.registrator).post(reverse("post_ny"), inlagd(varld, **andrat))

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert Post.objects.count() == 0


def test_every_file_that_is_wrong_is_named(varld: Varld) -> None:
    filer = [
        SimpleUploadedFile("tom.pdf", b""),
        SimpleUploadedFile("bra.pdf", en_pdf()),
        SimpleUploadedFile("tom.msg", b""),
    ]
    text = klient(varld.registrator).post(reverse("post_ny"), inlagd(varld, filer=filer)).content.decode()

    assert "«tom.pdf» är tom" in text
    assert "«tom.msg» är tom" in text
    assert "«bra.pdf» är" not in text


def test_only_for_ones_own_forvaltning_is_post_laid_in(varld: Varld) -> None:
    k = klient(varld.andra_registrator)
    assert k.post(reverse("post_ny"), inlagd(varld)).status_code == 422
    assert klient(varld.handlaggare).post(reverse("post_ny"), inlagd(varld)).status_code == 403


@pytest.mark.parametrize("skal", ["", "x" * 301, "\x00"])
def test_a_letter_is_not_left_out_without_a_reason_that_can_be_kept(varld: Varld, skal: str) -> None:
    p = lagg_in(varld)
    assert skicka(varld.registrator, "post_avfor", p.pk, skal=skal).status_code == 422
    p.refresh_from_db()
    assert p.tillstand == OREGISTRERAD


@pytest.mark.parametrize("post", ["abc", "-1", "9" * 30, "0", "\x00"])
def test_a_registration_from_a_letter_that_is_none_is_not_found(varld: Varld, post: str) -> None:
    assert klient(varld.registrator).get(reverse("registrera"), {"post": post}).status_code == 404
    assert klient(varld.registrator).get(reverse("post_nasta"), {"efter": post}).status_code == 302


@pytest.mark.parametrize("nummer", ["KS/2026:248-003", "KS-2026/00123", "BUN.2026.123", "U2026/02345/UH"])
def test_a_letter_that_names_the_number_of_others_is_known_by_it(varld: Varld, nummer: str) -> None:
    a = arende(varld)
    a.remiss.remittentens_dnr = nummer
    a.remiss.save()
    p = lagg_in(
        varld, amne="Komplettering", text=f"Komplettering i ert ärende, {nummer}. Med vänlig hälsning"
    )

    k = klient(varld.registrator)
    assert [x.pk for x in k.get(reverse("post", args=[p.pk])).context["hor_till"]] == [a.pk]
    assert [x.pk for x in k.get(reverse("post_sok", args=[p.pk]), {"arende": nummer}).context["forslag"]] == [
        a.pk
    ]


@pytest.mark.parametrize(
    "text",
    ["Svara senast fredagen den 14 augusti.", "Svar önskas senast 2099-08-14.", "Remisstid: 14 augusti 2099"],
)
def test_the_remisstid_of_a_letter_is_proposed(varld: Varld, text: str) -> None:
    p = lagg_in(varld, amne="Remiss", text=text)
    sida = klient(varld.registrator).get(reverse("registrera"), {"post": p.pk})
    assert str(sida.context["form"]["remisstid_on"].value()).endswith("-08-14")


def test_a_letter_of_every_kind_of_file_becomes_handlingar_with_names_and_bytes_as_they_came(
    varld: Varld,
) -> None:
    a = arende(varld)
    filer = {"§ 5 & 50 % – D’Arcy.msg": b"\xd0\xcf", "utan slut": b"x", "skannat.tif": b"II*\x00"}
    uppladdade = [SimpleUploadedFile(n, d) for n, d in filer.items()]
    klient(varld.registrator).post(reverse("post_ny"), inlagd(varld, filer=uppladdade))
    p = Post.objects.get()

    skicka(varld.registrator, "post_lagg_till", p.pk, valt=a.pk, slag="bilaga", rubrik="R")

    for fil in p.filer.all():
        for adress in (reverse("postfil", args=[fil.pk]), reverse("handling_fil", args=[fil.handling_id])):
            svar = klient(varld.registrator).get(adress)
            assert svar.getvalue() == filer[fil.filnamn]
            assert svar.headers["Content-Type"] == "application/octet-stream"
            assert (
                quote(fil.filnamn, safe="&") in svar.headers["Content-Disposition"] or fil.filnamn.isascii()
            )
    assert {h.filnamn for h in a.handlingar.all()} == set(filer)
