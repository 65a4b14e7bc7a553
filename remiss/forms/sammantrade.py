"""Forms of a sammanträde: its time, its upprop, its justerare, its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from motions.models import Anvandare, Fortroendeuppdrag, Fortroendevald, Organ, PunktSlag, Roll, Sammantrade
from remiss import paragraf, roles
from remiss.forms.arende import Aktform, SkalForm
from remiss.forms.falt import Datumfalt, TextBlock, TextRad
from remiss.guards.sammantrade import narvarovarningar
from remiss.hinder import Varning
from remiss.workflow import STOCKHOLM

_KLOCKAN = re.compile(r"^(\d{1,2})(?:[.:]?(\d{2}))?$")


class Klockslagsfalt(forms.Field):
    """A time of day, typed as 16, 16.00, 16:00 or 1600."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "datum"})
    default_error_messages = {"required": "Fyll i klockslaget, till exempel 16.00."}

    def to_python(self, value: Any) -> time | None:
        """The time. Errors: ValidationError with the remedy."""
        text = str(value or "").strip()
        if not text:
            return None
        hit = _KLOCKAN.match(text)
        if not hit or int(hit[1]) > 23 or int(hit[2] or 0) > 59:
            raise ValidationError("Skriv klockslaget med fyra siffror, till exempel 16.00.")
        return time(int(hit[1]), int(hit[2] or 0))

    def prepare_value(self, value: Any) -> Any:
        """«16.00» in the box."""
        return f"{value:%H.%M}" if isinstance(value, time) else value


def tidpunkt(on: date, klockan: time) -> datetime:
    """The moment of a Swedish day and time."""
    return datetime.combine(on, klockan, STOCKHOLM)


class Tidform(forms.Form):
    """When and where, and the two days before it, which may be left to the organ's settings."""

    datum = Datumfalt(label="Datum")
    klockan = Klockslagsfalt(label="Klockan")
    plats = TextRad(label="Plats", max_length=150, saknas="Skriv var sammanträdet hålls.")
    stopp_on = Datumfalt(
        label="Stopp för handlingar", required=False, help_text="Tomt: räknas ut efter nämndens ordning."
    )
    kallelse_senast_on = Datumfalt(
        label="Kallelsen skickas senast", required=False, help_text="Tomt: räknas ut efter nämndens ordning."
    )

    def granska_tid(self, data: dict[str, Any], at: datetime) -> None:
        """The time lies ahead; the days before it come in their order."""
        on, klockan = data.get("datum"), data.get("klockan")
        if on and klockan and tidpunkt(on, klockan) <= at:
            self.add_error("datum", "Tiden har redan passerat. Välj en dag som kommer.")
        stopp, kallelse = data.get("stopp_on"), data.get("kallelse_senast_on")
        if on and kallelse and kallelse >= on:
            self.add_error("kallelse_senast_on", "Kallelsen måste skickas före sammanträdet.")
        if stopp and kallelse and stopp > kallelse:
            self.add_error("stopp_on", "Stoppet för handlingar kan inte ligga efter kallelsen.")
        elif bool(stopp) != bool(kallelse):
            self.add_error("stopp_on", "Fyll i båda dagarna eller låt båda vara tomma.")

    def tid(self) -> dict[str, Any]:
        """The facts of time and place."""
        data = self.cleaned_data
        return {
            "start_at": tidpunkt(data["datum"], data["klockan"]),
            "plats": data["plats"],
            "stopp_on": data["stopp_on"],
            "kallelse_senast_on": data["kallelse_senast_on"],
        }


