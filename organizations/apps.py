from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganizationsConfig(AppConfig):
    """Who exists: people, organisations, categories, activities."""

    name = "organizations"

    def ready(self) -> None:
        """Seed after each `migrate`, and after each emptying, which ends as `migrate` does."""
        post_migrate.connect(_seed, sender=self)


def _seed(*, using: str, **_kwargs: Any) -> None:
    from organizations.seeds import seed  # noqa: PLC0415 -- models are loaded after the apps

    seed(using=using)
