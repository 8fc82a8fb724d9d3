"""The drawings of the hall: pure functions of numbers and names, ready for a template."""
