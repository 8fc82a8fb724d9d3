"""The bounds: what no schedule can pass, by counting and by relaxations."""
