"""A case from remiss to anslag, written straight into the record, for documents that are about its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motions import versioner
from motions.documents import context, freeze, store
from motions.models import (
    Anslag,
    Arende,
    AttSatsSvar,
    Avlamnare,
    Avsnitt,
    Avsnittsmall,
    Beslut,
    Beslutssats,
    Bilaga,
    Forslagspunkt,
    Godkannande,
    Huvudforslag,
    Instammande,
    Justering,
    Narvaro,
    OvrigNarvaro,
    Proposition,
    Protokoll,
    Protokollspunkt,
    Punkt,
    Sammantrade,
    Tjansteutlatande,
    Uttalande,
    ValdJusterare,
    Version,
    Yrkande,
    Yrkandepunkt,
)
from tests.factories import Varld, arende

STYCKE = (
    "<p>Förvaltningen bedömer att kommunen redan i dag arbetar för att ta vara på nyutexaminerade sökande, och att "
    "ett samlat program bör prövas tillsammans med den fortsatta kompetensförsörjningsplaneringen.</p>"
)
TEXTER = {
    "sammanfattning": STYCKE * 2,
    "bakgrund": STYCKE
    + "<h2>Uppdraget</h2>"
    + STYCKE
    + "<ul><li><p>fler platser</p></li><li><p>en handledare</p></li></ul>",
    "arendet": STYCKE * 3,
    "beredning": "<p>Ärendet har beretts inom avdelningen för utveckling.</p>"
    "<table><tbody><tr><th><p>År</p></th><th><p>Platser</p></th></tr><tr><td><p>2025</p></td><td><p>12</p></td></tr>"
    "</tbody></table>",
    "synpunkter": STYCKE * 6
    + "<ol><li><p>först</p><p>och mer</p></li><li>sedan<ul><li><p>inre</p></li></ul></li></ol>",
}


@dataclass
class Fall:
    """A case and all that was made of it."""

    varld: Varld
    arende: Arende
    utlatande: Tjansteutlatande
    version: Version
    sammantrade: Sammantrade
    punkt: Punkt
    beslut: Beslut
    protokoll: Protokoll
    anslag: Anslag

    @property
    def today(self) -> date:
        """The day of the sitting."""
        return self.sammantrade.start_at.date()


def utlatande(
    varld: Varld, *arenden: Arende, titel: str = "Motion om ett traineeprogram"
) -> Tjansteutlatande:
    """A draft with text in every section, two satser, and an answer to every att-sats."""
    u = Tjansteutlatande.objects.create(
        titel=titel, state_since=varld.at, skapad_at=varld.at, skapad_by=varld.handlaggare
    )
    u.arenden.set(arenden)
    for mall in Avsnittsmall.objects.filter(arendetyp=arenden[0].arendetyp):
        Avsnitt.objects.create(
            utlatande=u,
            nyckel=mall.nyckel,
            rubrik=mall.rubrik,
            ordning=mall.ordning,
            text=TEXTER[mall.nyckel],
        )
    satser = (
        ("svar", "Arbetsmarknadsnämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen."),
        ("omedelbar_justering", "Arbetsmarknadsnämnden justerar paragrafen omedelbart."),
    )
    for nummer, (slag, text) in enumerate(satser, start=1):
        Beslutssats.objects.create(utlatande=u, nummer=nummer, slag=slag, text=text)
    for motion in arenden[0].motioner.all():
        for sats in motion.attsatser.all():
            AttSatsSvar.objects.create(
                utlatande=u, attsats=sats, svar="avstyrks", motivering="Det görs redan."
            )
    fil = store.save(b"motionen", mime="application/pdf", at=varld.at)
    Bilaga.objects.create(utlatande=u, nummer=1, rubrik="Motionen", fil=fil, filnamn="motion.pdf")
    return u


def godkand_version(varld: Varld, u: Tjansteutlatande) -> Version:
    """The text frozen and signed by both chefer."""
    version = versioner.frys(u, by=varld.handlaggare, at=varld.at)
    for steg, chef in enumerate((varld.avdelningschef, varld.forvaltningschef), start=1):
        Godkannande.objects.create(
            version=version,
            organ=varld.organ,
            steg=steg,
            utfall="godkant",
            avgjord_at=varld.at,
            avgjord_by=chef,
            befattning=chef.titel,
        )
    return version


def sammantrade(varld: Varld, at: datetime, *, nummer: int = 7) -> Sammantrade:
    """A sitting with everyone but one present, one ersättare serving, and a tjänsteman."""
    s = Sammantrade.objects.create(
        organ=varld.organ,
        ar=at.year,
        nummer=nummer,
        start_at=at,
        slut_at=at + timedelta(hours=2),
        plats="Kommunhuset, sal Björken",
        stopp_on=at.date() - timedelta(days=12),
        kallelse_senast_on=at.date() - timedelta(days=7),
        forhinder="Maria Holm, 08-123 45 67",
        state_since=varld.at,
    )
    for uppdrag in varld.uppdrag[:4]:
        Narvaro.objects.create(sammantrade=s, uppdrag=uppdrag, tjanstgor=True)
    Narvaro.objects.create(
        sammantrade=s, uppdrag=varld.uppdrag[5], tjanstgor=True, for_uppdrag=varld.uppdrag[4]
    )
    Narvaro.objects.create(
        sammantrade=s, uppdrag=varld.uppdrag[6], tjanstgor=False, fran_ordning=2, distans=True
    )
    OvrigNarvaro.objects.create(sammantrade=s, namn="Lars Frid", funktion="förvaltningschef")
    ValdJusterare.objects.create(sammantrade=s, fortroendevald=varld.uppdrag[1].fortroendevald)
    for ordning, (slag, rubrik) in enumerate(
        (("oppnande", "Öppnande"), ("justerare", "Val av justerare")), start=1
    ):
        Punkt.objects.create(
            sammantrade=s,
            ordning=ordning,
            nummer=str(ordning),
            paragraf=ordning,
            slag=slag,
            rubrik=rubrik,
            text="Ordföranden öppnade sammanträdet.",
        )
    return s


def punkt(s: Sammantrade, *arenden: Arende, ordning: int = 3, **fields: Any) -> Punkt:
    """An ärende on the föredragningslista."""
    p = Punkt.objects.create(
        **{
            "sammantrade": s,
            "ordning": ordning,
            "nummer": str(ordning),
            "paragraf": ordning,
            "rubrik": arenden[0].titel,
            **fields,
        }
    )
    p.arenden.set(arenden)
    return p


def beslut(
    varld: Varld, p: Punkt, version: Version | None, *, svar: str = "utlatande", text: str = ""
) -> Beslut:
    """A contested beslut: a huvudförslag, a yrkande of avslag that fell, a reservation and an ersättaryttrande."""
    huvud = Huvudforslag.objects.create(punkt=p, version=version)
    Forslagspunkt.objects.create(huvudforslag=huvud, nummer=1, text="Förslagets punkt ett.")
    yrkande = Yrkande.objects.create(
        punkt=p,
        ordning=1,
        slag="eget_forslag",
        uppdrag=varld.uppdrag[3],
        med_flera=True,
        tillstand="avslaget",
    )
    Yrkandepunkt.objects.create(yrkande=yrkande, nummer=1, text="Motionen tillstyrks i sin helhet.")
    Instammande.objects.create(yrkande=yrkande, uppdrag=varld.uppdrag[1])
    Proposition.objects.create(
        punkt=p,
        ordning=1,
        text="Ordföranden ställde förslagen mot varandra och fann att nämnden beslutade som förslaget.",
    )
    b = Beslut.objects.create(
        organ=varld.organ,
        punkt=p,
        svar=svar,
        svar_version=version if svar in ("utlatande", "med_andring") else None,
        svar_text=text,
        registrerat_at=varld.at,
        registrerat_by=varld.sekreterare,
    )
    b.arenden.set(p.arenden.all())
    b.punkter.create(
        nummer=1, text="Arbetsmarknadsnämnden överlämnade tjänsteutlåtandet som svar på remissen."
    )
    b.punkter.create(nummer=2, text="Arbetsmarknadsnämnden justerade paragrafen omedelbart.")
    for ordning, (slag, uppdrag, ord_) in enumerate(
        (
            ("reservation", varld.uppdrag[3], "Vi ville tillstyrka motionen."),
            ("ersattaryttrande", varld.uppdrag[6], "Jag hade velat mer."),
        ),
        start=1,
    ):
        u = Uttalande.objects.create(
            punkt=p, ordning=ordning, slag=slag, text=ord_, anmalt_at=varld.at, anmalt_by=varld.sekreterare
        )
        Avlamnare.objects.create(uttalande=u, ordning=1, uppdrag=uppdrag, med_flera=True)
    return b


def protokoll(varld: Varld, s: Sammantrade, *punkter: Punkt) -> tuple[Protokoll, Anslag]:
    """The protokoll of the punkter, justerat the day after, on paper by none and in the app by both, and anslaget."""
    dagen_efter = s.start_at.date() + timedelta(days=1)
    p = Protokoll.objects.create(
        sammantrade=s, justeras_senast_on=s.start_at.date() + timedelta(days=14), state_since=varld.at
    )
    for punkt_ in punkter:
        Protokollspunkt.objects.create(protokoll=p, punkt=punkt_)
    p.dokument = freeze.frys(context.protokoll(p, today=s.start_at.date()), by=varld.sekreterare, at=varld.at)
    p.state, p.justerat_on = "justerat", dagen_efter
    p.save()
    for uppdrag in varld.uppdrag[:2]:
        Justering.objects.create(
            protokoll=p,
            dokument=p.dokument,
            fortroendevald=uppdrag.fortroendevald,
            satt="appen",
            justerad_on=dagen_efter,
            registrerad_at=varld.at,
            registrerad_by=varld.sekreterare,
        )
    anslag = Anslag.objects.create(
        protokoll=p,
        tavla="Kommunens digitala anslagstavla",
        forvaringsplats="Arbetsmarknadsförvaltningen, registrator",
        anslaget_on=dagen_efter,
        overklagas_senast_on=dagen_efter + timedelta(days=21),
        laga_kraft_tidigast_on=dagen_efter + timedelta(days=22),
        tas_ned_tidigast_on=dagen_efter + timedelta(days=22),
        anslaget_at=varld.at,
        anslaget_by=varld.sekreterare,
    )
    return p, anslag


def fall(varld: Varld, *, svar: str = "utlatande", text: str = "", **arendefalt: Any) -> Fall:
    """The whole case, decided three weeks after the fixture's moment."""
    a = arende(
        varld,
        med_motion=True,
        state="justerat",
        handlaggare=varld.handlaggare,
        enhet=varld.enhet,
        **arendefalt,
    )
    u = utlatande(varld, a)
    version = godkand_version(varld, u)
    s = sammantrade(varld, varld.at + timedelta(days=21))
    p = punkt(s, a, omedelbar_justering=True)
    b = beslut(varld, p, version, svar=svar, text=text)
    protokoll_, anslag = protokoll(varld, s, *s.punkter.all())
    return Fall(varld, a, u, version, s, p, b, protokoll_, anslag)


def alla_fakta(f: Fall) -> dict[str, context.Fakta]:
    """Every kind of document of the case, by a name of its own."""
    today = f.today
    return {
        "utkast": context.utkast(f.utlatande, today=today),
        "tjansteutlatande": context.tjansteutlatande(f.version, today=today),
        "kallelse": context.kallelse(f.sammantrade, today=today),
        "protokoll": context.protokoll(f.protokoll, today=today),
        "utdrag": context.protokollsutdrag(f.beslut, f.arende, today=today),
        "svar": context.svar(f.beslut, f.arende, today=today),
        "anslagsbevis": context.anslagsbevis(f.anslag, today=today),
        "anstandsbegaran": context.anstandsbegaran(
            f.arende,
            onskad_on=today + timedelta(days=30),
            skal="Nämnden sammanträder först i november.",
            by=f.varld.handlaggare,
            today=today,
        ),
    }
