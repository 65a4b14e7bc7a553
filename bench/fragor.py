"""How many queries pages ask: run with the code of the commit that is measured, and so it imports nothing of ours.

Standard input is a JSON list of [session, address]; standard output the number of queries of each, asked for a second time.
`python -P` with that commit's folder in PYTHONPATH keeps this folder's modules out of the way.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client


def antal(session: str, adress: str) -> int:
    """The queries of one page, also those of session, person and rights."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    stallda = 0

    def rakna(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal stallda
        stallda += 1
        return execute(*args)

    for _ in range(2):
        stallda = 0
        with connection.execute_wrapper(rakna):
            svar = client.get(adress)
        if svar.status_code != 200:
            raise SystemExit(f"{adress} svarade {svar.status_code}.")
    return stallda


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
    django.setup()
    json.dump([antal(session, adress) for session, adress in json.load(sys.stdin)], sys.stdout)
