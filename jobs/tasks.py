"""What keeps work alive, whoever's work it is."""

from typing import Any

from celery import shared_task
from celery.signals import worker_shutting_down

from jobs import services as jobs


@shared_task
def sweep() -> None:
    """Put back what dead workers left, and ring again for what waits."""
    for model in jobs.job_models():
        jobs.sweep(model)


@worker_shutting_down.connect
def tell_jobs_to_leave(**_kwargs: Any) -> None:
    """Have what runs stored and given back while the worker waits for its pool."""
    jobs.leave()
