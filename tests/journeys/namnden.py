"""What the nämndsekreterare, the ordförande and the justerare do, in the words of the interface."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.resa import Resa, om

SENT_PA_KVALLEN = "23.59"
"""A sammanträde is planned ahead in time, and held before the day is over."""

KVITTO = {
    "registrera_yrkande": "Yrkandet registrerades.",
    "registrera_uttalande": "Anmälan antecknades i paragrafen.",
}
"""What the page says when an act in a § is done."""


@dataclass
class Namnd:
    """The sekreterare of a nämnd at work in a running program."""

    resa: Resa
    sekreterare: str = "maria"

    def sida(self, stig: str) -> Page:
        """An address, as the sekreterare sees it."""
        return self.resa.ga(self.sekreterare, stig)

    # before the sitting

    def planera(self) -> str:
        """A sammanträde today. Returns its address."""
        page = self.sida("/sammantraden/")
        page.get_by_role("link", name="Planera ett sammanträde").first.click()
        page.get_by_label("Datum").fill(om(0))
        page.get_by_label("Datum").press("Tab")
        expect(page.get_by_label("Kallelsen skickas senast")).not_to_have_value("")
        page.get_by_label("Klockan").fill(SENT_PA_KVALLEN)
        page.get_by_label("Plats").fill("Stadshuset, sal 3")
        page.get_by_role("button", name="Planera", exact=True).click()
        page.wait_for_url(re.compile(r"/sammantrade/\d+/$"))
        return page.url.removeprefix(self.resa.bas)

    def satt_upp(self, mote: str, titel: str) -> None:
        """Put a ready ärende on the list, by its own row."""
        page = self.sida(mote)
        rad = page.get_by_role("row").filter(has_text=titel)
        rad.get_by_role("button", name=re.compile("^Sätt upp")).click()
        expect(page.locator(".punktlista").get_by_text(titel, exact=True)).to_be_visible()

    def kalla(self, mote: str) -> None:
        """Send the kallelse; a late one asks for its reason."""
        page = self.sida(mote)
        self.resa.klicka(page, "Skicka kallelse")
        skal = page.get_by_label("Skäl för att göra det ändå")
        expect(skal.or_(page.get_by_text("Kallelsen skickades").first)).to_be_visible()
        if skal.count():
            skal.fill("Ärendet måste avgöras före remisstidens slut.")
            page.get_by_role("main").get_by_role("button", name="Skicka kallelse", exact=True).click()
        expect(page.get_by_text("Kallelsen skickades").first).to_be_visible()

    # the sitting

    def oppna(self, mote: str, *, ersattare: Sequence[str] = (), justerare: str = "Sami Rask (S)") -> None:
        """Upprop, opening, and the choice of justerare."""
        page = self.sida(mote)
        self.resa.klicka(page, "Ta upprop")
        page.wait_for_url(re.compile("/narvaro/$"))
        for namn in ersattare:
            page.get_by_label(namn).first.check()
        page.get_by_role("button", name="Ta upprop", exact=True).click()
        page.wait_for_url(re.compile(r"/sammantrade/\d+/$"))
        self.resa.klicka(page, "Öppna sammanträdet")
        expect(page.get_by_text("Sammanträdet öppnades").first).to_be_visible()
        self.resa.akt(page, "Välj justerare", **{justerare: ""})
        expect(page.get_by_text("Justerare valdes").first).to_be_visible()

    def till_oppet(self, titel: str, *, ersattare: Sequence[str] = ()) -> str:
        """All the way to an open sammanträde with one ärende. Returns the address of the sammanträde."""
        mote = self.planera()
        self.satt_upp(mote, titel)
        self.kalla(mote)
        self.oppna(mote, ersattare=ersattare)
        return mote

    def paragraf(self, mote: str, titel: str) -> Page:
        """The page of the § of an ärende."""
        page = self.sida(mote)
        page.locator(".punktlista").get_by_role("link", name=titel, exact=True).click()
        page.wait_for_url(re.compile(r"/punkt/\d+/$"))
        return page

    def enligt_forslag(self, mote: str, titel: str) -> Page:
        """The § is decided as proposed."""
        page = self.paragraf(mote, titel)
        page.get_by_role("button", name="Beslut enligt förslag", exact=True).click()
        expect(page.get_by_text("beslutades enligt förslaget").first).to_be_visible()
        return page

    def i_paragrafen(self, page: Page, akt: str, knapp: str, *kryss: str, **falt: str) -> None:
        """One act in a §, in its own form on the page. `kryss`: boxes to tick, «group: choice»."""
        ruta = page.locator(f"#{akt}")
        ruta.locator("summary").click()
        for etikett, varde in falt.items():
            self._fyll(ruta, etikett.replace("_", " "), varde)
        for rad in kryss:
            grupp, val = rad.split(": ", 1)
            ruta.get_by_role("group", name=re.compile(f"^{grupp}")).get_by_label(val, exact=True).check()
        ruta.get_by_role("button", name=knapp, exact=True).click()
        expect(page.locator("#meddelanden")).to_contain_text(KVITTO[akt])

    @staticmethod
    def _fyll(ruta: Locator, etikett: str, varde: str) -> None:
        falt = ruta.get_by_label(re.compile(rf"^\s*{re.escape(etikett)}")).first
        if falt.evaluate("e => e.tagName") == "SELECT":
            falt.select_option(label=varde)
        elif falt.get_attribute("type") == "checkbox":
            falt.check()
        else:
            falt.fill(varde)

    def annat_beslut(self, mote: str, titel: str, utgang: str, villkor: str) -> Page:
        """The § is put off or sent back."""
        page = self.paragraf(mote, titel)
        page.get_by_role("link", name="Annat beslut").click()
        page.get_by_role("group", name="Utgång").get_by_label(utgang, exact=True).check()
        page.get_by_label("Till när, eller varför").fill(villkor)
        page.get_by_role("group", name="Svar till remittenten").get_by_label("Inget svar lämnas").check()
        page.get_by_role("button", name="Registrera beslut", exact=True).click()
        expect(page.get_by_text("Beslutet registrerades.").first).to_be_visible()
        return page

    def avsluta(self, mote: str) -> Page:
        """End the sitting. Returns the page of its protokoll."""
        page = self.sida(mote)
        self.resa.akt(page, "Avsluta sammanträdet")
        expect(page.get_by_text("Sammanträdet avslutades").first).to_be_visible()
        page.get_by_role("main").get_by_role("link", name="Protokoll", exact=True).click()
        page.wait_for_url(re.compile(r"/protokoll/\d+/$"))
        return page

    # the protokoll

    def till_justering(self, page: Page) -> str:
        """Send the protokoll that the page shows. Returns its address."""
        self.resa.klicka(page, "Skicka för justering")
        expect(page.get_by_text("Protokollet skickades för justering").first).to_be_visible()
        return page.url.removeprefix(self.resa.bas)

    def justera(self, *justerare: str) -> None:
        """Each at the own desk, with the own password."""
        for person in justerare:
            page = self.resa.ga(person, "/")
            page.locator("section", has=page.locator("#justera")).get_by_role("link").first.click()
            page.wait_for_url(re.compile(r"/protokoll/\d+/$"))
            self.resa.underteckna(page, "Justera")
            expect(page.get_by_text("Justera: klart.").first).to_be_visible()

    def justerat_pa_papper(self, protokoll: str, person: str) -> None:
        """The sekreterare registers what was signed on paper, with the signed original."""
        page = self.sida(protokoll)
        self.resa.akt(
            page,
            "Registrera justering på papper",
            Justerat_av=person,
            Justerat_den=om(0),
            Undertecknat_original=str(self.resa.fil(f"{person.split()[0]}.pdf")),
        )
        expect(page.get_by_text("Registrera justering på papper: klart.").first).to_be_visible()

    def ansla(self, protokoll: str) -> Page:
        """The anslag, on the board and at the place that the nämnd has."""
        page = self.sida(protokoll)
        self.resa.akt(page, "Anslå")
        expect(page.get_by_text("Protokollet anslogs").first).to_be_visible()
        return page

    # what leaves

    def expediera(self, arende: str, *, skal: str = "", adress: str = "") -> Page:
        """The svar leaves, when its PDF has been made; a late one with a reason, to an address when the register has none."""
        page = self.sida(arende)
        self.resa.vanta_pa_knapp(page, "Expediera svaret")
        falt = {"Skäl_för_att_göra_det_ändå": skal, "E-postadress_eller_adress": adress}
        self.resa.akt(page, "Expediera svaret", **{namn: ord_ for namn, ord_ in falt.items() if ord_})
        expect(page.get_by_text("Svaret expedierades").first).to_be_visible()
        return page

    def avsluta_arendet(self, arende: str) -> Page:
        """The akt is closed, when all in it has been made."""
        page = self.sida(arende)
        self.resa.vanta_pa_knapp(page, "Avsluta ärendet")
        self.resa.klicka(page, "Avsluta ärendet")
        expect(page.get_by_text("Ärendet avslutades").first).to_be_visible()
        return page
