"""What a beslut outside the sitting must be: its ground in the delegationsordning or in the nämnd's uppdrag (KL 6:37-39, 7:5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from motions.akten import akten, texten
from motions.datum import day_of
from motions.models import (
    Anvandare,
    Arende,
    Befattning,
    Beslut,
    Delegationspunkt,
    Roll,
    SvarSlag,
    Version,
    far_besluta_bradskande,
)
from motions.states import ArendeState, SammantradeState
from remiss import roles
from remiss.facts import Facts
from remiss.facts.delegation import AvstaPaDelegation, BeslutaPaDelegation, RegistreraOrdforandebeslut
from remiss.guards.arende import avskriv as star_pa_listan
from remiss.guards.arende import har_remiss
from remiss.hinder import ANNAN_TEXT, Hinder, Varning

MED_TEXT = {
    SvarSlag.EGET: "Skriv nämndens yttrande.",
    SvarSlag.AVSTAR: "Skriv brevet som talar om att nämnden avstår från att yttra sig.",
}


def antagen_version(arende: Arende) -> Version | None:
    """The frozen version that every chef of the chain has signed, or None. What nämnden has sent back is to be written on."""
    if arende.state == ArendeState.ATERREMITTERAT:
        return None
    utlatande = akten(arende).godkant
    return texten(utlatande).version if utlatande else None


def gallande(arende: Arende) -> Beslut | None:
    """The beslut of one person that stands in the ärende, or None."""
    return akten(arende).enskilt


def _motionssvar(arende: Arende) -> list[Hinder]:
    """A yttrande till fullmäktige is nämndens own, unless nämnden holds that its svar over a motion is none (KL 6:38 p. 2)."""
    if arende.organ.motionssvar_delegerbart or not akten(arende).motioner:
        return []
    return [
        Hinder(
            "Remissen gäller en motion. Ett yttrande till fullmäktige måste nämnden själv besluta om "
            "(KL 6 kap. 38 § 2). Sätt upp ärendet på ett sammanträde."
        )
    ]


def _kan_anmalas(arende: Arende, today: date) -> list[Hinder]:
    """Somebody must be able to tell nämnden of it: in a secret ärende, a nämndsekreterare who is named."""
    if not arende.sekretess:
        return []
    sekreterare = Befattning.objects.filter(roll=Roll.NAMNDSEKRETERARE, organ=arende.organ_id).utovas_av(
        today
    )
    if sekreterare.filter(behorig_till=arende).exists():
        return []
    return [
        Hinder(
            "Ingen nämndsekreterare har behörighet till det sekretessmarkerade ärendet, så beslutet kan inte "
            "anmälas för nämnden. Be registratorn ge behörighet."
        )
    ]


def _punkt(
    arende: Arende, by: Anvandare, today: date, vald: Delegationspunkt | None, *, avsta: bool
) -> list[Hinder]:
    """There is a point that covers it today and gives it to this person, and the chosen one is such a point."""
    mina = roles.delegationspunkter(by, arende, today, avsta=avsta)
    if mina and (vald is None or vald in mina):
        return []
    if mina and vald is not None:
        return [Hinder(f"Punkt {vald.beteckning} i delegationsordningen gäller inte för dig i dag.")]
    vad = "att avstå från yttrande" if avsta else "svar på remisser"
    galler = roles.galler(arende, today, avsta=avsta)
    if not galler:
        return [Hinder(f"Nämndens delegationsordning har ingen punkt om {vad} som gäller i dag.")]
    roller = " eller ".join(dict.fromkeys(Roll(r).label.lower() for p in galler for r in p.roller()))
    nummer = ", ".join(p.beteckning for p in galler)
    return [
        Hinder(
            f"Delegationsordningen (punkt {nummer}) ger beslutet till {roller} för det här ärendet, inte till dig."
        )
    ]


def _satser(satser: Sequence[str] | None) -> list[Hinder]:
    if satser is not None and not [s for s in satser if s.strip()]:
        return [Hinder("Skriv vad som beslutas.")]
    return []


def besluta_pa_delegation(
    arende: Arende, by: Anvandare, at: datetime, facts: BeslutaPaDelegation | None
) -> list[Hinder]:
    """The delegat adopts the signed text as the svar, and has not written it alone (KL 6:37-38, 7:5)."""
    hinder = star_pa_listan(arende, by, at, None) + _motionssvar(arende)
    hinder += _punkt(arende, by, day_of(at), facts.delegationspunkt if facts else None, avsta=False)
    utlatande = akten(arende).utlatande
    if utlatande is None or antagen_version(arende) is None:
        hinder.append(Hinder("Ärendet har inget godkänt tjänsteutlåtande att lämna som svar."))
    elif roles.ar_forfattare(by, utlatande):
        hinder.append(
            Hinder("Du har själv skrivit i texten. Någon annan med samma delegation måste besluta.")
        )
    elif facts is not None:
        hinder += _namngiven(arende, facts.version)
    return hinder + _kan_anmalas(arende, day_of(at)) + _satser(facts.satser if facts else None)


def _namngiven(arende: Arende, version: int | None) -> list[Hinder]:
    """The text that becomes the svar is the one that the page named."""
    antagen = antagen_version(arende)
    return [] if antagen is not None and antagen.pk == version else [Hinder(ANNAN_TEXT)]


def avsta_pa_delegation(
    arende: Arende, by: Anvandare, at: datetime, facts: AvstaPaDelegation | None
) -> list[Hinder]:
    """The delegat decides that nämnden does not answer; no text is needed but the letter that says so."""
    hinder = star_pa_listan(arende, by, at, None) + _motionssvar(arende)
    hinder += _punkt(arende, by, day_of(at), facts.delegationspunkt if facts else None, avsta=True)
    if facts is not None and not facts.svar_text.strip():
        hinder.append(Hinder(MED_TEXT[SvarSlag.AVSTAR]))
    return hinder + _kan_anmalas(arende, day_of(at)) + _satser(facts.satser if facts else None)


def registrera_ordforandebeslut(
    arende: Arende, by: Anvandare, at: datetime, facts: RegistreraOrdforandebeslut | None
) -> list[Hinder]:
    """Nämnden has given the uppdrag, the one who decided holds it that day, and why it could not wait is said (KL 6:39)."""
    today = day_of(at)
    hinder = star_pa_listan(arende, by, at, None) + _motionssvar(arende)
    fattat = facts.fattat_on if facts else today
    givna = akten(arende).bradskandeuppdrag
    ratta = far_besluta_bradskande(arende.organ, fattat, givna) if facts else []
    if not ratta and (facts is not None or not givna):
        hinder.append(
            Hinder(
                "Nämnden har inte gett ordföranden eller någon annan ledamot i uppdrag att besluta i brådskande ärenden"
                f"{'' if facts is None else f' den {fattat}'} (KL 6 kap. 39 §)."
            )
        )
    if facts is None:
        return hinder
    uppdrag = facts.uppdrag
    if ratta and uppdrag not in ratta:
        hinder.append(
            Hinder(f"{uppdrag.fortroendevald.namn} hade inte nämndens uppdrag den {fattat} (KL 6 kap. 39 §).")
        )
    if fattat > today:
        hinder.append(Hinder("Beslutet kan inte ha fattats efter i dag."))
    if fattat < arende.inkommen_on:
        hinder.append(Hinder(f"Remissen kom in {arende.inkommen_on}. Beslutet kan inte ha fattats före det."))
    if not facts.bradska.strip():
        hinder.append(Hinder("Skriv varför beslutet inte kunde vänta (KL 6 kap. 39 §)."))
    return hinder + _ordforandens_svar(arende, facts) + _satser(facts.satser)


def _ordforandens_svar(arende: Arende, facts: RegistreraOrdforandebeslut) -> list[Hinder]:
    """A svar has a remittent to go to and a text that is whole."""
    svar = SvarSlag(facts.svar)
    if svar == SvarSlag.INGET:
        return []
    if not har_remiss(arende):
        return [Hinder("Ärendet har ingen remiss att svara på. Välj att inget svar lämnas.")]
    if svar in MED_TEXT:
        return [] if facts.svar_text.strip() else [Hinder(MED_TEXT[svar])]
    if svar == SvarSlag.UTLATANDE and antagen_version(arende) is not None:
        return _namngiven(arende, facts.version)
    return [Hinder("Ärendet har inget godkänt tjänsteutlåtande. Skriv yttrandet, eller välj ett annat svar.")]


def upphav(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Until it has left the house or nämnden has been told, whoever decided may take it back."""
    beslut = gallande(arende)
    if beslut is None:
        return [Hinder("Ärendet har inget beslut utanför sammanträdet.")]
    rad = next(
        (
            r
            for r in akten(arende).anmalda(beslut)
            if r.kallad or r.punkt.sammantrade.state in (SammantradeState.PAGAR, SammantradeState.AVSLUTAT)
        ),
        None,
    )
    if rad is None:
        return []
    return [
        Hinder(
            f"Beslutet är anmält till {rad.punkt.sammantrade}. Nämnden har fått veta det, så det kan inte tas tillbaka.",
            reverse("sammantrade", args=[rad.punkt.sammantrade_id]),
            "Visa sammanträdet",
        )
    ]


