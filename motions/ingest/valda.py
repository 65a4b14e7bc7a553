"""A list of förtroendevalda with their uppdrag: what reading it in would do."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from motions.ingest.csv_file import Csvrad, Kolumn, Lista
from motions.ingest.names import fall
from motions.ingest.namnar import Plats, skilj_at
from motions.ingest.plan import Plan, Utfall, dag, period, prova, samma_period
from motions.ingest.valdregister import Valdregister, las_registret, platsen
from motions.models import Fortroendeuppdrag, Fortroendevald, Kommun, Uppdragsroll

KOLUMNER = (
    Kolumn("fornamn", "förnamn", True),
    Kolumn("efternamn", "efternamn", True),
    Kolumn("parti", "parti", True),
    Kolumn("organ", "organ", True, ("nämnd",)),
    Kolumn("roll", "roll", True, ("uppdrag",)),
    Kolumn("plats", "plats", True),
    Kolumn("ordning", "inkallelseordning"),
    Kolumn("fran", "från", False, ("från och med", "fr.o.m.")),
    Kolumn("till", "till", False, ("till och med", "t.o.m.")),
    Kolumn("anvandarnamn", "användarnamn", False, ("konto",)),
    Kolumn("person", "person", False, ("skilj åt",)),
)
EXEMPEL = (
    ("Katja", "Lind", "C", "AMN", "Ordförande", "1", "", "2026-01-01", "", "", ""),
    ("Ola", "Bäck", "C", "AMN", "Ersättare", "1", "1", "2026-01-01", "", "", ""),
)
ROLLER = {
    fall(n): r
    for r in Uppdragsroll
    for n in (r.value, r.label, r.label.replace("Förste", "1:e").replace("Andre", "2:e"))
}
MAX_PLATS = 999


def planera(lista: Lista, *, kommun: Kommun, today: date, slut_on: date | None = None) -> Plan:
    """Compare the list with the register. `slut_on`: end, that day, the uppdrag that the list lacks in the organ it names."""
    plan, r = Plan(), las_registret(kommun, today)
    _skilj_at(r, lista)
    for rad in lista.rader:
        _rad(plan, r, rad)
    if slut_on is not None:
        _avsluta_resten(plan, r, slut_on)
    _krockar(plan, r)
    _tva_platser(plan, r)
    return plan


def _namnet(rad: Csvrad) -> tuple[str, str]:
    return fall(rad["fornamn"] + rad["efternamn"]), fall(rad["parti"])


def _skilj_at(r: Valdregister, lista: Lista) -> None:
    """Who of the register each mark of the column person is."""
    markta = {_namnet(rad) for rad in lista.rader if rad["person"]} & r.personer.keys()
    rader: dict[tuple[str, str], list[tuple[str, Plats]]] = {}
    for rad in lista.rader:
        roll, organ = ROLLER.get(fall(rad["roll"])), r.organ.get(fall(rad["organ"]))
        if _namnet(rad) in markta and roll and organ and rad["plats"].isdecimal():
            plats = (organ.pk, roll == Uppdragsroll.ERSATTARE, int(rad["plats"][:9]))
            rader.setdefault(_namnet(rad), []).append((fall(rad["person"]), plats))
    satt = {plats: {u.fortroendevald_id for u in uppdrag} for plats, uppdrag in r.platser.items()}
    for namnet, egna in rader.items():
        personer = {p.pk: p for p in r.personer[namnet]}
        skilda = skilj_at(egna, personer, satt)
        r.markta |= {(*namnet, marke): personer[pk] for marke, pk in skilda.personer.items()}
        r.antagna |= {(*namnet, marke) for marke in skilda.antagna}
        r.omarkta |= skilda.omarkta


def _rad(plan: Plan, r: Valdregister, rad: Csvrad) -> None:
    saknas = [k.rubrik for k in KOLUMNER if k.maste and not rad[k.nyckel]]
    if saknas:
        plan.hinder(rad.nummer, f"{', '.join(saknas).capitalize()} saknas.", "Fyll i, eller ta bort raden.")
        return
    antal = len(plan.tvekan)
    roll, organ = ROLLER.get(fall(rad["roll"])), r.organ.get(fall(rad["organ"]))
    if roll is None:
        plan.hinder(
            rad.nummer,
            f"Rollen «{rad['roll'][:40]}» finns inte.",
            f"Skriv en av: {', '.join(x.label.lower() for x in Uppdragsroll)}.",
        )
    if organ is None:
        plan.hinder(
            rad.nummer,
            f"Organet «{rad['organ'][:60]}» finns inte.",
            "Rätta namnet, eller lägg till det under Inställningar.",
        )
    plats, ordning = _nummer(plan, rad, "plats", "Plats"), _nummer(plan, rad, "ordning", "Inkallelseordning")
    fran = dag(plan, rad.nummer, rad["fran"], "Från", r.today)
    till = dag(plan, rad.nummer, rad["till"], "Till", r.today)
    if ordning and roll not in (None, Uppdragsroll.ERSATTARE):
        plan.hinder(rad.nummer, "Bara en ersättare har en plats i inkallelseordningen.", "Lämna cellen tom.")
    if any(t.hinder for t in plan.tvekan[antal:]) or roll is None or organ is None or plats is None:
        return
    nyckel = (
        *_namnet(rad),
        fall(rad["person"]),
        organ.pk,
        roll == Uppdragsroll.ERSATTARE,
        plats,
        fran,
    )
    if nyckel in r.sedda:
        _dubblett(plan, rad, r.sedda[nyckel])
        return
    r.sedda[nyckel] = rad
    person = _person(plan, r, rad, (organ.pk, roll == Uppdragsroll.ERSATTARE, plats))
    if person is not None:
        onskat = Fortroendeuppdrag(
            fortroendevald=person, organ=organ, roll=roll, plats=plats, parti=rad["parti"], inkallelseordning=ordning,
            fran_on=fran or r.today, till_on=till,
        )  # fmt: skip
        _uppdrag(plan, r, rad, onskat)


def _nummer(plan: Plan, rad: Csvrad, nyckel: str, kolumn: str) -> int | None:
    text = rad[nyckel]
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MAX_PLATS):
        plan.hinder(rad.nummer, f"{kolumn} är «{text[:30]}».", f"Skriv ett tal mellan 1 och {MAX_PLATS}.")
        return None
    return int(text) if text else None


def _dubblett(plan: Plan, rad: Csvrad, forsta: Csvrad) -> None:
    if dict(rad.celler) == dict(forsta.celler):
        plan.tveka(rad.nummer, f"Raden är densamma som rad {forsta.nummer}.", "Den hoppas över.")
    else:
        plan.hinder(
            rad.nummer, f"Samma uppdrag står på rad {forsta.nummer} med andra uppgifter.", "Ta bort den ena."
        )


def _person(plan: Plan, r: Valdregister, rad: Csvrad, plats: Plats) -> Fortroendevald | None:
    """The person of a row: known by name and parti, of several the one on the seat, else in the organ; or new.

    Those whom the file tells apart are as many as their marks.
    """
    namnet = _namnet(rad)
    traffar, marke = r.personer.get(namnet, []), fall(rad["person"])
    person = r.markta.get((*namnet, marke)) if marke else None
    if person is None:
        tagna = {id(p) for nyckel, p in r.markta.items() if nyckel[:2] == namnet}
        lediga = [p for p in traffar if id(p) not in tagna and not (marke and p.pk in r.omarkta)]
        traffar = _pa_platsen(r, lediga, plats)
        if len(traffar) > 1:
            plan.hinder(
                rad.nummer,
                f"I registret finns två som heter {traffar[0]}.",
                "Lägg in uppdraget under Inställningar i stället.",
            )
            return None
        person = traffar[0] if traffar else _ny_person(plan, r, rad)
    if person is not None and marke:
        r.markta[*namnet, marke] = person
    if (*namnet, marke) in r.antagna:
        r.antagna.discard((*namnet, marke))
        plan.tveka(
            rad.nummer, f"{person} i registret antas vara person {rad['person'][:20]} i filen.",
            "Är det den andra: byt märkena i kolumnen person.",
        )  # fmt: skip
    if person is not None and rad["anvandarnamn"]:
        return _koppla(plan, r, rad, person)
    return person


def _pa_platsen(r: Valdregister, traffar: list[Fortroendevald], plats: Plats) -> list[Fortroendevald]:
    """Of several with one name the one who has had the seat, else the one who sits in the organ."""
    if len(traffar) < 2:
        return traffar
    pa_platsen = {u.fortroendevald_id for u in r.platser.get(plats, [])}
    i_organet = {u.fortroendevald_id for n, us in r.platser.items() if n[0] == plats[0] for u in us}
    for sitter in (pa_platsen, i_organet):
        if funna := [p for p in traffar if p.pk and p.pk in sitter]:
            return funna
    return traffar


def _ny_person(plan: Plan, r: Valdregister, rad: Csvrad) -> Fortroendevald | None:
    person = Fortroendevald(
        kommun=r.kommun, fornamn=rad["fornamn"], efternamn=rad["efternamn"], parti=rad["parti"]
    )
    if not prova(plan, rad.nummer, person, ["fornamn", "efternamn", "parti"]):
        return None
    hela = person.fornamn + person.efternamn
    _finns_redan(plan, r, rad, person)
    r.i_filen.setdefault(fall(hela), set()).add(person.parti)
    r.personer.setdefault((fall(hela), fall(person.parti)), []).append(person)
    plan.nya.append(person)
    plan.post(rad.nummer, Utfall.NY, str(person), "förtroendevald")
    return person


def _finns_redan(plan: Plan, r: Valdregister, rad: Csvrad, person: Fortroendevald) -> None:
    """Say of a new person that the name is there already, in the register or in the file, or is like one that is."""
    namn, parti = _namnet(rad)
    i_registret = sorted(p for p in r.partier.get(namn, ()) if fall(p) != parti)
    i_filen = sorted(p for p in r.i_filen.get(namn, ()) if fall(p) != parti)
    if i_registret:
        plan.tveka(
            rad.nummer, f"{person.namn} finns redan, för {', '.join(i_registret)}.",
            "Har personen bytt parti: ändra det under Inställningar först. Annars läses en ny in.",
        )  # fmt: skip
    elif i_filen:
        plan.tveka(
            rad.nummer, f"{person.namn} står också för {', '.join(i_filen)} i filen.",
            "Är det en person: skriv partiet likadant på alla rader. Annars läses två in.",
        )  # fmt: skip
    elif namn in r.partier:
        plan.tveka(
            rad.nummer, f"{person} finns redan i registret. Den här är en till, person {rad['person'][:20]}.",
            "Är det samma person: skriv samma märke i kolumnen person.",
        )  # fmt: skip
    elif lik := r.namn.liknar(namn):
        plan.tveka(
            rad.nummer, f"{person} liknar {lik}.", "Kontrollera stavningen; annars läses en ny person in."
        )


def _koppla(plan: Plan, r: Valdregister, rad: Csvrad, person: Fortroendevald) -> Fortroendevald | None:
    konto = r.konton.get(rad["anvandarnamn"])
    if konto is None:
        plan.hinder(
            rad.nummer,
            f"Användaren «{rad['anvandarnamn'][:60]}» finns inte.",
            "Läs in användarna först, eller lämna cellen tom.",
        )
        return None
    agare = r.agare.get(konto.pk, person)
    if agare is not person or (person.anvandare_id and person.anvandare_id != konto.pk):
        plan.hinder(
            rad.nummer,
            f"Användaren {konto.username} hör inte till {person}.",
            "Rätta användarnamnet, eller lämna cellen tom.",
        )
        return None
    r.agare[konto.pk] = person
    if person.anvandare_id != konto.pk:
        if person.pk:
            plan.andra(person, anvandare=konto)
            plan.post(rad.nummer, Utfall.ANDRAD, str(person), f"loggar in som {konto.username}")
        else:
            person.anvandare = konto
    return person


def _uppdrag(plan: Plan, r: Valdregister, rad: Csvrad, onskat: Fortroendeuppdrag) -> None:
    if not prova(plan, rad.nummer, onskat, ["parti"]):
        return
    vad = f"{onskat.get_roll_display().lower()}, {onskat.organ}, plats {onskat.plats}"
    finns = next(
        (
            u
            for u in r.platser.get(platsen(onskat), [])
            if u.pk
            and u.fortroendevald_id == onskat.fortroendevald.pk
            and samma_period(
                u.till_on,
                fran=onskat.fran_on if rad["fran"] else None,
                till=onskat.till_on,
                today=r.today,
            )
        ),
        None,
    )
    if finns is None:
        if not period(plan, rad.nummer, onskat.fran_on, onskat.till_on):
            return
        r.platser.setdefault(platsen(onskat), []).append(onskat)
        r.rader[id(onskat)] = rad.nummer
        plan.nya.append(onskat)
        slut = f" till {onskat.till_on}" if onskat.till_on else ""
        plan.post(rad.nummer, Utfall.NY, str(onskat.fortroendevald), f"{vad}, från {onskat.fran_on}{slut}")
        return
    r.traffade.add(finns.pk)
    _kant_uppdrag(plan, r, rad, finns, onskat, vad)


def _kant_uppdrag(
    plan: Plan, r: Valdregister, rad: Csvrad, finns: Fortroendeuppdrag, onskat: Fortroendeuppdrag, vad: str
) -> None:
    """Compare: roll, place in line and last day may change; the first day is mended in Inställningar."""
    if rad["fran"] and onskat.fran_on != finns.fran_on:
        plan.tveka(
            rad.nummer, f"Uppdraget finns redan, från {finns.fran_on}.", "Första dagen ändras inte härifrån."
        )
    olika: dict[str, str | int] = {}
    if onskat.roll != finns.roll:
        olika["roll"] = onskat.roll
    if onskat.inkallelseordning and onskat.inkallelseordning != finns.inkallelseordning:
        olika["inkallelseordning"] = onskat.inkallelseordning
    slutar = onskat.till_on is not None and onskat.till_on != finns.till_on
    if slutar and not period(plan, rad.nummer, finns.fran_on, onskat.till_on):
        return
    r.rader[id(finns)] = rad.nummer
    vem = str(finns.fortroendevald)
    if slutar:
        plan.andra(finns, till_on=onskat.till_on)
        plan.post(rad.nummer, Utfall.AVSLUTAD, vem, f"{vad}, sista dag {onskat.till_on}")
    if olika:
        plan.andra(finns, **olika)
        plan.post(
            rad.nummer,
            Utfall.ANDRAD,
            vem,
            f"blir {vad}{f', nummer {onskat.inkallelseordning} i inkallelseordningen' if 'inkallelseordning' in olika else ''}",
        )
    if not slutar and not olika:
        plan.post(rad.nummer, Utfall.OFORANDRAD, vem, vad)


def _avsluta_resten(plan: Plan, r: Valdregister, slut_on: date) -> None:
    namnda = {n[3] for n in r.sedda}
    for uppdrag in r.platser.values():
        for u in uppdrag:
            pagar = u.fran_on <= slut_on and (u.till_on is None or u.till_on > slut_on)
            if u.pk and pagar and u.organ_id in namnda and u.pk not in r.traffade:
                plan.andra(u, till_on=slut_on)
                vad = f"{u.get_roll_display().lower()}, {u.organ}, plats {u.plats}, sista dag {slut_on} (saknas i filen)"
                plan.post(0, Utfall.AVSLUTAD, str(u.fortroendevald), vad)


def _krockar(plan: Plan, r: Valdregister) -> None:
    """Two on one seat at once, when all that the list ends has ended."""
    for uppdrag in r.platser.values():
        i_ordning = sorted(uppdrag, key=lambda u: u.fran_on)
        for forsta, andra in pairwise(i_ordning):
            if forsta.till_on is not None and forsta.till_on < andra.fran_on:
                continue
            nya = max(forsta, andra, key=lambda u: r.rader.get(id(u), 0))
            kvar = forsta if nya is andra else andra
            plan.hinder(
                r.rader.get(id(nya), 0),
                f"Plats {andra.plats} i {andra.organ} har redan {kvar.fortroendevald} från {kvar.fran_on}.",
                "Avsluta det uppdraget dagen före (kolumnen till), eller välj en annan plats.",
            )


def _tva_platser(plan: Plan, r: Valdregister) -> None:
    """One person on two seats of an organ at once, when all that the list ends has ended: two people, or a mistake."""
    per_person: dict[tuple[int, int], list[Fortroendeuppdrag]] = {}
    for uppdrag in r.platser.values():
        for u in uppdrag:
            vem = u.fortroendevald.pk or id(u.fortroendevald)
            per_person.setdefault((vem, u.organ_id), []).append(u)
    for egna in per_person.values():
        i_ordning = sorted(egna, key=lambda u: u.fran_on)
        for forsta, andra in pairwise(i_ordning):
            if forsta.till_on is not None and forsta.till_on < andra.fran_on:
                continue
            rad = max(r.rader.get(id(u), 0) for u in (forsta, andra))
            if rad:
                plan.hinder(
                    rad,
                    f"{andra.fortroendevald} får två platser i {andra.organ} samtidigt: {forsta.plats} och {andra.plats}.",
                    "Är det två personer: skriv 1 och 2 i kolumnen person på deras rader. Är det en: avsluta det ena uppdraget "
                    "(kolumnen till), eller ta bort raden.",
                )
