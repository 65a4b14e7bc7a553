"""Two who change the same: the second is told, once, that it is no longer what the page was made of, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motions.models import Anvandare, Beslutssatsmall, Justering
from motions.states import UtlatandeState
from remiss.forms.nykommun.mallar import satsnyckel
from remiss.forms.seen import ANDRAT
from remiss.nykommun.forslag import SATSER
from remiss.web.idempotency import ny_nyckel
from tests.factories import LOSENORD, Varld, administrator
from tests.remiss.test_installningar import andra, formular
from tests.remiss.utlatande_fall import gor, inloggad, nytt_utlatande
from tests.texten import spara_avsnitt
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """A remiss that a handläggare has."""
    return Vag(varld).registrera().tilldela()


def sett(svar: Any) -> str:
    """The digest that a page carries of what it was made of."""
    funnet = re.search(r'name="sett" value="([0-9a-f]{32})"', svar.content.decode())
    assert funnet, "sidan bär inget avtryck"
    return funnet[1]


def tva_ganger(
    klient: Client, adress: str, forst: Callable[[], object], gjort: Callable[[], bool], data: dict[str, Any]
) -> None:
    """Open, let another change it, send: 409. Send what the refusal shows: it is saved."""
    oppnad = sett(klient.get(adress))
    forst()
    nekad = klient.post(adress, {**data, "sett": oppnad, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert ANDRAT in nekad.content.decode()
    assert not gjort()
    assert sett(nekad) != oppnad
    sparad = klient.post(adress, {**data, "sett": sett(nekad), "nyckel": ny_nyckel()})
    assert sparad.status_code == 302
    assert gjort()


def test_an_arende_is_not_given_away_over_another_who_was_given_it(vag: Vag) -> None:
    varld = vag.varld
    adress = reverse("akt", args=["arende", vag.arende.pk, "tilldela"])

    def forst() -> None:
        vag.gor(vag.arende, "tilldela", varld.registrator, handlaggare=varld.kollega, enhet=varld.enhet)

    def gjort() -> bool:
        vag.arende.refresh_from_db()
        return vag.arende.handlaggare == varld.handlaggare

    tva_ganger(inloggad(varld.registrator), adress, forst, gjort, {"handlaggare": varld.handlaggare.pk})


def test_a_behorig_whom_another_added_is_not_taken_away_unseen(vag: Vag) -> None:
    varld = vag.varld
    adress = reverse("akt", args=["arende", vag.arende.pk, "andra_sekretess"])
    fakta = {"lagrum": "OSL 21:7", "offentlig_titel": "Remiss"}

    def forst() -> None:
        vag.gor(
            vag.arende,
            "andra_sekretess",
            varld.registrator,
            sekretess=True,
            behoriga=[varld.kollega],
            **fakta,
        )

    def gjort() -> bool:
        return list(vag.arende.behoriga.all()) == [varld.handlaggare]

    data = {**fakta, "sekretess": "on", "behoriga": [varld.handlaggare.pk]}
    tva_ganger(inloggad(varld.registrator), adress, forst, gjort, data)


@pytest.mark.parametrize("action", ["godkann", "aterlamna"])
def test_a_chef_signs_and_returns_the_version_that_the_page_named(vag: Vag, action: str) -> None:
    varld = vag.skriv().skicka().varld
    klient, utlatande = inloggad(varld.avdelningschef), vag.utlatande
    adress = reverse("akt", args=["utlatande", utlatande.pk, action])
    sida = klient.get(adress)
    assert "Det gäller version 1" in sida.content.decode()
    vag.gor(utlatande, "ta_tillbaka", varld.handlaggare)
    forsta = utlatande.avsnitt.all()[0]
    spara_avsnitt(utlatande, forsta.nyckel, text="<p>En helt annan mening.</p>", bas_version=forsta.version,
                  by=varld.handlaggare, at=vag.nu)  # fmt: skip
    vag.skicka()

    data = {"sett": sett(sida), "losenord": LOSENORD, "kommentar": "Skriv om det andra stycket."}
    nekad = klient.post(adress, {**data, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert "Det gäller version 2" in nekad.content.decode()
    utlatande.refresh_from_db()
    assert utlatande.state == UtlatandeState.GODKANNANDE
    assert not utlatande.versioner.all()[0].godkannanden.exists()
    if action == "aterlamna":
        assert "Skriv om det andra stycket." in nekad.content.decode()


def test_a_justerare_signs_the_text_that_the_page_named(vag: Vag) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna().besluta().avsluta_sammantrade().till_justering()
    klient = inloggad(vag.varld.ordforande)
    adress = reverse("akt", args=["protokoll", vag.protokoll.pk, "justera"])
    sida = klient.get(adress)
    assert "Det gäller texten som skickades" in sida.content.decode()
    vag.gor(vag.protokoll, "ta_tillbaka_protokoll", vag.varld.sekreterare)
    vag.till_justering()

    nekad = klient.post(adress, {"sett": sett(sida), "losenord": LOSENORD, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert not Justering.objects.exists()


def test_words_that_came_too_late_for_the_act_are_handed_back(vag: Vag) -> None:
    varld = vag.skriv().skicka().varld
    klient = inloggad(varld.avdelningschef)
    adress = reverse("akt", args=["utlatande", vag.utlatande.pk, "aterlamna"])
    vag.gor(vag.utlatande, "ta_tillbaka", varld.handlaggare)
    nekad = klient.post(adress, {"kommentar": "Skriv om det andra stycket.", "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert "Skriv om det andra stycket." in nekad.content.decode()


def test_the_title_that_another_wrote_is_not_put_back(varld: Varld) -> None:
    utlatande = nytt_utlatande(varld)
    klient = inloggad(varld.handlaggare)
    oppnad = sett(klient.get(reverse("utlatande", args=[utlatande.pk])))
    assert (
        gor(klient, "utlatande_uppgifter", utlatande.pk, titel="En annan rubrik", sett=oppnad).status_code
        == 302
    )
    nekad = gor(klient, "utlatande_uppgifter", utlatande.pk, titel="Min rubrik", sett=oppnad)
    assert nekad.status_code == 409
    assert "Min rubrik" in nekad.content.decode()
    utlatande.refresh_from_db()
    assert utlatande.titel == "En annan rubrik"


def test_an_account_that_was_closed_is_not_opened_by_an_older_page(varld: Varld) -> None:
    klient = inloggad(administrator())
    adress = andra(varld.handlaggare)
    aldre = {**formular(klient, adress), "sett": sett(klient.get(adress)), "telefon": "0123-45 67 89"}
    Anvandare.objects.filter(pk=varld.handlaggare.pk).update(is_active=False)

    nekad = klient.post(adress, aldre)
    assert nekad.status_code == 409
    assert ANDRAT in nekad.content.decode()
    assert "0123-45 67 89" in nekad.content.decode()
    assert not Anvandare.objects.get(pk=varld.handlaggare.pk).is_active
    assert klient.post(adress, {**aldre, "sett": sett(nekad), "nyckel": ny_nyckel()}).status_code == 302
    assert Anvandare.objects.get(pk=varld.handlaggare.pk).telefon == "0123-45 67 89"


def test_a_row_that_another_added_below_the_form_is_told_of(varld: Varld) -> None:
    klient = inloggad(administrator())
    adress = andra(varld.organ)
    aldre = {**formular(klient, adress), "sett": sett(klient.get(adress))}
    varld.organ.godkannandesteg.filter(ordning=1).update(ordning=9)
    assert klient.post(adress, aldre).status_code == 409


def test_a_sats_keeps_its_text_however_the_library_has_changed_since(varld: Varld) -> None:
    klient, sista = inloggad(administrator()), SATSER[-1]
    adress = reverse("ny_kommun_steg", args=["beslutssatser"])
    oppnad = sett(klient.get(adress))
    varld.organ.beslutssatsmallar.create(slag="ovrigt", namn="Egen", text="Egen text.", ordning=0)
    data = {f"med_{satsnyckel(sista)}": "on", f"text_{satsnyckel(sista)}": "{namnd} beslutar så."}
    assert klient.post(adress, {**data, "sett": oppnad, "nyckel": ny_nyckel()}).status_code == 409
    # A page of an earlier version carries no digest; its fields are of their satser all the same.
    assert klient.post(adress, {**data, "nyckel": ny_nyckel()}).status_code == 302
    assert Beslutssatsmall.objects.get(organ=varld.organ, namn=sista.namn).text == "{namnd} beslutar så."
