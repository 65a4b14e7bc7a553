"""The web: one file per desk or room; a view loads, makes one domain call, translates the error, and redirects."""
