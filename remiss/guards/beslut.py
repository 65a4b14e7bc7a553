"""What may be moved, decided and said in a § while the sammanträde lasts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from motions import beslutsgang, paragraf
from motions.models import (
    Anvandare,
    BeslutSlag,
    Fortroendeuppdrag,
    Jav,
    Punkt,
    Sammantrade,
    SvarSlag,
    UttalandeSlag,
    YrkandeSlag,
    YrkandeTillstand,
)
from motions.states import MED_OPPEN_LISTA, ArendeState, SammantradeState
from remiss.facts.beslut import (
    AnmalJav,
    AtertaYrkande,
    LamnaUttalandetext,
    RegistreraBeslut,
    RegistreraUttalande,
    RegistreraYrkande,
    TaBortJav,
    UpphavBeslut,
)
from remiss.guards.delegation import saknar_godkand_text
from remiss.hinder import Hinder, Varning

MED_TEXT = (YrkandeSlag.ANDRING, YrkandeSlag.TILLAGG, YrkandeSlag.EGET_FORSLAG)
GAR_ATT_GORA_OM = (ArendeState.BESLUTAT, ArendeState.BORDLAGT, ArendeState.ATERREMITTERAT)
FORMELLA = {YrkandeSlag.ATERREMISS: BeslutSlag.ATERREMISS, YrkandeSlag.BORDLAGGNING: BeslutSlag.BORDLAGT}


def _namn(uppdrag: Fortroendeuppdrag) -> str:
    return f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})"


def _hor_hit(sammantrade: Sammantrade, punkt: Punkt) -> list[Hinder]:
    """The § is one of this sammanträde, has not utgått, and its text has not left."""
    if punkt.sammantrade_id != sammantrade.pk:
        return [Hinder("Punkten hör till ett annat sammanträde.")]
    if punkt.utgatt_at is not None:
        return [Hinder(f"§ {punkt.paragraf} har utgått: {punkt.utgatt_skal}")]
    if paragraf.ar_last(punkt):
        protokoll = paragraf.protokoll_of(punkt)
        return [
            Hinder(
                f"§ {punkt.paragraf} har skickats för justering och kan inte ändras.",
                reverse("protokoll", args=[protokoll.pk]) if protokoll else "",
                "Visa protokollet",
            )
        ]
    return []


def _oppen(sammantrade: Sammantrade, punkt: Punkt) -> list[Hinder]:
    hinder = _hor_hit(sammantrade, punkt)
    if not hinder and paragraf.gallande_beslut(punkt):
        hinder = [
            Hinder(
                f"§ {punkt.paragraf} är redan avgjord. Gör om beslutet först.",
                reverse("punkt", args=[punkt.pk]),
                "Till paragrafen",
            )
        ]
    return hinder


def anmal_jav(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: AnmalJav | None) -> list[Hinder]:
    """The § is open; who declares jäv was in the room, and who steps in was there and did not serve (KL 6:28-30)."""
    if facts is None:
        return []
    return _oppen(sammantrade, facts.punkt) or _jav(facts.punkt, facts)


def ta_bort_jav(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: TaBortJav | None
) -> list[Hinder]:
    """The § is open, and whoever stepped in has moved nothing there."""
    if facts is None:
        return []
    return _oppen(sammantrade, facts.jav.punkt) or _ta_bort_jav(facts.jav)


def aterta_yrkande(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: AtertaYrkande | None
) -> list[Hinder]:
    """The § is open and the yrkande stands."""
    if facts is None:
        return []
    hinder = _oppen(sammantrade, facts.yrkande.punkt)
    if not hinder and facts.yrkande.tillstand == YrkandeTillstand.ATERTAGET:
        return [Hinder("Yrkandet är redan återtaget.")]
    return hinder


def _jav(punkt: Punkt, facts: AnmalJav) -> list[Hinder]:
    """Who declares jäv was in the room; who steps in was there and did not serve (KL 6:30)."""
    uppdrag, ersattare = facts.uppdrag, facts.ersattare
    hinder = []
    if punkt.jav.filter(uppdrag=uppdrag).exists():
        return [Hinder(f"{_namn(uppdrag)} har redan anmält jäv i § {punkt.paragraf}.")]
    if uppdrag not in paragraf.narvarande(punkt):
        hinder.append(Hinder(f"{_namn(uppdrag)} är inte närvarande i § {punkt.paragraf}."))
    if not facts.grund.strip():
        hinder.append(Hinder("Ange grunden för jävet (KL 6:28)."))
    if ersattare is not None:
        if ersattare == uppdrag or ersattare not in paragraf.narvarande(punkt):
            hinder.append(Hinder(f"{_namn(ersattare)} är inte närvarande i § {punkt.paragraf}."))
        elif ersattare in paragraf.tjanstgorande(punkt):
            hinder.append(Hinder(f"{_namn(ersattare)} tjänstgör redan i § {punkt.paragraf}."))
        if uppdrag not in paragraf.tjanstgorande(punkt):
            hinder.append(Hinder(f"{_namn(uppdrag)} tjänstgör inte, så ingen ersättare behövs."))
    return hinder


def _ta_bort_jav(jav: Jav) -> list[Hinder]:
    """What whoever stepped in has moved or joined falls with the right to serve: it is withdrawn first."""
    inne = jav.ersattare
    if inne is None:
        return []
    har_yrkat = jav.punkt.yrkanden.exclude(tillstand=YrkandeTillstand.ATERTAGET).filter(
        Q(uppdrag=inne) | Q(instammanden__uppdrag=inne)
    )
    if not har_yrkat.exists():
        return []
    return [
        Hinder(
            f"{_namn(inne)} trädde in och har yrkat eller instämt i § {jav.punkt.paragraf}. Återta yrkandet först."
        )
    ]


def yrkande(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: RegistreraYrkande | None
) -> list[Hinder]:
    """Only who serves may move or join (KL 4:22; ux A5); what is moved must have something to aim at."""
    if facts is None:
        return []
    punkt = facts.punkt
    hinder = _oppen(sammantrade, punkt)
    if hinder:
        return hinder
    i_tjanst = paragraf.tjanstgorande(punkt)
    if facts.uppdrag not in i_tjanst:
        hinder.append(
            Hinder(
                f"{_namn(facts.uppdrag)} tjänstgör inte i § {punkt.paragraf}. "
                "Bara den som tjänstgör får yrka."
            )
        )
    hinder += [
        Hinder(f"{_namn(u)} tjänstgör inte i § {punkt.paragraf} och kan inte instämma.")
        for u in facts.instammande
        if u not in i_tjanst
    ]
    return hinder + _yrkandets_mal(punkt, facts)


def _yrkandets_mal(punkt: Punkt, facts: RegistreraYrkande) -> list[Hinder]:
    slag = facts.slag
    forslag = getattr(punkt, "huvudforslag", None)
    mal_yrkande, mal_punkt = facts.mal_yrkande, facts.mal_forslagspunkt
    hinder = []
    if mal_yrkande is not None and mal_yrkande.punkt_id != punkt.pk:
        hinder.append(Hinder("Yrkandet gäller ett yrkande i en annan paragraf."))
    if mal_punkt is not None and (forslag is None or mal_punkt.huvudforslag_id != forslag.pk):
        hinder.append(Hinder("Yrkandet gäller en punkt i ett annat förslag."))
    if slag in (YrkandeSlag.BIFALL, YrkandeSlag.AVSLAG) and forslag is None and mal_yrkande is None:
        hinder.append(Hinder("Paragrafen har inget förslag att bifalla eller avslå. Yrka ett eget förslag."))
    if slag == YrkandeSlag.BIFALL_MOTION and not punkt.arenden.filter(motioner__isnull=False).exists():
        hinder.append(Hinder("Ärendet har ingen motion att bifalla."))
    if slag in MED_TEXT and not [t for t in facts.punkter if t.strip()]:
        hinder.append(Hinder("Skriv vad som yrkas."))
    if slag == YrkandeSlag.ATERREMISS and not facts.motiv.strip():
        hinder.append(Hinder("Skriv varför ärendet ska återremitteras och vad som ska göras."))
    return hinder


def registrera(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: RegistreraBeslut | None
) -> list[Hinder]:
    """A beslut in an open §, whole in itself (KL 5:67), whose svar is what was adopted (design 5.1)."""
    if facts is None:
        return []
    punkt = facts.punkt
    hinder = _oppen(sammantrade, punkt)
    if hinder:
        return hinder
    if punkt.information:
        return [Hinder(f"§ {punkt.paragraf} är bara information. Beslutet fattas i ärendets andra paragraf.")]
    hinder += [
        Hinder(f"{a.dnr} är inte kallat till sammanträdet.", reverse("arende", args=[a.pk]), "Visa ärendet")
        for a in punkt.arenden.all()
        if a.state != ArendeState.KALLAT
    ]
    i_tjanst = paragraf.tjanstgorande(punkt)
    if not i_tjanst:
        hinder.append(Hinder(f"Ingen tjänstgör i § {punkt.paragraf}."))
    hinder += [
        Hinder(f"{_namn(u)} tjänstgör inte i § {punkt.paragraf} och behöver inte avstå.")
        for u in facts.deltar_inte
        if u not in i_tjanst
    ]
    if facts.omedelbar_justering and not sammantrade.justerare.exists():
        hinder.append(
            Hinder(
                "Välj justerare innan en paragraf justeras omedelbart.",
                reverse("akt", args=["sammantrade", sammantrade.pk, "valj_justerare"]),
                "Välj justerare",
            )
        )
    return hinder + _beslutets_utfall(punkt, facts) + _svaret(punkt, facts)


def _beslutets_utfall(punkt: Punkt, facts: RegistreraBeslut) -> list[Hinder]:
    """Each yrkande has an outcome that fits the beslut (KL 5:67 p. 1 and 4)."""
    slag, utfall = facts.slag, facts.yrkandeutfall or {}
    hinder = []
    if slag == BeslutSlag.AVGJORT:
        if not [p for p in facts.punkter if p.text.strip()]:
            hinder.append(Hinder("Skriv vad nämnden beslutade."))
    elif not facts.villkor.strip():
        hinder.append(
            Hinder(
                "Skriv till när ärendet bordläggs."
                if slag == BeslutSlag.BORDLAGT
                else "Skriv varför ärendet återremitteras och vad som ska göras."
            )
        )
    for y in paragraf.levande(punkt):
        vad = f"Yrkandet från {_namn(y.uppdrag)} om {y.get_slag_display().lower()}"
        svar = utfall.get(y.pk, YrkandeTillstand.FRAMSTALLT)
        if svar not in (YrkandeTillstand.BIFALLET, YrkandeTillstand.AVSLAGET, YrkandeTillstand.FORFALLET):
            hinder.append(Hinder(f"{vad} saknar utfall. Ange om det bifölls, avslogs eller förföll."))
        elif (
            svar == YrkandeTillstand.BIFALLET and y.slag in FORMELLA and FORMELLA[YrkandeSlag(y.slag)] != slag
        ):
            hinder.append(Hinder(f"{vad} är bifallet, men beslutet säger något annat."))
    return hinder


def _svaret(punkt: Punkt, facts: RegistreraBeslut) -> list[Hinder]:
    """A rejected förslag never leaves as the svar (design 5.1)."""
    slag, svar = facts.slag, facts.svar
    text = facts.svar_text.strip()
    if svar == SvarSlag.INGET:
        return []
    if slag != BeslutSlag.AVGJORT:
        return [Hinder("Ett ärende som inte avgjordes ger inget svar.")]
    if not punkt.arenden.exists():
        return [Hinder("Paragrafen har inget ärende att svara i.")]
    if svar == SvarSlag.EGET:
        return [] if text else [Hinder("Skriv nämndens eget yttrande.")]
    if svar == SvarSlag.AVSTAR:
        return [] if text else [Hinder("Skriv brevet som talar om att nämnden avstår från att yttra sig.")]
    forslag = getattr(punkt, "huvudforslag", None)
    if forslag is None or forslag.version_id is None:
        return [Hinder("Det finns inget tjänsteutlåtande att lämna som svar.")]
    utfall = facts.yrkandeutfall or {}
    foll = paragraf.forslaget_foll(punkt, [p.forslagspunkt for p in facts.punkter if p.forslagspunkt], utfall)
    if svar == SvarSlag.UTLATANDE and foll:
        return [
            Hinder(
                "Förvaltningens förslag föll, så tjänsteutlåtandet kan inte lämnas som svar. "
                "Välj nämndens eget yttrande, "
                "tjänsteutlåtandet med nämndens ändring eller inget svar."
            )
        ]
    if svar == SvarSlag.MED_ANDRING:
        if foll and not paragraf.andring_antagen(punkt, utfall):
            return [
                Hinder(
                    "Förvaltningens förslag föll och ingen ändring av det antogs. "
                    "Välj nämndens eget yttrande."
                )
            ]
        if not text:
            return [Hinder("Skriv nämndens ändring av tjänsteutlåtandet.")]
    return []


def utan_beslutsforhet(
    sammantrade: Sammantrade, facts: RegistreraBeslut | None, by: Anvandare, at: datetime
) -> list[Varning]:
    """What is irregular about deciding the § now and is still recorded: no quorum (KL 6:27)."""
    return [] if facts is None else beslutsvarningar(facts.punkt)


def beslutsvarningar(punkt: Punkt) -> list[Varning]:
    """As utan_beslutsforhet, of a § whose beslut has not been written yet."""
    forhet = paragraf.beslutsforhet(punkt)
    if forhet:
        return []
    return [Varning("inte_beslutsfor", f"Nämnden är inte beslutsför: {forhet.skal} ({forhet.lagrum})")]


def upphav(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: UpphavBeslut | None) -> list[Hinder]:
    """What was recorded can be recorded anew until the text has left, unless the ärende has gone on."""
    if facts is None:
        return []
    punkt = facts.punkt
    hinder = _hor_hit(sammantrade, punkt)
    if hinder:
        return hinder
    beslut = paragraf.gallande_beslut(punkt)
    if beslut is None:
        return [Hinder(f"§ {punkt.paragraf} är inte avgjord.")]
    if not facts.skal.strip():
        hinder.append(Hinder("Skriv varför beslutet görs om."))
    for arende in punkt.arenden.all():
        # A text that has been opened again is no longer the one that the § was about.
        if arende.state not in GAR_ATT_GORA_OM or (
            arende.state == ArendeState.ATERREMITTERAT and saknar_godkand_text(arende)
        ):
            hinder.append(
                Hinder(
                    f"{arende.dnr} har gått vidare efter beslutet och kan inte tas tillbaka till paragrafen.",
                    reverse("arende", args=[arende.pk]),
                    "Visa ärendet",
                )
            )
        elif arende.punkter.filter(sammantrade__state__in=MED_OPPEN_LISTA, utgatt_at__isnull=True).exists():
            hinder.append(
                Hinder(
                    f"{arende.dnr} är redan uppsatt på nästa sammanträde. Ta bort det därifrån först.",
                    reverse("arende", args=[arende.pk]),
                    "Visa ärendet",
                )
            )
    return hinder


def uttalande(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: RegistreraUttalande | None
) -> list[Hinder]:
    """Who may leave which statement; a reservation before the sitting ends (KL 4:27, domain 1.21-22)."""
    if facts is None:
        return []
    punkt = facts.punkt
    hinder = _hor_hit(sammantrade, punkt)
    if hinder:
        return hinder
    slag = UttalandeSlag(facts.slag)
    if slag == UttalandeSlag.RESERVATION and sammantrade.state != SammantradeState.PAGAR:
        return [Hinder("En reservation måste anmälas innan sammanträdet avslutas (KL 4:27).")]
    if facts.instammer_i is not None and facts.instammer_i.punkt_id != punkt.pk:
        return [Hinder("Uttalandet som det instäms i hör till en annan paragraf.")]
    beslut = paragraf.gallande_beslut(punkt)
    if slag == UttalandeSlag.RESERVATION and beslut is None:
        return [Hinder("Ingen kan reservera sig innan beslutet är fattat (KL 4:27).")]
    gallt = facts.beslutspunkt
    if gallt is not None and (beslut is None or gallt.beslut_id != beslut.pk):
        hinder.append(Hinder("Beslutspunkten hör inte till beslutet i paragrafen."))
    avlamnare = [rad.uppdrag for rad in facts.avlamnare]
    if not avlamnare:
        hinder.append(Hinder("Välj vem som lämnar uttalandet."))
    avstod = set(beslut.deltar_inte.values_list("uppdrag_id", flat=True)) if beslut else set()
    i_tjanst, i_salen = paragraf.tjanstgorande(punkt), paragraf.narvarande(punkt)
    for u in avlamnare:
        skal = beslutsgang.far_lamna(
            slag,
            tjanstgor=u in i_tjanst,
            deltog=u in i_tjanst,
            avstod=u.pk in avstod,
            ersattare=bool(u.ersattare),
            tillatna={UttalandeSlag(s) for s in sammantrade.organ.uttalanden},
        )
        if u not in i_salen and not skal:
            skal = [f"Den som inte är närvarande i § {punkt.paragraf} kan inte lämna något uttalande."]
        hinder += [Hinder(f"{_namn(u)}: {s}") for s in skal]
    return hinder


def uttalandetext(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: LamnaUttalandetext | None
) -> list[Hinder]:
    """The text may come until the protokoll is sent for justering (domain 1.21)."""
    if facts is None:
        return []
    punkt = facts.uttalande.punkt
    hinder = _hor_hit(sammantrade, punkt)
    if not hinder and not facts.text.strip():
        hinder = [Hinder("Skriv eller klistra in texten.")]
    return hinder
