"""The explanations: why there is no schedule, why a meeting has no place, and what would help."""
