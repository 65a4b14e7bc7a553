"""The Swedish sentences of a protokoll: who moved what, which propositions were put, what was found.

The wording is a parameter, since it differs by organ, secretary and year: every sentence is a template in a
frozen Formuleringar, the tense a frozen Verb. Withdrawn yrkanden are left out (KL 5:67 p. 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from motions.beslutsgang.fakta import (
    Fraga,
    Huvudforslag,
    Proposition,
    Yrkande,
)
from motions.beslutsgang.ordning import utfall
from motions.states import ForslagFran, YrkandeSlag, YrkandeTillstand
from motions.text.listing import uppraknat


@dataclass(frozen=True)
class Verb:
    """The verbs of a protokoll in one tense; ``ska_*`` stand after «yrkar att …»."""

    yrkar: str
    instammer: str
    staller: str
    finner: str
    beslutar: str
    avslar: str
    forfaller: str
    ska: str
    ska_besluta: str
    ska_aterremitteras: str
    ska_bordlaggas: str


PRESENS = Verb(
    yrkar="yrkar",
    instammer="instämmer",
    staller="ställer",
    finner="finner",
    beslutar="beslutar",
    avslar="avslår",
    forfaller="förfaller",
    ska="ska",
    ska_besluta="beslutar",
    ska_aterremitteras="återremitteras",
    ska_bordlaggas="bordläggs",
)
PRETERITUM = Verb(
    yrkar="yrkade",
    instammer="instämde",
    staller="ställde",
    finner="fann",
    beslutar="beslutade",
    avslar="avslog",
    forfaller="förföll",
    ska="skulle",
    ska_besluta="skulle besluta",
    ska_aterremitteras="skulle återremitteras",
    ska_bordlaggas="skulle bordläggas",
)


@dataclass(frozen=True)
class Formuleringar:
    """The words of an organ. Templates may use every field of Verb, and the names that their default uses."""

    verb: Verb = PRESENS
    organ: str = "nämnden"
    ordforanden: str = "ordföranden"
    forvaltningens_forslag: str = "förvaltningens förslag"
    utskottets_forslag: str = "utskottets förslag"
    ordforandens_forslag: str = "ordförandens förslag"
    yrkar_bifall: str = "{vem} {yrkar}{hand} bifall till {mal}."
    yrkar_avslag: str = "{vem} {yrkar}{hand} avslag på {mal}."
    yrkar_andring: str = "{vem} {yrkar}{hand} följande ändring av {mal}:"
    yrkar_tillagg: str = "{vem} {yrkar}{hand} följande tillägg till {mal}:"
    yrkar_eget: str = "{vem} {yrkar}{hand} att {organ} {ska_besluta} följande:"
    yrkar_aterremiss: str = "{vem} {yrkar}{hand} att ärendet {ska_aterremitteras}{motiv}."
    yrkar_bordlaggning: str = "{vem} {yrkar}{hand} att ärendet {ska_bordlaggas}{motiv}."
    instamde: str = "{vem} {instammer} i yrkandet."
    enda_forslaget: str = (
        "{ordforanden} {staller} proposition på {forslag} och {finner} att {organ} {utgang}."
    )
    mot_varandra: str = (
        "{ordforanden} {staller} proposition på {forslag} mot varandra "
        "och {finner} att {organ} {beslutar} enligt {vinnare}."
    )
    formell: str = (
        "{ordforanden} {staller} proposition på om ärendet {ska} avgöras i dag eller {alternativ} "
        "och {finner} att {organ} {beslutar} att {utgang}."
    )
    forfallet: str = "{vad} {forfaller} därmed."

    def skriv(self, mall: str, **ord_: str) -> str:
        """Fill in a template and begin it with a capital letter."""
        varden = {**vars(self.verb), "organ": self.organ, "ordforanden": self.ordforanden, **ord_}
        mening = mall.format(**varden)
        return mening[:1].upper() + mening[1:]

    def forslagets_namn(self, fran: ForslagFran) -> str:
        return {
            ForslagFran.FORVALTNING: self.forvaltningens_forslag,
            ForslagFran.UTSKOTT: self.utskottets_forslag,
            ForslagFran.ORDFORANDE: self.ordforandens_forslag,
        }[fran]


@dataclass(frozen=True)
class Protokollstext:
    """The two parts of a §, a paragraph of text each: what was moved, and how it was decided."""

    yrkanden: tuple[str, ...]
    beslutsgang: tuple[str, ...]


def protokollstext(
    huvudforslag: Huvudforslag | None,
    yrkanden: Sequence[Yrkande],
    propositioner: Sequence[Proposition],
    formuleringar: Formuleringar | None = None,
) -> Protokollstext:
    """The sentences for the yrkanden and for the propositions that have been decided, in their order.

    After the proposition that made them lapse come the yrkanden that lapsed. Undecided propositions, and
    those that lapsed whole, are left out.
    """
    skrivare = _Skrivare(huvudforslag, yrkanden, formuleringar or Formuleringar())
    return Protokollstext(
        yrkanden=tuple(skrivare.yrkande(y) for y in yrkanden if not y.atertaget),
        beslutsgang=skrivare.beslutsgang(propositioner),
    )


def movers(y: Yrkande) -> str:
    """Those who moved the yrkande, by name: «Anna Ek (S) m.fl.»."""
    return uppraknat([str(person) for person in y.framstalld_av]) + (" m.fl." if y.med_flera else "")


_SAK = {
    YrkandeSlag.BIFALL: "om bifall",
    YrkandeSlag.AVSLAG: "om avslag",
    YrkandeSlag.ANDRING: "om ändring",
    YrkandeSlag.TILLAGG: "om tillägg",
    YrkandeSlag.BIFALL_MOTION: "om bifall till motionen",
    YrkandeSlag.EGET_FORSLAG: "om eget förslag till beslut",
    YrkandeSlag.ATERREMISS: "om återremiss",
    YrkandeSlag.BORDLAGGNING: "om bordläggning",
}


def yrkandets_namn(y: Yrkande) -> str:
    """How the text refers to a yrkande: «yrkandet från Anna Ek (S) om avslag»."""
    punkt = f" i punkt {y.mal_punkt}" if y.mal_punkt is not None else ""
    return f"yrkandet från {movers(y)} {_SAK[y.slag]}{punkt}"


class _Skrivare:
    """Writes the sentences of one §."""

    def __init__(
        self, huvudforslag: Huvudforslag | None, yrkanden: Sequence[Yrkande], formuleringar: Formuleringar
    ) -> None:
        self.huvud = huvudforslag
        self.yrkanden = list(yrkanden)
        self.per_id = {y.id: y for y in yrkanden}
        self.ord = formuleringar

    def yrkande(self, y: Yrkande) -> str:
        mall = {
            YrkandeSlag.BIFALL: self.ord.yrkar_bifall,
            YrkandeSlag.BIFALL_MOTION: self.ord.yrkar_bifall,
            YrkandeSlag.AVSLAG: self.ord.yrkar_avslag,
            YrkandeSlag.ANDRING: self.ord.yrkar_andring,
            YrkandeSlag.TILLAGG: self.ord.yrkar_tillagg,
            YrkandeSlag.EGET_FORSLAG: self.ord.yrkar_eget,
            YrkandeSlag.ATERREMISS: self.ord.yrkar_aterremiss,
            YrkandeSlag.BORDLAGGNING: self.ord.yrkar_bordlaggning,
        }[y.slag]
        text = self.ord.skriv(mall, vem=movers(y), hand=self._hand(y), mal=self._mal(y), motiv=self._motiv(y))
        if y.punkter:
            text = text.removesuffix(".").removesuffix(":") + ":"
            numrera = len(y.punkter) > 1
            text += "".join(f"\n{f'{punkt.nummer}. ' if numrera else ''}{punkt.text}" for punkt in y.punkter)
        elif text.endswith(":"):
            text = text[:-1] + "."
        if y.instammer:
            separator = "\n" if y.punkter else " "
            text += separator + self.ord.skriv(
                self.ord.instamde, vem=uppraknat([str(p) for p in y.instammer])
            )
        return text

    def _hand(self, y: Yrkande) -> str:
        """First and second hand are told only for those who moved both."""
        egna = {
            annat.rang
            for annat in self.yrkanden
            if annat.framstalld_av == y.framstalld_av and not annat.atertaget
        }
        if y.rang == 1 and egna == {1}:
            return ""
        return " i första hand" if y.rang == 1 else " i andra hand"

    def _motiv(self, y: Yrkande) -> str:
        if not y.motiv:
            return ""
        motiv = y.motiv.strip().removesuffix(".")
        return f" med motiveringen: {motiv}" if y.slag == YrkandeSlag.ATERREMISS else f" {motiv}"

    def _mal(self, y: Yrkande) -> str:
        if y.slag == YrkandeSlag.BIFALL_MOTION:
            return "motionen" if y.mal_attsats is None else f"att-sats {y.mal_attsats} i motionen"
        if y.mal_yrkande is not None:
            return yrkandets_namn(self.per_id[y.mal_yrkande])
        forslaget = self._huvudforslaget()
        return forslaget if y.mal_punkt is None else f"punkt {y.mal_punkt} i {forslaget}"

    def _huvudforslaget(self) -> str:
        return self.ord.forslagets_namn(self.huvud.fran) if self.huvud else "förslaget"

    def beslutsgang(self, propositioner: Sequence[Proposition]) -> tuple[str, ...]:
        stycken: list[str] = []
        fore = utfall(self.huvud, self.yrkanden, [])
        for antal, proposition in enumerate(propositioner, start=1):
            efter = utfall(self.huvud, self.yrkanden, propositioner[:antal])
            if proposition.vann is None or self._forfallen(proposition, fore):
                continue
            meningar = [self._mening(proposition)]
            nyss = [
                y
                for y in self.yrkanden
                if efter[y.id] == YrkandeTillstand.FORFALLET and fore[y.id] != YrkandeTillstand.FORFALLET
            ]
            meningar += [self.ord.skriv(self.ord.forfallet, vad=yrkandets_namn(y)) for y in nyss]
            stycken.append(" ".join(meningar))
            fore = efter
        return tuple(stycken)

    def _forfallen(self, proposition: Proposition, lage: dict[str, YrkandeTillstand]) -> bool:
        """Whether everything that the proposition would set against the huvudförslag had already lapsed."""
        ids = [id_ for alternativ in proposition.alternativ for id_ in alternativ]
        yrkanden = [id_ for id_ in ids if id_ in self.per_id]
        return all(lage[id_] == YrkandeTillstand.FORFALLET for id_ in yrkanden or ids)

    def _mening(self, proposition: Proposition) -> str:
        if proposition.fraga == Fraga.FORMELL:
            return self._formell_mening(proposition)
        vann = proposition.vann or 0
        stallda = [ids for ids in proposition.alternativ if self._bar_forslag(ids)]
        namn = [self._alternativets_namn(proposition, ids) for ids in stallda]
        if len(stallda) == 1:
            bifall = f"{self.ord.verb.beslutar} enligt det"
            utgang = bifall if proposition.alternativ[vann] == stallda[0] else f"{self.ord.verb.avslar} det"
            return self.ord.skriv(self.ord.enda_forslaget, forslag=namn[0], utgang=utgang)
        vinnare = self._alternativets_namn(proposition, proposition.alternativ[vann])
        return self.ord.skriv(self.ord.mot_varandra, forslag=uppraknat(namn), vinnare=vinnare)

    def _bar_forslag(self, ids: tuple[str, ...]) -> bool:
        """Whether the alternative is something to decide, not just the nej to another yrkande."""
        return any(
            id_ not in self.per_id
            or not (self.per_id[id_].slag == YrkandeSlag.AVSLAG and self.per_id[id_].mal_yrkande)
            for id_ in ids
        )

    def _alternativets_namn(self, proposition: Proposition, ids: tuple[str, ...]) -> str:
        if self.huvud and self.huvud.id in ids:
            forslaget = self._huvudforslaget()
            if proposition.punkt is not None:
                return f"punkt {proposition.punkt} i {forslaget}"
            return f"{forslaget} i övrigt" if proposition.i_ovrigt else forslaget
        return yrkandets_namn(self.per_id[ids[0]])

    def _formell_mening(self, proposition: Proposition) -> str:
        aterremiss = any(self.per_id[id_].slag == YrkandeSlag.ATERREMISS for id_ in proposition.alternativ[1])
        passiv, infinitiv = ("återremitteras", "återremittera") if aterremiss else ("bordläggas", "bordlägga")
        utgang = "avgöra ärendet i dag" if proposition.vann == 0 else f"{infinitiv} ärendet"
        return self.ord.skriv(self.ord.formell, alternativ=passiv, utgang=utgang)
