"""The upprop: who is there, who serves and for whom, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from motions import paragraf
from motions.models import Fortroendeuppdrag, Narvaro, Sammantrade
from remiss.facts.sammantrade import Deltagande, OvrigPerson, RegistreraNarvaro
from remiss.forms.arende import Aktform
from remiss.forms.fields import Cleaned, TextBlock, TextRad
from remiss.guards.sammantrade import avvikande_narvaro
from remiss.hinder import Varning


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


class NarvaroForm(Aktform[Sammantrade]):
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

    def bygg(self) -> None:
        """A row for each who has a mandate on the day, as registered before."""
        s = self.subject
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

    def _fran_registrerat(self) -> Cleaned:
        """What was registered before; at the first upprop all ledamöter are taken to be there."""
        rader: dict[int, list[Narvaro]] = {}
        for rad in self.subject.narvaro.order_by("fran_ordning"):
            rader.setdefault(rad.uppdrag_id, []).append(rad)
        forsta = not rader
        svar: Cleaned = {
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

    def star(self) -> Cleaned:
        """Who was registered as there, and how."""
        return self._fran_registrerat()

    def ledamotsrader(self) -> list[Uppropsrad]:
        """The rows of the ledamöter."""
        return [self._rad(u) for u in self.ledamoter]

    def ersattarrader(self) -> list[Uppropsrad]:
        """The rows of the ersättare, in inkallelseordning."""
        return [self._rad(u) for u in self.ersattare]

    def _rad(self, u: Fortroendeuppdrag) -> Uppropsrad:
        nycklar = ("har", "for", "fran", "till", "ater", "distans")
        return Uppropsrad(u, {n: self[f"{n}_{u.pk}"] for n in nycklar if f"{n}_{u.pk}" in self.fields})

    def clean(self) -> Cleaned:
        """Times in their order; what is irregular has its reason (KL 6:27, domain 1.13)."""
        data: Cleaned = super().clean() or {}
        for u in [*self.ledamoter, *self.ersattare]:
            fran, till, ater = (self._punkt(data, n, u) for n in ("fran", "till", "ater"))
            if fran and till and till < fran:
                self.add_error(f"till_{u.pk}", f"{u.fortroendevald.namn} kan inte ha lämnat innan hen kom.")
            if ater and (not till or ater <= till):
                self.add_error(f"ater_{u.pk}", f"Ange när {u.fortroendevald.namn} lämnade, före återkomsten.")
        self._ovriga(data)
        if not self.errors:
            data["rader"] = self._rader(data)
            self.varningar = avvikande_narvaro(self.subject, self._fakta(data), self.user, self.at)
            if self.varningar and not data.get("skal"):
                texter = " ".join(v.text for v in self.varningar)
                self.add_error("skal", f"{texter} Skriv skälet; det antecknas.")
        return data

    def _ovriga(self, data: Cleaned) -> None:
        personer = []
        for rad in (r.strip() for r in data.get("ovriga", "").splitlines()):
            namn, komma, funktion = (d.strip() for d in rad.partition(","))
            if rad and not (komma and namn and funktion):
                self.add_error("ovriga", f"Skriv «{rad[:60]}» som namn, komma, funktion.")
                return
            if rad:
                personer.append(OvrigPerson(namn[:150], funktion[:150]))
        data["personer"] = personer

    @staticmethod
    def _punkt(data: Cleaned, nyckel: str, u: Fortroendeuppdrag) -> int | None:
        varde = data.get(f"{nyckel}_{u.pk}")
        return int(varde) if varde else None

    def _rader(self, data: Cleaned) -> list[Deltagande]:
        rader: list[Deltagande] = []
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
    def _i_tur(data: Cleaned, u: Fortroendeuppdrag) -> bool:
        return (data.get(f"for_{u.pk}") or I_TUR) == I_TUR

    def _som_ersattare(self, u: Fortroendeuppdrag, data: Cleaned, lucka: Lucka) -> Deltagande:
        return Deltagande(
            u.pk, True, lucka.uppdrag.pk, lucka.fran, lucka.till, bool(data.get(f"distans_{u.pk}"))
        )

    def _egna(
        self, u: Fortroendeuppdrag, data: Cleaned, tjanstgor: bool, for_id: int | None
    ) -> list[Deltagande]:
        """The one or two rows that a person's own times give."""
        fran, till, ater = (self._punkt(data, n, u) for n in ("fran", "till", "ater"))
        distans = bool(data.get(f"distans_{u.pk}"))
        rader = [Deltagande(u.pk, tjanstgor, for_id, fran, till, distans)]
        if ater:
            rader.append(Deltagande(u.pk, tjanstgor, for_id, ater, None, distans))
        return rader

    @staticmethod
    def _fakta(data: Cleaned) -> RegistreraNarvaro:
        return RegistreraNarvaro(data["rader"], data["personer"])

    def facts(self) -> RegistreraNarvaro:
        """The rows and the others in the room."""
        return self._fakta(self.cleaned_data)

    def reason(self) -> str:
        """Why it is so, when something is irregular."""
        return str(self.cleaned_data.get("skal", ""))
