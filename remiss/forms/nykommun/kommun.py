"""The first forms of «Ny kommun»: one for each step, filled in with what the registers have, else with what we propose."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from motions import numbering
from motions.models import (
    Forvaltning,
    Kommun,
    Organ,
    Paragrafnumrering,
)
from motions.register import Registren
from remiss.facts import Facts, nykommun
from remiss.forms.fields import Cleaned, Datumfalt, TextBlock, TextRad
from remiss.forms.seen import SettMixin
from remiss.nykommun import forslag, steg
from remiss.nykommun.steg import Lage

EGET = "eget"


def rader(text: str) -> list[str]:
    """The lines that say something, once each."""
    return list(dict.fromkeys(r.strip() for r in text.splitlines() if r.strip()))


def pk_av(rad: models.Model | None) -> Any:
    """The key of a row, or of none."""
    return rad.pk if rad is not None else None


class Stegform(SettMixin):
    """A step: its fields are filled in from `lage`, and `facts` is what it is told."""

    def __init__(self, *args: Any, lage: Lage, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lage, self.today = lage, today
        for falt in self.fields.values():
            if isinstance(falt, Datumfalt):
                falt.today = today
        self.bygg()
        self.initial = {**self.forifyllt(), **(self.initial or {})}
        self.bevaka()

    def over(self, nu: Registren) -> Self:
        """The step over the registers as they are under their lock."""
        return type(self)(lage=steg.lage(), today=self.today)

    def star(self) -> Any:
        """What the registers have."""
        return self.forifyllda(*self.fields)

    def bygg(self) -> None:
        """Add what depends on the registers."""

    def forifyllt(self) -> Cleaned:
        """What the registers have."""
        return {}

    def rad(self) -> Any:
        """The row that the step makes or changes, read anew, to be checked by its model's own rules."""
        return None

    def clean(self) -> Cleaned:
        """What the model says of the row, said beside the fields."""
        data: Cleaned = super().clean() or {}
        rad = self.rad()
        if rad is None or self.errors:
            return data
        for namn, varde in self.varden(data).items():
            setattr(rad, namn, varde)
        try:
            rad.full_clean()
        except ValidationError as error:
            for falt, fel in error.message_dict.items():
                self.add_error(self.falt_for(falt), fel)
        return data

    def falt_for(self, namn: str) -> str | None:
        """The field beside which a fault of the row's field is said; None for the top of the form."""
        return namn if namn in self.fields and namn != NON_FIELD_ERRORS else None

    def varden(self, data: Cleaned) -> Cleaned:
        """The values of the row's fields."""
        return data

    def facts(self) -> Facts:
        """The facts of the step."""
        raise NotImplementedError


class KommunForm(Stegform):
    """The kommun."""

    namn = TextRad(label="Kommunens namn", max_length=100, saknas="Skriv kommunens namn.")
    fullmaktige = TextRad(label="Fullmäktige heter", max_length=100, saknas="Skriv vad fullmäktige heter.")
    anslagstavla = TextRad(
        label="Anslagstavlan",
        max_length=200,
        saknas="Skriv vilken anslagstavla ni anslår på.",
        help_text="Namnet eller webbadressen. Den står på anslagsbeviset (KL 8:9).",
    )

    def forifyllt(self) -> Cleaned:
        """The kommun that there is, or the usual words."""
        k = self.lage.kommun or Kommun()
        return {"namn": k.namn, "fullmaktige": k.fullmaktige, "anslagstavla": k.anslagstavla}

    def rad(self) -> Kommun:
        """The kommun with what was typed."""
        return Kommun.objects.filter(pk=pk_av(self.lage.kommun)).first() or Kommun()

    def facts(self) -> Facts:
        """The facts of the step."""
        return nykommun.RadensFalt(self.cleaned_data)


class ForvaltningForm(Stegform):
    """The förvaltning with its enheter."""

    namn = TextRad(label="Förvaltningens namn", max_length=150, saknas="Skriv förvaltningens namn.")
    besoksadress = TextRad(label="Besöksadress", max_length=200, required=False)
    epost = forms.EmailField(
        label="E-post",
        required=False,
        error_messages={"invalid": "Skriv en e-postadress, till exempel namn@kommun.se."},
    )
    enheter = TextBlock(
        label="Avdelningar och enheter",
        required=False,
        max_length=8000,
        help_text="En per rad. En enhet under en avdelning: Avdelningen för arbete > Enheten för insatser. "
        "De som redan finns tas inte bort härifrån.",
    )

    def forifyllt(self) -> Cleaned:
        """The förvaltning that there is."""
        f = self.lage.forvaltning
        if f is None:
            return {}
        enheter = f.enheter.select_related("parent").order_by("pk")
        return {
            "namn": f.namn,
            "besoksadress": f.besoksadress,
            "epost": f.epost,
            "enheter": "\n".join(
                f"{e.parent.namn} {nykommun.SKILJE} {e.namn}" if e.parent else e.namn for e in enheter
            ),
        }

    def clean_enheter(self) -> list[str]:
        """The lines; each name fits."""
        enheter = rader(self.cleaned_data["enheter"])
        for rad in enheter:
            delar = [d.strip() for d in rad.split(nykommun.SKILJE)]
            if not all(delar) or any(len(d) > 150 for d in delar):
                raise ValidationError(f"Skriv «{rad[:60]}» som ett namn, eller som Avdelning > Enhet.")
        return enheter

    def varden(self, data: Cleaned) -> Cleaned:
        """Those of the förvaltning."""
        return {"kommun": self.lage.kommun, **{k: data[k] for k in ("namn", "besoksadress", "epost")}}

    def rad(self) -> Forvaltning:
        """The förvaltning with what was typed."""
        return Forvaltning.objects.filter(pk=pk_av(self.lage.forvaltning)).first() or Forvaltning()

    def facts(self) -> Facts:
        """The facts of the step."""
        falt = dict(self.cleaned_data)
        enheter = falt.pop("enheter")
        return nykommun.Forvaltningen(falt, enheter)


