"""What the tests of the tjänsteutlåtande share: a draft in an ärende, a logged-in browser, a save."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from motions.models import Anvandare, Arende, Tjansteutlatande
from remiss.web.idempotency import ny_nyckel
from tests import texten as utlatandetext
from tests.factories import Varld, arende

JSON = {"Accept": "application/json, text/html"}


def mitt_arende(varld: Varld) -> Arende:
    """An ärende with a motion, under beredning with Anna."""
    return arende(varld, med_motion=True, state="beredning", handlaggare=varld.handlaggare, enhet=varld.enhet)


def nytt_utlatande(varld: Varld) -> Tjansteutlatande:
    """The empty draft of such an ärende."""
    return utlatandetext.skapa_utlatande(mitt_arende(varld), by=varld.handlaggare, at=varld.at)


def inloggad(user: Anvandare) -> Client:
    """A browser where `user` is logged in."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    return client


def spara(
    client: Client,
    utlatande: Tjansteutlatande,
    nyckel: str,
    text: str,
    bas: int,
    headers: dict[str, str] = JSON,
) -> Any:
    """Autosave a section; with other `headers`, as a plain form."""
    data = {"text": text, "bas_version": str(bas)}
    return client.post(reverse("avsnitt", args=[utlatande.pk, nyckel]), data, headers=headers)


def gor(client: Client, namn: str, *args: object, **data: Any) -> Any:
    """POST an edit with a fresh key."""
    return client.post(reverse(namn, args=args), {"nyckel": ny_nyckel(), **data})


def stang(utlatande: Tjansteutlatande) -> None:
    """Close the text as if it had been sent, where the test is not about the sending."""
    Tjansteutlatande.objects.filter(pk=utlatande.pk).update(state="godkannande")
