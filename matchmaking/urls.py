"""Addresses of this app, by audience; `config.urls` hangs them under their namespaces."""

from django.urls import URLPattern, path

from matchmaking.views import demand, grid, imports, prints, publishing, runs
from matchmaking.views import desk as at_desk
from matchmaking.views import participant as my
from matchmaking.views import public as outside

public: list[URLPattern] = [
    path("", outside.start, name="start"),
    path("enter/<slug:key>/", outside.enter, name="enter"),
]
# Under /c/<slug>/organize/
organizer: list[URLPattern] = [
    path("wishes/", demand.wishes, name="wishes"),
    path("wishes/proposals/", demand.propose, name="propose"),
    path("wishes/proposals/<int:pk>/withdraw/", demand.withdraw, name="proposal_withdraw"),
    path("import/", imports.import_data, name="import"),
    path("import/<int:pk>/", imports.import_preview, name="import_preview"),
    path("import/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("import/sample/<slug:kind>/", imports.import_sample, name="import_sample"),
    path("scheduling/", runs.scheduling, name="scheduling"),
    path("scheduling/runs/", runs.run_start, name="run_start"),
    path("scheduling/runs/<int:number>/", runs.run, name="run"),
    path("scheduling/runs/<int:number>/stop/", runs.run_stop, name="run_stop"),
    path("publish/", publishing.publish, name="publish"),
    path("prints/", prints.prints, name="prints"),
    path("prints/start/", prints.print_start, name="print_start"),
    path("prints/<int:pk>/", prints.print_job, name="print_job"),
    path("prints/<int:pk>/stop/", prints.print_stop, name="print_stop"),
    path("prints/<int:pk>/file/", prints.print_file, name="print_file"),
    path("grid/", grid.grid, name="grid"),
    path("grid/meetings/<int:pk>/", grid.meeting, name="meeting"),
    path("grid/meetings/<int:pk>/lock/", grid.meeting_lock, name="meeting_lock"),
]
# Under /c/<slug>/my/
participant: list[URLPattern] = [
    path("", my.home, name="home"),
    path("catalogue/", my.catalogue, name="catalogue"),
    path("wishes/", my.wishes, name="wishes"),
    path("wishes/<int:target>/", my.wish, name="wish"),
    path("wishes/<int:target>/withdraw/", my.withdraw, name="withdraw"),
    path("answers/", my.answer, name="answer"),
    path("not-meeting/", my.veto_chosen, name="veto_chosen"),
    path("not-meeting/<int:target>/", my.veto, name="veto"),
    path("not-meeting/<int:target>/lift/", my.lift, name="lift"),
    path("agenda/", my.agenda, name="agenda"),
    path("agenda/<int:pk>/", my.agenda, name="agenda_of"),
    path("agenda/<int:pk>/print/", prints.own_print, name="print"),
    path("agenda/<int:pk>/print/<int:job>/", prints.own_print_job, name="print_job"),
    path("agenda/<int:pk>/print/<int:job>/file/", prints.own_print_file, name="print_file"),
]
# Under /c/<slug>/desk/
desk: list[URLPattern] = [path("agendas/<int:pk>/", at_desk.agenda_at_desk, name="agenda")]
