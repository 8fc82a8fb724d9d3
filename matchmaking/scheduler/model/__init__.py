"""The constraint model of a grid, in pieces that all speak of the same variables."""
