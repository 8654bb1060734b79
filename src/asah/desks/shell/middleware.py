"""One agency per request: opens the scope around the whole response, template included."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from asah.desks.shell.actor import actor_of
from asah.foundation.access import queries as access
from asah.foundation.access.actor import NotAllowed, NotThere
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.pages import errors

AGENCY_SESSION_KEY = "agency"


class AgencyScope:
    """Sets request.agency, request.actor and request.now; wraps the response in the agency's transaction.

    A response with status 500 rolls back. Without membership the request runs in no scope: no agency's row is visible.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Handle one request."""
        request.agency = _chosen_agency(request)
        request.now = now_for(request.agency)
        request.actor = None
        agency_id = request.agency.pk if request.agency else None
        with agency_scope(agency_id):
            if request.agency is not None:
                request.actor = actor_of(request.user.pk, request.agency, request.now)
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Everything but pages marked public needs a log-in and an agency."""
        if getattr(view, "is_public", False) or view.__module__.startswith(("allauth.", "django.views.static")):
            return None
        if not request.user.is_authenticated:
            from django.contrib.auth.views import redirect_to_login

            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if request.actor is None or not request.actor.roles:
            return errors.no_membership(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refusals of the door become pages; everything unanticipated goes on to handler500."""
        if isinstance(exception, NotThere):
            return errors.not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        return None


def _chosen_agency(request: Any) -> Agency | None:
    """The agency of the session, if the account is still its member; else the first membership."""
    if not request.user.is_authenticated:
        return None
    return access.chosen_agency(request.user.pk, request.session.get(AGENCY_SESSION_KEY))
