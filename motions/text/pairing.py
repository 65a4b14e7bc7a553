"""What is equal in two sequences, in order, by work that grows as their length and no faster.

difflib takes the cube of the length where much is alike; here it is asked for one run at a time, and only where that is
cheap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from heapq import heappop, heappush
from typing import TypeAlias

STEG = 60
"""The steps that a comparison may take for each word or tag of the two texts; what is left then stands as changed."""
_TATT = 8
"""Up to so many equal pairs for each item, the longest run is sought in a gap; beyond it that costs more than it tells."""

Par = tuple[int, int, int]
"""Where a run of equal items begins before and after, and how long it is."""

_Vag: TypeAlias = "tuple[int, int, int, _Vag] | None"
"""Where a run ended on either side, how long it was, and the way there."""


class Parning:
    """The runs of two sequences that are equal.

    A gap is divided at what stands there once on each side; else at its longest equal run, which reads best; else, where so
    much is alike that the run costs the square of the gap, along the shortest way from one side to the other (Myers). Small
    gaps come first: a hard one spends only what the others left.
    """

    def __init__(self, gamla: Sequence[str], nya: Sequence[str]) -> None:
        self.gamla = gamla
        self.nya = nya
        self.par: list[Par] = []
        self.steg = 0
        self.tak = STEG * (len(gamla) + len(nya))
        self.luckor: list[tuple[int, int, int, int, int]] = []

    def lucka(self, a1: int, a2: int, b1: int, b2: int) -> None:
        """Leave a gap to be divided, less what is equal at its ends."""
        borjan = slut = 0
        kortast = min(a2 - a1, b2 - b1)
        while borjan < kortast and self.gamla[a1 + borjan] == self.nya[b1 + borjan]:
            borjan += 1
        while slut < kortast - borjan and self.gamla[a2 - slut - 1] == self.nya[b2 - slut - 1]:
            slut += 1
        self.steg += borjan + slut
        self.par += [
            (a, b, langd) for a, b, langd in ((a1, b1, borjan), (a2 - slut, b2 - slut, slut)) if langd
        ]
        if borjan + slut < kortast:
            langd = a2 - a1 + b2 - b1 - 2 * (borjan + slut)
            heappush(self.luckor, (langd, a1 + borjan, a2 - slut, b1 + borjan, b2 - slut))

    def klar(self) -> list[Par]:
        """Divide the gaps for as long as there are steps."""
        while self.luckor:
            langd, a1, a2, b1, b2 = heappop(self.luckor)
            if self.steg + langd > self.tak:
                break
            self.steg += langd
            par = sorted(self._dela(a1, a2, b1, b2))
            self.par += par
            if par:
                for i, j, lika in [*par, (a2, b2, 0)]:
                    self.lucka(a1, i, b1, j)
                    a1, b1 = i + lika, j + lika
        return sorted(self.par)

    def _dela(self, a1: int, a2: int, b1: int, b2: int) -> list[Par]:
        a, b = self.gamla[a1:a2], self.nya[b1:b2]
        i_a, i_b = Counter(a), Counter(b)
        lika = sum(antal * i_b[t] for t, antal in i_a.items())
        if lika <= _TATT * (len(a) + len(b)) and self.steg + lika <= self.tak:
            self.steg += lika
            i, j, langd = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
            return [(a1 + i, b1 + j, langd)] if langd else []
        plats = {t: j for j, t in enumerate(b, b1) if t and i_b[t] == 1 == i_a[t]}
        if plats:
            par = tyngsta([(i, plats[t], len(t)) for i, t in enumerate(a, a1) if t in plats])
            return [(i, j, 1) for i, j in par]
        return list(
            self._kortast(
                [i for i, t in enumerate(a, a1) if t in i_b], [j for j, t in enumerate(b, b1) if t in i_a]
            )
        )

    def _kortast(self, a: Sequence[int], b: Sequence[int]) -> Iterator[Par]:
        """The shortest way between what stands on both sides; the part of it that half of the steps left can reach."""
        tak = (self.steg + self.tak) // 2
        langst: dict[int, tuple[int, _Vag]] = {1: (0, None)}
        bast: tuple[int, _Vag] = (0, None)
        for d in range(len(a) + len(b) + 1):
            for k in range(-d, d + 1, 2):
                ned, at_sidan = langst.get(k + 1, (-1, None)), langst.get(k - 1, (-1, None))
                x, vag = ned if ned[0] > at_sidan[0] else (at_sidan[0] + 1, at_sidan[1])
                y = start = x - k
                self.steg += 1
                if self.steg > tak:
                    break
                if x > len(a) or not 0 <= y <= len(b):
                    continue
                while x < len(a) and y < len(b) and self.gamla[a[x]] == self.nya[b[y]]:
                    x, y = x + 1, y + 1
                self.steg += y - start
                if y > start:
                    vag = (x, y, y - start, vag)
                langst[k] = (x, vag)
                if x + y > bast[0]:
                    bast = (x + y, vag)
            if bast[0] == len(a) + len(b) or self.steg > tak:
                break
        vag = bast[1]
        while vag:
            x, y, langd, vag = vag
            yield from ((a[x - s], b[y - s], 1) for s in range(1, langd + 1))


def tyngsta(platser: Sequence[Par]) -> list[tuple[int, int]]:
    """Those of the places before and after, sorted and with a weight, that weigh the most without crossing."""
    sist: list[int] = []
    tyngder: list[int] = []
    kedjor: list[int] = []
    fore: list[int] = []
    for nr, (_, j, vikt) in enumerate(platser):
        hog = slut = bisect_left(sist, j)
        fore.append(kedjor[hog - 1] if hog else -1)
        tyngd = vikt + (tyngder[hog - 1] if hog else 0)
        while slut < len(sist) and tyngder[slut] <= tyngd:
            slut += 1
        if slut > hog or hog == len(sist) or sist[hog] != j:
            sist[hog:slut], tyngder[hog:slut], kedjor[hog:slut] = [j], [tyngd], [nr]
    svar: list[tuple[int, int]] = []
    nr = kedjor[-1] if kedjor else -1
    while nr >= 0:
        svar.append(platser[nr][:2])
        nr = fore[nr]
    return svar[::-1]
