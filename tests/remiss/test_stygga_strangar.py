"""The naughty strings in every field of every form and every question of an address: no 500, nothing raw, nothing half done.

Three ways in. Every string goes through every field of every form, one by one, as the form would read it. The worst go by
request into all fields of a form at once. And where a form that is filled in well is accepted, they go into one field at a
time, so that what is stored is shown again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms import BaseForm, Field, FileField, ModelChoiceField
from django.http import HttpResponse, QueryDict
from django.test import Client

from motions.models import Handelse, Handling, UndanlagdText, Utkast
from remiss.forms.akter import AKTFORMULAR
from remiss.models import Anvandarval, Idempotens, Utskick
from tests.factories import LOSENORD, Varld
from tests.sidor import Besok, Formular, vandra
from tests.strangar import EGNA, alla
from tests.vagen import PDF, Vag

pytestmark = pytest.mark.django_db

PERSONER = ("registrator", "handlaggare", "avdelningschef", "sekreterare", "ordforande", "revisor")
TEXT = {"text", "textarea", "search", "email", "url", "tel"}
SAMTIDIGT = (
    "a\x00b",
    "9" * 25,
    "²",
    "<script>alert(1)</script>",
    "2026-02-30",
    "\r\nBcc: alla@exempel.invalid",
)
"""In all fields of a form at once."""
VAR_FOR_SIG = 9
"""So many strings go by request into each text field of a form that is else filled in well: all of them, over the forms. With
`--alla-strangar` all go into each field."""
MARKUP = re.compile(r"<[a-z/!?]", re.I)


@dataclass
class Falt:
    """A form as it was found, and who found it where."""

    klient: Client
    besok: Besok
    form: Formular


@dataclass
class Utfall:
    """What went wrong, and how much was tried."""

    fel: list[str] = field(default_factory=list)
    falt: set[tuple[str, str]] = field(default_factory=set)
    skickade: set[str] = field(default_factory=set)
    begaran: int = 0
    godtagna: int = 0


@pytest.fixture
def varld_med_allt(varld: Varld) -> Varld:
    """One case at each stop where somebody has something to fill in."""
    varld.at = datetime.now(UTC) - timedelta(days=20)
    Vag(varld, motion_nummer=1).registrera()
    utkast = Vag(varld, motion_nummer=2).registrera().tilldela().skriv()
    utkast.gor(
        utkast.arende, "begar_anstand", varld.handlaggare,
        onskad_on=utkast.idag + timedelta(days=90), skal="Nämnden sammanträder först då.",
    )  # fmt: skip
    Vag(varld, motion_nummer=3).registrera().tilldela().skriv().skicka()
    Vag(varld, motion_nummer=4).till_klart()
    Vag(varld, motion_nummer=5).till_klart().satt_upp()
    Vag(varld, motion_nummer=6).till_oppet()
    Vag(varld, motion_nummer=7).till_oppet().besluta().avsluta_sammantrade().till_justering()
    Vag(varld, motion_nummer=8).till_justerat().framstall()
    Vag(varld, motion_nummer=9).till_justerat().anslag().expediera()
    return varld


def inloggad(varld: Varld, vem: str) -> Client:
    """The browser of a person; a fault of ours is answered as the world meets it."""
    klient = Client(raise_request_exception=False)
    klient.force_login(varld.alla()[vem], backend="remiss.login.backend.AccountBackend")
    return klient


def test_no_string_in_any_field_breaks_anything(
    varld_med_allt: Varld, request: pytest.FixtureRequest
) -> None:
    utfall, strangar = Utfall(), alla()
    antal = len(strangar) if request.config.getoption("--alla-strangar") else VAR_FOR_SIG
    assert len(strangar) >= 515
    sorter: set[tuple[str, ...]] = set()
    runt = cycle(strangar)

    for vem in PERSONER:
        klient = inloggad(varld_med_allt, vem)
        for besok in list(vandra(klient, per_adress=1)):
            for form in _formerna(besok):
                _genom_falten(type(form).__name__, form.fields, strangar, utfall)
            for formular in besok.innehall.former:
                sort = (besok.namn, formular.metod, *sorted(formular.falt))
                if sort not in sorter:
                    sorter.add(sort)
                    _med_begaran(Falt(klient, besok, formular), runt, antal, utfall)

    for klass in set(AKTFORMULAR.values()):
        _genom_falten(klass.__name__, vars(klass)["base_fields"], strangar, utfall)

    assert utfall.fel == []
    assert utfall.skickade >= {s for s in strangar if len(s) < 1000}, "alla ska ha skickats i minst ett fält"
    assert len(utfall.falt) > 100
    assert utfall.godtagna > 100, "de flesta texter ska kunna tas emot"


# field by field


def _formerna(besok: Besok) -> Iterator[BaseForm]:
    """The forms that the page was made with, also those in lists and in what carries a form."""
    sedda: set[int] = set()
    for context in besok.svar.context or []:
        for varde in (v for d in context.dicts for v in d.values()):
            for ett in varde if isinstance(varde, list | tuple) else [varde]:
                form = ett if isinstance(ett, BaseForm) else getattr(ett, "form", None)
                if isinstance(form, BaseForm) and id(form) not in sedda:
                    sedda.add(id(form))
                    yield form


def _genom_falten(form: str, falten: Mapping[str, Field], strangar: Sequence[str], utfall: Utfall) -> None:
    """Each string through each field of a form, as the form reads it; what comes out can be stored."""
    for namn, falt in falten.items():
        sort = (form, re.sub(r"\d+", "N", namn))
        if sort in utfall.falt or isinstance(falt, FileField):
            continue
        utfall.falt.add(sort)
        # Each string costs a question to the database here: the whole list is kept for what is typed.
        for s in EGNA if isinstance(falt, ModelChoiceField) else strangar:
            data = QueryDict(mutable=True)
            data[namn] = s
            varde = falt.widget.value_from_datadict(data, {}, namn)
            try:
                ut = falt.clean(varde)
            except ValidationError:
                continue
            except Exception as error:
                utfall.fel.append(f"{'.'.join(sort)}: {s[:40]!r} ger {error!r}")
                if not isinstance(error, ValueError | TypeError | OverflowError):
                    raise
                continue
            if isinstance(ut, str) and "\x00" in ut:
                utfall.fel.append(f"{'.'.join(sort)}: NUL släpps igenom")


# by request


def _med_begaran(f: Falt, runt: Iterator[str], antal: int, utfall: Utfall) -> None:
    texter = [n for n, (slag, _) in f.form.falt.items() if slag in TEXT]
    fyllbara = [n for n in f.form.falt if n not in ("csrfmiddlewaretoken", "nyckel")]
    for s in SAMTIDIGT if fyllbara else ():
        _skicka(f, dict.fromkeys(fyllbara, s), utfall)
    if not texter:
        return
    bra = _val_ifyllt(f.form)
    if f.form.metod == "post" and _skicka(f, {}, utfall, bra) >= 400:
        # It cannot be filled in well without knowing what it asks for: all the texts are tried at once instead.
        for s in islice(runt, antal):
            _skicka(f, dict.fromkeys(texter, s), utfall, bra)
        return
    for namn in texter:
        for s in islice(runt, antal):
            utfall.godtagna += _skicka(f, {namn: s}, utfall, bra) < 400


def _val_ifyllt(form: Formular) -> dict[str, Any]:
    """What a person could have filled in."""
    i_dag = datetime.now(UTC).date().isoformat()
    ord_ = {"file": "", "password": LOSENORD, "checkbox": "", "radio": "", "number": "1"}
    return {
        namn: varde or (i_dag if namn.endswith("_on") else ord_.get(slag, "Ett ord"))
        for namn, (slag, varde) in form.falt.items()
        if slag not in ("checkbox", "select") or varde
    }


def _skicka(f: Falt, stygga: dict[str, str], utfall: Utfall, bra: dict[str, Any] | None = None) -> int:
    """Send the form, undo it, and note what was wrong with the answer. Returns its status."""
    data: dict[str, Any] = {**f.form.dolda, **(bra or {}), **stygga}
    mal, vad = f.besok.mal(f.form), f"{f.besok.namn} → {f.besok.mal(f.form)} {_visa(stygga)}"
    utfall.begaran += 1
    utfall.skickade |= set(stygga.values())
    with transaction.atomic():
        fore = _avtryck()
        if f.form.metod == "post":
            filer = {
                n: SimpleUploadedFile("a.pdf", PDF) for n, (slag, _) in f.form.falt.items() if slag == "file"
            }
            svar = f.klient.post(mal, data | (filer if bra else {}))
        else:
            svar = f.klient.get(mal, data)
        status: int = svar.status_code
        svaren = [svar]
        if status in (301, 302, 303) and (
            utfall.begaran % 3 == 0 or any(map(MARKUP.search, stygga.values()))
        ):
            svaren.append(f.klient.get(f.besok.stig))
        if status >= 500 or svaren[-1].status_code >= 500:
            utfall.fel.append(f"{vad}: {status} {svaren[-1].status_code}")
        elif status >= 400 and _avtryck() != fore:
            utfall.fel.append(f"{vad}: {status} men något ändrades")
        utfall.fel += [f"{vad}: rått i svaret" for s in stygga.values() if _ratt(s, svaren)]
        transaction.set_rollback(True)
    return status


def _visa(stygga: dict[str, str]) -> str:
    namn = ", ".join(list(stygga)[:4])
    return f"[{namn}] {next(iter(stygga.values()), '')[:50]!r}"


def _ratt(s: str, svaren: Sequence[Any]) -> bool:
    """Whether the string's own markup stands in an answer as markup."""
    return bool(MARKUP.search(s)) and any(
        s.encode("utf-8", "replace") in svar.content for svar in svaren if not svar.streaming
    )


LAMNAR_SPAR = (Handelse, Handling, Idempotens, UndanlagdText, Utskick, Utkast, Anvandarval)
"""What an act would have left a row of."""


def _avtryck() -> tuple[int, ...]:
    return tuple(modell._default_manager.count() for modell in LAMNAR_SPAR)


# that the test sees what is wrong


class _Slapphant(Field):
    """A field that takes whatever comes, and falls over at a two."""

    def to_python(self, value: object) -> object:
        """The value as it is."""
        return int(value) if value == "²" else value


def test_a_careless_field_is_seen() -> None:
    utfall = Utfall()

    _genom_falten("Form", {"falt": _Slapphant()}, EGNA, utfall)

    assert any("NUL släpps igenom" in rad for rad in utfall.fel)
    assert any("ValueError" in rad for rad in utfall.fel)


@pytest.mark.parametrize(
    ("svaret", "ratt"), [("<p><script>alert(1)</script></p>", True), ("<p>&lt;script&gt;</p>", False)]
)
def test_what_is_shown_raw_is_seen(svaret: str, ratt: bool) -> None:
    assert _ratt("<script>alert(1)</script>", [HttpResponse(svaret)]) is ratt
