"""What may be done, by whom and when, and the gate through which it is done."""

from remiss.hinder import (
    AndratError,
    EjSynligtError,
    EjTillatetError,
    FelLageError,
    HindradError,
    InaktuellError,
    NekadError,
    OmotiveradError,
)
from remiss.workflow import edits
from remiss.workflow.akter import AKTER
from remiss.workflow.perform import (
    Handlingsalternativ,
    available,
    edit,
    kedjor,
    mojligt,
    perform,
)
from remiss.workflow.step import Akt, Row, Step, Subject, fritt, ingen, inget
from remiss.workflow.table import MODELS, TABLE, slag_of

__all__ = [
    "AKTER",
    "MODELS",
    "TABLE",
    "Akt",
    "AndratError",
    "EjSynligtError",
    "EjTillatetError",
    "FelLageError",
    "Handlingsalternativ",
    "HindradError",
    "InaktuellError",
    "NekadError",
    "OmotiveradError",
    "Row",
    "Step",
    "Subject",
    "available",
    "edit",
    "edits",
    "fritt",
    "ingen",
    "inget",
    "kedjor",
    "mojligt",
    "perform",
    "slag_of",
]
