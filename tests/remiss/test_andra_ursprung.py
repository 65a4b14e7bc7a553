"""An ärende that is no remiss, and a remiss about several motioner, go all the way through the same table."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from motions.documents import context
from motions.models import Arende, Beslut, Dokument, Expediering, Motion
from remiss.facts.registrering import NyMotion
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import AKTER, HindradError
from tests.factories import Varld
from tests.fakta import utfor
from tests.remiss.test_registrering import allt, ifyllt, inloggad, skicka
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def uppdrag(varld: Varld, **andrat: Any) -> dict[str, Any]:
    """The form, filled in as a budgetuppdrag."""
    return ifyllt(
        varld,
        **{
            "kommer_som": "uppdrag",
            "avsandare": "Kommunfullmäktige",
            "avsandarens_dnr": "KF 2026:12",
            "remittent_namn": None,
            "remittentens_dnr": None,
            **andrat,
        },
    )


@pytest.mark.parametrize(
    ("som", "slag"), [("uppdrag", "uppdrag"), ("initiativ", "initiativ")], ids=["uppdrag", "initiativ"]
)
def test_it_is_registered_with_who_and_by_when_and_without_a_remiss(
    varld: Varld, som: str, slag: str
) -> None:
    svar = inloggad(varld.registrator).post(reverse("registrera"), uppdrag(varld, kommer_som=som))

    a = Arende.objects.get()
    assert svar.status_code == 302
    assert (a.ursprung, a.avsandare, a.avsandarens_dnr, a.frist_on.isoformat()) == (
        som,
        "Kommunfullmäktige",
        "KF 2026:12",
        "2027-01-29",
    )
    assert not hasattr(a, "remiss")
    assert [(h.slag, h.motpart) for h in a.handlingar.all()] == [(slag, "Kommunfullmäktige")]
    sida = inloggad(varld.handlaggare).get(reverse("arende", args=[a.pk])).content.decode()
    assert "från Kommunfullmäktige, KF 2026:12" in sida


def test_an_initiativ_may_come_without_a_paper_and_an_uppdrag_may_not(varld: Varld) -> None:
    k = inloggad(varld.registrator)
    assert k.post(reverse("registrera"), uppdrag(varld, filer=None)).status_code == 422
    assert (
        k.post(reverse("registrera"), uppdrag(varld, kommer_som="initiativ", filer=None)).status_code == 302
    )
    assert Arende.objects.get().handlingar.count() == 0


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"avsandare": ""}, "Skriv vem som har gett uppdraget"),
        ({"remisstid_on": ""}, "Fyll i datumet"),
        (
            {"motion_nummer": "2026:5", "motionarer": "Per Ek (MP)", "attsatser": "att"},
            "En motion kommer på remiss.",
        ),
        ({"kommer_som": "brev"}, "brev"),
    ],
)
def test_what_is_wrong_with_an_uppdrag_is_said(varld: Varld, andrat: dict[str, Any], fel: str) -> None:
    fore = allt()
    svar = inloggad(varld.registrator).post(reverse("registrera"), uppdrag(varld, **andrat))

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert allt() == fore


def _som(vag: Vag, som: str) -> Vag:
    """The case of vagen.py, come as something else than a remiss."""
    return vag.registrera(
        kommer_som=som, motion=None, remittent_namn="Kommunfullmäktige", remittentens_dnr="KF 2026:12"
    )


def _pa_sammantradet(vag: Vag) -> Vag:
    """From registered to an open sitting."""
    return vag.tilldela().skriv().skicka().godkann().planera().satt_upp().kalla().oppna()


@pytest.mark.parametrize("som", ["uppdrag", "initiativ"])
def test_it_goes_all_the_way_and_its_svar_is_sent_to_the_one_who_is_named(varld: Varld, som: str) -> None:
    vag = _pa_sammantradet(_som(Vag(varld), som))
    vag.besluta().avsluta_sammantrade().till_justering().justera().framstall()
    fakta = context.ur_json("svar", Dokument.objects.get(svar__arende=vag.arende).fakta)
    assert isinstance(fakta, context.Svarsfakta)
    assert (fakta.remiss, fakta.till, fakta.sort, fakta.titel) == (
        None,
        "Kommunfullmäktige",
        "Svar",
        "Svar: Traineeprogram för kommunen",
    )
    url = reverse("akt", args=["arende", vag.arende.pk, "expediera"])
    k = inloggad(varld.sekreterare)
    assert "Kommunfullmäktige" in k.get(url).content.decode()
    data = {
        "nyckel": ny_nyckel(),
        "satt": "epost",
        "adress": "kf@exempel.invalid",
        "skal_for_varning": "Sent.",
    }
    assert k.post(url, {**data, "mottagare": ""}).status_code == 422

    assert k.post(url, {**data, "mottagare": "Fullmäktiges kansli"}).status_code == 302

    e = Expediering.objects.get()
    assert (e.mottagare, e.handling.motpart, e.handling.rubrik) == (
        "Fullmäktiges kansli",
        "Fullmäktiges kansli",
        f"Svar på {som} KF 2026:12",
    )
    mejl = Utskick.objects.get(adress="kf@exempel.invalid")
    assert f"Svar på {som} KF 2026:12" in mejl.amne
    Utskick.objects.filter(pk=mejl.pk).update(skickat_at=vag.nu)
    vag.arende.refresh_from_db()
    vag.avsluta()
    assert vag.arende.state == "avslutat"


def test_nobody_named_nobody_sent_to(varld: Varld) -> None:
    vag = _pa_sammantradet(_som(Vag(varld), "initiativ"))
    vag.besluta().avsluta_sammantrade().till_justering().justera().framstall()
    Arende.objects.filter(pk=vag.arende.pk).update(avsandare="")
    vag.arende.refresh_from_db()

    with pytest.raises(HindradError, match="Fyll i vem svaret ska skickas till"):
        utfor(
            vag.arende,
            "expediera",
            by=varld.sekreterare,
            at=vag.nu,
            satt="post",
            adress="Box 1",
        )


def test_a_beslut_without_a_svar_ends_it_without_a_mottagare(varld: Varld) -> None:
    vag = _pa_sammantradet(_som(Vag(varld), "initiativ"))
    vag.besluta(svar="inget").avsluta_sammantrade().till_justering().justera().avsluta()

    assert vag.arende.state == "avslutat"
    assert Beslut.objects.get().svar == "inget"


def test_every_page_and_form_of_the_act_copes_without_a_remiss(varld: Varld) -> None:
    vag = _som(Vag(varld), "uppdrag").tilldela().skriv()
    for person in varld.alla().values():
        k = inloggad(person)
        for slag, action in AKTER:
            if slag == "arende":
                assert k.get(reverse("akt", args=[slag, vag.arende.pk, action])).status_code in (
                    200,
                    404,
                    409,
                )
        for adress in (
            reverse("arende", args=[vag.arende.pk]),
            reverse("skrivbord"),
            reverse("utlatande", args=[vag.utlatande.pk]),
        ):
            assert k.get(adress).status_code in (200, 302, 404)


def test_a_late_uppdrag_leaves_with_a_warning_and_is_marked(varld: Varld) -> None:
    vag = (
        _som(Vag(varld), "uppdrag")
        .tilldela()
        .skriv()
        .skicka()
        .godkann()
        .planera(75)
        .satt_upp()
        .kalla()
        .oppna()
    )
    vag.besluta().avsluta_sammantrade().till_justering().justera().framstall()
    vag.gor(vag.arende, "expediera", varld.sekreterare, satt="post", adress="Box 1", skal_for_varning="Sent.")

    assert Expediering.objects.get().forsenad


# several motioner


TVA: dict[str, Any] = {
    "motion_nummer": "2026:51",
    "motion_vackt_on": "2026-03-02",
    "motionarer": "Per Ek (MP)",
    "attsatser": "att göra något",
    "motion2_nummer": "2026:52",
    "motion2_titel": "om cykelbanor",
    "motion2_vackt_on": "2026-04-02",
    "motion2_motionarer": "Sara Lund (V)\nIda Dal (S)",
    "motion2_attsatser": "att bygga\natt belysa",
}


def test_a_remiss_about_two_motioner_answers_the_attsatser_of_both(varld: Varld) -> None:
    assert skicka(varld, **TVA).status_code == 302

    a = Arende.objects.get()
    assert sorted((m.nummer, str(m.vackt_on), m.attsatser.count()) for m in a.motioner.all()) == [
        (51, "2026-03-02", 1),
        (52, "2026-04-02", 2),
    ]
    sida = inloggad(varld.handlaggare).get(reverse("arende", args=[a.pk])).content.decode()
    assert "Motion (2026:52) om cykelbanor" in sida
    assert "Motion (2026:51) väckt" in sida


def test_two_motioner_go_to_the_svar_with_each_their_attsatser(varld: Varld) -> None:
    andra = NyMotion(2026, 88, "om cykelbanor", [("Sara Lund", "V")], ["att bygga"])
    vag = Vag(varld).registrera(fler_motioner=[andra]).tilldela().skriv().skicka().godkann()

    fakta = context.tjansteutlatande(vag.utlatande.versioner.get(), today=vag.idag)
    assert [(s.motion, s.text) for s in fakta.attsatser][-1] == ("Motion (2026:88)", "att bygga")
    assert len({s.motion for s in fakta.attsatser}) == 2


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"motion2_titel": ""}, "Skriv motionens titel."),
        ({"motion2_nummer": ""}, "Fyll i motionens år"),
        ({"motion2_motionarer": "Sara Lund"}, "saknar parti"),
        ({"motion2_attsatser": ""}, "Fyll i minst en att-sats."),
        ({"motion2_nummer": "2026:51"}, "Samma motion står två gånger."),
        ({"motion2_vackt_on": "2098-01-01"}, "kan inte ha väckts efter i dag"),
        ({"motion2_nummer": "2026:99999999999"}, "Skriv numret som 2026:51"),
        ({"motion3_titel": "bara en titel"}, "Fyll i motionens år"),
    ],
)
def test_what_is_wrong_with_the_second_motion_is_said_beside_its_field(
    varld: Varld, andrat: dict[str, Any], fel: str
) -> None:
    fore = allt()
    svar = skicka(varld, **{**TVA, **andrat})

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert '<details class="fler" open>' in svar.content.decode()
    assert allt() == fore


def test_the_day_a_known_motion_was_vackt_is_filled_in_and_never_overwritten(varld: Varld) -> None:
    ett = {k: v for k, v in TVA.items() if not k.startswith("motion2")}
    skicka(varld, **{**ett, "motion_vackt_on": None})
    skicka(varld, varld.andra_registrator, organ=varld.andra_organ, **ett)
    skicka(varld, **{**ett, "motion_vackt_on": "2026-05-05"})

    assert str(Motion.objects.get().vackt_on) == "2026-03-02"
