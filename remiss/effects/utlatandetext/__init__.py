"""Edits of a draft: its sections, beslutssatser, svar on att-satser and bilagor.

A draft is no record until it is frozen (TF 2:12). A text carries the version it was based on; a late one never overwrites,
and is never thrown away.
"""
