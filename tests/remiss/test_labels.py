"""Every model, field, choice and act has a Swedish name; none was left with the one that Django makes up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.forms.forms import BaseForm

from remiss.forms.akter import AKTFORMULAR
from remiss.forms.diarium import RegistreraForm
from remiss.workflow import AKTER

ENGELSKA = re.compile(
    r"\b(the|and|of|name|date|user|created|updated|state|kind|number|title|section|draft|file|order)\b",
    re.I,
)


def modeller() -> Iterator[type[models.Model]]:
    """Ours, without the tables of history."""
    for app in ("motions", "remiss"):
        for modell in apps.get_app_config(app).get_models():
            if not modell.__name__.startswith("Historical"):
                yield modell


def egna_falt(modell: type[models.Model]) -> Iterator[Any]:
    """The fields that we declared: without keys that Django makes, and without what its own user brings."""
    for falt in [*modell._meta.local_fields, *modell._meta.local_many_to_many]:
        if not falt.auto_created and not _arvt(falt):
            yield falt


def brister(modell: type[models.Model]) -> list[str]:
    """The names that the model lacks, or has in English."""
    funna = [
        f"{modell.__name__} saknar {namn}"
        for namn in ("verbose_name", "verbose_name_plural")
        if namn not in modell._meta.original_attrs
    ]
    for falt in egna_falt(modell):
        if falt._verbose_name is None:
            funna.append(f"{falt.name} har inget namn")
        elif ENGELSKA.search(str(falt.verbose_name)):
            funna.append(f"{falt.name} heter «{falt.verbose_name}»")
        funna += [
            f"{falt.name}: valet {v} heter «{e}»" for v, e in falt.choices or () if not str(e)[:1].isupper()
        ]
    return funna


@pytest.mark.parametrize("modell", list(modeller()), ids=lambda m: m.__name__)
def test_the_model_and_its_fields_have_swedish_names(modell: type[models.Model]) -> None:
    assert brister(modell) == []


def _arvt(falt: Any) -> bool:
    """Fields of Django's own user, which Django translates."""
    return falt.model.__name__ == "Anvandare" and falt.name in {
        "password", "last_login", "is_superuser", "username", "email", "is_staff", "is_active", "date_joined", "groups",
        "user_permissions",
    }  # fmt: skip


def former() -> Iterator[tuple[str, type[BaseForm]]]:
    """Every form of an act, and that of the registrator."""
    yield "registrera", RegistreraForm
    yield from ((f"{slag}.{action}", form) for (slag, action), form in AKTFORMULAR.items())


@pytest.mark.parametrize(("namn", "form"), list(former()), ids=lambda v: v if isinstance(v, str) else "")
def test_every_field_of_a_form_has_a_label_and_a_remedy_when_it_is_left_out(
    namn: str, form: type[BaseForm]
) -> None:
    standard = "Fältet måste fyllas i."
    for falt, f in vars(form)["base_fields"].items():
        dold = getattr(f.widget, "is_hidden", False)
        assert f.label or dold, f"{namn}: {falt} saknar etikett"
        if f.required:
            assert str(f.error_messages.get("required", "")) != "", f"{namn}: {falt}"
            assert str(f.error_messages["required"]) != standard or dold, (
                f"{namn}: {falt} säger bara «{standard}»"
            )


def test_every_act_has_a_form_of_its_own_or_needs_no_facts() -> None:
    assert set(AKTFORMULAR) <= set(AKTER)


def test_a_field_without_a_label_is_seen() -> None:
    class Utan(models.Model):
        created_at = models.DateTimeField()

        class Meta:
            app_label = "motions"
            managed = False

        def __str__(self) -> str:
            return "Utan"

    try:
        assert brister(Utan) == [
            "Utan saknar verbose_name",
            "Utan saknar verbose_name_plural",
            "created_at har inget namn",
        ]
    finally:
        del apps.all_models["motions"]["utan"]
        apps.clear_cache()
