"""Addresses of what is printed, by audience."""

from django.urls import URLPattern, path

from matchmaking.printing import views

# Under /c/<slug>/organize/
organizer: list[URLPattern] = [
    path("prints/", views.prints, name="prints"),
    path("prints/start/", views.print_start, name="print_start"),
    path("prints/<int:pk>/", views.print_job, name="print_job"),
    path("prints/<int:pk>/stop/", views.print_stop, name="print_stop"),
    path("prints/<int:pk>/file/", views.print_file, name="print_file"),
]
# Under /c/<slug>/my/
participant: list[URLPattern] = [
    path("agenda/<int:pk>/print/", views.own_print, name="print"),
    path("agenda/<int:pk>/print/<int:job>/", views.own_print_job, name="print_job"),
    path("agenda/<int:pk>/print/<int:job>/file/", views.own_print_file, name="print_file"),
]
