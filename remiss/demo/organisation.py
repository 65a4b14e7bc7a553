"""Norrby kommun: its organ, förvaltningar, people, remittenter and everything that is set up before the first ärende."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motions.models import (
    Anvandare,
    Arendetyp,
    Avsnittsmall,
    Befattning,
    Beslutssatsmall,
    BeslutssatsSlag,
    Bradskandeuppdrag,
    Delegationspunkt,
    Enhet,
    Fortroendeuppdrag,
    Fortroendevald,
    Forvaltning,
    Godkannandesteg,
    Klassificering,
    Kommun,
    Organ,
    Paragrafnumrering,
    Personalforetradare,
    Platser,
    Remittent,
    Roll,
    Uppdragsroll,
    Vidaredelegation,
)
from remiss.demo.people import (
    AMN_TJANST,
    AMN_VALDA,
    ARBETE,
    INSATSER,
    KLIMAT,
    MILJO,
    MN_TJANST,
    MN_VALDA,
    REVISOR,
    Politiker,
    Tjansteperson,
)

KOMMUN = "Norrby kommun"
SYSTEMET = "demo"
"""The user that the rows of the organisation are written by; it cannot log in."""

REMITTENTER = (
    ("Kommunstyrelsen", "kommunstyrelsen@norrby.example", "Stadshuset, 555 80 Norrby"),
    ("Kommunfullmäktige", "fullmaktige@norrby.example", "Stadshuset, 555 80 Norrby"),
    ("Länsstyrelsen i Norra länet", "remisser@lansstyrelsen.example", "Residensgatan 2, 555 86 Norrby"),
    ("Region Norra", "diariet@region.example", "Regionens hus, 555 82 Norrby"),
    ("Samordningsförbundet Norra", "info@samordning.example", "Storgatan 14, 555 81 Norrby"),
)
KLASSER = (
    ("1.6.1", "Remisser från fullmäktige och kommunstyrelsen"),
    ("1.6.2", "Motioner på remiss"),
    ("1.6.3", "Remisser från andra myndigheter"),
    ("3.4.1", "Arbetsmarknadsinsatser"),
    ("4.2.1", "Klimat och energi"),
)
AVSNITT = (
    (
        "sammanfattning",
        "Sammanfattning",
        True,
        "Vem frågar, vad gäller det och vad tycker förvaltningen? Högst en sida.",
    ),
    ("bakgrund", "Bakgrund", True, "Vem har skickat remissen, varför, och när ska svaret ha kommit in?"),
    ("arendet", "Ärendet", True, "Beskriv förslaget neutralt, utan egna omdömen."),
    ("beredning", "Ärendets beredning", True, "Vilka har deltagit, och vilka har ni samrått med?"),
    (
        "jamstalldhet",
        "Jämställdhet",
        False,
        "Skiljer sig följderna åt mellan kvinnor och män, flickor och pojkar?",
    ),
    ("barn", "Barnets bästa", False, "Vilka barn berörs, och hur? (barnkonventionen artikel 3)"),
    ("synpunkter", "Förvaltningens synpunkter och förslag", True, "Vad tycker förvaltningen, och varför?"),
)
SATSER = (
    (
        BeslutssatsSlag.SVAR,
        "Överlämna utlåtandet som svar",
        "{namnd} överlämnar förvaltningens tjänsteutlåtande till {mottagare} som svar på remissen.",
    ),
    (
        BeslutssatsSlag.SVAR,
        "Åberopa utlåtandet som eget yttrande",
        "{namnd} godkänner tjänsteutlåtandet och åberopar det som sitt yttrande till {mottagare}.",
    ),
    (
        BeslutssatsSlag.SVAR,
        "Hänvisa till utlåtandet",
        "{namnd} hänvisar till förvaltningens tjänsteutlåtande som svar på remissen från {mottagare}.",
    ),
    (
        BeslutssatsSlag.OVRIGT,
        "Föreslå att motionen anses besvarad",
        "{namnd} föreslår att fullmäktige anser motionen besvarad med det som sägs i utlåtandet.",
    ),
    (
        BeslutssatsSlag.OVRIGT,
        "Ge förvaltningen ett uppdrag",
        "{namnd} ger förvaltningen i uppdrag att {uppdrag} och att redovisa det senast den {datum}.",
    ),
    (
        BeslutssatsSlag.OMEDELBAR_JUSTERING,
        "Justera omedelbart",
        "{namnd} beslutar att justera paragrafen omedelbart.",
    ),
)


@dataclass
class Namnd:
    """A nämnd of the demo with its people by account name and its elected by surname."""

    organ: Organ
    enheter: dict[str, Enhet]
    remisstyp: Arendetyp
    motionstyp: Arendetyp
    personal: dict[str, Anvandare]
    uppdrag: dict[str, Fortroendeuppdrag]
    registrator: Anvandare
    sekreterare: Anvandare
    fordelare: Anvandare
    chefer: list[Anvandare]
    plats: str


@dataclass
class Organisation:
    """The whole kommun, keyed by the short names of its nämnder."""

    kommun: Kommun
    klasser: dict[str, Klassificering]
    namnder: dict[str, Namnd]


def systemanvandare() -> Anvandare:
    """The author of the organisation's rows, and of its own: made before anyone can be named as actor."""
    user = Anvandare(
        username=SYSTEMET,
        first_name="Demo",
        last_name="Norrby",
        titel="Lägger upp demokommunen",
        is_active=False,
    )
    user.set_unusable_password()
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    user.save()
    del user.skip_history_when_saving  # type: ignore[attr-defined]
    return user


