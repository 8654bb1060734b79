"""Pages for everything that did not work, each saying what happened and what to do next.

`config.urls` names these as Django's handlers. They render without a database and without a session.
"""

import logging
import secrets
import sys
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger("asah.errors")

CODE_HEADER = "X-Asah-Code"
# No 0, O, 1, I, 5 and S: the code is read aloud over the phone.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_DIGITS = "2346789"


class OncePerFailure(logging.Filter):
    """Drops Django's own line about a failure: `server_error` logs the same one, with its code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is kept."""
        return not (getattr(record, "status_code", None) == 500 and record.exc_info)


def new_code() -> str:
    """A reference such as `K7F3-91`: easy to say, hard to mistake."""
    head = secrets.choice(_LETTERS) + secrets.choice(_DIGITS) + secrets.choice(_LETTERS) + secrets.choice(_DIGITS)
    return f"{head}-{secrets.choice(_DIGITS)}{secrets.choice(_DIGITS)}"


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    return render(request, f"pages/errors/{name}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is broken (a cut link, a file that is too large)."""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says what is refused and, when the exception knows it, who may give access.

    The exception's text is shown; optional attributes `place`, `granter` and `ask_url` name the page, who can give
    access, and where to ask for it.
    """
    return _page(
        request,
        "403",
        403,
        reason=str(exception) if exception else "",
        place=getattr(exception, "place", ""),
        granter=getattr(exception, "granter", ""),
        ask_url=getattr(exception, "ask_url", ""),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the session, or cookies are off. Nothing was saved."""
    return _page(request, "csrf", 403)


def no_membership(request: HttpRequest) -> HttpResponse:
    """403: a log-in that belongs to no agency, or holds no role there today."""
    return _page(request, "no_membership", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none this person may know of."""
    return _page(request, "404", 404)


def conflict(request: HttpRequest, message: str = "") -> HttpResponse:
    """409: somebody else was faster; the sentence says what changed."""
    return _page(request, "409", 409, message=message)


def too_many(request: HttpRequest, retry_after: int, exception: Exception | None = None) -> HttpResponse:
    """429: too many attempts; `retry_after` seconds until the next one is welcome."""
    response = _page(request, "429", 429, minutes=-(-retry_after // 60), seconds=retry_after)
    response.headers["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: unanticipated. Logged once, with a code that the person can read over the phone."""
    code = new_code()
    logger.error("%s %s %s", code, request.method, request.path, exc_info=sys.exc_info())
    response = _page(request, "500", 500, code=code)
    response.headers[CODE_HEADER] = code
    return response


def maintenance(request: HttpRequest, starts: datetime | None = None, ends: datetime | None = None) -> HttpResponse:
    """503: planned work, with its start, its end and what still works. Instants are aware."""
    return _page(request, "503", 503, starts=starts, ends=ends)
