"""The hall: a problem prepared for solving, and what can be said of it before any decision."""
