"""The record: what is true of a case. Knows no HTTP, no clock, and never imports `remiss`."""
