"""Run as a program against the seeded kommun: one case at each stop of its way, and the list of the pages to look at, as JSON.

The list grows by itself: each person follows every link from the own desk. Of each address some pages are asked for, and a page
is taken when it shows an element of a kind that no page before it had; the first page of every address is always taken. What a
form answers when it is sent in empty is taken in the same way.
"""

import django

django.setup()

import json  # noqa: E402
import sys  # noqa: E402
from dataclasses import asdict, dataclass, field  # noqa: E402
from datetime import timedelta  # noqa: E402
from typing import Any  # noqa: E402

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from motions.actor import acting  # noqa: E402
from motions.ingest.brev import Brev  # noqa: E402
from motions.models import (  # noqa: E402
    Anvandare,
    Arendetyp,
    Enhet,
    Fortroendeuppdrag,
    Klassificering,
    Kommun,
    Organ,
    Remittent,
    Tjansteutlatande,
)
from remiss import jobs  # noqa: E402
from remiss.drift.verifiering import verifiera_nu  # noqa: E402
from remiss.facts.utlatandetext import LaggUndanText  # noqa: E402
from remiss.models import Utskick  # noqa: E402
from remiss.workflow import edit, edits  # noqa: E402
from tests.brevet import lagg_in  # noqa: E402
from tests.factories import Varld, administrator, fyll_registren  # noqa: E402
from tests.sidor import Formular, Innehall, sort_av, vandra  # noqa: E402
from tests.vagen import Vag  # noqa: E402

PER_ADRESS = 5
"""So many pages of each address (and act) does a person open in the search for something new."""
PERSONER = {
    "registrator": "olle", "handlaggare": "anna", "avdelningschef": "karin", "sekreterare": "maria",
    "ordforande": "kl", "revisor": "rut",
}  # fmt: skip
"""Those whose pages differ, by field of Varld and user name."""
ANDRA = {
    "kollega": "bo", "forvaltningschef": "lars", "justerare": "sr", "andra_handlaggare": "eva", "andra_registrator": "ove",
    "andra_sekreterare": "ylva", "andra_avdelningschef": "hans", "andra_forvaltningschef": "siv",
}  # fmt: skip
BACKEND = "remiss.login.backend.AccountBackend"
AVVISAT = 422
ADMINISTRATOR = "administrator"
"""A superuser, who keeps the registers."""


@dataclass
class Sida:
    """A page to look at: whose, where, which address it is, and whether its form is to be sent in empty first."""

    vem: str
    stig: str
    namn: str
    tomt: bool = False


def varlden() -> Varld:
    """The kommun that tests.journeys.seed made, read back."""
    organ = Organ.objects.get(kortnamn="AMN")
    konto = {u.username: u for u in Anvandare.objects.all()}
    return Varld(
        kommun=Kommun.objects.get(),
        organ=organ,
        andra_organ=Organ.objects.get(kortnamn="SN"),
        enhet=Enhet.objects.get(forvaltning=organ.forvaltning),
        arendetyp=Arendetyp.objects.get(forvaltning=organ.forvaltning),
        klass=Klassificering.objects.earliest("pk"),
        remittent=Remittent.objects.get(),
        uppdrag=list(Fortroendeuppdrag.objects.filter(organ=organ).order_by("pk")),
        at=timezone.now() - timedelta(days=70),
        **{falt: konto[namn] for falt, namn in (PERSONER | ANDRA).items()},
    )


