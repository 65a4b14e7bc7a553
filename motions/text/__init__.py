"""Text itself: rich text and its footnotes, placeholders, past tense, and what differs between two texts."""
