"""What the edits are tried on: an object of each kind in each state, reached by acts, and what each edit is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motions.actor import acting
from motions.models import Anmalan, Arende, AttSatsSvar, Avsnitt, Beslutssats, Bilaga, Handling, Motion, Punkt
from remiss.facts import NOTHING, Facts
from remiss.facts import utlatandetext as text
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt, Punktval, SkrivPunkttext, SlaIhop
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from remiss.workflow.step import EditRow
from tests.factories import Varld
from tests.fakta import utfor
from tests.listan import lagg_till
from tests.remiss.sittning import klart
from tests.texten import lagg_till_avsnitt, lagg_till_sats
from tests.vagen import LAGEN, Vag, en_fil


@dataclass
class Fall:
    """One object: whose case it is, and which part of it the edits are of."""

    vag: Vag
    subject: Any
    punkt: Punkt | None = None
    med: Punkt | None = None
    rad: Anmalan | None = None

    def nu(self) -> Fall:
        """The same as it now stands in the database."""
        return replace(self, subject=type(self.subject)._default_manager.get(pk=self.subject.pk))


def namn(rad: EditRow) -> str:
    """What the tables call an edit."""
    return f"{rad.kind}.{rad.name}"


# the ärende


def _arende(state: str) -> Callable[[Varld], Fall]:
    def bygg(varld: Varld) -> Fall:
        vag = Vag(varld)
        return Fall(vag, LAGEN["arende", state](vag))

    return bygg


def _hemligt_arende(varld: Varld) -> Fall:
    vag = Vag(varld, hemlig=True).registrera().tilldela()
    return Fall(vag, Arende.objects.get(pk=vag.arende.pk))


# the utlåtande


def _text(vidare: Callable[[Vag], Any], *, hemlig: bool = False) -> Callable[[Varld], Fall]:
    """A draft with two beslutssatser and an empty section of its own, taken further."""

    def bygg(varld: Varld) -> Fall:
        egen_motion = 17 + Motion.objects.count()
        vag = Vag(varld, hemlig=hemlig, motion_nummer=egen_motion).registrera().tilldela().skriv()
        lagg_till_avsnitt(vag.utlatande, rubrik="Ett eget avsnitt")
        lagg_till_sats(
            vag.utlatande, text="Nämnden uppdrar åt förvaltningen att följa frågan.", slag="ovrigt"
        )
        vidare(vag)
        return Fall(vag, vag.utlatande).nu()

    return bygg


# the sammanträde


def _pa_listan(varld: Varld, *, hemlig: bool = False) -> Fall:
    """A planned sitting with an ärende, a punkt in words, and one line of anmälningar."""
    vag = Vag(varld, hemlig=hemlig).till_klart().satt_upp()
    return Fall(vag, vag.sammantrade, ny_punkt(vag), vag.punkt, ny_rad(vag))


def ny_punkt(vag: Vag) -> Punkt:
    """A punkt in words, last on the list."""
    facts = NyPunkt("Förvaltningen informerar", "ovrigt")
    return edit(edits.NY_PUNKT, vag.sammantrade, facts, by=vag.varld.sekreterare, at=vag.nu)


def ny_rad(vag: Vag) -> Anmalan:
    """Two lines of the anmälningar. Returns the last."""
    lagg_till(vag.sammantrade, "b", text="Protokoll från funktionsrättsrådet")
    return lagg_till(vag.sammantrade, "b", text="Protokoll från pensionärsrådet")


def _planerat_arende(varld: Varld) -> Fall:
    """Two ärenden of one utlåtande, each in an item of its own."""
    fall = _pa_listan(varld)
    annat = klart(varld)
    with acting(varld.registrator):
        annat.utlatanden.set([fall.vag.utlatande])
    utfor(annat, "satt_upp", by=varld.sekreterare, at=fall.vag.nu, sammantrade=fall.subject)
    return replace(fall, punkt=Punkt.objects.get(arenden=annat), med=fall.vag.punkt)


def _hemligt_planerat(varld: Varld) -> Fall:
    fall = _pa_listan(varld, hemlig=True)
    return replace(fall, punkt=fall.vag.punkt, med=fall.punkt)


def _frammande(varld: Varld) -> Fall:
    """The punkt and the line of another sitting."""
    annan, fall = _pa_listan(varld), _pa_listan(varld)
    return replace(fall, punkt=annan.punkt, rad=annan.rad)


def _kallat(varld: Varld) -> Fall:
    fall = _pa_listan(varld)
    fall.vag.kalla()
    return fall.nu()


def _kallat_ny(varld: Varld) -> Fall:
    """The first of two punkter that came up after the kallelse."""
    fall = _kallat(varld)
    punkt, _ = ny_punkt(fall.vag), ny_punkt(fall.vag)
    return replace(fall, punkt=punkt, rad=ny_rad(fall.vag))


def _kallat_utgatt(varld: Varld) -> Fall:
    fall = _kallat(varld)
    vag = fall.vag
    punkt = vag.punkt
    vag.gor(vag.arende, "utgar", varld.sekreterare, skal="Ordföranden är sjuk.")
    return replace(fall, punkt=punkt).nu()


def _efter(vidare: Callable[[Vag], Any]) -> Callable[[Varld], Fall]:
    """A sitting that was called, and taken further with all that stands on its list."""

    def bygg(varld: Varld) -> Fall:
        fall = _kallat(varld)
        vidare(fall.vag)
        return fall.nu()

    return bygg


def _pagar(vag: Vag) -> Vag:
    vag.oppna()
    (punkt,) = vag.sammantrade.punkter.filter(slag="ovrigt")
    edit(
        edits.SKRIV_PUNKTTEXT,
        vag.sammantrade,
        SkrivPunkttext(punkt, "Förvaltningen informerade."),
        by=vag.varld.sekreterare,
        at=vag.nu,
    )
    return vag


def _installt(vag: Vag) -> Vag:
    return vag.gor(vag.sammantrade, "stall_in", vag.varld.sekreterare, skal="För få anmälda.")


OBJEKT: dict[str, dict[str, Callable[[Varld], Fall]]] = {
    "arende": {s: _arende(s) for slag, s in LAGEN if slag == "arende"} | {"hemligt": _hemligt_arende},
    "utlatande": {
        "utkast": _text(lambda v: v),
        "hemligt": _text(lambda v: v, hemlig=True),
        "godkannande": _text(lambda v: v.skicka()),
        "godkant": _text(lambda v: v.skicka().godkann()),
    },
    "sammantrade": {
        "planerat_fri": _pa_listan,
        "planerat_arende": _planerat_arende,
        "planerat_hemligt": _hemligt_planerat,
        "planerat_annans": _frammande,
        "kallat_kallad": _kallat,
        "kallat_ny": _kallat_ny,
        "kallat_utgatt": _kallat_utgatt,
        "pagar": _efter(_pagar),
        "avslutat": _efter(lambda v: _pagar(v).besluta().avsluta_sammantrade()),
        "justeras": _efter(lambda v: _pagar(v).besluta().avsluta_sammantrade().till_justering()),
        "installt": _efter(_installt),
    },
}
"""The objects of each kind that an edit can be of. A new kind has its objects here."""


# what each edit is told, and the form that says the same


def _avsnitt(f: Fall, nyckel: str = "bakgrund") -> Avsnitt:
    return Avsnitt.objects.get(utlatande=f.subject, nyckel=nyckel)


def _sats(f: Fall) -> Beslutssats:
    return Beslutssats.objects.filter(utlatande=f.subject).earliest("pk")


def _svar(f: Fall) -> AttSatsSvar:
    return AttSatsSvar.objects.filter(utlatande=f.subject).earliest("pk")


def _bilaga(f: Fall) -> Bilaga:
    return Bilaga.objects.filter(utlatande=f.subject).earliest("pk")


def _ny_handling(f: Fall) -> Handling:
    redan = f.subject.bilagor.filter(handling__isnull=False).values("handling")
    return Handling.objects.filter(arende=f.vag.arende).exclude(pk__in=redan).earliest("pk")


def _p(f: Fall) -> Punkt:
    assert f.punkt is not None
    return f.punkt


def _med(f: Fall) -> Punkt:
    assert f.med is not None
    return f.med


def _r(f: Fall) -> Anmalan:
    assert f.rad is not None
    return f.rad


FAKTA: dict[str, Callable[[Fall], Facts]] = {
    "arende.skriv": lambda f: NOTHING,
    "utlatande.spara_avsnitt": lambda f: text.SparaAvsnitt(
        "bakgrund", "<p>Nya ord.</p>", _avsnitt(f).version
    ),
    "utlatande.lagg_till_avsnitt": lambda f: text.LaggTillAvsnitt("Ännu ett avsnitt"),
    "utlatande.byt_rubrik": lambda f: text.BytRubrik("bakgrund", "En annan rubrik"),
    "utlatande.flytta_avsnitt": lambda f: text.FlyttaAvsnitt("bakgrund", 1),
    "utlatande.ta_bort_avsnitt": lambda f: text.Avsnittsval("eget-1"),
    "utlatande.satt_uppgifter": lambda f: text.Uppgifter("En annan titel", None),
    "utlatande.lagg_till_sats": lambda f: text.NySats("Nämnden uppdrar åt förvaltningen."),
    "utlatande.andra_sats": lambda f: text.AndraSats(_sats(f).pk, "Andra ord.", _sats(f).version),
    "utlatande.flytta_sats": lambda f: text.Flytta(_sats(f).pk, 1),
    "utlatande.ta_bort_sats": lambda f: text.Delval(_sats(f).pk),
    "utlatande.svara_attsats": lambda f: text.SvaraAttsats(
        _svar(f).attsats_id, "tillstyrks", "Andra skäl.", _svar(f).version
    ),
    "utlatande.bilagg_handling": lambda f: text.BilaggHandling(_ny_handling(f)),
    "utlatande.bilagg_fil": lambda f: text.BilaggFil(en_fil("ny.pdf"), "Ny bilaga"),
    "utlatande.flytta_bilaga": lambda f: text.Flytta(_bilaga(f).pk, 1),
    "utlatande.ta_bort_bilaga": lambda f: text.Delval(_bilaga(f).pk),
    "sammantrade.ny_punkt": lambda f: NyPunkt("Övriga frågor", "ovrigt"),
    "sammantrade.flytta_punkt": lambda f: FlyttaPunkt(_p(f), 1),
    "sammantrade.ta_bort_punkt": lambda f: Punktval(_p(f)),
    "sammantrade.sla_ihop": lambda f: SlaIhop(_p(f), _med(f)),
    "sammantrade.informera_forst": lambda f: Punktval(_p(f)),
    "sammantrade.skriv_punkttext": lambda f: SkrivPunkttext(_p(f), "Andra ord."),
    "sammantrade.ny_anmalan": lambda f: NyRad("b", "Protokoll från ungdomsrådet"),
    "sammantrade.ta_upp_anmalningar": lambda f: TaUpp(),
    "sammantrade.flytta_anmalan": lambda f: FlyttaRad(_r(f), -1),
    "sammantrade.ta_bort_anmalan": lambda f: Anmalningsval(_r(f)),
}
"""What an edit is told with which it would be done, were it allowed."""


@dataclass(frozen=True)
class Begaran:
    """A POST: the name of its address, the keys in it, and its fields."""

    adress: str
    nycklar: dict[str, Any]
    falt: dict[str, Any]

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.adress, kwargs=self.nycklar)


def _post(adress: str, nycklar: dict[str, Any], **falt: Any) -> Begaran:
    return Begaran(adress, nycklar, {"nyckel": ny_nyckel(), **falt})


def _u(f: Fall, **nycklar: Any) -> dict[str, Any]:
    return {"pk": f.subject.pk, **nycklar}


def _fil() -> SimpleUploadedFile:
    return SimpleUploadedFile("brev.txt", b"En bilaga.", "text/plain")


BEGARAN: dict[str, Callable[[Fall], Begaran]] = {
    "arende.skriv": lambda f: _post("utlatande_nytt", _u(f)),
    "utlatande.spara_avsnitt": lambda f: _post(
        "avsnitt", _u(f, nyckel="bakgrund"), text="<p>Nya ord.</p>", bas_version=_avsnitt(f).version
    ),
    "utlatande.lagg_till_avsnitt": lambda f: _post("avsnitt_nytt", _u(f), rubrik="Ännu ett avsnitt"),
    "utlatande.byt_rubrik": lambda f: _post("avsnitt_rubrik", _u(f, nyckel="bakgrund"), rubrik="En annan"),
    "utlatande.flytta_avsnitt": lambda f: _post("avsnitt_flytta", _u(f, nyckel="bakgrund"), steg="ner"),
    "utlatande.ta_bort_avsnitt": lambda f: _post("avsnitt_ta_bort", _u(f, nyckel="eget-1")),
    "utlatande.satt_uppgifter": lambda f: _post("utlatande_uppgifter", _u(f), titel="En annan titel"),
    "utlatande.lagg_till_sats": lambda f: _post("sats_ny", _u(f), text="Nämnden uppdrar åt förvaltningen."),
    "utlatande.andra_sats": lambda f: _post(
        "sats", _u(f, sats_pk=_sats(f).pk), text="Andra ord.", bas_version=_sats(f).version
    ),
    "utlatande.flytta_sats": lambda f: _post("sats_flytta", _u(f, sats_pk=_sats(f).pk), steg="ner"),
    "utlatande.ta_bort_sats": lambda f: _post("sats_ta_bort", _u(f, sats_pk=_sats(f).pk)),
    "utlatande.svara_attsats": lambda f: _post(
        "attsats",
        _u(f, attsats_pk=_svar(f).attsats_id),
        svar="tillstyrks",
        motivering="Andra skäl.",
        bas_version=_svar(f).version,
    ),
    "utlatande.bilagg_handling": lambda f: _post("bilaga_handling", _u(f), handling=_ny_handling(f).pk),
    "utlatande.bilagg_fil": lambda f: _post("bilaga_fil", _u(f), rubrik="Ny bilaga", fil=_fil()),
    "utlatande.flytta_bilaga": lambda f: _post("bilaga_flytta", _u(f, bilaga_pk=_bilaga(f).pk), steg="ner"),
    "utlatande.ta_bort_bilaga": lambda f: _post("bilaga_ta_bort", _u(f, bilaga_pk=_bilaga(f).pk)),
    "sammantrade.ny_punkt": lambda f: _post(
        "sammantrade_ny_punkt", _u(f), rubrik="Övriga frågor", slag="ovrigt"
    ),
    "sammantrade.flytta_punkt": lambda f: _post("punkt_flytta", {"pk": _p(f).pk}, steg="ner"),
    "sammantrade.ta_bort_punkt": lambda f: _post("punkt_ta_bort", {"pk": _p(f).pk}),
    "sammantrade.sla_ihop": lambda f: _post("punkt_sla_ihop", {"pk": _p(f).pk}, med=_med(f).pk),
    "sammantrade.informera_forst": lambda f: _post("punkt_informera", {"pk": _p(f).pk}),
    "sammantrade.skriv_punkttext": lambda f: _post("punkt_text", {"pk": _p(f).pk}, text="Andra ord."),
    "sammantrade.ny_anmalan": lambda f: _post(
        "anmalan_fri", _u(f), grupp="b", text="Protokoll från ungdomsrådet"
    ),
    "sammantrade.ta_upp_anmalningar": lambda f: _post("anmalan_ta_upp", _u(f), alla="ja"),
    "sammantrade.flytta_anmalan": lambda f: _post("anmalan_flytta", {"pk": _r(f).pk}, steg="upp"),
    "sammantrade.ta_bort_anmalan": lambda f: _post("anmalan_ta_bort", {"pk": _r(f).pk}),
}
"""The form by which the same edit is asked for."""
