"""What the participants' pages share."""

from typing import Any

from conventions.models import Registration
from conventions.scope import Request, manages
from matchmaking.wishes.services.wishlist import waiting_count

PAGES = "wishes/participant"


def participant_page(
    request: Request, registration: Registration, **context: Any
) -> dict[str, Any]:
    """Return what every participant's page knows."""
    return {
        "convention": registration.convention,
        "registration": registration,
        "may_write": manages(request.user, registration),
        "tab_counts": {"wishes": waiting_count(registration)},
        **context,
    }


def part(request: Request, page: str, parts: dict[str, str]) -> str:
    """Return the page's template, or its part for the element that htmx asks for."""
    name = parts.get(asked_for(request) or "")
    return f"{PAGES}/{page}#{name}" if name else f"{PAGES}/{page}"


def asked_for(request: Request) -> str | None:
    """Return the element that a script asks for, empty for none; None without a script."""
    htmx = request.htmx
    return (htmx.target or "") if htmx else None
