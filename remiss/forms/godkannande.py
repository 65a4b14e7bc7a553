"""Forms of a chef over a text: to sign it, and to return it."""

from __future__ import annotations

from motions.akten import texten
from motions.datum import tidpunkt
from motions.models import Tjansteutlatande
from remiss.facts.utlatande import Aterlamna
from remiss.forms.arende import Aktform, Formular
from remiss.forms.fields import TextBlock
from remiss.forms.seen import ANNAN_TEXT


class UnderskriftForm(Aktform[Tjansteutlatande]):
    """What a chef signs or returns is the version that the page named (domain 4.9)."""

    ANDRAT = ANNAN_TEXT

    @property
    def om(self) -> str:
        """Which text it is about."""
        version = texten(self.subject).version
        return (
            f"Det gäller version {version.nummer}, skickad {tidpunkt(version.fryst_at, self.today)}."
            if version
            else ""
        )

    def star(self) -> int | None:
        """The version that waits."""
        version = texten(self.subject).version
        return version.pk if version else None


class KommentarForm(UnderskriftForm):
    """The chef's word to the handläggare."""

    kommentar = TextBlock(
        label="Vad behöver ändras?", saknas="Skriv vad som behöver ändras.", max_length=4000
    )

    def facts(self) -> Aterlamna:
        """The comment."""
        return Aterlamna(self.cleaned_data["kommentar"])


FORMULAR: Formular = {
    ("utlatande", "aterlamna"): KommentarForm,
    ("utlatande", "godkann"): UnderskriftForm,
}
