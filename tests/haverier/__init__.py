"""The faults that Remiss must stand, done to a running program from outside, and the judge of what it then holds."""
