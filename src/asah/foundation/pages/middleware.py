"""Security headers of every response: a strict content policy and its companions."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Directives = Mapping[str, tuple[str, ...]]

POLICY: Directives = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "frame-src": ("'none'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
"""No inline script, no inline style, nothing from elsewhere; SVG is styled by classes and attributes."""

HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The camera reads attendance codes; nothing else of the device is ever asked for.
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}

_EXTRA = "asah_policy"


def allow(response: HttpResponse, directive: str, *sources: str) -> HttpResponse:
    """Widen one directive for this response only (a player of packages frames its own content host, for example).

    Raises ValueError for a directive the policy does not know and for `'unsafe-…'` sources.
    """
    if directive not in POLICY or any("unsafe" in source for source in sources):
        raise ValueError(f"cannot widen {directive} by {', '.join(sources)}")
    extra = {**getattr(response, _EXTRA, {}), directive: sources}
    setattr(response, _EXTRA, extra)
    return response


def policy_text(extra: Directives | None = None) -> str:
    """The value of the Content-Security-Policy header."""
    parts = []
    for directive, sources in POLICY.items():
        added = (extra or {}).get(directive, ())
        kept = tuple(source for source in sources if not (added and source == "'none'"))
        parts.append(" ".join((directive, *kept, *added)))
    return "; ".join(parts)


class SecurityHeaders:
    """Puts the headers on every response that does not already carry its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_text(getattr(response, _EXTRA, None)))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class ChosenLanguage:
    """Indonesian, unless this device chose another language of the settings (cookie `asah_language`).

    What the browser prefers is not asked: many offices run a browser in English and work in Indonesian.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        wanted = request.COOKIES.get("asah_language", "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
