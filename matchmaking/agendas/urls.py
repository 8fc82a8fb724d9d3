"""Addresses of a participant's home and agenda, and of the desk that finds both."""

from django.urls import URLPattern, path

from matchmaking.agendas.views import agenda, desk, home

# Under /c/<slug>/my/
participant: list[URLPattern] = [
    path("", home.home, name="home"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<int:pk>/", agenda.agenda, name="agenda_of"),
]
# Under /c/<slug>/desk/
at_desk: list[URLPattern] = [
    path("", desk.home, name="home"),
    path("agendas/<int:pk>/", desk.agenda_at_desk, name="agenda"),
]
