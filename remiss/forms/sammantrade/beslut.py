"""The form of a beslut, of its new start, and the register of what is done in a §."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from motions import paragraf
from motions.beslutsforslag import Beslutsforslag, foresla
from motions.models import BeslutSlag, Punkt, SvarSlag, Yrkande, YrkandeTillstand
from remiss.facts.beslut import Beslutspunktrad, Propositionsrad, RegistreraBeslut, UpphavBeslut
from remiss.forms.arende import Formular
from remiss.forms.fields import Cleaned, TextBlock, TextRad
from remiss.forms.sammantrade.punkt import (
    VALJ,
    AtertaForm,
    JavForm,
    Paragrafform,
    Personerval,
    Punktform,
    TaBortJavForm,
    YrkandeForm,
    person,
)
from remiss.forms.sammantrade.uttalande import UttalandeForm, UttalandetextForm
from remiss.guards.beslut import beslutsvarningar
from remiss.web.keys import heltal


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
        help_text="Nämndens ändring, hela dess eget yttrande, eller brevet om att den avstår.",
        max_length=60000,
    )
    deltar_inte = Personerval(label="Deltog inte i beslutet", required=False)
    omedelbar_justering = forms.BooleanField(label="Paragrafen justeras omedelbart", required=False)
    skal = TextRad(label="Skäl, om nämnden inte är beslutsför", required=False, max_length=500)

    def bygg(self) -> None:
        """The fields that this §'s förslag and yrkanden need, filled from the proposal."""
        super().bygg()
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
                label=f"{person(y.uppdrag)}: {y.get_slag_display().lower()}",
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
                label=f"Lydelse, {rad.fran}",
                required=False,
                initial=rad.text,
                help_text=rad.fraga,
                max_length=8000,
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
        while self.is_bound and (vann := heltal(str(self.data.get(f"vann_{len(vinnare)}", "")))) is not None:
            vinnare.append(vann)
        return vinnare

    @property
    def bara_forslag(self) -> bool:
        """Whether only a new proposal was asked for."""
        return self.is_bound and "foresla" in self.data

    def _foresla_igen(self) -> None:
        """Put the new proposal in the place of what was typed in the fields that follow from it."""
        if not self.bara_forslag or self.vald is None or self.forslag is None:
            return
        data = QueryDict(mutable=True)
        data.update(self.data)
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
        return [] if self.vald is None else paragraf.levande(self.vald)

    def propositionsrader(self) -> list[dict[str, forms.BoundField]]:
        """The bound fields of each proposition."""
        antal = len(self.forslag.propositioner) if self.forslag else 0
        return [{"vann": self[f"vann_{i}"], "text": self[f"text_{i}"]} for i in range(antal)]

    def utfallsrader(self) -> list[forms.BoundField]:
        """The bound outcome of each yrkande."""
        return [self[f"utfall_{y.pk}"] for y in self.levande()]

    def satsrader(self) -> list[dict[str, forms.BoundField]]:
        """The bound fields of each possible point."""
        rader = self.forslag.rader if self.forslag else ()
        return [{"med": self[f"med_{r.nyckel}"], "sats": self[f"sats_{r.nyckel}"]} for r in rader]

    def clean(self) -> Cleaned:
        """A reason when there is no quorum (KL 6:27)."""
        data: Cleaned = super().clean() or {}
        if self.vald is not None and not data.get("skal"):
            for varning in beslutsvarningar(self.vald):
                self.add_error("skal", f"{varning.text} Skriv skälet; det antecknas.")
        return data

    def facts(self) -> RegistreraBeslut:
        """The beslut as typed."""
        data = self.cleaned_data
        forslag = self.forslag
        if forslag is None:
            raise ValidationError("Välj en paragraf.")
        satser = [
            Beslutspunktrad(data[f"sats_{r.nyckel}"], r.forslagspunkt, r.yrkande)
            for r in forslag.rader
            if data[f"med_{r.nyckel}"]
        ]
        egna = [Beslutspunktrad(t.strip()) for t in data["egna"].splitlines() if t.strip()]
        avgjort = data["slag"] == BeslutSlag.AVGJORT
        return RegistreraBeslut(
            punkt=data["punkt"],
            slag=data["slag"],
            punkter=satser + egna if avgjort else egna,
            propositioner=[
                Propositionsrad(data[f"text_{i}"], p.huvudforslag_stalls, p.yrkanden, p.mot)
                for i, p in enumerate(forslag.propositioner)
            ],
            yrkandeutfall={y.pk: data[f"utfall_{y.pk}"] for y in self.levande()},
            svar=data["svar"] if avgjort else SvarSlag.INGET,
            svar_text=data["svar_text"],
            villkor=data["villkor"],
            deltar_inte=list(data["deltar_inte"]),
            omedelbar_justering=data["omedelbar_justering"],
        )

    def reason(self) -> str:
        """Why it is decided although there is no quorum."""
        return str(self.cleaned_data.get("skal", ""))


def enligt_forslaget(punkt: Punkt, hel: Punkt | None = None) -> RegistreraBeslut:
    """The beslut as the huvudförslag has it, by the book: what one key records.

    `hel`: the § as it was read already; what is handed on is `punkt`, of which the gate asks anew.
    """
    forslag = foresla(hel or punkt)
    return RegistreraBeslut(
        punkt=punkt,
        slag=forslag.slag,
        punkter=[Beslutspunktrad(r.text, r.forslagspunkt, r.yrkande) for r in forslag.rader if r.med],
        propositioner=[
            Propositionsrad(p.text, p.huvudforslag_stalls, p.yrkanden, p.mot) for p in forslag.propositioner
        ],
        yrkandeutfall=forslag.utfall,
        svar=forslag.svar,
        villkor=forslag.villkor,
        omedelbar_justering=punkt.omedelbar_justering,
    )


class UpphavForm(Punktform):
    """Why the beslut is recorded anew."""

    skal = TextRad(label="Varför görs beslutet om?", max_length=500, saknas="Skriv varför beslutet görs om.")

    def facts(self) -> UpphavBeslut:
        """The § and the reason."""
        return UpphavBeslut(self.cleaned_data["punkt"], self.cleaned_data["skal"])


PUNKTFORMULAR: dict[str, type[Paragrafform]] = {
    "anmal_jav": JavForm,
    "ta_bort_jav": TaBortJavForm,
    "registrera_yrkande": YrkandeForm,
    "aterta_yrkande": AtertaForm,
    "registrera_beslut": BeslutForm,
    "upphav_beslut": UpphavForm,
    "registrera_uttalande": UttalandeForm,
    "lamna_uttalandetext": UttalandetextForm,
}
"""The acts of a §, and their forms."""

FORMULAR: Formular = {("sammantrade", action): form for action, form in PUNKTFORMULAR.items()}
