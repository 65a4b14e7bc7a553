"""What the edits are tried on: an object of each kind in each state, reached by acts, and what each edit is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from motions.actor import acting
from motions.datum import day_of
from motions.ingest import lista
from motions.ingest.brev import Brev
from motions.models import (
    Anmalan,
    Anvandare,
    Arende,
    Arendetyp,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    Bilaga,
    Dokument,
    Handling,
    Klassificering,
    Motion,
    Organ,
    Punkt,
    Remittent,
)
from motions.register import REGISTREN
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts import utlatandetext as text
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt, Punktval, SkrivPunkttext, SlaIhop
from remiss.facts.inlasning import LaggUndan, LasIn
from remiss.facts.konto import Inloggning, NyttLosenord
from remiss.facts.post import LaggIn, RegistreraI, RegistreraNytt
from remiss.facts.register import Demo, Rad
from remiss.facts.registrering import Inkommen
from remiss.facts.sammantrade import Planera
from remiss.forms.nykommun.mallar import satsnyckel
from remiss.models import Inlasning
from remiss.nykommun.forslag import SATSER
from remiss.nykommun.steg import lage
from remiss.views.nykommun import FORMER
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from remiss.workflow.step import EditRow
from tests import brevet
from tests.factories import LOSENORD, Varld, administrator
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
    organ: Organ | None = None
    rader: tuple[Any, ...] = ()
    forut: Callable[[], Any] = lambda: None
    """What is done just before each try, and undone with it."""

    def nu(self) -> Fall:
        """The same as it now stands in the database."""
        return replace(self, subject=type(self.subject)._default_manager.get(pk=self.subject.pk))


def namn(rad: EditRow) -> str:
    """What the tables call an edit."""
    return f"{rad.kind}.{rad.name}"


PROVAS_PA = {
    "arende.registrera": "organ",
    "sammantrade.planera": "organ",
    "post.lagg_in": "forvaltning",
    "organisation.demo": "konto",
    "organisation.": "registren",
    "nykommun.": "registren",
}
"""The edits whose subject is not of their kind: what is made has a parent, and the registers are one."""


def slag(rad: EditRow) -> str:
    """Of which objects an edit is tried."""
    return PROVAS_PA.get(namn(rad)) or PROVAS_PA.get(f"{rad.kind}.") or rad.kind


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


# the post, and what takes it


def _egen(varld: Varld) -> Fall:
    return Fall(Vag(varld), varld.organ, organ=varld.organ)


def _andras(varld: Varld) -> Fall:
    return Fall(Vag(varld), varld.andra_organ, organ=varld.andra_organ)


def _forvaltningen(av: Callable[[Varld], Fall]) -> Callable[[Varld], Fall]:
    """The förvaltning of a nämnd."""

    def bygg(varld: Varld) -> Fall:
        fall = av(varld)
        return replace(fall, subject=fall.subject.forvaltning)

    return bygg


def brev(fall: Fall) -> Brev:
    """A letter with one file to the förvaltning of the nämnd."""
    return Brev(
        forvaltning=_o(fall).forvaltning,
        inkommen_on=day_of(fall.vag.nu),
        avsandare="Kommunstyrelsen",
        amne="Remiss om badplatser",
        filer=[en_fil("remiss.pdf")],
    )


def _inlagd(fall: Fall, by: Anvandare, *, till: Organ | None = None) -> Fall:
    """A letter to the nämnd of the case, and an ärende to file it in; `till`: the other nämnd, where it would be registered."""
    vag, organ = fall.vag, till or _o(fall)
    vag.motion_nummer = 17 + Motion.objects.count()
    vag.registrera(organ=organ, arendetyp=Arendetyp.objects.get(forvaltning=organ.forvaltning))
    return replace(fall, subject=brevet.lagg_in(brev(fall), by=by, at=vag.nu), organ=organ)


def _ny_post(varld: Varld) -> Fall:
    return _inlagd(_egen(varld), varld.registrator)


def _posten(rad: EditRow) -> Callable[[Varld], Fall]:
    """A letter after an edit of it."""

    def bygg(varld: Varld) -> Fall:
        fall = _ny_post(varld)
        edit(rad, fall.subject, FAKTA[namn(rad)](fall), by=varld.registrator, at=fall.vag.nu)
        return fall.nu()

    return bygg


# the documents, the registers and the accounts


def _kallelsen(vidare: Callable[[Vag], Any]) -> Callable[[Varld], Fall]:
    """The frozen kallelse of a sitting."""

    def bygg(varld: Varld) -> Fall:
        fall = _kallat(varld)
        vidare(fall.vag)
        return replace(fall, subject=Dokument.objects.get(slag="kallelse"))

    return bygg


def skotaren() -> Anvandare:
    """Who keeps the registers."""
    return Anvandare.objects.filter(username="ada").first() or administrator()


LISTAN = (
    "användarnamn;förnamn;efternamn;e-post;titel;telefon;roll;område;från;till\n"
    "ny.person;Ny;Person;;;;registrator;AMN;;\n"
)
"""A list that can be read in."""


def _registren(varld: Varld) -> Fall:
    """The registers, with a remittent that nothing uses and a list that has been shown."""
    vag, by = Vag(varld), skotaren()
    with acting(by):
        remittent = Remittent.objects.create(
            kommun=varld.kommun, namn=f"Länsstyrelsen {Remittent.objects.count()}"
        )
    undan = edit(
        edits.LAGG_UNDAN, REGISTREN, LaggUndan("anvandare", "lista.csv", LISTAN, None), by=by, at=vag.nu
    )
    return Fall(vag, REGISTREN, rader=(remittent, undan))


def _konto(varld: Varld) -> Fall:
    """The handläggare's own account, where somebody keeps the registers."""
    skotaren()
    return Fall(Vag(varld), varld.handlaggare)


