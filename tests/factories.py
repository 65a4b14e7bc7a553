"""A small kommun of invented people, and short ways to make what a test is not about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motions import audit
from motions.actor import acting
from motions.models import (
    Anvandare,
    Arende,
    Arendetyp,
    AttSats,
    Avsnittsmall,
    Befattning,
    Beslutssatsmall,
    Bradskandeuppdrag,
    Delegationspunkt,
    Enhet,
    Fortroendeuppdrag,
    Fortroendevald,
    Forvaltning,
    Godkannandesteg,
    Klassificering,
    Kommun,
    Motion,
    Motionar,
    Organ,
    Personalforetradare,
    Platser,
    Remiss,
    Remittent,
    Roll,
    Vikariat,
    utfarda_dnr,
)

START = date(2023, 1, 1)
LOSENORD = "ett-langt-losenord-2026"


@dataclass
class Varld:
    """The kommun of the tests. `andra_*` belong to the other nämnd and its förvaltning."""

    kommun: Kommun
    organ: Organ
    andra_organ: Organ
    enhet: Enhet
    arendetyp: Arendetyp
    klass: Klassificering
    remittent: Remittent
    handlaggare: Anvandare
    kollega: Anvandare
    registrator: Anvandare
    avdelningschef: Anvandare
    forvaltningschef: Anvandare
    sekreterare: Anvandare
    revisor: Anvandare
    ordforande: Anvandare
    justerare: Anvandare
    andra_handlaggare: Anvandare
    andra_registrator: Anvandare
    andra_sekreterare: Anvandare
    andra_avdelningschef: Anvandare
    andra_forvaltningschef: Anvandare
    uppdrag: list[Fortroendeuppdrag]
    at: datetime

    def alla(self) -> dict[str, Anvandare]:
        """Every user by field name."""
        return {k: v for k, v in vars(self).items() if isinstance(v, Anvandare)}


def anvandare(username: str, fornamn: str, efternamn: str, titel: str = "") -> Anvandare:
    """A user with the common password."""
    user = Anvandare(
        username=username,
        first_name=fornamn,
        last_name=efternamn,
        titel=titel,
        email=f"{username}@exempel.invalid",
    )
    user.set_password(LOSENORD)
    user.save()
    return user


def administrator() -> Anvandare:
    """One who keeps the registers and has no role at all."""
    user = anvandare("ada", "Ada", "Min", "systemförvaltare")
    user.is_superuser = True
    user.save()
    return user


def fyll_registren(varld: Varld) -> None:
    """Something in each of the registers that are else empty."""
    b = Befattning.objects.filter(roll=Roll.AVDELNINGSCHEF).earliest("pk")
    Vikariat.objects.create(
        befattning=b, vikarie=varld.kollega, fran_on=START, till_on=START + timedelta(9), grund="Semester"
    )
    Personalforetradare.objects.create(
        organ=varld.organ, namn="Runa Hall", organisation="Saco", fran_on=START
    )
    Delegationspunkt.objects.create(
        organ=varld.andra_organ, beteckning="3.2", avser="Yttrande", fran_on=START
    )
    Bradskandeuppdrag.objects.create(organ=varld.andra_organ, fran_on=START)


def befattning(user: Anvandare, roll: Roll, **omrade: Any) -> Befattning:
    """A role from the beginning of the mandate period, without an end."""
    return Befattning.objects.create(anvandare=user, roll=roll, fran_on=START, **omrade)


def _namnd(
    kommun: Kommun, namn: str, kort: str, forvaltning: str, klass: Klassificering
) -> tuple[Organ, Enhet, Arendetyp]:
    f = Forvaltning.objects.create(kommun=kommun, namn=forvaltning, epost=f"{kort.lower()}@exempel.invalid")
    enhet = Enhet.objects.create(forvaltning=f, namn=f"Utveckling {kort}")
    organ = Organ.objects.create(
        kommun=kommun, forvaltning=f, namn=namn, kortnamn=kort, forvaringsplats=f"{forvaltning}, registrator"
    )
    Platser.objects.create(organ=organ, antal=5, fran_on=START)
    for ordning, roll in enumerate((Roll.AVDELNINGSCHEF, Roll.FORVALTNINGSCHEF), start=1):
        Godkannandesteg.objects.create(organ=organ, ordning=ordning, roll=roll)
    typ = Arendetyp.objects.create(forvaltning=f, namn="Remiss", klassificering=klass)
    avsnitt = [
        ("sammanfattning", "Sammanfattning"),
        ("bakgrund", "Bakgrund"),
        ("arendet", "Ärendet"),
        ("beredning", "Ärendets beredning"),
        ("synpunkter", "Förvaltningens synpunkter och förslag"),
    ]
    for ordning, (nyckel, rubrik) in enumerate(avsnitt, start=1):
        Avsnittsmall.objects.create(arendetyp=typ, nyckel=nyckel, rubrik=rubrik, ordning=ordning)
    Beslutssatsmall.objects.create(
        organ=organ,
        slag="svar",
        namn="Överlämna utlåtandet som svar",
        text="{namnd} överlämnar förvaltningens tjänsteutlåtande till {mottagare} som svar på remissen.",
        ordning=1,
    )
    Beslutssatsmall.objects.create(
        organ=organ,
        slag="omedelbar_justering",
        namn="Justera omedelbart",
        text="{namnd} justerar paragrafen omedelbart.",
        ordning=2,
    )
    return organ, enhet, typ


def bygg_varld(at: datetime) -> Varld:
    """Make the kommun. The rows' author is the registrator."""
    kommun = Kommun(namn="Norrby kommun")
    registrator = anvandare_utan_aktor("olle", "Olle", "Ström", "registrator")
    with acting(registrator):
        kommun.save()
        klass = Klassificering.objects.create(kommun=kommun, kod="1.6", namn="Yttranden", fran_on=START)
        organ, enhet, typ = _namnd(
            kommun, "Arbetsmarknadsnämnden", "AMN", "Arbetsmarknadsförvaltningen", klass
        )
        andra, andra_enhet, _ = _namnd(kommun, "Socialnämnden", "SN", "Socialförvaltningen", klass)
        remittent = Remittent.objects.create(
            kommun=kommun, namn="Kommunstyrelsen", epost="ks@exempel.invalid"
        )
        personer = {
            "registrator": registrator,
            "handlaggare": anvandare("anna", "Anna", "Berg", "utredare"),
            "kollega": anvandare("bo", "Bo", "Dahl", "utredare"),
            "avdelningschef": anvandare("karin", "Karin", "Ek", "avdelningschef"),
            "forvaltningschef": anvandare("lars", "Lars", "Frid", "förvaltningschef"),
            "sekreterare": anvandare("maria", "Maria", "Holm", "nämndsekreterare"),
            "revisor": anvandare("rut", "Rut", "Lund", "revisor"),
            "ordforande": anvandare("kl", "Katja", "Lind"),
            "justerare": anvandare("sr", "Sami", "Rask"),
            "andra_handlaggare": anvandare("eva", "Eva", "Norr", "utredare"),
            "andra_registrator": anvandare("ove", "Ove", "Sand", "registrator"),
            "andra_sekreterare": anvandare("ylva", "Ylva", "Gran", "nämndsekreterare"),
            "andra_avdelningschef": anvandare("hans", "Hans", "Bäck", "avdelningschef"),
            "andra_forvaltningschef": anvandare("siv", "Siv", "Åhl", "förvaltningschef"),
        }
        befattning(registrator, Roll.REGISTRATOR, organ=organ)
        befattning(personer["handlaggare"], Roll.HANDLAGGARE, enhet=enhet)
        befattning(personer["kollega"], Roll.HANDLAGGARE, enhet=enhet)
        befattning(personer["avdelningschef"], Roll.AVDELNINGSCHEF, enhet=enhet)
        befattning(personer["forvaltningschef"], Roll.FORVALTNINGSCHEF, forvaltning=organ.forvaltning)
        befattning(personer["sekreterare"], Roll.NAMNDSEKRETERARE, organ=organ)
        befattning(personer["revisor"], Roll.REVISOR, kommun=kommun)
        befattning(personer["andra_handlaggare"], Roll.HANDLAGGARE, enhet=andra_enhet)
        befattning(personer["andra_registrator"], Roll.REGISTRATOR, organ=andra)
        befattning(personer["andra_sekreterare"], Roll.NAMNDSEKRETERARE, organ=andra)
        befattning(personer["andra_avdelningschef"], Roll.AVDELNINGSCHEF, enhet=andra_enhet)
        befattning(personer["andra_forvaltningschef"], Roll.FORVALTNINGSCHEF, forvaltning=andra.forvaltning)
        uppdrag = _uppdrag(kommun, organ, personer)
        _uppdrag(kommun, andra, {})
        audit.sag_raderna("bevis.varld", by=registrator, at=at)
    return Varld(
        kommun=kommun,
        organ=organ,
        andra_organ=andra,
        enhet=enhet,
        arendetyp=typ,
        klass=klass,
        remittent=remittent,
        uppdrag=uppdrag,
        at=at,
        **personer,
    )


