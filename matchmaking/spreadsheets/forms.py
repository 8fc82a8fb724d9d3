from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.lists.reading import check_size
from matchmaking.spreadsheets.services.columns import KIND_NAMES, Kind


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

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        check_size(file.size or 0)
        return file

    def clean_kind(self) -> Kind | None:
        kind: Any = self.cleaned_data["kind"]
        return Kind(kind) if kind else None


class ConfirmImportForm(forms.Form):
    """Says which preview was confirmed."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