def _forst(varld: Varld) -> Fall:
    """The same, where nobody does."""
    return replace(_konto(varld), forut=Anvandare.objects.filter(is_superuser=True).delete)


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
    "organ": {"egen": _egen, "andras": _andras},
    "forvaltning": {"egen": _forvaltningen(_egen), "andras": _forvaltningen(_andras)},
    "post": {
        "ny": _ny_post,
        "ny_till_annan": lambda v: _inlagd(_egen(v), v.registrator, till=v.andra_organ),
        "registrerad": _posten(edits.REGISTRERA_I),
        "avford": _posten(edits.AVFOR),
        "andras": lambda v: _inlagd(_andras(v), v.andra_registrator),
    },
    "dokument": {"fryst": _kallelsen(lambda v: v), "framstallt": _kallelsen(lambda v: v.framstall())},
    "registren": {"fyllda": _registren},
    "konto": {"handlaggarens": _konto, "forsta": _forst},
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


def _o(f: Fall) -> Organ:
    assert f.organ is not None
    return f.organ


def _typ(f: Fall) -> Arendetyp:
    return Arendetyp.objects.get(forvaltning=_o(f).forvaltning)


def _klass() -> Klassificering:
    return Klassificering.objects.get(kod="1.6")


def _inkommen(f: Fall) -> Inkommen:
    dag = day_of(f.vag.nu)
    return Inkommen(
        _typ(f), _klass(), "Remiss om badplatser", "Kommunstyrelsen", "KS 2026/1", dag, dag + timedelta(60),
        filer=[en_fil("remiss.pdf")],
    )  # fmt: skip


def _remittent(f: Fall) -> Remittent:
    remittent: Remittent = f.rader[0]
    return remittent


def _undan(f: Fall) -> Inlasning:
    undan: Inlasning = f.rader[1]
    return undan


def _plan(f: Fall) -> str:
    """The digest of the plan that was shown."""
    return lista.planera("anvandare", LISTAN, today=day_of(f.vag.nu), slut_on=None).sha256


