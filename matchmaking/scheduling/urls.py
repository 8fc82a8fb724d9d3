"""Addresses of runs, the grid and publishing. Under /c/<slug>/organize/."""

from django.urls import URLPattern, path

from matchmaking.scheduling.views import grid, publishing, runs

organizer: list[URLPattern] = [
    path("scheduling/", runs.scheduling, name="scheduling"),
    path("scheduling/runs/", runs.run_start, name="run_start"),
    path("scheduling/runs/<int:number>/", runs.run, name="run"),
    path("scheduling/runs/<int:number>/stop/", runs.run_stop, name="run_stop"),
    path("publish/", publishing.publish, name="publish"),
    path("grid/", grid.grid, name="grid"),
    path("grid/meetings/<int:pk>/", grid.meeting, name="meeting"),
    path("grid/meetings/<int:pk>/lock/", grid.meeting_lock, name="meeting_lock"),
]
