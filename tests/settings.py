"""The program's settings, with what makes tests fast and self-contained."""

import os

os.environ.setdefault("SECRET_KEY", "hemlighet-for-test")

from remiss.settings import *  # noqa: F403

if mall := os.environ.get("TEST_TEMPLATE"):
    # Migrated once for the whole run: each test process clones it, and finds nothing left to migrate.
    DATABASES["default"]["TEST"] = {"TEMPLATE": mall}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The files as they lie in static/, by their plain names: nothing has to be gathered before a test.
# The journeys have them as they are served, see tests/journeys/settings.py.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MIDDLEWARE = ["tests.outside_the_gate.RequestMiddleware", *MIDDLEWARE]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# WhiteNoise warns of a folder that is not there, and warnings are errors here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# The pages of the demo are tested too; the program loads its bar in a demo alone.
TEMPLATES[0]["OPTIONS"]["context_processors"].append("remiss.demo.rundtur.omgivning")  # type: ignore[index]  # noqa: F405
