"""Lists and search: the program against the SQL that one would write by hand for the same rows.

Two things are measured of each. *Raderna* is what the program does instead of that SQL: the rules of sight, the order, the place,
and rows with names. *Sidan* is all that a person waits for: session, scope, filter form with its choices, rows, count, snippets,
template. The sizes are measured in turns, so that what else the machine does strikes them alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.databas import Bas, oppen
from bench.kommun import NU, VANLIGT
from bench.resultat import Matning, klocka, median, tal
from motions import search, visibility
from motions.models import Anvandare, Arende
from remiss.lists import arendelista
from remiss.lists.arendelista import SORTERINGAR, Arendelistrad

VARV, PER_VARV = 10, 5
HOGST_LISTA, HOGST_SOK, HOGST_VAXT = 5.0, 3.0, 1.2
ORDNING = SORTERINGAR["inkommen"]
RUM = "Listor och sökning"

_KOLUMNER = """
SELECT a.id, a.dnr, a.titel, a.state, a.state_since, a.frist_on, a.inkommen_on, a.ar, a.lopnummer, a.sekretess, o.namn,
    a.handlaggare_id, h.first_name, h.last_name, t.namn, a.avsandare
FROM motions_arende a JOIN motions_organ o ON o.id = a.organ_id LEFT JOIN motions_anvandare h ON h.id = a.handlaggare_id
LEFT JOIN motions_remiss r ON r.arende_id = a.id LEFT JOIN motions_remittent t ON t.id = r.remittent_id
WHERE a.organ_id IN ({organ}) """
_SIST = "ORDER BY a.inkommen_on DESC, a.id DESC LIMIT 26"
_EFTER = "AND (a.inkommen_on, a.id) < (%(dag)s, %(pk)s) "
_TRAFF = """AND EXISTS (SELECT FROM motions_sokpost s WHERE s.arende_id = a.id AND s.vektor @@ to_tsquery('swedish', %(ord)s)) """


@dataclass(frozen=True)
class Lopp:
    """One thing to measure: what it is called, the hand-written SQL, the program's rows and the program's page."""

    vad: str
    sql: Callable[[], object]
    rader: Callable[[], object]
    sida: Callable[[], object]
    grans: float


def mat(baser: list[Bas]) -> list[Matning]:
    """Measure every list and search in every base, in turns."""
    tider: dict[tuple[str, int, str, str], list[float]] = defaultdict(list)
    granser: dict[str, float] = {}
    mitten: dict[tuple[int, str], Arendelistrad] = {}
    for varv in range(VARV + 1):
        for bas in baser:
            with oppen(bas.namn):
                for vem, user in (("ser allt", bas.kommunen.ser_allt), ("ser 1 %", bas.kommunen.ser_en)):
                    if (bas.antal, vem) not in mitten:
                        mitten[bas.antal, vem] = _mitten(user)
                    for lopp in _lopp(user, mitten[bas.antal, vem]):
                        granser[lopp.vad] = lopp.grans
                        for del_ in ("sql", "rader", "sida"):
                            prov = [klocka(getattr(lopp, del_)) for _ in range(PER_VARV)]
                            if varv:  # the first round warms the caches
                                tider[lopp.vad, bas.antal, vem, del_] += prov
    return [*_mot_sql(tider, granser), *_vaxt(tider)]


def _mot_sql(tider: dict[Any, list[float]], granser: dict[str, float]) -> list[Matning]:
    ut = []
    for vad, antal, vem, del_ in tider:
        if del_ == "sql":
            continue
        ms, sql = median(tider[vad, antal, vem, del_]), median(tider[vad, antal, vem, "sql"])
        grans = granser[vad] if del_ == "rader" else None
        ut.append(Matning(RUM, f"{vad}, {ORD[del_]}", antal, vem, ms, "SQL för hand", sql, grans))
    return ut


def _vaxt(tider: dict[Any, list[float]]) -> list[Matning]:
    """The largest base against the smallest."""
    storlekar = sorted({antal for _, antal, _, _ in tider})
    if len(storlekar) < 2:
        return []
    minst, storst = storlekar[0], storlekar[-1]
    return [
        Matning(
            "När kommunen växer",
            f"{vad}, {ORD[del_]}",
            storst,
            vem,
            median(tider[vad, storst, vem, del_]),
            f"samma med {tal(minst)}",
            median(tider[vad, minst, vem, del_]),
            HOGST_VAXT if not vad.startswith("Sökning") else None,
        )
        for vad, antal, vem, del_ in tider
        if antal == storst and del_ != "sql"
    ]


ORD = {"rader": "raderna", "sida": "hela sidan"}


def _mitten(user: Anvandare) -> Arendelistrad:
    """The row in the middle of what the user sees."""
    synliga = Arende.objects.visible_to(user, today=NU.date())
    halva = synliga.count() // 2
    return next(arendelista.rader(ORDNING.ordna(synliga)[halva : halva + 1]))


def _lopp(user: Anvandare, mitt: Arendelistrad) -> list[Lopp]:
    user = Anvandare.objects.get(pk=user.pk)
    today = NU.date()
    organ = list(visibility.omfang(user, today).organ())
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    djup = {"dag": mitt.inkommen_on, "pk": mitt.pk}
    fraga = search.fraga(VANLIGT)
    if fraga is None:
        raise ValueError(VANLIGT)

    def sql(villkor: str, **mer: Any) -> Callable[[], object]:
        # As one writes it by hand, and as the planner likes it best: the keys themselves, not an array of them.
        fraga = _KOLUMNER.format(organ=", ".join(map(str, organ))) + villkor + _SIST
        return lambda: _hamta(fraga, mer)

    def synliga() -> Any:
        return Arende.objects.visible_to(user, today=today)

    def sida(**fraga: str) -> Callable[[], object]:
        return lambda: _sidan(client, fraga)

    return [
        Lopp(
            "Listans första sida",
            sql(""),
            lambda: arendelista.sida(synliga(), ORDNING),
            sida(sort="inkommen"),
            HOGST_LISTA,
        ),
        Lopp(
            "Listans mitt",
            sql(_EFTER, **djup),
            lambda: arendelista.sida(synliga(), ORDNING, efter=(mitt.inkommen_on, mitt.pk)),
            sida(sort="inkommen", efter=ORDNING.skriv(mitt)),
            HOGST_LISTA,
        ),
        Lopp(
            "Sökning på ett vanligt ord",
            sql(_TRAFF, ord=f"{VANLIGT}:*"),
            lambda: arendelista.sida(search.bland(synliga(), fraga, user, today), ORDNING),
            sida(q=VANLIGT),
            HOGST_SOK,
        ),
    ]


def _hamta(sql: str, parametrar: dict[str, Any]) -> list[Any]:
    """Straight through psycopg, on the connection that Django has open."""
    with connection.connection.cursor() as cursor:
        rader: list[Any] = cursor.execute(sql, parametrar).fetchall()
    if not rader:
        raise AssertionError("Mätningen fann inga rader.")
    return rader


def _sidan(client: Client, fraga: dict[str, str]) -> None:
    svar = client.get(reverse("arenden"), fraga)
    if svar.status_code != 200 or b'href="/arende/' not in svar.content:
        raise AssertionError(f"Sidan svarade {svar.status_code} utan rader.")
