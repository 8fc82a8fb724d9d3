from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that survives the worker that does it."""

    name = "jobs"
