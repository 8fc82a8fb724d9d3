"""The Celery application. The database row is the truth, the broker only a bell."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

# Its own messages are read while they are being written.
TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"

app = Celery("entente", task_cls="celery.contrib.django.task:DjangoTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
