from celery import shared_task

from matchmaking.spreadsheets.services import imports


@shared_task
def forget_old_uploads() -> None:
    """Clear away the uploads that nobody confirmed."""
    imports.forget_old_uploads()
