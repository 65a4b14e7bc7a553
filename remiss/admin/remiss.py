"""Those who send remisser."""

from __future__ import annotations

from django.contrib import admin

from motions.models import Remittent
from remiss.admin.base import Register
from remiss.admin.plats import installningar


@admin.register(Remittent, site=installningar)
class RemittentSida(Register):
    """The remittenter: found by name when a remiss is registered."""

    stig, grupp, om = "remittenter", "Ärenden", "De som skickar remisser, med adress för svaret."
    i_stallet = "Byt namn eller adress på den i stället. Ärenden som redan är registrerade följer med."
    ordering = ("namn",)
    list_display = ("namn", "epost", "adress")
    search_fields = ("namn", "epost")
