"""What of a form was typed, each under the words that its page had beside it, without asking the database for the form."""

from __future__ import annotations

from functools import cache

from django import forms
from django.forms.forms import BaseForm
from django.http import HttpRequest

from remiss.web.idempotency import NO_CONTENT, is_secret

MACHINERY = NO_CONTENT | {"bas_version", "bekraftat", "klick", "next", "plan", "post", "sett", "sort"}
"""Fields that the pages fill in themselves, in no form's declaration."""
KINDS = {"text", "email", "number", "url", "tel", "search", "date", "time"}
COUNTS = ("_FORMS", "_NUM")


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Label and text of each field that somebody has typed in, in the order of the page: no choices, keys or passwords."""
    fields = _nearest({_last(field) for field in request.POST})
    return [
        (_label(fields.get(_last(field))) or field, value)
        for field, values in request.POST.lists()
        for value in values
        if value.strip() and _is_typed(field, fields.get(_last(field)))
    ]


def _last(field: str) -> str:
    return field.rpartition("-")[2]


def _label(declared: forms.Field | None) -> str:
    return str(declared.label or "") if declared else ""


def _is_typed(field: str, declared: forms.Field | None) -> bool:
    name = _last(field)
    if name in MACHINERY or name.endswith(COUNTS) or is_secret(field):
        return False
    if declared is None or isinstance(declared.widget, forms.Textarea):
        return True
    return getattr(declared.widget, "input_type", "") in KINDS


def _nearest(names: set[str]) -> dict[str, forms.Field]:
    """Each field as the form has it that has most of them all: several have a field of the same name."""
    found: dict[str, forms.Field] = {}
    for declared in sorted(_declared(), key=lambda declared: len(names & declared.keys())):
        found |= declared
    return found


@cache
def _declared() -> list[dict[str, forms.Field]]:
    found = []
    kinds: list[type[BaseForm]] = [BaseForm]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found.append(dict(getattr(kind, "base_fields", {})))
    return found
