"""`make bench` itself: what it reads, reckons and writes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.klient import Forbindelse, Session, Svar, SvarFelError, las_svar, takt
from bench.resultat import med_del, med_delar_ur, percentil
from bench.sidor import SIDOR, Jamforelse, fragetabell, takttabell, turvis
from bench.start import Start, _sessionens_cpu, tabell
from remiss.start.processes import start_apart


def _i_bitar(svar: bytes, storlek: int) -> Callable[[int], bytes]:
    bitar = iter([svar[n : n + storlek] for n in range(0, len(svar), storlek)])
    return lambda _: next(bitar, b"")


@pytest.mark.parametrize("storlek", [1, 7, 1000])
def test_an_answer_is_read_whole_however_it_is_cut(storlek: int) -> None:
    svar = las_svar(_i_bitar(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhallo", storlek))
    assert (svar.status, svar.kropp) == (200, b"hallo")


@pytest.mark.parametrize(
    "svar",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nkort",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_an_answer_that_is_not_whole_is_none(svar: bytes) -> None:
    with pytest.raises(SvarFelError):
        las_svar(_i_bitar(svar, 10))


def test_cookies_are_kept_and_sent_and_the_token_goes_with_a_form() -> None:
    session = Session(8000)
    session.ta_emot(
        Svar(
            200,
            b"HTTP/1.1 200 OK\r\nSet-Cookie: csrftoken=abc; Path=/\r\nset-cookie: sessionid=x1; HttpOnly",
            b"",
        )
    )
    fraga = session.post("/a/", {"text": "å"}, {"If-Match": '"3"'}).decode()
    assert "\r\nCookie: csrftoken=abc; sessionid=x1\r\n" in fraga
    assert '\r\nIf-Match: "3"\r\n' in fraga
    assert fraga.endswith("\r\n\r\ntext=%C3%A5&csrfmiddlewaretoken=abc")


def _server(svar: bytes) -> socket.socket:
    """Answers every request of every connection with the same, until it is closed."""
    lyssnare = socket.create_server(("127.0.0.1", 0))

    def betjana(forbindelse: socket.socket) -> None:
        with forbindelse:
            while forbindelse.recv(65536):
                forbindelse.sendall(svar)

    def ta_emot() -> None:
        while True:
            try:
                forbindelse, _ = lyssnare.accept()
            except OSError:
                return
            threading.Thread(target=betjana, args=(forbindelse,), daemon=True).start()

    threading.Thread(target=ta_emot, daemon=True).start()
    return lyssnare


def test_a_rate_is_of_answers_that_will_do() -> None:
    with _server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as server:
        port = server.getsockname()[1]
        assert takt(port, b"GET / HTTP/1.1\r\n\r\n", 2, 0.1, lambda svar: svar.kropp == b"ok") > 0
        with pytest.raises(SvarFelError, match="status 200 och 2 byte"):
            takt(port, b"GET / HTTP/1.1\r\n\r\n", 2, 0.1, lambda svar: svar.status == 404)
        server.shutdown(socket.SHUT_RDWR)


def test_nobody_answering_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SvarFelError, match="Inget svar"):
        Forbindelse(port).fraga(b"GET / HTTP/1.1\r\n\r\n")


def test_each_is_asked_in_every_turn_and_begins_every_other() -> None:
    ordning: list[str] = []

    def en(namn: str, varde: float) -> Callable[[], float]:
        def mat() -> float:
            ordning.append(namn)
            return varde

        return mat

    assert turvis([en("a", 1.0), en("b", 2.0)], 3) == [[1.0] * 3, [2.0] * 3]
    assert ordning == ["a", "b", "b", "a", "a", "b"]


def test_nineteen_of_twenty_keep_to_the_percentile() -> None:
    assert percentil([float(n) for n in range(1, 101)], 0.95) == 95
    assert percentil([7.0], 0.95) == 7
    assert percentil([3.0, 1.0, 2.0], 0.5) == 2


def test_a_goal_is_reached_by_the_middle_ratio_of_two_at_once_alone() -> None:
    listan = SIDOR[1]
    svag = Jamforelse(listan, 2, fore=[10.0, 10.0, 40.0], efter=[16.0, 17.0, 50.0])
    stark = Jamforelse(listan, 2, fore=[10.0, 10.0, 10.0], efter=[5.0, 18.0, 90.0])
    annan = Jamforelse(listan, 8, fore=[10.0], efter=[10.0])
    rader = takttabell([svag, stark, annan]).splitlines()[2:]
    assert [rad.rpartition("| ")[2] for rad in (r.removesuffix(" |") for r in rader)] == ["**nej**", "ja", ""]
    assert "| 10.0 | 18.0 | 1.80 | 1.7 |" in rader[1]


def test_too_many_queries_are_marked() -> None:
    tabell = fragetabell([50] * len(SIDOR), [0, 11] + [10] * (len(SIDOR) - 2))
    assert "| Ärendelistan | 50 | 11 | 10 | **nej** |" in tabell
    assert tabell.count("**nej**") == 1


def test_two_versions_that_start_stand_side_by_side_with_how_many_times_as_fast_the_second_is() -> None:
    fore = Start(60, 50, 56, 46, {"Databas": 2.0, "Demokommun": 30.0})
    efter = Start(30, 25, 26, 23, {"Databas": 1.0})
    nasta = Start(4, 8, 4, 8, {})
    rader = tabell({"709ff88": [(fore, nasta)] * 2, "HEAD": [(efter, nasta), (efter, nasta)]}).splitlines()
    assert rader[0] == "| Sekunder | 709ff88 | HEAD | Kvot |"
    assert "| CPU-sekunder för allt det | 50.0 | 25.0 | 2.00 |" in rader
    assert "|   varav Demokommun | 30.0 |  |  |" in rader
    assert "| Nästa start | 4.0 | 4.0 | 1.00 |" in rader


def test_the_cpu_of_a_session_is_that_of_what_it_waited_for_too() -> None:
    """The packages are fetched by processes that have ended when it is asked."""
    arbete = "sum(i * i for i in range(10_000_000))"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{arbete}']); print(flush=True); sys.stdin.read()"
    process = start_apart(
        [sys.executable, "-c", program], {}, Path.cwd(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        assert _sessionens_cpu(process.pid) > 0.1
        assert _sessionens_cpu(process.pid + 1) == 0
    finally:
        process.communicate()


def test_a_part_of_the_page_is_written_where_it_stands_and_the_rest_is_kept() -> None:
    sidan = med_del(med_del("# Sidan\n", "ett", "gammalt"), "tva", "annat")
    assert med_del(sidan, "ett", "nytt") == sidan.replace("gammalt", "nytt")
    assert med_delar_ur("# Ny\n", sidan) == sidan.replace("# Sidan", "# Ny")
