"""Forms by which the registrator corrects entries of the diarium, and strikes out what was registered by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from motions.models import Arende, Handling, Riktning
from motions.rattelser import RATTBART_I_HANDLINGEN, Entry, i_ord
from motions.text.personnummer import utan
from motions.text.typed_day import Tidsled
from remiss.facts.diarium import MakuleraHandling, Ratta, RattaHandling
from remiss.forms.arende import Aktform, Formular, SkalForm
from remiss.forms.fields import Cleaned, Datumfalt, TextBlock, TextRad
from remiss.forms.seen import FALT, avtryck
from remiss.guards import personuppgifter
from remiss.web.keys import heltal

SKAL = "Skriv varför. Skälet står i ärendets historik."
VISA = "visa_personnummer"


def foljer(offentlig: str, hela: str) -> bool:
    """Whether the public words are those of the row itself, whole or without a personnummer."""
    return offentlig in (hela, utan(hela))


class Rattelseform(Aktform[Arende]):
    """Entries as they stand, to be overtyped, and why. Only what the registrator changed is handed on.

    Each field carries what was shown, so that a correction that another makes in the same moment is not undone by one left alone.
    """

    skal = TextBlock(label="Skäl till rättelsen", saknas=SKAL, max_length=2000)
    vald: Handling | None = None
    """The handling that is corrected, when it is one."""

    def visa(self, nu: Mapping[str, Entry]) -> None:
        """Show the entries as they are; those that the row does not have are taken out."""
        self.nu = dict(nu)
        for namn in [n for n in self.fields if n not in ("skal", "handling") and n not in nu]:
            del self.fields[namn]
        for namn, varde in nu.items():
            self.fields[namn].show_hidden_initial = True
            self.initial[namn] = varde
        self.order_fields([*(n for n in self.fields if n != "skal"), "skal"])

    def star(self) -> Cleaned | None:
        """The entries as they are, once it is known of what."""
        return dict(self.nu) or None

    def andrat(self) -> dict[str, Entry]:
        """The entries that were changed on the page and are not already as they should be."""
        return {
            n: self.cleaned_data[n]
            for n in self.changed_data
            if n in self.nu
            and n in self.cleaned_data
            and i_ord(n, self.cleaned_data[n]) != i_ord(n, self.nu[n])
        }

    def clean(self) -> Cleaned:
        """A correction corrects something."""
        data: Cleaned = super().clean() or {}
        if not self.errors and not self.andrat():
            raise ValidationError("Ändra minst en uppgift. Allt står redan som i diariet.")
        self._granska_personnummer()
        return data

    def _granska_personnummer(self) -> None:
        """What the gate warns of, beside its field; it is shown when somebody says so, and why is asked for all the same."""
        varnat = personuppgifter.rattat(self.subject, self.vald, self.nya())
        if varnat:
            self.fields[VISA] = forms.BooleanField(label="Visa personnumret för alla", required=False)
        if self._ska_visas():
            return
        for falt, varningar in varnat.items():
            for v in varningar:
                self.add_error(falt, f"{v.text} Skriv utan, eller kryssa för att det ska visas.")

    def _ska_visas(self) -> bool:
        return VISA in self.fields and VISA in self.data

    def reason(self) -> str:
        """That the number is to be shown; why stands in the reason for the correction."""
        return "Personnumret ska visas för alla." if self._ska_visas() else ""

    def nya(self) -> dict[str, Entry]:
        """The entries as they should stand, by field: those that were changed."""
        return self.andrat()

    def inte_i_framtiden(self, namn: str) -> date:
        """A day that has been. Errors: ValidationError."""
        dag: date = self.cleaned_data[namn]
        if dag > self.today:
            raise ValidationError("Dagen kan inte ligga efter i dag. Kontrollera datumet.")
        return dag


class RattaForm(Rattelseform):
    """What the diarium says of an ärende (OSL 5:2). The number and its klassificering stay."""

    titel = TextRad(label="Ärendemening", max_length=300, saknas="Skriv vad ärendet gäller.")
    offentlig_titel = TextRad(
        label="Ärendemening som får visas för alla",
        max_length=300,
        saknas="Skriv en ärendemening som inte röjer något hemligt.",
    )
    inkommen_on = Datumfalt(label="Inkommen den", tidsled=Tidsled.GANGEN)
    remittent = TextRad(label="Remittent", max_length=150, saknas="Skriv vem som har skickat remissen.")
    remittentens_dnr = TextRad(label="Remittentens diarienummer", max_length=60, required=False)
    remisstid_on = Datumfalt(
        label="Remisstid",
        tidsled=Tidsled.KOMMANDE,
        help_text="Rätta bara en felskriven dag. En ny dag som remittenten gett registreras som anstånd.",
    )
    avsandare = TextRad(
        label="Uppdragsgivare eller initiativtagare",
        max_length=150,
        saknas="Skriv vem som har gett uppdraget eller väckt ärendet.",
    )
    avsandarens_dnr = TextRad(label="Uppdragsgivarens diarienummer", max_length=60, required=False)
    frist_on = Datumfalt(label="Frist", tidsled=Tidsled.KOMMANDE)

    def bygg(self) -> None:
        """What stands in the diarium."""
        a = self.subject
        nu: dict[str, Entry] = {
            "titel": a.titel,
            "offentlig_titel": a.offentlig_titel,
            "inkommen_on": a.inkommen_on,
        }
        remiss = getattr(a, "remiss", None)
        if remiss is not None:
            nu |= {
                "remittent": remiss.remittent.namn,
                "remittentens_dnr": remiss.remittentens_dnr,
                "remisstid_on": remiss.remisstid_on,
            }
        else:
            nu |= {
                "avsandare": a.avsandare,
                "avsandarens_dnr": a.avsandarens_dnr,
                "frist_on": a.frist_on,
            }
        self.visa(nu)

    def clean_inkommen_on(self) -> date:
        """Nothing arrives tomorrow."""
        return self.inte_i_framtiden("inkommen_on")

    def clean(self) -> Cleaned:
        """The days come in order."""
        data = super().clean()
        namn = "remisstid_on" if "remisstid_on" in self.fields else "frist_on"
        inkommen, frist = data.get("inkommen_on"), data.get(namn)
        if inkommen and frist and frist < inkommen:
            self.add_error(namn, "Dagen ligger före den dag då ärendet kom in. Kontrollera datumen.")
        return data

    def nya(self) -> dict[str, Entry]:
        """As typed; the public title that was made of the ärendemening follows it when that alone is corrected."""
        nya = super().nya()
        lika = foljer(self.subject.offentlig_titel, self.subject.titel)
        if "titel" in nya and "offentlig_titel" not in nya and lika and not self.subject.sekretess:
            nya["offentlig_titel"] = utan(str(nya["titel"]))
        return nya

    def facts(self) -> Ratta:
        """The changed entries and the reason."""
        return Ratta(self.nya(), self.cleaned_data["skal"])


class Handlingsval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Which handling of the akt; given by the address, else chosen."""

    def __init__(self) -> None:
        super().__init__(
            Handling.objects.none(),
            label="Handling",
            empty_label="Välj handling",
            error_messages={
                "required": "Välj en handling.",
                "invalid_choice": "Välj en av handlingarna i akten.",
            },
        )

    def ur(self, arende: Arende, vald: str | None) -> Handling | None:
        """Offer the handlingar of the akt that count; hide the choice when one was `vald`. Returns that one."""
        self.queryset = arende.handlingar.gallande().order_by("lopnummer")
        pk = heltal(vald)
        handling: Handling | None = self.queryset.filter(pk=pk).first() if pk else None
        if handling is not None:
            self.initial = handling.pk
            self.widget = forms.HiddenInput()
        return handling


