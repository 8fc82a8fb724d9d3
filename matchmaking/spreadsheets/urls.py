"""Addresses of lists that come in. Under /c/<slug>/organize/."""

from django.urls import URLPattern, path

from matchmaking.spreadsheets import views

organizer: list[URLPattern] = [
    path("import/", views.import_data, name="import"),
    path("import/<int:pk>/", views.import_preview, name="import_preview"),
    path("import/<int:pk>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/sample/<slug:kind>/", views.import_sample, name="import_sample"),
]
