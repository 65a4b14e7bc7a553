"""The proof of the record row by row: what each row shall give, which act said so, and whether it does."""
