"""What every register shares: Swedish addresses and fields, its author and act, and what may not be removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.forms.models import BaseInlineFormSet, _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst

from motions import register
from motions.register import REGISTREN
from remiss.admin.andringar import andringar
from remiss.admin.ordning import SvenskLista, svensk_ordning
from remiss.facts.register import Rad
from remiss.forms.fields import Cleaned, Datumfalt, TextRad
from remiss.forms.seen import ANDRAT, FALT, avtryck
from remiss.web.http import Context
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits

MANGA = 1000
FLEST_RADER = 100
"""Below a form. One that claims to have more is refused before they are built."""
VALJ = "Välj …"


def dagfalt(falt: models.DateField) -> Datumfalt:  # type: ignore[type-arg]
    """The form field of a day."""
    return Datumfalt(
        label=str(capfirst(falt.verbose_name)),
        required=not falt.blank,
        help_text="Lämna tomt om det inte finns någon sista dag."
        if falt.blank
        else "Till exempel 2026-12-04.",
    )


def dagkolumn(falt: models.DateField) -> Callable[[models.Model], str]:  # type: ignore[type-arg]
    """The column of a day, as 2026-12-04."""

    @admin.display(description=falt.verbose_name, ordering=falt.name)
    def dag(obj: models.Model) -> str:
        varde = getattr(obj, falt.name)
        return varde.isoformat() if varde else "–"

    return dag


def ordkolumn(namn: str, rubrik: str) -> Callable[[models.Model], str]:
    """The column of what is so or not, as «Ja» or «Nej»: read as well as seen, and without Django's icons."""

    @admin.display(description=rubrik, ordering=namn)
    def ja_eller_nej(obj: models.Model) -> str:
        return "Ja" if getattr(obj, namn) else "Nej"

    return ja_eller_nej


class Falt:
    """How model fields become form fields, on pages and in rows alike."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Our own date field, choices without pop-up windows, and a choice that says it is to be made."""
        if isinstance(db_field, models.DateField):
            return dagfalt(db_field)
        if type(db_field) in (models.CharField, models.TextField) and not db_field.null:
            kwargs["form_class"] = TextRad
        falt: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if falt is None:
            return None
        if isinstance(falt.widget, RelatedFieldWidgetWrapper):
            falt.widget = falt.widget.widget
        if isinstance(falt, forms.ModelChoiceField):
            falt.empty_label = VALJ if falt.required else "–"
            if (rader := falt.queryset) is not None:
                ordning = rader.query.order_by
                falt.queryset = rader.order_by(*(svensk_ordning(rader.model, o) for o in ordning))
        elif isinstance(falt, forms.TypedChoiceField):
            falt.choices = [(v, e if v else VALJ) for v, e in falt.widget.choices]
        namn = str(db_field.verbose_name)
        if falt.required and not isinstance(falt, forms.BooleanField):
            falt.error_messages["required"] = (
                f"Välj {namn}." if isinstance(falt, forms.ChoiceField) else f"Fyll i {namn}."
            )
        return falt