def bygg(varld: Varld) -> None:
    """One case at each stop, its sammanträden in the past or to come."""
    nummer = iter(range(1, 100))

    def vag(dagar: int = 0, **kwargs: Any) -> Vag:
        v = Vag(varld, motion_nummer=next(nummer), **kwargs)
        v.nu += timedelta(days=dagar)
        return v

    vag(69).registrera()
    utkast = vag(60).registrera().tilldela().skriv()
    utkast.gor(
        utkast.arende, "begar_anstand", varld.handlaggare,
        onskad_on=utkast.idag + timedelta(days=80), skal="Nämnden sammanträder först då.",
    )  # fmt: skip
    vag(5).registrera().tilldela()  # its remisstid has passed
    vag(60, hemlig=True).registrera().tilldela().skriv()
    aterlamnat = vag(60).registrera().tilldela().skriv().skicka()
    aterlamnat.gor(
        aterlamnat.utlatande, "aterlamna", varld.avdelningschef, kommentar="Skriv vad vi föreslår."
    )
    aterlamnat.gor(aterlamnat.utlatande, "skicka_for_godkannande", varld.handlaggare)
    vag(60).till_klart()
    vag(60).till_klart().satt_upp()
    vag(60).till_klart().satt_upp().kalla()
    oppet = vag(55).till_oppet()
    oppet.gor(
        oppet.sammantrade, "registrera_yrkande", varld.sekreterare,
        punkt=oppet.punkt, slag="avslag", uppdrag=varld.uppdrag[3], punkter=[], motiv="",
    )  # fmt: skip
    vag(50).till_oppet().besluta("bordlagt")
    vag(50).till_oppet().besluta().avsluta_sammantrade()
    vag(50).till_oppet().besluta().avsluta_sammantrade().till_justering()
    vag(45).till_justerat()
    vag(40).till_justerat().anslag().framstall()
    vag(20).till_justerat().anslag().expediera()
    osant = vag(20).till_justerat().anslag().expediera(mottaget=False)
    jobs.notera_sandningsfel(
        Utskick.objects.get(arende=osant.arende).pk, "E-postservern svarade: 550", ge_upp=True
    )
    undan = LaggUndanText("beslutssats:1", "Beslutssats 1", "Nämnden avslår motionen.")
    for text in Tjansteutlatande.objects.filter(arenden__handlaggare=varld.handlaggare):
        edit(edits.LAGG_UNDAN_TEXT, text, undan, by=varld.handlaggare, at=varld.at)
    verifiera_nu(at=timezone.now())
    vag(0).till_justerat().anslag().expediera().avsluta()
    brev = Brev(
        varld.organ.forvaltning,
        varld.at.date(),
        "Norrby idrottsförening",
        "Om badplatserna",
        text="Vi vill bada.",
    )
    lagg_in(brev, by=varld.registrator, at=varld.at)


@dataclass
class Sokning:
    """The search for pages, person by person."""

    sidor: list[Sida] = field(default_factory=list)
    sedda: set[tuple[str, ...]] = field(default_factory=set)
    namn: set[str] = field(default_factory=set)
    tomma: set[str] = field(default_factory=set)

    def som(self, vem: str, klient: Client) -> None:
        """Follow every link from the person's first page."""
        for besok in vandra(klient, PER_ADRESS):
            namn = sort_av(besok.namn)
            self._ta(Sida(vem, besok.stig, namn), besok.innehall)
            for form in besok.innehall.former:
                if form.metod == "post" and besok.mal(form) == besok.stig and namn not in self.tomma:
                    self._tomt(klient, Sida(vem, besok.stig, namn, tomt=True), form)

    def _ta(self, sida: Sida, innehall: Innehall) -> None:
        if (sida.namn not in self.namn and not sida.tomt) or innehall.slag - self.sedda:
            self.sidor.append(sida)
            self.namn.add(sida.namn)
            self.sedda |= innehall.slag

    def _tomt(self, klient: Client, sida: Sida, form: Formular) -> None:
        """What a form of the page itself answers when it is sent in as it is; undone at once."""
        self.tomma.add(sida.namn)
        with transaction.atomic():
            svar = klient.post(sida.stig, form.dolda)
            transaction.set_rollback(True)
        if svar.status_code == AVVISAT:
            self._ta(sida, Innehall(svar.content.decode()))


def main() -> dict[str, Any]:
    """Build, search, and say what was found: pages, addresses that were met, and a session for each person."""
    varld = varlden()
    with transaction.atomic(), acting(varld.registrator):
        bygg(varld)
        fyll_registren(varld)
        keeper = administrator()
    sokning, sessioner = Sokning(), {}
    personer = {vem: getattr(varld, vem) for vem in PERSONER} | {ADMINISTRATOR: keeper}
    for vem, person in personer.items():
        klient = Client()
        klient.force_login(person, backend=BACKEND)
        sessioner[vem] = klient.cookies[settings.SESSION_COOKIE_NAME].value
        sokning.som(vem, klient)
    anonym = [Sida("anonym", "/logga-in/", "logga_in"), Sida("anonym", "/logga-in/", "logga_in", tomt=True)]
    borta = [Sida("revisor", "/finns-inte/", "404")]
    sidor = [*anonym, *borta, *sokning.sidor]
    return {"sidor": [asdict(s) for s in sidor], "sessioner": sessioner}


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
