"""The workers outlive their database: they wait until it is there again, and go on with the connections that they then get.

The queue's own connector stops its worker when the database is not there to listen to, or does not come within half a minute.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from procrastinate import App
from procrastinate.connector import Notify
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import AsyncConnectionPool, PoolTimeout

logger = logging.getLogger(__name__)
IGEN_SEKUNDER = 1.0
FORSOK_SEKUNDER = 5.0
"""Before a connection is asked for anew. The pool's own tries come at twice the distance each time, for five minutes: after a few
restarts of the database a worker would wait for minutes beside one that is there."""


class UthalligPool(AsyncConnectionPool[Any]):
    """One whose connection is waited for. /halsa says that the database is away; a worker has nothing better to do."""

    async def getconn(self, timeout: float | None = None) -> Any:
        """A connection, however long it takes; each time it is asked for, the pool tries again."""
        while True:
            try:
                return await super().getconn(FORSOK_SEKUNDER)
            except PoolTimeout:
                logger.warning("Databasen ger ingen förbindelse; arbetaren frågar igen.")


class UthalligConnector(PsycopgConnector):
    """One that cannot be had is waited for, where its parent gives up: by whoever asks, and by whoever listens."""

    def __init__(self, **pool: Any) -> None:
        super().__init__(pool_factory=UthalligPool, reconnect_timeout=FORSOK_SEKUNDER, **pool)

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Listen for new jobs, again when the connection is lost. What comes meanwhile is found by the worker's own look."""
        channels = list(channels)
        while True:
            try:
                await super().listen_notify(on_notification, channels)
            except ConnectorException as error:
                logger.warning("Databasen svarar inte; arbetaren väntar på den. %s", error.__cause__)
                await asyncio.sleep(IGEN_SEKUNDER)


def gor_uthallig(app: App) -> None:
    """Let the workers have it; the web keeps Django's own connection."""
    if isinstance(app.connector, DjangoConnector):
        app.connector.get_worker_connector = till_arbetarna  # type: ignore[method-assign]


def till_arbetarna() -> UthalligConnector:
    """A connector to the program's database."""
    return UthalligConnector(kwargs=connector_params("default"))
