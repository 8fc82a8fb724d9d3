from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    name = "matchmaking"
    verbose_name = _("who meets whom")

    def ready(self) -> None:
        from matchmaking import rules  # noqa: F401, PLC0415 -- registers this app's permissions
        from matchmaking.triggers import install_after_migrate  # noqa: PLC0415 -- needs models

        post_migrate.connect(install_after_migrate, sender=self)
