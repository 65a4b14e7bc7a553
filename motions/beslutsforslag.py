"""What to record of a §, proposed by the book: propositions, their text, outcomes, points and svar.

The secretary records what was done; this only spares her the typing (design 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from motions import beslutsgang, paragraf
from motions.beslutsgang import Fraga
from motions.documents.context.hel import som_den_ar
from motions.documents.context.paragraf import yrkande_id
from motions.models import (
    BeslutSlag,
    BeslutssatsSlag,
    Forslagspunkt,
    OrganSlag,
    Punkt,
    SvarSlag,
    Yrkande,
    YrkandeTillstand,
)
from motions.states import YrkandeSlag
from motions.text.past_tense import tempus

SIST_AVSLAS = (Fraga.TILLAGG, Fraga.ANDRING_AV_YRKANDE)


@dataclass(frozen=True)
class Stalld:
    """One proposition to put: which sides there are, by name and in order, which won, and the sentence to minute."""

    sidor: tuple[str, ...]
    vann: int
    text: str
    huvudforslag_stalls: bool
    yrkanden: tuple[Yrkande, ...]
    mot: tuple[Yrkande, ...]


@dataclass(frozen=True)
class Beslutsrad:
    """One point that may be part of the beslut, in the past tense, and where it comes from.

    With a `fraga` the text is as it was proposed, since its tense is for the secretary to judge.
    """

    nyckel: str
    text: str
    fraga: str
    med: bool
    fran: str
    forslagspunkt: Forslagspunkt | None = None
    yrkande: Yrkande | None = None


@dataclass(frozen=True)
class Beslutsforslag:
    """A whole proposal for a §. `utfall`: outcome by key of yrkande."""

    slag: str
    propositioner: tuple[Stalld, ...]
    utfall: dict[int, str]
    rader: tuple[Beslutsrad, ...]
    svar: str
    villkor: str = ""

    @property
    def oklara(self) -> bool:
        """Whether a point of the beslut waits for the secretary's word on its tense."""
        return any(rad.med and rad.fraga for rad in self.rader)


def formuleringar(punkt: Punkt) -> beslutsgang.Formuleringar:
    """The words of the organ, in the past tense of a protokoll."""
    organ = "utskottet" if punkt.sammantrade.organ.slag == OrganSlag.UTSKOTT else "nämnden"
    return beslutsgang.Formuleringar(verb=beslutsgang.PRETERITUM, organ=organ)


def ordforandens_sida(fraga: Fraga) -> int:
    """The side that wins when the beslut follows the huvudförslag: a tillägg is then rejected."""
    return 1 if fraga in SIST_AVSLAS else 0


def foresla(punkt: Punkt, vinnare: Sequence[int] = ()) -> Beslutsforslag:
    """The proposal for a §, given which side won each proposition; by default the huvudförslag wins throughout."""
    punkt = som_den_ar(punkt)
    huvud, yrkanden = paragraf.huvudforslaget(punkt), paragraf.yrkanden(punkt)
    rader = {yrkande_id(y.pk): y for y in punkt.yrkanden.all()}
    avgjorda = [
        replace(p, vann=_vann(p, vinnare[i] if i < len(vinnare) else None))
        for i, p in enumerate(beslutsgang.foresla_ordning(huvud, yrkanden))
    ]
    utfall = beslutsgang.utfall(huvud, yrkanden, avgjorda)
    antagna = {(d.ur, d.nummer) for d in beslutsgang.beslutade_punkter(huvud, yrkanden, avgjorda)}
    vunna = [rader[id_] for id_, svar in utfall.items() if svar == YrkandeTillstand.BIFALLET and id_ in rader]
    slag = next((BeslutSlag(y.slag) for y in vunna if y.slag == YrkandeSlag.ATERREMISS), None) or (
        BeslutSlag.BORDLAGT if any(y.slag == YrkandeSlag.BORDLAGGNING for y in vunna) else BeslutSlag.AVGJORT
    )
    return Beslutsforslag(
        slag=slag,
        propositioner=_stallda(punkt, huvud, yrkanden, avgjorda, rader),
        utfall={rader[id_].pk: str(svar) for id_, svar in utfall.items() if id_ in rader},
        rader=_beslutsrader(punkt, antagna),
        svar=_svar(punkt, slag, utfall),
        villkor=next((y.motiv for y in vunna if y.slag in ("aterremiss", "bordlaggning")), ""),
    )


