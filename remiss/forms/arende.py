"""Forms of the acts on an ärende and on an utlåtande. Each gives `.facts()`: what the effect is called with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Self, TypeAlias

from django import forms
from django.core.exceptions import ValidationError

from motions.datum import day_of
from motions.models import (
    AnstandUtfall,
    Anvandare,
    Arende,
    Enhet,
    ExpedieringSatt,
    HandlingSlag,
    Riktning,
    Roll,
    Sammantrade,
)
from motions.sortering import svenskt
from motions.states import MED_OPPEN_LISTA
from motions.text.typed_day import Tidsled
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts.arende import (
    AndraSekretess,
    AterkallaRemiss,
    BegarAnstand,
    BesvaraAnstand,
    LaggTillHandling,
    SattUpp,
    Tilldela,
)
from remiss.facts.expediering import Expediera
from remiss.forms.diarium import handlaggare_for
from remiss.forms.fields import (
    Cleaned,
    Datumfalt,
    Files,
    InkommenFil,
    TextBlock,
    TextRad,
    Typed,
    radval,
    satt_dagen,
)
from remiss.forms.seen import SettMixin
from remiss.roles import har_roll
from remiss.workflow.step import S


class Aktform(SettMixin, Generic[S]):
    """The form of an act without facts of its own; the others build on it."""

    UR_ADRESSEN: tuple[str, ...] = ()
    """Fields that the address of the page may fill in: which part of the subject the act is about, never its words."""

    def __init__(
        self,
        data: Typed | None = None,
        files: Files | None = None,
        *,
        subject: S,
        user: Anvandare,
        at: datetime,
        initial: dict[str, str] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        self.subject, self.user, self.at = subject, user, at
        self.today: date = day_of(at)
        super().__init__(data, files, initial=initial, auto_id=auto_id)
        satt_dagen(self, self.today)
        self.bygg()
        self.bevaka()

    def bygg(self) -> None:
        """What depends on the subject: the choices, and what the fields hold before anything is typed."""

    def over(self, nu: S) -> Self:
        """The form over the same part of the subject as it is under its lock."""
        samma = {namn: str(self.data[namn]) for namn in self.UR_ADRESSEN if namn in self.data}
        return type(self)(subject=nu, user=self.user, at=self.at, initial=samma)

    def facts(self) -> Facts:
        """What the act is told; nothing, unless the form says otherwise."""
        return NOTHING

    def reason(self) -> str:
        """Why it is done although it is warned of, where the form itself asks for that."""
        return ""


Formular: TypeAlias = dict[tuple[str, str], type[Aktform[Any]]]
"""The form that asks for the facts of an act, by kind of subject and name of the act."""


class SkalForm(Aktform[S]):
    """An act that needs a reason."""

    skal = TextBlock(label="Skäl", saknas="Skriv varför. Skälet står i ärendets historik.", max_length=2000)

    def facts(self) -> Facts:
        """The reason."""
        return Motivering(self.cleaned_data["skal"])


class VarningsskalForm(forms.Form):
    """Why an act is done although something speaks against it."""

    skal_for_varning = TextBlock(
        label="Skäl för att göra det ändå",
        saknas="Skriv varför det görs ändå. Skälet står i historiken.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TilldelaForm(Aktform[Arende]):
    """Handläggare, enhet and medhandläggare."""

    handlaggare = forms.ModelChoiceField(
        Anvandare.objects.none(),
        label="Handläggare",
        empty_label="Välj handläggare",
        widget=forms.Select(attrs={"autofocus": True}),
        error_messages={"required": "Välj en handläggare."},
    )
    medhandlaggare = forms.ModelMultipleChoiceField(
        Anvandare.objects.none(), label="Medhandläggare", required=False, widget=forms.CheckboxSelectMultiple
    )

    def bygg(self) -> None:
        """Those who may handle the ärende, and those who do."""
        personer = handlaggare_for(self.subject.organ, self.today)
        radval(self, "handlaggare").queryset = radval(self, "medhandlaggare").queryset = personer
        self.fields["handlaggare"].initial = self.subject.handlaggare_id
        self.fields["medhandlaggare"].initial = sorted(m.pk for m in self.subject.medhandlaggare.all())

    def star(self) -> Cleaned:
        """Who has it."""
        return self.forifyllda("handlaggare", "medhandlaggare")

    def facts(self) -> Tilldela:
        """The enhet is the handläggare's own, or the first of the förvaltning."""
        person = self.cleaned_data["handlaggare"]
        rad = (
            person.befattningar.filter(roll=Roll.HANDLAGGARE, enhet__isnull=False)
            .select_related("enhet")
            .first()
        )
        enhet = rad.enhet if rad else Enhet.objects.filter(forvaltning=self.subject.organ.forvaltning).first()
        return Tilldela(person, enhet, list(self.cleaned_data["medhandlaggare"]))


