"""The order of propositions to propose, what follows from their outcome, and the decided text.

KL leaves the order to the ordförande; practice is firm (domain 1.17): formal yrkanden first, then the
huvudförslag against its rivals, tilläggsyrkanden last. Three or more proposals stand in one proposition: by
acklamation they are put one by one.
"""

from collections.abc import Iterable, Sequence

from motions.beslutsgang.fakta import (
    FORMELLA,
    BeslutadPunkt,
    Fraga,
    Huvudforslag,
    Proposition,
    Textpunkt,
    Yrkande,
)
from motions.states import YrkandeSlag, YrkandeTillstand


class _Lage:
    """The yrkanden of a § that are not withdrawn, sorted by what they aim at."""

    def __init__(self, huvudforslag: Huvudforslag | None, yrkanden: Sequence[Yrkande]) -> None:
        self.huvud = huvudforslag
        # Second hand after first; otherwise the order in which they were moved.
        self.alla = sorted((y for y in yrkanden if not y.atertaget), key=lambda y: y.rang)
        self.formella = [y for y in self.alla if y.slag in FORMELLA]
        self.tillagg = [y for y in self.alla if y.slag == YrkandeSlag.TILLAGG]
        self.rivaler = [y for y in self.alla if self._ar_rival(y)]
        self.pa_punkt = [y for y in self.alla if y.mal_punkt is not None and y.mal_yrkande is None]
        self.andringar_av_yrkande = [
            y for y in self.alla if y.slag == YrkandeSlag.ANDRING and y.mal_yrkande is not None
        ]

    def _stodjer_motionen(self, y: Yrkande) -> bool:
        return y.slag == YrkandeSlag.BIFALL_MOTION and self.huvud is not None and self.huvud.bifaller_motionen

    def _ar_rival(self, y: Yrkande) -> bool:
        """Whether the yrkande would put something else in the place of the whole huvudförslag."""
        if y.slag == YrkandeSlag.EGET_FORSLAG:
            return True
        if y.slag == YrkandeSlag.BIFALL_MOTION:
            return not self._stodjer_motionen(y)
        mot_helheten = y.mal_punkt is None and y.mal_yrkande is None
        return mot_helheten and y.slag in (YrkandeSlag.AVSLAG, YrkandeSlag.ANDRING)

    def stod(self, id_: str) -> tuple[str, ...]:
        return tuple(y.id for y in self.alla if y.slag == YrkandeSlag.BIFALL and y.mal_yrkande == id_)

    def mot(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The yrkanden that some of these are rejected."""
        mal = set(ids)
        return tuple(y.id for y in self.alla if y.slag == YrkandeSlag.AVSLAG and y.mal_yrkande in mal)

    def med_stod(self, y: Yrkande) -> tuple[str, ...]:
        return (y.id, *self.stod(y.id))

    def huvudsida(self, omstridda: set[int]) -> tuple[str, ...]:
        """The huvudförslag with those who moved bifall to it, or to a point that nobody contests."""
        if self.huvud is None:
            return ()
        stod = tuple(
            y.id
            for y in self.alla
            if self._stodjer_motionen(y)
            or (
                y.slag == YrkandeSlag.BIFALL
                and y.mal_yrkande is None
                and (y.mal_punkt is None or y.mal_punkt not in omstridda)
            )
        )
        return (self.huvud.id, *stod)


def foresla_ordning(
    huvudforslag: Huvudforslag | None, yrkanden: Sequence[Yrkande]
) -> tuple[Proposition, ...]:
    """The propositions to put, in order, by the book; none of them decided.

    Återremiss before bordläggning, each as «avgöras i dag eller …»; then the huvudförslag against all that
    would replace it; then each contested point; then tillägg and changes of yrkanden, one by one. With
    contested points and no rival to the whole, the huvudförslag «i övrigt» comes after the points.
    """
    lage = _Lage(huvudforslag, yrkanden)
    return (
        *_formella(lage),
        *_huvudfragan(lage),
        *(Proposition(Fraga.TILLAGG, (lage.med_stod(y), lage.mot([y.id]))) for y in lage.tillagg),
        *_andringar(lage, [y for y in lage.alla if y not in lage.formella]),
    )


def _formella(lage: _Lage) -> Iterable[Proposition]:
    for slag in FORMELLA:
        lika = [y for y in lage.formella if y.slag == slag]
        if not lika:
            continue
        ids = tuple(id_ for y in lika for id_ in lage.med_stod(y))
        yield Proposition(Fraga.FORMELL, (lage.mot(ids), ids))
        yield from _andringar(lage, lika)


def _andringar(lage: _Lage, malen: Sequence[Yrkande]) -> Iterable[Proposition]:
    ids = {y.id for y in malen}
    for y in lage.andringar_av_yrkande:
        if y.mal_yrkande in ids:
            yield Proposition(Fraga.ANDRING_AV_YRKANDE, (lage.med_stod(y), lage.mot([y.id])))


def _huvudfragan(lage: _Lage) -> Iterable[Proposition]:
    omstridda = {
        y.mal_punkt
        for y in lage.pa_punkt
        if y.mal_punkt is not None and y.slag in (YrkandeSlag.AVSLAG, YrkandeSlag.ANDRING)
    }
    punktfragor = [_punktfraga(lage, nummer) for nummer in sorted(omstridda)] if lage.huvud else []
    if lage.rivaler:
        rivaler = [lage.med_stod(y) for y in lage.rivaler]
        forst = lage.huvudsida(omstridda)
        if forst:
            yield Proposition(Fraga.HUVUDFORSLAG, (forst + lage.mot(y.id for y in lage.rivaler), *rivaler))
        elif len(rivaler) == 1:
            yield Proposition(Fraga.HUVUDFORSLAG, (rivaler[0], lage.mot([lage.rivaler[0].id])))
        else:
            yield Proposition(Fraga.HUVUDFORSLAG, tuple(rivaler))
        yield from punktfragor
    elif lage.huvud:
        yield from punktfragor
        yield Proposition(Fraga.HUVUDFORSLAG, (lage.huvudsida(omstridda), ()), i_ovrigt=bool(punktfragor))


def _punktfraga(lage: _Lage, nummer: int) -> Proposition:
    """One point of the huvudförslag against what would change or reject it."""
    har = [y for y in lage.pa_punkt if y.mal_punkt == nummer]
    bifall = tuple(y.id for y in har if y.slag == YrkandeSlag.BIFALL)
    rivaler = [y for y in har if y.slag in (YrkandeSlag.AVSLAG, YrkandeSlag.ANDRING)]
    forst = (lage.huvud.id, *bifall) if lage.huvud else bifall
    forst += lage.mot(y.id for y in rivaler)
    return Proposition(Fraga.PUNKT, (forst, *(lage.med_stod(y) for y in rivaler)), punkt=nummer)


def utfall(
    huvudforslag: Huvudforslag | None,
    yrkanden: Sequence[Yrkande],
    propositioner: Sequence[Proposition],
) -> dict[str, YrkandeTillstand]:
    """What follows for every förslag and yrkande from the decided propositions, in their order.

    What stands in the winning alternative is bifallet, in a losing one avslaget. Förfallet is what is never
    put: everything else when a formal yrkande wins; a change or tillägg when what it builds on falls; a
    second-hand yrkande when the same mover's first-hand one wins. What no decided proposition reaches stays
    framställt. Raises KeyError for a proposition on something that is not in the §.
    """
    svar = {
        y.id: YrkandeTillstand.ATERTAGET if y.atertaget else YrkandeTillstand.FRAMSTALLT for y in yrkanden
    }
    if huvudforslag:
        svar[huvudforslag.id] = YrkandeTillstand.FRAMSTALLT
    for proposition in propositioner:
        if proposition.vann is None:
            continue
        _fordela(svar, proposition, huvudforslag)
        # What lapses can take more with it.
        while faller := _faller(huvudforslag, yrkanden, proposition, svar):
            svar.update(dict.fromkeys(faller, YrkandeTillstand.FORFALLET))
    return svar


def _fordela(
    svar: dict[str, YrkandeTillstand], proposition: Proposition, huvudforslag: Huvudforslag | None
) -> None:
    """Give the open ids of a decided proposition their outcome.

    A lost point does not make the huvudförslag fall.
    """
    for plats, ids in enumerate(proposition.alternativ):
        for id_ in ids:
            bara_en_punkt = (
                huvudforslag is not None and id_ == huvudforslag.id and proposition.fraga == Fraga.PUNKT
            )
            if svar[id_] == YrkandeTillstand.FRAMSTALLT and not bara_en_punkt:
                svar[id_] = (
                    YrkandeTillstand.BIFALLET if plats == proposition.vann else YrkandeTillstand.AVSLAGET
                )


def _faller(
    huvudforslag: Huvudforslag | None,
    yrkanden: Sequence[Yrkande],
    proposition: Proposition,
    svar: dict[str, YrkandeTillstand],
) -> list[str]:
    """The ids that are still open and lapse because of what has now been decided."""
    oppna = [y for y in yrkanden if svar[y.id] == YrkandeTillstand.FRAMSTALLT]
    if proposition.fraga == Fraga.FORMELL and proposition.vann != 0:
        vinnare = {y.id for y in yrkanden if svar[y.id] == YrkandeTillstand.BIFALLET}
        faller = [y.id for y in oppna if y.mal_yrkande not in vinnare]
        if huvudforslag and svar[huvudforslag.id] == YrkandeTillstand.FRAMSTALLT:
            faller.append(huvudforslag.id)
        return faller
    fallna = {
        id_ for id_, ett in svar.items() if ett in (YrkandeTillstand.AVSLAGET, YrkandeTillstand.FORFALLET)
    }
    forsta_hand = {
        y.framstalld_av for y in yrkanden if y.rang == 1 and svar[y.id] == YrkandeTillstand.BIFALLET
    }
    return [
        y.id
        for y in oppna
        if (y.mal_yrkande in fallna)
        or (huvudforslag is not None and huvudforslag.id in fallna and _bygger_pa_huvudforslaget(y))
        or (y.rang > 1 and y.framstalld_av in forsta_hand)
    ]


def _bygger_pa_huvudforslaget(y: Yrkande) -> bool:
    return y.mal_yrkande is None and (y.mal_punkt is not None or y.slag == YrkandeSlag.TILLAGG)


def beslutade_punkter(
    huvudforslag: Huvudforslag | None,
    yrkanden: Sequence[Yrkande],
    propositioner: Sequence[Proposition],
) -> tuple[BeslutadPunkt, ...]:
    """The text that was decided, as a sum of parts; a proposal for the secretary to adjust.

    The points of the huvudförslag with changed points replaced and rejected ones left out, or the points of
    the rival that won, then the tillägg. Empty when a formal yrkande won or avslag left nothing.
    """
    svar = utfall(huvudforslag, yrkanden, propositioner)
    vinnare = [y for y in yrkanden if svar[y.id] == YrkandeTillstand.BIFALLET]
    if any(y.slag in FORMELLA for y in vinnare):
        return ()
    andrade = {y.mal_yrkande: y for y in vinnare if y.slag == YrkandeSlag.ANDRING and y.mal_yrkande}

    def egna(y: Yrkande) -> list[BeslutadPunkt]:
        kalla = andrade.get(y.id, y)
        return [_beslutad(kalla.id, punkt) for punkt in kalla.punkter]

    delar: list[BeslutadPunkt] = []
    if huvudforslag and svar[huvudforslag.id] == YrkandeTillstand.BIFALLET:
        for punkt in huvudforslag.punkter:
            byten = [
                y
                for y in vinnare
                if y.mal_punkt == punkt.nummer and y.slag in (YrkandeSlag.AVSLAG, YrkandeSlag.ANDRING)
            ]
            delar += (
                [del_ for y in byten for del_ in egna(y)] if byten else [_beslutad(huvudforslag.id, punkt)]
            )
    else:
        for y in _Lage(huvudforslag, vinnare).rivaler:
            delar += egna(y)
    for y in vinnare:
        if y.slag == YrkandeSlag.TILLAGG:
            delar += egna(y)
    return tuple(delar)


def _beslutad(ur: str, punkt: Textpunkt) -> BeslutadPunkt:
    return BeslutadPunkt(ur, punkt.nummer, punkt.text)
