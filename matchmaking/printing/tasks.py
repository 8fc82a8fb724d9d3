from celery import shared_task

from matchmaking.printing.services import print_jobs


@shared_task
def print_document(job_id: int) -> None:
    """Print a queued document, unless another worker has it already."""
    print_jobs.execute_print(job_id)


@shared_task
def forget_old_prints() -> None:
    """Clear away the files whose time is over."""
    print_jobs.forget_old_prints()
