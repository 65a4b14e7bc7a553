"""The last step of «Ny kommun»: the first people, a row each, with a first password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models

from motions.ingest.names import konto_av
from motions.models import CHEFSROLLER, Anvandare, Enhet, Roll
from motions.sortering import svenskt
from remiss.facts import Facts, nykommun
from remiss.forms.fields import Cleaned, TextRad
from remiss.forms.nykommun.kommun import Stegform

ROLLER = (Roll.REGISTRATOR, Roll.HANDLAGGARE, *CHEFSROLLER, Roll.NAMNDSEKRETERARE)


class PersonForm(forms.Form):
    """One person; a row without a name is left out."""

    roll = forms.ChoiceField(
        label="Roll",
        choices=[(r.value, r.label) for r in ROLLER],
        error_messages={"required": "Välj en roll.", "invalid_choice": "Välj en av rollerna."},
    )
    fornamn = TextRad(label="Förnamn", max_length=80, required=False)
    efternamn = TextRad(label="Efternamn", max_length=80, required=False)
    anvandarnamn = TextRad(
        label="Användarnamn", max_length=150, required=False, help_text="Tomt ger förnamn.efternamn."
    )
    titel = TextRad(label="Titel", max_length=100, required=False)
    epost = forms.EmailField(
        label="E-post",
        required=False,
        error_messages={"invalid": "Skriv en e-postadress, till exempel namn@kommun.se."},
    )
    enhet = forms.ModelChoiceField(
        Enhet.objects.none(),
        label="Enhet",
        required=False,
        empty_label="Hela förvaltningen",
        error_messages={"invalid_choice": "Välj en av enheterna."},
    )
    losenord = forms.CharField(
        label="Första lösenord",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text="Minst 12 tecken.",
    )

    def __init__(self, *args: Any, enheter: models.QuerySet[Enhet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhet"].queryset = enheter  # type: ignore[attr-defined]

    @property
    def ifylld(self) -> bool:
        """Whether the row names somebody."""
        data = getattr(self, "cleaned_data", {})
        return bool(data.get("fornamn") or data.get("efternamn") or data.get("anvandarnamn"))

    def clean(self) -> Cleaned:
        """A whole name, a user name that is free, and a password that is strong enough."""
        data: Cleaned = super().clean() or {}
        if not self.ifylld or self.errors:
            return data
        for falt in ("fornamn", "efternamn"):
            if not data[falt]:
                self.add_error(falt, "Skriv både förnamn och efternamn.")
        if self.errors:
            return data
        data["anvandarnamn"] = data["anvandarnamn"] or konto_av(data["fornamn"], data["efternamn"])
        person = Anvandare(
            username=data["anvandarnamn"], first_name=data["fornamn"], last_name=data["efternamn"]
        )
        try:
            person.clean_fields(exclude=["password", "first_name", "last_name"])
        except ValidationError as error:
            self.add_error("anvandarnamn", error.messages)
        if Anvandare.objects.filter(username=data["anvandarnamn"]).exists():
            self.add_error("anvandarnamn", "Någon har redan det användarnamnet. Skriv ett annat.")
        if data["losenord"]:
            try:
                validate_password(data["losenord"], person)
            except ValidationError as error:
                self.add_error("losenord", error.messages)
        return data


class Personrader(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows: nobody twice."""

    def clean(self) -> None:
        """Two rows may not want the same user name."""
        sedda: set[str] = set()
        for form in self.forms:
            konto = getattr(form, "cleaned_data", {}).get("anvandarnamn")
            if konto and konto in sedda:
                form.add_error("anvandarnamn", "En rad ovanför har samma användarnamn. Skriv ett annat.")
            sedda.add(konto or "")


class PersonerForm(Stegform):
    """The people who are new, and those who are there already."""

    EXTRA = 2

    def bygg(self) -> None:
        """A row for each role that nobody has, and some more."""
        self.finns = self.lage.befattningar(self.today)
        har = {b.roll for b in self.finns}
        kedja = {s.roll for s in self.lage.organ.godkannandesteg.all()} if self.lage.organ else set()
        saknas = [r for r in ROLLER if r not in har and (r not in CHEFSROLLER or r in kedja)]
        forslag = [{"roll": r.value} for r in [*saknas, *[Roll.HANDLAGGARE] * self.EXTRA]]
        enheter = Enhet.objects.filter(forvaltning=self.lage.forvaltning).order_by(*svenskt("namn"))
        klass = forms.formset_factory(
            PersonForm, formset=Personrader, extra=len(forslag), max_num=30, absolute_max=30
        )
        self.rader = klass(
            self.data if self.is_bound else None,
            initial=None,
            prefix="person",
            form_kwargs={"enheter": enheter},
        )
        for form, rad in zip(self.rader.forms, forslag, strict=False):
            form.initial = rad

    def clean(self) -> Cleaned:
        """The rows are right, each by itself and together."""
        if not self.rader.is_valid():
            raise ValidationError("Rätta raderna nedan.")
        return super().clean()

    def facts(self) -> Facts:
        """The facts of the step."""
        return nykommun.Personerna(
            [nykommun.NyPerson(**f.cleaned_data) for f in self.rader.forms if f.ifylld]
        )
