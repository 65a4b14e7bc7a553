"""Two who change the same: the second is told, once, that it is no longer what the page was made of, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from types import ModuleType
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motions.models import (
    Anvandare,
    Beslutssatsmall,
    Fortroendevald,
    Justering,
    JusteringSatt,
    Punkt,
    PunktSlag,
)
from motions.register import REGISTREN
from motions.states import UtlatandeState
from remiss.facts.foredragningslista import SkrivPunkttext
from remiss.facts.nykommun import RadensFalt
from remiss.facts.utlatandetext import Uppgifter
from remiss.forms.akter import AKTFORMULAR
from remiss.forms.arende import Aktform
from remiss.forms.nykommun.mallar import satsnyckel
from remiss.forms.seen import ANDRAT
from remiss.nykommun.forslag import SATSER
from remiss.views import akt, nykommun
from remiss.views.sammantrade import paragraf as paragrafsidan
from remiss.views.utlatande import delar
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import AKTER, edit, edits
from tests.factories import LOSENORD, Varld, administrator
from tests.remiss.test_bad_input import erbjuden
from tests.remiss.test_installningar import andra, formular
from tests.remiss.test_uppladdning import en_pdf
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


@pytest.fixture
def mellan(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`mellan(vy, grind, gor)`: another does `gor` when the form has been judged and the gate has not taken its lock."""

    def satt(vy: ModuleType, grind: str, gor: Callable[[], object]) -> None:
        skriv, kvar = getattr(vy, grind), [gor]

        def avbruten(*args: Any, **kwargs: Any) -> Any:
            if kvar:
                kvar.pop()()
            return skriv(*args, **kwargs)

        monkeypatch.setattr(vy, grind, avbruten)

    return satt


