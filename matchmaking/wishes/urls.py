"""Addresses of the catalogue and of wishes, by audience."""

from django.urls import URLPattern, path

from matchmaking.wishes.views import catalogue, demand, rules, wishes

# Under /c/<slug>/organize/
organizer: list[URLPattern] = [
    path("settings/rules/", rules.rules, name="rules"),
    path("wishes/", demand.wishes, name="wishes"),
    path("wishes/proposals/<int:pk>/withdraw/", demand.withdraw, name="proposal_withdraw"),
]
# Under /c/<slug>/my/
participant: list[URLPattern] = [
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("wishes/<int:target>/", wishes.wish, name="wish"),
    path("wishes/<int:target>/withdraw/", wishes.withdraw, name="withdraw"),
    path("answers/", wishes.answer, name="answer"),
    path("not-meeting/", wishes.veto, name="veto"),
    path("not-meeting/<int:target>/lift/", wishes.lift, name="lift"),
]
