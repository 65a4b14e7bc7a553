"""Signatures of chefer: by which right, whether the chain can have them all, and what has been read."""
