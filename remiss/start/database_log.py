"""What PostgreSQL must be told, so that nothing of what people have written gets into its log."""

from __future__ import annotations

from collections.abc import Mapping

QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""Of an error the server's first line too quotes what it was sent («invalid input syntax»), hence log_min_messages, where `log`
is above `error`: starts, stops and crashes are still told. The program tells of the errors themselves, without the words."""

ALLOWED = {
    "log_min_messages": ("log", "fatal", "panic"),
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_parameter_max_length_on_error": ("0",),
    "debug_print_parse": ("off",),
    "debug_print_rewritten": ("off",),
    "debug_print_plan": ("off",),
    "auto_explain.log_min_duration": ("-1",),
}
"""What lets nothing in, the value to choose first. A setting that the server does not have lets nothing in either."""

QUESTION = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)"


def loud(settings: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The settings that let words into the log: what each is, and what it should be."""
    return {
        name: (settings[name], allowed[0])
        for name, allowed in ALLOWED.items()
        if name in settings and settings[name] not in allowed
    }
