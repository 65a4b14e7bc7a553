"""What is anmält in a punkt, in the groups a–f and in words (domain 4.12), for the kallelse, the protokoll and the screen."""

from __future__ import annotations

from dataclasses import dataclass

from motions.datum import iso
from motions.documents.context.delar import paragrafer
from motions.models import (
    Anmalan,
    Anmalansgrupp,
    Arende,
    Beslut,
    Beslutsfattare,
    Handling,
    Protokoll,
    Punkt,
    SvarSlag,
)
from motions.prepared import Related
from motions.text.names import i_mening


@dataclass(frozen=True)
class Anmalningar:
    """One group: its letter, its heading, and its lines."""

    bokstav: str
    rubrik: str
    rader: tuple[str, ...]


_ANMALNINGAR = Related(
    Punkt,
    "anmalningar",
    lambda: Anmalan.objects.select_related(
        "beslut__delegationspunkt",
        "beslut__fattat_by",
        "beslut__fattat_av_uppdrag__fortroendevald",
        "protokoll__sammantrade__organ",
        "handling__arende",
    ),
)
_BESLUTETS_ARENDEN = Related(Beslut, "arenden", lambda: Arende.objects.select_related("remiss__remittent"))
PARAGRAFERNA = Related(Protokoll, "punkter", Punkt)


def med_anmalningar(*punkter: Punkt) -> None:
    """Fetch the lines onto their punkter with all that their words are made of, in three queries at the most."""
    _med_orden(_ANMALNINGAR.onto(punkter))


def anmalda(punkt: Punkt) -> list[Anmalan]:
    """The lines of a punkt with all that their words are made of."""
    return _med_orden(_ANMALNINGAR.of(punkt))


def _med_orden(rader: list[Anmalan]) -> list[Anmalan]:
    _BESLUTETS_ARENDEN.onto(rad.beslut for rad in rader if rad.beslut is not None)
    PARAGRAFERNA.onto(rad.protokoll for rad in rader if rad.protokoll is not None)
    return rader


def anmalningar(punkt: Punkt, *, bara_nya: bool = False) -> tuple[Anmalningar, ...]:
    """The groups of a punkt that have lines; with `bara_nya` only the lines that no kallelse has named."""
    per_grupp: dict[str, list[str]] = {}
    for rad in anmalda(punkt):
        if not (bara_nya and rad.kallad):
            per_grupp.setdefault(rad.grupp, []).append(i_ord(rad))
    return tuple(
        Anmalningar(bokstav=g.value, rubrik=str(g.label), rader=tuple(per_grupp[g.value]))
        for g in Anmalansgrupp
        if g.value in per_grupp
    )


def i_ord(rad: Anmalan) -> str:
    """A line as everybody may read it: a sekretessmarkerat ärende stands under its public title (OSL 5:2)."""
    if rad.beslut is not None:
        return beslut_i_ord(rad.beslut)
    if rad.protokoll is not None:
        return protokoll_i_ord(rad.protokoll)
    return handling_i_ord(rad.handling) if rad.handling is not None else rad.text


def beslut_i_ord(beslut: Beslut) -> str:
    """The ärende, who decided what and when on which ground, and why it could not wait (KL 6:39)."""
    arenden = sorted(beslut.arenden.all(), key=lambda a: a.pk)
    arende = "; ".join(f"{a.dnr} {a.visningstitel}" for a in arenden)
    grund = beslut.lagrum
    if beslut.delegationspunkt is not None:
        grund = f"delegationsordningen punkt {beslut.delegationspunkt.beteckning}, {grund}"
    text = f"{arende}. {beslut.sort} {iso(beslut.fattat_on)} av {beslut.vem} ({grund}): {_svaret(beslut, arenden[0])}."
    oppet = not any(a.sekretess for a in arenden)
    if beslut.beslutsfattare == Beslutsfattare.ORDFORANDE and oppet:
        text += f" Därför kunde beslutet inte vänta: {beslut.bradska}"
    return text


def _svaret(beslut: Beslut, arende: Arende) -> str:
    remiss = getattr(arende, "remiss", None)
    fran = f" på remissen från {i_mening(str(remiss.remittent))}" if remiss else ""
    return {
        SvarSlag.AVSTAR: f"nämnden avstår från att svara{fran}",
        SvarSlag.INGET: "inget svar lämnas",
    }.get(SvarSlag(beslut.svar), f"svar{fran}")


def protokoll_i_ord(protokoll: Protokoll) -> str:
    """«Protokoll 3/2026 från den 2026-06-04, justerat 2026-06-12», or its §§ that were justerade at once."""
    mote = protokoll.sammantrade
    vad = f"Protokoll {mote.nummer}/{mote.ar} från sammanträdet {iso(mote.start_at)}"
    if protokoll.omedelbart:
        nummer = [p.paragraf for p in protokoll.punkter.all() if p.paragraf]
        return f"{vad}, {paragrafer(nummer)} omedelbart justerade {iso(protokoll.justerat_on)}"
    return f"{vad}, justerat {iso(protokoll.justerat_on)}"


def handling_i_ord(handling: Handling) -> str:
    """What came in or was made, from whom and when; of a secret ärende only its public subject."""
    dnr = f" ({handling.arende.dnr})" if handling.arende else ""
    hemlig = handling.sekretess or bool(handling.arende and handling.arende.sekretess)
    fran = f" från {i_mening(handling.motpart)}" if handling.motpart and not hemlig else ""
    rubrik = handling.offentlig_rubrik if hemlig else handling.rubrik
    return f"{rubrik}{fran}, {handling.get_riktning_display().lower()} {iso(handling.datum_on)}{dnr}"
