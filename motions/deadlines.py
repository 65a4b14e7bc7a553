"""The times that the law and the calendar of a nämnd set for a case.

Statutory times are answered as a Frist: the nominal day, the legal limit after lag (1930:173) 2 § has moved
it to a vardag, the lagrum, and a Swedish sentence that says why. Planning times (kallelse, stoppdatum) rest
on the nämnd's own reglemente and are answered as plain dates.

The module is pure. It reads no clock: whoever asks passes ``today``.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motions.datum import datum_text
from motions.workdays import add_vardagar, name_of, next_vardag, previous_vardag

JUSTERING_DAGAR = 14  # KL 5:69
ANSLAG_DAGAR = 2  # KL 8:12
OVERKLAGANDE_DAGAR = 21  # KL 13:5: three weeks
MOTION_MANADER = 12  # KL 5:35
MOTION_VARNING_MANADER = (9, 11)

_FLYTTREGEL = "lag (1930:173) 2 §"


class OmojligFristError(ValueError):
    """A count of days or months that cannot give a deadline."""


@dataclass(frozen=True)
class Frist:
    """A statutory time: ``nominal`` is the day counted, ``limit`` the day that the law holds one to.

    For a last day, ``limit`` is the last lawful day and never earlier than ``nominal``, which is the day to
    aim at (domain 2.12). For an earliest day (laga kraft, removal of an anslag) it is the first possible
    day. ``lagrum`` cites the sections used; ``anledning`` explains the limit in one Swedish sentence.
    """

    nominal: date
    limit: date
    lagrum: str
    anledning: str

    @property
    def flyttad(self) -> bool:
        """Whether a day off moved the limit away from the nominal day."""
        return self.limit != self.nominal


def _sista_dag(nominal: date, *, lagrum: str, regel: str, strict: bool = False) -> Frist:
    """A last day, moved to the next vardag unless the organ wants the strict reading."""
    limit = nominal if strict else next_vardag(nominal)
    if limit == nominal:
        return Frist(nominal, limit, lagrum, f"{regel}.")
    return Frist(
        nominal,
        limit,
        f"{lagrum}; {_FLYTTREGEL}",
        f"{regel}. Den {datum_text(nominal)} är {name_of(nominal)}, därför gäller nästa vardag.",
    )


def justering_senast(sammantrade_on: date, *, strict: bool = False) -> Frist:
    """The last day to justera: 14 days after the sammanträde (KL 5:69 via 6:35; R1).

    With ``strict`` a day off shifts nothing. That the shift covers this time follows from the words of the
    law but is not settled in case law (domain 2.12), so an organ may choose (domain 9.11).
    """
    return _sista_dag(
        sammantrade_on + timedelta(days=JUSTERING_DAGAR),
        lagrum="KL 6:35, 5:69",
        regel="Protokollet ska justeras senast 14 dagar efter sammanträdet",
        strict=strict,
    )


def anslag_senast(justerad_on: date, *, strict: bool = False) -> Frist:
    """The last day to announce the justering on the anslagstavla: the second day after it (KL 8:12; R2).

    ``strict`` as for justering_senast.
    """
    return _sista_dag(
        justerad_on + timedelta(days=ANSLAG_DAGAR),
        lagrum="KL 8:12",
        regel="Justeringen ska tillkännages senast andra dagen efter att protokollet har justerats",
        strict=strict,
    )


def overklagas_senast(anslagen_on: date) -> Frist:
    """The last day for an appeal to reach förvaltningsrätten: three weeks from the anslag (KL 13:5; R3).

    Counted from the tillkännagivande, never from the justering: the same weekday three weeks later
    (lag 1930:173 1 §). It holds only if the notice was up throughout.
    """
    return _sista_dag(
        anslagen_on + timedelta(days=OVERKLAGANDE_DAGAR),
        lagrum="KL 13:5",
        regel="Överklagandet ska ha kommit in inom tre veckor från dagen för tillkännagivandet",
    )


def laga_kraft_tidigast(anslagen_on: date) -> Frist:
    """The first day on which the beslut can have won laga kraft: the calendar day after overklagas_senast.

    Need not be a vardag. Never a fact by itself: someone must check that no appeal came in and that the
    notice was up throughout (domain 2.13).
    """
    sista = overklagas_senast(anslagen_on)
    return Frist(
        sista.nominal + timedelta(days=1),
        sista.limit + timedelta(days=1),
        sista.lagrum,
        f"Dagen efter sista dag att överklaga, den {datum_text(sista.limit)}, "
        "om ingen har överklagat och anslaget har suttit uppe hela tiden.",
    )


def far_tas_ned_tidigast(anslagen_on: date, extra_dagar: int = 1) -> Frist:
    """The first day on which the anslag may be taken down (KL 8:12, 13:5).

    It stays up the whole last day of appeal, so ``extra_dagar`` (the organ's margin, domain 9.12) is at
    least 1; less raises OmojligFristError.
    """
    if extra_dagar < 1:
        raise OmojligFristError(
            "Anslaget måste sitta uppe hela den sista dagen att överklaga: minst en dag extra."
        )
    sista = overklagas_senast(anslagen_on)
    extra = timedelta(days=extra_dagar)
    return Frist(
        sista.nominal + extra,
        sista.limit + extra,
        sista.lagrum.replace("KL 13:5", "KL 8:12, 13:5"),
        f"Anslaget får inte tas bort före överklagandetidens slut, den {datum_text(sista.limit)}.",
    )


def _manader_efter(start: date, manader: int) -> date:
    """The day with the same number, that many months later, or that month's last day (lag 1930:173 1 §)."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + manader, 12)
    return date(year, month0 + 1, min(start.day, calendar.monthrange(year, month0 + 1)[1]))


def motion_besvaras_senast(vackt_on: date) -> Frist:
    """The day by which fullmäktige should have decided on a motion: one year from väckt (KL 5:35).

    If that is not possible, what has emerged is reported to fullmäktige within the same time.
    """
    return _sista_dag(
        _manader_efter(vackt_on, MOTION_MANADER),
        lagrum="KL 5:35",
        regel="En motion bör beredas så att fullmäktige kan fatta beslut inom ett år från att den väcktes",
    )


def motion_varningar(vackt_on: date, manader: Iterable[int] = MOTION_VARNING_MANADER) -> tuple[date, ...]:
    """The days on which to warn that a motion's year runs out, in order.

    ``manader`` counts months from väckt; a number below 1 or after the year has run out raises
    OmojligFristError.
    """
    onskade = sorted(set(manader))
    if any(not 1 <= antal <= MOTION_MANADER for antal in onskade):
        raise OmojligFristError(
            f"En varning om motionens år ska ligga 1 till {MOTION_MANADER} månader efter väckt."
        )
    return tuple(_manader_efter(vackt_on, antal) for antal in onskade)


def kallelse_senast(sammantrade_on: date, *, dagar: int, arbetsdagar: bool) -> date:
    """The last vardag to send the kallelse, ``dagar`` days before the sammanträde.

    KL sets no such time for a nämnd (domain 1.7): the number, and whether it counts arbetsdagar or calendar
    days, come from its reglemente. A calendar day that is a day off moves backwards, since the summons must
    not come later than promised. A negative number raises OmojligFristError.
    """
    if dagar < 0:
        raise OmojligFristError("Antalet dagar före sammanträdet kan inte vara negativt.")
    if arbetsdagar:
        return previous_vardag(add_vardagar(sammantrade_on, -dagar))
    return previous_vardag(sammantrade_on - timedelta(days=dagar))


def stoppdatum(
    sammantrade_on: date, *, kallelse_dagar: int, arbetsdagar: bool, intern_ledtid_dagar: int
) -> date:
    """The last vardag on which the handläggare can hand in, to be called to the sammanträde.

    ``intern_ledtid_dagar`` is what sign-off and the kallelse itself need, always in vardagar before the
    kallelse. A negative number raises OmojligFristError.
    """
    if intern_ledtid_dagar < 0:
        raise OmojligFristError("Den interna ledtiden kan inte vara negativ.")
    kallelse_on = kallelse_senast(sammantrade_on, dagar=kallelse_dagar, arbetsdagar=arbetsdagar)
    return add_vardagar(kallelse_on, -intern_ledtid_dagar)


class Alternativ(StrEnum):
    """What to do when no sammanträde fits before remisstid, in the order to try."""

    ANSTAND = "anstand"
    ORDFORANDEBESLUT = "ordforandebeslut"  # KL 6:39
    EXTRA_SAMMANTRADE = "extra_sammantrade"  # KL 6:23


@dataclass(frozen=True)
class Kandidat:
    """A sammanträde that an ärende can be ready for, with the days that lead there."""

    sammantrade_on: date
    kallelse_on: date
    stoppdatum_on: date
    justering: Frist
    omedelbar_justering: bool


@dataclass(frozen=True)
class Tidsplan:
    """A backward plan from remisstid.

    ``valt`` is the last sammanträde in time, or None. ``kandidater`` holds every one in time, earliest
    first, so that an earlier one that needs no omedelbar justering can be picked. With none in time,
    ``alternativ`` says what is left and ``efter`` is the first sammanträde after remisstid: its justering
    is the date to ask for.
    """

    remisstid_on: date
    valt: Kandidat | None
    kandidater: tuple[Kandidat, ...]
    efter: Kandidat | None
    alternativ: tuple[Alternativ, ...]
    anledning: str


def plan(
    remisstid_on: date,
    sammantraden: Sequence[date],
    *,
    today: date,
    kallelse_dagar: int,
    arbetsdagar: bool,
    intern_ledtid_dagar: int,
    strict: bool = False,
) -> Tidsplan:
    """Which sammanträde an ärende should go to for its svar to leave within remisstid (domain 4.3).

    A sammanträde fits if it is held on or before remisstid and its stoppdatum has not passed. When the
    ordinary justering (S + 14, the legal limit) may come after remisstid, omedelbar justering is proposed.
    """
    alla = [
        _kandidat(
            on,
            remisstid_on,
            kallelse_on=kallelse_senast(on, dagar=kallelse_dagar, arbetsdagar=arbetsdagar),
            stoppdatum_on=stoppdatum(
                on,
                kallelse_dagar=kallelse_dagar,
                arbetsdagar=arbetsdagar,
                intern_ledtid_dagar=intern_ledtid_dagar,
            ),
            strict=strict,
        )
        for on in sorted(set(sammantraden))
    ]
    hinner = [kandidat for kandidat in alla if kandidat.stoppdatum_on >= today]
    kandidater = tuple(kandidat for kandidat in hinner if kandidat.sammantrade_on <= remisstid_on)
    valt = kandidater[-1] if kandidater else None
    efter = next((kandidat for kandidat in hinner if kandidat.sammantrade_on > remisstid_on), None)
    return Tidsplan(
        remisstid_on=remisstid_on,
        valt=valt,
        kandidater=kandidater,
        efter=efter,
        alternativ=() if valt else tuple(Alternativ),
        anledning=_plan_anledning(valt, remisstid_on),
    )


def _kandidat(
    on: date, remisstid_on: date, *, kallelse_on: date, stoppdatum_on: date, strict: bool
) -> Kandidat:
    justering = justering_senast(on, strict=strict)
    return Kandidat(
        on, kallelse_on, stoppdatum_on, justering, omedelbar_justering=justering.limit > remisstid_on
    )


def _plan_anledning(valt: Kandidat | None, remisstid_on: date) -> str:
    if valt is None:
        return (
            f"Inget sammanträde hinns med före remisstidens slut den {datum_text(remisstid_on)}. "
            "Begär anstånd, låt ordföranden besluta eller kalla till ett extra sammanträde."
        )
    if valt.omedelbar_justering:
        return (
            f"Protokollet kan bli justerat först den {datum_text(valt.justering.limit)}, "
            f"efter remisstidens slut den {datum_text(remisstid_on)}. Föreslå omedelbar justering."
        )
    return f"Protokollet är justerat senast den {datum_text(valt.justering.limit)}, inom remisstiden."


def dagar_kvar(frist_on: date, today: date) -> int:
    """Calendar days from today to the deadline: 0 on the day itself, negative after it."""
    return (frist_on - today).days


def frist_etikett(frist_on: date, today: date) -> str:
    """The label of a deadline, at most 20 characters within 270 years (ux A6).

    ``5 dagar kvar``, ``I morgon``, ``I dag``, ``Försenat 1 dag``, ``Försenat 3 dagar``.
    """
    kvar = dagar_kvar(frist_on, today)
    if kvar == 0:
        return "I dag"
    if kvar == 1:
        return "I morgon"
    if kvar > 0:
        return f"{kvar} dagar kvar"
    return f"Försenat {-kvar} {'dag' if kvar == -1 else 'dagar'}"


def klart_etikett(frist_on: date, klart_on: date) -> str:
    """The label of what is done: ``Klart`` in time, else ``Klart 1 dag sent``, ``Klart 3 dagar sent``."""
    sent = (klart_on - frist_on).days
    return "Klart" if sent <= 0 else f"Klart {sent} {'dag' if sent == 1 else 'dagar'} sent"
