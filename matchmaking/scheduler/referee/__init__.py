"""The referee: every schedule is checked here, by code that knows the data and nothing else."""
