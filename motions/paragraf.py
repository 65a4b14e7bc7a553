"""A § of the record, read as what the rules ask for: who is there and serves, what was moved and decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet, prefetch_related_objects

from motions import beslutsgang
from motions.datum import day_of
from motions.documents.context.anmalan import PARAGRAFERNA, med_anmalningar
from motions.documents.context.hel import BESLUTEN, PROPOSITIONER, hel, som_den_ar
from motions.documents.context.paragraf import ledamot, yrkande, yrkande_id
from motions.models import (
    Arende,
    Beslut,
    BeslutSlag,
    BeslutssatsSlag,
    ForslagFran,
    Forslagspunkt,
    Fortroendeuppdrag,
    Justering,
    Narvaro,
    Proposition,
    Protokoll,
    Punkt,
    Sammantrade,
    SvarPaAttSats,
    Uppdragsroll,
    ValdJusterare,
    Yrkande,
    YrkandeSlag,
    YrkandeTillstand,
)
from motions.prepared import Related, hamtat
from motions.relationer import UTLATANDEN
from motions.states import ProtokollState

HUVUDFORSLAG = "huvudforslag"
"""The id of the huvudförslag in a beslutsgång; yrkanden have «y» and their key."""


FORE = ("planerat", "kallat", "installt")
"""The states of a sitting that has not begun."""


def dag(sammantrade: Sammantrade) -> date:
    """The Swedish day on which the sammanträde is held."""
    return day_of(sammantrade.start_at)


PUNKTER = Related(Sammantrade, "punkter", lambda: Punkt.objects.select_related("protokollspunkt__protokoll"))
ARENDEN = Related(Punkt, "arenden", Arende)
NARVARO = Related(
    Sammantrade,
    "narvaro",
    lambda: Narvaro.objects.select_related("uppdrag__fortroendevald", "for_uppdrag__fortroendevald"),
)
JUSTERARE = Related(Sammantrade, "justerare", lambda: ValdJusterare.objects.select_related("fortroendevald"))
JUSTERINGAR = Related(Protokoll, "justeringar", lambda: Justering.objects.select_related("original"))
STALLDA = Related(Proposition, "yrkanden", Yrkande)
MOT = Related(Proposition, "mot", Yrkande)
"""What belongs to a sitting and its §§, each with what is read of it."""

Arendena = Callable[[Sequence[Punkt]], list[Arende]]
"""Fetches the ärenden onto punkter, and gives them."""


def helt(sammantrade: Sammantrade, arenden: Arendena = ARENDEN.onto) -> None:
    """Fetch the list of a sitting and its people, all that page, bar and guards ask of them, onto it.

    Before the sitting its ärenden come with their utlåtanden, and from its beginning its §§ with their beslut.
    `arenden`: what fetches those, with more of each. What has not been fetched before a write is stale after it: see `motet`.
    """
    punkter = PUNKTER.onto([sammantrade])
    uppsatta = arenden(punkter)
    if sammantrade.state in FORE:
        UTLATANDEN.onto(uppsatta)
    else:
        BESLUTEN.onto(punkter)
    med_anmalningar(*punkter)
    _folket(sammantrade)


def motet(sammantrade: Sammantrade) -> Sammantrade:
    """The sitting with its list: itself when it was made so, else a fresh copy, so that the caller's own is never stale."""
    if hamtat(sammantrade, "punkter"):
        return sammantrade
    nu = Sammantrade.objects.select_related("organ").get(pk=sammantrade.pk)
    helt(nu)
    return nu


def pa_listan(sammantrade: Sammantrade) -> list[Punkt]:
    """The punkter that have not utgått, in their order; of a sitting that was made whole it asks nothing more."""
    return [p for p in motet(sammantrade).punkter.all() if p.utgatt_at is None]


def narvarande(punkt: Punkt) -> list[Fortroendeuppdrag]:
    """The förtroendevalda in the room during the §: whoever is jävig has left (KL 6:30)."""
    javiga = {jav.uppdrag_id for jav in punkt.jav.all()}
    rader = _rader(punkt.sammantrade, "narvaro", "uppdrag__fortroendevald")
    return i_ordning({rad.uppdrag for rad in rader if rad.galler(punkt) and rad.uppdrag_id not in javiga})


def tjanstgorande(punkt: Punkt) -> list[Fortroendeuppdrag]:
    """Those who serve in the §: without the jäviga, with those who stepped in for them (KL 6:30)."""
    jav = list(_rader(punkt, "jav", "ersattare__fortroendevald"))
    javiga = {j.uppdrag_id for j in jav}
    rader = _rader(punkt.sammantrade, "narvaro", "uppdrag__fortroendevald")
    i_tjanst = {r.uppdrag for r in rader if r.tjanstgor and r.galler(punkt) and r.uppdrag_id not in javiga}
    return i_ordning(i_tjanst | {j.ersattare for j in jav if j.ersattare is not None})


