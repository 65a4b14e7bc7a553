"""The lines of a paragraph: few are divided, each at a joint, never three in a row, and none is left half empty."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

import pytest

from motions.documents import line_breaks, render
from motions.documents.compounds import fogar
from tests.documents.sidan import Rad, rader
from tests.documents.test_render import fel, sidor
from tests.journeys import verkligt, verkligt_uppdrag

SATSYTA = 210 - 40 - 37
"""The measure of a document."""
LANGSTA_TOMRUM, I_RAPPORTEN = 20.1, 19.7
"""The widest white at the end of a line, of the text below and of the real report, when each line was filled before the next."""

_TEXT = """
Förvaltningen fick i budgeten för året i uppdrag att utreda hur kommunen kan ta vara på den kunskap som finns hos äldre
medarbetare när de går i pension. Utredningen har gjorts tillsammans med personalavdelningen och har pågått sedan i mars. Under
tiden har vi träffat företrädare för fyra andra kommuner, för arbetsgivarna i länet och för de fackliga organisationerna.

Det är tydligt att frågan är större än vad som ryms inom en enda verksamhet. Var fjärde anställd inom äldreomsorgen fyller
sextio år före nästa mandatperiod, och i den tekniska förvaltningen är andelen ännu högre. Samtidigt söker allt färre till de
utbildningar som leder till yrken där bristen redan är stor. Flera chefer beskriver att den som slutar tar med sig en erfarenhet
som ingen har hunnit skriva ner, och att arbetet därefter tar längre tid och kostar mer.

De kommuner som vi har besökt har valt olika vägar. I en av dem får den som vill gå ner i tid behålla sin lön mot att hen
handleder en ny kollega under ett helt år. I en annan har kommunstyrelsen inrättat en gemensam pool, där den som nyss har gått
i pension kan ta korta uppdrag. Båda lösningarna har prövats under tre år och har följts upp av ett lärosäte, som ser att
sjukfrånvaron har minskat och att de nya stannar längre. Vad det har kostat är svårare att säga, eftersom besparingarna
uppstår i en annan del av organisationen än den som betalar för tiden.

Förvaltningen bedömer att ett försök bör göras i mindre skala innan nämnden tar ställning till om arbetssättet ska gälla för alla.
Försöket bör omfatta två enheter, en inom omsorgen och en inom samhällsbyggnad, och pågå i minst arton månader så att det går
att se om resultatet håller över tid. Det är viktigt att både kvinnor och män deltar, att den som handleder får tid avsatt för
det och att cheferna får stöd av personalstrategerna när schemat läggs om. En referensgrupp med representanter för de fackliga
organisationerna föreslås följa arbetet.

Kostnaden för försöket beräknas till drygt en miljon kronor om året, varav huvuddelen är lön för den tid som handledarna lägger
ner. Förvaltningen föreslår att pengarna tas ur anslaget för kompetensutveckling, där det varje år blir medel över. Nämnden
behöver därför inte begära något tillskott i budgetprocessen. Skulle försöket visa att modellen fungerar får en fortsättning
prövas på nytt, och då i samråd med de andra nämnderna, eftersom en del av vinsten uppstår hos dem. En sådan prövning kan göras
tidigast när verksamhetsberättelsen för det andra året är klar.

