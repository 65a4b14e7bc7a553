"""The preview as pages: who may see it, what it asks for, and what it says when nothing comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from motions.models import Tjansteutlatande
from remiss.documents import preview
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande, spara

HTMX = {"HX-Request": "true"}


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    return nytt_utlatande(varld)


def bestall(varld: Varld, utlatande: Tjansteutlatande, vem: str = "handlaggare") -> str:
    """Ask for the preview and return the hash that the answer waits for."""
    answer = inloggad(getattr(varld, vem)).post(reverse("forhandsvisning_bestall", args=[utlatande.pk]))
    assert answer.status_code == 302
    return str(answer.url).rstrip("/").rsplit("/", 1)[-1]  # type: ignore[attr-defined]


def gor_fardig(utlatande: Tjansteutlatande, sha256: str) -> None:
    """Two pages, as a job leaves them."""
    for nummer in (1, 2):
        preview.sida_path(utlatande.pk, sha256, nummer).write_bytes(b"\x89PNG")
    preview.pdf_path(utlatande.pk, sha256).write_bytes(b"%PDF-")


def test_asking_twice_for_the_same_text_queues_one_job(varld: Varld, utlatande: Tjansteutlatande) -> None:
    assert bestall(varld, utlatande) == bestall(varld, utlatande)
    assert ProcrastinateJob.objects.filter(task_name="forhandsvisa").count() == 1


def test_the_draft_is_not_in_the_tables_of_the_queue(varld: Varld, utlatande: Tjansteutlatande) -> None:
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>hemligt-ord</p>", 0)
    bestall(varld, utlatande)
    assert "hemligt-ord" not in str(list(ProcrastinateJob.objects.values()))


def test_a_changed_text_has_another_preview(varld: Varld, utlatande: Tjansteutlatande) -> None:
    first = bestall(varld, utlatande)
    spara(inloggad(varld.handlaggare), utlatande, "bakgrund", "<p>Nytt</p>", 0)
    assert bestall(varld, utlatande) != first


def test_while_one_waits_the_fragment_asks_again_every_second(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    client = inloggad(varld.handlaggare)
    body = client.post(reverse("forhandsvisning_bestall", args=[utlatande.pk]), headers=HTMX).content.decode()
    assert "Framställer sidorna …" in body
    assert 'hx-trigger="every 1s"' in body
    assert "<html" not in body


def test_after_twenty_seconds_the_page_says_that_nothing_comes(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    sha256 = bestall(varld, utlatande)
    preview.rakna_fran(utlatande.pk, sha256, timezone.now() - timedelta(seconds=21))
    url = reverse("forhandsvisning", args=[utlatande.pk, sha256])
    body = inloggad(varld.handlaggare).get(url, headers=HTMX).content.decode()
    assert "verkar stå stilla" in body
    assert "Texten är sparad" in body


def test_a_failed_job_is_told_and_not_asked_for_again(varld: Varld, utlatande: Tjansteutlatande) -> None:
    sha256 = bestall(varld, utlatande)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'forhandsvisa'")
    url = reverse("forhandsvisning", args=[utlatande.pk, sha256])
    body = inloggad(varld.handlaggare).get(url, headers=HTMX).content.decode()
    assert "Det gick inte att göra sidorna" in body
    assert "hx-trigger" not in body


def test_the_finished_pages_are_images_with_words_and_a_link_to_the_pdf(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    sha256 = bestall(varld, utlatande)
    gor_fardig(utlatande, sha256)
    client = inloggad(varld.handlaggare)
    body = client.get(reverse("forhandsvisning", args=[utlatande.pk, sha256]), headers=HTMX).content.decode()
    assert 'alt="Sida 2 av 2"' in body
    assert reverse("forhandsvisning_pdf", args=[utlatande.pk, sha256]) in body
    page = client.get(reverse("forhandsvisning_sida", args=[utlatande.pk, sha256, 2]))
    assert b"".join(page.streaming_content) == b"\x89PNG"  # type: ignore[attr-defined]
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "vem", ["kollega", "registrator", "sekreterare", "revisor", "ordforande", "andra_handlaggare"]
)
def test_others_cannot_see_the_preview(varld: Varld, utlatande: Tjansteutlatande, vem: str) -> None:
    sha256 = bestall(varld, utlatande)
    gor_fardig(utlatande, sha256)
    client = inloggad(getattr(varld, vem))
    for namn, args in (
        ("forhandsvisning", [sha256]),
        ("forhandsvisning_pdf", [sha256]),
        ("forhandsvisning_sida", [sha256, 1]),
    ):
        assert client.get(reverse(namn, args=[utlatande.pk, *args])).status_code == 404
    assert client.post(reverse("forhandsvisning_bestall", args=[utlatande.pk])).status_code == 404


def test_one_utlatandes_pages_are_not_reached_through_another(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    sha256 = bestall(varld, utlatande)
    gor_fardig(utlatande, sha256)
    annat = nytt_utlatande(varld)
    assert (
        inloggad(varld.handlaggare).get(reverse("forhandsvisning_pdf", args=[annat.pk, sha256])).status_code
        == 404
    )


@pytest.mark.parametrize("sha256", ["x", "0" * 64, "-", "a" * 63])
def test_an_unknown_preview_is_not_found(varld: Varld, utlatande: Tjansteutlatande, sha256: str) -> None:
    client = inloggad(varld.handlaggare)
    for namn in ("forhandsvisning", "forhandsvisning_pdf"):
        assert client.get(reverse(namn, args=[utlatande.pk, sha256])).status_code == 404


def test_a_revisor_reads_a_signed_utlatande_but_orders_nothing(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    Tjansteutlatande.objects.filter(pk=utlatande.pk).update(state="godkant")
    client = inloggad(varld.revisor)
    assert client.get(reverse("utlatande", args=[utlatande.pk])).status_code == 200
    assert client.post(reverse("forhandsvisning_bestall", args=[utlatande.pk])).status_code == 403
