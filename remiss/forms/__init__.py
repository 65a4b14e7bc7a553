"""Forms: one file per desk or room. A form of an act turns what was typed into the facts of the act."""
