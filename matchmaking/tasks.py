"""What workers do, so that Celery finds it; each subject has its own.

Each task takes a key, may come twice, and leaves the row as the truth.
"""

from matchmaking.printing.tasks import forget_old_prints, print_document
from matchmaking.scheduling.tasks import execute_run
from matchmaking.spreadsheets.tasks import forget_old_uploads

__all__ = ["execute_run", "forget_old_prints", "forget_old_uploads", "print_document"]