def anvandare_utan_aktor(username: str, fornamn: str, efternamn: str, titel: str) -> Anvandare:
    """The first user of a database, who is the author of the own row."""
    user = Anvandare(username=username, first_name=fornamn, last_name=efternamn, titel=titel)
    user.email = f"{username}@exempel.invalid"
    user.set_password(LOSENORD)
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    user.save()
    del user.skip_history_when_saving  # type: ignore[attr-defined]
    return user


def _uppdrag(kommun: Kommun, organ: Organ, personer: dict[str, Anvandare]) -> list[Fortroendeuppdrag]:
    rader = [
        ("ordforande", "Katja", "Lind", "C", 1),
        ("andre_vice", "Sami", "Rask", "S", 2),
        ("ledamot", "Pia", "Sand", "M", 3),
        ("ledamot", "Rut", "Mohlin", "V", 4),
        ("ledamot", "Mats", "Vest", "SD", 5),
        ("ersattare", "Ola", "Bäck", "C", 1),
        ("ersattare", "Ida", "Dal", "S", 2),
    ]
    konton = {"Katja": personer.get("ordforande"), "Sami": personer.get("justerare")}
    gjorda = []
    for roll, fornamn, efternamn, parti, plats in rader:
        person = Fortroendevald.objects.create(
            kommun=kommun, fornamn=fornamn, efternamn=efternamn, parti=parti, anvandare=konton.get(fornamn)
        )
        gjorda.append(
            Fortroendeuppdrag.objects.create(
                fortroendevald=person,
                organ=organ,
                roll=roll,
                plats=plats,
                parti=parti,
                fran_on=START,
                inkallelseordning=plats if roll == "ersattare" else None,
            )
        )
    return gjorda


