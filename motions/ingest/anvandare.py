"""A list of users with their befattningar: what reading it in would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from motions.ingest.csv_file import Csvrad, Kolumn, Lista
from motions.ingest.names import fall
from motions.ingest.plan import Namnregister, Plan, Utfall, dag, period, prova, samma_period
from motions.models import Anvandare, Befattning, Enhet, Forvaltning, Kommun, Organ, Roll

KOLUMNER = (
    Kolumn("anvandarnamn", "användarnamn", True, ("konto", "login")),
    Kolumn("fornamn", "förnamn", True),
    Kolumn("efternamn", "efternamn", True),
    Kolumn("epost", "e-post", False, ("mejl", "epostadress")),
    Kolumn("titel", "titel"),
    Kolumn("telefon", "telefon"),
    Kolumn("roll", "roll", False, ("befattning",)),
    Kolumn("omrade", "område", False, ("enhet", "organ", "nämnd", "förvaltning")),
    Kolumn("fran", "från", False, ("från och med", "fr.o.m.")),
    Kolumn("till", "till", False, ("till och med", "t.o.m.")),
)
EXEMPEL = (
    ("anna.berg", "Anna", "Berg", "anna.berg@kommun.se", "Utredare", "", "Handläggare", "Enheten för insatser", "2026-01-01", ""),
    ("olle.strom", "Olle", "Ström", "olle.strom@kommun.se", "", "", "Registrator", "AMN", "2026-01-01", ""),
)  # fmt: skip

FALT = {
    "fornamn": "first_name",
    "efternamn": "last_name",
    "epost": "email",
    "titel": "titel",
    "telefon": "telefon",
}
ROLLER = {fall(n): r for r in Roll for n in (r.value, r.label)}
Omrade = Kommun | Forvaltning | Enhet | Organ
Befattningsnyckel = tuple[str, str, str, int]
"""User name, role and scope."""
SORTER = {Kommun: "kommun", Forvaltning: "forvaltning", Enhet: "enhet", Organ: "organ"}


@dataclass
class _Anvandarregister:
    """The register as the list is compared with it, and what the list has added so far."""

    today: date
    personer: dict[str, Anvandare] = field(default_factory=dict)
    namn: Namnregister = field(default_factory=Namnregister)
    omraden: dict[str, list[Omrade]] = field(default_factory=dict)
    befattningar: dict[Befattningsnyckel, Befattning] = field(default_factory=dict)
    sedda: dict[Befattningsnyckel, Csvrad] = field(default_factory=dict)
    persondata: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    namnda: set[tuple[str, int]] = field(default_factory=set)


def _nyckel(b: Befattning) -> Befattningsnyckel:
    return (b.anvandare.username, b.roll, SORTER[type(b.omrade)], b.omrade.pk)


def _las_registret(today: date) -> _Anvandarregister:
    r = _Anvandarregister(today)
    for person in Anvandare.objects.order_by("pk"):
        r.personer[person.username] = person
        r.namn.lagg_till(f"{person.first_name}{person.last_name}", f"{person.namn} ({person.username})")
    alla: list[Omrade] = [*Kommun.objects.all(), *Forvaltning.objects.all(), *Organ.objects.all()]
    for omrade in [*alla, *Enhet.objects.select_related("forvaltning")]:
        namn = {fall(omrade.namn)}
        if isinstance(omrade, Organ):
            namn.add(fall(omrade.kortnamn))
        if isinstance(omrade, Enhet):
            namn.add(fall(f"{omrade.forvaltning.namn}/{omrade.namn}"))
        for n in namn:
            r.omraden.setdefault(n, []).append(omrade)
    for b in Befattning.objects.select_related(
        "anvandare", "kommun", "forvaltning", "enhet", "organ"
    ).order_by("fran_on", "pk"):
        r.befattningar[_nyckel(b)] = b
    return r


def planera(lista: Lista, *, today: date, slut_on: date | None = None) -> Plan:
    """Compare the list with the register. `slut_on`: end, on that day, the befattningar that the list lacks, in the
    områden that it names.
    """
    plan, r = Plan(), _las_registret(today)
    for rad in lista.rader:
        person = _person(plan, r, rad)
        if person is not None and (rad["roll"] or rad["omrade"]):
            _befattning(plan, r, rad, person)
    if slut_on is not None:
        _avsluta_resten(plan, r, slut_on)
    return plan


def _person(plan: Plan, r: _Anvandarregister, rad: Csvrad) -> Anvandare | None:
    """The user of a row: known, changed or new. None when the row cannot be used."""
    konto = rad["anvandarnamn"]
    saknas = [k.rubrik for k in KOLUMNER if k.maste and not rad[k.nyckel]]
    if saknas:
        plan.hinder(rad.nummer, f"{', '.join(saknas).capitalize()} saknas.", "Fyll i, eller ta bort raden.")
        return None
    data = {k: rad[k] for k in FALT if rad[k]}
    if konto in r.persondata:
        forsta, forr = r.persondata[konto]
        olika = [k for k in data if forr.get(k, data[k]) != data[k]]
        if olika:
            plan.hinder(
                rad.nummer, f"{konto} har andra uppgifter på rad {forsta}.", "Skriv samma på båda raderna."
            )
            return None
        return r.personer[konto]
    r.persondata[konto] = (rad.nummer, data)
    person = r.personer.get(konto)
    return _ny_person(plan, r, rad, data) if person is None else _kand_person(plan, rad, person, data)


def _ny_person(plan: Plan, r: _Anvandarregister, rad: Csvrad, data: dict[str, str]) -> Anvandare | None:
    person = Anvandare(username=rad["anvandarnamn"], **{FALT[k]: v for k, v in data.items()})
    person.set_unusable_password()
    if not prova(plan, rad.nummer, person, ["username", *FALT.values()]):
        return None
    hela = f"{person.first_name}{person.last_name}"
    samma = [p for p in r.personer.values() if p.pk and fall(f"{p.first_name}{p.last_name}") == fall(hela)]
    if samma:
        plan.tveka(
            rad.nummer, f"{person.namn} finns redan, med användarnamnet {samma[0].username}.",
            f"Skriv {samma[0].username} om det är samma person; annars läses en ny in.",
        )  # fmt: skip
    elif lik := r.namn.liknar(hela):
        plan.tveka(
            rad.nummer,
            f"{person.namn} liknar {lik}.",
            "Kontrollera stavningen; annars läses en ny person in.",
        )
    r.personer[person.username] = person
    plan.nya.append(person)
    plan.post(rad.nummer, Utfall.NY, person.namn, f"användaren {person.username}, utan lösenord")
    return person


def _kand_person(plan: Plan, rad: Csvrad, person: Anvandare, data: dict[str, str]) -> Anvandare | None:
    olika = {FALT[k]: v for k, v in data.items() if getattr(person, FALT[k]) != v}
    fore = {k: getattr(person, k) for k in olika}
    if not person.is_active:
        plan.tveka(
            rad.nummer,
            f"{person.namn} har ett stängt konto.",
            "Öppna det under Inställningar om personen är tillbaka.",
        )
    if olika:
        plan.andra(person, **olika)
        if not prova(plan, rad.nummer, person, olika):
            return None
        andringar = "; ".join(f"{_ord(k)} {fore[k] or 'tom'} → {v}" for k, v in olika.items())
        plan.post(rad.nummer, Utfall.ANDRAD, person.namn, andringar)
    elif not (rad["roll"] or rad["omrade"]):
        plan.post(rad.nummer, Utfall.OFORANDRAD, person.namn, "användaren")
    return person


def _ord(falt: str) -> str:
    return str(Anvandare._meta.get_field(falt).verbose_name)  # type: ignore[union-attr]


def _omrade(plan: Plan, r: _Anvandarregister, rad: Csvrad) -> Omrade | None:
    text = rad["omrade"]
    traffar = r.omraden.get(fall(text), [])
    if not text:
        plan.hinder(
            rad.nummer,
            "Område saknas.",
            "Skriv kommunen, förvaltningen, enheten eller organet som rollen gäller i.",
        )
    elif not traffar:
        plan.hinder(
            rad.nummer,
            f"Området «{text[:60]}» finns inte.",
            "Rätta namnet, eller lägg till det under Inställningar.",
        )
    elif len(traffar) > 1:
        plan.hinder(
            rad.nummer,
            f"«{text[:60]}» kan vara flera områden.",
            "Skriv förvaltningen före: Förvaltningen/Enheten.",
        )
    else:
        return traffar[0]
    return None


def _befattning(plan: Plan, r: _Anvandarregister, rad: Csvrad, person: Anvandare) -> None:
    roll = ROLLER.get(fall(rad["roll"]))
    omrade = _omrade(plan, r, rad)
    fran = dag(plan, rad.nummer, rad["fran"], "Från", r.today)
    till = dag(plan, rad.nummer, rad["till"], "Till", r.today)
    if roll is None:
        plan.hinder(
            rad.nummer,
            f"Rollen «{rad['roll'][:40]}» finns inte.",
            f"Skriv en av: {', '.join(x.label.lower() for x in Roll)}.",
        )
    if roll is None or omrade is None:
        return
    if roll == Roll.REVISOR and not isinstance(omrade, Kommun):
        plan.hinder(rad.nummer, "En revisor granskar hela kommunen.", "Skriv kommunens namn som område.")
        return
    nyckel = (person.username, roll, SORTER[type(omrade)], omrade.pk)
    r.namnda.add(nyckel[2:])
    if nyckel in r.sedda:
        _dubblett(plan, rad, r.sedda[nyckel])
        return
    r.sedda[nyckel] = rad
    vad = f"{roll.label.lower()}, {omrade}"
    finns = r.befattningar.get(nyckel)
    if finns is not None and samma_period(finns.till_on, fran=fran, till=till, today=r.today):
        _kand_befattning(plan, rad, finns, fran, till, vad)
    elif period(plan, rad.nummer, fran or r.today, till):
        ny = Befattning(
            anvandare=person,
            roll=roll,
            fran_on=fran or r.today,
            till_on=till,
            **{SORTER[type(omrade)]: omrade},
        )
        plan.nya.append(ny)
        plan.post(
            rad.nummer, Utfall.NY, person.namn, f"{vad}, från {ny.fran_on}{f' till {till}' if till else ''}"
        )


def _dubblett(plan: Plan, rad: Csvrad, forsta: Csvrad) -> None:
    if (rad["fran"], rad["till"]) == (forsta["fran"], forsta["till"]):
        plan.tveka(rad.nummer, f"Raden är densamma som rad {forsta.nummer}.", "Den hoppas över.")
    else:
        plan.hinder(
            rad.nummer, f"Samma befattning står på rad {forsta.nummer} med andra dagar.", "Ta bort den ena."
        )


def _kand_befattning(
    plan: Plan, rad: Csvrad, finns: Befattning, fran: date | None, till: date | None, vad: str
) -> None:
    if fran and fran != finns.fran_on:
        plan.tveka(
            rad.nummer,
            f"Befattningen finns redan, från {finns.fran_on}.",
            "Första dagen ändras inte härifrån.",
        )
    if till is None or till == finns.till_on:
        plan.post(rad.nummer, Utfall.OFORANDRAD, finns.anvandare.namn, vad)
    elif period(plan, rad.nummer, finns.fran_on, till):
        plan.andra(finns, till_on=till)
        plan.post(rad.nummer, Utfall.AVSLUTAD, finns.anvandare.namn, f"{vad}, sista dag {till}")


def _avsluta_resten(plan: Plan, r: _Anvandarregister, slut_on: date) -> None:
    for nyckel, b in r.befattningar.items():
        pagar = b.fran_on <= slut_on and (b.till_on is None or b.till_on > slut_on)
        if pagar and nyckel[2:] in r.namnda and nyckel not in r.sedda:
            plan.andra(b, till_on=slut_on)
            vad = f"{b.get_roll_display().lower()}, {b.omrade}, sista dag {slut_on} (saknas i filen)"
            plan.post(0, Utfall.AVSLUTAD, b.anvandare.namn, vad)