class Radformset(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows below a form; a new row is removed by leaving it empty."""

    default_error_messages: ClassVar[dict[str, Any]] = BaseInlineFormSet.default_error_messages | {
        "too_many_forms": f"Fler än {FLEST_RADER} rader kan inte sparas på en gång."
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        """The box that removes a row, in our words."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Ta bort"


class Rader(Falt, admin.TabularInline):  # type: ignore[type-arg]
    """Rows of another register, kept with the one they belong to."""

    extra = 2
    max_num = FLEST_RADER
    formset = Radformset
    hjalp: ClassVar[str] = ""

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:  # type: ignore[type-arg]
        """The rows; a new one has no box that removes it."""
        return super().get_formset(request, obj, can_delete_extra=False, absolute_max=self.max_num, **kwargs)


def anvands_av(obj: models.Model) -> list[str]:
    """What refers to a row so that it cannot be removed: kinds and numbers, never their words."""
    svar = []
    for rel in obj._meta.get_fields(include_hidden=True):
        if not isinstance(rel, models.ManyToOneRel) or rel.on_delete is not models.PROTECT:
            continue
        antal = rel.related_model._base_manager.filter(**{rel.field.name: obj})[: MANGA + 1].count()
        namn = rel.related_model._meta
        if antal:
            tal = f"fler än {MANGA}" if antal > MANGA else str(antal)
            svar.append(f"{tal} {namn.verbose_name if antal == 1 else namn.verbose_name_plural}")
    return svar


def _synliga(modell: type[models.Model]) -> list[str]:
    """The fields of a row that a page of it is made of."""
    return [f.attname for f in modell._meta.concrete_fields if f.name != "password"]


def _andrat(request: HttpRequest) -> bool:
    """Whether a form was made of what has changed since. A page of an earlier version says nothing of what it was made of."""
    sett = request.POST.get(FALT, "")
    return bool(sett) and sett != vars(request).get("sett", sett)


class _Inaktuell(forms.Form):
    """A form that was made of what has changed since."""

    def clean(self) -> Cleaned | None:
        """Refuse it, and say why."""
        self.add_error(None, ANDRAT)
        return super().clean()


class Register(Falt, admin.ModelAdmin):  # type: ignore[type-arg]
    """A page of Inställningar. `stig`: its address, `grupp` and `om`: where it stands on the first page, and what it holds."""

    stig: ClassVar[str]
    grupp: ClassVar[str]
    om: ClassVar[str]
    i_stallet: ClassVar[str] = "Sätt ett slutdatum i stället, eller låt raden stå kvar."
    """What to do with a row that cannot be removed."""

    actions = None
    list_per_page = 100
    view_on_site = False
    empty_value_display = "–"
    show_full_result_count = False
    add_form_template = change_form_template = "installningar/formular.html"
    change_list_template = "installningar/lista.html"
    delete_confirmation_template = "installningar/ta_bort.html"

    def get_urls(self) -> list[URLPattern]:
        """The five pages of a register."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"

        def sida(stig: str, vy: Callable[..., HttpResponse], namn: str) -> URLPattern:
            return path(stig, self.admin_site.admin_view(vy), name=f"{info}_{namn}")

        return [
            sida("", self.changelist_view, "changelist"),
            sida("ny/", self.add_view, "add"),
            sida("<int:object_id>/", self._andra, "change"),
            sida("<int:object_id>/andringar/", self._andringar, "history"),
            sida("<int:object_id>/ta-bort/", self._ta_bort, "delete"),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: str) -> type[ChangeList]:
        """The list."""
        return SvenskLista

    def get_list_display(self, request: HttpRequest) -> list[str | Callable[[models.Model], str | bool]]:
        """The columns; a day is written as in every table, and what is so or not in a word."""
        dagar = {f.name: f for f in self.opts.fields if isinstance(f, models.DateField)}
        val = {f.name: str(f.verbose_name) for f in self.opts.fields if isinstance(f, models.BooleanField)}
        return [
            dagkolumn(dagar[namn]) if namn in dagar else ordkolumn(namn, val[namn]) if namn in val else namn
            for namn in super().get_list_display(request)
        ]

    # Django quotes keys as text.

    def _andra(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self.change_view(request, str(object_id))

    def _andringar(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self.history_view(request, str(object_id))

    def _ta_bort(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self.delete_view(request, str(object_id))

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:  # type: ignore[type-arg]
        """The form, whose dates know the day."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if _andrat(request):
            form = type(form.__name__, (_Inaktuell, form), {})
        for falt in form.base_fields.values():
            if isinstance(falt, Datumfalt):
                falt.today = request.today  # type: ignore[attr-defined]
        return form

    def changelist_view(self, request: HttpRequest, extra_context: Context | None = None) -> HttpResponse:
        """The list; it takes no POST. A filter that is none gives the whole list."""
        if request.method == "POST":
            raise PermissionDenied
        svar = super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        )
        if isinstance(svar, HttpResponseRedirect):
            return HttpResponseRedirect(request.path)
        return svar

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Context | None = None,
    ) -> HttpResponse:
        """The form. What is saved is judged under the lock of the registers, and over what its page was made of, or 409.

        When somebody who takes no lock was a moment before, the second look finds their row and says so beside the field.
        """
        try:
            return self._under_laset(request, object_id, form_url, extra_context)
        except IntegrityError:
            return self._under_laset(request, object_id, form_url, extra_context)

    def _under_laset(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Context | None
    ) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST":
                register.las()
            vars(request)["sett"] = self._sett(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _sett(self, request: HttpRequest, object_id: str | None) -> str:
        """A digest of the row and of those that are kept with it; nothing of a row that is new."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if obj is None:
            return ""
        rader = [self.model._default_manager.filter(pk=obj.pk)]
        for sort in self.get_inline_instances(request, obj):
            fk = _get_foreign_key(self.model, sort.model, fk_name=sort.fk_name)
            rader.append(sort.model._default_manager.filter(**{fk.name: obj}).order_by("pk"))
        return avtryck([list(r.values_list(*_synliga(r.model))) for r in rader])

    def render_change_form(
        self, request: HttpRequest, context: Context, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of the form; 422 when something is to be mended."""
        context["nyckel"] = request.POST.get("nyckel") or ny_nyckel()
        # With a refusal because it had changed comes what stands now: who saves again has been told.
        nu = request.method != "POST" or _andrat(request)
        context["sett"] = vars(request)["sett"] if nu else request.POST.get(FALT, "")
        svar = super().render_change_form(request, context, *args, **kwargs)
        if context.get("errors"):
            svar.status_code = 409 if _andrat(request) else 422
        return svar

    # what is written, and the act of it

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Save what was changed, with its act; a form that changes nothing writes nothing."""
        if change and not form.has_changed():
            return
        filer = getattr(form, "filer", {})
        edit(edits.SPARA_RAD, REGISTREN, Rad(obj, filer), by=request.user, at=request.at)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Save the rows, each with its act. Removed first, so that a row may take another's place."""
        formset.save(commit=False)
        for obj in formset.deleted_objects:
            edit(edits.TA_BORT_RAD, REGISTREN, Rad(obj), by=request.user, at=request.at)
        for obj in (*(o for o, _ in formset.changed_objects), *formset.new_objects):
            edit(edits.SPARA_RAD, REGISTREN, Rad(obj), by=request.user, at=request.at)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Nothing: the act is in the organisation's kedja."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Nothing: the act is in the organisation's kedja."""

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[models.Model]) -> Any:
        """Nothing: the act is in the organisation's kedja."""

    # what may be removed

    def hinder(self, obj: models.Model, today: date) -> list[str]:
        """Why a row cannot be removed: what uses it, or that its time has begun. Empty when it can."""
        anvands = anvands_av(obj)
        skal = [f"Den används av {', '.join(anvands)}."] if anvands else []
        fran = getattr(obj, "fran_on", None)
        if fran and fran <= today:
            skal.append(f"Den har gällt sedan {fran}, så den kan ha använts.")
        return skal

    def get_deleted_objects(
        self, objs: Iterable[models.Model], request: Any
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Django's question before it removes, answered without naming what refers to the row."""
        skal = [s for obj in objs for s in self.hinder(obj, request.today)]
        return [], {}, set(), skal

    def delete_model(self, request: Any, obj: Any) -> None:
        """Remove, with its act."""
        edit(edits.TA_BORT_RAD, REGISTREN, Rad(obj), by=request.user, at=request.at)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Context | None = None
    ) -> HttpResponse:
        """Ask, then remove. What is in use is refused with what to do instead, also when its use began just now."""
        extra = {"i_stallet": self.i_stallet, "nyckel": ny_nyckel(), **(extra_context or {})}
        try:
            with transaction.atomic():
                svar = super().delete_view(request, object_id, extra)
        except ProtectedError:
            svar = super().delete_view(request, object_id, extra)
        if request.method == "POST" and isinstance(svar, TemplateResponse):
            svar.status_code = 422
        return svar

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Context | None = None
    ) -> HttpResponse:
        """Who changed what, newest first."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        return TemplateResponse(
            request,
            "installningar/andringar.html",
            {
                **self.admin_site.each_context(request),
                "title": f"Ändringar: {obj}",
                "opts": self.opts,
                "object": obj,
                "andringar": andringar(obj),
            },
        )
