"""The words and the address of a row of what falls due, as they leave the house: in mail and in calendars."""

from __future__ import annotations

from django.urls import reverse

from motions.frister import Fristrad, Subjekt


def url(rad: Fristrad) -> str:
    """Where what the row is about is shown; the kinds of subject are names of addresses."""
    return reverse(rad.subjekt.slag, args=[rad.subjekt.pk])


def rubrik(subjekt: Subjekt) -> str:
    """By number and title, or by number alone when it is sekretessmarkerat."""
    if subjekt.hemligt and subjekt.dnr:
        return subjekt.dnr
    return f"{subjekt.dnr} {subjekt.namn}".strip()


def hos(rad: Fristrad) -> str:
    """Whose turn it is, as a sentence; empty when nobody must act."""
    return f"Ligger hos: {rad.tur}." if rad.tur else ""
