"""The rooms of a sammanträde: its page, its list, its §§, its anmälningar, its protokoll."""
