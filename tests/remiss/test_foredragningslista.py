"""Two ärenden in one item, one ärende in two items, and who may put them so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.actor import acting
from motions.documents import context, render
from motions.models import Punkt, Tjansteutlatande
from remiss.workflow import HindradError
from tests.factories import Varld
from tests.fakta import utfor
from tests.remiss.sittning import klart
from tests.remiss.utlatande_fall import gor, inloggad
from tests.vagen import Vag


def tva_pa_listan(varld: Varld) -> tuple[Vag, Punkt, Punkt]:
    """Two ärenden of one utlåtande, each in an item of its own on an unsent list."""
    vag = Vag(varld).till_klart().satt_upp()
    annat = klart(varld)
    with acting(varld.registrator):
        annat.utlatanden.set([vag.utlatande])
    utfor(annat, "satt_upp", by=varld.sekreterare, at=vag.nu, sammantrade=vag.sammantrade)
    forsta, andra = vag.sammantrade.punkter.order_by("ordning")
    return vag, forsta, andra


def test_two_arenden_of_one_utlatande_are_decided_in_one_paragraf(varld: Varld) -> None:
    vag, forsta, andra = tva_pa_listan(varld)
    klient = inloggad(varld.sekreterare)
    sida = klient.get(reverse("sammantrade", args=[vag.sammantrade.pk])).content.decode()
    assert f"Slå ihop med {forsta.nummer}" in sida
    assert gor(klient, "punkt_sla_ihop", andra.pk, med=forsta.pk).status_code == 302
    assert not Punkt.objects.filter(pk=andra.pk).exists()
    assert forsta.arenden.count() == 2
    vag.kalla().oppna().besluta().avsluta_sammantrade().till_justering().justera()
    dnr = [a.dnr for a in forsta.arenden.order_by("pk")]
    assert {a.state for a in forsta.arenden.all()} == {"justerat"}
    beslut = forsta.beslut.get()
    for arende in beslut.arenden.all():
        html = render.html(context.protokollsutdrag(beslut, arende, today=vag.idag))
        assert all(f"Dnr {nummer}" in html for nummer in dnr)
        assert arende.svar.count() == 1


def test_two_texts_are_two_items(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    annat = klart(varld)
    utfor(annat, "satt_upp", by=varld.sekreterare, at=vag.nu, sammantrade=vag.sammantrade)
    forsta, andra = vag.sammantrade.punkter.order_by("ordning")
    assert Tjansteutlatande.objects.filter(arenden__in=[vag.arende, annat]).count() == 2
    klient = inloggad(varld.sekreterare)
    assert "Slå ihop" not in klient.get(reverse("sammantrade", args=[vag.sammantrade.pk])).content.decode()
    gor(klient, "punkt_sla_ihop", andra.pk, med=forsta.pk)
    assert forsta.arenden.count() == andra.arenden.count() == 1


@pytest.mark.parametrize("vem", ["handlaggare", "registrator", "revisor"])
def test_only_the_sekreterare_changes_the_list(varld: Varld, vem: str) -> None:
    _, forsta, andra = tva_pa_listan(varld)
    klient = inloggad(varld.alla()[vem])
    assert gor(klient, "punkt_sla_ihop", andra.pk, med=forsta.pk).status_code in (403, 404)
    assert gor(klient, "punkt_informera", andra.pk).status_code in (403, 404)
    assert forsta.arenden.count() == 1


def test_an_arende_is_told_of_in_one_paragraf_and_decided_in_another(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    klient = inloggad(varld.sekreterare)
    avgor = vag.punkt
    assert gor(klient, "punkt_informera", avgor.pk).status_code == 302
    gor(klient, "punkt_informera", avgor.pk)
    information = vag.sammantrade.punkter.get(information=True)
    avgor.refresh_from_db()
    assert information.ordning == avgor.ordning - 1
    assert list(information.arenden.all()) == [vag.arende]
    vag.kalla()
    vag.nu = vag.sammantrade.start_at
    vag.upprop().gor(vag.sammantrade, "oppna", varld.sekreterare)
    vag.gor(
        vag.sammantrade,
        "valj_justerare",
        varld.sekreterare,
        fortroendevalda=[varld.uppdrag[1].fortroendevald],
    )
    information.refresh_from_db()
    avgor.refresh_from_db()
    assert not hasattr(information, "huvudforslag")
    assert "Beslut enligt förslag" not in klient.get(reverse("punkt", args=[information.pk])).content.decode()
    fakta = {
        "punkt": avgor,
        "slag": "avgjort",
        "svar": "utlatande",
        "punkter": [{"text": f.text, "forslagspunkt": f} for f in avgor.huvudforslag.punkter.all()],
        "propositioner": [{"text": "Ordföranden fann bifall.", "huvudforslag_stalls": True}],
    }
    with pytest.raises(HindradError, match="bara information"):
        vag.gor(vag.sammantrade, "registrera_beslut", varld.sekreterare, **{**fakta, "punkt": information})
    vag.gor(vag.sammantrade, "registrera_beslut", varld.sekreterare, **fakta)
    with pytest.raises(HindradError, match=r"Information: .* saknar text"):
        vag.avsluta_sammantrade()
    gor(klient, "punkt_text", information.pk, text="Förvaltningen informerade om ärendet.")
    vag.avsluta_sammantrade()
    vag.till_justering().justera()
    html = render.html(context.protokoll(vag.protokoll, today=vag.idag))
    assert html.count(f"Dnr {vag.arende.dnr}") == 2
    assert "Förvaltningen informerade om ärendet." in html


def test_what_was_to_be_told_leaves_the_list_with_the_arende(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    klient = inloggad(varld.sekreterare)
    gor(klient, "punkt_informera", vag.punkt.pk)
    vag.gor(vag.arende, "lyft_ut", varld.sekreterare)
    assert not vag.sammantrade.punkter.exists()
    vag.satt_upp()


def test_one_statement_joins_another_and_may_repeat_its_text(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta()
    u, punkt = varld.uppdrag, vag.punkt
    klient = inloggad(varld.sekreterare)

    def anmal(**data: object) -> None:
        svar = gor(klient, "punkt_akt", punkt.pk, "registrera_uttalande", punkt=punkt.pk, **data)
        assert svar.status_code == 302, svar.content.decode()

    anmal(
        slag="sarskilt_uttalande",
        avlamnare=[u[1].pk, u[3].pk],
        med_flera=[u[1].pk, u[3].pk],
        text="Vi saknar mål i strategin.",
    )
    forsta = punkt.uttalanden.get()
    anmal(slag="sarskilt_uttalande", avlamnare=[u[4].pk], text="Fler riktiga arbeten.")
    anmal(slag="ersattaryttrande", avlamnare=[u[5].pk], instammer_i=forsta.pk)
    anmal(slag="ersattaryttrande", avlamnare=[u[6].pk], instammer_i=forsta.pk, upprepar="on")
    html = render.html(context.protokollsutdrag(punkt.beslut.get(), vag.arende, today=vag.idag))
    bada = "ndre vice ordföranden Sami Rask m.fl. (S) och ledamoten Rut Mohlin m.fl. (V)"
    ordning = [
        f"A{bada} lämnade följande särskilda uttalande.",
        "Vi saknar mål i strategin.",
        "Ledamoten Mats Vest (SD) lämnade följande särskilda uttalande.",
        "Fler riktiga arbeten.",
        f"Ersättaren Ola Bäck (C) lämnade ett ersättaryttrande och instämde i det särskilda uttalandet från a{bada}.",
        "Ersättaren Ida Dal (S) lämnade följande ersättaryttrande.",
        "Vi saknar mål i strategin.",
    ]
    plats = 0
    for mening in ordning:
        assert mening in html[plats:], mening
        plats = html.index(mening, plats) + 1
    vag.gor(
        vag.sammantrade,
        "lamna_uttalandetext",
        varld.sekreterare,
        uttalande=forsta,
        text="Vi saknar tydliga mål.",
    )
    html = render.html(context.protokollsutdrag(punkt.beslut.get(), vag.arende, today=vag.idag))
    assert html.count("Vi saknar tydliga mål.") == 2
    svar = gor(
        klient,
        "punkt_akt",
        punkt.pk,
        "registrera_uttalande",
        punkt=punkt.pk,
        slag="ersattaryttrande",
        avlamnare=[u[5].pk],
        upprepar="on",
        text="Egen",
    )
    assert svar.status_code == 422
    assert "Välj det uttalande vars text" in svar.content.decode()
