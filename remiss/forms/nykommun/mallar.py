"""The later forms of «Ny kommun»: codes, the ärendetyp, the beslutssatser and the sign-off chain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from motions.models import CHEFSROLLER, Arendetyp, BeslutssatsSlag, Klassificering, Roll
from motions.text import placeholder
from remiss.facts import Facts, nykommun
from remiss.forms.fields import Cleaned, Datumfalt, TextBlock, TextRad, val
from remiss.forms.nykommun.kommun import Stegform
from remiss.forms.seen import avtryck
from remiss.guards.register import stegen_i_ny_kommun
from remiss.nykommun import forslag as registerforslag
from remiss.nykommun.steg import gallande_klasser

KOD = re.compile(r"^(?P<kod>\d+(?:\.\d+)*)[\s;,]+(?P<namn>.+)$")


class KlassificeringForm(Stegform):
    """The codes, pasted."""

    koder = TextBlock(
        label="Koder",
        saknas="Skriv minst en kod.",
        max_length=200_000,
        help_text="En per rad: koden, mellanslag eller semikolon, och namnet. Klistra in er struktur, eller börja med de här. "
        "Koder som redan finns tas inte bort härifrån.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    fran_on = Datumfalt(label="De gäller från och med")

    def forifyllt(self) -> Cleaned:
        """The codes that apply, or a few to begin with."""
        finns = (
            gallande_klasser(self.lage.kommun, self.today)
            if self.lage.kommun
            else Klassificering.objects.none()
        )
        koder = [(k.kod, k.namn) for k in finns] or registerforslag.KLASSER
        return {
            "koder": "\n".join(f"{kod} {namn}" for kod, namn in koder),
            "fran_on": self.today.replace(month=1, day=1),
        }

    def clean_koder(self) -> list[tuple[str, str]]:
        """The codes with their names; what is wrong is said by line."""
        koder: dict[str, str] = {}
        for nummer, rad in enumerate(self.cleaned_data["koder"].splitlines(), start=1):
            if not rad.strip():
                continue
            hit = KOD.match(rad.strip())
            if hit is None or len(hit["kod"]) > 20 or len(hit["namn"]) > 150:
                raise ValidationError(
                    f"Rad {nummer}: skriv «{rad.strip()[:60]}» som kod och namn, till exempel 1.5.1 Remisser."
                )
            if koder.get(hit["kod"], hit["namn"]) != hit["namn"]:
                raise ValidationError(
                    f"Rad {nummer}: koden {hit['kod']} står på två rader med olika namn. Ta bort den ena."
                )
            koder[hit["kod"]] = hit["namn"].strip()
        return list(koder.items())

    def facts(self) -> Facts:
        """The facts of the step."""
        return nykommun.Koder(**self.cleaned_data)


class ArendetypForm(Stegform):
    """The first ärendetyp and its sections."""

    namn = TextRad(label="Ärendetypens namn", max_length=100, saknas="Skriv ett namn, till exempel Remiss.")
    klassificering = forms.ModelChoiceField(
        Klassificering.objects.none(),
        label="Klassificering som föreslås",
        required=False,
        empty_label="Ingen",
        error_messages={"invalid_choice": "Välj en av koderna."},
    )
    avsnitt = forms.MultipleChoiceField(
        label="Avsnitt, i den här ordningen",
        choices=[(a.nyckel, a.rubrik) for a in registerforslag.AVSNITT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett avsnitt.", "invalid_choice": "Välj bland avsnitten."},
        help_text="Det sista är alltid förvaltningens synpunkter, om du väljer det. Rubriker och hjälptexter ändrar du under "
        "Inställningar, Ärendetyper.",
    )

    def bygg(self) -> None:
        """The codes that apply, and the sections that somebody has added in Inställningar."""
        if self.lage.kommun:
            self.fields["klassificering"].queryset = gallande_klasser(self.lage.kommun, self.today)  # type: ignore[attr-defined]
        typ = self.lage.arendetyp()
        self.egna = [
            nykommun.Mallavsnitt(a.nyckel, a.rubrik, a.obligatoriskt, a.hjalp)
            for a in (typ.avsnitt.all() if typ else ())
        ]
        vanliga = {a.nyckel: a.rubrik for a in registerforslag.AVSNITT}
        egna = {a.nyckel: a.rubrik for a in self.egna if a.nyckel not in vanliga}
        val(self, "avsnitt").choices = [*vanliga.items(), *egna.items()]

    def forifyllt(self) -> Cleaned:
        """The ärendetyp that there is, or the usual sections."""
        typ = self.lage.arendetyp()
        if typ is None:
            obligatoriska = [a.nyckel for a in registerforslag.AVSNITT if a.obligatoriskt]
            return {"namn": "Remiss", "avsnitt": obligatoriska, "klassificering": self._forsta_koden()}
        return {
            "namn": typ.namn,
            "klassificering": typ.klassificering_id,
            "avsnitt": [a.nyckel for a in self.egna],
        }

    def _forsta_koden(self) -> int | None:
        kod = self.fields["klassificering"].queryset.first()  # type: ignore[attr-defined]
        return kod.pk if kod else None

    def rad(self) -> Arendetyp:
        """The ärendetyp that there is, or a new one."""
        return self.lage.arendetyp() or Arendetyp()

    def varden(self, data: Cleaned) -> Cleaned:
        """Its own fields."""
        return {
            "forvaltning": self.lage.forvaltning,
            "namn": data["namn"],
            "klassificering": data["klassificering"],
        }

    def facts(self) -> Facts:
        """The facts of the step: the sections that are ticked: those that are there as they are, the others as proposed."""
        finns = {a.nyckel: a for a in self.egna}
        forslag = {
            a.nyckel: nykommun.Mallavsnitt(a.nyckel, a.rubrik, a.obligatoriskt, a.hjalp)
            for a in registerforslag.AVSNITT
        }
        return nykommun.Arendetypen(
            namn=self.cleaned_data["namn"],
            klassificering=self.cleaned_data["klassificering"],
            avsnitt=[finns.get(n) or forslag[n] for n in self._ordning(list(finns), list(forslag))],
        )

    def _ordning(self, finns: list[str], forslag: list[str]) -> list[str]:
        """The ticked keys: as they stand when there is an ärendetyp, the new ones before the last; else as proposed."""
        valda = set(self.cleaned_data["avsnitt"])
        if not finns:
            return [n for n in forslag if n in valda]
        kvar = [n for n in finns if n in valda]
        nya = [n for n in forslag if n in valda and n not in finns]
        sist = kvar[-1:] if kvar and kvar[-1] == forslag[-1] else []
        return [*kvar[: len(kvar) - len(sist)], *nya, *sist]


def satsnyckel(sats: registerforslag.Satsforslag) -> str:
    """What its fields are called by."""
    return avtryck(sats.namn)


class SatserForm(Stegform):
    """The library of beslutssatser: a box to tick and a text for each."""

    def bygg(self) -> None:
        """Two fields for each sats: those that are there, then those that we propose."""
        finns = list(self.lage.organ.beslutssatsmallar.all()) if self.lage.organ else []
        namn = {m.namn for m in finns}
        self.satser = [
            *(registerforslag.Satsforslag(BeslutssatsSlag(m.slag), m.namn, m.text) for m in finns),
            *(
                s if not finns else registerforslag.Satsforslag(s.slag, s.namn, s.text, forvald=False)
                for s in registerforslag.SATSER
                if s.namn not in namn
            ),
        ]
        # By name, not by place: what a page was made with stands where it stood, however the library has changed since.
        for s in self.satser:
            n = satsnyckel(s)
            self.fields[f"med_{n}"] = forms.BooleanField(label=s.namn, required=False, initial=s.forvald)
            self.fields[f"text_{n}"] = TextBlock(
                label=f"Text: {s.namn}",
                initial=s.text,
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def par(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each sats, for the page."""
        return [(self[f"med_{n}"], self[f"text_{n}"]) for n in map(satsnyckel, self.satser)]

    def clean(self) -> Cleaned:
        """A ticked sats has a text whose places can be filled in."""
        data: Cleaned = super().clean() or {}
        for n in map(satsnyckel, self.satser):
            text = data.get(f"text_{n}", "")
            if data.get(f"med_{n}") and f"text_{n}" not in self.errors:
                fel = placeholder.brist(text) if text else "Skriv texten, eller ta bort krysset."
                if fel:
                    self.add_error(f"text_{n}", fel)
        return data

    def facts(self) -> Facts:
        """The facts of the step."""
        data = self.cleaned_data
        med = [s for s in self.satser if data[f"med_{satsnyckel(s)}"]]
        return nykommun.Satserna(
            satser=[nykommun.Mallsats(s.slag, s.namn, data[f"text_{satsnyckel(s)}"]) for s in med],
            bort=[s.namn for s in self.satser if s not in med],
        )


