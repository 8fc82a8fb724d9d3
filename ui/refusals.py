"""How a page says no: one way, one status.

A service refuses with a `ValidationError`. Inside a form it becomes the form's own error, and the
page comes back with it and with `REFUSED`, as it does for an invalid form. A button without a
form of its own sends back to the page it came from, which says it on top.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY  # 422: understood, and not done


def attempt[Made](
    form: BaseForm, write: Callable[[], Made], *, otherwise: str | None = None
) -> Made | None:
    """Return what a service makes; a refusal becomes the form's errors and None is returned.

    What the service says of no field of this form stands at the field `otherwise`, else above all.
    """
    try:
        return write()
    except ValidationError as error:
        for name, errors in error.update_error_dict({}).items():
            known = name if name in form.fields and name != NON_FIELD_ERRORS else otherwise
            form.add_error(known, errors)
        return None


def status_of(form: BaseForm) -> HTTPStatus:
    """Return the status of a form's page: `REFUSED` while anything is wrong with what it took."""
    return REFUSED if form.errors else HTTPStatus.OK


def refusal_of(write: Callable[[], object]) -> str:
    """Do it and return nothing, or return the words with which the service refuses."""
    try:
        write()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def words_of(form: BaseForm) -> str:
    """Return what is wrong with a form whose page is another one; nothing if it is done."""
    said = [str(error) for errors in form.errors.values() for error in errors]
    return " ".join(dict.fromkeys(said))


def say(request: HttpRequest, refusal: str) -> None:
    """Say on the next page shown why something was not done; nothing if it was."""
    if refusal:
        messages.error(request, refusal)
