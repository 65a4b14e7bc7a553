"""Forms of a §: jäv, yrkanden, the beslut and what is said beside it.

Each knows its § from the page it stands on (`punkt=`) or, on the act's own page, from the choice of paragraf.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from motions.models import (
    AttSats,
    BeslutPunkt,
    BeslutSlag,
    Forslagspunkt,
    Fortroendeuppdrag,
    Punkt,
    Sammantrade,
    SvarSlag,
    Uttalande,
    UttalandeSlag,
    Yrkande,
    YrkandeSlag,
    YrkandeTillstand,
)
from remiss import paragraf
from remiss.beslutsforslag import Beslutsforslag, foresla
from remiss.forms.arende import Aktform
from remiss.forms.falt import TextBlock, TextRad
from remiss.guards.beslut import beslutsvarningar

VALJ = "Välj ett av alternativen."


def _person(uppdrag: Fortroendeuppdrag) -> str:
    return f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})"


class Personval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the persons of the §."""

    def label_from_instance(self, obj: Any) -> str:
        """«Anna Ek (S)»."""
        return _person(obj)


class Personerval(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the persons of the §."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """«Anna Ek (S)»."""
        return _person(obj)


def _alla() -> Any:
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
        elif self.is_bound and str(self.data.get("punkt", "")).isdigit():
            punkt = falt.queryset.filter(pk=self.data["punkt"]).first()
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

    uppdrag = Personval(_alla(), label="Den som är jävig", error_messages={"required": "Välj vem."})
    grund = TextRad(label="Grund", max_length=300, saknas="Skriv grunden för jävet (KL 6:28).")
    ersattare = Personval(
        _alla(), label="Ersättare i paragrafen", required=False, empty_label="Ingen träder in"
    )

    def clean_grund(self) -> str:
        """Without its full stop: the ground stands inside a sentence."""
        return str(self.cleaned_data["grund"]).rstrip(". ")

    def bygg(self) -> None:
        """Persons in the room; among them, ersättare who do not serve."""
        i_tjanst = {u.pk for u in self.i_tjanst()}
        self.valj_bland("uppdrag", self.i_salen())
        self.valj_bland("ersattare", [u for u in self.i_salen() if u.pk not in i_tjanst])


class YrkandeForm(Punktform):
    """Who moved what, against what (KL 5:67 p. 1)."""

    uppdrag = Personval(_alla(), label="Yrkande av", error_messages={"required": "Välj vem som yrkar."})
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
    instammande = Personerval(_alla(), label="Instämmer", required=False)
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
            (f"y{y.pk}", f"Yrkandet från {_person(y.uppdrag)} om {y.get_slag_display().lower()}")
            for y in self.vald.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET)
        ]
        satser = AttSats.objects.filter(motion__arenden__punkter=self.vald).order_by("motion_id", "nummer")
        return [*punkter, *andra, *((f"a{s.pk}", f"Att-sats {s.nummer} i motionen") for s in satser)]

    def facts(self) -> dict[str, Any]:
        """What registrera_yrkande is called with."""
        data = self.cleaned_data
        mal = data.get("mal", "")
        nyckel = mal[1:]
        return {
            "punkt": data["punkt"],
            "slag": data["slag"],
            "uppdrag": data["uppdrag"],
            "med_flera": data["med_flera"],
            "instammande": list(data["instammande"]),
            "rang": data["rang"] or 1,
            "mal_forslagspunkt": Forslagspunkt.objects.get(pk=nyckel) if mal.startswith("f") else None,
            "mal_yrkande": Yrkande.objects.get(pk=nyckel) if mal.startswith("y") else None,
            "mal_attsats": AttSats.objects.get(pk=nyckel) if mal.startswith("a") else None,
            "punkter": [r.strip() for r in data["text"].splitlines() if r.strip()],
            "motiv": data["motiv"],
        }


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


class BeslutForm(Punktform):
    """The beslut of a §: how it came about, what it says, and what becomes the svar.

    Its fields are filled from a proposal; the button «foresla» makes the proposal anew from the sides that won.
    """

    slag = forms.ChoiceField(
        label="Utgång",
        choices=BeslutSlag.choices,
        widget=forms.RadioSelect,
        error_messages={"required": VALJ},
    )
    villkor = TextRad(
        label="Till när, eller varför",
        required=False,
        max_length=400,
        help_text="Vid bordläggning: «till nästa sammanträde». Vid återremiss: «för att …».",
    )
    egna = TextBlock(
        label="Fler punkter i beslutet",
        required=False,
        help_text="En punkt per rad, i förfluten tid.",
        max_length=8000,
    )
    svar = forms.ChoiceField(
        label="Svar till remittenten",
        choices=SvarSlag.choices,
        widget=forms.RadioSelect,
        error_messages={"required": VALJ},
    )
    svar_text = TextBlock(
        label="Nämndens egen text",
        required=False,
        help_text="Nämndens ändring, eller hela dess eget yttrande.",
        max_length=60000,
    )
    deltar_inte = Personerval(_alla(), label="Deltog inte i beslutet", required=False)
    omedelbar_justering = forms.BooleanField(label="Paragrafen justeras omedelbart", required=False)
    skal = TextRad(label="Skäl, om nämnden inte är beslutsför", required=False, max_length=500)

    def bygg(self) -> None:
        """The fields that this §'s förslag and yrkanden need, filled from the proposal."""
        self.forslag: Beslutsforslag | None = None
        self.valj_bland("deltar_inte", self.i_tjanst())
        if self.vald is None:
            return
        self.forslag = foresla(self.vald, self._vinnare())
        for i, p in enumerate(self.forslag.propositioner):
            self.fields[f"vann_{i}"] = forms.TypedChoiceField(
                label=f"Proposition {i + 1}",
                choices=list(enumerate(p.sidor)),
                coerce=int,
                widget=forms.RadioSelect,
                required=False,
                initial=p.vann,
            )
            self.fields[f"text_{i}"] = TextBlock(
                label=f"Proposition {i + 1} i protokollet", required=False, initial=p.text, max_length=8000
            )
        for y in self.levande():
            self.fields[f"utfall_{y.pk}"] = forms.ChoiceField(
                label=f"{_person(y.uppdrag)}: {y.get_slag_display().lower()}",
                choices=[
                    (t.value, t.label) for t in YrkandeTillstand if t.value not in ("framstallt", "atertaget")
                ],
                initial=self.forslag.utfall.get(y.pk),
                error_messages={"required": VALJ, "invalid_choice": VALJ},
            )
        for rad in self.forslag.rader:
            self.fields[f"med_{rad.nyckel}"] = forms.BooleanField(
                label=rad.fran, required=False, initial=rad.med
            )
            self.fields[f"sats_{rad.nyckel}"] = TextBlock(
                label=f"Lydelse, {rad.fran}", required=False, initial=rad.text, max_length=8000
            )
        self.initial = {
            "slag": self.forslag.slag,
            "svar": self.forslag.svar,
            "villkor": self.forslag.villkor,
            "omedelbar_justering": self.vald.omedelbar_justering,
            **(self.initial or {}),
        }
        self._foresla_igen()

    def _vinnare(self) -> list[int]:
        """The sides that the secretary has marked as winners so far."""
        vinnare: list[int] = []
        while self.is_bound and str(self.data.get(f"vann_{len(vinnare)}", "")).isdigit():
            vinnare.append(int(self.data[f"vann_{len(vinnare)}"]))
        return vinnare

    @property
    def bara_forslag(self) -> bool:
        """Whether only a new proposal was asked for."""
        return self.is_bound and "foresla" in self.data

    def _foresla_igen(self) -> None:
        """Put the new proposal in the place of what was typed in the fields that follow from it."""
        if not self.bara_forslag or self.vald is None or self.forslag is None:
            return
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for namn, falt in self.fields.items():
            if namn.startswith(("text_", "utfall_", "sats_")):
                data[namn] = falt.initial or ""
            elif namn.startswith("med_"):
                data.pop(namn, None)
                if falt.initial:
                    data[namn] = "on"
        for namn in ("slag", "svar", "villkor"):
            data[namn] = getattr(self.forslag, namn)
        self.data = data

    def levande(self) -> list[Yrkande]:
        """The yrkanden that have not been withdrawn."""
        if self.vald is None:
            return []
        return list(
            self.vald.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET).select_related(
                "uppdrag__fortroendevald"
            )
        )

    def propositionsrader(self) -> list[dict[str, Any]]:
        """The bound fields of each proposition."""
        antal = len(self.forslag.propositioner) if self.forslag else 0
        return [{"vann": self[f"vann_{i}"], "text": self[f"text_{i}"]} for i in range(antal)]

    def utfallsrader(self) -> list[forms.BoundField]:
        """The bound outcome of each yrkande."""
        return [self[f"utfall_{y.pk}"] for y in self.levande()]

    def satsrader(self) -> list[dict[str, Any]]:
        """The bound fields of each possible point."""
        rader = self.forslag.rader if self.forslag else ()
        return [{"med": self[f"med_{r.nyckel}"], "sats": self[f"sats_{r.nyckel}"]} for r in rader]

    def clean(self) -> dict[str, Any]:
        """A reason when there is no quorum (KL 6:27)."""
        data: dict[str, Any] = super().clean() or {}
        if self.vald is not None and not data.get("skal"):
            for varning in beslutsvarningar(self.vald):
                self.add_error("skal", f"{varning.text} Skriv skälet; det antecknas.")
        return data

    def facts(self) -> dict[str, Any]:
        """What registrera_beslut is called with."""
        data = self.cleaned_data
        forslag = self.forslag
        if forslag is None:
            raise ValidationError("Välj en paragraf.")
        satser = [
            {"text": data[f"sats_{r.nyckel}"], "forslagspunkt": r.forslagspunkt, "yrkande": r.yrkande}
            for r in forslag.rader
            if data[f"med_{r.nyckel}"]
        ]
        egna = [{"text": t.strip()} for t in data["egna"].splitlines() if t.strip()]
        return {
            "punkt": data["punkt"],
            "slag": data["slag"],
            "punkter": satser + egna if data["slag"] == BeslutSlag.AVGJORT else egna,
            "propositioner": [
                {
                    "text": data[f"text_{i}"],
                    "huvudforslag_stalls": p.huvudforslag_stalls,
                    "yrkanden": list(p.yrkanden),
                    "mot": list(p.mot),
                }
                for i, p in enumerate(forslag.propositioner)
            ],
            "yrkandeutfall": {y.pk: data[f"utfall_{y.pk}"] for y in self.levande()},
            "svar": data["svar"] if data["slag"] == BeslutSlag.AVGJORT else SvarSlag.INGET,
            "svar_text": data["svar_text"],
            "villkor": data["villkor"],
            "deltar_inte": list(data["deltar_inte"]),
            "omedelbar_justering": data["omedelbar_justering"],
            "skal": data["skal"],
        }


