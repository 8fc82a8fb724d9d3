"""What all pages of settings share."""

from datetime import UTC, datetime

from conventions.scope import Request

OWNER = "conventions.change_convention"


def saved_at(request: Request) -> datetime | None:
    """Return when the page's values were saved, as the redirect after saving says."""
    seconds = request.GET.get("saved", "")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 10):
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC)
