"""What the handläggare of the journeys write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SYNPUNKTER = "Förvaltningens synpunkter och förslag"


@dataclass(frozen=True)
class Text:
    """The title of an ärende and each section's text by its heading.

    `byt_namn`: the sections of the ärendetyp that get a name of their own; `utan`: those that are taken away.
    A text has paragraphs apart by an empty line; one whose lines begin with «- » or «1. » is a list, one that begins with
    «## » or «### » is a heading, and «ordet[^källan]» is a word with a footnote.
    """

    titel: str
    avsnitt: Mapping[str, str]
    byt_namn: Mapping[str, str] = field(default_factory=dict)
    utan: Sequence[str] = ()


KORT = Text(
    "Remiss om öppnare mötesplatser",
    {
        "Sammanfattning": "Förslaget gäller mötesplatser för unga.",
        "Bakgrund": "Kommunstyrelsen vill veta vad nämnden anser.",
        "Ärendet": "Tre lokaler ska hållas öppna på kvällstid.",
        "Ärendets beredning": "Ärendet har beretts av en utredare.",
        SYNPUNKTER: "Förvaltningen tillstyrker förslaget i dess helhet.",
    },
)
"""Enough, where the story is about something else."""

MOTION = Text(
    "Motion (2026:51) om traineeprogram för kommunen",
    {
        "Sammanfattning": "Motionärerna vill att kommunen inrättar ett traineeprogram. Förvaltningen föreslår att "
        "nämnden överlämnar utlåtandet som svar.",
        "Bakgrund": "Kommunstyrelsen har skickat motionen på remiss till nämnden.",
        "Ärendet": "Programmet ska ge unga med ny examen en väg in i kommunens yrken.",
        "Ärendets beredning": "Ärendet har beretts inom enheten för utveckling.",
        SYNPUNKTER: "Förvaltningen delar bilden att kommunen behöver nya medarbetare.\n\n"
        "Ett gemensamt program bör samordnas av kommunstyrelsen.",
    },
)

STADSDELEN = Text(
    "Motion om mentorer i yrkeslivet för den som är ny i landet, på arbetsplatser i hela kommunen",
    {
        "Sammanfattning": "Motionären vill att den som är ny i landet ska få en mentor i sitt yrke. Förvaltningen är i "
        "grunden positiv.",
        "Bakgrund": "Kommunstyrelsen har skickat motionen på remiss.",
        "Ärendet": "En mentor kan öppna dörrar som annars är stängda.\n\nMotionären vill att näringslivet tar del i arbetet.",
        "Ärendets beredning": "Ärendet har beretts inom verksamhetsområdet för vuxna.",
        "Jämställdhet": "Förslaget påverkar kvinnor och män lika.",
        SYNPUNKTER: "Erfarenheter finns i flera kommuner och bör samlas in först.\n\n"
        + "Förvaltningen vill pröva programmet i liten skala innan det blir större. " * 30,
    },
)

REMISS = Text(
    "Remiss om en plan för stadens mötesplatser",
    {
        "Sammanfattning": "Planen pekar ut mötesplatser i tre stadsdelar. Förvaltningen tillstyrker den i huvudsak.",
        "Bakgrund": "Kommunfullmäktige gav i uppdrag att ta fram en plan.",
        "Ärendet": "Planen föreslår följande:\n\n- fler öppna lokaler på kvällstid\n- en gemensam bokning\n"
        "- ett råd av unga\n\nFörslagen ska genomföras under tre år.",
        "Ärendets beredning": "Ärendet har beretts inom arbetsmarknadsförvaltningens utvecklingsenhet.",
        "Arbetsmarknadsförvaltningens synpunkter och förslag": "Arbetsmarknadsförvaltningen anser att öppna lokaler "
        "når dem som annars inte söker sig till kommunen.\n\nFörvaltningen saknar en beräkning av kostnaden.",
    },
    byt_namn={SYNPUNKTER: "Arbetsmarknadsförvaltningens synpunkter och förslag"},
)
