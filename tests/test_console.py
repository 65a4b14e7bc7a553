"""What the person at the terminal sees of the start: one line per step, how far it has come, and what goes on beside."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Event

import pytest

from remiss.start import console
from remiss.start.console import StartError, beside, run_logged, step

TELLS = "print('… 3 juni, händelse 120 av 405', flush=True)\nprint('klart')"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal whose last line can be written over."""
    monkeypatch.setattr(console, "_interactive", lambda: True)


def _screen(written: str) -> list[str]:
    """The lines that are left when each has been written over."""
    return [line.split("\r")[-1].removesuffix(console.CLEAR) for line in written.rstrip("\n").split("\n")]


def test_a_command_tells_how_far_it_has_come(
    terminal: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with step("Demokommun") as now:
        run_logged([sys.executable, "-c", TELLS], tmp_path / "logg", "Det gick inte.", tell=now)
    written = capsys.readouterr().out
    assert f"\r… Demokommun: 3 juni, händelse 120 av 405{console.CLEAR}" in written
    assert _screen(written)[-1].startswith("✓ Demokommun")
    log = (tmp_path / "logg").read_text()
    assert "… 3 juni, händelse 120 av 405" in log
    assert "klart" in log


def test_a_pipe_is_told_now_and_then_and_no_oftener(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with step("Demokommun") as now:
        now("händelse 1 av 405")
        monkeypatch.setattr(console, "TELL_SECONDS", 0.0)
        now("händelse 200 av 405")
    written = capsys.readouterr().out.splitlines()
    assert written[:2] == ["… Demokommun", "… Demokommun: händelse 200 av 405"]
    assert written[2].startswith("✓ Demokommun")


def test_a_step_beside_is_shown_when_it_is_done_and_the_open_line_goes_on(
    terminal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    opened, shown = Event(), Event()

    def typefaces() -> None:
        with step("Typsnitt"):
            assert opened.wait(10)
        shown.set()

    with beside("Typsnitt", typefaces), step("Databas"):
        opened.set()
        assert shown.wait(10)
    written = capsys.readouterr().out
    assert written.count("… Databas") == 2
    assert [line.partition(" (")[0] for line in _screen(written)] == [
        "✓ Typsnitt",
        "✓ Databas",
    ]


def test_what_is_done_beside_is_waited_for_and_its_failure_is_the_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails() -> None:
        time.sleep(0.2)
        raise StartError("Typsnitten gick inte att göra om.")

    with pytest.raises(StartError, match="Typsnitten"), beside("Typsnitt", fails), step("Databas"):
        pass
    assert "✓ Databas" in capsys.readouterr().out


def test_a_command_that_fails_is_the_starts_failure_with_its_log(tmp_path: Path) -> None:
    for tell in (None, lambda _: None):
        with pytest.raises(StartError) as error:
            run_logged(
                [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "logg", "Det gick inte.", tell=tell
            )
        assert error.value.log == tmp_path / "logg"
