"""What a § still lacks before it can be justerad (KL 5:67 p. 1-6), and what in it contradicts itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from motions.beslutsgang.fakta import FORMELLA, Paragraf, Yrkande
from motions.beslutsgang.ordning import utfall
from motions.beslutsgang.text import yrkandets_namn
from motions.states import YrkandeSlag, YrkandeTillstand

_I_ORD = {
    YrkandeTillstand.FRAMSTALLT: "framställt",
    YrkandeTillstand.BIFALLET: "bifallet",
    YrkandeTillstand.AVSLAGET: "avslaget",
    YrkandeTillstand.ATERTAGET: "återtaget",
    YrkandeTillstand.FORFALLET: "förfallet",
}


@dataclass(frozen=True)
class Brist:
    """A reason in Swedish why a § cannot be justerad yet, and the section that asks for it."""

    skal: str
    lagrum: str


def kontrollera(paragraf: Paragraf) -> tuple[Brist, ...]:
    """Every reason why the § is not complete; empty when it is.

    Asked in the order of KL 5:67. Point 3, omröstningar, is answered by acklamation: there was none.
    """
    return (
        *_forslag_och_yrkanden(paragraf),
        *_propositionsordning(paragraf),
        *_beslut(paragraf),
        *_deltagare_och_reservationer(paragraf),
    )


def _levande(paragraf: Paragraf) -> list[Yrkande]:
    return [
        y
        for y in paragraf.yrkanden
        if not y.atertaget and paragraf.utfall.get(y.id) != YrkandeTillstand.ATERTAGET
    ]


def _forslag_och_yrkanden(paragraf: Paragraf) -> Iterator[Brist]:
    lagrum = "KL 5:67 p. 1"
    levande = _levande(paragraf)
    if paragraf.huvudforslag is None and not levande:
        yield Brist("Paragrafen saknar både förslag och yrkanden.", lagrum)
    ids = {y.id for y in paragraf.yrkanden}
    punkter = {punkt.nummer for punkt in paragraf.huvudforslag.punkter} if paragraf.huvudforslag else set()
    for y in levande:
        vad = _versal(yrkandets_namn(y))
        if y.mal_punkt is not None and y.mal_punkt not in punkter:
            yield Brist(f"{vad} gäller en punkt som inte finns i förslaget.", lagrum)
        if y.mal_yrkande is not None and y.mal_yrkande not in ids:
            yield Brist(f"{vad} gäller ett yrkande som inte finns.", lagrum)
        if y.slag == YrkandeSlag.BIFALL and y.mal_yrkande is None and paragraf.huvudforslag is None:
            yield Brist(f"{vad} gäller ett förslag, men paragrafen har inget huvudförslag.", lagrum)
        if paragraf.utfall.get(y.id, YrkandeTillstand.FRAMSTALLT) == YrkandeTillstand.FRAMSTALLT:
            yield Brist(f"{vad} saknar utfall. Ange om det bifölls, avslogs, återtogs eller förföll.", lagrum)


def _propositionsordning(paragraf: Paragraf) -> Iterator[Brist]:
    lagrum = "KL 5:67 p. 2"
    omstritt = any(y.slag != YrkandeSlag.BIFALL for y in _levande(paragraf))
    if omstritt and not paragraf.propositioner:
        yield Brist("Ange i vilken ordning ordföranden ställde propositioner på förslagen.", lagrum)
    kanda = {y.id for y in paragraf.yrkanden} | (
        {paragraf.huvudforslag.id} if paragraf.huvudforslag else set()
    )
    stallda = {id_ for p in paragraf.propositioner for alternativ in p.alternativ for id_ in alternativ}
    if stallda - kanda:
        yield Brist("En proposition gäller ett förslag eller yrkande som inte finns i paragrafen.", lagrum)
    elif paragraf.propositioner and all(p.vann is not None for p in paragraf.propositioner):
        foljer = utfall(paragraf.huvudforslag, paragraf.yrkanden, paragraf.propositioner)
        for y in _levande(paragraf):
            antecknat = paragraf.utfall.get(y.id, YrkandeTillstand.FRAMSTALLT)
            if YrkandeTillstand.FRAMSTALLT not in (antecknat, foljer[y.id]) and antecknat != foljer[y.id]:
                yield Brist(
                    f"{_versal(yrkandets_namn(y))} är antecknat som {_I_ORD[antecknat]}, "
                    f"men enligt beslutsgången är det {_I_ORD[foljer[y.id]]}.",
                    lagrum,
                )


def _beslut(paragraf: Paragraf) -> Iterator[Brist]:
    lagrum = "KL 5:67 p. 4"
    if not paragraf.beslutspunkter:
        yield Brist("Beslutet saknar beslutspunkter.", lagrum)
    for nummer, text in enumerate(paragraf.beslutspunkter, start=1):
        if not text.strip():
            yield Brist(f"Beslutspunkt {nummer} saknar text.", lagrum)
    bifallna = [y for y in _levande(paragraf) if paragraf.utfall.get(y.id) == YrkandeTillstand.BIFALLET]
    formella = {y.slag for y in bifallna if y.slag in FORMELLA}
    if len(formella) > 1:
        yield Brist("Ärendet kan inte både återremitteras och bordläggas.", lagrum)
    # What follows a formal yrkande (support for it, a change of its motive) is bifallet together with it.
    formella_ids = {y.id for y in bifallna if y.slag in FORMELLA}
    for y in bifallna if formella else ():
        if y.slag not in FORMELLA and y.mal_yrkande not in formella_ids:
            yield Brist(
                f"{_versal(yrkandets_namn(y))} kan inte vara bifallet när ärendet inte avgörs i dag.", lagrum
            )


def _deltagare_och_reservationer(paragraf: Paragraf) -> Iterator[Brist]:
    if not paragraf.deltagare:
        yield Brist("Ange vilka som deltog i beslutet.", "KL 5:67 p. 5")
    if not paragraf.reservationer_besvarade:
        yield Brist("Ange om någon reserverade sig mot beslutet.", "KL 5:67 p. 6")


def _versal(text: str) -> str:
    return text[:1].upper() + text[1:]
