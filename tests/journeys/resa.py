"""What a person does in the browser, in the words of the interface. The steps know no database and no model."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.factories import LOSENORD
from tests.journeys.texter import KORT, Text

PDF_START = b"%PDF-"
KLAR_SEKUNDER = 60
VANTA_MS = 30_000
"""Long: two journeys at once share the cores, and who waits in vain fails all the same."""
MARKE = re.compile(r"^(?:-|\d+\.|#{2,3}) ")
PUNKT = re.compile(r"\n(?=(?:-|\d+\.) )")
NOT = re.compile(r"\[\^(.+?)\]", re.DOTALL)


@dataclass
class Remissbrev:
    """What the registrator types; of an uppdrag, `remittent` is the one who has given it."""

    titel: str
    dnr: str = "KS 2026/731"
    remittent: str = "Kommunstyrelsen"
    motion: str = ""
    motionarer: Sequence[str] = ()
    attsatser: Sequence[str] = ()
    om_dagar: int = 40
    uppdrag: bool = False


@dataclass(frozen=True)
class Folk:
    """Those of a förvaltning who prepare an ärende, by user name; `namn` is the handläggare's own."""

    registrator: str = "olle"
    handlaggare: str = "anna"
    namn: str = "Anna Berg"
    chefer: Sequence[str] = ("karin", "lars")