class UpphavForm(Punktform):
    """Why the beslut is recorded anew."""

    skal = TextRad(label="Varför görs beslutet om?", max_length=500, saknas="Skriv varför beslutet görs om.")


class UttalandeForm(Punktform):
    """Who leaves what (KL 4:27, domain 1.21)."""

    slag = forms.ChoiceField(label="Slag", error_messages={"required": VALJ})
    avlamnare = Personerval(
        _alla(), label="Lämnas av", error_messages={"required": "Välj vem som lämnar uttalandet."}
    )
    med_flera = forms.BooleanField(label="med flera (m.fl.)", required=False)
    instammer = Personerval(_alla(), label="Instämmer", required=False)
    beslutspunkt = forms.ModelChoiceField(
        BeslutPunkt.objects.none(), label="Gäller", required=False, empty_label="Hela beslutet"
    )
    text = TextBlock(
        label="Text",
        required=False,
        help_text="Kan lämnas senare, innan protokollet skickas för justering.",
        max_length=30000,
    )
    som_bilaga = forms.BooleanField(label="Texten är en bilaga till protokollet", required=False)

    def bygg(self) -> None:
        """The kinds that the organ takes; reservation always, by law."""
        tillatna = {UttalandeSlag.RESERVATION.value, *self.subject.organ.uttalanden}
        falt: Any = self.fields["slag"]
        falt.choices = [(s.value, s.label) for s in UttalandeSlag if s.value in tillatna]
        self.valj_bland("avlamnare", self.i_salen())
        self.valj_bland("instammer", self.i_salen())
        beslut = paragraf.gallande_beslut(self.vald) if self.vald else None
        if beslut is not None:
            punkt: Any = self.fields["beslutspunkt"]
            punkt.queryset = beslut.punkter.all()

    def clean(self) -> dict[str, Any]:
        """Nobody both leaves and joins."""
        data: dict[str, Any] = super().clean() or {}
        bada = set(data.get("avlamnare") or ()) & set(data.get("instammer") or ())
        for person in sorted(bada, key=lambda u: u.pk):
            self.add_error("instammer", f"{_person(person)} kan inte både lämna och instämma.")
        return data

    def facts(self) -> dict[str, Any]:
        """What registrera_uttalande is called with; «m.fl.» is said of the first."""
        data = self.cleaned_data
        egna = [
            {"uppdrag": u, "med_flera": data["med_flera"] and i == 0} for i, u in enumerate(data["avlamnare"])
        ]
        return {
            "punkt": data["punkt"],
            "slag": data["slag"],
            "avlamnare": [*egna, *({"uppdrag": u, "instammer": True} for u in data["instammer"])],
            "beslutspunkt": data["beslutspunkt"],
            "text": data["text"],
            "som_bilaga": data["som_bilaga"],
        }


