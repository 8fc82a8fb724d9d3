"""What a document calls itself: its format and version, in its key `format`."""

PROBLEM_FORMAT = "entente-problem/1"
SCHEDULE_FORMAT = "entente-schedule/1"