def bygg(start: date) -> Organisation:
    """Make the organisation as it is from `start`. The caller names the actor."""
    kommun = Kommun.objects.create(
        namn=KOMMUN, anslagstavla="Norrby kommuns digitala anslagstavla, www.norrby.example/anslag"
    )
    klasser = {
        kod: Klassificering.objects.create(kommun=kommun, kod=kod, namn=namn, fran_on=start)
        for kod, namn in KLASSER
    }
    for namn, epost, adress in REMITTENTER:
        Remittent.objects.create(kommun=kommun, namn=namn, epost=epost, adress=adress)
    revisor = _konto(REVISOR)
    Befattning.objects.create(anvandare=revisor, roll=REVISOR.roll, kommun=kommun, fran_on=start)
    return Organisation(
        kommun, klasser, {"AMN": _amn(kommun, klasser, start), "MN": _mn(kommun, klasser, start)}
    )


def _amn(kommun: Kommun, klasser: dict[str, Klassificering], start: date) -> Namnd:
    forvaltning = Forvaltning.objects.create(
        kommun=kommun,
        namn="Arbetsmarknadsförvaltningen",
        besoksadress="Bruksgatan 7, Norrby",
        epost="arbetsmarknad@norrby.example",
    )
    avdelning = Enhet.objects.create(forvaltning=forvaltning, namn=ARBETE)
    enhet = Enhet.objects.create(forvaltning=forvaltning, namn=INSATSER, parent=avdelning)
    organ = Organ.objects.create(
        kommun=kommun,
        forvaltning=forvaltning,
        namn="Arbetsmarknadsnämnden",
        kortnamn="AMN",
        dnr_monster="{organ} {ar}-{lopnr:04}-{klass}",
        forvaringsplats="Arbetsmarknadsförvaltningens registratur, Bruksgatan 7",
    )
    for ordning, roll in enumerate((Roll.AVDELNINGSCHEF, Roll.FORVALTNINGSCHEF), start=1):
        Godkannandesteg.objects.create(organ=organ, ordning=ordning, roll=roll)
    _delegationsordning(organ, start)
    for namn, organisation in (("Pernilla Ståhlbom", "Vision"), ("Osman Yildirim", "Kommunal")):
        Personalforetradare.objects.create(organ=organ, namn=namn, organisation=organisation, fran_on=start)
    return _namnd(
        organ,
        {ARBETE: avdelning, INSATSER: enhet},
        klasser,
        AMN_TJANST,
        AMN_VALDA,
        start,
        fordelare="robert.linner",
        plats="Sammanträdesrummet Smedjan, Bruksgatan 7",
    )


def _delegationsordning(organ: Organ, start: date) -> None:
    """What the nämnd has given away: remisser of less weight, the right to abstain, and what cannot wait."""
    Delegationspunkt.objects.create(
        organ=organ,
        beteckning="2.1",
        avser="Yttrande över remiss som inte är av principiell betydelse",
        roll=Roll.AVDELNINGSCHEF,
        fran_on=start,
    )
    avsta = Delegationspunkt.objects.create(
        organ=organ,
        beteckning="2.2",
        avser="Beslut att avstå från att yttra sig över remiss",
        omfattar_yttrande=False,
        omfattar_avsta=True,
        roll=Roll.FORVALTNINGSCHEF,
        far_vidaredelegeras=True,
        fran_on=start,
    )
    Vidaredelegation.objects.create(delegationspunkt=avsta, roll=Roll.AVDELNINGSCHEF, fran_on=start)
    Bradskandeuppdrag.objects.create(organ=organ, beslutat=f"§ 6, {start.replace(day=19)}", fran_on=start)


