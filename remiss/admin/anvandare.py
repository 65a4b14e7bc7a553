"""Users, their befattningar and who stands in for whom."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from motions.models import Anvandare, Befattning, Vikariat
from remiss.admin.base import Rader, Register
from remiss.admin.plats import installningar
from remiss.forms.fields import Cleaned
from remiss.web.http import Context

PERSONER = "Tjänstepersoner"


class AnvandareForm(forms.ModelForm):  # type: ignore[type-arg]
    """A user. The password is asked for when there is none; else it is left alone unless a new one is typed."""

    nytt = forms.CharField(
        label="Nytt lösenord",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Minst 12 tecken. Lämna tomt för att inte ändra; utan lösenord kan personen inte logga in.",
    )
    igen = forms.CharField(
        label="Nytt lösenord igen",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = Anvandare
        fields = (
            "username",
            "first_name",
            "last_name",
            "titel",
            "telefon",
            "email",
            "is_active",
            "is_superuser",
        )
        labels = {
            "username": "Användarnamn",
            "email": "E-post",
            "is_active": "Kontot är öppet",
            "is_superuser": "Sköter inställningarna",
        }
        help_texts = {
            "username": "Bokstäver, siffror och tecknen @ . + - _",
            "titel": "Står under namnet i dokumenten.",
            "is_active": "Ta bort krysset när någon slutar. Kontot stängs, och det personen har gjort står kvar.",
            "is_superuser": "Ger rätt till inställningarna, men inte till något ärende.",
        }
        error_messages = {
            "username": {"unique": "Någon annan har redan det användarnamnet. Välj ett annat."},
        }

    def clean(self) -> Cleaned:
        """The two passwords are alike and strong enough; somebody is always left to keep the registers."""
        data: Cleaned = super().clean() or {}
        nytt = data.get("nytt", "")
        if nytt != data.get("igen", ""):
            self.add_error("igen", "De två lösenorden är inte lika. Skriv samma en gång till.")
        elif nytt:
            try:
                validate_password(nytt, self.instance)
            except ValidationError as error:
                self.add_error("nytt", error)
        if self._sista() and not (data.get("is_active") and data.get("is_superuser")):
            self.add_error(
                "is_superuser" if data.get("is_active") else "is_active",
                "Det här är den enda som sköter inställningarna. Ge först någon annan den rätten.",
            )
        return data

    def _sista(self) -> bool:
        andra = Anvandare.objects.filter(is_active=True, is_superuser=True).exclude(pk=self.instance.pk)
        nu = Anvandare.objects.filter(pk=self.instance.pk, is_active=True, is_superuser=True)
        return nu.exists() and not andra.exists()

    def save(self, commit: bool = True) -> Anvandare:
        """The user with the new password, or with none that can be used."""
        if self.cleaned_data.get("nytt"):
            self.instance.set_password(self.cleaned_data["nytt"])
        elif self.instance._state.adding:
            self.instance.set_unusable_password()
        person: Anvandare = super().save(commit)
        return person


class BefattningRader(Rader):
    """What the person may act as."""

    model = Befattning
    extra = 1
    can_delete = False
    verbose_name_plural = "Befattningar"
    hjalp = (
        "Välj ett enda område för varje befattning. Den som slutar får en sista dag; befattningen tas inte bort. "
        "Den som är tillförordnad utan att gå in för någon annan skriver under som tf."
    )


@admin.register(Anvandare, site=installningar)
class AnvandareSida(Register):
    """The users: closed, never removed."""

    stig, grupp, om = "anvandare", PERSONER, "De som loggar in, med lösenord och befattningar."
    form = AnvandareForm
    inlines = (BefattningRader,)
    list_display = ("username", "first_name", "last_name", "titel", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "befattningar__roll")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("last_name", "first_name")
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "titel", "telefon", "email")}),
        ("Inloggning", {"fields": ("nytt", "igen", "is_active", "is_superuser")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whoever has acted stands in the trail."""
        return False

    @method_decorator(sensitive_post_parameters())
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Context | None = None,
    ) -> HttpResponse:
        """The form, with its passwords kept out of every error report."""
        svar: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return svar


@admin.register(Befattning, site=installningar)
class BefattningSida(Register):
    """All befattningar, to find by role and scope."""

    stig, grupp, om = "befattningar", PERSONER, "Vem som är vad, var och hur länge."
    i_stallet = "Sätt «till och med» i stället."
    ordering = ("anvandare__last_name", "anvandare__first_name", "-fran_on")
    list_display = ("anvandare", "roll", "omrade", "fran_on", "till_on")
    list_select_related = ("anvandare", "kommun", "forvaltning", "enhet", "organ")
    list_filter = ("roll", "organ", "forvaltning")
    search_fields = ("anvandare__first_name", "anvandare__last_name", "anvandare__username")

    @admin.display(description="område")
    def omrade(self, obj: Befattning) -> str:
        """The one scope."""
        return str(obj.omrade)


@admin.register(Vikariat, site=installningar)
class VikariatSida(Register):
    """Who stands in."""

    stig, grupp, om = "vikariat", PERSONER, "Vem som går in för någon annan, mellan två dagar."
    i_stallet = "Ändra «till och med» till den sista dagen i stället."
    ordering = ("-fran_on",)
    list_display = ("vikarie", "befattning", "fran_on", "till_on")
    list_select_related = (
        "vikarie",
        "befattning__anvandare",
        "befattning__kommun",
        "befattning__forvaltning",
        "befattning__enhet",
        "befattning__organ",
    )
    search_fields = ("vikarie__last_name", "befattning__anvandare__last_name")
