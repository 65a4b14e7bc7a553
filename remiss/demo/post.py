"""The post that waits in the demo: a remiss, a letter to an ärende that exists, a mail with a file of the wrong kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from motions.datum import datum_text
from motions.ingest.brev import Avvisad, Brev
from remiss.demo import pdf
from remiss.demo.diary import klockan, vardag
from remiss.demo.organisation import Namnd
from remiss.demo.walk import Varld
from remiss.facts.post import LaggIn
from remiss.workflow import edit, edits


def skriv(varld: Varld) -> None:
    """Note in the diary what arrives during the last week."""
    today = varld.today
    amn, mn = varld.org.namnder["AMN"], varld.org.namnder["MN"]
    for antal, timme, namnd, brev in (
        (-4, 8, amn, lambda: _samrad(varld, amn, vardag(today, -4))),
        (-1, 9, amn, lambda: _remissen(amn, vardag(today, -1))),
        (0, 7, amn, lambda: _reklam(amn, vardag(today, 0))),
        (-2, 8, mn, lambda: _synpunkter(mn, vardag(today, -2))),
    ):
        varld.dagbok.skriv(klockan(vardag(today, antal), timme, 5), _laggs_in(namnd, brev))


def _laggs_in(namnd: Namnd, brev: Callable[[], Brev]) -> Callable[[datetime], None]:
    def sker(at: datetime) -> None:
        edit(edits.LAGG_IN, namnd.organ.forvaltning, LaggIn(brev()), by=namnd.registrator, at=at)

    return sker


def _remissen(namnd: Namnd, dag: date) -> Brev:
    """A remiss by mail that nobody has registered; the letter says by when."""
    senast = datum_text(dag + timedelta(days=45))
    prosa = (
        "Kommunstyrelsen har tagit fram ett förslag till hur kommunen ska stödja anställda som vill byta yrke mitt i "
        f"arbetslivet. Nämnden ges tillfälle att svara senast den {senast}.\n\nVi vill särskilt veta vad ett sådant stöd "
        "kostar och vilka yrken som bör gå först."
    )
    dnr = f"KS {dag.year}/0431"
    bilaga = pdf.brev(
        "Kommunstyrelsen",
        "Stöd till yrkesväxling",
        prosa,
        datum=datum_text(dag),
        dnr=dnr,
        filnamn="remiss.pdf",
    )
    return Brev(
        forvaltning=namnd.organ.forvaltning,
        inkommen_on=dag,
        avsandare="Kommunstyrelsen",
        epost="kommunstyrelsen@norrby.example",
        avsandarens_dnr=dnr,
        amne="Remiss: Stöd till yrkesväxling",
        text=f"Hej!\n\nHär kommer en remiss med dnr {dnr}. Vi behöver ert svar senast den {senast}.\n\nKansliet",
        meddelande_id=f"<yrkesvaxling-{dag.isoformat()}@norrby.example>",
        filer=[bilaga],
    )


def _samrad(varld: Varld, namnd: Namnd, dag: date) -> Brev:
    """A letter that names the number of an ärende."""
    dnr = varld.arenden["AMN", "digital"].arende.dnr
    bilaga = pdf.brev(
        "Norrby pensionärsråd",
        "Synpunkter på digitala tjänster",
        "Rådet vill att de som inte har e-legitimation ska kunna få samma hjälp på plats, utan att boka tid.",
        datum=datum_text(dag),
        filnamn="synpunkter.pdf",
    )
    return Brev(
        forvaltning=namnd.organ.forvaltning,
        inkommen_on=dag,
        avsandare="Norrby pensionärsråd",
        amne=f"Synpunkter i ert ärende {dnr}",
        filer=[bilaga],
    )


def _reklam(namnd: Namnd, dag: date) -> Brev:
    """What does not belong in a diarium."""
    return Brev(
        forvaltning=namnd.organ.forvaltning,
        inkommen_on=dag,
        avsandare="Kurser & Konferens AB",
        epost="info@kurser.example",
        amne="Boka tidigt: höstens kursdagar om möteseffektivitet",
        text="Passa på! Just nu går fyra för priset av tre.",
        meddelande_id=f"<host-{dag.isoformat()}@kurser.example>",
    )


def _synpunkter(namnd: Namnd, dag: date) -> Brev:
    """A mail with an attachment that is not accepted, and is named instead."""
    return Brev(
        forvaltning=namnd.organ.forvaltning,
        inkommen_on=dag,
        avsandare="Fiskevårdsföreningen Långsjön",
        epost="styrelsen@langsjon.example",
        amne="Mätvärden från Långsjön",
        text="Vi har mätt siktdjupet hela sommaren. Värdena ligger i bilagan.",
        meddelande_id=f"<siktdjup-{dag.isoformat()}@langsjon.example>",
        avvisade=[
            Avvisad(
                "siktdjup.xls",
                "Filen «siktdjup.xls» är av ett slag som inte tas emot. Spara den som PDF, DOCX, ODT, PNG, JPG eller TXT.",
            )
        ],
    )