@dataclass
class Resa:
    """A running program, and people who are logged in to it."""

    browser: Browser
    bas: str
    mapp: Path
    databas: str = ""
    webb: int = 0
    """The process group of the web server."""
    personer: dict[str, tuple[BrowserContext, Page]] = field(default_factory=dict)
    fel: list[str] = field(default_factory=list)

    def som(self, anvandarnamn: str) -> Page:
        """The page of a person, who logs in with a password the first time."""
        if anvandarnamn not in self.personer:
            context = self.browser.new_context(
                viewport={"width": 1366, "height": 768}, locale="sv-SE", timezone_id="Europe/Stockholm"
            )
            context.set_default_timeout(VANTA_MS)
            page = context.new_page()
            page.on("pageerror", lambda e: self.fel.append(f"{anvandarnamn}: {e}"))
            page.goto(self.bas + "/logga-in/")
            page.get_by_label("Användarnamn").fill(anvandarnamn)
            page.get_by_label("Lösenord").fill(LOSENORD)
            page.get_by_role("main").get_by_role("button", name="Logga in").click()
            page.wait_for_url(self.bas + "/")
            self.personer[anvandarnamn] = (context, page)
        return self.personer[anvandarnamn][1]

    def stang(self) -> None:
        """Close every browser; a script that failed on any page fails the journey."""
        for context, _ in self.personer.values():
            context.close()
        assert not self.fel, self.fel

    def ga(self, person: str, stig: str) -> Page:
        """Open an address as a person."""
        page = self.som(person)
        page.goto(self.bas + stig)
        return page

    def fil(self, namn: str = "remiss.pdf") -> Path:
        """A small real PDF on disk, each with bytes of its own."""
        path = self.mapp / namn
        if not path.exists():
            path.write_bytes(_pdf(namn))
        return path

    # the acts

    def klicka(self, page: Page, knapp: str) -> None:
        """Press a button or follow a link of the action bar."""
        rad = page.get_by_role("main")
        rad.get_by_role("button", name=knapp, exact=True).or_(
            rad.get_by_role("link", name=knapp, exact=True)
        ).first.click()

    def akt(self, page: Page, knapp: str, **falt: str) -> None:
        """An act with a page of its own: open it, fill in by label, and press the same word again."""
        self.klicka(page, knapp)
        page.wait_for_url(re.compile("/gor/"))
        for etikett, varde in falt.items():
            self.fyll(page, etikett.replace("_", " "), varde)
        page.get_by_role("main").get_by_role("button", name=knapp, exact=True).click()

    def vanta_pa_knapp(self, page: Page, knapp: str) -> None:
        """Look again until the act is allowed: what it waits for is made by the worker."""
        slut = time.monotonic() + KLAR_SEKUNDER
        knappar = page.get_by_role("main").get_by_role("button", name=knapp, exact=True)
        while knappar.count() and knappar.first.is_disabled():
            assert time.monotonic() < slut, page.locator("#att-gora").locator("..").inner_text()
            time.sleep(0.5)
            page.reload()

    def fyll(self, page: Page, etikett: str, varde: str) -> None:
        """Fill in one field by its label, whatever kind it is."""
        falt = page.get_by_label(re.compile(rf"^\s*{re.escape(etikett)}", re.I)).first
        sort = falt.evaluate("e => e.tagName + ':' + (e.type || '')")
        if sort.startswith("SELECT"):
            falt.select_option(label=varde)
        elif sort.endswith(":file"):
            falt.set_input_files(varde)
        elif sort.endswith((":checkbox", ":radio")):
            falt.check()
        else:
            falt.fill(varde)

    def underteckna(self, page: Page, knapp: str) -> None:
        """An act that is signed: the page asks for the password unless it was given within ten minutes."""
        self.klicka(page, knapp)
        page.wait_for_url(re.compile("/gor/"))
        losenord = page.get_by_label("Bekräfta med ditt lösenord")
        if losenord.count():
            losenord.fill(LOSENORD)
        page.get_by_role("main").get_by_role("button", name=knapp, exact=True).click()

    # the way of a case

    def registrera(
        self, brev: Remissbrev, *, registrator: str = "olle", handlaggare: str = "Anna Berg"
    ) -> str:
        """The registrator registers the remiss and assigns it. Returns the address of the ärende."""
        page = self.ga(registrator, "/registrera/")
        page.get_by_label("Ärendemening", exact=True).fill(brev.titel)
        if brev.uppdrag:
            page.get_by_label("Uppdrag", exact=True).check()
            page.get_by_label("Uppdragsgivare eller initiativtagare").fill(brev.remittent)
            page.get_by_label("Uppdragsgivarens diarienummer").fill(brev.dnr)
        else:
            page.get_by_label("Remittent", exact=True).fill(brev.remittent)
            page.get_by_label("Remittentens diarienummer").fill(brev.dnr)
        page.get_by_label("Inkommen den").fill(om(min(0, brev.om_dagar)))
        page.get_by_label("Svar senast").fill(om(brev.om_dagar))
        page.get_by_label("Filer, remissen först").set_input_files(
            str(self.fil(f"{brev.dnr.replace('/', '-')}.pdf"))
        )
        if brev.motion:
            page.get_by_label("Motionens nummer eller år").fill(brev.motion)
            page.get_by_label("Motionärer").fill("\n".join(brev.motionarer))
            page.get_by_label("Motionens att-satser").fill("\n".join(brev.attsatser))
        page.get_by_label("Handläggare").select_option(label=handlaggare)
        page.get_by_role("button", name="Registrera", exact=True).click()
        page.wait_for_url(re.compile(r"/arende/\d+/"))
        expect(page.get_by_role("heading", level=1)).to_have_text(brev.titel)
        return page.url.removeprefix(self.bas)

    def skriv(self, arende: str, text: Text, *, handlaggare: str = "anna", svar: Sequence[str] = ()) -> Page:
        """The handläggare writes: every named section, the library's beslutssatser, and an answer to each att-sats."""
        page = self.ga(handlaggare, arende)
        self.klicka(page, "Skriv tjänsteutlåtande")
        page.wait_for_url(re.compile(r"/utlatande/\d+/"))
        self.ratt_avsnitt(page, text)
        vantar: list[Locator] = []
        for rubrik, stycken in text.avsnitt.items():
            kort = (
                page.locator("section.kort")
                .filter(has=page.get_by_role("heading", name=rubrik, exact=True))
                .last
            )
            kort.locator("[contenteditable=true]").click()
            self._skriv_stycken(page, stycken)
            vantar.append(kort.locator("[data-autospar-status]"))
        for n, val in enumerate(svar, start=1):
            form = page.locator("#attsatser form").nth(n - 1)
            form.get_by_label("Förslag").select_option(label=val)
            vantar.append(form.locator("[data-autospar-status]"))
        for status in vantar:
            expect(status).to_have_text(re.compile("^Sparat"))
        return page

    @staticmethod
    def ratt_avsnitt(page: Page, text: Text) -> None:
        """Make the set of sections what the text has: rename, and remove what it does without."""
        for gammal, ny in text.byt_namn.items():
            andra = page.locator("#innehall-andra")
            if not andra.get_by_role("button", name="Byt namn").first.is_visible():
                andra.get_by_text("Ändra avsnitten").click()
            rad = andra.get_by_role("listitem").filter(
                has=page.get_by_role("button", name=f"Ta bort {gammal}", exact=True)
            )
            rad.locator("input[name=rubrik]").fill(ny)
            rad.get_by_role("button", name="Byt namn").click()
            expect(page.get_by_role("heading", name=ny, exact=True)).to_be_visible()
        for rubrik in text.utan:
            andra = page.locator("#innehall-andra")
            if not andra.get_by_role("button", name="Byt namn").first.is_visible():
                andra.get_by_text("Ändra avsnitten").click()
            andra.get_by_role("button", name=f"Ta bort {rubrik}", exact=True).click()
            expect(page.get_by_role("heading", name=rubrik, exact=True)).to_have_count(0)

    @classmethod
    def _skriv_stycken(cls, page: Page, text: str) -> None:
        """Type paragraphs apart by an empty line, in the notation of `Text`."""
        i_lista = False
        for n, stycke in enumerate(text.split("\n\n")):
            if n:
                page.keyboard.press("Enter")
            if i_lista:
                page.keyboard.press("Enter")  # an empty item leaves the list
            marke = MARKE.match(stycke)
            i_lista = marke is not None and not marke[0].startswith("#")
            if marke and marke[0][0].isdigit():
                page.keyboard.press("Control+Shift+7")
            elif marke:
                page.keyboard.type(marke[0])
            for m, rad in enumerate(PUNKT.split(stycke) if i_lista else [stycke]):
                if m:
                    page.keyboard.press("Enter")
                cls._skriv_rad(page, MARKE.sub("", rad))

    @staticmethod
    def _skriv_rad(page: Page, rad: str) -> None:
        """Type words, and each footnote by its keys."""
        for n, del_ in enumerate(NOT.split(" ".join(rad.split()))):
            if n % 2 == 0:
                if del_:  # an empty text is an edit too, and moves the cursor
                    page.keyboard.insert_text(del_)
                continue
            page.keyboard.press("Control+Shift+f")
            dialog = page.get_by_role("dialog", name="Ny fotnot")
            dialog.get_by_label("Fotnotens text").fill(del_)
            page.keyboard.press("Enter")
            expect(dialog).to_have_count(0)

    def satser_ur_biblioteket(self, page: Page, *namn: str) -> None:
        """Add beslutssatser from the nämnd's library, by name."""
        for n in namn:
            fore = page.locator("#beslutssatser form[data-autospar]").count()
            knapp = page.locator("#beslutssatser").get_by_role("button", name=re.compile(f"^{re.escape(n)}"))
            if not knapp.is_visible():
                page.locator("#beslutssatser").get_by_text("Lägg till ur biblioteket").click()
            knapp.click()
            expect(page.locator("#beslutssatser form[data-autospar]")).to_have_count(fore + 1)

    def till_klart(
        self,
        brev: Remissbrev,
        text: Text = KORT,
        *,
        svar: Sequence[str] = (),
        satser: Sequence[str] = ("Överlämna utlåtandet som svar",),
        folk: Folk = Folk(),
    ) -> str:
        """From the post to klart för nämnd. Returns the ärende's address."""
        arende = self.registrera(brev, registrator=folk.registrator, handlaggare=folk.namn)
        page = self.skriv(arende, text, svar=svar, handlaggare=folk.handlaggare)
        self.satser_ur_biblioteket(page, *satser)
        self.skicka_for_godkannande(arende, folk.handlaggare)
        self.godkann(arende, *folk.chefer)
        return arende

    def skicka_for_godkannande(self, arende: str, handlaggare: str = "anna") -> None:
        """The handläggare sends the text to the chefer."""
        page = self.ga(handlaggare, arende)
        self.klicka(page, "Skicka för godkännande")
        expect(page.get_by_text("Tjänsteutlåtandet skickades för godkännande.").first).to_be_visible()

    def godkann(self, arende: str, *chefer: str) -> None:
        """Each chef in turn reads and signs."""
        for chef in chefer:
            page = self.ga(chef, "/")
            page.get_by_role("main").get_by_role("table").first.get_by_role("link").first.click()
            page.wait_for_url(re.compile("/granska/"))
            self.underteckna(page, "Godkänn")
            # The next text that waits, or the desk.
            page.wait_for_url(re.compile(r"/granska/$|^https?://[^/]+/$"))

    def pdf(self, page: Page, namn: str) -> bytes:
        """The bytes of a handling of the akt that the page shows, when they have been made."""
        rad = page.get_by_role("row").filter(has=page.get_by_role("link", name=namn)).first
        slut = time.monotonic() + KLAR_SEKUNDER
        while rad.get_by_text("framställs").count():
            assert time.monotonic() < slut, rad.inner_text()
            page.wait_for_timeout(500)
            page.reload()
        lank = rad.get_by_role("link", name=namn).get_attribute("href")
        assert lank is not None
        return self.hamta(page, lank)

    def hamta(self, page: Page, stig: str) -> bytes:
        """The bytes at an address, as the person of the page."""
        svar = page.request.get(stig if stig.startswith("http") else self.bas + stig)
        assert svar.ok, (stig, svar.status)
        return bytes(svar.body())


def om(dagar: int) -> str:
    """The day so many days from now, as it is typed."""
    return (date.today() + timedelta(days=dagar)).isoformat()  # noqa: DTZ011 - the day of the program that runs


def _pdf(text: str) -> bytes:
    """The smallest PDF that says `text`."""
    innehall = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace")
    objekt = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(innehall), innehall),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    ut, platser = b"%PDF-1.4\n", []
    for n, o in enumerate(objekt, start=1):
        platser.append(len(ut))
        ut += b"%d 0 obj%s endobj\n" % (n, o)
    start = len(ut)
    ut += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in platser)
    return ut + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