def exempel(monster: str, kortnamn: str, kod: str = "") -> str:
    """The first dnr of a pattern. Errors: MonsterError, in Swedish."""
    return numbering.Monster.parse(monster).format(ar=2026, lopnr=1, klass="1.6", organ=kortnamn, kod=kod)


class NamndForm(Stegform):
    """The nämnd."""

    namn = TextRad(label="Nämndens namn", max_length=150, saknas="Skriv nämndens namn.")
    kortnamn = TextRad(
        label="Kortnamn i diarienumret",
        max_length=12,
        saknas="Skriv ett kortnamn, till exempel AMN.",
        help_text="Bokstäver, till exempel AMN.",
    )
    monster = forms.ChoiceField(
        label="Mönster för diarienumret",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett mönster.", "invalid_choice": "Välj ett av mönstren."},
    )
    eget_monster = TextRad(
        label="Eget mönster",
        max_length=60,
        required=False,
        help_text="Fälten är {organ}, {ar}, {lopnr:04}, {klass} och {kod}.",
    )
    dnr_kod = TextRad(
        label="Kod", max_length=10, required=False, help_text="Bara om mönstret har {kod}. Siffror."
    )
    paragrafnumrering = forms.ChoiceField(
        label="Paragraferna numreras", choices=Paragrafnumrering.choices, widget=forms.RadioSelect
    )
    kallelse_dagar = forms.IntegerField(
        label="Kallelsen skickas senast, dagar före",
        min_value=0,
        max_value=60,
        error_messages={
            "required": "Skriv antalet dagar.",
            "invalid": "Skriv antalet dagar med siffror.",
            "min_value": "Skriv 0 dagar eller fler.",
            "max_value": "Skriv högst 60 dagar.",
        },
        help_text="Enligt nämndens reglemente.",
    )
    kallelse_arbetsdagar = forms.BooleanField(label="Kallelsetiden räknas i arbetsdagar", required=False)
    forvaringsplats = TextRad(
        label="Protokollet förvaras hos", max_length=150, required=False, help_text="Står på anslaget."
    )

    def bygg(self) -> None:
        """The patterns, each by its example."""
        kort = (self.lage.organ.kortnamn if self.lage.organ else "") or "AMN"
        val = [(m, f"{exempel(m, kort, '050')}  ({m})") for m in forslag.MONSTER]
        self.fields["monster"].choices = [*val, (EGET, "Ett eget mönster")]  # type: ignore[attr-defined]

    def forifyllt(self) -> Cleaned:
        """The nämnd that there is, or the usual."""
        o = self.lage.organ or Organ()
        kant = o.dnr_monster in forslag.MONSTER
        return {
            **{
                f: getattr(o, f)
                for f in ("namn", "kortnamn", "dnr_kod", "paragrafnumrering", "kallelse_dagar")
            },
            "kallelse_arbetsdagar": o.kallelse_arbetsdagar,
            "forvaringsplats": o.forvaringsplats,
            "monster": o.dnr_monster if kant else EGET,
            "eget_monster": "" if kant else o.dnr_monster,
        }

    def varden(self, data: Cleaned) -> Cleaned:
        """The organ's fields: the pattern is the chosen or one's own."""
        eget = data["monster"] == EGET
        return {
            "kommun": self.lage.kommun,
            "forvaltning": self.lage.forvaltning,
            "dnr_monster": data["eget_monster"] if eget else data["monster"],
            **{k: v for k, v in data.items() if k not in ("monster", "eget_monster")},
        }

    def falt_for(self, namn: str) -> str | None:
        """A fault of the pattern stands by one's own pattern."""
        return "eget_monster" if namn == "dnr_monster" else super().falt_for(namn)

    def rad(self) -> Organ:
        """The nämnd with what was typed."""
        return Organ.objects.filter(pk=pk_av(self.lage.organ)).first() or Organ()

    def facts(self) -> Facts:
        """The facts of the step."""
        return nykommun.RadensFalt(self.varden(self.cleaned_data))


class PlatserForm(Stegform):
    """The seats."""

    antal = forms.IntegerField(
        label="Antal ledamöter",
        min_value=1,
        max_value=500,
        help_text="Ordföranden och vice ordförandena räknas med, ersättarna inte. Tomma platser räknas med.",
        error_messages={
            "required": "Skriv hur många ledamöter fullmäktige har bestämt.",
            "invalid": "Skriv antalet med siffror.",
            "min_value": "Nämnden har minst en ledamot.",
            "max_value": "Skriv högst 500.",
        },
    )
    fran_on = Datumfalt(label="Från och med")

    def forifyllt(self) -> Cleaned:
        """The seats that there are; else from the first of January."""
        rad = self.lage.organ.platser.order_by("-fran_on").first() if self.lage.organ else None
        if rad:
            return {"antal": rad.antal, "fran_on": rad.fran_on}
        return {"fran_on": self.today.replace(month=1, day=1)}

    def clean_fran_on(self) -> date:
        """Seats that apply when the nämnd meets."""
        dag: date = self.cleaned_data["fran_on"]
        if dag > self.today:
            raise ValidationError(
                "Välj i dag eller en tidigare dag. En senare ändring gör du under Inställningar."
            )
        return dag

    def facts(self) -> Facts:
        """The facts of the step."""
        return nykommun.RadensFalt(self.cleaned_data)
