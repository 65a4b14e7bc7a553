"""Forms of a chef over a text: to sign it, and to return it."""

from __future__ import annotations

from motions.akten import texten
from motions.datum import tidpunkt
from motions.models import Tjansteutlatande
from remiss.facts.utlatande import Aterlamna, Avgor
from remiss.forms.arende import Aktform, Formular
from remiss.forms.fields import TextBlock
from remiss.hinder import ANNAN_TEXT
from remiss.underskrift import lasning


class UnderskriftForm(Aktform[Tjansteutlatande]):
    """What a chef signs or returns is the version that the page named (domain 4.9)."""

    ANDRAT = ANNAN_TEXT
    SIGNERAR = True

    @property
    def om(self) -> str:
        """Which text it is about."""
        version = texten(self.subject).version
        if version is None:
            return ""
        vilken = f"Det gäller version {version.nummer}, skickad {tidpunkt(version.fryst_at, self.today)}."
        last = lasning.senast_lasta(self.user, list(self.subject.versioner.defer("innehall", "delar"))).get(
            self.subject.pk, 0
        )
        if last == version.nummer:
            return vilken
        return f"{vilken} {f'Du har läst version {last}, men inte den här.' if last else 'Du har inte läst den.'}"

    def star(self) -> int | None:
        """The version that waits."""
        version = texten(self.subject).version
        return version.pk if version else None

    def facts(self) -> Avgor:
        """Which version."""
        return Avgor(self.namngiven())


class KommentarForm(UnderskriftForm):
    """The chef's word to the handläggare."""

    kommentar = TextBlock(
        label="Vad behöver ändras?", saknas="Skriv vad som behöver ändras.", max_length=4000
    )

    def facts(self) -> Aterlamna:
        """The comment, and to which version."""
        return Aterlamna(self.namngiven(), self.cleaned_data["kommentar"])


FORMULAR: Formular = {
    ("utlatande", "aterlamna"): KommentarForm,
    ("utlatande", "godkann"): UnderskriftForm,
}
