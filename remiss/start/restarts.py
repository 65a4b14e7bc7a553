"""How often what has ended by itself is started again, before all is closed."""

from __future__ import annotations

import time

MOST = 5
WITHIN_SECONDS = 300.0


class Restarts:
    """A few restarts of each process within some minutes are bad luck; more are a fault that somebody must mend."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = {}

    def allows(self, title: str, now: float | None = None) -> int | None:
        """Count one more restart of `title`. Returns the how manieth it is of late, or None when it is one too many."""
        moment = time.monotonic() if now is None else now
        recent = [t for t in self._times.get(title, []) if moment - t < WITHIN_SECONDS]
        if len(recent) >= MOST:
            return None
        self._times[title] = [*recent, moment]
        return len(recent) + 1
