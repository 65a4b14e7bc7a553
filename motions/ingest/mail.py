"""Reading a mail as a letter: who, when, what, and its files, judged as uploads are.

The mail is somebody else's text: it is taken apart in a process of its own. What cannot be read at all is an OlasligtError;
what is not accepted is named in the letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from motions.apart import OverGransError
from motions.datum import day_of
from motions.documents.store import GranskadFil
from motions.ingest.brev import Avvisad, Brev
from motions.ingest.file_check import granska_fil, sakert_namn
from motions.ingest.mail_parts import Brevdel, OlasligtError, delar
from motions.ingest.reading import LASNING
from motions.models import Forvaltning

MAX_FILER = 100
MAX_OVER_GRANS = 3
"""So many files of one letter may take all their time; it is not the only letter."""
UTAN_AMNE = "Meddelande utan ämne"


def las(data: bytes, forvaltning: Forvaltning, *, at: datetime) -> Brev:
    """The letter of a mail. Errors: OlasligtError."""
    if not data.strip():
        raise OlasligtError("Filen är tom.")
    try:
        mail = LASNING.gor(delar, data)
    except OverGransError as error:
        raise OlasligtError(f"Meddelandet kunde inte läsas. {error}") from error
    filer, avvisade = _filer(mail.bilagor)
    return Brev(
        forvaltning=forvaltning,
        inkommen_on=_inkommen(mail.stunder, at),
        avsandare=mail.namn or mail.adress[:200],
        epost=mail.adress,
        amne=mail.amne or UTAN_AMNE,
        text=mail.text,
        avsandarens_dnr=mail.dnr,
        meddelande_id=mail.meddelande_id,
        filer=filer,
        avvisade=avvisade,
    )


def _inkommen(stunder: Sequence[datetime], at: datetime) -> date:
    """The Swedish day it reached us, by the first that can be, never after today (FL 22 §)."""
    idag = day_of(at)
    for stund in stunder:
        try:
            dag = day_of(stund) if stund.tzinfo else stund.date()
        except OverflowError:
            continue
        if date(1990, 1, 1) <= dag <= idag:
            return dag
    return idag


def _filer(bilagor: Sequence[Brevdel]) -> tuple[list[GranskadFil], list[Avvisad]]:
    """The attachments, each judged by its content; those not accepted by name and reason."""
    filer: list[GranskadFil] = []
    avvisade: list[Avvisad] = []
    over = 0
    for n, bilaga in enumerate(bilagor, start=1):
        namn = sakert_namn(bilaga.namn)
        if n > MAX_FILER:
            avvisade.append(Avvisad(namn, f"Meddelandet har fler än {MAX_FILER} bilagor."))
        elif bilaga.data is None:
            skal = "Bilagan är ett annat meddelande. Öppna det och lägg in det för sig."
            avvisade.append(Avvisad(namn, skal))
        elif over >= MAX_OVER_GRANS:
            avvisade.append(Avvisad(namn, "Meddelandet har flera bilagor som inte går att öppna."))
        else:
            try:
                filer.append(granska_fil(SimpleUploadedFile(namn, bilaga.data)))
            except ValidationError as error:
                over += isinstance(error.__cause__, OverGransError)
                avvisade.append(Avvisad(namn, " ".join(error.messages)))
    return filer, avvisade
