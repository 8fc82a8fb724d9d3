"""The Celery application. The database row is the truth, the broker only a bell."""

import os

from celery import Celery
from celery.signals import beat_embedded_init, celeryd_init
from kombu.transport import TRANSPORT_ALIASES

from jobs.processes import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

# Its own messages are read while they are being written.
TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"

app = Celery("entente", task_cls="celery.contrib.django.task:DjangoTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


_worker: list[int] = []  # the process that starts the others


@celeryd_init.connect  # type: ignore[untyped-decorator]
def remember_the_worker(**_kwargs: object) -> None:
    """Note who the parent is, before it has children."""
    _worker[:] = [os.getpid()]


@beat_embedded_init.connect  # type: ignore[untyped-decorator]
def beat_follows_its_worker(**_kwargs: object) -> None:
    """Let no beat ring on alone after its worker was killed, not even while it starts."""
    follow_parent(_worker[0])
