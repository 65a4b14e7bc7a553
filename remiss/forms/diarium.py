"""Registrator's form: an incoming remiss, with its motion where there is one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from motions import visibility
from motions.models import Anvandare, Arendetyp, Enhet, Klassificering, Organ, Remittent, Roll
from remiss.effects.registrering import Inkommen, NyMotion
from remiss.forms.falt import Datumfalt, Filerfalt, TextBlock, TextRad

_NUMMER = re.compile(r"^(\d{4})(?::(\d+))?$")
_MOTIONAR = re.compile(r"^(?P<namn>.+?)\s*\((?P<parti>[^)]{1,20})\)$")


def handlaggare_for(organ: Organ, today: date) -> Any:
    """The people who may handle an organ's ärenden on `today`, by name."""
    galler = Q(befattningar__fran_on__lte=today) & (
        Q(befattningar__till_on__isnull=True) | Q(befattningar__till_on__gte=today)
    )
    inom = (
        Q(befattningar__organ=organ)
        | Q(befattningar__forvaltning=organ.forvaltning_id)
        | Q(befattningar__enhet__forvaltning=organ.forvaltning_id)
    )
    return (
        Anvandare.objects.filter(galler & inom, is_active=True, befattningar__roll=Roll.HANDLAGGARE)
        .distinct()
        .order_by("last_name", "first_name")
    )


