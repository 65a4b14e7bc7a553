"""Builds the demo: writes the diary of some months and replays it, so that every state has been reached by real acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from motions import audit
from motions.datum import datum_text
from motions.models import Handelse, Kommun
from motions.workdays import add_vardagar, previous_vardag
from remiss.demo import cases, organisation, post
from remiss.demo.diary import Dagbok, klockan, vardag
from remiss.demo.meetings import Mote
from remiss.demo.papper import papper
from remiss.demo.walk import Gang, Varld
from remiss.facts import Motivering
from remiss.facts.register import Demo
from remiss.workflow import edit, edits

UPPLAGD = "organisation.demo"
FORSTA_DAGEN = -105
"""In vardagar from today: the day before which nothing happens in the demo."""


class AnnanKommunError(Exception):
    """The database holds a kommun that is not the demo's."""


@dataclass(frozen=True)
class Uppgift:
    """What was made: numbers for the one who ran the command."""

    akter: int
    arenden: int
    sammantraden: int


def finns() -> bool:
    """Whether the demo has been set up already. Errors: AnnanKommunError when a real kommun has."""
    if Handelse.objects.filter(kedja=audit.ORGANISATIONEN, slag=UPPLAGD).exists():
        return True
    annan = Kommun.objects.first()
    if annan is not None:
        raise AnnanKommunError(annan.namn)
    return False


@transaction.atomic
def bygg(today: date, *, at: datetime, beratta: Callable[[str], None] = lambda vad: None) -> Uppgift:
    """Set up everything in one transaction. `today` is the day it is relative to, `at` the moment it is done.

    `beratta` is told in words what is happening.
    """
    beratta("organisationen")
    _planera_enkelt()
    systemet = organisation.systemanvandare()
    namnder = list[organisation.Organisation]()

    def lagg_upp() -> Kommun:
        namnder.append(organisation.bygg(date(today.year - 2, 1, 1)))
        return namnder[0].kommun

    edit(edits.DEMO, systemet, Demo(lagg_upp), by=systemet, at=at)
    (org,) = namnder
    with papper() as ark:
        return _spela(Varld(org, Dagbok(today), vardag(today, FORSTA_DAGEN).year, ark), at, beratta)


def _spela(varld: Varld, at: datetime, beratta: Callable[[str], None]) -> Uppgift:
    """Write the diary, and let all that stands in it happen."""
    dagbok = varld.dagbok
    moten = _sammantraden(varld)
    for fall in cases.alla():
        gang = Gang(varld, fall)
        if fall.mal == "utgatt":
            continue
        if fall.mal in moten:
            moten[fall.mal].gangar.append(gang)
            _till_namnd(gang, moten[fall.mal])
        else:
            VAGAR[fall.mal](gang)
    _sidospar(varld, moten)
    post.skriv(varld)
    varld.bestall_posten()
    akter = dagbok.spela(
        lambda nu, antal, alla: beratta(f"{datum_text(nu.date())}, händelse {antal} av {alla}")
    )
    beratta("allt förseglas")
    audit.forsegla(at)
    return Uppgift(akter, len(varld.arenden), len(moten))


