from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConventionsConfig(AppConfig):
    name = "conventions"
    verbose_name = _("what happens")

    def ready(self) -> None:
        from conventions import rules  # noqa: F401, PLC0415 -- registers this app's permissions
