"""Kommunen, its förvaltningar and enheter, its organ with their settings, and its classification."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from motions.documents.store import GranskadFil
from motions.models import (
    Arende,
    Enhet,
    Forvaltning,
    Godkannandesteg,
    Klassificering,
    Kommun,
    Organ,
    Platser,
    UttalandeSlag,
)
from motions.models.organisation import ADRESSFOT_RADER
from remiss.admin.base import Rader, Radformset, Register
from remiss.admin.plats import installningar
from remiss.forms.fields import Cleaned, Vapenfalt
from remiss.guards.register import stegen_star

ORGANISATION = "Organisationen"


class KommunAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """The kommun, with the months of the warnings as a short list."""

    class Meta:
        model = Kommun
        fields = ("namn", "fullmaktige", "anslagstavla", "motion_varning_manader")
        help_texts = {
            "anslagstavla": "Namnet eller webbadressen. Den står på anslagsbeviset (KL 8:9).",
            "motion_varning_manader": "Antal månader med komma emellan, till exempel 9,11. "
            "Motionen ska vara färdigberedd inom ett år (KL 5:35).",
        }


@admin.register(Kommun, site=installningar)
class KommunSida(Register):
    """The kommun; it is never removed."""

    stig, grupp, om = "kommun", ORGANISATION, "Namnet, fullmäktige och anslagstavlan."
    form = KommunAdminForm
    list_display = ("namn", "fullmaktige", "anslagstavla")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An installation has one."""
        return not Kommun.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Everything belongs to a kommun."""
        return False


class ForvaltningAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """A förvaltning, with the vapen and the foot of its letters."""

    vapenfil = Vapenfalt(
        label="Vapen",
        required=False,
        help_text="Kommunens vapen som PNG, gärna med genomskinlig bakgrund. Det står överst i förvaltningens dokument, och "
        "ersätter det som kan finnas där.",
    )
    utan_vapen = forms.BooleanField(
        label="Ta bort vapnet", required=False, help_text="Det som redan är skrivet behåller sitt."
    )

    class Meta:
        model = Forvaltning
        fields = ("kommun", "namn", "besoksadress", "epost", "adressfot")
        widgets = {"adressfot": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "adressfot": "Står längst ner på första sidan av förvaltningens dokument: namn, adress, telefon, webbplats. "
            f"Högst {ADRESSFOT_RADER} rader.",
        }

    @property
    def filer(self) -> dict[str, GranskadFil]:
        """The vapen that was chosen."""
        fil = self.cleaned_data.get("vapenfil")
        return {"vapen": fil} if fil else {}

    def clean(self) -> Cleaned | None:
        """Take the vapen away, or put another in its place."""
        data = super().clean()
        if self.cleaned_data.get("utan_vapen"):
            if self.cleaned_data.get("vapenfil"):
                self.add_error("utan_vapen", "Välj en ny bild eller ta bort den som finns, inte båda.")
            else:
                self.instance.vapen = None
        return data


@admin.register(Forvaltning, site=installningar)
class ForvaltningSida(Register):
    """The förvaltningar."""

    stig, grupp, om = (
        "forvaltningar",
        ORGANISATION,
        "Brevhuvudet: adressen, e-posten, vapnet och adressfoten.",
    )
    i_stallet = "Byt namn på den i stället. Det som redan är skrivet ändras inte."
    form = ForvaltningAdminForm
    ordering = ("namn",)
    list_display = ("namn", "besoksadress", "epost")
    search_fields = ("namn",)
    fields = ("kommun", "namn", "besoksadress", "epost", "vapenfil", "utan_vapen", "adressfot")


@admin.register(Enhet, site=installningar)
class EnhetSida(Register):
    """The enheter."""

    stig, grupp, om = "enheter", ORGANISATION, "Avdelningar och enheter. En enhet kan ligga under en annan."
    i_stallet = "Byt namn på den i stället. Det som redan är skrivet ändras inte."
    ordering = ("forvaltning__namn", "namn")
    list_display = ("namn", "parent", "forvaltning")
    list_select_related = ("parent", "forvaltning")
    list_filter = ("forvaltning",)
    search_fields = ("namn",)
    fields = ("forvaltning", "namn", "parent")


class OrganForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organ, with its kinds of dissent as boxes to tick and its dnr pattern shown by example."""

    uttalanden = forms.MultipleChoiceField(
        label="Tillåtna slag av avvikande mening",
        choices=UttalandeSlag.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst reservation: den får alltid anmälas (KL 4:27)."},
        help_text="Reservation får alltid anmälas (KL 4:27).",
    )

    class Meta:
        model = Organ
        fields = (
            "kommun", "forvaltning", "slag", "parent", "namn", "kortnamn", "dnr_monster", "dnr_kod", "kallelse_dagar",
            "kallelse_arbetsdagar", "stopp_dagar", "offentliga_moten", "distans", "paragrafnumrering", "antal_justerare",
            "strikt_frist", "anslag_extra_dagar", "forvaringsplats", "utlatandeord", "forslagsord", "sarskilt_ord",
            "uttalanden", "motionssvar_delegerbart", "flera_steg",
        )  # fmt: skip
        help_texts = {
            "parent": "Bara för ett utskott.",
            "kortnamn": "Till exempel AMN. Nya diarienummer börjar med det, om mönstret gör det.",
            "dnr_monster": "Fälten {organ}, {ar}, {lopnr:04}, {klass} och {kod} fylls i. "
            "{organ} {ar}-{lopnr:04}-{klass} ger AMN 2026-0001-1.6. Gäller nya ärenden.",
            "dnr_kod": "Bara om mönstret har {kod}: siffror.",
            "antal_justerare": "Ordföranden justerar alltid.",
            "kallelse_dagar": "Enligt nämndens reglemente.",
            "stopp_dagar": "Sammanträdets stoppdag räknas fram med det.",
            "strikt_frist": "Kryssa för om nämnden håller den 14:e dagen även när den är en helgdag. "
            "Annars gäller nästa vardag, och programmet varnar vid den nominella dagen.",
            "anslag_extra_dagar": "Hur länge anslaget sitter uppe efter överklagandetidens sista dag (KL 13:5).",
            "sarskilt_ord": "Ordet i formulär, protokoll och utdrag.",
            "utlatandeord": "Ordet i dokumentens huvud och i paragrafen.",
            "forslagsord": "Rubriken över beslutssatserna i utlåtandet.",
            "distans": "Fullmäktige bestämmer i vilken utsträckning (KL 6:24). Uppropet varnar när det inte är tillåtet.",
            "offentliga_moten": "Förval för nya sammanträden, om fullmäktige har medgett det (KL 6:25). "
            "Det kan ändras för varje sammanträde.",
            "forvaringsplats": "Står på anslaget: var protokollet finns.",
            "flera_steg": "Annars godkänner en person bara ett steg. När någon godkänner flera står det i underskriften.",
        }  # fmt: skip


