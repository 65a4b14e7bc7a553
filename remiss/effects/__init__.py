"""What it does: (subject, *, by, at, …) → what the chain is told. An effect never calls perform and never sets a state."""

from remiss.effects import arende, beslut, expediering, gemensamt, protokoll, sammantrade, sok, utlatande

__all__ = ["arende", "beslut", "expediering", "gemensamt", "protokoll", "sammantrade", "sok", "utlatande"]