Barnrättslagen påverkar inte ärendet direkt, men en stabil personalgrupp är en av de saker som barn i förskolan själva lyfter
fram när de tillfrågas. Jämställdheten påverkas i den meningen att de flesta som berörs är kvinnor, som oftare än män har gått
ner i arbetstid av hälsoskäl under de sista åren före pensionen. Om de i stället kan behålla lönen och använda sin kunskap på
ett annat sätt är det bra både för dem och för kommunen. Förslaget har inga konsekvenser för klimatet.
"""
STYCKEN = _TEXT.split("\n\n")


INDRAG = (0, 7, 19, 25)
"""So many letters more in the first line of each paragraph: other words come to stand at the ends of lines."""


def pdf(*stycken: str) -> bytes:
    """A document of these paragraphs."""
    text = "".join(f"<p>{' '.join(s.split())}</p>" for s in stycken)
    artikel = f"<article class='dokument'><h1 class='titel'>T</h1><div class='text'>{text}</div></article>"
    return render.rendera_html(artikel, titel="T", forfattare="F")[0]


def brodtext(data: bytes) -> list[Rad]:
    """The lines of the running text."""
    return [r for r in rader(data) if 14 < r.grad < 15.5 and r.vanster < 60 and len(r.text) > 2]


def stycken(data: bytes) -> list[list[Rad]]:
    """The lines of each paragraph: between two there is more air, or another page."""
    ut: list[list[Rad]] = []
    for fore, rad in pairwise([None, *brodtext(data)]):
        assert rad is not None
        ny = fore is None or fore.sida != rad.sida or fore.nere - rad.nere > 6.2
        ut.append([rad]) if ny else ut[-1].append(rad)
    return ut


def andel(data: bytes) -> float:
    """How many of the lines end with a hyphen, of a hundred."""
    alla = brodtext(data)
    return 100 * sum(r.slutar_med_streck for r in alla) / len(alla)


def tomrum(data: bytes) -> float:
    """The widest white at the end of a line that is not the last of its paragraph."""
    return max(SATSYTA - (r.hoger - 40) for s in stycken(data) for r in s[:-1])


def i_rad(data: bytes) -> int:
    """How many lines in a row end with a hyphen, at most."""
    return max(
        (
            len(list(g))
            for s in stycken(data)
            for streck, g in groupby(r.slutar_med_streck for r in s)
            if streck
        ),
        default=0,
    )


def delade(data: bytes) -> list[tuple[str, int]]:
    """Each divided word, and how many of its letters stand on the first line."""
    ut = []
    for s in stycken(data):
        for rad, nasta in pairwise(s):
            if rad.slutar_med_streck:
                fore = re.split(r"[^\w-]", rad.text)[-1].removesuffix("-")
                efter = (re.match(r"\w+", nasta.text) or [""])[0]
                ut.append((fore + efter, len(fore)))
    return ut


def test_few_lines_are_divided_and_never_three_in_a_row() -> None:
    for n in INDRAG:
        data = pdf(*(f"{'i' * n} {s}" for s in STYCKEN))
        assert len(brodtext(data)) > 40
        assert andel(data) <= 8
        assert i_rad(data) <= 2


HAND = "verk-samhet"
"""Words without a joint that are divided right, where a line would else be too short."""


def test_a_word_is_divided_at_a_joint_and_nowhere_else() -> None:
    """In as many places of the measure as a word can come to."""
    sedda = {d for n in range(0, 40, 2) for d in delade(pdf(*(f"{'i' * n} {s}" for s in STYCKEN)))}
    fel_delade = {
        f"{ord_[:plats]}-{ord_[plats:]}"
        for ord_, plats in sedda
        if plats not in fogar(ord_) and f"{ord_[:plats]}-{ord_[plats:]}" not in HAND.split()
    }
    assert len(sedda) > 6
    assert fel_delade == set()


def test_no_line_is_left_with_more_white_than_before() -> None:
    for n in INDRAG:
        assert round(tomrum(pdf(*(f"{'i' * n} {s}" for s in STYCKEN))), 1) <= LANGSTA_TOMRUM


def test_no_line_is_longer_than_the_measure() -> None:
    for n in INDRAG:
        assert all(r.hoger <= 40 + SATSYTA + 0.2 for r in brodtext(pdf(*(f"{'i' * n} {s}" for s in STYCKEN))))


def test_the_words_are_whole_and_hold_no_soft_hyphen() -> None:
    data = pdf(*STYCKEN, "Ett mjukt arbets\u00admarknads\u00adbindestreck från Word.")
    ord_ = "".join(sidor(data))
    assert "\u00ad" not in ord_
    hela = re.sub(r"[\ufffe\x02]|-\r?\n", "", ord_)
    for s in STYCKEN[:5]:
        assert "".join(s.split()) in "".join(hela.split())
    assert "arbetsmarknadsbindestreck" in hela


def test_what_stands_in_a_line_is_kept_where_it_was() -> None:
    """Marks, links, notes, line breaks of the writer's and signs that are not letters."""
    rikt = (
        "Enligt <strong>kommunstyrelsens verksamhetsuppföljning</strong> och <em>arbetsmarknadsnämndens</em> "
        "<a href='https://exempel.invalid/'>utvecklingsprogram</a> (dnr&nbsp;AMN 2026-0001), 12&nbsp;% av "
        "arbetsmarknadsförvaltningens kostnader<br>ny rad om H<sub>2</sub>O, 40 m<sup>2</sup> och https://exempel.invalid/lang "
        + " ".join(STYCKEN[1].split())
    )
    data = pdf(rikt)
    assert fel(data) == []
    hela = re.sub(r"[\ufffe\x02]|-\r?\n", "", "".join(sidor(data)))
    vantat = re.sub(r"<[^>]*>", "", rikt.replace("<br>", " ").replace("&nbsp;", " "))
    assert "".join(vantat.split()) in "".join(hela.split())
    assert any(r.text.startswith("ny rad om") for r in brodtext(data))


def test_a_paragraph_with_a_word_that_no_line_holds_is_still_set() -> None:
    data = pdf("Före " + "oavbrutetlångtord" * 20 + " efter.", STYCKEN[0])
    assert "efter." in "".join(sidor(data))
    assert fel(data) == []


@pytest.mark.parametrize("ord_", ["å" * 3_000, "lång-" * 600, "arbetsmarknads" * 200])
def test_what_is_no_word_is_not_measured_at_each_of_its_signs(ord_: str) -> None:
    fore = len(line_breaks._Bredder._matta)
    data = pdf(f"Före {ord_} efter.")
    assert "efter." in "".join(sidor(data))
    assert len(line_breaks._Bredder._matta) - fore < 20


def test_a_heading_is_never_divided() -> None:
    rubrik = "Arbetsmarknadsförvaltningens verksamhetsuppföljning och kompetensförsörjningsstrategier"
    artikel = f"<article class='dokument'><h1 class='titel'>T</h1><h2 class='rubrik'>{rubrik}</h2><p>x</p></article>"
    data = render.rendera_html(artikel, titel="T", forfattare="F")[0]
    assert not [r for r in rader(data) if r.slutar_med_streck]


@pytest.mark.skipif(not verkligt.VERKLIGA.is_dir(), reason="the real texts are not at hand")
def test_a_real_report_of_thirteen_pages_is_seldom_divided() -> None:
    """Twenty lines of a hundred were, up to four in a row."""
    text = verkligt_uppdrag.uppdraget(verkligt.VERKLIGA, verkligt_uppdrag.VERKLIGT)
    data = pdf(
        *(
            re.sub(r"\[\^[^\]]*\]", "", stycke)
            for avsnitt in text.avsnitt.values()
            for stycke in avsnitt.split("\n\n")
            if not stycke.startswith(("#", "- "))
        )
    )
    assert andel(data) <= 8
    assert i_rad(data) <= 2
    assert tomrum(data) <= I_RAPPORTEN
