"""How fast it is: `make bench` generates kommuner of several sizes, measures in one run, and writes docs/bench.md."""
