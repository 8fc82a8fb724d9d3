"""Whom a visitor of the demo can enter as: one click each, in the demo only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Visitor:
    """One person to enter as; `page` is the named address where there is something to do."""

    key: str
    email: str
    role: str | Promise
    sentence: str | Promise
    convention: str
    page: str


VISITORS = (
    Visitor(
        "owner",
        "nora.feltgen@entente.example",
        _("Organiser"),
        _("Sets up the convention, imports the organisations, publishes the grid."),
        "mont-saint-martin",
        "organizer:overview",
    ),
    Visitor(
        "scheduler",
        "jonas.reiland@entente.example",
        _("Scheduler"),
        _("Presses the button: 821 pairings wait for their slots and tables."),
        "mont-saint-martin",
        "organizer:scheduling",
    ),
    Visitor(
        "desk",
        "tess.wagner@entente.example",
        _("Welcome desk"),
        _("Finds anybody’s agenda on the day and prints it again."),
        "comfortable",
        "desk:home",
    ),
    Visitor(
        "agenda",
        "elodie.marchal@ateliers-val-aubry.example",
        _("Participant, Ateliers du Val d’Aubry"),
        _("Has a published agenda: who, when, at which table, and why."),
        "comfortable",
        "participant:agenda",
    ),
    Visitor(
        "wishes",
        "jana.kessler@moselbogen-werkstaetten.example",
        _("Participant, Moselbogen Werkstätten"),
        _("Next edition, wishes open: four of ten made, two received wishes to answer."),
        "saarbruecken",
        "participant:home",
    ),
    Visitor(
        "catalogue",
        "anouk.feyder@letz-digital.example",
        _("Participant, Lëtz Digital SIS"),
        _("Looks through the catalogue of the next edition for partners."),
        "saarbruecken",
        "participant:catalogue",
    ),
)
