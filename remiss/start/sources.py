"""Which files the pages are made of, to know whether they must be gathered anew."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def static_sources() -> str:
    """Return the digest of all that decides which files the pages load; the lock stands for the libraries' own."""
    sources = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    others = ("requirements.lock", "remiss/settings.py", "remiss/web/static_files.py")
    sources += [ROOT / name for name in others]
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
