"""Beslutssatser of the kind that nämnder write, in the present tense and as the protokoll tells them."""

from __future__ import annotations

from typing import Any

import pytest

from motions.text import past_tense
from motions.text.finite_verbs import INNEHALL, PRETERITUM, liknar_verb, liknar_verb_med_s
from motions.text.past_tense import Tempus, i_preteritum, tempus


@pytest.mark.parametrize(
    ("forslag", "beslut"),
    [
        (
            "Nämnden beslutar att godkänna förslaget samt att svaret överlämnas till kommunstyrelsen.",
            "Nämnden beslutade att godkänna förslaget samt att svaret överlämnas till kommunstyrelsen.",
        ),
        (
            "Nämnden godkänner och åberopar tjänsteutlåtandet som svar på remissen.",
            "Nämnden godkände och åberopade tjänsteutlåtandet som svar på remissen.",
        ),
        (
            "Nämnden överlämnar tjänsteutlåtandet till kommunstyrelsen som svar på remissen.",
            "Nämnden överlämnade tjänsteutlåtandet till kommunstyrelsen som svar på remissen.",
        ),
        ("Nämnden hänvisar till utlåtandet.", "Nämnden hänvisade till utlåtandet."),
        ("Nämnden antar utlåtandet som sitt svar.", "Nämnden antog utlåtandet som sitt svar."),
        ("Nämnden justerar paragrafen omedelbart.", "Nämnden justerade paragrafen omedelbart."),
        (
            "Nämnden uppdrar åt förvaltningen att återkomma senast i maj.",
            "Nämnden uppdrog åt förvaltningen att återkomma senast i maj.",
        ),
        ("Nämnden tillstyrker motionen.", "Nämnden tillstyrkte motionen."),
        ("Nämnden avstyrker motionens första att-sats.", "Nämnden avstyrkte motionens första att-sats."),
        (
            "Nämnden föreslår kommunfullmäktige att avslå motionen.",
            "Nämnden föreslog kommunfullmäktige att avslå motionen.",
        ),
        ("Nämnden lägger anmälan till handlingarna.", "Nämnden lade anmälan till handlingarna."),
        (
            "Nämnden förklarar beslutet omedelbart justerat.",
            "Nämnden förklarade beslutet omedelbart justerat.",
        ),
    ],
)
def test_the_main_verb_of_a_beslutssats_is_put_in_the_past(forslag: str, beslut: str) -> None:
    assert i_preteritum(forslag) == beslut


def test_what_is_decided_keeps_its_tense() -> None:
    assert i_preteritum("Nämnden beslutar att nämnden överlämnar svaret.") == (
        "Nämnden beslutade att nämnden överlämnar svaret."
    )


def test_an_unknown_verb_is_left_for_the_secretary() -> None:
    assert i_preteritum("Nämnden hyllar förslaget.") == "Nämnden hyllar förslaget."


def test_a_sats_already_in_the_past_is_unchanged() -> None:
    assert i_preteritum("Nämnden godkände rapporten.") == "Nämnden godkände rapporten."


def test_a_word_that_only_contains_a_verb_is_not_touched() -> None:
    assert i_preteritum("Antaren ger rapporten.") == "Antaren gav rapporten."


def test_every_known_verb_changes() -> None:
    assert all(nu != da for nu, da in PRETERITUM.items())


@pytest.mark.parametrize(
    ("forslag", "beslut"),
    [
        (
            "Nämnden tillstyrker planen och översänder yttrandet till länsstyrelsen.",
            "Nämnden tillstyrkte planen och översände yttrandet till länsstyrelsen.",
        ),
        (
            "Nämnden delar kontorets syn och avger yttrandet som sitt eget.",
            "Nämnden delade kontorets syn och avgav yttrandet som sitt eget.",
        ),
        (
            "Nämnden ställer sig bakom avtalet och skickar det vidare.",
            "Nämnden ställde sig bakom avtalet och skickade det vidare.",
        ),
        (
            "Nämnden konstaterar att frågan är utredd och att inget mer behövs.",
            "Nämnden konstaterade att frågan är utredd och att inget mer behövs.",
        ),
        ("Nämnden har inget att erinra mot planen.", "Nämnden hade inget att erinra mot planen."),
        ("Nämnden har inga synpunkter på taxan.", "Nämnden hade inga synpunkter på taxan."),
        ("Nämnden instämmer i yttrandet.", "Nämnden instämde i yttrandet."),
        ("Nämnden utser Siv Alm till ordförande.", "Nämnden utsåg Siv Alm till ordförande."),
        ("Nämnden upphäver beslutet.", "Nämnden upphävde beslutet."),
        ("Nämnden medger undantag.", "Nämnden medgav undantag."),
        ("Nämnden vidhåller sitt yttrande.", "Nämnden vidhöll sitt yttrande."),
        ("Nämnden hänskjuter frågan till fullmäktige.", "Nämnden hänsköt frågan till fullmäktige."),
        ("Nämnden bordlägger ärendet.", "Nämnden bordlade ärendet."),
        (
            "Nämnden återremitterar ärendet och bemyndigar ordföranden att skriva till regionen.",
            "Nämnden återremitterade ärendet och bemyndigade ordföranden att skriva till regionen.",
        ),
        (
            "Nämnden ser positivt på planen, men avstyrker att den börjar gälla i år.",
            "Nämnden såg positivt på planen, men avstyrkte att den börjar gälla i år.",
        ),
        ("Motionen avslås.", "Motionen avslogs."),
        ("Paragrafen justeras omedelbart.", "Paragrafen justerades omedelbart."),
    ],
)
def test_every_finite_verb_of_the_main_clauses_is_put_in_the_past(forslag: str, beslut: str) -> None:
    assert tempus(forslag) == Tempus(beslut)


