"""Forms of a §: who is jävig, what is moved, and what is withdrawn.

Each knows its § from the page it stands on (`punkt=`) or, on the act's own page, from the choice of paragraf.
"""

from __future__ import annotations

from typing import Any

from django import forms

from motions import paragraf
from motions.models import (
    AttSats,
    Forslagspunkt,
    Fortroendeuppdrag,
    Jav,
    Punkt,
    Sammantrade,
    Yrkande,
    YrkandeSlag,
    YrkandeTillstand,
)
from remiss.facts.beslut import AnmalJav, AtertaYrkande, RegistreraYrkande, TaBortJav
from remiss.forms.arende import Aktform
from remiss.forms.fields import TextBlock, TextRad
from remiss.web.keys import heltal

VALJ = "Välj ett av alternativen."


def person(uppdrag: Fortroendeuppdrag) -> str:
    """«Anna Ek (S)», with the party of the mandate."""
    return f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})"


class Personval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the persons of the §."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Välj person")
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """«Anna Ek (S)»."""
        return person(obj)


class Personerval(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the persons of the §."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """«Anna Ek (S)»."""
        return person(obj)


def ingen_vald() -> Any:
    """No choices yet: the form fills them from its §."""
    return Fortroendeuppdrag.objects.none()


class Punktform(Aktform):
    """An act in one §."""

    punkt = forms.ModelChoiceField(
        Punkt.objects.none(),
        label="Paragraf",
        error_messages={"required": "Välj en paragraf.", "invalid_choice": "Paragrafen är inte öppen."},
    )

    def __init__(self, *args: Any, punkt: Punkt | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        s: Sammantrade = self.subject
        falt: Any = self.fields["punkt"]
        falt.queryset = s.punkter.filter(paragraf__isnull=False, utgatt_at__isnull=True)
        if punkt is not None:
            falt.widget = forms.HiddenInput()
            self.initial = {"punkt": punkt.pk, **(self.initial or {})}
        elif self.is_bound:
            punkt = falt.queryset.filter(pk=heltal(str(self.data.get("punkt", "")))).first()
        self.vald: Punkt | None = punkt
        self.bygg()

    def bygg(self) -> None:
        """Fill the choices that depend on the §."""

    def valj_bland(self, namn: str, uppdrag: list[Fortroendeuppdrag]) -> None:
        """Offer these persons in a field, in the order of a protokoll."""
        falt: Any = self.fields[namn]
        nycklar = [u.pk for u in uppdrag]
        falt.queryset = Fortroendeuppdrag.objects.filter(pk__in=nycklar).select_related("fortroendevald")
        falt.queryset = falt.queryset.order_by("ersattare", "plats")

    def i_salen(self) -> list[Fortroendeuppdrag]:
        """Those present in the §; before it has been chosen, those of the sitting."""
        if self.vald is not None:
            return paragraf.narvarande(self.vald)
        return [n.uppdrag for n in self.subject.narvaro.select_related("uppdrag")]

    def i_tjanst(self) -> list[Fortroendeuppdrag]:
        """Those who serve in the §; before it has been chosen, those of the sitting."""
        if self.vald is not None:
            return paragraf.tjanstgorande(self.vald)
        return [n.uppdrag for n in self.subject.narvaro.filter(tjanstgor=True).select_related("uppdrag")]


class JavForm(Punktform):
    """Who, why, and who steps in (KL 6:28-30)."""

    uppdrag = Personval(ingen_vald(), label="Den som är jävig", error_messages={"required": "Välj vem."})
    grund = TextRad(label="Grund", max_length=300, saknas="Skriv grunden för jävet (KL 6:28).")
    ersattare = Personval(
        ingen_vald(), label="Ersättare i paragrafen", required=False, empty_label="Ingen träder in"
    )

    def clean_grund(self) -> str:
        """Without its full stop: the ground stands inside a sentence."""
        return str(self.cleaned_data["grund"]).rstrip(". ")

    def bygg(self) -> None:
        """Persons in the room; among them, ersättare who do not serve."""
        i_tjanst = {u.pk for u in self.i_tjanst()}
        self.valj_bland("uppdrag", self.i_salen())
        self.valj_bland("ersattare", [u for u in self.i_salen() if u.pk not in i_tjanst])

    def facts(self) -> AnmalJav:
        """Who, why, and who steps in."""
        return AnmalJav(**self.cleaned_data)


class YrkandeForm(Punktform):
    """Who moved what, against what (KL 5:67 p. 1)."""

    uppdrag = Personval(ingen_vald(), label="Yrkande av", error_messages={"required": "Välj vem som yrkar."})
    slag = forms.ChoiceField(label="Yrkar", choices=YrkandeSlag.choices, error_messages={"required": VALJ})
    text = TextBlock(
        label="Lydelse",
        required=False,
        help_text="Vid ändring, tillägg och eget förslag. En punkt per rad.",
        max_length=8000,
    )
    motiv = TextRad(
        label="Motivering, eller till när",
        required=False,
        max_length=1000,
        help_text="Vid återremiss: varför. Vid bordläggning: till exempel «till nästa sammanträde».",
    )
    mal = forms.ChoiceField(label="Gäller", required=False)
    med_flera = forms.BooleanField(label="med flera (m.fl.)", required=False)
    instammande = Personerval(ingen_vald(), label="Instämmer", required=False)
    rang = forms.TypedChoiceField(
        label="Hand",
        choices=[(1, "Första hand"), (2, "Andra hand")],
        coerce=int,
        initial=1,
        empty_value=None,
        required=False,
    )

    def bygg(self) -> None:
        """Those who serve, and what there is to aim at."""
        self.valj_bland("uppdrag", self.i_tjanst())
        self.valj_bland("instammande", self.i_tjanst())
        falt: Any = self.fields["mal"]
        falt.choices = [("", "Hela förslaget"), *self._mal()]

    def _mal(self) -> list[tuple[str, str]]:
        if self.vald is None:
            return []
        forslag = getattr(self.vald, "huvudforslag", None)
        punkter = (
            [(f"f{p.pk}", f"Punkt {p.nummer} i förslaget") for p in forslag.punkter.all()] if forslag else []
        )
        andra = [
            (f"y{y.pk}", f"Yrkandet från {person(y.uppdrag)} om {y.get_slag_display().lower()}")
            for y in self.vald.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET)
        ]
        satser = AttSats.objects.filter(motion__arenden__punkter=self.vald).order_by("motion_id", "nummer")
        return [*punkter, *andra, *((f"a{s.pk}", f"Att-sats {s.nummer} i motionen") for s in satser)]

    def facts(self) -> RegistreraYrkande:
        """The yrkande as typed."""
        data = self.cleaned_data
        mal = data.get("mal", "")
        nyckel = mal[1:]
        return RegistreraYrkande(
            punkt=data["punkt"],
            slag=data["slag"],
            uppdrag=data["uppdrag"],
            med_flera=data["med_flera"],
            instammande=list(data["instammande"]),
            rang=data["rang"] or 1,
            mal_forslagspunkt=Forslagspunkt.objects.get(pk=nyckel) if mal.startswith("f") else None,
            mal_yrkande=Yrkande.objects.get(pk=nyckel) if mal.startswith("y") else None,
            mal_attsats=AttSats.objects.get(pk=nyckel) if mal.startswith("a") else None,
            punkter=[r.strip() for r in data["text"].splitlines() if r.strip()],
            motiv=data["motiv"],
        )


class TaBortJavForm(Aktform):
    """Which jäv was recorded by mistake."""

    jav = forms.ModelChoiceField(
        Jav.objects.none(), label="Jäv", error_messages={"required": "Välj ett jäv."}
    )

    def __init__(self, *args: Any, punkt: Punkt | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt: Any = self.fields["jav"]
        falt.queryset = Jav.objects.filter(punkt__sammantrade=self.subject).select_related(
            "punkt", "uppdrag__fortroendevald", "ersattare__fortroendevald"
        )
        if punkt is not None:
            falt.queryset = falt.queryset.filter(punkt=punkt)

    def facts(self) -> TaBortJav:
        """The jäv."""
        return TaBortJav(self.cleaned_data["jav"])


class AtertaForm(Aktform):
    """Which yrkande is withdrawn."""

    yrkande = forms.ModelChoiceField(
        Yrkande.objects.none(), label="Yrkande", error_messages={"required": "Välj ett yrkande."}
    )

    def __init__(self, *args: Any, punkt: Punkt | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt: Any = self.fields["yrkande"]
        falt.queryset = Yrkande.objects.filter(
            punkt__sammantrade=self.subject, tillstand=YrkandeTillstand.FRAMSTALLT
        ).select_related("punkt", "uppdrag__fortroendevald")
        if punkt is not None:
            falt.queryset = falt.queryset.filter(punkt=punkt)

    def facts(self) -> AtertaYrkande:
        """The yrkande."""
        return AtertaYrkande(self.cleaned_data["yrkande"])
