"""Forms of a §: who is jävig, what is moved, and what is withdrawn.

Each knows its § from the page it stands on (`punkt=`) or, on the act's own page, from the choice of paragraf.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self, Unpack

from django import forms
from django.db.models import QuerySet

from motions import paragraf
from motions.models import (
    Anvandare,
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
from remiss.forms.fields import Faltord, Files, TextBlock, TextRad, Typed, radval, val
from remiss.web.keys import heltal

VALJ = "Välj ett av alternativen."


def person(uppdrag: Fortroendeuppdrag) -> str:
    """«Anna Ek (S)», with the party of the mandate."""
    return f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})"


class Personval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the persons of the §."""

    def __init__(self, *, empty_label: str = "Välj person", **kwargs: Unpack[Faltord]) -> None:
        super().__init__(ingen_vald(), empty_label=empty_label, **kwargs)

    def label_from_instance(self, obj: Fortroendeuppdrag) -> str:
        """«Anna Ek (S)»."""
        return person(obj)


class Personerval(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the persons of the §."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Unpack[Faltord]) -> None:
        super().__init__(ingen_vald(), **kwargs)

    def label_from_instance(self, obj: Fortroendeuppdrag) -> str:
        """«Anna Ek (S)»."""
        return person(obj)


def ingen_vald() -> QuerySet[Fortroendeuppdrag]:
    """No choices yet: the form fills them from its §."""
    return Fortroendeuppdrag.objects.none()


class Paragrafform(Aktform[Sammantrade]):
    """An act about a § of the sitting; `punkt` is the § on whose page it stands."""

    def __init__(
        self,
        data: Typed | None = None,
        files: Files | None = None,
        *,
        subject: Sammantrade,
        user: Anvandare,
        at: datetime,
        initial: dict[str, str] | None = None,
        auto_id: str = "id_%s",
        punkt: Punkt | None = None,
    ) -> None:
        self.star_vid = punkt
        super().__init__(data, files, subject=subject, user=user, at=at, initial=initial, auto_id=auto_id)

    def over(self, nu: Sammantrade) -> Self:
        """The form over the § as it is under the lock of its sitting."""
        punkt = nu.punkter.get(pk=self.star_vid.pk) if self.star_vid is not None else None
        return type(self)(subject=nu, user=self.user, at=self.at, punkt=punkt)


class Punktform(Paragrafform):
    """An act in one §."""

    punkt = forms.ModelChoiceField(
        Punkt.objects.none(),
        label="Paragraf",
        error_messages={"required": "Välj en paragraf.", "invalid_choice": "Paragrafen är inte öppen."},
    )

    def bygg(self) -> None:
        """Which §: that of the page, or the one chosen among those of the sitting."""
        falt, punkt = radval(self, "punkt"), self.star_vid
        oppna = self.subject.punkter.filter(paragraf__isnull=False, utgatt_at__isnull=True)
        falt.queryset = oppna
        if punkt is not None:
            falt.widget = forms.HiddenInput()
            self.initial = {"punkt": punkt.pk, **(self.initial or {})}
        elif self.is_bound:
            pk = heltal(str(self.data.get("punkt", "")))
            punkt = oppna.filter(pk=pk).first() if pk else None
        self.vald: Punkt | None = punkt

    def valj_bland(self, namn: str, uppdrag: list[Fortroendeuppdrag]) -> None:
        """Offer these persons in a field, in the order of a protokoll."""
        falt = radval(self, namn)
        falt.queryset = Fortroendeuppdrag.objects.filter(pk__in=[u.pk for u in uppdrag])
        tomt = [("", falt.empty_label)] if getattr(falt, "empty_label", None) else []
        ordnade = sorted({u.pk: u for u in uppdrag}.values(), key=lambda u: (u.ersattare, u.plats))
        falt.choices = [*tomt, *((u.pk, person(u)) for u in ordnade)]

    def i_salen(self) -> list[Fortroendeuppdrag]:
        """Those present in the §; before it has been chosen, those of the sitting."""
        if self.vald is not None:
            return paragraf.narvarande(self.vald)
        return [n.uppdrag for n in self.subject.narvaro.select_related("uppdrag__fortroendevald")]

    def i_tjanst(self) -> list[Fortroendeuppdrag]:
        """Those who serve in the §; before it has been chosen, those of the sitting."""
        if self.vald is not None:
            return paragraf.tjanstgorande(self.vald)
        rader = self.subject.narvaro.filter(tjanstgor=True)
        return [n.uppdrag for n in rader.select_related("uppdrag__fortroendevald")]


class JavForm(Punktform):
    """Who, why, and who steps in (KL 6:28-30)."""

    uppdrag = Personval(label="Den som är jävig", error_messages={"required": "Välj vem."})
    grund = TextRad(label="Grund", max_length=300, saknas="Skriv grunden för jävet (KL 6:28).")
    ersattare = Personval(label="Ersättare i paragrafen", required=False, empty_label="Ingen träder in")

    def clean_grund(self) -> str:
        """Without its full stop: the ground stands inside a sentence."""
        return str(self.cleaned_data["grund"]).rstrip(". ")

    def bygg(self) -> None:
        """Persons in the room; among them, ersättare who do not serve."""
        super().bygg()
        i_tjanst = {u.pk for u in self.i_tjanst()}
        i_salen = self.i_salen()
        self.valj_bland("uppdrag", i_salen)
        self.valj_bland("ersattare", [u for u in i_salen if u.pk not in i_tjanst])

    def facts(self) -> AnmalJav:
        """Who, why, and who steps in."""
        return AnmalJav(**self.cleaned_data)


class YrkandeForm(Punktform):
    """Who moved what, against what (KL 5:67 p. 1)."""

    uppdrag = Personval(label="Yrkande av", error_messages={"required": "Välj vem som yrkar."})
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
    instammande = Personerval(label="Instämmer", required=False)
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
        super().bygg()
        i_tjanst = self.i_tjanst()
        self.valj_bland("uppdrag", i_tjanst)
        self.valj_bland("instammande", i_tjanst)
        val(self, "mal").choices = [("", "Hela förslaget"), *self._mal()]

    def _mal(self) -> list[tuple[str, str]]:
        if self.vald is None:
            return []
        forslag = getattr(self.vald, "huvudforslag", None)
        punkter = (
            [(f"f{p.pk}", f"Punkt {p.nummer} i förslaget") for p in forslag.punkter.all()] if forslag else []
        )
        andra = [
            (f"y{y.pk}", f"Yrkandet från {person(y.uppdrag)} om {y.get_slag_display().lower()}")
            for y in paragraf.levande(self.vald)
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


class TaBortJavForm(Paragrafform):
    """Which jäv was recorded by mistake."""

    jav = forms.ModelChoiceField(
        Jav.objects.none(), label="Jäv", error_messages={"required": "Välj ett jäv."}
    )

    def bygg(self) -> None:
        """The jäv of the § or of the sitting."""
        rader = Jav.objects.filter(punkt__sammantrade=self.subject).select_related(
            "punkt", "uppdrag__fortroendevald", "ersattare__fortroendevald"
        )
        radval(self, "jav").queryset = rader.filter(punkt=self.star_vid) if self.star_vid else rader

    def facts(self) -> TaBortJav:
        """The jäv."""
        return TaBortJav(self.cleaned_data["jav"])


class AtertaForm(Paragrafform):
    """Which yrkande is withdrawn."""

    yrkande = forms.ModelChoiceField(
        Yrkande.objects.none(), label="Yrkande", error_messages={"required": "Välj ett yrkande."}
    )

    def bygg(self) -> None:
        """The yrkanden of the § or of the sitting that stand."""
        rader = Yrkande.objects.filter(
            punkt__sammantrade=self.subject, tillstand=YrkandeTillstand.FRAMSTALLT
        ).select_related("punkt", "uppdrag__fortroendevald")
        radval(self, "yrkande").queryset = rader.filter(punkt=self.star_vid) if self.star_vid else rader

    def facts(self) -> AtertaYrkande:
        """The yrkande."""
        return AtertaYrkande(self.cleaned_data["yrkande"])
