"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from matchmaking.agendas import urls as agendas
from matchmaking.demo import urls as demo
from matchmaking.printing import urls as printing
from matchmaking.scheduling import urls as scheduling
from matchmaking.spreadsheets import urls as spreadsheets
from matchmaking.wishes import urls as wishes

public = demo.public
organizer = [
    *wishes.organizer, *spreadsheets.organizer, *scheduling.organizer, *printing.organizer,
]  # fmt: skip
participant = [*agendas.participant, *wishes.participant, *printing.participant]
desk = agendas.at_desk
