"""Headers that every answer behind sign-in carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class PrivatePagesMiddleware:
    """Keep what a signed-in person sees out of every cache, shared or local."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer private and not to be stored.

        A view that wants to be asked again instead (a calendar feed, so that it can answer 304)
        says `private, no-cache` itself, and is left alone.
        """
        was_signed_in = request.user.is_authenticated  # signing out answers a person, too
        response = self.get_response(request)
        if was_signed_in or request.user.is_authenticated:
            if response.get("Cache-Control") != "private, no-cache":
                response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response