class UttalandetextForm(Aktform):
    """The text of a statement that was announced before."""

    uttalande = forms.ModelChoiceField(
        Uttalande.objects.none(), label="Uttalande", error_messages={"required": "Välj ett uttalande."}
    )
    text = TextBlock(label="Text", saknas="Skriv eller klistra in texten.", max_length=30000)

    def __init__(self, *args: Any, punkt: Punkt | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt: Any = self.fields["uttalande"]
        falt.queryset = Uttalande.objects.filter(punkt__sammantrade=self.subject).select_related("punkt")
        falt.label_from_instance = self._namn
        if punkt is not None:
            falt.queryset = falt.queryset.filter(punkt=punkt)

    @staticmethod
    def _namn(u: Uttalande) -> str:
        vem = ", ".join(_person(a.uppdrag) for a in u.avlamnare.select_related("uppdrag__fortroendevald"))
        return f"§ {u.punkt.paragraf}: {u.get_slag_display().lower()}, {vem}"


PUNKTAKTER: dict[str, type[Aktform]] = {
    "anmal_jav": JavForm,
    "registrera_yrkande": YrkandeForm,
    "aterta_yrkande": AtertaForm,
    "registrera_beslut": BeslutForm,
    "upphav_beslut": UpphavForm,
    "registrera_uttalande": UttalandeForm,
    "lamna_uttalandetext": UttalandetextForm,
}
"""The acts of a §, and their forms."""

AKTER: dict[tuple[str, str], type[Aktform]] = {
    ("sammantrade", action): form for action, form in PUNKTAKTER.items()
}
