"""The judge, on runs that are written down: what is right is passed, and each fault is told."""

from __future__ import annotations

import hashlib
import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.haverier import dom
from tests.haverier.dom import FRISK, OVISS, SJUK, Avsnittet, Dom, Halsoprov, Mottaget, Serie
from tests.haverier.epost import Epost, Lage
from tests.haverier.journal import Fraga, Journal, Rad, las
from tests.haverier.klient import Svar
from tests.haverier.resultat import Ramar, Resultat
from tests.haverier.sida import SIDA, TABELLEN, antal_fel, felen, tabell, utslaget


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sparad(token: str, version: int, text: str, *, status: int = 200) -> Rad:
    return Rad(
        "spara", token, status, status == 200, 0.0, 0.1, version=version, sha256=_sha(text), var="1/bakgrund"
    )


ETT, TVA = "<p>t1r0n1z</p>", "<p>t1r0n1z t1r1n1z</p>"
BRA = [_sparad("t1r0n1z", 1, ETT), _sparad("t1r1n1z", 0, TVA, status=412), _sparad("t1r1n1z", 2, TVA)]


def _avsnitt(text: str = TVA, **versioner: str) -> dict[str, Avsnittet]:
    alla = {"v1": ETT, "v2": TVA} | versioner
    return {
        "1/bakgrund": Avsnittet(
            text, 2, {int(v[1:]): _sha(t) for v, t in alla.items()}, frozenset({"t1r1n1z"})
        )
    }


def test_saves_that_are_kept_are_passed() -> None:
    assert dom.sparningar(BRA, _avsnitt()).ren


def test_a_word_that_is_not_in_force_is_lost() -> None:
    assert dom.sparningar(BRA, _avsnitt("<p>t1r1n1z</p>")).forlorade == [
        "1/bakgrund: t1r0n1z kvitterades som version 1 men står inte i texten."
    ]


def test_a_text_that_is_not_word_for_word_is_lost() -> None:
    utslag = dom.sparningar(BRA, _avsnitt(v2=TVA.replace("<p>", "<p> ")))
    assert utslag.forlorade == ["1/bakgrund: version 2 är inte ordagrant den text som kvitterades."]


def test_a_refused_text_that_was_not_kept_is_lost() -> None:
    rader = [*BRA, _sparad("t1r2n1z", 0, TVA, status=412)]
    assert dom.sparningar(rader, _avsnitt()).forlorade == [
        "1/bakgrund: t1r2n1z avvisades och sparades inte undan."
    ]


def test_two_saves_with_one_version_are_told_and_so_is_a_wrong_order() -> None:
    rader = [BRA[0], _sparad("t1r1n1z", 1, TVA)]
    assert dom.sparningar(rader, _avsnitt()).dubbla == ["1/bakgrund: version 1 kvitterades 2 gånger."]
    bakvant = _avsnitt("<p>t1r1n1z t1r0n1z</p>")
    assert dom.sparningar(BRA, bakvant).halva == [
        "1/bakgrund: de kvitterade orden står inte i den ordning de kvitterades."
    ]


def test_a_save_without_an_answer_may_be_there_or_not() -> None:
    rader = [*BRA, _sparad("t1r3n1z", 0, "", status=0)]
    assert dom.sparningar(rader, _avsnitt()).ren
    assert dom.sparningar(rader, _avsnitt("<p>t1r0n1z t1r1n1z t1r3n1z</p>")).ren


def _gjord(token: str, status: int = 302, plats: str = "/arende/1/") -> Rad:
    return Rad("registrera", token, status, Svar(status, plats).kvitterat, 1.0, 0.1, plats)


def test_an_act_is_done_once_when_it_was_acknowledged_and_never_twice() -> None:
    rader = [_gjord("a"), _gjord("b", 0, ""), _gjord("c", 302, "/logga-in/?next=/")]
    assert dom.gjorda(rader, "registrera", {"a": 1, "b": 1}).ren
    utslag = dom.gjorda(rader, "registrera", {"b": 2})
    assert utslag.forlorade == ["registrera a kvitterades men finns inte."]
    assert utslag.dubbla == ["registrera b gjordes 2 gånger."]


def test_one_key_has_one_answer() -> None:
    assert dom.lika_svar([_gjord("a"), _gjord("a")]).ren
    assert dom.lika_svar([_gjord("a"), _gjord("a", plats="/arende/2/")]).svar
    assert dom.lika_svar([_gjord("a", 500)]).svar


def test_only_some_answers_are_right() -> None:
    assert dom.ratta_svar([_gjord("a"), _gjord("b", 0)], (302,)).ren
    assert dom.ratta_svar([_gjord("a", 500)], (302,)).svar == ["1 av registrera fick svaret 500."]


def test_whoever_is_told_to_wait_is_told_in_words() -> None:
    def rad(status: int, ord_: str) -> Rad:
        return Rad("spara", "a", status, False, 10.0, 1.0, ord=ord_)

    assert dom.ordlosa([rad(503, "Inget har sparats."), rad(412, "")]).ren
    assert dom.ordlosa([rad(503, ""), rad(503, "Fel")]).svar == ["2 av spara fick 503 utan ord."]