def _vann(proposition: beslutsgang.Proposition, vald: int | None) -> int:
    if vald is not None and 0 <= vald < len(proposition.alternativ):
        return vald
    return ordforandens_sida(proposition.fraga)


def _stallda(
    punkt: Punkt,
    huvud: beslutsgang.Huvudforslag | None,
    yrkanden: Sequence[beslutsgang.Yrkande],
    avgjorda: Sequence[beslutsgang.Proposition],
    rader: dict[str, Yrkande],
) -> tuple[Stalld, ...]:
    ord_ = formuleringar(punkt)
    stallda, fore = [], 0
    for antal, p in enumerate(avgjorda, start=1):
        stycken = beslutsgang.protokollstext(huvud, yrkanden, avgjorda[:antal], ord_).beslutsgang
        text = "\n".join(stycken[fore:])
        fore = len(stycken)
        ena, andra = p.alternativ[0], [id_ for ids in p.alternativ[1:] for id_ in ids]
        stallda.append(
            Stalld(
                sidor=tuple(_sida(p, ids, i, rader) for i, ids in enumerate(p.alternativ)),
                vann=p.vann or 0,
                text=text,
                huvudforslag_stalls=paragraf.HUVUDFORSLAG in ena,
                yrkanden=tuple(rader[id_] for id_ in ena if id_ in rader),
                mot=tuple(rader[id_] for id_ in andra if id_ in rader),
            )
        )
    return tuple(stallda)


def _sida(p: beslutsgang.Proposition, ids: Sequence[str], plats: int, rader: dict[str, Yrkande]) -> str:
    """One side of a proposition as a choice for the secretary."""
    if p.fraga == Fraga.FORMELL and plats == 0:
        return "Ärendet avgörs i dag"
    if paragraf.HUVUDFORSLAG in ids:
        return f"Punkt {p.punkt} i förslaget" if p.punkt is not None else "Förslaget"
    namn = [_yrkandets_namn(rader[id_]) for id_ in ids if id_ in rader]
    return "; ".join(namn) or "Nej"


def _yrkandets_namn(y: Yrkande) -> str:
    return f"{y.get_slag_display()}, {y.uppdrag.fortroendevald.namn} ({y.uppdrag.parti})"


def _beslutsrader(punkt: Punkt, antagna: set[tuple[str, int]]) -> tuple[Beslutsrad, ...]:
    rader = []
    forslag = getattr(punkt, "huvudforslag", None)
    for f in forslag.punkter.all() if forslag else ():
        rader.append(
            Beslutsrad(
                nyckel=f"f{f.pk}",
                **asdict(tempus(f.text)),
                med=(paragraf.HUVUDFORSLAG, f.nummer) in antagna,
                fran=f"Förslagets punkt {f.nummer}",
                forslagspunkt=f,
            )
        )
    for y in paragraf.levande(punkt):
        for p in y.punkter.all():
            rader.append(
                Beslutsrad(
                    nyckel=f"y{p.pk}",
                    **asdict(tempus(p.text)),
                    med=(yrkande_id(y.pk), p.nummer) in antagna,
                    fran=_yrkandets_namn(y),
                    yrkande=y,
                )
            )
    return tuple(rader)


def _svar(punkt: Punkt, slag: str, utfall: dict[str, YrkandeTillstand]) -> str:
    """The utlåtande when the huvudförslag won and gives the svar; nothing when nothing is to be answered."""
    forslag = getattr(punkt, "huvudforslag", None)
    if slag != BeslutSlag.AVGJORT or not punkt.arenden.all():
        return SvarSlag.INGET
    if forslag is None or utfall.get(paragraf.HUVUDFORSLAG) != YrkandeTillstand.BIFALLET:
        return SvarSlag.EGET
    satser = forslag.version.innehall.get("beslutssatser", []) if forslag.version else []
    ger_svar = any(s["slag"] == BeslutssatsSlag.SVAR for s in satser)
    har_remiss = any(hasattr(a, "remiss") for a in punkt.arenden.all())
    return SvarSlag.UTLATANDE if ger_svar or har_remiss else SvarSlag.INGET
