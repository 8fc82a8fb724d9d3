from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Who exists: people, organisations, categories, activities."""

    name = "organizations"
