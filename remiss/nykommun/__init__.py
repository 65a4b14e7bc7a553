"""«Ny kommun»: the steps from an empty database to the first ärende, and what is proposed in them."""
