"""Who goes, who waits and why: for planners, and for OPD officers within their subtree."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from asah.foundation.access.actor import NotThere
from asah.foundation.access.permissions import Permission
from asah.stages.plan import queries, services
from asah.stages.plan.rules.reasons import REASONS
from asah.stages.plan.rules.steps import FIXED
from asah.stages.plan.rules.words import MONTHS, STATE_WORDS, programme_reason
from asah.stages.plan.web.office import year_of


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


@require_GET
def participants(request: Any) -> HttpResponse:
    """Who goes, of the approved plan or else the newest result."""
    return _roster(request, "plan/participants.html", is_waiting=False)


@require_GET
def waiting(request: Any) -> HttpResponse:
    """Who waits and why."""
    return _roster(request, "plan/waiting.html", is_waiting=True)


def _roster(request: Any, template: str, *, is_waiting: bool) -> HttpResponse:
    year, params = year_of(request), request.GET
    run = queries.run_for_participants(request.actor, year)
    context: dict[str, Any] = {"year": year, "run": run, "months": list(enumerate(MONTHS, 1)), "reasons": REASONS}
    if run is None:
        return render(request, template, context)
    today, page = request.actor.today(request.now), _number(params.get("hal")) or 1
    code, month, reason = params.get("program", ""), _number(params.get("bulan")), params.get("alasan", "")
    if is_waiting:
        rows = queries.waiting_of(request.actor, run, today, code=code, reason=reason, page=page)
    else:
        rows = queries.participants_of(request.actor, run, today, code=code, month=month, page=page)
    context |= {"rows": rows, "code": code, "month": month, "reason": reason}
    return render(request, template, context | {"programmes": queries.programme_names(run), "query": _query(params)})


def _query(params: Any) -> str:
    copy = params.copy()
    copy.pop("hal", None)
    return str(copy.urlencode())


@require_GET
def programme(request: Any, scenario: uuid.UUID, code: str) -> HttpResponse:
    """One programme of a scenario: why it is in or out, who goes, who waits."""
    plan = queries.scenario_page(request.actor, scenario)
    if plan.run is None:
        raise NotThere("Skenario ini belum dihitung.")
    today, page = request.actor.today(request.now), _number(request.GET.get("hal")) or 1
    roster = queries.programme_roster(request.actor, plan.run, code, today, page=page)
    may_edit = request.actor.holds(Permission.PLAN_EDIT) and plan.scenario.status not in FIXED
    return render(
        request,
        "plan/programme.html",
        {
            "page": plan,
            "scenario": plan.scenario,
            "roster": roster,
            "word": STATE_WORDS[roster.programme.state],
            "reason": programme_reason(roster.programme.reason, roster.programme.facts),
            "lock": plan.scenario.locks.get(code, ""),
            "may_edit": may_edit,
            "band_size": _band_size(request, plan.run, code) if may_edit else 0,
        },
    )


def _band_size(request: Any, run: Any, code: str) -> int:
    """How many people of equal value stand around the last seat, for whoever may hold a lottery."""
    if not request.actor.holds(Permission.LOTTERY_RUN):
        return 0
    band = services.band_of(run, code, request.actor.today(request.now))
    return len(band.tied) if band else 0