@pytest.mark.parametrize(
    ("forslag", "beslut"),
    [
        (
            "Nämnden godkänner avtalet, som innebär en ny hyra, och överlämnar det till styrelsen.",
            "Nämnden godkände avtalet, som innebär en ny hyra, och överlämnade det till styrelsen.",
        ),
        (
            "Nämnden beslutar att godkänna planen och lägger rapporten till handlingarna.",
            "Nämnden beslutade att godkänna planen och lade rapporten till handlingarna.",
        ),
        (
            "Nämnden lämnar yttrande om skolskjuts och översänder det som svar på remissen.",
            "Nämnden lämnade yttrande om skolskjuts och översände det som svar på remissen.",
        ),
        (
            "Med stöd av vad som sägs i utlåtandet tillstyrker nämnden planen och tackar för den.",
            "Med stöd av vad som sägs i utlåtandet tillstyrkte nämnden planen och tackade för den.",
        ),
        (
            "Nämnden godkänner planen och kontoret får i uppdrag att följa den.",
            "Nämnden godkände planen och kontoret fick i uppdrag att följa den.",
        ),
        ("Nämnden godkänner delar av planen.", "Nämnden godkände delar av planen."),
        ("Nämnden beslutar att kommunen ska köpa huset.", "Nämnden beslutade att kommunen ska köpa huset."),
        ("Nämnden antar «Alla lämnar bilen».", "Nämnden antog «Alla lämnar bilen»."),
        (
            "Nämnden står fast vid yttrandet och skickar det igen.",
            "Nämnden stod fast vid yttrandet och skickade det igen.",
        ),
    ],
)
def test_the_main_clause_goes_on_after_a_clause_within_it(forslag: str, beslut: str) -> None:
    assert tempus(forslag) == Tempus(beslut)


@pytest.mark.parametrize(
    ("forslag", "verb"),
    [
        ("Nämnden hyllar planen och överlämnar yttrandet.", "hyllar"),
        ("Nämnden godkänner planen och bejakar avtalet.", "bejakar"),
        ("Nämnden godkänner avtalet som reglerar driften och överlämnar ansvaret.", "överlämnar"),
        ("Nämnden föreslår att motionen avslås och översänder yttrandet.", "översänder"),
        ("Nämnden har läst rapporten och lägger den till handlingarna.", "har"),
        ("Nämnden tackar för planen men bör få se den igen.", "bör"),
        ("Avgiften är 300 kronor.", "är"),
    ],
)
def test_a_verb_that_is_not_sure_leaves_the_whole_sentence_as_it_is_and_asks(forslag: str, verb: str) -> None:
    svar = tempus(forslag)

    assert svar.text == forslag
    assert f"«{verb}»" in svar.fraga


@pytest.mark.parametrize(
    "forslag", ["att avslå motionen", "Bifall till motionen", "Nämnden beslutade att avslå motionen.", ""]
)
def test_what_has_no_verb_in_the_present_is_neither_changed_nor_asked_about(forslag: str) -> None:
    assert tempus(forslag) == Tempus(forslag)


def test_several_sentences_are_changed_together_or_not_at_all() -> None:
    assert (
        i_preteritum("Nämnden godkänner planen. Kontoret tackar.")
        == "Nämnden godkände planen. Kontoret tackade."
    )
    assert tempus("Nämnden godkänner planen m.m. Den gäller i år.").text.startswith("Nämnden godkänner")


def test_no_verb_is_both_of_what_a_namnd_does_and_of_what_a_text_does() -> None:
    assert set(PRETERITUM) & INNEHALL == set()


