"""Forms of a sammanträde: its time, its justerare, its end."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from motions import paragraf
from motions.datum import STOCKHOLM, day_of, local
from motions.models import Anvandare, Fortroendevald, Organ, PunktSlag, Roll, Sammantrade
from motions.sortering import svenskt
from motions.text.typed_day import OlasbarDagError, Tidsled, las_klockslag
from remiss import roles
from remiss.facts.sammantrade import AvslutaSammantrade, Planera, PlaneraOm, ValjJusterare
from remiss.forms.arende import Aktform, Formular, SkalForm
from remiss.forms.fields import Cleaned, Datumfalt, TextRad, radval, satt_dagen
from remiss.forms.sammantrade.narvaro import NarvaroForm


class Klockslagsfalt(forms.Field):
    """A time of day, typed as 16, 16.00, 16:00, 1600 or kl 16."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "datum"})
    default_error_messages = {"required": "Fyll i klockslaget, till exempel 16.00."}

    def to_python(self, value: str | time | None) -> time | None:
        """The time. Errors: ValidationError with the remedy."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return las_klockslag(text)
        except OlasbarDagError as error:
            raise ValidationError(str(error)) from error

    def bound_data(self, data: str | None, initial: time | str | None) -> time | str | None:
        """The time that was understood; what was typed when it is none."""
        try:
            return self.to_python(data)
        except ValidationError:
            return data

    def prepare_value(self, value: str | time | None) -> str | None:
        """«16.00» in the box."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


def tidpunkt(on: date, klockan: time) -> datetime:
    """The moment of a Swedish day and time."""
    return datetime.combine(on, klockan, STOCKHOLM)


class Tid(TypedDict):
    """When and where a sitting is held, and the two days before it."""

    start_at: datetime
    plats: str
    stopp_on: date | None
    kallelse_senast_on: date | None


class Tidform(forms.Form):
    """When and where, and the two days before it, which may be left to the organ's settings."""

    datum = Datumfalt(label="Datum", tidsled=Tidsled.KOMMANDE)
    klockan = Klockslagsfalt(label="Klockan")
    plats = TextRad(label="Plats", max_length=150, saknas="Skriv var sammanträdet hålls.")
    stopp_on = Datumfalt(
        label="Stopp för handlingar",
        required=False,
        help_text="Tomt: räknas ut efter nämndens ordning.",
        tidsled=Tidsled.KOMMANDE,
    )
    kallelse_senast_on = Datumfalt(
        label="Kallelsen skickas senast",
        required=False,
        help_text="Tomt: räknas ut efter nämndens ordning.",
        tidsled=Tidsled.KOMMANDE,
    )

    def granska_tid(self, data: Cleaned, at: datetime) -> None:
        """The time lies ahead; the days before it come in their order."""
        on, klockan = data.get("datum"), data.get("klockan")
        if on and klockan and tidpunkt(on, klockan) <= at:
            self.add_error("datum", "Tiden har redan passerat. Välj en dag som kommer.")
        stopp, kallelse = data.get("stopp_on"), data.get("kallelse_senast_on")
        if on and kallelse and kallelse >= on:
            self.add_error("kallelse_senast_on", "Kallelsen måste skickas före sammanträdet.")
        if stopp and kallelse and stopp > kallelse:
            self.add_error("stopp_on", "Stoppet för handlingar kan inte ligga efter kallelsen.")
        elif bool(stopp) != bool(kallelse):
            self.add_error("stopp_on", "Fyll i båda dagarna eller låt båda vara tomma.")

    def tid(self) -> Tid:
        """The facts of time and place."""
        data = self.cleaned_data
        return {
            "start_at": tidpunkt(data["datum"], data["klockan"]),
            "plats": data["plats"],
            "stopp_on": data["stopp_on"],
            "kallelse_senast_on": data["kallelse_senast_on"],
        }


