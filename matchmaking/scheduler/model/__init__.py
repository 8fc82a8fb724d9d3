"""The constraint model of a grid, and how it is asked: by a solver, within a budget."""
