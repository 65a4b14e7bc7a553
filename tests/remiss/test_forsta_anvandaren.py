"""The first person of an empty installation, and what the login page says before there is one."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from motions import audit
from motions.models import Anvandare, Handelse
from remiss.admin.andringar import andringar
from remiss.historik import historik
from tests.factories import LOSENORD, Varld

pytestmark = pytest.mark.django_db


def kor(monkeypatch: pytest.MonkeyPatch, losenord: str = LOSENORD, **svar: str) -> None:
    """The command with its answers as options and the password on standard in."""
    monkeypatch.setattr("sys.stdin", io.StringIO(losenord + "\n"))
    val = {"anvandarnamn": "ada", "fornamn": "Ada", "efternamn": "Åberg", **svar}
    call_command(
        "forsta_anvandaren",
        "--losenord-fran-stdin",
        *(f"--{k}={v}" for k, v in val.items()),
        stdout=io.StringIO(),
    )


def test_the_first_person_is_the_author_of_the_own_row(monkeypatch: pytest.MonkeyPatch) -> None:
    kor(monkeypatch)

    ada = Anvandare.objects.get()
    assert (ada.username, ada.is_superuser, ada.check_password(LOSENORD)) == ("ada", True, True)
    assert [a.vem for a in andringar(ada)] == ["Ada Åberg"]
    assert Handelse.objects.get(kedja=audit.ORGANISATIONEN).by == ada
    assert historik(audit.ORGANISATIONEN)[0].vem == "Ada Åberg"
    assert audit.kontrollera().brott == []


def test_the_login_page_says_which_command_to_run_only_while_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "manage.py forsta_anvandaren" in Client().get(reverse("logga_in")).content.decode()

    kor(monkeypatch)

    assert "forsta_anvandaren" not in Client().get(reverse("logga_in")).content.decode()


def test_there_is_one_first_person(monkeypatch: pytest.MonkeyPatch) -> None:
    kor(monkeypatch)

    with pytest.raises(CommandError, match="Ada Åberg sköter redan inställningarna"):
        kor(monkeypatch, anvandarnamn="bo")
    assert Anvandare.objects.count() == 1


def test_when_nobody_is_left_to_keep_the_registers_the_command_helps(
    monkeypatch: pytest.MonkeyPatch, varld: Varld
) -> None:
    kor(monkeypatch)

    assert Anvandare.objects.get(username="ada").is_superuser


@pytest.mark.parametrize(
    ("svar", "losenord", "fel"),
    [
        ({}, "kort", "minst 12 tecken"),
        ({"anvandarnamn": "med mellanslag"}, LOSENORD, "användarnamn"),
        ({"epost": "inte en adress"}, LOSENORD, "e-post"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, svar: dict[str, str], losenord: str, fel: str
) -> None:
    with pytest.raises(CommandError, match=fel):
        kor(monkeypatch, losenord, **svar)
    assert not Anvandare.objects.exists()


def test_without_a_terminal_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="Ange --anvandarnamn"):
        call_command("forsta_anvandaren")


def test_djangos_own_command_points_to_ours() -> None:
    with pytest.raises(CommandError, match="forsta_anvandaren"):
        call_command("createsuperuser")
