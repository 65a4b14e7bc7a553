"""What version 709ff88 made, kept as it was: its documents, and an installation with its demo."""
