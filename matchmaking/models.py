"""Every model of this app, so that Django finds them; each subject has its own."""

from matchmaking.printing.models import PrintJob
from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat, Unplaced
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.wishes.models import MatchRules, Proposal, Veto, Wish

__all__ = [
    "ImportUpload",
    "MatchRules",
    "Meeting",
    "PrintJob",
    "Proposal",
    "Run",
    "Schedule",
    "Seat",
    "Unplaced",
    "Veto",
    "Wish",
]
