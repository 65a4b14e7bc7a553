"""Django's PostgreSQL, but for how a connection that was kept is asked whether it still lives."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base

KEPT_PLANS = 500
"""Prepared statements of one connection: more than there are, so that none is thrown away to be made again."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that goes says so, or hangs up, and both can be read of the socket: a request need not begin with a query.

    What has something to be read is asked as Django asks, with a query, and is made anew when it does not answer.
    """

    def is_usable(self) -> bool:
        """Whether the connection can be used."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that keeps the plans of the prepared queries.

        One plan for each: their constants stand in their SQL, so that another for each value would cost more than it saves.
        """
        if conn_params.get("prepare_threshold") is not None:
            given = conn_params.get("options", "")
            conn_params = {**conn_params, "options": f"{given} -c plan_cache_mode=force_generic_plan".strip()}
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = KEPT_PLANS
        return connection
