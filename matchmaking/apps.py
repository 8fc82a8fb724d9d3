from django.apps import AppConfig


class MatchmakingConfig(AppConfig):
    """Who meets whom: wishes, runs, schedules, agendas."""

    name = "matchmaking"
