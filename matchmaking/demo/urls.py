"""Entering the demo as one of its people."""

from django.urls import URLPattern, path

from matchmaking.demo import views

public: list[URLPattern] = [
    path("", views.start, name="start"),
    path("enter/<slug:key>/", views.enter, name="enter"),
]
