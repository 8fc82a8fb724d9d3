"""The organiser's import: upload, preview, confirm, result."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conventions.models import Convention
from conventions.scope import Request, convention_for
from conventions.services.vocabulary import categories_of
from matchmaking.spreadsheets.forms import ConfirmImportForm, ImportForm
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services import samples
from matchmaking.spreadsheets.services.amounts import amounts
from matchmaking.spreadsheets.services.columns import COLUMNS, KIND_NAMES, Kind
from matchmaking.spreadsheets.services.imports import preview_import
from ui.forms import posted
from ui.refusals import say, status_of, words_of

PERMISSION = "matchmaking.import_data"
WORKBOOK = "workbook"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def import_data(request: Request, slug: str) -> HttpResponse:
    """Show what may be imported, and take a file."""
    convention = convention_for(request, slug, permission=PERMISSION)
    form = ImportForm(
        posted(request), request.FILES or None, convention=convention, by=request.user
    )
    if form.is_valid() and (upload := form.save()):
        return redirect("organizer:import_preview", slug, upload.pk)
    lists = [(kind, KIND_NAMES[kind], COLUMNS[kind]) for kind in Kind]
    return render(
        request,
        "spreadsheets/organizer/import.html",
        {
            "convention": convention,
            "form": form,
            "lists": lists,
            "categories": categories_of(convention),
        },
        status=status_of(form),
    )


@require_GET
def import_preview(request: Request, slug: str, pk: int) -> HttpResponse:
    """Show what a file would do, or what it has done."""
    convention = convention_for(request, slug, permission=PERMISSION)
    upload = get_object_or_404(convention.imports, pk=pk)
    if upload.applied_at:
        return _result(request, convention, upload)
    preview = preview_import(upload=upload)
    form = ConfirmImportForm(upload=upload, initial={"fingerprint": preview.fingerprint})
    return render(
        request,
        "spreadsheets/organizer/import_preview.html",
        {"convention": convention, "upload": upload, "preview": preview, "form": form},
    )


def _result(request: Request, convention: Convention, upload: ImportUpload) -> HttpResponse:
    result = {Kind(kind): counts for kind, counts in upload.rows["result"].items()}
    done = {kind: counts["new"] + counts["changed"] for kind, counts in result.items()}
    sheets = [{"name": KIND_NAMES[kind], **counts} for kind, counts in result.items()]
    return render(
        request,
        "spreadsheets/organizer/import_result.html",
        {
            "convention": convention,
            "upload": upload,
            "sheets": sheets,
            "done": amounts(done),
        },
    )


@require_POST
def import_confirm(request: Request, slug: str, pk: int) -> HttpResponse:
    """Apply a file, once."""
    convention = convention_for(request, slug, permission=PERMISSION)
    upload = get_object_or_404(convention.imports, pk=pk)
    form = ConfirmImportForm(posted(request), upload=upload)
    if form.is_valid():
        form.save()
    say(request, words_of(form))
    return redirect("organizer:import_preview", slug, upload.pk)


@require_GET
def import_sample(request: Request, slug: str, kind: str) -> HttpResponse:
    """Download a sample in the reader's language: the workbook, or one list as CSV."""
    convention_for(request, slug, permission=PERMISSION)
    if kind == WORKBOOK:
        response = HttpResponse(samples.as_xlsx(), content_type=XLSX)
        name = samples.file_name(None)
    elif kind in Kind:
        response = HttpResponse(samples.as_csv(Kind(kind)), content_type="text/csv; charset=utf-8")
        name = samples.file_name(Kind(kind))
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
