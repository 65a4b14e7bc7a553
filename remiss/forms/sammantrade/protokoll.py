"""Forms of a protokoll: a signature made elsewhere, a refusal, the anslag."""

from __future__ import annotations

from django import forms

from motions.datum import tidpunkt
from motions.models import Fortroendevald, JusteringSatt, Protokoll
from motions.text.typed_day import Tidsled
from remiss.facts.protokoll import Ansla, Justera, NekaJustering, RegistreraJustering, TaNed
from remiss.forms.arende import Aktform, Formular
from remiss.forms.fields import Cleaned, Datumfalt, Filfalt, TextBlock, TextRad, radval
from remiss.guards.protokoll import for_tidigt_nedtaget, kvar_att_justera, sent_anslag
from remiss.hinder import ANNAN_TEXT, Varning


class JusteraForm(Aktform[Protokoll]):
    """What is signed, or refused, is the text that the page named (KL 5:69)."""

    ANDRAT = ANNAN_TEXT
    SIGNERAR = True

    @property
    def om(self) -> str:
        """Which text it is about."""
        return f"Det gäller texten som skickades {tidpunkt(self.subject.state_since, self.today)}."

    def star(self) -> int | None:
        """The text that is out."""
        return self.subject.dokument_id

    def facts(self) -> Justera:
        """Which text."""
        return Justera(self.namngiven())


class NekaForm(JusteraForm):
    """Why one does not sign."""

    skal = TextBlock(label="Skäl", saknas="Skriv varför. Skälet står i ärendets historik.", max_length=2000)

    def facts(self) -> NekaJustering:
        """The reason, and of which text."""
        return NekaJustering(self.namngiven(), self.cleaned_data["skal"])


class RegistreraJusteringForm(JusteraForm):
    """Who signed, how and when, with the signed original."""

    fortroendevald = forms.ModelChoiceField(
        Fortroendevald.objects.none(),
        label="Justerat av",
        empty_label=None,
        error_messages={"required": "Välj vem som har justerat."},
    )
    satt = forms.ChoiceField(
        label="Sätt",
        choices=[(s.value, s.label) for s in (JusteringSatt.PAPPER, JusteringSatt.EXTERN)],
        widget=forms.RadioSelect,
        initial=JusteringSatt.PAPPER,
        error_messages={"required": "Välj ett av alternativen."},
    )
    justerad_on = Datumfalt(label="Justerat den", tidsled=Tidsled.GANGEN)
    fil = Filfalt(label="Undertecknat original")

    def bygg(self) -> None:
        """Those who have not signed."""
        kvar = [f.pk for f in kvar_att_justera(self.subject)]
        radval(self, "fortroendevald").queryset = Fortroendevald.objects.filter(pk__in=kvar)

    def facts(self) -> RegistreraJustering:
        """The signature as it was given."""
        return RegistreraJustering(self.namngiven(), **self.cleaned_data)


class Avvikelseform(Aktform[Protokoll]):
    """An act on a day that may be irregular: then it needs its reason, which is recorded."""

    skal = TextRad(label="Skäl, om dagen avviker", required=False, max_length=500)

    def avvikelser(self, data: Cleaned) -> list[Varning]:
        """What is irregular about what was typed."""
        raise NotImplementedError

    def clean(self) -> Cleaned:
        """A reason for what is irregular."""
        data: Cleaned = super().clean() or {}
        if not self.errors and not data.get("skal"):
            for varning in self.avvikelser(data):
                self.add_error("skal", f"{varning.text} Skriv skälet; det antecknas.")
        return data

    def reason(self) -> str:
        """Why it is so, when the day is irregular."""
        return str(self.cleaned_data.get("skal", ""))


class AnslagForm(Avvikelseform):
    """Which board, where the protokoll can be read, and since when."""

    tavla = TextRad(label="Anslagstavla", max_length=200, saknas="Skriv vilken anslagstavla.")
    forvaringsplats = TextRad(
        label="Protokollet finns hos", max_length=200, saknas="Skriv var protokollet kan läsas (KL 8:12)."
    )
    anslaget_on = Datumfalt(label="Anslaget gick upp den", tidsled=Tidsled.GANGEN)
    field_order = ["tavla", "forvaringsplats", "anslaget_on", "skal"]

    def bygg(self) -> None:
        """The organ's own board and place, and today."""
        organ = self.subject.sammantrade.organ
        self.initial = {
            "tavla": organ.kommun.anslagstavla,
            "forvaringsplats": organ.forvaringsplats,
            "anslaget_on": self.today,
            **(self.initial or {}),
        }

    def avvikelser(self, data: Cleaned) -> list[Varning]:
        """Later than the second day (KL 8:12)."""
        return sent_anslag(self.subject, self._fakta(data), self.user, self.at)

    @staticmethod
    def _fakta(data: Cleaned) -> Ansla:
        return Ansla(data["tavla"], data["forvaringsplats"], data["anslaget_on"])

    def facts(self) -> Ansla:
        """Which board, where, since when."""
        return self._fakta(self.cleaned_data)


class TaNedForm(Avvikelseform):
    """The day it came down."""

    nedtaget_on = Datumfalt(label="Anslaget togs ned den", tidsled=Tidsled.GANGEN)
    field_order = ["nedtaget_on", "skal"]

    def bygg(self) -> None:
        """Today."""
        self.initial = {"nedtaget_on": self.today, **(self.initial or {})}

    def avvikelser(self, data: Cleaned) -> list[Varning]:
        """Before överklagandetiden is over (KL 13:5)."""
        return for_tidigt_nedtaget(self.subject, TaNed(data["nedtaget_on"]), self.user, self.at)

    def facts(self) -> TaNed:
        """The day."""
        return TaNed(self.cleaned_data["nedtaget_on"])


FORMULAR: Formular = {
    ("protokoll", "registrera_justering"): RegistreraJusteringForm,
    ("protokoll", "justera"): JusteraForm,
    ("protokoll", "neka_justering"): NekaForm,
    ("protokoll", "anslag"): AnslagForm,
    ("protokoll", "ta_ned"): TaNedForm,
}