def _andrad(f: Fall) -> Remittent:
    remittent = Remittent.objects.get(pk=_remittent(f).pk)
    remittent.namn = "Region Norr"
    return remittent


STEG: dict[str, dict[str, Any]] = {
    "kommun": {"namn": "Nya Norrby kommun"},
    "forvaltning": {"namn": "Förvaltningen för arbete", "enheter": "En enhet till"},
    "namnd": {"namn": "Nämnden för arbete"},
    "platser": {"antal": "13"},
    "klassificering": {"koder": "9.9 Annat"},
    "arendetyp": {"namn": "Remiss utifrån"},
    "beslutssatser": {
        f"med_{satsnyckel(SATSER[0])}": "on",
        f"text_{satsnyckel(SATSER[0])}": "{namnd} svarar {mottagare}.",
    },
    "godkannande": {"roller": ["forvaltningschef"]},
    "personer": {"person-0-fornamn": "Nils", "person-0-efternamn": "Öberg", "person-0-losenord": LOSENORD},
}
"""What is changed in each step of «Ny kommun»."""


def _skrivet(varde: Any) -> Any:
    """A value as a form sends it."""
    if isinstance(varde, list):
        return [_skrivet(v) for v in varde]
    return "on" if varde is True else str(varde)


def stegets_falt(f: Fall, steg: str) -> dict[str, Any]:
    """What the page of a step would send with that changed."""
    form: Any = FORMER[steg](None, lage=lage(), today=day_of(f.vag.nu))
    former = [form, *([form.rader.management_form, *form.rader.forms] if steg == "personer" else [])]
    falten = {falt.html_name: falt.value() for delform in former for falt in delform}
    ifyllda = {k: _skrivet(v) for k, v in falten.items() if v is not None and v is not False}
    return {**ifyllda, **STEG[steg]}


def _steget(steg: str) -> Callable[[Fall], Facts]:
    def fakta(f: Fall) -> Facts:
        data = QueryDict(mutable=True)
        for falt, varde in stegets_falt(f, steg).items():
            data.setlist(falt, varde if isinstance(varde, list) else [varde])
        form = FORMER[steg](data, lage=lage(), today=day_of(f.vag.nu))
        assert form.is_valid(), form.errors
        return form.facts()

    return fakta


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
    "arende.registrera": _inkommen,
    "sammantrade.planera": lambda f: Planera(f.vag.nu + timedelta(60), "Stora salen"),
    "post.lagg_in": lambda f: LaggIn(brev(f)),
    "post.registrera_nytt": lambda f: RegistreraNytt(_o(f), _inkommen(f)),
    "post.registrera_i": lambda f: RegistreraI(f.vag.arende, "skrivelse", "Remiss om badplatser"),
    "post.avfor": lambda f: Motivering("Reklam."),
    "post.ta_upp": lambda f: NOTHING,
    "dokument.framstall": lambda f: NOTHING,
    "organisation.spara": lambda f: Rad(_andrad(f)),
    "organisation.ta_bort": lambda f: Rad(Remittent.objects.get(pk=_remittent(f).pk)),
    "organisation.lagg_undan": lambda f: LaggUndan("anvandare", "lista.csv", LISTAN, None),
    "organisation.las_in": lambda f: LasIn(_undan(f), _plan(f)),
    "organisation.demo": lambda f: Demo(lambda: f.vag.varld.kommun),
    "konto.prova_losenord": lambda f: Inloggning(RequestFactory().post("/"), LOSENORD),
    "konto.byt_losenord": lambda f: NyttLosenord("ett-annat-losenord-2027"),
    "konto.forsta_anvandaren": lambda f: NyttLosenord("ett-annat-losenord-2027"),
    **{f"nykommun.{steg}": _steget(steg) for steg in STEG},
}
"""What an edit is told with which it would be done, were it allowed."""