class Motesval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A sammanträde."""

    def label_from_instance(self, obj: Sammantrade) -> str:
        """The day, and by when the handlingar must be there."""
        return f"{day_of(obj.start_at)}, stopp för handlingar {obj.stopp_on}"


class SattUppForm(Aktform[Arende]):
    """Which sammanträde."""

    sammantrade = Motesval(
        Sammantrade.objects.none(),
        label="Sammanträde",
        empty_label=None,
        error_messages={
            "required": "Välj ett sammanträde.",
            "invalid_choice": "Välj ett av de kommande sammanträdena.",
        },
    )

    def bygg(self) -> None:
        """The sittings to come."""
        radval(self, "sammantrade").queryset = Sammantrade.objects.filter(
            organ=self.subject.organ_id, state__in=MED_OPPEN_LISTA
        ).order_by("start_at")

    def facts(self) -> SattUpp:
        """The sammanträde."""
        return SattUpp(self.cleaned_data["sammantrade"])


class AterkallaForm(Aktform[Arende]):
    """The day, and the letter when there is one."""

    aterkallad_on = Datumfalt(label="Remissen återkallades den", tidsled=Tidsled.GANGEN)
    fil = InkommenFil(label="Skrivelsen", required=False)

    def clean_aterkallad_on(self) -> date:
        """Not before it arrived, and not tomorrow."""
        dag: date = self.cleaned_data["aterkallad_on"]
        if dag > self.today:
            raise ValidationError("Remissen kan inte ha återkallats efter i dag.")
        if dag < self.subject.inkommen_on:
            raise ValidationError(
                f"Remissen kom in {self.subject.inkommen_on}. Den kan inte ha återkallats före det."
            )
        return dag

    def facts(self) -> AterkallaRemiss:
        """The day and the letter."""
        return AterkallaRemiss(self.cleaned_data["aterkallad_on"], self.cleaned_data["fil"])


class BegarAnstandForm(Aktform[Arende]):
    """Until when, and why."""

    onskad_on = Datumfalt(label="Ny remisstid som ni ber om", tidsled=Tidsled.KOMMANDE)
    skal = TextBlock(
        label="Skäl", saknas="Skriv varför ni behöver mer tid. Texten står i brevet.", max_length=2000
    )

    def clean_onskad_on(self) -> date:
        """Later than what applies."""
        dag: date = self.cleaned_data["onskad_on"]
        if dag <= self.subject.remiss.remisstid_on:
            raise ValidationError(
                f"Välj en dag efter den nuvarande remisstiden, {self.subject.remiss.remisstid_on}."
            )
        return dag

    def facts(self) -> BegarAnstand:
        """The day and the reason."""
        return BegarAnstand(self.cleaned_data["onskad_on"], self.cleaned_data["skal"])


class BesvaraAnstandForm(Aktform[Arende]):
    """What the remittent answered."""

    utfall = forms.ChoiceField(
        label="Besked",
        choices=AnstandUtfall.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av alternativen."},
    )
    ny_remisstid_on = Datumfalt(
        tidsled=Tidsled.KOMMANDE, label="Ny remisstid", required=False, help_text="Fyll i om det är beviljat."
    )
    fil = InkommenFil(label="Beskedet som fil")

    def clean(self) -> Cleaned:
        """A granted anstånd has its new day."""
        data: Cleaned = super().clean() or {}
        beviljat = data.get("utfall") == AnstandUtfall.BEVILJAT
        if beviljat and not data.get("ny_remisstid_on") and "ny_remisstid_on" not in self.errors:
            self.add_error("ny_remisstid_on", "Fyll i den nya remisstiden som står i beskedet.")
        if not beviljat:
            data["ny_remisstid_on"] = None
        return data

    def facts(self) -> BesvaraAnstand:
        """What was answered, the letter, and the new day of a granted anstånd."""
        data = self.cleaned_data
        return BesvaraAnstand(data["utfall"], data["fil"], data["ny_remisstid_on"])


INKOMNA_SLAG = (
    HandlingSlag.BILAGA,
    HandlingSlag.SKRIVELSE,
    HandlingSlag.REMISS,
    HandlingSlag.MOTION,
    HandlingSlag.UPPDRAG,
    HandlingSlag.INITIATIV,
)
"""The kinds of handling that somebody puts into an akt by hand."""


class LaggTillHandlingForm(Aktform[Arende]):
    """One more handling for the akt."""

    slag = forms.ChoiceField(
        label="Slag",
        choices=[(s.value, s.label) for s in INKOMNA_SLAG],
    )
    riktning = forms.ChoiceField(
        label="Handlingen är", choices=[(r.value, r.label) for r in (Riktning.INKOMMEN, Riktning.UPPRATTAD)]
    )
    datum_on = Datumfalt(label="Datum", tidsled=Tidsled.GANGEN)
    motpart = TextRad(label="Avsändare", max_length=200, required=False)
    rubrik = TextRad(label="Rubrik", max_length=300, saknas="Skriv vad handlingen är.")
    fil = InkommenFil(label="Fil")

    def clean_datum_on(self) -> date:
        """A handling is registered when it is here."""
        dag: date = self.cleaned_data["datum_on"]
        if dag > self.today:
            raise ValidationError("Handlingen kan inte ha kommit in efter i dag.")
        return dag

    def facts(self) -> LaggTillHandling:
        """The file and its entries."""
        return LaggTillHandling(**self.cleaned_data)


class SekretessForm(Aktform[Arende]):
    """The marking, its ground, its public title, and who may read."""

    sekretess = forms.BooleanField(label="Ärendet är sekretessmarkerat", required=False)
    lagrum = TextRad(
        label="Bestämmelse", required=False, max_length=100, help_text="Till exempel OSL 26 kap. 1 §."
    )
    offentlig_titel = TextRad(
        label="Ärendemening som får visas för alla", max_length=300, saknas="Skriv den."
    )
    behoriga = forms.ModelMultipleChoiceField(
        Anvandare.objects.none(),
        label="Behöriga att läsa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def bygg(self) -> None:
        """Everybody with a role over the organ; the marking as it is."""
        arende = self.subject
        personer = [
            p
            for p in Anvandare.objects.filter(is_active=True, befattningar__isnull=False).distinct()
            if har_roll(p, arende.organ, tuple(Roll.values), self.today)
        ]
        radval(self, "behoriga").queryset = Anvandare.objects.filter(
            pk__in=[p.pk for p in personer]
        ).order_by(*svenskt("last_name", "first_name"))
        self.initial = {
            "sekretess": arende.sekretess,
            "lagrum": arende.sekretess_lagrum,
            "offentlig_titel": arende.offentlig_titel,
            "behoriga": sorted(p.pk for p in arende.behoriga.all()),
            **(self.initial or {}),
        }

    def clean(self) -> Cleaned:
        """A marking names its bestämmelse (OSL 5:5)."""
        data: Cleaned = super().clean() or {}
        if data.get("sekretess") and not data.get("lagrum"):
            self.add_error("lagrum", "Ange den bestämmelse som markeringen bygger på.")
        return data

    def star(self) -> Cleaned:
        """The marking, and those who may read."""
        return self.forifyllda("sekretess", "lagrum", "offentlig_titel", "behoriga")

    def facts(self) -> AndraSekretess:
        """The marking, and those who may read."""
        return AndraSekretess(**self.cleaned_data)


class ExpedieraForm(Aktform[Arende]):
    """How the svar goes, and where; to whom, when no remittent waits for it."""

    mottagare = TextRad(label="Mottagare", max_length=200, saknas="Fyll i vem svaret ska skickas till.")
    satt = forms.ChoiceField(label="Skicka med", choices=ExpedieringSatt.choices)
    adress = TextRad(
        label="E-postadress eller adress", max_length=200, saknas="Fyll i vart svaret ska skickas."
    )

    def bygg(self) -> None:
        """Nobody is asked for who the remittent is."""
        if hasattr(self.subject, "remiss"):
            del self.fields["mottagare"]
            self.fields["adress"].initial = self.subject.remiss.remittent.epost
        else:
            self.fields["mottagare"].initial = self.subject.avsandare

    def clean(self) -> Cleaned:
        """A mail needs an address that mail can go to."""
        data: Cleaned = super().clean() or {}
        if data.get("satt") == ExpedieringSatt.EPOST and data.get("adress"):
            try:
                forms.EmailField().clean(data["adress"])
            except ValidationError:
                self.add_error("adress", "Skriv en e-postadress, till exempel registrator@norrby.se.")
        return data

    def facts(self) -> Expediera:
        """How, where, and to whom when no remittent waits."""
        return Expediera(**self.cleaned_data)


FORMULAR: Formular = {
    ("arende", "tilldela"): TilldelaForm,
    ("arende", "satt_upp"): SattUppForm,
    ("arende", "dra_tillbaka"): SkalForm,
    ("arende", "utgar"): SkalForm,
    ("arende", "avskriv"): SkalForm,
    ("arende", "aterkalla_remiss"): AterkallaForm,
    ("arende", "begar_anstand"): BegarAnstandForm,
    ("arende", "besvara_anstand"): BesvaraAnstandForm,
    ("arende", "lagg_till_handling"): LaggTillHandlingForm,
    ("arende", "andra_sekretess"): SekretessForm,
    ("arende", "ateroppna"): SkalForm,
    ("arende", "expediera"): ExpedieraForm,
}
