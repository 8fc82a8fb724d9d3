from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    name = "matchmaking"
    verbose_name = _("who meets whom")

    def ready(self) -> None:
        """Register this app's permissions, and answer what the floors below ask."""
        from matchmaking import rules  # noqa: F401, PLC0415 -- registers permissions
        from matchmaking.offers import offer  # noqa: PLC0415 -- needs models
        from matchmaking.scheduling.triggers import install_after_migrate  # noqa: PLC0415 -- same

        offer()
        post_migrate.connect(install_after_migrate, sender=self)
