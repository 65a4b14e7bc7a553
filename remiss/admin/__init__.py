"""Inställningar: the registers that a superuser of the kommun keeps. Registered here: registers only, never a case's content."""

from remiss.admin import anvandare, delegation, fortroende, mallar, organisation, remiss
from remiss.admin.plats import installningar

__all__ = ["anvandare", "delegation", "fortroende", "installningar", "mallar", "organisation", "remiss"]
