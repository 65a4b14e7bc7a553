"""Template words that our documents use."""
