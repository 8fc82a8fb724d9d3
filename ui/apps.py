from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system: tags, formatting, languages, drawings, static files."""

    name = "ui"
