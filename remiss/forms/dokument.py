"""The form of «Kontrollera handling»."""

from __future__ import annotations

from django import forms

from remiss.forms.fields import Filfalt


class KontrolleraForm(forms.Form):
    """One file to judge."""

    fil = Filfalt(label="Handling som PDF", widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}))
