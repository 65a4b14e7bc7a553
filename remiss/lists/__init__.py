"""Selections that pages and files share: the list of ärenden, duplicates, beslut outside the sitting."""
