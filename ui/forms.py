"""What every form takes, and what it offers."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm, ModelChoiceField
from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def offer(form: BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field `name` choose among `rows`."""
    field = form.fields[name]
    if not isinstance(field, ModelChoiceField):
        raise TypeError(f"{name!r} chooses no row")
    field.queryset = rows
