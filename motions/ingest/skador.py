"""What is wrong with a mail as a whole: what stands before its head, and parts that do not stand as they should."""

from __future__ import annotations

import re
from email import errors
from email.message import Message

from motions.ingest.charset import UTF16

_FORE = re.compile(rb"(?:\xef\xbb\xbf|\xc3\xaf\xc2\xbb\xc2\xbf|[ \t\x00]*(?:\r\n|\r|\n))+")
"""Marks of an encoding and empty lines: a program that saved the mail as text set them there."""
_SKADOR = (
    errors.CloseBoundaryNotFoundDefect,
    errors.FirstHeaderLineIsContinuationDefect,
    errors.InvalidBase64LengthDefect,
    errors.MissingHeaderBodySeparatorDefect,
    errors.MultipartInvariantViolationDefect,
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
)
"""After which something is missing, or stands where nobody looks. The library knows of others, and reads past them whole."""


def fran_huvudet(data: bytes) -> bytes:
    """The mail from where its head begins."""
    if data.startswith(UTF16):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    fore = _FORE.match(data)
    return data[fore.end() :] if fore else data


def ar_skadad(del_: Message) -> bool:
    """Whether a part has lost something, after it was read: its own parts are asked each for itself."""
    if any(isinstance(d, _SKADOR) for d in del_.defects):
        return True
    # The library takes the first of two types, and looks at nothing after the end of the last part.
    return len(del_.get_all("content-type", [])) > 1 or bool((del_.epilogue or "").strip())
