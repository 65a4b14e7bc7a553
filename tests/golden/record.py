"""`DJANGO_SETTINGS_MODULE=tests.settings python -m tests.golden.record`: a document was meant to look otherwise.

Records how every kept document looks now; the commit that does so says why. The facts are never changed: databases hold such.
DATABASE_URL names a database beside which another may be made for a while.
"""

import json
from dataclasses import asdict

import django

django.setup()

from motions.documents import context  # noqa: E402
from motions.models import Dokument  # noqa: E402
from tests.golden import fingerprint, installation  # noqa: E402

examples = {e.name: asdict(fingerprint.take(e)) for e in fingerprint.examples()}
record = {"environment": fingerprint.environment(), "documents": examples}
fingerprint.RECORD.write_text(json.dumps(record, indent=1) + "\n")

with installation.database():
    documents = Dokument.objects.order_by("pk")
    html = {d.sha256: fingerprint.of_html(context.ur_json(d.slag, d.fakta)) for d in documents}
installation.HTML.write_text(json.dumps(html, indent=1) + "\n")
