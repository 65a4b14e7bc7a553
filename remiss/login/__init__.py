"""Who is at the keyboard: the password, the confirmed identity, the persons of the demo."""