def _rader(av: Model, namn: str, *med: str) -> Any:
    """The rows of a relation: those that were fetched with their owner, or else asked for now with what is read of them."""
    rader: Any = getattr(av, namn)
    return rader.all() if hamtat(av, namn) else rader.select_related(*med)


def _folket(*sammantraden: Sammantrade) -> None:
    """Fetch who was at the sittings, with for whom each served, and who was chosen to justera."""
    NARVARO.onto(sammantraden)
    JUSTERARE.onto(sammantraden)


def till_protokollet(protokoll: Protokoll) -> None:
    """Fetch a protokoll's §§ whole, its people, its signatures and its anslag, onto it: what page, bar and guards ask."""
    _folket(protokoll.sammantrade)
    punkter = PARAGRAFERNA.onto([protokoll])
    for punkt in punkter:
        punkt.sammantrade = protokoll.sammantrade
    _hela(punkter)


def under_protokollet(protokoll: Iterable[Protokoll]) -> None:
    """Fetch who shall sign and who has, for many protokoll at once."""
    rader = list(protokoll)
    _folket(*(p.sammantrade for p in rader))
    JUSTERINGAR.onto(rader)


def i_protokollet(protokoll: Protokoll) -> list[Punkt]:
    """The §§ of a protokoll that have not utgått, whole; of one that was made so it asks nothing more."""
    if hamtat(protokoll, "punkter"):
        return [p for p in protokoll.punkter.all() if p.utgatt_at is None]
    return hela(protokoll.punkter.filter(utgatt_at__isnull=True))


def hela(punkter: QuerySet[Punkt]) -> list[Punkt]:
    """§§ with all that is read of them and who was there, in as many questions for sixty as for one."""
    return _hela(list(punkter))


def _hela(punkter: list[Punkt]) -> list[Punkt]:
    prefetch_related_objects(punkter, "sammantrade")
    NARVARO.onto(p.sammantrade for p in punkter)
    hel(*punkter)
    _propositionerna(punkter)
    return punkter


def _propositionerna(punkter: list[Punkt]) -> None:
    propositioner = PROPOSITIONER.onto(punkter)
    STALLDA.onto(propositioner)
    MOT.onto(propositioner)


def i_motet(punkt: Punkt, arenden: Arendena) -> Punkt:
    """The § whole, among the others on the list of its sitting, which is made whole too; `arenden` as in `helt`."""
    mote = punkt.sammantrade
    helt(mote, arenden)
    den = next(p for p in mote.punkter.all() if p.pk == punkt.pk)
    hel(den)
    return den


def for_sig(punkt: Punkt) -> Punkt:
    """A copy of the § that is whole, with those who were there, for a form and its proposal."""
    return hela(Punkt.objects.filter(pk=punkt.pk))[0]


def i_ordning(uppdrag: set[Fortroendeuppdrag]) -> list[Fortroendeuppdrag]:
    """Mandates in the order of a protokoll: the presidium, the ledamöter by seat, then the ersättare."""
    roller = list(Uppdragsroll.values)
    return sorted(uppdrag, key=lambda u: (roller.index(u.roll), u.plats))


def beslutsforhet(punkt: Punkt) -> beslutsgang.Beslutsforhet:
    """Whether more than half of the seats serve in the § (KL 6:27). No settled seats count as one."""
    platser = punkt.sammantrade.organ.platser_den(dag(punkt.sammantrade))
    return beslutsgang.beslutsfor(len(tjanstgorande(punkt)), max(platser, 1))


def gallande_beslut(punkt: Punkt) -> Beslut | None:
    """The beslut that stands in the §, or None. Of punkter whose beslut were fetched with them it asks nothing more."""
    return next((b for b in punkt.beslut.all() if b.upphavt_at is None), None)


def protokoll_of(punkt: Punkt) -> Protokoll | None:
    """The protokoll in which the § is minuted, or None before it has been given one."""
    rad = getattr(punkt, "protokollspunkt", None)
    return rad.protokoll if rad else None


def ar_last(punkt: Punkt) -> bool:
    """Whether the text of the § has left for justering, so that nothing in it may change."""
    protokoll = protokoll_of(punkt)
    return protokoll is not None and protokoll.state != ProtokollState.UPPRATTAS


def huvudforslaget(punkt: Punkt) -> beslutsgang.Huvudforslag | None:
    """The huvudförslag as facts, or None for a § without one."""
    forslag = getattr(punkt, "huvudforslag", None)
    if forslag is None:
        return None
    return beslutsgang.Huvudforslag(
        id=HUVUDFORSLAG,
        fran=ForslagFran(forslag.fran),
        punkter=tuple(beslutsgang.Textpunkt(p.nummer, p.text) for p in forslag.punkter.all()),
        bifaller_motionen=bifaller_motionen(punkt),
    )


