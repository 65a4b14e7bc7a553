"""The facts of one § (domain 4.11): what was decided, how, and what was said beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from motions import beslutsgang
from motions.datum import iso
from motions.documents.context.anmalan import Anmalningar, anmalningar
from motions.documents.context.delar import Arenderad, Remissrad, Sats, arenderad, remissrad_av
from motions.documents.context.hel import som_den_ar
from motions.models import (
    Arende,
    Avlamnare,
    Beslut,
    BeslutPunkt,
    BeslutSlag,
    ForslagFran,
    Forslagspunkt,
    Fortroendeuppdrag,
    GodkannandeUtfall,
    Huvudforslag,
    Jav,
    Organ,
    OrganSlag,
    Punkt,
    PunktSlag,
    Uppdragsroll,
    Uttalande,
    UttalandeSlag,
    Version,
    Yrkande,
    YrkandeSlag,
    YrkandeTillstand,
)
from motions.text.listing import uppraknat


@dataclass(frozen=True)
class Arendehanvisning:
    """An ärende of the §, with the remiss it answers. `motioner`: by number and title, where it is about several."""

    arende: Arenderad
    remiss: Remissrad | None
    motioner: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forslag:
    """The huvudförslag: whose it is, and its points."""

    fran: str
    punkter: tuple[Sats, ...]


@dataclass(frozen=True)
class Uttalanderad:
    """A reservation or a statement: its kind as a heading, who left it, and its text."""

    rubrik: str
    ingress: str
    text: str
    som_bilaga: bool = False


@dataclass(frozen=True)
class Protokollsparagraf:
    """A § as it stands in a protokoll or an utdrag.

    `sekretess`: the lagrum when its content is left out. `omedelbar`: to be said, since no point of it says so.
    """

    nummer: int
    rubrik: str
    arenden: tuple[Arendehanvisning, ...] = ()
    organ: str = ""
    text: str = ""
    beslut: tuple[Sats, ...] = ()
    beslutsord: str = ""
    sammanfattning: str = ""
    utlatande_daterat: str = ""
    utlatandeord: str = "tjänsteutlåtande"
    forslag: Forslag | None = None
    yrkanden: tuple[str, ...] = ()
    beslutsgang: tuple[str, ...] = ()
    jav: tuple[str, ...] = ()
    deltar_inte: str = ""
    uttalanden: tuple[Uttalanderad, ...] = ()
    omedelbar: bool = False
    stangda_dorrar: bool = False
    utgick: bool = False
    sekretess: str = ""
    anmalningar: tuple[Anmalningar, ...] = ()


def paragraf(punkt: Punkt, *, oppet: bool = True) -> Protokollsparagraf:
    """The § of a punkt, which is read whole (see `hel`).

    `oppet`: for readers in general, who meet a sekretessmarkerat ärende under its public title and without its
    content (OSL 5:2). The documents of the ärende itself are made with oppet=False.
    """
    punkt = som_den_ar(punkt)
    arenden = sorted(punkt.arenden.all(), key=lambda a: a.pk)
    hemliga = [a for a in arenden if a.sekretess]
    grund = Protokollsparagraf(
        nummer=punkt.paragraf or 0,
        rubrik="; ".join(a.visningstitel for a in arenden) if hemliga and oppet else punkt.rubrik,
        organ=punkt.sammantrade.organ.namn,
        arenden=tuple(
            Arendehanvisning(
                arenderad(a),
                remissrad_av(getattr(a, "remiss", None)),
                () if a.sekretess and oppet else _motioner(a),
            )
            for a in arenden
        ),
        omedelbar=punkt.omedelbar_justering,
        stangda_dorrar=punkt.stangda_dorrar,
        utgick=punkt.utgatt_at is not None,
    )
    if hemliga and oppet:
        return replace(grund, sekretess="; ".join(dict.fromkeys(a.sekretess_lagrum for a in hemliga)))
    beslut = next((b for b in punkt.beslut.all() if b.upphavt_at is None), None)
    punkter = satser(beslut.punkter.all()) if beslut else ()
    huvud = getattr(punkt, "huvudforslag", None)
    return replace(
        grund,
        text=punkt.text,
        beslut=punkter,
        omedelbar=punkt.omedelbar_justering and not any("omedelbar" in p.text.lower() for p in punkter),
        beslutsord=_beslutsord(beslut, punkter) if beslut else "",
        sammanfattning=_sammanfattning(huvud.version) if huvud and huvud.version else "",
        utlatande_daterat=_daterat(huvud.version) if huvud and huvud.version else "",
        utlatandeord=punkt.sammantrade.organ.get_utlatandeord_display().lower(),
        forslag=Forslag(_FRAN[ForslagFran(huvud.fran)], satser(huvud.punkter.all())) if huvud else None,
        yrkanden=_yrkanden(punkt, huvud),
        beslutsgang=_beslutsgang(punkt, beslut),
        jav=tuple(_jav(j) for j in punkt.jav.all()),
        deltar_inte=_deltar_inte(beslut) if beslut else "",
        uttalanden=tuple(_uttalande(u, punkt.sammantrade.organ) for u in punkt.uttalanden.all()),
        anmalningar=anmalningar(punkt) if punkt.slag == PunktSlag.ANMALAN else (),
    )


def _motioner(arende: Arende) -> tuple[str, ...]:
    """The motioner that an ärende answers when they are several: one alone is named by the title."""
    motioner = [
        f"{m}, av {uppraknat([str(p) for p in m.motionarer.all()])}" if m.motionarer.all() else str(m)
        for m in sorted(arende.motioner.all(), key=lambda m: (m.ar, m.nummer or 0, m.pk))
    ]
    return tuple(motioner) if len(motioner) > 1 else ()


_FRAN = {
    ForslagFran.FORVALTNING: "Förvaltningens förslag till beslut",
    ForslagFran.UTSKOTT: "Utskottets förslag till beslut",
    ForslagFran.ORDFORANDE: "Ordförandens förslag till beslut",
}
_ROLLER = {
    Uppdragsroll.ORDFORANDE: "ordföranden",
    Uppdragsroll.FORSTE_VICE: "förste vice ordföranden",
    Uppdragsroll.ANDRE_VICE: "andre vice ordföranden",
    Uppdragsroll.LEDAMOT: "ledamoten",
    Uppdragsroll.ERSATTARE: "ersättaren",
}


def satser(punkter: Iterable[BeslutPunkt | Forslagspunkt]) -> tuple[Sats, ...]:
    """The points of a beslut or of a förslag."""
    return tuple(Sats(nummer=p.nummer, text=p.text) for p in punkter)


def _beslutsord(beslut: Beslut, punkter: tuple[Sats, ...]) -> str:
    """What was done with an ärende that was not decided, unless the points of the beslut say it already."""
    villkor = beslut.villkor.strip().rstrip(".")
    ord_, stam = {
        BeslutSlag.AVGJORT: ("", ""),
        BeslutSlag.BORDLAGT: (f"Ärendet bordlades{f' {villkor}' if villkor else ''}.", "bordla"),
        BeslutSlag.ATERREMISS: (
            f"Ärendet återremitterades{f' med motiveringen: {villkor}' if villkor else ''}.",
            "återremitte",
        ),
    }[BeslutSlag(beslut.slag)]
    sagt = " ".join(p.text for p in punkter).lower()
    return "" if stam in sagt and villkor.lower() in sagt else ord_


def _sammanfattning(version: Version) -> str:
    """The formatted text of the section Sammanfattning, which tells what the ärende is about."""
    return next((a["text"] for a in version.innehall["avsnitt"] if a["nyckel"] == "sammanfattning"), "")


def _daterat(version: Version) -> str:
    """The day of the last signature, which is the day that the utlåtande bears."""
    dagar = [g.avgjord_at for g in version.godkannanden.all() if g.utfall == GodkannandeUtfall.GODKANT]
    return iso(max(dagar, default=version.fryst_at))


def ledamot(uppdrag: Fortroendeuppdrag) -> beslutsgang.Ledamot:
    """The person as a protokoll names her, with the party of the mandate."""
    person = uppdrag.fortroendevald
    return beslutsgang.Ledamot(person.namn, uppdrag.parti, _roll(uppdrag))


def _roll(uppdrag: Fortroendeuppdrag) -> str:
    """The title of the mandate; a first vice ordförande without a second is the vice ordförande."""
    roll = Uppdragsroll(uppdrag.roll)
    if roll != Uppdragsroll.FORSTE_VICE:
        return _ROLLER[roll]
    vid_andre_vice = getattr(uppdrag, "vid_andre_vice", None)
    if vid_andre_vice is None:
        vid_andre_vice = vars(Fortroendeuppdrag.objects.med_titel().get(pk=uppdrag.pk))["vid_andre_vice"]
    return _ROLLER[roll] if vid_andre_vice else "vice ordföranden"


def yrkande_id(pk: int) -> str:
    """The id of a yrkande in its beslutsgång."""
    return f"y{pk}"


def yrkande(y: Yrkande) -> beslutsgang.Yrkande:
    """A yrkande as facts; who joined it twice is told of once."""
    return beslutsgang.Yrkande(
        id=yrkande_id(y.pk),
        slag=YrkandeSlag(y.slag),
        framstalld_av=(ledamot(y.uppdrag),),
        med_flera=y.med_flera,
        instammer=tuple({i.uppdrag_id: ledamot(i.uppdrag) for i in y.instammanden.all()}.values()),
        punkter=tuple(beslutsgang.Textpunkt(p.nummer, p.text) for p in y.punkter.all()),
        rang=y.rang,
        mal_punkt=y.mal_forslagspunkt.nummer if y.mal_forslagspunkt else None,
        mal_yrkande=yrkande_id(y.mal_yrkande_id) if y.mal_yrkande_id else None,
        mal_attsats=y.mal_attsats.nummer if y.mal_attsats else None,
        motiv=y.motiv,
        atertaget=y.tillstand == YrkandeTillstand.ATERTAGET,
    )


def _yrkanden(punkt: Punkt, huvud: Huvudforslag | None) -> tuple[str, ...]:
    """A paragraph for each yrkande that was not withdrawn (KL 5:67 p. 1), in the past tense."""
    fakta = [yrkande(y) for y in punkt.yrkanden.all()]
    forslag = beslutsgang.Huvudforslag(id="forslag", fran=ForslagFran(huvud.fran)) if huvud else None
    organ = "utskottet" if punkt.sammantrade.organ.slag == OrganSlag.UTSKOTT else "nämnden"
    ord_ = beslutsgang.Formuleringar(verb=beslutsgang.PRETERITUM, organ=organ)
    return beslutsgang.protokollstext(forslag, fakta, (), ord_).yrkanden


def _beslutsgang(punkt: Punkt, beslut: Beslut | None) -> tuple[str, ...]:
    """The propositions and what the secretary wrote beside them, a paragraph each, none of them twice."""
    skrivet = beslut.beslutsgang.split("\n") if beslut else []
    stycken = (stycke.strip() for stycke in [*(p.text for p in punkt.propositioner.all()), *skrivet])
    return tuple(dict.fromkeys(stycke for stycke in stycken if stycke))


def _jav(jav: Jav) -> str:
    text = f"{_stor(str(ledamot(jav.uppdrag)))} anmälde jäv och deltog inte i handläggningen av ärendet."
    if jav.ersattare:
        text += f" {_stor(str(ledamot(jav.ersattare)))} tjänstgjorde i stället."
    return text


def _deltar_inte(beslut: Beslut) -> str:
    namn = [str(ledamot(d.uppdrag)) for d in beslut.deltar_inte.all()]
    return f"{_stor(uppraknat(namn))} deltog inte i beslutet." if namn else ""


_LAMNADE = {
    UttalandeSlag.RESERVATION: (
        "reserverade sig mot beslutet",
        "reserverade sig mot beslutet med följande motivering.",
    ),
    UttalandeSlag.SARSKILT_UTTALANDE: (
        "lämnade ett särskilt {ord}",
        "lämnade följande särskilda {ord}.",
    ),
    UttalandeSlag.ERSATTARYTTRANDE: ("lämnade ett ersättaryttrande", "lämnade följande ersättaryttrande."),
    UttalandeSlag.PROTOKOLLSANTECKNING: (
        "lämnade en protokollsanteckning",
        "lämnade följande protokollsanteckning.",
    ),
}


def _uttalande(uttalande: Uttalande, organ: Organ) -> Uttalanderad:
    avlamnare = list(uttalande.avlamnare.all())
    egna = [_avlamnare(a) for a in avlamnare if not a.instammer]
    instammer = [_avlamnare(a) for a in avlamnare if a.instammer]
    utan_text, med_text = (m.format(ord=organ.sarskilt_ord) for m in _LAMNADE[UttalandeSlag(uttalande.slag)])
    text = "" if uttalande.som_bilaga else uttalande.utskriven_text.strip()
    if uttalande.instammer_i and not uttalande.upprepar:
        utan_text = f"{utan_text} och instämde i {_vilket(uttalande.instammer_i, organ)}"
    slut = med_text if text else f"{utan_text}, se bilaga." if uttalande.som_bilaga else f"{utan_text}."
    galler = f" i punkt {uttalande.beslutspunkt.nummer}" if uttalande.beslutspunkt else ""
    ingress = f"{_stor(uppraknat(egna))} {slut.replace('mot beslutet', f'mot beslutet{galler}')}"
    if instammer:
        ingress += f" {_stor(uppraknat(instammer))} instämde."
    return Uttalanderad(
        rubrik=organ.uttalande_ord(uttalande.slag),
        ingress=ingress,
        text=text,
        som_bilaga=uttalande.som_bilaga,
    )


def _vilket(uttalande: Uttalande, organ: Organ) -> str:
    """«det särskilda uttalandet från ledamoten A (S) och B (V)»: a statement as another names it."""
    fran = [_avlamnare(a) for a in uttalande.avlamnare.all() if not a.instammer]
    vad = _BESTAMT[UttalandeSlag(uttalande.slag)].format(ord=organ.sarskilt_ord)
    return f"{vad} från {uppraknat(fran)}"


_BESTAMT = {
    UttalandeSlag.RESERVATION: "reservationen",
    UttalandeSlag.SARSKILT_UTTALANDE: "det särskilda {ord}t",
    UttalandeSlag.ERSATTARYTTRANDE: "ersättaryttrandet",
    UttalandeSlag.PROTOKOLLSANTECKNING: "protokollsanteckningen",
}


def _avlamnare(avlamnare: Avlamnare) -> str:
    person = ledamot(avlamnare.uppdrag)
    if not avlamnare.med_flera:
        return str(person)
    return f"{person.roll} {person.namn} m.fl. ({person.parti})"


def _stor(text: str) -> str:
    return text[:1].upper() + text[1:]
