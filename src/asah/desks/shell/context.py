"""What every template of the shell needs."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """agency, actor and now of the request, for templates."""
    return {
        "agency": getattr(request, "agency", None),
        "actor": getattr(request, "actor", None),
        "now": getattr(request, "now", None),
    }