@pytest.mark.parametrize(
    ("forslag", "beslut"),
    [
        (
            "Nämnden överlämnar yttrandet som sitt eget och ber kommunstyrelsen ta ställning.",
            "Nämnden överlämnade yttrandet som sitt eget och bad kommunstyrelsen ta ställning.",
        ),
        (
            "Nämnden godkänner avtalet om samverkan och ber förvaltningen underteckna det.",
            "Nämnden godkände avtalet om samverkan och bad förvaltningen underteckna det.",
        ),
        (
            "Nämnden lämnar över yttrandet och ber om besked.",
            "Nämnden lämnade över yttrandet och bad om besked.",
        ),
        (
            "Nämnden skickar frågan vidare, dvs. ber styrelsen om svar.",
            "Nämnden skickade frågan vidare, dvs. bad styrelsen om svar.",
        ),
        (
            "Nämnden skickar frågan vidare, det vill säga ber styrelsen om svar.",
            "Nämnden skickade frågan vidare, det vill säga bad styrelsen om svar.",
        ),
        (
            "Nämnden uppskattar förslaget och hoppas att det genomförs.",
            "Nämnden uppskattade förslaget och hoppades att det genomförs.",
        ),
        ("Nämnden hoppas att avtalet följs.", "Nämnden hoppades att avtalet följs."),
        (
            "Nämnden beslutar att godkänna planen och hoppas på ett gott samarbete.",
            "Nämnden beslutade att godkänna planen och hoppades på ett gott samarbete.",
        ),
        (
            "Nämnden lämnar planen som svar och minns vad som sades i maj.",
            "Nämnden lämnade planen som svar och mindes vad som sades i maj.",
        ),
        ("Nämnden enas om ett svar och tror på det.", "Nämnden enades om ett svar och trodde på det."),
        ("Ärendet utgår.", "Ärendet utgick."),
        ("Punkten utgår från dagordningen.", "Punkten utgick från dagordningen."),
        ("Ärendet utgår och motionen bordläggs.", "Ärendet utgick och motionen bordlades."),
        (
            "Kommunfullmäktige föreslås besluta att anta taxan.",
            "Kommunfullmäktige föreslogs besluta att anta taxan.",
        ),
        ("Nämnden välkomnar förslaget.", "Nämnden välkomnade förslaget."),
        ("Nämnden avråder från planen.", "Nämnden avrådde från planen."),
        (
            "Nämnden avbryter upphandlingen och häver avtalet.",
            "Nämnden avbröt upphandlingen och hävde avtalet.",
        ),
        ("Nämnden ingår avtal med regionen.", "Nämnden ingick avtal med regionen."),
        (
            "Nämnden godkänner kalkylen och ingår ett hyresavtal.",
            "Nämnden godkände kalkylen och ingick ett hyresavtal.",
        ),
        ("Nämnden polisanmäler händelsen.", "Nämnden polisanmälde händelsen."),
        ("Nämnden åtar sig att utreda frågan.", "Nämnden åtog sig att utreda frågan."),
        (
            "Nämnden har inget att invända utan hänvisar till utlåtandet.",
            "Nämnden hade inget att invända utan hänvisade till utlåtandet.",
        ),
        (
            "Nämnden avger inget yttrande utan i stället ber nämnden om anstånd.",
            "Nämnden avgav inget yttrande utan i stället bad nämnden om anstånd.",
        ),
        ("Nämnden godkänner planen utan förbehåll.", "Nämnden godkände planen utan förbehåll."),
        ("Yttrandet överlämnas som svar och godkänns.", "Yttrandet överlämnades som svar och godkändes."),
        (
            "Nämnden beslutar att motionen och skrivelsen avslås.",
            "Nämnden beslutade att motionen och skrivelsen avslås.",
        ),
        (
            "Nämnden godkänner planen och elevernas förslag.",
            "Nämnden godkände planen och elevernas förslag.",
        ),
        ("Nämnden godkänner planen för nya bad.", "Nämnden godkände planen för nya bad."),
        ("Nämnden godkänner planen och bär kostnaden.", "Nämnden godkände planen och bar kostnaden."),
        ("Nämnden skär ned anslaget och tål kritiken.", "Nämnden skar ned anslaget och tålde kritiken."),
        (
            "Nämnden tackar för planen och för arbetet med den.",
            "Nämnden tackade för planen och för arbetet med den.",
        ),
        (
            "Nämnden godkänner planen för ett nytt spår med rör till en kör.",
            "Nämnden godkände planen för ett nytt spår med rör till en kör.",
        ),
    ],
)
def test_short_verbs_verbs_in_s_and_those_of_every_day_are_put_in_the_past(forslag: str, beslut: str) -> None:
    assert tempus(forslag) == Tempus(beslut)


