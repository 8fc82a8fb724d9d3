"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from django.urls import URLPattern

# Under /c/<slug>/organize/
organizer: list[URLPattern] = []
# Under /c/<slug>/my/
participant: list[URLPattern] = []
# Under /c/<slug>/desk/
desk: list[URLPattern] = []
