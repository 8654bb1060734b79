"""What every template of the shell needs: who, where, how many."""

from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from asah.desks.shell.cycle import chosen_year, known_years
from asah.desks.shell.places import place_of, seen_by
from asah.foundation.access import queries as access
from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.access.roles import ROLES
from asah.foundation.jobs.queries import my_runs
from asah.foundation.notices.queries import unread_count
from asah.stages.agency import queries as agencies
from asah_basics.formats import initials


def shell(request: HttpRequest) -> dict[str, Any]:
    """agency, actor and now of the request; the shell's own parts are computed only when a template asks."""
    actor: Actor | None = getattr(request, "actor", None)
    basic: dict[str, Any] = {name: getattr(request, name, None) for name in ("agency", "actor", "now")}
    if actor is not None:
        basic["owner"] = owner_of(actor)
    if actor is None or not actor.roles:
        return basic
    return {**basic, "shell": SimpleLazyObject(lambda: _parts(request, actor))}


def owner_of(actor: Actor) -> str:
    """Whose things lie in the outbox of a shared phone: the same for one log-in in one agency, and no more."""
    return salted_hmac("asah.outbox", f"{actor.agency}:{actor.account}").hexdigest()[:16]


def _parts(request: Any, actor: Actor) -> dict[str, Any]:
    places = seen_by(actor)
    place, tab = place_of(request.path, places)
    here = next((seen for seen in places if seen.place.key == place), None)
    year = chosen_year(request)
    active = [run for run in my_runs(actor) if run.status in ("queued", "running")]
    return {
        "places": places,
        "place": place,
        "tabs": here.tabs if here and len(here.tabs) > 1 else (),
        "tab": tab,
        "year": year,
        "years": known_years(request),
        "kop": agencies.letterhead(),
        "done": _done_until(year.phase if year else ""),
        "unread": unread_count(actor),
        "jobs_running": len(active),
        "initials": initials(actor.name),
        "roles": [ROLES[held.role].label for held in actor.roles],
        "may_set_up": actor.holds(Permission.AGENCY_SETUP),
        "may_audit": actor.holds(Permission.AUDIT_READ),
        "agencies": len(access.memberships_of(actor.account or 0)),
    }


def _done_until(phase: str) -> set[str]:
    order = ["persiapan", "kebutuhan", "rencana", "pelaksanaan", "belajar", "evaluasi", "ditutup"]
    return set(order[: order.index(phase)]) if phase in order else set()
