"""What is signed or returned is the text that the page named: the act says which, and the gate judges it under its lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motions.models import (
    Beslut,
    Fortroendevald,
    Justering,
    JusteringSatt,
    Tjansteutlatande,
)
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import TABLE, HindradError, perform, slag_of
from remiss.workflow.step import Subject
from tests.factories import LOSENORD, Varld
from tests.remiss.test_uppladdning import en_pdf
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


def hos_chefen(vag: Vag) -> Vag:
    """A text that waits for its first chef."""
    return vag.registrera().tilldela().skriv().skicka()


def till_justering(vag: Vag) -> Vag:
    """A protokoll that waits for its first signature."""
    return vag.till_oppet().besluta().avsluta_sammantrade().till_justering()


def delegerat(vag: Vag) -> Vag:
    """A signed text that a delegat may adopt."""
    return vag.delegera().registrera(motion=None).tilldela().skriv().skicka().godkann()


def skicka_texten_igen(vag: Vag) -> None:
    """Take the text back and send it anew."""
    vag.gor(vag.utlatande, "ta_tillbaka", vag.varld.handlaggare).skicka()


def skicka_protokollet_igen(vag: Vag) -> None:
    """Take the protokoll back and send it anew."""
    vag.gor(vag.protokoll, "ta_tillbaka_protokoll", vag.varld.sekreterare).till_justering()


def godkann_igen(vag: Vag) -> None:
    """Withdraw what was signed, and have it signed anew."""
    vag.gor(vag.arende, "dra_tillbaka", vag.varld.handlaggare, skal="En siffra är fel.").skicka().godkann()


def papper(vag: Vag) -> dict[str, Any]:
    """A signature on paper."""
    return {
        "fortroendevald": Fortroendevald.objects.get(anvandare=vag.varld.ordforande).pk,
        "satt": JusteringSatt.PAPPER.value,
        "justerad_on": vag.nu.date().isoformat(),
        "fil": SimpleUploadedFile("protokoll.pdf", en_pdf(), "application/pdf"),
    }


UNDERSKRIFTER: dict[
    str,
    tuple[
        Callable[[Vag], Vag],
        Callable[[Vag], Subject],
        str,
        Callable[[Vag], Any],
        Callable[[Vag], dict[str, Any]],
    ],
] = {
    "godkann": (hos_chefen, lambda v: v.utlatande, "avdelningschef", skicka_texten_igen, lambda v: {}),
    "aterlamna": (
        hos_chefen,
        lambda v: v.utlatande,
        "avdelningschef",
        skicka_texten_igen,
        lambda v: {"kommentar": "Skriv om det andra stycket."},
    ),
    "justera": (till_justering, lambda v: v.protokoll, "ordforande", skicka_protokollet_igen, lambda v: {}),
    "neka_justering": (
        till_justering,
        lambda v: v.protokoll,
        "ordforande",
        skicka_protokollet_igen,
        lambda v: {"skal": "Det står fel i § 1."},
    ),
    "registrera_justering": (
        till_justering,
        lambda v: v.protokoll,
        "sekreterare",
        skicka_protokollet_igen,
        papper,
    ),
    "besluta_pa_delegation": (
        delegerat,
        lambda v: v.arende,
        "avdelningschef",
        godkann_igen,
        lambda v: {"delegationspunkt": v.delegationspunkt.pk, "satser": "Svaret lämnas."},
    ),
}
"""Every act that signs, returns or adopts a frozen text: how far, of what, by whom, what another then does, what is typed."""


FAKTA: dict[str, Callable[[Vag], dict[str, Any]]] = {
    "registrera_justering": lambda v: {
        "fortroendevald": Fortroendevald.objects.get(anvandare=v.varld.ordforande),
        "satt": "papper",
        "justerad_on": v.idag,
        "fil": en_fil(),
    },
    "besluta_pa_delegation": lambda v: {
        "delegationspunkt": v.delegationspunkt,
        "satser": ["Svaret lämnas."],
    },
}
"""What else the act is told, where it is not what is typed."""


def namngiven(vag: Vag, action: str) -> dict[str, int]:
    """The text that a page made now would name."""
    if action in ("justera", "neka_justering", "registrera_justering"):
        assert vag.protokoll.dokument_id is not None
        return {"dokument": vag.protokoll.dokument_id}
    return {"version": vag.utlatande.versioner.latest("nummer").pk}


def gjort() -> int:
    """How many signatures, returns and beslut there are of the text that is out."""
    return (
        sum(
            u.versioner.all()[0].godkannanden.count()
            for u in Tjansteutlatande.objects.filter(state="godkannande")
        )
        + Justering.objects.count()
        + Beslut.objects.filter(punkt__isnull=True).count()
    )


@pytest.mark.parametrize("action", UNDERSKRIFTER)
def test_a_page_that_does_not_say_what_it_showed_signs_nothing(varld: Varld, action: str) -> None:
    fram, vad, vem, igen, skrivet = UNDERSKRIFTER[action]
    vag = fram(Vag(varld))
    igen(vag)
    subject = vad(vag)
    subject.refresh_from_db()
    lage = subject.state
    adress = reverse("akt", args=[slag_of(subject), subject.pk, action])
    svar = inloggad(getattr(varld, vem)).post(
        adress, {**skrivet(vag), "losenord": LOSENORD, "nyckel": ny_nyckel()}
    )
    assert svar.status_code == 409
    subject.refresh_from_db()
    assert (subject.state, gjort()) == (lage, 0)


@pytest.mark.parametrize("action", UNDERSKRIFTER)
def test_the_gate_holds_the_text_that_an_act_names_against_the_one_that_is_out(
    varld: Varld, action: str
) -> None:
    fram, vad, vem, igen, skrivet = UNDERSKRIFTER[action]
    vag = fram(Vag(varld))
    sett = namngiven(vag, action)
    igen(vag)
    subject, person = vad(vag), getattr(varld, vem)
    klass: Any = next(r.facts for r in TABLE[slag_of(subject)] if r.action == action)
    annat = FAKTA.get(action, skrivet)(vag)
    with pytest.raises(HindradError, match="inte längre den som sidan visade"):
        perform(subject, action, by=person, at=vag.nu, facts=klass(**sett, **annat))
    assert gjort() == 0
    perform(subject, action, by=person, at=vag.nu, facts=klass(**namngiven(vag, action), **annat))


@pytest.mark.parametrize("action", UNDERSKRIFTER)
def test_an_act_that_names_no_text_is_refused(varld: Varld, action: str) -> None:
    fram, vad, vem, _, skrivet = UNDERSKRIFTER[action]
    vag = fram(Vag(varld))
    subject = vad(vag)
    klass: Any = next(r.facts for r in TABLE[slag_of(subject)] if r.action == action)
    ingen = dict.fromkeys(namngiven(vag, action))

    with pytest.raises(HindradError, match="inte längre den som sidan visade"):
        perform(
            subject,
            action,
            by=getattr(varld, vem),
            at=vag.nu,
            facts=klass(**ingen, **FAKTA.get(action, skrivet)(vag)),
        )
    assert gjort() == 0