def _planera_enkelt() -> None:
    """Let PostgreSQL join tables as they are named, until COMMIT: of so few rows planning takes ten times as long as reading."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")


# the sammanträden


def _sammantraden(varld: Varld) -> dict[str, Mote]:
    today, namnder = varld.today, varld.org.namnder
    amn, mn = namnder["AMN"], namnder["MN"]
    moten = {
        "m1": Mote(varld, amn, vardag(today, -54), "Dahlbom"),
        "m2": Mote(varld, amn, vardag(today, -34), "Noring"),
        "m3": Mote(varld, amn, previous_vardag(today - timedelta(days=9)), "Fagerlund"),
        "m4": Mote(varld, amn, vardag(today, 6)),
        "m5": Mote(varld, amn, vardag(today, 27)),
        "m6": Mote(varld, amn, vardag(today, 48)),
        "n1": Mote(varld, mn, vardag(today, -56), "Bergenlöv"),
        "n2": Mote(varld, mn, vardag(today, -36), "Tjäder"),
        "n3": Mote(varld, mn, vardag(today, -13)),
        "n4": Mote(varld, mn, vardag(today, -3), "Tjäder"),
        "n5": Mote(varld, mn, vardag(today, 8)),
        "n6": Mote(varld, mn, vardag(today, 29)),
        "installt": Mote(varld, mn, vardag(today, -20)),
    }
    plan = vardag(today, FORSTA_DAGEN)
    for n, mote in enumerate(sorted(moten.values(), key=lambda m: m.on)):
        varld.dagbok.skriv(klockan(plan, 8, 2 * n), mote.planera)
    for namn in ("m1", "m2", "n1", "n2", "n3"):
        _justerat(moten[namn])
    for namn in ("m3", "n4"):
        _hallet(moten[namn])
        varld.dagbok.skriv(klockan(add_vardagar(moten[namn].on, 1), 10), moten[namn].ansla(True))
    m3 = moten["m3"]
    varld.dagbok.skriv(klockan(vardag(today, -2), 14, 10), lambda at: m3.skicka(m3.protokoll, at))
    varld.dagbok.skriv(
        klockan(vardag(today, -1), 15, 40), lambda at: m3.justera(m3.protokoll, at, m3.justerare)
    )
    for namn in ("m4", "n5"):
        varld.dagbok.skriv(klockan(vardag(today, -1), 13, 30), moten[namn].kalla)
    return moten


def _hallet(mote: Mote) -> None:
    kallelse_on = add_vardagar(mote.kallelse_on, -1)
    mote.varld.dagbok.skriv(klockan(kallelse_on, 13, 15), mote.kalla)
    mote.varld.dagbok.skriv(mote.start_at, mote.hall)


def _justerat(mote: Mote) -> None:
    """Held, and its protokoll justerat and anslaget within two weeks."""
    _hallet(mote)

    def dag(antal: int) -> date:
        return add_vardagar(mote.on, antal)

    skriv = mote.varld.dagbok.skriv
    skriv(klockan(dag(3), 14, 20), lambda at: mote.skicka(mote.protokoll, at))
    skriv(klockan(dag(4), 9, 45), lambda at: mote.justera(mote.protokoll, at, mote.justerare))
    skriv(klockan(dag(5), 11, 5), lambda at: mote.justera(mote.protokoll, at, mote.ordforande))
    skriv(klockan(dag(6), 8, 40), mote.ansla(False))


# the ärenden


def _dag(gang: Gang, antal: int) -> date:
    return vardag(gang.varld.today, antal)


def _fram_till_text(gang: Gang, forsta: date) -> None:
    """Registered, handed out and begun, from the day `forsta` and six vardagar on."""
    gang.kommer(forsta, 9, 5)
    gang.sker(add_vardagar(forsta, 1), 10, 15, gang.tilldela)
    gang.sker(add_vardagar(forsta, 4), 13, 0, gang.borja)
    gang.sker(add_vardagar(forsta, 6), 10, 30, gang.skriv)


def _fram_till_chef(gang: Gang, skickas: date, start: date | None = None) -> None:
    _fram_till_text(gang, start or add_vardagar(skickas, -14 - gang.fall.nummer % 9))
    gang.sker(add_vardagar(skickas, -1), 14, 0, gang.foresla)
    gang.sker(skickas, 13, 20, gang.skicka)


def _till_klart(gang: Gang, klart: date) -> None:
    """Signed by every chef of the chain, the last one on the day `klart`."""
    steg = len(gang.namnd.chefer)
    _fram_till_chef(gang, add_vardagar(klart, -steg))
    for n in range(steg):
        gang.sker(add_vardagar(klart, n + 1 - steg), 10, 40, gang.godkann(n))


def _till_namnd(gang: Gang, mote: Mote) -> None:
    """Ready by the stoppdatum, on the list, and, when the sitting was held and justerad, sent and closed."""
    today = gang.varld.today
    klart = min(add_vardagar(mote.stopp_on, -1), vardag(today, -3))
    _till_klart(gang, klart)
    gang.sker(add_vardagar(klart, 1), 9, 0, mote.satt_upp(gang))
    nyckel = gang.fall.mal
    if nyckel == "m3" and gang.fall.nyckel == "vagledare":
        gang.sker(add_vardagar(mote.on, 2), 9, 30, gang.expediera)
    if nyckel in ("m1", "m2", "n1", "n2", "n3"):
        gang.sker(add_vardagar(mote.on, 7), 9, 30, gang.expediera)
    if nyckel in ("m1", "n1", "n2"):
        gang.avslutas(add_vardagar(mote.on, 9), 14, 0)


def _registrerat(gang: Gang) -> None:
    gang.kommer(_dag(gang, -1), 9, 5)


def _tilldelat(gang: Gang) -> None:
    gang.kommer(_dag(gang, -4), 9, 5)
    gang.sker(_dag(gang, -2), 10, 15, gang.tilldela)


def _utkast(gang: Gang) -> None:
    _fram_till_text(gang, _dag(gang, -9 - gang.fall.nummer % 5))


def _godkannande(gang: Gang) -> None:
    _fram_till_chef(gang, _dag(gang, -3))


def _aterlamnat(gang: Gang) -> None:
    _fram_till_chef(gang, _dag(gang, -4))
    kommentar = (
        "Bra och tydligt om lottningen. Två saker behöver du lägga till: vad vårt eget förslag kostar, och vad som händer "
        "om skolan föreslår fler ungdomar än det finns platser. Ändra också «drygt en tredjedel» så att det stämmer med "
        "siffran i tabellen, 38 procent."
    )
    gang.sker(_dag(gang, -1), 9, 20, gang.aterlamna(kommentar))


def _taget_tillbaka(gang: Gang) -> None:
    _fram_till_chef(gang, _dag(gang, -3))
    gang.sker(
        _dag(gang, -2), 8, 50, lambda at: gang.utfor(gang.utlatande, "ta_tillbaka", gang.handlaggare, at)
    )


def _klart(gang: Gang) -> None:
    _till_klart(gang, _dag(gang, -2))


def _avskrivet(gang: Gang) -> None:
    gang.kommer(_dag(gang, -24), 9, 5)
    gang.sker(_dag(gang, -23), 10, 15, gang.tilldela)
    skal = {
        "jobbmassa": "Motionären har tagit tillbaka sin motion. Det finns inte längre något att svara på.",
        "skoter": "Länsstyrelsen har redan beslutat om föreskrifterna. Ett svar skulle inte påverka.",
    }[gang.fall.nyckel]
    gang.sker(_dag(gang, -11), 15, 0, gang.avskriv(skal))


def _makulerat(gang: Gang) -> None:
    """The same remiss came twice by the post, and was registered twice."""
    gang.kommer(_dag(gang, -1), 13, 30)
    skal = "Samma remiss är redan registrerad."
    gang.sker(
        _dag(gang, -1),
        14,
        30,
        lambda at: gang.utfor(gang.arende, "makulera", gang.namnd.registrator, at, Motivering(skal)),
    )


def _ateroppnat(gang: Gang) -> None:
    gang.kommer(_dag(gang, -40), 9, 5)
    gang.sker(_dag(gang, -39), 10, 15, gang.tilldela)
    gang.sker(_dag(gang, -30), 15, 0, gang.avskriv("Länsstyrelsen drog in enkäten på grund av tekniska fel."))
    gang.sker(
        _dag(gang, -5),
        9,
        30,
        gang.ateroppna("Länsstyrelsen har skickat enkäten på nytt med samma diarienummer."),
    )
    gang.sker(_dag(gang, -3), 13, 0, gang.borja)


def _aterkallat(gang: Gang) -> None:
    _fram_till_text(gang, _dag(gang, -31))
    gang.sker(_dag(gang, -16), 11, 0, gang.aterkalla)


def _kontorsyttrande(gang: Gang) -> None:
    """Answered by the chef on delegation, and told to the sitting that came next."""
    _till_klart(gang, _dag(gang, -25))
    gang.sker(_dag(gang, -24), 11, 20, gang.besluta_pa_delegation)
    gang.sker(_dag(gang, -23), 9, 30, gang.expediera)


def _ordforandebeslut(gang: Gang) -> None:
    """Urgent: the ordförande answers, and the beslut stands on the kallelse to the next sitting."""
    gang.kommer(_dag(gang, -7), 9, 5)
    gang.sker(_dag(gang, -6), 10, 15, gang.tilldela)
    gang.sker(_dag(gang, -3), 15, 10, gang.ordforandebeslut)
    gang.sker(_dag(gang, -2), 9, 0, gang.expediera)


def _avstatt(gang: Gang) -> None:
    """The chef decides that nämnden does not answer, after the kallelse has left: it waits to be anmält."""
    gang.kommer(_dag(gang, -8), 9, 5)
    gang.sker(_dag(gang, -6), 10, 15, gang.tilldela)
    gang.sker(_dag(gang, -1), 15, 0, gang.avsta)


VAGAR: dict[str, Callable[[Gang], None]] = {
    "registrerat": _registrerat,
    "tilldelat": _tilldelat,
    "utkast": _utkast,
    "godkannande": _godkannande,
    "aterlamnat": _aterlamnat,
    "taget_tillbaka": _taget_tillbaka,
    "klart": _klart,
    "avskrivet": _avskrivet,
    "makulerat": _makulerat,
    "ateroppnat": _ateroppnat,
    "aterkallat": _aterkallat,
    "kontorsyttrande": _kontorsyttrande,
    "ordforandebeslut": _ordforandebeslut,
    "avstatt": _avstatt,
}
"""How each ärende that has not come to nämnden goes, by its `Fall.mal`."""


def _sidospar(varld: Varld, moten: dict[str, Mote]) -> None:
    """What happens beside the main line: anstånd, a second version, a cancelled sitting, an ärende that utgår."""
    g = varld.arenden
    digital, rekrytering, trafik = g["AMN", "digital"], g["AMN", "rekrytering"], g["MN", "trafik"]
    digital.sker(
        _dag(digital, -2),
        14,
        0,
        digital.begar_anstand(21, "Nämndens nästa sammanträde är efter remisstiden."),
    )
    rekrytering.sker(
        _dag(rekrytering, -6),
        14,
        0,
        rekrytering.begar_anstand(14, "Förvaltningen behöver samråda med de fackliga organisationerna."),
    )
    rekrytering.sker(_dag(rekrytering, -4), 9, 40, rekrytering.besvara_anstand(0))
    trafik.sker(
        _dag(trafik, -6),
        14,
        0,
        trafik.begar_anstand(20, "Trafikmätningen på Storgatan är klar först om två veckor."),
    )
    trafik.sker(_dag(trafik, -3), 9, 40, trafik.besvara_anstand(20))
    resurs = g["AMN", "resurs"]
    resurs.sker(add_vardagar(moten["m3"].on, -2), 11, 0, resurs.komplettera)
    korkort, forsorjning = g["AMN", "korkort"], g["AMN", "forsorjning"]
    korkort.sker(_dag(korkort, -1), 10, 5, korkort.godkann(0))
    _andra_versionen(forsorjning)
    laddning, installt = g["MN", "laddning"], moten["installt"]
    varld.dagbok.skriv(klockan(add_vardagar(installt.kallelse_on, -1), 13, 15), installt.kalla)
    varld.dagbok.skriv(
        klockan(add_vardagar(installt.on, -1), 15, 0),
        installt.stall_in("För många har anmält förhinder för att nämnden ska vara beslutsför."),
    )
    _utgatt(laddning, moten["n4"], moten["n6"])


def _andra_versionen(gang: Gang) -> None:
    """Returned by the first chef, mended, and sent again: the chef meets what has changed."""
    kommentar = "Skriv ut vad mottagningen kostar och vem som ska betala. Nämnden kommer att fråga."
    gang.sker(_dag(gang, -3), 15, 30, gang.aterlamna(kommentar))
    tillagg = f"{gang.text.synpunkter}\n\nFörvaltningen föreslår att socialnämnden och arbetsmarknadsnämnden delar lika."
    gang.sker(_dag(gang, -2), 11, 0, lambda at: gang.avsnitt("synpunkter", tillagg, at))
    gang.sker(_dag(gang, -1), 8, 30, gang.skicka)


def _utgatt(gang: Gang, forst: Mote, sedan: Mote) -> None:
    """Called to one sitting, from which it utgår, and now on the list of a later one."""
    klart = add_vardagar(forst.stopp_on, -1)
    _till_klart(gang, klart)
    gang.sker(add_vardagar(klart, 1), 9, 0, forst.satt_upp(gang))
    skal = (
        "Kommunstyrelsen har aviserat ett nytt kartunderlag. Ärendet tas upp när förvaltningen har läst det."
    )
    gang.sker(add_vardagar(forst.on, -1), 11, 0, forst.utgar(gang, skal))
    gang.sker(_dag(gang, -2), 9, 0, sedan.satt_upp(gang))
