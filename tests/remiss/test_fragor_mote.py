"""How many questions the pages of a sitting ask: one bound for each page, state and role, whatever there is on the list."""

from __future__ import annotations

from collections import defaultdict
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions.actor import acting
from motions.models import (
    Anmalan,
    Anvandare,
    Arende,
    Avlamnare,
    Behorighet,
    Beslut,
    Fortroendeuppdrag,
    Fortroendevald,
    Handling,
    Instammande,
    Jav,
    OvrigNarvaro,
    Punkt,
    Uttalande,
    Yrkande,
    Yrkandepunkt,
)
from tests.factories import START, Varld
from tests.fakta import utfor
from tests.remiss.sittning import Sittning, fri_punkt, klart, sittning
from tests.vagen import en_fil

pytestmark = pytest.mark.django_db

ROLLER = (
    "sekreterare",
    "registrator",
    "handlaggare",
    "avdelningschef",
    "forvaltningschef",
    "revisor",
    "ordforande",
)

Matt = dict[tuple[str, str], dict[str, int]]


def fragor(user: Anvandare, adress: str) -> int | None:
    """How many queries the page takes when it is asked for again; None when the user may not have it."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    client.get("/kontrollera/")
    with CaptureQueriesContext(connection) as queries:
        svar = client.get(adress)
    return len(queries) if svar.status_code == 200 else None


class Scen:
    """A sitting with `antal` of everything, and what its pages asked in each of its states."""

    def __init__(self, varld: Varld, antal: int) -> None:
        self.varld, self.antal = varld, antal
        self.matt: Matt = defaultdict(dict)
        self.s: Sittning = sittning(varld)
        self.s.uppdrag += [self._ersattare(n) for n in range(antal)]
        satser = (("svar", "Nämnden svarar."), ("uppdrag", "Nämnden ger ett uppdrag."))
        self.arenden = [klart(varld, satser=satser, med_motion=True) for _ in range(antal)]
        self.hemliga = [self._hemligt() for _ in range(antal)]
        gemensamt = klart(varld)
        self.tillsammans = [gemensamt, *(klart(varld) for _ in range(antal))]
        for a in self.tillsammans[1:]:
            a.utlatanden.set(gemensamt.utlatanden.all())
        for a in [klart(varld) for _ in range(antal)]:
            utfor(
                a,
                "lagg_till_handling",
                by=varld.registrator,
                at=varld.at,
                slag="bilaga",
                riktning="inkommen",
                datum_on=varld.at.date(),
                motpart="Ett råd",
                rubrik="Ett brev",
                fil=en_fil(),
            )

    def _ersattare(self, n: int) -> Fortroendeuppdrag:
        organ = self.varld.organ
        person = Fortroendevald.objects.create(
            kommun=organ.kommun, fornamn="Eva", efternamn=f"{n}", parti="C"
        )
        return Fortroendeuppdrag.objects.create(
            fortroendevald=person,
            organ=organ,
            roll="ersattare",
            plats=10 + n,
            parti="C",
            fran_on=START,
            inkallelseordning=10 + n,
        )

    def _hemligt(self) -> Arende:
        varld = self.varld
        a = klart(
            varld,
            sekretess=True,
            sekretess_lagrum="OSL 25 kap. 1 §",
            sekretess_at=varld.at,
            sekretess_by=varld.registrator,
        )
        Behorighet.objects.create(
            arende=a, anvandare=varld.sekreterare, given_at=varld.at, given_by=varld.registrator
        )
        return a

    def mat(self, sida: str, lage: str, adress: str, roller: tuple[str, ...] = ROLLER) -> None:
        """Ask for the page as everybody."""
        for roll in roller:
            antal = fragor(getattr(self.varld, roll), adress)
            if antal is not None:
                self.matt[sida, lage][roll] = antal

    def motet(self, lage: str) -> None:
        """The pages of the sitting as a whole."""
        self.mat("sammantrade", lage, reverse("sammantrade", args=[self.s.sammantrade.pk]))
        self.mat("anmalan", lage, reverse("anmalan", args=[self.s.sammantrade.pk]), ROLLER[:1])

    def uppropet(self, lage: str) -> None:
        """The upprop."""
        self.mat("upprop", lage, reverse("sammantrade_narvaro", args=[self.s.sammantrade.pk]), ROLLER[:1])

    def paragrafen(self, lage: str, a: Arende) -> None:
        """The § of an ärende."""
        self.mat("punkt", lage, reverse("punkt", args=[self.s.punkt(a).pk]))

    def protokollet(self) -> None:
        """The protokoll as it now stands."""
        p = self.s.protokoll()
        self.mat("protokoll", p.state, reverse("protokoll", args=[p.pk]))

    def planera(self) -> None:
        """Everything on the list, and lines to be anmälda."""
        self.s.satt_upp(*self.arenden, *self.hemliga, *self.tillsammans)
        anmalan = fri_punkt(self.s)
        for n in range(1, self.antal + 1):
            fri_punkt(self.s, f"Fråga {n}", "ovrigt")
            Anmalan.objects.create(punkt=anmalan, grupp="b", ordning=n, text=f"Rad {n}")
        for n, h in enumerate(Handling.objects.filter(slag="bilaga").order_by("pk")[: self.antal - 1], 1):
            Anmalan.objects.create(punkt=anmalan, grupp="e", ordning=n, handling=h)

    def stall_in(self) -> None:
        """Another sitting, which is cancelled with all that stood on its list."""
        motet, self.s = self.s, sittning(self.varld, dagar=40)
        for n in range(self.antal):
            fri_punkt(self.s, f"Fråga {n}", "ovrigt")
        self.s.satt_upp(*(klart(self.varld) for _ in range(self.antal)))
        self.s.gor("kalla")
        self.s.gor("stall_in", skal="Influensa.")
        self.motet("installt")
        self.s = motet

    def tala(self, a: Arende) -> None:
        """Yrkanden with their points and those who join, and jäv, in the § of the ärende."""
        punkt, uppdrag = self.s.punkt(a), self.s.uppdrag
        for n in range(1, self.antal + 1):
            y = Yrkande.objects.create(
                punkt=punkt,
                ordning=n,
                slag="tillagg",
                uppdrag=uppdrag[n % 4],
                mal_attsats=a.motioner.get().attsatser.first(),
            )
            Yrkandepunkt.objects.create(yrkande=y, nummer=1, text=f"Nämnden gör sak {n}.")
            Instammande.objects.create(yrkande=y, uppdrag=uppdrag[(n + 1) % 4])
        for n in range(self.antal):
            Jav.objects.create(punkt=punkt, uppdrag=uppdrag[7 + n], grund="är släkt")

    def uttala(self, a: Arende) -> None:
        """Statements, the later ones joining the first."""
        punkt = self.s.punkt(a)
        forsta = None
        for n in range(1, self.antal + 1):
            u = Uttalande.objects.create(
                punkt=punkt,
                ordning=n,
                slag="protokollsanteckning",
                text="Så här." if forsta is None else "",
                instammer_i=forsta,
                anmalt_at=self.s.nu,
                anmalt_by=self.varld.sekreterare,
            )
            forsta = forsta or u
            Avlamnare.objects.create(uttalande=u, ordning=1, uppdrag=self.s.uppdrag[n % 4])

    def besluta(self, a: Arende) -> None:
        """As was proposed, with every yrkande rejected."""
        self.s.enligt_forslag(
            a,
            yrkandeutfall={y.pk: "avslaget" for y in self.s.punkt(a).yrkanden.all()},
            deltar_inte=self.s.uppdrag[3:5],
            skal="Skäl.",
        )

    def enligt_forslag(self, a: Arende) -> None:
        """«Beslut enligt förslag», from the key to the answer."""
        client = Client()
        client.force_login(self.varld.sekreterare, backend="remiss.login.backend.AccountBackend")
        client.get("/kontrollera/")
        with CaptureQueriesContext(connection) as queries:
            svar = client.post(
                reverse("punkt_enligt_forslag", args=[self.s.punkt(a).pk]), {"nyckel": str(uuid4())}
            )
        assert svar.status_code == 302
        assert Beslut.objects.filter(punkt=self.s.punkt(a)).exists()
        self.matt["forslag", "POST"]["sekreterare"] = len(queries)

    def ga_igenom(self) -> Matt:
        """The sitting from its first day to the anslag of its protokoll."""
        s = self.s
        with acting(self.varld.sekreterare):
            self.planera()
            self.motet("planerat")
            self.stall_in()
            s.gor("kalla")
            fri_punkt(s, "Sist", "ovrigt")
            self.motet("kallat")
            self.uppropet("kallat")
            s.nu = s.sammantrade.start_at
            s.upprop()
            for n in range(self.antal):
                OvrigNarvaro.objects.create(sammantrade=s.sammantrade, namn=f"Bo {n}", funktion="utredare")
            s.gor("oppna")
            s.gor("valj_justerare", fortroendevalda=[s.uppdrag[1].fortroendevald])
            for a in self.arenden:
                self.tala(a)
            self.motet("pagar")
            self.uppropet("pagar")
            self.paragrafen("oppen", self.arenden[0])
            self.mat("beslut", "oppen", self.akt(self.arenden[0], "registrera_beslut"), ROLLER[:1])
            self.mat(
                "punkt", "utan_arende", reverse("punkt", args=[s.sammantrade.punkter.get(rubrik="Sist").pk])
            )
            self.enligt_forslag(self.tillsammans[0])
            for a in [*self.arenden, *self.hemliga, *self.tillsammans[1:]]:
                self.besluta(a)
            for a in self.arenden:
                self.uttala(a)
            self.motet("beslutat")
            self.paragrafen("beslutad", self.arenden[0])
            Punkt.objects.filter(sammantrade=s.sammantrade).exclude(slag="arende").update(text="Som det var.")
            s.gor("avsluta_sammantrade")
            self.motet("avslutat")
            self.paragrafen("avslutad", self.arenden[0])
            self.protokollet()
            p = s.gor_protokoll(s.protokoll(), "skicka_for_justering")
            self.protokollet()
            self.paragrafen("last", self.arenden[0])
            s.gor_protokoll(p, "justera", by=self.varld.ordforande)
            s.gor_protokoll(s.protokoll(), "justera", by=self.varld.justerare)
            self.protokollet()
        return self.matt

    def akt(self, a: Arende, action: str) -> str:
        """The page of an act in the § of the ärende."""
        return reverse("punkt_akt", args=[self.s.punkt(a).pk, action])


TABELL = """
sammantrade planerat        21  19  19  19  19  19   -
anmalan     planerat        15   -   -   -   -   -   -
sammantrade installt        20  20  20  20  20  20  20
anmalan     installt         9   -   -   -   -   -   -
sammantrade kallat          22  20  20  20  20  20  20
anmalan     kallat          15   -   -   -   -   -   -
upprop      kallat          13   -   -   -   -   -   -
sammantrade pagar           22  20  20  20  20  20  20
anmalan     pagar           17   -   -   -   -   -   -
upprop      pagar           13   -   -   -   -   -   -
punkt       oppen           29  27  27  27  27  27   -
beslut      oppen           25   -   -   -   -   -   -
punkt       utan_arende     23  21  21  21  21  21   -
forslag     POST            85   -   -   -   -   -   -
sammantrade beslutat        21  19  19  19  19  19  19
anmalan     beslutat        17   -   -   -   -   -   -
punkt       beslutad        31  30  30  30  30  30   -
sammantrade avslutat        20  19  19  19  19  19  19
anmalan     avslutat        10   -   -   -   -   -   -
punkt       avslutad        31  30  30  30  30  30   -
protokoll   upprattas       37  37  37  37  37  37   -
protokoll   for_justering   12  12  12  12  12  12  12
punkt       last            31  30  30  30  30  30  32
protokoll   justerat        12  12  12  12  12  12  12
"""
"""At the most this many queries, page by page and state by state, for each of ROLLER; «-» where the page is not theirs."""


def tabellen() -> Matt:
    """The table, read."""
    matt: Matt = {}
    for rad in TABELL.strip().splitlines():
        sida, lage, *tal = rad.split()
        matt[sida, lage] = {roll: int(n) for roll, n in zip(ROLLER, tal, strict=True) if n != "-"}
    return matt


def rader(matt: Matt) -> str:
    """What was measured, as the table is written."""
    return "\n".join(
        f"{sida:12}{lage:14}" + "".join(f"{per_roll.get(r, '-'):>4}" for r in ROLLER)
        for (sida, lage), per_roll in matt.items()
    )


def over(matt: Matt) -> list[str]:
    """The pages that asked more than the table lets them."""
    tal = tabellen()
    return [
        f"{sida} {lage} {roll}: {n} > {tal[sida, lage][roll]}"
        for (sida, lage), per_roll in matt.items()
        for roll, n in per_roll.items()
        if n > tal[sida, lage][roll]
    ]


@pytest.mark.parametrize("antal", [2, 7])
def test_a_page_of_a_sitting_asks_no_more_than_the_table_says(varld: Varld, antal: int) -> None:
    matt = Scen(varld, antal).ga_igenom()
    assert {k: set(v) for k, v in matt.items()} == {k: set(v) for k, v in tabellen().items()}, rader(matt)
    assert not over(matt), rader(matt)


def test_one_more_question_for_each_item_of_the_list_is_found(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragande(punkt: Punkt) -> bool:
        return not punkt.arenden.filter(pk=0).exists()

    monkeypatch.setattr("remiss.views.sammantrade.sammantrade.kan_ha_information", fragande)
    scen = Scen(varld, 2)
    with acting(varld.sekreterare):
        scen.planera()
        scen.motet("planerat")
    assert any(rad.startswith("sammantrade planerat sekreterare") for rad in over(scen.matt))
