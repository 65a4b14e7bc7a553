"""The preview of a draft: its facts, its PDF and its pages as images, in a folder that can be thrown away at any time.

Under PREVIEW_DIR lies a folder per utlåtande, so that an address of one can never open the pages of another, and in it, named
by the SHA-256 of the facts: `<hash>.json` (what to render; gone when it is done), `<hash>-<n>.png` and last `<hash>.pdf`,
whose presence means that all the rest is there. Nothing of this is a record.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pypdfium2
from django.conf import settings

from motions import audit
from motions.documents import context, render
from motions.json_data import JsonObject
from motions.models import DokumentSlag

SKALA = 1.75
"""Pixels per PDF point: an A4 page becomes 1042 pixels wide, sharp beside the text on a dense screen."""

KASTAS_EFTER_SEKUNDER = 24 * 3600
_HASH = re.compile(r"[0-9a-f]{64}")


def _folder(utlatande_id: int) -> Path:
    return Path(settings.PREVIEW_DIR) / str(int(utlatande_id))


def ar_namn(sha256: str) -> bool:
    """Whether the text can be the name of a preview."""
    return _HASH.fullmatch(sha256) is not None


def _path(utlatande_id: int, sha256: str, slut: str) -> Path:
    if not ar_namn(sha256):
        raise ValueError("En kontrollsumma är 64 hexadecimala tecken.")
    return _folder(utlatande_id) / f"{sha256}{slut}"


def pdf_path(utlatande_id: int, sha256: str) -> Path:
    """Where the PDF lies when it is ready. Errors: ValueError when `sha256` is not one."""
    return _path(utlatande_id, sha256, ".pdf")


def sida_path(utlatande_id: int, sha256: str, sida: int) -> Path:
    """Where the image of a page (from 1) lies. Errors: ValueError when `sha256` is not one."""
    return _path(utlatande_id, sha256, f"-{int(sida)}.png")


def antal_sidor(utlatande_id: int, sha256: str) -> int | None:
    """How many pages the finished preview has; None while it is not there."""
    if not pdf_path(utlatande_id, sha256).exists():
        return None
    return len(list(_folder(utlatande_id).glob(f"{sha256}-*.png")))


def bestalld_at(utlatande_id: int, sha256: str) -> float | None:
    """When the waiting preview was asked for, in seconds since 1970; None when nothing waits."""
    try:
        return _path(utlatande_id, sha256, ".json").stat().st_mtime
    except FileNotFoundError:
        return None


def bestall(utlatande_id: int, fakta: JsonObject) -> str:
    """Lay down what is to be rendered, and return its hash. The facts stay out of the job queue's tables."""
    sha256 = audit.sha256(fakta)
    if antal_sidor(utlatande_id, sha256) is None and bestalld_at(utlatande_id, sha256) is None:
        _write(_path(utlatande_id, sha256, ".json"), audit.canonical(fakta))
    return sha256


def rakna_fran(utlatande_id: int, sha256: str, at: datetime) -> None:
    """Count the waiting from now: a job that failed has been asked for again."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(_path(utlatande_id, sha256, ".json"), (at.timestamp(), at.timestamp()))


def fakta(utlatande_id: int, sha256: str) -> JsonObject | None:
    """What was laid down to be rendered; None when it is done or thrown away."""
    try:
        text = _path(utlatande_id, sha256, ".json").read_bytes()
    except FileNotFoundError:
        return None
    facts: JsonObject = json.loads(text)
    return facts


def satt(fakta: JsonObject) -> tuple[bytes, list[bytes]]:
    """The PDF of what was laid down, and the image of each page. Made in a process apart."""
    pdf, _ = render.render(context.ur_json(DokumentSlag.TJANSTEUTLATANDE, fakta))
    return pdf, bilder(pdf)


def bilder(pdf: bytes) -> list[bytes]:
    """The image of each page."""
    ut = []
    dokument = pypdfium2.PdfDocument(pdf)
    try:
        for nummer in range(len(dokument)):
            bild = io.BytesIO()
            dokument[nummer].render(scale=SKALA).to_pil().save(bild, "PNG", compress_level=4)
            ut.append(bild.getvalue())
    finally:
        dokument.close()
    return ut


def lagg(utlatande_id: int, sha256: str, pdf: bytes, sidor: Sequence[bytes]) -> int:
    """Lay down the images, then the PDF, then forget the order. Returns the number of pages."""
    for nummer, sida in enumerate(sidor, start=1):
        _write(sida_path(utlatande_id, sha256, nummer), sida)
    _write(pdf_path(utlatande_id, sha256), pdf)
    _path(utlatande_id, sha256, ".json").unlink(missing_ok=True)
    return len(sidor)


def stada(at: datetime) -> int:
    """Throw away what is older than a day. Returns the number of files."""
    rot = Path(settings.PREVIEW_DIR)
    borta = 0
    for fil in rot.glob("*/*"):
        try:
            if at.timestamp() - fil.stat().st_mtime > KASTAS_EFTER_SEKUNDER:
                fil.unlink()
                borta += 1
        except FileNotFoundError:
            continue
    for folder in rot.glob("*"):
        if folder.is_dir() and not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)
    return borta


def _write(path: Path, data: bytes) -> None:
    """Written beside and moved into place, so that no reader ever meets half a file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ny-")
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