def handlingsval(form: forms.Form) -> Handlingsval:
    """The form's choice of a handling."""
    falt = form.fields["handling"]
    if not isinstance(falt, Handlingsval):
        raise TypeError(falt)
    return falt


class RattaHandlingForm(Rattelseform):
    """What the diarium says of a handling."""

    UR_ADRESSEN = ("handling",)

    handling = Handlingsval()
    rubrik = TextRad(label="Rubrik", max_length=300, saknas="Skriv vad handlingen är.")
    offentlig_rubrik = TextRad(
        label="Rubrik som får visas för alla",
        max_length=300,
        saknas="Skriv en rubrik som inte röjer något hemligt.",
    )
    datum_on = Datumfalt(label="Datum", tidsled=Tidsled.GANGEN)
    motpart = TextRad(label="Avsändare eller mottagare", max_length=200, required=False)
    riktning = forms.ChoiceField(
        label="Handlingen är",
        choices=Riktning.choices,
        error_messages={"required": "Välj ett av alternativen."},
    )

    def bygg(self) -> None:
        """The handlingar to choose among, then the entries of the chosen."""
        vald = self.data.get("handling") if self.is_bound else self.initial.get("handling")
        self.vald = handlingsval(self).ur(self.subject, vald)
        if self.vald is None:
            # Nothing to show before the handling is known: it is chosen first.
            self.visa({})
        else:
            nu = {namn: getattr(self.vald, namn) for namn in RATTBART_I_HANDLINGEN}
            self.visa(nu)
            if self.is_bound and "rubrik" not in self.data:
                # The handling has just been chosen: now its entries are shown, to be changed.
                visat = {namn: self.fields[namn].prepare_value(varde) for namn, varde in nu.items()}
                skal = self.data.get("skal", "")
                self.data = {**visat, FALT: avtryck(dict(nu)), "handling": vald, "skal": skal}

    def clean_datum_on(self) -> date:
        """Not a day to come."""
        return self.inte_i_framtiden("datum_on")

    def nya(self) -> dict[str, Entry]:
        """As typed; a public heading that was made of the heading follows along."""
        nya = super().nya()
        h = self.vald
        lika = h is not None and foljer(h.offentlig_rubrik, h.rubrik) and not h.sekretess
        if lika and "rubrik" in nya and "offentlig_rubrik" not in nya:
            nya["offentlig_rubrik"] = utan(str(nya["rubrik"]))
        return nya

    def facts(self) -> RattaHandling:
        """The handling, its changed entries and the reason."""
        return RattaHandling(self.cleaned_data["handling"], self.nya(), self.cleaned_data["skal"])


class MakuleraHandlingForm(SkalForm[Arende]):
    """Which handling, and why."""

    UR_ADRESSEN = ("handling",)

    handling = Handlingsval()
    field_order = ("handling", "skal")

    def bygg(self) -> None:
        """The handlingar to choose among."""
        vald = self.data.get("handling") if self.is_bound else self.initial.get("handling")
        self.vald = handlingsval(self).ur(self.subject, vald)

    def facts(self) -> MakuleraHandling:
        """The handling and the reason."""
        return MakuleraHandling(self.cleaned_data["handling"], self.cleaned_data["skal"])


FORMULAR: Formular = {
    ("arende", "ratta"): RattaForm,
    ("arende", "ratta_handling"): RattaHandlingForm,
    ("arende", "makulera"): SkalForm,
    ("arende", "makulera_handling"): MakuleraHandlingForm,
}
