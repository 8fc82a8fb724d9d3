from celery import shared_task

from matchmaking.scheduling.services import runs


@shared_task
def execute_run(run_id: int) -> None:
    """Solve a queued run, unless another worker has it already."""
    runs.execute_run(run_id)
