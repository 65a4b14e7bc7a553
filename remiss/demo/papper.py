"""The sheets of the demo are set beside its acts: what will be asked for is ordered ahead, and a process of its own sets it.

To set the letters and the svar takes an eighth of the time that the demo takes to make, and asks nothing of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from motions.documents.framstall import rendera
from motions.models import Dokument

P = ParamSpec("P")
T = TypeVar("T")


class Papper:
    """What has been ordered, by what makes it and of what. Whatever has not been ordered is made when it is asked for."""

    def __init__(self, process: ProcessPoolExecutor) -> None:
        self._process = process
        self._bestallt: dict[str, Future[Any]] = {}

    def bestall(self, gor: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
        """Order what `gor` makes, a function of its arguments alone."""
        self._bestallt[_nyckel(gor, args, kwargs)] = self._process.submit(gor, *args, **kwargs)

    def hamta(self, gor: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What was ordered, once it is there. Errors: those of `gor`."""
        bestallt = self._bestallt.pop(_nyckel(gor, args, kwargs), None)
        if bestallt is None:
            return gor(*args, **kwargs)
        gjort: T = bestallt.result()
        return gjort

    def bestall_ark(self, dokument: Dokument) -> None:
        """Order the sheets of a frozen document."""
        self.bestall(rendera, dokument.slag, dokument.fakta, dokument.sha256)

    def ark(self, slag: str, fakta: Any, sha256: str) -> tuple[bytes, int]:
        """The sheets of frozen facts, in place of `rendera`."""
        return self.hamta(rendera, slag, fakta, sha256)


def _nyckel(gor: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return repr((gor.__qualname__, args, sorted(kwargs.items())))


@contextmanager
def papper() -> Iterator[Papper]:
    """A process for as long as the demo is made. It is a copy of this one, and never speaks with the database."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("fork")) as process:
        yield Papper(process)
