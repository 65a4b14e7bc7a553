"""Forms of a reservation or a statement, and of its text (KL 4:27, domain 1.21)."""

from __future__ import annotations

from django import forms

from motions import paragraf
from motions.models import BeslutPunkt, Uttalande, UttalandeSlag
from remiss.facts.beslut import Avlamnarrad, LamnaUttalandetext, RegistreraUttalande
from remiss.forms.fields import Cleaned, TextBlock, radval, val
from remiss.forms.sammantrade.punkt import VALJ, Paragrafform, Personerval, Punktform, person


def uttalandets_namn(u: Uttalande) -> str:
    """«särskilt uttalande, Anna Ek (S)»."""
    vem = ", ".join(person(a.uppdrag) for a in u.avlamnare.all())
    return f"{u.punkt.sammantrade.organ.uttalande_ord(u.slag).lower()}, {vem}"


class Uttalandeval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A statement of the §."""

    def label_from_instance(self, obj: Uttalande) -> str:
        """What it is, and whose."""
        return uttalandets_namn(obj)


class Uttalandetextval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A statement of the sitting."""

    def label_from_instance(self, obj: Uttalande) -> str:
        """In which § it was left, what it is, and whose."""
        return f"§ {obj.punkt.paragraf}: {uttalandets_namn(obj)}"


class UttalandeForm(Punktform):
    """Who leaves what (KL 4:27, domain 1.21)."""

    slag = forms.ChoiceField(label="Slag", error_messages={"required": VALJ})
    avlamnare = Personerval(label="Lämnas av", error_messages={"required": "Välj vem som lämnar uttalandet."})
    med_flera = Personerval(label="Med flera (m.fl.) av dem", required=False)
    instammer = Personerval(label="Instämmer", required=False)
    instammer_i = Uttalandeval(
        Uttalande.objects.none(),
        label="Instämmer i ett annat uttalande",
        required=False,
        empty_label="Nej, egen text",
    )
    upprepar = forms.BooleanField(label="Skriv ut det uttalandets text en gång till", required=False)
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
        super().bygg()
        organ = self.subject.organ
        tillatna = {UttalandeSlag.RESERVATION.value, *organ.uttalanden}
        val(self, "slag").choices = [
            (s.value, organ.uttalande_ord(s)) for s in UttalandeSlag if s.value in tillatna
        ]
        i_salen = self.i_salen()
        for namn in ("avlamnare", "med_flera", "instammer"):
            self.valj_bland(namn, i_salen)
        egna = [u for u in self.vald.uttalanden.all() if u.instammer_i_id is None] if self.vald else []
        if egna:
            andra = radval(self, "instammer_i")
            andra.queryset = Uttalande.objects.filter(punkt=self.vald, instammer_i__isnull=True)
            andra.choices = [("", andra.empty_label), *((u.pk, uttalandets_namn(u)) for u in egna)]
        else:
            del self.fields["instammer_i"], self.fields["upprepar"]
        beslut = paragraf.gallande_beslut(self.vald) if self.vald else None
        if beslut is not None:
            punkt = radval(self, "beslutspunkt")
            punkt.queryset = BeslutPunkt.objects.filter(beslut=beslut)
            punkt.choices = [("", punkt.empty_label), *((p.pk, str(p)) for p in beslut.punkter.all())]

    def clean(self) -> Cleaned:
        """Nobody both leaves and joins; «m.fl.» is said of who leaves; what is repeated has no text of its own."""
        data: Cleaned = super().clean() or {}
        bada = set(data.get("avlamnare") or ()) & set(data.get("instammer") or ())
        for u in sorted(bada, key=lambda u: u.pk):
            self.add_error("instammer", f"{person(u)} kan inte både lämna och instämma.")
        for u in set(data.get("med_flera") or ()) - set(data.get("avlamnare") or ()):
            self.add_error("med_flera", f"{person(u)} lämnar inte uttalandet.")
        if data.get("upprepar") and not data.get("instammer_i"):
            self.add_error("instammer_i", "Välj det uttalande vars text ska skrivas ut en gång till.")
        elif data.get("upprepar") and data.get("text"):
            self.add_error(
                "text", "Ta bort texten, eller kryssa ur att det andra uttalandets text ska skrivas ut."
            )
        return data

    def facts(self) -> RegistreraUttalande:
        """The statement as typed."""
        data = self.cleaned_data
        egna = [Avlamnarrad(u, med_flera=u in data["med_flera"]) for u in data["avlamnare"]]
        return RegistreraUttalande(
            punkt=data["punkt"],
            slag=data["slag"],
            avlamnare=[*egna, *(Avlamnarrad(u, instammer=True) for u in data["instammer"])],
            beslutspunkt=data["beslutspunkt"],
            text=data["text"],
            som_bilaga=data["som_bilaga"],
            instammer_i=data.get("instammer_i"),
            upprepar=data.get("upprepar", False),
        )


class UttalandetextForm(Paragrafform):
    """The text of a statement that was announced before."""

    uttalande = Uttalandetextval(
        Uttalande.objects.none(), label="Uttalande", error_messages={"required": "Välj ett uttalande."}
    )
    text = TextBlock(label="Text", saknas="Skriv eller klistra in texten.", max_length=30000)

    def bygg(self) -> None:
        """The statements of the § or of the sitting."""
        falt = radval(self, "uttalande")
        falt.queryset = (
            Uttalande.objects.filter(punkt__sammantrade=self.subject)
            .select_related("punkt__sammantrade__organ")
            .prefetch_related("avlamnare__uppdrag__fortroendevald")
        )
        if self.star_vid is not None:
            falt.queryset = falt.queryset.filter(punkt=self.star_vid)
            rader = [(u.pk, falt.label_from_instance(u)) for u in self.star_vid.uttalanden.all()]
            falt.choices = [("", falt.empty_label), *rader]

    def star(self) -> list[tuple[int, str]]:
        """The texts of the statements of the §, or of the sitting."""
        punkt = self.star_vid
        moten = Uttalande.objects.filter(punkt__sammantrade=self.subject)
        return sorted((u.pk, u.text) for u in (punkt.uttalanden.all() if punkt is not None else moten))

    def facts(self) -> LamnaUttalandetext:
        """The statement and its text."""
        return LamnaUttalandetext(self.cleaned_data["uttalande"], self.cleaned_data["text"])
