"""From a clone to a running program: set-up, launcher, database cluster, tests. Imports nothing of ours that needs Django."""
