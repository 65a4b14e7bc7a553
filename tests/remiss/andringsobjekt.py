"""What the edits are tried on: an object of each kind in each state, reached by acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motions.actor import acting
from motions.datum import day_of
from motions.documents.store import GranskadFil
from motions.ingest.brev import Brev
from motions.ingest.mail import ORIGINALET, nyckel
from motions.models import (
    Anmalan,
    Anvandare,
    Arende,
    Arendetyp,
    Dokument,
    Motion,
    Organ,
    Punkt,
    Remittent,
    Vikariat,
)
from motions.register import REGISTREN
from remiss.facts import Facts, Motivering
from remiss.facts.foredragningslista import NyPunkt, SkrivPunkttext
from remiss.facts.inlasning import LaggUndan
from remiss.facts.post import RegistreraI
from remiss.workflow import edit, edits
from remiss.workflow.step import EditRow
from tests import brevet
from tests.factories import Varld, administrator
from tests.fakta import utfor
from tests.listan import lagg_till
from tests.remiss.sittning import klart
from tests.texten import lagg_till_avsnitt, lagg_till_sats, spara_avsnitt
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
    "konto.ange_franvaro": "chefskonto",
    "konto.avsluta_franvaro": "chefskonto",
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
    """A draft with two beslutssatser, an empty section of its own and one that has an earlier text, taken further."""

    def bygg(varld: Varld) -> Fall:
        egen_motion = 17 + Motion.objects.count()
        vag = Vag(varld, hemlig=hemlig, motion_nummer=egen_motion).registrera().tilldela().skriv()
        lagg_till_avsnitt(vag.utlatande, rubrik="Ett eget avsnitt")
        nu = f"<p>{vag.text('Bakgrunden igen')}</p>"
        spara_avsnitt(vag.utlatande, "bakgrund", text=nu, bas_version=1, by=varld.handlaggare, at=vag.nu)
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


def organet(fall: Fall) -> Organ:
    """The organ of a case that has one."""
    assert fall.organ is not None
    return fall.organ


def brev(fall: Fall) -> Brev:
    """A letter with one file to the förvaltning of the nämnd."""
    return Brev(
        forvaltning=organet(fall).forvaltning,
        inkommen_on=day_of(fall.vag.nu),
        avsandare="Kommunstyrelsen",
        amne="Remiss om badplatser",
        filer=[en_fil("remiss.pdf")],
    )


def _inlagd(fall: Fall, by: Anvandare, *, till: Organ | None = None) -> Fall:
    """A letter to the nämnd of the case, and an ärende to file it in; `till`: the other nämnd, where it would be registered."""
    vag, organ = fall.vag, till or organet(fall)
    vag.motion_nummer = 17 + Motion.objects.count()
    vag.registrera(organ=organ, arendetyp=Arendetyp.objects.get(forvaltning=organ.forvaltning))
    return replace(fall, subject=brevet.lagg_in(brev(fall), by=by, at=vag.nu), organ=organ)


def _ny_post(varld: Varld) -> Fall:
    return _inlagd(_egen(varld), varld.registrator)


def olast(fall: Fall) -> Brev:
    """The whole of a message that could not be understood when it came, and can be now."""
    data = b"From: Per Ek <per@exempel.invalid>\r\nSubject: Remiss om badplatser\r\n\r\nHej"
    tomt = replace(brev(fall), filer=[], sha256=nyckel(data), olast="Meddelandet tog för lång tid.")
    return replace(tomt, original=GranskadFil(data, "message/rfc822", ORIGINALET))


def _olast_post(varld: Varld) -> Fall:
    fall = _inlagd(_egen(varld), varld.registrator)
    return replace(fall, subject=brevet.lagg_in(olast(fall), by=varld.registrator, at=fall.vag.nu))


def registrerat_i(fall: Fall) -> Facts:
    """The letter belongs to the ärende."""
    return RegistreraI(fall.vag.arende, "skrivelse", "Remiss om badplatser")


def avfort(fall: Fall) -> Facts:
    """The letter is left out."""
    return Motivering("Reklam.")


def _posten(rad: EditRow, fakta: Callable[[Fall], Facts]) -> Callable[[Varld], Fall]:
    """A letter after an edit of it."""

    def bygg(varld: Varld) -> Fall:
        fall = _ny_post(varld)
        edit(rad, fall.subject, fakta(fall), by=varld.registrator, at=fall.vag.nu)
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


def _chefens_konto(varld: Varld) -> Fall:
    """The chef's own account; the colleague is to stand in for her in a while."""
    with acting(varld.registrator):
        Vikariat.objects.create(
            befattning=varld.avdelningschef.befattningar.get(),
            vikarie=varld.kollega,
            fran_on=date(2027, 5, 3),
            till_on=date(2027, 5, 4),
            grund="Semester",
        )
    return Fall(Vag(varld), varld.avdelningschef)


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
        "olast": _olast_post,
        "ny_till_annan": lambda v: _inlagd(_egen(v), v.registrator, till=v.andra_organ),
        "registrerad": _posten(edits.REGISTRERA_I, registrerat_i),
        "avford": _posten(edits.AVFOR, avfort),
        "andras": lambda v: _inlagd(_andras(v), v.andra_registrator),
    },
    "dokument": {"fryst": _kallelsen(lambda v: v), "framstallt": _kallelsen(lambda v: v.framstall())},
    "registren": {"fyllda": _registren},
    "konto": {"handlaggarens": _konto, "forsta": _forst},
    "chefskonto": {"chefens": _chefens_konto},
}
"""The objects of each kind that an edit can be of. A new kind has its objects here."""
