"""A new password for a command: asked for twice in a terminal, or read from standard in.

On the command line it would be seen by others, so it is never an argument.
"""

from __future__ import annotations

import getpass
import sys

from django.core.management.base import CommandError, CommandParser


def lagg_till_val(parser: CommandParser) -> None:
    """The option that reads it from standard in."""
    parser.add_argument("--losenord-fran-stdin", action="store_true", help="läs lösenordet från standard in")


def nytt(*, fran_stdin: bool) -> str:
    """The password. Errors: CommandError when nobody can be asked, or when the two are not alike."""
    if fran_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError("Ange lösenordet med --losenord-fran-stdin.")
    forsta, andra = getpass.getpass("Lösenord (minst 12 tecken): "), getpass.getpass("Lösenordet igen: ")
    if forsta != andra:
        raise CommandError("De två lösenorden är inte lika. Kör kommandot igen.")
    return forsta
