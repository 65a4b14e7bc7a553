"""The WSGI entry point, and how long what comes by it waits for the database."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from remiss.web.postgres.base import DatabaseWrapper

SILENT_SECONDS = 5

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
application = get_wsgi_application()

# A lock that somebody else holds would keep a thread for as long, and a few such keep them all.
DatabaseWrapper.waits = {
    "lock_timeout": settings.LOCK_SECONDS,
    "statement_timeout": settings.STATEMENT_SECONDS,
}
# The server keeps those limits; when it is frozen itself, the one who asks must.
DatabaseWrapper.silent_for = SILENT_SECONDS
DatabaseWrapper.answer_within = settings.STATEMENT_SECONDS and settings.STATEMENT_SECONDS + SILENT_SECONDS