def har_delegation(arende: Arende) -> bool:
    """Whether the ärende came as a remiss to a nämnd that has delegated the svar."""
    return har_remiss(arende) and any(p.omfattar_yttrande for p in akten(arende).delegationspunkter)


def far_avsta(arende: Arende) -> bool:
    """Whether the ärende came as a remiss to a nämnd that has delegated the right to abstain."""
    return har_remiss(arende) and any(p.omfattar_avsta for p in akten(arende).delegationspunkter)


def har_uppdrag(arende: Arende) -> bool:
    """Whether nämnden has ever given an uppdrag in urgent ärenden."""
    return bool(akten(arende).bradskandeuppdrag)


def har_godkand_text(arende: Arende) -> bool:
    """Whether the ärende's text is signed by every chef."""
    return akten(arende).godkant is not None


def saknar_godkand_text(arende: Arende) -> bool:
    """Whether the ärende has no text that every chef has signed."""
    return not har_godkand_text(arende)


def hinner_namnden(arende: Arende, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """A sitting before remisstiden: then the ärende may be able to wait for nämnden (KL 6:39)."""
    moten = akten(arende).oppna_listor
    mote = next((m for m in moten if day_of(at) <= day_of(m.start_at) <= arende.frist_on), None)
    if mote is None:
        return []
    dag = day_of(mote.start_at)
    return [
        Varning(
            "sammantrade_fore_remisstid",
            f"Nämnden sammanträder den {dag}, före remisstidens slut den {arende.frist_on}. "
            "Ordföranden får bara besluta i det som inte kan vänta dit (KL 6 kap. 39 §).",
        )
    ]
