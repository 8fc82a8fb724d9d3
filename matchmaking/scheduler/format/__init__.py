"""The exchange format: problems and schedules as JSON text, and back."""
