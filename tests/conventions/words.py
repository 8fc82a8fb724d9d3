"""What these tests say often: the codes of a refusal, the time on the hall’s clocks."""

from datetime import datetime

from django.core.exceptions import ValidationError


def codes(error: ValidationError) -> list[str | None]:
    """Return the codes of all errors inside `error`, in order."""
    if hasattr(error, "error_dict"):
        return [one.code for errors in error.error_dict.values() for one in errors]
    return [one.code for one in error.error_list]


def wall(*parts: int) -> datetime:
    """Return a time on the hall's clocks: year, month, day, hour, minute."""
    return datetime(*parts)  # type: ignore[misc, arg-type]  # noqa: DTZ001 -- no zone on a clock
