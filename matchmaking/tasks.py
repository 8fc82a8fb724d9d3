"""What workers do. Each task takes a key, may come twice, and leaves the row as the truth."""

from celery import shared_task

from matchmaking.services import imports, printing, runs


@shared_task
def execute_run(run_id: int) -> None:
    """Solve a queued run, unless another worker has it already."""
    runs.execute_run(run_id)


@shared_task
def print_document(job_id: int) -> None:
    """Print a queued document, unless another worker has it already."""
    printing.execute_print(job_id)


@shared_task
def forget() -> None:
    """Clear away files and uploads whose time is over."""
    printing.forget_old_prints()
    imports.forget_old_uploads()
