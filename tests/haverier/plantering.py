"""The app that plants faults in a running program, see tests/haverier/planterade.py."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class Plantering(AppConfig):
    """The last of the apps: when it is ready, all that it changes has been read in."""

    name = "tests.haverier.plantering"
    label = "plantering"

    def ready(self) -> None:
        """The models are there now, and not before."""
        import_module("tests.haverier.planterade").plantera()
