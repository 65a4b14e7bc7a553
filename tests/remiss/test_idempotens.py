"""The same key gets the same answer, once; a key that belongs elsewhere is refused. (Many at once: test_loss.)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, PasswordInput
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils import timezone

from motions.documents import store
from motions.models import Anvandare, Handelse
from remiss import jobs
from remiss.models import Idempotens, Utskick
from remiss.web.idempotency import SECRETS, digest, ny_nyckel
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """An ärende under beredning."""
    return Vag(varld).registrera().tilldela()


def begar(
    vag: Vag, nyckel: str, by: Anvandare | None = None, action: str = "begar_anstand", **falt: Any
) -> Any:
    """Post the act."""
    klient = Client()
    klient.force_login(by or vag.varld.handlaggare, backend="remiss.login.backend.AccountBackend")
    fakta = {"onskad_on": "2027-03-01", "skal": "Fler måste höras.", **falt}
    return klient.post(reverse("akt", args=["arende", vag.arende.pk, action]), {"nyckel": nyckel, **fakta})


def gjorda(vag: Vag, slag: str = "arende.begar_anstand") -> int:
    """How many times it is told in the chain."""
    return Handelse.objects.filter(kedja=vag.arende.kedja, slag=slag).count()


def meddelanden(svar: HttpResponse) -> list[str]:
    """What the user is told."""
    return [str(m) for m in get_messages(svar.wsgi_request)]  # type: ignore[attr-defined]


def test_the_same_key_gets_the_same_answer_and_does_it_once(vag: Vag) -> None:
    nyckel = ny_nyckel()
    forsta, andra = begar(vag, nyckel), begar(vag, nyckel)

    assert (forsta.status_code, forsta.headers["Location"]) == (andra.status_code, andra.headers["Location"])
    assert meddelanden(forsta) == meddelanden(andra) == ["Anstånd begärdes."]
    assert gjorda(vag) == 1


def test_another_key_is_another_act_and_meets_the_guard(vag: Vag) -> None:
    begar(vag, ny_nyckel())
    Utskick.objects.filter(arende=vag.arende).update(skickat_at=vag.nu)
    svar = begar(vag, ny_nyckel())

    assert svar.status_code == 422
    assert "väntar på besked" in svar.content.decode()
    assert gjorda(vag) == 1


def test_a_refused_form_leaves_its_key_free(vag: Vag) -> None:
    nyckel = ny_nyckel()

    assert begar(vag, nyckel, skal="").status_code == 422
    assert not Idempotens.objects.filter(nyckel=nyckel).exists()
    assert begar(vag, nyckel).status_code == 302


@pytest.mark.parametrize("nyckel", ["", "inte en nyckel", "1234"])
def test_a_post_without_a_usable_key_is_refused_with_what_to_do(vag: Vag, nyckel: str) -> None:
    svar = begar(vag, nyckel)

    assert svar.status_code == 428
    assert "Ladda om sidan" in svar.content.decode()
    assert gjorda(vag) == 0


def test_a_key_that_another_person_used_is_refused(vag: Vag) -> None:
    nyckel = ny_nyckel()
    begar(vag, nyckel)

    assert begar(vag, nyckel, vag.varld.registrator).status_code == 409


def test_a_key_that_was_used_at_another_address_is_refused(vag: Vag) -> None:
    nyckel = ny_nyckel()
    begar(vag, nyckel)

    assert begar(vag, nyckel, action="avskriv").status_code == 409
    assert gjorda(vag, "arende.avskriv") == 0


def test_answers_are_forgotten_after_a_week_and_not_before(vag: Vag) -> None:
    ny, gammal = ny_nyckel(), ny_nyckel()
    for nyckel, dagar in ((ny, 6), (gammal, 8)):
        Idempotens.objects.create(
            nyckel=nyckel,
            anvandare=vag.varld.handlaggare,
            stig="/",
            at=timezone.now() - timedelta(days=dagar),
        )

    jobs.stada(0)

    assert [str(r.nyckel) for r in Idempotens.objects.all()] == [ny]


# the same key with other content


def bilaga(text: str) -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile("brev.txt", text.encode(), "text/plain")


def lagg_till(vag: Vag, nyckel: str, fil: SimpleUploadedFile) -> Any:
    """Post a handling with its file."""
    falt: dict[str, Any] = {
        "slag": "skrivelse",
        "riktning": "inkommen",
        "datum_on": "2026-09-23",
        "motpart": "Rådet",
    }
    return begar(vag, nyckel, action="lagg_till_handling", rubrik="Synpunkter", fil=fil, **falt)


def test_the_same_key_with_other_content_is_refused_and_says_that_nothing_was_saved(vag: Vag) -> None:
    nyckel = ny_nyckel()
    forsta = begar(vag, nyckel)
    andra = begar(vag, nyckel, skal="Två remissinstanser dröjer.")

    assert andra.status_code == 409
    sida = andra.content.decode()
    assert "redan skickats" in sida
    assert "är inte sparat" in sida
    assert "Två remissinstanser dröjer." in sida
    assert f'href="{forsta.headers["Location"]}"' in sida
    assert gjorda(vag) == 1
    assert Handelse.objects.filter(kedja=vag.arende.kedja).latest("pk").slag == "arende.begar_anstand"


def test_two_tabs_with_one_form_are_told_apart(vag: Vag) -> None:
    nyckel = ny_nyckel()

    assert [begar(vag, nyckel, skal=s).status_code for s in ("Fler måste höras.", "Annat.", "Annat.")] == [
        302,
        409,
        409,
    ]
    assert begar(vag, nyckel).status_code == 302
    assert gjorda(vag) == 1


def test_a_changed_file_is_other_content_and_the_same_file_is_not(vag: Vag) -> None:
    nyckel = ny_nyckel()
    assert lagg_till(vag, nyckel, bilaga("En synpunkt.")).status_code == 302
    assert lagg_till(vag, nyckel, bilaga("En synpunkt.")).status_code == 302
    annan = lagg_till(vag, nyckel, bilaga("Ännu en synpunkt."))

    assert annan.status_code == 409
    assert "Filerna måste väljas igen" in annan.content.decode()
    assert vag.arende.handlingar.filter(rubrik="Synpunkter").count() == 1


def test_the_digested_file_is_kept_whole(vag: Vag) -> None:
    lagg_till(vag, ny_nyckel(), bilaga("En synpunkt."))

    fil = vag.arende.handlingar.get(rubrik="Synpunkter").fil
    assert fil is not None
    assert store.read(fil) == b"En synpunkt."


def kropp(falt: dict[str, Any]) -> str:
    """The digest of a POST of the fields in this order."""
    request: Any = RequestFactory().post("/", falt)
    return digest(request)


def test_neither_a_password_nor_the_token_nor_the_key_is_content() -> None:
    falt = {"skal": "Fler måste höras.", "losenord": "fel", "csrfmiddlewaretoken": "a", "nyckel": "1"}
    andra = {"skal": "Fler måste höras.", "losenord": "rätt", "csrfmiddlewaretoken": "b", "nyckel": "2"}

    assert kropp(falt) == kropp(andra) == kropp({"skal": "Fler måste höras."})
    assert kropp({"rad-0-losenord": "x"}) == kropp({})


def test_the_order_of_the_fields_is_no_content_but_the_order_of_the_choices_is() -> None:
    assert kropp({"a": "1", "b": "2"}) == kropp({"b": "2", "a": "1"})
    assert kropp({"a": ["1", "2"]}) != kropp({"a": ["2", "1"]})
    assert kropp({"a": "1", "b": "2"}) != kropp({"a": "2", "b": "1"})
    assert kropp({"a": ""}) != kropp({})


def test_every_password_that_a_form_asks_for_is_known_as_one() -> None:
    def under(klass: type[BaseForm]) -> set[type[BaseForm]]:
        return {k for u in klass.__subclasses__() for k in (u, *under(u))}

    assert get_resolver().url_patterns
    falt = {
        (k.__name__, namn)
        for k in under(BaseForm)
        if k.__module__.startswith("remiss.")
        for namn, f in getattr(k, "base_fields", {}).items()
        if isinstance(f.widget, PasswordInput)
    }
    assert len(falt) > 3
    assert {(k, n) for k, n in falt if n not in SECRETS} == set()


def test_an_answer_from_before_digests_is_given_again(vag: Vag) -> None:
    nyckel = ny_nyckel()
    begar(vag, nyckel)
    Idempotens.objects.filter(nyckel=nyckel).update(innehall_sha256="")

    assert begar(vag, nyckel, skal="Annat.").status_code == 302
    assert gjorda(vag) == 1
