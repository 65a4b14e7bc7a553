"""The program's settings as the faults have them: people log in by the demo's button, and the workers send mail all the same.

With PLANTERAT the faults that are planted in it can be switched on, see tests/haverier/plantering.py.
"""

import os
import sys

from remiss.settings import *  # noqa: F403

if "procrastinate" in sys.argv:
    DEMO = False
if os.environ.get("PLANTERAT"):
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.haverier.plantering.Plantering"]  # noqa: F405