class NyttSammantradeForm(Tidform):
    """A new sammanträde of one of the secretary's organ."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="Nämnd", empty_label=None, error_messages={"required": "Välj en nämnd."}
    )
    forhinder = TextRad(
        label="Förhinder anmäls till", max_length=200, required=False, help_text="Namn, telefon eller e-post."
    )
    offentligt = forms.BooleanField(label="Sammanträdet är öppet för allmänheten (KL 6:25)", required=False)
    oppet_for = forms.CharField(required=False, widget=forms.HiddenInput)
    """The organ whose habit `offentligt` was last proposed from."""
    field_order = ["organ", "datum", "klockan", "plats", "stopp_on", "kallelse_senast_on"]

    def __init__(
        self, data: QueryDict | None = None, *, user: Anvandare, at: datetime, initial: Cleaned | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.at = at
        today = day_of(at)
        egna = [o.pk for o in Organ.objects.all() if roles.har_roll(user, o, (Roll.NAMNDSEKRETERARE,), today)]
        self.egna = Organ.objects.filter(pk__in=egna).order_by(*svenskt("namn"))
        radval(self, "organ").queryset = self.egna
        forsta = self.egna.first()
        if forsta:
            self.fields["offentligt"].initial = forsta.offentliga_moten
            self.fields["oppet_for"].initial = forsta.pk
        satt_dagen(self, today)

    def clean(self) -> Cleaned:
        """See granska_tid."""
        data: Cleaned = super().clean() or {}
        self.granska_tid(data, self.at)
        return data

    def oppet(self, organ: Organ) -> bool:
        """Whether to propose that the sitting of `organ` is open: as the organ has it, until the secretary has changed it."""
        if self.cleaned_data.get("oppet_for") == str(organ.pk):
            return bool(self.cleaned_data["offentligt"])
        return organ.offentliga_moten

    def facts(self) -> Planera:
        """Time and place, and who may come."""
        data = self.cleaned_data
        return Planera(**self.tid(), forhinder=data["forhinder"], offentligt=data["offentligt"])


class PlaneraOmForm(Tidform, Aktform[Sammantrade]):
    """A new time for a cancelled sammanträde."""

    def bygg(self) -> None:
        """The place as it was."""
        self.fields["plats"].initial = self.subject.plats

    def clean(self) -> Cleaned:
        """See granska_tid."""
        data: Cleaned = super().clean() or {}
        self.granska_tid(data, self.at)
        return data

    def facts(self) -> PlaneraOm:
        """Time and place."""
        return PlaneraOm(**self.tid())


class AvslutaForm(Aktform[Sammantrade]):
    """When the sitting ended."""

    slutade = Klockslagsfalt(label="Sammanträdet slutade klockan")

    def bygg(self) -> None:
        """Now."""
        self.fields["slutade"].initial = local(self.at).time()

    def facts(self) -> AvslutaSammantrade:
        """The moment, on the day of the sitting."""
        return AvslutaSammantrade(tidpunkt(paragraf.dag(self.subject), self.cleaned_data["slutade"]))


class ValjJusterareForm(Aktform[Sammantrade]):
    """Who, of those who serve and do not preside."""

    fortroendevalda = forms.ModelMultipleChoiceField(
        Fortroendevald.objects.none(),
        label="Justerare",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj justerare."},
    )

    def bygg(self) -> None:
        """Those who served, but not who presided."""
        s = self.subject
        leder = [f.pk for f in roles.ordforande_vid(s)]
        falt = radval(self, "fortroendevalda")
        falt.queryset = (
            Fortroendevald.objects.filter(uppdrag__narvaro__sammantrade=s, uppdrag__narvaro__tjanstgor=True)
            .exclude(pk__in=leder)
            .distinct()
            .order_by(*svenskt("efternamn", "fornamn"))
        )
        falt.help_text = f"Välj {s.organ.antal_justerare}. Ordföranden justerar alltid."
        falt.initial = sorted(j.fortroendevald_id for j in s.justerare.all())

    def star(self) -> Cleaned:
        """Who has been chosen."""
        return self.forifyllda("fortroendevalda")

    def facts(self) -> ValjJusterare:
        """Those chosen."""
        return ValjJusterare(list(self.cleaned_data["fortroendevalda"]))


class NyPunktForm(forms.Form):
    """A punkt without ärende."""

    slag = forms.ChoiceField(
        label="Slag",
        choices=[(s.value, s.label) for s in (PunktSlag.ANMALAN, PunktSlag.OVRIGT)],
        error_messages={"required": "Välj ett av alternativen."},
    )
    rubrik = TextRad(label="Rubrik", max_length=300, saknas="Skriv punktens rubrik.")


FORMULAR: Formular = {
    ("sammantrade", "stall_in"): SkalForm,
    ("sammantrade", "planera_om"): PlaneraOmForm,
    ("sammantrade", "registrera_narvaro"): NarvaroForm,
    ("sammantrade", "valj_justerare"): ValjJusterareForm,
    ("sammantrade", "avsluta_sammantrade"): AvslutaForm,
    ("sammantrade", "ateroppna_sammantrade"): SkalForm,
}
