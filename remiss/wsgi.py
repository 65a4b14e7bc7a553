"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
application = get_wsgi_application()
# Read in now, before the web server forks its workers, and not by the first who asks each of them for a page.
get_resolver().url_patterns  # noqa: B018
