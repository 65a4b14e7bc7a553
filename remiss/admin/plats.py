"""The site of Inställningar: Swedish addresses, for superusers alone, every POST once, every change in the trail.

Of Django's admin the machinery is used (forms, formsets, lists); its pages, scripts and login are not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, include, path, reverse

from motions import audit, register
from motions.models import Handelse
from remiss.web.http import Context
from remiss.web.idempotency import idempotent

SENASTE = 8
GRUPPER = ("Organisationen", "Tjänstepersoner", "Förtroendevalda", "Ärenden", "Delegation")
"""The groups of the first page, in the order that a kommun is set up."""
LISTA = "organisation.las_in"
ORD = {register.SKAPA: "lades till", register.ANDRA: "ändrades", register.TA_BORT: "togs bort"}
"""What happened to a row, after its name."""


@dataclass(frozen=True)
class Registerrad:
    """A register on the first page: its name, what it holds, and where it is."""

    namn: str
    om: str
    url: str
    ny_url: str = ""


@dataclass(frozen=True)
class SenasteAndring:
    """One of the latest changes: what, by whom, when; `url` is empty when the row is gone."""

    namn: str
    vad: str
    url: str
    handelse: Handelse


def ar_superanvandare(request: HttpRequest) -> bool:
    """Whether the user may keep the registers. It gives no right to a case's content."""
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class Installningar(admin.AdminSite):
    """The site, registered under the name «admin»."""

    site_title = "Inställningar"
    site_header = "Inställningar – Remiss"
    index_title = "Inställningar"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Superusers."""
        return ar_superanvandare(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """The view for superusers: 403 for other users, and a POST is done once (the anonymous never come here)."""
        inre = super().admin_view(view, cacheable)

        def svara(request: HttpRequest, *args: int | str, **kwargs: int | str) -> HttpResponse:
            if not self.has_permission(request):
                raise PermissionDenied
            svar: HttpResponse = inre(request, *args, **kwargs)
            if request.method == "POST" and isinstance(svar, TemplateResponse):
                svar.render()
            return svar

        return idempotent(svara)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The first page and each register; Django's login, logout and password pages are not here."""
        urls: list[URLPattern | URLResolver] = [path("", self.admin_view(self.index), name="index")]
        for sida in self._registry.values():
            urls.append(path(f"{sida.stig}/", include(sida.urls)))  # type: ignore[attr-defined]
        return urls

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Nothing: the first page has its own order."""
        return []

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Nothing: changes are in the organisation's kedja, not in Django's log."""
        return ()

    def index(self, request: HttpRequest, extra_context: Context | None = None) -> TemplateResponse:
        """The registers in groups, and what was changed last."""
        return TemplateResponse(
            request,
            "installningar/index.html",
            {
                **self.each_context(request),
                "title": self.index_title,
                "grupper": self._grupper(request),
                "andringar": senaste_andringar(self),
                **(extra_context or {}),
            },
        )

    def _grupper(self, request: HttpRequest) -> dict[str, list[Registerrad]]:
        grupper: dict[str, list[Registerrad]] = {g: [] for g in GRUPPER}
        for modell, sida in self._registry.items():
            namn = f"admin:{modell._meta.app_label}_{modell._meta.model_name}"
            plural = str(modell._meta.verbose_name_plural)
            grupper[sida.grupp].append(  # type: ignore[attr-defined]
                Registerrad(
                    namn=plural[:1].upper() + plural[1:],
                    om=sida.om,  # type: ignore[attr-defined]
                    url=reverse(f"{namn}_changelist"),
                    ny_url=reverse(f"{namn}_add") if sida.has_add_permission(request) else "",
                )
            )
        return grupper


def senaste_andringar(plats: admin.AdminSite) -> list[SenasteAndring]:
    """The latest acts on the registers, each with the row that it was about, if it is still there."""
    handelser = Handelse.objects.filter(kedja=audit.ORGANISATIONEN, slag__in=[*ORD, LISTA]).select_related(
        "by"
    )
    rader = []
    for h in handelser.order_by("-nummer")[:SENASTE]:
        if h.slag == LISTA:
            rader.append(SenasteAndring(namn="En lista", vad="lästes in", url="", handelse=h))
            continue
        modell = apps.get_model("motions", h.data["modell"])
        obj = modell._default_manager.filter(pk=h.data["id"]).first()
        url = ""
        if obj is not None and plats.is_registered(modell):
            url = reverse(f"admin:motions_{h.data['modell']}_change", args=[obj.pk])
        namn = str(modell._meta.verbose_name)
        rader.append(
            SenasteAndring(
                namn=f"{namn[:1].upper()}{namn[1:]}{f' «{obj}»' if obj is not None else ''}",
                vad=ORD[h.slag],
                url=url,
                handelse=h,
            )
        )
    return rader


installningar = Installningar(name="admin")
