"""docs/workflow.md, printed from the table."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CellType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from remiss import checks, roles
from remiss.management import Option
from remiss.turen import OWNER
from remiss.workflow import AKTER, TABLE, fritt, ingen, inget
from remiss.workflow.edits import EDITS
from remiss.workflow.step import alltid, oskyddat

RUBRIK = {
    "arende": "Ärende",
    "utlatande": "Tjänsteutlåtande",
    "sammantrade": "Sammanträde",
    "protokoll": "Protokoll",
}
VEM: dict[roles.Vem, str] = {
    roles.foljd: "ingen: följer av en annan handling",
    roles.registrator: "registrator",
    roles.sekreterare: "nämndsekreterare",
    roles.fordelare: "registrator eller chef",
    roles.handlaggare: "handläggare eller medhandläggare",
    roles.handlaggare_eller_registrator: "handläggare, medhandläggare eller registrator",
    roles.skoter_mejl: "registrator eller nämndsekreterare; handläggare i fråga om en begäran om anstånd",
    roles.chef_i_tur: "chef i tur, hens vikarie eller en högre chef",
    roles.skriver_gemensamt: "handläggare eller medhandläggare som har ett annat ärende att skriva ihop det med",
    roles.mojlig_delegat: "chef, eller den som en punkt är vidaredelegerad till",
    roles.kan_upphava: "den som beslutade på delegation; nämndsekreterare för ordförandens beslut",
    roles.justerare: "den som ledde sammanträdet och valda justerare",
    roles.tar_emot_post: "registrator i någon av förvaltningens nämnder",
    roles.skoter_registren: "den som sköter inställningarna",
    roles.var_och_en: "var och en",
    roles.sjalv: "den vars konto det är",
    roles.egen_chef: "chef i egen person, om sitt eget konto",
}
NAR: dict[tuple[str, ...], str] = {
    ("arende", "lyft_ut"): "när ärendet står på en föredragningslista",
    ("arende", "begar_anstand"): "när ärendet kom som remiss",
    ("arende", "besvara_anstand"): "när en begäran väntar på besked",
    ("arende", "avsluta"): "när beslutet inte ger något svar",
    ("arende", "besluta_pa_delegation"): "när nämnden har delegerat svar på remisser",
    ("arende", "avsta_pa_delegation"): "när nämnden har delegerat att avstå från yttrande",
    ("arende", "registrera_ordforandebeslut"): "när nämnden har gett uppdrag i brådskande ärenden",
    ("arende", "expediera"): "när beslutet ger ett svar",
    ("arende", "upphav_enskilt_beslut", "klart_for_namnd"): "när ärendet har en godkänd text",
    ("arende", "upphav_enskilt_beslut", "beredning"): "när ärendet saknar en godkänd text",
    ("arende", "ateroppna", "beredning"): "när ärendet har en handläggare",
    ("arende", "ateroppna", "registrerat"): "när ärendet saknar handläggare",
    ("utlatande", "skilj_arende"): "när utlåtandet är gemensamt för flera ärenden",
    ("utlatande", "godkann", "godkannande"): "när fler chefer återstår",
    ("utlatande", "godkann", "godkant"): "när det är kedjans sista steg",
    ("protokoll", "justera", "for_justering"): "när fler underskrifter återstår",
    ("protokoll", "justera", "justerat"): "när det är den sista underskriften",
    ("protokoll", "registrera_justering", "for_justering"): "när fler underskrifter återstår",
    ("protokoll", "registrera_justering", "justerat"): "när det är den sista underskriften",
}
"""The conditions of `Step.when`, in words: of all rows of an action, or of those that lead to a state."""

INGRESS = """# Arbetsgången