def andrat_i_sista_stund(klient: Client, adress: str, data: dict[str, Any], sida: str = "") -> Any:
    """Open, and send: 409 and said, though nothing had changed when the form was judged."""
    oppnad = sett(klient.get(sida or adress))
    nekad = klient.post(adress, {**data, "sett": oppnad, "losenord": LOSENORD, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert ANDRAT in nekad.content.decode() or "Inget är gjort." in nekad.content.decode()
    return nekad


def test_an_arende_is_not_given_away_over_another_who_was_given_it(vag: Vag) -> None:
    varld = vag.varld
    adress = reverse("akt", args=["arende", vag.arende.pk, "tilldela"])

    def forst() -> None:
        vag.tilldela(handlaggare=varld.kollega)

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


def skicka_annan_text(vag: Vag) -> None:
    """The handläggare takes the text back, writes another sentence and sends it again."""
    vag.gor(vag.utlatande, "ta_tillbaka", vag.varld.handlaggare)
    forsta = vag.utlatande.avsnitt.all()[0]
    spara_avsnitt(vag.utlatande, forsta.nyckel, text="<p>En helt annan mening.</p>", bas_version=forsta.version,
                  by=vag.varld.handlaggare, at=vag.nu)  # fmt: skip
    vag.skicka()


@pytest.mark.parametrize("action", ["godkann", "aterlamna"])
def test_a_chef_signs_and_returns_the_version_that_the_page_named(vag: Vag, action: str) -> None:
    varld = vag.skriv().skicka().varld
    klient, utlatande = inloggad(varld.avdelningschef), vag.utlatande
    adress = reverse("akt", args=["utlatande", utlatande.pk, action])
    sida = klient.get(adress)
    assert "Det gäller version 1" in sida.content.decode()
    skicka_annan_text(vag)

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


@pytest.mark.parametrize("action", ["godkann", "aterlamna"])
def test_a_version_that_was_sent_in_the_last_moment_is_not_signed(
    vag: Vag, mellan: Callable[..., None], action: str
) -> None:
    varld, utlatande = vag.skriv().skicka().varld, vag.utlatande
    mellan(akt, "perform", lambda: skicka_annan_text(vag))
    nekad = andrat_i_sista_stund(
        inloggad(varld.avdelningschef),
        reverse("akt", args=["utlatande", utlatande.pk, action]),
        {"kommentar": "Skriv om det andra stycket."},
    )
    assert "Det gäller version 2" in nekad.content.decode()
    utlatande.refresh_from_db()
    assert utlatande.state == UtlatandeState.GODKANNANDE
    assert not utlatande.versioner.all()[0].godkannanden.exists()


@pytest.mark.parametrize("action", ["justera", "neka_justering", "registrera_justering"])
def test_a_protokoll_that_was_sent_in_the_last_moment_is_not_signed(
    vag: Vag, mellan: Callable[..., None], action: str
) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna().besluta().avsluta_sammantrade().till_justering()

    def skicka_igen() -> None:
        vag.gor(vag.protokoll, "ta_tillbaka_protokoll", vag.varld.sekreterare)
        vag.till_justering()

    mellan(akt, "perform", skicka_igen)
    ordforande = vag.varld.ordforande
    andrat_i_sista_stund(
        inloggad(vag.varld.sekreterare if action == "registrera_justering" else ordforande),
        reverse("akt", args=["protokoll", vag.protokoll.pk, action]),
        {
            "skal": "Det står fel i § 1.",
            "fortroendevald": Fortroendevald.objects.get(anvandare=ordforande).pk,
            "satt": JusteringSatt.PAPPER.value,
            "justerad_on": vag.nu.date().isoformat(),
            "fil": SimpleUploadedFile("protokoll.pdf", en_pdf(), "application/pdf"),
        },
    )
    assert not Justering.objects.exists()


def test_what_another_wrote_in_the_last_moment_is_not_written_over(
    vag: Vag, mellan: Callable[..., None]
) -> None:
    varld = vag.varld

    def forst() -> None:
        vag.tilldela(handlaggare=varld.kollega)

    mellan(akt, "perform", forst)
    andrat_i_sista_stund(
        inloggad(varld.registrator),
        reverse("akt", args=["arende", vag.arende.pk, "tilldela"]),
        {"handlaggare": varld.handlaggare.pk, "medhandlaggare": [varld.kollega.pk]},
    )
    assert not vag.arende.medhandlaggare.exists()


def test_a_title_that_another_wrote_in_the_last_moment_is_not_written_over(
    varld: Varld, mellan: Callable[..., None]
) -> None:
    utlatande = nytt_utlatande(varld)

    def forst() -> None:
        facts = Uppgifter("En annan rubrik", None)
        edit(edits.SATT_UPPGIFTER, utlatande, facts, by=varld.handlaggare, at=varld.at)

    mellan(delar, "edit", forst)
    andrat_i_sista_stund(
        inloggad(varld.handlaggare),
        reverse("utlatande_uppgifter", args=[utlatande.pk]),
        {"titel": "Min rubrik"},
        reverse("utlatande", args=[utlatande.pk]),
    )
    utlatande.refresh_from_db()
    assert utlatande.titel != "Min rubrik"


def test_words_of_a_paragraf_that_another_wrote_in_the_last_moment_are_not_written_over(
    vag: Vag, mellan: Callable[..., None]
) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna()
    sekreterare = vag.varld.sekreterare
    punkt = Punkt.objects.exclude(slag=PunktSlag.ARENDE).first()
    assert punkt is not None

    def forst() -> None:
        facts = SkrivPunkttext(punkt, "En annan skrev det här.")
        edit(edits.SKRIV_PUNKTTEXT, punkt.sammantrade, facts, by=sekreterare, at=vag.nu)

    mellan(paragrafsidan, "edit", forst)
    andrat_i_sista_stund(
        inloggad(sekreterare),
        reverse("punkt_text", args=[punkt.pk]),
        {"text": "Mina ord."},
        reverse("punkt", args=[punkt.pk]),
    )
    punkt.refresh_from_db()
    assert punkt.text != "Mina ord."


def test_a_register_of_ny_kommun_that_another_changed_in_the_last_moment_is_not_written_over(
    varld: Varld, mellan: Callable[..., None]
) -> None:
    steg = reverse("ny_kommun_steg", args=["kommun"])
    by = administrator()
    klient = inloggad(by)
    form = klient.get(steg).context["form"]

    def forst() -> None:
        facts = RadensFalt({"namn": "En annan kommun"})
        edit(edits.NY_KOMMUN["kommun"], REGISTREN, facts, by=by, at=varld.at)

    mellan(nykommun, "edit", forst)
    mina = {namn: form[namn].value() or "Mitt" for namn in form.fields}
    andrat_i_sista_stund(klient, steg, mina)


def test_who_is_always_written_over_is_asked_to_wait(vag: Vag, monkeypatch: pytest.MonkeyPatch) -> None:
    varld, klient = vag.varld, inloggad(vag.varld.registrator)
    monkeypatch.setattr(Aktform, "annu", lambda form, nu: False)
    adress = reverse("akt", args=["arende", vag.arende.pk, "tilldela"])
    nekad = klient.post(
        adress,
        {"handlaggare": varld.kollega.pk, "sett": sett(klient.get(adress)), "nyckel": ny_nyckel()},
    )
    assert nekad.status_code == 409
    assert "Vänta en stund och skicka igen." in nekad.content.decode()


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
    assert ANDRAT in nekad.content.decode()
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


# the forms that are filled in with what stands

UTAN_AVTRYCK = {
    ("arende", "expediera"): "the address is proposed, and is the act's own",
    ("protokoll", "anslag"): "the board is proposed, and is the act's own",
    (
        "sammantrade",
        "planera_om",
    ): "the place is proposed; when another has planned it anew it is no longer cancelled",
    ("sammantrade", "registrera_yrkande"): "the first hand is proposed, and the yrkande is a new one",
}
"""Acts whose fields are filled in with what is usual, and not with what stands and would be written over."""


@pytest.mark.parametrize(("slag", "action"), sorted(AKTFORMULAR), ids=lambda d: d)
def test_a_form_that_is_filled_in_with_what_stands_says_what_it_saw(
    varld: Varld, slag: str, action: str
) -> None:
    subject, person, vag = erbjuden(slag, action, varld)
    form = AKTFORMULAR[slag, action](subject=subject, user=person, at=vag.nu)
    ifyllt = {
        namn: varde
        for namn in form.fields
        if namn != "sett"
        and (varde := form.get_initial_for_field(form.fields[namn], namn)) not in (None, "", [])
    }
    vanligt = all(isinstance(v, date | time | datetime) for v in ifyllt.values())
    signeras = AKTER[slag, action].identitet
    if (not vanligt or signeras) and (slag, action) not in UTAN_AVTRYCK:
        assert form.star() is not None, (
            f"{slag}.{action} är ifylld med {sorted(ifyllt)} och säger inte vad den såg"
        )


def test_a_delegate_decides_by_the_text_that_the_page_named(vag: Vag) -> None:
    vag.delegera().skriv().skicka().godkann()
    klient = inloggad(vag.varld.avdelningschef)
    adress = reverse("akt", args=["arende", vag.arende.pk, "besluta_pa_delegation"])
    sida = klient.get(adress)
    assert "Det godkända tjänsteutlåtandet är version 1" in sida.content.decode()
    falt = {n: sida.context["form"][n].value() for n in ("delegationspunkt", "satser")}
    falt["delegationspunkt"] = sida.context["form"].fields["delegationspunkt"].queryset.get().pk
    vag.gor(vag.arende, "dra_tillbaka", vag.varld.handlaggare, skal="En siffra är fel.")
    vag.skicka().godkann()

    nekad = klient.post(adress, {**falt, "sett": sett(sida), "losenord": LOSENORD, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert "är version 2" in nekad.content.decode()
    assert "Inget är beslutat." in nekad.content.decode()
    assert not vag.arende.beslut.exists()


def test_what_stands_now_is_said_beside_what_was_typed(vag: Vag) -> None:
    varld = vag.varld
    klient, adress = inloggad(varld.registrator), reverse("akt", args=["arende", vag.arende.pk, "tilldela"])
    oppnad = sett(klient.get(adress))
    vag.tilldela(handlaggare=varld.kollega)
    nekad = klient.post(adress, {"handlaggare": varld.handlaggare.pk, "sett": oppnad, "nyckel": ny_nyckel()})
    assert f"Nu står: «{varld.kollega}»" in nekad.content.decode()


def test_a_file_that_the_refusal_cannot_keep_is_asked_for_again(vag: Vag) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna().besluta().avsluta_sammantrade().till_justering()
    klient = inloggad(vag.varld.sekreterare)
    adress = reverse("akt", args=["protokoll", vag.protokoll.pk, "registrera_justering"])
    oppnad = sett(klient.get(adress))
    vag.gor(vag.protokoll, "ta_tillbaka_protokoll", vag.varld.sekreterare)
    vag.till_justering()
    fil = SimpleUploadedFile("protokoll.pdf", en_pdf(), "application/pdf")
    nekad = klient.post(adress, {"fil": fil, "sett": oppnad, "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert "Inget är gjort." in nekad.content.decode()
    assert "Välj filen igen." in nekad.content.decode()


def test_an_upprop_that_another_has_taken_is_not_taken_over(vag: Vag) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna()
    klient, adress = (
        inloggad(vag.varld.sekreterare),
        reverse("sammantrade_narvaro", args=[vag.sammantrade.pk]),
    )
    form = klient.get(adress).context["form"]
    ifyllt = {n: v for n in form.fields if (v := form[n].value()) not in (None, False, "")}
    en = vag.varld.uppdrag[2].pk
    forst = klient.post(adress, {**ifyllt, f"till_{en}": "1", "skal": "Hen gick hem.", "nyckel": ny_nyckel()})
    assert forst.status_code == 302
    nekad = klient.post(adress, {**ifyllt, "ovriga": "Karin Ek, avdelningschef", "nyckel": ny_nyckel()})
    assert nekad.status_code == 409
    assert ANDRAT in nekad.content.decode()
    assert vag.sammantrade.narvaro.get(uppdrag=en).till_ordning == 1


def test_justerare_whom_another_has_chosen_are_not_chosen_over(vag: Vag) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna()
    varld = vag.varld
    klient = inloggad(varld.sekreterare)
    adress = reverse("akt", args=["sammantrade", vag.sammantrade.pk, "valj_justerare"])
    ny, egen = (varld.uppdrag[n].fortroendevald for n in (2, 3))

    def forst() -> None:
        vag.gor(vag.sammantrade, "valj_justerare", varld.sekreterare, fortroendevalda=[ny])

    def gjort() -> bool:
        return [j.fortroendevald for j in vag.sammantrade.justerare.all()] == [egen]

    tva_ganger(klient, adress, forst, gjort, {"fortroendevalda": [egen.pk]})


def test_a_correction_that_another_has_made_is_not_corrected_over(vag: Vag) -> None:
    def forst() -> None:
        vag.gor(vag.arende, "ratta", vag.varld.registrator, titel="Titel enligt A", skal="Felskriven.")

    def gjort() -> bool:
        vag.arende.refresh_from_db()
        return vag.arende.titel == "Titel enligt B"

    klient = inloggad(vag.varld.registrator)
    adress = reverse("akt", args=["arende", vag.arende.pk, "ratta"])
    form = klient.get(adress).context["form"]
    visat = {n: form[n].value() for n in form.fields if n != "sett" and form[n].value() is not None}
    visat |= {f"initial-{n}": v for n, v in visat.items()}
    tva_ganger(klient, adress, forst, gjort, {**visat, "titel": "Titel enligt B", "skal": "Felskriven."})


def test_a_statement_from_the_page_of_the_sitting_is_not_written_over(vag: Vag) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna()
    s, by = vag.sammantrade, vag.varld.sekreterare
    avlamnare = [{"uppdrag": vag.varld.uppdrag[3]}]
    vag.gor(
        s,
        "registrera_uttalande",
        by,
        punkt=vag.punkt,
        slag="sarskilt_uttalande",
        avlamnare=avlamnare,
        text="",
    )
    uttalande = vag.punkt.uttalanden.get()

    def forst() -> None:
        vag.gor(s, "lamna_uttalandetext", by, uttalande=uttalande, text="Enligt A.")

    def gjort() -> bool:
        uttalande.refresh_from_db()
        return uttalande.text == "Enligt B."

    adress = reverse("akt", args=["sammantrade", s.pk, "lamna_uttalandetext"])
    tva_ganger(inloggad(by), adress, forst, gjort, {"uttalande": uttalande.pk, "text": "Enligt B."})


def test_a_heading_that_another_has_changed_is_not_changed_over(varld: Varld) -> None:
    utlatande = nytt_utlatande(varld)
    klient, avsnitt = inloggad(varld.handlaggare), utlatande.avsnitt.all()[0]
    fran = avsnitt.rubrik
    assert (
        gor(klient, "avsnitt_rubrik", utlatande.pk, avsnitt.nyckel, rubrik="Enligt A", fran=fran).status_code
        == 302
    )
    svar = klient.post(
        reverse("avsnitt_rubrik", args=[utlatande.pk, avsnitt.nyckel]),
        {"rubrik": "Enligt B", "fran": fran, "nyckel": ny_nyckel()},
        follow=True,
    )
    assert "Avsnittet har fått rubriken «Enligt A» av någon annan." in svar.content.decode()
    avsnitt.refresh_from_db()
    assert avsnitt.rubrik == "Enligt A"


@pytest.mark.parametrize("sist", [False, True], ids=["innan", "i sista stund"])
def test_a_beslut_enligt_forslag_is_about_what_the_page_showed(
    vag: Vag, mellan: Callable[..., None], sist: bool
) -> None:
    vag.skriv().skicka().godkann().planera().satt_upp().kalla().oppna()
    by = vag.varld.sekreterare
    klient, punkt = inloggad(by), vag.punkt
    oppnad = re.search(
        r'name="sett" value="([0-9a-f]{32})"', klient.get(reverse("punkt", args=[punkt.pk])).content.decode()
    )
    assert oppnad

    def yrka() -> None:
        yrkande = {"slag": "avslag", "uppdrag": vag.varld.uppdrag[1]}
        vag.gor(vag.sammantrade, "registrera_yrkande", by, punkt=punkt, **yrkande)

    if sist:
        mellan(paragrafsidan, "perform", yrka)
    else:
        yrka()
    nekad = klient.post(
        reverse("punkt_enligt_forslag", args=[punkt.pk]), {"sett": oppnad[1], "nyckel": ny_nyckel()}
    )
    assert nekad.status_code == 409
    assert "Något har antecknats i paragrafen sedan du öppnade sidan" in nekad.content.decode()
    assert not vag.arende.beslut.exists()
