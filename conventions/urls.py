"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from django.urls import URLPattern, path

from conventions.views import (
    activities,
    afternoon,
    conventions,
    delegates,
    overview,
    registrations,
    start,
    tables,
    vocabulary,
)


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
    path("", start.start, name="start"),
    path("c/new/", conventions.convention_new, name="convention_new"),
    path("c/<slug:slug>/", conventions.convention, name="convention"),
]
# Under /c/<slug>/organize/
organizer: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("phase/<slug:phase>/", overview.phase, name="phase"),
    path("registrations/", registrations.registrations, name="registrations"),
    path("registrations/<int:pk>/", registrations.registration, name="registration"),
    path("registrations/<int:pk>/edit/", registrations.registration_edit, name="registration_edit"),
    path(
        "registrations/<int:pk>/status/",
        registrations.registration_status,
        name="registration_status",
    ),
    path("registrations/<int:pk>/activities/", activities.activity_new, name="activity_new"),
    path("registrations/<int:pk>/activities/<int:activity>/", activities.activity, name="activity"),
    path(
        "registrations/<int:pk>/activities/<int:activity>/remove/",
        activities.activity_remove,
        name="activity_remove",
    ),
    path("registrations/<int:pk>/delegates/", delegates.delegate_new, name="delegate_new"),
    path("delegates/<int:pk>/", delegates.delegate, name="delegate"),
    path("delegates/<int:pk>/remove/", delegates.delegate_remove, name="delegate_remove"),
    path("settings/", afternoon.settings, name="settings"),
    path("settings/sessions/<int:pk>/delete/", afternoon.session_delete, name="session_delete"),
    path("settings/tables/", tables.tables, name="tables"),
    path("settings/tables/<int:number>/", tables.table, name="table"),
    path("settings/zones/", tables.zone_new, name="zone_new"),
    path("settings/zones/<int:pk>/", tables.zone, name="zone"),
    path("settings/zones/<int:pk>/delete/", tables.zone_delete, name="zone_delete"),
    path("settings/texts/", conventions.texts, name="texts"),
    path("settings/types/", vocabulary.types, name="types"),
    *_words("categories", "category"),
    *_words("themes", "theme"),
    path("copy/", conventions.copy, name="copy"),
]
