from jobs.models import Job
from matchmaking.models.import_upload import ImportUpload
from matchmaking.models.print_job import PrintJob
from matchmaking.models.run import Run
from matchmaking.models.schedule import Meeting, Schedule, Seat, Unplaced
from matchmaking.models.wish import PairingKind, Proposal, Veto, Wish

__all__ = [
    "ImportUpload",
    "Job",
    "Meeting",
    "PairingKind",
    "PrintJob",
    "Proposal",
    "Run",
    "Schedule",
    "Seat",
    "Unplaced",
    "Veto",
    "Wish",
]
