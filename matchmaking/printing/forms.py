"""What the print room is asked for."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Delegate
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services.print_jobs import request_print
from organizations.models import User
from ui.forms import offer
from ui.refusals import attempt


class PrintForm(forms.Form):
    """A document, in the reader's own language unless another is asked for; of one or of all."""

    document = forms.CharField(required=False)
    language = forms.CharField(required=False)
    delegate: "forms.ModelChoiceField[Delegate]" = forms.ModelChoiceField(
        Delegate.objects.none(), label=_("Person"), required=False
    )

    def __init__(self, *args: Any, convention: Convention, by: User, **kwargs: Any) -> None:
        self.convention, self.by = convention, by
        super().__init__(*args, **kwargs)
        offer(self, "delegate", Delegate.objects.in_convention(convention))

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or translation.get_language() or "en"

    def save(self) -> PrintJob | None:
        return attempt(
            self,
            lambda: request_print(convention=self.convention, by=self.by, **self.cleaned_data),
        )