class GodkannandeForm(Stegform):
    """The sign-off chain, lowest first."""

    roller = forms.MultipleChoiceField(
        label="De som godkänner, i den här ordningen",
        choices=[(r.value, r.label) for r in CHEFSROLLER],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en chef.", "invalid_choice": "Välj bland cheferna."},
        help_text="Den som själv är handläggare hoppas över; då godkänner nästa chef.",
    )
    flera_steg = forms.BooleanField(
        label="En person får godkänna flera steg",
        required=False,
        help_text="För en liten förvaltning. Annars godkänner en person bara ett steg; när någon godkänner flera står det "
        "i underskriften.",
    )

    def forifyllt(self) -> Cleaned:
        """The chain that there is, or the two that are usual."""
        organ = self.lage.organ
        kedja = [s.roll for s in organ.godkannandesteg.all()] if organ else []
        return {
            "roller": kedja or [Roll.AVDELNINGSCHEF.value, Roll.FORVALTNINGSCHEF.value],
            "flera_steg": organ.flera_steg if organ else False,
        }

    def clean(self) -> Cleaned:
        """The steps stand while texts are being signed by them."""
        data: Cleaned = super().clean() or self.cleaned_data
        if "roller" in data:
            for hinder in stegen_i_ny_kommun(self.lage.organ, self.facts().roller):
                self.add_error("roller", hinder.text)
        return data

    def facts(self) -> nykommun.Godkannandet:
        """The facts of the step."""
        valda: Sequence[str] = self.cleaned_data["roller"]
        return nykommun.Godkannandet(
            [r.value for r in CHEFSROLLER if r.value in valda], flera_steg=self.cleaned_data["flera_steg"]
        )
