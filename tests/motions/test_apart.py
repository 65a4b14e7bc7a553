"""Work apart: bounded in time and memory, its process replaced when it falls, its errors our own or those of the work."""

from __future__ import annotations

import operator
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from motions.apart import Apart, AvbrottError, Granser, MinneError, OverGransError, TidError, UpptagetError

ROT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def litet() -> Iterator[Apart]:
    """One process, with a second and a hundred megabytes for each task."""
    apart = Apart(lambda: Granser(sekunder=1, mb=100, antal=1))
    yield apart
    apart.stang()


def lever(pid: int) -> bool:
    """Whether the process is there, and not only its name."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_process_is_kept_warm(litet: Apart) -> None:
    forst = litet.gor(os.getpid)
    assert forst != os.getpid()
    assert litet.gor(os.getpid) == forst
    assert litet.gor(operator.add, 1, 2) == 3


def test_what_takes_too_long_is_ended_and_said_and_the_next_is_done(litet: Apart) -> None:
    fore = litet.gor(os.getpid)
    # In C, with the lock of the interpreter held: no thread and no handler of ours has a say.
    with pytest.raises(TidError, match=r"^Det tog mer än 1 sekunder och avbröts\.$"):
        litet.gor(sum, range(10**12))
    efter = litet.gor(os.getpid)
    assert efter != fore
    assert not lever(fore)
    with pytest.raises(TidError):
        litet.gor(time.sleep, 60)
    with pytest.raises(TidError):
        litet.gor(re.match, "(a+)+$", "a" * 60 + "b")
    assert litet.gor(operator.add, 1, 2) == 3


def test_what_takes_too_much_memory_is_ended_and_said_and_the_next_is_done(litet: Apart) -> None:
    with pytest.raises(MinneError, match=r"^Det tog mer än 100 MB minne och avbröts\.$"):
        litet.gor(bytearray, 10**9)
    assert litet.gor(len, bytearray(10**6)) == 10**6


def test_a_process_that_falls_is_replaced(litet: Apart) -> None:
    with pytest.raises(AvbrottError):
        litet.gor(os.abort)
    fallen = litet.gor(os.getpid)
    os.kill(fallen, 9)
    while lever(fallen):
        time.sleep(0.01)
    assert litet.gor(os.getpid) != fallen


def test_the_errors_of_the_work_are_its_own(litet: Apart) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        litet.gor(int, "x")
    with pytest.raises(FileNotFoundError):
        litet.gor(os.stat, "/finns/inte")
    # re.error asks for more than its message when it is made again on this side.
    with pytest.raises((re.error, RuntimeError), match="unterminated"):
        litet.gor(re.compile, "(")
    assert litet.gor(operator.add, 1, 2) == 3


def test_whoever_finds_nobody_free_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motions.apart.START_SEKUNDER", 0)
    with pytest.raises(UpptagetError, match="Försök igen"):
        Apart(lambda: Granser(sekunder=0, mb=100, antal=0)).gor(os.getpid)
    assert issubclass(UpptagetError, OverGransError)


PROGRAM = """
import os, sys, threading, time
sys.path.insert(0, {rot!r})
from motions.apart import Apart, Granser

if __name__ == "__main__":
    apart = Apart(lambda: Granser(sekunder=60, mb=100, antal=2))
    fore = apart.gor(os.getpid)
    if sys.argv[1] == "fork":
        barn = os.fork()
        if barn == 0:
            eget = apart.gor(os.getpid)
            apart.stang()
            os._exit(0 if eget != fore else 1)
        assert os.waitpid(barn, 0)[1] == 0
        assert apart.gor(os.getpid) == fore
    if sys.argv[1] == "arbete":
        threading.Thread(target=apart.gor, args=(time.sleep, 50), daemon=True).start()
        while apart.gor(os.getpid) == fore:
            time.sleep(0.01)
    print(fore, flush=True)
    if sys.argv[1] == "dod":
        time.sleep(60)
"""


def program(tmp_path: Path, hur: str) -> subprocess.Popen[str]:
    """A program that has work done apart; every warning is an error in it."""
    fil = tmp_path / "program.py"
    fil.write_text(PROGRAM.format(rot=str(ROT)))
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(fil), hur],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("hur", ["slut", "fork", "arbete"])
def test_the_processes_end_with_their_program_without_a_word(tmp_path: Path, hur: str) -> None:
    with program(tmp_path, hur) as p:
        ut, fel = p.communicate(timeout=30)
    assert (p.returncode, fel) == (0, "")
    assert not lever(int(ut))


def test_the_processes_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    with program(tmp_path, "dod") as p:
        assert p.stdout is not None
        apart = int(p.stdout.readline())
        assert lever(apart)
        p.kill()
    borjan = time.monotonic()
    while lever(apart):
        assert time.monotonic() - borjan < 20
        time.sleep(0.05)


def test_many_who_ask_at_once_get_each_their_own_answer() -> None:
    apart = Apart(lambda: Granser(sekunder=10, mb=100, antal=2))
    try:
        with ThreadPoolExecutor(8) as tradar:
            svar = list(tradar.map(lambda n: apart.gor(operator.add, n, n), range(300)))
            pid = set(tradar.map(lambda _: apart.gor(os.getpid), range(50)))
    finally:
        apart.stang()
    assert svar == [2 * n for n in range(300)]
    assert len(pid) <= 2
