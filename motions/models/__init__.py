"""The record's models, one file per aggregate; the public names are these."""

from motions.models.anvandare import CHEFSROLLER, Anvandare, Befattning, Roll, Vikariat
from motions.models.arende import (
    Arende,
    Behorighet,
    Diarieserie,
    Handling,
    HandlingSlag,
    Medhandlaggare,
    Riktning,
    Ursprung,
    utfarda_dnr,
)
from motions.models.beslut import (
    Beslut,
    BeslutPunkt,
    Beslutsfattare,
    BeslutSlag,
    DeltarInte,
    ForslagFran,
    Forslagspunkt,
    Huvudforslag,
    Instammande,
    Proposition,
    SvarSlag,
    Yrkande,
    Yrkandepunkt,
    YrkandeSlag,
    YrkandeTillstand,
)
from motions.models.dokument import Dokument, DokumentSlag, Framstallning, LagradFil
from motions.models.expediering import Expediering, ExpedieringSatt, Svar, Utdrag
from motions.models.fortroende import Fortroendeuppdrag, Fortroendevald, Personalforetradare, Uppdragsroll
from motions.models.godkannande import GodkandDel, Godkannande, GodkannandeUtfall
from motions.models.handelse import Handelse, Handelsetext, Sigill
from motions.models.mallar import Arendetyp, Avsnittsmall, Beslutssatsmall, BeslutssatsSlag, Godkannandesteg
from motions.models.motion import AttSats, Motion, Motionar
from motions.models.organisation import (
    Enhet,
    Forvaltning,
    Klassificering,
    Kommun,
    Organ,
    OrganSlag,
    Paragrafnumrering,
    Platser,
    UttalandeSlag,
)
from motions.models.protokoll import Anslag, Justering, JusteringSatt, Protokoll, Protokollspunkt
from motions.models.remiss import Anstand, AnstandUtfall, Remiss, Remittent
from motions.models.sammantrade import Jav, Narvaro, OvrigNarvaro, Punkt, PunktSlag, Sammantrade, ValdJusterare
from motions.models.utlatande import (
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    Bilaga,
    SvarPaAttSats,
    Tjansteutlatande,
    Utkast,
    Version,
)
from motions.models.uttalande import Avlamnare, Uttalande

__all__ = [name for name in dir() if name[0].isupper()] + ["utfarda_dnr"]
