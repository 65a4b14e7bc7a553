"""The rooms of a tjänsteutlåtande: writing, its parts, reading and signing, the preview."""
