"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from django.urls import URLPattern

public: list[URLPattern] = []
# Under /c/<slug>/organize/
organizer: list[URLPattern] = []
