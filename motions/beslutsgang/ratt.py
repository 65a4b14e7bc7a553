"""Quorum, and who may reserve or leave another statement (KL 4:22-27, 6:27; domain 1.9 and 1.21-1.22)."""

from collections.abc import Collection
from dataclasses import dataclass

from motions.states import UttalandeSlag

_I_PLURAL = {
    UttalandeSlag.SARSKILT_UTTALANDE: "särskilda uttalanden",
    UttalandeSlag.ERSATTARYTTRANDE: "ersättaryttranden",
    UttalandeSlag.PROTOKOLLSANTECKNING: "protokollsanteckningar",
}


@dataclass(frozen=True)
class Reservationsratt:
    """Whether someone may reserve; true in a condition when so. ``skal`` is Swedish, empty when she may."""

    far: bool
    skal: str
    lagrum: str = "KL 4:27"

    def __bool__(self) -> bool:
        return self.far


def far_reservera(deltog: bool, avstod: bool) -> Reservationsratt:
    """Whether someone may reserve against a beslut: only who took part in it (KL 4:27).

    It does not matter whether she moved or seconded anything. Whoever abstained (KL 4:25) did not take part.
    """
    if not deltog:
        return Reservationsratt(False, "Bara den som har deltagit i beslutet får reservera sig.")
    if avstod:
        return Reservationsratt(
            False, "Den som har avstått från att delta i beslutet får inte reservera sig.", "KL 4:25, 4:27"
        )
    return Reservationsratt(True, "")


def far_lamna(
    slag: UttalandeSlag,
    *,
    tjanstgor: bool,
    deltog: bool,
    avstod: bool,
    ersattare: bool,
    tillatna: Collection[UttalandeSlag],
) -> list[str]:
    """The Swedish reasons why someone may not leave such a statement; empty when she may.

    ``tjanstgor``: serves in this §, as ledamot or in someone's place. ``tillatna``: what the nämnd accepts
    (domain 9.3). A reservation is a right by law (KL 4:27) and needs no such permission; the others rest on
    reglemente or on fullmäktige (KL 6:17).
    """
    if slag == UttalandeSlag.RESERVATION:
        if not tjanstgor:
            return ["Bara den som tjänstgör i ärendet får reservera sig (KL 4:27)."]
        ratt = far_reservera(deltog, avstod)
        return [] if ratt else [f"{ratt.skal[:-1]} ({ratt.lagrum})."]
    skal = []
    if slag not in tillatna:
        skal.append(f"Nämnden tar inte emot {_I_PLURAL[slag]}.")
    if slag == UttalandeSlag.SARSKILT_UTTALANDE and not tjanstgor:
        skal.append("Bara ledamöter och tjänstgörande ersättare får lämna ett särskilt uttalande.")
    if slag == UttalandeSlag.ERSATTARYTTRANDE:
        if not ersattare:
            skal.append("Bara ersättare får lämna ett ersättaryttrande.")
        elif tjanstgor:
            skal.append("Den som tjänstgör lämnar ett särskilt uttalande, inte ett ersättaryttrande.")
    return skal


@dataclass(frozen=True)
class Beslutsforhet:
    """Whether a § can be decided; true in a condition when so. ``kravs`` is the least number enough."""

    beslutsfor: bool
    narvarande: int
    kravs: int
    skal: str
    lagrum: str = "KL 6:27"

    def __bool__(self) -> bool:
        return self.beslutsfor


def beslutsfor(narvarande_tjanstgorande: int, platser: int) -> Beslutsforhet:
    """Whether more than half of the seats serve in the § (KL 6:27).

    ``platser`` counts every ledamot seat, vacant ones too. Raises ValueError for numbers that cannot be.
    """
    if platser < 1 or narvarande_tjanstgorande < 0:
        raise ValueError("Antalet platser ska vara minst 1 och antalet närvarande minst 0.")
    kravs = platser // 2 + 1
    nog = narvarande_tjanstgorande >= kravs
    skal = (
        ""
        if nog
        else f"{narvarande_tjanstgorande} tjänstgör, men minst {kravs} av {platser} behövs för beslut."
    )
    return Beslutsforhet(nog, narvarande_tjanstgorande, kravs, skal)
