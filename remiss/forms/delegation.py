"""Forms of a beslut outside the sitting: the delegat's, and the ordförande's as the sekreterare registers it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from motions.datum import tidpunkt
from motions.models import (
    Arende,
    Delegationspunkt,
    Fortroendeuppdrag,
    SvarSlag,
    far_besluta_bradskande,
)
from motions.text.names import i_mening
from motions.text.typed_day import Tidsled
from remiss import roles
from remiss.facts import Facts
from remiss.facts.delegation import AvstaPaDelegation, BeslutaPaDelegation, RegistreraOrdforandebeslut
from remiss.forms.arende import Aktform, Formular, SkalForm
from remiss.forms.fields import Cleaned, Datumfalt, Filfalt, TextBlock, radval, val
from remiss.guards.delegation import MED_TEXT, antagen_version

SATSER_HJALP = "En punkt per rad."


def _fran(arende: Arende) -> str:
    return f" på remissen från {i_mening(str(arende.remiss.remittent))}" if hasattr(arende, "remiss") else ""


def _over(arende: Arende) -> str:
    return f" över remissen från {arende.remiss.remittent}" if hasattr(arende, "remiss") else ""


def brev_om_att_avsta(arende: Arende) -> str:
    """The letter proposed to the remittent when nämnden abstains."""
    return f"{arende.organ} avstår från att yttra sig{_over(arende)}."


class Delegationspunktval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A point of the delegationsordning."""

    def label_from_instance(self, obj: Delegationspunkt) -> str:
        """«Punkt 3.2: yttrande över remisser»."""
        return f"Punkt {obj.beteckning}: {obj.avser}"


class Svarsform(Aktform[Arende]):
    """A beslut outside the sitting; what becomes the svar is the text that the page named."""

    ANDRAT = (
        "Den godkända texten är inte längre den som sidan visade. Inget är beslutat. Läs den text som gäller nu; "
        "beslutar du igen gäller det den."
    )

    @property
    def om(self) -> str:
        """Which text it is about, if there is one."""
        version = antagen_version(self.subject)
        if version is None:
            return ""
        fryst = tidpunkt(version.fryst_at, self.today)
        return f"Det godkända tjänsteutlåtandet är version {version.nummer}, skickad {fryst}."

    def star(self) -> list[int]:
        """The text that has been signed, if there is one."""
        version = antagen_version(self.subject)
        return [version.pk] if version else []


class Delegationsform(Svarsform):
    """By which point, and what is decided."""

    SIGNERAR = True
    avsta = False
    delegationspunkt = Delegationspunktval(
        Delegationspunkt.objects.none(),
        label="Punkt i delegationsordningen",
        empty_label=None,
        error_messages={
            "required": "Välj den punkt som ger dig rätt att besluta.",
            "invalid_choice": "Välj en av punkterna i listan.",
        },
    )
    satser = TextBlock(
        label="Beslut", saknas="Skriv vad du beslutar.", help_text=SATSER_HJALP, max_length=4000
    )

    def bygg(self) -> None:
        """The user's own points, and what is usually decided by them."""
        mina = roles.delegationspunkter(self.user, self.subject, self.today, avsta=self.avsta)
        radval(self, "delegationspunkt").queryset = Delegationspunkt.objects.filter(
            pk__in=[p.pk for p in mina]
        )
        self.fields["satser"].initial = self.forslag()

    def forslag(self) -> str:
        """What is usually decided."""
        return f"Förvaltningens tjänsteutlåtande lämnas som nämndens svar{_fran(self.subject)}."

    def facts(self) -> Facts:
        """The point, the points of the beslut, one for each line, and the text that is adopted."""
        data = self.cleaned_data
        return BeslutaPaDelegation(data["delegationspunkt"], data["satser"].splitlines(), self.namngiven())


class AvstaForm(Delegationsform):
    """By which point, what is decided, and the letter that tells the remittent."""

    SIGNERAR = False
    avsta = True
    svar_text = TextBlock(
        label="Brev till remittenten",
        saknas=MED_TEXT[SvarSlag.AVSTAR],
        help_text="Brevet skickas som svar, med båda diarienumren.",
        max_length=8000,
    )

    def bygg(self) -> None:
        """The letter too."""
        super().bygg()
        self.fields["svar_text"].initial = brev_om_att_avsta(self.subject)

    def forslag(self) -> str:
        """What is usually decided."""
        return brev_om_att_avsta(self.subject)

    def facts(self) -> Facts:
        """The point, the points of the beslut, and the letter."""
        data = self.cleaned_data
        return AvstaPaDelegation(data["delegationspunkt"], data["satser"].splitlines(), data["svar_text"])


