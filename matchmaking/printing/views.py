"""The print room of the team, and the printed agenda of a delegate."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from conventions.models import Convention, Delegate
from conventions.scope import Request, convention_for, delegate_for
from matchmaking.printing.forms import PrintForm
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services.print_jobs import file_name, is_kept, stop_print
from matchmaking.printing.services.print_room import print_card, print_room
from ui.forms import posted
from ui.refusals import say, status_of, words_of

ROOM = "printing/organizer/prints.html"
CARD = "printing/organizer/_print_card.html"
JOB = "printing/organizer/print_job.html"
OWN = "printing/participant/agenda_print.html"
PRINT = "matchmaking.print"


# --- the team ------------------------------------------------------------------------------------


@require_GET
def prints(request: Request, slug: str) -> HttpResponse:
    """Show what can be printed, what is being printed and what was."""
    convention = convention_for(request, slug, permission=PRINT)
    return _room(request, convention, PrintForm(convention=convention, by=request.user))


@require_POST
def print_start(request: Request, slug: str) -> HttpResponse:
    """Print a document; whoever clicks twice lands at the same job."""
    convention = convention_for(request, slug, permission=PRINT)
    form = PrintForm(posted(request), convention=convention, by=request.user)
    if not (form.is_valid() and (job := form.save())):
        return _room(request, convention, form)
    if job.delegate_id:
        return redirect("organizer:print_job", slug, job.pk)
    return redirect("organizer:prints", slug)


@require_GET
def print_job(request: Request, slug: str, pk: int) -> HttpResponse:
    """Show one job; htmx asks for its card alone, until it is over."""
    convention = convention_for(request, slug, permission=PRINT)
    job = _job(convention, pk)
    context = {"convention": convention, "card": print_card(job)}
    return render(request, CARD if request.htmx else JOB, context)


@require_POST
def print_stop(request: Request, slug: str, pk: int) -> HttpResponse:
    """Ask a job to end."""
    convention = convention_for(request, slug, permission=PRINT)
    stop_print(job=_job(convention, pk))
    return redirect("organizer:prints", slug)


@require_GET
def print_file(request: Request, slug: str, pk: int) -> HttpResponse | FileResponse:
    """Hand out a file to those who may print, as long as it is kept."""
    convention = convention_for(request, slug, permission=PRINT)
    job = _job(convention, pk)
    if answer := _file(job):
        return answer
    context = {"convention": convention, "card": print_card(job)}
    return render(request, JOB, context, status=410)


def _job(convention: Convention, pk: int) -> PrintJob:
    jobs = PrintJob.objects.filter(convention=convention)
    return get_object_or_404(jobs.select_related("convention", "schedule", "delegate"), pk=pk)


def _room(request: Request, convention: Convention, form: PrintForm) -> HttpResponse:
    context = {"convention": convention, "room": print_room(convention), "form": form}
    return render(request, ROOM, context, status=status_of(form))


# --- a delegate ----------------------------------------------------------------------------------


@require_POST
def own_print(request: Request, slug: str, pk: int) -> HttpResponse:
    """Print the agenda of oneself or a colleague."""
    delegate = delegate_for(request, slug, pk)
    asked = {
        "document": PrintJob.Document.AGENDAS,
        "language": delegate.language,
        "delegate": delegate.pk,
    }
    form = PrintForm(asked, convention=delegate.convention, by=request.user)
    if form.is_valid() and (job := form.save()):
        return redirect("participant:print_job", slug, pk, job.pk)
    say(request, words_of(form))
    return redirect("participant:agenda_of", slug, pk)


@require_GET
def own_print_job(request: Request, slug: str, pk: int, job: int) -> HttpResponse:
    """Show how far the printing is, and the file once it is there."""
    delegate = delegate_for(request, slug, pk)
    return _own(request, delegate, _own_job(delegate, job))


@require_GET
def own_print_file(request: Request, slug: str, pk: int, job: int) -> HttpResponse | FileResponse:
    """Hand out the printed agenda, as long as it is kept."""
    delegate = delegate_for(request, slug, pk)
    own = _own_job(delegate, job)
    return _file(own) or _own(request, delegate, own, status=410)


def _own_job(delegate: Delegate, pk: int) -> PrintJob:
    jobs = PrintJob.objects.filter(delegate=delegate)
    return get_object_or_404(jobs.select_related("convention", "schedule", "delegate"), pk=pk)


def _own(request: Request, delegate: Delegate, job: PrintJob, status: int = 200) -> HttpResponse:
    member = delegate.registration.organization.memberships.filter(user=request.user.pk).exists()
    context = {
        "convention": delegate.convention,
        "registration": delegate.registration,
        "agenda_only": not member,
        "tab_counts": {},
        "delegate": delegate,
        "card": print_card(job),
    }
    template = f"{OWN}#card" if request.htmx else OWN
    return render(request, template, context, status=status)


# --- files ---------------------------------------------------------------------------------------


def _file(job: PrintJob) -> FileResponse | None:
    """Return the job's file; None once it is gone, Http404 where there was none."""
    if job.state != PrintJob.State.SUCCEEDED:
        raise Http404
    if not is_kept(job):
        return None
    return FileResponse(
        default_storage.open(str(job.file)),
        as_attachment=True,
        filename=file_name(job),
        content_type="application/pdf",
    )
