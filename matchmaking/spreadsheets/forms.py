"""A file to import, and the word that applies it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention
from documents.lists.reading import check_size
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services.columns import KIND_NAMES, Kind
from matchmaking.spreadsheets.services.imports import apply_import, check_file
from organizations.models import User
from ui.refusals import attempt


class ImportForm(forms.Form):
    """A file to import; its size is checked before a byte of it is read."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, up to 5 MB. Drop it here or choose."),
        allow_empty_file=True,  # check_size says it in our words
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    kind = forms.ChoiceField(
        label=_("The file holds"),
        required=False,
        choices=[
            ("", _("whatever its header says")),
            *((kind.value, name) for kind, name in KIND_NAMES.items()),
        ],
        help_text=_("Only needed for a file with one list whose header is not recognised."),
    )

    def __init__(self, *args: Any, convention: Convention, by: User, **kwargs: Any) -> None:
        self.convention, self.by = convention, by
        super().__init__(*args, **kwargs)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        check_size(file.size or 0)
        return file

    def clean_kind(self) -> Kind | None:
        kind: Any = self.cleaned_data["kind"]
        return Kind(kind) if kind else None

    def save(self) -> ImportUpload | None:
        """Check the file; what is wrong with it as a whole stands beside its field."""
        file: UploadedFile = self.cleaned_data["file"]
        return attempt(
            self,
            lambda: check_file(
                convention=self.convention,
                uploaded_by=self.by,
                file_name=file.name or "",
                content=file.read(),
                kind=self.cleaned_data["kind"],
            ),
            otherwise="file",
        )


class ConfirmImportForm(forms.Form):
    """Says which preview was confirmed."""

    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, upload: ImportUpload, **kwargs: Any) -> None:
        self.upload = upload
        super().__init__(*args, **kwargs)

    def save(self) -> dict[str, Any] | None:
        """Return the counts of what is imported."""
        return attempt(self, lambda: apply_import(upload=self.upload, **self.cleaned_data))
