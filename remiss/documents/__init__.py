"""Documents on the way to be made: the preview of a draft."""
