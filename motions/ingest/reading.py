"""Where what others have sent is opened: in a process apart, that knows neither the record nor the web."""

from __future__ import annotations

from django.conf import settings

from motions.apart import Apart, Granser

PROCESSER = 2
"""A file that takes all its time leaves another free."""

LASNING = Apart(lambda: Granser(settings.READ_SECONDS, settings.READ_MB, PROCESSER))
