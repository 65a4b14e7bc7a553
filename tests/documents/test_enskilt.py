"""The documents of a beslut outside the sitting, and the anmälningar on paper: read as they were frozen, and valid."""

from __future__ import annotations

from functools import cache

import pytest

from motions.actor import acting
from motions.documents import context, render
from motions.models import Beslut, Dokument
from tests.documents.test_render import fel, text
from tests.factories import Varld
from tests.listan import lagg_till, ta_upp
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@cache
def _pdf(slag: str, sha256: str) -> bytes:
    return render.render(context.ur_json(slag, Dokument.objects.get(slag=slag, sha256=sha256).fakta))[0]


def pdf(slag: str) -> bytes:
    """The latest frozen document of a kind, rendered once."""
    dokument = Dokument.objects.filter(slag=slag).latest("pk")
    return _pdf(slag, dokument.sha256)


def ord_i(slag: str) -> str:
    """Its words, with single spaces."""
    return " ".join(text(pdf(slag)).split())


def test_a_delegationsbeslut_says_who_decided_what_by_which_point(varld: Varld) -> None:
    vag = Vag(varld).delegera().registrera(motion=None).tilldela().skriv().skicka().godkann()
    vag.besluta_pa_delegation()
    assert fel(pdf("delegationsbeslut")) == []
    ord_ = ord_i("delegationsbeslut")
    version = vag.utlatande.versioner.get()
    for mening in (
        vag.arende.dnr,
        "Delegationsbeslut på arbetsmarknadsnämndens vägnar den 23 september 2026",
        "Tjänsteutlåtandet lämnas som svar.",
        "Kommunstyrelsen, dnr KS 2026/00911",
        f"Förvaltningens tjänsteutlåtande, version 1, kontrollsumma {version.sha256[:4]}",
        "Punkt 3.2 Yttrande över remiss",
        "KL 7 kap. 5 §",
        "Karin Ek",
        "Elektroniskt beslutat 2026-09-23",
    ):
        assert mening in ord_
    assert fel(pdf("svar")) == []
    svar = ord_i("svar")
    assert (
        "Beslutat av Karin Ek, avdelningschef, för arbetsmarknadsnämnden 2026-09-23 (KL 7 kap. 5 §)" in svar
    )
    assert "Ert dnr KS 2026/00911" in svar
    assert "Godkännandet gäller version 1" in svar


def test_an_ordforandebeslut_says_why_it_could_not_wait(varld: Varld) -> None:
    Vag(varld).ge_uppdrag().registrera(motion=None).tilldela().ordforandebeslut(
        svar="avstar", svar_text="Nämnden avstår från att yttra sig."
    )
    assert fel(pdf("ordforandebeslut")) == []
    ord_ = ord_i("ordforandebeslut")
    for mening in (
        "Därför kunde beslutet inte vänta Remisstiden går ut i morgon.",
        "Ett besked om att nämnden avstår från att yttra sig",
        "KL 6 kap. 39 §",
        "Katja Lind (C) Ordförande Beslutat 2026-09-23",
    ):
        assert mening in ord_
    assert "Delegationsordningen" not in ord_
    assert "Arbetsmarknadsnämnden avstår från att yttra sig Nämnden avstår" in ord_i("svar")


def test_the_anmalningar_on_a_kallelse_are_valid_and_in_order(varld: Varld) -> None:
    vag = Vag(varld).delegera().registrera(motion=None).tilldela().skriv().skicka().godkann().planera()
    vag.besluta_pa_delegation()
    annat = Vag(varld, motion_nummer=18).registrera(remittentens_dnr="KS 2026/1").tilldela().skriv().skicka()
    annat.godkann()
    annat.sammantrade = vag.sammantrade
    annat.satt_upp()
    with acting(varld.sekreterare):
        for grupp in "fb":
            lagg_till(vag.sammantrade, grupp, text=f"Rad i grupp {grupp}, & <b>som den skrevs</b>")
        ta_upp(vag.sammantrade, beslut=Beslut.objects.att_anmala())
    vag.kalla()
    assert fel(pdf("kallelse")) == []
    ord_ = ord_i("kallelse")
    platser = [
        ord_.index(t)
        for t in ("b. Protokoll och skrivelser", "d. Delegationsbeslut och", "f. Protokoll från")
    ]
    assert platser == sorted(platser)
    assert "Rad i grupp b, & <b>som den skrevs</b>" in ord_


def test_a_beslut_in_a_paragraf_has_an_utdrag_and_no_document_of_this_kind(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta()
    beslut = vag.punkt.beslut.get()
    with pytest.raises(context.InteEnskiltError):
        context.enskilt_beslut(beslut, vag.arende, today=vag.idag)