def _mn(kommun: Kommun, klasser: dict[str, Klassificering], start: date) -> Namnd:
    forvaltning = Forvaltning.objects.create(
        kommun=kommun,
        namn="Miljöförvaltningen",
        besoksadress="Hamngatan 3, Norrby",
        epost="miljo@norrby.example",
    )
    avdelning = Enhet.objects.create(forvaltning=forvaltning, namn=MILJO)
    enhet = Enhet.objects.create(forvaltning=forvaltning, namn=KLIMAT, parent=avdelning)
    organ = Organ.objects.create(
        kommun=kommun,
        forvaltning=forvaltning,
        namn="Miljönämnden",
        kortnamn="MN",
        dnr_monster="{klass}-{lopnr}-{ar}",
        paragrafnumrering=Paragrafnumrering.AR,
        kallelse_dagar=7,
        kallelse_arbetsdagar=False,
        stopp_dagar=3,
        forvaringsplats="Miljöförvaltningens expedition, Hamngatan 3",
    )
    Godkannandesteg.objects.create(organ=organ, ordning=1, roll=Roll.AVDELNINGSCHEF)
    Personalforetradare.objects.create(organ=organ, namn="Runa Hallgren", organisation="Saco", fran_on=start)
    return _namnd(
        organ,
        {MILJO: avdelning, KLIMAT: enhet},
        klasser,
        MN_TJANST,
        MN_VALDA,
        start,
        fordelare="tomas.edvall",
        plats="Hörsalen, Hamngatan 3",
    )


def _namnd(
    organ: Organ,
    enheter: dict[str, Enhet],
    klasser: dict[str, Klassificering],
    tjanst: tuple[Tjansteperson, ...],
    valda: tuple[Politiker, ...],
    start: date,
    *,
    fordelare: str,
    plats: str,
) -> Namnd:
    Platser.objects.create(
        organ=organ, antal=sum(p.roll != Uppdragsroll.ERSATTARE for p in valda), fran_on=start
    )
    for ordning, (slag, namn, text) in enumerate(SATSER, start=1):
        Beslutssatsmall.objects.create(organ=organ, slag=slag, namn=namn, text=text, ordning=ordning)
    personal = {p.konto: _anstall(p, organ, enheter, start) for p in tjanst}

    def med(roll: Roll) -> list[Anvandare]:
        return [personal[p.konto] for p in tjanst if p.roll == roll]

    kedja = [Roll(s.roll) for s in organ.godkannandesteg.all()]
    return Namnd(
        organ=organ,
        enheter=enheter,
        remisstyp=_arendetyp(organ, "Remiss", klasser["1.6.1"]),
        motionstyp=_arendetyp(organ, "Motion på remiss", klasser["1.6.2"]),
        personal=personal,
        uppdrag={p.efternamn: _valj(p, organ, start) for p in valda},
        registrator=med(Roll.REGISTRATOR)[0],
        sekreterare=med(Roll.NAMNDSEKRETERARE)[0],
        fordelare=personal[fordelare],
        chefer=[med(roll)[0] for roll in kedja],
        plats=plats,
    )


def _arendetyp(organ: Organ, namn: str, klass: Klassificering) -> Arendetyp:
    typ = Arendetyp.objects.create(forvaltning=organ.forvaltning, namn=namn, klassificering=klass)
    for ordning, (nyckel, rubrik, maste, hjalp) in enumerate(AVSNITT, start=1):
        Avsnittsmall.objects.create(
            arendetyp=typ, nyckel=nyckel, rubrik=rubrik, ordning=ordning, obligatoriskt=maste, hjalp=hjalp
        )
    return typ


def _konto(p: Tjansteperson) -> Anvandare:
    user = Anvandare(
        username=p.konto,
        first_name=p.fornamn,
        last_name=p.efternamn,
        titel=p.titel,
        telefon=p.telefon,
        email=f"{p.konto}@norrby.example",
        is_superuser=p.roll == Roll.REGISTRATOR,
    )
    user.set_unusable_password()
    user.save()
    return user


def _anstall(p: Tjansteperson, organ: Organ, enheter: dict[str, Enhet], start: date) -> Anvandare:
    user = _konto(p)
    if p.enhet:
        Befattning.objects.create(anvandare=user, roll=p.roll, enhet=enheter[p.enhet], fran_on=start)
    elif p.roll == Roll.FORVALTNINGSCHEF:
        Befattning.objects.create(anvandare=user, roll=p.roll, forvaltning=organ.forvaltning, fran_on=start)
    else:
        Befattning.objects.create(anvandare=user, roll=p.roll, organ=organ, fran_on=start)
    return user


def _valj(p: Politiker, organ: Organ, start: date) -> Fortroendeuppdrag:
    user = None
    if p.konto:
        user = Anvandare(
            username=p.konto, first_name=p.fornamn, last_name=p.efternamn, email=f"{p.konto}@norrby.example"
        )
        user.set_unusable_password()
        user.save()
    person = Fortroendevald.objects.create(
        kommun=organ.kommun, fornamn=p.fornamn, efternamn=p.efternamn, parti=p.parti, anvandare=user
    )
    return Fortroendeuppdrag.objects.create(
        fortroendevald=person,
        organ=organ,
        roll=p.roll,
        plats=p.plats,
        parti=p.parti,
        fran_on=start,
        inkallelseordning=p.plats if p.roll == Uppdragsroll.ERSATTARE else None,
    )