class RegistreraForm(forms.Form):
    """All that is known when a remiss arrives; what is empty under «Motion» and «Sekretess» does not apply."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="Nämnd", empty_label=None)
    titel = TextRad(
        label="Ärendemening",
        max_length=300,
        saknas="Skriv vad ärendet gäller.",
        help_text="Kort och utan personuppgifter.",
    )
    remittent_namn = TextRad(
        label="Remittent",
        max_length=150,
        saknas="Skriv vem som har skickat remissen.",
        widget=forms.TextInput(attrs={"list": "remittenter", "autocomplete": "off"}),
    )
    remittentens_dnr = TextRad(label="Remittentens diarienummer", max_length=60, required=False)
    inkommen_on = Datumfalt(label="Inkommen den")
    remisstid_on = Datumfalt(label="Svar senast (remisstid)")
    arendetyp = forms.ModelChoiceField(Arendetyp.objects.none(), label="Ärendetyp", empty_label=None)
    klassificering = forms.ModelChoiceField(
        Klassificering.objects.none(), label="Klassificering", empty_label=None
    )
    filer = Filerfalt(label="Filer, remissen först")
    motion_nummer = TextRad(
        label="Motionens nummer eller år",
        required=False,
        max_length=12,
        help_text="Till exempel 2026:51, eller 2026 utan nummer.",
    )
    motion_vackt_on = Datumfalt(
        label="Motionen väcktes den",
        required=False,
        help_text="Fullmäktige bör besluta inom ett år. Till exempel 2026-02-16.",
    )
    motionarer = TextBlock(
        label="Motionärer", required=False, help_text="En per rad med parti inom parentes: Per Ek (MP)."
    )
    attsatser = TextBlock(label="Motionens att-satser", required=False, help_text="En per rad.")
    sekretess = forms.BooleanField(label="Sekretessmarkera ärendet", required=False)
    sekretess_lagrum = TextRad(
        label="Bestämmelse", required=False, max_length=100, help_text="Till exempel OSL 26 kap. 1 §."
    )
    offentlig_titel = TextRad(label="Ärendemening som får visas för alla", required=False, max_length=300)
    behoriga = forms.ModelMultipleChoiceField(
        Anvandare.objects.none(),
        label="Behöriga att läsa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Utöver registratorn. Ge även chefer och nämndsekreterare som ska arbeta med ärendet.",
    )
    handlaggare = forms.ModelChoiceField(
        Anvandare.objects.none(), label="Handläggare", required=False, empty_label="Tilldela senare"
    )

    MOTION = ("motion_nummer", "motionarer", "attsatser")
    SEKRETESS = ("sekretess", "sekretess_lagrum", "offentlig_titel", "behoriga")

    def __init__(self, *args: Any, user: Anvandare, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        o = visibility.omfang(user, today)
        organ = Organ.objects.filter(
            Q(pk__in=o.ids("organ_id", Roll.REGISTRATOR))
            | Q(forvaltning__in=o.ids("forvaltning_id", Roll.REGISTRATOR))
        ).select_related("forvaltning", "kommun")
        self.today = today
        self.fields["organ"].queryset = organ  # type: ignore[attr-defined]
        self.fields["arendetyp"].queryset = Arendetyp.objects.filter(forvaltning__organ__in=organ).distinct()  # type: ignore[attr-defined]
        self.fields["klassificering"].queryset = Klassificering.objects.filter(  # type: ignore[attr-defined]
            Q(till_on__isnull=True) | Q(till_on__gte=today), kommun__organ__in=organ, fran_on__lte=today
        ).distinct()
        personal = Anvandare.objects.filter(
            Q(befattningar__organ__in=organ)
            | Q(befattningar__forvaltning__organ__in=organ)
            | Q(befattningar__enhet__forvaltning__organ__in=organ)
        ).distinct()
        self.fields["behoriga"].queryset = personal.order_by("last_name", "first_name")  # type: ignore[attr-defined]
        self.fields["handlaggare"].queryset = (  # type: ignore[attr-defined]
            personal.filter(befattningar__roll=Roll.HANDLAGGARE).order_by("last_name", "first_name")
        )
        for falt in self.fields.values():
            if isinstance(falt, Datumfalt):
                falt.today = today
        self.fields["inkommen_on"].initial = today
        self.remittenter = Remittent.objects.filter(kommun__organ__in=organ).distinct()

    def clean_inkommen_on(self) -> date:
        """Nothing arrives tomorrow."""
        dag: date = self.cleaned_data["inkommen_on"]
        if dag > self.today:
            raise ValidationError("Remissen kan inte ha kommit in efter i dag. Kontrollera datumet.")
        return dag

    def clean_motion_vackt_on(self) -> date | None:
        """No motion is väckt tomorrow."""
        dag: date | None = self.cleaned_data["motion_vackt_on"]
        if dag and dag > self.today:
            raise ValidationError("Motionen kan inte ha väckts efter i dag. Kontrollera datumet.")
        return dag

    def clean_motion_nummer(self) -> tuple[int, int | None] | None:
        """(year, number or None), or None for no motion."""
        text = self.cleaned_data["motion_nummer"].strip()
        if not text:
            return None
        hit = _NUMMER.match(text)
        if not hit or not 1900 <= int(hit[1]) <= self.today.year + 1:
            raise ValidationError("Skriv numret som 2026:51, eller bara året om motionen saknar nummer.")
        return int(hit[1]), int(hit[2]) if hit[2] else None

    def clean_motionarer(self) -> list[tuple[str, str]]:
        """(name, party) for each line."""
        personer = []
        for rad in filter(None, (r.strip() for r in self.cleaned_data["motionarer"].splitlines())):
            hit = _MOTIONAR.match(rad)
            if not hit:
                raise ValidationError(
                    f"«{rad}» saknar parti. Skriv partiet inom parentes, till exempel Per Ek (MP)."
                )
            personer.append((hit["namn"][:150], hit["parti"]))
        return personer

    def clean_attsatser(self) -> list[str]:
        """One att-sats for each line."""
        return [r.strip() for r in self.cleaned_data["attsatser"].splitlines() if r.strip()]

    def clean(self) -> dict[str, Any]:
        """What belongs together must be there together."""
        data: dict[str, Any] = super().clean() or {}
        nummer, motionarer, attsatser = (data.get(f) for f in self.MOTION)
        ifyllt = motionarer or attsatser or data.get("motion_vackt_on")
        if nummer is None and "motion_nummer" not in self.errors and ifyllt:
            self.add_error("motion_nummer", "Fyll i motionens år, och nummer om den har ett.")
        if nummer is not None:
            if not motionarer and "motionarer" not in self.errors:
                self.add_error("motionarer", "Fyll i minst en motionär.")
            if not attsatser:
                self.add_error(
                    "attsatser", "Fyll i minst en att-sats. Den behövs för att svaret ska bli fullständigt."
                )
        if data.get("sekretess"):
            if not data.get("sekretess_lagrum"):
                self.add_error("sekretess_lagrum", "Ange den bestämmelse som markeringen bygger på.")
            if not data.get("offentlig_titel"):
                self.add_error("offentlig_titel", "Skriv en ärendemening som inte röjer det hemliga.")
        inkommen, remisstid = data.get("inkommen_on"), data.get("remisstid_on")
        if inkommen and remisstid and remisstid < inkommen:
            self.add_error(
                "remisstid_on", "Remisstiden går ut före den dag då remissen kom in. Kontrollera datumen."
            )
        organ, typ = data.get("organ"), data.get("arendetyp")
        if organ and typ and typ.forvaltning_id != organ.forvaltning_id:
            self.add_error("arendetyp", f"Välj en ärendetyp som används av {organ.forvaltning}.")
        return data

    def inkommen(self) -> Inkommen:
        """The facts of the act."""
        d = self.cleaned_data
        motion = None
        if d["motion_nummer"] is not None:
            ar, nummer = d["motion_nummer"]
            motion = NyMotion(ar, nummer, d["titel"], d["motionarer"], d["attsatser"], d["motion_vackt_on"])
        return Inkommen(
            organ=d["organ"],
            arendetyp=d["arendetyp"],
            klassificering=d["klassificering"],
            titel=d["titel"],
            remittent_namn=d["remittent_namn"],
            remittentens_dnr=d["remittentens_dnr"],
            inkommen_on=d["inkommen_on"],
            remisstid_on=d["remisstid_on"],
            offentlig_titel=d["offentlig_titel"] if d["sekretess"] else "",
            sekretess_lagrum=d["sekretess_lagrum"] if d["sekretess"] else "",
            behoriga=list(d["behoriga"]) if d["sekretess"] else [],
            motion=motion,
            filer=d["filer"],
        )

    def enhet_for(self, person: Anvandare) -> Enhet | None:
        """The enhet that the chosen handläggare works in."""
        rad = (
            person.befattningar.filter(roll=Roll.HANDLAGGARE, enhet__isnull=False)
            .select_related("enhet")
            .first()
        )
        return rad.enhet if rad else None