@pytest.mark.parametrize(
    ("serie", "fel"),
    [
        (Serie("dnr", (1, 2, 3), 3), []),
        (Serie("dnr", (), 0), []),
        (Serie("§§", (7, 8), None, 7), []),
        (Serie("dnr", (1, 3), 3), ["dnr: 2 saknas."]),
        (Serie("dnr", (1, 2, 2), 2), ["dnr: 2 finns 2 gånger."]),
        (Serie("dnr", (1, 2), 3), ["dnr: räknaren står på 3, det sista är 2."]),
    ],
)
def test_a_series_is_without_gap_and_double(serie: Serie, fel: list[str]) -> None:
    assert dom.nummer([serie]).nummer == fel


def test_a_clean_judgement_is_of_nothing_found() -> None:
    assert Dom().ren
    assert not (Dom() + Dom(halva=["en"])).ren


def test_what_was_there_before_is_nobodys_fault() -> None:
    assert dom.halva({"kedjor med hål": 1}, {"kedjor med hål": 1}).ren
    assert dom.halva({"kedjor med hål": 1}, {}).halva == ["kedjor med hål: 1."]
    assert dom.strandade({"osända mejl": 2}, {"osända mejl": 1}).strandade == ["osända mejl: 2."]


def test_a_mail_comes_and_comes_again_with_its_own_message_id_alone() -> None:
    ett, skrivna = Mottaget("<1>", "Hej", "a@b"), {"<1>": ("Hej", True), "<3>": ("Hej", False)}
    assert dom.mejl(skrivna, [ett, ett, Mottaget("<3>", "Hej", "a@b")]).ren
    assert dom.mejl(skrivna, []).forlorade == ["Mejlet «Hej» sägs vara skickat men togs aldrig emot."]
    assert dom.mejl(skrivna, [ett, Mottaget("<2>", "Hej", "a@b")]).dubbla == [
        "Mejlet «Hej» kom med ett Message-ID som ingen har skrivit: <2>."
    ]


@pytest.mark.parametrize(
    ("status", "fore", "efter", "fel"),
    [
        (200, FRISK, FRISK, False),
        (503, SJUK, SJUK, False),
        (0, SJUK, SJUK, False),
        (200, SJUK, SJUK, True),
        (503, FRISK, FRISK, True),
        (500, SJUK, SJUK, True),
        (200, SJUK, OVISS, False),
        (503, FRISK, SJUK, False),
    ],
)
def test_halsa_is_wrong_when_the_truth_is_sure_before_and_after(
    status: int, fore: str, efter: str, fel: bool
) -> None:
    prov = Halsoprov(0.0, status, "", (fore, "orsak"), (efter, "orsak"))
    assert bool(dom.halsofel([prov]).halsa) is fel


def test_a_journal_is_read_as_it_was_written_also_when_it_was_cut(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    Fraga(journal, "sats", "t1b0n1z").besvarad(Svar(302, "/utlatande/1/"))
    Fraga(journal, "spara", "t1r0n1z", "1/bakgrund", "abc").besvarad(Svar(500, text="Fel"))
    journal.stang()
    fil = tmp_path / "j.jsonl"
    assert las(fil) == journal.rader
    assert journal.rader[1].ord == "Fel"
    fil.write_text(fil.read_text()[:-10])
    assert las(fil) == journal.rader[:1]


def _skicka(posten: Epost, meddelande_id: str) -> None:
    brev = EmailMessage()
    brev["Message-ID"], brev["Subject"], brev["To"], brev["From"] = (
        meddelande_id,
        "Ärendet",
        "a@b.se",
        "c@d.se",
    )
    brev.set_content("Hej\n.\nHej")
    with smtplib.SMTP("127.0.0.1", int(posten.url.rpartition(":")[2]), timeout=10) as server:
        server.send_message(brev)


def test_the_mail_server_keeps_what_it_was_sent_and_hangs_up_when_it_is_told() -> None:
    with Epost() as posten:
        _skicka(posten, "<1@d.se>")
        posten.lage = Lage.LAGG_PA
        with pytest.raises(smtplib.SMTPServerDisconnected):
            _skicka(posten, "<1@d.se>")
        assert posten.mottagna == [Mottaget("<1@d.se>", "Ärendet", "a@b.se")] * 2


def test_the_page_says_what_was_done_and_what_was_found() -> None:
    fel = Resultat(
        "Webben", 20, 200, Dom(forlorade=["ordet"], svar=["500", "500"]), 3.2, {"anrop": 7, "sätt: x": "1"}
    )
    rent = Resultat("Disken", 0, 10, Dom(), 0.0, hoppades_over="Kräver root.")
    assert antal_fel(fel.dom) == "**1 kvitterat som är borta**, **2 svar som ingen ska få**"
    assert "| Webben | 20 | 200 | **1 kvitterat" in tabell([fel, rent])
    assert "anrop: 7 |" in tabell([fel])
    assert "| Disken | 0 | 10 | – |  | Kräver root. |" in tabell([fel, rent])
    assert "| kvitterat som är borta | 1 |" in utslaget([fel, rent])
    assert "- Webben: ordet" in felen([fel, rent])
    assert felen([rent]) == ""


def test_the_page_has_a_place_for_the_figures() -> None:
    assert TABELLEN.search(SIDA.read_text("utf-8"))


def test_a_little_is_done_of_everything_however_small_the_scale(tmp_path: Path) -> None:
    assert Ramar(0.0, 1, tmp_path).antal(200, 3) == 3
    assert Ramar(0.1, 1, tmp_path).antal(200) == 20
    assert Ramar(1, 7, tmp_path).slump().random() == Ramar(1, 7, tmp_path).slump().random()