class Uppdragsval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Who has the nämnd's uppdrag."""

    def label_from_instance(self, obj: Fortroendeuppdrag) -> str:
        """«Anna Ek (S), ordförande»."""
        return f"{obj.fortroendevald.namn} ({obj.parti}), {obj.get_roll_display().lower()}"


class OrdforandebeslutForm(Svarsform):
    """Who decided, when, why it could not wait, what, and what becomes the svar (KL 6:39)."""

    uppdrag = Uppdragsval(
        Fortroendeuppdrag.objects.none(),
        label="Beslutat av",
        empty_label=None,
        error_messages={
            "required": "Välj vem som har beslutat.",
            "invalid_choice": "Välj någon som har nämndens uppdrag.",
        },
    )
    fattat_on = Datumfalt(label="Beslutet fattades den", tidsled=Tidsled.GANGEN)
    bradska = TextBlock(
        label="Varför kunde beslutet inte vänta?",
        saknas="Skriv varför beslutet inte kunde vänta till nästa sammanträde. Det anmäls för nämnden.",
        max_length=500,
    )
    satser = TextBlock(
        label="Beslut", saknas="Skriv vad som beslutades.", help_text=SATSER_HJALP, max_length=4000
    )
    svar = forms.ChoiceField(
        label="Svar till remittenten",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj ett av alternativen.",
            "invalid_choice": "Välj ett av alternativen.",
        },
    )
    svar_text = TextBlock(
        label="Yttrandet eller brevet",
        required=False,
        help_text="Fylls i när svaret är ett eget yttrande eller ett besked om att nämnden avstår.",
        max_length=60000,
    )
    fil = Filfalt(label="Undertecknat beslut", required=False)

    def bygg(self) -> None:
        """Those who might decide on that day, and what can leave."""
        organ = self.subject.organ
        ratta = far_besluta_bradskande(organ, self._fattat() or self.today)
        radval(self, "uppdrag").queryset = Fortroendeuppdrag.objects.filter(
            pk__in=[u.pk for u in ratta]
        ).select_related("fortroendevald")
        self.fields["fattat_on"].initial = self.today
        val(self, "svar").choices = self._svar()
        self.fields["svar"].initial = self._svar()[0][0]
        self.fields["satser"].initial = (
            f"Förvaltningens tjänsteutlåtande lämnas som nämndens svar{_fran(self.subject)}."
            if antagen_version(self.subject)
            else ""
        )

    def _fattat(self) -> date | None:
        """The day as typed, if it is a day: the mandates are those of that day."""
        if not self.is_bound:
            return None
        falt = self.fields["fattat_on"]
        try:
            dag: date | None = falt.clean(self.data.get(self.add_prefix("fattat_on"), ""))
        except ValidationError:
            return None
        return dag

    def _svar(self) -> list[tuple[str, str]]:
        """What can leave: the signed text when there is one, words of its own, or nothing."""
        val = [(s.value, str(s.label)) for s in (SvarSlag.EGET, SvarSlag.AVSTAR, SvarSlag.INGET)]
        if not hasattr(self.subject, "remiss"):
            return val[-1:]
        if antagen_version(self.subject) is None:
            return val
        return [(SvarSlag.UTLATANDE.value, str(SvarSlag.UTLATANDE.label)), *val]

    def clean_fattat_on(self) -> date:
        """Not before the remiss came, and not tomorrow."""
        dag: date = self.cleaned_data["fattat_on"]
        if dag > self.today:
            raise ValidationError("Beslutet kan inte ha fattats efter i dag.")
        if dag < self.subject.inkommen_on:
            raise ValidationError(
                f"Remissen kom in {self.subject.inkommen_on}. Beslutet kan inte ha fattats före det."
            )
        return dag

    def clean(self) -> Cleaned:
        """Words of its own are written out."""
        data: Cleaned = super().clean() or {}
        svar = data.get("svar")
        if svar in MED_TEXT and not data.get("svar_text"):
            self.add_error("svar_text", MED_TEXT[SvarSlag(svar)])
        return data

    def facts(self) -> RegistreraOrdforandebeslut:
        """All that was typed; the points of the beslut are one for each line."""
        return RegistreraOrdforandebeslut(
            **{**self.cleaned_data, "satser": self.cleaned_data["satser"].splitlines()},
            version=self.namngiven(),
        )


FORMULAR: Formular = {
    ("arende", "besluta_pa_delegation"): Delegationsform,
    ("arende", "avsta_pa_delegation"): AvstaForm,
    ("arende", "registrera_ordforandebeslut"): OrdforandebeslutForm,
    ("arende", "upphav_enskilt_beslut"): SkalForm,
}