def motion(varld: Varld, *, nummer: int | None = 51, attsatser: int = 2) -> Motion:
    """A motion with two movers and some att-satser."""
    m = Motion.objects.create(
        kommun=varld.kommun, ar=2026, nummer=nummer, titel="om traineeprogram för kommunen"
    )
    for ordning, (namn, parti) in enumerate((("Per Ek", "MP"), ("Sara Lund", "MP")), start=1):
        Motionar.objects.create(motion=m, namn=namn, parti=parti, ordning=ordning)
    for n in range(1, attsatser + 1):
        AttSats.objects.create(motion=m, nummer=n, text=f"att kommunen gör sak {n}")
    return m


def arende(varld: Varld, *, organ: Organ | None = None, med_motion: bool = False, **fields: Any) -> Arende:
    """A registered ärende with its remiss, as the registrator leaves it (for tests that are not about registering)."""
    organ = organ or varld.organ
    today = varld.at.date()
    lopnr, dnr = utfarda_dnr(organ, varld.klass, ar=today.year)
    a = Arende.objects.create(
        **{
            "organ": organ,
            "arendetyp": Arendetyp.objects.get(forvaltning=organ.forvaltning),
            "klassificering": varld.klass,
            "ursprung": "motion" if med_motion else "remiss",
            "ar": today.year,
            "lopnummer": lopnr,
            "dnr": dnr,
            "titel": f"Remiss om sak {lopnr}",
            "offentlig_titel": f"Remiss om sak {lopnr}",
            "inkommen_on": today,
            "frist_on": today + timedelta(days=60),
            "state_since": varld.at,
            "registrerad_at": varld.at,
            "registrerad_by": varld.registrator,
            **fields,
        }
    )
    Remiss.objects.create(
        arende=a,
        remittent=varld.remittent,
        remittentens_dnr=f"KS 2026/{700 + lopnr}",
        ursprunglig_remisstid_on=a.frist_on,
        remisstid_on=a.frist_on,
    )
    if med_motion:
        a.motioner.add(motion(varld, nummer=50 + lopnr))
    return a


def stadsdelsnamnd(varld: Varld) -> Organ:
    """A third nämnd, with numbers of its own kind, a förvaltningsgrupp, and one perspektiv that it must look at."""
    klass = Klassificering.objects.create(kommun=varld.kommun, kod="1.5.1", namn="Remisser", fran_on=START)
    organ, enhet, typ = _namnd(
        varld.kommun, "Norra stadsdelsnämnden", "NSDN", "Norra stadsdelsförvaltningen", klass
    )
    organ.dnr_monster = "{klass}-{lopnr}-{ar}"
    organ.save()
    typ.forvaltningsgrupp, typ.perspektiv = True, ["jamstalldhet"]
    typ.save()
    sats = organ.beslutssatsmallar.get(slag="svar")
    sats.text = "Stadsdelsnämnden överlämnar detta tjänsteutlåtande som svar på remissen."
    sats.save()
    befattning(anvandare("tove", "Tove", "Alm", "registrator"), Roll.REGISTRATOR, organ=organ)
    befattning(anvandare("nils", "Nils", "Hav", "utredare"), Roll.HANDLAGGARE, enhet=enhet)
    befattning(anvandare("gun", "Gun", "Lo", "verksamhetsområdeschef"), Roll.AVDELNINGSCHEF, enhet=enhet)
    befattning(
        anvandare("ake", "Åke", "Ström", "stadsdelsdirektör"),
        Roll.FORVALTNINGSCHEF,
        forvaltning=organ.forvaltning,
    )
    befattning(anvandare("ulla", "Ulla", "Skog", "nämndsekreterare"), Roll.NAMNDSEKRETERARE, organ=organ)
    _uppdrag(varld.kommun, organ, {})
    return organ
