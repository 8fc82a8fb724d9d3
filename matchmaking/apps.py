from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MatchmakingConfig(AppConfig):
    name = "matchmaking"
    verbose_name = _("who meets whom")

    def ready(self) -> None:
        """Register this app's permissions, and answer what the floors below ask."""
        # All of these need models, which are loaded by now.
        from conventions.services import placed  # noqa: PLC0415 -- needs models
        from matchmaking import rules  # noqa: F401, PLC0415 -- registers permissions
        from matchmaking.scheduling.services.placed import StoredMeetings  # noqa: PLC0415
        from matchmaking.scheduling.triggers import install_after_migrate  # noqa: PLC0415

        placed.answer_with(StoredMeetings())
        post_migrate.connect(install_after_migrate, sender=self)
