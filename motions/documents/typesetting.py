"""Where documents are set: in a process apart, with the program, its typefaces and its style sheet read in once."""

from __future__ import annotations

from django.conf import settings

from motions.apart import Apart, Granser

SATTNING = Apart(
    lambda: Granser(settings.RENDER_SECONDS, settings.RENDER_MB, settings.RENDER_PROCESSES),
    varm=("django.setup", "motions.documents.render.stil"),
)
