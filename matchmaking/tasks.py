"""What workers do. Each task takes a key, may come twice, and leaves the row as the truth."""

from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from matchmaking.services import imports, jobs, printing, runs


@shared_task
def execute_run(run_id: int) -> None:
    """Solve a queued run, unless another worker has it already."""
    runs.execute_run(run_id)


@shared_task
def print_document(job_id: int) -> None:
    """Print a queued document, unless another worker has it already."""
    printing.execute_print(job_id)


@shared_task
def sweep() -> None:
    """Put back what dead workers left, ring again for what waits, clear away what is old."""
    for model in jobs.TASKS:
        jobs.sweep(model)
    printing.forget_old_prints()
    imports.forget_old_uploads()


@worker_shutting_down.connect
def tell_jobs_to_leave(**_kwargs: Any) -> None:
    """Have what runs stored and given back while the worker waits for its pool."""
    jobs.leave()