@dataclass(frozen=True)
class Begaran:
    """A POST: the name of its address, the keys in it, and its fields."""

    adress: str
    nycklar: dict[str, Any]
    falt: dict[str, Any]
    fraga: str = ""

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.adress, kwargs=self.nycklar) + self.fraga


def _post(adress: str, nycklar: dict[str, Any], **falt: Any) -> Begaran:
    return Begaran(adress, nycklar, {"nyckel": ny_nyckel(), **falt})


def _registrera(f: Fall) -> Begaran:
    dag = day_of(f.vag.nu)
    return _post(
        "registrera",
        {},
        organ=_o(f).pk,
        arendetyp=_typ(f).pk,
        klassificering=_klass().pk,
        titel="Remiss om badplatser",
        remittent_namn="Kommunstyrelsen",
        remittentens_dnr="KS 2026/1",
        inkommen_on=dag.isoformat(),
        remisstid_on=(dag + timedelta(60)).isoformat(),
        filer=_fil(),
    )


def _stegbegaran(steg: str) -> Callable[[Fall], Begaran]:
    return lambda f: _post("ny_kommun_steg", {"steg": steg}, **stegets_falt(f, steg))


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
    "arende.registrera": _registrera,
    "sammantrade.planera": lambda f: _post(
        "sammantrade_nytt", {}, organ=_o(f).pk, datum="2027-03-01", klockan="16", plats="Stora salen"
    ),
    "post.lagg_in": lambda f: _post(
        "post_ny",
        {},
        forvaltning=_o(f).forvaltning_id,
        inkommen_on=day_of(f.vag.nu).isoformat(),
        avsandare="Kommunstyrelsen",
        amne="Remiss om badplatser",
        filer=_fil(),
    ),
    "post.registrera_nytt": lambda f: replace(_registrera(f), fraga=f"?post={f.subject.pk}"),
    "post.registrera_i": lambda f: _post(
        "post_lagg_till", _u(f), valt=f.vag.arende.pk, slag="skrivelse", rubrik="Remiss om badplatser"
    ),
    "post.avfor": lambda f: _post("post_avfor", _u(f), skal="Reklam."),
    "post.ta_upp": lambda f: _post("post_ta_upp", _u(f)),
    "organisation.spara": lambda f: _post(
        "admin:motions_remittent_change",
        {"object_id": str(_remittent(f).pk)},
        kommun=f.vag.varld.kommun.pk,
        namn="Region Norr",
    ),
    "organisation.ta_bort": lambda f: _post(
        "admin:motions_remittent_delete", {"object_id": str(_remittent(f).pk)}, post="yes"
    ),
    "organisation.lagg_undan": lambda f: _post(
        "las_in", {"slag": "anvandare"}, fil=SimpleUploadedFile("lista.csv", LISTAN.encode(), "text/csv")
    ),
    "organisation.las_in": lambda f: _post(
        "las_in_granska", {"slag": "anvandare", "pk": _undan(f).pk}, plan=_plan(f)
    ),
    **{f"nykommun.{steg}": _stegbegaran(steg) for steg in STEG},
}
"""The form by which the same edit is asked for."""
UTAN_ADRESS = {
    "dokument.framstall": "the worker makes the file, and the demo that cannot wait for it",
    "organisation.demo": "the command line, in an empty database",
    "konto.prova_losenord": "whoever logs in is nobody before it: the name that is typed says whose account it is",
    "konto.byt_losenord": "the command line",
    "konto.forsta_anvandaren": "the command line",
}
"""The edits that no form asks for, and who does."""
PERSON = {
    "arende": "handlaggare",
    "utlatande": "handlaggare",
    "sammantrade": "sekreterare",
    "organ": "registrator",
    "forvaltning": "registrator",
    "post": "registrator",
    "registren": "administrator",
    "sammantrade.planera": "sekreterare",
}
"""Who edits what is of a kind; an edit that is another's is there by its name."""