@pytest.mark.parametrize(
    ("forslag", "verb"),
    [
        ("Nämnden godkänner planen och saknas i maj.", "saknas"),
        ("Nämnden tackar för planen och trivs med den.", "trivs"),
        ("Nämnden tackar för planen och finns till hands.", "finns"),
        ("Nämnden godkänner planen och anstränger sig, brottas med frågan.", "anstränger"),
        ("Nämnden godkänner planen och brottas med frågan.", "brottas"),
        ("Kostnaden uppskjuts och planen godkänns.", "uppskjuts"),
        ("Nämnden beslutar att godkänna planen och paragrafen justeras.", "justeras"),
        ("Yttrandet överlämnas som svar och brottas med frågan.", "brottas"),
        ("Avgiften beräknas till 300 kronor.", "beräknas"),
        ("Ärendet utgår från en motion.", "utgår"),
        ("Kostnaden ingår i avtalet.", "ingår"),
        ("Nämnden har inget att invända utan hyllar planen.", "hyllar"),
        ("Nämnden skickar frågan vidare, dvs. hyllar planen.", "hyllar"),
        ("Nämnden brottas med frågan.", "brottas"),
        ("Nämnden tillstyrker planen och kör i gång den.", "kör"),
        ("Nämnden godkänner planen och rör inte taxan.", "rör"),
        ("Nämnden spår en ökning.", "spår"),
        ("Nämnden tar del av planen och för frågan vidare.", "för"),
        ("Nämnden lägger ned ärendet och för över medlen.", "för"),
        ("Nämnden för samtal med grannarna.", "för"),
        ("Nämnden avslår planen och må därmed anses ha svarat.", "må"),
    ],
)
def test_a_verb_in_s_or_in_other_company_that_is_not_sure_is_asked_about(forslag: str, verb: str) -> None:
    svar = tempus(forslag)

    assert svar.text == forslag
    assert f"«{verb}»" in svar.fraga


def test_a_word_that_fills_a_page_is_no_verb_and_is_read_at_once() -> None:
    for ord_ in ("a" * 20_000 + "r", "as" * 10_000):
        assert not liknar_verb(ord_)
        assert not liknar_verb_med_s(ord_)
    assert liknar_verb("kuggar")
    assert liknar_verb_med_s("kuggas")


class _RaknadeBitar(list[Any]):
    """Counts the pieces that are taken out of it, one by one or many at once."""

    tagna = 0

    def __getitem__(self, plats: Any) -> Any:
        svar = super().__getitem__(plats)
        self.tagna += len(svar) if isinstance(plats, slice) else 1
        return svar


class _RaknadText(str):
    """Counts the signs that are searched through for one sign, in the text and in its lines."""

    sokta: list[int]

    def split(self, *args: Any) -> Any:
        rader = [_RaknadText(rad) for rad in super().split(*args)]
        for rad in rader:
            rad.sokta = self.sokta
        return rader

    def index(self, tecken: str, *fran: Any) -> int:
        plats = super().index(tecken, *fran)
        self.sokta.append(plats - (fran[0] if fran else 0))
        return plats

    def find(self, tecken: str, *fran: Any) -> int:
        plats = super().find(tecken, *fran)
        self.sokta.append((len(self) if plats < 0 else plats) - (fran[0] if fran else 0))
        return plats

    def rfind(self, tecken: str, *fran: Any) -> int:
        plats = super().rfind(tecken, *fran)
        self.sokta.append(len(self) - max(plats, 0))
        return plats


UPPREPAT = [
    "a, ",
    "Anna Ek, ",
    "a ",
    "a.",
    "Nämnden godkänner planen. ",
    "att a, ",
    "«a ",
    "“a ",
    '"a ',
    "(a ",
    "\n",
    ", ; ",
]


@pytest.mark.parametrize("bit", UPPREPAT)
def test_each_piece_of_a_long_text_is_looked_at_a_few_times_however_long_it_is(
    bit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bitar = _RaknadeBitar(past_tense._bitar(bit * 3_000))
    monkeypatch.setattr(past_tense, "_bitar", lambda _sats: bitar)

    assert tempus(bit * 3_000).text == bit.replace("godkänner", "godkände") * 3_000
    assert bitar.tagna < 12 * len(bitar)


@pytest.mark.parametrize("bit", ["«a ", "»a ", "“a ", "”a ", '"a ', "«a» «", "«a” “a» ", "(«a"])
def test_the_end_of_a_quotation_is_searched_for_once_in_a_line_that_has_none(bit: str) -> None:
    text = _RaknadText(bit * 3_000 + "\n" + bit * 3_000)
    text.sokta = []

    assert tempus(text).text == text
    assert sum(text.sokta) < 6 * len(text)


def test_what_is_kept_of_a_sentence_does_not_grow_with_it() -> None:
    mening = past_tense._Mening()
    for _ in range(1_000):
        past_tense._ord(mening, "anna", ["ek"])
        past_tense._skiljetecken(mening, ",")

    assert all(len(varde) < 10 for varde in vars(mening).values() if isinstance(varde, str | list | tuple))
    assert mening.komma
