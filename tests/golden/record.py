"""`DJANGO_SETTINGS_MODULE=tests.settings python -m tests.golden.record`: a document was meant to look otherwise.

Records how every kept document looks now; the commit that does so says why. The facts are never changed: databases hold such.
"""

import json
from dataclasses import asdict

import django

django.setup()

from tests.golden import fingerprint  # noqa: E402

fingerprint.RECORD.write_text(
    json.dumps(
        {
            "environment": fingerprint.environment(),
            "documents": {e.name: asdict(fingerprint.take(e)) for e in fingerprint.examples()},
        },
        indent=1,
    )
    + "\n"
)
