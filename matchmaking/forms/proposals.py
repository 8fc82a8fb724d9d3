"""What the organiser posts to propose a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conventions.models import Convention, Registration


class ProposalForm(forms.Form):
    """Two validated registrations of the convention."""

    one: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        queryset=Registration.objects.none(), label=_("Organisation")
    )
    other: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        queryset=Registration.objects.none(), label=pgettext_lazy("proposal", "meets")
    )

    def __init__(self, data: Any = None, *, convention: Convention) -> None:
        """Offer the convention's registrations, by name."""
        super().__init__(data)
        choices = (
            Registration.objects.in_convention(convention)
            .validated()
            .select_related("organization")
            .order_by("organization__name", "pk")
        )
        for name in ("one", "other"):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
