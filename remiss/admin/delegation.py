"""The delegationsordning, and who decides what cannot wait (KL 6:37-39, 7:5-6)."""

from __future__ import annotations

from django.contrib import admin

from motions.models import Bradskandeuppdrag, Delegationspunkt, Vidaredelegation
from remiss.admin.base import Rader, Register
from remiss.admin.plats import installningar

DELEGATION = "Delegation"


class VidaredelegationRader(Rader):
    """To whom the förvaltningschef has given the point on."""

    model = Vidaredelegation
    extra = 1
    can_delete = False
    verbose_name_plural = "Vidaredelegation"
    hjalp = "Den som förvaltningschefen har gett beslutanderätten vidare till (KL 7:6). Det som upphör får en sista dag."


@admin.register(Delegationspunkt, site=installningar)
class DelegationspunktSida(Register):
    """The points of each nämnd's delegationsordning."""

    stig, grupp, om = "delegationsordning", DELEGATION, "Vad en chef får besluta i nämndens ställe."
    i_stallet = "Sätt «till och med» i stället."
    inlines = (VidaredelegationRader,)
    list_display = ("beteckning", "avser", "organ", "roll", "fran_on", "till_on")
    list_select_related = ("organ",)
    list_filter = ("organ", "roll")
    search_fields = ("beteckning", "avser")


@admin.register(Bradskandeuppdrag, site=installningar)
class BradskandeuppdragSida(Register):
    """Who may decide when it cannot wait for nämnden."""

    stig, grupp, om = "bradskande", DELEGATION, "Vem som beslutar när det inte kan vänta (KL 6:39)."
    i_stallet = "Sätt «till och med» i stället."
    list_display = ("organ", "ledamot", "beslutat", "fran_on", "till_on")
    list_select_related = ("organ", "ledamot")
    list_filter = ("organ",)