class PlatserRader(Rader):
    """The seats, period by period."""

    model = Platser
    extra = 1
    can_delete = False
    verbose_name_plural = "Platser"
    hjalp = "Antalet ledamöter som fullmäktige har bestämt. Tomma platser räknas med när nämndens beslutsförhet prövas (KL 6:27)."


class Stegformset(Radformset):
    """The steps, which stand while texts are being signed by them."""

    def clean(self) -> None:
        """Say so above the rows."""
        super().clean()
        if self.instance.pk and self.has_changed():
            for hinder in stegen_star(self.instance):
                raise ValidationError(hinder.text)


class GodkannandestegRader(Rader):
    """The sign-off chain."""

    model = Godkannandesteg
    formset = Stegformset
    extra = 1
    verbose_name_plural = "Godkännande"
    hjalp = "Vilka chefer som godkänner ett utlåtande innan det går till organet, i ordning. Utan steg kan inget skickas."


@admin.register(Organ, site=installningar)
class OrganSida(Register):
    """The nämnder and utskott, with everything that their reglemente and practice settle (domain 9)."""

    stig, grupp, om = (
        "organ",
        ORGANISATION,
        "Nämnder och utskott: diarienummer, kallelse, protokoll, godkännande.",
    )
    i_stallet = (
        "Ett organ som har haft ärenden låter du stå kvar. Avsluta befattningar, uppdrag och platser i det."
    )
    form = OrganForm
    inlines = (PlatserRader, GodkannandestegRader)
    ordering = ("namn",)
    list_display = ("namn", "kortnamn", "slag", "forvaltning")
    list_select_related = ("forvaltning",)
    list_filter = ("slag", "forvaltning")
    search_fields = ("namn", "kortnamn")
    fieldsets = (
        (None, {"fields": ("kommun", "forvaltning", "slag", "parent", "namn")}),
        ("Diarienummer", {"fields": ("kortnamn", "dnr_monster", "dnr_kod")}),
        (
            "Kallelse och sammanträde",
            {
                "fields": (
                    "kallelse_dagar",
                    "kallelse_arbetsdagar",
                    "stopp_dagar",
                    "offentliga_moten",
                    "distans",
                )
            },
        ),
        (
            "Protokoll och anslag",
            {
                "fields": (
                    "paragrafnumrering",
                    "antal_justerare",
                    "strikt_frist",
                    "anslag_extra_dagar",
                    "forvaringsplats",
                )
            },
        ),
        (
            "Ord och avvikande meningar",
            {"fields": ("utlatandeord", "forslagsord", "sarskilt_ord", "uttalanden")},
        ),
        ("Beslut utanför sammanträdet", {"fields": ("motionssvar_delegerbart",)}),
        ("Godkännande", {"fields": ("flera_steg",)}),
    )


@admin.register(Klassificering, site=installningar)
class KlassificeringSida(Register):
    """The classification structure; a code that has been used is not renamed but ended (domain 3.7)."""

    stig, grupp, om = "klassificering", "Ärenden", "Klassificeringsstrukturen: koder med den tid de gäller."
    i_stallet = "Sätt «till och med» i stället, och lägg till den nya koden från dagen efter."
    list_display = ("kod", "namn", "fran_on", "till_on")
    search_fields = ("kod", "namn")
    fields = ("kommun", "kod", "namn", "fran_on", "till_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Klassificering | None = None) -> tuple[str, ...]:
        """The code stands fast once an ärende has it."""
        anvand = obj is not None and Arende.objects.filter(klassificering=obj).exists()
        return ("kod",) if anvand else ()
