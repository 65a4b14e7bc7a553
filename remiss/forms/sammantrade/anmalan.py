"""Forms of the anmälningar: a line in words, and a handling put in its group."""

from __future__ import annotations

from django import forms

from motions.models import Anmalansgrupp
from remiss.forms.fields import TextRad

GRUPPER = [(g.value, f"{g.value}. {g.label}") for g in Anmalansgrupp]


class FriRadForm(forms.Form):
    """A line in words of its own."""

    grupp = forms.ChoiceField(
        label="Grupp",
        choices=GRUPPER,
        error_messages={"required": "Välj en grupp.", "invalid_choice": "Välj en av grupperna a–f."},
    )
    text = TextRad(
        label="Vad anmäls?",
        max_length=400,
        saknas="Skriv vad som anmäls.",
        help_text="Till exempel: Protokoll från pensionärsrådet 2026-11-12.",
    )
