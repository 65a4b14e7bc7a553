"""Forms of «Ny kommun», a file for each part of the way."""
