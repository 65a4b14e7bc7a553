"""What the program knows of its own health, and what it does about it."""