Every legal move of an ärende, a tjänsteutlåtande, a sammanträde and a protokoll. Printed by `manage.py workflowdoc` from
the table in `remiss/workflow/table.py`; a test keeps this page equal to it. «(följer)» marks a move that nobody makes by hand:
it follows from another act, in the same transaction. Guards say whether it may be done now, effects what it does; both
are named by their modules in `remiss/guards` and `remiss/effects`. «när» tells rows of the same state and action apart.
"""


def vem_i_ord(vem: roles.Vem) -> str:
    """Who may, in Swedish; a test of several roles names them."""
    if vem in VEM:
        return VEM[vem]
    celler: tuple[CellType, ...] = getattr(vem, "__closure__", None) or ()
    roller = [r for cell in celler if isinstance(cell.cell_contents, tuple) for r in cell.cell_contents]
    return " eller ".join(str(r.label).lower() for r in roller) or getattr(vem, "__name__", repr(vem))


def namn(funktion: Callable[..., Any]) -> str:
    """The module and name of a guard, an effect or a follows, as one finds it; a dash for none."""
    if funktion in (fritt, inget, ingen, alltid, oskyddat):
        return "–"
    modul = funktion.__module__.rpartition(".")[2]
    return f"`{modul}.{funktion.__qualname__.partition('.<locals>')[0]}`"


def diagram(slag: str) -> Iterator[str]:
    """A Mermaid state diagram: one arrow for each pair of states, with every act that goes there."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in checks.STATES[slag]:
        yield f'    state "{state.label}" as {state.value}'
    yield f"    [*] --> {checks.START[slag]}"
    pilar: dict[tuple[str, str], list[str]] = {}
    for rad in TABLE[slag]:
        if rad.state != rad.target:
            etikett = AKTER[slag, rad.action].etikett
            ord_ = f"{etikett} (följer)" if rad.who is roles.foljd else etikett
            pilar.setdefault((rad.state, rad.target), []).append(ord_)
    for (fran, till), ord_i_pil in pilar.items():
        yield f"    {fran} --> {till}: {' / '.join(dict.fromkeys(ord_i_pil))}"
    yield "```"


def rader(slag: str) -> Iterator[str]:
    """The rows of one kind, in the table's order by state."""
    yield "| Från | Handling | Till | Vem | Kontroll | Verkan | Följer |"
    yield "|---|---|---|---|---|---|---|"
    for state in checks.STATES[slag]:
        for rad in (r for r in TABLE[slag] if r.state == state.value):
            till = "" if rad.target == rad.state else checks.STATES[slag](rad.target).label
            etikett = AKTER[slag, rad.action].etikett
            ord_ = NAR.get((slag, rad.action, rad.target)) or NAR.get((slag, rad.action))
            nar = f", {ord_}" if rad.when else ""
            yield (
                f"| {state.label} | {etikett} `{rad.action}`{nar} | {till} | {vem_i_ord(rad.who)} "
                f"| {namn(rad.guard)} | {namn(rad.effect)} | {namn(rad.follows)} |"
            )


EDITS_INGRESS = """## Ändringar

What is written without a move: printed from `remiss/workflow/edits.py`. It goes through the same gate as the acts, in the same
order: may see, lock, read anew, when, who, guard, effect, trace. What is made has its parent as subject, and all the registers
are one. «Lås» are the rows that are held, in the one order of `remiss/workflow/locks.py`.
"""


def andringar() -> Iterator[str]:
    """The rows of the edits, in their order."""
    yield "| Om | Ändring | Mening | Vem | När | Kontroll | Verkan | Lås | Spår |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for rad in EDITS:
        las = ", ".join(f"`{modell.__name__}`" for modell in rad.locks) or "–"
        yield (
            f"| {rad.kind} | `{rad.name}` | {rad.mening} | {vem_i_ord(rad.who)} | {namn(rad.when)} | {namn(rad.guard)} "
            f"| {namn(rad.effect)} | {las} | {rad.trace.value} |"
        )


def sidan() -> str:
    """The whole page."""
    delar = [INGRESS]
    for slag, rubrik in RUBRIK.items():
        agare = "\n".join(
            f"| {s.label} | `{s.value}` | {OWNER[slag, s.value]} |" for s in checks.STATES[slag]
        )
        delar += [
            f"## {rubrik}\n",
            "\n".join(diagram(slag)) + "\n",
            f"| Läge | Identifierare | Vem som ska agera |\n|---|---|---|\n{agare}\n",
            "\n".join(rader(slag)) + "\n",
        ]
    delar += [EDITS_INGRESS, "\n".join(andringar()) + "\n"]
    return "\n".join(delar)


def filen() -> Path:
    """Where the page lies."""
    return Path(settings.BASE_DIR) / "docs" / "workflow.md"


class Command(BaseCommand):
    """Prints the page, or writes it in its place."""

    help = "Skriver arbetsgången som Markdown."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        parser.add_argument("--skriv", action="store_true", help="Skriv till docs/workflow.md.")

    def handle(self, *args: str, skriv: bool, **options: Option) -> None:
        """Print, or write."""
        if skriv:
            filen().write_text(sidan(), "utf-8")
        else:
            self.stdout.write(sidan(), ending="")
