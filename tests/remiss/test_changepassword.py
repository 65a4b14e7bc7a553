"""A forgotten password: the way back that needs nobody but who runs the server."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from motions import audit
from motions.models import Anvandare, Handelse
from remiss.admin.andringar import andringar
from tests.factories import LOSENORD, Varld

pytestmark = pytest.mark.django_db

NYTT = "en annan lång mening"


def kor(monkeypatch: pytest.MonkeyPatch, losenord: str = NYTT, namn: str = "anna") -> str:
    """The command with the password on standard in; what it says."""
    monkeypatch.setattr("sys.stdin", io.StringIO(losenord + "\n"))
    ut = io.StringIO()
    call_command("changepassword", namn, "--losenord-fran-stdin", stdout=ut)
    return ut.getvalue()


def test_the_person_has_the_new_password_and_is_the_author(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kor(monkeypatch) == "Anna Berg har ett nytt lösenord.\n"

    anna = Anvandare.objects.get(username="anna")
    assert (anna.check_password(NYTT), anna.check_password(LOSENORD)) == (True, False)
    assert andringar(anna)[0].vem == "Anna Berg"
    assert Handelse.objects.filter(kedja=audit.ORGANISATIONEN).latest("pk").by == anna
    assert audit.kontrollera().brott == []


def test_an_open_session_ends(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    klient = Client()
    klient.force_login(varld.handlaggare, backend="remiss.login.backend.AccountBackend")
    assert klient.get(reverse("skrivbord")).status_code == 200

    kor(monkeypatch)

    assert klient.get(reverse("skrivbord")).status_code == 302


@pytest.mark.parametrize(
    ("fel", "sager"),
    [
        ({"losenord": "kort"}, "kort"),
        ({"losenord": ""}, "kort"),
        ({"namn": "ingen"}, "Ingen har användarnamnet «ingen»."),
    ],
)
def test_what_will_not_do_is_said_and_changes_nothing(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, fel: dict[str, str], sager: str
) -> None:
    with pytest.raises(CommandError, match=sager):
        kor(monkeypatch, **fel)

    assert len(andringar(varld.handlaggare)) == 1
    assert Anvandare.objects.get(username="anna").check_password(LOSENORD)
