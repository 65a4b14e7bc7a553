"""What falls due: its selection, its words, the calendar and the morning's mail."""
