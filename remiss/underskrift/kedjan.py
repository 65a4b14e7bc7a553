"""Whether a chain can be signed: one person signs one step, unless the organ lets one sign several.

Who can sign is asked of the day, so that a chain that stood when the text was sent is judged again at each signature.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from motions.akten import texten
from motions.chefer import Chef, cheferna, hogre
from motions.models import Anvandare, Godkannandesteg, Roll, Tjansteutlatande
from motions.states import UtlatandeState
from motions.text.listing import uppraknat
from motions.underskrifter import Krav, stopp
from remiss import roles
from remiss.hinder import Hinder
from remiss.underskrift.ratten import gjorda_av


def las_cheferna(texter: Sequence[Tjansteutlatande], today: date) -> None:
    """Read the chefer of several texts at once; their records are kept."""
    for u, chefer in zip(texter, _lasta(texter, today), strict=True):
        texten(u).chefer[today] = chefer


def _lasta(texter: Sequence[Tjansteutlatande], today: date) -> list[list[Chef]]:
    """Those who may act as chef over each text, and may know of it."""
    if not texter:
        return []
    funna = cheferna([u.pk for u in texter], today)
    hemliga = {u.pk for u in texter if any(a.sekretess for a in roles.arenden_of(u))}
    personer = Anvandare.objects.in_bulk({c.pk for pk in hemliga for c in funna[pk]}) if hemliga else {}
    return [
        [c for c in funna[u.pk] if u.pk not in hemliga or roles.ser(personer[c.pk], u, today)] for u in texter
    ]


def _chefer(utlatande: Tjansteutlatande, today: date) -> list[Chef]:
    """Those who may act as chef over the text, and may know of it."""
    lasta = texten(utlatande).chefer
    if today not in lasta:
        (lasta[today],) = _lasta([utlatande], today)
    return lasta[today]


def kan_godkanna(utlatande: Tjansteutlatande, steg: Godkannandesteg, today: date) -> list[Chef]:
    """Those who can sign a step now, nearest first: not who has signed another, unless the organ lets one sign several."""
    tagna = {pk for s, pk, _ in _signerade(utlatande) if _krockar(utlatande, s, steg)}
    return [c for c in _over_steget(utlatande, steg, today) if c.pk not in tagna]


def _over_steget(utlatande: Tjansteutlatande, steg: Godkannandesteg, today: date) -> list[Chef]:
    """The chefer of a step and those above, nearest first; never an author."""
    roller = hogre(steg.roll)
    kan = [
        c
        for c in _chefer(utlatande, today)
        if c.organ_id == steg.organ_id and c.roll in roller and not c.skrivit
    ]
    return sorted(kan, key=lambda c: (roller.index(c.roll), c.vikarie, c.pk))


def _signerade(utlatande: Tjansteutlatande) -> list[tuple[Godkannandesteg, int, str]]:
    """The signed steps of the version that waits, each by whom; none of a draft, whose next version nobody has signed."""
    if utlatande.state != UtlatandeState.GODKANNANDE:
        return []
    gjorda = texten(utlatande).godkanda
    return [
        (s, gjorda[nyckel].avgjord_by_id, gjorda[nyckel].undertecknare)
        for s in roles.kedjan(utlatande)
        if (nyckel := (s.organ_id, s.ordning)) in gjorda
    ]


def _flera(utlatande: Tjansteutlatande) -> set[int]:
    """The organ that let one person sign several steps."""
    return {o.pk for o in texten(utlatande).organ if o.flera_steg}


def _krockar(utlatande: Tjansteutlatande, ett: Godkannandesteg, annat: Godkannandesteg) -> bool:
    """Whether one person may not sign both steps."""
    flera = _flera(utlatande)
    tomt = frozenset[int]()
    return Krav(ett.roll, tomt, ett.organ_id in flera).krockar(
        Krav(annat.roll, tomt, annat.organ_id in flera)
    )


def _stegen(nummer: Sequence[int]) -> str:
    return uppraknat([str(n) for n in nummer])


class _Kedja:
    """The chain of one text on one day, as what each step asks. `by`: the one who would sign the next step."""

    def __init__(self, utlatande: Tjansteutlatande, today: date, by: Anvandare | None = None) -> None:
        self.utlatande, self.today = utlatande, today
        self.steg = roles.kedjan(utlatande)
        self.signerade = {s.pk: (pk, namn) for s, pk, namn in _signerade(utlatande)}
        self.nasta = next((n for n, s in enumerate(self.steg) if s.pk not in self.signerade), None)
        flera = _flera(utlatande)
        self.krav = [
            Krav(str(s.roll), frozenset(self._vilka(n, s, by)), s.organ_id in flera)
            for n, s in enumerate(self.steg)
        ]
        self.stopp = stopp(self.krav)

    def _vilka(self, n: int, steg: Godkannandesteg, by: Anvandare | None) -> Collection[int]:
        if steg.pk in self.signerade:
            return {self.signerade[steg.pk][0]}
        if by is not None and n == self.nasta:
            return {by.pk}
        return {c.pk for c in _over_steget(self.utlatande, steg, self.today)}

    def hinder(self) -> list[Hinder]:
        """Why the chain cannot be signed, with the way out; nothing when it can."""
        if not self.stopp:
            return []
        steg = [self.steg[n] for n in self.stopp]
        namn = {c.pk: c.namn for c in _chefer(self.utlatande, self.today)} | dict(self.signerade.values())
        personer = [namn[pk] for pk in sorted({pk for n in self.stopp for pk in self.krav[n].vilka})]
        gjorda = [n + 1 for n in self.stopp if self.steg[n].pk in self.signerade]
        kvar = [n + 1 for n in self.stopp if n + 1 not in gjorda]
        text = f"Steg {_stegen(kvar)} kan bara godkännas av {uppraknat(personer)}"
        if len(self.stopp) > 1 and not gjorda:
            text += ", och en person godkänner bara ett steg"
        if not personer:
            text = f"Ingen kan godkänna steg {_stegen(kvar)}"
        elif gjorda:
            text += f", som redan har godkänt steg {_stegen(gjorda)}"
        return [Hinder(f"{text}. {self._vag_ut([s for s in steg if s.pk not in self.signerade])}")]

    def _vag_ut(self, steg: Sequence[Godkannandesteg]) -> str:
        """What would let the chain be signed: one more who can, or an organ that lets one sign several."""
        lagst = steg[0]
        chef = str(Roll(lagst.roll).label).lower()
        har = any(
            c.organ_id == lagst.organ_id and c.roll == lagst.roll and not c.vikarie
            for c in _chefer(self.utlatande, self.today)
        )
        if not har and (hur := self._som_finns(lagst)):
            return hur
        vikarie = f"Lägg till en vikarie för {chef}en" if har else f"Lägg till en {chef}"
        om_vem = "Chefen anger själv en vikarie på sitt skrivbord" if har else ""
        if len(self.stopp) == 1:
            return f"{vikarie}.{f' {om_vem}.' if om_vem else ''}"
        organ = uppraknat(
            [
                str(o)
                for o in texten(self.utlatande).organ
                if o.pk in {s.organ_id for s in steg} and not o.flera_steg
            ]
        )
        var = f"{om_vem}; det andra görs" if om_vem else "Det görs"
        return (
            f"{vikarie}, eller låt organet tillåta att en person godkänner flera steg. "
            f"{var} i inställningarna för {organ or 'organet'}."
        )

    def _som_finns(self, steg: Godkannandesteg) -> str:
        """How the chef of a step who is there, and is not let to it, comes in; empty when there is none."""
        arenden = [a for a in roles.arenden_of(self.utlatande) if a.organ_id == steg.organ_id]
        alla = cheferna([self.utlatande.pk], self.today)[self.utlatande.pk]
        dolda = [c.namn for c in alla if (c.organ_id, c.roll) == (steg.organ_id, steg.roll) and not c.vikarie]
        if dolda and any(a.sekretess for a in arenden):
            return f"Registratorn kan ge {uppraknat(dolda)} behörighet till ärendet, under «Ändra sekretess»."
        if steg.roll != Roll.FORVALTNINGSCHEF and any(a.enhet_id is None for a in arenden):
            return "Ärendet är inte lagt på någon enhet. Tilldela det igen och välj enhet, så är enhetens chef med."
        return ""


def kedjans_hinder(utlatande: Tjansteutlatande, today: date) -> list[Hinder]:
    """Why the chain of a text that is to be sent, or waits, cannot be signed to its end."""
    return _Kedja(utlatande, today).hinder()


def stegets_hinder(utlatande: Tjansteutlatande, by: Anvandare, today: date) -> list[Hinder]:
    """Why `by` may not sign the step that is next: has signed another, or is the only one who can sign one that comes."""
    kedja = _Kedja(utlatande, today, by)
    if kedja.nasta is None or not kedja.stopp:
        return []
    nasta, fri = kedja.steg[kedja.nasta], _Kedja(utlatande, today)
    if kedja.nasta in fri.stopp:
        return fri.hinder()
    redan = [n for n, s in gjorda_av(utlatande, by) if _krockar(utlatande, s, nasta)]
    if fri.stopp and not redan:
        # What is wrong comes later, whoever signs here.
        return []
    andra = uppraknat(
        list(dict.fromkeys(c.namn for c in kan_godkanna(utlatande, nasta, today) if c.pk != by.pk))
    )
    if not andra:
        # Nobody but `by` can sign here: what is wrong is the chain, and it says the way out.
        return fri.hinder()
    if redan:
        skal = f"Du har redan godkänt steg {_stegen(redan)}, och en person godkänner bara ett steg."
    else:
        senare = [n + 1 for n in kedja.stopp if n != kedja.nasta and kedja.steg[n].pk not in kedja.signerade]
        skal = f"Du behövs i steg {_stegen(senare)}, och en person godkänner bara ett steg."
    return [Hinder(f"{skal} Steg {kedja.nasta + 1} kan godkännas av {andra}.")]