class NyttSammantradeForm(Tidform):
    """A new sammanträde of one of the secretary's organ."""

    organ = forms.ModelChoiceField(
        Organ.objects.none(), label="Nämnd", empty_label=None, error_messages={"required": "Välj en nämnd."}
    )
    forhinder = TextRad(
        label="Förhinder anmäls till", max_length=200, required=False, help_text="Namn, telefon eller e-post."
    )
    offentligt = forms.BooleanField(label="Sammanträdet är öppet för allmänheten (KL 6:25)", required=False)
    field_order = ["organ", "datum", "klockan", "plats", "stopp_on", "kallelse_senast_on"]

    def __init__(self, *args: Any, user: Anvandare, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        today = timezone.localdate(at)
        egna = [o.pk for o in Organ.objects.all() if roles.har_roll(user, o, (Roll.NAMNDSEKRETERARE,), today)]
        self.fields["organ"].queryset = Organ.objects.filter(pk__in=egna).order_by("namn")  # type: ignore[attr-defined]
        for falt in self.fields.values():
            if isinstance(falt, Datumfalt):
                falt.today = today

    def clean(self) -> dict[str, Any]:
        """See granska_tid."""
        data: dict[str, Any] = super().clean() or {}
        self.granska_tid(data, self.at)
        return data

    def facts(self) -> dict[str, Any]:
        """What effects.sammantrade.planera is called with."""
        return {**self.tid(), **{k: self.cleaned_data[k] for k in ("organ", "forhinder", "offentligt")}}


class PlaneraOmForm(Tidform, Aktform):
    """A new time for a cancelled sammanträde."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plats"].initial = self.subject.plats

    def clean(self) -> dict[str, Any]:
        """See granska_tid."""
        data: dict[str, Any] = super().clean() or {}
        self.granska_tid(data, self.at)
        return data

    def facts(self) -> dict[str, Any]:
        """Time and place."""
        return self.tid()


class AvslutaForm(Aktform):
    """When the sitting ended."""

    slutade = Klockslagsfalt(label="Sammanträdet slutade klockan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slutade"].initial = timezone.localtime(self.at).time()

    def facts(self) -> dict[str, Any]:
        """The moment, on the day of the sitting."""
        return {"slut_at": tidpunkt(paragraf.dag(self.subject), self.cleaned_data["slutade"])}


class ValjJusterareForm(Aktform):
    """Who, of those who serve and do not preside."""

    fortroendevalda = forms.ModelMultipleChoiceField(
        Fortroendevald.objects.none(),
        label="Justerare",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj justerare."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        s: Sammantrade = self.subject
        leder = [f.pk for f in roles.ordforande_vid(s)]
        falt: Any = self.fields["fortroendevalda"]
        falt.queryset = (
            Fortroendevald.objects.filter(uppdrag__narvaro__sammantrade=s, uppdrag__narvaro__tjanstgor=True)
            .exclude(pk__in=leder)
            .distinct()
            .order_by("efternamn", "fornamn")
        )
        falt.help_text = f"Välj {s.organ.antal_justerare}. Ordföranden justerar alltid."
        falt.initial = [j.fortroendevald_id for j in s.justerare.all()]

    def facts(self) -> dict[str, Any]:
        """A list of Fortroendevald."""
        return {"fortroendevalda": list(self.cleaned_data["fortroendevalda"])}


@dataclass(frozen=True)
class Uppropsrad:
    """One person of the upprop with the bound fields of her row."""

    uppdrag: Fortroendeuppdrag
    falt: dict[str, forms.BoundField]


@dataclass(frozen=True)
class Lucka:
    """A seat that nobody holds, from one punkt through another; None means from the start or to the end."""

    uppdrag: Fortroendeuppdrag
    fran: int | None = None
    till: int | None = None


def foresla_ersattare(
    luckor: Sequence[Lucka], i_tur: Sequence[Fortroendeuppdrag]
) -> list[tuple[Fortroendeuppdrag, Lucka]]:
    """Who steps in where: for each empty seat the first in line of the same party, else the first in line.

    `i_tur`: ersättare who are there and free, in inkallelseordning (KL 5:17, 6:16). Each steps in once.
    """
    lediga = list(i_tur)
    par = []
    for lucka in luckor:
        if not lediga:
            break
        vald = next((e for e in lediga if e.parti == lucka.uppdrag.parti), lediga[0])
        lediga.remove(vald)
        par.append((vald, lucka))
    return par


I_TUR, INTE = "tur", "inte"


class NarvaroForm(Aktform):
    """The upprop: ledamöter are there unless unticked, ersättare when ticked, and are called in by turn."""

    ovriga = TextBlock(
        label="Övriga närvarande",
        required=False,
        help_text="En per rad: namn, funktion. Till exempel: Karin Ek, avdelningschef",
    )
    skal = TextRad(
        label="Skäl, om något avviker",
        required=False,
        max_length=500,
        help_text="Behövs om nämnden inte är beslutsför eller någon växlar tjänstgöring.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        s: Sammantrade = self.subject
        gallande = Fortroendeuppdrag.objects.pa_dagen(paragraf.dag(s)).filter(organ=s.organ_id)
        alla = list(gallande.select_related("fortroendevald"))
        self.ledamoter = paragraf.i_ordning({u for u in alla if not u.ersattare})
        self.ersattare = sorted(
            (u for u in alla if u.ersattare), key=lambda u: (u.inkallelseordning or 999, u.plats)
        )
        self.varningar: list[Varning] = []
        punkter = s.punkter.filter(utgatt_at__isnull=True)
        self.punktval = [
            (str(p.ordning), f"§ {p.paragraf}" if p.paragraf else f"Punkt {p.nummer}") for p in punkter
        ]
        self._lagg_till_falt()
        self.initial = {**self._fran_registrerat(), **(self.initial or {})}

    def _lagg_till_falt(self) -> None:
        platser = [(str(u.pk), f"för {u.fortroendevald.namn} ({u.parti})") for u in self.ledamoter]
        for u in [*self.ledamoter, *self.ersattare]:
            namn = f"{u.fortroendevald.namn} ({u.parti})"
            self.fields[f"har_{u.pk}"] = forms.BooleanField(label=f"{namn} är närvarande", required=False)
            if u.ersattare:
                self.fields[f"for_{u.pk}"] = forms.ChoiceField(
                    label=f"{namn} tjänstgör",
                    required=False,
                    choices=[(I_TUR, "i tur, om en plats är tom"), (INTE, "inte"), *platser],
                )
            for nyckel, text in (("fran", "kom vid"), ("till", "lämnade efter"), ("ater", "återkom vid")):
                self.fields[f"{nyckel}_{u.pk}"] = forms.ChoiceField(
                    label=f"{namn} {text}", required=False, choices=[("", "–"), *self.punktval]
                )
            self.fields[f"distans_{u.pk}"] = forms.BooleanField(
                label=f"{namn} deltar på distans", required=False
            )

    def _fran_registrerat(self) -> dict[str, Any]:
        """What was registered before; at the first upprop all ledamöter are taken to be there."""
        rader: dict[int, list[Any]] = {}
        for rad in self.subject.narvaro.order_by("fran_ordning"):
            rader.setdefault(rad.uppdrag_id, []).append(rad)
        forsta = not rader
        svar: dict[str, Any] = {
            "ovriga": "\n".join(f"{o.namn}, {o.funktion}" for o in self.subject.ovriga.order_by("pk"))
        }
        for u in [*self.ledamoter, *self.ersattare]:
            egna = sorted(rader.get(u.pk, []), key=lambda r: r.fran_ordning or 0)
            svar[f"har_{u.pk}"] = bool(egna) or (forsta and not u.ersattare)
            if u.ersattare and not forsta:
                for_id = next((r.for_uppdrag_id for r in egna if r.for_uppdrag_id), None)
                svar[f"for_{u.pk}"] = str(for_id) if for_id else I_TUR
            if egna:
                svar[f"fran_{u.pk}"] = egna[0].fran_ordning or ""
                svar[f"till_{u.pk}"] = egna[0].till_ordning or ""
                svar[f"ater_{u.pk}"] = egna[1].fran_ordning if len(egna) > 1 else ""
                svar[f"distans_{u.pk}"] = egna[0].distans
        return svar

    def ledamotsrader(self) -> list[Uppropsrad]:
        """The rows of the ledamöter."""
        return [self._rad(u) for u in self.ledamoter]

    def ersattarrader(self) -> list[Uppropsrad]:
        """The rows of the ersättare, in inkallelseordning."""
        return [self._rad(u) for u in self.ersattare]

    def _rad(self, u: Fortroendeuppdrag) -> Uppropsrad:
        nycklar = ("har", "for", "fran", "till", "ater", "distans")
        return Uppropsrad(u, {n: self[f"{n}_{u.pk}"] for n in nycklar if f"{n}_{u.pk}" in self.fields})

    def clean(self) -> dict[str, Any]:
        """Times in their order; what is irregular has its reason (KL 6:27, domain 1.13)."""
        data: dict[str, Any] = super().clean() or {}
        for u in [*self.ledamoter, *self.ersattare]:
            fran, till, ater = (self._punkt(data, n, u) for n in ("fran", "till", "ater"))
            if fran and till and till < fran:
                self.add_error(f"till_{u.pk}", f"{u.fortroendevald.namn} kan inte ha lämnat innan hen kom.")
            if ater and (not till or ater <= till):
                self.add_error(f"ater_{u.pk}", f"Ange när {u.fortroendevald.namn} lämnade, före återkomsten.")
        self._ovriga(data)
        if not self.errors:
            data["rader"] = self._rader(data)
            self.varningar = narvarovarningar(self.subject, data["rader"])
            if self.varningar and not data.get("skal"):
                texter = " ".join(v.text for v in self.varningar)
                self.add_error("skal", f"{texter} Skriv skälet; det antecknas.")
        return data

    def _ovriga(self, data: dict[str, Any]) -> None:
        personer = []
        for rad in (r.strip() for r in data.get("ovriga", "").splitlines()):
            namn, komma, funktion = (d.strip() for d in rad.partition(","))
            if rad and not (komma and namn and funktion):
                self.add_error("ovriga", f"Skriv «{rad[:60]}» som namn, komma, funktion.")
                return
            if rad:
                personer.append({"namn": namn[:150], "funktion": funktion[:150]})
        data["personer"] = personer

    @staticmethod
    def _punkt(data: dict[str, Any], nyckel: str, u: Fortroendeuppdrag) -> int | None:
        varde = data.get(f"{nyckel}_{u.pk}")
        return int(varde) if varde else None

    def _rader(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        rader: list[dict[str, Any]] = []
        luckor: list[Lucka] = []
        for u in self.ledamoter:
            if not data.get(f"har_{u.pk}"):
                luckor.append(Lucka(u))
                continue
            fran, till, ater = (self._punkt(data, n, u) for n in ("fran", "till", "ater"))
            rader += self._egna(u, data, True, None)
            if fran and fran > 1:
                luckor.append(Lucka(u, None, fran - 1))
            if till:
                luckor.append(Lucka(u, till + 1, ater - 1 if ater else None))
        hanvisade = {data.get(f"for_{u.pk}") for u in self.ersattare if data.get(f"har_{u.pk}")}
        luckor = [lucka for lucka in luckor if str(lucka.uppdrag.pk) not in hanvisade]
        har = [u for u in self.ersattare if data.get(f"har_{u.pk}")]
        i_tur = dict(foresla_ersattare(luckor, [u for u in har if self._i_tur(data, u)]))
        for u in har:
            val = data.get(f"for_{u.pk}") or I_TUR
            if u in i_tur:
                rader.append(self._som_ersattare(u, data, i_tur[u]))
            elif val in (I_TUR, INTE):
                rader += self._egna(u, data, False, None)
            else:
                rader += self._egna(u, data, True, int(val))
        return rader

    @staticmethod
    def _i_tur(data: dict[str, Any], u: Fortroendeuppdrag) -> bool:
        return (data.get(f"for_{u.pk}") or I_TUR) == I_TUR

    def _som_ersattare(self, u: Fortroendeuppdrag, data: dict[str, Any], lucka: Lucka) -> dict[str, Any]:
        return {
            "uppdrag_id": u.pk,
            "tjanstgor": True,
            "for_uppdrag_id": lucka.uppdrag.pk,
            "fran_ordning": lucka.fran,
            "till_ordning": lucka.till,
            "distans": bool(data.get(f"distans_{u.pk}")),
        }

    def _egna(
        self, u: Fortroendeuppdrag, data: dict[str, Any], tjanstgor: bool, for_id: int | None
    ) -> list[dict[str, Any]]:
        """The one or two rows that a person's own times give."""
        fran, till, ater = (self._punkt(data, n, u) for n in ("fran", "till", "ater"))
        grund = {
            "uppdrag_id": u.pk,
            "tjanstgor": tjanstgor,
            "for_uppdrag_id": for_id,
            "distans": bool(data.get(f"distans_{u.pk}")),
        }
        rader = [{**grund, "fran_ordning": fran, "till_ordning": till}]
        if ater:
            rader.append({**grund, "fran_ordning": ater, "till_ordning": None})
        return rader

    def facts(self) -> dict[str, Any]:
        """Rows, others and the reason."""
        data = self.cleaned_data
        return {"rader": data["rader"], "ovriga": data["personer"], "skal": data.get("skal", "")}


class NyPunktForm(forms.Form):
    """A punkt without ärende."""

    slag = forms.ChoiceField(
        label="Slag",
        choices=[(s.value, s.label) for s in (PunktSlag.ANMALAN, PunktSlag.OVRIGT)],
        error_messages={"required": "Välj ett av alternativen."},
    )
    rubrik = TextRad(label="Rubrik", max_length=300, saknas="Skriv punktens rubrik.")


AKTER: dict[tuple[str, str], type[Aktform]] = {
    ("sammantrade", "stall_in"): SkalForm,
    ("sammantrade", "planera_om"): PlaneraOmForm,
    ("sammantrade", "registrera_narvaro"): NarvaroForm,
    ("sammantrade", "valj_justerare"): ValjJusterareForm,
    ("sammantrade", "avsluta_sammantrade"): AvslutaForm,
    ("sammantrade", "ateroppna_sammantrade"): SkalForm,
}
