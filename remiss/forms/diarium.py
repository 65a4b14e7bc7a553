"""Registrator's form: an incoming remiss with its motioner, an uppdrag or an initiativ."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict

from motions import visibility
from motions.ingest.remisstid import senast_den
from motions.models import Anvandare, Arendetyp, Enhet, Klassificering, Organ, Post, Remittent, Roll, Ursprung
from motions.sortering import svenskt
from motions.text.personnummer import hitta, utan
from motions.text.typed_day import Tidsled
from remiss.facts.registrering import Inkommen
from remiss.forms import motioner
from remiss.forms.fields import Cleaned, Datumfalt, Filerfalt, Files, TextRad, radval
from remiss.guards import personuppgifter

_SVARSPREFIX = re.compile(r"^(?:(?:re|sv|vb|fw|fwd|vs|remiss)\s*:\s*)+", re.I)


def handlaggare_for(organ: Organ, today: date) -> QuerySet[Anvandare]:
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
        .order_by(*svenskt("last_name", "first_name"))
    )


def registratorns_organ(user: Anvandare, today: date, post: Post | None = None) -> QuerySet[Organ]:
    """The organ that `user` registers for on `today`; for a letter, those of the förvaltning that it came to."""
    o = visibility.omfang(user, today)
    organ = Organ.objects.filter(
        Q(pk__in=o.ids("organ_id", Roll.REGISTRATOR))
        | Q(forvaltning__in=o.ids("forvaltning_id", Roll.REGISTRATOR))
        | Q(kommun__in=o.ids("kommun_id", Roll.REGISTRATOR))
    ).select_related("forvaltning", "kommun")
    return organ if post is None else organ.filter(forvaltning=post.forvaltning_id)


def arendemening(amne: str) -> str:
    """The subject of a letter as an ärendemening: without «Sv:», «VB:» and «Remiss:» before it."""
    return _SVARSPREFIX.sub("", " ".join(amne.split()))[:300]


class Kommersom(forms.ChoiceField):
    """How the ärende comes; a form sent without an answer is about a remiss."""

    def clean(self, value: str | None) -> str:
        """One of the ways."""
        return str(super().clean(value or Ursprung.REMISS))


class RegistreraForm(forms.Form):
    """All that is known when an ärende arrives; what is empty under «Motion» and «Sekretess» does not apply.

    With `post` the form begins with what the letter says, and the letter's files follow without being chosen again.
    """

    kommer_som = Kommersom(
        label="Ärendet kommer som",
        choices=[
            (Ursprung.REMISS.value, "Remiss"),
            (Ursprung.UPPDRAG.value, "Uppdrag"),
            (Ursprung.INITIATIV.value, "Initiativ i nämnden"),
        ],
        initial=Ursprung.REMISS.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av alternativen."},
    )
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
    avsandare = TextRad(
        label="Uppdragsgivare eller initiativtagare",
        max_length=150,
        saknas="Skriv vem som har gett uppdraget, eller vem i nämnden som har väckt ärendet.",
        help_text="Till exempel Kommunfullmäktige, eller ledamotens namn och parti.",
    )
    avsandarens_dnr = TextRad(label="Uppdragsgivarens diarienummer", max_length=60, required=False)
    inkommen_on = Datumfalt(label="Inkommen den", tidsled=Tidsled.GANGEN)
    remisstid_on = Datumfalt(label="Svar senast (remisstid eller frist)", tidsled=Tidsled.KOMMANDE)
    arendetyp = forms.ModelChoiceField(Arendetyp.objects.none(), label="Ärendetyp", empty_label=None)
    klassificering = forms.ModelChoiceField(
        Klassificering.objects.none(), label="Klassificering", empty_label=None
    )
    filer = Filerfalt(label="Filer, remissen först")
    motion_nummer = motioner.Motionsnummer(label="Motionens nummer eller år")
    motion_vackt_on = Datumfalt(
        label="Motionen väcktes den",
        tidsled=Tidsled.GANGEN,
        required=False,
        help_text="Fullmäktige ska om möjligt besluta inom ett år från den dagen.",
    )
    motionarer = motioner.Motionarer(label="Motionärer")
    attsatser = motioner.Attsatser(label="Motionens att-satser")
    sekretess = forms.BooleanField(label="Sekretessmarkera ärendet", required=False)
    sekretess_lagrum = TextRad(
        label="Bestämmelse", required=False, max_length=100, help_text="Till exempel OSL 26 kap. 1 §."
    )
    offentlig_titel = TextRad(label="Ärendemening som får visas för alla", required=False, max_length=300)
    skal = TextRad(label="Skäl att visa personnumret för alla", required=False, max_length=500)
    visar_personnummer = False
    """Whether what was typed would show one to anyone."""
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

    MOTION: ClassVar = {
        "nummer": "motion_nummer",
        "vackt_on": "motion_vackt_on",
        "motionarer": "motionarer",
        "attsatser": "attsatser",
    }

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        user: Anvandare,
        today: date,
        post: Post | None = None,
    ) -> None:
        super().__init__(data, files)
        self.today, self.post = today, post
        self.fields.update({namn: falt for n in motioner.FLER for namn, falt in motioner.block(n).items()})
        self._valj_ur(registratorns_organ(user, today, post))
        for falt in self.fields.values():
            if isinstance(falt, Datumfalt | motioner.Motionsnummer):
                falt.today = today
        self.fields["inkommen_on"].initial = today
        if post is not None:
            self._fran_post(post)
        self._krav_efter_ursprung()

    def _valj_ur(self, organ: QuerySet[Organ]) -> None:
        """Nothing can be chosen but what belongs to the registrator's own organ."""
        galler = Q(till_on__isnull=True) | Q(till_on__gte=self.today)
        personal = Anvandare.objects.filter(
            Q(befattningar__organ__in=organ)
            | Q(befattningar__forvaltning__organ__in=organ)
            | Q(befattningar__enhet__forvaltning__organ__in=organ)
        ).distinct()
        for namn, queryset in {
            "organ": organ,
            "arendetyp": Arendetyp.objects.filter(forvaltning__organ__in=organ).distinct(),
            "klassificering": Klassificering.objects.filter(
                galler, kommun__organ__in=organ, fran_on__lte=self.today
            ).distinct(),
            "behoriga": personal.order_by(*svenskt("last_name", "first_name")),
            "handlaggare": personal.filter(befattningar__roll=Roll.HANDLAGGARE).order_by(
                "last_name", "first_name"
            ),
        }.items():
            radval(self, namn).queryset = queryset
        self.remittenter = Remittent.objects.filter(kommun__organ__in=organ).distinct()

    def _fran_post(self, post: Post) -> None:
        """Begin with what the letter says; a sender whose address is known is called by the remittent's name."""
        kand = self.remittenter.filter(epost__iexact=post.epost).first() if post.epost else None
        fran = kand.namn if kand else post.avsandare[:150]
        self.initial = {
            "titel": arendemening(post.amne),
            "remittent_namn": fran,
            "avsandare": fran,
            "remittentens_dnr": post.avsandarens_dnr,
            "avsandarens_dnr": post.avsandarens_dnr,
            "inkommen_on": post.inkommen_on,
            "remisstid_on": senast_den(f"{post.amne}\n{post.text}", kom=post.inkommen_on),
            **self.initial,
        }
        self.fields["filer"].required = False

    def _krav_efter_ursprung(self) -> None:
        """A remiss has a remittent, and the others who gave or took them; an initiativ may be made without a paper."""
        som = self.data.get("kommer_som") or Ursprung.REMISS
        if not self.is_bound:
            return
        remiss = som == Ursprung.REMISS
        self.fields["remittent_namn"].required = remiss
        self.fields["avsandare"].required = not remiss
        if som == Ursprung.INITIATIV:
            self.fields["filer"].required = False

    @property
    def fler_motioner(self) -> list[list[forms.BoundField]]:
        """The fields of the further motioner, a list for each."""
        return [motioner.falten(self, n) for n in motioner.FLER]

    @property
    def fler_ifyllda(self) -> bool:
        """Whether anything is typed or wrong there, so that the page must show them."""
        return any(f.errors or f.value() for falt in self.fler_motioner for f in falt)

    def clean_inkommen_on(self) -> date:
        """Nothing arrives tomorrow."""
        dag: date = self.cleaned_data["inkommen_on"]
        if dag > self.today:
            raise ValidationError("Remissen kan inte ha kommit in efter i dag. Kontrollera datumet.")
        return dag

    def _block(self) -> list[dict[str, str]]:
        """The names of the fields of each motion, by what they hold."""
        fler = [{namn.partition("_")[2]: namn for namn in motioner.block(n)} for n in motioner.FLER]
        return [self.MOTION, *fler]

    def clean(self) -> Cleaned:
        """What belongs together must be there together."""
        data: Cleaned = super().clean() or {}
        self._granska_motioner(data)
        if data.get("sekretess"):
            if not data.get("sekretess_lagrum"):
                self.add_error("sekretess_lagrum", "Ange den bestämmelse som markeringen bygger på.")
            if not data.get("offentlig_titel"):
                self.add_error("offentlig_titel", "Skriv en ärendemening som inte röjer det hemliga.")
        self._granska_personnummer(data)
        inkommen, remisstid = data.get("inkommen_on"), data.get("remisstid_on")
        if inkommen and remisstid and remisstid < inkommen:
            self.add_error(
                "remisstid_on", "Remisstiden går ut före den dag då remissen kom in. Kontrollera datumen."
            )
        organ, typ = data.get("organ"), data.get("arendetyp")
        if organ and typ and typ.forvaltning_id != organ.forvaltning_id:
            self.add_error("arendetyp", f"Välj en ärendetyp som används av {organ.forvaltning}.")
        return data

    def _granska_personnummer(self, data: Cleaned) -> None:
        """What the gate warns of, beside its field, with a title that may be shown; it may stand, with a reason."""
        titel, offentlig = str(data.get("titel", "")), self._offentlig_titel(data)
        namn = "remittent_namn" if data.get("kommer_som") == Ursprung.REMISS else "avsandare"
        i_titeln, i_namnet = personuppgifter.i_diariet(
            titel, offentlig, str(data.get(namn, "")), hemligt=bool(data.get("sekretess"))
        )
        self.visar_personnummer = bool(i_titeln or i_namnet)
        if data.get("skal"):
            return
        for falt, varningar in (("offentlig_titel", i_titeln), (namn, i_namnet)):
            for v in varningar:
                self.add_error(
                    falt, f"{v.text} Skriv utan, eller skriv skälet att visa det. Skälet antecknas."
                )
        if i_titeln and not offentlig and isinstance(self.data, QueryDict):
            visat = self.data.copy()
            visat["offentlig_titel"] = utan(titel)
            self.data = visat

    def _offentlig_titel(self, data: Cleaned) -> str:
        """The title for anyone; none of an open ärende whose own has no number: what once was typed for a secret one."""
        egen = data.get("sekretess") or hitta(str(data.get("titel", "")))
        return str(data.get("offentlig_titel", "")) if egen else ""

    def _granska_motioner(self, data: Cleaned) -> None:
        sedda: list[tuple[int, int]] = []
        for namn in self._block():
            for falt, text in motioner.brister(data, namn, self.errors).items():
                self.add_error(falt, text)
            vackt = data.get(namn["vackt_on"])
            if vackt and vackt > self.today:
                self.add_error(
                    namn["vackt_on"], "Motionen kan inte ha väckts efter i dag. Kontrollera datumet."
                )
            nummer = data.get(namn["nummer"])
            if nummer and data.get("kommer_som", Ursprung.REMISS) != Ursprung.REMISS:
                self.add_error(
                    namn["nummer"], "En motion kommer på remiss. Välj Remiss, eller töm motionens fält."
                )
            if nummer and nummer[1] is not None:
                if nummer in sedda:
                    self.add_error(namn["nummer"], "Samma motion står två gånger. Töm det ena blocket.")
                sedda.append(nummer)

    def inkommen(self) -> Inkommen:
        """The facts of the act."""
        d = self.cleaned_data
        remiss = d["kommer_som"] == Ursprung.REMISS
        fler = [motioner.ny_motion(d, namn, d[namn["titel"]]) for namn in self._block()[1:]]
        return Inkommen(
            arendetyp=d["arendetyp"],
            klassificering=d["klassificering"],
            titel=d["titel"],
            kommer_som=d["kommer_som"],
            remittent_namn=d["remittent_namn"] if remiss else d["avsandare"],
            remittentens_dnr=d["remittentens_dnr"] if remiss else d["avsandarens_dnr"],
            inkommen_on=d["inkommen_on"],
            remisstid_on=d["remisstid_on"],
            offentlig_titel=self._offentlig_titel(d),
            sekretess_lagrum=d["sekretess_lagrum"] if d["sekretess"] else "",
            behoriga=list(d["behoriga"]) if d["sekretess"] else [],
            motion=motioner.ny_motion(d, self.MOTION, d["titel"]),
            fler_motioner=[m for m in fler if m is not None],
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
