"""The check of a file that somebody holds: ours, one that came in, changed, or unknown to who asks."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motions.documents import store
from motions.documents.framstall import framstall
from motions.models import Anvandare, Dokument, Handling
from motions.systemet import systemet
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.test_uppladdning import en_pdf
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


def svaret(vem: Anvandare, data: bytes) -> str:
    """What is said of a file, but for its digest."""
    fil = SimpleUploadedFile("fil.pdf", data)
    sida = inloggad(vem).post(reverse("kontrollera"), {"nyckel": ny_nyckel(), "fil": fil}).content.decode()
    sagt: str = sida.partition('id="omdome"')[2].partition('<p class="svag">')[0]
    return sagt


def inkommen(varld: Varld, *, hemlig: bool = False) -> bytes:
    """A file that came in to an ärende."""
    vag = Vag(varld, hemlig=hemlig).registrera().tilldela()
    data = en_pdf()
    vag.gor(
        vag.arende, "lagg_till_handling", varld.registrator,
        fil=en_fil("yttrande.pdf", data), slag="skrivelse", riktning="inkommen", datum_on=vag.idag,
        motpart="Någon", rubrik="Yttrande",
    )  # fmt: skip
    assert Handling.objects.filter(fil__storlek=len(data)).exists()
    return data


def test_what_came_in_is_not_called_genuine(varld: Varld) -> None:
    sagt = svaret(varld.registrator, inkommen(varld))
    assert "Äkta" not in sagt
    assert "Inkommen, oförändrad sedan" in sagt
    assert "Yttrande" not in sagt
    assert reverse("arende", args=[Handling.objects.latest("pk").arende_id]) in sagt


def test_who_may_not_see_it_is_told_no_more_than_of_an_unknown_file(varld: Varld) -> None:
    data = inkommen(varld, hemlig=True)
    assert svaret(varld.andra_handlaggare, data) == svaret(varld.andra_handlaggare, data + b"\n")
    assert "Okänd" in svaret(varld.andra_handlaggare, data)


def test_what_lies_in_the_store_and_is_no_handling_is_unknown(varld: Varld) -> None:
    data = en_pdf()
    store.save(data, mime="application/pdf", at=varld.at)
    assert "Okänd" in svaret(varld.registrator, data)


def test_what_was_made_here_is_genuine_to_whoever_holds_it(varld: Varld) -> None:
    vag, svar = Vag(varld).till_justerat(), en_pdf()
    dokument = Dokument.objects.get(svar__arende=vag.arende)
    framstall(dokument, by=systemet(at=vag.nu), at=vag.nu, rendera=lambda *fakta: (svar, 1))
    vag.expediera()
    for vem in (varld.registrator, varld.andra_handlaggare):
        assert "Äkta, expedierad" in svaret(vem, svar)
