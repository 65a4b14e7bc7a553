"""One text for several ärenden, of two nämnder whose chefer all sign, and what happens when one of them goes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from motions.actor import acting
from motions.documents import context, render
from motions.models import Arende, Roll, Tjansteutlatande
from motions.utlatandet import attsatser
from remiss import roles
from remiss.workflow import EjSynligtError, EjTillatetError, HindradError
from tests import texten as utlatandetext
from tests.factories import Varld, arende, befattning, motion
from tests.fakta import utfor as gora_akt
from tests.remiss.utlatande_fall import gor, inloggad
from tests.vagen import en_fil

DAGAR = "2026-09-23"


def i_morgon() -> str:
    """Of the clock that the views read."""
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def skriver_i_bada(varld: Varld) -> tuple[Arende, Arende]:
    """Anna handles an ärende in her own nämnd, and works beside in one of the other."""
    befattning(varld.handlaggare, Roll.HANDLAGGARE, forvaltning=varld.andra_organ.forvaltning)
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    enhet = varld.andra_organ.forvaltning.enheter.get()
    deras = arende(
        varld, organ=varld.andra_organ, state="beredning", handlaggare=varld.andra_handlaggare, enhet=enhet
    )
    deras.medhandlaggare.add(varld.handlaggare)
    return vart, deras


def fyll(varld: Varld, u: Tjansteutlatande) -> None:
    for a in u.avsnitt.all():
        utlatandetext.spara_avsnitt(
            u,
            a.nyckel,
            text=f"<p>Text om {a.rubrik}.</p>",
            bas_version=a.version,
            by=varld.handlaggare,
            at=varld.at,
        )
    utlatandetext.lagg_till_sats(u, text="Nämnderna överlämnar tjänsteutlåtandet.", slag="svar")


def gemensamt(varld: Varld, *arenden: Arende) -> Tjansteutlatande:
    """A joint draft of the ärenden, written."""
    with acting(varld.handlaggare):
        u = utlatandetext.skapa_utlatande(arenden[0], by=varld.handlaggare, at=varld.at)
        fyll(varld, u)
    for a in arenden[1:]:
        gora_akt(u, "skriv_gemensamt", by=varld.handlaggare, at=varld.at, arende=a)
    return u


def utfor(u: Any, action: str, by: Any, varld: Varld, **facts: Any) -> None:
    gora_akt(u, action, by=by, at=varld.at, **facts)


@pytest.fixture
def u(varld: Varld) -> Tjansteutlatande:
    """A joint text of two nämnder."""
    return gemensamt(varld, *skriver_i_bada(varld))


def test_the_chefer_of_both_namnder_sign_and_both_arenden_follow(varld: Varld, u: Tjansteutlatande) -> None:
    vart, deras = roles.arenden_of(u)
    utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    assert {a.state for a in roles.arenden_of(Tjansteutlatande.objects.get(pk=u.pk))} == {"godkannande"}
    with pytest.raises(EjTillatetError):
        utfor(u, "godkann", varld.andra_avdelningschef, varld)
    for chef in (varld.avdelningschef, varld.andra_avdelningschef, varld.forvaltningschef):
        with pytest.raises(EjSynligtError):
            utfor(u, "godkann", varld.sekreterare, varld)
        utfor(u, "godkann", chef, varld)
        assert u.state == "godkannande"
    utfor(u, "godkann", varld.andra_forvaltningschef, varld)
    assert u.state == "godkant"
    for a in (vart, deras):
        a.refresh_from_db()
        assert a.state == "klart_for_namnd"
        assert a.handlingar.filter(slag="tjansteutlatande").count() == 1
    html = render.html(context.tjansteutlatande(u.versioner.get(), today=varld.at.date()))
    for ord_ in (
        vart.dnr,
        deras.dnr,
        "Arbetsmarknadsförvaltningen och Socialförvaltningen",
        "förvaltningschef, Socialförvaltningen",
        f"remisser från kommunstyrelsen, dnr {vart.remiss.remittentens_dnr} och {deras.remiss.remittentens_dnr}",
        "<p>Arbetsmarknadsnämnden</p>",
        "<p>Socialnämnden</p>",
    ):
        assert ord_ in html


def test_each_namnd_sees_its_own_arende_and_the_text_but_not_the_other_arende(
    varld: Varld, u: Tjansteutlatande
) -> None:
    vart, deras = roles.arenden_of(u)
    utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    klient = inloggad(varld.andra_avdelningschef)
    assert klient.get(reverse("utlatande_granska", args=[u.pk])).status_code == 200
    sida = klient.get(reverse("utlatande", args=[u.pk])).content.decode()
    assert vart.dnr in sida
    assert reverse("arende", args=[vart.pk]) not in sida
    assert reverse("arende", args=[deras.pk]) in sida
    assert klient.get(reverse("arende", args=[vart.pk])).status_code == 404
    assert reverse("arende", args=[vart.pk]) not in klient.get(reverse("skrivbord")).content.decode()
    assert inloggad(varld.andra_sekreterare).get(reverse("utlatande", args=[u.pk])).status_code == 404


def test_a_secret_arende_is_never_joined_and_hides_a_joint_text_that_it_came_into(
    varld: Varld, u: Tjansteutlatande
) -> None:
    vart, _ = roles.arenden_of(u)
    utfor(
        vart,
        "andra_sekretess",
        varld.registrator,
        varld,
        sekretess=True,
        lagrum="OSL 26:1",
        offentlig_titel="Remiss",
    )
    assert not roles.ser(varld.andra_avdelningschef, u, varld.at.date())
    assert roles.ser(varld.handlaggare, u, varld.at.date())
    nytt = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    with pytest.raises(HindradError, match="sina egna läsare"):
        utfor(u, "skriv_gemensamt", varld.handlaggare, varld, arende=nytt)


def test_only_ones_own_arenden_without_a_text_can_join(varld: Varld) -> None:
    vart, deras = skriver_i_bada(varld)
    annans = arende(varld, state="beredning", handlaggare=varld.kollega, enhet=varld.enhet)
    nytt = arende(varld, state="registrerat")
    med_text = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    with acting(varld.handlaggare):
        fyll(varld, utlatandetext.skapa_utlatande(med_text, by=varld.handlaggare, at=varld.at))
        u = utlatandetext.skapa_utlatande(vart, by=varld.handlaggare, at=varld.at)
        tomt = utlatandetext.skapa_utlatande(deras, by=varld.handlaggare, at=varld.at)
    assert roles.kan_skrivas_ihop(varld.handlaggare, u, varld.at.date()) == [deras]
    for fel in (annans, nytt, med_text):
        with pytest.raises(HindradError):
            utfor(u, "skriv_gemensamt", varld.handlaggare, varld, arende=fel)
    utfor(u, "skriv_gemensamt", varld.handlaggare, varld, arende=deras)
    assert list(deras.utlatanden.all()) == [u]
    assert not Tjansteutlatande.objects.filter(pk=tomt.pk).exists()


def test_an_arende_leaves_a_joint_draft_with_what_was_its_own(varld: Varld) -> None:
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    med = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet, med_motion=True)
    u = gemensamt(varld, vart, med)
    with acting(varld.handlaggare):
        for sats in attsatser([med]):
            utlatandetext.svara_attsats(u, sats.pk, svar="besvarad", motivering="", bas_version=0)
    utfor(u, "skilj_arende", varld.handlaggare, varld, arende=med)
    assert roles.arenden_of(Tjansteutlatande.objects.get(pk=u.pk)) == [vart]
    assert not u.attsatssvar.exists()


def test_the_answers_that_leave_with_an_arende_are_laid_aside(varld: Varld) -> None:
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    med = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet, med_motion=True)
    u = gemensamt(varld, vart, med)
    sats = attsatser([med])[0]
    with acting(varld.handlaggare):
        utlatandetext.svara_attsats(u, sats.pk, svar="avstyrks", motivering="Det finns redan.", bas_version=0)
    utfor(u, "skilj_arende", varld.handlaggare, varld, arende=med)
    assert [(t.svar, t.text) for t in u.undanlagda.all()] == [("avstyrks", "Det finns redan.")]


def test_the_answers_of_an_arende_that_became_secret_are_not_left_where_others_read(varld: Varld) -> None:
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    med = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet, med_motion=True)
    u = gemensamt(varld, vart, med)
    with acting(varld.handlaggare):
        utlatandetext.svara_attsats(
            u, attsatser([med])[0].pk, svar="avstyrks", motivering="Hemligt.", bas_version=0
        )
    hemlig = {"sekretess": True, "lagrum": "OSL 26:1", "offentlig_titel": "Remiss"}
    utfor(med, "andra_sekretess", varld.registrator, varld, **hemlig)
    utfor(u, "skilj_arende", varld.handlaggare, varld, arende=med)
    assert not u.undanlagda.exists()


def test_an_arende_whose_draft_has_answers_or_a_file_cannot_join(varld: Varld) -> None:
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    svarat = arende(
        varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet, med_motion=True
    )
    bilagt = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    with acting(varld.handlaggare):
        u = utlatandetext.skapa_utlatande(vart, by=varld.handlaggare, at=varld.at)
        annat = utlatandetext.skapa_utlatande(svarat, by=varld.handlaggare, at=varld.at)
        utlatandetext.svara_attsats(
            annat, attsatser([svarat])[0].pk, svar="avstyrks", motivering="Det finns redan.", bas_version=0
        )
        med_fil = utlatandetext.skapa_utlatande(bilagt, by=varld.handlaggare, at=varld.at)
        utlatandetext.bilagg_fil(med_fil, en_fil("kalkyl.pdf"), rubrik="Kalkyl")

    for fel in (svarat, bilagt):
        with pytest.raises(EjTillatetError):
            utfor(u, "skriv_gemensamt", varld.handlaggare, varld, arende=fel)

    assert annat.attsatssvar.get().motivering == "Det finns redan."
    assert med_fil.bilagor.get().rubrik == "Kalkyl"


def test_what_an_empty_draft_has_laid_aside_goes_along_into_the_joint_one(varld: Varld) -> None:
    vart = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    med = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    with acting(varld.handlaggare):
        u = utlatandetext.skapa_utlatande(vart, by=varld.handlaggare, at=varld.at)
        tomt = utlatandetext.skapa_utlatande(med, by=varld.handlaggare, at=varld.at)
        utlatandetext.ta_bort_sats(tomt, utlatandetext.lagg_till_sats(tomt, text="Nämnden tackar.").pk)
        for n, text in enumerate(("<p>Det som stod.</p>", "")):
            utlatandetext.spara_avsnitt(
                tomt, "bakgrund", text=text, bas_version=n, by=varld.handlaggare, at=varld.at
            )
    utfor(u, "skriv_gemensamt", varld.handlaggare, varld, arende=med)
    assert {t.text for t in u.undanlagda.all()} == {"Nämnden tackar.", "<p>Det som stod.</p>"}


def test_an_arende_that_goes_back_gets_a_copy_and_the_other_keeps_what_was_signed(
    varld: Varld, u: Tjansteutlatande
) -> None:
    vart, deras = roles.arenden_of(u)
    utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    for chef in (
        varld.avdelningschef,
        varld.andra_avdelningschef,
        varld.forvaltningschef,
        varld.andra_forvaltningschef,
    ):
        utfor(u, "godkann", chef, varld)
    utfor(Arende.objects.get(pk=vart.pk), "dra_tillbaka", varld.handlaggare, varld, skal="Fel siffra.")
    kopia = vart.utlatanden.get()
    assert kopia != u
    assert (kopia.state, kopia.avsnitt.count()) == ("utkast", u.avsnitt.count())
    u.refresh_from_db()
    assert (u.state, list(u.arenden.all())) == ("godkant", [deras])
    html = render.html(context.tjansteutlatande(u.versioner.get(), today=varld.at.date()))
    assert vart.dnr in html
    utfor(kopia, "skicka_for_godkannande", varld.handlaggare, varld)
    utfor(kopia, "godkann", varld.avdelningschef, varld)
    utfor(kopia, "godkann", varld.forvaltningschef, varld)
    assert kopia.state == "godkant"


def test_a_chef_whom_two_namnder_share_signs_once(varld: Varld) -> None:
    vart, deras = skriver_i_bada(varld)
    varld.andra_organ.forvaltning = varld.organ.forvaltning
    varld.andra_organ.save()
    deras.enhet = varld.enhet
    deras.save()
    u = gemensamt(varld, vart, Arende.objects.get(pk=deras.pk))
    assert [s.roll for s in roles.kedjan(u)] == ["avdelningschef", "forvaltningschef"]


def test_two_motioner_in_one_arende_are_both_answered_and_named(varld: Varld) -> None:
    a = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet, med_motion=True)
    a.motioner.add(motion(varld, nummer=77, attsatser=1))
    with acting(varld.handlaggare):
        u = utlatandetext.skapa_utlatande(a, by=varld.handlaggare, at=varld.at)
        fyll(varld, u)
        satser = attsatser([a])
        assert len(satser) == 3
        for sats in satser[:2]:
            utlatandetext.svara_attsats(u, sats.pk, svar="besvarad", motivering="", bas_version=0)
    with pytest.raises(HindradError, match="Att-sats 1 i motionen har inget svar"):
        utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    with acting(varld.handlaggare):
        utlatandetext.svara_attsats(u, satser[2].pk, svar="avstyrks", motivering="", bas_version=0)
    html = render.html(context.utkast(u, today=varld.at.date()))
    assert "Svar på motionernas att-satser" in html
    for m in a.motioner.all():
        assert f"{m.beteckning} {m.titel}</h3>" in html


def test_the_title_and_the_forvaltningsgrupp_are_set_in_the_editor(varld: Varld) -> None:
    typ = varld.arendetyp
    typ.forvaltningsgrupp, typ.perspektiv = True, ["jamstalldhet", "barn"]
    typ.save()
    a = arende(varld, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)
    with acting(varld.handlaggare):
        u = utlatandetext.skapa_utlatande(a, by=varld.handlaggare, at=varld.at)
        assert [x.nyckel for x in u.avsnitt.all()][3:6] == [
            "beredning",
            "perspektiv-jamstalldhet",
            "perspektiv-barn",
        ]
        fyll(varld, u)
    with pytest.raises(HindradError, match="förvaltningsgruppen"):
        utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    klient = inloggad(varld.handlaggare)
    svar = gor(klient, "utlatande_uppgifter", u.pk, titel="", forvaltningsgrupp_on=i_morgon())
    assert svar.status_code == 422
    assert "Skriv en rubrik." in svar.content.decode()
    assert "kan inte ha behandlat ärendet efter i dag" in svar.content.decode()
    gor(klient, "utlatande_uppgifter", u.pk, titel="Ny rubrik", forvaltningsgrupp_on=DAGAR)
    u.refresh_from_db()
    assert (u.titel, str(u.forvaltningsgrupp_on)) == ("Ny rubrik", DAGAR)
    html = render.html(context.utkast(u, today=varld.at.date()))
    assert "Ärendet har behandlats i förvaltningsgruppen den 23 september 2026." in html
    assert '<h3 class="underrubrik">Jämställdhet</h3>' in html
    utfor(u, "skicka_for_godkannande", varld.handlaggare, varld)
    assert gor(klient, "utlatande_uppgifter", u.pk, titel="För sent").status_code == 302
    u.refresh_from_db()
    assert u.titel == "Ny rubrik"
