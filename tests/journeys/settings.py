"""The settings of the tests, with the static files as `make run` serves them."""

from remiss.settings import STORAGES as STORAGES_OF_THE_PROGRAM
from tests.settings import *  # noqa: F403

STORAGES = STORAGES_OF_THE_PROGRAM
WHITENOISE_USE_FINDERS = False
