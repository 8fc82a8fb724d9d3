from django.apps import AppConfig


class ConventionsConfig(AppConfig):
    """What happens: conventions, sessions, slots, tables, registrations, delegates."""

    name = "conventions"
