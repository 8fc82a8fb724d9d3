"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from django.urls import URLPattern, path

from conventions.views import activities, settings, vocabulary
from conventions.views import organizer as team
from conventions.views import public as outside


def _words(kind: str, noun: str) -> list[URLPattern]:
    """Return the addresses of a list of words."""
    at, own = f"settings/{kind}/", {"kind": kind}
    return [
        path(at, vocabulary.words, own, name=kind),
        path(f"{at}new/", vocabulary.word_new, own, name=f"{noun}_new"),
        path(f"{at}<int:pk>/", vocabulary.word, own, name=noun),
        path(f"{at}<int:pk>/remove/", vocabulary.word_remove, own, name=f"{noun}_remove"),
    ]


public: list[URLPattern] = [
    path("", outside.start, name="start"),
    path("c/new/", settings.convention_new, name="convention_new"),
    path("c/<slug:slug>/", outside.convention, name="convention"),
]
# Under /c/<slug>/organize/
organizer: list[URLPattern] = [
    path("", team.overview, name="overview"),
    path("phase/<slug:phase>/", team.phase, name="phase"),
    path("registrations/", team.registrations, name="registrations"),
    path("registrations/<int:pk>/", team.registration, name="registration"),
    path("registrations/<int:pk>/edit/", team.registration_edit, name="registration_edit"),
    path("registrations/<int:pk>/status/", team.registration_status, name="registration_status"),
    path("registrations/<int:pk>/activities/", activities.activity_new, name="activity_new"),
    path("registrations/<int:pk>/activities/<int:activity>/", activities.activity, name="activity"),
    path(
        "registrations/<int:pk>/activities/<int:activity>/remove/",
        activities.activity_remove,
        name="activity_remove",
    ),
    path("registrations/<int:pk>/delegates/", team.delegate_new, name="delegate_new"),
    path("delegates/<int:pk>/", team.delegate, name="delegate"),
    path("delegates/<int:pk>/remove/", team.delegate_remove, name="delegate_remove"),
    path("settings/", settings.settings, name="settings"),
    path("settings/sessions/<int:pk>/delete/", settings.session_delete, name="session_delete"),
    path("settings/tables/", settings.tables, name="tables"),
    path("settings/tables/<int:number>/", settings.table, name="table"),
    path("settings/zones/", settings.zone_new, name="zone_new"),
    path("settings/zones/<int:pk>/", settings.zone, name="zone"),
    path("settings/zones/<int:pk>/delete/", settings.zone_delete, name="zone_delete"),
    path("settings/texts/", settings.texts, name="texts"),
    path("settings/types/", vocabulary.types, name="types"),
    *_words("categories", "category"),
    *_words("themes", "theme"),
    path("copy/", settings.copy, name="copy"),
]