def bifaller_motionen(punkt: Punkt) -> bool:
    """Whether the huvudförslag asks for what the motion asks for: every att-sats is tillstyrkt."""
    forslag = getattr(punkt, "huvudforslag", None)
    svar = forslag.version.innehall.get("attsatser", []) if forslag and forslag.version else []
    return bool(svar) and all(s["svar"] == SvarPaAttSats.TILLSTYRKS for s in svar)


def yrkanden(punkt: Punkt) -> list[beslutsgang.Yrkande]:
    """The yrkanden of the § as facts, in the order they were moved."""
    rader = _rader(punkt, "yrkanden", "uppdrag__fortroendevald", "mal_forslagspunkt", "mal_attsats")
    return [yrkande(y) for y in rader]


def levande(punkt: Punkt) -> list[Yrkande]:
    """The yrkanden of the § that have not been withdrawn, with whoever moved them."""
    rader = _rader(punkt, "yrkanden", "uppdrag__fortroendevald")
    return [y for y in rader if y.tillstand != YrkandeTillstand.ATERTAGET]


def proposition(huvudforslaget_stalls: bool, stalls: list[int], mot: list[int]) -> beslutsgang.Proposition:
    """A recorded proposition as facts: one side against the other, without saying which won."""
    ena = ((HUVUDFORSLAG,) if huvudforslaget_stalls else ()) + tuple(f"y{pk}" for pk in stalls)
    return beslutsgang.Proposition(beslutsgang.Fraga.HUVUDFORSLAG, (ena, tuple(f"y{pk}" for pk in mot)))


def recorded(punkt: Punkt) -> beslutsgang.Paragraf:
    """All that is recorded of the §, for the check of KL 5:67.

    That nobody more reserves is answered by the act that sends the text for justering.
    """
    punkt = som_den_ar(punkt)
    _propositionerna([punkt])
    beslut = gallande_beslut(punkt)
    avstod = {d.uppdrag_id for d in beslut.deltar_inte.all()} if beslut else set()
    return beslutsgang.Paragraf(
        huvudforslag=huvudforslaget(punkt),
        yrkanden=tuple(yrkanden(punkt)),
        propositioner=tuple(
            proposition(p.huvudforslag_stalls, [y.pk for y in p.yrkanden.all()], [y.pk for y in p.mot.all()])
            for p in punkt.propositioner.all()
        ),
        utfall={yrkande_id(y.pk): YrkandeTillstand(y.tillstand) for y in punkt.yrkanden.all()},
        beslutspunkter=_beslutspunkter(beslut),
        deltagare=tuple(ledamot(u) for u in tjanstgorande(punkt) if u.pk not in avstod),
        reservationer_besvarade=True,
    )


def _beslutspunkter(beslut: Beslut | None) -> tuple[str, ...]:
    """The decided text; of an ärende that was not decided, what was done with it."""
    if beslut is None:
        return ()
    satser = tuple(p.text for p in beslut.punkter.all())
    return satser or ((beslut.get_slag_display(),) if beslut.slag != BeslutSlag.AVGJORT else ())


def forslaget_foll(punkt: Punkt, beslutade: Iterable[Forslagspunkt], utfall: Mapping[int, str]) -> bool:
    """Whether the huvudförslag was rejected, so that its text may not leave as the svar.

    It fell when a rival to the whole of it was adopted, when nothing of it is in the beslut, or when a point
    of it that gives the svar is not. `beslutade`: its points that are in the beslut; `utfall`: outcome by key of yrkande.
    """
    forslag = getattr(punkt, "huvudforslag", None)
    if forslag is None:
        return True
    rivaler = {YrkandeSlag.AVSLAG, YrkandeSlag.ANDRING, YrkandeSlag.EGET_FORSLAG, YrkandeSlag.BIFALL_MOTION}
    if bifaller_motionen(punkt):
        rivaler.discard(YrkandeSlag.BIFALL_MOTION)
    for y in punkt.yrkanden.all():
        mot_helheten = y.mal_forslagspunkt_id is None and y.mal_yrkande_id is None
        if mot_helheten and y.slag in rivaler and utfall.get(y.pk) == YrkandeTillstand.BIFALLET:
            return True
    antagna = {p.pk for p in beslutade}
    if not antagna:
        return True
    satser = forslag.version.innehall.get("beslutssatser", []) if forslag.version else []
    ger_svaret = {s["nummer"] for s in satser if s["slag"] == BeslutssatsSlag.SVAR}
    return any(p.nummer in ger_svaret and p.pk not in antagna for p in forslag.punkter.all())


def andring_antagen(punkt: Punkt, utfall: Mapping[int, str]) -> bool:
    """Whether a change of, or a tillägg to, the förslag was adopted."""
    return any(
        y.slag in (YrkandeSlag.ANDRING, YrkandeSlag.TILLAGG) and utfall.get(y.pk) == YrkandeTillstand.BIFALLET
        for y in punkt.yrkanden.all()
    )
