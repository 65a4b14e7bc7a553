"""What no form of ours sends: names that are too long, reasons that nobody can see, files and posts that cannot be read."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motions.ingest.content import PDF_FEL
from motions.models import Handelse
from motions.text.plain_text import har_ord
from remiss.facts.foredragningslista import NyPunkt
from remiss.hinder import FelLageError, OmotiveradError
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import edit, edits
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

OSYNLIGA = ["\u200b", "\u2060\ufeff", "\u00ad", "\u202e \u2066", "\u00a0"]


def som(anvandare: Any) -> Client:
    """Logged in."""
    klient = Client(raise_request_exception=False)
    klient.force_login(anvandare, backend="remiss.login.backend.AccountBackend")
    return klient


@pytest.mark.parametrize("langd", [151, 300, 5000])
def test_a_user_name_that_is_too_long_is_nobodys(varld: Varld, langd: int) -> None:
    svar = Client().post(reverse("logga_in"), {"username": "a" * langd, "password": "fel"})

    assert svar.status_code == 422
    assert "hör inte ihop" in svar.content.decode()


@pytest.mark.parametrize(
    "vidare", ["foo", "logga_ut", "", "//annan.example", "https://annan.example/", "javascript:1"]
)
def test_the_demo_login_goes_on_to_an_address_of_ours_or_to_the_desk(
    varld: Varld, settings: Any, vidare: str
) -> None:
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "remiss.login.demo_login.DemoBackend",
    ]

    svar = Client().post(reverse("logga_in_som"), {"anvandare": varld.handlaggare.pk, "next": vidare})

    assert (svar.status_code, svar.headers["Location"]) == (302, reverse("skrivbord"))


@pytest.mark.parametrize("skal", OSYNLIGA)
def test_a_reason_that_cannot_be_seen_is_none(varld: Varld, skal: str) -> None:
    assert not har_ord(skal)
    vag = Vag(varld).till_justerat()
    vag.nu += (vag.arende.frist_on - vag.idag) * 2
    with pytest.raises(OmotiveradError):
        vag.framstall().gor(
            vag.arende,
            "expediera",
            varld.sekreterare,
            satt="epost",
            adress="ks@exempel.invalid",
            skal_for_varning=skal,
        )

    stig = reverse("akt", args=["arende", vag.arende.pk, "andra_sekretess"])
    svar = som(varld.registrator).post(stig, {"nyckel": ny_nyckel(), "sekretess": "on", "lagrum": skal})
    assert svar.status_code == 422


def test_an_act_of_ones_own_in_another_state_is_said_to_be_too_late(varld: Varld) -> None:
    vag = Vag(varld).till_klart().satt_upp().kalla()

    with pytest.raises(FelLageError):
        vag.gor(vag.arende, "satt_upp", varld.sekreterare, sammantrade=vag.sammantrade)


@pytest.mark.parametrize(
    "nyckelord", ["remiss:", " remiss: ", "remiss:\0abc", "remiss: , x", "remiss:" + "²" * 64]
)
def test_a_pdf_with_odd_key_words_is_only_unknown(varld: Varld, nyckelord: str) -> None:
    ut = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Keywords"] = pikepdf.String(nyckelord)
    pdf.save(ut)
    fil = SimpleUploadedFile("brev.pdf", ut.getvalue(), "application/pdf")

    svar = som(varld.handlaggare).post(reverse("kontrollera"), {"nyckel": ny_nyckel(), "fil": fil})

    assert svar.status_code == 200


@pytest.mark.parametrize("gammalt", [b"/Count 1", b"/Type /Pages", b"/Kids [", b"trailer", b"/Root"])
@pytest.mark.parametrize("nytt", [b"/Count (x)", b"", b"/Kids 7 [", b"null"])
def test_a_broken_pdf_is_no_fault_of_ours(varld: Varld, gammalt: bytes, nytt: bytes) -> None:
    ut = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(ut)
    fil = SimpleUploadedFile("brev.pdf", ut.getvalue().replace(gammalt, nytt), "application/pdf")

    svar = som(varld.handlaggare).post(reverse("kontrollera"), {"nyckel": ny_nyckel(), "fil": fil})

    assert svar.status_code in (200, 422)


def test_what_qpdf_itself_cannot_bear_is_a_broken_file() -> None:
    assert issubclass(pikepdf._core.QpdfRuntimeError, PDF_FEL)


@pytest.mark.parametrize(
    "typ",
    [
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 300,
    ],
)
def test_a_post_that_cannot_be_read_is_refused_in_swedish(varld: Varld, typ: str) -> None:
    fore = Handelse.objects.count()

    svar = som(varld.registrator).post(reverse("post_ny"), b"a=1", content_type=typ)

    assert svar.status_code == 400
    assert "gick inte att läsa" in svar.content.decode()
    assert Handelse.objects.count() == fore


def test_the_list_is_numbered_in_order_when_an_arende_is_put_up_before_a_punkt(varld: Varld) -> None:
    vag = Vag(varld).till_klart()
    mote = vag.sammantrade if vag.sammantrade else vag.planera().sammantrade
    edit(edits.NY_PUNKT, mote, NyPunkt("Egen ett", "ovrigt"), by=varld.sekreterare, at=vag.nu)
    vag.satt_upp()

    assert [p.nummer for p in mote.punkter.order_by("ordning")] == ["1", "2"]
